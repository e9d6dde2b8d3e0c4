import KPIRemote
import KPISQLite

extension Database {
  /// Opens a file, or what an address names.
  ///
  /// - Parameter isStopped: asked while an engine is waited for.
  static func open(path: String, isStopped: @escaping @Sendable () -> Bool) throws(StoreError) -> Database {
    RemoteAddress.isOne(path) ? try RemoteDatabase.open(path, isStopped: isStopped) : try Database.open(path)
  }

  /// Whether Spark has it, which answers itself unless somebody wants otherwise.
  var isOfSpark: Bool {
    get throws(StoreError) { isRemote ? try RemoteAddress(path).engine == .spark : false }
  }
}
