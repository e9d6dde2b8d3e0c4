import KPIEngine
import KPILanguage

/// What the numbers of an answer mean, in lines: `--card` and `| card`.
struct Card: Sendable {
  private let compiler: Compiler
  private let question: Question
  private let plans: [Plan]

  init(_ question: Question, plans: [Plan], compiler: Compiler) {
    self.compiler = compiler
    self.question = question
    self.plans = plans
  }

  private var catalog: Catalog { compiler.catalog }

  /// The lines for one of the answer's tables, made where they are read: few answers are asked what they mean.
  func later(of table: ResultTable) -> LaterLines? {
    guard table.layout != .text else { return nil }
    let named = names(in: table)
    var header = table.header
    (header.origin, header.aliases) = (nil, nil)
    return LaterLines { [header] in lines(of: header, named) }
  }

  /// - Parameter names: what may be a metric's name.
  private func lines(of table: ResultTable, _ names: [String]) -> [String] {
    period(of: table) + windows + counted + bounds + [reckoning, asOf, nulls, total(of: table)]
      + definitions(of: names)
  }

  // MARK: Time

  private func period(of table: ResultTable) -> [String] {
    guard let days = table.period else { return [] }
    if days.isEverything {
      return [compiler.told("period: all, because the rows have no time")]
    }
    let edges = "\(iso(days.first)) 00:00:00 … \(iso(days.last)) 23:59:59"
    return [compiler.told("period: \(edges), both included")]
  }

  private var windows: [String] {
    var lines: [String] = []
    for case .grouped(let plan) in plans {
      guard let other = plan.comparison?.whole, other.end > other.start else { continue }
      let days = "\(iso(other.start)) … \(iso(other.end - 1))"
      lines.appendNew(compiler.told("compared with: \(days)"))
    }
    return lines
  }

  private var bounds: [String] {
    guard case .orderedFunnel(let funnel) = question.verb else { return [] }
    var lines: [String] = []
    for step in funnel.steps {
      guard let within = step.within else { continue }
      let span = length(within)
      lines.append(
        compiler.told(
          "step `\(step.text)`: at most \(span) after the step before, the bound itself included"))
    }
    if let overall = funnel.overall {
      let span = length(overall)
      lines.append(
        compiler.told(
          "all steps: at most \(span) after the first, the bound itself included"))
    }
    return lines
  }

  private var reckoning: String {
    let zone = compiler.zoneName
    return compiler.told("time zone: \(zone); weeks start on Monday (ISO)")
  }

  private var asOf: String {
    let today = iso(compiler.context.today)
    return compiler.told(
      "as of: \(today); rows dated after it are as if not there")
  }

  private func iso(_ day: Int) -> String { CivilDate(dayNumber: day).iso }

  // MARK: What is counted

  private var counted: [String] {
    var units: [String] = []
    for plan in plans {
      switch plan {
      case .grouped(let plan): for aggregate in plan.aggregates { units.appendNew(contentsOf: counted(aggregate)) }
      case .sequence(let plan): for input in plan.steps.flatMap(\.inputs) { units.appendNew(unit(input)) }
      case .asOf(let plan): units.appendNew(unit(plan.subjects))
      case .rows(let plan, _): units.appendNew(unit(plan.input))
      }
    }
    return units.map { compiler.told("unit counted: \($0)") }
  }

  private func counted(_ aggregate: Aggregate) -> [String] {
    aggregate.inputs.map { input in
      guard input.time != nil else { return unit(input) }
      return unit(input) + ", "
        + (aggregate.placement == .point ? words(aggregate.window) : words(open: aggregate.window))
        + aggregate.shifts.map { ", " + words($0) }.joined()
    }
  }

  private func unit(_ input: Input) -> String {
    let entity = catalog.entities[input.entity]
    let rows = (compiler.language == .vi ? entity.label : nil) ?? entity.name
    let time = input.time.flatMap { time in
      entity.members.first { $0.value.expression == time || $0.asWritten == time }.map { compiler.told($0.told) }
    }
    return compiler.told(time.map { "a row of \(rows) by \($0)" } ?? "a row of \(rows)")
  }

  private func words(_ window: Window) -> String {
    switch window {
    case .unit: compiler.told("in the period")
    case .soFar: compiler.told("all up to the period's end")
    case .before: compiler.told("all before the period")
    case .beforeRow: compiler.told("all before the row that asks")
    case .ever, .always: compiler.told("ever")
    case .fixed(let start, let end): "\(iso(start)) … \(iso(end - 1))"
    }
  }

  private func words(open window: Window) -> String {
    window == .unit
      ? compiler.told("open at some time in the period")
      : compiler.told("open at the period's end")
  }

  private func words(_ shift: Shift) -> String {
    switch shift {
    case .previous: compiler.told("of the period before")
    case .ago(let count, let grain): compiler.told("\(length(count, grain.rawValue)) earlier")
    case .rolling(let count, let grain):
      compiler.told("the last \(length(count, grain.rawValue)) up to the unit's end")
    case .cumulative: compiler.told("from the question's first day")
    case .toDate(let grain):
      compiler.told("from the \(CalendarUnit(rawValue: grain.rawValue).map(compiler.word) ?? grain.rawValue)'s start")
    case .soFar: compiler.told("with everything before")
    case .fixed(let unit):
      unit.isAll ? compiler.told("ever") : "\(iso(unit.start)) … \(iso(unit.end - 1))"
    }
  }

  /// So many units of time: `30 days`.
  private func length(_ span: TimeSpan) -> String {
    let count = compiler.number(span.count) { _ in } ?? 0
    return length(count, span.unit.rawValue)
  }

  private func length(_ count: Int, _ unit: String) -> String {
    switch unit {
    case "hour": compiler.told("\(count) hours")
    case "day": compiler.told("\(count) days")
    case "week": compiler.told("\(count) weeks")
    case "month": compiler.told("\(count) months")
    case "quarter": compiler.told("\(count) quarters")
    default: compiler.told("\(count) years")
    }
  }

  // MARK: Reading the table

  private var nulls: String {
    compiler.told(
      "nulls: a missing value is the group (none), last; counts and sums of nothing are 0, ratios and averages null")
  }

  private func total(of table: ResultTable) -> String {
    table.total == nil
      ? compiler.told("total: none")
      : compiler.told(
        "total: computed over everything asked, not added up from the rows")
  }

  // MARK: Definitions

  /// The formulas of the table's metrics and of all that they rest on, in the model's order.
  private func definitions(of names: [String]) -> [String] {
    let binder = MetricBinder(compiler: compiler)
    for expression in asked { _ = binder.expression(expression) }
    for name in names {
      if let metric = catalog.metric(named: name) { _ = binder.metric(metric) }
    }
    let metrics = catalog.metricOrder.filter(binder.boundMetrics.contains).compactMap { catalog.metrics[$0] }
    let events = catalog.events.keys.sorted().filter { key in metrics.contains { $0.text.hasWord(key) } }
    return events.compactMap { catalog.events[$0] }.map { event in
      "\(event.name.text) = \(event.parts.map { $0.entity.text + ($0.condition == nil ? "" : "(…)") }.joined(separator: " + "))"
    }
      + metrics.map { metric in
        let unit = metric.unit.map { " as \($0.text)" } ?? ""
        let lower = metric.betterLower ? " " + compiler.told(Keyword.betterLower.told) : ""
        return compiler.told("\(metric.told) = \(compiler.formula(metric.text))") + unit + lower
      }
  }

  /// The expressions that the question names itself; those that would ask further questions are left alone.
  private var asked: [Expression] {
    switch question.verb {
    case .show(let items):
      items.filter { !$0.text.contains { $0 == "[" || $0 == "$" } }.map(\.expression)
    case .report(.forecast, .metric(let item), _):
      if case .path = item.expression.kind { [item.expression] } else { [] }
    case .report(_, .metric(let item), _):
      [item].filter { !$0.text.contains { $0 == "[" || $0 == "$" } }.map(\.expression)
    default: []
    }
  }

  /// What may be a metric's name: columns, events of the question, values of a column of metrics.
  private func names(in table: ResultTable) -> [String] {
    var names = table.columns.filter { $0.kind == .metric }.map(\.name)
    switch question.verb {
    case .orderedFunnel(let funnel): names += funnel.steps.map(\.event.path.text)
    case .cycle(.event(let event)?, _), .report(_, .event(let event?), _): names.append(event.path.text)
    default: break
    }
    if let column = table.columns.firstIndex(where: { $0.name == "metric" }) {
      for row in table.rows { if case .text(let name) = row[column] { names.append(name) } }
    }
    return names
  }
}

extension [String] {
  fileprivate mutating func appendNew(_ line: String) { if !contains(line) { append(line) } }
  fileprivate mutating func appendNew(contentsOf lines: [String]) { for line in lines { appendNew(line) } }
}

extension String {
  /// Whether the folded word stands in the text.
  fileprivate func hasWord(_ word: String) -> Bool {
    split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { Catalog.key(String($0)) == word }
  }
}
