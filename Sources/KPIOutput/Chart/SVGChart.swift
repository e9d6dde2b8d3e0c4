import KPIEngine

/// A scene as an SVG image: no script, no font from elsewhere, light and dark by itself, exact numbers under the pointer.
struct SVGChart {
  static let width = 760.0
  /// Of a character in the font size that names and numbers have, on the broad side.
  static let characterWidth = 7.4
  static let lineHeight = 20.0
  static let gap = 10.0

  let words: ChartWords
  var body = ""
  /// Where the next thing is drawn.
  var top = 0.0

  init(_ language: OutputLanguage) { words = .of(language) }

  /// The image.
  ///
  /// - Parameter hasTitle: not where the page around it has one.
  mutating func image(of scene: ChartScene, hasTitle: Bool) -> String {
    if hasTitle {
      let title = scene.period.map { "\(scene.title) · \($0)" } ?? scene.title
      text(title, 0, top + 16, "t")
      top += 30
    }
    for panel in scene.panels {
      if !panel.heading.isEmpty {
        text(panel.heading, 0, top + 14, "h")
        top += 24
      }
      draw(panel.form)
      top += 16
    }
    for note in scene.notes {
      text(note, 0, top + 12, "d")
      top += 18
    }
    let name = markup(([scene.title] + scene.panels.map(\.heading)).filter { !$0.isEmpty }.joined(separator: ", "))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.coordinate(Self.width)) \(Self.coordinate(top))" \
      width="100%" style="max-width:\(Self.coordinate(Self.width))px" role="img" aria-label="\(name)">
      <style>\(Self.style)</style>
      \(body)</svg>

      """
  }

  /// Colours that colour-blind readers tell apart: those of Okabe and Ito, "Color Universal Design" (2008), darkened
  /// where they would be too pale on white, and on dark ground the pale ones.
  private static let colours: [(name: String, light: String, dark: String)] = [
    ("c0", "#0072b2", "#56b4e9"), ("c1", "#b34f00", "#e69f00"), ("c2", "#00795a", "#2bc49a"),
    ("c3", "#a8558a", "#dd93bd"), ("c4", "#8a6100", "#f0e442"), ("c5", "#6b7a00", "#c5d437"),
    ("c6", "#595959", "#b5b5b5"), ("c7", "#6b4ea0", "#b39ddb"), ("c8", "#8c1c3a", "#ff8fa3"),
    ("c9", "#00566b", "#6fd3e8"), ("up", "#00795a", "#2bc49a"),
    ("down", "#b34f00", "#e69f00"),
  ]

  /// No variables: word processors know none.
  private static let style: String = {
    func rules(_ colour: (String, String)) -> String {
      let (name, value) = colour
      return ".\(name).f,.\(name).b{fill:\(value)}.\(name).s{stroke:\(value)}"
    }
    let light = colours.map { rules(($0.name, $0.light)) }.joined()
    let dark = colours.map { rules(($0.name, $0.dark)) }.joined()
    return """
      text{font:12px system-ui,sans-serif;fill:#1a1a1a}.t{font-size:16px;font-weight:600}\
      .h{font-size:13px;font-weight:600}.d{fill:#595959}.e{text-anchor:end}.m{text-anchor:middle}\
      .g{stroke:#d4d4d4;stroke-width:1}.a{stroke:#767676;stroke-width:1}.l{fill:none;stroke-width:2}\
      .p{opacity:.45}.q{fill:#1a1a1a}.w{fill:#fff}.b{opacity:.18}\(light).o.s{fill:#fff}
      @media(prefers-color-scheme:dark){text,.q{fill:#ececec}.d{fill:#b5b5b5}.g{stroke:#444}.a{stroke:#8c8c8c}\
      .w{fill:#161616}\(dark).o.s{fill:#161616}}
      """
  }()

  private mutating func draw(_ form: ChartScene.Form) {
    switch form {
    case .bars(let names, let series, let parts): bars(names, series, parts)
    case .lines(let names, let places, let series, let band): lines(names, places, series, band)
    case .layers(let names, let series): layers(names, series)
    case .slices(let slices): self.slices(slices)
    case .grid(let lines, let across, let cells): grid(lines, across, cells)
    case .steps(let steps): self.steps(steps)
    case .targets(let targets): self.targets(targets)
    case .parts(let from, let parts, let to): waterfall(from, parts, to)
    }
  }

  // MARK: Marks

  /// A coordinate with one digit behind the point.
  static func coordinate(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  mutating func text(_ text: String, _ x: Double, _ y: Double, _ style: String = "", upTo width: Double? = nil) {
    let shown = width.map { VisibleText.cut(text, to: max(3, Int($0 / Self.characterWidth))) } ?? text
    let title = shown == text ? "" : "<title>\(markup(text))</title>"
    body +=
      "<text x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(y))\" class=\"\(style)\">\(markup(shown))\(title)</text>\n"
  }

  /// A rectangle; what the pointer tells of it is `title`.
  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, title: String, opacity: Double? = nil
  ) {
    let faint = opacity.map {
      " fill-opacity=\"\(Int(($0 * 100).rounded()) == 100 ? "1" : ".\(Self.hundredths($0))")\""
    }
    body +=
      "<rect x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(y))\" width=\"\(Self.coordinate(max(width, 0.5)))\""
    body += " height=\"\(Self.coordinate(height))\" class=\"\(style)\"\(faint ?? "")>"
    body += "<title>\(markup(title))</title></rect>\n"
  }

  private static func hundredths(_ share: Double) -> String {
    let number = Int((share * 100).rounded())
    return number < 10 ? "0\(number)" : "\(number)"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    let places = zip(["x1", "y1", "x2", "y2"], [x1, y1, x2, y2]).map { "\($0)=\"\(Self.coordinate($1))\"" }
    body += "<line \(places.joined(separator: " ")) class=\"\(style)\"/>\n"
  }

  mutating func shape(_ element: String, _ points: [(Double, Double)], _ style: String, title: String? = nil) {
    let list = points.map { "\(Self.coordinate($0)),\(Self.coordinate($1))" }.joined(separator: " ")
    let told = title.map { "<title>\(markup($0))</title>" } ?? ""
    body += "<\(element) points=\"\(list)\" class=\"\(style)\">\(told)</\(element)>\n"
  }

  /// A point of a line; hollow where it can still change.
  mutating func point(_ x: Double, _ y: Double, _ style: String, isHollow: Bool, title: String) {
    body += "<circle cx=\"\(Self.coordinate(x))\" cy=\"\(Self.coordinate(y))\" r=\"3.2\""
    body += " class=\"\(style) \(isHollow ? "o s" : "f")\"\(isHollow ? " stroke-width=\"1.6\"" : "")>"
    body += "<title>\(markup(title))</title></circle>\n"
  }

  // MARK: Words

  func written(_ number: ChartScene.Number) -> String { number.exact + (number.isPartial ? "*" : "") }

  func room(_ texts: [String]) -> Double { Double(texts.map(displayWidth).max() ?? 0) * Self.characterWidth }

  static func colour(_ index: Int) -> String { "c\(index % 10)" }

  /// The names of several series with their colours.
  mutating func legend(_ names: [(name: String, style: String)]) {
    var x = 0.0
    for (name, style) in names {
      let width = Double(displayWidth(name)) * Self.characterWidth + 28
      if x > 0, x + width > Self.width {
        x = 0
        top += 18
      }
      body +=
        "<rect x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(top + 3))\" width=\"10\" height=\"10\" class=\"\(style) f\"/>\n"
      text(name, x + 15, top + 12)
      x += width
    }
    top += 22
  }
}
