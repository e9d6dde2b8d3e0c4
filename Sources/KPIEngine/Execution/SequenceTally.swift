/// What the chains of subjects come to, for each group of theirs and for all.
struct SequenceTally {
  private let depths: SequenceDepths
  private let groups: SequenceGroups
  private let stepCount: Int
  /// By group, by number of steps: how many chains have as many, of those whose subjects do not wait for the next and of
  /// those who do.
  private var ended: [Int32]
  /// By group, how far the least of those got whose chain can still become another; `none` for no one.
  private var leastOpen: [Int32]
  private static let none = Int32.max
  private(set) var steps: (groups: [[SequenceTable.Step]], total: [SequenceTable.Step])

  private var width: Int { 2 * (stepCount + 1) }

  init(_ depths: SequenceDepths, _ groups: SequenceGroups, stepCount: Int) {
    (self.depths, self.groups, self.stepCount) = (depths, groups, stepCount)
    let width = 2 * (stepCount + 1)
    ended = [Int32](repeating: 0, count: groups.count * width)
    leastOpen = [Int32](repeating: Self.none, count: groups.count)
    steps = ([], [])
    let marks = depths.marks
    // SAFETY: numbers of groups are below their count, depths at most that of the steps.
    ended.withUnsafeMutableBufferPointer { ended in
      leastOpen.withUnsafeMutableBufferPointer { leastOpen in
        groups.numbers.withUnsafeBufferPointer { numbers in
          for subject in 0..<depths.count {
            let (mark, number) = (marks[subject], Int(numbers[subject]))
            let depth = SequenceDepths.depth(mark)
            ended[number * width + 2 * depth + (SequenceDepths.isWaiting(mark) ? 1 : 0)] += 1
            if SequenceDepths.isOpen(mark) {
              leastOpen[number] = min(leastOpen[number], Int32(truncatingIfNeeded: depth))
            }
          }
        }
      }
    }
    count()
  }

  /// The steps' numbers but the medians.
  private mutating func count() {
    steps.groups = (0..<groups.count).map { group in
      let own = ended[group * width..<(group + 1) * width].map { Int($0) }
      return steps(of: group, ended: own, leastOpen: leastOpen[group])
    }
    var all = [Int](repeating: 0, count: width)
    for (place, count) in ended.enumerated() { all[place % width] += Int(count) }
    steps.total = steps(of: nil, ended: all, leastOpen: leastOpen.min() ?? Self.none)
  }

  /// - Parameter group: nil for all.
  private func steps(of group: Int?, ended: [Int], leastOpen: Int32) -> [SequenceTable.Step] {
    var count = ended.reduce(0, +)
    return (0..<stepCount).map { step in
      // Who does not reach it has taken fewer steps.
      count -= ended[2 * step] + ended[2 * step + 1]
      var result = SequenceTable.Step()
      result.subjects = count
      result.waiting = ended[2 * step + 1]
      func reach(waiting: Bool) -> SequenceTable.Reach {
        SequenceTable.Reach(depths: depths, groups: groups, group: group, step: step, isWaiting: waiting)
      }
      result.reaching = reach(waiting: false)
      if result.waiting > 0 { result.waitingFor = reach(waiting: true) }
      if step == 0, count > 0 { result.medianSeconds = 0 }
      result.isOpen = leastOpen <= step
      result.isMedianOpen = step > 0 && leastOpen != Self.none
      return result
    }
  }

  /// Adds the medians of a step.
  ///
  /// - Parameter parts: the subjects that reach it, and the milliseconds that it took them, in no order.
  mutating func take(_ parts: [(subjects: [Int32], lengths: [Int64])], to step: Int) {
    // Each is put behind those of its group, whose end that is when all are there.
    var ends: [Int] = []
    var count = 0
    for own in steps.groups {
      ends.append(count)
      count += own[step].subjects
    }
    // SAFETY: of every group as many subjects come as its count says, each of which has a mark that is at least as deep.
    let lengths = [Int64](unsafeUninitializedCapacity: count) { placed, written in
      ends.withUnsafeMutableBufferPointer { ends in
        groups.numbers.withUnsafeBufferPointer { numbers in
          for part in parts {
            for (subject, length) in zip(part.subjects, part.lengths) {
              let number = Int(numbers[Int(subject)])
              placed[ends[number]] = length
              ends[number] += 1
            }
          }
        }
      }
      written = count
    }
    lengths.withUnsafeBufferPointer { lengths in
      var start = 0
      for (group, end) in ends.enumerated() {
        steps.groups[group][step].medianSeconds = Self.median(UnsafeBufferPointer(rebasing: lengths[start..<end]))
        start = end
      }
      steps.total[step].medianSeconds = Self.median(lengths)
    }
  }

  /// In seconds; half of the milliseconds are at most as many.
  private static func median(_ numbers: UnsafeBufferPointer<Int64>) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let (lower, upper) = numbers.atPlaces((numbers.count - 1) / 2, numbers.count / 2)
    return (lower == upper ? Double(upper) : (Double(lower) + Double(upper)) / 2) / 1_000
  }
}
