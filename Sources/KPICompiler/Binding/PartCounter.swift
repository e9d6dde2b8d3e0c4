import KPIEngine

/// Counts the parts of a definition with those it rests on written out, up to the most that one may have.
///
/// Definitions that use another twice, step after step, double each time: forty such lines are a trillion parts.
struct PartCounter {
  static let most = 20_000

  private var left = most

  /// Whether there were more parts than a definition may have.
  private var isOver: Bool { left < 0 }

  static func isTooLarge(_ metric: BoundMetric) -> Bool {
    var counter = PartCounter()
    counter.count(metric.expression)
    metric.aggregates.forEach { counter.count($0) }
    return counter.isOver
  }

  static func isTooLarge(_ condition: RowExpression) -> Bool {
    var counter = PartCounter()
    counter.count(condition)
    return counter.isOver
  }

  /// Takes one part; false where there were too many already.
  private mutating func take() -> Bool {
    if left >= 0 { left -= 1 }
    return !isOver
  }

  private mutating func count(_ cell: CellExpression) {
    guard take() else { return }
    switch cell {
    case .aggregate, .integer, .decimal, .real, .constant, .null, .unitDays, .unitMonths, .boundary: break
    case .arithmetic(_, let lhs, let rhs): [lhs, rhs].forEach { count($0) }
    case .function(_, let operands), .coalesce(let operands): operands.forEach { count($0) }
    case .overall(let inner), .rank(let inner): count(inner)
    case .choose(let condition, let then, let otherwise):
      count(condition)
      [then, otherwise].forEach { count($0) }
    }
  }

  private mutating func count(_ condition: CellCondition) {
    guard take() else { return }
    switch condition {
    case .compare(_, let lhs, let rhs): [lhs, rhs].forEach { count($0) }
    case .isNull(let operand): count(operand)
    case .not(let operand): count(operand)
    case .all(let operands), .any(let operands): operands.forEach { count($0) }
    }
  }

  private mutating func count(_ aggregate: Aggregate) {
    guard take() else { return }
    aggregate.inputs.forEach { count($0) }
    guard let each = aggregate.each else { return }
    each.inner.forEach { count($0) }
    each.having.map { count($0) }
    each.value.map { count($0) }
  }

  private mutating func count(_ input: Input) {
    ([input.time, input.condition, input.payload, input.subject].compactMap { $0 } + input.keys).forEach { count($0) }
  }

  private mutating func count(_ expression: RowExpression) {
    guard take() else { return }
    switch expression {
    case .attached(let sub, _): count(sub.aggregate)
    case .isFirst(let first): count(first.input)
    default: expression.operands.forEach { count($0) }
    }
  }
}
