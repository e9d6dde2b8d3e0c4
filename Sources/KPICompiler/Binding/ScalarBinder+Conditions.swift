import KPIEngine
import KPILanguage

extension ScalarBinder {
  /// Binds a condition; two-valued, so its complement is exact.
  func condition(_ expression: Expression) -> Scalar? {
    switch expression.kind {
    case .boolean(let holds): return .constant(holds)
    case .bracketed(let inner): return condition(inner)
    case .not(let operand): return condition(operand).map(Scalar.not)
    case .binary(.and, _, _): return all(expression.operands(of: .and)).map(Scalar.all)
    case .binary(.or, _, _): return all(expression.operands(of: .or)).map(Scalar.any)
    case .isNull(let operand, let negated):
      guard let bound = value(operand) else { return nil }
      return negated ? .not(.isNull(bound.expression)) : .isNull(bound.expression)
    case .inList(let operand, let values, let negated):
      let tests = scope.items(leftOut: negated) {
        values.map { item in
          compare(.equal, operand, item, at: item.span).map { TypedScalar($0, .boolean) }
        }
      }
      let bound = tests.compactMap { $0?.expression }
      guard bound.count == values.count else { return nil }
      return negated ? .not(.any(bound)) : .any(bound)
    case .between(let operand, let low, let high):
      guard let above = compare(.greaterOrEqual, operand, low, at: expression.span),
        let below = compare(.lessOrEqual, operand, high, at: expression.span)
      else { return nil }
      return .all([above, below])
    case .inPeriod(let operand, let period, let negated): return inPeriod(operand, period, negated)
    case .binary(let operation, let lhs, let rhs):
      if let comparison = operation.comparison { return compare(comparison, lhs, rhs, at: expression.span) }
      if operation == .contains || operation == .startsWith {
        return scope.partOfText(operation, lhs, rhs)?.expression
      }
      report("not-a-condition", "this is a number, not a condition", at: expression.span)
      return nil
    case .path(let path):
      if let answer = scope.condition(named: path) { return answer.scalar?.expression }
      return truth(of: expression, called: "`\(path.text)`")
    default: return truth(of: expression, called: "this")
    }
  }

  private func all(_ operands: [Expression]) -> [Scalar]? {
    let bound = operands.compactMap(condition)
    return bound.count == operands.count ? bound : nil
  }

  /// A value that is a condition; null holds nowhere.
  private func truth(of expression: Expression, called name: Message) -> Scalar? {
    // A variable may hold a truth value where no other value but numbers can stand.
    if !scope.hasTexts, expression.isOutside, case .boolean(let holds)? = scope.session?.constant(expression) {
      return .constant(holds)
    }
    guard let bound = value(expression) else { return nil }
    switch bound.type {
    case .boolean: return bound.expression
    case .null: return .constant(false)
    case .text, .number, .time, .link:
      report("not-a-condition", "\(name) is \(bound.type.description), not a condition", at: expression.span)
      return nil
    }
  }

  // MARK: Comparisons

  private func compare(
    _ comparison: Scalar.Comparison, _ lhs: Expression, _ rhs: Expression, at span: Span
  ) -> Scalar? {
    guard let left = value(lhs) else { return nil }
    if case .null = rhs.kind { return comparedWithNull(comparison, at: span) }
    if let answer = scope.comparison(comparison, left, rhs) { return answer.scalar?.expression }
    if left.type == .time, let days = rhs.days(scope.session) { return compare(left, comparison, days) }
    if case .tolerance(let allowed, let target) = rhs.kind {
      return near(comparison, (lhs, left), allowed, target, at: rhs.span)
    }
    guard let right = value(rhs, expecting: left.type),
      let sides = comparable((lhs, left), (rhs, right), comparison, at: span)
    else { return nil }
    if left.type == .null || right.type == .null { return .constant(comparison == .notEqual) }
    return .compare(comparison, sides.0.asNumber(beside: sides.1), sides.1.asNumber(beside: sides.0))
  }

  /// `= null` would hold nowhere, and `!= null` everywhere.
  private func comparedWithNull(_ comparison: Scalar.Comparison, at span: Span) -> Scalar? {
    let test = comparison == .notEqual ? "is not null" : "is null"
    report(
      "compared-with-null", "nothing is equal to null, greater or less", at: span,
      label: comparison == .equal || comparison == .notEqual ? "write `\(test)`" : nil)
    return nil
  }

  /// Two values of one type and unit, a `%` literal read as the other side asks; nil is reported.
  private func comparable(
    _ lhs: (written: Expression, bound: TypedScalar), _ rhs: (written: Expression, bound: TypedScalar),
    _ comparison: Scalar.Comparison, at span: Span
  ) -> (TypedScalar, TypedScalar)? {
    var (left, right) = (lhs.bound, rhs.bound)
    TypedScalar.align(&left, &right)
    guard left.agrees(with: right, comparison) else {
      report(
        "type-mismatch", "\(left.type.description) cannot be compared with \(right.type.description)", at: span,
        label: (left.plain(beside: right.type) ?? right.plain(beside: left.type)).map {
          "write `\($0)`, without quotes"
        })
      return nil
    }
    guard Units.canAdd(left.unit, right.unit) else {
      report("unit-mismatch", "`\(left.unit ?? "")` is compared with `\(right.unit ?? "")`", at: span)
      return nil
    }
    func side(_ written: Expression, _ bound: TypedScalar) -> PercentRule.Side {
      PercentRule.Side(expression: written, unit: bound.unit, number: bound.expression.constantNumber)
    }
    if let warning = PercentRule.check(side(lhs.written, left), side(rhs.written, right)) { scope.report(warning) }
    return (left, right)
  }

  /// `= within 2% of X`: no further from X than that part of it.
  private func near(
    _ comparison: Scalar.Comparison, _ lhs: (written: Expression, bound: TypedScalar), _ allowed: Quantity,
    _ target: Expression, at span: Span
  ) -> Scalar? {
    guard comparison == .equal || comparison == .notEqual else {
      report("misplaced-tolerance", "`within … of` stands right of `=`", at: span)
      return nil
    }
    guard let right = number(target) else { return nil }
    guard lhs.bound.type == .number || lhs.bound.type == .null else {
      report("not-a-number", "`within … of` compares numbers, and this is \(lhs.bound.type.description)", at: span)
      return nil
    }
    guard let sides = comparable(lhs, (target, right), comparison, at: span) else { return nil }
    let (actual, wanted) = (sides.0.expression, sides.1.expression)
    let distance = Scalar.function(.absolute, [.arithmetic(.subtract, actual, wanted)])
    guard let bound = bound(allowed, wanted, unit: sides.1.unit) else { return nil }
    let isNear = Scalar.compare(.lessOrEqual, distance, bound)
    return comparison == .equal ? isNear : .not(isNear)
  }

  /// How far off a number may be: by itself, or where it is a share by that part of what is wanted.
  private func bound(_ allowed: Quantity, _ wanted: Scalar, unit: String?) -> Scalar? {
    let (amount, isShare): (Scalar, Bool)
    switch allowed {
    case .written(let literal):
      isShare = literal.isPercent
      amount = .decimal(literal.coefficient, scale: literal.scale + (isShare ? 2 : 0))
    case .variable(let name):
      guard let held = number(Expression(.variable(name), name.span)) else { return nil }
      isShare = held.percent != nil
      amount = held.expression
      guard isShare || Units.canAdd(held.unit, unit) else {
        report("unit-mismatch", "`\(held.unit ?? "")` is compared with `\(unit ?? "")`", at: name.span)
        return nil
      }
      if let number = amount.constantNumber, number < 0 {
        scope.report(.negativeTolerance(name))
        return nil
      }
    }
    return isShare ? .arithmetic(.multiply, .function(.absolute, [wanted]), amount) : amount
  }

  // MARK: Times

  /// A date stands for its whole day, a month for all its days: `>= 2023-09` from its first, `> 2023-09` after its last.
  private func compare(_ left: TypedScalar, _ comparison: Scalar.Comparison, _ days: Range<Int>) -> Scalar {
    let start = Scalar.stamp(day: days.lowerBound, second: 0)
    let end = Scalar.stamp(day: days.upperBound, second: 0)
    let within = Scalar.all([
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

  private func inPeriod(_ operand: Expression, _ period: Period, _ negated: Bool) -> Scalar? {
    guard let left = value(operand, expecting: .time) else { return nil }
    guard left.type == .time || left.type == .null else {
      report("not-a-time", "this is \(left.type.description), not a time", at: operand.span)
      return nil
    }
    guard let session = scope.session, let unit = session.unit(of: period, earliest: { nil }, scope.report) else {
      return nil
    }
    let within = compare(left, .equal, unit.start..<unit.end)
    return negated ? .not(within) : within
  }
}

extension TypedScalar {
  /// Whether two values may be compared; of links and conditions only whether they are the same.
  fileprivate func agrees(with other: TypedScalar, _ comparison: Scalar.Comparison) -> Bool {
    if type == .null || other.type == .null { return true }
    switch (type, other.type) {
    case (.number, .boolean), (.boolean, .number): return comparison == .equal || comparison == .notEqual
    case (.link, .link), (.boolean, .boolean):
      return type == other.type && (comparison == .equal || comparison == .notEqual)
    default: return type == other.type
    }
  }

  /// A condition beside a number is 1 where it holds, else 0.
  fileprivate func asNumber(beside other: TypedScalar) -> Scalar {
    type == .boolean && other.type != .boolean
      ? .choose(expression, then: .integer(1), otherwise: .integer(0)) : expression
  }
}

extension Expression {
  /// Whether it is a variable, or a part of one.
  fileprivate var isOutside: Bool {
    switch kind {
    case .variable, .index, .member: true
    default: false
    }
  }

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

  /// The days that a date or period right of a comparison stands for; nil for any other expression.
  ///
  /// - Parameter session: nil while a model is being built, which knows no today and no variables.
  func days(_ session: Compiler?) -> Range<Int>? {
    switch kind {
    case .date(let literal): return PeriodBinder.days(of: literal)
    case .number: return year.map(PeriodBinder.days)
    case .relativeDay(let offset):
      return session.map { $0.context.today + offset..<$0.context.today + offset + 1 }
    case .variable(let name):
      guard case .value(let value, _, _)? = session?.variable(name.text), let unit = PeriodBinder.unit(of: value) else {
        return nil
      }
      return unit.start..<unit.end
    case .binary(let operation, let base, let moved):
      // `today - 6 months` is a day.
      guard operation == .add || operation == .subtract, case .span(let span) = moved.kind,
        let grain = Grain(span.unit), let days = base.days(session),
        // Without a variable there is a number; one that holds none is told where the date is bound.
        let count = try? span.count.number(session?.variable ?? { _ in .undefined })
      else { return nil }
      let day = grain.adding(operation == .subtract ? -count : count, to: days.lowerBound)
      return day..<day + 1
    default: return nil
    }
  }
}
