/// A state's number in as many bits as the states need.
protocol StateCode: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {
  /// How a fact keeps them.
  static func kept(_ states: Buffer<Self>) -> Codes
  /// Those of a fact; nil where it has others.
  static func states(of kept: Codes) -> Buffer<Self>?
}

extension UInt8: StateCode {
  static func kept(_ states: Buffer<UInt8>) -> Codes { .bits8(states) }
  static func states(of kept: Codes) -> Buffer<UInt8>? { if case .bits8(let states) = kept { states } else { nil } }
}

extension UInt32: StateCode {
  static func kept(_ states: Buffer<UInt32>) -> Codes { .bits32(states) }
  static func states(of kept: Codes) -> Buffer<UInt32>? { if case .bits32(let states) = kept { states } else { nil } }
}

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

  /// - Parameter beginning: every subject's state before the first changes that are read.
  init(_ beginning: Buffer<Code>, stateCount: Int) {
    let subjectCount = beginning.count
    states = .allocate(capacity: subjectCount)
    begins = .allocate(capacity: subjectCount)
    touched = .allocate(capacity: subjectCount)
    states.initialize(from: beginning.base, count: subjectCount)
    begins.initialize(repeating: Self.notCounted, count: subjectCount)
    touched.initialize(repeating: -1, count: subjectCount)
    places = Array(repeating: -1, count: stateCount)
  }

  deinit {
    states.deallocate()
    begins.deallocate()
    touched.deallocate()
  }

  /// Subjects that are there from a date on.
  func begin(_ rows: Rows, at date: Int) {
    for index in 0..<rows.count { begins[Int(rows.base[index])] = Int32(truncatingIfNeeded: date) }
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
    func move(_ left: Int, from state: Code, _ arrived: Int, to other: Code) {
      let (from, to) = (place(of: state), place(of: other))
      counts[from] -= left
      counts[to] += arrived
      cells[from].left += left
      cells[to].arrived += arrived
    }
    if moved.count > places.count {
      let (left, arrived) = tallyMoves()
      for state in places.indices where left[state] + arrived[state] > 0 {
        move(Int(left[state]), from: Code(state), Int(arrived[state]), to: Code(state))
      }
    } else {
      for (subject, before) in moved where before != states[Int(subject)] {
        move(1, from: before, 1, to: states[Int(subject)])
      }
    }
    func begin(_ count: Int, in state: Code) {
      let place = place(of: state)
      counts[place] += count
      cells[place].arrived += count
    }
    if begun.count > places.count {
      for (state, count) in tally(begun).enumerated() where count > 0 { begin(Int(count), in: Code(state)) }
    } else {
      for subject in begun { begin(1, in: states[Int(subject)]) }
    }
    moved.removeAll(keepingCapacity: true)
    for place in cells.indices { cells[place].subjects = max(counts[place], 0) }
    dates.append(cells)
  }

  /// By state, how many of those who changed have left it, and have arrived in it; not those who came back to theirs.
  private func tallyMoves() -> (left: [Int32], arrived: [Int32]) {
    var left = [Int32](repeating: 0, count: places.count)
    var arrived = left
    left.withUnsafeMutableBufferPointer { left in
      arrived.withUnsafeMutableBufferPointer { arrived in
        // SAFETY: a state is below the number of states.
        for (subject, before) in moved {
          let now = states[Int(subject)]
          let isElsewhere: Int32 = before == now ? 0 : 1
          left[Int(before)] += isElsewhere
          arrived[Int(now)] += isElsewhere
        }
      }
    }
    return (left, arrived)
  }

  /// How many of some subjects are in each state.
  private func tally(_ subjects: [Int32]) -> [Int32] {
    // Neighbours are counted side by side, so that none waits for the one before it in the same state.
    let stateCount = places.count
    var counts = [Int32](repeating: 0, count: 2 * stateCount)
    subjects.withUnsafeBufferPointer { subjects in
      counts.withUnsafeMutableBufferPointer { counts in
        var index = 0
        while index + 1 < subjects.count {
          counts[Int(states[Int(subjects[index])])] += 1
          counts[stateCount + Int(states[Int(subjects[index + 1])])] += 1
          index += 2
        }
        if index < subjects.count { counts[Int(states[Int(subjects[index])])] += 1 }
      }
    }
    return (0..<stateCount).map { counts[$0] + counts[stateCount + $0] }
  }
}
