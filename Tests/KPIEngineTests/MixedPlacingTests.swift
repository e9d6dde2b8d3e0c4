import Testing

@testable import KPIEngine

/// Rows that are placed by an intention beside rows that are not: a unit may be longer for the ones than for the others, and
/// the total has all of both.
@Suite struct MixedPlacingTests {
  @Test func theTotalHasWhatNoUnitHas() throws {
    let days = (0..<100).map { Int32(100 + $0) }
    let store = Store(
      entities: [
        EntityRows(
          rowCount: 100, placedCount: 100,
          columns: [.time(TimeColumn(days: Buffer([TimeColumn.null] + days), milliseconds: nil))],
          keys: .integer(.bits32(Buffer((0...100).map(Int32.init)))), placedBy: 0)
      ], dictionaries: [], notes: [])
    let times = [false, true].map { Scalar.time(LinkPath(entity: 0), column: 0, isPlanned: $0) }
    let context = ExecutionContext(
      rowSets: RowSets(
        store: store, today: 1_000, placings: [Placing(time: times[0], isPlanned: false, column: 0)], narrowed: [nil]),
      views: ViewCache())
    // The last unit ends on day 179, but for what is planned on day 199.
    var last = FrameUnit(start: 150, end: 180, grain: nil)
    last.plannedEnd = 200
    for function in [Aggregate.Function.count, .distinct] {
      func total(_ inputs: [Scalar]) throws -> (units: [Value], total: Value) {
        let plan = GroupedPlan(
          frame: Frame(
            whole: FrameUnit(start: 100, end: 200, grain: nil),
            units: [FrameUnit(start: 100, end: 150, grain: nil), last], today: 1_000),
          by: [.grain], dimensions: [],
          aggregates: [
            Aggregate(
              function,
              inputs: inputs.map { time in
                Input(entity: 0, time: time, payload: function == .distinct ? .row(LinkPath(entity: 0)) : nil)
              })
          ], columns: [.aggregate(0)])
        let table = try GroupedExecutor(context: context, plan: plan).run()
        return (table.rows.map { $0.columns[0] }, table.total[0])
      }
      let (done, planned) = (try total([times[0]]), try total([times[1]]))
      #expect(done.units == [.integer(50), .integer(30)])
      #expect(planned.units == [.integer(50), .integer(50)])
      #expect(done.total == .integer(100))
      #expect(planned.total == .integer(100))
      #expect(try total(times).total == .integer(function == .count ? 200 : 100))
    }
  }
}
