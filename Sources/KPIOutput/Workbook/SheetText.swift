import KPIEngine

/// Texts as a workbook holds them.
enum SheetText {
  /// UTF-16 units that a cell holds.
  static let limit = 32_767

  /// The text as it is handed to the library, and whether the cell could not hold all of it.
  ///
  /// What XML cannot hold is written out as on a terminal. A reader takes `_x0041_` for the escape of a letter, so its
  /// first `_` is escaped itself.
  static func of(_ text: String) -> (text: String, isCut: Bool) {
    if isPlain(text.utf8Span.span) { return (text, false) }
    let visible = VisibleText.of(text, keepsLines: true)
    let whole = escaped(visible)
    guard whole.utf16.count > limit else { return (whole, false) }
    return (escaped(visible, to: limit - 1) + "…", true)
  }

  /// Whether the text can stand as it is; in doubt not.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count <= limit else { return false }
    for index in bytes.indices {
      switch bytes[index] {
      // Controls, `_`, and the first bytes of C1 controls, of U+061C, of bidirectional controls, of U+FFFE.
      case 0..<0x20, 0x7F, UInt8(ascii: "_"), 0xC2, 0xD8, 0xE2, 0xEF: return false
      default: continue
      }
    }
    return true
  }

  /// The text with each `_xHHHH_` escaped; at most `limit` UTF-16 units of it, whole characters.
  private static func escaped(_ text: String, to limit: Int = .max) -> String {
    if limit == .max, !text.utf8.contains(UInt8(ascii: "_")) { return text }
    var result = ""
    var used = 0
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      let isEscape = character == "_" && beginsEscape(text.utf8[index...])
      let piece = isEscape ? "_x005F_" : String(character)
      used += piece.utf16.count
      if used > limit { break }
      result += piece
      index = text.index(after: index)
    }
    return result
  }

  /// Whether `_x`, four hexadecimal digits and `_` come first.
  private static func beginsEscape(_ bytes: Substring.UTF8View) -> Bool {
    let start = Array(bytes.prefix(7))
    guard start.count == 7, start[0] == UInt8(ascii: "_"), start[1] | 0x20 == UInt8(ascii: "x"),
      start[6] == UInt8(ascii: "_")
    else { return false }
    return start[2..<6].allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        true
      default: false
      }
    }
  }
}
