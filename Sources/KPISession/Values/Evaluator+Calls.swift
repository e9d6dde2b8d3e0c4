import KPICompiler
import KPIEngine
import KPILanguage

extension Evaluator {
  /// A function of values.
  private enum ScalarFunction: String, CaseIterable {
    case round, abs, least, greatest, coalesce, `if`, days, hours, months

    var arity: ClosedRange<Int> {
      switch self {
      case .abs: 1...1
      case .round: 1...2
      case .days, .hours, .months: 2...2
      case .if: 3...3
      case .least, .greatest, .coalesce: 1...64
      }
    }

    /// What it takes, for messages.
    var signature: String {
      switch self {
      case .abs: "one number"
      case .round: "a number and how many decimals to keep"
      case .days, .hours, .months: "two dates"
      case .if: "a condition and two values"
      case .least, .greatest, .coalesce: "one or more values"
      }
    }
  }

  func call(_ call: Call, _ span: Span) -> Datum? {
    let name = call.function.text
    guard !call.hasClauses, let function = ScalarFunction(rawValue: name.lowercased()) else {
      let aggregates = [
        "count", "sum", "avg", "min", "max", "median", "stddev", "percentile", "first", "last", "stock",
      ]
      if call.hasClauses || aggregates.contains(name.lowercased()) {
        log.error(
          "misplaced-aggregate", "`\(shown(name))` aggregates rows of the model", at: span,
          notes: ["define `metric name = \(name)(…)`, then write `[name month 2023-09]`"])
      } else {
        log.error(
          "unknown-function", "there is no function `\(shown(name))`", at: call.function.span,
          label: DidYouMean.label(for: name, among: ScalarFunction.allCases.map(\.rawValue)))
      }
      return nil
    }
    guard function.arity.contains(call.arguments.count) else {
      log.error("wrong-arguments", "`\(name)` takes \(function.signature)", at: span)
      return nil
    }
    if function == .if { return choose(call.arguments) }
    let arguments = call.arguments.map(evaluate)
    guard !arguments.contains(nil) else { return nil }
    let data = arguments.compactMap { $0 }
    guard areRight(data, for: function, call) else { return nil }
    let unit = data.lazy.compactMap(\.unit).first
    switch function {
    case .round: return round(data, unit)
    case .abs: return Datum(.number, data.first?.value.map(Self.absolute), unit: unit)
    case .days, .hours, .months: return Datum(.number, distance(function, data))
    case .coalesce: return coalesce(data)
    case .least, .greatest: return pick(function, data)
    case .if: return nil
    }
  }

  private func areRight(_ data: [Datum], for function: ScalarFunction, _ call: Call) -> Bool {
    let wanted: Datum.Kind? =
      switch function {
      case .round, .abs: .number
      case .days, .hours, .months: .moment
      case .least, .greatest, .coalesce: data.first { $0.kind != .any }?.kind
      case .if: nil
      }
    for (datum, argument) in zip(data, call.arguments) where datum.kind != .any && datum.kind != wanted {
      log.error(
        "type-mismatch", "`\(call.function.text)` takes \(function.signature), not \(datum.kind.description)",
        at: argument.span)
      return false
    }
    return true
  }

  private func choose(_ arguments: [Expression]) -> Datum? {
    let test = condition(arguments[0])
    let then = evaluate(arguments[1])
    let otherwise = evaluate(arguments[2])
    guard let test, let then, let otherwise else { return nil }
    guard let holds = Self.truth(test) else {
      let kind = then.kind == otherwise.kind ? then.kind : .any
      return Datum(kind, nil, unit: then.unit ?? otherwise.unit)
    }
    return holds ? then : otherwise
  }

  private func coalesce(_ data: [Datum]) -> Datum? {
    for datum in data {
      guard let value = datum.value else { return Datum(datum.kind, nil, unit: datum.unit) }
      if value != .null { return datum }
    }
    return data.last
  }

  private func pick(_ function: ScalarFunction, _ data: [Datum]) -> Datum? {
    guard var best = data.first else { return nil }
    if data.contains(where: { $0.value == nil }) { return Datum(best.kind, nil, unit: best.unit) }
    if let null = data.first(where: { $0.value == .null }) { return null }
    for datum in data.dropFirst() {
      guard let value = datum.value, let other = best.value else { continue }
      if CellEvaluator.compare(function == .least ? .less : .greater, value, other) { best = datum }
    }
    return best
  }

  /// To so many decimals, halves away from zero; the result is exact.
  private func round(_ data: [Datum], _ unit: String?) -> Datum? {
    guard let value = data.first?.value else { return Datum(.number, nil, unit: unit) }
    guard data.count == 2 else { return Datum(.number, CellEvaluator.round(value), unit: unit) }
    guard let places = data[1].value else { return Datum(.number, nil, unit: unit) }
    guard case .integer(let count) = places, (0...8).contains(count) else { return Datum(.number, .null, unit: unit) }
    return Datum(.number, Self.rounded(value, places: Int(count)), unit: unit)
  }

  static func rounded(_ value: Value, places: Int) -> Value {
    if case .integer = value { return value }
    if case .decimal(_, let scale) = value, scale <= places { return value }
    guard let number = value.number else { return .null }
    let power = (0..<places).reduce(1.0) { power, _ in power * 10 }
    let scaled = (number * power).rounded(.toNearestOrAwayFromZero)
    guard abs(scaled) < 9e15 else { return value }
    return places == 0 ? .integer(Int64(scaled)) : .decimal(Int64(scaled), scale: places)
  }

  private static func absolute(_ value: Value) -> Value {
    switch value {
    case .integer(let number): .integer(number == .min ? .max : Swift.abs(number))
    case .decimal(let number, let scale): .decimal(number == .min ? .max : Swift.abs(number), scale: scale)
    case .real(let number): .real(Swift.abs(number))
    default: .null
    }
  }

  /// Calendar days, days ÷ 30.4375, or exact hours between two times; nil where one is not known yet.
  private func distance(_ function: ScalarFunction, _ data: [Datum]) -> Value? {
    guard let from = data[0].value, let to = data[1].value else { return nil }
    guard let start = from.stamp(in: zone), let end = to.stamp(in: zone) else { return .null }
    if function == .hours { return .real(Double(zone.instant(of: end) - zone.instant(of: start)) / 3_600_000) }
    let days = Stamp.day(end) - Stamp.day(start)
    return function == .days ? .integer(days) : .real(Double(days) / 30.4375)
  }
}
