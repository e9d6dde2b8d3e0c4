import KPIEngine
import KPILanguage
import KPISQL
import KPISQLite
import Synchronization

/// Tables of Spark's, asked through Spark Connect by its ADBC driver.
///
/// Spark has no transactions: each statement sees the tables as they are then.
package final class Spark: TableSource {
  package let address: String
  private let place: RemoteAddress
  private let dialect: SparkDialect
  private let isStopped: @Sendable () -> Bool
  private let known = Mutex<[RemoteTable]?>(nil)
  /// A session that nobody uses.
  private let idle = Mutex<ADBCConnection?>(nil)

  /// Connects once, and looks at the tables.
  ///
  /// - Parameter isStopped: asked whenever the engine is waited for and nobody else says whether to stop.
  package init(_ place: RemoteAddress, isStopped: @escaping @Sendable () -> Bool) throws(StoreError) {
    try place.allow(SparkCatalog.parameters)
    self.place = place
    dialect = SparkCatalog.dialect(place)
    address = place.text
    self.isStopped = isStopped
    _ = try tables()
  }

  // MARK: Sessions

  /// A session that is free, else a new one.
  fileprivate func connect(_ isCancelled: @escaping @Sendable () -> Bool) throws(EngineFailure) -> ADBCConnection {
    let free = idle.withLock { idle in
      defer { idle = nil }
      return idle
    }
    if let free { return free }
    return try Self.session(place, isCancelled)
  }

  /// A new session, whose zone is UTC, and which is told everything else that statements depend on.
  static func session(
    _ place: RemoteAddress, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) -> ADBCConnection {
    let driver = try DriverLibrary("spark").load()
    let connection = try ADBCConnection(driver, options: SparkCatalog.options(place), isCancelled: isCancelled)
    do throws(EngineFailure) {
      // The driver connects with the first statement.
      _ = try rows("select 1", through: connection, isCancelled)
    } catch {
      throw error.kind == .cancelled ? error : EngineFailure(.cannotConnect, error.text, sqlState: error.sqlState)
    }
    for setting in SparkDialect.settings {
      do throws(EngineFailure) {
        try connection.run(setting, isCancelled: isCancelled)
      } catch {
        // What speaks Spark's protocol need not know its settings: it is looked at whether what they are for holds.
        if error.kind != .refused { throw error }
      }
    }
    guard try rows(SparkCatalog.state, through: connection, isCancelled).map(Array.init) == [SparkCatalog.wantedState]
    else {
      throw EngineFailure(.cannotConnect, own: "the session takes neither UTC nor texts with backslashes")
    }
    return connection
  }

  fileprivate func giveBack(_ connection: ADBCConnection) { idle.withLock { $0 = connection } }

  fileprivate static func rows(
    _ sql: String, through connection: ADBCConnection, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) -> ResultRows {
    let rows = AnswerRows()
    try connection.query(sql, isCancelled: isCancelled) { (batch) throws(EngineFailure) in
      let areNumbers = batch.fields.map { _ in false }
      try rows.append(batch, areNumbers: areNumbers)
    }
    return rows.rows
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
    let tables = try tables()
    let columns = tables.flatMap { table in
      table.columns.map {
        SourceSchema.Column(
          schema: table.schema, table: table.name, name: $0.name, type: $0.engineType, decimals: nil)
      }
    }
    return SourceSchema(schema: tables.schema, uniqueColumns: [:], columns: columns)
  }

  private func tables() throws(StoreError) -> [RemoteTable] {
    if let known = known.withLock({ $0 }) { return known }
    let found = try told { () throws(EngineFailure) in
      let connection = try connect(isStopped)
      let schema = dialect.schema.map(dialect.identifier).joined(separator: ".")
      var tables: [RemoteTable] = []
      for row in try Self.rows("show tables in \(schema)", through: connection, isStopped) {
        // A schema, the table, whether it is the session's own.
        guard row.count >= 3, case .text(let name) = row[1], row[2] == .integer(0) else { continue }
        tables.append(try table(name, through: connection))
      }
      giveBack(connection)
      return tables
    }
    known.withLock { $0 = found }
    return found
  }

  /// A table whose columns cannot be told is there, but not read.
  private func table(_ name: String, through connection: ADBCConnection) throws(EngineFailure) -> RemoteTable {
    var columns: [(name: String, type: String)] = []
    var problem: String?
    do throws(EngineFailure) {
      for row in try Self.rows("describe table \(dialect.table(name))", through: connection, isStopped) {
        guard case .text(let column)? = row.first, row.count >= 2, case .text(let type) = row[1] else { break }
        // Behind the columns stands how the table is cut into parts.
        if column.isEmpty || column.hasPrefix("#") { break }
        columns.append((column, type))
      }
      if columns.isEmpty {
        let fields = try connection.fields("select * from \(dialect.table(name)) limit 0", isCancelled: isStopped)
        columns = fields.map { ($0.name, SparkCatalog.type(of: $0.type)) }
      }
    } catch {
      guard error.kind == .refused else { throw error }
      problem = error.words.english
    }
    return SparkCatalog.table(name, columns, dialect, problem: problem)
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
      try connection.query(sql, isCancelled: isCancelled) { (batch) throws(EngineFailure) in
        for row in 0..<batch.rowCount {
          for (column, place) in columns.enumerated() { writer.put(batch.cell(column, row), at: place) }
          try writer.endRow()
        }
        done(batch.rowCount)
      }
    }
    giveBack(connection)
  }

  package func query(
    _ sql: String, rowLimit: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> QueryResult {
    let sql = try EngineQuery.checked(sql, .spark, .spark)
    let result = Mutex(QueryResult(columns: [], rows: [], isCut: false))
    let stop = Mutex<StoreError?>(nil)
    let connection = try told { () throws(EngineFailure) in try connect(isCancelled) }
    do throws(EngineFailure) {
      try connection.query(sql, isCancelled: isCancelled) { (batch) throws(EngineFailure) in
        do throws(StoreError) {
          try result.withLock { result throws(StoreError) in
            try result.add(batch, upTo: rowLimit) { "column `\($0)` has a type that is not read: cast it to `string`" }
          }
        } catch {
          stop.withLock { $0 = error }
          throw .cancelled
        }
      }
    } catch {
      if let stop = stop.withLock({ $0 }) { throw stop }
      if error.kind == .refused { throw .query("Spark refuses the query: \(error.words)") }
      throw error.told(of: place)
    }
    giveBack(connection)
    return result.withLock { $0 }
  }

  package func reading(_ isCancelled: @escaping @Sendable () -> Bool) -> (any SourceReading)? {
    SparkReading(self, isCancelled)
  }
}

extension QueryResult {
  /// Takes a batch's rows, as far as there is room; what is left is dropped.
  fileprivate mutating func add(
    _ batch: borrowing ArrowBatch, upTo limit: Int, otherwise: (String) -> Message
  ) throws(StoreError) {
    let texts = TimeText()
    columns = batch.fields.map(\.name)
    for row in 0..<batch.rowCount {
      if rows.count >= limit { isCut = true }
      if isCut { return }
      var values: [Value] = []
      for column in batch.fields.indices {
        guard let value = EngineQuery.value(batch.cell(column, row), isNumber: false, texts) else {
          throw .query(otherwise(shown(batch.fields[column].name)))
        }
        values.append(value)
      }
      rows.append(values)
    }
  }
}

/// What one statement of ours asks Spark; one statement of Spark's at a time.
private final class SparkReading: SourceReading {
  private let engine: Spark
  private let isCancelled: @Sendable () -> Bool
  private let connection = Mutex<ADBCConnection?>(nil)

  init(_ engine: Spark, _ isCancelled: @escaping @Sendable () -> Bool) {
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
      try engine.told { () throws(EngineFailure) in
        let connection: ADBCConnection
        if let known { connection = known } else { connection = try engine.connect(isCancelled) }
        // One that fails is not used again.
        known = nil
        let rows = try Spark.rows(sql, through: connection, isCancelled)
        known = connection
        return rows
      }
    }
  }
}
