import Testing

@testable import KPIEngine

/// Numbers that a key takes are found once for the rows of some days; what is kept of them changes no group.
@Suite struct KeptValuesTests {
  /// Rows from day 100 on, 40 a day, with a second time up to `spread` days later, one in seven without.
  private static func context(_ count: Int, spread: Int) -> (context: ExecutionContext, lengths: [Int?]) {
    var dice = SequenceSolverTests.Dice(state: UInt64(count + spread))
    let lengths = (0..<count).map { _ in dice.roll(7) == 0 ? nil : dice.roll(spread) }
    let starts = (0..<count).map { Int32(100 + $0 / 40) }
    let ends = zip(starts, lengths).map { start, length in length.map { start + Int32($0) } ?? TimeColumn.null }
    func time(_ days: [Int32]) -> Column {
      .time(TimeColumn(days: Buffer([TimeColumn.null] + days), milliseconds: nil))
    }
    let store = Store(
      entities: [
        EntityRows(
          rowCount: count, placedCount: count, columns: [time(starts), time(ends)],
          keys: .integer(.bits32(Buffer((0...count).map(Int32.init)))), placedBy: 0)
      ], dictionaries: [], notes: [])
    let context = ExecutionContext(
      rowSets: RowSets(
        store: store, today: 1 << 20, placings: [Placing(time: times[0], isPlanned: false, column: 0)],
        narrowed: [nil]), views: ViewCache())
    return (context, lengths)
  }

  private static let times = (0..<2).map { Scalar.time(LinkPath(entity: 0), column: $0, isPlanned: false) }

  /// How many rows of the days there are by length.
  private static func plan(_ days: Range<Int>, among condition: Scalar? = nil) -> GroupedPlan {
    let input = Input(
      entity: 0, time: times[0], condition: condition, keys: [.function(.days, times)])
    return GroupedPlan(
      frame: Frame(whole: FrameUnit(start: days.lowerBound, end: days.upperBound, grain: nil), today: 1 << 20),
      by: [.dimension(0)], dimensions: [Dimension()], aggregates: [Aggregate(.count, inputs: [input])],
      columns: [.aggregate(0)])
  }

  /// In no order, which is that of the counts.
  private static func groups(_ table: GroupedTable) -> Set<[Value]> {
    Set(table.rows.map { [table.keys[0].value(of: $0.keys[0]), $0.columns[0]] })
  }

  @Test(arguments: [0, 1, 100, 5_000], [3, 300, 70_000])
  func groupsAreThoseOfTheRows(_ count: Int, _ spread: Int) throws {
    let (context, lengths) = Self.context(count, spread: spread)
    for days in [100..<300, 100..<300, 110..<130, 100..<100, 100..<300] {
      let own = lengths.enumerated().filter { days.contains(100 + $0.offset / 40) }.map(\.element)
      let known = Set(own.compactMap { $0 }).sorted()
      var expected = known.map { length in
        [Value.integer(Int64(length)), .integer(Int64(own.count { $0 == length }))]
      }
      if own.contains(nil) { expected.append([.null, .integer(Int64(own.count { $0 == nil }))]) }
      let table = try GroupedExecutor(context: context, plan: Self.plan(days)).run()
      #expect(Self.groups(table) == Set(expected))
      // Rows that a condition chooses do not follow each other.
      let chosen = Scalar.compare(.greaterOrEqual, .function(.days, Self.times), .integer(2))
      let some = try GroupedExecutor(context: context, plan: Self.plan(days, among: chosen)).run()
      #expect(Self.groups(some) == Set(expected.filter { $0[0].exactNumber.map { $0.coefficient >= 2 } ?? false }))
    }
    // One for each stretch of days: the second asking has what the first has found.
    #expect(context.factUse.makings == 3)
  }

  @Test func ascendingRowsNeedNoOrder() {
    var dice = SequenceSolverTests.Dice(state: 11)
    for _ in 0..<2_000 {
      let count = dice.roll(5)
      let columns = (0..<1 + dice.roll(3)).map { _ in (0..<count).map { _ in Int64(dice.roll(2)) } }
      let rows = (0..<count).map { row in columns.map { $0[row] } }
      let isAscending = zip(rows, rows.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) }
      #expect(DigitSort.isAscending(columns, count: count) == isAscending)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 1_000]) func daysAreFoundWhereTheyAre(_ count: Int) {
    var dice = SequenceSolverTests.Dice(state: UInt64(count))
    let days = (0..<count).map { _ in Int32(dice.roll(40)) }.sorted()
    let view = View(order: nil, days: Buffer([-1] + days), positions: 1..<count + 1)
    for start in -1...41 {
      for end in start...41 {
        let within = days.indices.filter { start..<end ~= Int(days[$0]) }
        let found = view.positions(in: start..<end)
        #expect(found.count == within.count)
        if let first = within.first { #expect(found.lowerBound == first + 1) }
      }
    }
  }
}
