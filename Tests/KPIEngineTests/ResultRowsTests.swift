import Testing

@testable import KPIEngine

/// A column's cells are the same values, whatever they are kept as.
@Suite struct ResultRowsTests {
  /// Each kind with what it stands for.
  private static func kinds(_ count: Int) -> [(cells: Cells, values: [Value])] {
    let numbers = (0..<count).map { $0 % 3 == 1 ? nullNumber : Int64($0) * 7 - 3 }
    let exact = numbers.map { $0 == nullNumber ? Value.null : .integer($0) }
    let stamps = numbers.map { $0 == nullNumber ? nullNumber : Stamp.start(of: Int($0)) + Stamp.perSecond }
    return [
      (.values(exact), exact),
      (.exact(numbers, scale: 0), exact),
      (.exact(numbers, scale: 2), numbers.map { $0 == nullNumber ? .null : .decimal($0, scale: 2) }),
      (
        .texts((0..<count).map { UInt32($0 % 3) }, among: ["", "Đà Nẵng", "Huế"]),
        (0..<count).map { [.null, .text("Đà Nẵng"), .text("Huế")][$0 % 3] }
      ),
      (
        .coded((0..<count).map { Int32($0 % 3) - 1 }, among: [.boolean(false), .other]),
        (0..<count).map { [.null, .boolean(false), .other][$0 % 3] }
      ),
      (
        .reals((0..<count).map { $0 % 2 == 0 ? Double($0) / 2 : .nan }),
        (0..<count).map { $0 % 2 == 0 ? .real(Double($0) / 2) : .null }
      ),
      (
        .stamps(stamps, areDates: false, in: .vietnam),
        numbers.map { $0 == nullNumber ? .null : .time(day: Int($0), second: 1) }
      ),
      (
        .stamps(stamps, areDates: true, in: .vietnam),
        numbers.map { $0 == nullNumber ? .null : .date(Int($0)) }
      ),
      (
        links((0..<count).map { $0 % 6 - 1 }),
        (0..<count).map { [.null, .null, .text("An #10"), .text("An #9"), .text("Bình"), .text("#7")][$0 % 6] }
      ),
    ]
  }

  /// Links to the rows 10 An, 9 An, 8 Bình, and 7 without a name, of which all were listed.
  private static func links(_ rows: [Int]) -> Cells {
    let people = EntityRows(
      rowCount: 4, placedCount: 0, columns: [.text(.bits8(Buffer([0, 1, 1, 2, 0])), dictionary: 0)],
      keys: .integer(.bits32(Buffer([.min, 10, 9, 8, 7]))))
    let store = Store(entities: [people], dictionaries: [TextDictionary(texts: ["An", "Bình"])], notes: [])
    let context = ExecutionContext(
      rowSets: RowSets(store: store, today: 0, placings: [nil], narrowed: [nil]), views: ViewCache())
    let naming = RowNaming(of: 0, nameColumn: 0, among: [1, 2, 3, 4], context)
    return .links(rows, naming)
  }

  @Test("a row is called as among all that were listed, whichever are left")
  func names() {
    let cells = Self.links([1, 2, 1, 0, -1, 4])
    #expect(cells.kept([0]).values == [.text("An #10")])
    #expect(cells.kept([5, 3]).named.values == [.text("#7"), .null])
    #expect(cells.followed(by: .values([.null])).values.count == 7)
    #expect(Self.links([.min, -1]).values == [.null, .null])
    let examples = cells.examples
    #expect(examples?.rows == [0, 1, 3, 4, 5])
    #expect(examples?.places == [0, 1, 0, 2, 3, 4])
    if case .links = cells.named { Issue.record("what rows are called was not made") }
  }

  @Test("values in order have null last either way, and equal ones stay as they were", arguments: [5, 255, 256, 2_049])
  func order(count: Int) {
    let kinds = Self.kinds(count).map(\.values) + [(0..<count).map { .text("\($0 % 7)") }]
    for values in kinds {
      for descending in [false, true] {
        let sortable = values.map(SortValue.init)
        let expected = values.indices.sorted { left, right in
          if values[left] == .null || values[right] == .null {
            return values[left] != .null || values[right] == .null && left < right
          }
          if sortable[left] == sortable[right] { return left < right }
          return descending ? sortable[right] < sortable[left] : sortable[left] < sortable[right]
        }
        #expect(SortValue.order(of: values, descending: descending) == expected)
      }
    }
  }

  @Test("cells are read, kept and told whole as their values are", arguments: [0, 1, 2, 2_047, 2_048, 2_049])
  func reads(count: Int) {
    for (cells, values) in Self.kinds(count) {
      #expect(cells.count == count)
      #expect(cells.values == values)
      #expect((0..<count).map { cells[$0] } == values)
      let order = Array((0..<count).reversed()) + (count > 0 ? [0, 0] : [])
      #expect(cells.kept(order).values == order.map { values[$0] })
      #expect(cells.areWhole == values.allSatisfy(\.isWhole))
    }
  }

  @Test("rows of several columns are a view of them")
  func rows() {
    let kinds = Self.kinds(5)
    var rows = ResultRows(columns: kinds.map(\.cells), count: 5)
    #expect(rows.map(Array.init) == (0..<5).map { row in kinds.map { $0.values[row] } })
    #expect(rows.selecting([3, 0]).map(Array.init) == (0..<5).map { [kinds[3].values[$0], kinds[0].values[$0]] })
    #expect(rows.kept([4, 1]).map(Array.init) == [4, 1].map { row in kinds.map { $0.values[row] } })
    let before = rows.map(Array.init)
    rows.append(contentsOf: rows.kept([2]))
    #expect(rows.map(Array.init) == before + [before[2]])
    rows.append(before[0])
    #expect(rows.count == 7 && Array(rows[6]) == before[0])
    var none = ResultRows([])
    none.put(.values([]), at: 2)
    none.insert(.values([]), at: 1)
    #expect(none.isEmpty && none.selecting([2, 0]).isEmpty && none.kept([]).isEmpty)
  }

  @Test("rows that are not as wide as the first are told, as are columns of other lengths")
  func flaws() {
    let columns = [ResultColumn(name: "a", kind: .value, type: .integer)]
    #expect(ResultTable(name: "t", columns: columns, rows: [[.integer(1)], [.null]]).flaw == nil)
    #expect(ResultTable(name: "t", columns: columns, rows: [[.integer(1)], []]).flaw?.hasPrefix("row 2") == true)
    #expect(ResultTable(name: "t", columns: columns, rows: [[.null, .null]]).flaw != nil)
    let short = ResultRows(columns: [.values([.null])], count: 2)
    #expect(ResultTable(name: "t", columns: columns, rows: short).flaw?.hasPrefix("column 1") == true)
    #expect(ResultTable(name: "t", columns: columns, rows: ResultRows([])).flaw == nil)
  }
}
