import KPIEngine
import KPILanguage

extension ScalarBinder {
  func call(_ call: Call, at span: Span, expecting type: ScalarType?) -> TypedScalar? {
    guard Signature.check(call, at: span, in: scope.place, report: scope.report) else { return nil }
    guard let function = ScalarName(rawValue: call.function.text.lowercased()) else {
      return scope.call(call, at: span)
    }
    switch function {
    case .if: return choose(call, type)
    case .coalesce, .least, .greatest: return oneOf(function, call, type)
    case .round:
      guard let operand = number(call.arguments[0]), let places = places(call) else { return nil }
      return TypedScalar(.function(.round(places: places), [operand.expression]), .number, unit: operand.unit)
    case .abs:
      guard let operand = number(call.arguments[0]) else { return nil }
      return TypedScalar(.function(.absolute, [operand.expression]), .number, unit: operand.unit)
    case .days, .weeks, .hours, .months: return between(function, call)
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

  private func oneOf(_ function: ScalarName, _ call: Call, _ type: ScalarType?) -> TypedScalar? {
    let operands = call.arguments.compactMap { value($0, expecting: type) }
    guard operands.count == call.arguments.count, let parts = alike(operands, call) else { return nil }
    let bound: Scalar =
      switch function {
      case .coalesce: .coalesce(parts.values)
      case .least: .function(.least, parts.values)
      default: .function(.greatest, parts.values)
      }
    return TypedScalar(bound, parts.type, unit: parts.unit)
  }

  /// Values of one type and one unit, of which the function gives one.
  private func alike(_ operands: [TypedScalar], _ call: Call) -> (values: [Scalar], type: ScalarType, unit: String?)? {
    var operands = operands
    if var other = operands.first(where: { $0.unit == "%" }) {
      for index in operands.indices { TypedScalar.align(&operands[index], &other) }
    }
    let types = Set(operands.map(\.type)).subtracting([.null])
    guard types.count <= 1 else {
      report("mixed-types", "the parts of `\(call.function.text)` are of different types", at: call.function.span)
      return nil
    }
    let units = Set(operands.compactMap(\.unit))
    guard units.count <= 1 else {
      report(
        "unit-mismatch",
        "the parts of `\(call.function.text)` are in \(units.sorted().map { "`\($0)`" }.joined(separator: " and "))",
        at: call.function.span, notes: ["they need the same unit, or a bare number"])
      return nil
    }
    return (operands.map(\.expression), types.first ?? .null, units.first)
  }

  /// `days(P)`, `months(P)`, and distances between two times.
  private func between(_ name: ScalarName, _ call: Call) -> TypedScalar? {
    if call.arguments.count == 1 { return TypedScalar(name == .days ? .unitDays([]) : .unitMonths([]), .number) }
    let times = call.arguments.compactMap(time)
    guard times.count == call.arguments.count else { return nil }
    // Months stand below a ratio (money per month), so they carry no unit of their own.
    return TypedScalar(.function(name.distance, times), .number, unit: name == .days ? "days" : nil)
  }

  /// A time, or null in its place.
  func time(_ argument: Expression) -> Scalar? {
    guard let bound = value(argument, expecting: .time) else { return nil }
    if bound.type == .time || bound.type == .null { return bound.expression }
    report("not-a-time", "this is \(bound.type.description), not a time", at: argument.span)
    return nil
  }
}

extension ScalarName {
  /// The distance between two times that it measures.
  fileprivate var distance: Scalar.Function {
    switch self {
    case .weeks: .weeks
    case .hours: .hours
    case .months: .months
    default: .days
    }
  }
}
