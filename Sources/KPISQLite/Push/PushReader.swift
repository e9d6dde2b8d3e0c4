import KPIEngine

/// A file in one read transaction, for bringing its tables into an engine; one thread at a time has it.
package final class PushReader: @unchecked Sendable {
  // SAFETY: who asks for rows waits for them, or gives the reader up.
  private let connection: Connection
  private let database: Database
  private let state: [FileFacts?]?
  package let schema: DatabaseSchema

  /// - Parameter isCancelled: asked every few thousand steps of SQLite; true ends what runs with `StoreError.cancelled`.
  package init(_ database: Database, isCancelled: @escaping @Sendable () -> Bool) throws(StoreError) {
    self.database = database
    state = database.unlockedState()
    connection = try database.connect()
    connection.watch(isCancelled)
    try connection.run("BEGIN")
    schema = try SchemaReader(connection: connection).read()
  }

  /// All rows of a table, in the order of its rowids (without those, of its key).
  package func rows(of table: DatabaseSchema.Table) throws(StoreError) -> PushRows {
    let columns = table.columns.map { quoted($0.name) }.joined(separator: ", ")
    // A covering index would give another order.
    return PushRows(try connection.prepare("SELECT \(columns) FROM \(quoted(table.name)) NOT INDEXED"), self)
  }

  /// Whether two rows have the same values in some columns; numbers and texts of the same digits are taken for the same.
  package func repeats(_ columns: [String], of table: String) throws(StoreError) -> Bool {
    let list = columns.map { "CAST(\(quoted($0)) AS TEXT)" }.joined(separator: ", ")
    let rows = try connection.prepare(
      "SELECT 1 FROM \(quoted(table)) NOT INDEXED GROUP BY \(list) HAVING count(*) > 1 LIMIT 1")
    return try rows.step()
  }

  /// Fails where the file was written while it was read without locks.
  package func checkUnchanged() throws(StoreError) {
    guard state == database.unlockedState() else { throw .changedMeanwhile(path: database.path) }
  }
}

/// Rows as they are stored, one after the other.
package final class PushRows {
  private let statement: Statement
  private let reader: PushReader
  private var hasEnded = false

  fileprivate init(_ statement: Statement, _ reader: PushReader) {
    self.statement = statement
    self.reader = reader
  }

  /// Goes to the next row; false after the last.
  package func next() throws(StoreError) -> Bool {
    // Behind its end SQLite would begin again.
    if hasEnded { return false }
    hasEnded = try !statement.step()
    return !hasEnded
  }

  /// A value of the row, where SQLite holds it until the next one.
  package func cell(_ column: Int) -> PushCell {
    let cell = Int32(truncatingIfNeeded: column)
    let row = statement.row
    switch row.storage(cell) {
    case .null: return .null
    case .integer: return .integer(row.integer(cell))
    case .real: return .real(row.real(cell))
    case .text:
      let bytes = row.bytes(cell)
      return .text(UnsafeBufferPointer(start: bytes.base, count: bytes.count))
    case .blob: return .blob(row.blob(cell))
    }
  }

  /// A number as SQLite writes it; ask for its value first.
  package func written(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let bytes = statement.row.bytes(Int32(truncatingIfNeeded: column))
    return UnsafeBufferPointer(start: bytes.base, count: bytes.count)
  }
}

/// A value as SQLite stores it.
package enum PushCell {
  case null
  case integer(Int64)
  case real(Double)
  /// Not checked to be UTF-8.
  case text(UnsafeBufferPointer<UInt8>)
  case blob(UnsafeBufferPointer<UInt8>)
}

extension PushCell {
  /// A number of at most four decimals as that many ten-thousandths, as a load takes it; nil for others.
  package var tenThousandths: Int128? {
    switch self {
    case .integer(let number): return Int128(number) * 10_000
    case .real(let real):
      // A zero with a sign is no decimal's.
      guard real != 0 || real.sign == .plus, let number = Number(real) else { return nil }
      switch number {
      case .integer(let whole): return Int128(whole) * 10_000
      case .decimal(let digits, let scale): return Int128(digits) * Int128(Number.powers[Number.greatestScale - scale])
      case .real: return nil
      }
    case .null, .text, .blob: return nil
    }
  }
}
