import KPIEngine
import KPILanguage

/// Metrics of a row's own, inside conditions.
extension MetricBinder {
  /// `[M PERIOD]` in a condition of `list`, a segment or a step: the row's own M.
  func ownValue(_ value: MetricValue, of entity: Int, _ rows: RowBinder) -> TypedScalar? {
    guard var bound = expression(value.metric) else {
      for diagnostic in diagnostics { rows.report(diagnostic) }
      return nil
    }
    if let period = value.period {
      switch period.kind {
      case .all: bound = bound.over(.all(until: compiler.context.today + 1))
      default:
        guard let unit = compiler.unit(of: period, earliest: { nil }, rows.report) else { return nil }
        bound = bound.over(unit)
      }
    }
    let attacher = ClauseBinder(compiler: compiler, viaSubject: false)
    if let condition = value.condition { attacher.restrict(&bound.aggregates, to: condition) }
    for diagnostic in attacher.diagnostics { rows.report(diagnostic) }
    for index in bound.aggregates.indices {
      for input in bound.aggregates[index].inputs.indices {
        let from = bound.aggregates[index].inputs[input].entity
        let name = catalog.entities[from].name
        let way = NameResolver(compiler.$catalog).way(
          from: from, to: entity, at: value.metric.span, choice: { "count(\(name) per \($0) ever)" }, rows.report)
        guard let way else { return nil }
        bound.aggregates[index].inputs[input].subject = .row(way)
      }
    }
    let own = bound.expression.overRows { index in
      .attached(SubjectAggregate(aggregate: bound.aggregates[index], subject: entity), LinkPath(entity: entity))
    }
    guard let expression = own else {
      rows.report(.notYet("this metric as a row's own", at: value.metric.span))
      return nil
    }
    return TypedScalar(expression, bound.type, unit: bound.unit)
  }

  /// The way from the row that asks to its subject: where there are several, the link that is called as `per` says.
  private func ownWay(from entity: Int, to subject: Int, _ per: Path, _ rows: RowBinder) -> LinkPath? {
    let resolver = NameResolver(compiler.$catalog)
    if case .ambiguous(let ways) = resolver.way(from: entity, to: subject),
      let named = ways.first(where: { Catalog.key($0.name) == Catalog.key(per.text) })
    {
      return named.path
    }
    return resolver.way(from: entity, to: subject, at: per.span, rows.report)
  }

  /// `count(orders … per customer up to P)` inside a condition: an aggregate of the row's own subject.
  func rowAggregate(_ call: Call, at span: Span, _ rows: RowBinder) -> TypedScalar? {
    guard let per = call.per else { return nil }
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
      guard haveTimes([aggregate], for: word.told, at: span) else {
        for diagnostic in diagnostics[known...] { rows.report(diagnostic) }
        return nil
      }
    }
    if let word = call.timeWord { aggregate.look(word) }
    if call.timeWord == .beforeThis, catalog.entities[rows.entity].time == nil {
      rows.report(
        "no-time", "\(catalog.entities[rows.entity].told) have no time, so nothing is before or after them", at: span)
      return nil
    }
    var subject: Int?
    for index in aggregate.inputs.indices {
      let inner = RowBinder(compiler, entity: aggregate.inputs[index].entity)
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
    return TypedScalar(.attached(sub, way), aggregate.isTime ? .time : .number, unit: bound.unit)
  }
}

extension BoundMetric {
  /// The metric over a period that takes the place of the question's: for windows, stocks, and what is aggregated per
  /// thing alike.
  fileprivate func over(_ unit: FrameUnit) -> BoundMetric {
    var own = shifted(by: .fixed(unit))
    for (index, aggregate) in aggregates.enumerated() where aggregate.isOfPlainRows {
      own.aggregates[index] = aggregate
      own.aggregates[index].window = unit.isAll ? .ever : .fixed(unit.start, unit.end)
    }
    return own
  }
}

extension Aggregate {
  /// Whether only the days of its rows decide, so that a window says all of a period.
  fileprivate var isOfPlainRows: Bool {
    each == nil && shifts.isEmpty && placement == .point && window == .unit
      && !inputs.contains { input in
        [input.condition, input.payload].compactMap { $0 }.contains(where: Scalar.dependsOnUnit)
      }
  }
}

extension Scalar {
  /// The same over numbers of each row; nil where it asks for what rows have none of: a period, a place, the whole.
  ///
  /// - Parameter number: what an aggregate is for a row.
  func overRows(_ number: (Int) -> Scalar) -> Scalar? {
    let isOfCells = contains { part in
      switch part {
      case .unitDays, .unitMonths, .overall, .rank: true
      case .boundary(_, let shifts): !shifts.isEmpty
      default: false
      }
    }
    if isOfCells { return nil }
    return mapped { part in if case .aggregate(let index) = part { number(index) } else { part } }
  }
}
