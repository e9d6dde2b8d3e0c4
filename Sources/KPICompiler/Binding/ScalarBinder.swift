import KPIEngine
import KPILanguage

/// Binds values and conditions: one set of rules, whatever the names stand for.
///
/// Every mistake is reported, and the rest is looked at too; what could not be bound is nil.
struct ScalarBinder {
  let scope: any Scope

  init(_ scope: any Scope) { self.scope = scope }

  func report(_ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = []) {
    scope.report(Diagnostic(code, message, at: span, label: label, notes: notes))
  }

  // MARK: Values

  /// - Parameter type: what the place wants, for columns of a database, which have none of their own.
  func value(_ expression: Expression, expecting type: ScalarType? = nil) -> TypedScalar? {
    switch expression.kind {
    case .number(let literal): return TypedScalar(literal)
    case .null: return TypedScalar(.null, .null)
    case .text(let text): return constant(.text(text), at: expression.span)
    case .boolean(let holds): return constant(.boolean(holds), at: expression.span)
    case .date(let literal): return constant(PeriodBinder.value(of: literal), at: expression.span)
    case .relativeDay(let offset):
      return scope.session.flatMap { constant(.date($0.context.today + offset), at: expression.span) }
    case .bracketed(let inner): return value(inner, expecting: type)
    case .path(let path):
      if path.names.count == 2, path.names[0].text == "P", scope.place != .table { return boundary(path) }
      return scope.name(path, expecting: type)
    case .variable, .interpolation, .index, .member: return outside(expression)
    case .metricValue(let value):
      if let answer = scope.ownValue(value) { return answer.scalar }
      return outside(expression)
    case .negate(let operand): return number(operand).map(\.negated)
    case .binary(let operation, let lhs, let rhs):
      guard let arithmetic = operation.arithmetic else { return conditionAsValue(expression) }
      return self.arithmetic(arithmetic, lhs, rhs, at: expression.span)
    case .call(let call):
      if let answer = scope.answer(to: expression, call) { return answer.scalar }
      return self.call(call, at: expression.span, expecting: type)
    case .not, .inList, .inPeriod, .between, .isNull: return conditionAsValue(expression)
    case .span, .tolerance:
      report("unexpected-span", "a span of time stands only after `+` or `-` on a date", at: expression.span)
      return nil
    }
  }

  /// A number, or null in its place.
  func number(_ expression: Expression) -> TypedScalar? {
    guard let bound = value(expression, expecting: .number) else { return nil }
    if bound.type == .number || bound.type == .null { return bound }
    report(
      "not-a-number", "this is \(bound.type.description), not a number", at: expression.span,
      label: bound.type == .time ? "the days between two times are `days(a, b)`" : nil)
    return nil
  }

  private func conditionAsValue(_ expression: Expression) -> TypedScalar? {
    if scope.hasTexts { return condition(expression).map { TypedScalar($0, .boolean) } }
    report(
      "not-a-number", "a number is wanted here, and this is a condition", at: expression.span,
      label: "write `if(…, 1, 0)` for a number")
    return nil
  }

  private func constant(_ value: Value, unit: String? = nil, at span: Span) -> TypedScalar? {
    let constant = TypedScalar(value, unit: unit)
    if scope.hasTexts || [.number, .time, .null].contains(constant.type) { return constant }
    report("not-a-number", "a number is wanted here, and this is \(constant.type.description)", at: span)
    return nil
  }

  /// What the session evaluates: variables, interpolated text, numbers of the whole company.
  private func outside(_ expression: Expression) -> TypedScalar? {
    guard let session = scope.session else {
      report("not-in-model", "a model knows no variables and no results", at: expression.span)
      return nil
    }
    if case .variable(let name) = expression.kind {
      switch session.variable(name.text) {
      case .undefined:
        report("unknown-variable", "there is no variable `$\(name.text)`", at: expression.span)
        return nil
      case .unknown: return TypedScalar(.null, .null)
      // One of a single cell is that cell; the session tells what is wrong with another.
      case .table: break
      case .value(let value, let unit, let percent):
        var bound = constant(value, unit: unit, at: expression.span)
        bound?.percent = percent.map { TypedScalar($0).expression }
        return bound
      }
    }
    return session.constant(expression).flatMap {
      constant($0, unit: session.unit(of: expression), at: expression.span)
    }
  }

  /// `P.start`, `P.end`, `P.last`.
  private func boundary(_ path: Path) -> TypedScalar? {
    switch path.names[1].text.lowercased() {
    case "start": return TypedScalar(.boundary(.start), .time)
    case "end": return TypedScalar(.boundary(.end), .time)
    case "last": return TypedScalar(.boundary(.last), .time)
    default:
      report("unknown-name", "P has `start`, `end` and `last`, not `\(path.names[1].text)`", at: path.span)
      return nil
    }
  }

  // MARK: Arithmetic

  private func arithmetic(
    _ operation: Scalar.Arithmetic, _ lhs: Expression, _ rhs: Expression, at span: Span
  ) -> TypedScalar? {
    if case .span(let moved) = rhs.kind, operation == .add || operation == .subtract {
      return shifted(lhs, by: moved, isNegative: operation == .subtract)
    }
    guard var left = number(lhs), var right = number(rhs) else { return nil }
    if operation == .add || operation == .subtract {
      TypedScalar.align(&left, &right)
      guard Units.canAdd(left.unit, right.unit) else {
        report(
          "unit-mismatch",
          operation == .add
            ? "`\(left.unit ?? "")` and `\(right.unit ?? "")` cannot be added"
            : "`\(left.unit ?? "")` and `\(right.unit ?? "")` cannot be subtracted",
          at: span, notes: ["both sides of + and − need the same unit, or one of them a bare number"])
        return nil
      }
    }
    func term(_ side: TypedScalar, _ written: Expression) -> PercentRule.Term {
      PercentRule.Term(
        unit: side.unit, isPercent: side.percent != nil, isProduct: written.isProduct,
        number: side.expression.constantNumber)
    }
    if let mistake = PercentRule.mistake(operation, term(left, lhs), term(right, rhs), at: span) {
      scope.report(mistake)
      return nil
    }
    func bare(_ side: TypedScalar) -> Double? {
      side.unit == nil && side.percent == nil ? side.expression.constantNumber : nil
    }
    var result = TypedScalar(
      .arithmetic(operation, left.expression, right.expression), .number,
      unit: Units.combine(operation, left.unit, right.unit, numbers: (bare(left), bare(right))))
    result.percent = PercentRule.percent(operation, left, right)
    return result
  }

  /// `2023-09-30 - 6 months`, `created_at + 30 days`: a time moved.
  private func shifted(_ base: Expression, by span: TimeSpan, isNegative: Bool) -> TypedScalar? {
    guard let bound = value(base, expecting: .time), let length = scope.number(span.count) else { return nil }
    guard bound.type == .time || bound.type == .null else {
      report("bad-shift", "a span is added to a time only, and this is \(bound.type.description)", at: base.span)
      return nil
    }
    let count = isNegative ? -length : length
    let shift = Grain(span.unit).map { TimeShift.calendar(count, $0) } ?? .hours(count)
    guard shift.isReckonable else {
      report("bad-shift", "times are reckoned in the years 1 to 9999", at: base.span)
      return nil
    }
    if case .stamp(let day, let second) = bound.expression, case .calendar(let count, let grain) = shift {
      return TypedScalar(.stamp(day: grain.adding(count, to: day), second: second), .time)
    }
    return bound.type == .null ? bound : TypedScalar(.function(.later(shift), [bound.expression]), .time)
  }
}

extension TypedScalar {
  /// `15%` is 0.15, or beside a `%` value 15.
  init(_ literal: NumberLiteral) {
    let written = TypedScalar(literal.value)
    guard literal.isPercent else {
      self = written
      return
    }
    self.init(literal.valueOutsidePercent)
    percent = written.expression
  }

  /// A value that is known.
  init(_ value: Value, unit: String? = nil) {
    switch value {
    case .null, .other: self.init(.null, .null)
    case .integer(let number): self.init(.integer(number), .number, unit: unit)
    case .decimal(let number, let scale): self.init(.decimal(number, scale: scale), .number, unit: unit)
    case .real(let number): self.init(.real(number), .number, unit: unit)
    case .text(let text): self.init(.textLiteral(text), .text)
    case .boolean(let holds): self.init(.constant(holds), .boolean)
    case .date(let day), .unit(_, let day): self.init(.stamp(day: day, second: 0), .time)
    case .time(let day, let second): self.init(.stamp(day: day, second: second), .time)
    case .moment(let moment): self.init(.moment(moment.stamp), .time)
    }
  }

  /// What a text in quotes would be without them beside a value of that type: `'2013-01-01'` beside a time.
  func plain(beside type: ScalarType) -> String? {
    guard case .textLiteral(let text) = expression else { return nil }
    // Yes and no are numbers too, 1 and 0.
    let truth = TruthWords.value(of: text).map { "\($0)" }
    switch type {
    case .number: return Double(text).flatMap { $0.isFinite ? text : nil } ?? truth
    case .time: return DateLiteral(spelled: text) == nil ? nil : text
    default: return truth
    }
  }

  fileprivate var negated: TypedScalar {
    var negated = TypedScalar(.arithmetic(.subtract, .integer(0), expression), type, unit: unit)
    negated.percent = percent.map { .arithmetic(.subtract, .integer(0), $0) }
    return negated
  }

  /// `15%` beside a `%` value is 15, elsewhere 0.15.
  static func align(_ lhs: inout TypedScalar, _ rhs: inout TypedScalar) {
    if lhs.unit == "%", let percent = rhs.percent { rhs = TypedScalar(percent, .number, unit: "%") }
    if rhs.unit == "%", let percent = lhs.percent { lhs = TypedScalar(percent, .number, unit: "%") }
  }
}

extension NumberLiteral {
  /// The number as a value; a percent is the number as written.
  package var value: Value { scale == 0 ? .integer(coefficient) : .decimal(coefficient, scale: scale) }
}

extension BinaryOperator {
  /// The arithmetic it stands for; nil for conditions.
  package var arithmetic: Scalar.Arithmetic? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    default: nil
    }
  }

  /// The comparison it stands for; nil for everything else.
  package var comparison: Scalar.Comparison? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }
}
