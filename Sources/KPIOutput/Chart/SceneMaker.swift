import KPIEngine

/// Makes the scene of a table: in the form asked for, or in the one that its columns and its report suggest.
struct SceneMaker {
  /// Categories, groups of lines and pictures beyond these are left out, with a note.
  static let mostBars = 40
  static let mostLines = 8
  static let mostPanels = 12
  static let mostSlices = 8

  let table: ResultTable
  let formatter: CellFormatter
  let words: ChartWords
  private let marks: Marks
  var notes: [String] = []

  init(_ table: ResultTable, _ language: OutputLanguage) {
    self.table = table
    formatter = CellFormatter(language)
    words = .of(language)
    marks = Marks(table)
  }

  // MARK: Columns

  /// The columns that name a row.
  var keys: [Int] { table.columns.indices.filter { table.columns[$0].kind == .dimension } }

  /// The columns of numbers that are drawn: not those of a comparison, nor parts of a whole beside the number itself.
  var numbers: [Int] {
    let drawn = table.columns.indices.filter { index in
      let column = table.columns[index]
      return column.kind != .dimension && isNumeric(column) && column.aspect == .present && column.style != .signed
    }
    let plain = drawn.filter { table.columns[$0].style != .bar }
    return plain.isEmpty ? drawn : plain
  }

  func isTime(_ column: Int) -> Bool {
    switch table.columns[column].type {
    case .unit, .date, .time: true
    case .text, .integer, .number, .boolean: false
    }
  }

  /// The column of the same metric in the period that it is compared with.
  func earlier(of column: Int) -> Int? {
    let next = column + 1
    return table.columns.indices.contains(next) && table.columns[next].aspect == .previous ? next : nil
  }

  func position(of name: String) -> Int? { table.columns.position(of: name) }

  // MARK: Cells

  func text(_ value: Value, _ column: ResultColumn) -> String {
    var bytes: [UInt8] = []
    _ = formatter.append(value, column, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A cell; a row of nil is the total.
  func number(_ row: Int?, _ column: Int) -> ChartScene.Number {
    let source = row.map { table.column(column, inRow: $0) } ?? table.columns[column]
    let value = row.map { table.rows[$0][column] } ?? table.total?[column] ?? .null
    return number(value, source, isPartial: marks.contains(row: row, column: column))
  }

  func number(_ value: Value, _ column: ResultColumn, isPartial: Bool = false) -> ChartScene.Number {
    let exact = text(value, column)
    guard let size = value.number, size.isFinite else {
      return ChartScene.Number(value: nil, exact: exact, short: exact, isPartial: isPartial)
    }
    let unit =
      switch column.unit {
      case nil, "minutes", "days", "points": ""
      case "VND": " ₫"
      case .some(let unit): " " + unit
      }
    return ChartScene.Number(value: size, exact: exact, short: words.short(size) + unit, isPartial: isPartial)
  }

  /// What names a row: its keys, one after the other.
  func name(_ row: Int, _ keys: [Int]) -> String {
    keys.map { text(table.rows[row][$0], table.columns[$0]) }.joined(separator: " · ")
  }

  func heading(_ column: Int) -> String { formatter.heading(table.columns[column]) }

  /// Notes that only so many of what there is are drawn.
  mutating func leaveOut(_ all: Int, keeping kept: Int, _ what: String) {
    guard all > kept else { return }
    notes.append(words.kept(kept, all, what))
  }

  // MARK: Scene

  mutating func scene(_ kind: ChartKind?) throws(ChartRefusal) -> ChartScene {
    if table.layout == .text || table.rows.isEmpty { throw .nothingToDraw }
    var panels = try panels(kind)
    guard !panels.isEmpty else { throw .nothingToDraw }
    leaveOut(panels.count, keeping: Self.mostPanels, words.pictures)
    panels = Array(panels.prefix(Self.mostPanels))
    return ChartScene(
      title: VisibleText.of(table.title ?? table.name),
      period: table.period.map { formatter.period($0, language: words.language) }, panels: panels,
      notes: notes + (panels.contains(where: \.hasMarks) ? table.markNotes(formatter.words) : []))
  }

  private mutating func panels(_ kind: ChartKind?) throws(ChartRefusal) -> [ChartScene.Panel] {
    switch kind {
    case nil:
      if let own = try ownPanels() { return own }
      if case .grid = table.layout { return try heatmap() }
      guard let first = keys.first else { return try oneRow() }
      return isTime(first) ? try lines() : try bars()
    case .bar: return keys.isEmpty ? try oneRow() : try bars()
    case .line:
      if case .band? = table.picture, let own = try ownPanels() { return own }
      return try lines()
    case .area:
      if case .layers? = table.picture, let own = try ownPanels() { return own }
      return try layers()
    case .pie: return try pie()
    case .heatmap: return try heatmap()
    case .funnel:
      if let own = try ownPanels(), case .steps? = own.first?.form { return own }
      return try funnel()
    case .bullet:
      guard case .targets? = table.picture, let own = try ownPanels() else { throw .needs(.bullet) }
      return own
    case .waterfall:
      guard case .parts? = table.picture, let own = try ownPanels() else { throw .needs(.waterfall) }
      return own
    }
  }
}

/// Why a table cannot be drawn.
package enum ChartRefusal: Error, Sendable, Hashable {
  /// It has no row, or no number.
  case nothingToDraw
  /// It is not of the sort that the form draws.
  case needs(ChartKind)
}
