import KPIEngine
import KPILanguage

extension CellBinder {
  /// Binds a condition over a cell's numbers; two-valued, so its complement is exact.
  func condition(_ expression: Expression) -> CellCondition? {
    switch expression.kind {
    case .boolean(let holds): return holds ? .all([]) : .any([])
    case .bracketed(let inner): return condition(inner)
    case .not(let operand): return condition(operand).map(CellCondition.not)
    case .binary(.and, _, _): return all(expression.operands(of: .and)).map(CellCondition.all)
    case .binary(.or, _, _): return all(expression.operands(of: .or)).map(CellCondition.any)
    case .isNull(let operand, let negated):
      guard let bound = self.expression(operand) else { return nil }
      let test = CellCondition.isNull(bound.expression)
      return negated ? .not(test) : test
    case .inList(let operand, let values, let negated):
      let tests = values.compactMap { compare(.equal, operand, $0, at: $0.span) }
      guard tests.count == values.count else { return nil }
      return negated ? .not(.any(tests)) : .any(tests)
    case .between(let operand, let low, let high):
      guard let above = compare(.greaterOrEqual, operand, low, at: expression.span),
        let below = compare(.lessOrEqual, operand, high, at: expression.span)
      else { return nil }
      return .all([above, below])
    case .inPeriod(let operand, let period, let negated): return inPeriod(operand, period, negated)
    case .binary(let operation, let lhs, let rhs):
      guard let comparison = operation.comparison else { break }
      if case .tolerance(let share, let target) = rhs.kind { return near(comparison, lhs, share, target, at: rhs.span) }
      return compare(comparison, lhs, rhs, at: expression.span)
    case .variable, .index, .member:
      if case .boolean(let holds)? = compiler.constant(expression) { return holds ? .all([]) : .any([]) }
    default: break
    }
    report("not-a-condition", "this is no condition over numbers", at: expression.span)
    return nil
  }

  private func all(_ operands: [Expression]) -> [CellCondition]? {
    let bound = operands.compactMap(condition)
    return bound.count == operands.count ? bound : nil
  }

  private func compare(
    _ comparison: RowExpression.Comparison, _ lhs: Expression, _ rhs: Expression, at span: Span
  ) -> CellCondition? {
    guard let left = expression(lhs) else { return nil }
    if left.type == .time, let days = rhs.days(compiler) { return compare(left, comparison, days) }
    guard let right = expression(rhs), let sides = comparable((lhs, left), (rhs, right), at: span) else { return nil }
    return .compare(comparison, sides.0.expression, sides.1.expression)
  }

  /// Two values of one type and unit, a `%` literal read as the other side asks; nil is reported.
  private func comparable(
    _ lhs: (written: Expression, cell: Cell), _ rhs: (written: Expression, cell: Cell), at span: Span
  ) -> (Cell, Cell)? {
    let sides = Self.aligned([lhs.cell, rhs.cell])
    let (left, right) = (sides[0], sides[1])
    guard left.type == right.type || left.type == .null || right.type == .null else {
      report(
        "type-mismatch", "\(left.type.description) cannot be compared with \(right.type.description)", at: span)
      return nil
    }
    guard Units.canAdd(left.unit, right.unit) else {
      report("unit-mismatch", "`\(left.unit ?? "")` is compared with `\(right.unit ?? "")`", at: span)
      return nil
    }
    func side(_ written: Expression, _ cell: Cell) -> PercentRule.Side {
      PercentRule.Side(expression: written, unit: cell.unit, number: cell.expression.constantNumber)
    }
    if let warning = PercentRule.check(side(lhs.written, left), side(rhs.written, right)) { scope.report(warning) }
    return (left, right)
  }

  /// A date stands for its whole day, a month for all its days: `>= 2023-09` from its first, `> 2023-09` after its last.
  private func compare(_ left: Cell, _ comparison: RowExpression.Comparison, _ days: Range<Int>) -> CellCondition {
    let start = CellExpression.stamp(day: days.lowerBound, second: 0)
    let end = CellExpression.stamp(day: days.upperBound, second: 0)
    let within = CellCondition.all([
      .compare(.greaterOrEqual, left.expression, start), .compare(.less, left.expression, end),
    ])
    switch comparison {
    case .equal: return within
    case .notEqual: return .not(within)
    case .less: return .compare(.less, left.expression, start)
    case .lessOrEqual: return .compare(.less, left.expression, end)
    case .greater: return .compare(.greaterOrEqual, left.expression, end)
    case .greaterOrEqual: return .compare(.greaterOrEqual, left.expression, start)
    }
  }

  private func inPeriod(_ operand: Expression, _ period: Period, _ negated: Bool) -> CellCondition? {
    guard let left = expression(operand) else { return nil }
    guard left.type != .number else {
      report("not-a-time", "this is a number, not a time", at: operand.span)
      return nil
    }
    guard let unit = compiler.unit(of: period, earliest: { nil }, scope.report) else { return nil }
    let within = compare(left, .equal, unit.start..<unit.end)
    return negated ? .not(within) : within
  }

  /// `= within 2% of X`: no further from X than that part of it.
  private func near(
    _ comparison: RowExpression.Comparison, _ lhs: Expression, _ share: NumberLiteral, _ target: Expression,
    at span: Span
  ) -> CellCondition? {
    guard comparison == .equal || comparison == .notEqual else {
      report("misplaced-tolerance", "`within … of` stands right of `=`", at: span)
      return nil
    }
    guard let left = expression(lhs), let right = expression(target),
      let sides = comparable((lhs, left), (target, right), at: span), sides.0.type != .time, sides.1.type != .time
    else { return nil }
    let distance = CellExpression.function(
      .absolute, [.arithmetic(.subtract, sides.0.expression, sides.1.expression)])
    let part = CellExpression.decimal(share.coefficient, scale: share.scale + (share.isPercent ? 2 : 0))
    let allowed = CellExpression.arithmetic(.multiply, .function(.absolute, [sides.1.expression]), part)
    let isNear = CellCondition.compare(.lessOrEqual, distance, allowed)
    return comparison == .equal ? isNear : .not(isNear)
  }
}

extension Expression {
  /// The operands of a chain of one operator, so that a long chain is no deep tree.
  func operands(of operation: BinaryOperator) -> [Expression] {
    var pending = [self]
    var operands: [Expression] = []
    while let next = pending.popLast() {
      if case .binary(operation, let lhs, let rhs) = next.kind {
        pending.append(rhs)
        pending.append(lhs)
      } else {
        operands.append(next)
      }
    }
    return operands
  }
}

extension Expression {
  /// The days that a date or period right of a comparison stands for; nil for any other expression.
  ///
  /// - Parameter compiler: nil while a model is being built, which knows no today and no variables.
  func days(_ compiler: Compiler?) -> Range<Int>? {
    switch kind {
    case .date(let literal): return PeriodBinder.days(of: literal)
    case .number: return year.map(PeriodBinder.days)
    case .relativeDay(let offset):
      return compiler.map { $0.context.today + offset..<$0.context.today + offset + 1 }
    case .variable(let name):
      guard case .value(let value)? = compiler?.variable(name.text), let unit = PeriodBinder.unit(of: value) else {
        return nil
      }
      return unit.start..<unit.end
    case .binary(let operation, let base, let moved):
      // `today - 6 months` is a day.
      guard operation == .add || operation == .subtract, case .span(let span) = moved.kind,
        let grain = Grain(span.unit), let days = base.days(compiler)
      else { return nil }
      let day = grain.adding(operation == .subtract ? -span.count : span.count, to: days.lowerBound)
      return day..<day + 1
    default: return nil
    }
  }
}
