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
    guard let number = bare.number, isFraction(number), bare.expression.percentLiteral == nil else { return nil }
    return warning("\(number)", at: bare.expression.span)
  }
}

extension Expression {
  /// The literal of a number written with `%`, in brackets or behind a sign too; nil for everything else.
  var percentLiteral: NumberLiteral? {
    switch kind {
    case .number(let literal): literal.isPercent ? literal : nil
    case .bracketed(let inner), .negate(let inner): inner.percentLiteral
    default: nil
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
    case .arithmetic(.subtract, .integer(0), let operand): operand.constantNumber.map { -$0 }
    default: nil
    }
  }
}

extension Compiler {
  /// The unit of an expression that the session evaluates (`$x`, `[M PERIOD]`); nil for a bare number.
  func unit(of expression: Expression) -> String? {
    switch expression.kind {
    case .bracketed(let inner), .negate(let inner): unit(of: inner)
    case .variable(let name): variableUnit(name.text)
    case .metricValue(let value): MetricBinder(compiler: self).expression(value.metric)?.unit
    default: nil
    }
  }
}
