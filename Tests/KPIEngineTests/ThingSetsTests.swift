import Testing

@testable import KPIEngine

/// Things counted once, in slots and in the coarser groupings along with them, against sets.
@Suite struct ThingSetsTests {
  struct Shape: CustomTestStringConvertible {
    var things: Int
    var groups: Int
    var below: Int
    var units: Int
    var rows: Int
    var testDescription: String { "\(things) things, \(groups) groups by \(below), \(units) units, \(rows) rows" }
  }

  static let shapes: [Shape] = [
    Shape(things: 1, groups: 1, below: 1, units: 1, rows: 0), Shape(things: 2, groups: 1, below: 1, units: 3, rows: 1),
    Shape(things: 63, groups: 3, below: 3, units: 2, rows: 40),
    Shape(things: 64, groups: 4, below: 2, units: 5, rows: 2_047),
    Shape(things: 65, groups: 6, below: 3, units: 1, rows: 2_048),
    Shape(things: 5_000, groups: 12, below: 4, units: 7, rows: 2_049),
    Shape(things: 5_000, groups: 7, below: 7, units: 3, rows: 20),
    Shape(things: 130, groups: 5, below: 2, units: 4, rows: 300),
    Shape(things: 511, groups: 2, below: 1, units: 2, rows: 3_000),
    Shape(things: 513, groups: 9, below: 3, units: 3, rows: 700),
    Shape(things: 40_000, groups: 3, below: 3, units: 3, rows: 60),
    Shape(things: 4_097, groups: 3, below: 2, units: 2, rows: 30_000),
  ]

  @Test(arguments: shapes, [0, 1 << 17])
  func countsAreThoseOfSets(_ shape: Shape, _ denseLines: Int) {
    let room = ThingSets.Room(denseLines: denseLines)
    var dice = SequenceSolverTests.Dice(state: UInt64(shape.things * 31 + shape.rows))
    let sets = ThingSets(domainSize: shape.things, slotsPerUnit: shape.groups, isGrowing: false, room: room)
    sets.count(along: shape.below, acrossUnits: false, unitCount: shape.units)
    sets.count(along: shape.groups, acrossUnits: true, unitCount: shape.units)
    let other = ThingSets(
      domainSize: shape.things, slotsPerUnit: shape.groups, isGrowing: false, room: room)
    other.count(along: shape.below, acrossUnits: false, unitCount: shape.units)
    other.count(along: shape.groups, acrossUnits: true, unitCount: shape.units)
    let coarse = (shape.groups + shape.below - 1) / shape.below
    var (own, whole) = ([Set<Int>](repeating: [], count: shape.groups * shape.units), Set<Int>())
    var coarser = [Set<Int>](repeating: [], count: coarse * shape.units)
    var counts = [Int64](repeating: 0, count: own.count)
    var othersCounts = counts
    for unit in 0..<shape.units {
      // Two threads have units of their own.
      let mine = unit % 2 == 0 ? sets : other
      let things = (0..<shape.rows).map { _ in UInt32(dice.roll(shape.things)) }
      let slots = (0..<shape.rows).map { _ in Int32(unit * shape.groups + dice.roll(shape.groups)) }
      for start in stride(from: 0, to: shape.rows, by: 1_000) {
        let end = min(shape.rows, start + 1_000)
        let (part, places) = (Array(things[start..<end]), Array(slots[start..<end]))
        if unit % 2 == 0 {
          mine.insert(part, slots: places, count: part.count, into: &counts)
        } else {
          mine.insert(part, slots: places, count: part.count, into: &othersCounts)
        }
      }
      if unit % 2 == 0 { mine.endUnit(unit, into: &counts) } else { mine.endUnit(unit, into: &othersCounts) }
      for (thing, slot) in zip(things, slots) where thing != 0 {
        own[Int(slot)].insert(Int(thing))
        coarser[unit * coarse + (Int(slot) - unit * shape.groups) / shape.below].insert(Int(thing))
        whole.insert(Int(thing))
      }
    }
    sets.merge(other)
    #expect(zip(counts, othersCounts).map(+) == own.map { Int64($0.count) })
    #expect(sets.coarser[0].counts == coarser.map { Int64($0.count) })
    #expect(sets.coarser[1].counts == [Int64(whole.count)])
  }

  /// Where there is no room for every group: few groups that occur among many, and so many that a table takes over.
  @Test(
    arguments: [
      (groups: 1_000, used: 5), (groups: 1_000, used: 16), (groups: 1_000, used: 40), (groups: 50, used: 50),
    ],
    [true, false])
  func groupsThatHaveNoRoom(_ shape: (groups: Int, used: Int), isGrowing: Bool) {
    let (things, units) = (3_000, 3)
    var dice = SequenceSolverTests.Dice(state: UInt64(shape.used))
    // Room for sixteen groups.
    let sets = ThingSets(
      domainSize: things, slotsPerUnit: shape.groups, isGrowing: isGrowing, room: .init(lines: 16 * 6))
    #expect(sets.canCount(along: shape.groups) && !sets.canCount(along: 1))
    if !isGrowing { sets.count(along: shape.groups, acrossUnits: true, unitCount: units) }
    var counts = [Int64](repeating: 0, count: shape.groups * units)
    var own = [Set<Int>](repeating: [], count: counts.count)
    var whole: Set<Int> = []
    for unit in 0..<units {
      for _ in 0..<4 {
        let members = (0..<700).map { _ in UInt32(dice.roll(things)) }
        let groups = (0..<700).map { _ in dice.roll(shape.used) * (shape.groups / shape.used) }
        let slots = groups.map { Int32(unit * shape.groups + $0) }
        sets.insert(members, slots: slots, count: 700, into: &counts)
        for (thing, group) in zip(members, groups) where thing != 0 {
          whole.insert(Int(thing))
          // Where units grow, the first that has a thing counts it.
          let earlier = isGrowing ? (0..<unit).contains { own[$0 * shape.groups + group].contains(Int(thing)) } : false
          if !earlier { own[unit * shape.groups + group].insert(Int(thing)) }
        }
      }
      sets.endUnit(unit, into: &counts)
    }
    #expect(counts == own.map { Int64($0.count) })
    // A table counts nothing along.
    let along = isGrowing || shape.used > 16 ? [] : [[Int64(whole.count)]]
    #expect(sets.coarser.map(\.counts) == along)
  }

  /// The rows of one unit in shares, whose things are united before they are counted.
  @Test(arguments: shapes, [1, 2, 3])
  func sharesOfTheRowsCountAsAll(_ shape: Shape, _ shares: Int) {
    var dice = SequenceSolverTests.Dice(state: UInt64(shape.things * 13 + shape.rows))
    #expect(ThingSets.canUnite(domainSize: shape.things, slotsPerUnit: shape.groups))
    let parts = (0..<shares).map { share in
      // Lines that are there and lines that rows have made go together.
      let sets = ThingSets(
        domainSize: shape.things, slotsPerUnit: shape.groups, isGrowing: false,
        room: .init(denseLines: (shares + share) % 2 == 0 ? 0 : 1 << 17))
      sets.count(along: shape.below, acrossUnits: true, unitCount: 1)
      return sets
    }
    let coarse = (shape.groups + shape.below - 1) / shape.below
    var (own, coarser) = (
      [Set<Int>](repeating: [], count: shape.groups), [Set<Int>](repeating: [], count: coarse)
    )
    var counts = [Int64](repeating: 0, count: shape.groups)
    for row in 0..<shape.rows {
      let (thing, slot) = (UInt32(dice.roll(shape.things)), Int32(dice.roll(shape.groups)))
      parts[row * shares / shape.rows].insert([thing], slots: [slot], count: 1, into: &counts)
      guard thing != 0 else { continue }
      own[Int(slot)].insert(Int(thing))
      coarser[Int(slot) / shape.below].insert(Int(thing))
    }
    #expect(counts.allSatisfy { $0 == 0 })
    for part in parts.dropFirst() { parts[0].merge(part) }
    parts[0].endUnit(0, into: &counts)
    #expect(counts == own.map { Int64($0.count) })
    #expect(parts[0].coarser[0].counts == coarser.map { Int64($0.count) })
  }
}
