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

  /// The columns that name a row; of an answer of the database those in front that are no numbers.
  var keys: [Int] {
    let keys = table.columns.indices.filter { table.columns[$0].kind == .dimension }
    guard keys.isEmpty, table.columns.allSatisfy({ $0.kind == .value }) else { return keys }
    return Array(table.columns.indices.prefix { !isNumeric(table.columns[$0]) })
  }

  /// The columns of numbers that are drawn: not those of a comparison, nor parts of a whole beside the number itself.
  var numbers: [Int] {
    let all = table.columns.indices.filter { table.columns[$0].kind != .dimension && isNumeric(table.columns[$0]) }
    let present = all.filter { table.columns[$0].aspect == .present && table.columns[$0].style != .signed }
    let plain = present.filter {
      table.columns[$0].style != .bar && !table.columnsApart.contains(table.columns[$0].name)
    }
    return plain.isEmpty ? present.isEmpty ? all : present : plain
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
    var number = number(value, source, isPartial: marks.contains(row: row, column: column))
    number.cell = ChartScene.TableCell(row: row, column: column)
    return number
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
    // A percentage is short as it is.
    let short = column.unit == "%" ? exact : words.short(size) + unit
    return ChartScene.Number(value: size, exact: exact, short: short, isPartial: isPartial)
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
    if table.layout == .text { throw .nothingToDraw }
    let title = VisibleText.of(table.title ?? table.name)
    let period = table.period.map { formatter.period($0, language: words.language) }
    if table.rows.isEmpty {
      // Nothing is no mistake; a form that its columns cannot have is.
      try check(kind)
      return ChartScene(title: title, period: period, panels: [], notes: [formatter.words.noRows])
    }
    var panels = try panels(kind)
    guard !panels.isEmpty else { throw .nothingToDraw }
    leaveOut(panels.count, keeping: Self.mostPanels, words.pictures)
    panels = Array(panels.prefix(Self.mostPanels))
    return ChartScene(
      title: title, period: period, panels: panels,
      notes: notes + (panels.contains(where: \.hasMarks) ? table.markNotes(formatter.words) : []))
  }

  /// Whether columns alone speak against a form, whatever the rows.
  private func check(_ kind: ChartKind?) throws(ChartRefusal) {
    let fits =
      switch kind {
      case nil, .bar: true
      case .line: keys.contains(where: isTime)
      case .area: if case .layers? = table.picture { true } else { keys.contains(where: isTime) && keys.count > 1 }
      case .pie: numbers.first.map { table.columns[$0].unit != "%" } ?? false && !keys.isEmpty
      case .heatmap: if case .grid = table.layout { true } else { keys.count > 1 }
      case .funnel:
        switch table.picture {
        case .steps?, .stepColumns?: true
        default: false
        }
      case .bullet: if case .targets? = table.picture { true } else { false }
      case .waterfall: if case .parts? = table.picture { true } else { false }
      }
    if !fits, let kind { throw .needs(kind) }
  }

  private mutating func panels(_ kind: ChartKind?) throws(ChartRefusal) -> [ChartScene.Panel] {
    switch kind {
    case nil:
      if let own = try ownPanels() { return own }
      if case .grid = table.layout { return try heatmap() }
      if keys.isEmpty { return try oneRow() }
      return keys.contains(where: isTime) ? try lines() : try bars()
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
      guard let own = try ownPanels(), case .steps? = own.first?.form else { throw .needs(.funnel) }
      return own
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
