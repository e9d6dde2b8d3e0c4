/// Gathers an aggregate's rows into slots, block by block; which function it is is decided once per block.
final class Accumulator {
  /// A payload with its types resolved, for one input.
  enum Payload {
    case none
    case exact(Fill<Int64>)
    case real(Fill<Double>)
    /// Codes of a common domain, for distinct counts.
    case things(Fill<UInt32>)
  }

  let function: Aggregate.Function
  let kind: NumberVector.Kind
  let sets: ThingSets?
  private var capacity = 0
  /// Rows in the slot: what tells whether a group has a row.
  var support: [Int64] = []
  /// Rows whose payload is not null.
  var counts: [Int64] = []
  var exact: [Int64] = []
  var real: [Double] = []
  /// Running compensation of floating sums, and of the first or last row its time.
  var compensation: [Double] = []
  var stamps: [Int64] = []
  /// Payloads with their slots, where all are needed (quantiles, deviation).
  var collected: CollectedNumbers
  /// By slot, how often its sum went round the end of the 64 bits: a sum may pass the end and come back.
  var carries: [Int: Int64] = [:]

  /// Whether a sum does not fit 64 bits, or a floating one passes what is finite; asked when all rows are in.
  ///
  /// The number that stands for null is none of them.
  var overflowed: Bool {
    guard function == .sum || function == .average else { return false }
    if kind == .real { return zip(real, compensation).contains { !($0 + $1).isFinite } }
    return carries.values.contains { $0 != 0 } || exact.contains(nullNumber)
  }

  private let tallies = Scratch<UInt32>()
  private let numbers = Scratch<Int64>()
  private let reals = Scratch<Double>()
  private let things = Scratch<UInt32>()
  private let times = Scratch<Int64>()

  init(_ function: Aggregate.Function, kind: NumberVector.Kind, sets: ThingSets? = nil) {
    self.function = function
    self.kind = kind
    self.sets = sets
    collected = CollectedNumbers(kind)
  }

  /// Whether a slot has a number of its own while rows come in.
  private var keepsNumbers: Bool {
    switch function.course {
    case .folded: function != .count
    case .picked: true
    case .marked, .gathered, .laid: false
    }
  }

  func reserve(_ slots: Int) {
    guard slots > capacity else { return }
    let size = max(slots, min(capacity * 2, 1 << 26))
    func grow<Element>(_ array: inout [Element], _ start: Element) {
      array.append(contentsOf: repeatElement(start, count: size - array.count))
    }
    grow(&support, 0)
    if keepsNumbers {
      grow(&counts, 0)
      grow(&exact, 0)
      if kind == .real {
        grow(&real, 0)
        grow(&compensation, 0)
      }
      grow(&stamps, 0)
    }
    capacity = size
  }

  /// Counts a row in each of the first `count` slots, whose numbers come from elsewhere.
  func supportAll(_ count: Int) { support = [Int64](repeating: 1, count: count) }

  func endUnit(_ unit: Int) { sets?.endUnit(unit, into: &support) }

  /// What is counted once, in the coarser groupings that were counted along.
  var coarserCounts: [[Int64]] { sets?.coarser.map(\.counts) ?? [] }

  /// Numbers of things that were counted elsewhere.
  convenience init(counted things: [Int64]) {
    self.init(.distinct, kind: .exact(scale: 0))
    support = things
  }

  /// What another engine has gathered: how many rows stand behind each slot.
  convenience init(_ function: Aggregate.Function, supporting support: [Int64]) {
    self.init(function, kind: .exact(scale: 0))
    self.support = support
  }

  /// Adds rows to a slot of which only their number counts.
  func add(rows count: Int, to slot: Int) { support[slot] += Int64(count) }

  /// Adds a block of rows to their slots.
  func add(_ rows: Rows, slots: UnsafePointer<Int32>, _ payload: Payload, time: Fill<Int64>?) {
    let count = rows.count
    if case .things(let fill) = payload {
      fill(rows, things.base)
      sets?.insert(things.base, slots: slots, count: count, into: &support)
      return
    }
    let only = SlotTally.only(slots, count)
    if let only {
      support[only] += Int64(count)
    } else {
      support.withUnsafeMutableBufferPointer { SlotTally.add(slots, count, to: $0, tallies.base) }
    }
    if function.course == .gathered { return collect(rows, slots, payload) }
    switch (function, payload) {
    case (.count, _), (.distinct, _): break
    case (.first, _), (.last, _): pick(rows, slots, payload, time)
    case (.sum, .exact(let fill)), (.average, .exact(let fill)):
      fill(rows, numbers.base)
      if let only { addExact(to: only, count) } else { addExact(slots, count) }
    case (.sum, .real(let fill)), (.average, .real(let fill)):
      fill(rows, reals.base)
      addReal(slots, count)
    case (.minimum, .exact(let fill)):
      fill(rows, numbers.base)
      for index in 0..<count where numbers.base[index] != nullNumber {
        keep(Int(slots[index]), numbers.base[index]) { $0 < $1 }
      }
    case (.maximum, .exact(let fill)):
      fill(rows, numbers.base)
      for index in 0..<count where numbers.base[index] != nullNumber {
        keep(Int(slots[index]), numbers.base[index]) { $0 > $1 }
      }
    case (.minimum, .real(let fill)):
      fill(rows, reals.base)
      for index in 0..<count where !reals.base[index].isNaN { keep(Int(slots[index]), reals.base[index]) { $0 < $1 } }
    case (.maximum, .real(let fill)):
      fill(rows, reals.base)
      for index in 0..<count where !reals.base[index].isNaN { keep(Int(slots[index]), reals.base[index]) { $0 > $1 } }
    default: break
    }
  }

  private func addExact(_ slots: UnsafePointer<Int32>, _ count: Int) {
    exact.withUnsafeMutableBufferPointer { sums in
      counts.withUnsafeMutableBufferPointer { counts in
        for index in 0..<count {
          let number = numbers.base[index]
          let isNumber = number != nullNumber
          let slot = Int(slots[index])
          let (sum, overflow) = sums[slot].addingReportingOverflow(isNumber ? number : 0)
          sums[slot] = sum
          counts[slot] += isNumber ? 1 : 0
          if overflow { carry(number, slot) }
        }
      }
    }
  }

  /// Adds the numbers of a block whose rows are all in one slot.
  private func addExact(to slot: Int, _ count: Int) {
    var sum = exact[slot]
    var nulls = 0
    for index in 0..<count {
      let number = numbers.base[index]
      let isNull = number == nullNumber
      nulls += isNull ? 1 : 0
      let (next, overflow) = sum.addingReportingOverflow(isNull ? 0 : number)
      sum = next
      if overflow { carry(number, slot) }
    }
    exact[slot] = sum
    counts[slot] += Int64(count - nulls)
  }

  func addExact(_ number: Int64, to slot: Int) {
    let (sum, overflow) = exact[slot].addingReportingOverflow(number)
    exact[slot] = sum
    if overflow { carry(number, slot) }
  }

  private func carry(_ number: Int64, _ slot: Int) { carries[slot, default: 0] += number > 0 ? 1 : -1 }

  /// Compensated summation, so that the printed digits do not depend on the order of blocks.
  ///
  /// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974).
  private func addReal(_ slots: UnsafePointer<Int32>, _ count: Int) {
    for index in 0..<count where !reals.base[index].isNaN {
      addReal(reals.base[index], to: Int(slots[index]))
      counts[Int(slots[index])] += 1
    }
  }

  func addReal(_ number: Double, to slot: Int) {
    let sum = real[slot]
    let total = sum + number
    compensation[slot] += abs(sum) >= abs(number) ? (sum - total) + number : (number - total) + sum
    real[slot] = total
  }

  @inline(__always)
  private func keep(_ slot: Int, _ number: Int64, _ isBetter: (Int64, Int64) -> Bool) {
    if counts[slot] == 0 || isBetter(number, exact[slot]) { exact[slot] = number }
    counts[slot] += 1
  }

  @inline(__always)
  private func keep(_ slot: Int, _ number: Double, _ isBetter: (Double, Double) -> Bool) {
    if counts[slot] == 0 || isBetter(number, real[slot]) { real[slot] = number }
    counts[slot] += 1
  }

  private func collect(_ rows: Rows, _ slots: UnsafePointer<Int32>, _ payload: Payload) {
    switch payload {
    case .real(let fill):
      fill(rows, reals.base)
      for index in 0..<rows.count { collected.add(reals.base[index], to: slots[index]) }
    case .exact(let fill):
      fill(rows, numbers.base)
      for index in 0..<rows.count { collected.add(numbers.base[index], to: slots[index]) }
    case .none, .things: break
    }
  }

  private func pick(_ rows: Rows, _ slots: UnsafePointer<Int32>, _ payload: Payload, _ time: Fill<Int64>?) {
    if let time { time(rows, times.base) } else { times.base.update(repeating: 0, count: rows.count) }
    switch payload {
    case .exact(let fill): fill(rows, numbers.base)
    case .real(let fill): fill(rows, reals.base)
    case .none, .things: return
    }
    for index in 0..<rows.count {
      let slot = Int(slots[index])
      let isFirst = function == .first
      if counts[slot] == 0 || (isFirst ? times.base[index] < stamps[slot] : times.base[index] >= stamps[slot]) {
        stamps[slot] = times.base[index]
        if kind == .real { real[slot] = reals.base[index] } else { exact[slot] = numbers.base[index] }
      }
      counts[slot] += 1
    }
  }

  // MARK: Growing windows

  /// Takes the rows of the block that was added last out of other slots; -1 is none.
  ///
  /// Counts and exact sums only.
  func takeOut(slots: UnsafePointer<Int32>, count: Int) {
    for index in 0..<count where slots[index] >= 0 {
      let slot = Int(slots[index])
      support[slot] -= 1
      guard function != .count, numbers.base[index] != nullNumber else { continue }
      let (sum, overflow) = exact[slot].subtractingReportingOverflow(numbers.base[index])
      exact[slot] = sum
      counts[slot] -= 1
      if overflow { carries[slot, default: 0] -= numbers.base[index] > 0 ? 1 : -1 }
    }
  }

  /// Adds to every unit's slots what those of the unit before have, from the first on.
  func sumUnits(_ units: Int, groups: Int) {
    reserve(units * groups)
    for slot in groups..<max(groups, units * groups) {
      let before = slot - groups
      support[slot] += support[before]
      switch function {
      case .sum, .average:
        let (sum, overflow) = exact[slot].addingReportingOverflow(exact[before])
        if overflow { carry(exact[before], slot) }
        exact[slot] = sum
        counts[slot] += counts[before]
        if let carried = carries[before] { carries[slot, default: 0] += carried }
      case .minimum, .maximum:
        guard counts[before] > 0 else { continue }
        let isMinimum = function == .minimum
        if kind == .real {
          let isBetter = isMinimum ? real[before] < real[slot] : real[before] > real[slot]
          if counts[slot] == 0 || isBetter { real[slot] = real[before] }
        } else {
          let isBetter = isMinimum ? exact[before] < exact[slot] : exact[before] > exact[slot]
          if counts[slot] == 0 || isBetter { exact[slot] = exact[before] }
        }
        counts[slot] += counts[before]
      default: break
      }
    }
  }

  // MARK: Results

  /// Adds one thing to a slot, with number `index` of a list of the accumulator's own kind.
  func add(_ list: NumberVector, _ index: Int, to slot: Int) {
    reserve(slot + 1)
    support[slot] += 1
    guard !list.isNull(index) else { return }
    switch function {
    case .count, .distinct, .allotted: break
    case .sum, .average:
      if kind == .real {
        addReal(list.real[index], to: slot)
      } else {
        addExact(list.exact[index], to: slot)
      }
      counts[slot] += 1
    case .minimum:
      if kind == .real { keep(slot, list.real[index]) { $0 < $1 } } else { keep(slot, list.exact[index]) { $0 < $1 } }
    case .maximum:
      if kind == .real { keep(slot, list.real[index]) { $0 > $1 } } else { keep(slot, list.exact[index]) { $0 > $1 } }
    default:
      let slot = Int32(truncatingIfNeeded: slot)
      if kind == .real { collected.add(list.real[index], to: slot) } else { collected.add(list.exact[index], to: slot) }
    }
  }

  /// The aggregate's number for each of the first `count` slots.
  func finish(_ count: Int) -> NumberVector {
    reserve(count)
    switch function {
    case .count, .distinct: return .exact(Array(support[0..<count]))
    case .sum:
      return kind == .real
        ? .real((0..<count).map { real[$0] + compensation[$0] })
        : NumberVector(kind: kind, exact: Array(exact[0..<count]))
    case .average:
      let divisor: Int64 = if case .exact(let scale) = kind { powersOfTen[scale] } else { 1 }
      return .real(
        (0..<count).map { slot in
          guard counts[slot] > 0 else { return .nan }
          return kind == .real
            ? (real[slot] + compensation[slot]) / Double(counts[slot])
            : quotient(Int128(exact[slot]), Int128(divisor) * Int128(counts[slot]))
        })
    case .minimum, .maximum, .first, .last:
      return kind == .real
        ? .real((0..<count).map { counts[$0] == 0 ? .nan : real[$0] })
        : NumberVector(kind: kind, exact: (0..<count).map { counts[$0] == 0 ? nullNumber : exact[$0] })
    default: return collected.numbers(function, count)
    }
  }
}
