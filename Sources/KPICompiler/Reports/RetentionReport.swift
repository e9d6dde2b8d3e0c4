import KPIEngine
import KPILanguage

/// `retention [E[(CONDITION)]] days|weeks|months N [by D]`: cohorts by a subject's first E, and how many are active again later.
enum RetentionReport {
  fileprivate static let cohort = ReportColumn("cohort", "nhóm", .dimension, .text)
  fileprivate static let size = ReportColumn("size", "số")
  fileprivate static let offset = ReportColumn("offset", "sau", .dimension)
  fileprivate static let rate = ReportColumn("rate", "tỷ lệ", .metric, .number, unit: "%")

  static let report = Report(
    verb: .retention, summary: "cohorts by the first order, and the % that order again in each later unit",
    clauses: [.by, .where], example: "retention months 6 by source",
    columns: [cohort, size, offset, rate]
  ) { question, compiler, tell in
    guard case .report(.retention, .event(let event), let own) = question.verb else { return nil }
    return { prepare(event, own.horizon, question, compiler, tell) }
  }

  static func prepare(
    _ asked: Event?, _ horizon: Horizon?, _ question: Question, _ compiler: Compiler,
    _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let subject = compiler.subject(question.verbSpan, report) else { return nil }
    let unit = self.unit(horizon, question.verbSpan, compiler, report)
    guard let event = asked ?? defaultEvent(question, compiler, report),
      let events = EventBinder(compiler: compiler, report: report).inputs(of: event),
      let inputs = linked(events, to: subject, event, compiler, report)
    else { return nil }
    if compiler.refuse(inputs.map(\.input), at: event.path.span, report) { return nil }
    let ways = Dictionary(inputs.map { ($0.input.entity, $0.way) }, uniquingKeysWith: { first, _ in first })
    let binder = ClauseBinder(compiler: compiler, viaSubject: true, asSubject: true, ways: ways)
    // The first ever meets the event's own condition only; the question's chooses among the subjects.
    let first = SubjectAggregate(
      aggregate: Aggregate(
        .minimum, inputs: inputs.map(\.timed), window: .ever), subject: subject)
    guard let unit else { return nil }
    let today = compiler.context.today
    let running = unit.grain.start(of: today)
    let start = unit.grain.adding(1 - unit.count, to: running)
    let whole = FrameUnit(start: start, end: unit.grain.adding(1, to: running), grain: nil)
    var aggregates = [Aggregate(.distinct, inputs: inputs.map { $0.inCohorts(from: start, first) })]
    binder.restrict(&aggregates, to: question.clauses.condition)
    if compiler.refuse(aggregates, question, report) { return nil }
    let split = binder.split(&aggregates, by: question.clauses.by)
    binder.diagnostics.forEach(report)
    if split.grain != nil || split.columns.count > 1 {
      report(Diagnostic("unexpected-clause", "`retention` is split by one dimension", at: question.clauses.bySpan))
      return nil
    }
    for index in aggregates[0].inputs.indices {
      let input = inputs[index]
      // The unit that a row falls into, and how many units that is after its subject's first.
      aggregates[0].inputs[index].keys += [
        .function(unit.distance, [.stamp(day: start, second: 0), input.time]),
        .function(unit.distance, [.attached(first, input.way), input.time]),
      ]
    }
    let next = split.dimensions.count
    let plan = GroupedPlan(
      frame: Frame(whole: whole, today: today), by: split.by + [.dimension(next), .dimension(next + 1)],
      dimensions: split.dimensions + [Dimension(), Dimension()], aggregates: aggregates, columns: [.aggregate(0)])
    let entities = Set(inputs.map(\.input.entity))
    let table = RetentionTable(
      period: whole.days, grain: unit.grain, count: unit.count, start: start, split: split.columns,
      notes: binder.notes + compiler.missingEntityNotes(entities)
        + AskedTimes(inputs.map(\.input), compiler).notes(from: start), language: compiler.language,
      counted: compiler.counting(
        subject, besides: split.columns.map(\.name) + Self.report.columns.map(\.name)))
    return PreparedQuestion(plans: [.grouped(plan)]) { results throws(ExecutionError) in
      guard case .grouped(let result)? = results.first else { return [] }
      return [table.make(result, plan)]
    }
  }

  // MARK: What is asked

  private static func defaultEvent(
    _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> Event? {
    if let declared = compiler.catalog.reports["retention"]?.of { return declared }
    report(
      Diagnostic(
        "not-declared", "the model `\(compiler.catalog.name)` does not say what \(compiler.subjectsName) come back for",
        at: question.verbSpan,
        label: "name it: `retention EVENT months 6`", notes: ["a model declares it with `report retention of EVENT`"]))
    return nil
  }

  /// The unit of cohorts, and how far apart two times are in it.
  private struct Unit {
    let grain: Grain
    let distance: Scalar.Function
    /// How many of it are looked at.
    let count: Int
  }

  private static func unit(
    _ horizon: Horizon?, _ span: Span, _ compiler: Compiler, _ report: (Diagnostic) -> Void
  ) -> Unit? {
    guard let horizon else {
      report(
        Diagnostic(
          "no-horizon", "how many units back is missing", at: span, label: "add `days 14`, `weeks 8` or `months 6`"))
      return nil
    }
    guard let count = compiler.number(horizon.count, report) else { return nil }
    guard (1...MetricQuestion.mostUnits).contains(count) else {
      report(
        Diagnostic(
          "bad-horizon", "`\(horizon.unit.told)s` takes 1 to \(MetricQuestion.mostUnits), not \(count)",
          at: horizon.span))
      return nil
    }
    switch horizon.unit {
    case .day: return Unit(grain: .day, distance: .days, count: count)
    case .week: return Unit(grain: .week, distance: .weeks, count: count)
    case .month: return Unit(grain: .month, distance: .calendarMonths, count: count)
    case .hour, .quarter, .year, .weekday:
      report(Diagnostic("bad-horizon", "cohorts are counted in days, weeks or months", at: horizon.span))
      return nil
    }
  }

  private static func linked(
    _ events: [Input], to subject: Int, _ event: Event, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> [SubjectEvent]? {
    let binder = EventBinder(compiler: compiler, report: report)
    var linked: [SubjectEvent] = []
    for input in events {
      guard let way = binder.way(from: input.entity, to: subject, of: event) else { return nil }
      guard let time = input.time else {
        report(Diagnostic("no-time", "`\(event.path.text)` has no time, so it has no first", at: event.path.span))
        return nil
      }
      linked.append(SubjectEvent(input: input, time: time, way: way))
    }
    return linked
  }
}

/// Rows of an event that belong to subjects.
private struct SubjectEvent {
  let input: Input
  let time: Scalar
  let way: LinkPath

  /// Their times per subject.
  var timed: Input {
    var input = input
    input.payload = time
    input.subject = .row(way)
    return input
  }

  /// Their subjects, those whose first is on day `start` or later.
  func inCohorts(from start: Int, _ first: SubjectAggregate) -> Input {
    var input = input
    let isKnown = Scalar.not(.isNull(.row(way)))
    let isInCohort = Scalar.compare(.greaterOrEqual, .attached(first, way), .stamp(day: start, second: 0))
    input.condition = .both(input.condition, .all([isKnown, isInCohort]))
    input.payload = .row(way)
    return input
  }
}

/// Shapes active subjects by unit and offset into cohorts: a triangle, and its totals.
private struct RetentionTable: Sendable {
  let period: ResultTable.Days
  let grain: Grain
  let count: Int
  let start: Int
  let split: [ResultColumn]
  let notes: [String]
  let language: TextLanguage
  /// How many of a cohort were active.
  let counted: ResultColumn

  /// A group's cohorts by unit, and for each how many are active at each offset.
  private struct Group {
    var key: Int?
    var label: Value?
    var active: [Int: [Int: Int64]] = [:]
  }

  func make(_ result: GroupedTable, _ plan: GroupedPlan) -> ResultTable {
    var groups: [Group] = []
    for row in result.rows {
      let key = split.isEmpty ? nil : row.keys[0]
      if groups.isEmpty || groups.last?.key != key {
        groups.append(Group(key: key, label: key.map { result.keys[0].value(of: $0) }))
      }
      let values = zip(result.keys, row.keys).suffix(2).map { $0.value(of: $1) }
      guard case .integer(let unit) = values[0], case .integer(let offset) = values[1] else { continue }
      groups[groups.count - 1].active[Int(unit - offset), default: [:]][Int(offset)] = row.columns[0].wholeNumber
    }
    var rows: [[Value]] = []
    var states: [ResultTable.CellState] = []
    for group in groups {
      for (cohort, active) in group.active.sorted(by: { $0.key < $1.key }) {
        for offset in 0...lastOffset(of: cohort) {
          if offset == lastOffset(of: cohort) {
            // The running unit can still change, and so can the size of the cohort that began in it.
            states += (offset == 0 ? ["size", counted.name] : [counted.name, "rate"]).map {
              .init(row: rows.count, column: $0, state: .partial)
            }
          }
          rows.append(
            (group.label.map { [$0] } ?? []) + [label(cohort)]
              + numbers(size: active[0, default: 0], offset: offset, customers: active[offset, default: 0]))
        }
      }
    }
    var table = ResultTable(name: "retention", period: period, columns: split + [cohortColumn] + columns, rows: rows)
    table.parts = [totals(groups)]
    table.layout = .grid(
      lines: split.map(\.name) + ["cohort", "size"], across: "offset", cells: [counted.name, "rate"])
    table.notes = notes
    table.states = states
    table.origin = origin(groups, result, plan)
    return table
  }

  /// `d0`, `w3`, `m2`: who of the cohort was active that many units later; `size`: the cohort.
  private func origin(_ groups: [Group], _ result: GroupedTable, _ plan: GroupedPlan) -> TableOrigin {
    let unitKey = split.count
    let letter = grain.rawValue.prefix(1)
    func active(_ cohort: Int, _ offset: Int) -> TableOrigin.Condition {
      .all([.key(unitKey, .equal, cohort + offset), .key(unitKey + 1, .equal, offset)])
    }
    let rows = groups.flatMap { group in
      group.active.keys.sorted().map { cohort -> TableOrigin.Row in
        var conditions: [String: TableOrigin.Condition] = ["size": active(cohort, 0)]
        for offset in 0...lastOffset(of: cohort) { conditions["\(letter)\(offset)"] = active(cohort, offset) }
        return TableOrigin.Row(
          labels: (group.label.map { [$0] } ?? []) + [label(cohort)],
          keys: (group.key.map { [result.keys[0].key(of: $0, isUnit: false)] } ?? []) + [.any], conditions: conditions)
      }
    }
    var cells = ["size": TableOrigin.Cell(.aggregate(0))]
    for offset in 0..<count { cells["\(letter)\(offset)"] = TableOrigin.Cell(.aggregate(0)) }
    return TableOrigin(
      plan: plan, keyColumns: split.enumerated().map { .init($1.name, by: $0) } + [.init("cohort", by: nil)],
      rows: rows, cells: cells)
  }

  /// The offset that falls into the running unit.
  private func lastOffset(of cohort: Int) -> Int { count - 1 - cohort }

  private func totals(_ groups: [Group]) -> ResultTable.Part {
    let cohorts = groups.flatMap { group in group.active.map { (unit: $0.key, active: $0.value) } }
    let rows = (0..<count).map { offset -> [Value] in
      let seen = cohorts.filter { lastOffset(of: $0.unit) >= offset }
      let size = seen.reduce(0) { $0 + $1.active[0, default: 0] }
      let customers = seen.reduce(0) { $0 + $1.active[offset, default: 0] }
      return [.integer(Int64(offset)), .integer(size), .integer(customers), .percentage(customers, of: size)]
    }
    let all = columns
    return ResultTable.Part(name: "totals", columns: [all[1], all[0], all[2], all[3]], rows: rows)
  }

  private func numbers(size: Int64, offset: Int, customers: Int64) -> [Value] {
    [.integer(size), .integer(Int64(offset)), .integer(customers), .percentage(customers, of: size)]
  }

  private func label(_ cohort: Int) -> Value {
    let day = grain.adding(cohort, to: start)
    return grain == .day ? .date(day) : .unit(grain, day: day)
  }

  private var cohortColumn: ResultColumn {
    RetentionReport.cohort.column(in: language, type: grain == .day ? .date : nil)
  }

  private var columns: [ResultColumn] {
    [
      RetentionReport.size.column(in: language, of: counted.label.lowercased()),
      RetentionReport.offset.column(in: language), counted, RetentionReport.rate.column(in: language),
    ]
  }
}
