extension Scalar {
  /// The values that this one is made of, sub-plans' own left out.
  package var operands: [Scalar] {
    switch self {
    case .text, .number, .time, .row, .clock, .attached, .isFirst, .aggregate, .unitDays, .unitMonths, .boundary, .null,
      .integer, .decimal, .real, .textLiteral, .stamp, .moment, .constant:
      []
    case .age(let operand), .bands(let operand, _), .textIs(let operand, _), .rowIn(let operand, _),
      .isNull(let operand), .not(let operand), .overall(let operand, _), .rank(let operand):
      [operand]
    case .arithmetic(_, let lhs, let rhs), .compare(_, let lhs, let rhs): [lhs, rhs]
    case .choose(let condition, let then, let otherwise): [condition, then, otherwise]
    case .function(_, let operands), .coalesce(let operands), .combination(let operands), .all(let operands),
      .any(let operands):
      operands
    }
  }

  /// The same over other operands, which `change` makes.
  package func mappingOperands(_ change: (Scalar) -> Scalar) -> Scalar {
    switch self {
    case .text, .number, .time, .row, .clock, .attached, .isFirst, .aggregate, .unitDays, .unitMonths, .boundary, .null,
      .integer, .decimal, .real, .textLiteral, .stamp, .moment, .constant:
      self
    case .age(let operand): .age(change(operand))
    case .bands(let operand, let edges): .bands(change(operand), edges)
    case .textIs(let operand, let test): .textIs(change(operand), test)
    case .rowIn(let operand, let rows): .rowIn(change(operand), rows)
    case .isNull(let operand): .isNull(change(operand))
    case .not(let operand): .not(change(operand))
    case .overall(let operand, let key): .overall(change(operand), within: key)
    case .rank(let operand): .rank(change(operand))
    case .arithmetic(let operation, let lhs, let rhs): .arithmetic(operation, change(lhs), change(rhs))
    case .compare(let comparison, let lhs, let rhs): .compare(comparison, change(lhs), change(rhs))
    case .choose(let condition, let then, let otherwise):
      .choose(change(condition), then: change(then), otherwise: change(otherwise))
    case .function(let function, let operands): .function(function, operands.map(change))
    case .coalesce(let operands): .coalesce(operands.map(change))
    case .combination(let operands): .combination(operands.map(change))
    case .all(let operands): .all(operands.map(change))
    case .any(let operands): .any(operands.map(change))
    }
  }

  /// The same with every part changed, the innermost first.
  package func mapped(_ change: (Scalar) -> Scalar) -> Scalar {
    change(mappingOperands { $0.mapped(change) })
  }

  /// Whether it is written down: a number, a text, a moment, a truth value or null.
  package var isConstant: Bool {
    switch self {
    case .null, .integer, .decimal, .real, .textLiteral, .stamp, .moment, .constant: true
    default: false
    }
  }

  /// The aggregates that a cell's number reads.
  package var aggregates: Set<Int> {
    var found: Set<Int> = []
    _ = contains { part in
      if case .aggregate(let index) = part { found.insert(index) }
      return false
    }
    return found
  }

  /// The numbers that it ranks.
  package var ranked: Set<Scalar> {
    if case .rank(let number) = self { return [number] }
    if !contains({ if case .rank = $0 { true } else { false } }) { return [] }
    return operands.reduce(into: []) { $0.formUnion($1.ranked) }
  }

  /// Whether this or any part of it fits.
  package func contains(_ fits: (Scalar) -> Bool) -> Bool {
    if fits(self) { return true }
    // No list is made of one operand or two: this is asked of every part of every plan.
    switch self {
    case .text, .number, .time, .row, .clock, .attached, .isFirst, .aggregate, .unitDays, .unitMonths, .boundary, .null,
      .integer, .decimal, .real, .textLiteral, .stamp, .moment, .constant:
      return false
    case .age(let operand), .bands(let operand, _), .textIs(let operand, _), .rowIn(let operand, _),
      .isNull(let operand), .not(let operand), .overall(let operand, _), .rank(let operand):
      return operand.contains(fits)
    case .arithmetic(_, let lhs, let rhs), .compare(_, let lhs, let rhs):
      return lhs.contains(fits) || rhs.contains(fits)
    case .choose(let condition, let then, let otherwise):
      return condition.contains(fits) || then.contains(fits) || otherwise.contains(fits)
    case .function(_, let operands), .coalesce(let operands), .combination(let operands), .all(let operands),
      .any(let operands):
      return operands.contains { $0.contains(fits) }
    }
  }

  /// Whether it is a time that may lie after today: an intention, which is read as it stands.
  package var isPlannedTime: Bool {
    switch self {
    case .time(_, _, let isPlanned): isPlanned
    // A declared time, cut at today.
    case .choose(.compare(.less, let time, .boundary(.tomorrow, [])), let then, otherwise: .null) where time == then:
      false
    case .choose(_, let then, let otherwise): then.isPlannedTime || otherwise.isPlannedTime
    case .coalesce(let choices), .function(_, let choices): choices.contains(where: \.isPlannedTime)
    default: false
    }
  }

  /// Whether the value depends on the unit it is computed for (`P.last`, ages, aggregates of the period).
  package static func dependsOnUnit(_ expression: Scalar) -> Bool {
    expression.contains { part in
      switch part {
      case .boundary(let boundary, _): boundary != .today && boundary != .tomorrow
      case .age: true
      case .attached(let sub, _): !sub.isFixed
      default: false
      }
    }
  }

  /// Whether the value depends on the group that its row counts in.
  package static func dependsOnGroup(_ expression: Scalar) -> Bool {
    expression.contains { if case .attached(let sub, _) = $0 { sub.isWithinGroup } else { false } }
  }
}

extension FirstRow {
  /// Whether it is the same for every unit of a question.
  var isFixed: Bool { !input.expressions.contains(where: Scalar.dependsOnUnit) }
}

extension SubjectAggregate {
  /// Whether it is the same for every unit and group of a question.
  package var isFixed: Bool {
    guard !isWithinGroup else { return false }
    if case .fixed? = aggregate.shifts.first {
      // Ages are reckoned on the day that is asked about, whatever period the rows are of.
      return !aggregate.shifts.contains(.cumulative) && !aggregate.hasAges
    }
    guard aggregate.shifts.isEmpty else { return false }
    switch aggregate.window {
    case .ever, .always, .fixed, .beforeRow:
      return !aggregate.inputs.contains { $0.expressions.contains(where: Scalar.dependsOnUnit) }
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
