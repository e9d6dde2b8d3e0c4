import CADBC
import KPILanguage
import Synchronization

/// A connection to an engine through an ADBC driver; one query at a time.
///
///     let driver = try ADBCDriver.load("libadbc_driver_postgresql.so")
///     let connection = try ADBCConnection(driver, options: [("uri", "host='db'")], isCancelled: { false })
///     try connection.query("select 1", isCancelled: { false }) { batch in … }
package final class ADBCConnection: @unchecked Sendable {
  // SAFETY: callers hold the connection one at a time; a call that was left behind keeps it alive until it comes back, and
  // what cancels takes the statement under a lock.
  private let driver: ADBCDriver
  private let database: UnsafeMutablePointer<kpi_adbc_handle>
  private let connection: UnsafeMutablePointer<kpi_adbc_handle>
  /// The statement that is running.
  private let running = Mutex<Running?>(nil)

  private struct Running: @unchecked Sendable {
    // SAFETY: used under the lock alone, and taken out before the statement is let go.
    let statement: UnsafeMutablePointer<kpi_adbc_handle>
  }

  private var functions: kpi_adbc_driver { driver.functions.pointee }

  /// Connects.
  ///
  /// - Parameters:
  ///   - options: of the database, in the driver's names; `uri` among them.
  ///   - connectionOptions: of the connection.
  ///   - isCancelled: asked while the engine is waited for.
  package convenience init(
    _ driver: ADBCDriver, options: [(name: String, value: String)],
    connectionOptions: [(name: String, value: String)] = [], isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) {
    self.init(driver)
    try EngineCall.run(isCancelled: isCancelled) { [self] () throws(EngineFailure) in
      var error = kpi_adbc_error()
      func check(_ code: kpi_adbc_status?) throws(EngineFailure) {
        guard let code else { throw EngineFailure(.noDriver, own: "`\(shown(driver.path))` lacks a function of ADBC") }
        if let failure = EngineFailure(code, &error, .cannotConnect) { throw failure }
      }
      try check(functions.database_new?(database, &error))
      for option in options { try check(functions.database_set_option?(database, option.name, option.value, &error)) }
      try check(functions.database_init?(database, &error))
      try check(functions.connection_new?(connection, &error))
      for option in connectionOptions {
        try check(functions.connection_set_option?(connection, option.name, option.value, &error))
      }
      try check(functions.connection_init?(connection, database, &error))
    }
  }

  private init(_ driver: ADBCDriver) {
    self.driver = driver
    database = .allocate(capacity: 1)
    database.initialize(to: kpi_adbc_handle())
    connection = .allocate(capacity: 1)
    connection.initialize(to: kpi_adbc_handle())
  }

  deinit {
    var error = kpi_adbc_error()
    if connection.pointee.private_data != nil { _ = functions.connection_release?(connection, &error) }
    error.release?(&error)
    error = kpi_adbc_error()
    if database.pointee.private_data != nil { _ = functions.database_release?(database, &error) }
    error.release?(&error)
    connection.deallocate()
    database.deallocate()
  }

  /// Runs a statement without rows.
  package func run(
    _ sql: String, isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) {
    try EngineCall.run(isCancelled: isCancelled, cancel: cancel) { [self] () throws(EngineFailure) in
      try withStatement(sql) { (statement) throws(EngineFailure) in
        var error = kpi_adbc_error()
        let code = functions.statement_execute_query?(statement, nil, nil, &error) ?? 1
        if let failure = EngineFailure(code, &error, .refused) { throw failure }
      }
    }
  }

  /// Runs a statement and hands over its rows, batch by batch and to their end.
  ///
  /// - Parameters:
  ///   - options: of the statement, in the driver's names.
  ///   - body: is called on another thread while this one waits; the batch and what it points to are its own until it returns.
  package func query(
    _ sql: String, options: [(name: String, value: String)] = [], isCancelled: @escaping @Sendable () -> Bool,
    _ body: @escaping @Sendable (borrowing ArrowBatch) throws(EngineFailure) -> Void
  ) throws(EngineFailure) {
    try EngineCall.run(isCancelled: isCancelled, cancel: cancel) { [self] () throws(EngineFailure) in
      try withStatement(sql, options) { (statement) throws(EngineFailure) in
        var error = kpi_adbc_error()
        var stream = kpi_arrow_stream()
        let code = functions.statement_execute_query?(statement, &stream, nil, &error) ?? 1
        if let failure = EngineFailure(code, &error, .refused) { throw failure }
        defer { stream.release?(&stream) }
        _ = try read(&stream, isCancelled, body)
      }
    }
  }

  /// Appends the rows of a stream to a table that is there.
  ///
  /// - Parameter stream: the driver's from here on.
  package func ingest(
    into table: String, schema: String, _ stream: @escaping @Sendable () -> kpi_arrow_stream,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) {
    let options = [
      ("adbc.ingest.target_table", table), ("adbc.ingest.target_db_schema", schema),
      ("adbc.ingest.mode", "adbc.ingest.mode.append"),
    ]
    try EngineCall.run(isCancelled: isCancelled, cancel: cancel) { [self] () throws(EngineFailure) in
      try withStatement(nil, options) { (statement) throws(EngineFailure) in
        var error = kpi_adbc_error()
        var stream = stream()
        // What the driver has taken it has marked so.
        defer { stream.release?(&stream) }
        let bound = functions.statement_bind_stream?(statement, &stream, &error) ?? 1
        if let failure = EngineFailure(bound, &error, .refused) { throw failure }
        let code = functions.statement_execute_query?(statement, nil, nil, &error) ?? 1
        if let failure = EngineFailure(code, &error, .refused) { throw failure }
      }
    }
  }

  /// What a query's columns would be.
  package func fields(
    _ sql: String, isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) -> [ArrowField] {
    try EngineCall.run(isCancelled: isCancelled, cancel: cancel) { [self] () throws(EngineFailure) -> [ArrowField] in
      var fields: [ArrowField] = []
      try withStatement(sql) { (statement) throws(EngineFailure) in
        var error = kpi_adbc_error()
        var stream = kpi_arrow_stream()
        let code = functions.statement_execute_query?(statement, &stream, nil, &error) ?? 1
        if let failure = EngineFailure(code, &error, .refused) { throw failure }
        defer { stream.release?(&stream) }
        fields = try read(&stream, isCancelled) { (_) throws(EngineFailure) in }
      }
      return fields
    }
  }

  /// Reads a stream to its end: a driver may go on in an odd state after one that was left half-way.
  private func read(
    _ stream: inout kpi_arrow_stream, _ isCancelled: () -> Bool,
    _ body: (borrowing ArrowBatch) throws(EngineFailure) -> Void
  ) throws(EngineFailure) -> [ArrowField] {
    var schema = kpi_arrow_schema()
    var code = stream.get_schema?(&stream, &schema) ?? 1
    guard code == 0 else { throw EngineFailure(code, &stream, driver) }
    defer { schema.release?(&schema) }
    let fields = ArrowField.fields(of: schema)
    while true {
      var array = kpi_arrow_array()
      code = stream.get_next?(&stream, &array) ?? 1
      guard code == 0 else { throw EngineFailure(code, &stream, driver) }
      guard array.release != nil else { return fields }
      defer { array.release?(&array) }
      if isCancelled() { throw .cancelled }
      try body(ArrowBatch(array, fields))
    }
  }

  private func withStatement(
    _ sql: String?, _ options: [(name: String, value: String)] = [],
    _ body: (UnsafeMutablePointer<kpi_adbc_handle>) throws(EngineFailure) -> Void
  ) throws(EngineFailure) {
    let statement = UnsafeMutablePointer<kpi_adbc_handle>.allocate(capacity: 1)
    statement.initialize(to: kpi_adbc_handle())
    defer { statement.deallocate() }
    var error = kpi_adbc_error()
    func check(_ code: kpi_adbc_status?) throws(EngineFailure) {
      if let failure = EngineFailure(code ?? 1, &error, .refused) { throw failure }
    }
    try check(functions.statement_new?(connection, statement, &error))
    defer {
      running.withLock { $0 = nil }
      var error = kpi_adbc_error()
      _ = functions.statement_release?(statement, &error)
      error.release?(&error)
    }
    for option in options { try check(functions.statement_set_option?(statement, option.name, option.value, &error)) }
    if let sql { try check(functions.statement_set_sql_query?(statement, sql, &error)) }
    running.withLock { $0 = Running(statement: statement) }
    try body(statement)
  }

  /// Asks the engine to stop what is running; nothing where nothing is.
  private var cancel: @Sendable () -> Void {
    { [self] in
      running.withLock { running in
        guard let running else { return }
        var error = kpi_adbc_error()
        _ = functions.statement_cancel?(running.statement, &error)
        error.release?(&error)
      }
    }
  }
}
