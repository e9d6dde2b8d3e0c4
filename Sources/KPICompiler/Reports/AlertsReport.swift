import KPIEngine
import KPILanguage

/// `alerts [PERIOD]`: which of the declared alerts fire, how far the numbers are from their limits, since when, and what
/// to do.
///
/// Each alert is a question of its own, `show METRIC, LIMIT, CONDITION by UNIT`; the table only picks from their rows.
package enum AlertsReport {
  /// What its table is called.
  package static let name = Keyword.alerts.rawValue

  static let metric = ReportColumn("metric", "chỉ số", .dimension, .text)
  static let grain = ReportColumn("per", "mỗi", .dimension, .text)

  static let report = Report(
    verb: .alerts, summary: "which alerts fire, since when, and what to do", clauses: [.period],
    example: "alert orders per day when orders < 3 \"call the leads of last week\"; alerts",
    columns: [
      metric, grain, ReportColumn("unit", "kỳ", .dimension, .text), ReportColumn("value", "giá trị", .metric, .number),
      ReportColumn("limit", "ngưỡng", .metric, .number), ReportColumn("since", "từ ngày", .value, .date),
      ReportColumn("units", "số kỳ liền", .value), ReportColumn("condition", "điều kiện", .value, .text),
      ReportColumn("advice", "việc cần làm", .value, .text),
    ]
  ) { question, compiler, tell in
    guard case .report(.alerts, _, _) = question.verb else { return nil }
    return { prepare(question, compiler, tell) }
  }

  static func prepare(
    _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let period = question.clauses.period
    let alerts = compiler.catalog.alerts.map { AlertBinder($0, compiler, report).prepared(in: period) }
    let known = alerts.compactMap { $0 }
    let days = period.flatMap { compiler.unit(of: $0, earliest: { known.map(\.earliest).min() }, report) }
    guard known.count == alerts.count, period == nil || days != nil else { return nil }
    let today = compiler.context.today
    let table = AlertsTable(
      compiler: compiler, alerts: known, isOfPeriod: period != nil,
      days: days?.days ?? ResultTable.Days(first: today, last: today))
    return PreparedQuestion(plans: known.map(\.plan)) { results throws(ExecutionError) in
      [try table.table(results)]
    }
  }
}

/// An alert whose question is bound.
struct PreparedAlert: Sendable {
  var declaration: AlertDeclaration
  var metric: MetricQuestion.Item
  var grain: Grain
  /// The first and the day after the last of the units in question, each in the period that is asked for.
  var asked: Range<Int>
  /// The first day of the earliest row.
  var earliest: Int
  var plan: Plan
  /// Its units, one row each: the unit, the metric, what it is compared with, what of the condition holds, and at the
  /// end whether the alert fires.
  var units: @Sendable (PlanResult) throws(ExecutionError) -> ResultTable?
  var test: AlertTest
  /// The parts of the condition, as `test` numbers them.
  var parts: [Part]

  /// Where a part of the condition stands among the columns of `units`.
  struct Part: Sendable {
    /// Nil where it has no limit of the metric.
    var limit: Int?
    var holds: Int
    /// Whether further rows cannot undo that it holds, where its limit is final.
    var holdsOn: Bool
  }
}

/// Makes the question of an alert.
struct AlertBinder {
  /// How many units before those in question are looked at for the first of a run.
  private static let lookBack: [Grain: Int] = [.day: 731, .week: 260, .month: 120, .quarter: 80, .year: 50]

  private let alert: AlertDeclaration
  private let compiler: Compiler
  private let report: (Diagnostic) -> Void

  init(_ alert: AlertDeclaration, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void) {
    (self.alert, self.compiler, self.report) = (alert, compiler, report)
  }

  /// The alert's question; nil where something in it is wrong, which has then been reported.
  ///
  /// - Parameter period: the period that is asked for; nil asks for now.
  func prepared(in period: Period?) -> PreparedAlert? {
    let metrics = MetricBinder(compiler: compiler)
    let name = alert.metric.names.first
    let declared = name.flatMap { alert.metric.names.count == 1 ? compiler.catalog.metric(named: $0.text) : nil }
    guard let name, let declared, let bound = metrics.metric(name), let grain = Grain(alert.unit) else {
      metrics.diagnostics.forEach(report)
      if metrics.diagnostics.isEmpty {
        report(
          Diagnostic(
            "unknown-metric", "there is no metric `\(shown(alert.metric.text))`", at: alert.metric.span,
            label: DidYouMean.label(for: alert.metric.text, among: compiler.catalog.metricOrder)))
      }
      return nil
    }
    let times = AskedTimes(bound.aggregates, compiler)
    let today = compiler.context.today
    let earliest = min(times.earliest() ?? today, today)
    let asked: FrameUnit?
    if let period {
      guard let unit = times.unit(of: period, report) else { return nil }
      asked = unit
    } else {
      asked = nil
    }
    let units = self.units(grain, asked: asked, earliest: earliest)
    let item = compiler.item(MetricItem(expression: Expression(.path(alert.metric), name.span), text: name.text), bound)
    var written: [AlertTest.Part] = []
    let test = AlertTest(alert.condition, &written) { limit(of: declared, in: $0) }
    guard let (question, places) = question(item, written, metrics, units.frame) else { return nil }
    guard let prepared = question.prepare(compiler, report), case .grouped(let plan)? = prepared.plans.first else {
      return nil
    }
    return PreparedAlert(
      declaration: alert, metric: question.items[0], grain: grain, asked: units.asked, earliest: earliest,
      plan: .grouped(plan), units: { result throws(ExecutionError) in try prepared.shape([result]).first },
      test: test,
      parts: places.map { place in
        // The unit stands before the plan's own columns.
        let column = plan.columns.indices.contains(place.holds - 1) ? plan.columns[place.holds - 1] : nil
        return .init(limit: place.limit, holds: place.holds, holdsOn: column.map { plan.staysTrue($0) } ?? false)
      })
  }

  /// The days that the question is over, whole units of them, and those that are asked for.
  private func units(_ grain: Grain, asked: FrameUnit?, earliest: Int) -> (frame: Range<Int>, asked: Range<Int>) {
    let today = compiler.context.today
    let last = min((asked?.end ?? today + 1) - 1, today)
    var end = grain.adding(1, to: grain.start(of: last))
    // A unit that ends after the period is none of its units, unless it is still running.
    if let asked, end > asked.end, end <= today + 1 { end = grain.start(of: last) }
    let lastStart = grain.start(of: end - 1)
    let back = grain.adding(-(Self.lookBack[grain] ?? 100), to: lastStart)
    let first = min(max(back, grain.start(of: earliest)), lastStart)
    return (first..<end, max(asked?.start ?? lastStart, first)..<max(end, (asked?.start ?? first) + 1))
  }

  /// The question of the units, and where each part of the condition stands in its answer.
  private func question(
    _ item: MetricQuestion.Item, _ parts: [AlertTest.Part], _ metrics: MetricBinder, _ days: Range<Int>
  ) -> (MetricQuestion, [(limit: Int?, holds: Int)])? {
    let span = alert.condition.span
    func holds(_ condition: Expression) -> BoundMetric? {
      // `if(CONDITION, 1, 0)`
      var call = Call(function: Name("if", span))
      call.arguments = [condition] + [1, 0].map { Expression(.number(NumberLiteral(coefficient: $0)), span) }
      return metrics.expression(Expression(.call(call), span))
    }
    let limits = parts.map { part in part.limit.map { metrics.expression($0, beside: item.metric.unit) } }
    let tests = parts.map { holds($0.condition) }
    let whole = parts.count == 1 ? tests[0] : holds(alert.condition)
    metrics.diagnostics.forEach(report)
    guard let whole, tests.allSatisfy({ $0 != nil }), limits.allSatisfy({ $0.map { $0 != nil } ?? true }) else {
      return nil
    }
    var items = [item]
    var places: [(limit: Int?, holds: Int)] = parts.map { _ in (nil, 0) }
    for (index, bound) in limits.enumerated() {
      guard let bound = bound ?? nil else { continue }
      // A bare number is in the metric's own unit.
      let unit = bound.unit ?? item.column.unit
      items.append(.init(column: compiler.column("limit\(index)", label: nil, unit: unit), metric: bound, span: span))
      places[index].limit = items.count
    }
    for (index, bound) in tests.enumerated() where parts.count > 1 {
      guard let bound else { continue }
      items.append(.init(column: compiler.column("part\(index)", label: nil, unit: nil), metric: bound, span: span))
      places[index].holds = items.count
    }
    items.append(.init(column: compiler.column("fires", label: nil, unit: nil), metric: whole, span: span))
    if parts.count == 1 { places[0].holds = items.count }
    var clauses = Clauses()
    clauses.by = [.grain(alert.unit, alert.span)]
    clauses.bySpan = alert.span
    clauses.period = Period(
      .range(from: Self.moment(days.lowerBound, alert.span), to: Self.moment(days.upperBound - 1, alert.span)),
      alert.span)
    let question = MetricQuestion(
      name: AlertsReport.name, items: items, clauses: clauses, defaultPeriod: .all, isPart: true,
      hasWrittenUnits: false)
    return (question, places)
  }

  private static func moment(_ day: Int, _ span: Span) -> Moment {
    let date = CivilDate(dayNumber: day)
    return Moment(.literal(.day(year: date.year, month: date.month, day: date.day)), span)
  }

  /// What the metric is compared with: the other side of a comparison that has it on one.
  private func limit(of metric: MetricDeclaration, in condition: Expression) -> Expression? {
    func isMetric(_ side: Expression) -> Bool {
      switch side.kind {
      case .path(let path): compiler.catalog.metric(named: path.text)?.name.text == metric.name.text
      case .bracketed(let inner): isMetric(inner)
      default: false
      }
    }
    switch condition.kind {
    case .binary(.equal, let lhs, let rhs), .binary(.notEqual, let lhs, let rhs), .binary(.less, let lhs, let rhs),
      .binary(.lessOrEqual, let lhs, let rhs), .binary(.greater, let lhs, let rhs),
      .binary(.greaterOrEqual, let lhs, let rhs):
      return isMetric(lhs) ? rhs : isMetric(rhs) ? lhs : nil
    case .bracketed(let inner), .not(let inner): return limit(of: metric, in: inner)
    default: return nil
    }
  }
}

extension GroupedPlan {
  /// Whether a condition that holds goes on holding whatever rows a running unit still gets: a count is above something
  /// that does not depend on the unit's rows.
  fileprivate func staysTrue(_ expression: Scalar) -> Bool {
    switch expression {
    case .choose(let condition, .integer(1), .integer(0)): staysTrue(condition)
    case .all(let parts), .any(let parts): parts.allSatisfy(staysTrue)
    case .compare(.greater, let lhs, let rhs), .compare(.greaterOrEqual, let lhs, let rhs):
      onlyRises(lhs) && isSettled(rhs)
    case .compare(.less, let lhs, let rhs), .compare(.lessOrEqual, let lhs, let rhs): onlyRises(rhs) && isSettled(lhs)
    default: false
    }
  }

  /// Whether further rows of the unit only make more of a number.
  private func onlyRises(_ expression: Scalar) -> Bool {
    switch expression {
    case .aggregate(let index):
      let aggregate = aggregates[index]
      let isCount = aggregate.function == .count || aggregate.function == .distinct
      return isCount && aggregate.placement == .point && aggregate.each == nil
        && aggregate.inputs.allSatisfy { input in
          // What asks for other rows or moments may stop holding.
          input.condition.map { !$0.contains(\.mayTurn) } ?? true
        }
    case .arithmetic(.add, let lhs, let rhs): return onlyRises(lhs) && onlyRises(rhs)
    case .coalesce(let operands): return operands.allSatisfy { onlyRises($0) || $0.constantNumber != nil }
    default: return false
    }
  }

  /// Whether a number does not rest on rows of the unit: a constant, or numbers of units that are over.
  private func isSettled(_ expression: Scalar) -> Bool {
    expression.aggregates.allSatisfy { index in
      if aggregates[index].isAllotted { return true }
      return switch aggregates[index].shifts.first {
      case .previous, .ago, .fixed: true
      case .rolling, .cumulative, .toDate, .soFar, nil: false
      }
    }
  }
}

extension Scalar {
  /// Whether it may be another one for a row that is there already.
  fileprivate var mayTurn: Bool {
    switch self {
    case .attached, .isFirst, .boundary, .isNull, .not: true
    default: false
    }
  }
}
