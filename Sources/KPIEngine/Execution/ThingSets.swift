/// Which things have been seen in which slot, so that each counts once.
///
/// Things are bits of a word, and each slot has whole lines of eight words of its own. The slots of one unit are kept at a
/// time: a row sets its bit and marks its line, and at the unit's end the marked lines are counted and forgotten.
///
/// Where there is no room for the lines of every slot, those have a place that a row has come to: most combinations of
/// keys never occur. Where they are too many, or have few rows each, the things of further slots go to a hash table.
final class ThingSets {
  /// Above this many bits things go to a hash table; half as many are given before anything needs them.
  private static let bitLimit = 1 << 29
  /// So many places are given before anybody asks how many rows there are.
  private static let firstPlaces = 32
  /// Slots of one unit; bitmaps are cleared from unit to unit.
  ///
  /// Nil where slots are sparse: then all things go to the hash table.
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
  /// By slot of the unit its place among the bitmaps, −1 for none yet, `hashed` for never; empty where every slot has the one
  /// of its number.
  private var places: [Int32] = []
  private static let hashed: Int32 = -2
  /// The slots of the unit whose things are in the hash table.
  private var hashedSlots: [Int32] = []
  /// By place its slot.
  private var owners: [Int32] = []
  /// How many slots there is room for.
  private let mostPlaces: Int
  /// Rows of the unit that have places.
  private var rowCount = 0
  private let placed = Scratch<Int32>()
  private let placedThings = Scratch<UInt32>()

  /// Slots of one unit over which a thing counts once in all units together; nil where it counts once in each.
  private let slotsOfAll: Int?
  /// The coarser groupings that are counted along.
  private(set) var coarser: [CoarserSets] = []

  /// - Parameters:
  ///   - domainSize: above every thing's code.
  ///   - isGrowing: a thing counts in the first unit alone that has it.
  ///   - bitLimit: above this many bits things go to a hash table.
  init(domainSize: Int, slotsPerUnit: Int?, isGrowing: Bool, bitLimit: Int = ThingSets.bitLimit) {
    (span, width) = Self.lines(of: domainSize)
    self.slotsPerUnit = slotsPerUnit
    slotsOfAll = isGrowing ? slotsPerUnit : nil
    mostPlaces = bitLimit / (width * span * 64)
    guard let slotsPerUnit else { return }
    touched = [Int32](repeating: 0, count: width + 1)
    if mostPlaces / 2 < slotsPerUnit {
      places = [Int32](repeating: -1, count: slotsPerUnit)
      makeRoom(for: 0)
    } else {
      makeRoom(for: slotsPerUnit)
    }
  }

  /// The words of a line and the lines of a slot.
  private static func lines(of domainSize: Int) -> (span: Int, width: Int) {
    let words = max(1, (domainSize + 63) / 64)
    return (min(words, 8), (words + 7) / 8)
  }

  /// Lines for so many places; those that are new have no bit.
  private func makeRoom(for count: Int) {
    let missing = count * width * span - words.count
    if missing > 0 { words.append(contentsOf: repeatElement(0, count: missing)) }
    // Some more than there are lines, so that eight marks are read at once anywhere.
    let unmarked = count * width + 8 - marks.count
    if unmarked > 0 { marks.append(contentsOf: repeatElement(0, count: unmarked)) }
  }

  /// Whether there is room for a coarser grouping, whose slot is a slot divided by `below`.
  func canCount(along below: Int) -> Bool { slotsPerUnit.map { ($0 + below - 1) / below <= mostPlaces / 2 } ?? false }

  /// Counts a coarser grouping along, whose slot is a slot divided by `below`; over all units together or in each.
  ///
  /// Where a slot's things go to the hash table it is not there in the end.
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
    let (isPlaced, owners) = (!places.isEmpty, owners)
    let count = isPlaced ? owners.count : slotsPerUnit
    // SAFETY: there are `width` lines for each place, and as many marks and eight more.
    words.withUnsafeMutableBufferPointer { words in
      marks.withUnsafeMutableBufferPointer { marks in
        touched.withUnsafeMutableBufferPointer { touched in
          guard let words = words.baseAddress, let marks = marks.baseAddress else { return }
          for place in 0..<count {
            let slot = isPlaced ? Int(owners[place]) : place
            let own = words + place * width * span
            let found = Self.takeMarks(marks + place * width, width, into: touched)
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
    for owner in owners { places[Int(owner)] = -1 }
    for slot in hashedSlots { places[Int(slot)] = -1 }
    (self.owners, hashedSlots) = ([], [])
    rowCount = 0
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
    let first = Int(slots[0]) / slotsPerUnit * slotsPerUnit
    guard !places.isEmpty else {
      return setBits(things, slots: slots, places: slots, from: first, count: count, into: &counts)
    }
    findPlaces(of: things, slots, from: first, count: count, into: &counts)
    if owners.isEmpty { return }
    setBits(placedThings.base, slots: slots, places: placed.base, from: 0, count: count, into: &counts)
  }

  /// Sets the bits of things.
  ///
  /// - Parameter places: where the lines of each row's slot are, after `first`.
  private func setBits(
    _ things: UnsafePointer<UInt32>, slots: UnsafePointer<Int32>, places: UnsafePointer<Int32>, from first: Int,
    count: Int, into counts: inout [Int64]
  ) {
    // SAFETY: a place has lines, and a thing lies below the domain's size, so a bit's word is one of the place's own.
    let (span, width) = (span, width)
    words.withUnsafeMutableBufferPointer { words in
      guard let words = words.baseAddress else { return }
      if slotsOfAll != nil {
        counts.withUnsafeMutableBufferPointer { counts in
          for index in 0..<count where things[index] != 0 {
            let thing = Int(things[index])
            let word = (Int(places[index]) - first) * width * span + thing >> 6
            let old = words[word]
            words[word] = old | (1 << UInt64(thing & 63))
            counts[Int(slots[index])] += old == words[word] ? 0 : 1
          }
        }
        return
      }
      marks.withUnsafeMutableBufferPointer { marks in
        guard let marks = marks.baseAddress else { return }
        for index in 0..<count {
          let thing = Int(things[index])
          let bit: UInt64 = thing == 0 ? 0 : 1
          let line = (Int(places[index]) &- first) &* width &+ thing >> 9
          words[line &* span &+ (thing >> 6) & 7] |= bit << UInt64(thing & 63)
          marks[line] = 1
        }
      }
    }
  }

  /// Finds the place of each row's slot, and gives one to those that have none yet; a thing of a slot without one goes to the
  /// hash table, and has no bit.
  private func findPlaces(
    of things: UnsafePointer<UInt32>, _ slots: UnsafePointer<Int32>, from first: Int, count: Int,
    into counts: inout [Int64]
  ) {
    let (placed, placedThings) = (placed.base, placedThings.base)
    for index in 0..<count {
      let slot = Int(slots[index]) - first
      if places[slot] == -1 { givePlace(to: slot, rows: rowCount + index) }
      let place = places[slot]
      placed[index] = max(place, 0)
      placedThings[index] = place < 0 ? 0 : things[index]
      if place < 0 { insertPairs(things + index, slots: slots + index, count: 1, into: &counts) }
    }
    rowCount += count
  }

  /// - Parameter rows: how many have come before.
  private func givePlace(to slot: Int, rows: Int) {
    // The lines of a place are cleared and counted, which pays where rows come often.
    let pays = owners.count < Self.firstPlaces || owners.count * (width * span / 16) <= rows
    guard owners.count < mostPlaces, pays else {
      places[slot] = Self.hashed
      hashedSlots.append(Int32(truncatingIfNeeded: slot))
      coarser = []
      return
    }
    places[slot] = Int32(truncatingIfNeeded: owners.count)
    owners.append(Int32(truncatingIfNeeded: slot))
    makeRoom(for: owners.count)
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

  /// Takes in what other sets have counted along of other units; of what either has not nothing is known.
  func merge(_ other: ThingSets) {
    if other.coarser.count < coarser.count { coarser = [] }
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
