import CSQLite
import Glibc

/// The database while it is being written: under another name, beside its place, inside one transaction.
///
/// Where it is not put in its place it is removed again.
final class DemoFile {
  private let path: String
  private let temporary: String
  private let handle: OpaquePointer
  private let overwrites: Bool

  /// Begins the file and creates the schema in it.
  ///
  /// - Parameter pageLimit: the most pages it may have; nil: as many as the disk holds.
  init(path: String, overwrites: Bool, pageLimit: Int?, schema: [UInt8]) throws(DemoError) {
    try Self.check(path, overwrites: overwrites)
    self.path = path
    self.overwrites = overwrites
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(path[...$0]) } ?? "./"
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    temporary = "\(folder).\(name).\(getpid()).tmp"
    try Self.probe(temporary, for: path)

    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      temporary, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      unlink(temporary)
      throw .database(path: path, message: message)
    }
    handle = opened
    // A file of fixed page size and settings: its bytes depend on the rows alone.
    try run("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = none;")
    try run("PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA locking_mode = exclusive;")
    try run("PRAGMA cache_size = -16000; PRAGMA temp_store = memory;")
    if let pageLimit { try run("PRAGMA max_page_count = \(pageLimit);") }
    try run(String(decoding: schema, as: UTF8.self))
    // Employees and customers refer to rows that are written later; a test checks every reference at the end.
    try run("PRAGMA foreign_keys = off; BEGIN;")
  }

  deinit {
    sqlite3_close_v2(handle)
    // After `finish` there is nothing under this name any more.
    unlink(temporary)
  }

  func run(_ sql: String) throws(DemoError) { try check(sqlite3_exec(handle, sql, nil, nil, nil)) }

  func prepare(_ sql: String) throws(DemoError) -> OpaquePointer {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
    guard let statement else { throw .database(path: path, message: "empty statement") }
    return statement
  }

  /// Throws what a result code of SQLite means.
  func check(_ code: Int32) throws(DemoError) {
    switch code & 0xFF {
    case SQLITE_OK, SQLITE_DONE, SQLITE_ROW: return
    case SQLITE_FULL: throw .diskFull(path: path)
    default:
      // A write error tells more through the system's own number than through SQLite's text.
      if sqlite3_system_errno(handle) == ENOSPC || sqlite3_system_errno(handle) == EDQUOT {
        throw .diskFull(path: path)
      }
      throw .database(path: path, message: String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// Ends the transaction and puts the file in its place.
  func finish() throws(DemoError) {
    try run("COMMIT;")
    try check(sqlite3_db_cacheflush(handle))
    if overwrites {
      for suffix in Self.sideFiles { unlink(path + suffix) }
      guard rename(temporary, path) == 0 else { throw .cannotWrite(path: path, reason: Self.reason(errno)) }
      return
    }
    // Unlike a renaming, a link never replaces what somebody else has put there meanwhile.
    if link(temporary, path) == 0 { return }
    let number = errno
    if number == EEXIST { throw .fileExists(path: path) }
    // Some file systems have no links.
    try Self.check(path, overwrites: false)
    guard rename(temporary, path) == 0 else { throw .cannotWrite(path: path, reason: Self.reason(errno)) }
  }

  /// What an earlier database of the name may have left: SQLite would play it back into the new one.
  private static let sideFiles = ["-wal", "-journal", "-shm"]

  // MARK: before anything is written

  private static func check(_ path: String, overwrites: Bool) throws(DemoError) {
    var status = stat()
    if lstat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(path: path) }
      if !overwrites { throw .fileExists(path: path) }
    }
    for suffix in sideFiles where !overwrites && lstat(path + suffix, &status) == 0 {
      throw .fileExists(path: path + suffix)
    }
  }

  /// Creates the file empty: the system's reason is clearer than SQLite's "unable to open database file".
  private static func probe(_ temporary: String, for path: String) throws(DemoError) {
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      let number = errno
      if number == ENOSPC || number == EDQUOT { throw .diskFull(path: path) }
      throw .cannotWrite(path: path, reason: reason(number))
    }
    close(file)
  }

  private static func reason(_ number: Int32) -> String {
    String(cString: strerror(number)).lowercased()
  }
}
