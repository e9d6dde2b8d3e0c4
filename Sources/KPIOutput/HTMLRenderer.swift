import KPIEngine

/// One page with a table per result: no script, nothing loaded from elsewhere; numbers as on a terminal, all rows.
struct HTMLRenderer: Renderer {
  func begin(_ options: OutputOptions, into sink: inout ByteSink) {
    sink.append("<!DOCTYPE html>\n<html lang=\"")
    sink.append(options.language.rawValue)
    sink.append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>kpi</title>\n<style>\n")
    sink.append("body{font-family:sans-serif}table{border-collapse:collapse}caption{text-align:left}\n")
    sink.append("th,td{padding:.2em .6em;border-bottom:1px solid #ddd;text-align:left}\n")
    sink.append(".n{text-align:right;font-variant-numeric:tabular-nums}tfoot{font-weight:bold}\n")
    sink.append("</style>\n</head>\n<body>\n")
  }

  func end(_ options: OutputOptions, into sink: inout ByteSink) { sink.append("</body>\n</html>\n") }

  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {
    sink.append("<p>")
    appendEscaped(text, to: &sink.bytes)
    sink.append("</p>\n")
  }

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    let formatter = CellFormatter(options.language)
    if table.layout == .text {
      try renderLines(table, formatter, into: &sink)
      return
    }
    sink.append("<h2>")
    appendEscaped(table.title ?? table.name, to: &sink.bytes)
    sink.append("</h2>\n")
    if let drawing = table.drawing, let scene = try? ChartScene(table, drawing, options.language) {
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
    for line in table.markNotes(formatter.words) + table.shownCard { print(line, options, into: &sink) }
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
