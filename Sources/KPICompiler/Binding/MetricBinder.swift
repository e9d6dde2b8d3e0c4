import KPIEngine
import KPILanguage

/// Binds metrics: names to their definitions, aggregates to entities, arithmetic with its units.
final class MetricBinder {
  let compiler: Compiler
  private(set) var diagnostics: [Diagnostic] = []
  private var known: [String: BoundMetric] = [:]
  /// The metrics that have mistakes, which were reported.
  private var failed: Set<String> = []
  /// The metrics being bound, to find definitions that go in circles.
  private var stack: [String] = []

  /// The keys of the metrics bound so far, those that others rest on too.
  var boundMetrics: Set<String> { Set(known.keys) }

  var catalog: Catalog { compiler.catalog }

  init(compiler: Compiler) { self.compiler = compiler }

  func report(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  func report(_ code: String, _ message: String, at span: Span?, label: String? = nil, notes: [String] = []) {
    report(Diagnostic(code, message, at: span, label: label, notes: notes))
  }

  // MARK: Metrics by name

  /// The metric of that name.
  func metric(_ name: Name) -> BoundMetric? {
    guard let declaration = catalog.metric(named: name.text) else {
      report(
        "unknown-metric", "there is no metric `\(shown(name.text))`", at: name.span,
        label: DidYouMean.label(
          for: name.text, among: catalog.metricOrder.compactMap { catalog.metrics[$0]?.name.text }))
      return nil
    }
    return metric(declaration)
  }

  func metric(_ declaration: MetricDeclaration) -> BoundMetric? {
    let key = Catalog.key(declaration.name.text)
    if let bound = known[key] { return bound }
    if failed.contains(key) { return nil }
    if let start = stack.firstIndex(of: key) {
      let circle = (stack[start...] + [key]).joined(separator: " → ")
      report("circular-metric", "a metric is defined in terms of itself: \(circle)", at: declaration.name.span)
      return nil
    }
    stack.append(key)
    defer { stack.removeLast() }
    guard var bound = expression(declaration.expression) else {
      failed.insert(key)
      return nil
    }
    if let unit = declaration.unit {
      if unit.text == "%", bound.unit != "%", !declaration.expression.multipliesBy100 {
        // A `%` metric is stored as a fraction × 100.
        bound.expression = .arithmetic(.multiply, bound.expression, .integer(100))
      }
      bound.unit = unit.text
    }
    known[key] = bound
    return bound
  }

  // MARK: Expressions

  /// An expression over metrics and aggregates, unless it has too many parts, or there is no time left to bind it.
  func expression(_ expression: Expression) -> BoundMetric? {
    guard !compiler.context.isCancelled(), let bound = bind(expression) else { return nil }
    guard PartCounter.isTooLarge(bound) else { return bound }
    report(
      "too-long", "this has more than \(PartCounter.most) parts once the definitions it rests on are written out",
      at: expression.span, notes: ["a sum of equal parts is a product: `2 * a` for `a + a`"])
    return nil
  }

  private func bind(_ expression: Expression) -> BoundMetric? {
    switch expression.kind {
    case .number(let literal): return number(literal.valueOutsidePercent)
    case .null: return BoundMetric(.null)
    case .bracketed(let inner): return self.expression(inner)
    case .path(let path):
      if path.names.count == 2, path.names[0].text == "P" { return boundary(path) }
      guard let name = path.names.first, path.names.count == 1 else {
        report(
          "unknown-metric", "there is no metric `\(path.text)`", at: path.span,
          notes: ["a measure is aggregated: `sum(\(path.text))`"])
        return nil
      }
      return metric(name)
    case .negate(let operand):
      guard let bound = self.expression(operand) else { return nil }
      return combine(.subtract, BoundMetric(.integer(0)), bound, at: expression.span)
    case .binary(let operation, let lhs, let rhs):
      guard let arithmetic = operation.arithmetic else {
        report("not-a-number", "a metric is a number, and this is a condition", at: expression.span)
        return nil
      }
      guard var left = self.expression(lhs), var right = self.expression(rhs) else { return nil }
      if arithmetic == .add || arithmetic == .subtract {
        (left.expression, right.expression) = (
          left.expression.besidePercent(lhs, right.unit), right.expression.besidePercent(rhs, left.unit)
        )
      }
      return combine(arithmetic, left, right, at: expression.span)
    case .call(let call): return self.call(call, at: expression.span)
    case .variable, .metricValue, .interpolation, .index, .member:
      guard let value = compiler.constant(expression) else { return nil }
      if let number = number(value, unit: compiler.unit(of: expression)) { return number }
      report("not-a-number", "this is no number", at: expression.span)
      return nil
    default:
      report("not-a-number", "a metric is a number, and this is not", at: expression.span)
      return nil
    }
  }

  /// A number, or null; nil for any other value.
  private func number(_ value: Value, unit: String? = nil) -> BoundMetric? {
    switch value {
    case .integer(let number): BoundMetric(.integer(number), unit: unit)
    case .decimal(let number, let scale): BoundMetric(.decimal(number, scale: scale), unit: unit)
    case .real(let number): BoundMetric(.real(number), unit: unit)
    case .null: BoundMetric(.null)
    default: nil
    }
  }

  private func boundary(_ path: Path) -> BoundMetric? {
    switch path.names[1].text.lowercased() {
    case "start": return BoundMetric(.boundary(.start, []))
    case "end": return BoundMetric(.boundary(.end, []))
    case "last": return BoundMetric(.boundary(.last, []))
    default:
      report("unknown-name", "P has `start`, `end` and `last`, not `\(path.names[1].text)`", at: path.span)
      return nil
    }
  }

  private func combine(
    _ operation: RowExpression.Arithmetic, _ lhs: BoundMetric, _ rhs: BoundMetric, at span: Span
  ) -> BoundMetric? {
    if operation == .add || operation == .subtract, !Units.canAdd(lhs.unit, rhs.unit) {
      report(
        "unit-mismatch",
        "`\(lhs.unit ?? "")` and `\(rhs.unit ?? "")` cannot be \(operation == .add ? "added" : "subtracted")",
        at: span, notes: ["both sides of + and − need the same unit, or one of them a bare number"])
      return nil
    }
    let (expressions, aggregates) = BoundMetric.joined([lhs, rhs])
    return BoundMetric(
      .arithmetic(operation, expressions[0], expressions[1]), aggregates: aggregates,
      unit: Units.combine(operation, lhs.unit, rhs.unit))
  }

  // MARK: Calls

  private func call(_ call: Call, at span: Span) -> BoundMetric? {
    let name = call.function.text.lowercased()
    if AggregateName(rawValue: name) != nil { return AggregateBinder(self, call, span).bind() }
    if let window = WindowName(rawValue: name) { return windowed(window, call, span) }
    switch name {
    case "if": return choose(call, span)
    case "coalesce", "least", "greatest", "round", "abs": return scalar(name, call, span)
    case "days", "hours", "months": return between(name, call, span)
    case "retained", "lost", "returning": return comingAndGoing(name, call, span)
    case "target": return target(call, span)
    case "share", "rank": return overGroups(name, call, span)
    default:
      report(
        "unknown-function", "there is no function `\(shown(call.function.text))`", at: call.function.span,
        label: DidYouMean.label(for: name, among: Self.functionNames))
      return nil
    }
  }

  static let functionNames =
    AggregateName.allCases.map(\.rawValue) + WindowName.allCases.map(\.rawValue)
    + [
      "retained", "lost", "returning", "if", "coalesce", "least", "greatest", "round", "abs", "days", "hours", "months",
      "target", "share", "rank",
    ]

  /// Whether a call is an aggregate by its name.
  static func isAggregate(_ call: Call) -> Bool { AggregateName(rawValue: call.function.text.lowercased()) != nil }

  private func choose(_ call: Call, _ span: Span) -> BoundMetric? {
    guard call.arguments.count == 3 else {
      report("wrong-arguments", "`if` takes a condition and two values", at: span)
      return nil
    }
    var set = AggregateSet()
    guard let condition = cellCondition(call.arguments[0], &set), let then = expression(call.arguments[1]),
      let otherwise = expression(call.arguments[2])
    else { return nil }
    return BoundMetric(
      .choose(condition, then: set.add(then), otherwise: set.add(otherwise)), aggregates: set.aggregates,
      unit: then.unit ?? otherwise.unit)
  }

  /// `target(M)`: what is set for a metric, as a scorecard takes it.
  private func target(_ call: Call, _ span: Span) -> BoundMetric? {
    guard call.arguments.count == 1, case .path(let path) = call.arguments[0].kind, let name = path.names.first,
      path.names.count == 1
    else {
      report("wrong-arguments", "`target` takes the name of one metric", at: span)
      return nil
    }
    guard let bound = metric(name), let declaration = catalog.metric(named: name.text) else { return nil }
    let targets = TargetBinder(compiler: compiler)
    guard let aggregate = targets.aggregate(for: declaration, bound, { self.report($0) }) else {
      report("no-target", "`\(path.text)` rests on no rows, so it can have no target", at: call.arguments[0].span)
      return nil
    }
    return BoundMetric(aggregate, unit: bound.unit)
  }

  /// A condition over metrics.
  private func cellCondition(_ expression: Expression, _ set: inout AggregateSet) -> CellCondition? {
    switch expression.kind {
    case .bracketed(let inner): return cellCondition(inner, &set)
    case .not(let operand): return cellCondition(operand, &set).map(CellCondition.not)
    case .isNull(let operand, let negated):
      guard let bound = self.expression(operand) else { return nil }
      let test = CellCondition.isNull(set.add(bound))
      return negated ? .not(test) : test
    case .binary(let operation, let lhs, let rhs):
      if operation == .and || operation == .or {
        guard let left = cellCondition(lhs, &set), let right = cellCondition(rhs, &set) else { return nil }
        return operation == .and ? .all([left, right]) : .any([left, right])
      }
      guard let comparison = operation.comparison, let left = self.expression(lhs), let right = self.expression(rhs)
      else { break }
      let sides = [(lhs, left), (rhs, right)].map {
        PercentRule.Side(expression: $0, unit: $1.unit, number: $1.expression.constantNumber)
      }
      if let warning = PercentRule.check(sides[0], sides[1]) { report(warning) }
      return .compare(
        comparison, set.add(left).besidePercent(lhs, right.unit), set.add(right).besidePercent(rhs, left.unit))
    default: break
    }
    report("not-a-condition", "this is no condition over metrics", at: expression.span)
    return nil
  }

  private func scalar(_ name: String, _ call: Call, _ span: Span) -> BoundMetric? {
    let isUnary = name == "round" || name == "abs"
    guard !call.arguments.isEmpty, !isUnary || call.arguments.count == 1 else {
      report("wrong-arguments", "`\(name)` takes \(isUnary ? "one number" : "one or more numbers")", at: span)
      return nil
    }
    let operands = call.arguments.compactMap(expression)
    guard operands.count == call.arguments.count else { return nil }
    let (expressions, aggregates) = BoundMetric.joined(operands)
    let unit = operands.lazy.compactMap(\.unit).first
    let bound: CellExpression =
      switch name {
      case "coalesce": .coalesce(expressions)
      case "least": .function(.least, expressions)
      case "greatest": .function(.greatest, expressions)
      case "round": .function(.round, expressions)
      default: .function(.absolute, expressions)
      }
    return BoundMetric(bound, aggregates: aggregates, unit: unit)
  }

  /// `days(P)`, `months(P)`, and distances between two times.
  private func between(_ name: String, _ call: Call, _ span: Span) -> BoundMetric? {
    if call.arguments.count == 1, case .path(let path) = call.arguments[0].kind, path.text == "P", name != "hours" {
      return BoundMetric(name == "days" ? .unitDays([]) : .unitMonths([]))
    }
    guard call.arguments.count == 2 else {
      report("wrong-arguments", "`\(name)` takes P or two times", at: span)
      return nil
    }
    guard let from = expression(call.arguments[0]), let to = expression(call.arguments[1]) else { return nil }
    let (expressions, aggregates) = BoundMetric.joined([from, to])
    let function: RowExpression.ScalarFunction = name == "days" ? .days : name == "hours" ? .hours : .months
    // Months stand below a ratio (money per month), so they carry no unit of their own.
    return BoundMetric(.function(function, expressions), aggregates: aggregates, unit: name == "days" ? name : nil)
  }

  // MARK: Coming and going

  /// `retained(E)`, `lost(E)`, `returning(E)`: subjects with an E in P and in the period before; in the period before
  /// and not in P; in P, none in the period before, one earlier.
  private func comingAndGoing(_ name: String, _ call: Call, _ span: Span) -> BoundMetric? {
    guard let event = event(call) else {
      report("wrong-arguments", "`\(name)` takes an event such as `orders` or `orders(amount > 5M)`", at: span)
      return nil
    }
    guard let subject = catalog.subject else {
      report("no-subject", "the model `\(catalog.name)` declares no subject", at: span)
      return nil
    }
    let events = EventBinder(compiler: compiler, report: { self.report($0) })
    guard let inputs = events.inputs(of: event, leadingTo: subject),
      haveTimes([Aggregate(.count, inputs: inputs)], for: name, at: span)
    else { return nil }
    let now = Aggregate(.count, inputs: inputs)
    var before = now
    before.shifts = [.previous]
    var earlier = before
    earlier.window = .before
    func has(_ index: Int) -> CellCondition { .compare(.greater, .aggregate(index), .integer(0)) }
    let having: CellCondition =
      switch name {
      case "retained": .all([has(0), has(1)])
      case "lost": .all([.not(has(0)), has(1)])
      default: .all([has(0), .not(has(1)), has(2)])
      }
    let inner = name == "returning" ? [now, before, earlier] : [now, before]
    return BoundMetric(Aggregate(.count, inputs: inputs, each: Each(inner: inner, having: having)), unit: nil)
  }

  /// `E`, `E where C` or `E(C)`; both conditions hold where both are written.
  private func event(_ call: Call) -> Event? {
    guard call.arguments.count == 1, let argument = call.arguments.first else { return nil }
    var event: Event
    switch argument.kind {
    case .path(let path): event = Event(path)
    case .call(let inner) where inner.arguments.count == 1 && !inner.hasClauses:
      event = Event(Path([inner.function]), where: inner.arguments.first)
    default: return nil
    }
    event.link = call.per
    return event.narrowed(to: call.condition)
  }

  // MARK: Over groups

  /// `share(m)`: m × 100 ÷ what it is over everything asked; `rank(m)`: its place among the groups.
  private func overGroups(_ name: String, _ call: Call, _ span: Span) -> BoundMetric? {
    guard call.arguments.count == 1, let operand = call.arguments.first else {
      report("wrong-arguments", "`\(name)` takes one metric", at: span)
      return nil
    }
    guard let bound = expression(operand) else { return nil }
    if !bound.expression.ranked.isEmpty {
      report("wrong-kind", "a place among the groups has no \(name) of its own", at: operand.span)
      return nil
    }
    if name == "rank" { return BoundMetric(.rank(bound.expression), aggregates: bound.aggregates) }
    switch bound.kind {
    case .count, .amount, .duration, .stock: return bound.share
    case let kind:
      let parts = compiler.summands(of: operand).map { "`share(\($0))`" }
      report(
        "wrong-kind", "`share` takes a count, an amount or a stock, and this is \(kind.description)", at: operand.span,
        label: "its groups' numbers do not add up to a total",
        notes: parts.isEmpty ? [] : ["what it is made of has shares: \(parts.joined(separator: ", "))"])
      return nil
    }
  }

  // MARK: Windows

  private func windowed(_ name: WindowName, _ call: Call, _ span: Span) -> BoundMetric? {
    guard let first = call.arguments.first, call.arguments.count == name.arity else {
      report("wrong-arguments", "`\(name.rawValue)` takes \(name.signature)", at: span)
      return nil
    }
    let shift: Shift
    switch name {
    case .previous: shift = .previous
    case .cumulative: shift = .cumulative
    case .so_far: shift = .soFar
    case .ago, .rolling:
      guard case .span(let span) = call.arguments[1].kind, let grain = Grain(span.unit), span.count > 0 else {
        report("wrong-arguments", "`\(name.rawValue)` takes \(name.signature)", at: call.arguments[1].span)
        return nil
      }
      shift = name == .ago ? .ago(span.count, grain) : .rolling(span.count, grain)
    case .to_date:
      guard case .path(let path) = call.arguments[1].kind, let grain = Grain(rawValue: path.text.lowercased()) else {
        report("wrong-arguments", "`to_date` takes \(name.signature)", at: call.arguments[1].span)
        return nil
      }
      shift = .toDate(grain)
    }
    guard let bound = expression(first), haveTimes(bound.aggregates, for: name.rawValue, at: span) else { return nil }
    if shift == .soFar, bound.aggregates.contains(where: \.isAllotted) {
      report("outside-period", "targets have no beginning, so there is no sum of them so far", at: first.span)
      return nil
    }
    return bound.shifted(by: shift)
  }
}

/// Windows that a metric may be seen through.
enum WindowName: String, CaseIterable {
  case previous, ago, rolling, cumulative, to_date, so_far

  var arity: Int {
    switch self {
    case .previous, .cumulative, .so_far: 1
    case .ago, .rolling, .to_date: 2
    }
  }

  /// What it takes, for messages.
  var signature: String {
    switch self {
    case .previous, .cumulative, .so_far: "one metric"
    case .ago, .rolling: "a metric and a span such as `30 days`"
    case .to_date: "a metric and a unit such as `year`"
    }
  }
}

extension Expression {
  /// Whether a factor of 100 already makes a percentage of it.
  var multipliesBy100: Bool {
    switch kind {
    case .number(let literal): literal.coefficient == 100 && literal.scale == 0 && !literal.isPercent
    case .bracketed(let inner), .negate(let inner): inner.multipliesBy100
    case .binary(.multiply, let lhs, let rhs), .binary(.divide, let lhs, let rhs):
      lhs.multipliesBy100 || rhs.multipliesBy100
    case .binary(.add, let lhs, let rhs), .binary(.subtract, let lhs, let rhs):
      // `100 - rate` is no factor.
      (lhs.isNumber ? false : lhs.multipliesBy100) || (rhs.isNumber ? false : rhs.multipliesBy100)
    case .call(let call):
      call.function.text.lowercased() == "coalesce" && call.arguments.contains(where: \.multipliesBy100)
    default: false
    }
  }

  private var isNumber: Bool { if case .number = kind { true } else { false } }
}

extension Diagnostic {
  /// Something that the contract has and this version has not.
  package static func notYet(_ what: String, at span: Span?) -> Diagnostic {
    Diagnostic("not-yet", "\(what) is not in this version yet", at: span)
  }
}
