import KPIEngine

/// Text made safe to show: what would move the cursor, start an escape sequence or turn the reading direction is
/// written out (`\n`, `\u{1B}`).
package enum VisibleText {
  /// Appends `text`; returns its width on a terminal.
  static func append(_ text: String, to bytes: inout [UInt8], keepsLines: Bool = false) -> Int {
    switch scan(text.utf8Span.span) {
    case .ascii:
      bytes.append(contentsOf: text.utf8)
      return text.utf8.count
    case .plain:
      bytes.append(contentsOf: text.utf8)
      return displayWidth(text)
    case .escaped:
      let visible = escaped(text, keepsLines: keepsLines)
      bytes.append(contentsOf: visible.utf8)
      return displayWidth(visible)
    }
  }

  /// The text as it is safe to show.
  package static func of(_ text: String, keepsLines: Bool = false) -> String {
    if case .escaped = scan(text.utf8Span.span) { return escaped(text, keepsLines: keepsLines) }
    return text
  }

  /// The start of `text` that fits into `width` columns, `…` included.
  static func cut(_ text: String, to width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var cut = ""
    var used = 0
    for character in text {
      let next = displayWidth(of: character)
      if used + next > width - 1 { break }
      cut.append(character)
      used += next
    }
    return cut + "…"
  }

  private enum Scan { case ascii, plain, escaped }

  private static func scan(_ bytes: Span<UInt8>) -> Scan {
    var scan = Scan.ascii
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x7F { return .escaped }
      if byte < 0x80 { continue }
      scan = .plain
      // C1 controls are 0xC2 0x80…0x9F; bidirectional controls and line separators start 0xE2 0x80, 0xE2 0x81 or 0xD8.
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == 0xC2, next < 0xA0 { return .escaped }
      if byte == 0xD8, next == 0x9C { return .escaped }
      // U+FFFE and U+FFFF are no characters, and XML does not take them.
      if byte == 0xEF, next == 0xBF, index + 2 < bytes.count, bytes[index + 2] >= 0xBE { return .escaped }
      if byte == 0xE2, next == 0x80 || next == 0x81, index + 2 < bytes.count {
        let code = UInt32(next & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F) | 0x2000
        if turnsText(code) { return .escaped }
      }
    }
    return scan
  }

  private static func turnsText(_ code: UInt32) -> Bool {
    (0x200E...0x200F).contains(code) || (0x2028...0x202E).contains(code) || (0x2066...0x2069).contains(code)
  }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    var visible = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where keepsLines: visible.append(scalar)
      case "\n": visible.append(contentsOf: "\\n".unicodeScalars)
      case "\r": visible.append(contentsOf: "\\r".unicodeScalars)
      case "\t": visible.append(contentsOf: "\\t".unicodeScalars)
      default:
        let code = scalar.value
        if code < 0x20 || (0x7F..<0xA0).contains(code) || code == 0x061C || code == 0xFFFE || code == 0xFFFF
          || turnsText(code)
        {
          visible.append(contentsOf: "\\u{\(String(code, radix: 16, uppercase: true))}".unicodeScalars)
        } else {
          visible.append(scalar)
        }
      }
    }
    return String(visible)
  }
}
