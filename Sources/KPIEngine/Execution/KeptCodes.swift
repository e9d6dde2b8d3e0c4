/// The codes of a key that takes long to reckon, by row, of rows that follow each other.
struct KeptCodes {
  let key: Scalar
  let time: Scalar?
  /// The first row.
  let first: Int
  let codes: Buffer<UInt32>

  /// The codes of rows that ascend; `elsewhere` gives those of blocks that reach beyond.
  func reader(elsewhere: @escaping Fill<UInt32>) -> Fill<UInt32> {
    { [first, codes] rows, out in
      guard rows.count > 0 else { return }
      let (low, high) = (Int(rows.base[0]) - first, Int(rows.base[rows.count - 1]) - first)
      guard low >= 0, low <= high, high < codes.count else { return elsewhere(rows, out) }
      if rows.first > 0 { return out.update(from: codes.base + low, count: rows.count) }
      // SAFETY: rows ascend, so all lie between the first and the last of the block.
      for index in 0..<rows.count { out[index] = codes.base[Int(rows.base[index]) - first] }
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
  func codes(_ table: Buffer<UInt32>, from least: Int64) -> KeptCodes {
    let codes = Buffer<UInt32>(count: numbers.count) { codes in
      for (index, number) in numbers.enumerated() {
        codes[index] = number == nullNumber ? 0 : table[Int(number &- least)]
      }
    }
    numbers = []
    return KeptCodes(key: key, time: time, first: rows.lowerBound, codes: codes)
  }
}
