import KPIEngine
import KPIOutput

/// Small results in the shapes that the reports have.
enum SampleTables {
  static func days(_ first: String, _ last: String) -> ResultTable.Days {
    ResultTable.Days(first: day(first), last: day(last))
  }

  static func day(_ iso: String) -> Int {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: parts[0], month: parts[1], day: parts[2]).dayNumber
  }

  /// `funnel by source month 2023-09`, cut down.
  static var funnel: ResultTable {
    var table = ResultTable(
      name: "funnel", period: days("2023-09-01", "2023-09-30"),
      columns: [
        ResultColumn(name: "source", label: "Nguồn", kind: .dimension, type: .text),
        ResultColumn(name: "new_customers", label: "Khách mới", kind: .metric, type: .integer),
        ResultColumn(name: "revenue", label: "Doanh thu", kind: .metric, type: .integer, unit: "VND"),
        ResultColumn(name: "order_rate", label: "Tỷ lệ", kind: .metric, type: .number, unit: "%"),
      ],
      rows: [
        [.text("Facebook"), .integer(1_234), .integer(1_234_567), .real(12.5)],
        [.text("Giới thiệu"), .integer(0), .integer(-5_000_000_000), .real(100.0 / 3)],
        [.other, .integer(7), .integer(0), .null],
        [.null, .integer(1), .integer(999), .integer(100)],
      ],
      total: [.null, .integer(1_242), .integer(-4_998_764_434), .real(0.04)])
    table.states = [
      ResultTable.CellState(row: 1, column: "revenue", state: .partial),
      ResultTable.CellState(row: nil, column: "revenue", state: .partial),
    ]
    table.notes = ["3 \"dirty\" rows"]
    return table
  }

  /// `cycle days 3`: a triangle with its parts.
  static var cycle: ResultTable {
    let created = ResultColumn(name: "created", kind: .value, type: .integer)
    let customers = ResultColumn(name: "customers", kind: .value, type: .integer)
    let rate = ResultColumn(name: "rate", kind: .value, type: .number, unit: "%")
    let cohort = ResultColumn(name: "cohort", kind: .dimension, type: .date)
    let offset = ResultColumn(name: "offset", kind: .dimension, type: .integer)
    let first = Value.date(day("2023-12-29"))
    let second = Value.date(day("2023-12-30"))
    let third = Value.date(day("2023-12-31"))
    var table = ResultTable(
      name: "cycle", period: days("2023-12-29", "2023-12-31"), columns: [cohort, created, offset, customers, rate],
      rows: [
        [first, .integer(40), .integer(0), .integer(5), .real(12.5)],
        [first, .integer(40), .integer(1), .integer(0), .real(0)],
        [first, .integer(40), .integer(2), .integer(1), .real(2.5)],
        [second, .integer(3), .integer(0), .integer(1), .real(100.0 / 3)],
        [second, .integer(3), .integer(1), .integer(0), .real(0)],
        [third, .integer(7), .integer(0), .integer(7), .real(100)],
      ])
    table.layout = .grid(lines: ["cohort", "created"], across: "offset", cells: ["customers", "rate"])
    table.states = [ResultTable.CellState(row: 5, column: "customers", state: .maturing)]
    table.parts = [
      ResultTable.Part(
        name: "totals", columns: [offset, created, customers, rate],
        rows: [
          [.integer(0), .integer(50), .integer(13), .real(26)],
          [.integer(1), .integer(43), .integer(0), .real(0)],
          [.integer(2), .integer(40), .integer(1), .real(2.5)],
        ]),
      ResultTable.Part(
        name: "cohorts",
        columns: [
          cohort, created, ResultColumn(name: "converted", kind: .value, type: .integer), rate,
          ResultColumn(name: "average_days", kind: .value, type: .number, unit: "days"),
        ],
        rows: [
          [first, .integer(40), .integer(6), .real(15), .real(0.3333333333333333)],
          [second, .integer(3), .integer(1), .real(100.0 / 3), .integer(0)],
          [third, .integer(7), .integer(7), .real(100), .integer(0)],
          [.null, .integer(50), .integer(14), .real(28), .real(1.0 / 7)],
        ]),
    ]
    return table
  }

  /// Revenue by month with its share, for bars and sparklines.
  static var months: ResultTable {
    let rows: [[Value]] = (1...12).map { month in
      let first = CivilDate(year: 2023, month: month, day: 1).dayNumber
      return [
        .unit(.month, day: first), month == 3 ? .null : .decimal(Int64(month * month) * 1_250, scale: 2),
        .real(Double(month * month) / 6.5),
      ]
    }
    return ResultTable(
      name: "show", period: days("2023-01-01", "2023-12-31"),
      columns: [
        ResultColumn(name: "month", kind: .dimension, type: .date),
        ResultColumn(name: "spend", kind: .metric, type: .number, unit: "USD"),
        ResultColumn(name: "share", kind: .value, type: .number, unit: "%"),
      ], rows: rows)
  }

  /// Values that would break a careless writer.
  static let hostile = [
    "</script><script>alert(1)</script>", "a,b", "say \"hi\"", "two\nlines", "tab\there", "=1+1", "\u{1B}[31mred\u{7}",
    "\u{9B}2J", "abc\u{202E}fdp", "| pipe | *bold* [x](y) `c`", "'\\", "",
  ]

  static var hostileTable: ResultTable {
    ResultTable(
      name: "list", columns: [ResultColumn(name: "name", kind: .value, type: .text)],
      rows: hostile.map { [.text($0)] })
  }
}

extension OutputFormat {
  func text(_ table: ResultTable, _ options: OutputOptions = OutputOptions()) -> String {
    String(decoding: bytes(of: table, options), as: UTF8.self)
  }
}
