import CSQLite

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A read-only connection.
final class Connection: @unchecked Sendable {
  // SAFETY: opened without SQLite's own mutexes. A connection is made by one thread and handed to at most one
  // worker at a time, whose end is waited for before anyone else uses it.
  let handle: OpaquePointer
  let path: String
  private var watch: Watch?
  /// Bytes that a text or a blob may have; nil: as many as SQLite allows.
  private var lengthLimit: Int32?

  /// What SQLite asks from time to time while it works.
  private final class Watch {
    let shouldStop: @Sendable () -> Bool
    init(_ shouldStop: @escaping @Sendable () -> Bool) { self.shouldStop = shouldStop }
  }

  /// Milliseconds that a lock of another program is waited for.
  static let busyTime: Int32 = 2_000

  /// SQLite's version, `3.40.1`.
  static var version: String { String(cString: sqlite3_libversion()) }

  private static let configured: Void = kpi_sqlite_configure()

  /// Opens without reading: SQLite looks at the file with the first statement.
  ///
  /// - Parameter isImmutable: reads without locks or log files, for a file in a folder that nobody can write.
  init(path: String, isImmutable: Bool = false) throws(StoreError) {
    _ = Self.configured
    // A leading `file:` would be taken for a URI.
    let name = isImmutable ? Self.immutableURI(path) : path.utf8.starts(with: "file:".utf8) ? "./" + path : path
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | (isImmutable ? SQLITE_OPEN_URI : 0)
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(name, &opened, flags, nil)
    guard let handle = opened else { throw .outOfMemory }
    guard code == SQLITE_OK else {
      let systemError = sqlite3_system_errno(handle)
      sqlite3_close_v2(handle)
      if systemError == EACCES || systemError == EPERM { throw .noPermission(path: path) }
      if systemError == ENOENT { throw .noSuchFile(path: path) }
      throw code & 0xFF == SQLITE_NOMEM
        ? .outOfMemory : .failed(path: path, code: code, detail: String(cString: sqlite3_errstr(code)))
    }
    self.handle = handle
    self.path = path
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Self.busyTime)
    kpi_sqlite_harden(handle)
  }

  deinit { sqlite3_close_v2(handle) }

  private static func immutableURI(_ path: String) -> String {
    var uri = "file:"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return uri + "?immutable=1"
  }

  // MARK: Statements

  /// Runs a statement without rows, or throws its rows away.
  func run(_ sql: String) throws(StoreError) {
    let statement = try prepare(sql)
    while try statement.step() {}
  }

  /// Compiles one statement; what follows it in `sql` is not looked at.
  func prepare(_ sql: String) throws(StoreError) -> Statement {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let statement = prepared else { throw error(code) }
    return Statement(statement, connection: self)
  }

  /// Compiles `sql`, which must be exactly one statement that only reads; everything else is refused by name.
  func prepareQuery(_ sql: String) throws(StoreError) -> Statement {
    guard !sql.utf8.contains(0) else { throw .query("a NUL byte stands in the query") }
    sqlite3_set_authorizer(
      handle,
      { _, action, _, detail, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_FUNCTION:
          // The function that loads libraries is off already; refusing it by name gives the clearer message.
          return detail.map { String(cString: $0) == "load_extension" } ?? false ? SQLITE_DENY : SQLITE_OK
        default: return SQLITE_DENY
        }
      }, nil)
    defer { sqlite3_set_authorizer(handle, nil, nil) }
    var prepared: OpaquePointer?
    var code = SQLITE_OK
    var rest = ""
    sql.withCString { text in
      var tail: UnsafePointer<CChar>?
      code = sqlite3_prepare_v2(handle, text, -1, &prepared, &tail)
      // SAFETY: SQLite sets the tail inside `text`, which lives until this closure returns.
      if let tail { rest = String(cString: tail) }
    }
    // A refusal may also come as "the schema has changed", when the schema was read in the same call.
    if code == SQLITE_AUTH || (code == SQLITE_SCHEMA && detail == "not authorized") {
      throw .query("a query may only read: `select` or `with … select`")
    }
    if code & 0xFF == SQLITE_ERROR || code == SQLITE_SCHEMA { throw .query("SQLite refuses the query: \(detail)") }
    guard code == SQLITE_OK else { throw error(code) }
    guard let prepared else { throw .query("the query is empty") }
    let statement = Statement(prepared, connection: self)
    guard sqlite3_stmt_readonly(prepared) != 0, sqlite3_column_count(prepared) > 0 else {
      throw .query("a query may only read: `select` or `with … select`")
    }
    guard try isBlank(rest) else { throw .query("a query is one statement; another one follows it") }
    return statement
  }

  /// Whether only blanks, semicolons and comments are left: SQLite finds no statement in them.
  private func isBlank(_ text: String) throws(StoreError) -> Bool {
    var rest = Substring(text)
    while let first = rest.utf8.first, [9, 10, 12, 13, 32, UInt8(ascii: ";")].contains(first) { rest.removeFirst() }
    if rest.isEmpty { return true }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, String(rest), -1, &prepared, nil)
    defer { sqlite3_finalize(prepared) }
    return code == SQLITE_OK && prepared == nil
  }

  /// Has SQLite ask `shouldStop` every few thousand rows; true ends the running statement as cancelled.
  func watch(_ shouldStop: @escaping @Sendable () -> Bool) {
    let watch = Watch(shouldStop)
    self.watch = watch
    // SAFETY: the connection keeps `watch` alive for as long as SQLite may call back.
    sqlite3_progress_handler(
      handle, 20_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().shouldStop() ? 1 : 0
      }, Unmanaged.passUnretained(watch).toOpaque())
  }

  /// Refuses longer texts and blobs.
  func limitLength(to bytes: Int32) {
    lengthLimit = bytes
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, bytes)
  }

  /// Gives up at once where another program holds a lock.
  func neverWait() { sqlite3_busy_timeout(handle, 0) }

  // MARK: The file behind it

  /// The file's first bytes, through SQLite's own descriptor; fewer where the file is shorter.
  func fileStart(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let code = kpi_sqlite_read_file(handle, &bytes, Int32(count), 0)
    guard code == SQLITE_OK || code == SQLITE_IOERR | (2 << 8) else { return [] }
    return bytes
  }

  /// The WAL index's header, which changes with every commit; nil where there is no such index.
  func walIndex() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 96)
    guard kpi_sqlite_wal_index(handle, &bytes) == SQLITE_OK, bytes.contains(where: { $0 != 0 }) else { return nil }
    return bytes
  }

  // MARK: Errors

  /// SQLite's words for the last failure.
  var detail: String { String(cString: sqlite3_errmsg(handle)) }

  /// The error for a result code of the last call.
  func error(_ code: Int32) -> StoreError {
    let detail = detail
    switch code & 0xFF {
    case SQLITE_NOMEM: return .outOfMemory
    case SQLITE_INTERRUPT: return .cancelled
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: return .locked(path: path)
    case SQLITE_NOTADB:
      return DatabaseHeader(fileStart(100)).hasSignature
        ? .damaged(path: path, detail: detail) : .notADatabase(path: path, looksLike: nil)
    case SQLITE_CORRUPT: return schemaError(detail) ?? .damaged(path: path, detail: detail)
    // A journal that is to be rolled back; the other kinds speak of the files beside a write-ahead log.
    case SQLITE_READONLY where code == SQLITE_READONLY | (3 << 8): return .needsRecovery(path: path)
    case SQLITE_PERM, SQLITE_AUTH: return .noPermission(path: path)
    case SQLITE_IOERR where code == SQLITE_IOERR | (2 << 8):
      return .damaged(path: path, detail: "the file ends too soon")
    case SQLITE_TOOBIG where lengthLimit != nil:
      return .query("a text or a blob of the query has more than \(lengthLimit ?? 0) bytes, the most that one may have")
    case SQLITE_ERROR where detail.hasPrefix("unsupported file format"):
      return .newerSQLite(path: path, object: nil, detail: detail, isCertain: true)
    default: return .failed(path: path, code: code, detail: detail)
    }
  }

  /// The error for an object of the schema that this SQLite does not understand; nil where the schema is damaged.
  ///
  /// SQLite calls both corrupt: `malformed database schema (NAME) - near "…": syntax error`.
  private func schemaError(_ detail: String) -> StoreError? {
    let start = "malformed database schema ("
    guard detail.hasPrefix(start), let end = detail.firstRange(of: ") - ") else { return nil }
    let reason = detail[end.upperBound...]
    let isUnknown = ["near \"", "unrecognized token", "no such ", "unsafe use of", "unknown "].contains {
      reason.hasPrefix($0)
    }
    guard isUnknown else { return nil }
    return .newerSQLite(
      path: path, object: String(detail[..<end.lowerBound].dropFirst(start.count)), detail: String(reason),
      isCertain: DatabaseHeader(fileStart(100)).writerVersion > sqlite3_libversion_number())
  }
}

/// A name as SQL writes it, whatever it holds.
func quoted(_ name: String) -> String {
  var text = "\""
  for character in name.unicodeScalars {
    if character == "\"" { text.unicodeScalars.append("\"") }
    text.unicodeScalars.append(character)
  }
  return text + "\""
}
