import KPIEngine

/// A scene as a Vega-Lite specification with its numbers in it: domains, orders and labels are written out, so that
/// nothing depends on what a viewer would guess.
///
/// Source: Vega-Lite 5, https://vega.github.io/schema/vega-lite/v5.json
struct VegaChart {
  private let words: ChartWords
  private var json = JSONWriter()

  init(_ language: OutputLanguage) { words = .of(language) }

  /// The specification, as JSON on one line.
  mutating func specification(of scene: ChartScene) -> [UInt8] {
    json.beginObject()
    member("$schema", "https://vega.github.io/schema/vega-lite/v5.json")
    json.key("title")
    json.beginObject()
    member("text", scene.title)
    json.key("subtitle")
    json.beginArray()
    for line in (scene.period.map { [$0] } ?? []) + scene.notes { json.string(line) }
    json.endArray()
    json.endObject()
    json.key("config")
    json.beginObject()
    json.key("range")
    json.beginObject()
    json.key("category")
    json.beginArray()
    for colour in SVGChart.colours.prefix(SVGChart.colourCount) { json.string(colour.light) }
    json.endArray()
    json.endObject()
    json.endObject()
    json.key("vconcat")
    json.beginArray()
    for panel in scene.panels { write(panel) }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }

  // MARK: Panels

  private mutating func write(_ panel: ChartScene.Panel) {
    json.beginObject()
    if !panel.heading.isEmpty { member("title", panel.heading) }
    json.key("width")
    json.integer(600)
    switch panel.form {
    case .bars(let names, let series, let parts):
      data(names, series, parts)
      bars(names, numbers(series), isCompared: series.count > 1, series.map(\.name))
    case .slices(let slices):
      data(slices)
      mark("arc")
      encoding { json in
        Self.channel("theta", "value", "quantitative", &json)
        Self.channel("color", "name", "nominal", &json, domain: slices.map(\.name))
        Self.channel("order", "order", "quantitative", &json)
        Self.tooltip(&json)
      }
    case .lines(let names, let places, let series, let band):
      let all = series + (band.map { [$0.low, $0.high] } ?? [])
      let isEven = ChartScene.areEven(places)
      data(names, all, nil, isEven ? nil : places)
      plot("line", names, isEven ? nil : places, all, isStacked: false)
    case .columns(let names, let starts, let places, let series): columns(names, starts, places, series)
    case .layers(let names, let series):
      data(names, series, nil)
      plot("area", names, nil, series, isStacked: true)
    case .grid(let lines, let across, let cells): grid(lines, across, cells)
    case .steps(let steps):
      let bars = steps.map { ChartScene.Bar(name: $0.name, number: $0.number, part: $0.rate) }
      data(bars)
      self.bars(bars.map(\.name), bars.compactMap(\.number.value), isCompared: false, [])
    case .targets(let targets): self.targets(targets)
    case .parts(let from, let parts, let to): waterfall(from, parts, to)
    }
    json.endObject()
  }

  private func numbers(_ series: [ChartScene.Series]) -> [Double] { series.flatMap { $0.numbers.compactMap(\.value) } }

  private mutating func bars(_ names: [String], _ values: [Double], isCompared: Bool, _ series: [String]) {
    mark("bar")
    let axis = Axis(covering: values + [0], ticks: 5)
    encoding { [words] json in
      Self.channel("y", "name", "nominal", &json, domain: names)
      Self.quantity("x", "value", axis, words, &json)
      if isCompared {
        Self.channel("yOffset", "series", "nominal", &json, domain: series)
        Self.channel("color", "series", "nominal", &json, domain: series)
      }
      Self.tooltip(&json)
    }
  }

  /// - Parameter places: where the categories lie, where that is not side by side.
  private mutating func plot(
    _ mark: String, _ names: [String], _ places: [Double]?, _ series: [ChartScene.Series], isStacked: Bool
  ) {
    self.mark(mark, hasPoints: !isStacked)
    let heights =
      isStacked
      ? names.indices.map { index in series.reduce(0) { $0 + ($1.numbers[index].value ?? 0) } } + [0] : numbers(series)
    let axis = Axis(covering: heights, ticks: 5)
    encoding { [words] json in
      if let places {
        Self.quantity("x", "place", low: 0, high: 1, ticks: places, labels: names, &json)
      } else {
        Self.channel("x", "name", "ordinal", &json, domain: names)
      }
      Self.quantity("y", "value", axis, words, &json, isStacked: isStacked)
      Self.channel("color", "series", "nominal", &json, domain: series.map(\.name))
      // Layers lie in the order of the table.
      if isStacked { Self.channel("order", "order", "quantitative", &json) }
      Self.tooltip(&json)
    }
  }

  /// Each from where its stretch begins to where it ends, upwards from 0.
  private mutating func columns(
    _ names: [String], _ starts: [Double], _ places: [Double], _ series: ChartScene.Series
  ) {
    values { write in
      for (index, name) in names.enumerated() {
        write([("name", name)], series.numbers[index], ["start": starts[index], "place": places[index], "zero": 0])
      }
    }
    mark("rect")
    let axis = Axis(covering: numbers([series]) + [0], ticks: 5)
    encoding { [words] json in
      Self.quantity("x", "start", low: 0, high: 1, ticks: places, labels: names, &json)
      Self.end("x2", "place", &json)
      Self.quantity("y", "value", axis, words, &json)
      Self.end("y2", "zero", &json)
      Self.tooltip(&json)
    }
  }

  private mutating func grid(_ lines: [String], _ across: [String], _ cells: [[ChartScene.Number?]]) {
    values { write in
      for (line, row) in zip(lines, cells) {
        for (place, cell) in zip(across, row) {
          if let cell { write([("line", line), ("name", place)], cell, [:]) }
        }
      }
    }
    mark("rect")
    encoding { json in
      Self.channel("y", "line", "nominal", &json, domain: lines)
      Self.channel("x", "name", "ordinal", &json, domain: across)
      Self.channel("color", "value", "quantitative", &json)
      Self.tooltip(&json, "line")
    }
  }

  /// In % of the targets.
  private mutating func targets(_ targets: [ChartScene.Target]) {
    var shares: [Double] = []
    values { write in
      for target in targets {
        let share = target.target.value.flatMap { wanted in
          wanted == 0 ? nil : target.actual.value.map { $0 * 100 / wanted }
        }
        let number = ChartScene.Number(
          value: share, exact: "\(target.actual.exact) / \(target.target.exact) · \(target.achieved)",
          short: target.achieved, isPartial: target.actual.isPartial)
        shares.append(share ?? 0)
        write([("name", target.name)], number, [:])
      }
    }
    bars(targets.map(\.name), [100] + shares, isCompared: false, [])
  }

  private mutating func waterfall(_ from: ChartScene.Bar, _ parts: [ChartScene.Bar], _ to: ChartScene.Bar) {
    var levels = [from.number.value ?? 0]
    for part in parts { levels.append((levels.last ?? 0) + (part.number.value ?? 0)) }
    let all = [from] + parts + [to]
    values { write in
      for (index, bar) in all.enumerated() {
        let isTotal = index == 0 || index == all.count - 1
        var number = bar.number
        number.value = isTotal ? 0 : levels[index - 1]
        write([("name", bar.name)], number, ["end": isTotal ? bar.number.value ?? 0 : levels[index]])
      }
    }
    mark("bar")
    let axis = Axis(covering: levels + [0, to.number.value ?? 0], ticks: 5)
    encoding { [words] json in
      Self.channel("y", "name", "nominal", &json, domain: all.map(\.name))
      Self.quantity("x", "value", axis, words, &json)
      Self.end("x2", "end", &json)
      Self.tooltip(&json)
    }
  }

  // MARK: Data

  private mutating func data(
    _ names: [String], _ series: [ChartScene.Series], _ parts: [String]?, _ places: [Double]? = nil
  ) {
    values { write in
      for (order, own) in series.enumerated() {
        for (index, name) in names.enumerated() {
          var more = ["order": Double(order)]
          if let places { more["place"] = places[index] }
          write([("name", name), ("series", own.name)], own.numbers[index], more)
        }
      }
    }
  }

  private mutating func data(_ bars: [ChartScene.Bar]) {
    values { write in
      for (order, bar) in bars.enumerated() { write([("name", bar.name)], bar.number, ["order": Double(order)]) }
    }
  }

  /// Records with names, a number, how it is read, and whatever else there is of numbers.
  private mutating func values(
    _ body: (_ write: ([(String, String)], ChartScene.Number, [String: Double]) -> Void) -> Void
  ) {
    var json = self.json
    json.key("data")
    json.beginObject()
    json.key("values")
    json.beginArray()
    body { names, number, more in
      json.beginObject()
      for (key, text) in names {
        json.key(key)
        json.string(text)
      }
      json.key("value")
      if let value = number.value { json.real(value) } else { json.null() }
      json.key("text")
      json.string(number.exact + (number.isPartial ? "*" : ""))
      for (key, value) in more.sorted(by: { $0.key < $1.key }) {
        json.key(key)
        json.real(value)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    self.json = json
  }

  // MARK: Members

  private mutating func member(_ key: String, _ text: String) {
    json.key(key)
    json.string(text)
  }

  private mutating func mark(_ type: String, hasPoints: Bool = false) {
    json.key("mark")
    json.beginObject()
    member("type", type)
    if hasPoints {
      json.key("point")
      json.boolean(true)
    }
    json.key("tooltip")
    json.boolean(true)
    json.endObject()
  }

  private mutating func encoding(_ body: (inout JSONWriter) -> Void) {
    json.key("encoding")
    json.beginObject()
    body(&json)
    json.endObject()
  }

  private static func channel(
    _ name: String, _ field: String, _ type: String, _ json: inout JSONWriter, domain: [String]? = nil
  ) {
    json.key(name)
    json.beginObject()
    json.key("field")
    json.string(field)
    json.key("type")
    json.string(type)
    if let domain {
      json.key("title")
      json.null()
      json.key("sort")
      json.null()
      json.key("scale")
      json.beginObject()
      json.key("domain")
      json.beginArray()
      var seen: Set<String> = []
      for value in domain where seen.insert(value).inserted { json.string(value) }
      json.endArray()
      json.endObject()
    }
    json.endObject()
  }

  /// A number's axis with its own ticks and short labels.
  private static func quantity(
    _ name: String, _ field: String, _ axis: Axis, _ words: ChartWords, _ json: inout JSONWriter,
    isStacked: Bool = false
  ) {
    quantity(
      name, field, low: axis.low, high: axis.high, ticks: axis.ticks, labels: words.labels(axis.ticks), &json,
      isStacked: isStacked)
  }

  /// - Parameter labels: one for each tick.
  private static func quantity(
    _ name: String, _ field: String, low: Double, high: Double, ticks: [Double], labels: [String],
    _ json: inout JSONWriter, isStacked: Bool = false
  ) {
    json.key(name)
    json.beginObject()
    json.key("field")
    json.string(field)
    json.key("type")
    json.string("quantitative")
    json.key("title")
    json.null()
    json.key("stack")
    if isStacked { json.string("zero") } else { json.null() }
    json.key("scale")
    json.beginObject()
    json.key("domain")
    json.beginArray()
    json.real(low)
    json.real(high)
    json.endArray()
    json.key("nice")
    json.boolean(false)
    json.key("zero")
    json.boolean(false)
    json.endObject()
    json.key("axis")
    json.beginObject()
    json.key("values")
    json.beginArray()
    for tick in ticks { json.real(tick) }
    json.endArray()
    json.key("labelExpr")
    // The words of a tick by its place, which no rounding of the viewer's changes.
    let written = labels.map { "'\(quoted($0))'" }.joined(separator: ",")
    json.string("[\(written)][round(datum.index * \(max(ticks.count - 1, 0)))]")
    json.endObject()
    json.endObject()
  }

  /// A text between the quotes of an expression.
  private static func quoted(_ text: String) -> String {
    text.reduce(into: "") { quoted, character in
      if character == "'" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
  }

  /// Where a mark that begins with another channel ends.
  private static func end(_ name: String, _ field: String, _ json: inout JSONWriter) {
    json.key(name)
    json.beginObject()
    json.key("field")
    json.string(field)
    json.endObject()
  }

  private static func tooltip(_ json: inout JSONWriter, _ more: String? = nil) {
    json.key("tooltip")
    json.beginArray()
    for field in [more, "name", "text"].compactMap({ $0 }) {
      json.beginObject()
      json.key("field")
      json.string(field)
      json.key("type")
      json.string("nominal")
      json.endObject()
    }
    json.endArray()
  }
}
