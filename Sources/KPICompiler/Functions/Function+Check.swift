import KPIEngine
import KPILanguage

extension Function {
  /// Holds a call to its function's forms; false where something does not fit, which is then reported.
  ///
  /// Whatever a call carries is looked at: its arguments' number, every clause, the time word, and the place.
  package static func check(
    _ call: Call, at span: Span, in place: Place, report: (Diagnostic) -> Void
  ) -> Bool {
    guard let function = named(call.function.text) else {
      let known = all.filter { $0.forms.contains { $0.places.contains(place) } }.map(\.name)
      report(
        Diagnostic(
          "unknown-function", "there is no function `\(shown(call.function.text))`", at: call.function.span,
          label: DidYouMean.label(for: call.function.text, among: known)))
      return false
    }
    guard let mistake = function.mistake(in: call, at: span, place) else { return true }
    report(mistake)
    return false
  }

  private func mistake(in call: Call, at span: Span, _ place: Place) -> Diagnostic? {
    let forms = forms.filter { $0.places.contains(place) }
    guard !forms.isEmpty else { return misplaced(span, place) }
    let distances = forms.map { $0.distance(from: call) }
    guard let least = distances.min(), let nearest = zip(forms, distances).first(where: { $0.1 == least })?.0 else {
      return nil
    }
    if least.extra > 0 || least.isWrongWord { return surplus(call, nearest, span, place) }
    if least.missing > 0 { return incomplete(call, nearest, span, place) }
    if least.arguments > 0 {
      return Diagnostic(
        "wrong-arguments", "`\(told)` takes \(nearest.argumentCount), not \(call.arguments.count)", at: span,
        label: "write `\(nearest.told)`")
    }
    for (position, argument) in call.arguments.enumerated() {
      if let wanted = nearest.argument(position).missing(in: argument) {
        return Diagnostic(
          "wrong-arguments", "`\(told)` takes \(wanted) here", at: argument.span, label: "write `\(nearest.told)`")
      }
    }
    return nil
  }

  // MARK: Messages

  private func misplaced(_ span: Span, _ place: Place) -> Diagnostic {
    if kind.isAggregate {
      if place == .value || place == .table {
        return Diagnostic(
          "misplaced-aggregate", "`\(told)` aggregates rows of the model", at: span,
          notes: ["define `metric name = \(told)(…)`, then write `[name month 2023-09]`"])
      }
      let own = form(in: .row)
      return Diagnostic(
        "misplaced-aggregate", "`\(told)` aggregates rows, and does not stand in \(place.description)", at: span,
        label: place == .clause ? "write it in a segment: `segment s = E where \(own) > 0`, then `where s`" : nil)
    }
    let home = Place.allCases.first { home in forms.contains { $0.places.contains(home) } } ?? .metric
    return Diagnostic(
      "misplaced-function", "`\(told)` does not stand in \(place.description)", at: span,
      label: "write `\(form(in: home))` in \(home.description)")
  }

  private func form(in place: Place) -> Message {
    forms.first { $0.places.contains(place) }?.told ?? "\(told)(…)"
  }

  /// Something is written that the form does not take.
  private func surplus(_ call: Call, _ form: Form, _ span: Span, _ place: Place) -> Diagnostic {
    let extra = call.clauses.filter { !form.requires.contains($0) && !form.takes.contains($0) }
    if extra.isEmpty, let word = call.timeWord {
      let isOpen = call.whileFrom != nil && place == .row
      return Diagnostic(
        "misplaced-clause", "`\(told)` takes no `\(word.told)` here", at: span, label: "write `\(form.told)`",
        notes: isOpen ? [word.rewriteOfOpen] : [])
    }
    var notes: [Message] = []
    if let word = call.timeWord, call.whileFrom != nil, place == .row { notes = [word.rewriteOfOpen] }
    if extra.contains(.per), place == .metric {
      notes = [
        "`per` says whose rows are meant in a condition about rows: `count(customers where count(orders per customer) > 0)`"
      ]
    }
    return Diagnostic(
      "misplaced-clause", "`\(told)` takes no \(Message.neither(extra.map(call.words)) ?? "") here",
      at: extra.lazy.compactMap { call.span(of: $0) }.first ?? span, label: "write `\(form.told)`", notes: notes)
  }

  private func incomplete(_ call: Call, _ form: Form, _ span: Span, _ place: Place) -> Diagnostic {
    let missing = Call.Clause.allCases.filter { form.requires.contains($0) && !call.clauses.contains($0) }
    if missing == [.per], place == .row {
      return Diagnostic(
        "not-per-subject", "an aggregate inside a condition says whose it is", at: span,
        label: "add `per` and a link, such as `per customer`", notes: ["it is written `\(form.told)`"])
    }
    let written = call.clauses.filter { !form.requires.contains($0) || form.requires.isSuperset(of: call.clauses) }
    let with = Message.list(written.map(call.words))
    let needed = Message.both(missing.map(call.words)) ?? ""
    return Diagnostic(
      "misplaced-clause", written.isEmpty ? "`\(told)` needs \(needed)" : "`\(told)` with \(with) needs \(needed)",
      at: span, label: "write `\(form.told)`")
  }
}

/// How far a call is from a form: less is nearer.
private struct Distance: Comparable {
  /// Clauses that the form does not take.
  var extra: Int
  var isWrongWord: Bool
  /// Clauses that it needs.
  var missing: Int
  /// Arguments too many or too few.
  var arguments: Int

  static func < (lhs: Distance, rhs: Distance) -> Bool {
    (lhs.extra, lhs.isWrongWord ? 1 : 0, lhs.missing, lhs.arguments)
      < (rhs.extra, rhs.isWrongWord ? 1 : 0, rhs.missing, rhs.arguments)
  }
}

extension Function.Form {
  fileprivate func distance(from call: Call) -> Distance {
    let written = Set(call.clauses)
    let count = call.arguments.count
    return Distance(
      extra: written.subtracting(requires).subtracting(takes).count,
      isWrongWord: call.timeWord.map { takes.contains(.timeWord) && !timeWords.contains($0) } ?? false,
      missing: requires.subtracting(written).count,
      arguments: max(arity.lowerBound - count, count - arity.upperBound, 0))
  }

  fileprivate var argumentCount: Message {
    let words = { (count: Int) -> Message in
      count == 0 ? "no argument" : count == 1 ? "one argument" : "\(count) arguments"
    }
    if arity.lowerBound == arity.upperBound { return words(arity.lowerBound) }
    if mostOfLast > 2 { return "\(words(arity.lowerBound)) or more" }
    return "\(words(arity.lowerBound)) or \(arity.upperBound)"
  }
}

extension Function.Argument {
  /// What the written argument should have been, as far as its form shows it; nil where it may be right.
  fileprivate func missing(in written: Expression) -> Message? {
    switch self {
    case .span:
      if case .span(let span) = written.kind, Grain(span.unit) != nil, span.count != .written(0) { return nil }
      return "a span such as `30 days`"
    case .unit:
      if case .path(let path) = written.kind, Grain(rawValue: path.text.lowercased()) != nil { return nil }
      return "a unit such as `year`"
    case .period:
      if case .path(let path) = written.kind, path.text == "P" { return nil }
      return "`P`, or two times"
    case .metricName:
      if case .path(let path) = written.kind, path.names.count == 1 { return nil }
      return "the name of one metric"
    default:
      if case .span = written.kind { return "no span of time" }
      return nil
    }
  }
}

extension Call {
  /// How messages name a clause of the call.
  fileprivate func words(_ clause: Clause) -> Message {
    guard clause == .timeWord else {
      return "`\(Keyword(rawValue: clause.rawValue)?.told ?? Message(written: clause.rawValue))`"
    }
    return timeWord.map { "`\($0.told)`" } ?? "a time to look at"
  }
}

extension Call.TimeWord {
  /// What says the same of rows that are open at an end.
  fileprivate var rewriteOfOpen: Message {
    switch self {
    case .beforePeriod: "what is open when P begins was open at the end of the period before: write `in previous`"
    case .beforeThis:
      "what is open is so at a period's end, `up to P` or `in previous`; without `while`, `before this` counts all rows"
    case .ever: "each row was open once: without `while`, `ever` counts them all"
    case .upToPeriod, .inPrevious: "what is open is so at a period's end"
    }
  }

  /// As it is written.
  var told: Message {
    switch self {
    case .beforePeriod: "\(Keyword.before.told) P"
    case .beforeThis: "\(Keyword.before.told) \(Keyword.this.told)"
    case .upToPeriod: "\(Keyword.upTo.told) P"
    case .ever: Keyword.ever.told
    case .inPrevious: "\(Keyword.in.told) \(Keyword.previous.told)"
    }
  }
}
