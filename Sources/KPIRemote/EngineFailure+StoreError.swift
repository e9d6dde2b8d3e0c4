import KPILanguage
import KPISQLite

extension EngineFailure {
  /// What is told of it.
  ///
  /// - Parameter table: what was read.
  func told(of address: RemoteAddress, table: String? = nil) -> StoreError {
    let name = shown(address.text, limit: 200)
    let text = words
    switch kind {
    case .cancelled: return .cancelled
    case .noDriver: return Self.noDriver(address.engine, text)
    case .cannotConnect:
      return .engine(
        code: "cannot-connect", "cannot reach `\(name)`: \(text)", help: Self.credentials(address.engine, sqlState))
    case .lost:
      return .engine(
        code: "engine-error",
        table.map { "`\(name)` broke off while table `\(shown($0))` was read: \(text)" }
          ?? "`\(name)` broke off: \(text)",
        help: "nothing of it was used: ask again when it is there")
    case .refused:
      return .engine(
        code: "engine-error",
        table.map { "`\(name)` does not give table `\(shown($0))`: \(text)" } ?? "`\(name)` refuses: \(text)",
        help: sqlState == "42501" ? "the user needs the right to select from what the model names" : nil)
    }
  }

  private static func noDriver(_ engine: RemoteAddress.Engine, _ reason: Message) -> StoreError {
    switch engine {
    case .mysql, .mariadb:
      return .engine(
        code: "no-driver",
        "MySQL and MariaDB are asked through the library `libmariadb.so.3`, which cannot be opened: \(reason)",
        help: "install it with `apt install libmariadb3`, or name its file in KPI_DRIVER_MYSQL")
    case .postgresql, .spark:
      let library = DriverLibrary(engine.rawValue)
      let places = library.folders.map { "`\($0)`" }.joined(separator: ", ")
      return .engine(
        code: "no-driver",
        "\(engine.name) is asked through its ADBC driver, which cannot be opened: \(reason)",
        help: """
          install it with `pip install \(library.package)`, or name its file in \(library.variable); \
          it is looked for in the Python packages below \(places)
          """)
    }
  }

  /// Where user and password come from.
  private static func credentials(_ engine: RemoteAddress.Engine, _ state: String) -> Message? {
    switch engine {
    case .postgresql:
      return """
        user and password come from the address (`postgresql://user@host/db`, never with the password), `~/.pgpass` \
        (mode 0600), PGUSER and PGPASSWORD
        """
    case .mysql, .mariadb:
      return """
        user and password come from the address (`mysql://user@host/db`, never with the password), `~/.my.cnf` \
        (mode 0600) and MYSQL_PWD
        """
    case .spark:
      return """
        it is Spark Connect that is asked (port 15002 unless the address says another); a token comes from \
        SPARK_CONNECT_AUTHENTICATE_TOKEN
        """
    }
  }
}
