import Foundation
import KPIEngine
import Testing

@testable import KPIOutput

/// The scene of each kind of picture as text, and what becomes of it as SVG, as a specification and in ASCII.
///
/// Expected are the files of `Pictures`; `KPI_RECORD=1` writes down what comes out.
struct PictureGoldenTests {
  private static let folder = (#filePath as NSString).deletingLastPathComponent + "/Pictures"

  @Test(arguments: PictureSamples.all.map(\.name))
  func isDrawnAsWritten(_ name: String) throws {
    let sample = try #require(PictureSamples.all.first { $0.name == name })
    let scene = try ChartScene(sample.table, Drawing(kind: sample.kind), .vi)
    var svg = SVGChart(.vi, width: SVGChart.wide)
    let vega = VegaChart(.vi)
    var options = OutputOptions(language: .vi, isTerminal: true, width: 72)
    options.isASCII = true
    var sink = ByteSink()
    TerminalChart(options).write(scene, into: &sink)
    // The style is the same in all, and has tests of its own.
    let image = svg.image(of: scene).replacingOccurrences(of: SVGChart.style, with: "…")
    for (ending, text) in [
      ("scene", SceneText(scene).text), ("svg", image),
      ("vl.json", String(decoding: vega.specification(of: scene), as: UTF8.self)),
      ("ascii", String(decoding: sink.bytes, as: UTF8.self)),
    ] {
      let path = "\(Self.folder)/\(name).\(ending)"
      if ProcessInfo.processInfo.environment["KPI_RECORD"] != nil {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        continue
      }
      let expected = try String(contentsOfFile: path, encoding: .utf8)
      let (lines, wanted) = (text.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
      let differing = zip(lines, wanted).first { $0 != $1 }
      #expect(
        text == expected, "\(name).\(ending): \(differing.map { "\($0)\nin place of\n\($1)" } ?? "another length")")
    }
  }

  /// Every form that there is has a sample.
  @Test func everyFormHasASample() throws {
    let forms = try PictureSamples.all.flatMap { sample in
      try ChartScene(sample.table, Drawing(kind: sample.kind), .vi).panels.map { SceneText.name(of: $0.form) }
    }
    #expect(Set(forms) == ["bars", "lines", "columns", "layers", "slices", "grid", "steps", "targets", "parts"])
  }

  /// What is drawn in ASCII is ASCII but for what the table itself says.
  @Test(arguments: PictureSamples.all.map(\.name))
  func asciiDrawsWithASCIIAlone(_ name: String) throws {
    let text = try String(contentsOfFile: "\(Self.folder)/\(name).ascii", encoding: .utf8)
    let drawn = text.unicodeScalars.filter { ("\u{2500}"..."\u{28FF}").contains($0) || $0 == "→" || $0 == "↓" }
    #expect(drawn.isEmpty, "\(text)")
  }
}

/// A scene as lines of text.
private struct SceneText {
  private(set) var text = ""

  init(_ scene: ChartScene) {
    text += "\(scene.title)\n\(scene.period ?? "-")\n"
    for panel in scene.panels {
      text += "\n[\(Self.name(of: panel.form))] \(panel.heading)\n"
      write(panel.form)
    }
    for note in scene.notes { text += "\nnote: \(note)\n" }
  }

  static func name(of form: ChartScene.Form) -> String {
    switch form {
    case .bars: "bars"
    case .lines: "lines"
    case .columns: "columns"
    case .layers: "layers"
    case .slices: "slices"
    case .grid: "grid"
    case .steps: "steps"
    case .targets: "targets"
    case .parts: "parts"
    }
  }

  private static func written(_ number: ChartScene.Number?) -> String {
    guard let number else { return "not observed" }
    let value = number.value.map { "\($0)" } ?? "none"
    let place = number.cell.map { " @\($0.row.map(String.init) ?? "total").\($0.column)" } ?? ""
    let told = number.told.map { " told \"\($0)\"" } ?? ""
    return "\(value) \"\(number.exact)\" \"\(number.short)\"\(number.isPartial ? "*" : "")\(told)\(place)"
  }

  private mutating func write(_ names: [String], _ places: [String]?, _ series: ChartScene.Series) {
    text += "  \(series.name)\(series.isEarlier ? " (earlier)" : "")\(series.isTarget ? " (target)" : "")\n"
    for (index, number) in series.numbers.enumerated() {
      text += "    \(names[index])\(places.map { " at \($0[index])" } ?? ""): \(Self.written(number))\n"
    }
  }

  private mutating func write(_ form: ChartScene.Form) {
    func hundredths(_ places: [Double]) -> [String] { places.map { "\(($0 * 100).rounded() / 100)" } }
    switch form {
    case .bars(let names, let series, let parts):
      for own in series { write(names, nil, own) }
      if let parts { text += "  parts: \(parts.joined(separator: ", "))\n" }
    case .lines(let names, let places, let series, let band):
      for own in series { write(names, hundredths(places), own) }
      if let band { for own in [band.low, band.high] { write(names, nil, own) } }
    case .columns(let names, let starts, let places, let series):
      write(names, zip(hundredths(starts), hundredths(places)).map { "\($0)–\($1)" }, series)
    case .layers(let names, let series): for own in series { write(names, nil, own) }
    case .slices(let slices):
      for slice in slices { text += "  \(slice.name): \(Self.written(slice.number)) \(slice.part ?? "-")\n" }
    case .grid(let lines, let across, let cells):
      for (line, row) in zip(lines, cells) {
        for (name, cell) in zip(across, row) { text += "  \(line), \(name): \(Self.written(cell))\n" }
      }
    case .steps(let steps):
      for step in steps {
        text += "  \(step.rate.map { "↓ \($0) " } ?? "")\(step.name): \(Self.written(step.number))\n"
      }
    case .targets(let targets):
      for own in targets {
        text += "  \(own.name): \(Self.written(own.actual)) of \(Self.written(own.target)) \(own.achieved)"
        text += " pace \(own.pace.map { "\($0)" } ?? "none")\n"
      }
    case .parts(let from, let parts, let to):
      for bar in [from] + parts + [to] { text += "  \(bar.name): \(Self.written(bar.number))\n" }
    }
  }
}
