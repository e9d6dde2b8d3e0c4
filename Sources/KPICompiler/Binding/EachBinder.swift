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
    guard let function = function() else { return nil }
    var inner: [Aggregate] = []
    var having: CellCondition?
    if let condition = call.having {
      guard let bound = self.condition(condition, entity, &inner) else { return nil }
      having = bound
    }
    var value: CellExpression?
    var unit: String?
    if let argument = call.arguments.first {
      guard let bound = expression(argument, entity, &inner) else { return nil }
      (value, unit) = bound
    } else if function != .count {
      metrics.report("wrong-arguments", "`\(call.function.text)` takes what is aggregated before `each`", at: span)
      return nil
    }
    if inner.isEmpty {
      guard let rows = aggregate(Name("count", span), [Expression(.path(Path([entity])), span)]) else { return nil }
      inner = rows.aggregates
    }
    // The rows that any of the inner aggregates looks at are those of the first: E with its `where`.
    let outer = Aggregate(function, inputs: inner[0].inputs, each: Each(inner: inner, having: having, value: value))
    return BoundMetric(outer, unit: function == .count ? nil : unit)
  }

  private func function() -> Aggregate.Function? {
    switch AggregateName(rawValue: call.function.text.lowercased()) {
    case .count: return .count
    case .sum: return .sum
    case .avg: return .average
    case .min: return .minimum
    case .max: return .maximum
    case .median: return .quantile(0.5)
    default:
      metrics.report("wrong-arguments", "`\(call.function.text)` does not go with `each`", at: call.function.span)
      return nil
    }
  }

  /// An aggregate of a thing's own rows: of E, with the call's `where`, in P or (`up to P`) to its end.
  private func aggregate(_ function: Name, _ arguments: [Expression]) -> BoundMetric? {
    var own = Call(function: function)
    own.arguments = arguments
    own.condition = call.condition
    own.time = call.time
    guard var bound = AggregateBinder(metrics, own, span).bind(), bound.aggregates.count == 1 else { return nil }
    switch call.timeWord {
    case nil: break
    case .upToPeriod?: bound.aggregates[0].window = .soFar
    case .ever?: bound.aggregates[0].window = .ever
    case .beforePeriod?: bound.aggregates[0].window = .before
    case .inPrevious?: bound.aggregates[0].shifts = [.previous]
    case .beforeThis?:
      metrics.report("bad-before-this", "`before this` goes with `per`, not with `each`", at: span)
      return nil
    }
    for index in bound.aggregates[0].inputs.indices {
      let rows = RowBinder(
        catalog: metrics.catalog, entity: bound.aggregates[0].inputs[index].entity, compiler: metrics.compiler)
      let thing = rows.name(Path(Array(each.names.dropFirst())))
      rows.diagnostics.forEach(metrics.report)
      guard let thing else { return nil }
      bound.aggregates[0].inputs[index].subject = thing.expression
    }
    return bound
  }

  // MARK: Expressions over a thing's rows

  private func add(_ bound: BoundMetric, _ inner: inout [Aggregate]) -> CellExpression {
    let aggregate = bound.aggregates[0]
    if let known = inner.firstIndex(of: aggregate) { return .aggregate(known) }
    inner.append(aggregate)
    return .aggregate(inner.count - 1)
  }

  private func expression(
    _ expression: Expression, _ entity: Name, _ inner: inout [Aggregate]
  ) -> (CellExpression, String?)? {
    switch expression.kind {
    case .number(let literal):
      return (
        literal.scale == 0 ? .integer(literal.coefficient) : .decimal(literal.coefficient, scale: literal.scale), nil
      )
    case .bracketed(let inside): return self.expression(inside, entity, &inner)
    case .binary(let operation, let lhs, let rhs):
      guard let arithmetic = operation.arithmetic, let left = self.expression(lhs, entity, &inner),
        let right = self.expression(rhs, entity, &inner)
      else { break }
      return (.arithmetic(arithmetic, left.0, right.0), Units.combine(arithmetic, left.1, right.1))
    case .path(let path) where path.text.hasPrefix("P."):
      guard let bound = metrics.expression(expression) else { return nil }
      return (bound.expression, nil)
    case .call(let call): return self.call(call, expression, entity, &inner)
    default: break
    }
    metrics.report(
      "wrong-arguments", "this is no number of each \(each.text)", at: expression.span,
      notes: ["`count()`, `sum(MEASURE)`, `first_time()` and `last_time()` speak of its rows"])
    return nil
  }

  private func call(
    _ call: Call, _ expression: Expression, _ entity: Name, _ inner: inout [Aggregate]
  ) -> (CellExpression, String?)? {
    let name = call.function.text.lowercased()
    switch name {
    case "days", "hours", "months":
      guard call.arguments.count == 2, let from = self.expression(call.arguments[0], entity, &inner),
        let to = self.expression(call.arguments[1], entity, &inner)
      else { break }
      let function: RowExpression.ScalarFunction = name == "days" ? .days : name == "hours" ? .hours : .months
      return (.function(function, [from.0, to.0]), name == "days" ? name : nil)
    case "count", "first_time", "last_time":
      guard let bound = aggregate(call.function, [Expression(.path(Path([entity])), expression.span)]) else {
        return nil
      }
      return (add(bound, &inner), nil)
    case "sum", "avg", "min", "max":
      guard case .path(let measure)? = call.arguments.first?.kind else { break }
      // `sum(amount)` is of E's own measure.
      let path = measure.names.first?.text == entity.text ? measure : Path([entity] + measure.names)
      guard let bound = aggregate(call.function, [Expression(.path(path), expression.span)]) else { return nil }
      return (add(bound, &inner), bound.unit)
    default: break
    }
    metrics.report("wrong-arguments", "`\(call.function.text)` says nothing of each \(each.text)", at: expression.span)
    return nil
  }

  private func condition(
    _ expression: Expression, _ entity: Name, _ inner: inout [Aggregate]
  ) -> CellCondition? {
    switch expression.kind {
    case .bracketed(let inside): return condition(inside, entity, &inner)
    case .not(let operand): return condition(operand, entity, &inner).map(CellCondition.not)
    case .binary(let operation, let lhs, let rhs):
      if operation == .and || operation == .or {
        guard let left = condition(lhs, entity, &inner), let right = condition(rhs, entity, &inner) else { return nil }
        return operation == .and ? .all([left, right]) : .any([left, right])
      }
      guard let comparison = operation.comparison, let left = self.expression(lhs, entity, &inner),
        let right = self.expression(rhs, entity, &inner)
      else { return nil }
      return .compare(comparison, left.0, right.0)
    default:
      metrics.report("not-a-condition", "this is no condition about each \(each.text)", at: expression.span)
      return nil
    }
  }
}
