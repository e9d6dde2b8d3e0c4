import KPIEngine

/// One connection in one read transaction, for looking at a database whose model is not known yet.
package final class SurveyReader {
  private let connection: Connection
  private let database: Database
  private let state: [FileFacts?]?
  /// What was brought over a wire, and what is declared there.
  private let staged: Database.Staged?
  private let declared: SourceSchema?

  /// - Parameters:
  ///   - table: the only table that will be asked for, and how many rows of it; nil for all of them.
  ///   - isCancelled: asked every few thousand steps of SQLite; true ends what runs with `StoreError.cancelled`.
  package init(
    _ database: Database, of table: (name: String, rows: Int)? = nil, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) {
    if let source = database.source {
      let declared = try source.schema()
      var wanted = WantedTable.all(in: declared.schema)
      if let table {
        wanted = wanted.filter { $0.name == table.name }
        for index in wanted.indices { wanted[index].rowLimit = table.rows }
      }
      staged = try database.bring(wanted, from: source, declared.schema, progress: nil, isCancelled: isCancelled)
      self.declared = declared
    } else {
      (staged, declared) = (nil, nil)
    }
    let database = staged?.database ?? database
    self.database = database
    state = database.unlockedState()
    connection = try database.connect()
    connection.watch(isCancelled)
    try connection.run("BEGIN")
  }

  /// The tables as they are declared.
  package func schema() throws(StoreError) -> DatabaseSchema {
    if let declared { return declared.schema }
    return try SchemaReader(connection: connection).read()
  }

  /// The columns that alone must be unique, beside the primary key: those of `UNIQUE` and of unique indexes.
  package func uniqueColumns(of table: String) throws(StoreError) -> [String] {
    if let declared { return declared.uniqueColumns[table] ?? [] }
    var found: [String] = []
    let indexes = try connection.prepare("PRAGMA index_list(\(quoted(table)))")
    while try indexes.step() {
      // A partial index says nothing of the rows that it leaves out.
      guard indexes.row.integer(2) != 0, indexes.row.integer(4) == 0 else { continue }
      let columns = try connection.prepare("PRAGMA index_info(\(quoted(indexes.row.text(1))))")
      var names: [String] = []
      while try columns.step() { if columns.row.storage(2) != .null { names.append(columns.row.text(2)) } }
      if names.count == 1 { found.append(names[0]) }
    }
    return found
  }

  /// The rows of a query, one call for each.
  package func rows(_ sql: String, _ body: ([SurveyValue]) -> Void) throws(StoreError) {
    let statement = try connection.prepare(sql)
    let count = Int32(statement.columnCount)
    while try statement.step() {
      let row = statement.row
      body((0..<count).map { Self.value(row, $0) })
    }
    guard state == database.unlockedState() else { throw .changedMeanwhile(path: database.path) }
  }

  /// The first row of a query; empty where it has none.
  package func first(_ sql: String) throws(StoreError) -> [SurveyValue] {
    var found: [SurveyValue]?
    try rows(sql) { if found == nil { found = $0 } }
    return found ?? []
  }

  /// Bytes of a text that are looked at; what a text is tells its beginning.
  private static let longestText = 400

  private static func value(_ row: Row, _ cell: Int32) -> SurveyValue {
    switch row.storage(cell) {
    case .null: return .null
    case .integer: return .integer(row.integer(cell))
    case .real: return .real(row.real(cell))
    case .blob: return .blob
    case .text:
      let bytes = row.bytes(cell)
      guard bytes.count > longestText else { return .text(bytes.text) }
      return .text(Bytes(bytes.base, count: longestText).text)
    }
  }

  /// A name as SQL writes it.
  package static func quotedName(_ name: String) -> String { quoted(name) }
}

/// A value as SQLite stores it.
package enum SurveyValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob

  /// As SQL writes it.
  package var literal: String {
    switch self {
    case .null, .blob: "NULL"
    case .integer(let number): number == .min ? "(-9223372036854775807 - 1)" : String(number)
    case .real(let number): number.isFinite ? "\(number)" : "NULL"
    case .text(let text): "'" + text.replacing("'", with: "''").replacing("\0", with: "") + "'"
    }
  }

  /// As a number, where it is one or is text that writes one.
  package var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .text(let text): Bytes.with(text) { Number($0)?.real }
    case .null, .blob: nil
    }
  }
}
