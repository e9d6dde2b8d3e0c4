import KPIEngine

/// The parts that specifications are put together from.
extension VegaChart {
  /// A colour of a light page.
  static func colour(_ index: Int) -> String { SVGChart.colours[index % SVGChart.colourCount].light }

  static func paler(_ index: Int) -> String { SVGChart.palerColours[index % SVGChart.colourCount].light }

  static func colour(named name: String) -> String { SVGChart.colours.first { $0.name == name }?.light ?? ink }

  static let ink = "#1a1a1a"

  // MARK: Marks

  static func layer(_ layers: [VegaValue]) -> VegaValue { ["layer": .list(layers)] }

  static func mark(_ type: String, _ encoding: VegaValue) -> VegaValue { mark(type, [:], encoding) }

  static func mark(
    _ type: String, _ style: VegaValue, where filter: String? = nil, _ encoding: VegaValue
  ) -> VegaValue {
    let own: VegaValue = ["mark": VegaValue.object([("type", .text(type))]).with(style), "encoding": encoding]
    guard let filter else { return own }
    return VegaValue.object([("transform", [["filter": .text(filter)]])]).with(own)
  }

  /// What is read beside or in a mark.
  static func label(
    _ field: String, _ style: VegaValue, where filter: String? = nil, _ encoding: VegaValue
  ) -> VegaValue {
    mark("text", style, where: filter, encoding.with(["text": ["field": .text(field), "type": "nominal"]]))
  }

  // MARK: Channels

  static func field(_ name: String, _ type: String) -> VegaValue { ["field": .text(name), "type": .text(type)] }

  /// Names in their own order.
  static func names(_ field: String, _ type: String, _ names: [String], axis: VegaValue? = nil) -> VegaValue {
    let own = self.field(field, type).with([
      "title": nil, "sort": nil, "scale": ["domain": .texts(once(names))],
    ])
    return axis.map { own.with(["axis": $0]) } ?? own
  }

  /// Each name once.
  static func once(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// Names with what each is drawn as.
  static func scale(_ field: String, _ drawn: [(name: String, as: VegaValue)], legend: Bool = true) -> VegaValue {
    var seen: Set<String> = []
    let own = drawn.filter { seen.insert($0.name).inserted }
    let channel = self.field(field, "nominal").with([
      "title": nil, "sort": nil,
      "scale": ["domain": .texts(own.map(\.name)), "range": .list(own.map(\.as))],
    ])
    return legend ? channel : channel.with(["legend": nil])
  }

  /// A number's axis with its own ticks and short labels.
  func quantity(_ field: String, _ axis: Axis, isStacked: Bool = false) -> VegaValue {
    Self.quantity(
      field, low: axis.low, high: axis.high, ticks: axis.ticks, labels: words.labels(axis.ticks), isStacked: isStacked)
  }

  /// - Parameter labels: one for each tick.
  static func quantity(
    _ field: String, low: Double, high: Double, ticks: [Double], labels: [String], hasRules: Bool = true,
    isStacked: Bool = false
  ) -> VegaValue {
    // The words of a tick by its place, which no rounding of the viewer's changes.
    let written = labels.map { "'\(quoted($0))'" }.joined(separator: ",")
    return self.field(field, "quantitative").with([
      "title": nil, "stack": isStacked ? "zero" : nil,
      "scale": ["domain": .numbers([low, high]), "nice": false, "zero": false],
      "axis": [
        "values": .numbers(ticks), "grid": .boolean(hasRules),
        "labelExpr": .text("[\(written)][round(datum.index * \(max(ticks.count - 1, 0)))]"),
      ],
    ])
  }

  /// A text between the quotes of an expression.
  private static func quoted(_ text: String) -> String {
    text.reduce(into: "") { quoted, character in
      if character == "'" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
  }

  static func tooltip(_ fields: [String] = ["name", "text"]) -> VegaValue {
    .list(fields.map { field($0, "nominal") })
  }

  // MARK: Data

  static func data(_ records: [VegaValue]) -> VegaValue { ["data": ["values": .list(records)]] }

  /// Names, a number, how it is read, and whatever else there is.
  static func record(
    _ names: KeyValuePairs<String, String>, _ number: ChartScene.Number, _ more: KeyValuePairs<String, Double> = [:]
  ) -> VegaValue {
    .object(
      names.map { ($0.key, .text($0.value)) } + [
        ("value", number.value.map(VegaValue.number) ?? .null), ("text", .text(written(number))),
      ] + more.map { ($0.key, .number($0.value)) })
  }

  static func written(_ number: ChartScene.Number) -> String { number.exact + (number.isPartial ? "*" : "") }
}
