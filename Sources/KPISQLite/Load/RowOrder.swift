import KPIEngine

/// The order of an entity's rows: by placing time, then by key; rows without a time, and without a key, come last.
struct RowOrder {
  /// Positions as read, in their final order; nil where they already came in it.
  private(set) var order: [UInt32]?
  /// Row number (from 1) of each position; nil where it is the position plus 1.
  let rows: [Int32]?
  let placedCount: Int

  /// The row number of a position as read.
  @inline(__always)
  func row(of position: Int) -> Int32 {
    if let rows { return rows[position] }
    return Int32(truncatingIfNeeded: position) + 1
  }

  /// - Parameters:
  ///   - keyOrder: positions in order of key; nil where they came in it.
  ///   - days, milliseconds: the placing time, `Int32.min` for none; nil for an entity that no time places.
  init(count: Int, keyOrder: [UInt32]?, days: [Int32]?, milliseconds: [Int32]?) {
    var order = keyOrder
    var placedCount = count
    if let days {
      placedCount = days.reduce(0) { $0 + ($1 == .min ? 0 : 1) }
      if order != nil || !Self.isAscending(days, milliseconds) {
        var sorted = order ?? (0..<UInt32(count)).map { $0 }
        // Least significant first; each pass keeps the order of equals.
        if let milliseconds { Self.sort(&sorted) { UInt32(truncatingIfNeeded: milliseconds[$0]) } }
        Self.sort(&sorted) { days[$0] == .min ? .max : UInt32(bitPattern: days[$0]) ^ 0x8000_0000 }
        order = sorted
      }
    }
    self.placedCount = placedCount
    if let sorted = order {
      var rows = [Int32](repeating: 0, count: count)
      for (index, position) in sorted.enumerated() { rows[Int(position)] = Int32(truncatingIfNeeded: index) + 1 }
      self.rows = rows
    } else {
      rows = nil
    }
    self.order = order
  }

  private static func isAscending(_ days: [Int32], _ milliseconds: [Int32]?) -> Bool {
    var last: Int64 = .min
    for position in days.indices {
      let day = days[position]
      let time: Int64 = day == .min ? .max : Int64(day) * Stamp.perDay + Int64(milliseconds?[position] ?? 0)
      if time < last { return false }
      last = time
    }
    return true
  }

  /// Sorts positions by a rank of 32 bits, keeping the order of equal ones: 11 bits a pass, passes that change
  /// nothing left out.
  private static func sort(_ order: inout [UInt32], by rank: (Int) -> UInt32) {
    let count = order.count
    var entries = order.map { UInt64(rank(Int($0))) << 32 | UInt64($0) }
    var target = [UInt64](repeating: 0, count: count)
    for shift in [32, 43, 54] as [UInt64] {
      var starts = [Int](repeating: 0, count: 2_049)
      for entry in entries { starts[Int(entry >> shift & 2_047) + 1] += 1 }
      if starts.contains(count) { continue }
      for digit in 1...2_048 { starts[digit] += starts[digit - 1] }
      for entry in entries {
        let digit = Int(entry >> shift & 2_047)
        target[starts[digit]] = entry
        starts[digit] += 1
      }
      swap(&entries, &target)
    }
    for index in 0..<count { order[index] = UInt32(truncatingIfNeeded: entries[index]) }
  }

  /// Positions in order of their keys, nulls last; nil where the keys came strictly ascending.
  static func keyOrder(integers keys: IntegerVector) -> [UInt32]? {
    var last = Int64.min
    var isAscending = true
    keys.forEach { _, key in
      if key <= last { isAscending = false }
      last = key
    }
    if isAscending { return nil }
    var order = (0..<UInt32(keys.count)).map { $0 }
    // From the least significant half to the greater one; the sign bit turned, so that negative ones come first.
    sort(&order) { UInt32(truncatingIfNeeded: UInt64(bitPattern: keys[$0])) }
    sort(&order) { UInt32(truncatingIfNeeded: (UInt64(bitPattern: keys[$0]) ^ 1 << 63) >> 32) }
    // Null is the least number here: turn it behind the others.
    let nulls = order.prefix { keys[Int($0)] == .min }
    return Array(order[nulls.endIndex...] + nulls)
  }

  /// Positions in order of their texts' bytes, nulls last.
  ///
  /// - Parameter keys: codes of `pool`; 0 is null.
  static func keyOrder(codes keys: [UInt32], of pool: TextPool) -> [UInt32] {
    let sorted = Array(1..<UInt32(pool.count) + 1).sorted { lhs, rhs in
      pool.bytes(Int(lhs)).precedes(pool.bytes(Int(rhs)))
    }
    var ranks = [UInt32](repeating: .max, count: pool.count + 1)
    for (rank, code) in sorted.enumerated() { ranks[Int(code)] = UInt32(rank) }
    var order = (0..<UInt32(keys.count)).map { $0 }
    sort(&order) { ranks[Int(keys[$0])] }
    return order
  }
}
