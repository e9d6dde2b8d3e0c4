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
    /// Where it was asked.
    var span: Span?
  }

  var name: String
  var items: [Item]
  var clauses: Clauses
  var viaSubject = false
  /// `by` and `where` are the subject's, people too.
  var asSubject = false
  /// Where no period was written.
  var defaultPeriod: Period.Kind
  /// It is a part of a report whose other parts rest on other tables.
  var isPart = false
  /// A reader wrote its units of time.
  var hasWrittenUnits = true
  /// What its table shows as a picture, where its columns do not say it.
  var picture: Picture?

  /// The plan and its table; nil where a clause could not be bound, which has then been reported.
  func prepare(_ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void) -> PreparedQuestion? {
    var typed = self
    for index in items.indices { typed.items[index].column.type = compiler.valueType(of: items[index].metric) }
    return typed.prepareTyped(compiler, report)
  }

  private func prepareTyped(_ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void) -> PreparedQuestion? {
    let binder = ClauseBinder(compiler: compiler, viaSubject: viaSubject, asSubject: asSubject)
    binder.hasWrittenUnits = hasWrittenUnits
    guard let known = knownMetrics(binder, report) else { return nil }
    var (columns, aggregates) = BoundMetric.joined(known)
    if !items.isEmpty, !aggregates.contains(where: { $0.isAllotted || !$0.inputs.isEmpty }) {
      refuseChoiceOfRows(report)
    }
    let period = clauses.period ?? Period(defaultPeriod, Span(SourceID(0), 0, 0))
    let entities = Set(aggregates.flatMap { $0.inputs.map(\.entity) })
    let times = AskedTimes(aggregates, compiler)
    guard let whole = times.unit(of: period, report) else { return nil }
    binder.restrict(&aggregates, to: clauses.condition)
    let split = binder.split(&aggregates, by: clauses.by)
    for diagnostic in binder.diagnostics { report(explained(diagnostic, compiler)) }
    guard times.allow(clauses, report), !binder.diagnostics.contains(where: { $0.severity == .error }) else {
      return nil
    }
    // Of a question whose metrics are all unknown no further clause can be told right from wrong.
    if items.isEmpty { return nil }
    var frame = Frame(whole: whole, grain: split.grain, today: compiler.context.today)
    if let grain = split.grain {
      frame.units = grain.units(
        of: whole, today: compiler.context.today, isAhead: aggregates.contains(where: \.countsAhead))
      if frame.units.count > Self.mostUnits {
        report(
          Diagnostic(
            "too-many-units",
            "\(frame.units.count) rows by \(grain.told) are too many; the earliest row is of \(CivilDate(dayNumber: whole.start).iso)",
            at: clauses.bySpan, notes: ["at most \(Self.mostUnits) units; take a shorter period or a coarser grain"]))
        return nil
      }
    }
    if columns.isEmpty { columns = [.null] }
    var plan = GroupedPlan(
      frame: frame, by: split.by, dimensions: split.dimensions, aggregates: aggregates, columns: columns)
    var comparisonNotes: [String] = []
    if let compare = clauses.compare {
      let comparison = ComparisonBinder(compiler: compiler, frame: frame, grain: split.grain, report: report)
      guard let bound = comparison.bind(compare, earliest: times.earliest) else { return nil }
      plan.comparison = bound
      comparisonNotes = comparison.notes(on: bound, of: compare)
      if whole.isAll, bound.whole.start == bound.whole.end {
        warnOfNoPartner(split.grain, compare, report)
      } else if whole.isAll, clauses.period == nil, case .with = compare {
        report(
          Diagnostic(
            .warning, "no-comparison", "no period is written, so the whole time stands beside this one",
            at: clauses.compareSpan, label: "write the period, such as `this month compare previous`"))
      }
    }
    guard nameKeys(of: &plan, split.columns, report), bindChoices(of: &plan, split.columns, compiler, report) else {
      return nil
    }
    let notes =
      binder.notes + comparisonNotes + compiler.missingEntityNotes(entities, aggregates)
      + times.notes(on: whole, period) + times.notes(onUnitsOf: frame)
      + times.notes(onHoursOf: clauses.by)
    let memo = StatesMemo()
    return PreparedQuestion(plans: [.grouped(plan)]) { [plan] results throws(ExecutionError) in
      guard case .grouped(let result)? = results.first else { return [] }
      return [try table(result, plan, split, notes, compiler, memo)]
    }
  }

  /// The metrics without what rests on missing tables, null where that is all of one; reports where it is all of all.
  private func knownMetrics(_ binder: ClauseBinder, _ report: (Diagnostic) -> Void) -> [BoundMetric]? {
    let known = items.map { binder.compiler.known($0.metric, under: clauses.condition, binder) }
    if !isPart, let first = items.first, known.allSatisfy({ $0.metric == nil }) {
      if binder.compiler.refuse(known[0].missing, at: first.span, report) { return nil }
    }
    return zip(known, items).map { known, item in
      known.metric ?? BoundMetric(.null, aggregates: item.metric.aggregates, unit: item.metric.unit)
    }
  }

  /// Numbers that rest on no rows cannot be split by a dimension of rows, nor narrowed by a condition on them.
  private func refuseChoiceOfRows(_ report: (Diagnostic) -> Void) {
    let names = items.map { "`\(shown($0.column.name))`" }.joined(separator: ", ")
    for item in clauses.by {
      if case .grain(let unit, _) = item, Grain(unit) != nil { continue }
      report(
        Diagnostic(
          "without-rows", "\(names) rests on no rows that `\(shown(item.text))` could split", at: clauses.bySpan,
          notes: ["a number without rows can be shown by day, week, month, quarter or year"]))
    }
    if clauses.condition != nil {
      report(
        Diagnostic("without-rows", "\(names) rests on no rows that a condition could choose", at: clauses.conditionSpan)
      )
    }
  }

  /// Binds `top`, `order by` and `having`; false where one of them is wrong.
  private func bindChoices(
    of plan: inout GroupedPlan, _ keys: [ResultColumn], _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> Bool {
    var isBound = true
    if let top = clauses.top {
      plan.top = TopBinder(
        clauses: clauses, keys: keys, ordering: items.first?.column.name ?? "COLUMN", compiler: compiler, report: report
      ).bind(top)
      if plan.top == nil { isBound = false }
    }
    for (word, span) in [(Keyword.orderBy, clauses.order?.span), (.having, clauses.havingSpan)] {
      guard let span, clauses.by.isEmpty else { continue }
      report(
        Diagnostic(
          "no-groups", "`\(word.told)` is about the rows of groups, and without `by` there is one row", at: span,
          label: "add `by DIMENSION`, or leave it out"))
      isBound = false
    }
    let names = TableColumns(plan: plan, keys: keys, items: items, compiler: compiler, report: report)
    if let order = clauses.order {
      plan.order = names.order(order)
      if plan.order == nil { isBound = false }
    }
    if let having = clauses.having {
      plan.having = names.condition(having)
      if plan.having == nil { isBound = false }
    }
    return isBound
  }

  /// `all` has no period before it.
  private func warnOfNoPartner(_ grain: Grain?, _ compare: Compare, _ report: (Diagnostic) -> Void) {
    let names = items.map(\.column.name)
    let instead = names.first.flatMap { first -> Message? in
      grain.map {
        if case .year = compare {
          return
            "`show \(first), ago(\(first), 1 year) by \($0.told)` sets each \($0.told) beside the one a year before"
        }
        return "`show \(first), previous(\(first)) by \($0.told)` sets each \($0.told) beside the one before"
      }
    }
    report(
      Diagnostic(
        .warning, "no-comparison", "the whole time has no period before it to compare with", at: clauses.compareSpan,
        label: instead ?? "write the period, such as `month 2023-09`"))
  }

  /// More rows of a grain are an error.
  static let mostUnits = 2_000

  private func table(
    _ result: GroupedTable, _ plan: GroupedPlan, _ split: ClauseBinder.Split, _ notes: [String], _ compiler: Compiler,
    _ memo: StatesMemo
  ) throws(ExecutionError) -> ResultTable {
    let keysAreTimes = split.columns.map { $0.type == .time }
    // A metric of bare dates has no time of day.
    let areDates = plan.numbers.map { items[$0.column].column.showing($0.aspect).type == .date }
    func asDates(_ values: [Value]) -> [Value] { zip(values, areDates).map { $1 ? $0.asDateIfMidnight : $0 } }
    var cells: [Cells] = []
    for (position, isTime) in keysAreTimes.enumerated() {
      if compiler.context.isCancelled() { throw .cancelled }
      let keys = result.cells(ofKey: position)
      cells.append(isTime ? .values(keys.values.map(\.asMidnightIfDate)) : keys)
    }
    for (position, isDate) in areDates.enumerated() {
      if compiler.context.isCancelled() { throw .cancelled }
      let numbers = result.rows.columns[position]
      cells.append(isDate ? .values(numbers.values.map(\.asDateIfMidnight)) : numbers)
    }
    let rows = ResultRows(columns: cells, count: result.rows.count)
    let columns =
      split.columns.enumerated().map { position, column in column.narrowed(to: cells[position]) }
      + plan.numbers.enumerated().map { position, number -> ResultColumn in
        let item = items[number.column]
        var column = item.column.showing(number.aspect)
        guard column.type.isNumber else { return column }
        let isWhole =
          number.aspect != .changePercent
          && (item.metric.isWhole || number.aspect == .change && !item.column.type.isNumber)
        column.type =
          isWhole && cells[split.columns.count + position].areWhole && result.total[position].isWhole
          ? .integer : .number
        return column
      }
    var table = ResultTable(
      name: name, period: plan.frame.whole.days, columns: columns, rows: rows,
      total: plan.by.isEmpty ? nil : split.columns.map { _ in Value.null } + asDates(result.total))
    let changes = states(result, plan, compiler, memo)
    table.notes = notes + changes.notes
    table.states = changes.states
    table.origin = origin(result, plan, split)
    table.picture = picture
    return table
  }

  private func origin(_ result: GroupedTable, _ plan: GroupedPlan, _ split: ClauseBinder.Split) -> TableOrigin {
    var cells: [String: TableOrigin.Cell] = [:]
    for number in plan.numbers {
      let name = Catalog.key(items[number.column].column.showing(number.aspect).name)
      cells[name] = TableOrigin.Cell(plan.columns[number.column], aspect: number.aspect)
    }
    var origin = TableOrigin(
      plan: plan, keyColumns: split.columns.enumerated().map { .init($1.name, by: $0) },
      rows: result.origins(of: plan, keyCount: split.columns.count),
      cells: cells)
    origin.naming = asSubject ? .subjectAlone : viaSubject ? .subject : .rows
    guard let others = result.others else { return origin }
    origin.others = result.keys(of: others.codes)
    return origin
  }
}

extension [ResultColumn] {
  /// The values of key columns: in a column of times a bare date is midnight.
  func values(_ values: [Value]) -> [Value] { zip(self, values).map { $0.type == .time ? $1.asMidnightIfDate : $1 } }
}

extension ResultColumn {
  /// The column of whole numbers where all of its values are.
  func narrowed(to cells: Cells) -> ResultColumn {
    var column = self
    guard type == .number else { return column }
    if cells.areWhole || cells.values.allSatisfy({ $0.isWhole || $0 == .other }) { column.type = .integer }
    return column
  }
}

extension FrameUnit {
  /// First and last day.
  var days: ResultTable.Days { ResultTable.Days(first: start, last: end - 1, isEverything: isTimeless) }
}

extension Value {
  /// A date as the time that its day begins at.
  fileprivate var asMidnightIfDate: Value { if case .date(let day) = self { .time(day: day, second: 0) } else { self } }
}

extension Compiler {
  /// The labels of metrics by name, for cells that name them; none in English.
  func labels(ofMetrics names: [String]) -> [String: String] {
    guard language == .vi else { return [:] }
    var labels: [String: String] = [:]
    for name in names { labels[name] = catalog.metric(named: name)?.label }
    return labels
  }

  /// A metric's column.
  func column(_ name: String, label: String?, unit: String?) -> ResultColumn {
    ResultColumn(
      name: name, label: language == .vi ? label : nil, kind: .metric, type: .number, unit: unit)
  }

  /// Entities without a table, or whose rows only those see who see all, answer with nothing and say so.
  func missingEntityNotes(_ entities: Set<Int>, _ aggregates: [Aggregate] = []) -> [String] {
    entities.union(missingEntities(of: aggregates)).sorted().compactMap { index in
      let name = catalog.entities[index].name
      if context.store.entities[index].isMissing {
        return told("the database has no table for \(name)")
      }
      guard context.rowSets.isForViewer, catalog.visibility?.rules[index] == .onlyAll else { return nil }
      return told("\(name) are seen only by those who see everything")
    }
  }
}

extension GroupedTable {
  /// What the first keys of every row show and stand for.
  func origins(of plan: GroupedPlan, keyCount: Int) -> TableOrigin.Rows {
    TableOrigin.Rows(of: self, areUnits: plan.by.prefix(keyCount).map { $0 == .grain })
  }
}
