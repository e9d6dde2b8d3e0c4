import KPIEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The exact state of a database: two equal ones hold the same rows.
///
/// Without a write-ahead log every commit moves the counter in the header. With one nothing in the header moves: there the
/// log's index says which frame was committed last, with a checksum over every frame before it. Beside either stand
/// what the file system knows, for whatever writes without SQLite. A clock that ticks slowly may give two states one
/// time: so a state is only kept where the files had been at rest for a while (`wasAtRest`). What is behind a wire tells its
/// state itself, where it can (`TableSource.state`).
struct DatabaseState: Hashable, Sendable {
  /// All that tells it from other states.
  let bytes: [UInt8]
  /// Nanoseconds since 1970: when one of the files was last changed, and when that was looked at.
  private let changedAt: Int64
  private let seenAt: Int64

  static func == (lhs: DatabaseState, rhs: DatabaseState) -> Bool { lhs.bytes == rhs.bytes }
  func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  /// nil where something leaves doubt.
  ///
  /// - Parameters:
  ///   - connection: one that has read the schema, so that the log's index is mapped.
  ///   - usesLog: whether the database is in WAL mode.
  init?(of database: Database, through connection: Connection, usesLog: Bool) {
    guard let file = FileFacts(path: database.path) else { return nil }
    let header = connection.fileStart(100)
    guard header.count == 100 else { return nil }
    var bytes = ByteWriter()
    bytes.put(file)
    bytes.put(bytes: header)
    var changedAt = file.lastChange
    if var log = FileFacts(path: database.path + "-wal"), log.size > 0, usesLog {
      // SQLite gives the log to the database's owner whenever root opens it, which moves this time and nothing else.
      log.changedNanoseconds = log.modifiedNanoseconds
      bytes.put(log)
      changedAt = max(changedAt, log.lastChange)
      // Without the index nobody knows which of the log's frames count.
      guard !database.isImmutable, let index = connection.walIndex(), index[..<48] == index[48...], index[12] == 1
      else { return nil }
      // The last committed frame, the pages that the database then has, the checksum up to there, the log's salts.
      bytes.put(bytes: Array(index[16..<40]))
    }
    self.bytes = bytes.bytes
    self.changedAt = changedAt
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    seenAt = Int64(now.tv_sec) &* 1_000_000_000 &+ Int64(now.tv_nsec)
  }

  /// What a source tells of itself: no clock of ours has a part in it.
  init(ofSource bytes: [UInt8]) { (self.bytes, changedAt, seenAt) = (bytes, .min, 0) }

  /// Whether the files had not been changed for so long when they were looked at.
  func wasAtRest(nanoseconds: Int64) -> Bool { changedAt <= seenAt - nanoseconds }
}

extension FileFacts {
  fileprivate var lastChange: Int64 { max(modifiedNanoseconds, changedNanoseconds) }
}

extension ByteWriter {
  fileprivate mutating func put(_ facts: FileFacts) {
    put(facts.size)
    put(facts.modifiedNanoseconds)
    put(facts.changedNanoseconds)
    put(facts.inode)
    put(facts.device)
  }
}

extension Database {
  /// The state that a reader of what `spec` names would see now; nil where it cannot be told.
  func stateNow(
    for spec: LoadSpec, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> DatabaseState? {
    if let source {
      guard let schema = try? source.schema().schema else { return nil }
      return source.state(of: WantedTable.all(of: spec, in: schema).map(\.name), isCancelled)
        .map(DatabaseState.init(ofSource:))
    }
    return try? ReadState(of: self, count: 1, isStopping: { false }).files
  }
}
