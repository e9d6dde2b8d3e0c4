/// The chains of many subjects, step by step: for most the earliest event of every step in turn is what the search finds,
/// and nothing needs to be known of their events but the times.
///
/// A block of subjects takes one step before the next: so whoever has nothing in reach, which nobody foretells, is left
/// behind without a branch. Subjects that may need the search are told.
final class FirstChains {
  /// A step's events in memory that somebody else keeps.
  struct KeptEvents {
    let stamps: UnsafePointer<Int64>
    let count: Int
    private let offsets: UnsafePointer<Int32>
    private let places: UnsafePointer<Int32>?

    init(_ events: SequenceEvents) {
      (stamps, offsets, places) = (events.stamps.base, events.offsets.base, events.places?.base)
      count = events.stamps.count
    }

    /// Where a subject's stamps are.
    @inline(__always)
    func range(of subject: Int) -> Range<Int> {
      // SAFETY: a subject's place is below that of the last offset, and offsets ascend.
      let place = places.map { Int($0[subject]) } ?? subject
      return Range(uncheckedBounds: (Int(offsets[place]), Int(offsets[place + 1])))
    }
  }

  /// A limit that no calendar decides.
  private struct Stretch {
    private let length: Int64
    private let isEndless: Bool

    init?(_ limit: StepLimit) {
      switch limit {
      case .never: (length, isEndless) = (0, true)
      case .length(let length): (self.length, isEndless) = (length, false)
      case .calendar: return nil
      }
    }

    @inline(__always)
    func latest(after moment: Int64) -> Int64 { isEndless ? .max : moment + length }
  }

  /// A subject that has come to the step at hand.
  private struct Going {
    var subject: Int32
    /// Whether of every step so far one event alone is in reach.
    var isSingle: Bool
    /// Whether any step so far may still be taken with an event after today.
    var isAwaited: Bool
    let start: Int64
    /// When it took the last step.
    var moment: Int64
    /// The events of the last step that some chain may reach: the first and the last.
    var first: Int64
    var last: Int64
    /// When all must be over: of the chain from the first event of all, and of any chain.
    let deadline: Int64
    let lastDeadline: Int64
  }

  /// Events of the step at hand that may be in reach of one who is going.
  private struct Near {
    let index: Int32
    let low: Int32
    let high: Int32
    let latest: Int64
  }

  static let most = 512

  private let events: [KeptEvents]
  private let within: [Stretch]
  private let overall: Stretch
  private let isStrict: Bool
  private let hasIdentities: Bool
  private let tomorrow: Int64
  private let marks: UnsafeMutablePointer<Int32>
  // SAFETY: as many places as a block has subjects, of `reached` and `lengths` for each step.
  private let going: UnsafeMutablePointer<Going>
  private let near: UnsafeMutablePointer<Near>
  private let left: UnsafeMutablePointer<Int32>
  private let reached: UnsafeMutablePointer<Int32>
  private let lengths: UnsafeMutablePointer<Int64>
  /// Stands for the events of a step that has none.
  private let nothing: UnsafeMutablePointer<Int64>
  private var leftCount = 0

  /// Nil where a calendar decides a limit: then a later event may have an earlier one.
  ///
  /// - Parameter marks: by subject, for `SequenceDepths`.
  init?(
    _ events: [SequenceEvents], within: [TimeShift?], overall: TimeShift?, isStrict: Bool, tomorrow: Int64,
    marks: UnsafeMutablePointer<Int32>
  ) {
    guard let overall = Stretch(StepLimit(overall)) else { return nil }
    var stretches: [Stretch] = []
    for limit in within {
      guard let stretch = Stretch(StepLimit(limit)) else { return nil }
      stretches.append(stretch)
    }
    self.events = events.map(KeptEvents.init)
    (self.within, self.overall) = (stretches, overall)
    hasIdentities = events.contains { $0.identities.count > 0 }
    (self.isStrict, self.tomorrow, self.marks) = (isStrict, tomorrow, marks)
    (going, near, left) = (
      .allocate(capacity: Self.most), .allocate(capacity: Self.most), .allocate(capacity: Self.most)
    )
    reached = .allocate(capacity: Self.most * max(events.count, 1))
    lengths = .allocate(capacity: Self.most * max(events.count, 1))
    nothing = .allocate(capacity: 1)
    nothing.initialize(to: 0)
  }

  deinit {
    going.deallocate()
    near.deallocate()
    left.deallocate()
    reached.deallocate()
    lengths.deallocate()
    nothing.deallocate()
  }

  /// Takes the chains of at most `most` subjects; the marks and the lengths of those whom `search` is called for are its.
  func take(_ subjects: Range<Int>, into steps: inout ReachedSteps, search: (Int, inout ReachedSteps) -> Void) {
    leftCount = 0
    var count = enter(subjects)
    var ends: [Int] = [count]
    for step in 1..<max(events.count, 1) {
      count = count > 0 ? advance(to: step, count) : 0
      ends.append(count)
    }
    // Nothing else can become of a whole chain.
    for index in 0..<count { marks[Int(going[index].subject)] = Int32(truncatingIfNeeded: events.count) }
    for position in 0..<leftCount { marks[Int(left[position])] = SequenceDepths.isUnknown }
    for step in 1..<max(events.count, 1) where ends[step] > 0 {
      let (reached, lengths) = (reached + step * Self.most, lengths + step * Self.most)
      steps.append(
        reached, lengths, count: leftCount > 0 ? forgetLeft(reached, lengths, ends[step]) : ends[step], to: step)
    }
    for position in 0..<leftCount { search(Int(left[position]), &steps) }
  }

  /// Those who have a first step take it.
  private func enter(_ subjects: Range<Int>) -> Int {
    guard let own = events.first, own.count > 0 else {
      for subject in subjects { marks[subject] = 0 }
      return 0
    }
    let (going, marks, stamps) = (going, marks, own.stamps)
    var count = 0
    for subject in subjects {
      let range = own.range(of: subject)
      let isEmpty = range.isEmpty
      let first = stamps[isEmpty ? 0 : range.lowerBound]
      let last = stamps[isEmpty ? 0 : range.upperBound - 1]
      // No branch: the place is overwritten unless the subject moves past it.
      going[count] = Going(
        subject: Int32(truncatingIfNeeded: subject), isSingle: range.count == 1, isAwaited: false, start: first,
        moment: first, first: first, last: last, deadline: overall.latest(after: first),
        lastDeadline: overall.latest(after: last))
      marks[subject] = 0
      count += isEmpty ? 0 : 1
    }
    return count
  }

  /// Those who are going take a step: whoever has nothing in reach of it ends before it.
  private func advance(to step: Int, _ count: Int) -> Int {
    let (own, limit, tomorrow) = (events[step], within[step], tomorrow)
    let stamps = own.count > 0 ? own.stamps : UnsafePointer(nothing)
    let (going, near, left, marks) = (going, near, left, marks)
    var (nearCount, leftCount) = (0, leftCount)
    for index in 0..<count {
      let one = going[index]
      let range = own.range(of: Int(one.subject))
      let isEmpty = range.isEmpty
      let latest = min(one.lastDeadline, limit.latest(after: one.last))
      // The last event of the step before can be waited for the longest.
      let isWaiting = latest >= tomorrow
      marks[Int(one.subject)] = SequenceDepths.mark(depth: step, isWaiting, isOpen: isWaiting || one.isAwaited)
      let first = stamps[isEmpty ? 0 : range.lowerBound]
      let last = stamps[isEmpty ? 0 : range.upperBound - 1]
      // Not `&&`, which is a branch.
      let isNear = (isEmpty ? 0 : 1) & (first <= latest ? 1 : 0) & (last >= one.first ? 1 : 0)
      near[nearCount] = Near(
        index: Int32(truncatingIfNeeded: index), low: Int32(truncatingIfNeeded: range.lowerBound),
        high: Int32(truncatingIfNeeded: range.upperBound), latest: latest)
      left[leftCount] = one.subject
      nearCount += isNear
      leftCount += (1 - isNear) & unclear(one, before: step)
    }
    let (reached, lengths) = (reached + step * Self.most, lengths + step * Self.most)
    var kept = 0
    for position in 0..<nearCount {
      let at = near[position]
      var one = going[Int(at.index)]
      var (low, high) = (Int(at.low), Int(at.high))
      while low < high, stamps[low] < one.first { low += 1 }
      while low < high, stamps[high - 1] > at.latest { high -= 1 }
      guard low < high else {
        left[leftCount] = one.subject
        leftCount += unclear(one, before: step)
        continue
      }
      var next = low
      while next < high, isStrict ? stamps[next] <= one.moment : stamps[next] < one.moment { next += 1 }
      // At one moment two steps may have to share an event.
      guard next < high, stamps[next] > one.moment || !hasIdentities,
        stamps[next] <= min(limit.latest(after: one.moment), one.deadline)
      else {
        left[leftCount] = one.subject
        leftCount += 1
        continue
      }
      one.moment = stamps[next]
      (one.first, one.last) = (stamps[low], stamps[high - 1])
      one.isSingle = one.isSingle && high - low == 1
      one.isAwaited = one.isAwaited || at.latest >= tomorrow
      reached[kept] = one.subject
      lengths[kept] = one.moment - one.start
      going[kept] = one
      kept += 1
    }
    self.leftCount = leftCount
    return kept
  }

  /// 1 where the search must tell what a chain that ends before a step waits for: where it can go on, and not all its
  /// steps had one event to choose.
  @inline(__always)
  private func unclear(_ one: Going, before step: Int) -> Int {
    (step > 1 ? 1 : 0) & (one.isSingle ? 0 : 1) & (one.lastDeadline >= tomorrow ? 1 : 0)
  }

  /// Takes those out who are left to the search.
  private func forgetLeft(
    _ reached: UnsafeMutablePointer<Int32>, _ lengths: UnsafeMutablePointer<Int64>, _ count: Int
  ) -> Int {
    var kept = 0
    for index in 0..<count {
      (reached[kept], lengths[kept]) = (reached[index], lengths[index])
      kept += marks[Int(reached[index])] == SequenceDepths.isUnknown ? 0 : 1
    }
    return kept
  }
}
