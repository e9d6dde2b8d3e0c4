import KPIEngine
import KPILanguage

/// Metrics side by side over groups: the common form of `show`, the conversion table and other reports.
struct MetricQuestion: Sendable {
  /// One metric with its column.
  struct Item: Sendable {
    var column: ResultColumn
    var metric: BoundMetric
    /// The model's label, which names the column too.
    var label: String?
  }

  var name: String
  var items: [Item]
  var clauses: Clauses
  var viaSubject = false
  /// `by` and `where` are the subject's, people too.
  var asSubject = false
  /// Where no period was written.
  var defaultPeriod: Period.Kind

  /// The plan and its table; nil where a clause could not be bound, which has then been reported.
  func prepare(_ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void) -> PreparedQuestion? {
    var (columns, aggregates) = BoundMetric.joined(items.map(\.metric))
    let period = clauses.period ?? Period(defaultPeriod, Span(SourceID(0), 0, 0))
    let entities = Set(aggregates.flatMap { $0.inputs.map(\.entity) })
    let times = AskedTimes(aggregates, compiler)
    guard let whole = times.unit(of: period, report) else { return nil }
    let binder = ClauseBinder(compiler: compiler, viaSubject: viaSubject, asSubject: asSubject)
    binder.restrict(&aggregates, to: clauses.condition)
    let split = binder.split(&aggregates, by: clauses.by)
    binder.diagnostics.forEach(report)
    guard times.allow(clauses, report), !binder.diagnostics.contains(where: { $0.severity == .error }) else {
      return nil
    }
    var frame = Frame(whole: whole, today: compiler.context.today)
    if let grain = split.grain {
      frame.units = grain.units(
        of: whole, today: compiler.context.today, isAhead: aggregates.contains(where: \.countsAhead))
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
    var plan = GroupedPlan(
      frame: frame, by: split.by, dimensions: split.dimensions, aggregates: aggregates, columns: columns)
    if let compare = clauses.compare {
      let comparison = ComparisonBinder(compiler: compiler, frame: frame, grain: split.grain, report: report)
      guard let bound = comparison.bind(compare, earliest: times.earliest) else { return nil }
      plan.comparison = bound
    }
    plan.top = clauses.top.map { TopGroups(count: $0.count, withOther: $0.withOther) }
    if let top = clauses.top, top.count < 1 {
      report(Diagnostic("bad-top", "`top` keeps at least one group", at: clauses.topSpan))
      return nil
    }
    let names = TableColumns(plan: plan, keys: split.columns, items: items, compiler: compiler, report: report)
    if let order = clauses.order {
      guard let bound = names.order(order) else { return nil }
      plan.order = bound
    }
    if let having = clauses.having {
      guard let bound = names.condition(having) else { return nil }
      plan.having = bound
    }
    let notes = binder.notes + compiler.missingEntityNotes(entities) + times.notes(on: whole, period)
    return PreparedQuestion(plans: [.grouped(plan)]) { [plan] results throws(ExecutionError) in
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
      zip(result.keys, row.keys).map { $0.value(of: $1) } + row.columns
    }
    let columns =
      split.columns
      + plan.numbers.enumerated().map { position, number -> ResultColumn in
        let item = items[number.column]
        var column = item.column.showing(number.aspect)
        let values = rows.lazy.map { $0[split.columns.count + position] }
        let isWhole = item.metric.isWhole && number.aspect != .changePercent
        column.type = isWhole && values.allSatisfy(\.isWhole) && result.total[position].isWhole ? .integer : .number
        return column
      }
    var table = ResultTable(
      name: name, period: plan.frame.whole.days, columns: columns, rows: rows,
      total: plan.by.isEmpty ? nil : split.columns.map { _ in Value.null } + result.total)
    table.notes = notes
    table.states = states(result, plan)
    table.origin = origin(result, plan, split)
    return table
  }

  private func origin(_ result: GroupedTable, _ plan: GroupedPlan, _ split: ClauseBinder.Split) -> TableOrigin {
    var cells: [String: TableOrigin.Cell] = [:]
    for number in plan.numbers {
      let name = Catalog.key(items[number.column].column.showing(number.aspect).name)
      cells[name] = TableOrigin.Cell(plan.columns[number.column], aspect: number.aspect)
    }
    return TableOrigin(
      plan: plan, keyColumns: split.columns.enumerated().map { .init($1.name, by: $0) },
      rows: result.origins(of: plan, keyCount: split.columns.count),
      cells: cells)
  }

  /// The cells that can still change: their window is not over at today.
  ///
  /// A number compared with changes with it.
  private func states(_ result: GroupedTable, _ plan: GroupedPlan) -> [ResultTable.CellState] {
    let grain = plan.by.firstIndex(of: .grain)
    var states: [ResultTable.CellState] = []
    for item in items {
      func mark(_ row: Int?) {
        for aspect in plan.comparison == nil ? [Aspect.present] : [.present, .change, .changePercent] {
          states.append(.init(row: row, column: item.column.showing(aspect).name, state: .partial))
        }
      }
      func isPartial(_ unit: FrameUnit) -> Bool {
        item.metric.aggregates.contains { $0.isPartial(for: unit, in: plan.frame) }
      }
      let partialUnits = plan.frame.units.map(isPartial)
      let isWholePartial = isPartial(plan.frame.whole)
      for (index, row) in result.rows.enumerated() {
        if grain.map({ partialUnits[row.keys[$0]] }) ?? isWholePartial { mark(index) }
      }
      if !plan.by.isEmpty, isWholePartial { mark(nil) }
    }
    return states
  }
}

extension FrameUnit {
  /// First and last day.
  var days: ResultTable.Days { ResultTable.Days(first: start, last: end - 1, isEverything: isTimeless) }
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

  /// Entities without a table, or whose rows only those see who see all, answer with nothing and say so.
  func missingEntityNotes(_ entities: Set<Int>) -> [String] {
    entities.sorted().compactMap { index in
      let name = catalog.entities[index].name
      if context.store.entities[index].isMissing {
        return language == .vietnamese
          ? "cơ sở dữ liệu không có bảng của \(name)" : "the database has no table for \(name)"
      }
      guard context.rowSets.isForViewer, catalog.visibility?.rules[index] == .onlyAll else { return nil }
      return language == .vietnamese
        ? "\(name): chỉ người xem được tất cả mới thấy" : "\(name) are seen only by those who see everything"
    }
  }
}

extension GroupedTable {
  /// What the first keys of every row show and stand for.
  func origins(of plan: GroupedPlan, keyCount: Int) -> [TableOrigin.Row] {
    rows.map { row in
      let positions = 0..<keyCount
      return TableOrigin.Row(
        labels: positions.map { keys[$0].value(of: row.keys[$0]) },
        keys: positions.map { keys[$0].key(of: row.keys[$0], isUnit: plan.by[$0] == .grain) })
    }
  }
}
