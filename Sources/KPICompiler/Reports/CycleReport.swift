import KPIEngine
import KPILanguage

/// `cycle [OUTCOME] days N | weeks N [by D]`: how long subjects take from creation to an outcome.
enum CycleReport {
  fileprivate static let cohort = ReportColumn("cohort", "nhóm", .dimension, .text)
  fileprivate static let created = ReportColumn("created", "tạo mới")
  fileprivate static let offset = ReportColumn("offset", "sau", .dimension)
  fileprivate static let rate = ReportColumn("rate", "tỷ lệ", .metric, .number, unit: "%")
  fileprivate static let converted = ReportColumn("converted", "đạt")
  fileprivate static let averageDays = ReportColumn(
    "average_days", "số ngày trung bình", .metric, .number, unit: "days")

  static let report = Report(
    verb: .cycle, summary: "how long SUBJECTS take from creation to an outcome", clauses: [.by, .where],
    example: "cycle relationship=Chốt days 8",
    columns: [cohort, created, offset, rate, converted, averageDays]
  ) { question, compiler, tell in
    guard case .cycle(let outcome, let horizon) = question.verb else { return nil }
    return { prepare(outcome, horizon, question, compiler, tell) }
  }

  static func prepare(
    _ outcome: Outcome?, _ horizon: Horizon?, _ question: Question, _ compiler: Compiler,
    _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let subject = compiler.subject(question.verbSpan, report) else { return nil }
    let window = self.window(horizon, question.verbSpan, compiler, report)
    let reached = OutcomeBinder(compiler: compiler, subject: subject, report: report).time(
      of: outcome, question.verbSpan)
    guard let created = compiler.creation(of: subject, for: "cycle", question.verbSpan, report), let window,
      let reached
    else { return nil }
    if compiler.refuse(compiler.missingEntities(of: reached), at: question.verbSpan, report) { return nil }
    let today = compiler.context.today
    let grain = window.grain
    let running = grain.start(of: today)
    let first = grain.adding(1 - window.count, to: running)
    let whole = FrameUnit(start: first, end: grain.adding(1, to: running), grain: nil)
    let frame = Frame(whole: whole, units: grain.units(of: whole, today: today), today: today)
    // Who reached the outcome before being created counts in no cell.
    let isReached = Scalar.compare(.greaterOrEqual, reached, created)
    let distance: Scalar.Function = grain == .week ? .weeks : .days
    let offset = Scalar.choose(isReached, then: .function(distance, [created, reached]), otherwise: .null)
    let days = Scalar.choose(isReached, then: .function(.days, [created, reached]), otherwise: .null)
    var aggregates = [
      Aggregate(.count, inputs: [Input(entity: subject, time: created)]),
      Aggregate(.sum, inputs: [Input(entity: subject, time: created, payload: days)]),
    ]
    let binder = ClauseBinder(compiler: compiler, viaSubject: false)
    binder.restrict(&aggregates, to: question.clauses.condition)
    if compiler.refuse(aggregates, question, report) { return nil }
    let split = binder.split(&aggregates, by: question.clauses.by)
    binder.diagnostics.forEach(report)
    if split.grain != nil || split.columns.count > 1 {
      report(Diagnostic("unexpected-clause", "`cycle` is split by one dimension", at: question.clauses.bySpan))
      return nil
    }
    for index in aggregates.indices { aggregates[index].inputs[0].keys.append(offset) }
    var plan = GroupedPlan(
      frame: frame, by: split.by + [.grain, .dimension(split.dimensions.count)],
      dimensions: split.dimensions + [Dimension()], aggregates: aggregates,
      columns: [.aggregate(0), .aggregate(1)])
    // The triangle has a place for every offset; in their own order they need not be sorted by how many they are.
    plan.order = RowOrder(by: .key(plan.by.count - 1), descending: false)
    let table = CycleTable(
      frame: frame, grain: grain, count: window.count, split: split.columns,
      notes: binder.notes + AskedTimes(aggregates, compiler).notes(from: first), causes: reached.causes,
      counted: compiler.counting(
        subject,
        besides: split.columns.map(\.name)
          + [Self.cohort, Self.created, Self.offset, Self.rate, Self.converted].map(\.name)),
      compiler: compiler)
    return PreparedQuestion(plans: [.grouped(plan)]) { [plan] results throws(ExecutionError) in
      guard case .grouped(let result)? = results.first else { return [] }
      return [table.make(result, plan)]
    }
  }

  /// Days 4 … 84, weeks 1 … 12.
  static func window(
    _ horizon: Horizon?, _ span: Span, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> (grain: Grain, count: Int)? {
    guard let horizon else {
      report(
        Diagnostic(
          "no-horizon", "how many days or weeks back is missing", at: span, label: "add `days 8` or `weeks 12`"))
      return nil
    }
    let allowed: ClosedRange<Int>
    switch horizon.unit {
    case .day: allowed = 4...84
    case .week: allowed = 1...12
    default:
      report(Diagnostic("bad-horizon", "it is counted in days or weeks", at: horizon.span))
      return nil
    }
    guard let count = compiler.number(horizon.count, report) else { return nil }
    guard allowed.contains(count) else {
      report(
        Diagnostic(
          "bad-horizon",
          "`\(horizon.unit.told)s` takes \(allowed.lowerBound) to \(allowed.upperBound), not \(count)",
          at: horizon.span))
      return nil
    }
    return (horizon.unit == .week ? .week : .day, count)
  }
}

extension Compiler {
  /// When the subjects were created; reports where they have no time.
  func creation(of subject: Int, for verb: String, _ span: Span, _ report: (Diagnostic) -> Void) -> Scalar? {
    if let time = catalog.entities[subject].time { return time }
    report(
      Diagnostic(
        "no-time", "\(catalog.entities[subject].told) have no time, so `\(verb)` cannot tell when they were created",
        at: span, notes: ["a model declares it with `time COLUMN`"]))
    return nil
  }

  /// The entity that the reports count.
  func subject(_ span: Span, _ report: @escaping (Diagnostic) -> Void) -> Int? {
    if let subject = catalog.subject { return subject }
    report(
      Diagnostic(
        "no-subject", "the model `\(catalog.name)` declares no subject", at: span,
        notes: ["a model declares it with `subject ENTITY`"]))
    return nil
  }
}

/// Shapes the cohorts of a cycle: a triangle of offsets, its totals, and what became of each cohort.
private struct CycleTable: Sendable {
  let frame: Frame
  let grain: Grain
  let count: Int
  let split: [ResultColumn]
  let notes: [String]
  /// What a subject that has not reached the outcome waits for, whenever it comes.
  let causes: Openness
  /// How many reached the outcome.
  let counted: ResultColumn
  let compiler: Compiler

  /// One cohort of one group.
  private struct Cohort {
    var group: Value?
    var unit: Int
    var created: Int64 = 0
    /// By offset, of those that there are units for.
    var reached: [Int64]
    var converted: Int64 = 0
    var days: Int64 = 0
  }

  func make(_ result: GroupedTable, _ plan: GroupedPlan) -> ResultTable {
    var cohorts: [Cohort] = []
    let groupKey = split.isEmpty ? nil : 0
    let unitKey = split.count
    var groupCode: Int?
    let offsets = result.cells(ofKey: unitKey + 1)
    let (subjects, elapsed) = (result.rows.columns[0].wholeNumbers, result.rows.columns[1].wholeNumbers)
    let units = result.rows.keys[unitKey]
    for row in result.rows.indices {
      let unit = units[row]
      let code = groupKey.map { result.rows.keys[$0][row] }
      if cohorts.last?.unit != unit || groupCode != code {
        cohorts.append(
          Cohort(
            group: groupKey.map { result.keys[$0].value(of: result.rows.keys[$0][row]) }, unit: unit,
            reached: [Int64](repeating: 0, count: frame.units.count)))
        groupCode = code
      }
      let customers = subjects[row]
      let last = cohorts.count - 1
      cohorts[last].created += customers
      guard case .integer(let offset) = offsets[row] else { continue }
      if offset >= 0, offset < Int64(frame.units.count) { cohorts[last].reached[Int(offset)] += customers }
      cohorts[last].converted += customers
      cohorts[last].days += elapsed[row]
    }
    cohorts.removeAll { $0.created == 0 }
    var table = ResultTable(
      name: "cycle", period: frame.whole.days,
      columns: split + [
        cohortColumn, column(CycleReport.created), column(CycleReport.offset), counted, column(CycleReport.rate),
      ], rows: rows(cohorts))
    table.parts = [totals(cohorts), outcomes(cohorts)]
    table.states = states(cohorts)
    table.layout = .grid(
      lines: split.map(\.name) + ["cohort", "created"], across: "offset", cells: [counted.name, "rate"])
    table.notes = notes + (cohorts.allSatisfy { $0.converted == $0.created } ? [] : openNotes)
    table.origin = origin(result, plan)
    return table
  }

  /// `d0`, `w3`: who reached the outcome that many days or weeks later; `converted`: who did at all; `created`.
  private func origin(_ result: GroupedTable, _ plan: GroupedPlan) -> TableOrigin {
    let number = Scalar.aggregate(0)
    let offset = split.count
    var cells: [String: TableOrigin.Cell] = [
      "created": TableOrigin.Cell(number),
      "converted": TableOrigin.Cell(number, further: .hasKey(offset)),
    ]
    let letter = grain == .day ? "d" : "w"
    for distance in frame.units.indices {
      cells["\(letter)\(distance)"] = TableOrigin.Cell(number, further: .key(offset, .equal, distance))
    }
    return TableOrigin(
      plan: plan, keyColumns: (split.map(\.name) + ["cohort"]).enumerated().map { .init($1, by: $0) },
      rows: result.origins(of: plan, keyCount: split.count + 1),
      cells: cells)
  }

  /// What the running day or week can still change: the last offset of every cohort, and the size of its own.
  private func states(_ cohorts: [Cohort]) -> [ResultTable.CellState] {
    var states: [ResultTable.CellState] = []
    var row = 0
    for cohort in cohorts {
      let isRunning = observed(cohort) == 1
      row += observed(cohort)
      states += (isRunning ? ["created", counted.name, "rate"] : [counted.name, "rate"]).map {
        .init(row: row - 1, column: $0, state: .partial)
      }
    }
    return states
  }

  /// Offsets that have been observed: up to the running unit.
  private func observed(_ cohort: Cohort) -> Int { frame.units.count - cohort.unit }

  /// A row for every offset of every cohort.
  private func rows(_ cohorts: [Cohort]) -> ResultRows {
    let count = cohorts.reduce(0) { $0 + observed($1) }
    var groups: [Value] = []
    var units: [Int32] = []
    var created: [Int64] = []
    var offsets: [Int64] = []
    var reached: [Int64] = []
    var rates: [Double] = []
    for cohort in cohorts {
      let own = observed(cohort)
      if let group = cohort.group { groups.append(contentsOf: repeatElement(group, count: own)) }
      units.append(contentsOf: repeatElement(Int32(truncatingIfNeeded: cohort.unit), count: own))
      created.append(contentsOf: repeatElement(cohort.created, count: own))
      for offset in 0..<own {
        offsets.append(Int64(offset))
        reached.append(cohort.reached[offset])
        rates.append(Value.percentage(cohort.reached[offset], of: cohort.created).number ?? .nan)
      }
    }
    return ResultRows(
      columns: (split.isEmpty ? [] : [.values(groups)]) + [
        .coded(units, among: frame.units.map(\.label)), .exact(created, scale: 0), .exact(offsets, scale: 0),
        .exact(reached, scale: 0), .reals(rates),
      ], count: count)
  }

  private func totals(_ cohorts: [Cohort]) -> ResultTable.Part {
    var created = [Int64](repeating: 0, count: frame.units.count)
    var customers = created
    for cohort in cohorts {
      for offset in 0..<observed(cohort) {
        created[offset] += cohort.created
        customers[offset] += cohort.reached[offset]
      }
    }
    let rows = frame.units.indices.map { offset -> [Value] in
      [
        .integer(Int64(offset)), .integer(created[offset]), .integer(customers[offset]),
        .percentage(customers[offset], of: created[offset]),
      ]
    }
    return ResultTable.Part(
      name: "totals",
      columns: [
        column(CycleReport.offset), column(CycleReport.created), counted, column(CycleReport.rate),
      ], rows: rows)
  }

  private func outcomes(_ cohorts: [Cohort]) -> ResultTable.Part {
    func line(_ group: Value?, _ label: Value, _ cohorts: [Cohort]) -> [Value] {
      let created = cohorts.reduce(0) { $0 + $1.created }
      let converted = cohorts.reduce(0) { $0 + $1.converted }
      let days = cohorts.reduce(0) { $0 + $1.days }
      return (group.map { [$0] } ?? []) + [
        label, .integer(created), .integer(converted), .percentage(converted, of: created),
        converted == 0 ? .null : .real(Double(days) / Double(converted)),
      ]
    }
    let total = line(split.isEmpty ? nil : .null, .null, cohorts)
    var part = ResultTable.Part(
      name: "cohorts",
      columns: split + [
        cohortColumn, column(CycleReport.created), converted, column(CycleReport.rate),
        column(CycleReport.averageDays),
      ], rows: cohorts.map { line($0.group, frame.units[$0.unit].label, [$0]) } + [total])
    for (row, those) in (cohorts.map { [$0] } + [cohorts]).enumerated() {
      guard let state = outcomeState(those) else { continue }
      let names = (state == .partial ? ["created"] : []) + ["converted", "rate", "average_days"]
      part.states += names.map { .init(row: row, column: $0, state: state) }
    }
    return part
  }

  /// Whether what became of cohorts can change: while one is running, and as long as somebody has not reached the
  /// outcome, which then counts whenever it comes.
  private func outcomeState(_ cohorts: [Cohort]) -> ResultTable.CellState.State? {
    if cohorts.contains(where: { observed($0) == 1 }) { return .partial }
    return cohorts.contains { $0.converted < $0.created } ? .open : nil
  }

  private var converted: ResultColumn { column(CycleReport.converted) }

  private var openNotes: [String] { compiler.notes(on: causes, of: converted) }

  private var cohortColumn: ResultColumn {
    CycleReport.cohort.column(in: compiler.language, type: grain == .day ? .date : nil)
  }

  private func column(_ own: ReportColumn) -> ResultColumn { own.column(in: compiler.language) }
}

extension Scalar {
  /// The rows that an outcome of subjects waits for.
  fileprivate var causes: Openness {
    var result = Openness()
    func add(_ expression: Scalar) {
      if case .attached(let sub, _) = expression {
        for input in sub.aggregate.inputs { result.wait(for: .rows(entity: input.entity), .rises) }
      }
      expression.operands.forEach(add)
    }
    add(self)
    return result
  }
}

extension Value {
  /// A whole number's value, 0 for anything else.
  var wholeNumber: Int64 { if case .integer(let number) = self { number } else { 0 } }

  /// `part × 100 ÷ whole`; null where the whole is 0.
  static func percentage(_ part: Int64, of whole: Int64) -> Value {
    whole == 0 ? .null : .real(Double(part) * 100 / Double(whole))
  }
}
