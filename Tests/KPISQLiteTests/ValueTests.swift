import KPIEngine
import KPISQLite
import Testing

@Suite struct ValueTests {
  private func load(_ values: [String], _ column: ColumnSpec, type: String = "") throws -> Store {
    let rows = values.enumerated().map { "(\($0 + 1), \($1))" }.joined(separator: ",")
    return try Fixture("CREATE TABLE t (id INTEGER PRIMARY KEY, v \(type)); INSERT INTO t VALUES \(rows)")
      .load(.table([column]))
  }

  @Test(
    "every ISO form is read, everything else counted",
    arguments: [
      ("'2023-09-06'", "2023-09-06"), ("'2023-09-06 10:00:01'", "2023-09-06 10:00:01"),
      ("'2023-09-06T10:00'", "2023-09-06 10:00:00"), ("'2023-09-06 10:00:01.999'", "2023-09-06 10:00:01"),
      ("'2023-09-06T20:00:00Z'", "2023-09-07 03:00:00"), ("'2023-09-06T20:00:00+07:00'", "2023-09-06 20:00:00"),
      ("'2023-09-06 20:00:00 -0330'", "2023-09-07 06:30:00"), ("' 2023-09-06 '", "2023-09-06"),
      ("'2024-02-29'", "2024-02-29"), ("'0001-01-01'", "0001-01-01"), ("'9999-12-31 23:59:59'", "9999-12-31 23:59:59"),
      ("'1969-12-31 23:59:59'", "1969-12-31 23:59:59"), ("NULL", "nil"),
      ("'2023-02-29'", "!"), ("'2023-13-01'", "!"), ("'0000-01-01'", "!"), ("'9999-12-31T23:00:00Z'", "!"),
      ("'2023-09-06 24:00:00'", "!"), ("'2023-09-06 10:60'", "!"), ("'2023-9-6'", "!"), ("'06/09/2023'", "!"),
      ("''", "!"),
      ("20230906", "!"), ("1.5", "!"), ("x'323032332d30392d3036'", "!"), ("'2023-09-06 10:00:00 +25:00'", "!"),
      ("'2023-09-06x10:00:00'", "!"), ("'2023-09-06 10:00:00 PM'", "!"),
    ])
  func iso(value: String, expected: String) throws {
    let store = try load([value], .time("v"))
    #expect(store.cell(0, 0, 1) == (expected == "!" ? "nil" : expected))
    #expect(store.notes.map(\.kind) == (expected == "!" ? [.unreadableTimes] : []))
  }

  @Test(
    "other forms of time; until 1975 Vietnam was eight hours east",
    arguments: [
      ("1693972800", ColumnSpec.TimeFormat.unixSeconds, "2023-09-06 11:00:00"),
      ("'1693972800'", .unixSeconds, "2023-09-06 11:00:00"), ("-1", .unixSeconds, "1970-01-01 07:59:59"),
      ("1693972800.9", .unixSeconds, "2023-09-06 11:00:00"), ("9223372036854775807", .unixSeconds, "nil"),
      ("1693972800999", .unixMilliseconds, "2023-09-06 11:00:00"), ("-1", .unixMilliseconds, "1970-01-01 07:59:59"),
      ("'06/09/2023'", .pattern("dd/mm/yyyy"), "2023-09-06"), ("'6/9/2023'", .pattern("dd/mm/yyyy"), "2023-09-06"),
      ("'31/06/2023'", .pattern("dd/mm/yyyy"), "nil"),
      ("'09-06-2023 23:05'", .pattern("mm-dd-yyyy hh:mm"), "2023-09-06 23:05:00"),
      ("20230906", .pattern("yyyymmdd"), "2023-09-06"), ("'2023096'", .pattern("yyyymmdd"), "nil"),
      ("'06/09/2023 23:05'", .pattern("dd/mm/yyyy hh:mm[:ss]"), "2023-09-06 23:05:00"),
      ("'06/09/2023 23:05:07'", .pattern("dd/mm/yyyy hh:mm[:ss]"), "2023-09-06 23:05:07"),
      ("'06.09.23'", .pattern("dd.mm.yy"), "2023-09-06"),
      ("'23:05 06/09/2023'", .pattern("hh:mm dd/mm/yyyy"), "2023-09-06 23:05:00"),
      ("'2023-09'", .pattern("yyyy-mm"), "2023-09-01"), ("'9/2023'", .pattern("mm/yyyy"), "2023-09-01"),
      ("202309", .pattern("yyyymm"), "2023-09-01"), ("202313", .pattern("yyyymm"), "nil"),
      ("2023", .pattern("yyyy"), "2023-01-01"), ("'06-SEP-2023'", .pattern("dd-mmm-yyyy"), "2023-09-06"),
      ("'Sep 23'", .pattern("mmm yy"), "2023-09-01"), ("'Spt 23'", .pattern("mmm yy"), "nil"),
    ])
  func formats(value: String, format: ColumnSpec.TimeFormat, expected: String) throws {
    #expect(try load([value], .time("v", format)).cell(0, 0, 1) == expected)
  }

  @Test(arguments: [
    "dd/mm", "yyyy-dd", "yyyy-mm hh", "mmm-mm-yyyy", "yyyy[-mm]", "yyyy-mm-dd-mm", "yyy-mm-dd", "dd/mm/yyyy [hh",
    "dd/mm/yyyy :ss", "",
  ])
  func badPatterns(pattern: String) throws {
    #expect(throws: StoreError.self) { try load(["1"], .time("v", .pattern(pattern))) }
  }

  @Test("a clock in a column of its own")
  func splitTime() throws {
    let store = try Fixture(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, d, c);
      INSERT INTO t VALUES (1, '2023-09-06', '9:05'), (2, '2023-09-06', '23:05:07'), (3, '2023-09-06', NULL),
        (4, '2023-09-06', 'noon'), (5, NULL, '10:00')
      """
    ).load(.table([ColumnSpec(source: ["d", "c"], kind: .time(.iso))]))
    #expect(store.column(0, 0) == ["2023-09-06 09:05:00", "2023-09-06 23:05:07", "2023-09-06", "nil", "nil"])
    #expect(store.notes.map(\.rows) == [[4]])
  }

  @Test("year, month and day in columns of their own, as they may be stored")
  func yearAndMonth() throws {
    let store = try Fixture(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, y, m, d);
      INSERT INTO t VALUES (1, 2023, 9, 6), (2, '2023', '09', ' 6 '), (3, 2023.0, 9.0, 30.0), (4, 2023, 13, 1),
        (5, NULL, 9, 1), (6, 2023, NULL, 1), (7, 2023, 9.5, 1)
      """
    ).load(
      .table([
        ColumnSpec(source: ["y", "m", "d"], kind: .time(.pattern("yyyy mm dd"))),
        ColumnSpec(source: ["y", "m"], kind: .time(.pattern("yyyy mm"))),
      ]))
    #expect(store.column(0, 0) == ["2023-09-06", "2023-09-06", "2023-09-30", "nil", "nil", "nil", "nil"])
    #expect(store.column(0, 1) == ["2023-09-01", "2023-09-01", "2023-09-01", "nil", "nil", "nil", "nil"])
    #expect(store.notes.map(\.rows) == [[4, 6, 7], [4, 6, 7]])
  }

  @Test("bare dates need no seconds")
  func bareDates() throws {
    let store = try load(["'2023-09-06'", "NULL"], .time("v"))
    guard case .time(let column) = store.entities[0].columns[0] else { return #expect(Bool(false)) }
    #expect(column.milliseconds == nil && column.days[0] == TimeColumn.null)
  }

  @Test(
    "numbers are kept exactly while they can be",
    arguments: [
      (["1", "NULL", "-3"], ["1", "nil", "-3"]),
      (["1", "'2.50'", "' 3 '"], ["10e-1", "25e-1", "30e-1"]),
      (["0.1", "12.3456", "1e3"], ["1000e-4", "123456e-4", "10000000e-4"]),
      (["0.1", "'0.12345'", "2"], ["0.1", "0.12345", "2.0"]),
      (["1.0", "2.0"], ["1", "2"]),
      (["-2147483648", "2147483647"], ["-2147483648", "2147483647"]),
      (["9223372036854775807", "1"], ["9223372036854775807", "1"]),
      (["9223372036854775807", "0.5"], ["9.223372036854776e+18", "0.5"]),
      (["-9223372036854775808", "7"], ["!", "7"]),
      (
        ["'abc'", "''", "'0x10'", "'1,5'", "'1_000'", "'nan'", "'inf'", "9e999", "x'31'", "'1e999'", "'.'", "'-'"],
        Array(repeating: "!", count: 12)
      ),
      (["'.5'", "'5.'", "'+5'", "'-0.50'", "'1e2'"], ["5e-1", "50e-1", "50e-1", "-5e-1", "1000e-1"]),
      (["'123456789012345678901234'"], ["\(1.2345678901234568e+23)"]),
      ([], []),
    ])
  func numbers(values: [String], expected: [String]) throws {
    let store =
      values.isEmpty
      ? try Fixture("CREATE TABLE t (id INTEGER PRIMARY KEY, v)").load(.table([.number("v")]))
      : try load(values, .number("v"))
    #expect(store.column(0, 0) == expected.map { $0 == "!" ? "nil" : $0 })
    let odd = expected.indices.filter { expected[$0] == "!" }.map { Int32($0 + 1) }
    #expect(store.notes.flatMap(\.rows) == odd)
  }

  @Test("texts: NFC, empty is no null, other values as SQLite writes them, bad bytes repaired")
  func texts() throws {
    let decomposed = "'Cho\u{302}\u{301}t'"
    let store = try load(
      [
        "'Chốt'", decomposed, "''", "NULL", "5", "1.5", "CAST(x'41FF42' AS TEXT)", "x'43'", "'Chot'", "'\u{AC00}'",
        "'\u{1100}\u{1161}'",
      ],
      .text("v"))
    #expect(
      store.column(0, 0) == [
        "'Chốt'", "'Chốt'", "''", "nil", "'5'", "'1.5'", "'A\u{FFFD}B'", "'C'", "'Chot'", "'가'", "'가'",
      ])
    let texts = store.dictionaries[0].texts
    #expect(texts.count == 9 && Array(texts[1].unicodeScalars) == Array("Ch\u{1ED1}t".unicodeScalars))
    #expect(store.dictionaries[0].code(of: "Cho\u{302}\u{301}t") == 1)
    #expect(store.dictionaries[0].code(of: "?") == nil)
    #expect(store.notes.map(\.kind) == [.invalidText] && store.notes.first?.rows == [7])
  }

  @Test("codes are as wide as their dictionary", arguments: [(255, 1), (256, 2), (65_535, 2), (65_536, 4)])
  func widths(count: Int, width: Int) throws {
    let store = try Fixture(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, v);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
      INSERT INTO t SELECT i, 'v' || i FROM n
      """
    ).load(.table([.text("v")]))
    #expect(store.entities[0].columns[0].byteCount == (count + 1) * width)
    #expect(store.cell(0, 0, count) == "'v\(count)'" && store.cell(0, 0, 1) == "'v1'")
  }
}
