/// Whole numbers that lie near those of the rows beside them, as keys do where some rows have been deleted: the least of
/// every block of rows, and how far each lies above it.
package struct NearNumbers: Sendable {
  /// Which bits of a row tell its block.
  private static let shift = 6

  /// By block.
  package let least: Buffer<Int64>
  /// By slot; the null row's says nothing.
  package let above: Codes

  /// How many blocks so many slots are.
  package static func blockCount(slots: Int) -> Int { (slots + (1 << shift) - 1) >> shift }

  @inline(__always)
  package static func block(ofSlot slot: Int) -> Int { slot >> shift }

  /// - Parameters:
  ///   - least: as many as `blockCount` says.
  ///   - above: less than 2^32, and never beyond 64 bits together with what is least.
  package init(least: Buffer<Int64>, above: Codes) {
    precondition(least.count == Self.blockCount(slots: above.count), "other blocks than the slots have")
    (self.least, self.above) = (least, above)
  }

  /// The number of a row; nil for the null row.
  package subscript(row: Int) -> Int64? {
    row == 0 ? nil : least[Self.block(ofSlot: row)] &+ Int64(above[row])
  }

  package var byteCount: Int { least.byteCount + above.byteCount }

  /// The numbers of a block of rows.
  var fill: Fill<Int64> {
    switch above {
    case .bits8(let above): fill(above)
    case .bits16(let above): fill(above)
    case .bits32(let above): fill(above)
    }
  }

  @inline(__always)
  private func fill<Width: UnsignedInteger & FixedWidthInteger>(_ above: Buffer<Width>) -> Fill<Int64> {
    { [least] rows, out in
      for index in 0..<rows.count {
        let row = Int(rows.base[index])
        let number = least.base[Self.block(ofSlot: row)] &+ Int64(truncatingIfNeeded: above.base[row])
        out[index] = row == 0 ? nullNumber : number
      }
    }
  }
}
