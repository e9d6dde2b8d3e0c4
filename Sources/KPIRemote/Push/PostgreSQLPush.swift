import KPIEngine
import KPILanguage
import KPISQLite
import Synchronization

/// Writes tables into a database of PostgreSQL's, each in a transaction of its own: the only thing that writes there.
final class PostgreSQLPush: PushTarget {
  private let place: RemoteAddress
  private let schema: String
  private let connection: ADBCConnection
  private let isStopped: @Sendable () -> Bool

  /// Connects, and makes the schema where it is named and not there.
  ///
  /// - Parameters:
  ///   - schema: where the tables shall be; nil takes the address's, else the first of the user's search path.
  ///   - isStopped: asked whenever the engine is waited for.
  init(
    _ place: RemoteAddress, schema named: String?, isStopped: @escaping @Sendable () -> Bool
  ) throws(StoreError) {
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
      throw PushPlace.told(error, of: place, table: nil)
    }
    guard !schema.isEmpty else {
      throw .engine(
        code: "engine-error", "the user's search path names no schema that is there",
        help: "name one with `--schema`")
    }
  }

  // MARK: What is there

  func finished(_ tables: [PushedTable], isForced: Bool) throws(StoreError) -> [Bool] {
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
    guard taken.isEmpty else { throw PushPlace.taken(taken, in: schema, isForced: isForced) }
    return finished
  }

  // MARK: Writing

  /// Key and indexes, too.
  func write(
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
      throw PushPlace.told(error, of: place, table: name)
    }
    if let mismatch = try mismatch(of: table) { throw table.didNotArrive(mismatch) }
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
    return table.mismatch(found.first)
  }

  // MARK: Words

  private func told<Result>(
    _ table: String?, _ body: () throws(EngineFailure) -> Result
  ) throws(StoreError) -> Result {
    do throws(EngineFailure) {
      return try body()
    } catch {
      throw PushPlace.told(error, of: place, table: table)
    }
  }
}
