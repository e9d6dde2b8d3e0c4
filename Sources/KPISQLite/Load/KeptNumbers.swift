import KPIEngine

extension NumberRun {
  /// Nil where the numbers, one vector behind the other, do not rise by one from each to the next.
  init?(_ vectors: [IntegerVector]) {
    guard let first = vectors.first(where: { $0.count > 0 })?[0] else { return nil }
    var count = 0
    for vector in vectors {
      var isRun = true
      vector.forEach { index, number in isRun = isRun && number == first &+ Int64(count &+ index) }
      guard isRun else { return nil }
      count += vector.count
    }
    // A null, which is the least number, is where the run would be beyond the greatest.
    self.init(first: first, count: count)
  }
}

extension Integers {
  /// The numbers in the narrowest width, behind the null row.
  init(_ numbers: IntegerVector) {
    if numbers.isWide {
      self = .bits64(
        Buffer(count: numbers.count + 1) { target in
          target[0] = .min
          numbers.forEach { index, number in target[index + 1] = number }
        })
    } else {
      self = .bits32(
        Buffer(count: numbers.count + 1) { target in
          target[0] = .min
          numbers.forEach { index, number in
            target[index + 1] = number == .min ? .min : Int32(truncatingIfNeeded: number)
          }
        })
    }
  }
}

extension NearNumbers {
  /// Nil where so kept they would take no less than in the narrowest width of all, and where one is null.
  init?(_ numbers: IntegerVector) {
    guard let (least, reach) = Self.blocks(of: numbers) else { return nil }
    let isWide = numbers.isWide
    guard reach <= (isWide ? UInt64(UInt32.max) : UInt64(UInt16.max)) else { return nil }
    func above<Width: FixedWidthInteger & BitwiseCopyable & Sendable>() -> Buffer<Width> {
      Buffer(count: numbers.count + 1) { target in
        target[0] = 0
        numbers.forEach { index, number in
          let slot = index + 1
          target[slot] = Width(truncatingIfNeeded: number &- least[Self.block(ofSlot: slot)])
        }
      }
    }
    let codes: Codes =
      reach <= UInt64(UInt8.max) ? .bits8(above()) : reach <= UInt64(UInt16.max) ? .bits16(above()) : .bits32(above())
    self.init(least: Buffer(least), above: codes)
  }

  /// The least number of every block, and how far another of its block lies above it at most.
  ///
  /// Nil where there are few, whose blocks would take more than they spare, and where one is null.
  private static func blocks(of numbers: IntegerVector) -> (least: [Int64], reach: UInt64)? {
    let count = blockCount(slots: numbers.count + 1)
    guard count > 1 else { return nil }
    var least = [Int64](repeating: .max, count: count)
    var greatest = [Int64](repeating: .min, count: count)
    var hasNull = false
    numbers.forEach { index, number in
      let block = block(ofSlot: index + 1)
      hasNull = hasNull || number == .min
      least[block] = min(least[block], number)
      greatest[block] = max(greatest[block], number)
    }
    guard !hasNull else { return nil }
    // The difference of two numbers of 64 bits is one of 64 bits without a sign.
    let reach = zip(least, greatest).reduce(UInt64(0)) { max($0, UInt64(bitPattern: $1.1 &- $1.0)) }
    return (least, reach)
  }
}
