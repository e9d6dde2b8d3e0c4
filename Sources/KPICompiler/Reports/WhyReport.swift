import KPIEngine
import KPILanguage

/// `why M PERIOD compare … [by D, …]`: what a change is made of.
enum WhyReport {
  fileprivate static let part = ReportColumn("part", "phần đóng góp", .metric, .number)
  fileprivate static let volumePart = ReportColumn("volume_part", "do tỷ trọng", .metric, .number)
  fileprivate static let ratePart = ReportColumn("rate_part", "do tỷ lệ", .metric, .number)

  static let report = Report(
    verb: .why, summary: "what a change is made of, group by group",
    clauses: [.by, .period, .where, .compare],
    example: "why revenue quarter 2023-Q3 compare previous by source",
    columns: [part, volumePart, ratePart]
  ) { question, compiler, tell in
    guard case .report(.why, .metric(let metric), _) = question.verb else { return nil }
    return { prepare(metric, question, compiler, tell) }
  }

  /// Without `by`, a table for each of so many of the subject's dimensions.
  static let mostDimensions = 4

  static func prepare(
    _ item: MetricItem, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let metrics = MetricBinder(compiler: compiler)
    let metric = metrics.expression(item.expression)
    metrics.diagnostics.forEach(report)
    if question.clauses.compare == nil {
      report(
        Diagnostic(
          "no-comparison", "`why` tells what a change is made of, and there is no period to compare with",
          at: question.verbSpan, label: "add `compare previous`, `compare year` or `compare with PERIOD`"))
    }
    if let grain = question.clauses.by.first(where: \.isTime) {
      report(
        Diagnostic(
          "unexpected-clause", "`why` is split by dimensions, not by \(grain.text)", at: question.clauses.bySpan,
          notes: ["`show \(shown(item.text)) by \(grain.text) … compare …` sets the units side by side"]))
    }
    var items: [MetricQuestion.Item] = []
    if let metric {
      items = [compiler.item(item, metric)]
      if !metric.isSumOfParts {
        guard let quotient = metric.quotient else {
          refuse(metric, item, compiler, report)
          return nil
        }
        items += [quotient.numerator, quotient.denominator].enumerated().map { position, part in
          MetricQuestion.Item(column: compiler.column("#\(position)", label: nil, unit: nil), metric: part)
        }
      }
    }
    // What the clauses say is checked even where the metric is wrong, so that one run shows every mistake.
    let whole = MetricQuestion(name: "why", items: items, clauses: question.clauses, defaultPeriod: .all)
    guard let prepared = whole.prepare(compiler, report), let first = items.first, question.clauses.compare != nil,
      !question.clauses.by.contains(where: \.isTime)
    else { return nil }
    let questions = question.clauses.by.isEmpty ? byDimensions(whole, compiler) : [prepared]
    if questions.isEmpty {
      report(
        Diagnostic(
          "no-groups", "there is no dimension that all of `\(shown(item.text))` has", at: question.verbSpan,
          label: "add `by DIMENSION`"))
      return nil
    }
    let isQuotient = items.count > 1
    return PreparedQuestion(plans: questions.flatMap(\.plans)) { results throws(ExecutionError) in
      var tables: [ResultTable] = []
      var rest = results[...]
      for question in questions {
        let own = Array(rest.prefix(question.plans.count))
        rest = rest.dropFirst(own.count)
        for table in try question.shape(own) {
          tables.append(try Contributions(table, first, isQuotient: isQuotient, compiler).table)
        }
      }
      return tables
    }
  }

  /// The question by each of the first of the subject's dimensions that all of the metric has.
  private static func byDimensions(_ question: MetricQuestion, _ compiler: Compiler) -> [PreparedQuestion] {
    guard let subject = compiler.catalog.subject else { return [] }
    let span = Span(SourceID(0), 0, 0)
    return compiler.catalog.entities[subject].members.lazy
      .filter { $0.kind == .dimension && $0.value.type == .text }
      .compactMap { member -> PreparedQuestion? in
        var one = question
        one.name = "why.by_\(member.name)"
        one.clauses.by = [.path(Path([Name(member.name, span)]))]
        var isBound = true
        var prepared = one.prepare(compiler) { if $0.severity == .error { isBound = false } }
        guard isBound, compiler.language == .vi, let shape = prepared?.shape else { return isBound ? prepared : nil }
        let title = "\(compiler.told(Keyword.why.told)) \(compiler.told(Keyword.by.told)) \(compiler.told(member.told))"
        prepared?.shape = { results throws(ExecutionError) in
          try shape(results).map { table in
            var table = table
            table.title = title
            return table
          }
        }
        return prepared
      }.prefix(mostDimensions).map { $0 }
  }

  private static func refuse(
    _ metric: BoundMetric, _ item: MetricItem, _ compiler: Compiler, _ report: (Diagnostic) -> Void
  ) {
    let parts = compiler.summands(of: item.expression).map { "`why \($0) …`" }
    report(
      Diagnostic(
        "wrong-kind", "`\(shown(item.text))` is \(metric.kind.description) whose groups are no parts of its change",
        at: item.expression.span, label: "a count, an amount, a stock, a ratio of these or a mean has parts",
        notes: parts.isEmpty ? [] : ["what it is made of has: \(parts.joined(separator: ", "))"]))
  }
}

/// Turns a compared table into what its change is made of.
///
/// Of a sum of parts a group's part is its own change. A quotient N ÷ D is the mean of the groups' rates
/// r = N ÷ D weighted by their shares w of all D. With each bar the mean of both periods, and R the whole's quotient:
///
///     volume part = Δw × (r̄ − R̄)      more weight where the rate is above the whole's
///     rate part   = w̄ × Δr             the same weight, another rate
///
/// These are Bennet's symmetric parts (T. L. Bennet, "The Theory of Measurement of Changes in Cost of Living",
/// Journal of the Royal Statistical Society 83, 1920): they leave no rest, and do not depend on which period is the
/// first. Σ Δw × R̄ = 0, so R̄ changes no sum; it makes a group that is like the whole have no volume part.
/// A group with no D in one period has the rate of the other.
private struct Contributions {
  private let source: ResultTable
  private let item: MetricQuestion.Item
  private let isQuotient: Bool
  private let compiler: Compiler
  private let keyCount: Int

  /// What a row, or the total, shows after its keys.
  private struct Line {
    var numbers: [Value]
    var part: Value
    var volume: Value = .null
    var rate: Value = .null
  }

  init(_ source: ResultTable, _ item: MetricQuestion.Item, isQuotient: Bool, _ compiler: Compiler) {
    self.source = source
    self.item = item
    self.isQuotient = isQuotient
    self.compiler = compiler
    keyCount = source.columns.prefix { $0.kind == .dimension }.count
  }

  /// A number of a row: of the metric (0), its numerator (1) or its denominator (2).
  private func number(_ row: [Value], _ item: Int, _ aspect: Int) -> Value { row[keyCount + 4 * item + aspect] }

  var table: ResultTable {
    get throws(ExecutionError) {
      let total = source.total ?? []
      let lines = try source.rows.map { row throws(ExecutionError) in try line(Array(row), total) }
      // The groups without a value stand last, as everywhere.
      let order = lines.indices.sorted { lhs, rhs in
        let (left, right) = (isNone(lhs), isNone(rhs))
        if left != right { return right }
        let (first, second) = (size(lines[lhs].part), size(lines[rhs].part))
        return first != second ? first > second : lhs < rhs
      }
      var whole = Line(numbers: Array(total[keyCount..<keyCount + 3]), part: number(total, 0, 2))
      if isQuotient {
        whole.volume = try sum(lines.map(\.volume))
        whole.rate = try sum(lines.map(\.rate))
      }
      var result = source
      result.picture = .parts(
        from: item.column.showing(.previous).name, to: item.column.name, part: WhyReport.part.name)
      result.rows = ResultRows(order.map { Array(source.rows[$0].prefix(keyCount)) + cells(lines[$0]) })
      if let overlap = try overlap(lines, whole) {
        result.rows.append(Array(repeating: .text("(overlap)"), count: keyCount) + cells(overlap))
      }
      result.total = Array(total.prefix(keyCount)) + cells(whole)
      result.columns = columns(result)
      result.states = states(order, overlap: result.rows.count > order.count ? order.count : nil)
      result.origin = origin(order)
      return result
    }
  }

  private func cells(_ line: Line) -> [Value] {
    line.numbers + [line.part] + (isQuotient ? [line.volume, line.rate] : [])
  }

  private func isNone(_ row: Int) -> Bool { source.rows[row].prefix(keyCount).allSatisfy { $0 == .null } }

  private func size(_ value: Value) -> Double { value.number.map { abs($0) } ?? -1 }

  private func sum(_ values: [Value]) throws(ExecutionError) -> Value {
    var sum: Value?
    for value in values where value != .null {
      sum = try sum == nil ? value : CellEvaluator.arithmetic(.add, sum ?? .null, value)
    }
    return sum ?? .null
  }

  // MARK: Parts

  private func line(_ row: [Value], _ total: [Value]) throws(ExecutionError) -> Line {
    var line = Line(numbers: Array(row[keyCount..<keyCount + 3]), part: .null)
    guard isQuotient else {
      line.part = try change(line.numbers)
      return line
    }
    guard let now = period(row, total, 0), let before = period(row, total, 1),
      let change = number(total, 0, 2).number, change.isFinite
    else { return line }
    let mean = (now.whole + before.whole) / 2
    let rates = [now.rate, before.rate].compactMap { $0 }
    let usual = rates.isEmpty ? mean : rates.reduce(0, +) / Double(rates.count)
    let volume = (now.weight - before.weight) * (usual - mean)
    // What a group has over no denominator is no rate; it stands with the rates, so that nothing is left.
    var rate = (now.rate == nil ? now.part : 0) - (before.rate == nil ? before.part : 0)
    if let present = now.rate, let previous = before.rate {
      rate = (now.weight + before.weight) / 2 * (present - previous)
    }
    (line.part, line.volume, line.rate) = (.real(volume + rate), .real(volume), .real(rate))
    return line
  }

  /// Of a sum over nothing the other period is the change.
  private func change(_ numbers: [Value]) throws(ExecutionError) -> Value {
    let (present, previous) = (numbers[0], numbers[1])
    if present == .null, previous == .null { return .null }
    return try CellEvaluator.arithmetic(
      .subtract, present == .null ? .integer(0) : present, previous == .null ? .integer(0) : previous)
  }

  /// A group in one period: its weight, its rate (nil over nothing), and both together.
  private func period(
    _ row: [Value], _ total: [Value], _ aspect: Int
  ) -> (weight: Double, rate: Double?, part: Double, whole: Double)? {
    guard let over = number(total, 1, aspect).number, let under = number(total, 2, aspect).number, under != 0 else {
      return nil
    }
    let numerator = number(row, 1, aspect).number ?? 0
    let denominator = number(row, 2, aspect).number ?? 0
    return (
      denominator / under, denominator == 0 ? nil : numerator / denominator, numerator / under, over / under
    )
  }

  /// What the groups have beyond (or below) the whole; nil where they add up to it.
  private func overlap(_ lines: [Line], _ whole: Line) throws(ExecutionError) -> Line? {
    if whole.part == .null { return nil }
    func rest(_ whole: Value, _ parts: [Value]) throws(ExecutionError) -> Value {
      let sum = try sum(parts)
      return sum == .null ? whole : try CellEvaluator.arithmetic(.subtract, whole, sum)
    }
    func isNothing(_ rest: Value, _ parts: [Value]) -> Bool {
      guard let number = rest.number else { return true }
      if rest.exactNumber != nil { return number == 0 }
      // Rounding of floating point is no overlap.
      return abs(number) <= 1e-9 * parts.reduce(0) { $0 + max(0, size($1)) }
    }
    let part = try rest(whole.part, lines.map(\.part))
    if isQuotient {
      let sizes = lines.map(\.part) + whole.numbers
      return isNothing(part, sizes) ? nil : Line(numbers: [.null, .null, .null], part: part)
    }
    let rests = try (0..<3).map { aspect throws(ExecutionError) in
      try rest(whole.numbers[aspect], lines.map { $0.numbers[aspect] })
    }
    // Groups that overlap alike in both periods are told too: their parts add up, their numbers do not.
    let isAlike = (0..<2).allSatisfy { aspect in
      isNothing(rests[aspect], lines.map { $0.numbers[aspect] } + [whole.numbers[aspect]])
    }
    return isAlike && isNothing(part, lines.map(\.part) + whole.numbers) ? nil : Line(numbers: rests, part: part)
  }

  // MARK: Columns

  private var parts: [ReportColumn] {
    isQuotient ? [WhyReport.part, WhyReport.volumePart, WhyReport.ratePart] : [WhyReport.part]
  }

  private func columns(_ table: ResultTable) -> [ResultColumn] {
    var columns = Array(source.columns.prefix(keyCount + 3))
    let change = columns[keyCount + 2]
    columns += parts.map { own in
      var column = own.column(in: compiler.language)
      (column.unit, column.style) = (change.unit, .signed)
      return column
    }
    for position in keyCount..<columns.count {
      let isWhole = table.rows.allSatisfy { $0[position].isWhole } && table.total?[position].isWhole ?? true
      columns[position].type = item.metric.isWhole && isWhole ? .integer : .number
    }
    return columns
  }

  /// The metric's own marks in the new order; its parts change with it, and the overlap with the total.
  private func states(_ order: [Int], overlap: Int?) -> [ResultTable.CellState] {
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let present = item.column.name
    let change = item.column.showing(.change).name
    return source.states.flatMap { state -> [ResultTable.CellState] in
      guard state.column == present || state.column == change else { return [] }
      let names = state.column == present ? [present] : [change] + parts.map(\.name)
      let rows: [Int?] = state.row.map { [places[$0]] } ?? (overlap.map { [$0] } ?? []) + [nil]
      return rows.flatMap { row in names.map { .init(row: row, column: $0, state: state.state) } }
    }
  }

  private func origin(_ order: [Int]) -> TableOrigin? {
    guard var origin = source.origin else { return nil }
    origin.rows = TableOrigin.Rows(order.map { origin.rows[$0] })
    let names = [item.column, item.column.showing(.previous), item.column.showing(.change)].map(\.name)
    let shown = Set(names.map(Catalog.key))
    origin.cells = origin.cells.filter { shown.contains($0.key) }
    return origin
  }
}
