extension UnsafeBufferPointer<Int64> {
  /// The number that would stand at a place in order.
  func atPlace(_ place: Int) -> Int64 { atPlaces(place, place).0 }

  /// The numbers that would stand at two places in order, of which the second is the first or the next.
  ///
  /// The numbers are counted by their leading bits, of which only as many are looked at as tell them apart; then only
  /// those are left that share them with what is sought.
  func atPlaces(_ first: Int, _ second: Int) -> (Int64, Int64) {
    precondition(first >= 0 && second - first <= 1 && second < count, "a place among the numbers")
    if count <= 48 {
      let sorted = sorted()
      return (sorted[first], sorted[second])
    }
    var (least, greatest) = (self[0], self[0])
    for number in self { (least, greatest) = (Swift.min(least, number), Swift.max(greatest, number)) }
    if least == greatest { return (least, least) }
    // From the least to another is below 2^64.
    let shift = UInt64(Swift.max(0, 56 - UInt64(bitPattern: greatest &- least).leadingZeroBitCount))
    @inline(__always) func share(of number: Int64) -> Int { Int(UInt64(bitPattern: number &- least) >> shift) }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { counts in
      counts.initialize(repeating: 0)
      for number in self { counts[share(of: number)] += 1 }
      var (own, before) = (0, 0)
      while before + Int(counts[own]) <= first {
        before += Int(counts[own])
        own += 1
      }
      if before + Int(counts[own]) <= second {
        // They lie in two shares, between which there is none.
        var (lower, upper) = (Int64.min, Int64.max)
        for number in self {
          if share(of: number) <= own { lower = Swift.max(lower, number) } else { upper = Swift.min(upper, number) }
        }
        return (lower, upper)
      }
      // One place more: each number is written there, and stays where it is one of these.
      let near = [Int64](unsafeUninitializedCapacity: Int(counts[own]) + 1) { near, written in
        for number in self {
          near[written] = number
          written += share(of: number) == own ? 1 : 0
        }
      }
      return near.withUnsafeBufferPointer { $0.atPlaces(first - before, second - before) }
    }
  }
}
