/// The letters that `fold` leaves of a text, reckoned letter by letter where that gives the same.
enum FoldedLetters {
  /// Stands in the tables for what needs its whole text.
  private static let unknown: UInt32 = .max
  /// Stands in the tables for a mark, of which nothing is left.
  private static let nothing: UInt32 = .max - 1

  /// Latin letters with marks, and the marks; then those of Vietnamese.
  private static let low: [UInt32] = (0..<0x370).map(folded)
  private static let highStart: UInt32 = 0x1E00
  private static let high: [UInt32] = (highStart..<0x1F00).map(folded)

  private static func folded(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return unknown }
    let letters = fold(String(scalar)).unicodeScalars
    guard let first = letters.first else { return nothing }
    return letters.count == 1 ? first.value : unknown
  }

  /// Adds the folded letters of a text; an en dash is a hyphen.
  static func append(_ text: String, to letters: inout [UInt32]) {
    let start = letters.count
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let letter =
        switch value {
        case 0..<0x370: low[Int(value)]
        case highStart..<0x1F00: high[Int(value - highStart)]
        case 0x2013: UInt32(0x2D)
        default: unknown
        }
      if letter == nothing { continue }
      if letter == unknown {
        letters.removeSubrange(start...)
        for scalar in fold(text).unicodeScalars { letters.append(scalar.value == 0x2013 ? 0x2D : scalar.value) }
        return
      }
      letters.append(letter)
    }
  }
}
