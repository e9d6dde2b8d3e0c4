import Foundation
import KPIEngine
import Testing

@testable import KPIOutput

/// Scenes, and what becomes of them on a terminal, in SVG and in Vega-Lite.
struct ChartTests {
  private static func table(
    _ columns: [ResultColumn], _ rows: [[Value]], total: [Value]? = nil
  ) -> ResultTable {
    ResultTable(
      name: "show", period: ResultTable.Days(first: 19_600, last: 19_629), columns: columns, rows: rows, total: total)
  }

  private static let source = ResultColumn(name: "source", kind: .dimension, type: .text)
  private static let month = ResultColumn(name: "month", kind: .dimension, type: .unit)
  private static let revenue = ResultColumn(name: "revenue", kind: .metric, type: .integer, unit: "VND")
  private static let rate = ResultColumn(name: "rate", kind: .metric, type: .number, unit: "%")

  private static func months(_ count: Int) -> [Value] {
    (0..<count).map { .unit(.month, day: CivilDate(year: 2023, month: 1, day: 1).adding(months: $0).dayNumber) }
  }

  // MARK: The form that suits a table

  @Test func aDimensionHasBarsWithTheirShares() throws {
    let table = Self.table(
      [Self.source, Self.revenue], [[.text("Zalo"), .integer(3)], [.text("Web"), .integer(1)]],
      total: [.null, .integer(4)])
    let scene = try ChartScene(table, Drawing(kind: nil), .en)
    guard case .bars(let names, let series, let parts)? = scene.panels.first?.form else {
      Issue.record("no bars")
      return
    }
    #expect(names == ["Zalo", "Web"])
    #expect(series.map(\.numbers.count) == [2])
    #expect(parts == ["75.0 %", "25.0 %"])
  }

  @Test func whatDoesNotAddUpHasNoShares() throws {
    let table = Self.table(
      [Self.source, Self.revenue], [[.text("Zalo"), .integer(3)], [.text("Web"), .integer(2)]],
      total: [.null, .integer(4)])
    guard case .bars(_, _, let parts)? = try ChartScene(table, Drawing(kind: nil), .en).panels.first?.form else {
      Issue.record("no bars")
      return
    }
    #expect(parts == nil)
    #expect(throws: ChartRefusal.needs(.pie)) { try ChartScene(table, Drawing(kind: .pie), .en) }
  }

  @Test func timeHasALinePerGroup() throws {
    let months = Self.months(2)
    let table = Self.table(
      [Self.source, Self.month, Self.revenue],
      [
        [.text("Zalo"), months[1], .integer(5)], [.text("Zalo"), months[0], .integer(3)],
        [.text("Web"), months[0], .integer(1)],
      ])
    guard
      case .lines(let names, _, let series, _)? = try ChartScene(table, Drawing(kind: .line), .en).panels.first?.form
    else {
      Issue.record("no lines")
      return
    }
    // In order of time, whatever order the rows have; a month without a row is a gap.
    #expect(names == ["2023-01", "2023-02"])
    #expect(series.map(\.name) == ["Zalo", "Web"])
    #expect(series.map { $0.numbers.map(\.value) } == [[3, 5], [1, nil]])
  }

  @Test func daysLieAtTheirDistances() throws {
    let date = ResultColumn(name: "date", kind: .dimension, type: .date)
    let table = Self.table(
      [date, Self.revenue], [[.date(10), .integer(1)], [.date(13), .integer(2)], [.date(20), .integer(3)]])
    guard case .lines(_, let places, _, _)? = try ChartScene(table, Drawing(kind: nil), .en).panels.first?.form else {
      Issue.record("no lines")
      return
    }
    #expect(places == [0, 0.3, 1])
  }

  @Test func aComparisonIsASecondPalerSeries() throws {
    var previous = ResultColumn(name: "revenue_previous", kind: .metric, type: .integer, unit: "VND")
    previous.aspect = .previous
    var change = ResultColumn(name: "revenue_change", kind: .metric, type: .integer, unit: "VND")
    change.aspect = .change
    let table = Self.table(
      [Self.source, Self.revenue, previous, change], [[.text("Web"), .integer(3), .integer(2), .integer(1)]])
    let scene = try ChartScene(table, Drawing(kind: nil), .en)
    guard case .bars(_, let series, _)? = scene.panels.first?.form else {
      Issue.record("no bars")
      return
    }
    #expect(scene.panels.count == 1)
    #expect(series.map(\.isEarlier) == [false, true])
    #expect(series.map { $0.numbers.map(\.value) } == [[3], [2]])
  }

  private static let target = ResultColumn(name: "target(revenue)", kind: .metric, type: .number, unit: "VND")

  private static func withTargets(_ key: ResultColumn, _ keys: [Value]) -> ResultTable {
    var made = table(
      [key, revenue, target], keys.enumerated().map { [$1, .integer(Int64($0)), .real(Double($0 + 1))] })
    made.picture = .rules([Picture.Rule(value: "revenue", target: "target(revenue)")])
    return made
  }

  /// Of more groups than are drawn the same ones are in every picture, each in one colour.
  @Test func aGroupHasOneColourInAllPictures() throws {
    let count = ResultColumn(name: "orders", kind: .metric, type: .integer)
    let months = Self.months(2)
    // The greatest of one number are the least of the other.
    let rows = (0..<12).flatMap { group in
      months.map { month -> [Value] in
        [month, .text("g\(group)"), .integer(Int64(group)), .integer(Int64(100 - group))]
      }
    }
    let scene = try ChartScene(
      Self.table([Self.month, Self.source, Self.revenue, count], rows), Drawing(kind: nil), .en)
    let drawn = scene.panels.map { panel -> [String] in
      guard case .lines(_, _, let series, _) = panel.form else { return [] }
      return series.map { "\($0.name) \($0.tint)" }
    }
    #expect(drawn.count == 2 && drawn[0] == drawn[1])
    #expect(drawn[0] == (4..<12).enumerated().map { "g\($1) \($0)" })
    #expect(scene.notes.count { $0.contains("8 of 12") } == 1)
  }

  @Test func anAreaMayHaveOneLayer() throws {
    let table = Self.table(
      [Self.month, Self.revenue], Self.months(3).enumerated().map { [$1, .integer(Int64($0))] })
    guard case .layers(_, let series)? = try ChartScene(table, Drawing(kind: .area), .en).panels.first?.form else {
      Issue.record("no layers")
      return
    }
    #expect(series.map(\.name) == ["revenue"] && series[0].numbers.map(\.value) == [0, 1, 2])
  }

  /// What is neither past nor forecast, the running month, is bridged.
  @Test func aForecastIsBridged() {
    func series(_ numbers: [Double?]) -> ChartScene.Series {
      ChartScene.Series(name: "", numbers: numbers.map { ChartScene.Number(value: $0, exact: "", short: "") })
    }
    let bridge = ChartScene.Band.bridge([series([1, 2, nil, nil]), series([nil, nil, nil, 6])])
    #expect(bridge?.numbers.map(\.value) == [nil, 2, 4, 6])
    #expect(ChartScene.Band.bridge([series([1, nil])]) == nil)
  }

  @Test func aTargetIsARuleAlongTime() throws {
    let scene = try ChartScene(Self.withTargets(Self.month, Self.months(3)), Drawing(kind: nil), .en)
    #expect(scene.panels.count == 1)
    guard case .lines(_, _, let series, _)? = scene.panels.first?.form else {
      Issue.record("no lines")
      return
    }
    #expect(series.map(\.isTarget) == [false, true])
    #expect(series.map { $0.numbers.map(\.value) } == [[0, 1, 2], [1, 2, 3]])
  }

  @Test func aTargetOfGroupsIsDrawnByBullets() throws {
    let table = Self.withTargets(Self.source, [.text("Zalo"), .text("Web")])
    guard case .targets(let targets)? = try ChartScene(table, Drawing(kind: .bullet), .en).panels.first?.form else {
      Issue.record("no bullets")
      return
    }
    #expect(targets.map(\.name) == ["Zalo", "Web"] && targets.map(\.target.value) == [1, 2])
    #expect(throws: ChartRefusal.needs(.bullet)) {
      try ChartScene(
        Self.table([Self.source, Self.revenue], table.rows.map { Array($0.prefix(2)) }), Drawing(kind: .bullet), .en)
    }
  }

  @Test func aForecastStandsBehindWhatWas() throws {
    let months = Self.months(5)
    let bounds = ["low", "high"].map { ResultColumn(name: $0, kind: .value, type: .number, unit: "VND") }
    var table = Self.table(
      [Self.month, Self.revenue] + bounds, [[months[4], .real(5), .real(4), .real(6)]])
    table.picture = .band(
      value: "revenue", low: "low", high: "high",
      before: (0..<3).map { Picture.Earlier(place: months[$0], number: .integer(Int64($0))) })
    guard
      case .lines(let names, _, let series, let band?)? = try ChartScene(table, Drawing(kind: nil), .en).panels.first?
        .form
    else {
      Issue.record("no band")
      return
    }
    // The month between them, which is running, is a gap.
    #expect(names == ["2023-01", "2023-02", "2023-03", "2023-04", "2023-05"])
    #expect(series.map { $0.numbers.map(\.value) } == [[0, 1, 2, nil, nil], [nil, nil, nil, nil, 5]])
    #expect(band.low.numbers.map(\.value) == [nil, nil, nil, nil, 4])
  }

  @Test func whatAFormLeavesOutIsSaid() throws {
    let table = Self.table(
      [Self.source, Self.revenue, Self.rate],
      [[.text("Zalo"), .integer(3), .real(1)], [.text("Web"), .integer(1), .real(2)]],
      total: [.null, .integer(4), .real(3)])
    #expect(
      try ChartScene(table, Drawing(kind: .pie), .en).notes == ["not drawn: rate (%)"]
        || ChartScene(table, Drawing(kind: .pie), .en).notes == ["not drawn: rate"])
    #expect(try ChartScene(table, Drawing(kind: .bar), .en).notes.isEmpty)
  }

  @Test func linesHaveColoursWhereTheTerminalHas() throws {
    let months = Self.months(3)
    let table = Self.table(
      [Self.source, Self.month, Self.revenue],
      ["Zalo", "Web"].flatMap { source in
        months.enumerated().map { [.text(source), $1, .integer(Int64($0 * (source == "Web" ? 2 : 1)))] }
      })
    func drawn(colour: Bool, many: Bool) throws -> String {
      var options = OutputOptions(isTerminal: true, width: 60, colour: colour)
      options.hasManyColours = many
      var sink = ByteSink()
      TerminalChart(options).write(try ChartScene(table, Drawing(kind: nil), .en), into: &sink)
      return String(decoding: sink.bytes, as: UTF8.self)
    }
    let plain = try drawn(colour: false, many: true)
    #expect(!plain.contains("\u{1B}"))
    for many in [false, true] {
      let coloured = try drawn(colour: true, many: many)
      let inks = Set(coloured.matches(of: /\u{1B}\[(?:38;5;)?(\d\d+)m/).map { String($0.1) }).subtracting(["39"])
      #expect(inks.count == 2, "\(inks)")
      // A colour says nothing that is not there without it.
      let bare = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n").map {
        $0.reversed().drop { $0 == " " }.reversed()
      }
      #expect(
        bare.map { String($0) }
          == plain.split(separator: "\n").map { String($0.reversed().drop { $0 == " " }.reversed()) })
    }
  }

  @Test func aSceneIsMadeOnce() throws {
    let table = Self.table([Self.source, Self.revenue], [[.text("Zalo"), .integer(3)], [.text("Web"), .integer(1)]])
    let drawing = try ChartScene.drawing(table, as: nil, .en)
    var other = table
    other.rows = []
    // It is taken as it was made; in another language it is made anew.
    #expect(try ChartScene(other, drawing, .en).panels.count == 1)
    #expect(try ChartScene(other, drawing, .vi).panels.isEmpty)
  }

  @Test func oneNumberAloneIsNoPicture() {
    let table = Self.table([Self.revenue], [[.integer(3)]])
    #expect(throws: ChartRefusal.nothingToDraw) { try ChartScene(table, Drawing(kind: nil), .en) }
  }

  @Test func aWaterfallKeepsItsSumWhenPartsAreLeftOut() throws {
    let names = ["source", "before", "after", "part"]
    let columns =
      [Self.source] + names.dropFirst().map { ResultColumn(name: $0, kind: .metric, type: .integer) }
    let rows = (1...60).map { [Value.text("g\($0)"), .integer(0), .integer(Int64($0)), .integer(Int64($0))] }
    var table = Self.table(columns, rows, total: [.null, .integer(0), .integer(1_830), .integer(1_830)])
    table.picture = .parts(from: "before", to: "after", part: "part")
    let scene = try ChartScene(table, Drawing(kind: nil), .en)
    guard case .parts(let from, let parts, let to)? = scene.panels.first?.form else {
      Issue.record("no waterfall")
      return
    }
    #expect(parts.count == SceneMaker.mostBars + 1)
    #expect((from.number.value ?? -1) + parts.compactMap(\.number.value).reduce(0, +) == to.number.value)
    #expect(scene.notes.contains("40 of 60 parts are drawn"))
  }

  // MARK: Numbers

  @Test(arguments: [
    (0.0, "0", "0"), (7, "7", "7"), (0.126, "0.13", "0,13"), (99.96, "100", "100"), (1_234, "1234", "1234"),
    (9_996, "10K", "10 nghìn"), (12_340, "12.3K", "12,3 nghìn"), (999_499, "999K", "999 nghìn"),
    (999_600, "1M", "1 tr"), (1_500_000_000, "1.5B", "1,5 tỷ"), (-2_340_000, "-2.34M", "-2,34 tr"),
    (-0.001, "0", "0"), (648_322_000, "648M", "648 tr"),
  ])
  func numbersAreShort(_ number: Double, _ english: String, _ vietnamese: String) {
    #expect(ChartWords.of(.en).short(number) == english)
    #expect(ChartWords.of(.vi).short(number) == vietnamese)
  }

  @Test(arguments: [
    ([0.0, 97], [0.0, 20, 40, 60, 80, 100]), ([1_633, 1_697], [1_620, 1_640, 1_660, 1_680, 1_700]),
    ([-5, 5], [-6, -4, -2, 0, 2, 4, 6]), ([3, 3], [0, 1, 2, 3]), ([0, 0], [0, 0.2, 0.4, 0.6, 0.8, 1]),
  ])
  func ticksAreRound(_ numbers: [Double], _ ticks: [Double]) {
    let axis = Axis(covering: numbers, ticks: 5)
    let found = axis.ticks
    #expect(found.count == ticks.count)
    for (left, right) in zip(found, ticks) { #expect(abs(left - right) < 1e-9 * max(1, abs(right)), "\(found)") }
    for number in numbers { #expect((0...1).contains(axis.place(number))) }
  }

  // MARK: Hostile tables

  private static let hostile: [ResultTable] = {
    let names = [
      "</text><script>alert(1)</script>", "=1+1", "\u{202E}abc\u{0}\u{1B}[31m", String(repeating: "dài ", count: 75),
      "a & b \"c\" 'd'", "",
    ]
    let numbers: [Value] = [
      .integer(.max), .integer(.min + 1), .null, .real(-0.5), .decimal(5, scale: 1), .integer(0),
    ]
    let rows = zip(names, numbers).map { [Value.text($0), $1, .real(50)] }
    let wide = (0..<10_000).map { [Value.text("n\($0)"), .integer(Int64($0)), .null] }
    let columns = [source, revenue, rate]
    return [
      table(columns, rows), table(columns, wide), table(columns, [[.null, .null, .null]]),
      table(columns, [[.text("one"), .integer(0), .real(0)]]),
      table([month, source, revenue], zip(months(6), numbers).map { [$0, .text("s"), $1] }),
      table([month, revenue], zip(months(3), [Value.integer(1), .null, .integer(3)]).map { [$0, $1] }),
    ]
  }()

  private static func forms(_ table: ResultTable) -> [(ChartKind?, ChartScene)] {
    ([nil] + ChartKind.allCases.map(Optional.some)).compactMap { kind in
      (try? ChartScene(table, Drawing(kind: kind), .vi)).map { (kind, $0) }
    }
  }

  @Test(arguments: hostile.indices)
  func picturesHoldWhatever(_ index: Int) throws {
    let forms = Self.forms(Self.hostile[index])
    #expect(index == 2 || !forms.isEmpty)
    for (kind, scene) in forms {
      for width in [SVGChart.wide, SVGChart.narrow, SVGChart.alone] {
        var svg = SVGChart(.vi, width: width)
        let image = svg.image(of: scene)
        #expect(!image.contains("<script"), "\(kind as Any)")
        #expect(!image.contains("nan") && !image.contains("inf\""), "\(kind as Any)")
        #expect(!image.contains("\u{1B}") && !image.contains("\u{202E}"))
        #expect(Self.isWellFormed(image), "\(kind as Any)")
        // What turns an SVG into a PNG draws them black: findings/svg-css-variable-comes-out-black.sh.
        #expect(!image.contains("var("))
      }
      let vega = VegaChart(.vi)
      let specification = try JSONSerialization.jsonObject(with: Data(vega.specification(of: scene)))
      #expect((specification as? [String: Any])?["vconcat"] != nil)
      for width in [40, 80, 200] {
        for isASCII in [false, true] {
          var options = OutputOptions(language: .vi, isTerminal: true, width: width)
          options.isASCII = isASCII
          var sink = ByteSink()
          TerminalChart(options).write(
            ChartScene(title: scene.title, period: nil, panels: scene.panels, notes: []), into: &sink)
          for line in String(decoding: sink.bytes, as: UTF8.self).split(separator: "\n") {
            #expect(displayWidth(String(line)) <= width, "\(kind as Any): \(line)")
            #expect(!line.contains("\u{1B}"))
          }
        }
      }
    }
  }

  /// Whether tags nest, and every value of an attribute is quoted.
  private static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    for piece in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
      guard let end = piece.firstIndex(of: ">") else { return false }
      let tag = piece[..<end]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " && $0 != "\n" })
      }
    }
    return open.isEmpty
  }

  @Test func asciiIsASCII() throws {
    let months = Self.months(6)
    let table = Self.table(
      [Self.month, Self.revenue], months.enumerated().map { [$1, .integer(Int64($0 * $0))] })
    var options = OutputOptions(isTerminal: true, width: 60)
    options.isASCII = true
    var sink = ByteSink()
    TerminalChart(options).write(try ChartScene(table, Drawing(kind: nil), .en), into: &sink)
    // The unit is the table's own.
    let text = String(decoding: sink.bytes, as: UTF8.self).replacingOccurrences(of: "₫", with: "")
    #expect(text.utf8.allSatisfy { $0 < 128 }, "\(text)")
  }
}
