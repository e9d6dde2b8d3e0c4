import KPIEngine

/// A database that can be read: a file, opened read-only for each call, so nothing is locked in between, or one behind a wire.
package struct Database: Sendable {
  /// The file, or the address of what is behind a wire.
  package let path: String
  /// Read without locks and log files: the folder cannot be written, and there is no log to read.
  let isImmutable: Bool
  /// Where its rows come from; nil for a file.
  var source: (any TableSource)?
  /// What its tables are declared as, where the file does not say; nil where it does.
  var declared: DatabaseSchema?

  /// Checks that the file is a database that can be read.
  ///
  /// Nothing is ever written to the file. Beside a database in WAL mode SQLite itself keeps its `-shm` index and an
  /// empty `-wal` while it reads (and may leave them); in a folder that cannot be written it is read without.
  package static func open(_ path: String) throws(StoreError) -> Database {
    guard !path.utf8.contains(0) else { throw .noSuchFile(path: path) }
    guard let facts = FileFacts(path: path) else { throw .noSuchFile(path: path) }
    if facts.isDirectory { throw .isDirectory(path: path) }
    guard facts.isRegular else { throw .notAFile(path: path) }
    guard FileFacts.isReadable(path) else { throw .noPermission(path: path) }
    if facts.size == 0 { throw .emptyFile(path: path) }
    do {
      let database = Database(path: path, isImmutable: false)
      try database.check(facts)
      return database
    } catch .logOutOfReach(let path, isFolderWritable: false) where !FileFacts.holdsBytes(path + "-wal") {
      // Closed cleanly: everything stands in the file itself.
      let database = Database(path: path, isImmutable: true)
      try database.check(facts)
      return database
    }
  }

  /// The tables as they are declared.
  package func schema() throws(StoreError) -> DatabaseSchema {
    if let source { return try source.schema().schema }
    let connection = try connect()
    try connection.run("BEGIN")
    return try SchemaReader(connection: connection).read()
  }

  /// The tables and columns that `spec` names and the database has not; nothing is read.
  package func missingNames(of spec: LoadSpec, in schema: DatabaseSchema) -> [StoreError.MissingName] {
    do throws(StoreError) {
      _ = try LoadPlan(spec, schema)
    } catch {
      if case .missing(let names) = error { return names }
    }
    // Whatever else is wrong is told when the rows are asked for.
    return []
  }

  /// Reads what `spec` names into columns, inside one read transaction, on all cores.
  ///
  /// - Parameters:
  ///   - progress: called from any thread, one call at a time, with 0 … 1, never falling.
  ///   - isCancelled: asked every few thousand rows; true ends the load with `StoreError.cancelled`.
  package func load(
    _ spec: LoadSpec, progress: (@Sendable (Double) -> Void)? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(StoreError) -> Store {
    try read(spec, progress: progress, isCancelled: isCancelled).store
  }

  /// Reads as `load` does, and says of which state of the file it is.
  package func read(
    _ spec: LoadSpec, progress: (@Sendable (Double) -> Void)? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(StoreError) -> ReadStore {
    if let source { return try load(from: source, spec, progress: progress, isCancelled: isCancelled) }
    let read = try Loader(database: self, spec: spec, progress: progress, isCancelled: isCancelled).load()
    return ReadStore(store: read.store, state: read.state)
  }

  /// The file's state now; compare with that of an earlier moment.
  ///
  /// Nothing tells it of what is behind a wire.
  package func stamp() throws(StoreError) -> DatabaseStamp {
    if source != nil { throw .noSuchFile(path: path) }
    let connection = try connect()
    guard let facts = FileFacts(path: path) else { throw .noSuchFile(path: path) }
    let wal = FileFacts(path: path + "-wal")
    return DatabaseStamp(
      size: facts.size, modifiedNanoseconds: facts.modifiedNanoseconds, inode: facts.inode,
      changeCounter: DatabaseHeader(connection.fileStart(100)).changeCounter, walSize: wal?.size ?? 0,
      walModifiedNanoseconds: wal.map { $0.size > 0 ? $0.modifiedNanoseconds : 0 } ?? 0)
  }

  /// A new connection of its own.
  func connect() throws(StoreError) -> Connection {
    // What another program has written to a log since would not be seen.
    if isImmutable, FileFacts.holdsBytes(path + "-wal") {
      throw .logOutOfReach(path: path, isFolderWritable: FileFacts.isFolderWritable(of: path))
    }
    let connection = try Connection(path: path, isImmutable: isImmutable)
    // A cell that claims more bytes than its page has is found before it is read.
    try connection.run("PRAGMA cell_size_check = ON")
    return connection
  }

  /// What holds the file's state where it is read without locks: equal before and after means that nobody wrote.
  ///
  /// nil where SQLite's own locks do that.
  func unlockedState() -> [FileFacts?]? {
    isImmutable ? [FileFacts(path: path), FileFacts(path: path + "-wal")] : nil
  }

  /// Looks at the header, then has SQLite read the schema.
  private func check(_ facts: FileFacts) throws(StoreError) {
    let connection = try Connection(path: path, isImmutable: isImmutable)
    let header = DatabaseHeader(Array(connection.fileStart(4_096).prefix(Int(min(facts.size, 4_096)))))
    guard header.hasSignature else {
      switch header.guess {
      case .encrypted: throw .encrypted(path: path)
      case .other(let looksLike): throw .notADatabase(path: path, looksLike: looksLike)
      }
    }
    do throws(StoreError) {
      try connection.run("BEGIN")
      try connection.run("SELECT count(*) FROM sqlite_master")
    } catch {
      if case .damaged = error, let cut = truncation(connection) { throw cut }
      // SQLITE_READONLY, SQLITE_CANTOPEN: the log or its index cannot be opened or made.
      if case .failed(_, let code, _) = error, [8, 14].contains(code & 0xFF), header.usesLog {
        throw .logOutOfReach(path: path, isFolderWritable: FileFacts.isFolderWritable(of: path))
      }
      throw error
    }
    // Under the lock of the read transaction.
    if let cut = truncation(connection) { throw cut }
  }

  /// The error for a file that is shorter than its header says; nil where it is not.
  private func truncation(_ connection: Connection) -> StoreError? {
    // With a log beside it the file may rightly be shorter.
    guard let now = FileFacts(path: path), !FileFacts.holdsBytes(path + "-wal"),
      let expected = DatabaseHeader(connection.fileStart(100)).expectedSize, now.size < expected
    else { return nil }
    return .truncated(path: path, expected: expected, actual: now.size)
  }
}
