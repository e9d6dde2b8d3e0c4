/// Which things have been seen in which slot, so that each counts once.
final class ThingSets {
  /// Above this many bits a hash table takes the place of bitmaps.
  private static let bitLimit = 1 << 28

  private let domainSize: Int
  /// Slots of one unit; bitmaps are cleared from unit to unit.
  ///
  /// Nil where slots are sparse.
  private let slotsPerUnit: Int?
  private var words: [UInt64] = []
  private var pairs = KeyTable()

  /// Slots of one unit over which a thing counts once in all units together; nil where it counts once in each.
  private let slotsOfAll: Int?

  /// - Parameter isGrowing: a thing counts in the first unit alone that has it.
  init(domainSize: Int, slotsPerUnit: Int?, isGrowing: Bool) {
    self.domainSize = domainSize
    slotsOfAll = isGrowing ? slotsPerUnit : nil
    if let slotsPerUnit, slotsPerUnit <= Self.bitLimit / max(domainSize, 1) {
      self.slotsPerUnit = slotsPerUnit
      words = [UInt64](repeating: 0, count: (slotsPerUnit * domainSize + 63) / 64)
    } else {
      self.slotsPerUnit = nil
    }
  }

  func clear() {
    guard slotsPerUnit != nil else { return }
    words.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  /// Adds things to their slots' sets, all of one unit; `counts` grows by one for each that is new.
  ///
  /// Code 0, null, is no thing.
  func insert(
    _ things: UnsafePointer<UInt32>, slots: UnsafePointer<Int32>, count: Int, into counts: inout [Int64]
  ) {
    counts.withUnsafeMutableBufferPointer { counts in
      if let slotsPerUnit {
        let domainSize = self.domainSize
        guard count > 0 else { return }
        let first = Int(slots[0]) / slotsPerUnit * slotsPerUnit
        words.withUnsafeMutableBufferPointer { words in
          for index in 0..<count where things[index] != 0 {
            let slot = Int(slots[index])
            let bit = (slot - first) * domainSize + Int(things[index])
            let old = words[bit >> 6]
            let new = old | (1 << UInt64(bit & 63))
            words[bit >> 6] = new
            counts[slot] += old == new ? 0 : 1
          }
        }
      } else {
        for index in 0..<count where things[index] != 0 {
          let before = pairs.count
          let slot = slotsOfAll.map { slots[index] % Int32(truncatingIfNeeded: $0) } ?? slots[index]
          _ = pairs.number(of: UInt64(UInt32(bitPattern: slot)) << 32 | UInt64(things[index]))
          counts[Int(slots[index])] += pairs.count > before ? 1 : 0
        }
      }
    }
  }
}
