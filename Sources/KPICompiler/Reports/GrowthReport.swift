import KPIEngine
import KPILanguage

/// `growth [E[(CONDITION)]] PERIOD [by D]`: how many of E there are so far, at the checkpoints of a period.
enum GrowthReport {
  fileprivate static let date = ReportColumn("date", "ngày", .dimension, .date)
  fileprivate static let total = ReportColumn("total", "tổng")
  fileprivate static let added = ReportColumn("added", "tăng thêm")
  fileprivate static let growth = ReportColumn("growth", "tăng trưởng", .metric, .number, unit: "%")

  static let report = Report(
    verb: .growth, summary: "the number of SUBJECTS (or of another event) so far, at checkpoints",
    clauses: [.by, .period, .where], example: "growth month 2023-09 by source",
    columns: [date, total, added, growth]
  ) { question, compiler, tell in
    guard case .report(.growth, .event(let event), _) = question.verb else { return nil }
    return { prepare(event, question, compiler, tell) }
  }

  static func prepare(
    _ asked: Event?, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let event = asked ?? defaultEvent(question, compiler, report),
      let inputs = EventBinder(compiler: compiler, report: report).inputs(of: event)
    else { return nil }
    if compiler.refuse(inputs, at: event.path.span, report) { return nil }
    if inputs.contains(where: { $0.time == nil }) {
      report(
        Diagnostic("no-time", "`\(event.path.text)` has no time, so there is no growth to tell", at: event.path.span))
      return nil
    }
    let entities = Set(inputs.map(\.entity))
    let period = question.clauses.period ?? Period(.unit(.month, nil), question.verbSpan)
    let times = AskedTimes(inputs, compiler)
    var aggregates = [Aggregate(.count, inputs: inputs, window: .soFar)]
    let binder = ClauseBinder(compiler: compiler, viaSubject: false)
    binder.restrict(&aggregates, to: question.clauses.condition)
    if compiler.refuse(aggregates, question, report) { return nil }
    let split = binder.split(&aggregates, by: question.clauses.by)
    binder.diagnostics.forEach(report)
    if split.grain != nil || split.columns.count > 1 {
      report(
        Diagnostic(
          "unexpected-clause", "`growth` is split by one dimension; its dates are the period's checkpoints",
          at: question.clauses.bySpan))
      return nil
    }
    guard let asked = times.unit(of: period, report) else { return nil }
    let checkpoints = Checkpoints(of: asked, today: compiler.context.today)
    guard checkpoints.days.count <= MetricQuestion.mostUnits else {
      report(
        Diagnostic(
          "too-many-units",
          "\(checkpoints.days.count) checkpoints are too many; the earliest is \(CivilDate(dayNumber: checkpoints.days[0]).iso)",
          at: period.span, notes: ["at most \(MetricQuestion.mostUnits); take a shorter period"]))
      return nil
    }
    let whole = FrameUnit(start: asked.start, end: (checkpoints.days.last ?? asked.start - 1) + 1, grain: nil)
    func plan(_ aggregates: [Aggregate], _ number: Scalar) -> GroupedPlan {
      GroupedPlan(
        frame: Frame(whole: whole, today: compiler.context.today),
        by: split.by + [.dimension(split.dimensions.count)], dimensions: split.dimensions + [Dimension()],
        aggregates: aggregates, columns: [number])
    }
    func counted(_ window: Window, at position: (Scalar) -> Scalar) -> Aggregate {
      var aggregate = aggregates[0]
      aggregate.window = window
      for index in aggregate.inputs.indices {
        guard let time = aggregate.inputs[index].time else { continue }
        aggregate.inputs[index].keys.append(position(time))
      }
      return aggregate
    }
    // Where those before the period stand needs no look at each of them.
    let asking = plan(
      [counted(.before) { _ in .integer(-1) }, counted(.unit) { checkpoints.distance(to: $0) }],
      .arithmetic(.add, .aggregate(0), .aggregate(1)))
    let everything = plan([counted(.soFar) { checkpoints.position(of: $0) }], .aggregate(0))
    let table = GrowthTable(
      checkpoints: checkpoints, period: asked.days, split: split.columns, today: compiler.context.today,
      notes: binder.notes + compiler.missingEntityNotes(entities) + times.notes(on: asked, period),
      language: compiler.language)
    return PreparedQuestion(plans: [.grouped(asking)]) { results throws(ExecutionError) in
      guard case .grouped(let result)? = results.first else { return [] }
      return [table.make(result, everything)]
    }
  }

  /// What the model says grows, else its subject.
  private static func defaultEvent(
    _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> Event? {
    if let declared = compiler.catalog.reports["growth"]?.of { return declared }
    guard let subject = compiler.subject(question.verbSpan, report) else { return nil }
    return Event(Path([Name(compiler.catalog.entities[subject].name, question.verbSpan)]))
  }
}

/// The days at whose ends growth is told.
struct Checkpoints: Sendable {
  /// Ascending, none after today.
  let days: [Int]
  private let start: Int
  /// The ends of months, each of its own month; else days of one year at most.
  private let isMonthly: Bool

  /// The longest ranges told day by day and week by week.
  private static let mostDailyDays = 31
  private static let mostWeeklyDays = 366

  init(of period: FrameUnit, today: Int) {
    start = period.start
    let length = period.end - period.start
    let all = period.start..<max(period.start, min(period.end, today + 1))
    switch period.grain {
    case .month?, .quarter?:
      isMonthly = false
      days = Self.mondays(in: all, withFirst: true)
    case .year?:
      isMonthly = true
      days = Self.monthEnds(in: all)
    case .day?, .week?:
      isMonthly = false
      days = all.isEmpty ? [] : Array(all)
    case nil:
      isMonthly = length > Self.mostWeeklyDays
      if length <= Self.mostDailyDays {
        days = Array(all)
      } else {
        days = isMonthly ? Self.monthEnds(in: all) : Self.mondays(in: all, withFirst: false)
      }
    }
  }

  private static func mondays(in days: Range<Int>, withFirst: Bool) -> [Int] {
    days.filter { CivilDate.weekday(ofDay: $0) == 1 || withFirst && $0 == days.lowerBound }
  }

  private static func monthEnds(in days: Range<Int>) -> [Int] {
    var ends: [Int] = []
    var next = Grain.month.adding(1, to: Grain.month.start(of: days.lowerBound))
    while next <= days.upperBound {
      ends.append(next - 1)
      next = Grain.month.adding(1, to: next)
    }
    return ends
  }

  /// Where a row stands, as `checkpoint(at:)` reads it: days or months since the period's start, −1 before it.
  func position(of time: Scalar) -> Scalar {
    // A row of the start's own month, but before the start, is at distance 0.
    let isBefore = Scalar.compare(.less, time, .stamp(day: start, second: 0))
    return .choose(isBefore, then: .integer(-1), otherwise: distance(to: time))
  }

  /// Where a row of the period stands: days or months since its start.
  func distance(to time: Scalar) -> Scalar {
    .function(isMonthly ? .calendarMonths : .days, [.stamp(day: start, second: 0), time])
  }

  /// The last position that the checkpoint counts.
  func lastPosition(of checkpoint: Int) -> Int { isMonthly ? checkpoint : days[checkpoint] - start }

  /// The first checkpoint that counts rows at a position; nil for those before the period, which all count.
  func checkpoint(at position: Int) -> Int? {
    if position < 0 { return nil }
    if isMonthly { return position }
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < start + position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Shapes counts by position into rows by checkpoint and group.
private struct GrowthTable: Sendable {
  let checkpoints: Checkpoints
  let period: ResultTable.Days
  let split: [ResultColumn]
  let today: Int
  let notes: [String]
  let language: TextLanguage

  /// One group: how many it has before the period, and how many each checkpoint adds.
  private struct Group {
    var key: Int?
    var label: Value?
    var before: Int64 = 0
    var added: [Int64]
  }

  /// - Parameter plan: all rows until the last checkpoint, which are behind the numbers.
  func make(_ result: GroupedTable, _ plan: GroupedPlan) -> ResultTable {
    var groups: [Group] = split.isEmpty ? [Group(added: checkpoints.days.map { _ in 0 })] : []
    for row in result.rows {
      let key = split.isEmpty ? nil : row.keys[0]
      if groups.last?.key != key {
        let label = key.map { result.keys[0].value(of: $0) }
        groups.append(Group(key: key, label: label, added: checkpoints.days.map { _ in 0 }))
      }
      guard case .integer(let position)? = zip(result.keys, row.keys).map({ $0.value(of: $1) }).last else { continue }
      let count = row.columns[0].wholeNumber
      if let checkpoint = checkpoints.checkpoint(at: Int(position)) {
        if checkpoint < checkpoints.days.count { groups[groups.count - 1].added[checkpoint] += count }
      } else {
        groups[groups.count - 1].before += count
      }
    }
    var table = ResultTable(name: "growth", period: period, columns: columns, rows: rows(groups))
    table.notes = notes
    table.origin = origin(groups, result, plan)
    table.picture = .growth(total: GrowthReport.total.name, added: GrowthReport.added.name)
    // Today is still running.
    if checkpoints.days.last == today {
      let numbers = columns.filter { $0.kind == .metric }
      for row in (table.rows.count - groups.count)..<table.rows.count {
        table.states += numbers.map { .init(row: row, column: $0.name, state: .partial) }
      }
    }
    return table
  }

  /// Behind `total` are the rows up to the checkpoint, behind `added` those since the one before.
  private func origin(_ groups: [Group], _ result: GroupedTable, _ plan: GroupedPlan) -> TableOrigin {
    let position = split.count
    let rows = checkpoints.days.enumerated().flatMap { index, day in
      groups.map { group -> TableOrigin.Row in
        let total = TableOrigin.Condition.key(position, .lessOrEqual, checkpoints.lastPosition(of: index))
        // Since the checkpoint before; the first one counts from the period's start.
        let earlier = index == 0 ? -1 : checkpoints.lastPosition(of: index - 1)
        return TableOrigin.Row(
          labels: [.date(day)] + (group.label.map { [$0] } ?? []),
          keys: [.any] + (group.key.map { [result.keys[0].key(of: $0, isUnit: false)] } ?? []),
          conditions: [
            GrowthReport.total.name: total, GrowthReport.added.name: .all([total, .key(position, .greater, earlier)]),
          ])
      }
    }
    let number = TableOrigin.Cell(.aggregate(0))
    return TableOrigin(
      plan: plan,
      keyColumns: [.init(GrowthReport.date.name, by: nil)] + split.enumerated().map { .init($1.name, by: $0) },
      rows: rows,
      cells: [GrowthReport.total.name: number, GrowthReport.added.name: number])
  }

  private func rows(_ groups: [Group]) -> [[Value]] {
    var totals = groups.map(\.before)
    var rows: [[Value]] = []
    for (index, day) in checkpoints.days.enumerated() {
      for (position, group) in groups.enumerated() {
        let added = group.added[index]
        let earlier = totals[position]
        totals[position] = earlier + added
        let growth = Value.percentage(added, of: earlier)
        rows.append(
          [.date(day)] + (group.label.map { [$0] } ?? []) + [.integer(totals[position]), .integer(added), growth])
      }
    }
    return rows
  }

  private var columns: [ResultColumn] {
    [GrowthReport.date.column(in: language)] + split
      + [GrowthReport.total, GrowthReport.added, GrowthReport.growth].map { $0.column(in: language) }
  }
}
