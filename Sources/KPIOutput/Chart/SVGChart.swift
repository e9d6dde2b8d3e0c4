import KPIEngine
import KPILanguage

/// A scene as an SVG image: no script, no font from elsewhere, light and dark by itself, exact numbers under the pointer.
struct SVGChart {
  /// Of a picture beside its table, of one on a telephone, and of a file that is to be read in both.
  static let wide = 600.0
  static let narrow = 360.0
  static let alone = 480.0
  /// Of a character in the font size that names and numbers have, on the broad side.
  static let characterWidth = 7.4
  static let lineHeight = 20.0
  static let gap = 10.0

  let words: ChartWords
  let width: Double
  /// What a click on a number or a name asks for, where the page around it answers.
  var links = PictureLinks()
  var body = ""
  /// Where the next thing is drawn.
  var top = 0.0

  init(_ language: TextLanguage, width: Double = Self.wide) {
    words = .of(language)
    self.width = width
  }

  /// Whether names stand above their bars: beside them neither would have room.
  var isNarrow: Bool { width < 500 }

  /// An image that stands alone, with its title and its style.
  mutating func image(of scene: ChartScene) -> String {
    paragraph(scene.title, "t", height: 20)
    if let period = scene.period { paragraph(period, "d", height: 16) }
    top += 8
    for index in scene.panels.indices { draw(index, of: scene) }
    writeNotes(of: scene)
    return element(
      called: [scene.title] + scene.panels.map(\.heading),
      "width=\"100%\" style=\"max-width:\(Self.coordinate(width * 1.5))px\"", Self.style)
  }

  /// The images of a scene within a page that has its title, and `style` in its head: one for each panel, so that none is
  /// broken on paper.
  ///
  /// - Parameter attributes: of each.
  static func images(
    of scene: ChartScene, _ language: TextLanguage, width: Double, _ links: PictureLinks, within attributes: String
  ) -> String {
    scene.panels.indices.map { index in
      var chart = SVGChart(language, width: width)
      chart.links = links
      chart.draw(index, of: scene)
      if index == scene.panels.count - 1 { chart.writeNotes(of: scene) }
      return chart.element(called: [scene.title, scene.panels[index].heading], attributes, nil)
    }.joined()
  }

  private mutating func draw(_ index: Int, of scene: ChartScene) {
    let panel = scene.panels[index]
    if !panel.heading.isEmpty {
      paragraph(panel.heading, "h", height: 17)
      top += 6
    }
    draw(panel.form)
    // What the strokes are stands once, below the last of them.
    if case .targets(let targets) = panel.form, scene.panels[(index + 1)...].allSatisfy({ !$0.isOfTargets }) {
      strokes(targets)
    }
    top += 16
  }

  private mutating func writeNotes(of scene: ChartScene) {
    for note in scene.notes { paragraph(note, "d", height: 16) }
  }

  private func element(called names: [String], _ attributes: String, _ style: String?) -> String {
    let name = markup(names.filter { !$0.isEmpty }.joined(separator: ", "))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.coordinate(width)) \(Self.coordinate(top))" \
      \(attributes) role="img" aria-label="\(name)">
      \(style.map { "<style>\($0)</style>\n\(Self.ground)\n" } ?? "")\(body)</svg>

      """
  }

  /// A file's own ground: what it stands on may be light where its reader's screen is dark.
  private static let ground = "<rect class=\"ground\" width=\"100%\" height=\"100%\"/>"

  /// Colours that colour-blind readers tell apart, found by a search for ten whose least distance is greatest, whichever
  /// kind of cones is missing (`PaletteTests` measures it); the first are those of Okabe and Ito, "Color Universal Design".
  static let colours: [(name: String, light: String, dark: String)] = [
    ("c0", "#0072b2", "#56b4e9"),
    ("c1", "#b3480b", "#ffa93f"),
    ("c2", "#1ea398", "#8e5c2a"),
    ("c3", "#7b646e", "#afc8ad"),
    ("c4", "#c4840c", "#eeec86"),
    ("c5", "#672c89", "#d37519"),
    ("c6", "#2e4d49", "#4f6a87"),
    ("c7", "#9b81e7", "#906ed1"),
    ("c8", "#511b00", "#419a83"),
    ("c9", "#322450", "#5dfdfb"),
    ("up", "#00795a", "#2bc49a"), ("down", "#b34f00", "#e69f00"),
  ]

  /// An earlier period's, as pale as can be seen on their ground (3 : 1, WCAG 2.2, 1.4.11).
  static let palerColours: [(name: String, light: String, dark: String)] = [
    ("c0", "#4799c8", "#396b88"),
    ("c1", "#ca7f54", "#8a5f2a"),
    ("c2", "#1ea398", "#8c5b2a"),
    ("c3", "#9d8c94", "#626f61"),
    ("c4", "#c5850e", "#82814e"),
    ("c5", "#a785bb", "#955618"),
    ("c6", "#849694", "#4e6885"),
    ("c7", "#9c82e7", "#7158a2"),
    ("c8", "#a68b7d", "#337060"),
    ("c9", "#948da4", "#398988"),
  ]

  /// No variables: word processors know none.
  static let style: String = {
    func rules(_ name: String, _ value: String) -> String {
      ".\(name).f,.\(name).b{fill:\(value)}.\(name).s{stroke:\(value)}"
    }
    func paler(_ name: String, _ value: String) -> String {
      ".\(name).p.f{fill:\(value)}.\(name).p.s{stroke:\(value)}"
    }
    let light =
      colours.map { rules($0.name, $0.light) }.joined() + palerColours.map { paler($0.name, $0.light) }.joined()
    let dark = colours.map { rules($0.name, $0.dark) }.joined() + palerColours.map { paler($0.name, $0.dark) }.joined()
    return """
      .ground{fill:#fff}text{font:12px system-ui,sans-serif;fill:#1a1a1a}.t{font-size:16px;font-weight:600}\
      .h{font-size:13px;font-weight:600}.d{fill:#595959}.e{text-anchor:end}.m{text-anchor:middle}\
      .g{stroke:#d4d4d4;stroke-width:1}.a{stroke:#767676;stroke-width:1}.l{fill:none;stroke-width:2}\
      .p.l{stroke-dasharray:5 3}.w.l{stroke-width:1}.q{fill:#1a1a1a}.k{fill:#000}.k1{fill:#fff}.b{opacity:.18}.z{stroke:#fff;stroke-width:1}.x{fill:transparent}.u.f{fill:#1a1a1a}.u.s{stroke:#1a1a1a;stroke-dasharray:6 4}\(light).o.s{fill:#fff}
      @media screen and (prefers-color-scheme:dark){.ground{fill:#161616}text,.q{fill:#ececec}.d{fill:#b5b5b5}.g{stroke:#444}.a{stroke:#8c8c8c}\
      .k{fill:#fff}.k2{fill:#000}.z{stroke:#161616}.u.f{fill:#ececec}.u.s{stroke:#ececec}\(dark).o.s{fill:#161616}}
      """
  }()

  private mutating func draw(_ form: ChartScene.Form) {
    switch form {
    case .bars(let names, let series, let parts): bars(names, series, parts)
    case .lines(let names, let places, let series, let band): lines(names, places, series, band)
    case .columns(let names, let starts, let places, let series): columns(names, starts, places, series)
    case .layers(let names, let series): layers(names, series)
    case .slices(let slices): self.slices(slices)
    case .grid(let lines, let across, let cells): grid(lines, across, cells)
    case .steps(let steps): self.steps(steps)
    case .targets(let targets): self.targets(targets)
    case .parts(let from, let parts, let to): waterfall(from, parts, to)
    }
  }

  // MARK: Text

  /// A text in as many lines as it needs.
  private mutating func paragraph(_ whole: String, _ style: String, height: Double) {
    // Titles are larger than what the width of a character is of.
    let room = style == "t" ? width / 1.35 : width
    var line = ""
    var lines: [String] = []
    for word in whole.split(separator: " ", omittingEmptySubsequences: false) {
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if Self.room(of: longer) <= room || line.isEmpty {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    for line in lines + [line] {
      text(line, 0, top + height - 5, style, upTo: room)
      top += height
    }
  }

  // MARK: Marks

  /// A coordinate with one digit behind the point.
  static func coordinate(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// - Parameter turned: by how many degrees about its beginning.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ style: String = "", upTo width: Double? = nil,
    naming number: ChartScene.Number? = nil, turned: Int? = nil
  ) {
    let shown = width.map { Self.cut(text, to: max($0, 24)) } ?? text
    let title = shown == text ? "" : "<title>\(markup(text))</title>"
    body += "<text x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(y))\" class=\"\(style)\""
    if let turned {
      body += " transform=\"rotate(\(turned) \(Self.coordinate(x)) \(Self.coordinate(y)))\""
    }
    body += "\(links.attribute(naming: number))>\(markup(shown))\(title)</text>\n"
  }

  /// A rectangle; what the pointer tells of it is `title`.
  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, title: String,
    of number: ChartScene.Number? = nil, opacity: Double? = nil
  ) {
    let faint = opacity.map {
      " fill-opacity=\"\(Int(($0 * 100).rounded()) == 100 ? "1" : ".\(Self.hundredths($0))")\""
    }
    body +=
      "<rect x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(y))\" width=\"\(Self.coordinate(max(width, 0.5)))\""
    body += " height=\"\(Self.coordinate(height))\" class=\"\(style)\"\(faint ?? "")\(links.attribute(of: number))>"
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

  mutating func shape(
    _ element: String, _ points: [(Double, Double)], _ style: String, title: String? = nil,
    of number: ChartScene.Number? = nil
  ) {
    let list = points.map { "\(Self.coordinate($0)),\(Self.coordinate($1))" }.joined(separator: " ")
    let told = title.map { "<title>\(markup($0))</title>" } ?? ""
    body += "<\(element) points=\"\(list)\" class=\"\(style)\"\(links.attribute(of: number))>\(told)</\(element)>\n"
  }

  /// A point of a line; hollow where it can still change.
  mutating func point(
    _ x: Double, _ y: Double, _ style: String, isHollow: Bool, title: String, of number: ChartScene.Number
  ) {
    body += "<circle cx=\"\(Self.coordinate(x))\" cy=\"\(Self.coordinate(y))\" r=\"3.2\""
    body +=
      " class=\"\(style) \(isHollow ? "o s" : "f")\"\(isHollow ? " stroke-width=\"1.6\"" : "")\(links.attribute(of: number))>"
    body += "<title>\(markup(title))</title></circle>\n"
  }

  // MARK: Words

  func written(_ number: ChartScene.Number) -> String { number.exact + (number.isPartial ? "*" : "") }

  /// What the pointer tells of a number.
  func told(_ number: ChartScene.Number) -> String { (number.told ?? number.exact) + (number.isPartial ? "*" : "") }

  func room(_ texts: [String]) -> Double { texts.map(Self.room).max() ?? 0 }

  /// How wide a text may be in the broad fonts that there are: its image knows none of its own.
  static func room(of text: String) -> Double { text.reduce(0) { $0 + room(of: $1) } }

  private static func room(of character: Character) -> Double {
    switch character {
    case " ", ".", ",", "i", "l", "j", "'", ":", ";", "|": 4.2
    case "<", ">", "=", "+", "~", "^", "#", "&": 10.2
    case "m", "w", "M", "W", "%", "@", "—": 11.8
    case _ where displayWidth(of: character) > 1: 17
    default: character.isUppercase ? 9.2 : characterWidth * Double(max(displayWidth(of: character), 0))
    }
  }

  /// The start of a text that fits, `…` included.
  private static func cut(_ text: String, to width: Double) -> String {
    guard room(of: text) > width else { return text }
    var cut = ""
    var used = 10.0
    for character in text {
      used += room(of: character)
      if used > width { break }
      cut.append(character)
    }
    return cut + "…"
  }

  static let colourCount = 10

  static func colour(_ index: Int) -> String { "c\(index % colourCount)" }

  /// The names of several series with their colours, of lines with a piece of each.
  mutating func legend(_ names: [(name: String, style: String)], areLines: Bool = false) {
    let sample = areLines ? 18.0 : 10
    var x = 0.0
    for (whole, style) in names {
      let name = Self.cut(whole, to: width - sample - 18)
      let room = Self.room(of: name) + sample + 18
      if x > 0, x + room > width {
        x = 0
        top += 18
      }
      if areLines {
        line(x, top + 8, x + sample, top + 8, "\(style) s l")
      } else {
        body += "<rect x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(top + 3))\""
        body += " width=\"10\" height=\"10\" class=\"\(style) f\"/>\n"
      }
      text(name, x + sample + 5, top + 12)
      x += room
    }
    top += 22
  }
}
