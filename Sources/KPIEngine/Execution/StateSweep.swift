/// A state's number in as many bits as the states need.
protocol StateCode: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {}
extension UInt8: StateCode {}
extension UInt32: StateCode {}

/// Every subject's state, as of the changes read so far, and how many are in each at the end of some dates.
final class StateSweep<Code: StateCode> {
  private static var notCounted: Int32 { .max }

  // By subject. SAFETY: rows and links are at most the subjects' last row, for which there is room.
  private let states: UnsafeMutablePointer<Code>
  /// The first date at whose end the subject is there.
  private let begins: UnsafeMutablePointer<Int32>
  /// The date in whose days the subject last changed.
  private let touched: UnsafeMutablePointer<Int32>
  /// Who changed since the date before, with the state then.
  private var moved: [(subject: Int32, before: Code)] = []
  /// By state, its place among those seen; −1 for others.
  private var places: [Int32]
  /// The states that somebody was in when it was counted, by place.
  private(set) var seen: [Int] = []
  /// By place, how many are in the state now.
  private var counts: [Int] = []
  /// By date, by place; a state that is seen later has no cell.
  private(set) var dates: [[AsOfTable.Cell]] = []

  init(subjectCount: Int, stateCount: Int) {
    states = .allocate(capacity: subjectCount)
    begins = .allocate(capacity: subjectCount)
    touched = .allocate(capacity: subjectCount)
    states.initialize(repeating: 0, count: subjectCount)
    begins.initialize(repeating: Self.notCounted, count: subjectCount)
    touched.initialize(repeating: -1, count: subjectCount)
    places = Array(repeating: -1, count: stateCount)
  }

  deinit {
    states.deallocate()
    begins.deallocate()
    touched.deallocate()
  }

  /// Subjects that are there from a date on, in their present states.
  func begin(_ rows: Rows, _ present: UnsafePointer<UInt32>, at date: Int) {
    for index in 0..<rows.count {
      let subject = Int(rows.base[index])
      begins[subject] = Int32(truncatingIfNeeded: date)
      states[subject] = Code(truncatingIfNeeded: present[index])
    }
  }

  /// The states that changes came from, the last change first: what stays is what the earliest came from.
  func takeBack(_ subjects: UnsafePointer<Int32>, _ from: UnsafePointer<UInt32>, count: Int) {
    for index in (0..<count).reversed() { states[Int(subjects[index])] = Code(truncatingIfNeeded: from[index]) }
  }

  /// The states that changes led to before anybody is counted.
  func settle(_ subjects: UnsafePointer<Int32>, _ to: UnsafePointer<UInt32>, count: Int) {
    for index in 0..<count { states[Int(subjects[index])] = Code(truncatingIfNeeded: to[index]) }
  }

  /// The states that changes led to, in the days up to a date.
  func change(_ subjects: UnsafePointer<Int32>, _ to: UnsafePointer<UInt32>, count: Int, at date: Int) {
    let now = Int32(truncatingIfNeeded: date)
    // Nobody, subject 0, begins at no date, so that what he becomes is never counted.
    for index in 0..<count {
      let subject = Int(subjects[index])
      if begins[subject] < now, touched[subject] != now {
        touched[subject] = now
        moved.append((subjects[index], states[subject]))
      }
      states[subject] = Code(truncatingIfNeeded: to[index])
    }
  }

  /// Counts the states at the end of the next date, with those who begin at it.
  func count(_ begun: [Int32]) {
    var cells = [AsOfTable.Cell](repeating: .init(), count: seen.count)
    func place(of state: Code) -> Int {
      if places[Int(state)] >= 0 { return Int(places[Int(state)]) }
      places[Int(state)] = Int32(truncatingIfNeeded: seen.count)
      seen.append(Int(state))
      counts.append(0)
      cells.append(.init())
      return seen.count - 1
    }
    for (subject, before) in moved where before != states[Int(subject)] {
      let (left, arrived) = (place(of: before), place(of: states[Int(subject)]))
      counts[left] -= 1
      counts[arrived] += 1
      cells[left].left += 1
      cells[arrived].arrived += 1
    }
    for subject in begun {
      let state = place(of: states[Int(subject)])
      counts[state] += 1
      cells[state].arrived += 1
    }
    moved.removeAll(keepingCapacity: true)
    for place in cells.indices { cells[place].subjects = max(counts[place], 0) }
    dates.append(cells)
  }
}
