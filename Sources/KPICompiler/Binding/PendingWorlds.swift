import KPIEngine

/// Asks an expression about one thing that is not there yet: what it gives now, with a time that is null, and what it
/// gives once that time has come, which is after today.
struct PendingWorlds {
  /// The time that has not come, or an aggregate that may still change.
  let atom: Scalar
  /// Where an aggregate can go.
  var direction: Openness.Direction = .both
  /// Times of the row that is asked about; the last day that they may lie on is `latest`.
  let anchors: [Scalar]
  let latest: Int
  let unit: FrameUnit
  let today: Int
  /// The time comes long after today, when every end that is declared is over.
  let later: Bool

  /// What is known of a value.
  enum Known: Equatable {
    case null
    /// A time up to today.
    case past
    /// A time after today.
    case future
    /// So many days at least.
    case days(atLeast: Double)
    case yes
    case no
    case unknown
  }

  struct Answer {
    /// What is known of it while the time is missing, and when it has come.
    var before: Known
    var after: Known
    /// Whether it is certainly the same in both.
    var isSame: Bool
    /// Where a truth value goes.
    var direction: Openness.Direction = .both

    static let always = Answer(before: .yes, after: .yes, isSame: true)

    /// Known truth values say for themselves whether they differ.
    var settled: Answer {
      var answer = self
      switch (before, after) {
      case (.yes, .yes), (.no, .no), (.null, .null): answer.isSame = true
      case (.no, .yes): answer.direction = .rises
      case (.yes, .no): answer.direction = .falls
      default: break
      }
      return answer
    }
  }

  func evaluate(_ expression: Scalar) -> Answer {
    if expression == atom {
      if case .attached = atom { return Answer(before: .unknown, after: .unknown, isSame: false, direction: direction) }
      return Answer(before: .null, after: .future, isSame: false)
    }
    guard involves(expression) else {
      let known = known(expression)
      return Answer(before: known, after: known, isSame: true)
    }
    switch expression {
    case .compare(let comparison, let lhs, let rhs): return compare(comparison, lhs, rhs)
    case .not(let operand):
      let answer = evaluate(operand)
      return Answer(
        before: answer.before.negated, after: answer.after.negated, isSame: answer.isSame,
        direction: answer.direction.reversed)
    case .all(let operands): return connect(operands.map(evaluate), stopsAt: .no)
    case .any(let operands): return connect(operands.map(evaluate), stopsAt: .yes)
    case .isNull(let operand):
      let answer = evaluate(operand)
      return Answer(
        before: answer.before.isNull, after: answer.after.isNull, isSame: answer.isSame,
        direction: answer.direction.reversed
      ).settled
    case .choose(let condition, let then, let otherwise): return choose(condition, then, otherwise)
    case .coalesce(let operands):
      let answers = operands.map(evaluate)
      return Answer(
        before: Self.first(answers.map(\.before)), after: Self.first(answers.map(\.after)),
        isSame: answers.allSatisfy(\.isSame))
    case .function(let function, let operands): return call(function, operands)
    case .isFirst(let first):
      return Answer(
        before: .unknown, after: .unknown, isSame: first.input.condition.map { evaluate($0).isSame } ?? true)
    default:
      return Answer(before: .unknown, after: .unknown, isSame: expression.operands.allSatisfy { evaluate($0).isSame })
    }
  }

  private func involves(_ expression: Scalar) -> Bool {
    expression.contains { part in
      if case .isFirst(let first) = part { return first.input.condition.map(involves) ?? false }
      return part == atom
    }
  }

  /// What is known of an expression that the atom has no part in.
  private func known(_ expression: Scalar) -> Known {
    if anchors.contains(expression) { return .past }
    switch expression {
    case .null: return .null
    case .constant(let holds): return holds ? .yes : .no
    case .stamp(let day, _): return later || day <= today ? .past : .unknown
    case .boundary(.end, _): return later || unit.end <= today + 1 ? .past : .unknown
    case .boundary(.start, _): return later || unit.start <= today + 1 ? .past : .unknown
    case .boundary: return .past
    case .function(.later(let shift), let operands):
      guard let moved = operands.first, known(moved) == .past else { return .unknown }
      if later { return .past }
      // Of a row's own time it is known how late it may be.
      guard anchors.contains(moved), shift.day(after: latest) <= today else { return .unknown }
      return .past
    default: return .unknown
    }
  }

  // MARK: Conditions

  private func compare(_ comparison: Scalar.Comparison, _ lhs: Scalar, _ rhs: Scalar) -> Answer {
    let (left, right) = (evaluate(lhs), evaluate(rhs))
    func holds(_ first: Known, _ second: Known) -> Known {
      if first == .null || second == .null { return comparison == .notEqual ? .yes : .no }
      switch (first, second) {
      case (.future, .past): return comparison.holds(isGreater: true)
      case (.past, .future): return comparison.holds(isGreater: false)
      case (.days(let least), _):
        guard let limit = rhs.constantNumber, least > limit else { return .unknown }
        return comparison.holds(isGreater: true)
      case (_, .days(let least)):
        guard let limit = lhs.constantNumber, least > limit else { return .unknown }
        return comparison.holds(isGreater: false)
      default: return .unknown
      }
    }
    var direction = Openness.Direction.both
    // A number that only grows passes a constant one way.
    switch comparison {
    case .greater, .greaterOrEqual:
      direction = right.isSame ? left.direction : left.isSame ? right.direction.reversed : .both
    case .less, .lessOrEqual: direction = right.isSame ? left.direction.reversed : left.isSame ? right.direction : .both
    case .equal where right.isSame && isZero(rhs) && left.direction == .rises: direction = .falls
    case .notEqual where right.isSame && isZero(rhs) && left.direction == .rises: direction = .rises
    case .equal, .notEqual: break
    }
    return Answer(
      before: holds(left.before, right.before), after: holds(left.after, right.after),
      isSame: left.isSame && right.isSame, direction: direction
    ).settled
  }

  private func isZero(_ expression: Scalar) -> Bool { expression.constantNumber == 0 }

  /// All of them (which stop at a `no`), or any (which stop at a `yes`).
  private func connect(_ answers: [Answer], stopsAt stop: Known) -> Answer {
    func together(_ known: [Known]) -> Known {
      if known.contains(stop) { return stop }
      return known.allSatisfy { $0 == stop.negated } ? stop.negated : .unknown
    }
    let (before, after) = (together(answers.map(\.before)), together(answers.map(\.after)))
    let changed = answers.filter { !$0.isSame }
    return Answer(
      before: before, after: after, isSame: changed.isEmpty,
      direction: changed.reduce(into: []) { $0.formUnion($1.direction) }
    ).settled
  }

  private func choose(_ condition: Scalar, _ then: Scalar, _ otherwise: Scalar) -> Answer {
    let (test, yes, no) = (evaluate(condition), evaluate(then), evaluate(otherwise))
    func pick(_ test: Known, _ yes: Known, _ no: Known) -> Known {
      switch test {
      case .yes: yes
      case .no, .null: no
      default: yes == no ? yes : .unknown
      }
    }
    return Answer(
      before: pick(test.before, yes.before, no.before), after: pick(test.after, yes.after, no.after),
      isSame: test.isSame && yes.isSame && no.isSame
        || test.before == .yes && test.after == .yes && yes.isSame
        || test.before == .no && test.after == .no && no.isSame)
  }

  // MARK: Values

  private static func first(_ known: [Known]) -> Known { known.first { $0 != .null } ?? .null }

  private func call(_ function: Scalar.Function, _ operands: [Scalar]) -> Answer {
    let answers = operands.map(evaluate)
    switch function {
    case .least: return least(answers)
    case .days, .weeks, .hours, .months, .calendarMonths:
      guard answers.count == 2 else { break }
      func elapsed(_ from: Known, _ to: Known) -> Known {
        if from == .null || to == .null { return .null }
        guard from == .past || later, to == .future else { return .unknown }
        return .days(atLeast: later ? .infinity : function.least(ofDays: Double(today + 1 - latest)))
      }
      return Answer(
        before: elapsed(answers[0].before, answers[1].before), after: elapsed(answers[0].after, answers[1].after),
        isSame: answers.allSatisfy(\.isSame))
    // Of all others it is only known whether they stay the same.
    default: break
    }
    return Answer(before: .unknown, after: .unknown, isSame: answers.allSatisfy(\.isSame))
  }

  /// A time after today is not the least where one up to today stands beside it.
  private func least(_ answers: [Answer]) -> Answer {
    let kept = answers.filter { $0.isSame }
    let isSame =
      answers.allSatisfy(\.isSame)
      || kept.contains { $0.before == .past }
        && answers.allSatisfy { $0.isSame || $0.before == .null && $0.after == .future }
    func least(_ known: [Known]) -> Known {
      let known = known.filter { $0 != .null }
      if known.isEmpty { return .null }
      return known.contains(.past) && known.allSatisfy { $0 == .past || $0 == .future } ? .past : .unknown
    }
    return Answer(before: least(answers.map(\.before)), after: least(answers.map(\.after)), isSame: isSame)
  }
}

extension PendingWorlds.Known {
  fileprivate var negated: Self {
    switch self {
    case .yes: .no
    case .no: .yes
    default: .unknown
    }
  }

  /// Whether it is null, as a truth value.
  fileprivate var isNull: Self {
    switch self {
    case .null: .yes
    case .unknown: .unknown
    default: .no
    }
  }
}

extension Scalar.Comparison {
  /// Whether it holds between two values of which the first is greater, or less.
  fileprivate func holds(isGreater: Bool) -> PendingWorlds.Known {
    switch self {
    case .greater, .greaterOrEqual: isGreater ? .yes : .no
    case .less, .lessOrEqual: isGreater ? .no : .yes
    case .equal: .no
    case .notEqual: .yes
    }
  }
}

extension TimeShift {
  /// The last day that a time moved by the shift may lie on, whose own lies on a day at the latest.
  fileprivate func day(after latest: Int) -> Int {
    switch self {
    case .hours(let count): latest + (count < 0 ? 0 : count / 24 + 1)
    case .calendar(let count, let grain): grain.adding(count, to: latest)
    }
  }
}

extension Scalar.Function {
  /// The least that lies between two times whose dates are so many days apart.
  fileprivate func least(ofDays days: Double) -> Double {
    switch self {
    case .hours: (days - 1) * 24
    case .weeks: (days - 6) / 7
    case .months: days / 30.4375
    case .calendarMonths: (days - 30) / 31
    default: days
    }
  }
}
