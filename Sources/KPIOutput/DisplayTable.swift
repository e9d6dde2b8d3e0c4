import KPIEngine

/// A result arranged for reading: what the terminal, Markdown and HTML print, whatever the layout.
protocol DisplayTable {
  var columns: [DisplayColumn] { get }
  var rowCount: Int { get }
  var hasTotal: Bool { get }
  /// Appends a cell; returns its width on a terminal.
  func append(_ line: DisplayLine, _ column: Int, to bytes: inout [UInt8]) -> Int
  /// Whether the cell can still change, and is marked for it.
  func isMarked(_ line: DisplayLine, _ column: Int) -> Bool
  /// The cell as a number, for bars and sparklines; nil where it is none.
  func number(_ row: Int, _ column: Int) -> Double?
  /// Which cell of the result stands there; nil for none of its own rows.
  func source(_ line: DisplayLine, _ column: Int) -> ChartScene.TableCell?
  /// What its colour says of a cell; nil for most.
  func tone(_ line: DisplayLine, _ column: Int) -> CellTone?
}

/// What the colour of a cell says.
enum CellTone {
  case rise, fall
  /// How much of the greatest it is, 0 … 1.
  case heat(Double)
}

enum DisplayLine {
  case row(Int)
  case total
}

struct DisplayColumn {
  /// Ready to be shown.
  var heading: String
  var isNumeric: Bool
  /// Names the line; repeated where a wide table is shown in blocks.
  var isKey: Bool
  var style: ResultColumn.Style
  /// Whether some cell carries a mark; the others then keep its place free.
  var hasMarks: Bool
  /// A number of the line that stands beside its name: how many there are in a cohort.
  var isSize = false
  /// A date or a time, which says something else where its end is cut off.
  var isWhole = false
}

/// Whether a column's cells are set to the right.
func isNumeric(_ column: ResultColumn) -> Bool {
  switch column.type {
  case .integer, .number: column.words.isEmpty
  case .text, .date, .time, .unit, .boolean: false
  }
}

/// A result arranged as its layout asks; a grid whose columns the result does not have is shown as rows.
func displayTable(_ table: ResultTable, _ formatter: CellFormatter) -> any DisplayTable {
  if case .grid(let lines, let across, let cells) = table.layout,
    let grid = GridTable(table, lines: lines, across: across, cells: cells, formatter)
  {
    return grid
  }
  return RowsTable(table, formatter)
}

extension ResultTable {
  /// The cells that carry a mark; what waits without an end has a note instead.
  var markedStates: [CellState] { states.filter { $0.state != .open } }
}

/// The cells of a result that can still change, for quick look-up.
struct Marks {
  private var cells: Set<Int> = []
  private let columnCount: Int

  init(_ table: ResultTable) {
    columnCount = table.columns.count
    guard !table.markedStates.isEmpty else { return }
    // What is asked for twice has two columns of one name.
    var positions: [String: [Int]] = [:]
    for (index, column) in table.columns.enumerated() { positions[column.name, default: []].append(index) }
    for state in table.markedStates {
      for column in positions[state.column] ?? [] {
        cells.insert((state.row.map { $0 + 1 } ?? 0) * columnCount + column)
      }
    }
  }

  var isEmpty: Bool { cells.isEmpty }

  /// - Parameter row: nil is the total.
  func contains(row: Int?, column: Int) -> Bool {
    !cells.isEmpty && cells.contains((row.map { $0 + 1 } ?? 0) * columnCount + column)
  }
}

/// The plain arrangement: one line a row.
struct RowsTable: DisplayTable {
  let columns: [DisplayColumn]
  private let table: ResultTable
  private let formatter: CellFormatter
  private let marks: Marks
  private let labelColumn: Int?

  init(_ table: ResultTable, _ formatter: CellFormatter) {
    self.table = table
    self.formatter = formatter
    marks = Marks(table)
    labelColumn = table.columns.firstIndex { $0.kind == .dimension }
    let marked = Set(table.markedStates.map(\.column))
    columns = table.columns.map {
      DisplayColumn(
        heading: formatter.heading($0), isNumeric: KPIOutput.isNumeric($0), isKey: $0.kind == .dimension,
        style: $0.style, hasMarks: marked.contains($0.name), isWhole: [.date, .time, .unit].contains($0.type))
    }
  }

  var rowCount: Int { table.rows.count }
  var hasTotal: Bool { table.total != nil }

  func append(_ line: DisplayLine, _ column: Int, to bytes: inout [UInt8]) -> Int {
    switch line {
    case .row(let row):
      return formatter.append(table.rows[row][column], table.column(column, inRow: row), to: &bytes)
    case .total:
      guard let total = table.total, total.indices.contains(column) else { return 0 }
      if table.columns[column].kind == .dimension {
        return column == labelColumn ? VisibleText.append(formatter.words.total, to: &bytes) : 0
      }
      return formatter.append(total[column], table.columns[column], to: &bytes)
    }
  }

  func isMarked(_ line: DisplayLine, _ column: Int) -> Bool {
    switch line {
    case .row(let row): marks.contains(row: row, column: column)
    case .total: marks.contains(row: nil, column: column)
    }
  }

  func source(_ line: DisplayLine, _ column: Int) -> ChartScene.TableCell? {
    switch line {
    case .row(let row): ChartScene.TableCell(row: row, column: column)
    case .total: ChartScene.TableCell(row: nil, column: column)
    }
  }

  func tone(_ line: DisplayLine, _ column: Int) -> CellTone? {
    guard table.columns[column].style == .signed else { return nil }
    let value: Value? =
      switch line {
      case .row(let row): table.rows[row][column]
      case .total: table.total.flatMap { $0.indices.contains(column) ? $0[column] : nil }
      }
    guard let number = value.flatMap(Self.number), number != 0 else { return nil }
    return number > 0 ? .rise : .fall
  }

  /// The column's cell in the first row; nil for an empty result.
  func firstValue(_ column: Int) -> Value? {
    table.rows.first.flatMap { $0.indices.contains(column) ? $0[column] : nil }
  }

  func number(_ row: Int, _ column: Int) -> Double? { Self.number(table.rows[row][column]) }

  static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let number): return Double(number)
    case .real(let number): return number.isFinite ? number : nil
    case .decimal(let coefficient, let scale):
      var number = Double(coefficient)
      for _ in 0..<max(0, scale) { number /= 10 }
      return number
    default: return nil
    }
  }
}
