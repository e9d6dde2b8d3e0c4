import Testing

@testable import KPIEngine

/// The rows of some days in order of a time are those that all rows in that order have there, and the newest day is that
/// of the last visible row, over shapes around a block of rows.
@Suite struct ViewPartTests {
  static let counts = [0, 1, 2, 63, 2_047, 2_048, 2_049, 5_000]
  private static let today = 19_400

  /// Rows with a time of their own and a linked one, each with nulls, equal days and days after today.
  private static func context(_ count: Int, _ dice: inout SequenceSolverTests.Dice, isMasked: Bool) -> ExecutionContext
  {
    func roll(_ below: Int) -> Int { dice.roll(below) }
    func values(_ null: Int32, _ value: () -> Int) -> Buffer<Int32> {
      Buffer([null] + (0..<count).map { _ in roll(7) == 0 ? null : Int32(value()) })
    }
    let days = values(TimeColumn.null) { 19_000 + roll(500) }
    let milliseconds = Buffer<Int32>([0] + (0..<count).map { _ in Int32(roll(86_400_000)) })
    let columns: [Column] = [
      .time(TimeColumn(days: days, milliseconds: nil)), .time(TimeColumn(days: days, milliseconds: milliseconds)),
      .link(.bits16(Buffer([0] + (0..<count).map { _ in roll(7) == 0 ? 0 : UInt16(1 + roll(count)) })), target: 0),
    ]
    let store = Store(
      entities: [
        EntityRows(
          rowCount: count, placedCount: count, columns: columns,
          keys: .integer(.bits32(Buffer((0...count).map(Int32.init)))))
      ], dictionaries: [], notes: [])
    let mask = isMasked ? Buffer<UInt8>([1] + (0..<count).map { _ in roll(3) == 0 ? 0 : 1 }) : nil
    return ExecutionContext(
      rowSets: RowSets(store: store, today: today, placings: [nil], narrowed: [mask]), views: ViewCache())
  }

  private static let own = LinkPath(entity: 0)
  private static let linked = LinkPath(entity: 0, hops: [LinkPath.Hop(column: 2, target: 0)])
  static let times: [Scalar] = [
    .time(own, column: 0, isPlanned: false), .time(own, column: 1, isPlanned: true),
    .time(linked, column: 1, isPlanned: false),
  ]

  private func rows(_ view: View, _ days: Range<Int>) -> [Int32] {
    view.positions(in: days).map { view.order?[$0] ?? Int32($0) }
  }

  @Test(arguments: counts, [false, true]) func partsHaveTheRowsOfAll(_ count: Int, _ isMasked: Bool) throws {
    var dice = SequenceSolverTests.Dice(state: UInt64(count) &* 31 &+ 7)
    let context = Self.context(count, &dice, isMasked: isMasked)
    for time in Self.times {
      let whole = try ViewCache().view(of: 0, by: time, in: context)
      #expect(whole.part == nil)
      for _ in 0..<20 {
        let start = 18_990 + dice.roll(520)
        let days = start..<start + 1 + dice.roll(200)
        let views = ViewCache()
        let part = try views.view(of: 0, by: time, within: days, in: context)
        #expect(part.part == days)
        let inner = start + dice.roll(days.count)
        let within = inner..<inner + dice.roll(days.upperBound - inner + 1)
        #expect(rows(part, days) == rows(whole, days))
        #expect(rows(part, within) == rows(whole, within))
        #expect(part.positions(in: 5..<5).isEmpty)
        // The same days again are there; others have all rows put in order, and that stays.
        #expect(try views.view(of: 0, by: time, within: within, in: context).part == days)
        let other = try views.view(of: 0, by: time, within: start..<days.upperBound + 1, in: context)
        #expect(other.part == nil)
        #expect(rows(other, 0..<30_000) == rows(whole, 0..<30_000))
        #expect(try views.view(of: 0, by: time, within: days, in: context).part == nil)
      }
      // What begins with the first row is not worth a part.
      let early = try ViewCache().view(of: 0, by: time, within: Window.firstDay..<19_100, in: context)
      #expect(early.part == nil)
    }
  }

  @Test(arguments: counts, [false, true]) func theNewestDayIsThatOfTheLastRow(_ count: Int, _ isMasked: Bool) throws {
    var dice = SequenceSolverTests.Dice(state: UInt64(count) &* 17 &+ 3)
    let context = Self.context(count, &dice, isMasked: isMasked)
    for time in Self.times {
      let view = try ViewCache().view(of: 0, by: time, in: context)
      let newest = view.positions.last { context.rowSets.isVisible(Int(view.order?[$0] ?? Int32($0)), of: 0) }
        .map { Int(view.days[$0]) }
      #expect(context.newestDay(of: 0, by: time) == newest)
      for enough in [18_000, 19_000, 19_399, 19_400, 19_499, 20_000] {
        let found = context.newestDay(of: 0, by: time, enough: enough)
        #expect((found ?? .min) <= (newest ?? .min))
        #expect((found ?? .min) >= min(newest ?? .min, enough))
      }
      // Where all rows are in order already, they say it.
      _ = try context.views.view(of: 0, by: time, in: context)
      #expect(context.newestDay(of: 0, by: time) == newest)
    }
  }
}
