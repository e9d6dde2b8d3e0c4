import KPIEngine
import KPILanguage

/// `funnel [strict] E1 -> E2 [within S] -> … [overall S] [by D] PERIOD`: how many subjects go along a path of events.
enum OrderedFunnelReport {
  fileprivate static let step = ReportColumn("step", "bước", .dimension)
  fileprivate static let event = ReportColumn("event", "sự kiện", .dimension, .text)
  fileprivate static let conversion = ReportColumn("conversion", "tỷ lệ", .metric, .number, unit: "%")
  fileprivate static let stepConversion = ReportColumn("step_conversion", "tỷ lệ bước", .metric, .number, unit: "%")
  fileprivate static let medianDays = ReportColumn("median_days", "số ngày trung vị", .metric, .number, unit: "days")
  fileprivate static let maturing = ReportColumn("maturing", "đang chờ")

  static let report = Report(
    verb: .funnel, summary: "the ordered funnel: how many SUBJECTS go from one event to the next, and how fast",
    clauses: [.by, .period, .where], example: "funnel customers -> calls(status = answered) -> orders month 2023-09",
    columns: [step, event, conversion, stepConversion, medianDays, maturing]
  ) { question, compiler, tell in
    guard case .orderedFunnel(let funnel) = question.verb else { return nil }
    return { prepare(funnel, question, compiler, tell) }
  }

  static func prepare(
    _ funnel: OrderedFunnel, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let subject = compiler.subject(question.verbSpan, report) else { return nil }
    let binder = StepBinder(compiler: compiler, subject: subject, report: report)
    let steps = funnel.steps.enumerated().map { binder.step($0.element, isFirst: $0.offset == 0) }
    for (step, asked) in zip(steps, funnel.steps) {
      if let step, compiler.refuse(step.inputs, at: asked.span, report) { return nil }
    }
    let overall = funnel.overall.map { binder.shift($0, at: question.verbSpan) }
    let entities = Set(steps.compactMap { $0 }.flatMap { $0.inputs.map(\.entity) })
    let period = question.clauses.period ?? Period(.unit(.month, nil), question.verbSpan)
    // The period limits the first step only.
    let times = AskedTimes(steps.first.flatMap { $0?.inputs } ?? [], compiler)
    let whole = times.unit(of: period, report)
    let clauses = ClauseBinder(compiler: compiler, viaSubject: false)
    let subjects = clauses.subjects(subject, question, of: "an ordered funnel")
    clauses.diagnostics.forEach(report)
    guard let whole, let subjects, steps.allSatisfy({ $0 != nil }), overall.map({ $0 != nil }) ?? true else {
      return nil
    }
    let plan = SequencePlan(
      subjects: subjects.input, dimensions: subjects.split.dimensions, steps: steps.compactMap { $0 },
      overall: overall ?? nil, isStrict: funnel.strict, frame: Frame(whole: whole, today: compiler.context.today))
    let table = OrderedFunnelTable(
      plan: plan, events: funnel.steps.map(\.text), split: subjects.split.columns,
      notes: clauses.notes + compiler.missingEntityNotes(entities) + times.notes(on: whole, period), compiler: compiler)
    return PreparedQuestion(plans: [.sequence(plan)]) { results throws(ExecutionError) in
      guard case .sequence(let result)? = results.first else { return [] }
      return [table.make(result)]
    }
  }
}

/// Binds a funnel's steps: their events and bounds.
private struct StepBinder {
  /// More units in a span are an error.
  private static let longestSpan = 100_000

  let compiler: Compiler
  let subject: Int
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  func step(_ step: OrderedFunnel.Step, isFirst: Bool) -> SequencePlan.Step? {
    if isFirst, step.within != nil {
      report(
        Diagnostic(
          "no-step-before", "the first step has no step before it to be within", at: step.span,
          notes: ["the period limits the first step; `overall` counts from it"]))
    }
    let within = step.within.map { shift($0, at: step.span) }
    let events = EventBinder(compiler: compiler, report: report)
    guard let inputs = events.inputs(of: step.event, leadingTo: subject) else { return nil }
    for input in inputs where input.time == nil {
      let entity = compiler.catalog.entities[input.entity].name
      report(Diagnostic("no-time", "\(entity) have no time, so they are no events", at: step.event.path.span))
      return nil
    }
    guard within.map({ $0 != nil }) ?? true else { return nil }
    return SequencePlan.Step(inputs: inputs, within: within ?? nil)
  }

  /// A span as it is added to an event's time.
  func shift(_ span: TimeSpan, at place: Span) -> TimeShift? {
    guard let count = compiler.number(span.count, report) else { return nil }
    guard (0...Self.longestSpan).contains(count) else {
      report(Diagnostic("bad-span", "a span has at most \(Self.longestSpan) units", at: place))
      return nil
    }
    if span.unit == .hour { return .hours(count) }
    guard let grain = Grain(span.unit) else {
      report(
        Diagnostic("bad-span", "a span is counted in hours, days, weeks, months, quarters or years", at: place))
      return nil
    }
    return .calendar(count, grain)
  }
}

extension ClauseBinder {
  /// The subjects that a question's `where` chooses, split by the one dimension of its `by`.
  ///
  /// - Parameter what: the report, for messages.
  func subjects(_ subject: Int, _ question: Question, of what: Message) -> (input: Input, split: Split)? {
    let clauses = question.clauses
    let isGrain = clauses.by.contains { if case .grain = $0 { true } else { false } }
    if isGrain || clauses.by.count > 1 {
      report(Diagnostic("unexpected-clause", "\(what) is split by one dimension", at: clauses.bySpan))
      return nil
    }
    var aggregates = [
      Aggregate(.count, inputs: [Input(entity: subject, time: compiler.catalog.entities[subject].time)])
    ]
    restrict(&aggregates, to: clauses.condition)
    _ = compiler.refuse(aggregates, question, report)
    let split = split(&aggregates, by: clauses.by)
    if diagnostics.contains(where: { $0.severity == .error }) { return nil }
    return (aggregates[0].inputs[0], split)
  }
}

/// Shapes the steps of an ordered funnel.
private struct OrderedFunnelTable: Sendable {
  let plan: SequencePlan
  let events: [String]
  let split: [ResultColumn]
  let notes: [String]
  let compiler: Compiler

  func make(_ result: SequenceTable) -> ResultTable {
    var table = ResultTable(
      name: "funnel", period: plan.frame.whole.days, columns: split + columns, rows: [])
    let groups: [(keys: [Value], steps: [SequenceTable.Step])] =
      split.isEmpty
      ? [([], result.total)]
      : result.groups.map { group in (zip(result.keys, group.keys).map { $0.value(of: $1) }, group.steps) }
    var lines: [[Value]] = []
    for group in groups {
      for (step, values) in rows(group.steps).enumerated() {
        table.states += states(group.steps, step, row: lines.count, values)
        lines.append(group.keys + values)
      }
    }
    table.rows = ResultRows(lines)
    if !split.isEmpty { table.parts = [.init(name: "totals", columns: columns, rows: rows(result.total))] }
    table.notes = notes + openNotes(result.total)
    table.picture = .steps(
      groups: split.map(\.name), name: OrderedFunnelReport.event.name, value: counted.name,
      rate: OrderedFunnelReport.stepConversion.name)
    table.origin = origin(groups)
    return table
  }

  /// Behind a step's count are those who reach it, behind `maturing` those who still may; a step is its number.
  private func origin(_ groups: [(keys: [Value], steps: [SequenceTable.Step])]) -> TableOrigin {
    let name = counted.name
    func those(_ reach: SequenceTable.Reach?) -> TableOrigin.Condition {
      reach.map { .chain($0) } ?? .rows(.constant(false))
    }
    let rows = groups.flatMap { group in
      group.steps.enumerated().map { index, step in
        TableOrigin.Row(
          labels: group.keys + [.integer(Int64(index + 1))], keys: (group.keys + [.null]).map { _ in .any },
          conditions: [name: those(step.reaching), OrderedFunnelReport.maturing.name: those(step.waitingFor)])
      }
    }
    let counted = Aggregate(.count, inputs: [Input(entity: plan.subjects.entity, time: nil)])
    let number = TableOrigin.Cell(.aggregate(0))
    return TableOrigin(
      plan: GroupedPlan(frame: plan.frame, by: [], dimensions: [], aggregates: [counted], columns: [.aggregate(0)]),
      keyColumns: (split.map(\.name) + [OrderedFunnelReport.step.name]).map { .init($0, by: nil) }, rows: rows,
      cells: [name: number, OrderedFunnelReport.maturing.name: number])
  }

  private func rows(_ steps: [SequenceTable.Step]) -> [[Value]] {
    let entered = Int64(steps[0].subjects)
    return steps.enumerated().map { index, step in
      let subjects = Int64(step.subjects)
      let before = index == 0 ? entered : Int64(steps[index - 1].subjects)
      let maturing: Value = index == 0 || plan.isBounded(index) ? .integer(Int64(step.waiting)) : .null
      return [
        .integer(Int64(index + 1)), .text(events[index]), .integer(subjects), .percentage(subjects, of: entered),
        .percentage(subjects, of: before), step.medianSeconds.map { .real($0 / 86_400) } ?? .null, maturing,
      ]
    }
  }

  /// The cells that can still change: by the period's further days, or by steps that are still waited for.
  private func states(
    _ steps: [SequenceTable.Step], _ index: Int, row: Int, _ values: [Value]
  ) -> [ResultTable.CellState] {
    let step = steps[index]
    let hasNoEnd = isOpenEnded(steps, upTo: index)
    let isPartial = Window.unit.isPartial(for: plan.frame.whole, in: plan.frame)
    return zip(columns, values).compactMap { column, value in
      guard column.kind == .metric, column.name != OrderedFunnelReport.maturing.name || value != .null else {
        return nil
      }
      if isPartial { return .init(row: row, column: column.name, state: .partial) }
      let isOpen = column.name == OrderedFunnelReport.medianDays.name ? step.isMedianOpen : step.isOpen
      if isOpen { return .init(row: row, column: column.name, state: .maturing) }
      return hasNoEnd ? .init(row: row, column: column.name, state: .open) : nil
    }
  }

  /// Whether a step, or one on the way to it, is waited for without an end: it has no bound, and not all have got there.
  private func isOpenEnded(_ steps: [SequenceTable.Step], upTo index: Int) -> Bool {
    index > 0
      && (1...index).contains { !plan.isBounded($0) && steps[$0].subjects < steps[$0 - 1].subjects }
  }

  /// Which steps are waited for without an end.
  private func openNotes(_ steps: [SequenceTable.Step]) -> [String] {
    steps.indices.filter { $0 > 0 && !plan.isBounded($0) && isOpenEnded(steps, upTo: $0) }.map { index in
      compiler.told("step \(index + 1) can still rise: \(events[index]) count whenever they come")
    }
  }

  /// How many reach a step.
  private var counted: ResultColumn {
    compiler.counting(
      plan.subjects.entity, besides: split.map(\.name) + OrderedFunnelReport.report.columns.map(\.name))
  }

  private var columns: [ResultColumn] {
    var columns = OrderedFunnelReport.report.columns.map { $0.column(in: compiler.language) }
    columns.insert(counted, at: 2)
    return columns
  }
}
