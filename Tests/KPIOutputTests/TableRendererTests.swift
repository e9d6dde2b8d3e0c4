import KPIEngine
import KPIOutput
import Testing

@Suite("terminal table")
struct TableRendererTests {
  private let english = OutputOptions(language: .en)
  private let vietnamese = OutputOptions(language: .vi)

  private func oneColumn(_ column: ResultColumn, _ values: [Value]) -> ResultTable {
    ResultTable(name: "show", columns: [column], rows: values.map { [$0] })
  }

  /// The one cell under heading and rule.
  private func cell(_ value: Value, _ column: ResultColumn, _ options: OutputOptions) -> String {
    let lines = OutputFormat.table.text(oneColumn(column, [value]), options).split(
      separator: "\n", omittingEmptySubsequences: false)
    let cell = String(lines[4])
    return String(cell.drop { $0 == " " })
  }

  @Test("a result with total, nulls, other and marks, in English")
  func funnelInEnglish() {
    #expect(
      OutputFormat.table.text(SampleTables.funnel, english) == """
        funnel · 2023-09-01 – 2023-09-30

        Nguồn       Khách mới          Doanh thu    Tỷ lệ
        ──────────  ─────────  ─────────────────  ───────
        Facebook        1,234       1,234,567 ₫    12.5 %
        Giới thiệu          0  -5,000,000,000 ₫*   33.3 %
        (other)             7               0 ₫         –
        (none)              1             999 ₫   100.0 %
        ──────────  ─────────  ─────────────────  ───────
        total           1,242  -4,998,764,434 ₫*   0.04 %
        * partial: the period is still running

        """)
  }

  @Test("the same in Vietnamese")
  func funnelInVietnamese() {
    #expect(
      OutputFormat.table.text(SampleTables.funnel, vietnamese) == """
        funnel · 01/09/2023 – 30/09/2023

        Nguồn       Khách mới          Doanh thu    Tỷ lệ
        ──────────  ─────────  ─────────────────  ───────
        Facebook        1.234       1.234.567 ₫    12,5 %
        Giới thiệu          0  -5.000.000.000 ₫*   33,3 %
        (khác)              7               0 ₫         –
        (chưa rõ)           1             999 ₫   100,0 %
        ──────────  ─────────  ─────────────────  ───────
        tổng            1.242  -4.998.764.434 ₫*   0,04 %
        * chưa trọn: kỳ còn đang chạy

        """)
  }

  @Test("a cycle is a triangle with totals and cohorts")
  func cycleGrid() {
    #expect(
      OutputFormat.table.text(SampleTables.cycle, english) == """
        cycle · 2023-12-29 – 2023-12-31

        cohort      created    converted  average_days            d0         d1         d2
        ──────────  ───────  ───────────  ────────────  ────────────  ─────────  ─────────
        2023-12-29       40   6 (15.0 %)           0.3   5 (12.5 %)   0 (0.0 %)  1 (2.5 %)
        2023-12-30        3   1 (33.3 %)           0.0   1 (33.3 %)   0 (0.0 %)
        2023-12-31        7  7 (100.0 %)           0.0  7 (100.0 %)*
        ──────────  ───────  ───────────  ────────────  ────────────  ─────────  ─────────
        total            50  14 (28.0 %)           0.1  13 (26.0 %)   0 (0.0 %)  1 (2.5 %)
        * maturing: the time it waits for is not over

        """)
  }

  @Test("a table wider than the terminal stands in blocks, the keys in each")
  func blocks() {
    #expect(
      OutputFormat.table.text(SampleTables.cycle, OutputOptions(isTerminal: true, width: 60)) == """
        cycle · 2023-12-29 – 2023-12-31

        cohort      created    converted  average_days            d0
        ──────────  ───────  ───────────  ────────────  ────────────
        2023-12-29       40   6 (15.0 %)           0.3   5 (12.5 %)
        2023-12-30        3   1 (33.3 %)           0.0   1 (33.3 %)
        2023-12-31        7  7 (100.0 %)           0.0  7 (100.0 %)*
        ──────────  ───────  ───────────  ────────────  ────────────
        total            50  14 (28.0 %)           0.1  13 (26.0 %)

        cohort      created         d1         d2
        ──────────  ───────  ─────────  ─────────
        2023-12-29       40  0 (0.0 %)  1 (2.5 %)
        2023-12-30        3  0 (0.0 %)
        2023-12-31        7
        ──────────  ───────  ─────────  ─────────
        total            50  0 (0.0 %)  1 (2.5 %)
        * maturing: the time it waits for is not over

        """)
  }

  @Test("bars beside a share and sparklines under a grain, on a terminal only")
  func barsAndSparklines() {
    let terminal = OutputFormat.table.text(SampleTables.months, OutputOptions(isTerminal: true, width: 80))
    #expect(terminal.contains("2023-12  1,800.00 USD        22.2 % ██████████\n"))
    #expect(terminal.contains("2023-09  1,012.50 USD        12.5 % █████▋\n"))
    // March has no spend.
    #expect(terminal.contains("trend    ▁▁ ▂▂▃▃▄▅▆▇█  ▁▁▁▂▂▃▃▄▅▆▇█\n"))
    let pipe = OutputFormat.table.text(SampleTables.months)
    #expect(!pipe.contains("█") && !pipe.contains("trend"))
  }

  @Test("a narrow terminal cuts texts and never breaks a line", arguments: [20, 24, 30, 40, 60, 100])
  func fits(width: Int) {
    var table = SampleTables.funnel
    var names = table.rows.cells(of: 0)
    names[1] = .text("Giới thiệu qua 日本語 và 👩‍👩‍👧 gia đình")
    table.rows.put(.values(names), at: 0)
    let text = OutputFormat.table.text(table, OutputOptions(isTerminal: true, width: width))
    for line in text.split(separator: "\n").dropFirst() where !line.hasPrefix("*") {
      // A key cut to its least and one number may be all that a line can lose.
      #expect(displayWidth(String(line)) <= max(width, 31))
    }
    // What names a line is cut last: where there is room for it and a number, it stays whole.
    if width == 60 { #expect(text.contains("Giới thiệu qua 日本語 và 👩‍👩‍👧 gia đình  ")) }
    if width == 40 { #expect(text.contains("Giới thiệu qua") && !text.contains("gia đình")) }
  }

  @Test("wide, composed and decomposed characters line up")
  func alignment() {
    let table = ResultTable(
      name: "show",
      columns: [
        ResultColumn(name: "city", kind: .dimension, type: .text),
        ResultColumn(name: "n", kind: .metric, type: .integer),
      ],
      rows: [
        [.text("Huế"), .integer(1)], [.text("Hue\u{302}\u{301}"), .integer(2)], [.text("日本語"), .integer(3)],
        [.text("👩‍👩‍👧"), .integer(4)],
      ])
    let lines = OutputFormat.table.text(table).split(separator: "\n").map(String.init).dropFirst(2)
    #expect(lines.count == 5)
    #expect(lines.map(displayWidth) == [9, 9, 9, 9, 9])
  }

  @Test(
    "40 rows on a terminal unless a limit is set, all in a pipe",
    arguments: [
      (true, nil, 40, "… 137 more rows"), (true, 176, 176, "… 1 more row"), (true, Int.max, 177, nil),
      (false, nil, 177, nil), (false, 10, 10, "… 167 more rows"),
    ] as [(Bool, Int?, Int, String?)])
  func rowLimit(isTerminal: Bool, limit: Int?, shown: Int, line: String?) {
    let table = oneColumn(
      ResultColumn(name: "n", kind: .value, type: .integer), (0..<177).map { .integer(Int64($0)) })
    let text = OutputFormat.table.text(table, OutputOptions(isTerminal: isTerminal, rowLimit: limit))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.count == 3 + shown + (line == nil ? 0 : 1))
    if let line { #expect(lines.last == line) }
  }

  @Test(
    "numbers are rounded and grouped by language",
    arguments: [
      (.integer(.min), .integer, nil, "-9,223,372,036,854,775,808", "-9.223.372.036.854.775.808"),
      (.integer(-999), .integer, nil, "-999", "-999"),
      (.decimal(-5, scale: 2), .number, "VND", "0 ₫", "0 ₫"),
      (.decimal(1_234_567_895, scale: 4), .number, "USD", "123,456.79 USD", "123.456,79 USD"),
      (.decimal(.max, scale: 4), .number, nil, "922,337,203,685,477.58", "922.337.203.685.477,58"),
      (.real(999_999.5), .number, "VND", "1,000,000 ₫", "1.000.000 ₫"),
      (.real(12.45), .number, "%", "12.5 %", "12,5 %"),
      (.real(0.0312), .number, "%", "0.031 %", "0,031 %"),
      (.real(0.04), .number, "%", "0.04 %", "0,04 %"),
      (.real(-0.0), .number, "%", "0.0 %", "0,0 %"),
      (.real(2.675), .number, nil, "2.68", "2,68"),
      (.real(9.996), .number, nil, "10.00", "10,00"),
      (.real(1e300), .number, nil, "1e+300", "1e+300"),
      (.real(1e15), .number, nil, "1,000,000,000,000,000.00", "1.000.000.000.000.000,00"),
      (.real(.nan), .number, nil, "–", "–"),
      (.real(.infinity), .number, nil, "–", "–"),
      (.null, .number, "%", "–", "–"),
    ] as [(Value, ResultColumn.ValueType, String?, String, String)])
  func numbers(value: Value, type: ResultColumn.ValueType, unit: String?, inEnglish: String, inVietnamese: String) {
    let column = ResultColumn(name: "n", kind: .metric, type: type, unit: unit)
    #expect(cell(value, column, english) == inEnglish)
    #expect(cell(value, column, vietnamese) == inVietnamese)
  }

  @Test("a change carries its sign")
  func signs() {
    let column = ResultColumn(name: "revenue_change", kind: .value, type: .integer, unit: "VND")
    #expect(cell(.integer(1500), column, english) == "+1,500 ₫")
    #expect(cell(.integer(-1500), column, english) == "-1,500 ₫")
    #expect(cell(.integer(0), column, english) == "0 ₫")
  }

  @Test("units that the cells do not carry stand in the heading, once")
  func headingUnits() {
    let column = ResultColumn(name: "response", label: "Phản hồi", kind: .metric, type: .number, unit: "minutes")
    #expect(OutputFormat.table.text(oneColumn(column, [.real(5)]), vietnamese).contains("Phản hồi (phút)"))
    let named = ResultColumn(name: "median_days", kind: .metric, type: .number, unit: "days")
    #expect(!OutputFormat.table.text(oneColumn(named, [.real(5)]), english).contains("(days)"))
  }

  @Test("no rows, and columns of nulls")
  func emptyTables() {
    let columns = [
      ResultColumn(name: "source", kind: .dimension, type: .text),
      ResultColumn(name: "aov", kind: .metric, type: .number, unit: "VND"),
    ]
    #expect(
      OutputFormat.table.text(ResultTable(name: "show", columns: columns, rows: []), vietnamese) == """
        show

        source  aov
        ──────  ───
        (không có dòng nào)

        """)
    let nulls = ResultTable(name: "show", columns: columns, rows: [[.null, .null]], total: [.null, .null])
    #expect(
      OutputFormat.table.text(nulls) == """
        show

        source  aov
        ──────  ───
        (none)    –
        ──────  ───
        total     –

        """)
  }

  @Test("nothing in the data reaches the terminal as a control character")
  func hostileText() {
    var tables = [SampleTables.hostileTable]
    var lines = SampleTables.hostileTable
    lines.layout = .text
    tables.append(lines)
    var labelled = SampleTables.funnel
    labelled.title = "a\u{1B}[2Jb"
    labelled.columns[0].label = "x\u{9B}y"
    tables.append(labelled)
    for table in tables {
      let text = OutputFormat.table.text(table, OutputOptions(isTerminal: true, width: 80))
      for scalar in text.unicodeScalars where scalar != "\n" {
        #expect(scalar.properties.generalCategory != .control && scalar != "\u{202E}")
      }
    }
    let text = OutputFormat.table.text(SampleTables.hostileTable)
    for shown in [#"two\nlines"#, #"tab\there"#, #"\u{1B}[31mred\u{7}"#, #"\u{9B}2J"#, #"abc\u{202E}fdp"#] {
      #expect(text.contains(shown))
    }
  }

  @Test("colour only where asked for, and it does not move the columns")
  func colour() {
    let plain = OutputFormat.table.text(SampleTables.funnel, english)
    #expect(!plain.contains("\u{1B}"))
    let coloured = OutputFormat.table.text(SampleTables.funnel, OutputOptions(colour: true))
    var stripped = coloured
    for sequence in ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m"] {
      #expect(coloured.contains(sequence))
      stripped = stripped.split(separator: sequence, omittingEmptySubsequences: false).joined()
    }
    #expect(stripped == plain)
  }

  @Test("lines of text are printed as they are")
  func textLayout() {
    var table = oneColumn(
      ResultColumn(name: "line", kind: .value, type: .text), [.text("metric revenue"), .text("  doanh thu\n  VND")])
    table.layout = .text
    #expect(OutputFormat.table.text(table) == "metric revenue\n  doanh thu\n  VND\n")
  }
}
