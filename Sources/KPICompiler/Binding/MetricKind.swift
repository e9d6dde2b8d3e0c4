import KPIEngine
import KPILanguage

/// What a metric's numbers are: what people call them, and whether groups' numbers are parts of the total.
enum MetricKind: Sendable, Hashable {
  /// Counts of rows or things.
  case count
  /// Sums, also added, subtracted, or scaled by a number.
  case amount
  /// Sums of time.
  case duration
  /// Of all rows up to a moment, or of those open then: parts over groups, but not over time.
  case stock
  /// A quotient of aggregates.
  case ratio
  /// A mean, an extreme, a quantile.
  case average
  /// A date or a time of day.
  case time
  /// A length of time between two moments: no sum of parts.
  case span
  /// What is set, not counted.
  case target
  /// A place among the groups.
  case place
  /// No number of the data.
  case constant
  /// Any other arithmetic: whether parts add up is not known.
  case other

  /// How messages name it.
  var description: Message {
    switch self {
    case .count: "a count"
    case .amount: "an amount"
    case .duration, .span: "a duration"
    case .stock: "a stock"
    case .ratio: "a ratio"
    case .average: "an average"
    case .time: "a time"
    case .target: "a target"
    case .place: "a place among the groups"
    case .constant: "a constant"
    case .other: "no sum of parts"
    }
  }

  /// Whether the groups' numbers make up the total's, as far as the groups do not overlap.
  var isSumOfParts: Bool {
    switch self {
    case .count, .amount, .duration, .stock: true
    case .ratio, .average, .time, .span, .target, .place, .constant, .other: false
    }
  }

  fileprivate func added(to other: MetricKind) -> MetricKind {
    if self == other { return self }
    if isSumOfParts, other.isSumOfParts { return self == .stock || other == .stock ? .stock : .amount }
    switch (self, other) {
    case (.ratio, _), (_, .ratio): return .ratio
    case (.average, _), (_, .average): return .average
    default: return .other
    }
  }
}

extension BoundMetric {
  var kind: MetricKind {
    let kind = expression.kind(aggregates)
    return kind == .amount && Units.isTime(unit) ? .duration : kind
  }

  /// Whether the numbers of the units of a period make up the period's own.
  var addsUpOverTime: Bool {
    expression.readAggregates.allSatisfy { index in
      let aggregate = aggregates[index]
      return aggregate.placement == .point && aggregate.shifts.isEmpty && !aggregate.window.isStock
    }
  }
}

extension Scalar {
  /// The aggregates that it reads, those of shares too.
  var readAggregates: [Int] {
    switch self {
    case .aggregate(let index): [index]
    default: operands.flatMap(\.readAggregates)
    }
  }

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
      if left == .constant { return right.scaled }
      if right == .constant { return left.scaled }
      return left == .ratio || right == .ratio ? .ratio : .other
    case .arithmetic(.divide, let lhs, let rhs):
      return rhs.kind(aggregates) == .constant ? lhs.kind(aggregates).scaled : .ratio
    case .coalesce(let operands):
      let kinds = operands.filter { $0 != .integer(0) }.map { $0.kind(aggregates) }
      return kinds.count == 1 ? kinds[0] : .other
    case .boundary, .stamp, .moment: return .time
    case .rank: return .place
    case .function(let function, let operands):
      switch function.family {
      case .distance: return .span
      case .moment: return .time
      case .choice: return operands.contains { $0.kind(aggregates) == .time } ? .time : .other
      case .number: return .other
      }
    case .choose(_, let then, let otherwise):
      let kinds = Set([then, otherwise].map { $0.kind(aggregates) })
      // A metric or nothing is of the metric's kind, but its groups need not add up.
      return kinds == [.time] || kinds == [.time, .constant] ? .time : .other
    default: return .constant
    }
  }
}

extension MetricKind {
  /// What a number of things times a constant is.
  fileprivate var scaled: MetricKind { self == .count ? .amount : self }
}

extension Aggregate {
  fileprivate var kind: MetricKind {
    // Rows up to a moment, or open then; a number of another period is of its own kind.
    let isOfMoment = placement != .point || window.isStock || shifts.contains(.soFar)
    return switch function.family {
    case .count: isOfMoment ? .stock : .count
    case .sum: isOfMoment ? .stock : .amount
    case .choice: isTime ? .time : .average
    case .average: .average
    // Targets are laid over the days of a period; a part of them is no share of anything.
    case .target: .target
    }
  }
}

extension Window {
  /// Whether it holds all rows up to a moment.
  fileprivate var isStock: Bool {
    switch self {
    case .soFar, .before, .ever, .always, .fixed: true
    case .unit, .beforeRow: false
    }
  }
}
