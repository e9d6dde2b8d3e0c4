/// How far each subject's chain got.
///
/// Whoever asks a table later who is behind a number is told from these.
final class SequenceDepths: @unchecked Sendable {
  // SAFETY: a subject's place is written by the one thread that solves it, before anybody reads.
  /// By subject, how many steps its chain has, and in the bits above what may still become of it.
  fileprivate let marks: UnsafeMutablePointer<Int32>

  fileprivate static let isWaiting: Int32 = 1 << 30
  fileprivate static let isOpen: Int32 = 1 << 29
  fileprivate static let depth = isOpen - 1

  fileprivate init(subjectCount: Int) { marks = .allocate(capacity: subjectCount + 1) }

  deinit { marks.deallocate() }

  /// The rows of those of some subjects who reach a step, or who wait for it.
  func rows(_ members: SequenceMembers, at step: Int, waiting: Bool) -> [Int32] {
    members.subjects.compactMap { subject in
      let mark = marks[Int(subject)]
      let depth = Int(mark & Self.depth)
      let isMeant = waiting ? depth == step && mark & Self.isWaiting != 0 : depth > step
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

/// What the chains of some subjects come to.
struct SequenceTally {
  /// By number of steps, how many chains have as many, and how many of their subjects wait for the next.
  fileprivate var ended: [Int]
  fileprivate var waiting: [Int]
  /// How far the least of those got whose chain can still become another.
  fileprivate var leastOpen: Int?
  /// By step the milliseconds that it took those who reach it, in no order; none of the first, where the clock starts.
  fileprivate var lengths: [[Int64]]

  fileprivate init(stepCount: Int) {
    ended = Array(repeating: 0, count: stepCount + 1)
    waiting = ended
    lengths = Array(repeating: [], count: stepCount)
  }

  /// Counts others' chains too.
  mutating func add(_ other: SequenceTally) {
    for depth in ended.indices {
      ended[depth] += other.ended[depth]
      waiting[depth] += other.waiting[depth]
    }
    leastOpen = [leastOpen, other.leastOpen].compactMap { $0 }.min()
    for step in lengths.indices { lengths[step] += other.lengths[step] }
  }
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

  /// Nobody's.
  var nothing: SequenceTally { SequenceTally(stepCount: stepCount) }

  func take(_ solver: SequenceSolver, of subject: Int) {
    let depth = solver.depth
    var mark = Int32(truncatingIfNeeded: depth)
    if depth > 1 {
      for step in 1..<depth {
        lengths[step * subjectCount + subject] = solver.chainStamps[step] - solver.chainStamps[0]
      }
    }
    if depth > 0, depth < stepCount, solver.isAnyAwaited {
      if solver.awaited[depth] { mark |= SequenceDepths.isWaiting }
      for step in 0...depth where solver.awaited[step] { mark |= SequenceDepths.isOpen }
    }
    reached.marks[subject] = mark
  }

  /// What some subjects' chains come to.
  func tally(of members: SequenceMembers) -> SequenceTally {
    var tally = nothing
    let marks = reached.marks
    // Who reaches a step has reached the one before.
    var left = [Int32](unsafeUninitializedCapacity: members.subjects.count) { left, written in
      tally.ended.withUnsafeMutableBufferPointer { ended in
        var place = 0
        for subject in members.subjects {
          let mark = marks[Int(subject)]
          let depth = Int(mark & SequenceDepths.depth)
          ended[depth] += 1
          // No branch: the place is overwritten unless the subject moves past it.
          left[place] = subject
          place += depth > 1 ? 1 : 0
          guard mark > SequenceDepths.depth else { continue }
          if mark & SequenceDepths.isWaiting != 0 { tally.waiting[depth] += 1 }
          if mark & SequenceDepths.isOpen != 0 { tally.leastOpen = min(tally.leastOpen ?? depth, depth) }
        }
        written = place
      }
    }
    for step in 1..<max(stepCount, 1) {
      let lengths = lengths + step * subjectCount
      tally.lengths[step] = left.map { lengths[Int($0)] }
      guard step + 1 < stepCount else { break }
      left = [Int32](unsafeUninitializedCapacity: left.count) { still, written in
        var place = 0
        for subject in left {
          still[place] = subject
          place += Int(marks[Int(subject)] & SequenceDepths.depth) > step + 1 ? 1 : 0
        }
        written = place
      }
    }
    return tally
  }

  /// The steps' numbers over some subjects, with the chains' lengths brought into another order.
  func steps(of members: SequenceMembers, _ tally: inout SequenceTally) -> [SequenceTable.Step] {
    var count = members.subjects.count
    return (0..<stepCount).map { step in
      count -= tally.ended[step]
      var result = SequenceTable.Step()
      result.subjects = count
      result.waiting = tally.waiting[step]
      func reach(waiting: Bool) -> SequenceTable.Reach {
        SequenceTable.Reach(depths: reached, members: members, step: step, isWaiting: waiting)
      }
      result.reaching = reach(waiting: false)
      if tally.waiting[step] > 0 { result.waitingFor = reach(waiting: true) }
      // The first step is where the clock starts.
      let median = step > 0 ? Self.median(&tally.lengths[step]) : count > 0 ? 0 : nil
      result.medianSeconds = median.map { $0 / 1_000 }
      result.isOpen = tally.leastOpen.map { $0 <= step } ?? false
      result.isMedianOpen = step > 0 && tally.leastOpen != nil
      return result
    }
  }

  /// Half of them are at most so long.
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
