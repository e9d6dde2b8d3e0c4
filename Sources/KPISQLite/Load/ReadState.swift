/// Connections that all see one state of the database, each inside a read transaction.
struct ReadState {
  /// At least one.
  let connections: [Connection]
  /// The state that they see; nil where it cannot be told from every other.
  let files: DatabaseState?

  /// Opens up to `count` connections on one state; fewer where one state cannot be had for all of them.
  init(of database: Database, count: Int, isStopping: @escaping @Sendable () -> Bool) throws(StoreError) {
    let first = try database.connect()
    first.watch(isStopping)
    // This reads the schema, which maps the WAL index, and ends again.
    try first.run("SELECT count(*) FROM sqlite_master")
    let usesLog = try Self.usesLog(first)
    // With a write-ahead log others may commit between two transactions' beginnings: try again when one did.
    for _ in 0..<(usesLog ? 4 : 1) {
      let before = DatabaseState(of: database, through: first, usesLog: usesLog)
      let index = usesLog ? first.walIndex() : nil
      try Self.begin(first)
      let others = Self.others(of: database, count: count - 1, isStopping: isStopping)
      // Without a log the first connection's lock keeps every writer out until it ends.
      if !usesLog || others.isEmpty || (index != nil && index == first.walIndex()) {
        connections = [first] + others
        let after = DatabaseState(of: database, through: first, usesLog: usesLog)
        // Without a log what was there before the lock does not count.
        files = usesLog && before != after ? nil : after
        return
      }
      for other in others { try other.run("ROLLBACK") }
      try first.run("ROLLBACK")
    }
    try Self.begin(first)
    connections = [first]
    files = nil
  }

  private static func usesLog(_ connection: Connection) throws(StoreError) -> Bool {
    let mode = try connection.prepare("PRAGMA journal_mode")
    return try mode.step() && mode.row.text(0) == "wal"
  }

  private static func begin(_ connection: Connection) throws(StoreError) {
    try connection.run("BEGIN")
    // `BEGIN` alone takes no lock and no state: the first read does.
    try connection.run("SELECT count(*) FROM sqlite_master")
  }

  /// Further connections in a transaction; none where a writer waits or the system has no more files to give.
  private static func others(
    of database: Database, count: Int, isStopping: @escaping @Sendable () -> Bool
  ) -> [Connection] {
    var connections: [Connection] = []
    for _ in 0..<max(count, 0) {
      guard let connection = try? database.connect() else { break }
      connection.watch(isStopping)
      connection.neverWait()
      guard (try? begin(connection)) != nil else { break }
      connections.append(connection)
    }
    return connections
  }
}
