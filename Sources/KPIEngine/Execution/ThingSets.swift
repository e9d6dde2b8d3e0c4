/// Which things have been seen in which slot, so that each counts once.
///
/// Things are bits of a word, and each slot has whole lines of eight words of its own. The slots of one unit are kept at a
/// time: a row sets its bit and marks its line, and at the unit's end the marked lines are counted and forgotten.
final class ThingSets {
  /// Above this many bits a hash table takes the place of bitmaps.
  private static let bitLimit = 1 << 28
  /// Slots of one unit; bitmaps are cleared from unit to unit.
  ///
  /// Nil where slots are sparse.
  private let slotsPerUnit: Int?
  /// Words of a line: as many as a processor's caches take at once, or fewer where a slot needs no more.
  private let span: Int
  /// Lines of a slot.
  private let width: Int
  private var words: [UInt64] = []
  /// By line, 1 where it may have a bit.
  private var marks: [UInt8] = []
  /// Room for the lines of a slot, and one more.
  private var touched: [Int32] = []
  private var pairs = KeyTable()

  /// Slots of one unit over which a thing counts once in all units together; nil where it counts once in each.
  private let slotsOfAll: Int?
  /// The coarser groupings that are counted along.
  private(set) var coarser: [CoarserSets] = []

  /// - Parameters:
  ///   - domainSize: above every thing's code.
  ///   - isGrowing: a thing counts in the first unit alone that has it.
  init(domainSize: Int, slotsPerUnit: Int?, isGrowing: Bool) {
    (span, width) = Self.lines(of: domainSize)
    slotsOfAll = isGrowing ? slotsPerUnit : nil
    if let slotsPerUnit, Self.canHold(slotsPerUnit, domainSize: domainSize) {
      self.slotsPerUnit = slotsPerUnit
      words = [UInt64](repeating: 0, count: slotsPerUnit * width * span)
      // Some more than there are lines, so that eight marks are read at once anywhere.
      marks = [UInt8](repeating: 0, count: slotsPerUnit * width + 8)
      touched = [Int32](repeating: 0, count: width + 1)
    } else {
      self.slotsPerUnit = nil
    }
  }

  /// The words of a line and the lines of a slot.
  private static func lines(of domainSize: Int) -> (span: Int, width: Int) {
    let words = max(1, (domainSize + 63) / 64)
    return (min(words, 8), (words + 7) / 8)
  }

  /// Whether bitmaps hold so many slots; then coarser groupings can be counted along.
  static func canHold(_ slots: Int, domainSize: Int) -> Bool {
    let (span, width) = lines(of: domainSize)
    return slots <= bitLimit / (width * span * 64)
  }

  /// Counts a coarser grouping along, whose slot is a slot divided by `below`; over all units together or in each.
  func count(along below: Int, acrossUnits: Bool, unitCount: Int) {
    guard let slotsPerUnit else { return }
    coarser.append(
      CoarserSets(
        groups: (slotsPerUnit + below - 1) / below, below: below, span: span, width: width * span,
        acrossUnits: acrossUnits, unitCount: unitCount))
  }

  /// Counts the things of a unit's slots, and forgets the unit; where units grow, they have been counted.
  func endUnit(_ unit: Int, into counts: inout [Int64]) {
    guard let slotsPerUnit, slotsOfAll == nil else { return }
    let (span, width) = (span, width)
    // SAFETY: there are `width` lines for each slot of the unit, and as many marks and eight more.
    words.withUnsafeMutableBufferPointer { words in
      marks.withUnsafeMutableBufferPointer { marks in
        touched.withUnsafeMutableBufferPointer { touched in
          guard let words = words.baseAddress, let marks = marks.baseAddress else { return }
          for slot in 0..<slotsPerUnit {
            let own = words + slot * width * span
            let found = Self.takeMarks(marks + slot * width, width, into: touched)
            guard found > 0 else { continue }
            let lines = UnsafeBufferPointer(rebasing: touched[..<found])
            var count = 0
            for line in lines {
              for word in Int(line) * span..<(Int(line) + 1) * span { count &+= own[word].nonzeroBitCount }
            }
            counts[unit * slotsPerUnit + slot] += Int64(count)
            for set in coarser { set.take(lines, of: own, slot: slot, unit: unit) }
            for line in lines { (own + Int(line) * span).update(repeating: 0, count: span) }
          }
        }
      }
    }
    for set in coarser { set.endUnit() }
  }

  /// The lines that are marked, and no longer are afterwards.
  private static func takeMarks(
    _ marks: UnsafeMutablePointer<UInt8>, _ width: Int, into lines: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    var found = 0
    var start = 0
    while start < width {
      if UnsafeRawPointer(marks + start).loadUnaligned(as: UInt64.self) != 0 {
        for line in start..<min(start + 8, width) {
          lines[found] = Int32(truncatingIfNeeded: line)
          found += Int(marks[line])
          marks[line] = 0
        }
      }
      start += 8
    }
    return found
  }

  /// Adds things to their slots' sets, all of one unit; `counts` grows, now or at the unit's end, by one for each that is new.
  ///
  /// Code 0, null, is no thing.
  func insert(
    _ things: UnsafePointer<UInt32>, slots: UnsafePointer<Int32>, count: Int, into counts: inout [Int64]
  ) {
    guard count > 0 else { return }
    guard let slotsPerUnit else {
      insertPairs(things, slots: slots, count: count, into: &counts)
      return
    }
    // SAFETY: a slot lies below the unit's last, and a thing below the domain's size, so a bit's word is one of the slot's own.
    let first = Int(slots[0]) / slotsPerUnit * slotsPerUnit
    let (span, width) = (span, width)
    words.withUnsafeMutableBufferPointer { words in
      guard let words = words.baseAddress else { return }
      if slotsOfAll != nil {
        counts.withUnsafeMutableBufferPointer { counts in
          for index in 0..<count where things[index] != 0 {
            let (thing, slot) = (Int(things[index]), Int(slots[index]))
            let word = (slot - first) * width * span + thing >> 6
            let old = words[word]
            words[word] = old | (1 << UInt64(thing & 63))
            counts[slot] += old == words[word] ? 0 : 1
          }
        }
        return
      }
      marks.withUnsafeMutableBufferPointer { marks in
        guard let marks = marks.baseAddress else { return }
        for index in 0..<count {
          let thing = Int(things[index])
          let bit: UInt64 = thing == 0 ? 0 : 1
          let line = (Int(slots[index]) &- first) &* width &+ thing >> 9
          words[line &* span &+ (thing >> 6) & 7] |= bit << UInt64(thing & 63)
          marks[line] = 1
        }
      }
    }
  }

  private func insertPairs(
    _ things: UnsafePointer<UInt32>, slots: UnsafePointer<Int32>, count: Int, into counts: inout [Int64]
  ) {
    for index in 0..<count where things[index] != 0 {
      let before = pairs.count
      let slot = slotsOfAll.map { slots[index] % Int32(truncatingIfNeeded: $0) } ?? slots[index]
      _ = pairs.number(of: UInt64(UInt32(bitPattern: slot)) << 32 | UInt64(things[index]))
      counts[Int(slots[index])] += pairs.count > before ? 1 : 0
    }
  }

  /// Takes in what other sets have counted along of other units.
  func merge(_ other: ThingSets) {
    for (own, others) in zip(coarser, other.coarser) { own.merge(others) }
  }
}

/// The things of a coarser grouping, counted from the words of the finer one's slots.
final class CoarserSets {
  /// Things by unit and group; by group alone where all units are one.
  private(set) var counts: [Int64]
  private let groups: Int
  private let below: Int
  private let span: Int
  private let width: Int
  private let acrossUnits: Bool
  private var words: [UInt64]

  fileprivate init(groups: Int, below: Int, span: Int, width: Int, acrossUnits: Bool, unitCount: Int) {
    self.groups = groups
    self.below = below
    self.span = span
    self.width = width
    self.acrossUnits = acrossUnits
    counts = [Int64](repeating: 0, count: acrossUnits ? groups : groups * unitCount)
    words = [UInt64](repeating: 0, count: groups * width)
  }

  /// Adds some lines of a slot's words.
  fileprivate func take(_ lines: UnsafeBufferPointer<Int32>, of own: UnsafePointer<UInt64>, slot: Int, unit: Int) {
    let group = slot / below
    var added = 0
    words.withUnsafeMutableBufferPointer { words in
      // SAFETY: a slot's words are as many as a group's.
      guard let known = words.baseAddress.map({ $0 + group * width }) else { return }
      for line in lines {
        for word in Int(line) * span..<(Int(line) + 1) * span {
          added &+= (own[word] & ~known[word]).nonzeroBitCount
          known[word] |= own[word]
        }
      }
    }
    counts[acrossUnits ? group : unit * groups + group] += Int64(added)
  }

  fileprivate func endUnit() {
    if !acrossUnits { words.withUnsafeMutableBufferPointer { $0.update(repeating: 0) } }
  }

  fileprivate func merge(_ other: CoarserSets) {
    guard acrossUnits else {
      // Each unit has been gone through by one.
      for index in counts.indices { counts[index] += other.counts[index] }
      return
    }
    let lines = (0..<width / span).map { Int32(truncatingIfNeeded: $0) }
    for group in 0..<groups {
      other.words.withUnsafeBufferPointer { words in
        guard let base = words.baseAddress else { return }
        lines.withUnsafeBufferPointer { take($0, of: base + group * width, slot: group * below, unit: 0) }
      }
    }
  }
}
