import KPIEngine

/// A form of the files that pictures are written to.
package enum ChartFormat: String, Sendable, Hashable, CaseIterable {
  case svg, html
  /// A Vega-Lite specification.
  case vega = "vl.json"

  /// The format of a file by the end of its name; nil where that is none of a picture.
  package init?(of name: String) {
    let lowered = name.lowercased()
    guard let format = Self.allCases.first(where: { lowered.hasSuffix(".\($0.rawValue)") }) else { return nil }
    self = format
  }

  /// Writes the pictures of tables as a file of their own.
  ///
  /// Throws `ChartRefusal` where one of them cannot be drawn so, and what the receiver throws.
  package func write(
    _ tables: [ResultTable], as drawing: Drawing, _ language: OutputLanguage,
    receive: @escaping ([UInt8]) throws -> Void
  ) throws {
    switch self {
    case .svg:
      var chart = SVGChart(language, width: SVGChart.alone)
      try receive(Array(chart.image(of: ChartScene(tables, drawing, language)).utf8))
    case .html:
      let drawn = tables.map { table in
        var table = table
        table.drawing = drawing
        return table
      }
      try OutputFormat.html.write(drawn, OutputOptions(language: language), receive: receive)
    case .vega:
      var chart = VegaChart(language)
      try receive(chart.specification(of: ChartScene(tables, drawing, language)))
    }
  }
}

extension ChartScene {
  /// The scene of a table.
  ///
  /// Throws `ChartRefusal` where it cannot be drawn so.
  package init(_ table: ResultTable, _ drawing: Drawing, _ language: OutputLanguage) throws(ChartRefusal) {
    var maker = SceneMaker(table, language)
    self = try maker.scene(drawing.kind)
  }

  /// The pictures of several tables, each headed as its table is.
  init(_ tables: [ResultTable], _ drawing: Drawing, _ language: OutputLanguage) throws(ChartRefusal) {
    var scenes: [ChartScene] = []
    for table in tables { scenes.append(try ChartScene(table, drawing, language)) }
    guard var first = scenes.first else { throw .nothingToDraw }
    guard scenes.count > 1 else {
      self = first
      return
    }
    first.panels = scenes.flatMap { scene in
      scene.panels.map { panel in
        Panel(heading: panel.heading.isEmpty ? scene.title : "\(scene.title) · \(panel.heading)", form: panel.form)
      }
    }
    first.title = String(first.title.prefix { $0 != "." })
    first.notes = scenes.flatMap(\.notes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    self = first
  }
}
