extension RowExpression {
  /// The expressions that this one is made of, sub-plans' own left out.
  package var operands: [RowExpression] {
    switch self {
    case .text, .number, .time, .row, .null, .integer, .decimal, .real, .textLiteral, .stamp, .moment, .constant,
      .boundary,
      .attached, .isFirst, .clock:
      []
    case .age(let operand), .bands(let operand, _), .textIs(let operand, _), .rowIn(let operand, _),
      .isNull(let operand), .not(let operand):
      [operand]
    case .arithmetic(_, let lhs, let rhs), .compare(_, let lhs, let rhs): [lhs, rhs]
    case .choose(let condition, let then, let otherwise): [condition, then, otherwise]
    case .function(_, let operands), .coalesce(let operands), .combination(let operands), .all(let operands),
      .any(let operands):
      operands
    }
  }

  /// Whether this or any part of it fits.
  package func contains(_ fits: (RowExpression) -> Bool) -> Bool {
    fits(self) || operands.contains { $0.contains(fits) }
  }

  /// Whether it is a time that may lie after today: an intention, which is read as it stands.
  package var isPlannedTime: Bool {
    switch self {
    case .time(_, _, let isPlanned): isPlanned
    // A declared time, cut at today.
    case .choose(.compare(.less, let time, .boundary(.tomorrow)), let then, otherwise: .null) where time == then: false
    case .choose(_, let then, let otherwise): then.isPlannedTime || otherwise.isPlannedTime
    case .coalesce(let choices), .function(_, let choices): choices.contains(where: \.isPlannedTime)
    default: false
    }
  }

  /// Whether the value depends on the unit it is computed for (`P.last`, ages, aggregates of the period).
  package static func dependsOnUnit(_ expression: RowExpression) -> Bool {
    expression.contains { part in
      switch part {
      case .boundary(let boundary): boundary != .today && boundary != .tomorrow
      case .age: true
      case .attached(let sub, _): !sub.isFixed
      default: false
      }
    }
  }

  /// Whether the value depends on the group that its row counts in.
  static func dependsOnGroup(_ expression: RowExpression) -> Bool {
    expression.contains { if case .attached(let sub, _) = $0 { sub.isWithinGroup } else { false } }
  }

  /// The same expression with every part changed, the innermost first.
  package func mapped(_ change: (RowExpression) -> RowExpression) -> RowExpression {
    let parts: RowExpression =
      switch self {
      case .age(let operand): .age(operand.mapped(change))
      case .bands(let operand, let edges): .bands(operand.mapped(change), edges)
      case .textIs(let operand, let test): .textIs(operand.mapped(change), test)
      case .rowIn(let operand, let rows): .rowIn(operand.mapped(change), rows)
      case .isNull(let operand): .isNull(operand.mapped(change))
      case .not(let operand): .not(operand.mapped(change))
      case .arithmetic(let operation, let lhs, let rhs): .arithmetic(operation, lhs.mapped(change), rhs.mapped(change))
      case .compare(let comparison, let lhs, let rhs): .compare(comparison, lhs.mapped(change), rhs.mapped(change))
      case .choose(let condition, let then, let otherwise):
        .choose(condition.mapped(change), then: then.mapped(change), otherwise: otherwise.mapped(change))
      case .function(let function, let operands): .function(function, operands.map { $0.mapped(change) })
      case .coalesce(let operands): .coalesce(operands.map { $0.mapped(change) })
      case .combination(let operands): .combination(operands.map { $0.mapped(change) })
      case .all(let operands): .all(operands.map { $0.mapped(change) })
      case .any(let operands): .any(operands.map { $0.mapped(change) })
      default: self
      }
    return change(parts)
  }
}

extension FirstRow {
  /// Whether it is the same for every unit of a question.
  var isFixed: Bool { !input.expressions.contains(where: RowExpression.dependsOnUnit) }
}

extension SubjectAggregate {
  /// Whether it is the same for every unit and group of a question.
  var isFixed: Bool {
    guard !isWithinGroup else { return false }
    if case .fixed? = aggregate.shifts.first {
      // Ages are reckoned on the day that is asked about, whatever period the rows are of.
      return !aggregate.shifts.contains(.cumulative) && !aggregate.hasAges
    }
    guard aggregate.shifts.isEmpty else { return false }
    switch aggregate.window {
    case .ever, .always, .fixed, .beforeRow:
      return !aggregate.inputs.contains { $0.expressions.contains(where: RowExpression.dependsOnUnit) }
    case .unit, .soFar, .before: return false
    }
  }
}

extension Aggregate {
  /// Whether an age decides which rows it has, or what they count.
  fileprivate var hasAges: Bool {
    let isAged = inputs.contains { input in
      input.expressions.contains { $0.contains { if case .age = $0 { true } else { false } } }
    }
    return isAged || each?.inner.contains(where: \.hasAges) ?? false
  }
}
