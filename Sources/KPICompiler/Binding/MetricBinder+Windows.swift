import KPIEngine
import KPILanguage

/// A metric in another period than the unit's: `previous`, `ago`, `rolling`, `cumulative`, `to_date`, `so_far`.
extension MetricBinder {
  func windowed(_ window: Function.Window, _ call: Call) -> BoundMetric? {
    guard let first = call.arguments.first, let last = call.arguments.last else { return nil }
    let shift: Shift
    switch window {
    case .previous: shift = .previous
    case .cumulative: shift = .cumulative
    case .soFar: shift = .soFar
    case .ago, .rolling:
      guard case .span(let span) = last.kind, let grain = Grain(span.unit) else { return nil }
      guard let count = compiler.number(span.count, report) else { return nil }
      guard count > 0 else {
        report("bad-span", "a window has at least one unit", at: last.span)
        return nil
      }
      shift = window == .ago ? .ago(count, grain) : .rolling(count, grain)
    case .toDate:
      guard case .path(let path) = last.kind, let grain = Grain(rawValue: path.text.lowercased()) else { return nil }
      shift = .toDate(grain)
    }
    guard let bound = expression(first),
      haveTimes(bound.aggregates, for: call.told, at: first.span)
    else {
      return nil
    }
    if shift == .soFar, bound.aggregates.contains(where: \.isAllotted) {
      report("outside-period", "targets have no beginning, so there is no sum of them so far", at: first.span)
      return nil
    }
    if shift == .soFar, bound.expression.readsBeginning {
      report(
        "outside-period", "what has happened so far has no beginning, so that its days cannot be counted",
        at: first.span, notes: ["`cumulative(m)` begins with the question's period"])
      return nil
    }
    if let refusal = bound.refusal(of: shift) {
      refuse(refusal, call, over: first)
      return nil
    }
    return bound.shifted(by: shift)
  }

  /// Says why a window over a metric would be no number that was asked for, and what to write instead.
  private func refuse(_ refusal: WindowRefusal, _ call: Call, over operand: Expression) {
    let outer = call.function.text
    func written(_ inner: String) -> String {
      let length =
        switch call.arguments.dropFirst().first?.kind {
        case .span(let span): ", \(span.count.text) \(span.unit.rawValue)\(span.count.isOne ? "" : "s")"
        case .path(let path): ", \(path.text)"
        default: ""
        }
      return "\(outer)(\(inner)\(length))"
    }
    let (metric, window) = underWindows(operand)
    let plain = window == nil ? nil : metric
    switch refusal {
    case .ownPeriod:
      report(
        "outside-period", "`\(outer)` has nothing to change: the period of what is in it begins by itself",
        at: operand.span,
        notes: [
          plain.map { "one window says the period: `\(written($0))`" }
            ?? "one window says the period: write it around the metric without the other"
        ])
    case .moment:
      report(
        "outside-period", "`\(outer)` has nothing to change: this is what is there at the period's end",
        at: operand.span, notes: ["write the metric alone; what is there at several moments does not add up"])
    case .nothingBefore:
      let turned = plain.flatMap { plain in window.map { "\($0)(\(outer)(\(plain)))" } }
      report(
        "outside-period", "nothing is before all that has happened so far, so no period is before it",
        at: operand.span,
        notes: [
          turned.map { "`\($0)`: what had happened by the end of the period before" }
            ?? "`cumulative(m)` begins with the question's period, and has one before it"
        ])
    }
  }

  /// The metric that stands within windows, and the innermost of them, as they are written.
  private func underWindows(_ operand: Expression, depth: Int = 0) -> (metric: String?, window: String?) {
    switch operand.kind {
    case .bracketed(let inner): return underWindows(inner, depth: depth)
    case .path(let path):
      guard depth < 8, let declared = catalog.metric(named: path.text),
        let inner = innerOfWindow(declared.expression)
      else { return (path.text, nil) }
      let under = underWindows(inner.operand, depth: depth + 1)
      return (under.metric, under.window ?? inner.window)
    default:
      guard let inner = innerOfWindow(operand) else { return (nil, nil) }
      let under = underWindows(inner.operand, depth: depth)
      return (under.metric, under.window ?? inner.window)
    }
  }

  private func innerOfWindow(_ expression: Expression) -> (operand: Expression, window: String)? {
    guard case .call(let call) = expression.kind, let operand = call.arguments.first,
      let function = Function.named(call.function.text), case .window = function.kind
    else { return nil }
    return (operand, call.function.text)
  }
}

/// Why a window around a metric would answer something else than it says.
private enum WindowRefusal {
  /// A part of it has a window of its own, which decides when its rows begin.
  case ownPeriod
  /// It is what is there at the period's end, whenever the period begins.
  case moment
  /// It looks at the period before, and there is none before the first of all.
  case nothingBefore
}

extension BoundMetric {
  /// Why the metric cannot be seen in that window; nil where it can.
  ///
  /// `rolling`, `cumulative`, `to_date` and `so_far` put another beginning in the place of the period's.
  fileprivate func refusal(of shift: Shift) -> WindowRefusal? {
    switch shift {
    case .previous, .ago, .fixed: return nil
    case .rolling, .cumulative, .toDate, .soFar: break
    }
    let beginnings = aggregates.map(\.beginning)
    if beginnings.contains(.own) { return .ownPeriod }
    if shift == .soFar { return aggregates.contains(where: \.looksBefore) ? .nothingBefore : nil }
    let isOfMoment = !beginnings.isEmpty && beginnings.allSatisfy { $0 == .none } && !expression.readsBeginning
    return isOfMoment ? .moment : nil
  }
}

extension Aggregate {
  /// What the day on which a unit begins is for the aggregate.
  fileprivate enum Beginning {
    /// It begins with the unit.
    case unit
    /// A window says when it begins.
    case own
    /// It has none: all rows up to an end, or those open then.
    case none
  }

  fileprivate var beginning: Beginning {
    for shift in shifts {
      switch shift {
      // As many days lie before as the unit has.
      case .previous: return .unit
      case .ago: continue
      case .rolling, .cumulative, .toDate: return .own
      case .soFar: return .none
      case .fixed: return .unit
      }
    }
    if let each {
      let inner = each.inner.map(\.beginning)
      return inner.contains(.own) ? .own : inner.contains(.unit) ? .unit : .none
    }
    // Conditions and numbers of rows may ask for the unit's own days.
    if inputs.contains(where: { $0.expressions.contains(where: Scalar.dependsOnUnit) }) { return .unit }
    if case .openAtEnd = placement { return .none }
    return window == .soFar || window == .ever ? .none : .unit
  }

  /// Whether it looks at what was before the unit.
  fileprivate var looksBefore: Bool {
    if window == .before || shifts.contains(.previous) { return true }
    if each?.inner.contains(where: \.looksBefore) ?? false { return true }
    return inputs.contains { input in
      input.expressions.contains { expression in
        expression.contains { if case .attached(let sub, _) = $0 { sub.aggregate.looksBefore } else { false } }
      }
    }
  }
}
