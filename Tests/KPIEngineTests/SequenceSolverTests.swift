import Testing

@testable import KPIEngine

/// The search for chains against trying every chain there is.
@Suite struct SequenceSolverTests {
  struct Event: Hashable {
    var stamp: Int64
    var identity: UInt64
  }

  struct Case: CustomTestStringConvertible {
    var steps: [[Event]]
    var within: [TimeShift?]
    var overall: TimeShift?
    var isStrict: Bool
    var tomorrow: Int64
    var seed: UInt64

    var testDescription: String { "seed \(seed)" }
  }

  struct Answer: Equatable {
    var chain: [Int64]
    var isAwaited: [Bool]
  }

  /// Small numbers from a seed.
  struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
  }

  /// Few moments, so that ties are common, around the end of January, where months clamp.
  static func random(_ seed: UInt64) -> Case {
    var dice = Dice(state: seed &* 2_654_435_769 &+ 17)
    let first = Int64(CivilDate(year: 2023, month: 1, day: 27).dayNumber) * 86_400_000
    let step: Int64 = [21_600_000, 86_400_000, 259_200_000][dice.roll(3)]
    let moments = 2 + dice.roll(12)
    func shift(_ dice: inout Dice) -> TimeShift? {
      switch dice.roll(6) {
      case 0: .hours(dice.roll(60))
      case 1: .calendar(1 + dice.roll(4), .day)
      case 2: .calendar(1, .month)
      default: nil
      }
    }
    // Steps draw from common pools, so that one event fits several.
    let pools = (0..<2).map { pool in
      (0..<7).map { index in
        Event(stamp: first + Int64(dice.roll(moments)) * step, identity: UInt64(pool * 100 + index))
      }
    }
    let steps = (0..<1 + dice.roll(5)).map { _ in
      let pool = pools[dice.roll(2)]
      return pool.filter { _ in dice.roll(3) > 0 }.sorted { ($0.stamp, $0.identity) < ($1.stamp, $1.identity) }
    }
    return Case(
      steps: steps, within: steps.indices.map { $0 == 0 ? nil : shift(&dice) }, overall: shift(&dice),
      isStrict: dice.roll(4) == 0, tomorrow: first + Int64(moments + dice.roll(6)) * step, seed: seed)
  }

  static func solver(_ steps: [[Event]], like given: Case, hasIdentities: Bool = true) -> SequenceSolver {
    let events = steps.map { step in
      SequenceEvents(
        offsets: [0, step.count], stamps: step.map(\.stamp), identities: hasIdentities ? step.map(\.identity) : [])
    }
    return SequenceSolver(
      events, within: given.within, overall: given.overall, isStrict: given.isStrict, tomorrow: given.tomorrow,
      zone: .utc)
  }

  /// Every chain, one by one.
  static func tryAll(_ given: Case) -> Answer {
    var best: [Int64] = []
    var isAwaited = given.steps.map { _ in false }
    func extend(_ chain: [Event]) {
      let times = chain.map(\.stamp)
      if times.count > best.count || times.count == best.count && times.lexicographicallyPrecedes(best) { best = times }
      guard chain.count < given.steps.count else { return }
      let deadline = chain.first.flatMap { first in given.overall.map { $0.adding(to: first.stamp, in: .utc) } } ?? .max
      let limit =
        chain.last.flatMap { last in given.within[chain.count].map { $0.adding(to: last.stamp, in: .utc) } } ?? .max
      if !chain.isEmpty, min(deadline, limit) >= given.tomorrow { isAwaited[chain.count] = true }
      for event in given.steps[chain.count] where !chain.contains(event) {
        if let last = chain.last, given.isStrict ? event.stamp <= last.stamp : event.stamp < last.stamp { continue }
        if event.stamp <= min(deadline, limit) { extend(chain + [event]) }
      }
    }
    extend([])
    return Answer(chain: best, isAwaited: isAwaited)
  }

  @Test func findsWhatTryingEveryChainFinds() {
    for seed in UInt64(1)...1_500 {
      let given = Self.random(seed)
      let solver = Self.solver(given.steps, like: given)
      solver.solve(0)
      #expect(Answer(chain: solver.chain, isAwaited: solver.isAwaited) == Self.tryAll(given), "seed \(seed)")
    }
  }

  @Test func stepsOfDifferentEventsNeedNoIdentities() {
    for seed in UInt64(1)...300 {
      var given = Self.random(seed)
      for step in given.steps.indices {
        for event in given.steps[step].indices { given.steps[step][event].identity += UInt64(step) * 1_000 }
      }
      let solver = Self.solver(given.steps, like: given, hasIdentities: false)
      solver.solve(0)
      #expect(Answer(chain: solver.chain, isAwaited: solver.isAwaited) == Self.tryAll(given), "seed \(seed)")
    }
  }

  /// Thousands of events of one subject, at one second or spread, must not take exponential time.
  @Test(arguments: [0, 1, 60]) func manyEventsOfOneSubject(_ gap: Int64) {
    let events = (0..<10_000).map { Event(stamp: Int64($0) * gap * 1_000, identity: UInt64($0)) }
    let given = Case(
      steps: Array(repeating: events, count: 8), within: Array(repeating: .hours(1), count: 8),
      overall: .calendar(1, .month), isStrict: false, tomorrow: .max, seed: 0)
    let solver = Self.solver(given.steps, like: given)
    solver.solve(0)
    #expect(solver.chain == (0..<8).map { Int64($0) * gap * 1_000 })
  }

  @Test func oneEventServesOneStep() {
    let one = [Event(stamp: 5, identity: 1)]
    let two = one + [Event(stamp: 5, identity: 2)]
    let given = Case(
      steps: [two, two, two], within: [nil, nil, nil], overall: nil, isStrict: false, tomorrow: 100, seed: 0)
    let solver = Self.solver(given.steps, like: given)
    solver.solve(0)
    #expect(solver.chain == [5, 5])
    // The first step must leave the second its only event.
    let other = Self.solver([two, one, []], like: given)
    other.solve(0)
    #expect(other.chain == [5, 5])
  }
}
