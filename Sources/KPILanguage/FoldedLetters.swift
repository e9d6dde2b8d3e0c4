/// The letters that `fold` leaves of a text, reckoned letter by letter where that gives the same.
enum FoldedLetters {
  /// Stands in the tables for what needs its whole text.
  private static let unknown: UInt32 = .max
  /// Stands in the tables for a mark, of which nothing is left.
  private static let nothing: UInt32 = .max - 1

  /// Latin letters with marks, and the marks; then those of Vietnamese.
  private static let low: [UInt32] = (0..<0x370).map(foldedAlone)
  private static let highStart: UInt32 = 0x1E00
  private static let high: [UInt32] = (highStart..<0x1F00).map(foldedAlone)

  private static func foldedAlone(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return unknown }
    let letters = fold(String(scalar)).unicodeScalars
    guard let first = letters.first else { return nothing }
    return letters.count == 1 ? first.value : unknown
  }

  /// Adds the folded letters of a text; an en dash is a hyphen.
  static func append(_ text: String, to letters: inout [UInt32]) {
    let start = letters.count
    // Letters of one to three bytes are read here, which is quicker than asking for each as a scalar.
    var value: UInt32 = 0
    var missing = 0
    for byte in text.utf8 {
      switch byte {
      case 0..<0x80: value = UInt32(byte)
      case 0x80..<0xC0:
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
      case 0xC0..<0xE0: (value, missing) = (UInt32(byte & 0x1F), 1)
      case 0xE0..<0xF0: (value, missing) = (UInt32(byte & 0x0F), 2)
      default: return replace(from: start, with: text, in: &letters)
      }
      guard missing == 0 else { continue }
      let letter = folded(of: value)
      if letter == nothing { continue }
      if letter == unknown { return replace(from: start, with: text, in: &letters) }
      letters.append(letter)
    }
  }

  /// What a letter's place in the tables says.
  private static func folded(of value: UInt32) -> UInt32 {
    switch value {
    case 0..<0x370: low[Int(value)]
    case highStart..<0x1F00: high[Int(value - highStart)]
    case 0x2013: 0x2D
    default: unknown
    }
  }

  /// Folds the whole text, where a letter of it wants that.
  private static func replace(from start: Int, with text: String, in letters: inout [UInt32]) {
    letters.removeSubrange(start...)
    for scalar in fold(text).unicodeScalars { letters.append(scalar.value == 0x2013 ? 0x2D : scalar.value) }
  }
}
