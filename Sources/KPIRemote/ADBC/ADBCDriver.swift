import CADBC
import KPILanguage
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A driver of the ADBC interface, opened once and never closed: drivers in Go cannot be unloaded.
///
/// With one in the process every signal's handler needs `SA_ONSTACK`, and nothing may fork without starting a program.
package final class ADBCDriver: @unchecked Sendable {
  // SAFETY: the table is filled before anyone else sees it, and lives as long as the process.
  let functions: UnsafeMutablePointer<kpi_adbc_driver>
  /// The library's file.
  package let path: String

  private static let loaded = Mutex<[String: ADBCDriver]>([:])

  private init(functions: UnsafeMutablePointer<kpi_adbc_driver>, path: String) {
    self.functions = functions
    self.path = path
  }

  /// Opens the driver's library, or gives the one that is open already.
  ///
  /// - Parameter path: a file, or a name that the system's loader finds.
  package static func load(_ path: String) throws(EngineFailure) -> ADBCDriver {
    if let driver = loaded.withLock({ $0[path] }) { return driver }
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
      throw dlerror().map { EngineFailure(.noDriver, String(cString: $0)) }
        ?? EngineFailure(.noDriver, own: "it cannot be opened")
    }
    guard let symbol = dlsym(library, "AdbcDriverInit") else {
      throw EngineFailure(.noDriver, own: "`\(shown(path))` is no ADBC driver")
    }
    let start = unsafeBitCast(symbol, to: kpi_adbc_init.self)
    let functions = UnsafeMutablePointer<kpi_adbc_driver>.allocate(capacity: 1)
    functions.initialize(to: kpi_adbc_driver())
    var error = kpi_adbc_error()
    let code = start(KPI_ADBC_VERSION, functions, &error)
    if let failure = EngineFailure(code, &error, .noDriver) { throw failure }
    let driver = ADBCDriver(functions: functions, path: path)
    loaded.withLock { $0[path] = driver }
    return driver
  }
}

extension EngineFailure {
  /// What a driver's function answered; nil where it did what was asked.
  ///
  /// The error is let go.
  init?(_ code: kpi_adbc_status, _ error: inout kpi_adbc_error, _ kind: Kind) {
    let text = error.message.map { String(cString: $0) }
    let state = Self.state(error)
    error.release?(&error)
    error = kpi_adbc_error()
    guard code != 0 else { return nil }
    var kind = Int32(code) == KPI_ADBC_CANCELLED || state == "57014" ? .cancelled : kind
    // A refused statement has a state where the driver calls that a fault of the wire, too.
    if kind == .refused, Int32(code) == KPI_ADBC_IO, state.isEmpty { kind = .lost }
    self.init(kind, text ?? "ADBC status \(code)", sqlState: state)
  }

  /// What a stream of results answered.
  init(_ code: Int32, _ stream: inout kpi_arrow_stream, _ driver: ADBCDriver) {
    var status: kpi_adbc_status = 0
    var state = ""
    if let error = driver.functions.pointee.error_from_array_stream?(&stream, &status) {
      state = Self.state(error.pointee)
    }
    let text = stream.get_last_error?(&stream).map { String(cString: $0) }
    let kind: Kind =
      Int32(status) == KPI_ADBC_CANCELLED || state == "57014"
      ? .cancelled : state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P") ? .lost : .refused
    self.init(kind, text ?? String(cString: strerror(code)), sqlState: state)
  }

  private static func state(_ error: kpi_adbc_error) -> String {
    withUnsafeBytes(of: error.sqlstate) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
