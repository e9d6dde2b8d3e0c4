import KPIEngine
import KPILanguage

/// Binds what a subject may reach: an event, or a state of a dimension with a history.
struct OutcomeBinder {
  let compiler: Compiler
  let subject: Int
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  private var entity: Entity { compiler.catalog.entities[subject] }

  /// When a subject first reached the outcome, as a time over its rows; null where it did not.
  func time(of outcome: Outcome?, _ span: Span) -> Scalar? {
    switch outcome {
    case nil, .order?:
      var condition: Expression?
      if case .order(_, let written)? = outcome { condition = written }
      guard let declared = compiler.catalog.reports["cycle"]?.outcome else {
        report(
          Diagnostic(
            "not-declared", "the model `\(compiler.catalog.name)` declares no outcome", at: span,
            notes: ["a model declares it with `report cycle outcome EVENT`"]))
        return nil
      }
      return firstEvent(declared.narrowed(to: condition))
    case .event(let event)?: return firstEvent(event)
    case .state(let path, let value)?: return firstInState(path, value)
    }
  }

  /// The first time ever of a subject's event.
  private func firstEvent(_ event: Event) -> Scalar? {
    let events = EventBinder(compiler: compiler, report: report)
    guard var inputs = events.inputs(of: event, leadingTo: subject) else { return nil }
    for index in inputs.indices { inputs[index].payload = inputs[index].time }
    return perSubject(Aggregate(.minimum, inputs: inputs, window: .ever))
  }

  private func perSubject(_ aggregate: Aggregate) -> Scalar {
    .attached(SubjectAggregate(aggregate: aggregate, subject: subject), LinkPath(entity: subject))
  }

  /// At creation where the state as of creation is the value, else the first change to it at or after creation.
  private func firstInState(_ path: Path, _ value: Expression) -> Scalar? {
    guard
      let member = path.names.count == 1
        ? path.names.first.flatMap({ entity.member(named: $0.text) ?? entity.member(looselyNamed: $0.text) }) : nil
    else {
      let names = entity.members.map(\.name)
      report(
        Diagnostic(
          "unknown-dimension", "\(entity.told) have no dimension `\(path.text)`", at: path.span,
          label: DidYouMean.label(for: path.text, among: names)))
      return nil
    }
    guard let history = entity.histories.first(where: { Catalog.key($0.member) == Catalog.key(member.name) }) else {
      let histories = entity.histories.map { "`\($0.member)`" }.joined(separator: ", ")
      report(
        Diagnostic(
          "no-history", "`\(path.text)` has no history, so nothing is known of when it changed", at: path.span,
          label: "choose the cohort with `where \(path.text) = …`",
          notes: histories.isEmpty ? [] : ["dimensions with a history: \(histories)"]))
      return nil
    }
    guard let created = entity.time, let isPresent = equals(member.value.expression, over: subject, path, value) else {
      return nil
    }
    // The value's test is the same over both sides of a change.
    func test(_ side: Scalar) -> Scalar { isPresent.replacing(member.value.expression, with: side) }
    let changes = AsOfPlan.Changes(
      entity: history.changes, subject: history.subject, time: history.timeAsWritten, from: history.from.expression,
      to: history.to.expression)
    let createdOfChange = created.through(changes.subject)
    let atCreation = changes.flag(
      of: subject, member.value.expression, upTo: .compare(.lessOrEqual, changes.time, createdOfChange), meets: test)
    let firstChange = changes.aggregate(
      .minimum, of: subject,
      where: .all([
        test(changes.to), .compare(.greaterOrEqual, changes.time, createdOfChange),
        .compare(.less, changes.time, .boundary(.tomorrow)),
      ]), payload: changes.time)
    return .choose(.compare(.equal, atCreation, .integer(1)), then: created, otherwise: firstChange)
  }

  private func equals(_ left: Scalar, over entity: Int, _ path: Path, _ value: Expression) -> Scalar? {
    let rows = RowBinder(compiler, entity: entity)
    let span = path.span?.through(value.span) ?? value.span
    let bound = rows.condition(Expression(.binary(.equal, Expression(.path(path), span), value), span))
    rows.diagnostics.forEach(report)
    return bound
  }
}

/// Finds the rows that an event's name stands for.
struct EventBinder {
  let compiler: Compiler
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  /// The event's rows, each with the subject that it belongs to.
  func inputs(of event: Event, leadingTo subject: Int) -> [Input]? {
    guard var inputs = inputs(of: event) else { return nil }
    for index in inputs.indices {
      guard let way = way(from: inputs[index].entity, to: subject, of: event) else { return nil }
      inputs[index].subject = .row(way)
    }
    return inputs
  }

  /// The way from an event's rows to their subject: `messages per sender` where there are several.
  func way(from entity: Int, to subject: Int, of event: Event) -> LinkPath? {
    NameResolver(compiler.$catalog).way(
      from: entity, to: subject, per: event.link, at: event.path.span, choice: { "\(event.path.text) per \($0)" },
      report)
  }

  /// The event's rows that meet its condition, which is about the rows themselves.
  func inputs(of event: Event) -> [Input]? {
    guard var inputs = inputs(of: event.path) else { return nil }
    guard let condition = event.condition else { return inputs }
    let conditions = ClauseBinder(compiler: compiler, viaSubject: false)
    var isBound = true
    for index in inputs.indices {
      if let bound = conditions.condition(condition, over: inputs[index].entity, ownValues: true) {
        inputs[index].condition = .both(inputs[index].condition, bound)
      } else {
        isBound = false
      }
    }
    conditions.diagnostics.forEach(report)
    return isBound ? inputs : nil
  }

  /// A count metric's rows, else an entity's or those of `events`.
  ///
  /// Where both have the name it is the metric.
  private func inputs(of path: Path) -> [Input]? {
    guard let name = path.names.first, path.names.count == 1 else {
      report(Diagnostic("unknown-event", "there is no event `\(path.text)`", at: path.span))
      return nil
    }
    let metrics = MetricBinder(compiler: compiler)
    if let declaration = compiler.catalog.metric(named: name.text) {
      let bound = metrics.metric(declaration)
      metrics.diagnostics.forEach(report)
      guard let bound else { return nil }
      let aggregates = bound.expression.countedAggregates
      if let aggregates, aggregates.allSatisfy({ bound.aggregates[$0].isPlainCount }) {
        return aggregates.flatMap { bound.aggregates[$0].inputs }
      }
      if compiler.catalog.entity(named: name.text) == nil {
        report(Diagnostic("not-an-event", "`\(name.text)` counts no rows, so it is no event", at: name.span))
        return nil
      }
    }
    var call = Call(function: Name("count", name.span))
    call.arguments = [Expression(.path(path), name.span)]
    guard let bound = metrics.expression(Expression(.call(call), name.span)) else {
      let names = compiler.catalog.entities.filter { !$0.isHistory }.map(\.name) + compiler.catalog.metricOrder
      report(
        Diagnostic(
          "unknown-event", "there is no event `\(shown(name.text))`", at: name.span,
          label: DidYouMean.label(for: name.text, among: names)))
      return nil
    }
    return bound.aggregates.flatMap(\.inputs)
  }
}

extension Scalar {
  /// The aggregates of a sum of counts; nil for any other arithmetic.
  var countedAggregates: [Int]? {
    switch self {
    case .aggregate(let index): return [index]
    case .arithmetic(.add, let lhs, let rhs):
      guard let left = lhs.countedAggregates, let right = rhs.countedAggregates else { return nil }
      return left + right
    default: return nil
    }
  }
}

extension Aggregate {
  /// A count of rows in the unit.
  var isPlainCount: Bool {
    function == .count && window == .unit && placement == .point && shifts.isEmpty && each == nil
  }
}

extension Scalar {
  /// A condition over one value, asked of another.
  func replacing(_ old: Scalar, with new: Scalar) -> Scalar {
    mapped { $0 == old ? new : $0 }
  }
}
