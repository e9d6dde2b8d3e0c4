import KPICompiler
import KPIEngine
import KPILanguage

extension Evaluator {
  func call(_ call: Call, _ span: Span) -> Datum? {
    guard Function.check(call, at: span, in: .value, report: log.report) else { return nil }
    if call.kind == .choice { return choose(call) }
    let arguments = call.arguments.map(evaluate)
    guard !arguments.contains(nil) else { return nil }
    var data = arguments.compactMap { $0 }
    guard areRight(data, call) else { return nil }
    switch call.kind {
    case .value(.round): return round(data, call)
    case .value(let function) where function.family != .choice:
      let unit = function.family == .number ? data.first?.unit : function.unit
      return apply(function, data, kind: .number, unit: unit)
    case .value, .firstKnown:
      var unit: String?
      guard areAlike(&data, &unit, call) else { return nil }
      let kind = data.first { $0.kind != .any }?.kind ?? .any
      guard case .value(let function)? = call.kind else { return coalesce(data, kind, unit) }
      return apply(function, data, kind: kind, unit: unit)
    default: return nil
    }
  }

  /// A function's value, as the engine reckons it; unknown where one of its arguments is.
  private func apply(
    _ function: Scalar.Function, _ data: [Datum], kind: Datum.Kind, unit: String? = nil
  ) -> Datum {
    Datum.joined(data, kind, unit: unit, ofNull: .any) { CellEvaluator.call(function, $0, in: zone) }
  }

  /// Whether the operands are of the sort that the function's family takes: of a choice, all of the first's.
  private func areRight(_ data: [Datum], _ call: Call) -> Bool {
    var wanted = data.first { $0.kind != .any }?.kind
    if case .value(let function)? = call.kind {
      switch function.family {
      case .choice: break
      case .number: wanted = .number
      case .distance, .moment: wanted = .moment
      }
    }
    for (datum, argument) in zip(data, call.arguments) where datum.kind != .any && datum.kind != wanted {
      log.error(
        "type-mismatch",
        "`\(call.told)` takes \(wanted?.description ?? "a value") here, not \(datum.kind.description)",
        at: argument.span)
      return false
    }
    return true
  }

  /// Whether several values are in one unit, a `%` literal read as the others ask; two are reported.
  private func areAlike(_ data: inout [Datum], _ unit: inout String?, _ call: Call) -> Bool {
    if var other = data.first(where: { $0.unit == "%" }) {
      for index in data.indices { Self.alignPercent(&data[index], &other) }
    }
    let units = Set(data.compactMap(\.unit))
    unit = units.first
    if units.count <= 1 { return true }
    log.error(
      "unit-mismatch",
      "the parts of `\(call.told)` are in \(Message.both(units.sorted().map { "`\($0)`" }) ?? "")",
      at: call.function.span)
    return false
  }

  private func choose(_ call: Call) -> Datum? {
    let test = condition(call.arguments[0])
    let then = evaluate(call.arguments[1])
    let otherwise = evaluate(call.arguments[2])
    guard let test, let then, let otherwise else { return nil }
    guard then.kind == otherwise.kind || then.kind == .any || otherwise.kind == .any else {
      log.error(
        "type-mismatch", "`if` gives \(then.kind.description) or \(otherwise.kind.description)",
        at: call.arguments[2].span)
      return nil
    }
    var choices = [then, otherwise]
    var unit: String?
    guard areAlike(&choices, &unit, call) else { return nil }
    let kind = then.kind == .any ? otherwise.kind : then.kind
    if test.rows == nil {
      // Which of the two is not known yet, or known for all rows.
      guard let holds = Self.truth(test) else { return Datum(kind, nil, unit: unit) }
      return choices[holds ? 0 : 1].mapped(kind, unit: unit, ofNull: .any) { $0 }
    }
    return Datum.joined([test] + choices, kind, unit: unit) { $0[0] == .boolean(true) ? $0[1] : $0[2] }
  }

  private func coalesce(_ data: [Datum], _ kind: Datum.Kind, _ unit: String?) -> Datum {
    Datum.joined(data, kind, unit: unit, ofNull: .any) { values in values.first { $0 != .null } ?? .null }
  }

  /// To so many decimals, halves away from zero; the result is exact.
  private func round(_ data: [Datum], _ call: Call) -> Datum? {
    let unit = data.first?.unit
    guard data.count == 2 else { return apply(.round(places: 0), data, kind: .number, unit: unit) }
    guard let places = data[1].rows == nil ? data[1].value : .other else { return Datum(.number, nil, unit: unit) }
    if places == .null { return Datum(.any, .null, unit: unit) }
    guard case .integer(let count) = places, (0...8).contains(count) else {
      log.error(
        "wrong-arguments", "the decimals that `round` keeps are a whole number from 0 to 8",
        at: call.arguments[1].span)
      return nil
    }
    return apply(.round(places: Int(count)), [data[0]], kind: .number, unit: unit)
  }
}
