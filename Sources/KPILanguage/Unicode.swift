@_spi(_Unicode) import Swift

extension String {
  /// The same text in Unicode NFC, so that both ways to type `Chốt` are one.
  package var inNFC: String {
    // Text without a byte above 127 is composed already.
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var scalars = UnicodeScalarView()
    for scalar in _nfc { scalars.append(scalar) }
    return String(scalars)
  }
}

/// The text without case and diacritics, for comparing what a hurried hand typed: `Chốt` and `chot` fold to the same.
///
/// Marks are dropped after canonical decomposition, `đ` becomes `d`, letters become lower case.
package func fold(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
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
