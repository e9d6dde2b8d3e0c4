/// The events of one step, by subject, each subject's in order of time; stamps are instants (Unix milliseconds).
struct SequenceEvents {
  /// Where each subject's events begin; one more entry than subjects.
  var offsets: [Int]
  var stamps: [Int64]
  /// What an event is, so that it serves one step only; empty where no two steps can share one.
  var identities: [UInt64]
}

/// Finds a subject's chain through the steps, in polynomial time.
///
/// Which of the events at one moment are taken does not matter for a chain's times, except that one event serves one
/// step only. So the search goes over moments (a step and an instant at which it has events), and over runs: steps that
/// happen at the same instant, which need as many different events. Outside runs times ascend strictly, so no event can
/// come twice.
final class SequenceSolver {
  private static let never = Int64.max

  private let events: [SequenceEvents]
  private let within: [TimeShift?]
  private let overall: TimeShift?
  private let isStrict: Bool
  private let zone: ZoneTable
  /// The first instant after today.
  private let tomorrow: Int64

  /// How many steps the subject's chain has, and their times.
  private(set) var chain: [Int64] = []
  /// Per step, whether some chain of the subject to the step before can go on with it after today.
  private(set) var isAwaited: [Bool] = []

  // Scratch of the subject at hand: per step its moments, and what is known of each.
  private var moments: [[Int64]]
  /// The first event at the moment.
  private var firstEvents: [[Int]]
  /// The last step of the longest run that begins at the moment.
  private var runs: [[Int]]
  /// Whether a chain that can still go on after today reaches the moment.
  private var isReached: [[Bool]]
  /// The earliest end of a chain from the moment to the target, as a segment tree of minima.
  private var earliest: [[Int64]]

  init(
    _ events: [SequenceEvents], within: [TimeShift?], overall: TimeShift?, isStrict: Bool, tomorrow: Int64,
    zone: ZoneTable
  ) {
    self.zone = zone
    self.events = events
    self.within = within
    self.overall = overall
    self.isStrict = isStrict
    self.tomorrow = tomorrow
    moments = events.map { _ in [] }
    firstEvents = events.map { _ in [] }
    runs = events.map { _ in [] }
    isReached = events.map { _ in [] }
    earliest = events.map { _ in [] }
  }

  /// Finds the chain of a subject, and the steps it still waits for.
  func solve(_ subject: Int) {
    chain.removeAll(keepingCapacity: true)
    isAwaited = [Bool](repeating: false, count: events.count)
    // No chain goes past a step without events.
    var possible = 0
    while possible < events.count, gather(possible, subject) { possible += 1 }
    guard possible > 0 else { return }
    for step in 0..<possible { findRuns(step, subject, possible) }
    var target = possible - 1
    while !findChain(to: target) { target -= 1 }
    findAwaited(possible)
  }

  // MARK: Moments and runs

  /// Whether the step has any events.
  private func gather(_ step: Int, _ subject: Int) -> Bool {
    moments[step].removeAll(keepingCapacity: true)
    firstEvents[step].removeAll(keepingCapacity: true)
    let range = events[step].offsets[subject]..<events[step].offsets[subject + 1]
    for event in range where moments[step].last != events[step].stamps[event] {
      moments[step].append(events[step].stamps[event])
      firstEvents[step].append(event)
    }
    firstEvents[step].append(range.upperBound)
    return !range.isEmpty
  }

  private func findRuns(_ step: Int, _ subject: Int, _ possible: Int) {
    runs[step].removeAll(keepingCapacity: true)
    for moment in moments[step] {
      var last = step
      if !isStrict, step + 1 < possible, position(of: moment, in: step + 1) != nil {
        var matching = Matching()
        while last < possible, let position = position(of: moment, in: last),
          matching.add(candidates(last, position, atMost: possible))
        {
          last += 1
        }
        last -= 1
      }
      runs[step].append(last)
    }
  }

  /// A step with as many events as steps can always take one that no other took, so more need not be looked at.
  private func candidates(_ step: Int, _ position: Int, atMost limit: Int) -> ArraySlice<UInt64>? {
    guard !events[step].identities.isEmpty else { return nil }
    let first = firstEvents[step][position]
    return events[step].identities[first..<min(firstEvents[step][position + 1], first + limit)]
  }

  private func position(of moment: Int64, in step: Int) -> Int? {
    let position = firstPosition(after: moment - 1, in: step)
    return position < moments[step].count && moments[step][position] == moment ? position : nil
  }

  private func firstPosition(after moment: Int64, in step: Int) -> Int {
    var low = 0
    var high = moments[step].count
    while low < high {
      let middle = (low + high) / 2
      if moments[step][middle] <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Different events for the steps of a run, step by step.
  private struct Matching {
    private var candidates: [ArraySlice<UInt64>] = []
    private var taken: [UInt64: Int] = [:]

    /// Whether the next step can have an event of its own too; nil where its events are never another step's.
    mutating func add(_ events: ArraySlice<UInt64>?) -> Bool {
      candidates.append(events ?? [])
      guard events != nil else { return true }
      var tried: Set<UInt64> = []
      return place(candidates.count - 1, &tried)
    }

    private mutating func place(_ step: Int, _ tried: inout Set<UInt64>) -> Bool {
      for event in candidates[step] where tried.insert(event).inserted {
        if let other = taken[event], !place(other, &tried) { continue }
        taken[event] = step
        return true
      }
      return false
    }
  }

  // MARK: The chain

  /// The latest moment of a step that follows one at `moment`.
  private func limit(of step: Int, after moment: Int64) -> Int64 {
    within[step].map { $0.adding(to: moment, in: zone) } ?? Self.never
  }

  /// Takes the earliest of the chains that end at `target`; false where there is none.
  private func findChain(to target: Int) -> Bool {
    for step in (0...target).reversed() { findEarliest(step, target) }
    for (position, start) in moments[0].enumerated() {
      let deadline = overall.map { $0.adding(to: start, in: zone) } ?? Self.never - 1
      guard earliest[0][moments[0].count + position] <= deadline else { continue }
      follow(position, to: target, by: deadline)
      return true
    }
    return false
  }

  private func findEarliest(_ step: Int, _ target: Int) {
    let count = moments[step].count
    earliest[step].removeAll(keepingCapacity: true)
    earliest[step].append(contentsOf: repeatElement(Self.never, count: 2 * count))
    for (position, moment) in moments[step].enumerated() {
      let last = min(runs[step][position], target)
      var end = last == target ? moment : Self.never
      if last < target {
        for runEnd in step...last { end = min(end, earliestEnd(runEnd + 1, after: moment)) }
      }
      earliest[step][count + position] = end
    }
    for node in stride(from: count - 1, to: 0, by: -1) {
      earliest[step][node] = min(earliest[step][2 * node], earliest[step][2 * node + 1])
    }
  }

  /// The earliest end of a chain that goes on with a run from `step` after `moment`.
  private func earliestEnd(_ step: Int, after moment: Int64) -> Int64 {
    let count = moments[step].count
    var low = firstPosition(after: moment, in: step) + count
    var high = firstPosition(after: limit(of: step, after: moment), in: step) + count
    var least = Self.never
    while low < high {
      if low & 1 == 1 {
        least = min(least, earliest[step][low])
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        least = min(least, earliest[step][high])
      }
      low /= 2
      high /= 2
    }
    return least
  }

  /// Each next event as early as a chain to the target allows.
  private func follow(_ start: Int, to target: Int, by deadline: Int64) {
    var step = 0
    var position = start
    while true {
      let moment = moments[step][position]
      var last = min(runs[step][position], target)
      // The next event at the same second is the earliest there can be, so long runs come first.
      while last < target, last > step, earliestEnd(last + 1, after: moment) > deadline { last -= 1 }
      chain.append(contentsOf: repeatElement(moment, count: last - step + 1))
      if last == target { return }
      step = last + 1
      position = firstPosition(after: moment, in: step)
      let count = moments[step].count
      while position < count - 1, earliest[step][count + position] > deadline { position += 1 }
    }
  }

  // MARK: What may still come

  /// Follows the chains that no bound has closed by tomorrow.
  private func findAwaited(_ possible: Int) {
    for step in 0..<possible {
      isReached[step].removeAll(keepingCapacity: true)
      isReached[step].append(contentsOf: repeatElement(false, count: moments[step].count))
    }
    for step in 0..<possible {
      var before = 0
      var latest = Int64.min
      for (position, moment) in moments[step].enumerated() {
        if step == 0 {
          latest = overall.map { $0.adding(to: moment, in: zone) < tomorrow } ?? false ? .min : Self.never
        } else {
          while before < moments[step - 1].count, moments[step - 1][before] < moment {
            if isReached[step - 1][before] { latest = max(latest, limit(of: step, after: moments[step - 1][before])) }
            before += 1
          }
        }
        guard latest >= moment else { continue }
        for other in step...runs[step][position] {
          if let position = self.position(of: moment, in: other) { isReached[other][position] = true }
        }
      }
      guard step + 1 < events.count else { return }
      isAwaited[step + 1] = zip(moments[step], isReached[step]).contains { moment, isReached in
        isReached && limit(of: step + 1, after: moment) >= tomorrow
      }
    }
  }
}
