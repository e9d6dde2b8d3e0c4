/// Which things have been seen in which slot, so that each counts once.
///
/// Things are bits, of which a line has up to eight words. The slots of one unit are kept at a time: a row sets its bit and
/// marks its line, and at the unit's end the marked lines are counted and forgotten.
///
/// Where there is no room for the lines of every slot, a line is there from the first row on that marks one of its things,
/// for most of many slots and many things never meet; lines lie one behind the other, in the order in which they came. Where
/// there is no room for those either, further things go to a hash table.
final class ThingSets {
  /// Of lines, those that are there before any row needs them, and of places for the numbers of lines.
  struct Room {
    var denseLines = 1 << 17
    var lines = 1 << 20
    var places = 1 << 24
  }

  /// Where a line belongs.
  private struct Owner {
    let slot: Int32
    /// Which of the slot's lines it is.
    let line: Int32
  }

  /// Slots of one unit; nil where slots are sparse: then all things go to the hash table.
  private let slotsPerUnit: Int?
  private let shape: LineShape
  private let room: Room
  /// Whether every line of every slot has a place of its own.
  private let isDense: Bool
  // SAFETY: a line of a slot has a place. Where sets are dense there are a mark and words for each place, and eight marks
  // more; else the place has the line's number, at most `mostLines`, and there are an owner and words for each number.
  private let words: Zeros<UInt64>
  /// By place, 1 where the line may have a bit.
  private let marks: Zeros<UInt8>
  /// By place the number of the line; 0 where there is none yet.
  private let places: Zeros<Int32>
  private let owners: Zeros<Owner>
  private let mostLines: Int
  private var lineCount = 0
  /// Room for the lines of a slot, and one more.
  private let touched: Zeros<Int32>
  private var pairs = KeyTable()

  /// Slots of one unit over which a thing counts once in all units together; nil where it counts once in each.
  private let slotsOfAll: Int?
  /// The coarser groupings that are counted along.
  private(set) var coarser: [CoarserSets] = []

  /// - Parameters:
  ///   - domainSize: above every thing's code.
  ///   - isGrowing: a thing counts in the first unit alone that has it.
  init(domainSize: Int, slotsPerUnit: Int?, isGrowing: Bool, room: Room = Room()) {
    let shape = LineShape(domainSize: domainSize)
    let placeCount = (slotsPerUnit ?? 0) * shape.width
    let hasPlaces = slotsPerUnit != nil && placeCount <= room.places
    let isDense = hasPlaces && placeCount <= min(room.denseLines, room.lines)
    (self.shape, self.room, self.isDense) = (shape, room, isDense)
    self.slotsPerUnit = hasPlaces ? slotsPerUnit : nil
    slotsOfAll = isGrowing ? slotsPerUnit : nil
    mostLines = hasPlaces && !isDense ? min(placeCount, room.lines) : 0
    let wordCount = (isDense ? placeCount : mostLines + 1) * shape.span
    words = Zeros(wordCount, ready: isDense ? wordCount : shape.span)
    marks = Zeros(isDense ? placeCount + 8 : 0)
    places = Zeros(isDense ? 0 : placeCount)
    owners = Zeros(mostLines + 1, ready: 1)
    touched = Zeros(shape.width + 1)
  }

  /// Whether every line that there can be has room, so that what has been seen of other rows can be taken in.
  static func canUnite(domainSize: Int, slotsPerUnit: Int, room: Room = Room()) -> Bool {
    slotsPerUnit * LineShape(domainSize: domainSize).width <= min(room.lines, room.places)
  }

  /// Whether there is room for a coarser grouping, whose slot is a slot divided by `below`.
  func canCount(along below: Int) -> Bool {
    slotsPerUnit.map { ($0 + below - 1) / below * shape.width <= room.lines / 2 } ?? false
  }

  /// Counts a coarser grouping along, whose slot is a slot divided by `below`; over all units together or in each.
  ///
  /// Where a slot's things go to the hash table it is not there in the end.
  func count(along below: Int, acrossUnits: Bool, unitCount: Int) {
    guard let slotsPerUnit else { return }
    coarser.append(
      CoarserSets(
        groups: (slotsPerUnit + below - 1) / below, below: below, shape: shape, acrossUnits: acrossUnits,
        unitCount: unitCount))
  }

  /// Counts the things of a unit's slots, and forgets the unit; where units grow, they have been counted.
  func endUnit(_ unit: Int, into counts: inout [Int64]) {
    guard let slotsPerUnit, slotsOfAll == nil else { return }
    let first = unit * slotsPerUnit
    let span = shape.span
    let coarser = coarser
    counts.withUnsafeMutableBufferPointer { counts in
      takeLines { own, slot, line in
        var count = 0
        for word in 0..<span { count &+= own[word].nonzeroBitCount }
        counts[first + slot] += Int64(count)
        for set in coarser { set.take(own, line: line, slot: slot, unit: unit) }
      }
    }
    for set in coarser { set.endUnit() }
  }

  /// Calls `body` with the words of each line that may have a bit, its slot and which of its lines it is; then forgets all.
  @inline(__always)
  private func takeLines(_ body: (UnsafeMutablePointer<UInt64>, _ slot: Int, _ line: Int) -> Void) {
    let (span, width, words) = (shape.span, shape.width, words.base)
    guard isDense else {
      for number in 1..<lineCount + 1 {
        let owner = owners.base[number]
        body(words + number * span, Int(owner.slot), Int(owner.line))
        places.base[Int(owner.slot) * width + Int(owner.line)] = 0
      }
      words.update(repeating: 0, count: (lineCount + 1) * span)
      lineCount = 0
      return
    }
    let touched = touched.base
    for slot in 0..<(slotsPerUnit ?? 0) {
      let found = Self.takeMarks(marks.base + slot * width, width, into: touched)
      let own = words + slot * width * span
      for index in 0..<found {
        let line = Int(touched[index])
        body(own + line * span, slot, line)
        (own + line * span).update(repeating: 0, count: span)
      }
    }
  }

  /// The lines that are marked, and no longer are afterwards.
  private static func takeMarks(
    _ marks: UnsafeMutablePointer<UInt8>, _ width: Int, into lines: UnsafeMutablePointer<Int32>
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
    guard let slotsPerUnit else { return insertPairs(things, slots: slots, count: count, into: &counts) }
    let first = Int(slots[0]) / slotsPerUnit * slotsPerUnit
    guard slotsOfAll == nil, isDense || lineCount + count <= mostLines else {
      return insertOneByOne(things, slots: slots, from: first, count: count, into: &counts)
    }
    if isDense {
      setBits(things, slots: slots, from: first, count: count)
    } else {
      addLines(things, slots: slots, from: first, count: count)
    }
  }

  /// Sets the bits of things, and marks their lines.
  private func setBits(_ things: UnsafePointer<UInt32>, slots: UnsafePointer<Int32>, from first: Int, count: Int) {
    let (span, width) = (shape.span, shape.width)
    let (words, marks) = (words.base, marks.base)
    for index in 0..<count {
      let thing = Int(things[index])
      let bit: UInt64 = thing == 0 ? 0 : 1
      let place = (Int(slots[index]) &- first) &* width &+ thing >> 9
      words[place &* span &+ (thing >> 6) & 7] |= bit << UInt64(thing & 63)
      marks[place] = 1
    }
  }

  /// Sets the bits of things in lines, of which there is room for as many more.
  private func addLines(_ things: UnsafePointer<UInt32>, slots: UnsafePointer<Int32>, from first: Int, count: Int) {
    let (span, width) = (shape.span, shape.width)
    makeReady(lineCount + count)
    let (words, owners, places) = (words.base, owners.base, places.base)
    var last = lineCount
    for index in 0..<count {
      let thing = Int(things[index])
      let slot = Int(slots[index]) &- first
      // No branch: whether a line is new nobody foretells.
      let place = slot &* width &+ thing >> 9
      let known = Int(places[place])
      last &+= known == 0 ? 1 : 0
      let number = known == 0 ? last : known
      places[place] = Int32(truncatingIfNeeded: number)
      owners[number] = Owner(slot: Int32(truncatingIfNeeded: slot), line: Int32(truncatingIfNeeded: thing >> 9))
      let bit: UInt64 = thing == 0 ? 0 : 1
      words[number &* span &+ (thing >> 6) & 7] |= bit << UInt64(thing & 63)
    }
    lineCount = last
  }

  /// Has room for so many lines that are empty until something is written.
  private func makeReady(_ lines: Int) {
    words.makeReady((lines + 1) * shape.span)
    owners.makeReady(lines + 1)
  }

  /// The number or the place of the line that has a thing, where its words are; nil where there is no room for it.
  @inline(__always)
  private func line(of thing: Int, _ slot: Int) -> Int? {
    let place = slot * shape.width + thing >> 9
    if isDense {
      marks.base[place] = 1
      return place
    }
    if places.base[place] == 0 {
      guard lineCount < mostLines else { return nil }
      lineCount += 1
      makeReady(lineCount)
      places.base[place] = Int32(truncatingIfNeeded: lineCount)
      owners.base[lineCount] = Owner(
        slot: Int32(truncatingIfNeeded: slot), line: Int32(truncatingIfNeeded: thing >> 9))
    }
    return Int(places.base[place])
  }

  /// Where units grow a thing counts at once; where there is no room for its line it goes to the hash table.
  private func insertOneByOne(
    _ things: UnsafePointer<UInt32>, slots: UnsafePointer<Int32>, from first: Int, count: Int,
    into counts: inout [Int64]
  ) {
    for index in 0..<count where things[index] != 0 {
      let thing = Int(things[index])
      guard let number = line(of: thing, Int(slots[index]) - first) else {
        coarser = []
        insertPairs(things + index, slots: slots + index, count: 1, into: &counts)
        continue
      }
      let word = words.base + number * shape.span + (thing >> 6) & 7
      let old = word.pointee
      word.pointee = old | 1 << UInt64(thing & 63)
      if slotsOfAll != nil { counts[Int(slots[index])] += old == word.pointee ? 0 : 1 }
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

  /// Takes in what other sets have seen of other rows, which forget it.
  ///
  /// Of a unit that neither has ended the things are united, where they can be (`canUnite`). Of other units it is what was
  /// counted along; of what either has not nothing is known.
  func merge(_ other: ThingSets) {
    if slotsOfAll == nil {
      let span = shape.span
      other.takeLines { source, slot, line in
        guard let own = self.line(of: line << 9, slot) else { return }
        for word in 0..<span { words.base[own * span + word] |= source[word] }
      }
    }
    if other.coarser.count < coarser.count { coarser = [] }
    for (own, others) in zip(coarser, other.coarser) { own.merge(others) }
  }
}

/// How things are laid out: up to eight words are a line, as many as a processor's caches take at once.
struct LineShape {
  /// Words of a line.
  let span: Int
  /// Lines for all things.
  let width: Int

  init(domainSize: Int) {
    let words = max(1, (domainSize + 63) / 64)
    (span, width) = (min(words, 8), (words + 7) / 8)
  }
}
