import KPIEngine
import KPILanguage

/// Binds `count(each E.LINK …)` and `avg(X each E.LINK …)`: one row per thing that rows of E lead to.
struct EachBinder {
  private let metrics: MetricBinder
  private let call: Call
  private let each: Path
  private let span: Span

  init(_ metrics: MetricBinder, _ call: Call, _ each: Path, _ span: Span) {
    self.metrics = metrics
    self.call = call
    self.each = each
    self.span = span
  }

  func bind() -> BoundMetric? {
    guard let entity = each.names.first, each.names.count > 1 else {
      metrics.report("wrong-arguments", "`each` takes a link of an entity, such as `orders.customer`", at: each.span)
      return nil
    }
    let scope = ThingScope(metrics, call, each, entity)
    guard let function = function(), let rows = scope.rows(at: span) else { return nil }
    let binder = ScalarBinder(scope)
    var having: Scalar?
    if let condition = call.having {
      guard let bound = binder.condition(condition) else { return nil }
      having = bound
    }
    var value: TypedScalar?
    if let argument = call.arguments.first {
      guard let bound = binder.value(argument), isRight(bound, function, argument) else { return nil }
      value = bound
    }
    // A thing is there by the rows of E, whatever further rows are looked at.
    if scope.aggregates.isEmpty || scope.looksElsewhere {
      let isThere = Scalar.compare(.greater, scope.add(rows).expression, .integer(0))
      if scope.looksElsewhere { having = having.map { .all([isThere, $0]) } ?? isThere }
    }
    let outer = Aggregate(
      function, inputs: rows.aggregates[0].inputs,
      each: Each(inner: scope.aggregates, having: having, value: value?.expression))
    return BoundMetric(outer, unit: function == .count ? nil : value?.unit)
  }

  private func function() -> Aggregate.Function? {
    switch call.kind {
    case .count: .count
    case .aggregate(let function): function
    case .percentile: metrics.fraction(call).map(Aggregate.Function.quantile)
    // What needs the order of rows or their times has no form with `each`.
    default: nil
    }
  }

  /// Of times there are only a first and a last.
  private func isRight(_ value: TypedScalar, _ function: Aggregate.Function, _ argument: Expression) -> Bool {
    guard value.type == .time, function != .minimum, function != .maximum else { return true }
    metrics.report(
      "not-a-number", "`\(call.told)` takes numbers, and this is a time", at: argument.span)
    return false
  }
}

/// What is said of each thing: aggregates of the rows of E that lead to it.
private final class ThingScope: Scope {
  private let metrics: MetricBinder
  private let outer: Call
  private let each: Path
  private let entity: Name
  private var inner = AggregateSet()
  /// Some aggregate has rows, or counts, of its own, so that it does not tell which things there are.
  private(set) var looksElsewhere = false

  init(_ metrics: MetricBinder, _ outer: Call, _ each: Path, _ entity: Name) {
    self.metrics = metrics
    self.outer = outer
    self.each = each
    self.entity = entity
  }

  var session: Compiler? { metrics.compiler }
  var place: Function.Place { .things }
  var aggregates: [Aggregate] { inner.aggregates }

  func report(_ diagnostic: Diagnostic) { metrics.report(diagnostic) }

  func name(_ path: Path, expecting type: ScalarType?) -> TypedScalar? {
    metrics.report(
      "wrong-arguments", "`\(path.text)` is no number of each \(each.text)", at: path.span,
      label: "aggregate it: `sum(\(path.text))`",
      notes: ["`count()`, `sum(MEASURE)`, `first_time()`, `last_time()` and all other aggregates speak of its rows"])
    return nil
  }

  func add(_ metric: BoundMetric) -> TypedScalar { TypedScalar(inner.add(metric), metric.type, unit: metric.unit) }

  /// How many rows of E lead to each thing.
  func rows(at span: Span) -> BoundMetric? { aggregate(Call(function: Name("count", span)), at: span) }

  func call(_ call: Call, at span: Span) -> TypedScalar? {
    if call.condition != nil || call.time != nil || call.timeWord != nil || call.isDistinct { looksElsewhere = true }
    return aggregate(call, at: span).map(add)
  }

  /// An aggregate of a thing's own rows: of E, with the call's `where` and its own, in P or at another time.
  private func aggregate(_ call: Call, at span: Span) -> BoundMetric? {
    var own = call
    own.timeWord = nil
    own.time = call.time ?? outer.time
    own.condition = Expression.both(outer.condition, call.condition)
    guard setArguments(&own, at: span), var bound = AggregateBinder(metrics, own, span, isOfThings: true).bind(),
      bound.aggregates.count == 1
    else { return nil }
    if let word = call.timeWord ?? outer.timeWord { bound.aggregates[0].look(word) }
    for index in bound.aggregates[0].inputs.indices {
      let rows = RowBinder(metrics.compiler, entity: bound.aggregates[0].inputs[index].entity)
      let thing = rows.name(Path(Array(each.names.dropFirst())))
      rows.diagnostics.forEach(metrics.report)
      guard let thing else { return nil }
      bound.aggregates[0].inputs[index].subject = thing.expression
    }
    return bound
  }

  /// `count()` is of E, `sum(amount)` and `sum(orders.amount)` of E's own values.
  private func setArguments(_ own: inout Call, at span: Span) -> Bool {
    if let of = own.of, !isEntity(of.names) { return isOther(of.text, of.span ?? span) }
    switch own.kind {
    case .count where !own.isDistinct, .times:
      if let argument = own.arguments.first {
        guard case .path(let path) = argument.kind, isEntity(path.names) else {
          return isOther(outer.function.text, argument.span)
        }
      }
      own.arguments = [Expression(.path(Path([entity])), span)]
    default:
      own.of = Path([entity])
      own.arguments = own.arguments.map { argument in
        guard case .path(let path) = argument.kind, path.names.count > 1, isEntity([path.names[0]]) else {
          return argument
        }
        return Expression(.path(Path(Array(path.names.dropFirst()))), argument.span)
      }
    }
    return true
  }

  /// Whether a name means E, by its name or label.
  private func isEntity(_ names: [Name]) -> Bool {
    guard names.count == 1, let name = names.first else { return false }
    if Catalog.key(name.text) == Catalog.key(entity.text) { return true }
    guard let wanted = metrics.catalog.entity(named: entity.text) else { return false }
    return metrics.catalog.entity(named: name.text) == wanted
  }

  private func isOther(_ text: String, _ span: Span) -> Bool {
    metrics.report(
      "wrong-arguments", "inside `each \(each.text)` aggregates are of \(entity.text)", at: span,
      notes: [
        "what things have of others stands in `where`: `count(each \(each.text) where count(calls per customer) > 0)`"
      ])
    return false
  }
}

extension Expression {
  /// The condition that both hold.
  static func both(_ lhs: Expression?, _ rhs: Expression?) -> Expression? {
    guard let lhs, let rhs else { return lhs ?? rhs }
    return Expression(.binary(.and, lhs, rhs), rhs.span)
  }
}

extension Aggregate {
  /// Looks at the rows of another time than its unit's.
  mutating func look(_ word: Call.TimeWord) {
    switch word {
    case .beforePeriod: window = .before
    case .beforeThis: window = .beforeRow
    case .upToPeriod: window = .soFar
    case .ever: window = .ever
    case .inPrevious: shifts = [.previous]
    }
  }
}
