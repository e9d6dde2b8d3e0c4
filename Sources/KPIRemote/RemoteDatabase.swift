import KPILanguage
import KPISQLite

/// Opens databases behind a wire.
package enum RemoteDatabase {
  /// Connects once and looks at what is there.
  ///
  /// - Parameter isStopped: asked whenever the engine is waited for and nobody else says whether to stop.
  package static func open(
    _ text: String, isStopped: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> Database {
    let address = try RemoteAddress(text)
    switch address.engine {
    case .postgresql: return Database(try PostgreSQL(address, isStopped: isStopped))
    case .mysql, .mariadb: return Database(try MariaDB(address, isStopped: isStopped))
    case .spark: return Database(try Spark(address, isStopped: isStopped))
    }
  }
}
