import Synchronization

extension ADBCConnection {
  /// The rows of a query all of whose columns are texts; nothing is an empty one.
  func texts(
    _ sql: String, isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) -> [[String]] {
    let rows = Mutex<[[String]]>([])
    try query(sql, isCancelled: isCancelled) { (batch) throws(EngineFailure) in
      for row in 0..<batch.rowCount {
        var texts: [String] = []
        for column in batch.fields.indices {
          if case .text(let text) = batch.cell(column, row) {
            texts.append(String(decoding: text, as: UTF8.self))
          } else {
            texts.append("")
          }
        }
        rows.withLock { $0.append(texts) }
      }
    }
    return rows.withLock { $0 }
  }
}
