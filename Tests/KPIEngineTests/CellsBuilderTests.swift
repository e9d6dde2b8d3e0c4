import Testing

@testable import KPIEngine

/// Cells that are appended are read as they were, whatever they are kept as.
@Suite struct CellsBuilderTests {
  private static let times: [Value] = [
    .time(day: 19_000, second: 0), .time(day: -3, second: 86_399),
    .moment(LocalMoment(day: 7, second: 1, millisecond: 5, stamp: Stamp.start(of: 7) + 1_005)),
  ]

  private static let columns: [[Value]] = [
    [],
    [.null, .null],
    [.null, .integer(3), .integer(-4), .null],
    [.integer(3), .integer(.min), .integer(.max)],
    [.decimal(125, scale: 1), .null, .decimal(-5, scale: 1)],
    [.decimal(125, scale: 1), .integer(5), .decimal(125, scale: 2)],
    [.integer(5), .decimal(125, scale: 1)],
    [.null, .real(0.1), .null, .real(-1e300)],
    [.real(0.5), .integer(1)],
    [.text(""), .null, .text("Huế"), .text("Đà Nẵng"), .text("Huế")],
    [.null, .text("a"), .integer(1), .text("a")],
    [.null] + times + [.null],
    [times[0], .date(4)],
    [.date(4), .null, .date(-1)],
    [.boolean(true), .null, .boolean(false)],
    [.integer(1), .other, .unit(.month, day: 19_000)],
    (0..<10_000).map { .text("khách \($0)") } + [.null, .text("khách 7")],
  ]

  @Test(arguments: columns) func cellsAreReadAsTheyWereAppended(_ column: [Value]) {
    var builder = CellsBuilder()
    for value in column { builder.append(value) }
    #expect(builder.cells.values == column)
    #expect(builder.cells.count == column.count)
  }

  @Test func rowsAreReadAsTheyWereAppended() {
    var builder = RowsBuilder()
    let rows: [[Value]] = [[.integer(1), .text("a")], [.null, .text("b")], [.real(0.5), .null]]
    for row in rows {
      for (column, cell) in row.enumerated() { builder.append(cell, at: column) }
      builder.endRow()
    }
    #expect(builder.rows.map(Array.init) == rows)
    #expect(RowsBuilder().rows.isEmpty)
  }

  @Test func numbersAreKeptAsNumbers() {
    var builder = CellsBuilder()
    for number in 0..<1_000 { builder.append(.integer(Int64(number))) }
    if case .exact(_, scale: 0) = builder.cells { return }
    Issue.record("numbers are kept as something else")
  }
}
