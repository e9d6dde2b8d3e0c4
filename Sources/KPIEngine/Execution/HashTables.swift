/// Numbers 64-bit keys in order of their first sight.
///
/// Open addressing, linear probing, no deletion.
struct KeyTable {
  /// Key of each number.
  private(set) var keys: [UInt64] = []
  private var slots: [Int32]
  private var mask: Int

  init(capacity: Int = 1_024) {
    var size = 1_024
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  var count: Int { keys.count }

  /// The key's number, a new one where it is new.
  mutating func number(of key: UInt64) -> Int {
    if keys.count * 2 >= slots.count { grow() }
    var slot = Int(truncatingIfNeeded: Self.hash(key)) & mask
    while true {
      let number = slots[slot]
      if number < 0 {
        slots[slot] = Int32(truncatingIfNeeded: keys.count)
        keys.append(key)
        return keys.count - 1
      }
      if keys[Int(number)] == key { return Int(number) }
      slot = (slot + 1) & mask
    }
  }

  /// The key's number; nil where it was never seen.
  func known(_ key: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: Self.hash(key)) & mask
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if keys[number] == key { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    mask = slots.count - 1
    for (number, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: Self.hash(key)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }

  /// Source: the finaliser of MurmurHash3 (public domain).
  @inline(__always)
  private static func hash(_ key: UInt64) -> UInt64 {
    var hash = key
    hash ^= hash >> 33
    hash &*= 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 33
    hash &*= 0xc4ce_b9fe_1a85_ec53
    hash ^= hash >> 33
    return hash
  }
}
