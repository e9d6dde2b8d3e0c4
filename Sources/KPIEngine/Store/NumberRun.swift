/// Whole numbers of rows of which each is one more than that of the row before.
package struct NumberRun: Sendable, Hashable {
  /// The number of row 1.
  package let first: Int64
  /// How many rows there are, at least one.
  package let count: Int

  /// Nil where there are none, or where one would be beyond 64 bits; the least of those is null.
  package init?(first: Int64, count: Int) {
    guard count > 0, first > .min, !first.addingReportingOverflow(Int64(count - 1)).overflow else { return nil }
    (self.first, self.count) = (first, count)
  }

  /// What is to be added to a row to have its number.
  @inline(__always)
  var offset: Int64 { first - 1 }

  /// The number of a row; nil for the null row.
  package subscript(row: Int) -> Int64? {
    precondition(row >= 0 && row <= count, "row outside the column")
    return row == 0 ? nil : offset + Int64(row)
  }

  /// The row that has a number; nil where none has.
  @inline(__always)
  package func row(of number: Int64) -> Int? {
    let (place, overflows) = number.subtractingReportingOverflow(first)
    return !overflows && place >= 0 && place < Int64(count) ? Int(place) + 1 : nil
  }
}
