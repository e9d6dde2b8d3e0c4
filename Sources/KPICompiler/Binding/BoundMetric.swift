import KPIEngine

/// A metric bound against the catalog: aggregates without keys, and how its number comes from them.
package struct BoundMetric: Sendable, Hashable {
  package var expression: Scalar
  package var aggregates: [Aggregate]
  package var unit: String?

  init(_ expression: Scalar, aggregates: [Aggregate] = [], unit: String? = nil) {
    self.expression = expression
    self.aggregates = aggregates
    self.unit = unit
  }

  /// An aggregate alone.
  init(_ aggregate: Aggregate, unit: String?) {
    self.init(.aggregate(0), aggregates: [aggregate], unit: unit)
  }

  /// The metric over another period in the unit's place.
  func shifted(by shift: Shift) -> BoundMetric {
    var shifted = self
    for index in shifted.aggregates.indices { shifted.aggregates[index].shifts.insert(shift, at: 0) }
    shifted.expression = expression.shifted(by: shift)
    return shifted
  }

  /// Two metrics side by side in one list of aggregates.
  static func joined(_ parts: [BoundMetric]) -> (expressions: [Scalar], aggregates: [Aggregate]) {
    var set = AggregateSet()
    let expressions = parts.map { set.add($0) }
    return (expressions, set.aggregates)
  }

  /// A number, or a time.
  var type: ScalarType { expression.isTime(aggregates) ? .time : expression == .null ? .null : .number }

  /// Whether every number it can give is whole, where its sums are.
  var isWhole: Bool { expression.isWhole(aggregates) }
}

/// The aggregates of several metrics, each once.
struct AggregateSet {
  private(set) var aggregates: [Aggregate] = []
  private var numbers: [Aggregate: Int] = [:]

  /// Adds a metric's aggregates; returns its expression over the common list.
  mutating func add(_ metric: BoundMetric) -> Scalar {
    let indices = metric.aggregates.map { aggregate in
      if let known = numbers[aggregate] { return known }
      numbers[aggregate] = aggregates.count
      aggregates.append(aggregate)
      return aggregates.count - 1
    }
    return metric.expression.reindexed(indices)
  }
}

extension Scalar {
  /// The expression in the period that a shift puts in the unit's place.
  func shifted(by shift: Shift) -> Scalar {
    mapped { part in
      switch part {
      case .unitDays(let shifts): .unitDays([shift] + shifts)
      case .unitMonths(let shifts): .unitMonths([shift] + shifts)
      case .boundary(let boundary, let shifts): .boundary(boundary, [shift] + shifts)
      default: part
      }
    }
  }

  /// The expression over another list of aggregates, each now at the place that its old place has here.
  func reindexed(_ indices: [Int]) -> Scalar {
    mapped { part in if case .aggregate(let index) = part { .aggregate(indices[index]) } else { part } }
  }

  /// Whether it asks how long the period is, or when it begins.
  var readsBeginning: Bool {
    contains { part in
      switch part {
      case .unitDays, .unitMonths, .boundary(.start, _): true
      default: false
      }
    }
  }

  /// Whether the result is whole as long as the rows' numbers are.
  func isWhole(_ aggregates: [Aggregate]) -> Bool {
    switch self {
    case .aggregate(let index):
      switch aggregates[index].function.family {
      case .count, .sum, .choice: true
      case .average, .target: false
      }
    case .integer, .null, .unitDays, .rank: true
    case .arithmetic(let operation, let lhs, let rhs):
      operation != .divide && lhs.isWhole(aggregates) && rhs.isWhole(aggregates)
    case .function(let function, let operands):
      function.isWhole ?? operands.allSatisfy { $0.isWhole(aggregates) }
    case .coalesce(let operands): operands.allSatisfy { $0.isWhole(aggregates) }
    case .overall(let inner, _): inner.isWhole(aggregates)
    case .choose(_, let then, let otherwise): then.isWhole(aggregates) && otherwise.isWhole(aggregates)
    default: false
    }
  }
}

extension Scalar {
  /// Whether it is a time.
  ///
  /// - Parameter aggregates: what a cell's number reads.
  func isTime(_ aggregates: [Aggregate] = []) -> Bool {
    switch self {
    case .time, .stamp, .moment, .boundary: true
    case .aggregate(let index): aggregates[index].isTime
    case .attached(let sub, _): sub.aggregate.isTime
    case .function(let function, let operands):
      function.family == .moment || function.family == .choice && operands.contains { $0.isTime(aggregates) }
    case .coalesce(let operands): operands.contains { $0.isTime(aggregates) }
    case .choose(_, let then, let otherwise): then.isTime(aggregates) || otherwise.isTime(aggregates)
    case .overall(let inner, _): inner.isTime(aggregates)
    default: false
    }
  }
}

extension Aggregate {
  /// Whether it gives a time.
  var isTime: Bool {
    guard function.family == .choice else { return false }
    if let each { return each.value?.isTime(each.inner) ?? false }
    return inputs.contains { $0.payload?.isTime() ?? false }
  }
}
