import KPIEngine
import KPILanguage

/// Metrics of a row's own, inside conditions.
extension MetricBinder {
  /// `[M PERIOD]` in a condition of `list`, a segment or a step: the row's own M.
  func ownValue(_ value: MetricValue, of entity: Int, _ rows: RowBinder) -> TypedExpression? {
    guard var bound = expression(value.metric) else {
      for diagnostic in diagnostics { rows.report(diagnostic) }
      return nil
    }
    var window: Window?
    if let period = value.period {
      if case .all = period.kind {
        window = .ever
      } else {
        guard let unit = compiler.unit(of: period, earliest: { nil }, rows.report) else { return nil }
        window = .fixed(unit.start, unit.end)
      }
    }
    if let window {
      for index in bound.aggregates.indices where bound.aggregates[index].window == .unit {
        bound.aggregates[index].window = window
      }
    }
    let attacher = ClauseBinder(compiler: compiler, viaSubject: false)
    if let condition = value.condition { attacher.restrict(&bound.aggregates, to: condition) }
    for diagnostic in attacher.diagnostics { rows.report(diagnostic) }
    for index in bound.aggregates.indices {
      for input in bound.aggregates[index].inputs.indices {
        let from = bound.aggregates[index].inputs[input].entity
        let name = catalog.entities[from].name
        let way = NameResolver(catalog: catalog).way(
          from: from, to: entity, at: value.metric.span, choice: { "count(\(name) per \($0) ever)" }, rows.report)
        guard let way else { return nil }
        bound.aggregates[index].inputs[input].subject = .row(way)
      }
    }
    guard let expression = bound.expression.overRows(bound.aggregates, entity) else {
      rows.report(.notYet("this metric as a row's own", at: value.metric.span))
      return nil
    }
    return TypedExpression(expression, .number, unit: bound.unit)
  }

  /// The way from the row that asks to its subject: where there are several, the link that is called as `per` says.
  private func ownWay(from entity: Int, to subject: Int, _ per: Path, _ rows: RowBinder) -> LinkPath? {
    let resolver = NameResolver(catalog: catalog)
    if case .ambiguous(let ways) = resolver.way(from: entity, to: subject),
      let named = ways.first(where: { Catalog.key($0.name) == Catalog.key(per.text) })
    {
      return named.path
    }
    return resolver.way(from: entity, to: subject, at: per.span, rows.report)
  }

  /// `count(orders … per customer up to P)` inside a condition: an aggregate of the row's own subject.
  func rowAggregate(_ call: Call, at span: Span, _ rows: RowBinder) -> TypedExpression? {
    guard let per = call.per else {
      rows.report(
        "not-per-subject", "an aggregate inside a condition says whose it is", at: span,
        label: "add `per` and a link, such as `per customer`")
      return nil
    }
    var own = call
    own.per = nil
    own.timeWord = nil
    let known = diagnostics.count
    guard var bound = AggregateBinder(self, own, span).bind(), var aggregate = bound.aggregates.first else {
      for diagnostic in diagnostics[known...] { rows.report(diagnostic) }
      return nil
    }
    bound.aggregates = []
    if let word = call.timeWord, word != .ever {
      let known = diagnostics.count
      guard haveTimes([aggregate], for: word.text, at: span) else {
        for diagnostic in diagnostics[known...] { rows.report(diagnostic) }
        return nil
      }
    }
    switch call.timeWord {
    case nil: break
    case .beforePeriod?: aggregate.window = .before
    case .upToPeriod?: aggregate.window = .soFar
    case .ever?: aggregate.window = .ever
    case .inPrevious?: aggregate.shifts = [.previous]
    case .beforeThis?:
      guard aggregate.function == .count || aggregate.function == .sum, aggregate.placement == .point else {
        rows.report("bad-before-this", "`before this` goes with `count` and `sum`", at: span)
        return nil
      }
      aggregate.window = .beforeRow
    }
    var subject: Int?
    for index in aggregate.inputs.indices {
      let inner = RowBinder(catalog: catalog, entity: aggregate.inputs[index].entity, compiler: compiler)
      let way = inner.linkPath(per)
      inner.diagnostics.forEach(rows.report)
      guard let way else { return nil }
      subject = way.target
      aggregate.inputs[index].subject = .row(way)
    }
    guard let subject, let way = ownWay(from: rows.entity, to: subject, per, rows) else { return nil }
    // Without a time word, or with `in previous`, the group and the question's condition bound what it sees.
    let isWithinGroup = call.timeWord == nil || call.timeWord == .inPrevious
    let sub = SubjectAggregate(aggregate: aggregate, subject: subject, isWithinGroup: isWithinGroup)
    let isTime = ["first_time", "last_time"].contains(call.function.text.lowercased())
    return TypedExpression(.attached(sub, way), isTime ? .time : .number, unit: bound.unit)
  }
}

extension CellExpression {
  /// The same arithmetic over the aggregates of each row of an entity.
  func overRows(_ aggregates: [Aggregate], _ entity: Int) -> RowExpression? {
    switch self {
    case .aggregate(let index):
      return .attached(SubjectAggregate(aggregate: aggregates[index], subject: entity), LinkPath(entity: entity))
    case .integer(let number): return .integer(number)
    case .decimal(let number, let scale): return .decimal(number, scale: scale)
    case .real(let number): return .real(number)
    case .null: return .null
    case .arithmetic(let operation, let lhs, let rhs):
      guard let left = lhs.overRows(aggregates, entity), let right = rhs.overRows(aggregates, entity) else {
        return nil
      }
      return .arithmetic(operation, left, right)
    case .function(let function, let operands):
      let bound = operands.compactMap { $0.overRows(aggregates, entity) }
      return bound.count == operands.count ? .function(function, bound) : nil
    case .coalesce(let operands):
      let bound = operands.compactMap { $0.overRows(aggregates, entity) }
      return bound.count == operands.count ? .coalesce(bound) : nil
    case .boundary(let boundary, let shifts): return shifts.isEmpty ? .boundary(boundary) : nil
    case .choose, .constant, .unitDays, .unitMonths, .overall, .rank: return nil
    }
  }
}
