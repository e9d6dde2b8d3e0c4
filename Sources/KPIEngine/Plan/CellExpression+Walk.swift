extension CellExpression {
  /// The numbers that this one is made of, those in its conditions too.
  package var operands: [CellExpression] {
    switch self {
    case .aggregate, .integer, .decimal, .real, .constant, .null, .stamp, .unitDays, .unitMonths, .boundary: []
    case .arithmetic(_, let lhs, let rhs): [lhs, rhs]
    case .function(_, let operands), .coalesce(let operands): operands
    case .overall(let inner), .rank(let inner): [inner]
    case .choose(let condition, let then, let otherwise): condition.operands + [then, otherwise]
    }
  }

  /// Whether this or any part of it fits.
  package func contains(_ fits: (CellExpression) -> Bool) -> Bool {
    fits(self) || operands.contains { $0.contains(fits) }
  }

  /// The same expression over other operands.
  package func mappingOperands(_ change: (CellExpression) -> CellExpression) -> CellExpression {
    switch self {
    case .aggregate, .integer, .decimal, .real, .constant, .null, .stamp, .unitDays, .unitMonths, .boundary: self
    case .arithmetic(let operation, let lhs, let rhs): .arithmetic(operation, change(lhs), change(rhs))
    case .function(let function, let operands): .function(function, operands.map(change))
    case .coalesce(let operands): .coalesce(operands.map(change))
    case .overall(let inner): .overall(change(inner))
    case .rank(let inner): .rank(change(inner))
    case .choose(let condition, let then, let otherwise):
      .choose(condition.mappingOperands(change), then: change(then), otherwise: change(otherwise))
    }
  }

  /// The aggregates that it reads.
  package var aggregates: Set<Int> {
    if case .aggregate(let index) = self { return [index] }
    return operands.reduce(into: []) { $0.formUnion($1.aggregates) }
  }

  /// The numbers that it ranks.
  package var ranked: Set<CellExpression> {
    if case .rank(let number) = self { return [number] }
    return operands.reduce(into: []) { $0.formUnion($1.ranked) }
  }
}

extension CellCondition {
  /// The numbers that it compares.
  package var operands: [CellExpression] {
    switch self {
    case .compare(_, let lhs, let rhs): [lhs, rhs]
    case .isNull(let operand): [operand]
    case .not(let operand): operand.operands
    case .all(let operands), .any(let operands): operands.flatMap(\.operands)
    }
  }

  /// The same condition over other numbers.
  package func mappingOperands(_ change: (CellExpression) -> CellExpression) -> CellCondition {
    switch self {
    case .compare(let comparison, let lhs, let rhs): .compare(comparison, change(lhs), change(rhs))
    case .isNull(let operand): .isNull(change(operand))
    case .not(let operand): .not(operand.mappingOperands(change))
    case .all(let operands): .all(operands.map { $0.mappingOperands(change) })
    case .any(let operands): .any(operands.map { $0.mappingOperands(change) })
    }
  }

  /// The aggregates that it reads.
  package var aggregates: Set<Int> { operands.reduce(into: []) { $0.formUnion($1.aggregates) } }
}
