import KPIEngine

/// A table for each kind of picture, as the reports make them.
enum PictureSamples {
  struct Sample {
    var name: String
    var table: ResultTable
    var kind: ChartKind?
  }

  static let all: [Sample] = [
    Sample(name: "share", table: share), Sample(name: "pie", table: share, kind: .pie),
    Sample(name: "compared-bars", table: comparedBars), Sample(name: "compared-line", table: comparedLine),
    Sample(name: "target-line", table: targetLine), Sample(name: "missing-month", table: missingMonth),
    Sample(name: "negative-bars", table: negativeBars), Sample(name: "growth", table: growth),
    Sample(name: "conversion", table: conversion), Sample(name: "ordered-funnel", table: orderedFunnel),
    Sample(name: "triangle", table: triangle), Sample(name: "heatmap", table: heatmap, kind: .heatmap),
    Sample(name: "journey", table: journey(3)), Sample(name: "journey-of-many", table: journey(12)),
    Sample(name: "scorecard", table: scorecard), Sample(name: "why", table: why),
    Sample(name: "forecast", table: forecast),
  ]

  private static func day(_ month: Int, _ day: Int) -> Int { CivilDate(year: 2023, month: month, day: day).dayNumber }
  private static func month(_ number: Int) -> Value { .unit(.month, day: day(number, 1)) }
  private static let days = ResultTable.Days(first: day(12, 1), last: day(12, 31))

  private static func key(_ name: String, _ type: ResultColumn.ValueType = .text) -> ResultColumn {
    ResultColumn(name: name, kind: .dimension, type: type)
  }

  private static func metric(
    _ name: String, _ unit: String? = nil, _ type: ResultColumn.ValueType = .integer
  )
    -> ResultColumn
  {
    ResultColumn(name: name, kind: .metric, type: type, unit: unit)
  }

  private static func table(
    _ name: String, _ columns: [ResultColumn], _ rows: [[Value]], total: [Value]? = nil, picture: Picture? = nil
  ) -> ResultTable {
    var table = ResultTable(name: name, period: days, columns: columns, rows: rows, total: total)
    table.picture = picture
    return table
  }

  private static let share = table(
    "share", [key("source"), metric("customers")],
    [("Facebook", 32), ("Giới thiệu", 21), ("Zalo", 14), ("<b>Web & co</b>", 7)].map { [.text($0), .integer($1)] },
    total: [.null, .integer(74)])

  private static func previous(_ name: String, _ unit: String?) -> ResultColumn {
    var column = metric(name, unit)
    column.aspect = .previous
    return column
  }

  private static let comparedBars = table(
    "show", [key("source"), metric("revenue", "VND"), previous("revenue_previous", "VND")],
    [
      [.text("Zalo"), .integer(1_500_000_000), .integer(900_000_000)], [.text("Web"), .integer(0), .integer(20_000)],
      [.null, .null, .integer(1)],
    ])

  private static let comparedLine: ResultTable = {
    var own = table(
      "show", [key("month", .unit), metric("orders"), previous("orders_previous", nil)],
      [
        [month(10), .integer(5), .integer(3)], [month(11), .integer(8), .integer(9)],
        [month(12), .integer(4), .integer(7)],
      ])
    own.states = [.init(row: 2, column: "orders", state: .partial)]
    return own
  }()

  private static let targetLine = table(
    "show", [key("month", .unit), metric("orders"), metric("target(orders)")],
    [[month(11), .integer(5), .integer(6)], [month(12), .integer(8), .integer(6)]],
    picture: .rules([Picture.Rule(value: "orders", target: "target(orders)")]))

  /// The middle month of the quarter has no row.
  private static let missingMonth = table(
    "show", [key("month", .unit), metric("orders")], [[month(10), .integer(5)], [month(12), .integer(8)]])

  private static let negativeBars = table(
    "show", [key("kind"), metric("profit", "VND")],
    [("a", -9_500_000_000), ("b", 0), ("c", 7_000_000)].map { [.text($0), .integer($1)] })

  /// Its first stretch is a day, its second three.
  private static let growth = table(
    "growth", [key("date", .date), metric("total"), metric("added")],
    [(1, 1897, 3), (4, 1909, 12), (11, 1926, 17), (18, 1949, 23)].map {
      [.date(day(12, $0)), .integer($1), .integer($2)]
    }, picture: .growth(total: "total", added: "added"))

  private static let conversion = table(
    "funnel", [key("source"), metric("customers"), metric("orders"), metric("won")],
    [[.text("Zalo"), .integer(8), .integer(4), .integer(1)], [.text("Web"), .integer(2), .integer(0), .integer(0)]],
    total: [.null, .integer(10), .integer(4), .integer(1)], picture: .stepColumns(["customers", "orders", "won"]))

  private static let orderedFunnel = table(
    "funnel", [key("event"), metric("customers"), metric("step_conversion", "%", .number)],
    [
      [.text("gọi"), .integer(40), .null], [.text("báo giá"), .integer(10), .real(25)],
      [.text("đơn hàng"), .integer(0), .real(0)],
    ], picture: .steps(groups: [], name: "event", value: "customers", rate: "step_conversion"))

  /// What is not observed yet has no row.
  private static let triangle: ResultTable = {
    let cells: [(month: Int, offset: Int64, active: Int64, rate: Double)] = [
      (10, 0, 8, 100), (10, 1, 3, 37.5), (10, 2, 1, 12.5), (11, 0, 4, 100), (11, 1, 0, 0), (12, 0, 5, 100),
    ]
    let rows: [[Value]] = cells.map { [month($0.month), .integer($0.offset), .integer($0.active), .real($0.rate)] }
    var own = table(
      "retention", [key("cohort", .unit), key("offset", .integer), metric("active"), metric("rate", "%", .number)], rows
    )
    own.layout = .grid(lines: ["cohort"], across: "offset", cells: ["active", "rate"])
    own.states = [.init(row: 5, column: "rate", state: .partial)]
    return own
  }()

  private static let heatmap = table(
    "show", [key("source"), key("month", .unit), metric("orders")],
    ["Facebook", "Zalo"].flatMap { (source: String) -> [[Value]] in
      (1...12).map { (own: Int) -> [Value] in [.text(source), month(own), .integer(Int64(own * source.count % 7))] }
    })

  private static func journey(_ count: Int) -> ResultTable {
    var rows: [[Value]] = []
    for group in 0..<count {
      for own in 29...31 {
        let people = 400 / (group + 1) + (group % 3 - 1) * (own - 28)
        rows.append([.text("Bước \(group + 1)"), .date(day(12, own)), .integer(Int64(people))])
      }
    }
    return table(
      "journey", [key("stage"), key("date", .date), metric("customers")], rows,
      picture: .layers(time: "date", group: "stage", value: "customers"))
  }

  private static let scorecard = table(
    "scorecard", [key("metric"), metric("actual"), metric("target"), metric("pace", "%", .number)],
    [
      [.text("orders"), .integer(30), .integer(40), .real(120)],
      [.text("calls"), .integer(90), .integer(60), .real(300)],
      [.text("visits"), .integer(7), .null, .null],
    ], picture: .targets(actual: "actual", target: "target", pace: "pace"))

  private static let why = table(
    "why", [key("source"), metric("before", "VND"), metric("after", "VND"), metric("change", "VND")],
    [("Zalo", 100, 400, 300), ("Web", 900, 100, -800), ("(khác)", 0, 50, 50)].map {
      [.text($0), .integer($1), .integer($2), .integer($3)]
    }, total: [.null, .integer(1_000), .integer(550), .integer(-450)],
    picture: .parts(from: "before", to: "after", part: "change"))

  private static let forecast = table(
    "forecast", [key("month", .unit), metric("orders"), metric("low"), metric("high")],
    [[month(11), .integer(9), .integer(7), .integer(11)], [month(12), .integer(10), .integer(6), .integer(14)]],
    picture: .band(
      value: "orders", low: "low", high: "high",
      before: [
        Picture.Earlier(place: month(9), number: .integer(8)), Picture.Earlier(place: month(10), number: .integer(7)),
      ]))
}
