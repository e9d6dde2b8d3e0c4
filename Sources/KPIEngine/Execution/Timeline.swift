/// What each subject's rows before a moment come to: an aggregate of every beginning of his rows in order of time.
struct Timeline: Sendable {
  /// The rows of subject s are at starts[s] ..< starts[s + 1] of `stamps`.
  private let starts: [Int]
  private let stamps: [Int64]
  /// Of subject s from starts[s] + s on: over nothing, over his first row, over his first two, ….
  let numbers: NumberVector
  /// The places in `numbers` that 64 bits do not hold.
  private let overflowed: Set<Int>

  fileprivate init(starts: [Int], stamps: [Int64], numbers: NumberVector, overflowed: Set<Int>) {
    self.starts = starts
    self.stamps = stamps
    self.numbers = numbers
    self.overflowed = overflowed
  }

  var byteCount: Int { (starts.count + stamps.count + numbers.exact.count + numbers.real.count) * 8 }

  /// The place in `numbers` of what a subject's rows strictly before a moment come to; of nothing for no moment.
  func place(of subject: Int, before stamp: Int64, _ clock: UnitClock) -> Int {
    let first = starts[subject]
    var low = first
    var high = starts[subject + 1]
    while low < high {
      let middle = (low + high) / 2
      if stamps[middle] < stamp { low = middle + 1 } else { high = middle }
    }
    let place = (stamp == nullNumber ? first : low) + subject
    if !overflowed.isEmpty, overflowed.contains(place) { clock.overflowed = true }
    return place
  }
}

/// Gathers rows with their subjects and times, and makes a timeline of them.
struct TimelineBuilder {
  private let function: Aggregate.Function
  private let kind: NumberVector.Kind
  private var subjects: [Int32] = []
  private var stamps: [Int64] = []
  private var exact: [Int64] = []
  private var real: [Double] = []

  private let times = Scratch<Int64>()
  private let numbers = Scratch<Int64>()
  private let reals = Scratch<Double>()
  private let things = Scratch<UInt32>()

  init(_ function: Aggregate.Function, kind: NumberVector.Kind) {
    self.function = function
    self.kind = kind
  }

  /// Adds a block of rows; those of nobody, and those without a time, belong to no timeline.
  mutating func add(_ rows: Rows, _ owners: UnsafePointer<Int32>, _ time: Fill<Int64>, _ payload: Accumulator.Payload) {
    time(rows, times.base)
    switch payload {
    case .none: numbers.base.update(repeating: 1, count: rows.count)
    case .exact(let fill): fill(rows, numbers.base)
    case .real(let fill): fill(rows, reals.base)
    case .things(let fill):
      fill(rows, things.base)
      for index in 0..<rows.count {
        numbers.base[index] = things.base[index] == 0 ? nullNumber : Int64(things.base[index])
      }
    }
    for index in 0..<rows.count where owners[index] != 0 && times.base[index] != nullNumber {
      subjects.append(owners[index])
      stamps.append(times.base[index])
      if case .real = payload { real.append(reals.base[index]) } else { exact.append(numbers.base[index]) }
    }
  }

  /// - Parameter subjectCount: the rows of the subjects' entity and nobody.
  func timeline(subjectCount: Int) -> Timeline {
    // Rows of one moment stay in the order that they came in.
    let order = stamps.indices.sorted { lhs, rhs in
      if subjects[lhs] != subjects[rhs] { return subjects[lhs] < subjects[rhs] }
      return stamps[lhs] != stamps[rhs] ? stamps[lhs] < stamps[rhs] : lhs < rhs
    }
    var starts = [Int](repeating: 0, count: subjectCount + 1)
    for subject in subjects { starts[Int(subject) + 1] += 1 }
    for subject in 0..<subjectCount { starts[subject + 1] += starts[subject] }
    var results = RunningResults(function, kind: kind)
    var overflowed: Set<Int> = []
    for subject in 0..<subjectCount {
      var running = RunningAggregate(function, kind: kind)
      results.append(running)
      for position in starts[subject]..<starts[subject + 1] {
        let row = order[position]
        if kind == .real { running.add(real: real[row]) } else { running.add(exact: exact[row]) }
        if running.isOverflow { overflowed.insert(results.count) }
        results.append(running)
      }
    }
    return Timeline(starts: starts, stamps: order.map { stamps[$0] }, numbers: results.numbers, overflowed: overflowed)
  }
}

/// The results of running aggregates, as one list.
private struct RunningResults {
  private(set) var numbers: NumberVector

  init(_ function: Aggregate.Function, kind: NumberVector.Kind) {
    switch function {
    case .count, .distinct: numbers = .exact([])
    case .sum, .minimum, .maximum, .first, .last: numbers = NumberVector(kind: kind)
    case .quantile(let fraction):
      numbers = ExactQuantile(fraction, of: kind).map { .exact([], scale: $0.scale) } ?? .real([])
    case .average, .deviation, .allotted: numbers = .real([])
    }
  }

  var count: Int { numbers.kind == .real ? numbers.real.count : numbers.exact.count }

  mutating func append(_ running: RunningAggregate) {
    if numbers.kind == .real { numbers.real.append(running.real) } else { numbers.exact.append(running.exact) }
  }
}

/// An aggregate of the rows so far, one row at a time.
private struct RunningAggregate {
  private let function: Aggregate.Function
  private let kind: NumberVector.Kind
  private var rowCount: Int64 = 0
  /// Rows whose number is not null.
  private var count = 0
  private var sum: Int128 = 0
  private var realSum = 0.0
  private var compensation = 0.0
  private var kept = nullNumber
  private var keptReal = Double.nan
  private var seen: Set<Int64> = []
  /// Ascending, for quantiles: floating, or exact where the quantile is.
  private var sorted: [Double] = []
  private var sortedExact: [Int64] = []
  private let quantile: ExactQuantile?
  /// What deviations of exact numbers are reckoned from, so that no digit of theirs is lost.
  private var base: Int64?
  /// Mean and sum of squared distances from it, as they grow (Welford 1962).
  private var mean = 0.0
  private var squares = 0.0

  init(_ function: Aggregate.Function, kind: NumberVector.Kind) {
    self.function = function
    self.kind = kind
    quantile = if case .quantile(let fraction) = function { ExactQuantile(fraction, of: kind) } else { nil }
  }

  var isOverflow: Bool {
    if quantile != nil { return !sortedExact.isEmpty && exact == nullNumber }
    guard function == .sum else { return false }
    return kind == .real ? !(realSum + compensation).isFinite : Int64(exactly: sum) ?? nullNumber == nullNumber
  }

  mutating func add(exact number: Int64) {
    rowCount += 1
    if function == .last || function == .first && rowCount == 1 { kept = number }
    guard number != nullNumber else { return }
    count += 1
    switch function {
    case .sum, .average: sum += Int128(number)
    case .minimum: kept = count == 1 ? number : min(kept, number)
    case .maximum: kept = count == 1 ? number : max(kept, number)
    case .distinct: seen.insert(number)
    case .quantile where quantile != nil: Self.insert(number, into: &sortedExact)
    case .quantile: Self.insert(Double(number) / divisor, into: &sorted)
    case .deviation:
      base = base ?? number
      spread(Double(Int128(number) - Int128(base ?? 0)) / divisor)
    case .count, .first, .last, .allotted: break
    }
  }

  mutating func add(real number: Double) {
    rowCount += 1
    if function == .last || function == .first && rowCount == 1 { keptReal = number }
    guard !number.isNaN else { return }
    count += 1
    switch function {
    case .sum, .average:
      let total = realSum + number
      compensation += abs(realSum) >= abs(number) ? (realSum - total) + number : (number - total) + realSum
      realSum = total
    case .minimum: keptReal = count == 1 ? number : min(keptReal, number)
    case .maximum: keptReal = count == 1 ? number : max(keptReal, number)
    case .quantile: Self.insert(number, into: &sorted)
    case .deviation: spread(number)
    case .count, .distinct, .first, .last, .allotted: break
    }
  }

  private mutating func spread(_ number: Double) {
    let distance = number - mean
    mean += distance / Double(count)
    squares += distance * (number - mean)
  }

  private static func insert<Number: Comparable>(_ number: Number, into sorted: inout [Number]) {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < number { low = middle + 1 } else { high = middle }
    }
    sorted.insert(number, at: low)
  }

  private var divisor: Double { if case .exact(let scale) = kind { Double(powersOfTen[scale]) } else { 1 } }

  /// The result where it is exact or a time.
  var exact: Int64 {
    switch function {
    case .count: rowCount
    case .distinct: Int64(seen.count)
    case .sum: Int64(exactly: sum) ?? nullNumber
    case .quantile:
      quantile.flatMap { sortedExact.isEmpty ? nil : $0.fitting($0.value(of: sortedExact[...])) } ?? nullNumber
    default: kept
    }
  }

  /// The result where it is floating.
  var real: Double {
    switch function {
    case .sum: realSum + compensation
    case .average:
      if count == 0 {
        .nan
      } else if case .exact(let scale) = kind {
        quotient(sum, Int128(powersOfTen[scale]) * Int128(count))
      } else {
        (realSum + compensation) / Double(count)
      }
    case .quantile(let fraction): CollectedNumbers.quantile(sorted[...], fraction)
    case .deviation: count > 1 ? (squares / Double(count - 1)).squareRoot() : .nan
    default: keptReal
    }
  }
}
