@_spi(_Unicode) import Swift

/// Text in Unicode NFC, so that texts that look the same have the same bytes.
enum CanonicalText {
  /// Runs `body` on the NFC bytes of `text`, with bad UTF-8 repaired, and whether it had to be repaired.
  static func with<Result>(_ text: Bytes, _ body: (Bytes, _ isRepaired: Bool) -> Result) -> Result {
    if isCanonical(text) { return body(text, false) }
    let string = text.text
    let isRepaired = !Bytes.with(string) { $0.isEqual(text) }
    return Bytes.with(normalized(string)) { body($0, isRepaired) }
  }

  /// The NFC of `text`.
  static func normalized(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// Whether these bytes are surely valid UTF-8 in NFC.
  ///
  /// True for text of characters below U+0300 and of U+1E00 … U+1EFF (all that Vietnamese needs), none of which
  /// combines with what is before it; other text has to be looked at by Unicode's rules.
  static func isCanonical(_ text: Bytes) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text.base[index]
      if byte < 0x80 {
        index += 1
      } else if byte >= 0xC2, byte < 0xCC, index + 1 < text.count, text.base[index + 1] & 0xC0 == 0x80 {
        index += 2
      } else if byte == 0xE1, index + 2 < text.count, (0xB8...0xBB).contains(text.base[index + 1]),
        text.base[index + 2] & 0xC0 == 0x80
      {
        index += 3
      } else {
        return false
      }
    }
    return true
  }
}
