import KPIEngine
import KPILanguage

/// Binds metrics: names to their definitions, aggregates to entities, arithmetic with its units.
final class MetricBinder {
  let compiler: Compiler
  private(set) var diagnostics: [Diagnostic] = []
  private var known: [String: BoundMetric] = [:]
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
    if let start = stack.firstIndex(of: key) {
      let circle = (stack[start...] + [key]).joined(separator: " → ")
      report("circular-metric", "a metric is defined in terms of itself: \(circle)", at: declaration.name.span)
      return nil
    }
    stack.append(key)
    defer { stack.removeLast() }
    guard var bound = expression(declaration.expression) else { return nil }
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

  /// An expression over metrics and aggregates.
  func expression(_ expression: Expression) -> BoundMetric? {
    let scope = MetricScope(self)
    return CellBinder(scope).expression(expression).map(scope.metric)
  }

  /// A call that is written as its signature says, and is no function of values.
  func call(_ call: Call, at span: Span) -> BoundMetric? {
    let name = call.function.text.lowercased()
    if AggregateName(rawValue: name) != nil { return AggregateBinder(self, call, span).bind() }
    if let window = WindowName(rawValue: name) { return windowed(window, call) }
    switch name {
    case "retained", "lost", "returning": return comingAndGoing(name, call, span)
    case "target": return target(call)
    case "share", "rank": return overGroups(name, call)
    default:
      // The table of signatures has a function that nothing binds.
      report("unknown-function", "there is no function `\(shown(call.function.text))`", at: call.function.span)
      return nil
    }
  }
}

extension Expression {
  /// Whether a factor of 100 already makes a percentage of it.
  var multipliesBy100: Bool {
    switch kind {
    case .number(let literal): literal.coefficient == 100 && literal.scale == 0
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
