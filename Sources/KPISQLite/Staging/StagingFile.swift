import CSQLite
import KPILanguage
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A database of SQLite's that rows from elsewhere are brought into: a file of 0600 in a folder of 0700 that goes with it.
///
/// Its columns have no types, so that every value stays as it was brought.
package final class StagingFile: RowTarget, @unchecked Sendable {
  // SAFETY: one thread at a time writes; who is left behind by a cancelled call keeps the file until it ends.
  let path: String
  private let folder: String
  private var handle: OpaquePointer?

  private static let prefix = "kpi-rows-"

  /// Makes the file, and throws away what programs that were killed have left.
  package init() throws(StoreError) {
    let parent = Self.parent
    Self.removeLeftovers()
    var template = Array("\(parent)/\(Self.prefix)\(getpid())-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Self.noRoom(parent, Message(known: String(cString: strerror(errno)).lowercased()))
    }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/rows.db"
    Self.made.withLock { _ = $0.insert(folder) }
    _ = Self.removesAtExit
    // SQLite makes its files with 0644: this one is there before it comes.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard file >= 0, code == SQLITE_OK else { throw Self.noRoom(parent, "it cannot be written") }
    // Nobody reads it before it is whole, and it is worth nothing after a crash.
    for setting in ["page_size = 32768", "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"] {
      sqlite3_exec(handle, "PRAGMA \(setting)", nil, nil, nil)
    }
    try run("BEGIN")
  }

  private static var parent: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
  }

  deinit {
    sqlite3_close_v2(handle)
    Self.remove(folder)
    Self.made.withLock { _ = $0.remove(folder) }
  }

  /// Begins a table; the one before it has ended.
  package func table(_ name: String, columns: [String]) throws(StoreError) -> RowSink {
    // A table needs a column, and a model may read none.
    let names = columns.isEmpty ? ["kpi"] : columns
    try run("CREATE TABLE \(quoted(name)) (\(names.map(quoted).joined(separator: ", ")))")
    let places = repeatElement("?", count: names.count).joined(separator: ", ")
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, "INSERT INTO \(quoted(name)) VALUES (\(places))", -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw error(code) }
    return StagingTable(statement, file: self)
  }

  /// Ends the writing.
  package func finish() throws(StoreError) {
    try run("COMMIT")
    sqlite3_close_v2(handle)
    handle = nil
  }

  private func run(_ sql: String) throws(StoreError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  func error(_ code: Int32) -> StoreError {
    let text: Message = handle.map { Message(written: String(cString: sqlite3_errmsg($0))) } ?? "it is closed"
    return code & 0xFF == SQLITE_NOMEM ? .outOfMemory : Self.noRoom(FileFacts.folder(of: folder), text)
  }

  private static func noRoom(_ parent: String, _ reason: Message) -> StoreError {
    .engine(
      code: "cannot-open", "the rows cannot be kept in `\(parent)` while they are read: \(reason)",
      help: "set TMPDIR to a folder that has room")
  }

  // MARK: What is left

  private static let made = Mutex<Set<String>>([])

  /// A program that ends in the middle of a load ends without letting its objects go.
  private static let removesAtExit: Void = {
    atexit { StagingFile.made.withLock { $0 }.forEach(StagingFile.remove) }
  }()

  private static func remove(_ folder: String) {
    unlink(folder + "/rows.db")
    unlink(folder + "/rows.db-journal")
    rmdir(folder)
  }

  /// Removes the folders of this user's programs that are no longer there.
  static func removeLeftovers() {
    let parent = Self.parent
    guard let stream = opendir(parent) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      guard name.hasPrefix(prefix), let number = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
        kill(number, 0) != 0, errno == ESRCH
      else { continue }
      var status = stat()
      let folder = "\(parent)/\(name)"
      guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
        continue
      }
      remove(folder)
    }
  }
}

/// Writes the rows of one table.
package final class StagingTable: RowSink {
  private let statement: OpaquePointer
  private let file: StagingFile

  fileprivate init(_ statement: OpaquePointer, file: StagingFile) {
    self.statement = statement
    self.file = file
    super.init()
  }

  deinit { sqlite3_finalize(statement) }

  override package func put(_ number: Int64, at column: Int) {
    sqlite3_bind_int64(statement, Int32(truncatingIfNeeded: column + 1), number)
  }

  override func put(real number: Double, at column: Int) {
    sqlite3_bind_double(statement, Int32(truncatingIfNeeded: column + 1), number)
  }

  override package func put(held text: UnsafeBufferPointer<UInt8>, at column: Int) {
    let index = Int32(truncatingIfNeeded: column + 1)
    guard let base = text.baseAddress, text.count <= Int(Int32.max) else {
      sqlite3_bind_text(statement, index, "", 0, nil)
      return
    }
    // SAFETY: the bytes are the driver's until its next batch, and the row is written before that.
    base.withMemoryRebound(to: CChar.self, capacity: text.count) {
      _ = sqlite3_bind_text(statement, index, $0, Int32(text.count), nil)
    }
  }

  override package func put(copied text: UnsafeBufferPointer<UInt8>, at column: Int) {
    let index = Int32(truncatingIfNeeded: column + 1)
    guard let base = text.baseAddress else {
      sqlite3_bind_text(statement, index, "", 0, nil)
      return
    }
    // SAFETY: SQLite copies the bytes before this returns.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    base.withMemoryRebound(to: CChar.self, capacity: text.count) {
      _ = sqlite3_bind_text(statement, index, $0, Int32(truncatingIfNeeded: text.count), copied)
    }
  }

  override package func put(held blob: UnsafeRawBufferPointer, at column: Int) {
    let index = Int32(truncatingIfNeeded: column + 1)
    guard let base = blob.baseAddress, blob.count > 0, blob.count <= Int(Int32.max) else {
      sqlite3_bind_zeroblob(statement, index, 0)
      return
    }
    sqlite3_bind_blob(statement, index, base, Int32(blob.count), nil)
  }

  override package func endRow() throws(StoreError) {
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE else { throw file.error(code) }
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
  }
}
