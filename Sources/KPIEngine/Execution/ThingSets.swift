/// Which things have been seen in which slot, so that each counts once.
///
/// Things are bits of a word, and each slot has whole words of its own. The slots of one unit are kept at a time. Where many
/// rows fall into few words a row sets its bit and nothing else, and the bits are counted at the unit's end; where few do, a
/// row that finds its bit unset counts, and only the words that it touched are looked at again.
final class ThingSets {
  /// Above this many bits a hash table takes the place of bitmaps.
  private static let bitLimit = 1 << 28

  /// Slots of one unit; bitmaps are cleared from unit to unit.
  ///
  /// Nil where slots are sparse.
  private let slotsPerUnit: Int?
  /// Words of a slot.
  private let width: Int
  private var words: [UInt64] = []
  /// The words that are not 0, where they are few.
  private var touched: [Int32] = []
  private var isDense = false
  private var pairs = KeyTable()

  /// Slots of one unit over which a thing counts once in all units together; nil where it counts once in each.
  private let slotsOfAll: Int?
  /// The coarser groupings that are counted along.
  private(set) var coarser: [CoarserSets] = []

  /// - Parameters:
  ///   - domainSize: above every thing's code.
  ///   - isGrowing: a thing counts in the first unit alone that has it.
  init(domainSize: Int, slotsPerUnit: Int?, isGrowing: Bool) {
    width = max(1, (domainSize + 63) / 64)
    slotsOfAll = isGrowing ? slotsPerUnit : nil
    if let slotsPerUnit, Self.canHold(slotsPerUnit, domainSize: domainSize) {
      self.slotsPerUnit = slotsPerUnit
      words = [UInt64](repeating: 0, count: slotsPerUnit * width)
    } else {
      self.slotsPerUnit = nil
    }
  }

  /// Whether bitmaps hold so many slots; then coarser groupings can be counted along.
  static func canHold(_ slots: Int, domainSize: Int) -> Bool {
    slots <= bitLimit / max(1, (domainSize + 63) / 64 * 64)
  }

  /// Counts a coarser grouping along, whose slot is a slot divided by `below`; over all units together or in each.
  func count(along below: Int, acrossUnits: Bool, unitCount: Int) {
    guard let slotsPerUnit else { return }
    coarser.append(
      CoarserSets(
        groups: (slotsPerUnit + below - 1) / below, below: below, width: width, acrossUnits: acrossUnits,
        unitCount: unitCount))
  }

  /// - Parameter rows: at most so many come before the unit's end.
  func beginUnit(rows: Int) { isDense = rows >= words.count / 4 }

  /// Brings what is left to count into `counts`, and forgets the unit.
  func endUnit(_ unit: Int, into counts: inout [Int64]) {
    guard let slotsPerUnit else { return }
    let width = width
    words.withUnsafeMutableBufferPointer { words in
      if isDense {
        for slot in 0..<slotsPerUnit {
          let own = UnsafeMutableBufferPointer(rebasing: words[slot * width..<(slot + 1) * width])
          let count = Self.count(own)
          // Nothing is left to take of a slot without things, nor to forget.
          guard count > 0 else { continue }
          counts[unit * slotsPerUnit + slot] += count
          for set in coarser { set.take(own, slot: slot, unit: unit) }
          own.update(repeating: 0)
        }
      } else {
        for word in touched {
          let (slot, place) = Int(word).quotientAndRemainder(dividingBy: width)
          for set in coarser { set.take(words[Int(word)], at: place, slot: slot, unit: unit) }
          words[Int(word)] = 0
        }
      }
    }
    touched.removeAll(keepingCapacity: true)
    for set in coarser { set.endUnit() }
  }

  private static func count(_ words: UnsafeMutableBufferPointer<UInt64>) -> Int64 {
    var count = 0
    for word in words { count &+= word.nonzeroBitCount }
    return Int64(count)
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
    let width = width
    if isDense {
      words.withUnsafeMutableBufferPointer { words in
        guard let base = words.baseAddress else { return }
        for index in 0..<count {
          let thing = Int(things[index])
          let bit: UInt64 = thing == 0 ? 0 : 1
          base[(Int(slots[index]) &- first) &* width &+ thing >> 6] |= bit << UInt64(thing & 63)
        }
      }
      return
    }
    let isKept = slotsOfAll != nil
    counts.withUnsafeMutableBufferPointer { counts in
      words.withUnsafeMutableBufferPointer { words in
        for index in 0..<count where things[index] != 0 {
          let (thing, slot) = (Int(things[index]), Int(slots[index]))
          let word = (slot - first) * width + thing >> 6
          let old = words[word]
          let new = old | (1 << UInt64(thing & 63))
          words[word] = new
          counts[slot] += old == new ? 0 : 1
          if old == 0, !isKept { touched.append(Int32(truncatingIfNeeded: word)) }
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
  private let width: Int
  private let acrossUnits: Bool
  private var words: [UInt64]

  fileprivate init(groups: Int, below: Int, width: Int, acrossUnits: Bool, unitCount: Int) {
    self.groups = groups
    self.below = below
    self.width = width
    self.acrossUnits = acrossUnits
    counts = [Int64](repeating: 0, count: acrossUnits ? groups : groups * unitCount)
    words = [UInt64](repeating: 0, count: groups * width)
  }

  /// Adds all words of a slot.
  fileprivate func take(_ own: UnsafeMutableBufferPointer<UInt64>, slot: Int, unit: Int) {
    let group = slot / below
    var added = 0
    words.withUnsafeMutableBufferPointer { words in
      let known = UnsafeMutableBufferPointer(rebasing: words[group * width..<(group + 1) * width])
      for place in 0..<width {
        added &+= (own[place] & ~known[place]).nonzeroBitCount
        known[place] |= own[place]
      }
    }
    counts[acrossUnits ? group : unit * groups + group] += Int64(added)
  }

  /// Adds one word of a slot.
  fileprivate func take(_ own: UInt64, at place: Int, slot: Int, unit: Int) {
    let group = slot / below
    let known = words[group * width + place]
    words[group * width + place] = known | own
    counts[acrossUnits ? group : unit * groups + group] += Int64((own & ~known).nonzeroBitCount)
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
    for group in 0..<groups {
      other.words.withUnsafeMutableBufferPointer { words in
        take(
          UnsafeMutableBufferPointer(rebasing: words[group * width..<(group + 1) * width]), slot: group * below, unit: 0
        )
      }
    }
  }
}
