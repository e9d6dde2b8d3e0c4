import KPIEngine
import KPILanguage

/// Makes the scene of a table: in the form asked for, or in the one that its columns and its report suggest.
struct SceneMaker {
  /// Categories, groups of lines and pictures beyond these are left out, with a note.
  static let mostBars = 40
  static let mostLines = 8
  /// As many as there are colours; what is left out is one of them.
  static let mostLayers = 10
  static let mostPanels = 12
  static let mostSlices = 8

  let table: ResultTable
  let formatter: CellFormatter
  let words: ChartWords
  private let marks: Marks
  var notes: [String] = []

  init(_ table: ResultTable, _ language: TextLanguage) {
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
    let ruled = Set(rules.map(\.target))
    let present = all.filter {
      table.columns[$0].aspect == .present && table.columns[$0].style != .signed
        && !ruled.contains(table.columns[$0].name)
    }
    let plain = present.filter {
      table.columns[$0].style != .bar && !table.columnsApart.contains(table.columns[$0].name)
    }
    return plain.isEmpty ? present.isEmpty ? all : present : plain
  }

  /// The numbers that are drawn with what was set for them: along time, where nothing splits them.
  private var rules: [Picture.Rule] {
    guard case .rules(let rules)? = table.picture, keys.count == 1, timeKey != nil else { return [] }
    return rules.filter { position(of: $0.value) != nil && position(of: $0.target) != nil }
  }

  /// The column of what was set for a column.
  func target(of column: Int) -> Int? {
    rules.first { $0.value == table.columns[column].name }.flatMap { position(of: $0.target) }
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
    // A percentage is short as it is.
    let short = column.unit == "%" ? exact : words.short(size) + (Self.sign(of: column.unit).map { " \($0)" } ?? "")
    return ChartScene.Number(value: size, exact: exact, short: short, isPartial: isPartial)
  }

  /// What stands behind a number for its unit.
  private static func sign(of unit: String?) -> String? {
    switch unit {
    case nil, "minutes", "days", "points": nil
    case "VND": "₫"
    case .some(let unit): unit
    }
  }

  /// A column's heading above an axis, whose ticks are bare numbers.
  ///
  /// - Parameter row: one of those that are drawn.
  func axisHeading(_ column: Int, row: Int? = nil) -> String {
    let unit = (row.map { table.column(column, inRow: $0) } ?? table.columns[column]).unit
    return Self.sign(of: unit).map { "\(heading(column)) (\($0))" } ?? heading(column)
  }

  /// What names a row: its keys, one after the other.
  func name(_ row: Int, _ keys: [Int]) -> String {
    keys.map { text(table.rows[row][$0], table.columns[$0]) }.joined(separator: " · ")
  }

  func heading(_ column: Int) -> String { formatter.heading(table.columns[column]) }

  /// Notes which numbers a form that shows only one leaves out.
  mutating func leaveOut(columns: [Int]) {
    guard !columns.isEmpty else { return }
    notes.append(words.notDrawn(columns.map(heading)))
  }

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
    // A form that its columns cannot have is a mistake, whatever the rows; no row is none.
    if let kind, !fits(kind) { throw .needs(kind) }
    if table.rows.isEmpty {
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

  // MARK: What forms need

  /// The key that lines and layers go along.
  var timeKey: Int? { keys.first(where: isTime) }

  /// What a grid goes down and across, and what its cells are shaded by: the last number of a cell that is a %, else the
  /// first.
  var gridColumns: (down: [Int], across: Int, value: Int)? {
    if case .grid(let lines, let over, let cells) = table.layout, let across = position(of: over) {
      let columns = cells.compactMap(position)
      guard let value = columns.first(where: { table.columns[$0].unit == "%" }) ?? columns.first else { return nil }
      return (lines.compactMap(position).filter { table.columns[$0].kind == .dimension }, across, value)
    }
    guard keys.count > 1, let last = keys.last, let value = numbers.first else { return nil }
    return (keys.dropLast(), last, value)
  }

  /// The number whose parts slices are.
  var slicedColumn: Int? {
    guard !keys.isEmpty, let column = numbers.first, table.columns[column].unit != "%" else { return nil }
    return column
  }

  /// Whether the columns are such as a form needs, whatever the rows.
  private func fits(_ kind: ChartKind) -> Bool {
    switch (kind, table.picture) {
    case (.bar, _): true
    case (.line, .band?), (.area, .layers?), (.funnel, .steps?), (.funnel, .stepColumns?): true
    case (.line, _): timeKey != nil && !numbers.isEmpty
    case (.area, _): timeKey != nil && !numbers.isEmpty
    case (.pie, _): slicedColumn != nil
    case (.heatmap, _): gridColumns != nil
    case (.bullet, .targets?), (.waterfall, .parts?): true
    case (.bullet, .rules?): !keys.isEmpty
    case (.funnel, _), (.bullet, _), (.waterfall, _): false
    }
  }

  private mutating func panels(_ kind: ChartKind?) throws(ChartRefusal) -> [ChartScene.Panel] {
    switch kind {
    case nil:
      if case .things? = table.picture { throw .listsThings }
      if let own = try ownPanels() { return own }
      if case .grid = table.layout { return try heatmap() }
      if keys.isEmpty { return try oneRow() }
      return timeKey != nil ? try lines() : try bars()
    case .bar: return keys.isEmpty ? try oneRow() : try bars()
    case .line:
      if case .band? = table.picture, let own = try ownPanels() { return own }
      return try lines()
    case .area:
      if case .layers? = table.picture, let own = try ownPanels() { return own }
      return try layers()
    case .pie: return try pie()
    case .heatmap: return try heatmap()
    case .bullet:
      if case .rules(let rules)? = table.picture { return try bullets(rules) }
      return try own(.bullet)
    case .funnel, .waterfall: return try own(kind ?? .funnel)
    }
  }

  /// The panels that the report says its table is, where a pipe has left what they need.
  private mutating func own(_ kind: ChartKind) throws(ChartRefusal) -> [ChartScene.Panel] {
    guard let own = try ownPanels() else { throw .needs(kind) }
    return own
  }
}

/// Why a table cannot be drawn.
package enum ChartRefusal: Error, Sendable, Hashable {
  /// It has no row, or no number.
  case nothingToDraw
  /// It lists things one by one, and no form was named.
  case listsThings
  /// It is not of the sort that the form draws.
  case needs(ChartKind)
}
