import KPIEngine
import KPILanguage

/// A number or a time of a cell, bound.
struct Cell {
  var expression: CellExpression
  var unit: String?
  /// A number, a time, or null, which fits everywhere.
  var type: RowType
  /// Of a literal written with `%`: the number as written, which it stands for beside a `%` value.
  var percent: CellExpression?

  init(_ expression: CellExpression, unit: String? = nil, type: RowType = .number) {
    self.expression = expression
    self.unit = unit
    self.type = type
  }
}

/// What the names and calls of an expression over a cell's numbers stand for: in a metric, of each thing, in a table.
protocol CellScope: AnyObject {
  var compiler: Compiler { get }
  /// Where the expression stands, which decides what functions it knows.
  var place: Signature.Place { get }
  func report(_ diagnostic: Diagnostic)
  /// What a name stands for; nil where it stands for nothing, which is then reported.
  func name(_ path: Path) -> Cell?
  /// A call that is no function of values; it is written as its signature says.
  func call(_ call: Call, at span: Span) -> Cell?
  /// What a call stands for as it is written, whatever its function; nil where that is nothing.
  func answer(to expression: Expression, _ call: Call) -> CellAnswer?
}

/// What a scope says of an expression.
enum CellAnswer {
  case cell(Cell)
  /// Nothing, which was reported.
  case mistake
}

extension CellScope {
  func answer(to expression: Expression, _ call: Call) -> CellAnswer? { nil }
}

/// Binds expressions over a cell's numbers: one set of rules, whatever the names stand for.
struct CellBinder {
  let scope: any CellScope

  init(_ scope: any CellScope) { self.scope = scope }

  var compiler: Compiler { scope.compiler }

  func report(_ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = []) {
    scope.report(Diagnostic(code, message, at: span, label: label, notes: notes))
  }

  // MARK: Expressions

  func expression(_ expression: Expression) -> Cell? {
    switch expression.kind {
    case .number(let literal): return number(literal)
    case .null: return Cell(.null, type: .null)
    case .bracketed(let inner): return self.expression(inner)
    case .date(let literal): return constant(PeriodBinder.value(of: literal), at: expression.span)
    case .relativeDay(let offset): return constant(.date(compiler.context.today + offset), at: expression.span)
    case .path(let path):
      if path.names.count == 2, path.names[0].text == "P", scope.place != .table { return boundary(path) }
      return scope.name(path)
    case .negate(let operand):
      guard let bound = number(of: operand) else { return nil }
      var negated = Cell(.arithmetic(.subtract, .integer(0), bound.expression), unit: bound.unit, type: bound.type)
      negated.percent = bound.percent.map { .arithmetic(.subtract, .integer(0), $0) }
      return negated
    case .binary(let operation, let lhs, let rhs):
      guard let arithmetic = operation.arithmetic else { return conditionAsNumber(expression) }
      if case .span(let span) = rhs.kind, arithmetic == .add || arithmetic == .subtract {
        return shifted(lhs, by: span, isNegative: arithmetic == .subtract)
      }
      guard let left = number(of: lhs), let right = number(of: rhs) else { return nil }
      return combine(arithmetic, left, right, at: expression.span)
    case .call(let call):
      switch scope.answer(to: expression, call) {
      case .cell(let cell): return cell
      case .mistake: return nil
      case nil: return self.call(call, at: expression.span)
      }
    case .variable, .metricValue, .interpolation, .index, .member:
      var cell = compiler.constant(expression).flatMap { constant($0, at: expression.span) }
      if cell?.type == .number { cell?.unit = compiler.unit(of: expression) }
      return cell
    case .not, .inList, .inPeriod, .between, .isNull: return conditionAsNumber(expression)
    case .text, .boolean, .span, .tolerance:
      report(
        "not-a-number",
        scope.place == .table ? "`having` wants a number, and this is not" : "a metric is a number, and this is not",
        at: expression.span)
      return nil
    }
  }

  /// How messages begin that a number is wanted.

  private func conditionAsNumber(_ expression: Expression) -> Cell? {
    report(
      "not-a-number",
      scope.place == .table
        ? "`having` wants a number, and this is a condition" : "a metric is a number, and this is a condition",
      at: expression.span,
      label: "write `if(…, 1, 0)` for a number")
    return nil
  }

  private func number(_ literal: NumberLiteral) -> Cell {
    func written(_ scale: Int) -> CellExpression {
      scale == 0 ? .integer(literal.coefficient) : .decimal(literal.coefficient, scale: scale)
    }
    guard literal.isPercent else { return Cell(written(literal.scale)) }
    // More decimals than a decimal holds are kept as floating point.
    var cell = Cell(literal.valueOutsidePercent.number.map { .real($0) } ?? .null)
    if literal.scale <= 6 { cell = Cell(.decimal(literal.coefficient, scale: literal.scale + 2)) }
    cell.percent = written(literal.scale)
    return cell
  }

  /// A number, or null in its place.
  private func number(of expression: Expression) -> Cell? {
    guard let bound = self.expression(expression) else { return nil }
    if bound.type != .time { return bound }
    report(
      "not-a-number", "this is a time, not a number", at: expression.span,
      label: "the days between two times are `days(a, b)`")
    return nil
  }

  private func constant(_ value: Value, at span: Span) -> Cell? {
    switch value {
    case .integer(let number): return Cell(.integer(number))
    case .decimal(let number, let scale): return Cell(.decimal(number, scale: scale))
    case .real(let number): return Cell(.real(number))
    case .null: return Cell(.null, type: .null)
    case .date(let day), .unit(_, let day): return Cell(.stamp(day: day, second: 0), type: .time)
    case .time(let day, let second): return Cell(.stamp(day: day, second: second), type: .time)
    case .moment: return Cell(.constant(value), type: .time)
    case .text, .boolean, .other:
      report("not-a-number", "this is no number", at: span)
      return nil
    }
  }

  private func boundary(_ path: Path) -> Cell? {
    switch path.names[1].text.lowercased() {
    case "start": return Cell(.boundary(.start, []), type: .time)
    case "end": return Cell(.boundary(.end, []), type: .time)
    case "last": return Cell(.boundary(.last, []), type: .time)
    default:
      report("unknown-name", "P has `start`, `end` and `last`, not `\(path.names[1].text)`", at: path.span)
      return nil
    }
  }

  /// `2023-09-30 - 6 months`: a date moved; only dates that are known when the statement is bound.
  private func shifted(_ base: Expression, by span: TimeSpan, isNegative: Bool) -> Cell? {
    guard let bound = expression(base) else { return nil }
    guard case .stamp(let day, let second) = bound.expression, let grain = Grain(span.unit) else {
      report("bad-shift", "a span is added to a date only", at: base.span)
      return nil
    }
    return Cell(.stamp(day: grain.adding(isNegative ? -span.count : span.count, to: day), second: second), type: .time)
  }

  private func combine(_ operation: RowExpression.Arithmetic, _ lhs: Cell, _ rhs: Cell, at span: Span) -> Cell? {
    var (left, right) = (lhs, rhs)
    if operation == .add || operation == .subtract {
      let aligned = Self.aligned([lhs, rhs])
      (left, right) = (aligned[0], aligned[1])
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
    return Cell(
      .arithmetic(operation, left.expression, right.expression), unit: Units.combine(operation, left.unit, right.unit))
  }

  /// `15%` beside a `%` value is 15, elsewhere 0.15.
  static func aligned(_ cells: [Cell]) -> [Cell] {
    guard cells.contains(where: { $0.unit == "%" }) else { return cells }
    return cells.map { cell in cell.percent.map { Cell($0, unit: "%") } ?? cell }
  }

  // MARK: Functions

  private func call(_ call: Call, at span: Span) -> Cell? {
    guard Signature.check(call, at: span, in: scope.place, report: scope.report) else { return nil }
    guard let function = ScalarName(rawValue: call.function.text.lowercased()) else {
      return scope.call(call, at: span)
    }
    switch function {
    case .if: return choose(call)
    case .coalesce, .least, .greatest: return sameKind(function, call)
    case .round:
      guard let operand = number(of: call.arguments[0]), let places = places(call) else { return nil }
      return Cell(.function(.round(places: places), [operand.expression]), unit: operand.unit)
    case .abs:
      guard let operand = number(of: call.arguments[0]) else { return nil }
      return Cell(.function(.absolute, [operand.expression]), unit: operand.unit)
    case .days, .weeks, .hours, .months: return between(function, call)
    }
  }

  /// How many decimals `round` keeps; nil where that is no number from 0 to 8, which is then reported.
  private func places(_ call: Call) -> Int? {
    guard call.arguments.count == 2 else { return 0 }
    return compiler.wholeNumber(
      call.arguments[1], in: 0...8, of: "the decimals that `round` keeps", report: scope.report)
  }

  private func choose(_ call: Call) -> Cell? {
    guard let condition = condition(call.arguments[0]), let then = expression(call.arguments[1]),
      let otherwise = expression(call.arguments[2]), let parts = alike([then, otherwise], call)
    else { return nil }
    return Cell(
      .choose(condition, then: parts.cells[0].expression, otherwise: parts.cells[1].expression), unit: parts.unit,
      type: parts.type)
  }

  private func sameKind(_ function: ScalarName, _ call: Call) -> Cell? {
    let operands = call.arguments.compactMap(expression)
    guard operands.count == call.arguments.count, let parts = alike(operands, call) else { return nil }
    let expressions = parts.cells.map(\.expression)
    let bound: CellExpression =
      switch function {
      case .coalesce: .coalesce(expressions)
      case .least: .function(.least, expressions)
      default: .function(.greatest, expressions)
      }
    return Cell(bound, unit: parts.unit, type: parts.type)
  }

  /// Values of one type and one unit, of which the function gives one.
  private func alike(_ operands: [Cell], _ call: Call) -> (cells: [Cell], unit: String?, type: RowType)? {
    let cells = Self.aligned(operands)
    let types = Set(cells.map(\.type)).subtracting([.null])
    guard types.count <= 1 else {
      report("mixed-types", "the parts of `\(call.function.text)` are of different types", at: call.function.span)
      return nil
    }
    let units = Set(cells.compactMap(\.unit))
    guard units.count <= 1 else {
      report(
        "unit-mismatch",
        "the parts of `\(call.function.text)` are in \(Message.both(units.sorted().map { "`\($0)`" }) ?? "")",
        at: call.function.span, notes: ["they need the same unit, or a bare number"])
      return nil
    }
    return (cells, units.first, types.first ?? .null)
  }

  /// `days(P)`, `months(P)`, and distances between two times.
  private func between(_ name: ScalarName, _ call: Call) -> Cell? {
    if call.arguments.count == 1 { return Cell(name == .days ? .unitDays([]) : .unitMonths([])) }
    var times: [CellExpression] = []
    for argument in call.arguments {
      guard let bound = expression(argument) else { return nil }
      guard bound.type != .number else {
        report("not-a-time", "`\(name.rawValue)` stands between two times, and this is a number", at: argument.span)
        return nil
      }
      times.append(bound.expression)
    }
    // Months stand below a ratio (money per month), so they carry no unit of their own.
    return Cell(.function(name.distance, times), unit: name == .days ? "days" : nil)
  }
}

extension ScalarName {
  /// The distance between two times that it measures.
  var distance: RowExpression.ScalarFunction {
    switch self {
    case .weeks: .weeks
    case .hours: .hours
    case .months: .months
    default: .days
    }
  }
}

extension Compiler {
  /// A whole number that is known when the statement is bound: a literal or a variable.
  func wholeNumber(
    _ expression: Expression, in range: ClosedRange<Int>, of what: Message, report: (Diagnostic) -> Void
  ) -> Int? {
    let value: Value? =
      switch expression.kind {
      case .number(let literal) where !literal.isPercent: literal.value
      case .variable, .index, .member: constant(expression)
      default: nil
      }
    switch value {
    case .integer(let number)? where Int(exactly: number).map(range.contains) == true: return Int(number)
    case .null?: return range.lowerBound
    default:
      report(
        Diagnostic(
          "wrong-arguments", "\(what) are a whole number from \(range.lowerBound) to \(range.upperBound)",
          at: expression.span))
      return nil
    }
  }
}
