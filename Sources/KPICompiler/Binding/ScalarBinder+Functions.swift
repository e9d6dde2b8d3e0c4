import KPIEngine
import KPILanguage

extension ScalarBinder {
  func call(_ call: Call, at span: Span, expecting type: ScalarType?) -> TypedScalar? {
    guard Function.check(call, at: span, in: scope.place, report: scope.report) else { return nil }
    switch call.kind {
    case .choice: return choose(call, type)
    case .firstKnown: return oneOf(Scalar.coalesce, call, type)
    case .value(.days) where call.arguments.count == 1: return TypedScalar(.unitDays([]), .number)
    case .value(.months) where call.arguments.count == 1: return TypedScalar(.unitMonths([]), .number)
    case .value(.round):
      guard let places = places(call) else { return nil }
      return apply(.round(places: places), call, type)
    case .value(let function): return apply(function, call, type)
    default: return scope.call(call, at: span)
    }
  }

  private func apply(_ function: Scalar.Function, _ call: Call, _ type: ScalarType?) -> TypedScalar? {
    switch function.family {
    case .choice: return oneOf({ .function(function, $0) }, call, type)
    case .number:
      guard let operand = number(call.arguments[0]) else { return nil }
      return TypedScalar(.function(function, [operand.expression]), .number, unit: operand.unit)
    case .distance:
      let times = call.arguments.compactMap(time)
      guard times.count == call.arguments.count else { return nil }
      return TypedScalar(.function(function, times), .number, unit: function.unit)
    // Written as `TIME + 30 days`, not as a call.
    case .moment: return nil
    }
  }

  /// How many decimals `round` keeps; nil where that is no number from 0 to 8, which is then reported.
  private func places(_ call: Call) -> Int? {
    guard call.arguments.count == 2 else { return 0 }
    let range = 0...8
    let argument = call.arguments[1]
    let value: Value? =
      switch argument.kind {
      case .number(let literal) where !literal.isPercent: literal.value
      case .variable, .index, .member: scope.session?.constant(argument)
      default: nil
      }
    switch value {
    case .integer(let number)? where Int(exactly: number).map(range.contains) == true: return Int(number)
    case .null?: return range.lowerBound
    default:
      report(
        "wrong-arguments", "the decimals that `round` keeps are a whole number from 0 to 8", at: argument.span)
      return nil
    }
  }

  private func choose(_ call: Call, _ type: ScalarType?) -> TypedScalar? {
    guard let condition = condition(call.arguments[0]), let then = value(call.arguments[1], expecting: type),
      let otherwise = value(call.arguments[2], expecting: type), let parts = alike([then, otherwise], call)
    else { return nil }
    return TypedScalar(
      .choose(condition, then: parts.values[0], otherwise: parts.values[1]), parts.type, unit: parts.unit)
  }

  private func oneOf(_ pick: ([Scalar]) -> Scalar, _ call: Call, _ type: ScalarType?) -> TypedScalar? {
    let operands = call.arguments.compactMap { value($0, expecting: type) }
    guard operands.count == call.arguments.count, let parts = alike(operands, call) else { return nil }
    return TypedScalar(pick(parts.values), parts.type, unit: parts.unit)
  }

  /// Values of one type and one unit, of which the function gives one.
  private func alike(_ operands: [TypedScalar], _ call: Call) -> (values: [Scalar], type: ScalarType, unit: String?)? {
    var operands = operands
    if var other = operands.first(where: { $0.unit == "%" }) {
      for index in operands.indices { TypedScalar.align(&operands[index], &other) }
    }
    let types = Set(operands.map(\.type)).subtracting([.null])
    guard types.count <= 1 else {
      report("mixed-types", "the parts of `\(call.told)` are of different types", at: call.function.span)
      return nil
    }
    let units = Set(operands.compactMap(\.unit))
    guard units.count <= 1 else {
      report(
        "unit-mismatch",
        "the parts of `\(call.told)` are in \(Message.both(units.sorted().map { "`\($0)`" }) ?? "")",
        at: call.function.span, notes: ["they need the same unit, or a bare number"])
      return nil
    }
    return (operands.map(\.expression), types.first ?? .null, units.first)
  }

  /// A time, or null in its place.
  func time(_ argument: Expression) -> Scalar? {
    guard let bound = value(argument, expecting: .time) else { return nil }
    if bound.type == .time || bound.type == .null { return bound.expression }
    report("not-a-time", "this is \(bound.type.description), not a time", at: argument.span)
    return nil
  }
}
