/// A column of cells as they come, kept as numbers of eight bytes, or as codes of a few texts, as long as all are of one
/// kind.
///
/// What is read of `cells` equals what was appended.
package struct CellsBuilder: Sendable {
  private enum Kind: Equatable {
    /// Nulls alone, so far.
    case nothing
    case exact(scale: Int)
    case real
    case texts
    /// Times, or bare dates, where all days have the usual length.
    case stamps(areDates: Bool)
    case mixed
  }

  private var kind = Kind.nothing
  private var count = 0
  /// Exact numbers, or stamps.
  private var exact: [Int64] = []
  private var reals: [Double] = []
  private var codes: [UInt32] = []
  private var texts = [""]
  private var codeOfText: [String: UInt32] = [:]
  private var values: [Value] = []
  private let capacity: Int

  /// Where there are more different texts, each is kept as it came.
  private static let mostTexts = 4_096

  package init(capacity: Int = 0) { self.capacity = capacity }

  package var cells: Cells {
    switch kind {
    case .nothing: .exact(Array(repeating: nullNumber, count: count), scale: 0)
    case .exact(let scale): .exact(exact, scale: scale)
    case .real: .reals(reals)
    case .texts: .texts(codes, among: TextList(texts))
    case .stamps(let areDates): .stamps(exact, areDates: areDates, in: .utc)
    case .mixed: .values(values)
    }
  }

  package mutating func append(_ value: Value) {
    switch value {
    case .null: return appendNull()
    case .integer(let number) where number != nullNumber: return append(number, scale: 0)
    case .decimal(let number, let scale) where scale > 0 && number != nullNumber: return append(number, scale: scale)
    case .real(let number) where !number.isNaN && becomes(.real): reals.append(number)
    case .text(let text):
      if becomes(.texts), let code = code(of: text) { codes.append(code) } else { appendMixed(value) }
    case .date(let day) where becomes(.stamps(areDates: true)): exact.append(Stamp.start(of: day))
    case .time(let day, let second) where becomes(.stamps(areDates: false)):
      exact.append(Stamp.start(of: day) + Int64(second) * Stamp.perSecond)
    case .moment(let moment) where ZoneTable.utc.value(of: moment.stamp) == value && becomes(.stamps(areDates: false)):
      exact.append(moment.stamp)
    default: appendMixed(value)
    }
    count += 1
  }

  /// An exact number that is not null.
  mutating func append(_ number: Int64, scale: Int) {
    if becomes(.exact(scale: scale)) {
      exact.append(number)
    } else {
      values.append(scale == 0 ? .integer(number) : .decimal(number, scale: scale))
    }
    count += 1
  }

  mutating func appendNull() {
    switch kind {
    case .nothing: break
    case .exact, .stamps: exact.append(nullNumber)
    case .real: reals.append(.nan)
    case .texts: codes.append(0)
    case .mixed: values.append(.null)
    }
    count += 1
  }

  private mutating func appendMixed(_ value: Value) {
    becomeMixed()
    values.append(value)
  }

  /// Nil where there are too many.
  private mutating func code(of text: String) -> UInt32? {
    if let code = codeOfText[text] { return code }
    guard texts.count <= Self.mostTexts else { return nil }
    let code = UInt32(texts.count)
    codeOfText[text] = code
    texts.append(text)
    return code
  }

  /// Whether the column is of that kind now; else it is mixed.
  private mutating func becomes(_ wanted: Kind) -> Bool {
    if kind == wanted { return true }
    guard kind == .nothing else {
      becomeMixed()
      return false
    }
    kind = wanted
    switch wanted {
    case .real:
      reals.reserveCapacity(capacity)
      reals.append(contentsOf: repeatElement(.nan, count: count))
    case .texts:
      codes.reserveCapacity(capacity)
      codes.append(contentsOf: repeatElement(0, count: count))
    default:
      exact.reserveCapacity(capacity)
      exact.append(contentsOf: repeatElement(nullNumber, count: count))
    }
    return true
  }

  private mutating func becomeMixed() {
    guard kind != .mixed else { return }
    values = cells.values
    values.reserveCapacity(capacity)
    kind = .mixed
    (exact, reals, codes, texts, codeOfText) = ([], [], [], [""], [:])
  }
}

/// Rows that come one after the other.
package struct RowsBuilder: Sendable {
  private var columns: [CellsBuilder] = []
  private var count = 0

  package init() {}

  /// Adds a cell to the row that is being made; from left to right, as many as in the rows before.
  package mutating func append(_ cell: Value, at column: Int) {
    if column == columns.count { columns.append(CellsBuilder()) }
    columns[column].append(cell)
  }

  package mutating func endRow() { count += 1 }

  package var rows: ResultRows { ResultRows(columns: columns.map(\.cells), count: count) }
}
