import KPIEngine
import KPILanguage

/// What the numbers of an answer mean, in lines: `--card` and `| card`.
struct Card {
  private let compiler: Compiler
  private let question: Question
  private let plans: [Plan]

  init(_ question: Question, plans: [Plan], compiler: Compiler) {
    self.compiler = compiler
    self.question = question
    self.plans = plans
  }

  private var catalog: Catalog { compiler.catalog }

  /// A sentence in the output language.
  private func text(_ english: String, _ vietnamese: String) -> String {
    compiler.language == .vietnamese ? vietnamese : english
  }

  /// The lines for one of the answer's tables.
  func lines(of table: ResultTable) -> [String] {
    guard table.layout != .text else { return [] }
    return period(of: table) + windows + counted + bounds + [reckoning, asOf, nulls, total(of: table)]
      + definitions(of: table)
  }

  // MARK: Time

  private func period(of table: ResultTable) -> [String] {
    guard let days = table.period else { return [] }
    if days.isEverything {
      return [text("period: all, because the rows have no time", "kỳ: tất cả, vì các dòng không có thời điểm")]
    }
    let edges = "\(iso(days.first)) 00:00:00 … \(iso(days.last)) 23:59:59"
    return [text("period: \(edges), both included", "kỳ: \(edges), kể cả hai đầu")]
  }

  private var windows: [String] {
    var lines: [String] = []
    for case .grouped(let plan) in plans {
      guard let other = plan.comparison?.whole, other.end > other.start else { continue }
      let days = "\(iso(other.start)) … \(iso(other.end - 1))"
      lines.appendNew(text("compared with: \(days)", "so với: \(days)"))
    }
    return lines
  }

  private var bounds: [String] {
    guard case .orderedFunnel(let funnel) = question.verb else { return [] }
    var lines: [String] = []
    for step in funnel.steps {
      guard let within = step.within else { continue }
      let span = "\(within.count) \(within.unit.rawValue)s"
      lines.append(
        text(
          "step `\(step.text)`: at most \(span) after the step before, the bound itself included",
          "bước `\(step.text)`: nhiều nhất \(span) sau bước trước, kể cả đúng hạn"))
    }
    if let overall = funnel.overall {
      let span = "\(overall.count) \(overall.unit.rawValue)s"
      lines.append(
        text(
          "all steps: at most \(span) after the first, the bound itself included",
          "mọi bước: nhiều nhất \(span) sau bước đầu, kể cả đúng hạn"))
    }
    return lines
  }

  private var reckoning: String {
    let zone = compiler.zoneName
    return text("time zone: \(zone); weeks start on Monday (ISO)", "múi giờ: \(zone); tuần bắt đầu từ thứ Hai (ISO)")
  }

  private var asOf: String {
    let today = iso(compiler.context.today)
    return text(
      "as of: \(today); rows dated after it are as if not there",
      "tính đến: \(today); dòng có ngày sau đó coi như chưa có")
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
    return units.map { text("unit counted: ", "đơn vị đếm: ") + $0 }
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
    let row = text("a row of \(entity.name)", "một dòng của \(entity.label ?? entity.name)")
    guard let time = input.time else { return row }
    let name = entity.members.first { $0.value.expression == time || $0.asWritten == time }?.name
    guard let name else { return row }
    return row + text(" by \(name)", " theo \(name)")
  }

  private func words(_ window: Window) -> String {
    switch window {
    case .unit: text("in the period", "trong kỳ")
    case .soFar: text("all up to the period's end", "tất cả đến cuối kỳ")
    case .before: text("all before the period", "tất cả trước kỳ")
    case .beforeRow: text("all before the row that asks", "tất cả trước dòng đang xét")
    case .ever, .always: text("ever", "từ trước đến nay")
    case .fixed(let start, let end): "\(iso(start)) … \(iso(end - 1))"
    }
  }

  private func words(open window: Window) -> String {
    window == .unit
      ? text("open at some time in the period", "mở vào lúc nào đó trong kỳ")
      : text("open at the period's end", "còn mở vào cuối kỳ")
  }

  private func words(_ shift: Shift) -> String {
    switch shift {
    case .previous: text("of the period before", "của kỳ trước")
    case .ago(let count, let grain): text("\(count) \(grain.rawValue)s earlier", "sớm hơn \(count) \(grain.rawValue)")
    case .rolling(let count, let grain):
      text("the last \(count) \(grain.rawValue)s up to the unit's end", "\(count) \(grain.rawValue) tính đến cuối kỳ")
    case .cumulative: text("from the question's first day", "từ ngày đầu của câu hỏi")
    case .toDate(let grain): text("from the \(grain.rawValue)'s start", "từ đầu \(grain.rawValue)")
    case .soFar: text("with everything before", "cùng mọi thứ trước đó")
    case .fixed(let unit):
      unit.isAll ? text("ever", "từ trước đến nay") : "\(iso(unit.start)) … \(iso(unit.end - 1))"
    }
  }

  // MARK: Reading the table

  private var nulls: String {
    text(
      "nulls: a missing value is the group (none), last; counts and sums of nothing are 0, ratios and averages null",
      "giá trị trống: thành nhóm (chưa rõ), xếp cuối; đếm và tổng của không có gì là 0, tỷ lệ và trung bình là trống")
  }

  private func total(of table: ResultTable) -> String {
    table.total == nil
      ? text("total: none", "tổng: không có")
      : text(
        "total: computed over everything asked, not added up from the rows",
        "tổng: tính trên toàn bộ những gì được hỏi, không cộng từ các dòng")
  }

  // MARK: Definitions

  /// The formulas of the table's metrics and of all that they rest on, in the model's order.
  private func definitions(of table: ResultTable) -> [String] {
    let binder = MetricBinder(compiler: compiler)
    for expression in asked { _ = binder.expression(expression) }
    for name in names(in: table) {
      if let metric = catalog.metric(named: name) { _ = binder.metric(metric) }
    }
    let metrics = catalog.metricOrder.filter(binder.boundMetrics.contains).compactMap { catalog.metrics[$0] }
    let events = catalog.events.keys.sorted().filter { key in metrics.contains { $0.text.hasWord(key) } }
    return events.compactMap { catalog.events[$0] }.map { event in
      "\(event.name.text) = \(event.parts.map { $0.entity.text + ($0.condition == nil ? "" : "(…)") }.joined(separator: " + "))"
    }
      + metrics.map { metric in
        let unit = metric.unit.map { " as \($0.text)" } ?? ""
        return "\(metric.name.text) = \(metric.text)\(unit)" + (metric.betterLower ? " better lower" : "")
      }
  }

  /// The expressions that the question names itself; those that would ask further questions are left alone.
  private var asked: [Expression] {
    switch question.verb {
    case .show(let items):
      items.filter { !$0.text.contains { $0 == "[" || $0 == "$" } }.map(\.expression)
    case .share(let item), .why(let item):
      [item].filter { !$0.text.contains { $0 == "[" || $0 == "$" } }.map(\.expression)
    case .forecast(let expression, _):
      if case .path = expression.kind { [expression] } else { [] }
    default: []
    }
  }

  /// What may be a metric's name: columns, events of the question, values of a column of metrics.
  private func names(in table: ResultTable) -> [String] {
    var names = table.columns.filter { $0.kind == .metric }.map(\.name)
    switch question.verb {
    case .orderedFunnel(let funnel): names += funnel.steps.map(\.event.path.text)
    case .cycle(.event(let event)?, _), .growth(let event?), .retention(let event?, _): names.append(event.path.text)
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
