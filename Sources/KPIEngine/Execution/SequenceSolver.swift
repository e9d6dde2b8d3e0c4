/// Finds a subject's chain through the steps, in polynomial time.
///
/// Which of the events at one moment are taken does not matter for a chain's times, except that one event serves one
/// step only. So the search goes over moments (a step and an instant at which it has events), and over runs: steps that
/// happen at the same instant, which need as many different events. Outside runs times ascend strictly, so no event can
/// come twice.
final class SequenceSolver {
  private static var never: Int64 { .max }

  let events: [SequenceEvents]
  private let hasIdentities: Bool
  /// By step, the memory of its events, which `events` keeps.
  private let kept: UnsafeMutablePointer<FirstChains.KeptEvents>
  let within: [StepLimit]
  let overall: StepLimit
  let isStrict: Bool
  let zone: ZoneTable
  /// The first instant after today.
  let tomorrow: Int64

  /// How many steps the subject's chain has, and their times.
  var chain: [Int64] { Array(UnsafeBufferPointer(start: chainStamps, count: depth)) }
  /// Per step, whether some chain of the subject to the step before can go on with it after today.
  var isAwaited: [Bool] { Array(UnsafeBufferPointer(start: awaited, count: events.count)) }
  private(set) var depth = 0
  /// Whether any step is awaited.
  private var isAnyAwaited = false
  let chainStamps: UnsafeMutablePointer<Int64>
  private let awaited: UnsafeMutablePointer<Bool>

  /// The subject's mark: how far its chain got, and what may still become of it; nothing else of one with all steps.
  var mark: Int32 {
    guard isAnyAwaited, depth > 0, depth < events.count else {
      return SequenceDepths.mark(depth: depth, false, isOpen: false)
    }
    let isOpen = (0...depth).contains { awaited[$0] }
    return SequenceDepths.mark(depth: depth, awaited[depth], isOpen: isOpen)
  }

  // Scratch of the subject at hand: per step its moments, and what is known of each.
  // SAFETY: step s has its moments from `steps[s].base` on, `steps[s].count` of them, at most as many as its events;
  // there is room for the most events that any subject has of each step. `firstEvents` has one more entry per step, and
  // `earliest` two per moment.
  private struct Step {
    var base = 0
    var count = 0
  }

  private let steps: UnsafeMutablePointer<Step>
  private let moments: UnsafeMutablePointer<Int64>
  /// The first event at the moment.
  private let firstEvents: UnsafeMutablePointer<Int32>
  /// The last step of the longest run that begins at the moment.
  private let runs: UnsafeMutablePointer<Int32>
  /// Whether a chain that can still go on after today reaches the moment.
  private let isReached: UnsafeMutablePointer<Bool>
  /// The earliest end of a chain from the moment to the target, as a segment tree of minima.
  private let earliest: UnsafeMutablePointer<Int64>

  init(
    _ events: [SequenceEvents], within: [TimeShift?], overall: TimeShift?, isStrict: Bool, tomorrow: Int64,
    zone: ZoneTable
  ) {
    self.zone = zone
    self.events = events
    hasIdentities = events.contains { $0.identities.count > 0 }
    kept = .allocate(capacity: max(events.count, 1))
    for (step, own) in events.enumerated() { (kept + step).initialize(to: .init(own)) }
    self.within = within.map { StepLimit($0) }
    self.overall = StepLimit(overall)
    self.isStrict = isStrict
    self.tomorrow = tomorrow
    // No subject has more of all steps than the most that anybody has of each.
    let most = events.reduce(0) { $0 + $1.most }
    let count = max(events.count, 1)
    chainStamps = .allocate(capacity: count)
    awaited = .allocate(capacity: count)
    awaited.initialize(repeating: false, count: count)
    steps = .allocate(capacity: count)
    moments = .allocate(capacity: most + 1)
    firstEvents = .allocate(capacity: most + count)
    runs = .allocate(capacity: most + 1)
    isReached = .allocate(capacity: most + 1)
    earliest = .allocate(capacity: 2 * most + 1)
  }

  deinit {
    kept.deallocate()
    chainStamps.deallocate()
    awaited.deallocate()
    steps.deallocate()
    moments.deallocate()
    firstEvents.deallocate()
    runs.deallocate()
    isReached.deallocate()
    earliest.deallocate()
  }

  /// Finds the chain of a subject, and the steps it still waits for.
  func solve(_ subject: Int) {
    depth = 0
    if isAnyAwaited { awaited.update(repeating: false, count: events.count) }
    isAnyAwaited = false
    search(subject)
    for step in 0..<events.count where awaited[step] { isAnyAwaited = true }
  }

  private func search(_ subject: Int) {
    // No chain goes past a step without events in reach.
    var possible = 0
    var base = 0
    while possible < events.count, gather(possible, subject, &base) { possible += 1 }
    guard possible > 0 else { return }
    let isClosed = isClosed
    if possible == 1 { return stayAtFirst(isClosed) }
    let isFound = takeEarliest(possible)
    if isFound, isClosed { return }
    for step in 0..<possible { findRuns(step, possible) }
    if !isFound {
      var target = possible - 1
      while !findChain(to: target) { target -= 1 }
    }
    if !isClosed { findAwaited(possible) }
  }

  /// Whether what every chain may take in all is over by tomorrow, so that none can go on.
  private var isClosed: Bool {
    overall.latest(afterAny: UnsafeBufferPointer(start: moments, count: steps[0].count), zone) < tomorrow
  }

  /// Takes the earliest event of every step in turn; false where that does not lead through all steps.
  ///
  /// Where it does, no other chain is earlier: none has an earlier first event, nor after that an earlier second, ….
  private func takeEarliest(_ possible: Int) -> Bool {
    var moment = moments[0]
    let deadline = overall.latest(after: moment, zone)
    chainStamps[0] = moment
    for step in 1..<possible {
      let position = firstPosition(after: isStrict ? moment : moment - 1, in: step)
      guard position < steps[step].count else { return false }
      let next = moments[steps[step].base + position]
      // At one moment two steps may have to share an event.
      if next == moment, hasIdentities { return false }
      guard next <= limit(of: step, after: moment), next <= deadline else { return false }
      chainStamps[step] = next
      moment = next
    }
    depth = possible
    return true
  }

  // MARK: Moments and runs

  /// Whether the step has any events in reach of the step before.
  @inline(__always)
  private func gather(_ step: Int, _ subject: Int, _ base: inout Int) -> Bool {
    let stamps = kept[step].stamps
    var range = kept[step].range(of: subject)
    // What happens to everybody may have happened long before, or after all is over.
    if step > 0 { trim(&range, of: stamps, behind: step - 1) }
    let start = base
    for event in range where base == start || moments[base - 1] != stamps[event] {
      moments[base] = stamps[event]
      firstEvents[base + step] = Int32(truncatingIfNeeded: event)
      base += 1
    }
    firstEvents[base + step] = Int32(truncatingIfNeeded: range.upperBound)
    steps[step] = Step(base: start, count: base - start)
    return !range.isEmpty
  }

  /// Leaves the events that a chain may reach: not before the first moment of the step before, which are known, not after
  /// the latest that may follow any of them.
  private func trim(_ range: inout Range<Int>, of stamps: UnsafePointer<Int64>, behind step: Int) {
    func known(_ step: Int) -> UnsafeBufferPointer<Int64> {
      UnsafeBufferPointer(start: moments + steps[step].base, count: steps[step].count)
    }
    let before = known(step)
    guard let first = before.first else { return }
    let last = min(overall.latest(afterAny: known(0), zone), within[step + 1].latest(afterAny: before, zone))
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, stamps[low] < first { low += 1 }
    while low < high, stamps[high - 1] > last { high -= 1 }
    range = low..<high
  }

  /// The chain that has only its first event, the earliest there is.
  private func stayAtFirst(_ isClosed: Bool) {
    depth = 1
    chainStamps[0] = moments[0]
    guard events.count > 1, !isClosed else { return }
    awaited[1] = (0..<steps[0].count).contains { place in
      overall.latest(after: moments[place], zone) >= tomorrow && limit(of: 1, after: moments[place]) >= tomorrow
    }
  }

  private func findRuns(_ step: Int, _ possible: Int) {
    let own = steps[step]
    for place in own.base..<own.base + own.count {
      var last = step
      if !isStrict, step + 1 < possible, position(of: moments[place], in: step + 1) != nil {
        last = endOfRun(from: step, at: moments[place], possible)
      }
      runs[place] = Int32(truncatingIfNeeded: last)
    }
  }

  private func endOfRun(from step: Int, at moment: Int64, _ possible: Int) -> Int {
    var last = step
    var matching = EventMatching()
    while last < possible, let position = position(of: moment, in: last),
      matching.add(candidates(last, position, atMost: possible))
    {
      last += 1
    }
    return last - 1
  }

  /// A step with as many events as steps can always take one that no other took, so more need not be looked at.
  private func candidates(_ step: Int, _ position: Int, atMost limit: Int) -> [UInt64]? {
    let identities = events[step].identities
    guard identities.count > 0 else { return nil }
    let place = steps[step].base + position + step
    let first = Int(firstEvents[place])
    return (first..<min(Int(firstEvents[place + 1]), first + limit)).map { identities[$0] }
  }

  private func position(of moment: Int64, in step: Int) -> Int? {
    let position = firstPosition(after: moment - 1, in: step)
    return position < steps[step].count && moments[steps[step].base + position] == moment ? position : nil
  }

  @inline(__always)
  private func firstPosition(after moment: Int64, in step: Int) -> Int {
    let own = moments + steps[step].base
    var low = 0
    var high = steps[step].count
    while low < high {
      let middle = (low + high) / 2
      if own[middle] <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: The chain

  /// The latest moment of a step that follows one at `moment`.
  @inline(__always)
  func limit(of step: Int, after moment: Int64) -> Int64 {
    within[step].latest(after: moment, zone)
  }

  /// Takes the earliest of the chains that end at `target`; false where there is none.
  private func findChain(to target: Int) -> Bool {
    for step in (0...target).reversed() { findEarliest(step, target) }
    let first = steps[0]
    for position in 0..<first.count {
      let deadline = min(overall.latest(after: moments[first.base + position], zone), Self.never - 1)
      guard earliest[2 * first.base + first.count + position] <= deadline else { continue }
      follow(position, to: target, by: deadline)
      return true
    }
    return false
  }

  private func findEarliest(_ step: Int, _ target: Int) {
    let own = steps[step]
    let tree = earliest + 2 * own.base
    for position in 0..<own.count {
      let moment = moments[own.base + position]
      let last = min(Int(runs[own.base + position]), target)
      var end = last == target ? moment : Self.never
      if last < target {
        for runEnd in step...last { end = min(end, earliestEnd(runEnd + 1, after: moment)) }
      }
      tree[own.count + position] = end
    }
    var node = own.count - 1
    while node > 0 {
      tree[node] = min(tree[2 * node], tree[2 * node + 1])
      node -= 1
    }
  }

  /// The earliest end of a chain that goes on with a run from `step` after `moment`.
  private func earliestEnd(_ step: Int, after moment: Int64) -> Int64 {
    let tree = earliest + 2 * steps[step].base
    let count = steps[step].count
    var low = firstPosition(after: moment, in: step) + count
    let limit = limit(of: step, after: moment)
    var high = (limit == Self.never ? count : firstPosition(after: limit, in: step)) + count
    var least = Self.never
    while low < high {
      if low & 1 == 1 {
        least = min(least, tree[low])
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        least = min(least, tree[high])
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
      let place = steps[step].base + position
      let moment = moments[place]
      var last = min(Int(runs[place]), target)
      // The next event at the same second is the earliest there can be, so long runs come first.
      while last < target, last > step, earliestEnd(last + 1, after: moment) > deadline { last -= 1 }
      for _ in step...last {
        chainStamps[depth] = moment
        depth += 1
      }
      if last == target { return }
      step = last + 1
      position = firstPosition(after: moment, in: step)
      let tree = earliest + 2 * steps[step].base
      let count = steps[step].count
      while position < count - 1, tree[count + position] > deadline { position += 1 }
    }
  }

  // MARK: What may still come

  /// Follows the chains that no bound has closed by tomorrow.
  private func findAwaited(_ possible: Int) {
    let last = steps[possible - 1]
    isReached.update(repeating: false, count: last.base + last.count)
    for step in 0..<possible {
      reach(step)
      guard step + 1 < events.count else { return }
      let own = steps[step]
      for place in own.base..<own.base + own.count
      where isReached[place] && limit(of: step + 1, after: moments[place]) >= tomorrow {
        awaited[step + 1] = true
        break
      }
    }
  }

  /// Marks the moments that open chains to the step before reach, with those of their runs.
  private func reach(_ step: Int) {
    let own = steps[step]
    var before = 0
    var latest = Int64.min
    for place in own.base..<own.base + own.count {
      let moment = moments[place]
      if step == 0 {
        latest = overall.latest(after: moment, zone) < tomorrow ? .min : Self.never
      } else {
        let earlier = steps[step - 1]
        while before < earlier.count, moments[earlier.base + before] < moment {
          if isReached[earlier.base + before] {
            latest = max(latest, limit(of: step, after: moments[earlier.base + before]))
          }
          before += 1
        }
      }
      guard latest >= moment else { continue }
      isReached[place] = true
      let end = Int(runs[place])
      guard end > step else { continue }
      for other in step + 1...end {
        if let position = position(of: moment, in: other) { isReached[steps[other].base + position] = true }
      }
    }
  }
}
