import KPIEngine

/// The rows of a table as fields, a block of rows after the other: column by column they are made, row by row they are
/// put together.
///
/// What a column's cells have in common is looked at once a block, and a text that many rows have is made a field once.
struct CSVBlocks {
  private static let blockSize = 512

  private let columns: [Cells]
  private let rowCount: Int
  /// Makes one cell's field.
  private let make: (Value, inout [UInt8]) -> Void

  /// All fields of a block, one after the other, behind those that every block has.
  private var bytes: [UInt8] = []
  /// Where each field of a block begins and ends in `bytes`, row by row.
  private var slots: [Slot] = []
  /// The fields of each column that has few different ones, by code; nil for other columns.
  private var shared: [[Slot]?] = []
  private let sharedLength: Int

  private struct Slot {
    var start = 0
    var end = 0
  }

  init(_ rows: ResultRows, make: @escaping (Value, inout [UInt8]) -> Void) {
    columns = rows.columns
    rowCount = rows.count
    self.make = make
    var bytes: [UInt8] = []
    func field(_ value: Value) -> Slot {
      let start = bytes.count
      make(value, &bytes)
      return Slot(start: start, end: bytes.count)
    }
    // Where nearly every row has a text of its own, making all that a dictionary holds would be more work than theirs.
    func isWorthwhile(_ count: Int) -> Bool { count <= rows.count / 2 }
    shared = rows.columns.map { cells in
      switch cells {
      case .texts(_, let texts) where isWorthwhile(texts.count):
        // Code 0 is null, whatever text stands there.
        [field(.null)] + texts.dropFirst().map { field(.text($0)) }
      case .coded(_, let values) where isWorthwhile(values.count): [field(.null)] + values.map(field)
      default: nil
      }
    }
    self.bytes = bytes
    sharedLength = bytes.count
  }

  /// Writes all rows, `delimiter` between the fields and CR LF behind each row.
  mutating func write(delimiter: UInt8, into sink: inout ByteSink) throws {
    slots = [Slot](repeating: Slot(), count: Self.blockSize * columns.count)
    for start in stride(from: 0, to: rowCount, by: Self.blockSize) {
      let rows = start..<min(start + Self.blockSize, rowCount)
      bytes.removeSubrange(sharedLength...)
      for column in columns.indices { fill(rows, column) }
      sink.bytes += lines(rows.count, delimiter)
      try sink.drainIfFull()
    }
  }

  /// Makes a block's fields of one column.
  private mutating func fill(_ rows: Range<Int>, _ column: Int) {
    var place = column
    switch (columns[column], shared[column]) {
    case (.texts(let codes, _), let fields?):
      for row in rows {
        slots[place] = fields[Int(codes[row])]
        place += columns.count
      }
    case (.coded(let places, _), let fields?):
      for row in rows {
        // Null is −1, and stands before the others.
        slots[place] = fields[Int(places[row]) + 1]
        place += columns.count
      }
    case (let cells, _):
      for row in rows {
        let start = bytes.count
        make(cells[row], &bytes)
        slots[place] = Slot(start: start, end: bytes.count)
        place += columns.count
      }
    }
  }

  /// A block's fields put together as lines.
  private func lines(_ rowCount: Int, _ delimiter: UInt8) -> [UInt8] {
    // Behind each field stands a delimiter or, behind a row, CR LF; a row of no fields is an empty line.
    var length = rowCount * (max(columns.count, 1) + 1)
    for slot in slots.prefix(rowCount * columns.count) { length += slot.end - slot.start }
    var lines = [UInt8](repeating: 0, count: length)
    var written = lines.mutableSpan
    let (source, slots) = (bytes.span, slots.span)
    var position = 0
    for row in 0..<rowCount {
      for column in 0..<columns.count {
        if column > 0 {
          written[position] = delimiter
          position += 1
        }
        let slot = slots[row * columns.count + column]
        for index in slot.start..<slot.end {
          written[position] = source[index]
          position += 1
        }
      }
      written[position] = UInt8(ascii: "\r")
      written[position + 1] = UInt8(ascii: "\n")
      position += 2
    }
    return lines
  }
}
