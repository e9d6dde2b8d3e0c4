@_spi(_Unicode) import Swift

extension String {
  /// The same text in Unicode NFC, so that both ways to type `Chốt` are one.
  package var inNFC: String {
    if isPlainlyComposed { return self }
    var scalars = UnicodeScalarView()
    for scalar in _nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// Whether every scalar is one of those that stand for themselves in NFC and combine with nothing: Latin letters, those
  /// of Vietnamese with all their marks, dashes, quotes, dots, signs of currencies and arrows.
  ///
  /// So is nearly every text; each of its scalars is a character of its own, unless a line ends with two.
  package var isPlainlyComposed: Bool {
    utf8.withContiguousStorageIfAvailable { Self.arePlainlyComposed($0) } ?? Self.arePlainlyComposed(utf8)
  }

  @inline(__always)
  private static func arePlainlyComposed(_ text: some Sequence<UInt8>) -> Bool {
    var bytes = text.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      case 0..<0x80: continue
      // U+0080 to U+02FF.
      case 0xC2...0xCB: _ = bytes.next()
      case 0xE1:
        // U+1E00 to U+1EFF.
        guard let second = bytes.next(), (0xB8...0xBB).contains(second) else { return false }
        _ = bytes.next()
      case 0xE2:
        switch (bytes.next(), bytes.next()) {
        // U+2010 to U+2027, the signs of currencies U+20A0 to U+20BF, U+2190 to U+2199, the minus U+2212.
        case (0x80?, (0x90...0xA7)?), (0x82?, (0xA0...0xBF)?), (0x86?, (0x90...0x99)?), (0x88?, 0x92?): continue
        default: return false
        }
      default: return false
      }
    }
    return true
  }

  /// `lowercased()`, which makes a text also where nothing changes and asks for the properties of every letter with marks.
  package var inLowerCase: String {
    guard hasByte({ $0 >= 0x80 || (0x41...0x5A).contains($0) }) else { return self }
    return LowerLetters.lowered(self) ?? lowercased()
  }

  /// Whether a blank is in it.
  package var hasBlank: Bool { hasByte { $0 == UInt8(ascii: " ") } }

  /// Whether every scalar is of ASCII.
  var isASCII: Bool { !hasByte { $0 >= 0x80 } }

  /// Whether one of its bytes meets a condition: names are asked so by the thousand, and their bytes lie side by side.
  @inline(__always)
  func hasByte(_ condition: (UInt8) -> Bool) -> Bool {
    utf8.withContiguousStorageIfAvailable { $0.contains(where: condition) } ?? utf8.contains(where: condition)
  }
}

/// The text without case and diacritics, for comparing what a hurried hand typed: `Chốt` and `chot` fold to the same.
///
/// Marks are dropped after canonical decomposition, `đ` becomes `d`, letters become lower case.
package func fold(_ text: String) -> String {
  if text.isASCII { return text.inLowerCase }
  return FoldedLetters.fold(text) ?? foldWhole(text)
}

/// The same, reckoned over the whole text.
func foldWhole(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in text.lowercased()._nfd {
    switch scalar.properties.generalCategory {
    case .nonspacingMark: continue
    default: scalars.append(scalar == "đ" ? "d" : scalar)
    }
  }
  return String(scalars)
}

extension Unicode.Scalar {
  /// Whether a name may begin with this scalar.
  var beginsWord: Bool {
    if value < 0x80 { return isASCIILetter || self == "_" }
    return properties.isAlphabetic
  }

  /// Whether a name may go on with this scalar.
  var continuesWord: Bool {
    if value < 0x80 { return isASCIILetter || self == "_" || isASCIIDigit }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
    default: return properties.isAlphabetic
    }
  }

  var isASCIILetter: Bool { (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) }
  var isASCIIDigit: Bool { (0x30...0x39).contains(value) }

  /// A blank of any script, and the marks without width that text from the web carries.
  var isBlank: Bool {
    switch value {
    case 0x20, 0x09, 0x0B, 0x0C: true
    case 0..<0x80: false
    case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF: true
    default: properties.isWhitespace
    }
  }
}
