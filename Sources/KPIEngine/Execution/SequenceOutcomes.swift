/// Events of one step as they are read, in no order of subjects.
struct GatheredEvents {
  private var subjects: [Int32] = []
  private var stamps: [Int64] = []
  private var identities: [UInt64] = []

  /// Adds the events of a block whose subjects have a place.
  ///
  /// - Parameters:
  ///   - places: by row of the subjects' entity; −1 for those that do not count.
  ///   - source: what sets these rows apart from other streams'; nil where no event needs a name.
  mutating func add(
    _ rows: Rows, _ owners: UnsafePointer<Int32>, _ times: UnsafePointer<Int64>,
    _ places: UnsafeBufferPointer<Int32>, source: UInt64?, _ zone: ZoneTable
  ) {
    for index in 0..<rows.count {
      let place = places[Int(owners[index])]
      guard place >= 0 else { continue }
      subjects.append(place)
      stamps.append(zone.instant(of: times[index]))
      if let source { identities.append(source << 32 | UInt64(UInt32(bitPattern: rows.base[index]))) }
    }
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
    let leastOpen = subjects.lazy.filter { self.isOpen[$0] }.map { self.depths[$0] }.min()
    return (0..<stepCount).map { step in
      var result = SequenceTable.Step()
      let there = subjects.filter { depths[$0] > step }
      result.subjects = there.count
      result.rows = there.map { rows[$0] }
      result.waitingRows = subjects.filter { depths[$0] == step && isWaiting[$0] }.map { rows[$0] }
      result.waiting = result.waitingRows.count
      var own = there.map { lengths[step * subjectCount + $0] }
      result.medianSeconds = Self.median(&own).map { $0 / 1_000 }
      result.isOpen = leastOpen.map { $0 <= step } ?? false
      result.isMedianOpen = step > 0 && leastOpen != nil
      return result
    }
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
