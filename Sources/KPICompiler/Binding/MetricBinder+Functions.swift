import KPIEngine
import KPILanguage

/// Functions of metrics: other periods, other groups, coming and going, targets.
extension MetricBinder {
  /// `target(M)`: what is set for a metric, as a scorecard takes it.
  func target(_ call: Call) -> BoundMetric? {
    guard case .path(let path)? = call.arguments.first?.kind, let name = path.names.first, let bound = metric(name),
      let declaration = catalog.metric(named: name.text)
    else { return nil }
    let targets = TargetBinder(compiler: compiler)
    guard let aggregate = targets.aggregate(for: declaration, bound, { self.report($0) }) else {
      report("no-target", "`\(path.text)` rests on no rows, so it can have no target", at: call.arguments[0].span)
      return nil
    }
    return BoundMetric(aggregate, unit: bound.unit)
  }

  // MARK: Coming and going

  /// `retained(E)`, `lost(E)`, `returning(E)`: subjects with an E in P and in the period before; in the period before
  /// and not in P; in P, none in the period before, one earlier.
  func comingAndGoing(_ subjects: Function.Subjects, _ call: Call, _ span: Span) -> BoundMetric? {
    guard let event = event(call) else {
      report("wrong-arguments", "`\(call.told)` takes an event such as `orders` or `orders(amount > 5M)`", at: span)
      return nil
    }
    guard let subject = catalog.subject else {
      report("no-subject", "the model `\(catalog.name)` declares no subject", at: span)
      return nil
    }
    let events = EventBinder(compiler: compiler, report: { self.report($0) })
    guard let inputs = events.inputs(of: event, leadingTo: subject),
      haveTimes([Aggregate(.count, inputs: inputs)], for: call.told, at: span)
    else { return nil }
    let now = Aggregate(.count, inputs: inputs)
    var before = now
    before.shifts = [.previous]
    var earlier = before
    earlier.window = .before
    func has(_ index: Int) -> Scalar { .compare(.greater, .aggregate(index), .integer(0)) }
    let having: Scalar =
      switch subjects {
      case .retained: .all([has(0), has(1)])
      case .lost: .all([.not(has(0)), has(1)])
      case .returning: .all([has(0), .not(has(1)), has(2)])
      }
    let inner = subjects == .returning ? [now, before, earlier] : [now, before]
    return BoundMetric(Aggregate(.count, inputs: inputs, each: Each(inner: inner, having: having)), unit: nil)
  }

  /// `E`, `E where C` or `E(C)`; both conditions hold where both are written.
  private func event(_ call: Call) -> Event? {
    guard let argument = call.arguments.first else { return nil }
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

  /// `share(M)`, `rank(M)`: what is made of M's own number, which is no rank.
  func ofOperand(_ call: Call, _ make: (BoundMetric, Expression) -> BoundMetric?) -> BoundMetric? {
    guard let operand = call.arguments.first, let bound = expression(operand) else { return nil }
    guard bound.expression.ranked.isEmpty else {
      report(
        "wrong-kind", "a place among the groups has no \(call.function.text.lowercased()) of its own", at: operand.span)
      return nil
    }
    return make(bound, operand)
  }

  /// M × 100 ÷ what it is over everything asked.
  ///
  /// - Parameter key: `per D`: over everything that has the group's D.
  func share(_ bound: BoundMetric, _ operand: Expression, within key: Path?) -> BoundMetric? {
    switch bound.kind {
    case .count, .amount, .duration, .stock: return bound.share(within: key.map { Catalog.key($0.text) })
    case let kind:
      let parts = compiler.summands(of: operand).map { "`share(\($0))`" }
      report(
        "wrong-kind", "`share` takes a count, an amount or a stock, and this is \(kind.description)", at: operand.span,
        label: "its groups' numbers do not add up to a total",
        notes: parts.isEmpty ? [] : ["what it is made of has shares: \(parts.joined(separator: ", "))"])
      return nil
    }
  }
}
