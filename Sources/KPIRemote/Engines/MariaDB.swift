import KPIEngine
import KPILanguage
import KPISQLite
import Synchronization

/// A database of MySQL's or MariaDB's, asked through MariaDB's own library.
package final class MariaDB: TableSource {
  package let address: String
  private let place: RemoteAddress
  private let isStopped: @Sendable () -> Bool
  private let known = Mutex<(tables: [RemoteTable], unique: [String: [String]])?>(nil)

  /// Connects once, and looks at the tables.
  ///
  /// - Parameter isStopped: asked whenever the engine is waited for and nobody else says whether to stop.
  package init(_ place: RemoteAddress, isStopped: @escaping @Sendable () -> Bool) throws(StoreError) {
    try place.allow(MariaDBConnection.parameters)
    guard place.database != nil else {
      throw .engine(
        code: "bad-address", "the address names no database",
        help: "write it behind the host: `\(place.engine.rawValue)://user@host/db`")
    }
    self.place = place
    address = place.text
    self.isStopped = isStopped
    _ = try tables()
  }

  /// A connection in one read-only transaction, which sees one state of everything; its times are of UTC.
  private func connect(_ isCancelled: @escaping @Sendable () -> Bool) throws(EngineFailure) -> MariaDBConnection {
    let connection = try MariaDBConnection(place, isCancelled: isCancelled)
    for setting in MariaDBCatalog.settings { try connection.query(setting, isCancelled: isCancelled) }
    guard
      try rows(MariaDBCatalog.state, through: connection, isCancelled).first
        == ["+00:00", "utf8mb4"]
    else { throw EngineFailure(.cannotConnect, own: "the session takes neither UTC nor UTF-8") }
    return connection
  }

  /// The rows of a query, as texts.
  private func rows(
    _ sql: String, through connection: MariaDBConnection, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) -> [[String]] {
    let rows = Mutex<[[String]]>([])
    try connection.query(
      sql, isCancelled: isCancelled,
      row: { (row) throws(EngineFailure) in
        var texts: [String] = []
        for column in row.fields.indices {
          switch row.cell(column) {
          case .text(let text), .bytes(let text): texts.append(String(decoding: text, as: UTF8.self))
          case .integer(let number): texts.append("\(number)")
          case .unsigned(let number): texts.append("\(number)")
          default: texts.append("")
          }
        }
        rows.withLock { [texts] in $0.append(texts) }
      })
    return rows.withLock { $0 }
  }

  private func told<Result>(
    table: String? = nil, _ body: () throws(EngineFailure) -> Result
  ) throws(StoreError) -> Result {
    do throws(EngineFailure) {
      return try body()
    } catch {
      throw error.told(of: place, table: table)
    }
  }

  // MARK: Tables

  package func schema() throws(StoreError) -> SourceSchema {
    let tables = try self.tables()
    return SourceSchema(
      schema: tables.schema, uniqueColumns: known.withLock { $0?.unique } ?? [:], rows: tables.guessedRows)
  }

  private func tables() throws(StoreError) -> [RemoteTable] {
    if let known = known.withLock({ $0 }) { return known.tables }
    let found = try told { () throws(EngineFailure) in
      let connection = try connect(isStopped)
      let columns = try rows(MariaDBCatalog.columns, through: connection, isStopped)
      let keys = try rows(MariaDBCatalog.keys, through: connection, isStopped)
      let unique = try rows(MariaDBCatalog.unique, through: connection, isStopped)
      return MariaDBCatalog.tables(columns: columns, keys: keys, unique: unique)
    }
    known.withLock { $0 = found }
    return found.tables
  }

  // MARK: Rows

  package func bring(
    _ wanted: [WantedTable], into target: any RowTarget, progress: (@Sendable (Double) -> Void)?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) {
    let tables = try self.tables()
    let connection = try told { () throws(EngineFailure) in try connect(isCancelled) }
    try tables.bring(wanted, into: target, from: place, progress, isCancelled: isCancelled) {
      (_, sql, writer, columns, isCancelled, done) throws(EngineFailure) in
      let rows = Mutex(0)
      try connection.query(
        sql, isCancelled: isCancelled,
        row: { (row) throws(EngineFailure) in
          for (column, place) in columns.enumerated() { writer.put(row.cell(column), at: place) }
          try writer.endRow()
          let isTold = rows.withLock { rows in
            rows += 1
            return rows % 4_096 == 0
          }
          if isTold { done(4_096) }
        })
    }
  }

  package func query(
    _ sql: String, rowLimit: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> QueryResult {
    let connection = try told { () throws(EngineFailure) in try connect(isCancelled) }
    let mode = try told { () throws(EngineFailure) in
      try rows(MariaDBCatalog.mode, through: connection, isCancelled).first?.first ?? ""
    }
    let sql = try EngineQuery.checked(sql, place.engine, QueryWords.Quoting(mode: mode))
    let result = Mutex(QueryResult(columns: [], rows: [], isCut: false))
    do throws(EngineFailure) {
      try connection.query(
        sql, isCancelled: isCancelled, fields: { fields in result.withLock { $0.columns = fields.map(\.name) } },
        row: { (row) throws(EngineFailure) in
          // What is left is read to its end and dropped.
          let isFull = result.withLock { result in
            if result.rows.count >= rowLimit { result.isCut = true }
            return result.isCut
          }
          if isFull { return }
          let texts = TimeText()
          var values: [Value] = []
          for column in row.fields.indices {
            let isNumber = row.fields[column].type == 246 || row.fields[column].type == 0
            values.append(EngineQuery.value(row.cell(column), isNumber: isNumber, texts) ?? .null)
          }
          result.withLock { [values] in $0.rows.append(values) }
        })
    } catch {
      if error.kind == .refused { throw .query("the engine refuses the query: \(error.words)") }
      throw error.told(of: place)
    }
    return result.withLock { $0 }
  }

  /// Its SQL is not written yet.
  package func reading(_ isCancelled: @escaping @Sendable () -> Bool) -> (any SourceReading)? { nil }

  /// A name as MySQL writes it, whatever it holds.
  static func quoted(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }
}
