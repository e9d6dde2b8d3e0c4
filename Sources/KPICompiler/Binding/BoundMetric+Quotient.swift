import KPIEngine

extension BoundMetric {
  /// Numerator and denominator, both sums over the groups; nil where the metric is no such quotient.
  ///
  /// An average is the sum of its values ÷ their count; a constant factor or summand goes into the numerator
  /// (`100 - a / b` is `(100 × b - a) / b`).
  var quotient: (numerator: BoundMetric, denominator: BoundMetric)? {
    switch expression {
    case .aggregate(let index): return aggregates[index].quotient
    case .arithmetic(.divide, let lhs, let rhs):
      let (over, under) = (part(lhs), part(rhs))
      if under.kind == .constant {
        return over.quotient.map { (Self.combine(.divide, $0.numerator, under), $0.denominator) }
      }
      guard over.isSumOfParts, under.isSumOfParts else { return nil }
      return (over, under)
    case .arithmetic(let operation, let lhs, let rhs):
      let (left, right) = (part(lhs), part(rhs))
      if right.kind == .constant, let quotient = left.quotient {
        let number = operation == .multiply ? right : Self.combine(.multiply, right, quotient.denominator)
        return (Self.combine(operation, quotient.numerator, number), quotient.denominator)
      }
      if left.kind == .constant, let quotient = right.quotient {
        let number = operation == .multiply ? left : Self.combine(.multiply, left, quotient.denominator)
        return (Self.combine(operation, number, quotient.numerator), quotient.denominator)
      }
      return nil
    default: return nil
    }
  }

  /// Whether the groups' numbers make up the total's, as far as the groups do not overlap.
  var isSumOfParts: Bool { kind.isSumOfParts }

  private func part(_ expression: Scalar) -> BoundMetric { BoundMetric(expression, aggregates: aggregates) }

  private static func combine(
    _ operation: Scalar.Arithmetic, _ lhs: BoundMetric, _ rhs: BoundMetric
  ) -> BoundMetric {
    let (expressions, aggregates) = joined([lhs, rhs])
    return BoundMetric(.arithmetic(operation, expressions[0], expressions[1]), aggregates: aggregates)
  }
}

extension Aggregate {
  /// An average's sum and count of the values that are not null; nil for other aggregates.
  fileprivate var quotient: (numerator: BoundMetric, denominator: BoundMetric)? {
    guard function == .average else { return nil }
    var (sum, count) = (self, self)
    sum.function = .sum
    count.function = .count
    if let value = each?.value {
      let isThere = Scalar.not(.isNull(value))
      count.each?.having = each?.having.map { .all([$0, isThere]) } ?? isThere
      count.each?.value = nil
    } else {
      for index in inputs.indices {
        guard let payload = inputs[index].payload else { return nil }
        count.inputs[index].condition = .both(inputs[index].condition, .not(.isNull(payload)))
        count.inputs[index].payload = nil
      }
    }
    return (BoundMetric(sum, unit: nil), BoundMetric(count, unit: nil))
  }
}
