import CSQLite

/// A compiled statement and the row it stands on.
final class Statement {
  private let handle: OpaquePointer
  private let connection: Connection

  init(_ handle: OpaquePointer, connection: Connection) {
    self.handle = handle
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  /// Goes to the next row; false after the last.
  func step() throws(StoreError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw connection.error(code)
  }

  func bind(_ number: Int64, at index: Int32) { sqlite3_bind_int64(handle, index, number) }

  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  func columnName(_ index: Int) -> String {
    sqlite3_column_name(handle, Int32(index)).map { String(cString: $0) } ?? ""
  }

  /// The row it stands on; its cells are valid until the next `step`.
  var row: Row { Row(handle) }
}

/// The cells of one row, where SQLite holds them, or whoever brought them.
struct Row {
  /// How SQLite stores a cell.
  enum Storage { case integer, real, text, blob, null }

  // SAFETY: a row is handed to readers inside one step of the statement, or before a held one is cleared, and no reader
  // keeps it; one of both is there.
  private let handle: OpaquePointer?
  private let held: Unmanaged<HeldRow>?

  init(_ handle: OpaquePointer) {
    self.handle = handle
    held = nil
  }

  init(_ held: HeldRow) {
    handle = nil
    self.held = Unmanaged.passUnretained(held)
  }

  /// How the cell is stored; ask before any reading of it, which may convert it in place.
  @inline(__always)
  func storage(_ cell: Int32) -> Storage {
    if let held { return held._withUnsafeGuaranteedRef { $0.cells[Int(cell)].storage } }
    return switch sqlite3_column_type(handle, cell) {
    case SQLITE_INTEGER: .integer
    case SQLITE_TEXT: .text
    case SQLITE_FLOAT: .real
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  /// A cell that is stored as a whole number.
  @inline(__always)
  func integer(_ cell: Int32) -> Int64 {
    if let held { return held._withUnsafeGuaranteedRef { $0.cells[Int(cell)].number } }
    return sqlite3_column_int64(handle, cell)
  }

  /// A cell that is stored as a number.
  @inline(__always)
  func real(_ cell: Int32) -> Double {
    if let held { return held._withUnsafeGuaranteedRef { $0.real(cell) } }
    return sqlite3_column_double(handle, cell)
  }

  /// The cell as SQLite writes it, UTF-8 (not checked); a number as its digits.
  @inline(__always)
  func bytes(_ cell: Int32) -> Bytes {
    if let held { return held._withUnsafeGuaranteedRef { $0.bytes(cell) } }
    // The text first: asking for the length converts, and the text could move.
    guard let text = sqlite3_column_text(handle, cell) else { return Bytes.empty }
    return Bytes(text, count: Int(sqlite3_column_bytes(handle, cell)))
  }

  /// The cell's text with bad bytes repaired.
  func text(_ cell: Int32) -> String { bytes(cell).text }

  /// A blob's bytes.
  func blob(_ cell: Int32) -> UnsafeBufferPointer<UInt8> {
    if let held {
      let bytes = held._withUnsafeGuaranteedRef { $0.bytes(cell) }
      return UnsafeBufferPointer(start: bytes.base, count: bytes.count)
    }
    let blob = sqlite3_column_blob(handle, cell)
    return UnsafeBufferPointer(
      start: blob?.assumingMemoryBound(to: UInt8.self), count: Int(sqlite3_column_bytes(handle, cell)))
  }

  /// A blob as SQL writes it: `x'00FF'`.
  func blobLiteral(_ cell: Int32) -> String {
    var text = "x'"
    for byte in blob(cell) { text += (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
    return text + "'"
  }
}

/// Bytes that somebody else holds, read with bounds checked.
struct Bytes {
  // SAFETY: whoever makes one keeps the memory for as long as it is used; the subscript never leaves it.
  let base: UnsafePointer<UInt8>
  let count: Int

  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  private static let nothing = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    byte.initialize(to: 0)
    return Bytes(byte, count: 0)
  }()

  static var empty: Bytes { nothing }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "byte outside the text")
    return base[index]
  }

  /// Without `first` bytes in front; `first` ≤ `count`.
  @inline(__always)
  func dropping(_ first: Int) -> Bytes {
    precondition(first >= 0 && first <= count, "byte outside the text")
    return Bytes(base + first, count: count - first)
  }

  /// Without blanks on either side.
  var trimmed: Bytes {
    var low = 0
    var high = count
    while low < high, Self.isBlank(base[low]) { low += 1 }
    while high > low, Self.isBlank(base[high - 1]) { high -= 1 }
    return Bytes(base + low, count: high - low)
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

  func isEqual(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where base[index] != other.base[index] { return false }
    return true
  }

  /// Whether it comes first by its bytes, which for UTF-8 is the order of the characters' numbers.
  func precedes(_ other: Bytes) -> Bool {
    for index in 0..<min(count, other.count) where base[index] != other.base[index] {
      return base[index] < other.base[index]
    }
    return count < other.count
  }

  /// As a string; bad UTF-8 reads as U+FFFD.
  var text: String { String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self) }

  /// Runs `body` on the bytes of `text`.
  static func with<Result>(_ text: String, _ body: (Bytes) -> Result) -> Result {
    var text = text
    return text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return body(.empty) }
      return body(Bytes(base, count: buffer.count))
    }
  }
}

// SAFETY: immutable; the only shared instance is `empty`, which is never freed.
extension Bytes: @unchecked Sendable {}
