/// Takes the tables of a source, each from one thread.
package protocol RowTarget: AnyObject, Sendable {
  /// Begins a table. The first `orderedTables` of those asked for come one after the other: the one before has ended.
  func table(_ name: String, columns: [String]) throws(StoreError) -> RowSink

  /// After how many tables the others may come at once.
  var orderedTables: Int { get }
}

extension RowTarget {
  package var orderedTables: Int { .max }
}

/// Takes the rows of one table, value by value: those of a row in any order, from column 0; what is not put is null.
///
/// Whatever takes them, a value is one of SQLite's five kinds, so that one set of rules says what it means.
package class RowSink {
  package init() {}

  package func put(_ number: Int64, at column: Int) {}

  /// A number that is one.
  func put(real number: Double, at column: Int) {}

  /// A text, which stays where it is until the row has ended.
  package func put(held text: UnsafeBufferPointer<UInt8>, at column: Int) {}

  /// A text that may go as soon as this returns.
  package func put(copied text: UnsafeBufferPointer<UInt8>, at column: Int) {}

  package func put(held blob: UnsafeRawBufferPointer, at column: Int) {}

  /// Ends the row.
  package func endRow() throws(StoreError) {}

  /// SQLite has no value for what is no number: that is kept as its name, which no column of numbers takes.
  package final func put(_ number: Double, at column: Int) {
    if number.isNaN { put("NaN", at: column) } else { put(real: number, at: column) }
  }

  package final func put(_ text: String, at column: Int) {
    var text = text
    text.withUTF8 { put(copied: $0, at: column) }
  }

  /// A number in decimal digits, kept so that nothing of it is lost.
  ///
  /// It is whole, or floating where that gives the same decimal back, else as it is written. What is no number stays text.
  ///
  /// - Parameter isHeld: the digits stay where they are until the row has ended.
  package final func put(digits: UnsafeBufferPointer<UInt8>, at column: Int, isHeld: Bool = true) {
    func keep() { isHeld ? put(held: digits, at: column) : put(copied: digits, at: column) }
    guard let base = digits.baseAddress else { return keep() }
    switch Number(Bytes(base, count: digits.count)) {
    case .integer(let number)?: put(number, at: column)
    case .decimal(let coefficient, let scale)?:
      let real = Double(coefficient) / Number.realPowers[scale]
      if Number(real) == .decimal(coefficient, scale: scale) {
        put(real: real, at: column)
      } else {
        keep()
      }
    case .real?, nil: keep()
    }
  }
}
