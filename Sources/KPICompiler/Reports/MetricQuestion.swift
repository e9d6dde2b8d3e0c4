import KPIEngine
import KPILanguage

/// Metrics side by side over groups: the common form of `show`, the conversion table and other reports.
struct MetricQuestion: Sendable {
  /// One metric with its column.
  struct Item: Sendable {
    var column: ResultColumn
    var metric: BoundMetric
    /// The column after it with its % of the total; nil for none.
    var share: ResultColumn?
  }

  var name: String
  var items: [Item]
  var clauses: Clauses
  var viaSubject = false
  /// `by` and `where` are the subject's, people too.
  var asSubject = false
  /// Only the first groups.
  var top: Top?
  /// Rows without the first dimension are not asked for, in the total neither.
  var leavesOutNull = false
  /// Where no period was written.
  var defaultPeriod: Period.Kind

  /// The plan and its table; nil where a clause could not be bound, which has then been reported.
  func prepare(_ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void) -> PreparedQuestion? {
    var (columns, aggregates) = BoundMetric.joined(items.map(\.metric))
    let period = clauses.period ?? Period(defaultPeriod, Span(SourceID(0), 0, 0))
    let entities = Set(aggregates.flatMap { $0.inputs.map(\.entity) })
    let earliest = { entities.compactMap { compiler.context.earliestDay(of: $0) }.min() }
    guard let whole = compiler.unit(of: period, earliest: earliest, report) else { return nil }
    let binder = ClauseBinder(compiler: compiler, viaSubject: viaSubject, asSubject: asSubject)
    binder.restrict(&aggregates, to: clauses.condition)
    let split = binder.split(&aggregates, by: clauses.by)
    binder.diagnostics.forEach(report)
    if binder.diagnostics.contains(where: { $0.severity == .error }) { return nil }
    if leavesOutNull { aggregates.leaveOutNull() }
    var frame = Frame(whole: whole, today: compiler.context.today)
    if let grain = split.grain {
      frame.units = grain.units(of: whole, today: compiler.context.today)
      if frame.units.count > Self.mostUnits {
        report(
          Diagnostic(
            "too-many-units",
            "\(frame.units.count) rows by \(grain.rawValue) are too many; the earliest row is of \(CivilDate(dayNumber: whole.start).iso)",
            at: clauses.bySpan, notes: ["at most \(Self.mostUnits) units; take a shorter period or a coarser grain"]))
        return nil
      }
    }
    if columns.isEmpty { columns = [.null] }
    let plan = GroupedPlan(
      frame: frame, by: split.by, dimensions: split.dimensions, aggregates: aggregates, columns: columns,
      limit: top.map { GroupedPlan.Limit(count: $0.count, withOther: $0.withOther) })
    let notes = binder.notes + compiler.missingEntityNotes(entities)
    return PreparedQuestion(plans: [.grouped(plan)]) { results throws(ExecutionError) in
      guard case .grouped(let result)? = results.first else { return [] }
      return [table(result, plan, split, notes)]
    }
  }

  /// More rows of a grain are an error.
  static let mostUnits = 2_000

  private func table(
    _ result: GroupedTable, _ plan: GroupedPlan, _ split: ClauseBinder.Split, _ notes: [String]
  ) -> ResultTable {
    let rows = result.rows.map { row in
      zip(result.keys, row.keys).map { $0.value(of: $1) } + cells(row.columns, of: result.total)
    }
    var columns = split.columns
    for (position, item) in items.enumerated() {
      var column = item.column
      let values = result.rows.map { $0.columns[position] } + [result.total[position]]
      column.type = item.metric.isWhole && values.allSatisfy(\.isWhole) ? .integer : .number
      columns.append(column)
      if let share = item.share { columns.append(share) }
    }
    let total = split.columns.map { _ in Value.null } + cells(result.total, of: result.total)
    var table = ResultTable(
      name: name, period: plan.frame.whole.days, columns: columns, rows: rows, total: plan.by.isEmpty ? nil : total)
    table.notes = notes
    table.states = states(result, plan)
    return table
  }

  /// The metrics' cells, each with its share where one was asked for.
  private func cells(_ values: [Value], of total: [Value]) -> [Value] {
    zip(items, zip(values, total)).flatMap { item, numbers in
      item.share == nil ? [numbers.0] : [numbers.0, .percentage(numbers.0, of: numbers.1)]
    }
  }

  /// The cells that can still change: their window is not over at today.
  private func states(_ result: GroupedTable, _ plan: GroupedPlan) -> [ResultTable.CellState] {
    let grain = plan.by.firstIndex(of: .grain)
    var states: [ResultTable.CellState] = []
    for item in items {
      func isPartial(_ unit: FrameUnit) -> Bool {
        item.metric.aggregates.contains { $0.window.isPartial(for: unit, in: plan.frame) }
      }
      let partialUnits = plan.frame.units.map(isPartial)
      let isWholePartial = isPartial(plan.frame.whole)
      for (index, row) in result.rows.enumerated() {
        guard grain.map({ partialUnits[row.keys[$0]] }) ?? isWholePartial else { continue }
        states += item.columns.map { .init(row: index, column: $0.name, state: .partial) }
      }
      if !plan.by.isEmpty, isWholePartial {
        states += item.columns.map { .init(row: nil, column: $0.name, state: .partial) }
      }
    }
    return states
  }
}

extension [Aggregate] {
  /// Keeps only rows that have the first key.
  fileprivate mutating func leaveOutNull() {
    for index in indices {
      for input in self[index].inputs.indices {
        guard let key = self[index].inputs[input].keys.first else { continue }
        self[index].inputs[input].condition = .both(self[index].inputs[input].condition, .not(.isNull(key)))
      }
    }
  }
}

extension MetricQuestion.Item {
  /// The metric's column and that of its share.
  var columns: [ResultColumn] { [column] + (share.map { [$0] } ?? []) }
}

extension Value {
  /// `part × 100 ÷ whole`; null where either is null or the whole is 0.
  static func percentage(_ part: Value, of whole: Value) -> Value {
    guard let part = part.number, let whole = whole.number, whole != 0 else { return .null }
    let percentage = part * 100 / whole
    return percentage.isFinite ? .real(percentage) : .null
  }
}

extension FrameUnit {
  /// First and last day.
  var days: ResultTable.Days { ResultTable.Days(first: start, last: end - 1) }
}

extension Value {
  /// Null counts as whole: it says nothing about the column.
  var isWhole: Bool {
    switch self {
    case .integer, .null: true
    default: false
    }
  }
}

extension Compiler {
  /// A metric's column.
  func column(_ name: String, label: String?, unit: String?) -> ResultColumn {
    ResultColumn(
      name: name, label: language == .vietnamese ? label : nil, kind: .metric, type: .number, unit: unit)
  }

  /// Optional entities whose tables the database does not have answer with nothing, and say so.
  func missingEntityNotes(_ entities: Set<Int>) -> [String] {
    entities.sorted().filter { context.store.entities[$0].isMissing }.map { index in
      let name = catalog.entities[index].name
      return language == .vietnamese
        ? "cơ sở dữ liệu không có bảng của \(name)" : "the database has no table for \(name)"
    }
  }
}
