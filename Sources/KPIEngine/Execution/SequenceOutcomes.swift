import Synchronization

/// How far each subject's chain got.
///
/// Whoever asks a table later who is behind a number is told from these.
final class SequenceDepths: @unchecked Sendable {
  // SAFETY: a subject's place is written by the one thread that solves it, before anybody reads.
  /// By subject, how many steps its chain has, and in the bits above what may still become of it.
  let marks: UnsafeMutablePointer<Int32>
  let count: Int

  private static let isWaiting: Int32 = 1 << 30
  private static let isOpen: Int32 = 1 << 29
  private static let depth = isOpen - 1
  /// Stands for a mark that is still to come.
  static let isUnknown: Int32 = -1

  init(subjectCount: Int) {
    count = subjectCount
    marks = .allocate(capacity: subjectCount + 1)
  }

  deinit { marks.deallocate() }

  /// - Parameters:
  ///   - isWaiting: whether the chain can still take the next step.
  ///   - isOpen: whether it can still become another; it can where it waits.
  @inline(__always)
  static func mark(depth: Int, _ isWaiting: Bool, isOpen: Bool) -> Int32 {
    Int32(truncatingIfNeeded: depth) | (isWaiting ? Self.isWaiting : 0) | (isOpen ? Self.isOpen : 0)
  }

  @inline(__always)
  static func depth(_ mark: Int32) -> Int { Int(mark & depth) }
  @inline(__always)
  static func isWaiting(_ mark: Int32) -> Bool { mark & isWaiting != 0 }
  @inline(__always)
  static func isOpen(_ mark: Int32) -> Bool { mark & isOpen != 0 }
}

/// Who reached each step and how long it took, as one thread finds it.
struct ReachedSteps {
  /// By step, in one order: the subjects, and the milliseconds from their first steps; none of the first step, where the
  /// clock starts.
  private(set) var subjects: [[Int32]]
  private(set) var lengths: [[Int64]]

  init(stepCount: Int) {
    subjects = Array(repeating: [], count: stepCount)
    lengths = Array(repeating: [], count: stepCount)
  }

  mutating func append(_ subjects: UnsafePointer<Int32>, _ lengths: UnsafePointer<Int64>, count: Int, to step: Int) {
    self.subjects[step].append(contentsOf: UnsafeBufferPointer(start: subjects, count: count))
    self.lengths[step].append(contentsOf: UnsafeBufferPointer(start: lengths, count: count))
  }

  mutating func append(_ subject: Int, after length: Int64, to step: Int) {
    subjects[step].append(Int32(truncatingIfNeeded: subject))
    lengths[step].append(length)
  }
}

/// How far each subject's chain got and how long it took, found by many threads, each its own subjects.
final class SequenceOutcomes: Sendable {
  let depths: SequenceDepths
  private let stepCount: Int
  /// In no order, as which thread finds what does not matter to counts and medians.
  private let parts = Mutex<[ReachedSteps]>([])

  init(subjectCount: Int, stepCount: Int) {
    self.stepCount = stepCount
    depths = SequenceDepths(subjectCount: subjectCount)
  }

  /// Adds what a thread has found.
  func add(_ part: ReachedSteps) { parts.withLock { $0.append(part) } }

  /// The steps' numbers over the subjects of each group, and over all.
  func steps(of groups: SequenceGroups) -> (groups: [[SequenceTable.Step]], total: [SequenceTable.Step]) {
    var tally = SequenceTally(depths, groups, stepCount: stepCount)
    parts.withLock { parts in
      for step in 1..<max(stepCount, 1) {
        tally.take(parts.map { ($0.subjects[step], $0.lengths[step]) }, to: step)
      }
    }
    return tally.steps
  }
}
