/// Puts rows in order by whole numbers, digit by digit from the last; rows of equal numbers stay as they were.
///
/// So rows are ordered by several numbers with the last of them first. It takes as long as there are rows and digits,
/// whatever the numbers are, where comparing would wait for every branch.
enum DigitSort {
  private struct Entry {
    var number: UInt64
    var row: Int32
  }

  /// Below so many rows comparing is quicker than counting digits.
  private static let leastRows = 256
  private static let mostBits = 11

  /// The rows of `numbers` in the order of those.
  static func order(by numbers: [Int64]) -> [Int32] {
    var order = (0..<numbers.count).map { Int32(truncatingIfNeeded: $0) }
    sort(&order, by: numbers)
    return order
  }

  /// Whether rows stand in the order of some columns of numbers, the first of which decides first.
  static func isAscending(_ columns: [[Int64]], count: Int) -> Bool {
    // Of rows that are equal so far, that each has an equal one before it.
    var isTied = [Bool](repeating: true, count: max(count, 1))
    for column in columns {
      let isFine = column.withUnsafeBufferPointer { column in
        isTied.withUnsafeMutableBufferPointer { isTied in
          for row in 1..<max(count, 1) where isTied[row] {
            if column[row - 1] > column[row] { return false }
            isTied[row] = column[row - 1] == column[row]
          }
          return true
        }
      }
      if !isFine { return false }
    }
    return true
  }

  /// - Parameter numbers: by row; every row of `order` has one.
  static func sort(_ order: inout [Int32], by numbers: [Int64]) {
    guard let least = numbers.min(), let greatest = numbers.max(), least < greatest else { return }
    // What is behind everything else, as null is, would make digits of numbers that have few.
    if greatest == .max, let next = numbers.lazy.filter({ $0 != .max }).max(), next < .max - 1 {
      return sort(&order, by: numbers.map { $0 == .max ? next + 1 : $0 })
    }
    let bits = UInt64.bitWidth - (greatest &- least).leadingZeroBitCount
    if order.count < leastRows {
      // Where they stand tells rows of equal numbers apart.
      let sorted = order.enumerated().sorted { left, right in
        let (first, second) = (numbers[Int(left.element)], numbers[Int(right.element)])
        return first != second ? first < second : left.offset < right.offset
      }
      order = sorted.map(\.element)
      return
    }
    if bits <= mostBits { return order = placed(order, by: numbers, from: least, bits) }
    var entries = order.map { Entry(number: UInt64(bitPattern: numbers[Int($0)] &- least), row: $0) }
    var isSorted = true
    for index in 1..<entries.count where entries[index - 1].number > entries[index].number {
      isSorted = false
      break
    }
    if isSorted { return }
    var others = entries
    let passes = (bits + mostBits - 1) / mostBits
    let width = UInt64((bits + passes - 1) / passes)
    for pass in 0..<UInt64(passes) { place(entries, in: &others, pass * width, width); swap(&entries, &others) }
    for index in order.indices { order[index] = entries[index].row }
  }

  /// The rows in the order of numbers that are one digit from the least on.
  private static func placed(_ order: [Int32], by numbers: [Int64], from least: Int64, _ bits: Int) -> [Int32] {
    var places = [Int](repeating: 0, count: 1 << bits)
    // SAFETY: a number is below 2^bits from the least on, and as many rows are placed as have been counted.
    return places.withUnsafeMutableBufferPointer { places in
      numbers.withUnsafeBufferPointer { numbers in
        for row in order { places[Int(numbers[Int(row)] &- least)] += 1 }
        var next = 0
        for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
        return [Int32](unsafeUninitializedCapacity: order.count) { placed, written in
          for row in order {
            let digit = Int(numbers[Int(row)] &- least)
            placed[places[digit]] = row
            places[digit] += 1
          }
          written = order.count
        }
      }
    }
  }

  /// Puts entries in the order of one digit.
  private static func place(_ entries: [Entry], in others: inout [Entry], _ shift: UInt64, _ width: UInt64) {
    let mask = (1 << width) - 1 as UInt64
    var places = [Int](repeating: 0, count: 1 << Int(width))
    // SAFETY: a digit is below 2^width, and as many entries are placed as have been counted.
    places.withUnsafeMutableBufferPointer { places in
      entries.withUnsafeBufferPointer { entries in
        others.withUnsafeMutableBufferPointer { others in
          for entry in entries { places[Int(entry.number >> shift & mask)] += 1 }
          var next = 0
          for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
          for entry in entries {
            let digit = Int(entry.number >> shift & mask)
            others[places[digit]] = entry
            places[digit] += 1
          }
        }
      }
    }
  }
}

/// Numbers alone.
extension DigitSort {
  /// Fewer digits at a time where there are few numbers, for there is a count for each digit.
  private static let manyNumbers = 4_096

  /// Puts numbers in ascending order.
  ///
  /// - Parameter room: for as many, whatever is in it.
  static func sort(_ numbers: UnsafeMutableBufferPointer<Int64>, _ room: UnsafeMutableBufferPointer<Int64>) {
    guard numbers.count >= leastRows, var source = numbers.baseAddress, var target = room.baseAddress else {
      var few = numbers
      return few.sort()
    }
    let count = numbers.count
    var (least, greatest, isSorted) = (source[0], source[0], true)
    for index in 1..<count {
      isSorted = isSorted && source[index - 1] <= source[index]
      least = min(least, source[index])
      greatest = max(greatest, source[index])
    }
    if isSorted { return }
    let bits = UInt64.bitWidth - (greatest &- least).leadingZeroBitCount
    let digits = count < manyNumbers ? 8 : mostBits
    let passes = (bits + digits - 1) / digits
    let width = (bits + passes - 1) / passes
    let mask = (1 << UInt64(width)) - 1 as UInt64
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << width) { places in
      // SAFETY: a digit is below 2^width, and as many numbers are placed as have been counted.
      for pass in 0..<passes {
        let shift = UInt64(pass * width)
        places.initialize(repeating: 0)
        for index in 0..<count { places[Int(UInt64(bitPattern: source[index] &- least) &>> shift & mask)] += 1 }
        var next = 0
        for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
        for index in 0..<count {
          let digit = Int(UInt64(bitPattern: source[index] &- least) &>> shift & mask)
          target[places[digit]] = source[index]
          places[digit] += 1
        }
        swap(&source, &target)
      }
    }
    if source != numbers.baseAddress { target.update(from: source, count: count) }
  }

  /// The same of floating numbers, none of which is NaN; of the two zeros the negative one comes first.
  static func sort(_ numbers: UnsafeMutableBufferPointer<Double>, _ room: UnsafeMutableBufferPointer<Double>) {
    // As whole numbers their bits are in the same order, but for the negative ones, whose are the wrong way round.
    func turn(_ bits: Int64) -> Int64 { bits < 0 ? bits ^ .max : bits }
    numbers.withMemoryRebound(to: Int64.self) { bits in
      for index in bits.indices { bits[index] = turn(bits[index]) }
      room.withMemoryRebound(to: Int64.self) { sort(bits, $0) }
      for index in bits.indices { bits[index] = turn(bits[index]) }
    }
  }
}
