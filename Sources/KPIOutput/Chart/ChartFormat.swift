import KPIEngine
import KPILanguage

/// A form of the files that pictures are written to.
package enum ChartFormat: String, Sendable, Hashable, CaseIterable {
  case svg, html, png
  /// A Vega-Lite specification.
  case vega = "vl.json"

  /// The format of a file by the end of its name; nil where that is none of a picture.
  package init?(of name: String) {
    let lowered = name.lowercased()
    guard let format = Self.allCases.first(where: { lowered.hasSuffix(".\($0.rawValue)") }) else { return nil }
    self = format
  }

  /// Writes the pictures of tables, each drawn as it says, as a file of their own.
  ///
  /// Throws `ChartRefusal` where one of them cannot be drawn so, `DocumentFailure`, and what the receiver throws.
  package func write(
    _ tables: [ResultTable], _ options: OutputOptions,
    receive: @escaping ([UInt8]) throws -> Void
  ) throws {
    let language = options.language
    switch self {
    case .svg:
      var chart = SVGChart(language, width: SVGChart.alone)
      try receive(Array(chart.image(of: ChartScene(tables, language)).utf8))
    case .html:
      try OutputFormat.html.write(tables, options, receive: receive)
    case .vega:
      let chart = VegaChart(language)
      try receive(chart.specification(of: ChartScene(tables, language)))
    case .png:
      guard let python = options.python else { throw DocumentFailure.noPictureLibrary }
      let chart = VegaChart(language)
      try PNGPicture(python: python, scratchFolder: options.scratchFolder)
        .write(chart.specification(of: ChartScene(tables, language)), receive: receive)
    }
  }
}

extension ChartScene {
  /// A scene that was made when it was looked whether there is one.
  private struct Made: Sendable {
    var scene: ChartScene
    var language: TextLanguage
  }

  /// How a table is drawn, with the scene that it makes.
  ///
  /// Throws `ChartRefusal` where it cannot be drawn so.
  package static func drawing(
    _ table: ResultTable, as kind: ChartKind?, _ language: TextLanguage
  ) throws(ChartRefusal) -> Drawing {
    var drawing = Drawing(kind: kind)
    drawing.scene = Made(scene: try ChartScene(table, drawing, language), language: language)
    return drawing
  }

  /// The scene of a table.
  ///
  /// Throws `ChartRefusal` where it cannot be drawn so.
  package init(_ table: ResultTable, _ drawing: Drawing, _ language: TextLanguage) throws(ChartRefusal) {
    if let made = drawing.scene as? Made, made.language == language {
      self = made.scene
      return
    }
    var maker = SceneMaker(table, language)
    self = try maker.scene(drawing.kind)
  }

  /// The pictures of several tables, each headed as its table is.
  init(_ tables: [ResultTable], _ language: TextLanguage) throws(ChartRefusal) {
    var scenes: [ChartScene] = []
    for table in tables { scenes.append(try ChartScene(table, table.drawing ?? Drawing(kind: nil), language)) }
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
