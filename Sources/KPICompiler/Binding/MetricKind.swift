import KPIEngine
import KPILanguage

/// What a metric's numbers are, as far as it decides whether groups' numbers are parts of the total.
enum MetricKind: Sendable, Hashable {
  /// Counts and sums, also added, subtracted, or scaled by a number.
  case additive
  /// The same of all rows up to a moment, or of those open then: parts over groups, but not over time.
  case stock
  /// A quotient of aggregates.
  case ratio
  /// A mean, an extreme, a quantile.
  case average
  /// No number of the data.
  case constant
  /// Any other arithmetic: whether parts add up is not known.
  case other

  /// How messages name it.
  var description: String {
    switch self {
    case .additive: "an amount"
    case .stock: "a stock"
    case .ratio: "a ratio"
    case .average: "an average"
    case .constant: "a constant"
    case .other: "no sum of parts"
    }
  }

  fileprivate func added(to other: MetricKind) -> MetricKind {
    switch (self, other) {
    case (.additive, .additive): .additive
    case (.stock, .stock), (.stock, .additive), (.additive, .stock): .stock
    case (.constant, .constant): .constant
    case (.ratio, _), (_, .ratio): .ratio
    case (.average, _), (_, .average): .average
    default: .other
    }
  }
}

extension BoundMetric {
  var kind: MetricKind { expression.kind(aggregates) }
}

extension CellExpression {
  fileprivate func kind(_ aggregates: [Aggregate]) -> MetricKind {
    switch self {
    case .aggregate(let index): return aggregates[index].kind
    case .arithmetic(.add, let lhs, let rhs), .arithmetic(.subtract, let lhs, let rhs):
      // `0 - m` and `m + 0` are the metric's own kind.
      if lhs == .integer(0) { return rhs.kind(aggregates) }
      if rhs == .integer(0) { return lhs.kind(aggregates) }
      return lhs.kind(aggregates).added(to: rhs.kind(aggregates))
    case .arithmetic(.multiply, let lhs, let rhs):
      let (left, right) = (lhs.kind(aggregates), rhs.kind(aggregates))
      if left == .constant { return right }
      if right == .constant { return left }
      return left == .ratio || right == .ratio ? .ratio : .other
    case .arithmetic(.divide, let lhs, let rhs):
      return rhs.kind(aggregates) == .constant ? lhs.kind(aggregates) : .ratio
    case .coalesce(let operands):
      let kinds = operands.filter { $0 != .integer(0) }.map { $0.kind(aggregates) }
      return kinds.count == 1 ? kinds[0] : .other
    case .integer, .decimal, .real, .null, .stamp, .unitDays, .unitMonths, .boundary, .overall: return .constant
    case .function, .choose, .rank: return .other
    }
  }
}

extension Aggregate {
  fileprivate var kind: MetricKind {
    switch function {
    case .count, .distinct, .sum:
      // A number that looks outside the unit is no part of a longer period's.
      if placement != .point || !shifts.isEmpty { return .stock }
      switch window {
      case .soFar, .before, .ever, .always, .fixed: return .stock
      default: return .additive
      }
    // Targets are laid over the days of a period; a part of them is no share of anything.
    case .average, .minimum, .maximum, .quantile, .deviation, .first, .last, .allotted: return .average
    }
  }
}
