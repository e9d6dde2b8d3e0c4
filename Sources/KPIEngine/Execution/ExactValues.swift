/// The different numbers of a key, gathered row by row: small ones in a bitmap, others in a set.
struct ExactValues {
  private static let span = 1 << 20
  /// Days before a moment, too, are mostly few.
  private static let least: Int64 = -(1 << 16)
  private var bits = [UInt64](repeating: 0, count: Self.span / 64)
  /// Where the small ones lie: mostly close together.
  private var first = UInt64(Self.span)
  private var last: UInt64 = 0
  private var others: Set<Int64> = []
  /// The last number that was no small one: times of one day follow each other.
  private var latest = nullNumber

  mutating func insert(_ number: Int64) {
    var one = number
    insert(&one, count: 1, times: 1)
  }

  /// Inserts a block's numbers but its nulls, each multiplied by `factor`; false where a product leaves 64 bits.
  @discardableResult
  mutating func insert(_ numbers: UnsafePointer<Int64>, count: Int, times factor: Int64) -> Bool {
    var fits = true
    var (first, last) = (self.first, self.last)
    bits.withUnsafeMutableBufferPointer { bits in
      for index in 0..<count {
        let number = numbers[index]
        if number == nullNumber { continue }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        // Negative where it is below the least.
        let place = UInt64(bitPattern: product &- Self.least)
        if place < UInt64(Self.span), !overflow {
          bits[Int(place >> 6)] |= 1 << (place & 63)
          first = min(first, place)
          last = max(last, place)
        } else if overflow {
          fits = false
        } else if product != latest {
          latest = product
          others.insert(product)
        }
      }
    }
    (self.first, self.last) = (first, last)
    return fits
  }

  /// Ascending.
  var sorted: [Int64] {
    var small: [Int64] = []
    let words = first > last ? 0..<0 : Int(first >> 6)..<Int(last >> 6) + 1
    for index in words {
      var rest = bits[index]
      while rest != 0 {
        small.append(Int64(index * 64 + rest.trailingZeroBitCount) + Self.least)
        rest &= rest - 1
      }
    }
    return others.isEmpty ? small : (small + others).sorted()
  }

  /// Per number from the first on its code (position + 1, 0 for none); nil where they lie too far apart.
  static func codes(_ ascending: [Int64]) -> Buffer<UInt32>? {
    guard let first = ascending.first, let last = ascending.last else { return nil }
    let (width, overflow) = last.subtractingReportingOverflow(first)
    guard !overflow, width < Int64(span) else { return nil }
    var codes = [UInt32](repeating: 0, count: Int(width) + 1)
    for (index, number) in ascending.enumerated() { codes[Int(number - first)] = UInt32(index + 1) }
    return Buffer(codes)
  }
}
