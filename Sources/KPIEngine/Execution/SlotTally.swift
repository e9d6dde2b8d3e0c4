/// Counts the rows of a block by slot.
enum SlotTally {
  /// Up to so many slots are counted in four tables; their four times as many places fit a scratch.
  private static let mostSlots = 128

  /// The slot that all rows of a block have, as where a unit's rows are not split; nil where there are several.
  static func only(_ slots: UnsafePointer<Int32>, _ count: Int) -> Int? {
    guard count > 0, slots[0] == slots[count - 1], slots[0] == slots[count / 2] else { return nil }
    let first = slots[0]
    // Without a branch in the loop, so that several rows are looked at at once.
    var differences: Int32 = 0
    for index in 0..<count { differences |= slots[index] ^ first }
    return differences == 0 ? Int(first) : nil
  }

  /// Adds one to the count of each row's slot.
  ///
  /// Where there are few slots, rows that follow each other often have the same one, and each addition would wait for
  /// the one before; so four rows in turn go into tables of their own.
  ///
  /// - Parameter scratch: room for `blockSize` numbers.
  static func add(
    _ slots: UnsafePointer<Int32>, _ count: Int, to counts: UnsafeMutableBufferPointer<Int64>,
    _ scratch: UnsafeMutablePointer<UInt32>
  ) {
    // SAFETY: every slot is a place of `counts`.
    guard let all = counts.baseAddress else { return }
    let size = counts.count
    guard size <= mostSlots, count >= 2 * size else {
      for index in 0..<count { all[Int(slots[index])] += 1 }
      return
    }
    scratch.update(repeating: 0, count: 4 * size)
    let (first, second, third, fourth) = (scratch, scratch + size, scratch + 2 * size, scratch + 3 * size)
    var index = 0
    while index + 4 <= count {
      first[Int(slots[index])] &+= 1
      second[Int(slots[index + 1])] &+= 1
      third[Int(slots[index + 2])] &+= 1
      fourth[Int(slots[index + 3])] &+= 1
      index += 4
    }
    while index < count {
      first[Int(slots[index])] &+= 1
      index += 1
    }
    for slot in 0..<size {
      all[slot] += Int64(first[slot]) + Int64(second[slot]) + Int64(third[slot]) + Int64(fourth[slot])
    }
  }
}
