import CSQLite

/// A prepared `INSERT` into one table; a row's columns are bound in the table's order.
///
/// Texts are bound without a copy: written into the statement's own room, or kept by a `TextPool`. Both outlive
/// the row, whose step comes before the next binding.
final class Insertion {
  private let statement: OpaquePointer
  private let calendar: DemoCalendar
  private let room: UnsafeMutablePointer<CChar>
  private var column: Int32 = 0
  /// The column being bound has this much room for its text.
  private static let roomPerColumn = 160
  private static let columns = 16

  /// - Throws: `DemoError.database` where the table is missing or has another number of columns.
  init(into table: String, columns: Int, _ file: DemoFile, _ calendar: DemoCalendar) throws(DemoError) {
    let marks = Array(repeating: "?", count: columns).joined(separator: ",")
    statement = try file.prepare("INSERT INTO \(table) VALUES (\(marks))")
    self.calendar = calendar
    room = .allocate(capacity: Self.columns * Self.roomPerColumn)
  }

  deinit {
    sqlite3_finalize(statement)
    room.deallocate()
  }

  func null() {
    column += 1
    sqlite3_bind_null(statement, column)
  }

  func integer(_ value: Int) {
    column += 1
    sqlite3_bind_int64(statement, column, Int64(value))
  }

  func integer(_ value: Int32) { integer(Int(value)) }

  /// A reference: 0 is null.
  func reference(_ id: Int) { id == 0 ? null() : integer(id) }
  func reference(_ id: Int32) { reference(Int(id)) }

  /// Money held in thousands of đồng.
  func thousands(_ value: Int32) { integer(Int(value) * 1000) }

  func real(_ value: Double) {
    column += 1
    sqlite3_bind_double(statement, column, value)
  }

  /// A text that the pool keeps; nil is null.
  func text(_ kept: TextPool.Text?) {
    guard let kept else { return null() }
    column += 1
    sqlite3_bind_text(statement, column, kept.start, kept.count, nil)
  }

  /// Any other text, of at most `roomPerColumn` bytes; what is longer is copied.
  func text(_ text: String) {
    column += 1
    var text = text
    let index = column
    text.withUTF8 { bytes in
      let start = place
      if bytes.count <= Self.roomPerColumn {
        for (offset, byte) in bytes.enumerated() { start[offset] = CChar(bitPattern: byte) }
        sqlite3_bind_text(statement, index, start, Int32(bytes.count), nil)
      } else {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        bytes.withMemoryRebound(to: CChar.self) {
          _ = sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), copied)
        }
      }
    }
  }

  /// `YYYY-MM-DD`; `Int32.min` is null.
  func day(_ day: Int32) {
    guard day != .min else { return null() }
    column += 1
    write(day: Int(day), to: place)
    sqlite3_bind_text(statement, column, place, 10, nil)
  }

  /// `YYYY-MM-DD HH:MM:SS`; below 0 is null.
  func moment(_ moment: Moment) {
    guard moment >= 0 else { return null() }
    column += 1
    let start = place
    let second = Int(moment) % DemoCalendar.secondsPerDay
    write(day: Int(moment) / DemoCalendar.secondsPerDay, to: start)
    start[10] = CChar(UInt8(ascii: " "))
    Self.write(second / 3600, to: start + 11)
    start[13] = CChar(UInt8(ascii: ":"))
    Self.write(second / 60 % 60, to: start + 14)
    start[16] = CChar(UInt8(ascii: ":"))
    Self.write(second % 60, to: start + 17)
    sqlite3_bind_text(statement, column, start, 19, nil)
  }

  /// Inserts the row that was bound.
  ///
  /// - Returns: SQLite's result code, `SQLITE_DONE` where all is well.
  func insert() -> Int32 {
    column = 0
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    return code
  }

  /// The room of the column that is being bound.
  private var place: UnsafeMutablePointer<CChar> { room + (Int(column) - 1) % Self.columns * Self.roomPerColumn }

  private func write(day: Int, to start: UnsafeMutablePointer<CChar>) {
    let date = calendar.date(day)
    Self.write(date.year / 100, to: start)
    Self.write(date.year % 100, to: start + 2)
    start[4] = CChar(UInt8(ascii: "-"))
    Self.write(date.month, to: start + 5)
    start[7] = CChar(UInt8(ascii: "-"))
    Self.write(date.day, to: start + 8)
  }

  private static func write(_ number: Int, to start: UnsafeMutablePointer<CChar>) {
    start[0] = CChar(truncatingIfNeeded: 48 + number / 10)
    start[1] = CChar(truncatingIfNeeded: 48 + number % 10)
  }
}

/// Texts that stay where they are for as long as the pool lives.
final class TextPool {
  struct Text {
    fileprivate let start: UnsafePointer<CChar>
    fileprivate let count: Int32
  }

  private var kept: [UnsafeMutablePointer<CChar>] = []

  func keep(_ text: String) -> Text {
    let bytes = Array(text.utf8)
    let start = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, bytes.count))
    for (offset, byte) in bytes.enumerated() { start[offset] = CChar(bitPattern: byte) }
    kept.append(start)
    return Text(start: start, count: Int32(bytes.count))
  }

  func keep(_ texts: [String]) -> [Text] { texts.map { keep($0) } }

  deinit { for start in kept { start.deallocate() } }
}
