import KPIEngine
import KPILanguage
import KPISQLite
import Synchronization

/// A database of PostgreSQL's, asked through its ADBC driver.
package final class PostgreSQL: TableSource {
  package let address: String
  private let place: RemoteAddress
  private let isStopped: @Sendable () -> Bool
  private let known = Mutex<[RemoteTable]?>(nil)
  private let unique = Mutex<[String: [String]]>([:])
  /// The server's state when the tables were looked at; nil where it was not told.
  private let opened = Mutex<[String]?>(nil)
  /// A connection without a transaction, which questions that are answered there take by turns.
  private let idle = Mutex<ADBCConnection?>(nil)

  /// What an address may say beside the driver's own keywords.
  static let schemaParameter = "schema"
  static let keywords = [
    "host", "port", "user", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "connect_timeout", "service",
    "passfile", "channel_binding", "gssencmode", "target_session_attrs",
  ]

  /// Connects once, and looks at the tables.
  ///
  /// - Parameter isStopped: asked whenever the engine is waited for and nobody else says whether to stop.
  package init(_ place: RemoteAddress, isStopped: @escaping @Sendable () -> Bool) throws(StoreError) {
    try place.allow([Self.schemaParameter] + Self.keywords)
    self.place = place
    address = place.text
    self.isStopped = isStopped
    _ = try tables()
  }

  // MARK: Connections

  /// The address in the form that libpq reads; what is left out it takes from its own places.
  static func connectionText(_ place: RemoteAddress) -> String {
    var words: [(String, String)] = []
    if let host = place.host { words.append(("host", host)) }
    if let port = place.port { words.append(("port", String(port))) }
    if let user = place.user { words.append(("user", user)) }
    if let database = place.database { words.append(("dbname", database)) }
    for parameter in place.parameters where parameter.name != schemaParameter {
      words.append((parameter.name, parameter.value))
    }
    if place.parameter("connect_timeout") == nil { words.append(("connect_timeout", "10")) }
    words.append(("client_encoding", "UTF8"))
    words.append(("fallback_application_name", "kpi"))
    return words.map { name, value in
      "\(name)='\(value.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }.joined(separator: " ")
  }

  /// A connection in one read-only transaction, which sees one state of everything; its times are of UTC.
  ///
  /// - Parameters:
  ///   - isLoad: whole tables are brought.
  ///   - snapshot: one that another transaction has, whose state is to be seen.
  fileprivate func connect(
    isLoad: Bool = true, seeing snapshot: String? = nil, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) -> ADBCConnection {
    let driver = try DriverLibrary("postgresql").load()
    let connection = try ADBCConnection(
      driver, options: [("uri", Self.connectionText(place))], isCancelled: isCancelled)
    let settings = PostgreSQLCatalog.settings(schema: place.parameter(Self.schemaParameter), isLoad: isLoad)
    for setting in settings { try connection.run(setting, isCancelled: isCancelled) }
    try begin(connection, seeing: snapshot, isCancelled)
    return connection
  }

  /// Tables that are brought at once: each takes a process of the server's.
  private static let mostConnections = 4

  /// Connections in transactions that see one state; fewer where the server gives no more, or keeps its state to itself.
  private func connect(
    atMost count: Int, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) -> [ADBCConnection] {
    var connections = [try connect(isCancelled)]
    guard count > 1 else { return connections }
    guard let shared = try? connections[0].texts(PostgreSQLCatalog.sharedSnapshot, isCancelled: isCancelled),
      let snapshot = shared.first?.first
    else { return [try connect(isCancelled)] }
    while connections.count < count, let another = try? connect(seeing: snapshot, isCancelled) {
      connections.append(another)
    }
    return connections
  }

  private func begin(
    _ connection: ADBCConnection, seeing snapshot: String? = nil, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) {
    try connection.run(PostgreSQLCatalog.begin, isCancelled: isCancelled)
    if let snapshot { try connection.run(PostgreSQLCatalog.take(snapshot), isCancelled: isCancelled) }
    let state = try connection.texts(PostgreSQLCatalog.state, isCancelled: isCancelled)
    guard state.first == ["UTC", "repeatable read", "on"] else {
      throw EngineFailure(.cannotConnect, own: "the session takes neither UTC nor a read-only transaction")
    }
  }

  /// A connection in a transaction that begins now: the last one that was given back, if it still answers.
  fileprivate func reconnect(_ isCancelled: @escaping @Sendable () -> Bool) throws(EngineFailure) -> ADBCConnection {
    let known = idle.withLock { idle in
      defer { idle = nil }
      return idle
    }
    if let known {
      do throws(EngineFailure) {
        try begin(known, isCancelled)
        return known
      } catch {
        if error.kind == .cancelled { throw error }
      }
    }
    return try connect(isLoad: false, isCancelled)
  }

  /// Ends a connection's transaction, and keeps it for the next one.
  fileprivate func giveBack(_ connection: ADBCConnection) {
    let end = ContinuousClock.now + .seconds(1)
    do throws(EngineFailure) {
      try connection.run("ROLLBACK", isCancelled: { ContinuousClock.now > end })
      idle.withLock { $0 = connection }
    } catch {
      // Whatever it is, the next statement connects anew.
    }
  }

  fileprivate func told<Result>(
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
    let schema = try tables().schema
    let columns = try tables().flatMap { table in
      table.columns.map {
        SourceSchema.Column(
          schema: table.schema, table: table.name, name: $0.name, type: $0.engineType, decimals: $0.decimals)
      }
    }
    return SourceSchema(
      schema: schema, uniqueColumns: unique.withLock { $0 }, rows: try tables().guessedRows, columns: columns)
  }

  private func tables() throws(StoreError) -> [RemoteTable] {
    if let known = known.withLock({ $0 }) { return known }
    let found = try told { () throws(EngineFailure) in
      let connection = try connect(isStopped)
      let columns = try connection.texts(PostgreSQLCatalog.columns, isCancelled: isStopped)
      let keys = try connection.texts(PostgreSQLCatalog.keys, isCancelled: isStopped)
      // Not everybody may ask for it; nothing else is asked in this transaction.
      let state = try? connection.texts(PostgreSQLState.query, isCancelled: isStopped).first
      opened.withLock { $0 = state }
      return PostgreSQLCatalog.tables(columns: columns, keys: keys)
    }
    unique.withLock { $0 = found.unique }
    known.withLock { $0 = found.tables }
    return found.tables
  }

  // MARK: Rows

  package func bring(
    _ wanted: [WantedTable], into target: any RowTarget, progress: (@Sendable (Double) -> Void)?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) {
    let tables = try self.tables()
    let most = target.orderedTables < wanted.count ? min(Crew.coreCount, Self.mostConnections, wanted.count) : 1
    let connections = try told { () throws(EngineFailure) in try connect(atMost: most, isCancelled) }
    try tables.bring(
      wanted, into: target, from: place, connections: connections.count, progress, isCancelled: isCancelled
    ) { (connection, sql, writer, columns, isCancelled, done) throws(EngineFailure) in
      try connections[connection].query(sql, isCancelled: isCancelled) { (batch) throws(EngineFailure) in
        for row in 0..<batch.rowCount {
          for (column, place) in columns.enumerated() { writer.put(batch.cell(column, row), at: place) }
          try writer.endRow()
        }
        done(batch.rowCount)
      }
    }
  }

  package func query(
    _ sql: String, rowLimit: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> QueryResult {
    let sql = try EngineQuery.checked(sql, .postgresql, .postgresql)
    let result = Mutex(QueryResult(columns: [], rows: [], isCut: false))
    let stop = Mutex<StoreError?>(nil)
    let connection = try told { () throws(EngineFailure) in try connect(isCancelled) }
    do throws(EngineFailure) {
      try connection.query(sql, isCancelled: isCancelled) { (batch) throws(EngineFailure) in
        let texts = TimeText()
        let forms = batch.fields.map { $0.metadata["POSTGRESQL:type"] ?? "" }
        result.withLock { $0.columns = batch.fields.map(\.name) }
        for row in 0..<batch.rowCount {
          let isFull = result.withLock { result in
            if result.rows.count >= rowLimit { result.isCut = true }
            return result.isCut
          }
          // What is left is read to its end and dropped.
          if isFull { return }
          var values: [Value] = []
          for column in batch.fields.indices {
            let cell = batch.cell(column, row)
            guard let value = EngineQuery.value(cell, isNumber: forms[column] == "numeric", texts) else {
              let name = batch.fields[column].name
              stop.withLock {
                $0 = .query("column `\(shown(name))` has a type that is not read: cast it with `::text`")
              }
              throw .cancelled
            }
            values.append(value)
          }
          result.withLock { [values] in $0.rows.append(values) }
        }
      }
    } catch {
      if let stop = stop.withLock({ $0 }) { throw stop }
      if error.kind == .refused { throw .query("PostgreSQL refuses the query: \(error.words)") }
      throw error.told(of: place)
    }
    return result.withLock { $0 }
  }

  package func state(of names: [String], _ isCancelled: @escaping @Sendable () -> Bool) -> [UInt8]? {
    guard let opened = opened.withLock({ $0 }), let tables = try? tables() else { return nil }
    let wanted = tables.filter { names.contains($0.name) }.map(\.qualified)
    do throws(EngineFailure) {
      let connection = try reconnect(isCancelled)
      let now = try connection.texts(PostgreSQLState.query, isCancelled: isCancelled).first
      let others = try connection.texts(PostgreSQLState.otherTables(than: wanted), isCancelled: isCancelled)
      giveBack(connection)
      guard let now, now == opened, others == [["0"]] else { return nil }
      return PostgreSQLState.bytes(now)
    } catch {
      return nil
    }
  }

  package func reading(_ isCancelled: @escaping @Sendable () -> Bool) -> (any SourceReading)? {
    PostgreSQLReading(self, isCancelled)
  }

  /// A name as PostgreSQL writes it, whatever it holds.
  static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}

/// A transaction in which PostgreSQL answers; one statement at a time.
private final class PostgreSQLReading: SourceReading {
  private let engine: PostgreSQL
  private let isCancelled: @Sendable () -> Bool
  private let connection = Mutex<ADBCConnection?>(nil)

  init(_ engine: PostgreSQL, _ isCancelled: @escaping @Sendable () -> Bool) {
    self.engine = engine
    self.isCancelled = isCancelled
  }

  deinit { end() }

  func end() {
    let known = connection.withLock { known in
      defer { known = nil }
      return known
    }
    if let known { engine.giveBack(known) }
  }

  func rows(_ sql: String) throws(StoreError) -> ResultRows {
    try connection.withLock { known throws(StoreError) in
      let rows = AnswerRows()
      try engine.told { () throws(EngineFailure) in
        let connection: ADBCConnection
        if let known { connection = known } else { connection = try engine.reconnect(isCancelled) }
        // One that fails is not used again.
        known = nil
        try connection.query(sql, isCancelled: isCancelled) { (batch) throws(EngineFailure) in
          let areNumbers = batch.fields.map { $0.metadata["POSTGRESQL:type"] == "numeric" }
          try rows.append(batch, areNumbers: areNumbers)
        }
        known = connection
      }
      return rows.rows
    }
  }
}
