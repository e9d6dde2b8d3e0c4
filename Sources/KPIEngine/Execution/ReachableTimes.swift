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
    let within = StepLimit(within)
    let overall = overall.map { StepLimit($0) }
    let stamps = events.stamps.base
    let count = first.count
    // SAFETY: the range of a subject is of places of `stamps`.
    first.withUnsafeMutableBufferPointer { first in
      last.withUnsafeMutableBufferPointer { last in
        deadlines.withUnsafeMutableBufferPointer { deadlines in
          for subject in 0..<count {
            let range = events.range(of: subject)
            let own = UnsafeBufferPointer(start: stamps + range.lowerBound, count: range.count)
            guard own.count > 0 else {
              (first[subject], last[subject]) = (.max, .min)
              continue
            }
            if let overall { deadlines[subject] = overall.latest(afterAny: own, zone) }
            first[subject] = own[0]
            last[subject] = min(deadlines[subject], within.latest(afterAny: own, zone))
          }
        }
      }
    }
  }
}

/// Reachable times by row of the subjects' entity, in four bytes each: one look-up turns away most of the rows that no
/// chain reaches, and those of whoever does not count.
///
/// Times are numbered coarsely, by a function that never descends; so what lies in a subject's times lies in its window.
struct ReachWindows {
  /// The first number in the lower half, how many more in the upper.
  private let windows: Buffer<UInt32>
  private let begin: Int64
  private let end: Int64
  private let shift: Int64
  private static let greatest: Int64 = 0xFFFE
  /// Begins behind every number.
  private static let none: UInt32 = 0xFFFF

  /// - Parameters:
  ///   - rows: by subject its row.
  ///   - instants: where most events lie, so that the numbers tell those apart.
  init(_ reachable: ReachableTimes, _ rows: [Int32], rowCount: Int, instants: Range<Int64>) {
    (begin, end) = (instants.lowerBound, instants.upperBound)
    var shift: Int64 = 0
    while (end - begin) >> shift > Self.greatest { shift += 1 }
    self.shift = shift
    let (begin, end) = (begin, end)
    windows = Buffer(count: rowCount + 1) { windows in
      windows.initialize(repeating: Self.none)
      for (subject, row) in rows.enumerated() {
        let (first, last) = (reachable.first[subject], reachable.last[subject])
        guard first <= last else { continue }
        let lowest = Self.number(first, begin, end, shift)
        let highest = Self.number(last, begin, end, shift)
        windows[Int(row)] = UInt32(lowest) | UInt32(highest - lowest) << 16
      }
    }
  }

  @inline(__always)
  private static func number(_ instant: Int64, _ begin: Int64, _ end: Int64, _ shift: Int64) -> UInt16 {
    UInt16(truncatingIfNeeded: min((min(max(instant, begin), end) - begin) >> shift, greatest))
  }

  /// The places of a block whose owners' windows hold its instants; `chosen` has room for all.
  @inline(__always)
  func choose(
    _ count: Int, _ owners: UnsafePointer<Int32>, _ instants: UnsafePointer<Int64>,
    _ chosen: UnsafeMutablePointer<Int32>
  ) -> Int {
    // SAFETY: owners are rows of the subjects' entity, or 0.
    let windows = windows.base
    let (begin, end, shift) = (begin, end, shift)
    var known = 0
    for index in 0..<count {
      let window = windows[Int(owners[index])]
      let ahead = Self.number(instants[index], begin, end, shift) &- UInt16(truncatingIfNeeded: window)
      chosen[known] = Int32(truncatingIfNeeded: index)
      known += ahead <= UInt16(truncatingIfNeeded: window >> 16) ? 1 : 0
    }
    return known
  }
}
