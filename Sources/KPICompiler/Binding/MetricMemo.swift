import KPIEngine
import KPILanguage
import Synchronization

/// What the metrics of one catalog mean to one viewer on one day, each bound once for all the statements that name it.
///
/// Only what comes out alike each time is kept: a metric that a statement names itself, not inside another definition; whose
/// definition reads no variable; and of which nothing was to be told.
package final class MetricMemo: Sendable {
  /// What it rests on is told with it: an answer's card has the formulas of all.
  struct Entry: Sendable {
    var metric: BoundMetric
    var levels: Int
    var rests: [String: Entry]
  }

  /// A catalog, as it was when it was given one; whoever changes the catalog gives it another.
  package final class Stamp: Sendable { package init() {} }

  /// What metrics depend on beside the rows that are seen.
  package struct Circumstances: Sendable, Equatable {
    var stamp: Stamp
    var language: TextLanguage
    var isStrict: Bool

    package init(_ stamp: Stamp, _ language: TextLanguage, isStrict: Bool) {
      (self.stamp, self.language, self.isStrict) = (stamp, language, isStrict)
    }

    package static func == (lhs: Self, rhs: Self) -> Bool {
      lhs.stamp === rhs.stamp && lhs.language == rhs.language && lhs.isStrict == rhs.isStrict
    }
  }

  fileprivate let circumstances: Circumstances
  /// What questions were bound to in the same circumstances.
  let questions = QuestionMemo()
  private let entries = Mutex<[String: Entry]>([:])

  init(_ circumstances: Circumstances) { self.circumstances = circumstances }

  subscript(key: String) -> Entry? {
    get { entries.withLock { $0[key] } }
    set { entries.withLock { $0[key] = newValue } }
  }
}

/// The memo of the circumstances that were asked for last.
final class LastMetricMemo: Sendable {
  private let last = Mutex<MetricMemo?>(nil)

  func memo(_ circumstances: MetricMemo.Circumstances) -> MetricMemo {
    let (memo, before) = last.withLock { last -> (MetricMemo, MetricMemo?) in
      if let last, last.circumstances == circumstances { return (last, nil) }
      let made = MetricMemo(circumstances)
      defer { last = made }
      return (made, last)
    }
    before?.questions.forget()
    return memo
  }

  func forget() {
    let before = last.withLock { last in
      defer { last = nil }
      return last
    }
    before?.questions.forget()
  }
}

/// The way to the session of what binds, and how often it was asked for something: a variable, or an expression that only
/// it evaluates.
final class SessionReads: Sendable {
  private struct Ways {
    let variable: @Sendable (String) -> Compiler.Variable
    let constant: @Sendable (Expression) -> Value?
    let laterConstant: (@Sendable (Expression) -> Value?)?
  }

  private let number = Atomic(0)
  private let ways = Mutex<Ways?>(nil)

  var count: Int { number.load(ordering: .relaxed) }

  func add() { number.wrappingAdd(1, ordering: .relaxed) }

  func lead(
    to variable: @escaping @Sendable (String) -> Compiler.Variable,
    _ constant: @escaping @Sendable (Expression) -> Value?, later: (@Sendable (Expression) -> Value?)?
  ) {
    ways.withLock { $0 = Ways(variable: variable, constant: constant, laterConstant: later) }
  }

  func variable(_ name: String) -> Compiler.Variable { asked?.variable(name) ?? .undefined }

  func constant(_ expression: Expression) -> Value? { asked?.constant(expression) }

  func laterConstant(_ expression: Expression) -> Value? {
    guard let asked else { return nil }
    return (asked.laterConstant ?? asked.constant)(expression)
  }

  private var asked: Ways? {
    add()
    return ways.withLock { $0 }
  }

  /// Lets the session's state go, which what was bound without it does not need: earlier answers are in it.
  func letGo() { ways.withLock { $0 = nil } }
}
