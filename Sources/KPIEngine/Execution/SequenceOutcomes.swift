/// When a step's events of each subject can be part of a chain: not before the first of the step before, not after the
/// latest that may follow any of it.
///
/// What lies outside is reached by no chain, and closes and opens none.
struct ReachableTimes {
  /// By subject, both included; a subject without an event of the step before has none.
  private(set) var first: [Int64]
  private(set) var last: [Int64]
  /// By subject, when the latest of its chains must be over.
  private var deadlines: [Int64]

  /// Every time, for the first step.
  init(subjectCount: Int) {
    first = [Int64](repeating: .min, count: subjectCount)
    last = [Int64](repeating: .max, count: subjectCount)
    deadlines = last
  }

  /// The times of the step behind one whose events are known.
  ///
  /// - Parameters:
  ///   - within: how long after an event of the step before.
  ///   - overall: how long after the first step; given behind that one.
  mutating func advance(behind events: SequenceEvents, within: TimeShift?, overall: TimeShift?, _ zone: ZoneTable) {
    for subject in first.indices {
      let own = Int(events.offsets.base[subject])..<Int(events.offsets.base[subject + 1])
      guard !own.isEmpty else {
        (first[subject], last[subject]) = (.max, .min)
        continue
      }
      // Limits of months need not ascend with the moments, where these clamp.
      func latest(_ shift: TimeShift) -> Int64 {
        own.reduce(Int64.min) { max($0, shift.adding(to: events.stamps.base[$1], in: zone)) }
      }
      if let overall { deadlines[subject] = latest(overall) }
      first[subject] = events.stamps.base[own.lowerBound]
      last[subject] = min(deadlines[subject], within.map(latest) ?? .max)
    }
  }
}

/// Events of one step as they are read, in no order of subjects.
struct GatheredEvents {
  private var subjects: [Int32] = []
  private var stamps: [Int64] = []
  private var identities: [UInt64] = []
  private let chosen = Scratch<Int32>()
  private let instants = Scratch<Int64>()
  private let names = Scratch<UInt64>()

  /// Adds the events of a block whose subjects have a place, and which lie in those subjects' times.
  ///
  /// - Parameters:
  ///   - places: by row of the subjects' entity; −1 for those that do not count.
  ///   - source: what sets these rows apart from other streams'; nil where no event needs a name.
  mutating func add(
    _ rows: Rows, _ owners: UnsafePointer<Int32>, _ times: UnsafePointer<Int64>,
    _ places: UnsafeBufferPointer<Int32>, _ reachable: ReachableTimes, source: UInt64?, _ zone: ZoneTable
  ) {
    // SAFETY: a block has no more rows than a scratch has places, a link leads to a row of the subjects' entity, and a
    // place is that of a subject.
    guard let places = places.baseAddress else { return }
    let (chosen, instants, names) = (chosen.base, instants.base, names.base)
    var known = 0
    for index in 0..<rows.count {
      chosen[known] = Int32(truncatingIfNeeded: index)
      known += places[Int(owners[index])] >= 0 ? 1 : 0
    }
    let quiet = QuietTimes(zone)
    var count = 0
    reachable.first.withUnsafeBufferPointer { first in
      reachable.last.withUnsafeBufferPointer { last in
        for position in 0..<known {
          let index = Int(chosen[position])
          let place = Int(places[Int(owners[index])])
          let instant = quiet.instant(of: times[index])
          chosen[count] = Int32(truncatingIfNeeded: place)
          instants[count] = instant
          names[count] = UInt64(UInt32(bitPattern: rows.base[index]))
          count += instant >= first[place] && instant <= last[place] ? 1 : 0
        }
      }
    }
    subjects.append(contentsOf: UnsafeBufferPointer(start: chosen, count: count))
    stamps.append(contentsOf: UnsafeBufferPointer(start: instants, count: count))
    guard let source else { return }
    for position in 0..<count { names[position] |= source << 32 }
    identities.append(contentsOf: UnsafeBufferPointer(start: names, count: count))
  }

  /// Adds those of a part of the rows that comes behind.
  mutating func append(_ other: GatheredEvents) {
    subjects += other.subjects
    stamps += other.stamps
    identities += other.identities
  }

  /// The events of each subject, of `count`, in order of time.
  func bySubject(count: Int) -> SequenceEvents {
    var starts = [Int32](repeating: 0, count: count + 1)
    for subject in subjects { starts[Int(subject) + 1] += 1 }
    for subject in 0..<count { starts[subject + 1] += starts[subject] }
    let hasIdentities = !identities.isEmpty
    var names = identities
    let ordered = Buffer<Int64>(count: stamps.count) { ordered in
      var next = starts
      for event in subjects.indices {
        let place = Int(next[Int(subjects[event])])
        next[Int(subjects[event])] += 1
        ordered[place] = stamps[event]
        if hasIdentities { names[place] = identities[event] }
      }
      for subject in 0..<count {
        let own = Int(starts[subject])..<Int(starts[subject + 1])
        // One stream's events mostly come in order, unless clocks went back over a midnight.
        guard own.count > 1, own.dropFirst().contains(where: { ordered[$0 - 1] > ordered[$0] }) else { continue }
        let sorted = own.sorted { ordered[$0] != ordered[$1] ? ordered[$0] < ordered[$1] : $0 < $1 }
        let (times, ids) = (sorted.map { ordered[$0] }, hasIdentities ? sorted.map { names[$0] } : [])
        for (offset, place) in own.enumerated() {
          ordered[place] = times[offset]
          if hasIdentities { names[place] = ids[offset] }
        }
      }
    }
    return SequenceEvents(offsets: Buffer(starts), stamps: ordered, identities: Buffer(names))
  }
}

/// How far each subject's chain got and how long it took, written by many threads, each its own subjects.
final class SequenceOutcomes: @unchecked Sendable {
  // SAFETY: a subject's places are written by the one thread that solves it, before anybody reads.
  private let subjectCount: Int
  private let stepCount: Int
  /// By subject, how many steps its chain has.
  private let depths: UnsafeMutablePointer<Int32>
  /// By subject, whether it waits for the step behind its chain; whether its chain can still become another.
  private let isWaiting: UnsafeMutablePointer<Bool>
  private let isOpen: UnsafeMutablePointer<Bool>
  /// By step, by subject: the milliseconds from the chain's first event.
  private let lengths: UnsafeMutablePointer<Int64>

  init(subjectCount: Int, stepCount: Int) {
    self.subjectCount = subjectCount
    self.stepCount = stepCount
    depths = .allocate(capacity: subjectCount + 1)
    isWaiting = .allocate(capacity: subjectCount + 1)
    isOpen = .allocate(capacity: subjectCount + 1)
    lengths = .allocate(capacity: subjectCount * stepCount + 1)
  }

  deinit {
    depths.deallocate()
    isWaiting.deallocate()
    isOpen.deallocate()
    lengths.deallocate()
  }

  func take(_ solver: SequenceSolver, of subject: Int) {
    let depth = solver.depth
    depths[subject] = Int32(truncatingIfNeeded: depth)
    for step in 0..<depth {
      lengths[step * subjectCount + subject] = solver.chainStamps[step] - solver.chainStamps[0]
    }
    let isUnfinished = depth > 0 && depth < stepCount
    isWaiting[subject] = isUnfinished && solver.awaited[depth]
    isOpen[subject] = false
    guard isUnfinished else { return }
    for step in 0...depth where solver.awaited[step] { isOpen[subject] = true }
  }

  /// The steps' numbers over some subjects.
  ///
  /// - Parameter rows: by subject its row number.
  func steps(of subjects: [Int], _ rows: [Int32]) -> [SequenceTable.Step] {
    // How far the least of those got whose chain can still become another.
    var leastOpen: Int?
    // By step, how many got no further, and how many of those wait.
    var ended = [Int](repeating: 0, count: stepCount + 1)
    var waiting = ended
    for subject in subjects {
      let depth = Int(depths[subject])
      ended[depth] += 1
      if isWaiting[subject] { waiting[depth] += 1 }
      if isOpen[subject] { leastOpen = min(leastOpen ?? depth, depth) }
    }
    var reached = subjects.count
    return (0..<stepCount).map { step in
      reached -= ended[step]
      var result = SequenceTable.Step()
      result.subjects = reached
      result.waiting = waiting[step]
      var own: [Int64]
      (result.rows, own) = self.reached(step, subjects, rows, reached)
      if waiting[step] > 0 {
        result.waitingRows = subjects.filter { Int(depths[$0]) == step && isWaiting[$0] }.map { rows[$0] }
      }
      result.medianSeconds = Self.median(&own).map { $0 / 1_000 }
      result.isOpen = leastOpen.map { $0 <= step } ?? false
      result.isMedianOpen = step > 0 && leastOpen != nil
      return result
    }
  }

  /// The rows of the subjects that reach a step, of whom there are `count`, and how long each took.
  private func reached(_ step: Int, _ subjects: [Int], _ rows: [Int32], _ count: Int) -> ([Int32], [Int64]) {
    // SAFETY: as many places are written as subjects are deeper than the step, which have been counted.
    var own: [Int64] = []
    let lengths = lengths + step * subjectCount
    let reached = [Int32](unsafeUninitializedCapacity: count) { reached, written in
      own = [Int64](unsafeUninitializedCapacity: count) { own, ownWritten in
        var place = 0
        for subject in subjects where Int(depths[subject]) > step {
          reached[place] = rows[subject]
          own[place] = lengths[subject]
          place += 1
        }
        (written, ownWritten) = (place, place)
      }
    }
    return (reached, own)
  }

  private static func median(_ numbers: inout [Int64]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let middle = numbers.count / 2
    let upper = numbers.withUnsafeMutableBufferPointer { $0.select(middle) }
    if numbers.count % 2 == 1 { return Double(upper) }
    // Those before the middle are not greater, in whatever order.
    let lower = numbers[..<middle].max() ?? upper
    return (Double(lower) + Double(upper)) / 2
  }
}

extension UnsafeMutableBufferPointer<Int64> {
  /// The number that would stand at a place in order; the others are moved before and behind it.
  ///
  /// Source: C. A. R. Hoare, "Algorithm 65: Find" (1961), the pivot the middle of three.
  func select(_ place: Int) -> Int64 {
    var (low, high) = (0, count - 1)
    while low < high {
      let (first, second, third) = (self[low], self[(low + high) / 2], self[high])
      let pivot = Swift.max(Swift.min(first, second), Swift.min(Swift.max(first, second), third))
      var (left, right) = (low, high)
      while left <= right {
        while self[left] < pivot { left += 1 }
        while self[right] > pivot { right -= 1 }
        guard left <= right else { break }
        swapAt(left, right)
        (left, right) = (left + 1, right - 1)
      }
      if place <= right { high = right } else if place >= left { low = left } else { break }
    }
    return self[place]
  }
}
