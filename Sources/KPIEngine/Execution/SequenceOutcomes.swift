/// How far each subject's chain got.
///
/// Whoever asks a table later who is behind a number is told from these.
final class SequenceDepths: @unchecked Sendable {
  // SAFETY: a subject's places are written by the one thread that solves it, before anybody reads.
  /// By subject, how many steps its chain has.
  fileprivate let depths: UnsafeMutablePointer<Int32>
  /// By subject, whether it waits for the step behind its chain; whether its chain can still become another.
  fileprivate let isWaiting: UnsafeMutablePointer<Bool>
  fileprivate let isOpen: UnsafeMutablePointer<Bool>

  fileprivate init(subjectCount: Int) {
    depths = .allocate(capacity: subjectCount + 1)
    isWaiting = .allocate(capacity: subjectCount + 1)
    isOpen = .allocate(capacity: subjectCount + 1)
  }

  deinit {
    depths.deallocate()
    isWaiting.deallocate()
    isOpen.deallocate()
  }

  /// The rows of those of some subjects who reach a step, or who wait for it.
  func rows(_ members: SequenceMembers, at step: Int, waiting: Bool) -> [Int32] {
    members.subjects.compactMap { subject in
      let depth = Int(depths[Int(subject)])
      let isMeant = waiting ? depth == step && isWaiting[Int(subject)] : depth > step
      return isMeant ? members.rows[Int(subject)] : nil
    }
  }
}

/// Some of the subjects of a plan.
struct SequenceMembers: Sendable {
  /// In ascending order.
  let subjects: ArraySlice<Int32>
  /// By subject its row number.
  let rows: [Int32]
}

/// How far each subject's chain got and how long it took, written by many threads, each its own subjects.
final class SequenceOutcomes: @unchecked Sendable {
  // SAFETY: a subject's places are written by the one thread that solves it, before anybody reads.
  private let subjectCount: Int
  private let stepCount: Int
  private let reached: SequenceDepths
  /// By step, by subject: the milliseconds from the chain's first event.
  private let lengths: UnsafeMutablePointer<Int64>

  init(subjectCount: Int, stepCount: Int) {
    self.subjectCount = subjectCount
    self.stepCount = stepCount
    reached = SequenceDepths(subjectCount: subjectCount)
    lengths = .allocate(capacity: subjectCount * stepCount + 1)
  }

  deinit { lengths.deallocate() }

  func take(_ solver: SequenceSolver, of subject: Int) {
    let depth = solver.depth
    reached.depths[subject] = Int32(truncatingIfNeeded: depth)
    if depth > 1 {
      for step in 1..<depth {
        lengths[step * subjectCount + subject] = solver.chainStamps[step] - solver.chainStamps[0]
      }
    }
    let isUnfinished = depth > 0 && depth < stepCount && solver.isAnyAwaited
    reached.isWaiting[subject] = isUnfinished && solver.awaited[depth]
    reached.isOpen[subject] = false
    guard isUnfinished else { return }
    for step in 0...depth where solver.awaited[step] { reached.isOpen[subject] = true }
  }

  /// The steps' numbers over some subjects.
  func steps(of members: SequenceMembers) -> [SequenceTable.Step] {
    // How far the least of those got whose chain can still become another.
    var leastOpen: Int?
    // By step, how many got no further, and how many of those wait.
    var ended = [Int](repeating: 0, count: stepCount + 1)
    var waiting = ended
    for subject in members.subjects {
      let subject = Int(subject)
      let depth = Int(reached.depths[subject])
      ended[depth] += 1
      if reached.isWaiting[subject] { waiting[depth] += 1 }
      if reached.isOpen[subject] { leastOpen = min(leastOpen ?? depth, depth) }
    }
    var count = members.subjects.count
    // Who reaches a step has reached the one before.
    var left = members.subjects
    return (0..<stepCount).map { step in
      count -= ended[step]
      var result = SequenceTable.Step()
      result.subjects = count
      result.waiting = waiting[step]
      func reach(waiting: Bool) -> SequenceTable.Reach {
        SequenceTable.Reach(depths: reached, members: members, step: step, isWaiting: waiting)
      }
      result.reaching = reach(waiting: false)
      if waiting[step] > 0 { result.waitingFor = reach(waiting: true) }
      result.medianSeconds = medianLength(step, &left, count).map { $0 / 1_000 }
      result.isOpen = leastOpen.map { $0 <= step } ?? false
      result.isMedianOpen = step > 0 && leastOpen != nil
      return result
    }
  }

  /// Half of those who reach a step, of whom there are `count`, took at most so long.
  ///
  /// - Parameter left: those who may reach it; then those who do.
  private func medianLength(_ step: Int, _ left: inout ArraySlice<Int32>, _ count: Int) -> Double? {
    guard count > 0 else { return nil }
    // The first step is where the clock starts.
    guard step > 0 else { return 0 }
    // SAFETY: as many places are written as subjects are deeper than the step, which have been counted.
    let depths = reached.depths
    let lengths = lengths + step * subjectCount
    var own: [Int64] = []
    let still = [Int32](unsafeUninitializedCapacity: count) { still, written in
      own = [Int64](unsafeUninitializedCapacity: count) { own, ownWritten in
        var place = 0
        for subject in left where Int(depths[Int(subject)]) > step {
          still[place] = subject
          own[place] = lengths[Int(subject)]
          place += 1
        }
        (written, ownWritten) = (place, place)
      }
    }
    left = still[...]
    return Self.median(&own)
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
