import KPIEngine
import KPILanguage

/// A scene as a Vega-Lite specification with its numbers in it: domains, orders, colours and labels are written out, so
/// that nothing depends on what a viewer would guess.
///
/// Source: Vega-Lite 5, https://vega.github.io/schema/vega-lite/v5.json
struct VegaChart {
  let words: ChartWords

  init(_ language: TextLanguage) { words = .of(language) }

  /// The specification, as JSON on one line.
  func specification(of scene: ChartScene) -> [UInt8] {
    let specification: VegaValue = [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": [
        "text": .text(scene.title), "anchor": "start",
        "subtitle": .texts((scene.period.map { [$0] } ?? []) + scene.notes),
      ],
      "config": [
        // The first that there is: one without Vietnamese letters would take them from another.
        "font": "system-ui, DejaVu Sans, Noto Sans, Arial, sans-serif",
        "range": ["category": .texts((0..<SVGChart.colourCount).map(Self.colour))],
        "axis": ["labelLimit": 300, "labelFontSize": 11], "legend": ["labelLimit": 300, "orient": "top", "columns": 3],
        "text": ["fontSize": 11, "color": .text(Self.ink)], "view": ["stroke": nil],
      ],
      "vconcat": .list(scene.panels.map(panel)),
      // Each picture has names of its own.
      "resolve": ["scale": ["color": "independent", "strokeDash": "independent"]],
    ]
    var json = JSONWriter()
    specification.write(to: &json)
    json.endLine()
    return json.bytes
  }

  // MARK: Panels

  private func panel(_ panel: ChartScene.Panel) -> VegaValue {
    let head: VegaValue = panel.heading.isEmpty ? [:] : ["title": ["text": .text(panel.heading), "anchor": "start"]]
    return head.with(["width": 600]).with(form(panel.form))
  }

  private func form(_ form: ChartScene.Form) -> VegaValue {
    switch form {
    case .bars(let names, let series, let parts): bars(names, series, parts)
    case .slices(let slices): Self.slices(slices)
    case .lines(let names, let places, let series, let band): lines(names, places, series, band)
    case .columns(let names, let starts, let places, let series): columns(names, starts, places, series)
    case .layers(let names, let series): layers(names, series)
    case .grid(let lines, let across, let cells): Self.grid(lines, across, cells)
    case .steps(let steps): Self.steps(steps)
    case .targets(let targets): self.targets(targets)
    case .parts(let from, let parts, let to): waterfall(from, parts, to)
    }
  }

  /// The numbers stand behind the bars; an earlier period's bars are paler, below.
  private func bars(_ names: [String], _ series: [ChartScene.Series], _ parts: [String]?) -> VegaValue {
    let isCompared = series.count > 1
    let records = series.enumerated().flatMap { order, own in
      names.indices.map { row -> VegaValue in
        let number = own.numbers[row]
        let part = order == 0 ? parts.map { " · \($0[row])" } ?? "" : ""
        return Self.record(["name": names[row], "series": own.name], number)
          .with(["label": .text(number.value == nil ? "" : Self.written(number) + part)])
      }
    }
    let axis = Axis(covering: series.flatMap { $0.numbers.compactMap(\.value) } + [0], ticks: 5)
    var place: VegaValue = ["y": Self.names("name", "nominal", names), "x": quantity("value", axis)]
    if isCompared { place = place.with(["yOffset": Self.names("series", "nominal", series.map(\.name))]) }
    let drawn = series.map { own in
      (name: own.name, as: VegaValue.text(own.isEarlier ? Self.paler(own.tint) : Self.colour(own.tint)))
    }
    return Self.data(records).with(
      Self.layer([
        Self.mark(
          "bar", place.with(["color": Self.scale("series", drawn, legend: isCompared), "tooltip": Self.tooltip()])),
        Self.label("label", ["align": "left", "dx": 4], where: "datum.value === null || datum.value >= 0", place),
        Self.label("label", ["align": "right", "dx": -4], where: "datum.value < 0", place),
      ]))
  }

  private static func slices(_ slices: [ChartScene.Bar]) -> VegaValue {
    // The names tell their part, which no legend has room for beside.
    let named = slices.map { "\($0.name) · \($0.part ?? "")" }
    let records = zip(named, slices).enumerated().map { order, slice in
      record(["name": slice.0], slice.1.number, ["order": Double(order)])
    }
    let drawn = named.enumerated().map { (name: $1, as: VegaValue.text(colour($0))) }
    return data(records).with(
      mark(
        "arc",
        [
          "theta": field("value", "quantitative"), "order": field("order", "quantitative"),
          "color": scale("name", drawn), "tooltip": tooltip(),
        ]))
  }

  /// As a picture of ours: the earlier period's in dashes and paler, what was set as a rule, what can still change hollow,
  /// what is to come between its bounds.
  private func lines(
    _ names: [String], _ places: [Double], _ series: [ChartScene.Series], _ band: ChartScene.Band?
  ) -> VegaValue {
    let bounds = band.map { [$0.low, $0.high] } ?? []
    let axis = Axis(covering: (series + bounds).flatMap { $0.numbers.compactMap(\.value) }, ticks: 5)
    let x = Self.course(names, places)
    let y = quantity("value", axis)
    let records = series.flatMap { own in
      names.indices.map { index -> VegaValue in
        let number = own.numbers[index]
        let state = own.isTarget ? "rule" : number.isPartial ? "hollow" : "full"
        return Self.record(
          ["name": names[index], "series": own.name, "state": state], number, ["place": places[index]])
      }
    }
    let drawn = series.map { own in
      (
        name: own.name,
        as: VegaValue.text(own.isTarget ? Self.ink : own.isEarlier ? Self.paler(own.tint) : Self.colour(own.tint))
      )
    }
    let dashes = series.map { own -> (name: String, as: VegaValue) in
      (name: own.name, as: own.isTarget ? [6, 4] : own.isEarlier ? [5, 3] : [1, 0])
    }
    let isNamed = series.count > 1
    let place: VegaValue = [
      "x": x, "y": y, "color": Self.scale("series", drawn, legend: isNamed),
      "tooltip": Self.tooltip(["name", "series", "text"]),
    ]
    var layers: [VegaValue] = []
    if let band, let tint = series.last?.tint {
      let bounded = names.indices.compactMap { index -> VegaValue? in
        guard let low = band.low.numbers[index].value, let high = band.high.numbers[index].value else { return nil }
        return [
          "name": .text(names[index]), "place": .number(places[index]), "low": .number(low), "high": .number(high),
        ]
      }
      let colour = VegaValue.text(Self.colour(tint))
      layers.append(
        Self.data(bounded).with(
          Self.mark(
            "area", ["color": colour, "opacity": 0.18, "line": ["color": colour, "strokeWidth": 1]],
            ["x": x, "y": quantity("low", axis), "y2": ["field": "high"]])))
    }
    if band != nil, let bridge = ChartScene.Band.bridge(series) {
      let course = names.indices.map {
        Self.record(["name": names[$0], "series": ""], bridge.numbers[$0], ["place": places[$0]])
      }
      layers.append(
        Self.data(course).with(
          Self.mark(
            "line", ["color": .text(Self.paler(bridge.tint)), "strokeDash": [5, 3], "strokeWidth": 1],
            ["x": x, "y": y])))
    }
    layers.append(
      Self.mark("line", place.with(["strokeDash": Self.scale("series", dashes, legend: isNamed)])))
    layers.append(
      Self.mark("point", ["filled": true, "size": 36, "opacity": 1], where: "datum.state === 'full'", place))
    layers.append(
      Self.mark(
        "point", ["filled": false, "fill": "#ffffff", "size": 36, "opacity": 1], where: "datum.state === 'hollow'",
        place))
    return Self.data(records).with(Self.layer(layers))
  }

  /// Along time: side by side, or at their distances.
  private static func course(_ names: [String], _ places: [Double]) -> VegaValue {
    ChartScene.areEven(places)
      ? self.names("name", "ordinal", names, axis: ["labelAngle": 0, "labelOverlap": true])
      : quantity("place", low: 0, high: 1, ticks: places, labels: names, hasRules: false)
  }

  /// Each from where its stretch begins to where it ends, upwards from 0; its number above it.
  private func columns(
    _ names: [String], _ starts: [Double], _ places: [Double], _ series: ChartScene.Series
  ) -> VegaValue {
    let records = names.indices.map { index in
      Self.record(
        ["name": names[index]], series.numbers[index],
        [
          "start": starts[index], "place": places[index], "middle": (starts[index] + places[index]) / 2, "zero": 0,
        ])
    }
    let axis = Axis(covering: series.numbers.compactMap(\.value) + [0], ticks: 5)
    let y = quantity("value", axis)
    func x(_ field: String) -> VegaValue {
      Self.quantity(field, low: 0, high: 1, ticks: places, labels: names, hasRules: false)
    }
    return Self.data(records).with(
      Self.layer([
        Self.mark(
          "rect", ["color": .text(Self.colour(0)), "stroke": "#ffffff"],
          [
            "x": x("start"), "x2": ["field": "place"], "y": y, "y2": ["field": "zero"], "tooltip": Self.tooltip(),
          ]),
        Self.label("text", ["dy": -6], ["x": x("middle"), "y": y]),
      ]))
  }

  /// In the order of the table, each named with what it ends at and whether that is more than at first.
  private func layers(_ names: [String], _ series: [ChartScene.Series]) -> VegaValue {
    let named = ChartScene.namesOfLayers(series)
    let records = series.indices.flatMap { order in
      names.indices.map { index in
        Self.record(
          ["name": names[index], "series": named[order]], series[order].numbers[index], ["order": Double(order)])
      }
    }
    let heights = names.indices.map { index in series.reduce(0) { $0 + ($1.numbers[index].value ?? 0) } }
    let drawn = named.enumerated().map { (name: $1, as: VegaValue.text(Self.colour($0))) }
    return Self.data(records).with(
      Self.mark(
        "area",
        [
          "x": Self.names("name", "ordinal", names, axis: ["labelAngle": 0, "labelOverlap": true]),
          "y": quantity("value", Axis(covering: heights + [0], ticks: 5), isStacked: true),
          "color": Self.scale("series", drawn), "order": Self.field("order", "quantitative"),
          "tooltip": Self.tooltip(["name", "series", "text"]),
        ]))
  }

  /// Darker where there is more; what has not been observed is left out.
  private static func grid(_ lines: [String], _ across: [String], _ cells: [[ChartScene.Number?]]) -> VegaValue {
    let all = cells.flatMap { $0.compactMap { $0?.value } }
    let greatest = max(all.map(abs).max() ?? 0, 1e-9)
    let records = zip(lines, cells).flatMap { line, row in
      zip(across, row).compactMap { place, cell in cell.map { record(["line": line, "name": place], $0) } }
    }
    let (least, full) = ("#eef5fa", colour(0))
    let isSigned = all.contains { $0 < 0 }
    let scale: VegaValue =
      isSigned
      ? ["domain": .numbers([-greatest, 0, greatest]), "range": .texts([colour(named: "down"), "#ffffff", full])]
      : ["domain": .numbers([0, greatest]), "range": .texts([least, full])]
    let longest = across.map(displayWidth).max() ?? 0
    let isTurned = longest * across.count > 80
    let place: VegaValue = [
      "x": names("name", "ordinal", across, axis: ["orient": "top", "labelAngle": isTurned ? -45 : 0]),
      "y": names("line", "nominal", lines),
    ]
    let isRoomy = across.count <= 14
    let drawn = mark(
      "rect", ["stroke": "#ffffff"],
      place.with([
        "color": field("value", "quantitative").with(["scale": scale, "legend": nil]),
        "tooltip": tooltip(["line", "name", "text"]),
      ]))
    guard isRoomy else { return data(records).with(drawn) }
    let isDark = "abs(datum.value) > \(greatest * 0.55)"
    return data(records).with(
      layer([
        drawn,
        label(
          "text", ["fontSize": 10],
          place.with([
            "color": ["condition": ["test": .text(isDark), "value": "#ffffff"], "value": .text(ink)]
          ])),
      ]))
  }

  /// The steps below each other about one middle, with the rates between them.
  private static func steps(_ steps: [ChartScene.Step]) -> VegaValue {
    let greatest = max(steps.compactMap(\.number.value).max() ?? 0, 1e-9)
    var (bars, bands, rates): ([VegaValue], [VegaValue], [VegaValue]) = ([], [], [])
    for (index, step) in steps.enumerated() {
      let half = (step.number.value ?? 0) / greatest / 2
      let above = -2.0 * Double(index)
      bars.append(
        record(
          ["name": step.name], step.number,
          [
            "left": 0.5 - half, "right": 0.5 + half, "above": above, "below": above - 1.1, "middle": above - 0.55,
            "end": 1,
          ]))
      guard index > 0 else { continue }
      let before = (steps[index - 1].number.value ?? 0) / greatest / 2
      for (edge, width) in [(above + 0.9, before), (above, half)] {
        bands.append([
          "pair": .number(Double(index)), "edge": .number(edge), "left": .number(0.5 - width),
          "right": .number(0.5 + width),
        ])
      }
      rates.append(["rate": .text("↓ \(step.rate ?? "")"), "centre": 0.5, "middle": .number(above + 0.45)])
    }
    let middles = steps.indices.reversed().map { -2.0 * Double($0) - 0.55 }
    func y(_ field: String) -> VegaValue {
      quantity(
        field, low: -2.0 * Double(steps.count - 1) - 1.1, high: 0, ticks: middles, labels: steps.reversed().map(\.name),
        hasRules: false)
    }
    func x(_ field: String) -> VegaValue {
      self.field(field, "quantitative").with(["title": nil, "axis": nil, "scale": ["domain": [0, 1]]])
    }
    return VegaValue.object([("height", .number(Double(steps.count) * 44))]).with(
      layer([
        data(bands).with(
          mark(
            "area", ["orient": "horizontal", "color": .text(colour(0)), "opacity": 0.18],
            [
              "x": x("left"), "x2": ["field": "right"], "y": y("edge"),
              "detail": field("pair", "nominal"),
            ])),
        data(bars).with(
          layer([
            mark(
              "rect", ["color": .text(colour(0))],
              [
                "x": x("left"), "x2": ["field": "right"], "y": y("above"), "y2": ["field": "below"],
                "tooltip": tooltip(),
              ]),
            label("text", ["align": "left", "dx": 6], ["x": x("end"), "y": y("middle")]),
          ])),
        data(rates).with(label("rate", ["baseline": "middle"], ["x": x("centre"), "y": y("middle")])),
      ]))
  }

  /// In % of the targets: the target a stroke, what would be by now a thin one.
  private func targets(_ targets: [ChartScene.Target]) -> VegaValue {
    let shares = targets.map { Self.share($0.actual.value, $0) }
    let records = zip(targets, shares).map { target, share -> VegaValue in
      let written = "\(Self.written(target.actual)) / \(target.target.exact)"
      let number = ChartScene.Number(
        value: share, exact: target.achieved.isEmpty ? written : "\(written) · \(target.achieved)", short: "")
      let pace = Self.share(target.pace, target)
      return Self.record(["name": target.name], number).with([
        "target": share == nil ? nil : 100, "byNow": pace.map(VegaValue.number) ?? nil,
      ])
    }
    let axis = Axis(
      covering: [0, 100] + shares.compactMap { $0 } + targets.compactMap { Self.share($0.pace, $0) }, ticks: 5)
    let y = Self.names("name", "nominal", targets.map(\.name))
    func x(_ field: String) -> VegaValue {
      Self.quantity(
        field, low: axis.low, high: axis.high, ticks: axis.ticks, labels: words.labels(axis.ticks).map { "\($0) %" })
    }
    return Self.data(records).with(
      Self.layer([
        Self.mark(
          "bar", ["color": .text(Self.colour(0)), "size": 9], ["y": y, "x": x("value"), "tooltip": Self.tooltip()]),
        Self.mark("tick", ["color": .text(Self.ink), "thickness": 3], ["y": y, "x": x("target")]),
        Self.mark("tick", ["color": .text(Self.ink), "thickness": 1], ["y": y, "x": x("byNow")]),
        Self.label("text", ["align": "left", "dx": 6], ["y": y, "x": ["value": "width"]]),
      ]))
  }

  /// A number in % of its target.
  private static func share(_ number: Double?, _ target: ChartScene.Target) -> Double? {
    guard let wanted = target.target.value, wanted != 0 else { return nil }
    return number.map { $0 * 100 / wanted }
  }

  private func waterfall(_ from: ChartScene.Bar, _ parts: [ChartScene.Bar], _ to: ChartScene.Bar) -> VegaValue {
    var levels = [from.number.value ?? 0]
    for part in parts { levels.append((levels.last ?? 0) + (part.number.value ?? 0)) }
    let all = [from] + parts + [to]
    let records = all.enumerated().map { index, bar -> VegaValue in
      let isTotal = index == 0 || index == all.count - 1
      var number = bar.number
      number.value = isTotal ? 0 : levels[index - 1]
      let end = isTotal ? bar.number.value ?? 0 : levels[index]
      let sense = isTotal ? "total" : end >= levels[index - 1] ? "up" : "down"
      return Self.record(
        ["name": bar.name, "sense": sense], number, ["end": end, "edge": max(end, number.value ?? 0)])
    }
    let axis = Axis(covering: levels + [0, to.number.value ?? 0], ticks: 5)
    let y = Self.names("name", "nominal", all.map(\.name))
    let drawn = [("total", Self.colour(0)), ("up", Self.colour(named: "up")), ("down", Self.colour(named: "down"))]
    return Self.data(records).with(
      Self.layer([
        Self.mark(
          "bar",
          [
            "y": y, "x": quantity("value", axis), "x2": ["field": "end"],
            "color": Self.scale("sense", drawn.map { (name: $0.0, as: VegaValue.text($0.1)) }, legend: false),
            "tooltip": Self.tooltip(),
          ]),
        Self.label("text", ["align": "left", "dx": 4], ["y": y, "x": quantity("edge", axis)]),
      ]))
  }
}
