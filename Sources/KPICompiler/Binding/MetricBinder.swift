import KPIEngine
import KPILanguage

/// Binds metrics: names to their definitions, aggregates to entities, arithmetic with its units.
final class MetricBinder {
  /// What binds inside the definitions at hand.
  private(set) var compiler: Compiler
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<Diagnostic> = []
  /// The metrics bound so far, how many levels deep each is, and what it rests on.
  private var known: [String: MetricMemo.Entry] = [:]
  /// The metrics that the definition at hand rests on.
  private var rests: [String: MetricMemo.Entry] = [:]
  /// How often something was to be told.
  private var reports = 0
  /// How deep what the definition at hand rests on is.
  private var deepest = 0
  /// The metrics that have mistakes, which were reported.
  private var failed: Set<String> = []

  /// The keys of the metrics bound so far, those that others rest on too.
  var boundMetrics: Set<String> { Set(known.keys) }

  var catalog: Catalog { _read { yield compiler.catalog } }

  init(compiler: Compiler) { self.compiler = compiler }

  func report(_ diagnostic: Diagnostic) {
    reports += 1
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  func report(_ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = []) {
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
    if let entry = known[key] {
      deepest = max(deepest, entry.levels)
      rests[key] = entry
      guard compiler.definitions.levels + entry.levels > DefinitionPath.mostLevels else { return entry.metric }
      report(DefinitionPath.tooDeep(declaration.name))
      return nil
    }
    if failed.contains(key) { return nil }
    // Where nothing is being defined a metric comes out alike each time.
    let memo =
      compiler.definitions.isEmpty && catalog.metrics[key]?.name.span == declaration.name.span ? compiler.metrics : nil
    if let entry = memo?[key] {
      deepest = max(deepest, entry.levels)
      take(entry, key)
      return entry.metric
    }
    let before = (reports, compiler.reads.count)
    let own = declaration.expression.levels
    let (beside, others) = (deepest, rests)
    (deepest, rests) = (0, [:])
    let inner = inside(.metric, declaration.name, levels: own) { expression(declaration.expression) }
    let levels = own + deepest
    deepest = max(beside, levels)
    let below = rests
    rests = others
    guard var bound = inner else {
      failed.insert(key)
      return nil
    }
    if let unit = declaration.unit {
      if let mismatch = Self.mismatch(bound.unit, unit, declaration.expression) { report(mismatch) }
      if isFraction(declaration, bound) {
        // A `%` metric is stored as a fraction × 100.
        bound.expression = .arithmetic(.multiply, bound.expression, .integer(100))
      }
      bound.unit = unit.text
    }
    var size = ExpressionSize(limit: DefinitionPath.mostParts)
    size.add(bound.expression)
    for aggregate in bound.aggregates { size.add(aggregate) }
    if size.isExceeded {
      report(DefinitionPath.tooLarge(declaration.name))
      return nil
    }
    let entry = MetricMemo.Entry(metric: bound, levels: levels, rests: below)
    known[key] = entry
    rests[key] = entry
    if before == (reports, compiler.reads.count), !compiler.context.isCancelled() { memo?[key] = entry }
    return bound
  }

  /// Takes what was bound before, with all that it rests on.
  private func take(_ entry: MetricMemo.Entry, _ key: String) {
    known[key] = entry
    rests[key] = entry
    for (key, entry) in entry.rests where known[key] == nil { take(entry, key) }
  }

  /// Whether a metric that is declared `as %` is a fraction as its formula is written.
  func isFraction(_ declaration: MetricDeclaration) -> Bool {
    declaration.unit?.text == "%" && expression(declaration.expression).map { isFraction(declaration, $0) } ?? false
  }

  private func isFraction(_ declaration: MetricDeclaration, _ bound: BoundMetric) -> Bool {
    declaration.unit?.text == "%" && bound.unit != "%"
      && !Hundreds(compiler.$catalog).isPercentage(declaration.expression)
  }

  /// A number has one unit: `as` names that of a bare one, of a product or quotient, or of one that a factor converts.
  ///
  /// An amount by a `%` value is a hundred times what `as` with the amount's unit says: `revenue * margin as VND`.
  private static func mismatch(
    _ own: String?, _ declared: MetricDeclaration.Unit, _ expression: Expression
  ) -> Diagnostic? {
    guard let own, own != declared.text, !expression.isScaled else { return nil }
    if own.contains("%"), Units.withoutPercent(own) == declared.text {
      return Diagnostic(
        .warning, "other-unit", "a `%` value is a hundred times its part, and so is this", at: declared.span,
        label: "write `… / 100 as \(declared.text)`")
    }
    guard !own.contains("·"), !own.contains("/") else { return nil }
    return Diagnostic(
      .warning, "other-unit", "this is a number of \(own), and `as` makes no other of it", at: declared.span,
      label: "leave `as` out, or convert: `… / N as \(declared.text)`")
  }

  /// Binds inside a definition; nil, with the mistake, where it goes in a circle or is too deep.
  func inside<Content>(
    _ kind: DefinitionPath.Kind, _ name: Name, levels: Int, _ body: () -> Content?
  ) -> Content? {
    let before = compiler.definitions
    defer { compiler.definitions = before }
    if let mistake = compiler.definitions.enter(kind, name, levels: levels) {
      report(mistake)
      return nil
    }
    return body()
  }

  // MARK: Expressions

  /// An expression over metrics and aggregates, unless it has too many parts, or there is no time left to bind it.
  ///
  /// - Parameter unit: of what it stands beside: `15%` is 15 beside a `%` value.
  func expression(_ expression: Expression, beside unit: String? = nil) -> BoundMetric? {
    guard !compiler.context.isCancelled() else { return nil }
    let scope = MetricScope(self)
    guard var bound = ScalarBinder(scope).value(expression) else { return nil }
    var other = TypedScalar(.null, .number, unit: unit)
    TypedScalar.align(&bound, &other)
    return scope.metric(bound)
  }

  /// A call that is written as one of its forms, and is no function of values.
  func call(_ call: Call, at span: Span) -> BoundMetric? {
    switch call.kind {
    case .count, .aggregate, .percentile, .times, .stock: return AggregateBinder(self, call, span).bind()
    case .window(let window): return windowed(window, call)
    case .subjects(let subjects): return comingAndGoing(subjects, call, span)
    case .target: return target(call)
    case .share: return ofOperand(call) { bound, operand in share(bound, operand, within: call.per) }
    case .rank:
      return ofOperand(call) { bound, _ in BoundMetric(.rank(bound.expression), aggregates: bound.aggregates) }
    case .value, .choice, .firstKnown, .age, .bands, nil:
      // None of these has a form that stands in a metric and is bound here.
      report("unknown-function", "there is no function `\(shown(call.function.text))`", at: call.function.span)
      return nil
    }
  }
}

extension Expression {
  /// Whether anything in it is multiplied or divided by a number: a conversion between units.
  fileprivate var isScaled: Bool {
    switch kind {
    case .binary(.multiply, let lhs, let rhs), .binary(.divide, let lhs, let rhs):
      lhs.isNumber || rhs.isNumber || lhs.isScaled || rhs.isScaled
    case .binary(_, let lhs, let rhs): lhs.isScaled || rhs.isScaled
    case .bracketed(let inner), .negate(let inner): inner.isScaled
    case .call(let call): call.arguments.contains(where: \.isScaled)
    default: false
    }
  }

  var isNumber: Bool { if case .number = kind { true } else { false } }
}

extension Diagnostic {
  /// Something that the contract has and this version has not.
  package static func notYet(_ what: Message, at span: Span?) -> Diagnostic {
    Diagnostic("not-yet", "\(what) is not in this version yet", at: span)
  }
}
