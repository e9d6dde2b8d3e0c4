/// Numbers kept one by one, with their slots, for what needs all of them: quantiles and deviations.
struct CollectedNumbers {
  private let kind: NumberVector.Kind
  /// Of exact numbers, and of times.
  private var exact: [(slot: Int32, number: Int64)] = []
  private var real: [(slot: Int32, number: Double)] = []

  init(_ kind: NumberVector.Kind) { self.kind = kind }

  mutating func add(_ number: Int64, to slot: Int32) {
    if number != nullNumber { exact.append((slot, number)) }
  }

  mutating func add(_ number: Double, to slot: Int32) {
    if !number.isNaN { real.append((slot, number)) }
  }

  /// Adds those of another, each in the slot that its own becomes.
  mutating func append(_ other: CollectedNumbers, _ slot: (Int32) -> Int32) {
    exact += other.exact.map { (slot($0.slot), $0.number) }
    real += other.real.map { (slot($0.slot), $0.number) }
  }

  /// The number of each of the first `count` slots.
  func numbers(_ function: Aggregate.Function, _ count: Int) -> NumberVector {
    switch function {
    case .quantile(let fraction): quantiles(fraction, count)
    case .deviation: .real(reals(count, shifted: true, Self.deviation))
    default: .real([Double](repeating: .nan, count: count))
    }
  }

  /// Exact where the numbers are and their decimals suffice.
  private func quantiles(_ fraction: Double, _ count: Int) -> NumberVector {
    guard let quantile = ExactQuantile(fraction, of: kind) else {
      return .real(reals(count, shifted: false) { Self.quantile($0, fraction) })
    }
    var result = NumberVector(
      kind: .exact(scale: quantile.scale), exact: [Int64](repeating: nullNumber, count: count))
    result.leastScale = 0
    Self.forEachSlot(exact) { slot, numbers in
      let value = quantile.value(of: numbers)
      result.exact[slot] = quantile.fitting(value)
      if result.exact[slot] == nullNumber { result.beyond[slot] = quantile.wide(value) }
    }
    return result
  }

  /// - Parameter shifted: exact numbers are taken from the least of their slot on, so that no digit of theirs is lost.
  private func reals(_ count: Int, shifted: Bool, _ body: (ArraySlice<Double>) -> Double) -> [Double] {
    var result = [Double](repeating: .nan, count: count)
    Self.forEachSlot(real) { slot, numbers in result[slot] = body(numbers) }
    let divisor: Double = if case .exact(let scale) = kind { Double(powersOfTen[scale]) } else { 1 }
    Self.forEachSlot(exact) { slot, numbers in
      let least = numbers.first ?? 0
      // From the least to another is below 2^64.
      result[slot] = body(
        ArraySlice(
          shifted
            ? numbers.map { Double(UInt64(bitPattern: $0 &- least)) / divisor } : numbers.map { Double($0) / divisor }))
    }
    return result
  }

  /// Calls `body` with the numbers of each slot that has any, ascending.
  private static func forEachSlot<Number: Comparable & BitwiseCopyable>(
    _ collected: [(slot: Int32, number: Number)],
    sortedBy sort: (UnsafeMutableBufferPointer<Number>, UnsafeMutableBufferPointer<Number>) -> Void,
    _ body: (Int, ArraySlice<Number>) -> Void
  ) {
    guard let last = collected.max(by: { $0.slot < $1.slot })?.slot else { return }
    var starts = [Int](repeating: 0, count: Int(last) + 2)
    let numbers = starts.withUnsafeMutableBufferPointer { starts in
      collected.withUnsafeBufferPointer { collected in
        // SAFETY: as many numbers are placed in each slot's part as have been counted for it, one after the other.
        for entry in collected { starts[Int(entry.slot) + 1] += 1 }
        for slot in 1..<starts.count { starts[slot] += starts[slot - 1] }
        return [Number](unsafeUninitializedCapacity: collected.count) { numbers, written in
          for entry in collected {
            numbers.initializeElement(at: starts[Int(entry.slot)], to: entry.number)
            starts[Int(entry.slot)] += 1
          }
          written = collected.count
          // Now each slot has its part's end, where the next one's begins.
          let room = UnsafeMutableBufferPointer<Number>.allocate(capacity: collected.count)
          defer { room.deallocate() }
          var start = 0
          for end in starts.dropLast() where start < end {
            sort(UnsafeMutableBufferPointer(rebasing: numbers[start..<end]), room)
            start = end
          }
        }
      }
    }
    var start = 0
    for (slot, end) in starts.dropLast().enumerated() where start < end {
      body(slot, numbers[start..<end])
      start = end
    }
  }

  private static func forEachSlot(
    _ collected: [(slot: Int32, number: Int64)], _ body: (Int, ArraySlice<Int64>) -> Void
  ) {
    forEachSlot(collected, sortedBy: DigitSort.sort, body)
  }

  private static func forEachSlot(
    _ collected: [(slot: Int32, number: Double)], _ body: (Int, ArraySlice<Double>) -> Void
  ) {
    forEachSlot(collected, sortedBy: DigitSort.sort, body)
  }

  /// Of ascending numbers, with linear interpolation between the closest ranks (as PERCENTILE_CONT in SQL).
  static func quantile(_ numbers: ArraySlice<Double>, _ fraction: Double) -> Double {
    guard let last = numbers.indices.last else { return .nan }
    let rank = fraction * Double(numbers.count - 1)
    let low = numbers.startIndex + Int(rank)
    let part = rank - rank.rounded(.down)
    return part == 0 || low == last ? numbers[low] : numbers[low] + (numbers[low + 1] - numbers[low]) * part
  }

  private static func deviation(_ numbers: ArraySlice<Double>) -> Double {
    guard numbers.count > 1 else { return .nan }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(numbers.count - 1)).squareRoot()
  }
}

/// A quantile of exact numbers, itself exact: between two ranks lie as many decimals as the fraction has.
struct ExactQuantile {
  /// The most decimals that it may need.
  let scale: Int
  /// The fraction is `part ÷ whole`.
  private let part: Int128
  private let whole: Int128

  /// Nil where the numbers are floating, or the quantile may need more than eight decimals.
  init?(_ fraction: Double, of kind: NumberVector.Kind) {
    guard case .exact(let scale) = kind, scale <= 8 else { return nil }
    for decimals in 0...(8 - scale) {
      let whole = powersOfTen[decimals]
      let part = (fraction * Double(whole)).rounded()
      guard part / Double(whole) == fraction, let exact = Int64(exactly: part) else { continue }
      (self.scale, self.part, self.whole) = (scale + decimals, Int128(exact), Int128(whole))
      return
    }
    return nil
  }

  /// Of ascending numbers, at least one, in the quantile's scale.
  func value(of numbers: ArraySlice<Int64>) -> Int128 {
    let (low, rest) = (Int128(numbers.count - 1) * part).quotientAndRemainder(dividingBy: whole)
    let index = numbers.startIndex + Int(low)
    let lower = Int128(numbers[index])
    return rest == 0 ? lower * whole : lower * whole + (Int128(numbers[index + 1]) - lower) * rest
  }

  /// In 64 bits; null where they do not hold it.
  func fitting(_ value: Int128) -> Int64 { Int64(exactly: value) ?? nullNumber }

  /// A value that 64 bits do not hold in the quantile's scale: with fewer decimals where it has no more.
  func wide(_ value: Int128) -> Value {
    var (value, scale) = (value, scale)
    while scale > 0, value % 10 == 0 { (value, scale) = (value / 10, scale - 1) }
    guard let exact = Int64(exactly: value) else {
      return .real(Double(value) / Double(powersOfTen[scale]))
    }
    return scale == 0 ? .integer(exact) : .decimal(exact, scale: scale)
  }
}
