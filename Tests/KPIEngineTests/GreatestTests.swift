import Testing

@testable import KPIEngine

/// `top` of an only key against the whole table, cut afterwards; and states at days against each subject's own history.
@Suite struct GreatestTests {
  struct Shape: CustomTestStringConvertible {
    var rows: Int
    var things: Int
    var top: Int
    /// Numbers are below it: the fewer there are, the more are equal.
    var spread: Int
    var isReal = false

    var testDescription: String { "\(rows) rows of \(things) things, top \(top), numbers below \(spread)" }
  }

  static let shapes: [Shape] = [
    Shape(rows: 0, things: 3, top: 2, spread: 5), Shape(rows: 1, things: 1, top: 1, spread: 5),
    Shape(rows: 40, things: 12, top: 5, spread: 3), Shape(rows: 2_047, things: 300, top: 10, spread: 2),
    Shape(rows: 2_048, things: 300, top: 299, spread: 40), Shape(rows: 2_049, things: 300, top: 1_000, spread: 40),
    Shape(rows: 5_000, things: 700, top: 25, spread: 9, isReal: true), Shape(rows: 100, things: 50, top: 0, spread: 2),
  ]

  /// Rows on days 100 … with a link to a thing (one in nine to none), a number (one in seven null) and things with names of
  /// which several are equal.
  private static func context(_ shape: Shape) -> ExecutionContext {
    var dice = SequenceSolverTests.Dice(state: UInt64(shape.rows * 7 + shape.things))
    let links = Buffer(
      [UInt32(0)] + (0..<shape.rows).map { _ in dice.roll(9) == 0 ? 0 : UInt32(1 + dice.roll(shape.things)) })
    let numbers = (0..<shape.rows).map { _ in dice.roll(7) == 0 ? nil : dice.roll(shape.spread) }
    let days = Buffer([TimeColumn.null] + (0..<shape.rows).map { Int32(100 + $0 / 50) })
    let number: Column =
      shape.isReal
      ? .real(Buffer([.nan] + numbers.map { $0.map { Double($0) / 8 } ?? .nan }))
      : .integer(.bits32(Buffer([.min] + numbers.map { $0.map(Int32.init) ?? .min })))
    var names: [UInt16] = [0]
    for thing in 0..<shape.things {
      let name = 1 + thing * 31 % 97
      names.append(thing % 5 == 4 ? 0 : UInt16(name))
    }
    func keys(_ count: Int) -> KeyColumn {
      let keys: [Int32] = (0..<count).map { Int32(1_000 - $0) }
      return .integer(.bits32(Buffer([.min] + keys)))
    }
    let store = Store(
      entities: [
        EntityRows(
          rowCount: shape.rows, placedCount: shape.rows,
          columns: [.time(TimeColumn(days: days, milliseconds: nil)), .link(.bits32(links), target: 1), number],
          keys: keys(shape.rows), placedBy: 0),
        EntityRows(
          rowCount: shape.things, placedCount: shape.things, columns: [.text(.bits16(Buffer(names)), dictionary: 0)],
          keys: keys(shape.things)),
      ],
      dictionaries: [TextDictionary(texts: [""] + (1...97).map { "tên \($0 * 53 % 97)" })], notes: [])
    let time = Scalar.time(LinkPath(entity: 0), column: 0, isPlanned: false)
    return ExecutionContext(
      rowSets: RowSets(
        store: store, today: 1_000, placings: [Placing(time: time, isPlanned: false, column: 0), nil],
        narrowed: [nil, nil]), views: ViewCache())
  }

  private static func plan(_ function: Aggregate.Function, withOther: Bool, _ top: Int?) -> GroupedPlan {
    let way = LinkPath(entity: 0, hops: [LinkPath.Hop(column: 1, target: 1)])
    let input = Input(
      entity: 0, time: .time(LinkPath(entity: 0), column: 0, isPlanned: false), keys: [.row(way)],
      payload: .number(LinkPath(entity: 0), column: 2))
    let count = Aggregate(.count, inputs: [Input(entity: 0, time: input.time, keys: input.keys)])
    var plan = GroupedPlan(
      frame: Frame(whole: FrameUnit(start: 0, end: 900, grain: nil), today: 1_000), by: [.dimension(0)],
      dimensions: [Dimension(nameColumn: 0)], aggregates: [Aggregate(function, inputs: [input]), count],
      columns: [.aggregate(0), .aggregate(1), .overall(.aggregate(1), within: nil)])
    plan.top = top.map { TopGroups(count: .number($0), kept: .values(of: 0), withOther: withOther) }
    return plan
  }

  @Test(arguments: shapes)
  func theGreatestAreTheFirstOfAll(_ shape: Shape) throws {
    let context = Self.context(shape)
    for function in [Aggregate.Function.count, .sum, .maximum, .average, .distinct] {
      let all = try GroupedExecutor(context: context, plan: Self.plan(function, withOther: false, nil)).run()
      for withOther in [false, true] {
        let plan = Self.plan(function, withOther: withOther, shape.top)
        let kept = try GroupedExecutor(context: context, plan: plan).run()
        #expect(kept.total == all.total)
        let named = all.rows.filter { $0.keys[0] != 0 }
        let first = named.prefix(shape.top)
        #expect(kept.rows.prefix(first.count).map { Array($0.keys) } == first.map { Array($0.keys) }, "\(function)")
        #expect(kept.rows.prefix(first.count).map { Array($0.columns) } == first.map { Array($0.columns) })
        let left = named.dropFirst(shape.top)
        let others = kept.rows.filter { $0.keys[0] == GroupedTable.otherCode }
        #expect(others.count == (withOther && !left.isEmpty ? 1 : 0))
        #expect(kept.rows.contains { $0.keys[0] == 0 } == (withOther && all.rows.contains { $0.keys[0] == 0 }))
        guard let other = others.first else { continue }
        #expect(kept.others?.codes == left.map { $0.keys[0] }.sorted())
        // The rows that the others have are those that the kept ones have not.
        #expect(other.columns[1] == .integer(left.reduce(0) { $0 + ($1.columns[1].exactNumber?.coefficient ?? 0) }))
        guard function == .sum, !shape.isReal else { continue }
        #expect(other.columns[0] == .integer(left.reduce(0) { $0 + ($1.columns[0].exactNumber?.coefficient ?? 0) }))
      }
    }
  }

  /// States of subjects by a sweep over the changes, and by each one's own changes.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func statesAreThoseOfEachHistory(_ seed: UInt64) throws {
    var dice = SequenceSolverTests.Dice(state: seed)
    let (subjects, changes) = ([1, 7, 300][dice.roll(3)], [0, 5, 2_100][dice.roll(3)])
    let created = (0..<subjects).map { Int32($0 * 40 / subjects) }
    let present = (0..<subjects).map { _ in UInt8(dice.roll(4)) }
    let days = (0..<changes).map { _ in Int32(dice.roll(60)) }.sorted()
    let moves = days.map { day in
      (day: day, subject: Int32(dice.roll(subjects + 1)), from: UInt8(dice.roll(4)), to: UInt8(dice.roll(4)))
    }
    func time(_ days: [Int32]) -> Column {
      .time(TimeColumn(days: Buffer([TimeColumn.null] + days), milliseconds: nil))
    }
    func keys(_ count: Int) -> KeyColumn { .integer(.bits32(Buffer((0...count).map(Int32.init)))) }
    let store = Store(
      entities: [
        EntityRows(
          rowCount: subjects, placedCount: subjects,
          columns: [time(created), .text(.bits8(Buffer([0] + present)), dictionary: 0)], keys: keys(subjects),
          placedBy: 0),
        EntityRows(
          rowCount: changes, placedCount: changes,
          columns: [
            time(days), .link(.bits16(Buffer([0] + moves.map { UInt16($0.subject) })), target: 0),
            .text(.bits8(Buffer([0] + moves.map(\.from))), dictionary: 0),
            .text(.bits8(Buffer([0] + moves.map(\.to))), dictionary: 0),
          ], keys: keys(changes), placedBy: 0),
      ],
      dictionaries: [TextDictionary(texts: ["", "a", "b", "c"])], notes: [])
    let times = (0..<2).map { Scalar.time(LinkPath(entity: $0), column: 0, isPlanned: false) }
    // Changes after today tell what was before them.
    let today = 45
    let context = ExecutionContext(
      rowSets: RowSets(
        store: store, today: today, placings: times.map { Placing(time: $0, isPlanned: false, column: 0) },
        narrowed: [nil, nil]), views: ViewCache())
    let asked = [20, 21, 30, 44]
    let plan = AsOfPlan(
      subjects: Input(entity: 0, time: times[0]), present: .text(LinkPath(entity: 0), column: 1),
      changes: AsOfPlan.Changes(
        entity: 1, subject: LinkPath(entity: 1, hops: [LinkPath.Hop(column: 1, target: 0)]),
        time: .time(LinkPath(entity: 1), column: 0, isPlanned: true), from: .text(LinkPath(entity: 1), column: 2),
        to: .text(LinkPath(entity: 1), column: 3)),
      dimension: Dimension(), days: asked, dayBefore: 19,
      frame: Frame(whole: FrameUnit(start: 20, end: 46, grain: nil), today: today))
    // The second time the states at the first day are known.
    let first = try AsOfExecutor(context: context, plan: plan).run()
    let table = try AsOfExecutor(context: context, plan: plan).run()
    #expect(context.factUse.makings == 1)
    #expect(first.states == table.states && first.cells == table.cells)
    func state(_ subject: Int, _ day: Int) -> UInt8? {
      guard Int(created[subject]) <= day else { return nil }
      let own = moves.filter { Int($0.subject) == subject + 1 }
      return own.last { Int($0.day) <= day }?.to ?? own.first?.from ?? present[subject]
    }
    for (index, day) in asked.enumerated() {
      let before = index == 0 ? 19 : asked[index - 1]
      for code in 0..<4 {
        let (now, then) = (0..<subjects).reduce(into: (Set<Int>(), Set<Int>())) { sets, subject in
          if state(subject, day) == UInt8(code) { sets.0.insert(subject) }
          if state(subject, before) == UInt8(code) { sets.1.insert(subject) }
        }
        let cell = table.states.firstIndex(of: code).map { table.cells[index][$0] } ?? .init()
        #expect(cell.subjects == now.count, "day \(day), state \(code)")
        guard table.states.contains(code) else { continue }
        #expect(cell.arrived == now.subtracting(then).count)
        #expect(cell.left == then.subtracting(now).count)
      }
    }
  }
}
