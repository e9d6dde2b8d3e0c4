/// The different numbers of a key in some rows, and of keys that take long to reckon each row's code.
struct NumberedValues {
  let values: KeyDomain.Values
  /// Codes are 0 ..< size.
  let size: Int
  let kept: [KeptCodes]

  var byteCount: Int {
    let numbers =
      switch values {
      case .exact(let numbers, _), .stamps(let numbers): numbers.count
      case .reals(let numbers): numbers.count
      case .texts, .rows, .flags: 0
      }
    return numbers * MemoryLayout<Int64>.stride + kept.reduce(0) { $0 + $1.codes.byteCount }
  }
}

/// The codes of a key that takes long to reckon, by row, of rows that follow each other.
struct KeptCodes {
  let key: Scalar
  let time: Scalar?
  /// The first row.
  let first: Int
  let codes: Codes

  /// The codes of rows that ascend; `elsewhere` gives those of blocks that reach beyond.
  func reader(elsewhere: @escaping Fill<UInt32>) -> Fill<UInt32> {
    switch codes {
    case .bits8(let codes): reader(codes, elsewhere)
    case .bits16(let codes): reader(codes, elsewhere)
    case .bits32(let codes): reader(codes, elsewhere)
    }
  }

  @inline(__always)
  private func reader<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ codes: Buffer<Code>, _ elsewhere: @escaping Fill<UInt32>
  ) -> Fill<UInt32> {
    { [first] rows, out in
      guard rows.count > 0 else { return }
      let (low, high) = (Int(rows.base[0]) - first, Int(rows.base[rows.count - 1]) - first)
      guard low >= 0, low <= high, high < codes.count else { return elsewhere(rows, out) }
      if rows.first > 0 {
        let own = codes.base + low
        for index in 0..<rows.count { out[index] = UInt32(truncatingIfNeeded: own[index]) }
        return
      }
      // SAFETY: rows ascend, so all lie between the first and the last of the block.
      let own = codes.base - first
      for index in 0..<rows.count { out[index] = UInt32(truncatingIfNeeded: own[Int(rows.base[index])]) }
    }
  }
}

/// Keeps a key's numbers as they are read, to become codes when all values are known.
final class NumberKeeper {
  /// More rows than that are read twice.
  private static let most = 1 << 22

  private let key: Scalar
  private let time: Scalar?
  private let rows: Range<Int>
  private var numbers: [Int64] = []

  /// Nil where the key is quickly read, depends on the unit, or its rows do not follow each other.
  init?(_ member: KeyDomain.Member, _ rows: Range<Int>?) {
    guard let rows, rows.lowerBound > 0, rows.count <= Self.most, !Scalar.dependsOnUnit(member.key),
      !Scalar.dependsOnGroup(member.key)
    else { return nil }
    switch member.key {
    case .function, .choose, .coalesce: break
    default: return nil
    }
    (key, time, self.rows) = (member.key, member.time, rows)
    numbers.reserveCapacity(rows.count)
  }

  /// The next rows' numbers.
  func keep(_ block: Rows, _ values: UnsafePointer<Int64>) {
    numbers.append(contentsOf: UnsafeBufferPointer(start: values, count: block.count))
  }

  /// - Parameters:
  ///   - table: the code of every number that occurs, from the least on.
  ///   - least: the least that occurs.
  ///   - size: above every code.
  func codes(_ table: Buffer<UInt32>, from least: Int64, size: Int) -> KeptCodes {
    let codes: Codes =
      if size <= 1 << 8 {
        .bits8(translated(table, least))
      } else if size <= 1 << 16 {
        .bits16(translated(table, least))
      } else {
        .bits32(translated(table, least))
      }
    numbers = []
    return KeptCodes(key: key, time: time, first: rows.lowerBound, codes: codes)
  }

  private func translated<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
    _ table: Buffer<UInt32>, _ least: Int64
  ) -> Buffer<Code> {
    Buffer<Code>(count: numbers.count) { codes in
      for (index, number) in numbers.enumerated() {
        codes[index] = number == nullNumber ? 0 : Code(truncatingIfNeeded: table[Int(number &- least)])
      }
    }
  }
}
