import KPIEngine

/// A heading and a pipe table per result, as GitHub reads them; numbers as on a terminal, all rows.
struct MarkdownRenderer: Renderer {
  func separate(_ options: OutputOptions, into sink: inout ByteSink) { sink.append(UInt8(ascii: "\n")) }

  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {
    appendEscaped(text, to: &sink.bytes)
    sink.append("\n\n")
  }

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    let formatter = CellFormatter(options.language)
    if table.layout == .text {
      try renderLines(table, formatter, into: &sink)
      return
    }
    sink.append("## ")
    appendEscaped(table.title ?? table.name, to: &sink.bytes)
    if let period = table.period {
      sink.append(" · ")
      sink.append(formatter.period(period, language: options.language))
    }
    sink.append("\n\n")
    let display = displayTable(table, formatter)
    for column in display.columns {
      sink.append("| ")
      appendEscaped(column.heading, to: &sink.bytes)
      sink.append(UInt8(ascii: " "))
    }
    sink.append("|\n")
    for column in display.columns { sink.append(column.isNumeric ? "| --: " : "| --- ") }
    sink.append("|\n")
    for row in 0..<display.rowCount {
      append(.row(row), display, isBold: false, to: &sink.bytes)
      try sink.drainIfFull()
    }
    if display.hasTotal { append(.total, display, isBold: true, to: &sink.bytes) }
    for note in table.markNotes(formatter.words) + table.shownCard {
      sink.append("\n")
      appendEscaped(note, to: &sink.bytes)
      sink.append("\n")
    }
  }

  private func append(_ line: DisplayLine, _ display: any DisplayTable, isBold: Bool, to bytes: inout [UInt8]) {
    var cell: [UInt8] = []
    for column in display.columns.indices {
      cell.removeAll(keepingCapacity: true)
      _ = display.append(line, column, to: &cell)
      if display.isMarked(line, column) { cell.append(UInt8(ascii: "*")) }
      bytes.append(contentsOf: "| ".utf8)
      if isBold, !cell.isEmpty { bytes.append(contentsOf: "**".utf8) }
      appendEscaped(String(decoding: cell, as: UTF8.self), to: &bytes)
      if isBold, !cell.isEmpty { bytes.append(contentsOf: "**".utf8) }
      bytes.append(UInt8(ascii: " "))
    }
    bytes.append(contentsOf: "|\n".utf8)
  }

  /// Lines of text as a code block, indented so that no fence in them can end it.
  private func renderLines(_ table: ResultTable, _ formatter: CellFormatter, into sink: inout ByteSink) throws {
    guard let column = table.columns.first else { return }
    for row in table.rows {
      guard let cell = row.first else { continue }
      var text: [UInt8] = []
      if case .text(let lines) = cell {
        _ = VisibleText.append(lines, to: &text, keepsLines: true)
      } else {
        _ = formatter.append(cell, column, to: &text)
      }
      for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        if !line.isEmpty { sink.append("    ") }
        sink.bytes.append(contentsOf: line)
        sink.append(UInt8(ascii: "\n"))
      }
      try sink.drainIfFull()
    }
  }

  /// Nothing in the data is taken for Markdown or HTML.
  private func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
    for byte in VisibleText.of(text).utf8 {
      switch byte {
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "!"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      default: bytes.append(byte)
      }
    }
  }
}

extension ResultTable {
  /// The lines that say what the numbers mean, where they are wanted.
  var shownCard: [String] { showsCard ? card?.lines ?? [] : [] }

  /// What the marks in the table mean; empty where nothing is marked.
  func markNotes(_ words: Words) -> [String] {
    var notes: [String] = []
    if states.contains(where: { $0.state == .partial }) { notes.append(words.partialMark) }
    if states.contains(where: { $0.state == .maturing }) { notes.append(words.maturingMark) }
    return notes
  }
}
