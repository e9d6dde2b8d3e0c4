import KPIEngine

/// One page with a card per result: no script, nothing loaded from elsewhere; numbers as on a terminal, all rows.
///
/// It is plain enough for mail programs, which leave out what they do not know of the style.
struct HTMLRenderer: Renderer {
  /// Light and dark by itself; on paper no card is broken where it fits a page, and no number.
  private static let style = """
    :root{color-scheme:light dark}
    body{font-family:system-ui,sans-serif;margin:1rem auto;max-width:100rem;padding:0 1rem;color:#1a1a1a;background:#fff;
    display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(36rem,100%),1fr));align-items:start}
    h1,body>p{grid-column:1/-1;margin:0}
    section{border:1px solid #d4d4d4;border-radius:.5rem;padding:.4rem 1rem 1rem;overflow-x:auto;min-width:0}
    h1{font-size:1.5rem}h2{font-size:1.1rem;margin:.6rem 0}
    table{border-collapse:collapse}caption{text-align:left;color:#595959}
    th,td{padding:.2em .6em;border-bottom:1px solid #ddd;text-align:left;white-space:nowrap}
    .n{text-align:right;font-variant-numeric:tabular-nums}tfoot{font-weight:bold}
    p{color:#595959}
    @media(prefers-color-scheme:dark){body{color:#ececec;background:#161616}section{border-color:#444}
    th,td{border-color:#444}caption,p{color:#b5b5b5}}
    @media print{body{display:block}section{break-inside:avoid;border:0;padding:0;overflow:visible}table{font-size:.8rem}
    tr{break-inside:avoid}thead{display:table-header-group}}

    """

  func begin(_ options: OutputOptions, into sink: inout ByteSink) {
    sink.append("<!DOCTYPE html>\n<html lang=\"")
    sink.append(options.language.rawValue)
    sink.append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>kpi</title>\n<style>\n")
    sink.append(Self.style)
    sink.append("</style>\n</head>\n<body>\n")
  }

  func end(_ options: OutputOptions, into sink: inout ByteSink) { sink.append("</body>\n</html>\n") }

  /// A line that begins with `# ` is a title.
  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {
    let isTitle = text.hasPrefix("# ")
    sink.append(isTitle ? "<h1>" : "<p>")
    appendEscaped(isTitle ? String(text.dropFirst(2)) : text, to: &sink.bytes)
    sink.append(isTitle ? "</h1>\n" : "</p>\n")
  }

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    let formatter = CellFormatter(options.language)
    if table.layout == .text {
      try renderLines(table, formatter, into: &sink)
      return
    }
    sink.append("<section>\n<h2>")
    appendEscaped(table.title ?? table.name, to: &sink.bytes)
    sink.append("</h2>\n")
    if let drawing = table.drawing, var scene = try? ChartScene(table, drawing, options.language) {
      // What the marks mean stands below the table.
      let marks = table.markNotes(formatter.words)
      scene.notes.removeAll { marks.contains($0) }
      var chart = SVGChart(options.language)
      sink.append(chart.image(of: scene, hasTitle: false))
    }
    sink.append("<table>\n")
    if let period = table.period {
      sink.append("<caption>")
      sink.append(formatter.period(period, language: options.language))
      sink.append("</caption>\n")
    }
    let display = displayTable(table, formatter)
    sink.append("<thead>\n<tr>")
    for column in display.columns {
      sink.append(column.isNumeric ? "<th class=\"n\">" : "<th>")
      appendEscaped(column.heading, to: &sink.bytes)
      sink.append("</th>")
    }
    sink.append("</tr>\n</thead>\n<tbody>\n")
    for row in 0..<display.rowCount {
      append(.row(row), display, to: &sink)
      try sink.drainIfFull()
    }
    sink.append("</tbody>\n")
    if display.hasTotal {
      sink.append("<tfoot>\n")
      append(.total, display, to: &sink)
      sink.append("</tfoot>\n")
    }
    sink.append("</table>\n")
    for note in table.markNotes(formatter.words) { paragraph(note, into: &sink) }
    if !table.shownCard.isEmpty {
      sink.append("<details><summary>")
      appendEscaped(formatter.words.definitions, to: &sink.bytes)
      sink.append("</summary>\n")
      for line in table.shownCard { paragraph(line, into: &sink) }
      sink.append("</details>\n")
    }
    sink.append("</section>\n")
  }

  private func append(_ line: DisplayLine, _ display: any DisplayTable, to sink: inout ByteSink) {
    var cell: [UInt8] = []
    sink.append("<tr>")
    for column in display.columns.indices {
      cell.removeAll(keepingCapacity: true)
      _ = display.append(line, column, to: &cell)
      if display.isMarked(line, column) { cell.append(UInt8(ascii: "*")) }
      sink.append(display.columns[column].isNumeric ? "<td class=\"n\">" : "<td>")
      appendEscaped(String(decoding: cell, as: UTF8.self), to: &sink.bytes)
      sink.append("</td>")
    }
    sink.append("</tr>\n")
  }

  private func paragraph(_ text: String, into sink: inout ByteSink) {
    sink.append("<p>")
    appendEscaped(text, to: &sink.bytes)
    sink.append("</p>\n")
  }

  private func renderLines(_ table: ResultTable, _ formatter: CellFormatter, into sink: inout ByteSink) throws {
    guard let column = table.columns.first else { return }
    sink.append("<pre>\n")
    for row in table.rows {
      guard let cell = row.first else { continue }
      if case .text(let text) = cell {
        appendEscaped(text, to: &sink.bytes)
      } else {
        _ = formatter.append(cell, column, to: &sink.bytes)
      }
      sink.append(UInt8(ascii: "\n"))
      try sink.drainIfFull()
    }
    sink.append("</pre>\n")
  }

  private func appendEscaped(_ text: String, to bytes: inout [UInt8]) { bytes.append(contentsOf: markup(text).utf8) }
}
