import KPIEngine
import KPILanguage

/// Optional entities whose table is missing: a number that rests on them alone is not known, and is never 0.
extension Compiler {
  func isMissing(_ entity: Int) -> Bool { context.store.entities[entity].isMissing }

  /// The metric without what rests on missing tables: in a sum of several parts that adds nothing, anything else of it
  /// is null; nil where nothing of the metric is left.
  func withoutMissing(_ metric: BoundMetric) -> BoundMetric? {
    guard context.store.lacksTables else { return metric }
    let entities = MissingEntities(context.store)
    let missing = metric.aggregates.map { !entities.under($0).isEmpty }
    guard missing.contains(true) else { return metric }
    guard let expression = metric.expression.without({ missing[$0] }) else { return nil }
    return BoundMetric(expression, aggregates: metric.aggregates, unit: metric.unit)
  }

  /// The metric as far as it is known where a question's condition narrows it, and what it rests on that is missing.
  ///
  /// What is returned is not narrowed yet.
  func known(
    _ metric: BoundMetric, under condition: Expression?, _ clauses: ClauseBinder
  ) -> (metric: BoundMetric?, missing: Set<Int>) {
    guard context.store.lacksTables else { return (metric, []) }
    var narrowed = metric
    clauses.restrict(&narrowed.aggregates, to: condition)
    var known = withoutMissing(narrowed)
    known?.aggregates = metric.aggregates
    return (known, missingEntities(of: narrowed.aggregates))
  }

  /// The missing entities on which any of the aggregates rests as a whole.
  func missingEntities(of aggregates: [Aggregate]) -> Set<Int> {
    guard context.store.lacksTables else { return [] }
    let missing = MissingEntities(context.store)
    return aggregates.reduce(into: []) { $0.formUnion(missing.under($1)) }
  }

  /// The missing entities on which an aggregate rests as a whole; none where rows of another stand behind it.
  func missingEntities(of aggregate: Aggregate) -> Set<Int> { missingEntities(of: [aggregate]) }

  /// The missing entities that an expression reads.
  func missingEntities(of expression: Scalar) -> Set<Int> {
    guard context.store.lacksTables else { return [] }
    return MissingEntities(context.store).under(expression)
  }

  /// Reports that a question rests on missing tables only; true where it does.
  func refuse(_ missing: Set<Int>, at span: Span?, _ report: (Diagnostic) -> Void) -> Bool {
    guard !missing.isEmpty else { return false }
    let names = missing.sorted().map { catalog.entities[$0].name }.joined(separator: ", ")
    report(Diagnostic("missing-table", "the database has no table for \(names)", at: span))
    return true
  }

  /// Reports where all rows that are counted hang on a missing table, by the question's condition too.
  func refuse(_ aggregates: [Aggregate], _ question: Question, _ report: (Diagnostic) -> Void) -> Bool {
    refuse(missingEntities(of: aggregates), at: question.clauses.conditionSpan ?? question.verbSpan, report)
  }

  /// Reports where none of the rows that events are made of has a table; true where that is so.
  func refuse(_ inputs: [Input], at span: Span?, _ report: (Diagnostic) -> Void) -> Bool {
    let missing = missingEntities(of: Aggregate(.count, inputs: inputs))
    return refuse(missing, at: span, report)
  }
}

/// Which tables are missing under what.
private struct MissingEntities {
  private let store: Store

  init(_ store: Store) { self.store = store }

  private func isMissing(_ entity: Int) -> Bool { store.entities[entity].isMissing }

  /// Those on which an aggregate rests as a whole; none where rows of another stand behind it.
  func under(_ aggregate: Aggregate) -> Set<Int> {
    if case .allotted(let allotment) = aggregate.function, isMissing(allotment.subject) { return [allotment.subject] }
    if let each = aggregate.each {
      let inner = each.inner.reduce(into: Set<Int>()) { $0.formUnion(under($1)) }
      guard inner.isEmpty else { return inner }
    }
    var found: Set<Int> = []
    for input in aggregate.inputs {
      let own = under(input)
      if own.isEmpty { return [] }
      found.formUnion(own)
    }
    return found
  }

  /// Its own entity, or those that its condition, its time or its payload asks for.
  private func under(_ input: Input) -> Set<Int> {
    if isMissing(input.entity) { return [input.entity] }
    var found: Set<Int> = []
    for part in [input.time, input.condition, input.payload, input.subject] {
      if let part { add(part, to: &found) }
    }
    return found
  }

  func under(_ expression: Scalar) -> Set<Int> {
    var found: Set<Int> = []
    add(expression, to: &found)
    return found
  }

  private func add(_ expression: Scalar, to found: inout Set<Int>) {
    _ = expression.contains { part in
      switch part {
      case .text(let path, _), .number(let path, _), .time(let path, _, _), .row(let path): add(path, to: &found)
      case .attached(let sub, let path):
        add(path, to: &found)
        found.formUnion(under(sub.aggregate))
      case .isFirst(let first): if isMissing(first.input.entity) { found.insert(first.input.entity) }
      default: break
      }
      return false
    }
  }

  private func add(_ path: LinkPath, to found: inout Set<Int>) {
    for hop in path.hops where isMissing(hop.target) { found.insert(hop.target) }
  }
}

extension Scalar {
  /// The expression without the aggregates that are missing; nil where it says nothing without them.
  fileprivate func without(_ isMissing: (Int) -> Bool) -> Scalar? {
    switch self {
    case .aggregate(let index): return isMissing(index) ? nil : self
    case .arithmetic(let operation, let lhs, let rhs):
      let (left, right) = (lhs.without(isMissing), rhs.without(isMissing))
      if let left, let right { return .arithmetic(operation, left, right) }
      switch (operation, left, right) {
      case (.add, let rest?, nil), (.add, nil, let rest?), (.subtract, let rest?, nil):
        return rest.hasAggregates ? rest : nil
      case (.subtract, nil, let rest?):
        return rest.hasAggregates ? .arithmetic(.subtract, .integer(0), rest) : nil
      default: return nil
      }
    case .function(let function, let operands):
      let left = operands.compactMap { $0.without(isMissing) }
      return left.count == operands.count ? .function(function, left) : nil
    case .coalesce(let operands):
      let left = operands.compactMap { $0.without(isMissing) }
      return left.isEmpty || left.count < operands.count && !left.contains(where: \.hasAggregates)
        ? nil : .coalesce(left)
    case .overall(let inner, let key): return inner.without(isMissing).map { .overall($0, within: key) }
    case .rank(let inner): return inner.without(isMissing).map(Scalar.rank)
    case .choose(let condition, let then, let otherwise):
      guard !condition.aggregates.contains(where: isMissing) else { return nil }
      let (left, right) = (then.without(isMissing), otherwise.without(isMissing))
      return left == nil && right == nil ? nil : .choose(condition, then: left ?? .null, otherwise: right ?? .null)
    default: return self
    }
  }

  private var hasAggregates: Bool { !aggregates.isEmpty }
}
