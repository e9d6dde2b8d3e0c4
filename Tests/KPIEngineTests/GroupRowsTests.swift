import Testing

@testable import KPIEngine

/// Columns of groups, as they are gathered and put together: always the values that were put in.
@Suite struct GroupRowsTests {
  static let columns: [[Value]] = [
    [], [.null], [.null, .null], [.integer(1), .null, .integer(-3)], [.null, .integer(1), .real(0.5), .null],
    [.decimal(125, scale: 2), .decimal(0, scale: 2), .null], [.decimal(125, scale: 2), .integer(0)],
    [.decimal(125, scale: 2), .decimal(1, scale: 1)], [.real(0.1), .null, .real(-0.0)], [.null, .real(.infinity)],
    [.integer(.max), .integer(.min + 1)], [.null, .text("a"), .null, .integer(1)], [.time(day: 3, second: 0), .null],
    [.integer(0), .decimal(5, scale: 0)],
  ]

  @Test(arguments: columns) func cellsAreWhatWasAppended(_ values: [Value]) {
    var builder = CellsBuilder(capacity: 2)
    for value in values { builder.append(value) }
    #expect(builder.cells.count == values.count)
    #expect(builder.cells.values == values)
  }

  @Test func numbersOfOneKindAreKeptAsNumbers() {
    func cells(_ values: [Value]) -> Cells {
      var builder = CellsBuilder(capacity: 0)
      for value in values { builder.append(value) }
      return builder.cells
    }
    guard case .exact([nullNumber, 7], scale: 0) = cells([.null, .integer(7)]) else {
      Issue.record("whole numbers are not kept as such")
      return
    }
    guard case .exact([125, nullNumber], scale: 2) = cells([.decimal(125, scale: 2), .null]) else {
      Issue.record("decimals are not kept as such")
      return
    }
    guard case .reals(let numbers) = cells([.real(1.5), .null]), numbers[0] == 1.5, numbers[1].isNaN else {
      Issue.record("floating numbers are not kept as such")
      return
    }
  }

  @Test(arguments: columns, columns) func cellsFollowEachOther(_ first: [Value], _ second: [Value]) {
    func cells(_ values: [Value]) -> Cells {
      var builder = CellsBuilder(capacity: 0)
      for value in values { builder.append(value) }
      return builder.cells
    }
    #expect(cells(first).followed(by: cells(second)).values == first + second)
  }

  @Test(arguments: columns) func cellsSortAsTheirValues(_ values: [Value]) {
    var builder = CellsBuilder(capacity: 0)
    for value in values { builder.append(value) }
    let (own, expected) = (SortValue.numbers(of: builder.cells), SortValue.numbers(of: values))
    for left in values.indices {
      for right in values.indices { #expect((own[left] < own[right]) == (expected[left] < expected[right])) }
    }
  }

  @Test func examplesStandForEqualCells() throws {
    let texts = Cells.texts([2, 0, 2, 1, 0], among: ["", "a", "b"])
    let coded = Cells.coded([0, -1, 0, 1, -1], among: [.integer(5), .integer(6)])
    for cells in [texts, coded] {
      let examples = try #require(cells.examples)
      #expect(examples.rows == [0, 1, 3])
      #expect(examples.places == [0, 1, 0, 2, 1])
      #expect(examples.places.map { cells[examples.rows[Int($0)]] } == cells.values)
    }
    #expect(Cells.exact([1], scale: 0).examples.map(\.rows) == nil)
  }

  @Test func rowsAreKeptAndJoinedByColumn() {
    let rows = GroupRows(
      keys: [[3, 1, 2], [0, 0, 1]], columns: [.exact([30, 10, 20], scale: 0)], count: 3)
    let kept = rows.kept([2, 0])
    #expect(kept.map { Array($0.keys) } == [[2, 1], [3, 0]])
    #expect(kept.map { Array($0.columns) } == [[.integer(20)], [.integer(30)]])
    let joined = kept.followed(by: GroupRows(keyCount: 2, columnCount: 1)).followed(by: rows.kept([1]))
    #expect(joined.keys == [[2, 3, 1], [1, 0, 0]] && joined.count == 3)
    #expect(joined.withKey(-1, at: 1).keys == [[2, 3, 1], [-1, -1, -1], [1, 0, 0]])
  }

  /// Counted in four tables, or one by one.
  @Test(arguments: [1, 2, 7, 127, 128, 129, 1_000]) func rowsAreCountedBySlot(_ size: Int) {
    var dice = SequenceSolverTests.Dice(state: UInt64(size))
    let scratch = Scratch<UInt32>()
    for count in [0, 1, 3, 255, 256, 257, 2_047, 2_048] {
      let slots = (0..<count).map { _ in Int32(dice.roll(size)) }
      var counts = (0..<size).map { Int64($0 * 10) }
      var expected = counts
      for slot in slots { expected[Int(slot)] += 1 }
      counts.withUnsafeMutableBufferPointer { SlotTally.add(slots, count, to: $0, scratch.base) }
      #expect(counts == expected)
      #expect(SlotTally.only(slots, count) == (Set(slots).count == 1 ? Int(slots[0]) : nil))
    }
  }
}

/// Digit by digit, or by comparing: one order.
@Suite struct DigitSortTests {
  @Test(arguments: [0, 1, 2, 255, 256, 257, 3_000]) func rowsOfEqualNumbersStayAsTheyWere(_ count: Int) {
    var dice = SequenceSolverTests.Dice(state: UInt64(count) &+ 5)
    let ranges: [(Int) -> Int64] = [
      { _ in 7 }, { Int64($0) }, { Int64(-$0) }, { _ in Int64(dice.roll(3)) },
      { _ in Int64(dice.roll(1 << 30)) &* Int64(dice.roll(1 << 30)) - (1 << 40) },
      { [Int64.min, .max, 0, -1, 1][$0 % 5] }, { [3, .max, 0, 5][$0 % 4] },
    ]
    for make in ranges {
      let numbers = (0..<count).map(make)
      let expected = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
      #expect(DigitSort.order(by: numbers).map { Int($0) } == expected)
      // By another number first: where this one is equal, that order stays.
      let first = (0..<count).map { _ in Int64(dice.roll(9)) }
      var order = DigitSort.order(by: first)
      DigitSort.sort(&order, by: numbers)
      #expect(
        order.map { Int($0) }
          == numbers.indices.sorted { (numbers[$0], first[$0], $0) < (numbers[$1], first[$1], $1) })
    }
  }
}
