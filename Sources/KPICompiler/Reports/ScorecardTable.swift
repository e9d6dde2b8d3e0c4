import KPIEngine
import KPILanguage

/// Shapes a scorecard: per subject its metrics, and its score.
struct ScorecardTable: Sendable {
  /// One metric of the scorecard.
  struct Line: Sendable {
    let metric: String
    let bound: BoundMetric
    let betterLower: Bool
    /// The target has been scaled to the period's days, so that a part of the period has a part of it.
    let isScaled: Bool
    let plan: GroupedPlan
    /// Tells whether the metric has a target at all, where the question's condition left none.
    let listing: GroupedPlan?
  }

  let frame: Frame
  let lines: [Line]
  let dimension: Path?
  /// The metrics were asked for; else those that have a target are shown.
  let listsAsked: Bool
  let weights: [String: Double]
  /// From the best down.
  let grades: [(name: String, from: Double)]
  let notes: [String]
  let compiler: Compiler

  private static let most = 150.0
  /// The names of a line's numbers.
  private static let numbers = [
    ScorecardReport.actual, ScorecardReport.target, ScorecardReport.achieved, ScorecardReport.pace,
  ].map(\.name)

  /// Numbers of one subject and metric.
  private struct Cell {
    let line: Int
    let actual: Value
    let target: Value
  }

  /// One subject with its metrics.
  private struct Subject {
    let label: Value
    let key: TableOrigin.Key
    var cells: [Cell] = []
  }

  /// - Parameter results: per line its plan's table, then its listing's where it has one.
  func make(_ results: [GroupedTable]) -> ResultTable {
    var tables: [(line: Int, table: GroupedTable)] = []
    var next = results.makeIterator()
    for (index, line) in lines.enumerated() {
      guard let table = next.next() else { break }
      let listing = line.listing == nil ? nil : next.next()
      let hasTarget = listing.map { !$0.rows.isEmpty } ?? table.rows.contains { $0.columns[1] != .null }
      if listsAsked || hasTarget { tables.append((index, table)) }
    }
    let subjects = subjects(tables)
    let openings = lines.map { line in
      Finality(compiler.$catalog, frame: frame, aggregates: line.plan.aggregates)
        .openness(of: line.plan.columns[0], in: frame.whole)
    }
    var rows: [[Value]] = []
    var states: [ResultTable.CellState] = []
    var formats: [String: [ResultTable.CellFormat]] = [
      ScorecardReport.actual.name: [], ScorecardReport.target.name: [],
    ]
    func format(_ column: String, _ line: Line?, _ value: Value) {
      // What may be whole is shown so where it is; a part of a target may lie between two whole numbers.
      let isWhole = line.map { $0.bound.isWhole && $0.bound.unit != "%" } ?? true && value.isWhole
      formats[column]?.append(.init(unit: line?.bound.unit, type: isWhole ? .integer : .number))
    }
    func mark(_ columns: [String], _ state: ResultTable.CellState.State) {
      states += columns.map { ResultTable.CellState(row: rows.count - 1, column: $0, state: state) }
    }
    let lead = dimension == nil ? 0 : 1
    let tail: [Value] = grades.isEmpty ? [] : [.null]
    for subject in subjects {
      let start: [Value] = lead == 0 ? [] : [subject.label]
      for cell in subject.cells {
        let line = lines[cell.line]
        let achieved = achieved(cell)
        let numbers = [cell.actual, cell.target, achieved.map(Value.real) ?? .null, pace(cell, achieved)]
        rows.append(start + [.text(line.metric)] + numbers + tail)
        format(ScorecardReport.actual.name, line, cell.actual)
        format(ScorecardReport.target.name, line, cell.target)
        if let state = openings[cell.line].state {
          mark(
            zip(Self.numbers, numbers).filter { $0.0 != ScorecardReport.target.name && $0.1 != .null }.map(
              \.0),
            state)
        }
      }
      if !weights.isEmpty {
        let score = score(subject)
        let grade = grades.first { grade in score.map { $0 >= grade.from } ?? false }
        rows.append(
          start + [.text("score"), .null, .null, score.map(Value.real) ?? .null, .null]
            + (grades.isEmpty ? [] : [grade.map { .text($0.name) } ?? .null]))
        format(ScorecardReport.actual.name, nil, .null)
        format(ScorecardReport.target.name, nil, .null)
        var opening = Openness()
        for cell in subject.cells { opening.merge(openings[cell.line]) }
        if score != nil, let state = opening.state {
          mark([ScorecardReport.achieved.name] + (grade == nil ? [] : [ScorecardReport.grade.name]), state)
        }
      }
    }
    var table = ResultTable(name: "scorecard", period: frame.whole.days, columns: columns(rows), rows: rows)
    table.states = states
    table.cellFormats = formats
    table.notes = notes
    for (index, opening) in openings.enumerated() where tables.contains(where: { $0.line == index }) {
      table.notes += compiler.notes(on: opening, of: compiler.column(lines[index].metric, label: nil, unit: nil))
    }
    table.origin = origin(subjects)
    table.picture = .targets(
      actual: ScorecardReport.actual.name, target: ScorecardReport.target.name, pace: ScorecardReport.pace.name)
    if lines.isEmpty || tables.isEmpty {
      table.notes.append(
        compiler.told("there are no targets for the period"))
    }
    return table
  }

  /// Behind `actual` are the rows that the metric counts or adds up.
  private func origin(_ subjects: [Subject]) -> TableOrigin? {
    guard let first = lines.first else { return nil }
    let rows = subjects.flatMap { subject in
      subject.cells.map { cell -> TableOrigin.Row in
        let metric = Value.text(lines[cell.line].metric)
        return TableOrigin.Row(
          labels: dimension == nil ? [metric] : [subject.label, metric],
          keys: dimension == nil ? [.any] : [subject.key, .any], plan: lines[cell.line].plan)
      }
    }
    let subjectColumn: [TableOrigin.KeyColumn] = dimension == nil ? [] : [.init("subject", by: 0)]
    var origin = TableOrigin(
      plan: first.plan, keyColumns: subjectColumn + [.init(ScorecardReport.metric.name, by: nil)], rows: rows,
      cells: [ScorecardReport.actual.name: TableOrigin.Cell(.aggregate(0))])
    // Those that have a target.
    origin.areLinesChosen = true
    return origin
  }

  /// The subjects of all metrics, by name, nulls last; each with its metrics in order.
  private func subjects(_ tables: [(line: Int, table: GroupedTable)]) -> [Subject] {
    // Two subjects of one name are told apart also where no single metric has both.
    var rowNumbers: Set<Int> = []
    var entity: Int?
    if dimension != nil {
      for (_, table) in tables {
        entity = entity ?? table.keys.first?.entity
        rowNumbers.formUnion(table.rows.compactMap(\.keys.first))
      }
    }
    let names = entity.map {
      compiler.context.rowLabels(
        of: $0, rows: Array(rowNumbers), nameColumn: compiler.catalog.entities[$0].nameColumn)
    }
    var subjects: [Subject] = []
    var numbers: [Value: Int] = [:]
    for (line, table) in tables {
      for row in table.rows {
        guard let code = row.keys.first else { continue }
        let label = names.map { $0[code] ?? .null } ?? table.keys[0].value(of: code)
        let number = numbers[label] ?? subjects.count
        if number == subjects.count {
          numbers[label] = number
          subjects.append(Subject(label: label, key: table.keys[0].key(of: code, isUnit: false)))
        }
        // A part of a target is whole where the days go into it.
        let isWhole = lines[line].bound.isWhole && lines[line].bound.unit != "%"
        let target = isWhole ? row.columns[1].asWhole : row.columns[1]
        subjects[number].cells.append(Cell(line: line, actual: row.columns[0], target: target))
      }
    }
    return subjects.map { ($0, CollationKey($0.label.sortingText)) }.sorted { lhs, rhs in
      if lhs.0.label == .null || rhs.0.label == .null { return lhs.0.label != .null && rhs.0.label == .null }
      if let left = lhs.0.label.number, let right = rhs.0.label.number { return left < right }
      return lhs.1 < rhs.1
    }.map(\.0)
  }

  // MARK: Numbers

  private func achieved(_ cell: Cell) -> Double? {
    guard let actual = cell.actual.number, let target = cell.target.number else { return nil }
    let (part, whole) = lines[cell.line].betterLower ? (target, actual) : (actual, target)
    return whole == 0 ? nil : part / whole * 100
  }

  /// Actual ÷ the elapsed share of the target, also for a metric that is better lower; null where the period is over.
  private func pace(_ cell: Cell, _ achieved: Double?) -> Value {
    let elapsed = min(frame.whole.end, frame.today + 1) - frame.whole.start
    guard frame.whole.end > frame.today, elapsed > 0 else { return .null }
    guard lines[cell.line].isScaled else { return achieved.map(Value.real) ?? .null }
    guard let actual = cell.actual.number, let target = cell.target.number, target != 0 else { return .null }
    let share = target * Double(elapsed) / Double(frame.whole.end - frame.whole.start)
    return .real(actual / share * 100)
  }

  /// Σ weight × achieved (at most 150 each) ÷ Σ weight over the metrics with a target.
  private func score(_ subject: Subject) -> Double? {
    var sum = 0.0
    var weight = 0.0
    for cell in subject.cells {
      guard let own = weights[lines[cell.line].metric], let achieved = achieved(cell) else { continue }
      sum += own * min(achieved, Self.most)
      weight += own
    }
    return weight == 0 ? nil : sum / weight
  }

  // MARK: Columns

  private func columns(_ rows: [[Value]]) -> [ResultColumn] {
    var columns: [ResultColumn] = []
    if let dimension {
      let entity = lines.first?.bound.aggregates.first?.inputs.first?.entity ?? 0
      let (name, label) = compiler.columnName(dimension, from: entity, viaSubject: false)
      let type = rows.lazy.compactMap { $0[0].columnType }.first ?? .text
      columns.append(
        ResultColumn(name: name, label: label, kind: .dimension, type: type == .integer ? .number : type)
          .narrowed(to: .values(rows.map { $0[0] })))
    }
    var metric = ScorecardReport.metric.column(in: compiler.language)
    metric.words = compiler.labels(ofMetrics: lines.map(\.metric))
    if compiler.language == .vi { metric.words["score"] = "điểm" }
    columns.append(metric)
    let units = Set(lines.map { $0.bound.unit ?? "" })
    let common = units.count == 1 ? lines.first?.bound.unit : nil
    func column(_ own: ReportColumn, unit: String?) -> ResultColumn {
      let position = columns.count
      var column = own.column(in: compiler.language)
      column.unit = unit
      if unit != "%" && rows.allSatisfy({ $0[position].isWhole }) { column.type = .integer }
      return column
    }
    columns.append(column(ScorecardReport.actual, unit: common))
    columns.append(column(ScorecardReport.target, unit: common))
    columns.append(column(ScorecardReport.achieved, unit: "%"))
    columns.append(column(ScorecardReport.pace, unit: "%"))
    if !grades.isEmpty { columns.append(ScorecardReport.grade.column(in: compiler.language)) }
    return columns
  }
}

extension Value {
  /// A number without a fraction as an integer.
  fileprivate var asWhole: Value {
    guard case .real(let number) = self, number == number.rounded(), abs(number) < 9e15 else { return self }
    return .integer(Int64(number))
  }

  /// What a value sorts by among texts.
  fileprivate var sortingText: String {
    switch self {
    case .text(let text): text
    case .boolean(let holds): holds ? "true" : "false"
    case .date(let day), .time(let day, _): CivilDate(dayNumber: day).iso
    case .moment(let moment): CivilDate(dayNumber: moment.day).iso
    default: ""
    }
  }
}
