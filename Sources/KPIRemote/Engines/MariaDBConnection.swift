import CMariaDB
import KPILanguage
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A column of an answer.
struct MariaDBField: Sendable {
  var name: String
  /// As the protocol numbers types.
  var type: Int32
  var isBinary: Bool
}

/// A connection to MySQL or MariaDB; one query at a time.
final class MariaDBConnection: @unchecked Sendable {
  // SAFETY: callers hold it one at a time; a call that was left behind keeps it alive until it comes back. What cancels uses
  // the numbers under the lock, and a connection of its own.
  private let library: MariaDBLibrary
  private let place: RemoteAddress
  private let handle: OpaquePointer
  private let session = Mutex<(thread: UInt, socket: Int32)?>(nil)

  /// Parameters of an address that are options of the library.
  static let parameters = ["socket", "connect_timeout", "ssl_ca", "ssl_cert", "ssl_key", "ssl_verify_server_cert"]

  /// Connects; user and password that the address lacks come from the library's own files and MYSQL_PWD.
  convenience init(
    _ place: RemoteAddress, isCancelled: @escaping @Sendable () -> Bool
  ) throws(EngineFailure) {
    let library = try MariaDBLibrary.load()
    guard let handle = library.start(nil) else { throw EngineFailure(.noDriver, own: "out of memory") }
    self.init(library, place, handle)
    try EngineCall.run(isCancelled: isCancelled) { [self] () throws(EngineFailure) in try open() }
  }

  private init(_ library: MariaDBLibrary, _ place: RemoteAddress, _ handle: OpaquePointer) {
    self.library = library
    self.place = place
    self.handle = handle
  }

  deinit { library.close(handle) }

  private func open(waiting: UInt32? = nil) throws(EngineFailure) {
    try Self.checkFile()
    var seconds = waiting ?? place.parameter("connect_timeout").flatMap { UInt32($0) } ?? 10
    _ = library.setOption(handle, MariaDBLibrary.Option.connectTimeout.rawValue, &seconds)
    set(.defaultGroup, "kpi")
    set(.characters, "utf8mb4")
    // A server may ask its client for any file: ours has none to give.
    var off: UInt32 = 0
    _ = library.setOption(handle, MariaDBLibrary.Option.localFiles.rawValue, &off)
    if place.port != nil, place.host != nil, place.parameter("socket") == nil {
      // Else `localhost` would mean the socket, whatever the port: perhaps another server.
      var overNetwork: UInt32 = 1
      _ = library.setOption(handle, MariaDBLibrary.Option.transport.rawValue, &overNetwork)
    }
    let files: [(MariaDBLibrary.Option, String)] = [
      (.authority, "ssl_ca"), (.certificate, "ssl_cert"), (.key, "ssl_key"),
    ]
    for (option, name) in files { if let file = place.parameter(name) { set(option, file) } }
    if let text = place.parameter("ssl_verify_server_cert") {
      var isWanted: CChar = ["1", "true", "on", "yes"].contains(text.lowercased()) ? 1 : 0
      _ = library.setOption(handle, MariaDBLibrary.Option.verifiesServer.rawValue, &isWanted)
    }
    let password = getenv("MYSQL_PWD").map { String(cString: $0) }
    let connected = library.connect(
      handle, place.host, place.user, password, place.database, UInt32(place.port ?? 0), place.parameter("socket"), 0)
    guard connected != nil else { throw failure(.cannotConnect) }
    session.withLock { $0 = (UInt(library.thread(handle)), library.socket(handle)) }
  }

  private func set(_ option: MariaDBLibrary.Option, _ text: String) {
    _ = text.withCString { library.setOption(handle, option.rawValue, $0) }
  }

  /// A file with a password that others may read is not used.
  private static func checkFile() throws(EngineFailure) {
    guard let home = getenv("HOME").map({ String(cString: $0) }), !home.isEmpty else { return }
    let path = home + "/.my.cnf"
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return }
    guard let file = fopen(path, "r") else { return }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    guard String(decoding: bytes[..<count], as: UTF8.self).lowercased().contains("password") else { return }
    throw EngineFailure(
      .cannotConnect, own: "others may read `~/.my.cnf`, which holds a password: `chmod 600 ~/.my.cnf`")
  }

  // MARK: Queries

  /// Runs a statement and hands over its rows, one call for each and to their end.
  ///
  /// - Parameter body: is called on another thread while this one waits; what a cell points to is gone after it.
  func query(
    _ sql: String, isCancelled: @escaping @Sendable () -> Bool,
    fields: (@Sendable ([MariaDBField]) -> Void)? = nil,
    row body: (@Sendable (borrowing MariaDBRow) throws(EngineFailure) -> Void)? = nil
  ) throws(EngineFailure) {
    try EngineCall.run(isCancelled: isCancelled, cancel: cancel) { [self] () throws(EngineFailure) in
      var sql = sql
      let code = sql.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { library.query(handle, $0.baseAddress, UInt($0.count)) }
      }
      guard code == 0 else { throw failure(.refused) }
      guard let result = library.result(handle) else {
        if library.errorNumber(handle) != 0 { throw failure(.refused) }
        return
      }
      defer { library.freeResult(result) }
      let found = self.fields(of: result)
      fields?(found)
      var count = 0
      while let row = library.row(result) {
        guard let lengths = library.lengths(result) else { throw failure(.lost) }
        count += 1
        if count & 1_023 == 0, isCancelled() { throw .cancelled }
        try body?(MariaDBRow(cells: row, lengths: lengths, fields: found))
      }
      // The end of the rows and the end of the connection look the same but for this.
      if library.errorNumber(handle) != 0 { throw failure(.lost) }
    }
  }

  private func fields(of result: OpaquePointer) -> [MariaDBField] {
    let count = Int(library.fieldCount(result))
    guard let fields = library.fields(result) else { return [] }
    return (0..<count).map { number in
      let field = fields[number]
      // Character set 63 is none: bytes.
      return MariaDBField(
        name: field.name.map { String(cString: $0) } ?? "", type: field.type, isBinary: field.charset == 63)
    }
  }

  private func failure(_ kind: EngineFailure.Kind) -> EngineFailure {
    let number = library.errorNumber(handle)
    let text = library.errorText(handle).map { String(cString: $0) } ?? ""
    switch number {
    // The query was killed; the connection was; the server went, the connection broke, is idle for too long.
    case 1_317: return EngineFailure(.cancelled, text)
    case 1_053, 1_927, 2_006, 2_013, 2_026, 2_055, 4_031:
      return EngineFailure(kind == .cannotConnect ? kind : .lost, "\(text) (\(number))")
    case 1_142, 1_143, 1_044, 1_370: return EngineFailure(kind, "\(text) (\(number))", sqlState: "42501")
    default: return EngineFailure(kind, "\(text) (\(number))")
    }
  }

  /// Has the server kill what is running, through a connection of its own; where it does not answer, ours is cut.
  private var cancel: @Sendable () -> Void {
    { [self] in
      guard let (thread, socket) = session.withLock({ $0 }) else { return }
      if let own = library.start(nil) {
        let side = MariaDBConnection(library, place, own)
        if (try? side.open(waiting: 2)) != nil {
          let text = "KILL QUERY \(thread)"
          if text.withCString({ library.query(own, $0, UInt(text.utf8.count)) }) == 0 { return }
        }
      }
      shutdown(socket, Int32(SHUT_RDWR))
    }
  }
}

/// The cells of a row, where the library holds them.
struct MariaDBRow: ~Copyable {
  // SAFETY: the library gives as many cells as fields, each with its length, valid until the next row.
  fileprivate let cells: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  fileprivate let lengths: UnsafeMutablePointer<UInt>
  let fields: [MariaDBField]

  /// The cell as its type says; numbers come as digits.
  func cell(_ column: Int) -> EngineCell {
    precondition(fields.indices.contains(column), "column outside the row")
    guard let cell = cells[column] else { return .null }
    let bytes = UnsafeBufferPointer(
      start: UnsafeRawPointer(cell).assumingMemoryBound(to: UInt8.self), count: Int(lengths[column]))
    switch fields[column].type {
    case 1, 2, 3, 8, 9, 13: return Self.whole(bytes)
    case 4, 5: return Double(String(decoding: bytes, as: UTF8.self)).map { .real($0) } ?? .text(bytes)
    case 16: return .unsigned(bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) })
    case 249, 250, 251, 252, 253, 254, 15: return fields[column].isBinary ? .bytes(bytes) : .text(bytes)
    case 255: return .bytes(bytes)
    default: return .text(bytes)
    }
  }

  private static func whole(_ digits: UnsafeBufferPointer<UInt8>) -> EngineCell {
    var index = digits.startIndex
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var number: UInt64 = 0
    guard index < digits.endIndex else { return .text(digits) }
    while index < digits.endIndex {
      let digit = digits[index] &- 48
      let (shifted, first) = number.multipliedReportingOverflow(by: 10)
      let (sum, second) = shifted.addingReportingOverflow(UInt64(digit))
      guard digit <= 9, !first, !second else { return .text(digits) }
      number = sum
      index += 1
    }
    if let whole = Int64(exactly: number) { return .integer(isNegative ? -whole : whole) }
    return isNegative ? (number == 1 << 63 ? .integer(.min) : .text(digits)) : .unsigned(number)
  }
}
