import KPIEngine
import KPILanguage
import KPISQLite
import Synchronization

/// Writes tables into a database of PostgreSQL's, each in a transaction of its own: the only thing that writes there.
package final class PostgreSQLPush {
  private let place: RemoteAddress
  private let schema: String
  private let connection: ADBCConnection
  private let isStopped: @Sendable () -> Bool

  /// Connects, and makes the schema where it is named and not there.
  ///
  /// - Parameters:
  ///   - schema: where the tables shall be; nil takes the address's, else the first of the user's search path.
  ///   - isStopped: asked whenever the engine is waited for.
  package init(
    _ address: String, schema named: String?, isStopped: @escaping @Sendable () -> Bool
  ) throws(StoreError) {
    let place = try RemoteAddress(address)
    guard place.engine == .postgresql else {
      throw .engine(
        code: "not-yet", "`kpi push` writes to PostgreSQL, not to \(place.engine.name)",
        help: "the address of a database of PostgreSQL's is `postgresql://user@host:5432/db`")
    }
    try place.allow([PostgreSQL.schemaParameter] + PostgreSQL.keywords)
    self.place = place
    self.isStopped = isStopped
    do throws(EngineFailure) {
      let driver = try DriverLibrary("postgresql").load()
      connection = try ADBCConnection(
        driver, options: [("uri", PostgreSQL.connectionText(place))], isCancelled: isStopped)
      for setting in PushSQL.settings { try connection.run(setting, isCancelled: isStopped) }
      if let wanted = named ?? place.parameter(PostgreSQL.schemaParameter) {
        let there = try connection.texts(
          PushSQL.schemas(named: wanted), isCancelled: isStopped)
        // Asked first: who may not make one may still write into one.
        if there.isEmpty { try connection.run("CREATE SCHEMA \(PostgreSQL.quoted(wanted))", isCancelled: isStopped) }
        schema = wanted
      } else {
        let found = try connection.texts("SELECT current_schema()::text", isCancelled: isStopped)
        schema = found.first?.first ?? ""
      }
    } catch {
      throw Self.told(error, of: place, table: nil)
    }
    guard !schema.isEmpty else {
      throw .engine(
        code: "engine-error", "the user's search path names no schema that is there",
        help: "name one with `--schema`")
    }
  }

  // MARK: What is there

  /// Which tables are there already, just as they would be written.
  ///
  /// - Throws: `StoreError.engine` with `table-exists` where other tables have their names, unless those may be replaced.
  package func finished(_ tables: [PushedTable], isForced: Bool) throws(StoreError) -> [Bool] {
    let rows = try told(nil) { () throws(EngineFailure) in
      try connection.texts(
        PushSQL.relations(in: schema), isCancelled: isStopped)
    }
    let there = Dictionary(rows.filter { $0.count == 3 }.map { ($0[0], (kind: $0[1], mark: $0[2])) }) { $1 }
    var finished: [Bool] = []
    var taken: [String] = []
    for table in tables {
      guard let found = there[table.table.name] else {
        finished.append(false)
        continue
      }
      let isSame = found.kind == "r" && found.mark == table.mark
      let isEqual = isSame ? try mismatch(of: table) == nil : false
      finished.append(isEqual)
      if !isEqual, !isForced || found.kind != "r" { taken.append(table.table.name) }
    }
    guard taken.isEmpty else {
      let names = taken.map { "`\(shown($0))`" }.joined(separator: ", ")
      throw .engine(
        code: "table-exists", "schema `\(shown(schema))` has other tables or views of these names: \(names)",
        help: isForced
          ? "only tables are replaced: name another schema with `--schema`"
          : "`--force` replaces tables, or name another schema with `--schema`")
    }
    return finished
  }

  // MARK: Writing

  /// Writes a table with its rows, key and indexes, and holds it against what it shall be; all of it or nothing.
  package func write(
    _ table: PushedTable, from reader: PushReader, advance: @escaping @Sendable (Int) -> Void
  ) throws(StoreError) {
    let name = table.table.name
    let qualified = "\(PostgreSQL.quoted(schema)).\(PostgreSQL.quoted(name))"
    let rows = ArrowRows(try reader.rows(of: table.table), table.columns, isCancelled: isStopped, advance: advance)
    do throws(EngineFailure) {
      try run("BEGIN")
      try run("DROP TABLE IF EXISTS \(qualified)")
      let columns = table.columns.map {
        "\(PostgreSQL.quoted($0.name)) \($0.type.sql)\($0.isNotNull ? " NOT NULL" : "")"
      }
      try run("CREATE TABLE \(qualified) (\(columns.joined(separator: ", ")))")
      if table.rowCount > 0 {
        try connection.ingest(into: name, schema: schema, { rows.stream() }, isCancelled: isStopped)
      }
      if !table.key.isEmpty {
        try run(
          "ALTER TABLE \(qualified) ADD PRIMARY KEY (\(table.key.map(PostgreSQL.quoted).joined(separator: ", ")))")
      }
      for index in table.indexes { try run("CREATE INDEX ON \(qualified) (\(PostgreSQL.quoted(index)))") }
      try run("COMMENT ON TABLE \(qualified) IS \(PushSQL.literal(table.mark))")
      try run("ANALYZE \(qualified)")
    } catch {
      if let failure = rows.failure { throw failure }
      throw Self.told(error, of: place, table: name)
    }
    if let mismatch = try mismatch(of: table) {
      throw .engine(
        code: "engine-error", "table `\(shown(name))` did not arrive as it was sent: \(mismatch)",
        help: "it was not kept")
    }
    try told(name) { () throws(EngineFailure) in try run("COMMIT") }
  }

  private func run(_ sql: String) throws(EngineFailure) { try connection.run(sql, isCancelled: isStopped) }

  // MARK: Holding against

  /// What of a table's counts and sums is other than it shall be; nil where all are equal.
  private func mismatch(of table: PushedTable) throws(StoreError) -> Message? {
    var parts = ["count(*)::text"]
    for column in table.columns {
      let name = PostgreSQL.quoted(column.name)
      parts += ["count(\(name))::text", "coalesce(\(column.type.sum(of: name)), 0)::text"]
    }
    let sql =
      "SELECT \(parts.joined(separator: ", ")) FROM \(PostgreSQL.quoted(schema)).\(PostgreSQL.quoted(table.table.name))"
    let found = try told(table.table.name) { () throws(EngineFailure) in
      try connection.texts(sql, isCancelled: isStopped)
    }
    guard let row = found.first, row.count == parts.count else { return "its sums cannot be read" }
    if row[0] != String(table.rowCount) { return "\(row[0]) rows in place of \(table.rowCount)" }
    for (index, column) in table.columns.enumerated() {
      let facts = table.facts[index]
      let (count, sum) = (row[2 * index + 1], row[2 * index + 2])
      let name = shown(column.name)
      if count != String(facts.count) { return "`\(name)` has \(count) values in place of \(facts.count)" }
      let wanted = column.type.sum(of: facts)
      if Self.whole(sum) != wanted { return "`\(name)` adds up to \(sum) in place of \(String(wanted))" }
    }
    return nil
  }

  /// A whole number, behind which zeros may stand.
  private static func whole(_ text: String) -> Int128? {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let first = parts.first, parts.count < 2 || parts[1].allSatisfy({ $0 == "0" }) else { return nil }
    return Int128(first)
  }

  // MARK: Words

  private func told<Result>(
    _ table: String?, _ body: () throws(EngineFailure) -> Result
  ) throws(StoreError) -> Result {
    do throws(EngineFailure) {
      return try body()
    } catch {
      throw Self.told(error, of: place, table: table)
    }
  }

  /// What is told where it is not reading that failed.
  private static func told(_ failure: EngineFailure, of place: RemoteAddress, table: String?) -> StoreError {
    guard failure.kind == .refused || failure.kind == .lost else { return failure.told(of: place) }
    let words = failure.words
    return .engine(
      code: "engine-error",
      table.map { "`\(shown(place.text, limit: 200))` does not take table `\(shown($0))`: \(words)" }
        ?? "`\(shown(place.text, limit: 200))` refuses: \(words)",
      help: failure.sqlState == "42501"
        ? "the user needs the right to make tables in the schema"
        : "what was finished stays; the same command goes on with the rest")
  }
}

extension PushType {
  /// What a column's values add up to as a whole number, as `sum(of:)` in SQL does.
  fileprivate func sum(of facts: PushFacts) -> Int128 {
    switch self {
    case .boolean: Int128(facts.yes)
    case .bigint, .numeric: facts.sum
    case .double: facts.bitSum
    case .text, .bytea: Int128(facts.byteCount)
    case .date, .timestamp, .timestamptz: facts.timeSum
    }
  }
}
