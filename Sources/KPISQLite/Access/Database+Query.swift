import KPIEngine

/// The answer to a query in SQL.
package struct QueryResult: Sendable, Hashable {
  package var columns: [String]
  package var rows: [[Value]]
  /// Whether there were more rows than were asked for.
  package var isCut: Bool

  package init(columns: [String], rows: [[Value]], isCut: Bool) {
    self.columns = columns
    self.rows = rows
    self.isCut = isCut
  }
}

extension Database {
  /// Bytes that a text or a blob of a query may have.
  private static let longestCell: Int32 = 16_777_216

  /// Runs one `SELECT` and gives its rows; whatever could write, attach or set is refused.
  ///
  /// Beside SQLite's functions there is `nfc(TEXT)`. Text comes with bad UTF-8 repaired, a blob as SQL writes it (`x'00FF'`), infinities as floating numbers.
  ///
  /// - Parameters:
  ///   - rowLimit: rows kept at most; `isCut` tells that there were more.
  ///   - isCancelled: asked every few thousand steps; true ends the query with `StoreError.cancelled`.
  package func query(
    _ sql: String, rowLimit: Int = .max, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(StoreError) -> QueryResult {
    if let source { return try source.query(sql, rowLimit: rowLimit, isCancelled: isCancelled) }
    let state = unlockedState()
    let connection = try connect()
    connection.watch(isCancelled)
    try connection.addComposing()
    // A function that makes a gigabyte of text is deaf while it does.
    connection.limitLength(to: Self.longestCell)
    let statement: Statement
    var result: QueryResult
    do {
      statement = try connection.prepareQuery(sql)
      result = QueryResult(columns: (0..<statement.columnCount).map(statement.columnName), rows: [], isCut: false)
      while try statement.step() {
        guard result.rows.count < rowLimit else {
          result.isCut = true
          break
        }
        result.rows.append((0..<Int32(statement.columnCount)).map { Self.value(statement.row, $0) })
      }
    } catch .failed(_, let code, let detail) where code & 0xFF == 1 {
      throw .query("SQLite refuses the query: \(detail)")
    }
    guard state == unlockedState() else { throw .changedMeanwhile(path: path) }
    return result
  }

  private static func value(_ row: Row, _ cell: Int32) -> Value {
    switch row.storage(cell) {
    case .null: .null
    case .integer: .integer(row.integer(cell))
    case .real: .real(row.real(cell))
    case .text: .text(row.text(cell))
    case .blob: .text(row.blobLiteral(cell))
    }
  }
}
