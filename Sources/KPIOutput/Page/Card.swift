import KPIEngine
import KPILanguage

/// A result as a card of a page: what it is called, its picture, its table, what is to be known of it, and what its
/// numbers mean behind a sign.
struct Card {
  /// A table wider than this many characters stands on paper in pieces below each other.
  private static let paperWidth = 104
  /// A table wider than this many characters has a card over the whole width of a page.
  private static let broadWidth = 58
  /// On a screen, and for programs that do not know the style, the whole table stands alone.
  private static let hidden = " aria-hidden=\"true\" style=\"display:none\""
  /// Texts longer than this are broken into lines.
  private static let longText = 40

  let table: ResultTable
  let language: TextLanguage
  let display: any DisplayTable
  let formatter: CellFormatter
  private let wide: Set<Int>

  init(_ table: ResultTable, _ language: TextLanguage) {
    self.table = table
    self.language = language
    formatter = CellFormatter(language)
    let display = displayTable(table, formatter)
    self.display = display
    wide = Set(
      display.columns.indices.filter { column in
        !display.columns[column].isNumeric
          && (0..<display.rowCount).contains { line in
            var cell: [UInt8] = []
            return display.append(.row(line), column, to: &cell) > Self.longText
          }
      })
  }

  /// What its marks mean.
  var marks: [String] { table.markNotes(formatter.words) }

  /// The report's name, and behind the name of one that answers anything what this one does.
  var heading: String {
    let title = table.title ?? table.name
    let numbers = table.columns.filter { $0.kind == .metric && $0.aspect == .present && $0.style == .plain }
    let keys = table.columns.filter { $0.kind == .dimension }
    // A report with a picture of its own is told by its name.
    let isPlain = if case .rules? = table.picture { true } else { table.picture == nil }
    guard isPlain, !table.name.contains("."), table.layout == .rows, (1...4).contains(numbers.count) else {
      return title
    }
    let told = numbers.map { VisibleText.of($0.label) }.joined(separator: ", ")
    let split =
      keys.isEmpty ? "" : " \(formatter.words.by) " + keys.map { VisibleText.of($0.label) }.joined(separator: ", ")
    return "\(title) · \(told)\(split)"
  }

  /// - Parameters:
  ///   - number: its number among the cards of the page; nil where nothing answers a click.
  ///   - explainsMarks: whether what the marks mean stands below it, and not once for the page.
  ///   - note: a further line below.
  ///   - tellsQuestion: whether another card is called the same.
  func write(
    number: Int?, links: PictureLinks, explainsMarks: Bool, note: String? = nil, tellsQuestion: Bool = false,
    into sink: inout ByteSink
  ) throws {
    let widths = widths()
    let style = widths.reduce(0, +) > Self.broadWidth ? " class=\"broad\"" : ""
    let title = markup(heading)
    if let number {
      sink.append("<section data-card=\"\(number)\"\(style) aria-labelledby=\"card-\(number)\">\n")
      sink.append("<h2 id=\"card-\(number)\">\(title)</h2>\n")
    } else {
      sink.append("<section\(style)>\n<h2>\(title)</h2>\n")
    }
    if tellsQuestion, let asked = table.asked {
      sink.append(
        "<p class=\"asked\">\(markup(asked.split(whereSeparator: \.isWhitespace).joined(separator: " ")))</p>\n")
    }
    sink.append("<div class=\"answer\">\n")
    writePicture(links, into: &sink)
    try writeTable(widths, title: number == nil ? title : nil, isPlain: number == nil, into: &sink)
    sink.append("</div>\n")
    for text in (explainsMarks ? marks : []) + table.notes + (note.map { [$0] } ?? []) {
      sink.append("<p>\(markup(text))</p>\n")
    }
    if !table.shownCard.isEmpty {
      sink.append("<details><summary>\(markup(formatter.words.definitions))</summary>\n")
      for line in table.shownCard { sink.append("<p>\(markup(line))</p>\n") }
      sink.append("</details>\n")
    }
    sink.append("</section>\n")
  }

  private func writePicture(_ links: PictureLinks, into sink: inout ByteSink) {
    guard let drawing = table.drawing, var scene = try? ChartScene(table, drawing, language), !scene.panels.isEmpty
    else { return }
    let marks = marks
    scene.notes.removeAll { marks.contains($0) }
    sink.append("<div class=\"picture\">\n")
    // Programs that do not know the style show the first alone.
    for (width, attributes) in [
      (SVGChart.wide, "class=\"wide\""), (SVGChart.narrow, "class=\"small\" style=\"display:none\""),
    ] {
      sink.append(SVGChart.images(of: scene, language, width: width, links, within: attributes))
    }
    sink.append("</div>\n")
  }

  // MARK: The table

  /// - Parameters:
  ///   - title: names what is moved by the keyboard, where no button in it is reached by that.
  ///   - isPlain: whether it says by its own attributes what programs that drop styles would not know.
  private func writeTable(_ widths: [Int], title: String?, isPlain: Bool, into sink: inout ByteSink) throws {
    let pieces = pieces(widths)
    let moved = title.map { " tabindex=\"0\" role=\"region\" aria-label=\"\($0)\"" } ?? ""
    sink.append("<div class=\"table\"\(moved)>\n")
    try write(Array(display.columns.indices), "main\(pieces.isEmpty ? "" : " screen")", isPlain, into: &sink)
    for piece in pieces { try write(piece, "paper", isPlain, into: &sink) }
    sink.append("</div>\n")
  }

  /// Of the columns, in characters.
  private func widths() -> [Int] {
    display.columns.indices.map { column in
      let cells = (0..<display.rowCount).map { line -> Int in
        var cell: [UInt8] = []
        return display.append(.row(line), column, to: &cell)
      }
      let width = max(displayWidth(display.columns[column].heading), cells.max() ?? 0) + 2
      return wide.contains(column) ? min(width, Self.longText + 2) : width
    }
  }

  /// The columns of each piece that fits a sheet of paper, keys in front; none where all of it does.
  private func pieces(_ widths: [Int]) -> [[Int]] {
    guard widths.reduce(0, +) > Self.paperWidth else { return [] }
    let keys = display.columns.indices.filter { display.columns[$0].isKey }
    let room = max(Self.paperWidth - keys.reduce(0) { $0 + widths[$1] }, Self.paperWidth / 2)
    var pieces: [[Int]] = []
    var used = 0
    for column in display.columns.indices where !keys.contains(column) {
      if used + widths[column] > room || pieces.isEmpty {
        pieces.append(keys)
        used = 0
      }
      pieces[pieces.count - 1].append(column)
      used += widths[column]
    }
    return pieces.count > 1 ? pieces : []
  }

  private func write(_ columns: [Int], _ style: String, _ isPlain: Bool, into sink: inout ByteSink) throws {
    let plain = isPlain ? " border=\"1\" cellspacing=\"0\" cellpadding=\"4\"" : ""
    sink.append("<table class=\"\(style)\"\(plain)\(style == "paper" ? Self.hidden : "")>\n")
    if let period = table.period {
      sink.append("<caption>\(markup(formatter.period(period, language: language)))</caption>\n")
    }
    sink.append("<thead>\n<tr>")
    for column in columns {
      sink.append("<th scope=\"col\"\(classes(column, isPlain))>\(markup(display.columns[column].heading))</th>")
    }
    sink.append("</tr>\n</thead>\n<tbody>\n")
    for row in 0..<display.rowCount {
      append(.row(row), columns, isPlain, to: &sink)
      try sink.drainIfFull()
    }
    sink.append("</tbody>\n")
    if display.hasTotal {
      sink.append("<tfoot>\n")
      append(.total, columns, isPlain, to: &sink)
      sink.append("</tfoot>\n")
    }
    sink.append("</table>\n")
  }

  private func classes(_ column: Int, _ isPlain: Bool) -> String {
    let own = display.columns[column]
    let side = isPlain ? " align=\"\(own.isSize || own.isNumeric ? "right" : "left")\"" : ""
    return side
      + (own.isSize
        ? " class=\"n size\"" : own.isNumeric ? " class=\"n\"" : wide.contains(column) ? " class=\"long\"" : "")
  }

  private func append(_ line: DisplayLine, _ columns: [Int], _ isPlain: Bool, to sink: inout ByteSink) {
    sink.append("<tr>")
    for column in columns {
      let isKey = display.columns[column].isKey
      sink.append(isKey ? "<th scope=\"row\"\(classes(column, isPlain))>" : "<td\(classes(column, isPlain))>")
      sink.append(markup(text(line, column)))
      sink.append(isKey ? "</th>" : "</td>")
    }
    sink.append("</tr>\n")
  }

  /// A cell as it is read.
  func text(_ line: DisplayLine, _ column: Int) -> String {
    var cell: [UInt8] = []
    _ = display.append(line, column, to: &cell)
    if display.isMarked(line, column) { cell.append(UInt8(ascii: "*")) }
    return String(decoding: cell, as: UTF8.self)
  }
}
