import KPIEngine
import KPILanguage

/// How `%` values and bare numbers go together: `15%` beside a `%` value is 15, elsewhere 0.15; a bare number below 1
/// beside a `%` value is likely a share written as a fraction.
package enum PercentRule {
  /// The warning that a `%` value is compared with a fraction.
  package static func warning(_ number: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .warning, "percent-as-fraction", "a `%` value is compared with \(number)", at: span,
      label: "\(number) means \(number) %", notes: ["12.5 % is written `12.5` or `12.5%`"])
  }

  /// What a result of numbers written with `%` stands for beside a `%` value: `10% + 5%` is 15 there, `2 * 10%` is 20; nil
  /// where it is no such number.
  package static func percent<Number>(
    _ operation: Scalar.Arithmetic, _ lhs: (percent: Number?, bare: Number?), _ rhs: (percent: Number?, bare: Number?)
  ) -> (Number, Number)? {
    switch (operation, lhs.percent, rhs.percent) {
    case (.add, let left?, let right?), (.subtract, let left?, let right?): (left, right)
    case (.multiply, let left?, nil), (.divide, let left?, nil): rhs.bare.map { (left, $0) }
    case (.multiply, nil, let right?): lhs.bare.map { ($0, right) }
    default: nil
    }
  }

  /// The same of bound values, where those are always the same number.
  static func percent(_ operation: Scalar.Arithmetic, _ lhs: TypedScalar, _ rhs: TypedScalar) -> Scalar? {
    func side(_ value: TypedScalar) -> (Scalar?, Scalar?) {
      let isBare = value.unit == nil && value.percent == nil && value.expression.constantNumber != nil
      return (value.percent, isBare ? value.expression : nil)
    }
    return percent(operation, side(lhs), side(rhs)).map { .arithmetic(operation, $0.0, $0.1) }
  }

  /// A side of a sum or a difference.
  package struct Term {
    var unit: String?
    /// Written with `%`.
    var isPercent: Bool
    /// A product or a quotient: `200 * 15%` is 30 of what it is added to, `order_rate / 100` a fraction.
    var isProduct: Bool
    /// What it always is; nil where it depends on the data.
    var number: Double?

    package init(unit: String?, isPercent: Bool, isProduct: Bool, number: Double?) {
      (self.unit, self.isPercent, self.isProduct, self.number) = (unit, isPercent, isProduct, number)
    }
  }

  /// The mistake in a sum or a difference whose `%` means something else than it looks like; nil where there is none.
  ///
  /// `revenue + 10%` would add a tenth of a đồng, `1 - order_rate` would take a rate from 1 %. Beside a quotient without a
  /// unit `5%` is 0.05, as it should be: `orders / customers + 5%`.
  package static func mistake(
    _ operation: Scalar.Arithmetic, _ lhs: Term, _ rhs: Term, at span: Span
  ) -> Diagnostic? {
    if operation == .subtract, lhs.unit == nil, !lhs.isPercent, lhs.number == 1, rhs.unit == "%", !rhs.isProduct {
      return Diagnostic(
        .error, "unit-mismatch", "1 beside a `%` value is 1 %", at: span,
        notes: ["the rest up to 100 % is written `100 - X`"])
    }
    guard operation == .add || operation == .subtract else { return nil }
    let isPart = { (part: Term, whole: Term) in
      part.isPercent && !part.isProduct && whole.unit != "%" && whole.number == nil
        && !(whole.unit == nil && whole.isProduct)
    }
    guard isPart(rhs, lhs) || isPart(lhs, rhs) else { return nil }
    return Diagnostic(
      .error, "unit-mismatch", "a number with `%` is no part of what it is added to", at: span,
      notes: ["10 % more of X is written `X * 1.1`, 10 % less `X * 0.9`, and 0.1 more `X + 0.1`"])
  }

  /// Whether a bare number beside a `%` value looks like a fraction.
  package static func isFraction(_ number: Double) -> Bool { number != 0 && abs(number) < 1 }

  /// One side of a comparison.
  struct Side {
    var expression: Expression
    var unit: String?
    /// What it always is; nil where it depends on the data.
    var number: Double?
  }

  /// The warning that two compared sides call for; nil where they go together.
  static func check(_ lhs: Side, _ rhs: Side) -> Diagnostic? {
    let bare: Side
    if lhs.unit == "%", rhs.unit == nil {
      bare = rhs
    } else if rhs.unit == "%", lhs.unit == nil {
      bare = lhs
    } else {
      return nil
    }
    guard let number = bare.number, isFraction(number) else { return nil }
    return warning("\(number)", at: bare.expression.span)
  }
}

extension Expression {
  /// `200 * 15%`, in brackets too.
  package var isProduct: Bool {
    switch kind {
    case .bracketed(let inner), .negate(let inner): inner.isProduct
    case .binary(let sign, _, _): sign.arithmetic == .multiply || sign.arithmetic == .divide
    default: false
    }
  }
}

extension NumberLiteral {
  /// What it stands for beside anything but a `%` value: `15%` is 0.15.
  var valueOutsidePercent: Value {
    guard isPercent else { return value }
    if scale <= 6 { return .decimal(coefficient, scale: scale + 2) }
    return .real((value.number ?? 0) / 100)
  }
}

extension Scalar {
  /// The number that it always is; nil where it depends on the data.
  var constantNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .decimal(let number, let scale): Value.decimal(number, scale: scale).number
    case .real(let number): number
    case .arithmetic(let operation, let lhs, let rhs):
      if let left = lhs.constantNumber, let right = rhs.constantNumber {
        switch operation {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: right == 0 ? nil : left / right
        }
      } else {
        nil
      }
    default: nil
    }
  }
}

extension Compiler {
  /// The unit of an expression that the session evaluates (`$x`, `[M PERIOD]`); nil for a bare number.
  func unit(of expression: Expression) -> String? {
    switch expression.kind {
    case .bracketed(let inner), .negate(let inner): unit(of: inner)
    case .variable(let name): if case .value(_, let unit, _) = variable(name.text) { unit } else { nil }
    case .metricValue(let value): MetricBinder(compiler: self).expression(value.metric)?.unit
    default: nil
    }
  }
}
