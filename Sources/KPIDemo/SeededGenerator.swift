/// A stream of random numbers that is the same on every machine: SplitMix64, integers only.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
struct SeededGenerator {
  private var state: UInt64

  /// The stream of one subject (a customer, a table): streams of different subjects are independent.
  init(seed: UInt64, subject: UInt64) {
    state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Self.mix(subject &* 0xD134_2543_DE82_EF95 &+ 1)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// 0 ..< bound; 0 where the bound is not positive.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// True so many times in a thousand.
  mutating func chance(_ perThousand: Int) -> Bool { below(1000) < perThousand }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// A skewed count of days: half of them at most 3 × scale ÷ 10, a few over 4 × scale.
  mutating func lag(_ scale: Int) -> Int {
    let tenths = Self.lagTenths[Int(truncatingIfNeeded: next() >> 59)]
    let span = scale * tenths
    return (span + below(span / 2 + 10)) / 10
  }

  private static let lagTenths = [
    0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 11, 13, 16, 20, 27, 40,
  ]

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A choice among things of unequal weight, in constant time: a wheel whose sectors are the things.
struct WeightedChoice {
  private let wheel: [UInt16]

  /// - Parameter weights: at least one, not all of them zero; rounded to 1⁄4096 of their sum, but never to nothing.
  init(_ weights: [Int]) {
    let sum = max(1, weights.reduce(0, +))
    var wheel: [UInt16] = []
    for (index, weight) in weights.enumerated() where weight > 0 {
      wheel += Array(repeating: UInt16(index), count: max(1, weight * 4096 / sum))
    }
    self.wheel = wheel.isEmpty ? [0] : wheel
  }

  /// The index of one of the weights.
  func pick(_ random: inout SeededGenerator) -> Int { Int(wheel[random.below(wheel.count)]) }
}
