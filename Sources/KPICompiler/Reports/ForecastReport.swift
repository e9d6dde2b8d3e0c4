import KPIEngine
import KPILanguage

/// `forecast M next N months [where …]`: a projection of a metric by months, with its method and its backtest error.
///
/// - History: the metric by month, from the month of the earliest row of its entities to the last complete month that
///   the rows reach to the end of: the running month is left out, and so is a month that the data breaks off in. Months at the beginning without anything (0 or null) are left out too, and so is
///   everything up to the last month without a value.
/// - Methods: the seasonal naive one (the same month a year before) is what the others have to beat, from 18 months of
///   history on: fewer leave no year to learn it from and a half to test it with. These are a
///   damped trend and, where there are 24 months to learn from, Holt–Winters with additive or multiplicative seasons,
///   its trend damped or not. Fitted without the last months (a year; at least 6, where there is less history),
///   each forecasts them; the least mean symmetric error (sMAPE) wins, the seasonal naive one where equal. The winner
///   is then fitted to the whole history.
/// - Rows: the N months after the running one, with the range that holds the number with 95 % (from the one-step
///   errors, taken as normal); nothing goes below 0 where the history never did. 12 complete months are needed.
/// - JSON has every method's error under `backtest`; a note says the same in words.
enum ForecastReport {
  fileprivate static let low = ReportColumn("low", "thấp", .value, .number)
  fileprivate static let high = ReportColumn("high", "cao", .value, .number)

  static let report = Report(
    verb: .forecast, summary: "a projection with its error", clauses: [.where],
    example: "forecast revenue next 3 months", columns: [low, high]
  ) { question, compiler, tell in
    guard case .report(.forecast, .metric(let metric), let own) = question.verb else { return nil }
    return { prepare(metric.expression, own.next, question, compiler, tell) }
  }

  /// Half a year to learn from and half a year to test with.
  static let fewest = 12
  private static let mostMonths = 24

  static func prepare(
    _ expression: Expression, _ next: TimeSpan?, _ question: Question, _ compiler: Compiler,
    _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let metrics = MetricBinder(compiler: compiler)
    let metric = metrics.expression(expression)
    metrics.diagnostics.forEach(report)
    let count = months(next, question, compiler, report)
    guard let asked = metric, let count else { return nil }
    let clauses = ClauseBinder(compiler: compiler, viaSubject: false)
    let known = compiler.known(asked, under: question.clauses.condition, clauses)
    guard let metric = known.metric else {
      clauses.diagnostics.forEach(report)
      _ = compiler.refuse(known.missing, at: expression.span, report)
      return nil
    }
    let today = compiler.context.today
    let entities = Set(metric.aggregates.flatMap { $0.inputs.map(\.entity) })
    guard metrics.haveTimes(metric.aggregates, for: "forecast", at: expression.span) else {
      metrics.diagnostics.forEach(report)
      return nil
    }
    let times = AskedTimes(metric.aggregates, compiler)
    let running = Grain.month.start(of: today)
    // What comes after the newest row is not known to be nothing.
    let end = min(running, Grain.month.start(of: (times.newest()?.day ?? today) + 1))
    let first = Grain.month.start(of: times.earliest() ?? today)
    let whole = FrameUnit(start: first, end: max(first, end), grain: nil)
    let units = first < end ? Grain.month.units(of: whole, today: today) : []
    guard units.count >= fewest else {
      report(tooShort(units.count, from: units.first, at: expression.span))
      return nil
    }
    var aggregates = metric.aggregates
    clauses.restrict(&aggregates, to: question.clauses.condition)
    clauses.diagnostics.forEach(report)
    if clauses.diagnostics.contains(where: { $0.severity == .error }) { return nil }
    let plan = GroupedPlan(
      frame: Frame(whole: whole, units: units, today: today), by: [.grain], dimensions: [], aggregates: aggregates,
      columns: [metric.expression])
    var (name, label): (String, String?) = ("value", nil)
    if case .path(let path) = expression.kind, let declared = compiler.catalog.metric(named: path.text) {
      (name, label) = (declared.name.text, declared.label)
    }
    let table = ForecastTable(
      count: count, running: running, end: end, metric: compiler.column(name, label: label, unit: metric.unit),
      notes: clauses.notes + compiler.missingEntityNotes(entities, metric.aggregates) + times.notes(from: running),
      compiler: compiler)
    return PreparedQuestion(plans: [.grouped(plan)]) { results throws(ExecutionError) in
      guard case .grouped(let result)? = results.first else { return [] }
      let history = result.rows.map { (month: units[$0.keys[0]].start, number: $0.columns[0].number) }
      return [try table.make(history)]
    }
  }

  private static func months(
    _ next: TimeSpan?, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> Int? {
    guard let next else {
      report(
        Diagnostic(
          "no-horizon", "how many months ahead is missing", at: question.verbSpan, label: "add `next 3 months`"))
      return nil
    }
    guard next.unit == .month else {
      report(
        Diagnostic(
          "bad-horizon", "a forecast goes by months, not by \(next.unit.told)s", at: question.verbSpan,
          label: "write `next 3 months`"))
      return nil
    }
    guard let count = compiler.number(next.count, report) else { return nil }
    guard (1...mostMonths).contains(count) else {
      report(
        Diagnostic(
          "bad-horizon", "a forecast goes 1 to \(mostMonths) months ahead, not \(count)", at: question.verbSpan))
      return nil
    }
    return count
  }

  private static func tooShort(_ count: Int, from unit: FrameUnit?, at span: Span) -> Diagnostic {
    let start = unit.map { Grain.month.label(ofUnitAt: $0.start) }
    return Diagnostic(
      "too-short",
      start.map { "a forecast needs \(fewest) complete months, and there are \(count) since \($0)" }
        ?? "a forecast needs \(fewest) complete months, and there are \(count)", at: span,
      notes: ["6 months to learn from and 6 to test the method with; a month that is not over does not count"])
  }
}

/// Chooses a method by its backtest, and shapes its projection.
private struct ForecastTable: Sendable {
  let count: Int
  /// The first day of the running month.
  let running: Int
  /// The first day after the history.
  let end: Int
  let metric: ResultColumn
  let notes: [String]
  let compiler: Compiler

  /// Of the history; two years show the seasons.
  private static let drawnMonths = 24

  private enum Method: Hashable {
    case seasonalNaive
    case smoothing(Smoothing.Seasons, isDamped: Bool)

    /// The simplest first, which wins where errors are equal.
    static let all: [Method] = [
      .seasonalNaive, .smoothing(.none, isDamped: true), .smoothing(.additive, isDamped: true),
      .smoothing(.additive, isDamped: false), .smoothing(.multiplicative, isDamped: true),
      .smoothing(.multiplicative, isDamped: false),
    ]

    var name: Message {
      switch self {
      case .seasonalNaive: "seasonal naive"
      case .smoothing(.none, _): "damped trend"
      case .smoothing(.additive, isDamped: true): "Holt–Winters additive, damped"
      case .smoothing(.additive, isDamped: false): "Holt–Winters additive"
      case .smoothing(.multiplicative, isDamped: true): "Holt–Winters multiplicative, damped"
      case .smoothing(.multiplicative, isDamped: false): "Holt–Winters multiplicative"
      }
    }

    /// The months after a series; nil where the method cannot be fitted to it.
    func forecast(_ series: [Double], _ count: Int) -> [(number: Double, deviation: Double)]? {
      switch self {
      case .seasonalNaive:
        let numbers = Smoothing.seasonalNaive(series, count)
        return numbers.isEmpty ? nil : numbers
      case .smoothing(let seasons, let isDamped):
        return Smoothing.fit(series, seasons: seasons, isDamped: isDamped)?.forecast(count)
      }
    }
  }

  func make(_ history: [(month: Int, number: Double?)]) throws(ExecutionError) -> ResultTable {
    let known = history.suffix(from: history.lastIndex { $0.number == nil }.map { $0 + 1 } ?? 0)
    let used = known.drop { $0.number == 0 }
    let series = used.compactMap(\.number)
    let first = Grain.month.adding(1, to: running)
    var table = ResultTable(
      name: "forecast",
      period: ResultTable.Days(first: first, last: Grain.month.adding(count, to: first) - 1),
      columns: [
        compiler.grainColumn(.month), metric, bound(ForecastReport.low), bound(ForecastReport.high),
      ], rows: [])
    table.notes = notes
    table.picture = .band(value: metric.name, low: ForecastReport.low.name, high: ForecastReport.high.name, before: [])
    // While a script is checked there is no history.
    if history.isEmpty { return table }
    guard series.count >= ForecastReport.fewest, let start = used.first?.month else {
      throw .tooFewMonths(series.count, needed: ForecastReport.fewest)
    }
    // The running month, and those that the data does not reach, are stepped over: they are not what comes next.
    let gap = Grain.month.units(of: FrameUnit(start: end, end: first, grain: nil), today: first).count
    let errors = backtest(series)
    guard let best = errors.min(by: { $0.error < $1.error }),
      let ahead = best.method.forecast(series, gap + count)
    else { return table }
    let least = series.contains { $0 < 0 } ? -Double.infinity : 0
    table.rows = ResultRows(
      ahead.dropFirst(gap).enumerated().map { index, month in
        let reach = 1.959964 * month.deviation
        return [
          .unit(.month, day: Grain.month.adding(index, to: first)), .real(max(least, month.number)),
          .real(max(least, month.number - reach)), .real(max(least, month.number + reach)),
        ]
      })
    table.picture = .band(
      value: metric.name, low: ForecastReport.low.name, high: ForecastReport.high.name,
      before: used.suffix(Self.drawnMonths).map { month in
        Picture.Earlier(place: .unit(.month, day: month.month), number: month.number.map(Value.real) ?? .null)
      })
    table.parts = [part(errors, best.method)]
    table.notes += explain(errors, best.method, series, from: start)
    return table
  }

  /// How many of the last months the methods are tested on.
  private func tested(_ count: Int) -> Int {
    let half = Smoothing.period / 2
    let learning = count >= 2 * Smoothing.period + half ? 2 : 1
    return max(half, min(Smoothing.period, count - learning * Smoothing.period))
  }

  /// Every method that the history allows, with its error over the last months.
  private func backtest(_ series: [Double]) -> [(method: Method, error: Double)] {
    let count = tested(series.count)
    let learned = Array(series.dropLast(count))
    let actual = Array(series.suffix(count))
    let least = series.contains { $0 < 0 } ? -Double.infinity : 0
    return Method.all.compactMap { method in
      guard let forecast = method.forecast(learned, count), method.forecast(series, 1) != nil else { return nil }
      let error = Smoothing.symmetricError(forecast.map { max(least, $0.number) }, actual)
      return error.isFinite ? (method, error) : nil
    }
  }

  // MARK: Columns and notes

  private func bound(_ own: ReportColumn) -> ResultColumn {
    var column = own.column(in: compiler.language)
    column.unit = metric.unit
    return column
  }

  private func part(_ errors: [(method: Method, error: Double)], _ best: Method) -> ResultTable.Part {
    ResultTable.Part(
      name: "backtest",
      columns: [
        ResultColumn(name: "method", kind: .dimension, type: .text),
        ResultColumn(name: "error", kind: .value, type: .number, unit: "%"),
        ResultColumn(name: "used", kind: .value, type: .boolean),
      ], rows: errors.map { [.text($0.method.name.english), .real($0.error), .boolean($0.method == best)] })
  }

  private func explain(
    _ errors: [(method: Method, error: Double)], _ best: Method, _ series: [Double], from start: Int
  ) -> [String] {
    func month(_ day: Int) -> String { Grain.month.label(ofUnitAt: day) }
    func percent(_ number: Double) -> Message {
      let tenths = Int((number * 10).rounded())
      return Message(
        named: "\(tenths / 10).\(tenths % 10) %", vietnamese: "\(tenths / 10),\(tenths % 10) %")
    }
    let last = Grain.month.adding(-1, to: end)
    let test = Grain.month.adding(-tested(series.count), to: end)
    let naive = errors.first { $0.method == .seasonalNaive }
    let others = errors.filter { $0.method != .seasonalNaive }.min { $0.error < $1.error }
    let listed = Message.list(
      [others, naive].compactMap { $0 }.map { "\($0.method.name) \(percent($0.error))" })
    var notes = [
      compiler.told("method: \(best.name), fitted to \(month(start)) – \(month(last))"),
      compiler.told("backtest error (sMAPE) over \(month(test)) – \(month(last)): \(listed)"),
      compiler.told("low – high: 95 % range"),
    ]
    if series.count < 30 {
      notes.append(
        compiler.told("seasons are learned from 30 complete months on, and there are \(series.count)"))
    }
    return notes
  }
}
