import KPICompiler
import KPIEngine
import KPILanguage

extension Evaluator {
  /// A condition's truth; its value is unknown where a part of it is.
  ///
  /// Two-valued: a comparison with null is false, its complement true.
  func condition(_ expression: Expression) -> Datum? {
    switch expression.kind {
    case .bracketed(let inner): return condition(inner)
    case .not(let operand):
      return condition(operand)?.mapped(.boolean) { .boolean($0 != .boolean(true)) }
    case .binary(.and, let left, let right): return connect(left, right, stopsAt: false)
    case .binary(.or, let left, let right): return connect(left, right, stopsAt: true)
    case .binary(let operation, let left, let right):
      if operation.arithmetic != nil { return notACondition(expression) }
      return comparison(operation, left, right, expression.span)
    case .isNull(let operand, let negated):
      guard let datum = evaluate(operand) else { return nil }
      return noted(
        datum.mapped(.boolean) { .boolean(($0 == .null) != negated) }, of: datum, operand, expression.span)
    case .inList(let operand, let items, let negated): return membership(operand, items, negated, expression.span)
    case .inPeriod(let operand, let period, let negated): return placement(operand, period, negated, expression.span)
    case .between(let operand, let low, let high):
      let above = comparison(.greaterOrEqual, operand, low, expression.span)
      let below = comparison(.lessOrEqual, operand, high, expression.span)
      guard let above, let below else { return nil }
      trace?.joinLastTwo()
      return Datum.joined(above, below, .boolean) { .boolean($0 == .boolean(true) && $1 == .boolean(true)) }
    default: return notACondition(expression)
    }
  }

  /// Whether a condition holds; null does not.
  static func truth(_ datum: Datum) -> Bool? { datum.value.map { $0 == .boolean(true) } }

  /// An expression that is no comparison: it may still have a truth value.
  private func notACondition(_ expression: Expression) -> Datum? {
    guard let datum = evaluate(expression) else { return nil }
    if datum.kind == .boolean || datum.kind == .any { return datum }
    log.error(
      "not-a-condition", "a condition is expected, this is \(datum.kind.description)", at: expression.span,
      label: "compare it: `\(shown(sourceText(expression.span))) > 0`")
    return nil
  }

  private func connect(_ left: Expression, _ right: Expression, stopsAt: Bool) -> Datum? {
    // Both sides are evaluated, so that mistakes on both are found.
    let first = condition(left)
    let second = condition(right)
    guard let first, let second else { return nil }
    if first.rows != nil || second.rows != nil {
      return Datum.joined(first, second, .boolean) { left, right in
        let truths = [left == .boolean(true), right == .boolean(true)]
        return .boolean(truths.contains(stopsAt) ? stopsAt : !stopsAt)
      }
    }
    let truths = [Self.truth(first), Self.truth(second)]
    if truths.contains(stopsAt) { return Datum(stopsAt) }
    return truths.contains(nil) ? Datum(nil as Bool?) : Datum(!stopsAt)
  }

  // MARK: Comparisons

  private func comparison(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span
  ) -> Datum? {
    let lhs = evaluate(left)
    if case .tolerance(let allowed, let target) = right.kind {
      let rhs = evaluate(target)
      guard let lhs, let rhs else { return nil }
      return tolerance(operation, lhs, allowed, rhs, left, target, span)
    }
    // Evaluated even where the left is wrong, so that all mistakes are found.
    let rhs =
      lhs?.kind == .moment
      ? right.year.map { Datum($0.value) } ?? evaluate(right)
      : rightSide(right, of: lhs, bareWord: operation == .equal || operation == .notEqual)
    guard var lhs, var rhs else { return nil }
    Self.alignPercent(&lhs, &rhs)
    guard comparable(lhs, rhs, span) else { return nil }
    warnOfShare(lhs, rhs, span)
    let holds: Datum?
    if operation == .contains || operation == .startsWith {
      holds = hasPart(operation, lhs, rhs, left, right.span)
    } else {
      holds = operation.comparison.flatMap { compares($0, lhs, rhs, left, right.span) }
    }
    if let truth = holds.flatMap(Self.truth) { note(lhs, rhs, left, right, span, truth) }
    return holds
  }

  /// Right of `=`, `!=` and in a list, a bare word is a text where the left is one.
  private func rightSide(_ expression: Expression, of left: Datum?, bareWord: Bool) -> Datum? {
    guard bareWord, case .path(let path) = expression.kind, path.names.count == 1, let name = path.names.first else {
      return evaluate(expression)
    }
    switch left?.kind {
    case .text: return Datum(.text, .text(name.text))
    // A null cell does not tell what its column holds; what is no column is a text then.
    case .any where row?.has(name.text) != true: return Datum(.text, .text(name.text))
    default: return evaluate(expression)
    }
  }

  private func comparable(_ lhs: Datum, _ rhs: Datum, _ span: Span) -> Bool {
    if lhs.kind != .any, rhs.kind != .any, lhs.kind != rhs.kind {
      let isYesOrNo = row != nil && Set([lhs.kind, rhs.kind]) == [.number, .boolean]
      log.error(
        "type-mismatch", "\(lhs.kind.description) is compared with \(rhs.kind.description)", at: span,
        notes: isYesOrNo ? ["in a table yes is 1 and no is 0: write `= 1`, `= 0`"] : [])
      return false
    }
    guard Scalar.Arithmetic.canAdd(lhs.unit, rhs.unit) else {
      log.error("unit-mismatch", "\(lhs.unit ?? "") is compared with \(rhs.unit ?? "")", at: span)
      return false
    }
    return true
  }

  /// A `%` value against a bare number below 1 is likely a share written as a fraction.
  private func warnOfShare(_ lhs: Datum, _ rhs: Datum, _ span: Span) {
    let bare: Datum
    if lhs.unit == "%", rhs.unit == nil {
      bare = rhs
    } else if rhs.unit == "%", lhs.unit == nil {
      bare = lhs
    } else {
      return
    }
    guard bare.percent == nil, let number = bare.value?.number, PercentRule.isFraction(number) else { return }
    log.report(PercentRule.warning(bare.text, at: span))
  }

  /// `within 2% of X` and `within 5 of X`: by a part of X, or by a number; the bound itself counts.
  private func tolerance(
    _ operation: BinaryOperator, _ lhs: Datum, _ quantity: Quantity, _ rhs: Datum, _ left: Expression,
    _ right: Expression, _ span: Span
  ) -> Datum? {
    guard operation == .equal || operation == .notEqual else {
      log.error("misplaced-tolerance", "`within … of` stands right of `=`", at: right.span)
      return nil
    }
    var (first, second) = (lhs, rhs)
    Self.alignPercent(&first, &second)
    guard comparable(first, second, span) else { return nil }
    for side in [first, second] where side.kind != .number && side.kind != .any {
      log.error("not-a-number", "`within … of` compares numbers, not \(side.kind.description)", at: span)
      return nil
    }
    guard let allowed = tolerance(quantity, beside: second) else { return nil }
    // A variable's value comes when the script runs.
    guard let amount = allowed.value else { return Datum(.boolean, nil) }
    let holds = Datum.joined(first, second, .boolean) { actual, target in
      let bound = allowed.percent == nil ? amount : calculate(.multiply, target, amount, span)
      return .boolean(isNear(actual, target, bound, span) == (operation == .equal))
    }
    if let truth = holds.flatMap(Self.truth) { note(first, second, left, right, span, truth) }
    return holds
  }

  /// How far off a number may be; nil where a mistake was reported.
  private func tolerance(_ quantity: Quantity, beside target: Datum) -> Datum? {
    guard case .variable(let name) = quantity else {
      if case .written(let literal) = quantity { return Self.datum(of: literal) }
      return nil
    }
    guard let allowed = evaluate(Expression(.variable(name), name.span)) else { return nil }
    guard allowed.kind == .number || allowed.kind == .any else {
      log.error("not-a-number", "a tolerance is a number, not \(allowed.kind.description)", at: name.span)
      return nil
    }
    guard allowed.percent != nil || Scalar.Arithmetic.canAdd(allowed.unit, target.unit) else {
      log.error(
        "unit-mismatch", "`\(allowed.unit ?? "")` is compared with `\(target.unit ?? "")`", at: name.span)
      return nil
    }
    if let number = allowed.value?.number, number < 0 {
      log.report(.negativeTolerance(name))
      return nil
    }
    return allowed
  }

  /// Exact where the numbers are; null is near nothing.
  private func isNear(_ actual: Value, _ target: Value, _ bound: Value?, _ span: Span) -> Bool {
    func magnitude(_ value: Value?) -> Value? {
      value.flatMap { CellEvaluator.compare(.less, $0, .integer(0)) ? calculate(.subtract, .integer(0), $0, span) : $0 }
    }
    guard actual.number != nil, target.number != nil, let bound = magnitude(bound), bound.number != nil,
      let difference = magnitude(calculate(.subtract, actual, target, span))
    else { return false }
    return CellEvaluator.compare(.lessOrEqual, difference, bound)
  }

  private func note(
    _ lhs: Datum, _ rhs: Datum, _ left: Expression, _ right: Expression, _ span: Span, _ holds: Bool
  ) {
    trace?.note(
      ComparisonTrace.Entry(
        span: span, left: lhs, leftText: sourceText(left.span), right: rhs, rightText: sourceText(right.span),
        holds: holds))
  }

  /// Notes down a value that was held against no other, and gives the outcome back.
  private func noted(_ outcome: Datum?, of datum: Datum, _ operand: Expression, _ span: Span) -> Datum? {
    if let holds = outcome.flatMap(Self.truth) {
      trace?.note(
        ComparisonTrace.Entry(span: span, left: datum, leftText: sourceText(operand.span), holds: holds))
    }
    return outcome
  }

  // MARK: Lists and periods

  private func membership(
    _ operand: Expression, _ items: [Expression], _ negated: Bool, _ span: Span
  ) -> Datum? {
    guard let datum = evaluate(operand) else { return nil }
    var found: Datum? = Datum(false)
    var isRight = true
    for item in items {
      var left = datum
      guard var right = rightSide(item, of: datum, bareWord: true) else {
        isRight = false
        continue
      }
      Self.alignPercent(&left, &right)
      guard comparable(left, right, item.span) else {
        isRight = false
        continue
      }
      guard let same = compares(.equal, left, right, operand, item.span) else {
        isRight = false
        continue
      }
      found = found.flatMap {
        Datum.joined($0, same, .boolean) { .boolean($0 == .boolean(true) || $1 == .boolean(true)) }
      }
    }
    guard isRight else { return nil }
    return noted(found?.mapped(.boolean) { .boolean(($0 == .boolean(true)) != negated) }, of: datum, operand, span)
  }

  private func placement(_ operand: Expression, _ period: Period, _ negated: Bool, _ span: Span) -> Datum? {
    guard let datum = evaluate(operand) else { return nil }
    guard datum.kind == .moment || datum.kind == .any else {
      log.error(
        "not-a-date", "`in` with a period needs a date on its left, not \(datum.kind.description)", at: operand.span)
      return nil
    }
    guard let days = days(of: period) else { return nil }
    let outcome = datum.mapped(.boolean) { value in
      guard let seconds = value.seconds else { return .boolean(negated) }
      let day = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
      return .boolean(days.contains(day) != negated)
    }
    return noted(outcome, of: datum, operand, span)
  }

  /// The days of a period; nil where it is none, which has then been reported.
  func days(of period: Period) -> Range<Int>? {
    period.days(today: today, variable: { bound($0) }, report: log.report)
  }

  /// The day, week, month … that a period is; nil where it is no such one, which has then been reported.
  func unit(of period: Period) -> Value? {
    period.unitValue(today: today, variable: { bound($0) }, report: log.report)
  }

  /// The number of a count; nil where its variable holds none, which has then been reported.
  func number(_ count: Count) -> Int? {
    do throws(Count.Failure) {
      return try count.number { bound($0) }
    } catch {
      log.report(error.diagnostic)
      return nil
    }
  }

  private func bound(_ name: String) -> Compiler.Variable { variables[Catalog.key(name)]?.bound ?? .undefined }
}
