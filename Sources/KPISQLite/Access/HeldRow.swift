import CSQLite

/// The values of one row as SQLite would hold them, in memory: for rows that come from elsewhere.
final class HeldRow {
  struct Cell {
    var storage = Row.Storage.null
    /// A whole number, or the bits of a floating one.
    var number: Int64 = 0
    /// The bytes of a text or blob.
    var base: UnsafePointer<UInt8>?
    var count = 0
  }

  // SAFETY: as many cells as the row was made for and one more, always null; a `Row` of it asks for those alone, and is used
  // before the next row is begun.
  let cells: UnsafeMutablePointer<Cell>
  /// Columns that can be put.
  let count: Int
  private var copies: UnsafeMutablePointer<UInt8>
  private var room = 1 << 12
  private var used = 0
  /// Places of copies that were too small, which cells of this row may still lead to.
  private var outgrown: [UnsafeMutablePointer<UInt8>] = []
  private lazy var texts = NumberTexts()

  init(count: Int) {
    self.count = count
    cells = .allocate(capacity: count + 1)
    cells.initialize(repeating: Cell(), count: count + 1)
    copies = .allocate(capacity: room)
  }

  deinit {
    cells.deallocate()
    copies.deallocate()
    for old in outgrown { old.deallocate() }
  }

  @inline(__always)
  func put(_ cell: Cell, at column: Int) {
    precondition(column >= 0 && column < count, "value outside the row")
    cells[column] = cell
  }

  /// Bytes that stay until the row has ended.
  func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8> {
    if used + bytes.count > room {
      outgrown.append(copies)
      room = max(room * 2, bytes.count)
      copies = .allocate(capacity: room)
      used = 0
    }
    let place = copies + used
    if let base = bytes.baseAddress { place.update(from: base, count: bytes.count) }
    used += bytes.count
    return UnsafePointer(place)
  }

  /// Begins the next row: nothing is put.
  func clear() {
    for column in 0..<count { cells[column].storage = .null }
    used = 0
    if !outgrown.isEmpty {
      for old in outgrown { old.deallocate() }
      outgrown = []
    }
  }

  /// The cell as SQLite writes it, until the next one is asked for.
  func bytes(_ cell: Int32) -> Bytes {
    let cell = cells[Int(cell)]
    switch cell.storage {
    case .text, .blob: return cell.base.map { Bytes($0, count: cell.count) } ?? .empty
    case .integer: return texts.text(cell.number)
    case .real: return texts.text(Double(bitPattern: UInt64(bitPattern: cell.number)))
    case .null: return .empty
    }
  }

  /// As SQLite reads a number where the column does not say.
  func real(_ cell: Int32) -> Double {
    let cell = cells[Int(cell)]
    return cell.storage == .integer ? Double(cell.number) : Double(bitPattern: UInt64(bitPattern: cell.number))
  }
}

/// Numbers as SQLite writes them: its own versions differ, so it is asked.
private final class NumberTexts {
  private var database: OpaquePointer?
  private var statement: OpaquePointer?

  init() {
    guard sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else {
      return
    }
    sqlite3_prepare_v2(database, "SELECT ?1", -1, &statement, nil)
  }

  deinit {
    sqlite3_finalize(statement)
    sqlite3_close_v2(database)
  }

  func text(_ number: Int64) -> Bytes { text { sqlite3_bind_int64(statement, 1, number) } }
  func text(_ number: Double) -> Bytes { text { sqlite3_bind_double(statement, 1, number) } }

  private func text(_ bind: () -> Int32) -> Bytes {
    guard let statement else { return .empty }
    sqlite3_reset(statement)
    guard bind() == SQLITE_OK, sqlite3_step(statement) == SQLITE_ROW, let text = sqlite3_column_text(statement, 0)
    else {
      return .empty
    }
    // SAFETY: valid until the statement is reset, which the next text does.
    return Bytes(text, count: Int(sqlite3_column_bytes(statement, 0)))
  }
}
