import KPIEngine
import KPILanguage

/// What the names and calls of an expression stand for: of an entity's rows, in a metric, of each thing, in a table.
protocol Scope: AnyObject {
  /// Nil while a model is being built, which knows no day, no variables and no data.
  var session: Compiler? { get }
  /// Where the expression stands, which decides what functions it knows.
  var place: Function.Place { get }
  /// Whether values may be texts, links and conditions, as those of rows are; else they are numbers and times.
  var hasTexts: Bool { get }
  func report(_ diagnostic: Diagnostic)
  /// What a name stands for; nil where it stands for nothing, which is then reported.
  func name(_ path: Path, expecting type: ScalarType?) -> TypedScalar?
  /// A call that is no function of values; it is written as one of its forms.
  func call(_ call: Call, at span: Span) -> TypedScalar?
  /// What a call stands for as it is written, whatever its function; nil: what its function gives.
  func answer(to expression: Expression, _ call: Call) -> ScopeAnswer?
  /// `[M PERIOD]` where it is not the whole company's; nil: the session's number.
  func ownValue(_ value: MetricValue) -> ScopeAnswer?
  /// A condition that has a name of its own; nil: the value of that name.
  func condition(named path: Path) -> ScopeAnswer?
  /// A comparison with what is no value by itself, such as a word for a text; nil: both sides are values.
  func comparison(_ comparison: Scalar.Comparison, _ left: TypedScalar, _ rhs: Expression) -> ScopeAnswer?
  /// `contains`, `starts with`.
  func partOfText(_ operation: BinaryOperator, _ lhs: Expression, _ rhs: Expression) -> TypedScalar?
  /// Binds items of a list, whose values `not in` leaves out.
  func items(leftOut: Bool, _ bind: () -> [TypedScalar?]) -> [TypedScalar?]
}

/// What a scope says of an expression.
enum ScopeAnswer {
  case bound(TypedScalar)
  /// Nothing, which was reported.
  case mistake

  init(_ bound: TypedScalar?) { self = bound.map(ScopeAnswer.bound) ?? .mistake }

  var scalar: TypedScalar? { if case .bound(let scalar) = self { scalar } else { nil } }
}

extension Scope {
  /// The number of a count; nil where it has none, which has then been reported.
  func number(_ count: Count) -> Int? {
    if session == nil, case .variable(let name, _) = count {
      report(Diagnostic("not-in-model", "a model knows no variables and no results", at: name.span))
      return nil
    }
    do throws(Count.Failure) {
      return try count.number(session?.variable ?? { _ in .undefined })
    } catch {
      report(error.diagnostic)
      return nil
    }
  }
}

/// Scopes of numbers and times: what a cell is made of.
extension Scope {
  var hasTexts: Bool { false }
  func answer(to expression: Expression, _ call: Call) -> ScopeAnswer? { nil }
  func ownValue(_ value: MetricValue) -> ScopeAnswer? { nil }
  func condition(named path: Path) -> ScopeAnswer? { nil }
  func comparison(_ comparison: Scalar.Comparison, _ left: TypedScalar, _ rhs: Expression) -> ScopeAnswer? { nil }
  func items(leftOut: Bool, _ bind: () -> [TypedScalar?]) -> [TypedScalar?] { bind() }

  func partOfText(_ operation: BinaryOperator, _ lhs: Expression, _ rhs: Expression) -> TypedScalar? {
    report(Diagnostic("not-text", "`\(operation.rawValue)` asks a text, and there is none among numbers", at: lhs.span))
    return nil
  }
}
