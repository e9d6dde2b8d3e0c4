import CMariaDB
import KPILanguage
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The functions of `libmariadb.so.3`, opened once and never closed.
struct MariaDBLibrary: Sendable {
  let start: kpi_mysql_init
  let setOption: kpi_mysql_options
  let connect: kpi_mysql_real_connect
  let query: kpi_mysql_real_query
  let result: kpi_mysql_use_result
  let fieldCount: kpi_mysql_num_fields
  let fields: kpi_mysql_fetch_fields
  let row: kpi_mysql_fetch_row
  let lengths: kpi_mysql_fetch_lengths
  let freeResult: kpi_mysql_free_result
  let errorNumber: kpi_mysql_errno
  let errorText: kpi_mysql_error
  let thread: kpi_mysql_thread_id
  let socket: kpi_mysql_get_socket
  let close: kpi_mysql_close

  /// The names of `mysql_options`, whose numbers never change.
  enum Option: Int32 {
    case connectTimeout = 0
    case defaultGroup = 5
    case characters = 7
    case localFiles = 8
    case transport = 9
    case verifiesServer = 21
    case key = 25
    case certificate = 26
    case authority = 27
  }

  private static let loaded = Mutex<[String: MariaDBLibrary]>([:])

  /// Opens the library that KPI_DRIVER_MYSQL names, else the system's.
  static func load(_ variables: [String: String] = DriverLibrary.environment) throws(EngineFailure) -> MariaDBLibrary {
    let path = variables["KPI_DRIVER_MYSQL"].flatMap { $0.isEmpty ? nil : $0 } ?? "libmariadb.so.3"
    if let known = loaded.withLock({ $0[path] }) { return known }
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
      throw dlerror().map { EngineFailure(.noDriver, String(cString: $0)) }
        ?? EngineFailure(.noDriver, own: "it cannot be opened")
    }
    func symbol<Function>(_ name: String, as type: Function.Type) throws(EngineFailure) -> Function {
      guard let found = dlsym(library, name) else {
        throw EngineFailure(.noDriver, own: "`\(shown(path))` has no `\(name)`")
      }
      return unsafeBitCast(found, to: type)
    }
    let made = MariaDBLibrary(
      start: try symbol("mysql_init", as: kpi_mysql_init.self),
      setOption: try symbol("mysql_options", as: kpi_mysql_options.self),
      connect: try symbol("mysql_real_connect", as: kpi_mysql_real_connect.self),
      query: try symbol("mysql_real_query", as: kpi_mysql_real_query.self),
      result: try symbol("mysql_use_result", as: kpi_mysql_use_result.self),
      fieldCount: try symbol("mysql_num_fields", as: kpi_mysql_num_fields.self),
      fields: try symbol("mysql_fetch_fields", as: kpi_mysql_fetch_fields.self),
      row: try symbol("mysql_fetch_row", as: kpi_mysql_fetch_row.self),
      lengths: try symbol("mysql_fetch_lengths", as: kpi_mysql_fetch_lengths.self),
      freeResult: try symbol("mysql_free_result", as: kpi_mysql_free_result.self),
      errorNumber: try symbol("mysql_errno", as: kpi_mysql_errno.self),
      errorText: try symbol("mysql_error", as: kpi_mysql_error.self),
      thread: try symbol("mysql_thread_id", as: kpi_mysql_thread_id.self),
      socket: try symbol("mysql_get_socket", as: kpi_mysql_get_socket.self),
      close: try symbol("mysql_close", as: kpi_mysql_close.self))
    loaded.withLock { $0[path] = made }
    return made
  }
}
