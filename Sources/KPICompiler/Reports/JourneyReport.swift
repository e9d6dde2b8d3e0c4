import KPIEngine
import KPILanguage

/// `journey [detail] [by D] days N | weeks N`: how many subjects are in each state, day by day or week by week.
enum JourneyReport {
  fileprivate static let date = ReportColumn("date", "ngày", .dimension, .date)
  fileprivate static let change = ReportColumn("change", "thay đổi")
  fileprivate static let arrived = ReportColumn("in", "vào")
  fileprivate static let left = ReportColumn("out", "ra")

  static let report = Report(
    verb: .journey, summary: "how many SUBJECTS are in each state, day by day or week by week",
    clauses: [.by, .where],
    example: "journey by department weeks 12", columns: [date, change, arrived, left]
  ) { question, compiler, tell in
    guard case .report(.journey, .word(let detail), let own) = question.verb else { return nil }
    return { prepare(detail: detail, own.horizon, question, compiler, tell) }
  }

  static func prepare(
    detail: Bool, _ horizon: Horizon?, _ question: Question, _ compiler: Compiler,
    _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let subject = compiler.subject(question.verbSpan, report) else { return nil }
    let window = CycleReport.window(horizon, question.verbSpan, compiler, report)
    let path = dimension(question, compiler, report)
    let sides = path.flatMap { HistoryBinder(compiler: compiler, subject: subject, report: report).sides(of: $0) }
    let clauses = ClauseBinder(compiler: compiler, viaSubject: false)
    var subjects = [
      Aggregate(.count, inputs: [Input(entity: subject, time: compiler.catalog.entities[subject].time)])
    ]
    clauses.restrict(&subjects, to: question.clauses.condition)
    clauses.diagnostics.forEach(report)
    if compiler.refuse(subjects, question, report) { return nil }
    guard compiler.creation(of: subject, for: "journey", question.verbSpan, report) != nil, let window,
      let path, let sides,
      !clauses.diagnostics.contains(where: { $0.severity == .error })
    else { return nil }
    let today = compiler.context.today
    let grain = window.grain
    let (before, days) = self.days(window.count, grain, today: today)
    let start = grain == .week ? before + 1 : days.first ?? today
    var dimension = Dimension()
    if case .link(let target) = sides.present.type {
      dimension.nameColumn = compiler.catalog.entities[target].nameColumn
    }
    let plan = AsOfPlan(
      subjects: subjects[0].inputs[0], present: sides.present.expression,
      changes: AsOfPlan.Changes(
        entity: sides.history.changes, subject: sides.history.subject, time: sides.history.timeAsWritten,
        from: sides.from, to: sides.to),
      dimension: dimension, days: days, dayBefore: before,
      frame: Frame(whole: FrameUnit(start: start, end: today + 1, grain: nil), today: today))
    let (name, label) = compiler.columnName(path, from: subject, viaSubject: false)
    let table = JourneyTable(
      plan: plan,
      state: ResultColumn(name: name, label: label, kind: .dimension, type: sides.present.type.column),
      isDetailed: detail,
      notes: clauses.notes + compiler.missingEntityNotes([subject, sides.history.changes])
        + AskedTimes(
          subjects[0].inputs + [Input(entity: sides.history.changes, time: sides.history.time)], compiler
        ).notes(from: start), compiler: compiler)
    return PreparedQuestion(plans: [.asOf(plan)]) { results throws(ExecutionError) in
      guard case .asOf(let result)? = results.first else { return [] }
      return [table.make(result)]
    }
  }

  /// The one dimension asked for, or the model's.
  private static func dimension(
    _ question: Question, _ compiler: Compiler, _ report: (Diagnostic) -> Void
  ) -> Path? {
    switch question.clauses.by.first {
    case .path(let path)? where question.clauses.by.count == 1: return path
    case nil:
      if let declared = compiler.catalog.reports["journey"]?.by { return declared }
      report(
        Diagnostic(
          "not-declared", "the model `\(compiler.catalog.name)` declares no dimension for `journey`",
          at: question.verbSpan, label: "add `by DIMENSION`",
          notes: ["a model declares it with `report journey by DIMENSION`"]))
      return nil
    default:
      report(
        Diagnostic("unexpected-clause", "`journey` is split by one dimension", at: question.clauses.bySpan))
      return nil
    }
  }

  /// The last days up to today, or the last Sundays and today; and the one before them.
  static func days(_ count: Int, _ grain: Grain, today: Int) -> (before: Int, days: [Int]) {
    if grain == .day { return (today - count, Array(today - count + 1...today)) }
    let monday = Grain.week.start(of: today)
    return (monday - 1 - 7 * (count - 1), (1..<count).reversed().map { monday - 1 - 7 * ($0 - 1) } + [today])
  }
}

extension ScalarType {
  /// How a dimension of the type is shown.
  fileprivate var column: ResultColumn.ValueType {
    switch self {
    case .number: .number
    case .time: .date
    case .boolean: .boolean
    case .text, .null, .link: .text
    }
  }
}

/// Shapes the states at the end of each day.
private struct JourneyTable: Sendable {
  let plan: AsOfPlan
  let state: ResultColumn
  let isDetailed: Bool
  let notes: [String]
  let compiler: Compiler

  func make(_ result: AsOfTable) -> ResultTable {
    var rows: [[Value]] = []
    for (day, cells) in zip(plan.days, result.cells) {
      for (state, cell) in zip(result.states, cells) {
        let moves: [Value] = [.integer(Int64(cell.arrived)), .integer(Int64(cell.left))]
        rows.append(
          [
            .date(day), result.labels.value(of: state), .integer(Int64(cell.subjects)),
            .integer(Int64(cell.arrived - cell.left)),
          ] + (isDetailed ? moves : []))
      }
    }
    let metrics =
      [counted]
      + (isDetailed ? [JourneyReport.change, JourneyReport.arrived, JourneyReport.left] : [JourneyReport.change])
      .map { $0.column(in: compiler.language) }
    var table = ResultTable(
      name: "journey", period: plan.frame.whole.days, columns: [date, state] + metrics, rows: rows)
    // Today is not over.
    for row in rows.indices.suffix(result.states.count) {
      table.states += metrics.map { .init(row: row, column: $0.name, state: .partial) }
    }
    table.layout = .grid(lines: [state.name], across: date.name, cells: metrics.map(\.name))
    table.notes = notes
    table.picture = .layers(time: date.name, group: state.name, value: counted.name)
    table.origin = origin(result)
    return table
  }

  /// How many are in a state.
  private var counted: ResultColumn {
    compiler.counting(plan.subjects.entity, besides: [state.name] + JourneyReport.report.columns.map(\.name))
  }

  /// Behind the count are those in the state at the day's end, behind `in` and `out` those who came and went.
  private func origin(_ result: AsOfTable) -> TableOrigin {
    let columns = TableOrigin.StateColumns(
      present: counted.name, arrived: JourneyReport.arrived.name, left: JourneyReport.left.name)
    let grouped = GroupedPlan(
      frame: plan.frame, by: [], dimensions: [],
      aggregates: [Aggregate(.count, inputs: [plan.subjects], window: .soFar)], columns: [.aggregate(0)])
    let drilled = isDetailed ? [columns.present, columns.arrived, columns.left] : [columns.present]
    return TableOrigin(
      plan: grouped, keyColumns: [.init(date.name, by: nil), .init(state.name, by: nil)],
      rows: TableOrigin.Rows(of: result, plan, columns: columns),
      cells: Dictionary(uniqueKeysWithValues: drilled.map { ($0, TableOrigin.Cell(.aggregate(0))) }))
  }

  private var date: ResultColumn { JourneyReport.date.column(in: compiler.language) }
}
