import KPIEngine

/// The aligned table of a terminal, and the plain text of a pipe.
///
/// A terminal gets at most the row limit, lines that fit its width (long texts cut, else the columns in blocks below
/// each other), bars beside shares and a sparkline under a grain. A pipe gets all rows, unbroken. Control characters
/// in the data are written out in both.
struct TableRenderer: Renderer {
  func separate(_ options: OutputOptions, into sink: inout ByteSink) { sink.append(UInt8(ascii: "\n")) }

  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {
    _ = VisibleText.append(text, to: &sink.bytes, keepsLines: true)
    sink.append(UInt8(ascii: "\n"))
  }

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    let formatter = CellFormatter(options.language)
    if table.layout == .text {
      try renderLines(table, formatter, options, into: &sink)
      return
    }
    let style = TextStyle(options)
    style.write(bold: VisibleText.of(table.title ?? table.name), into: &sink)
    if let period = table.period {
      sink.append(" · ")
      sink.append(formatter.period(period, language: options.language))
    }
    sink.append("\n\n")

    if let drawing = table.drawing, let scene = try? ChartScene(table, drawing, options.language) {
      TerminalChart(options).write(scene, into: &sink)
      writeCard(table, options, into: &sink)
      return
    }
    let display = displayTable(table, formatter)
    let layout = TableLayout(display, options, formatter.words)
    if options.isTerminal, display.rowCount == 1, layout.shownRows == 1, !display.hasTotal, display.columns.count > 1 {
      OneRow(display, options, style).write(into: &sink)
      writeFoot(table, display, layout, formatter, options, into: &sink)
      return
    }
    for (index, block) in layout.blocks.enumerated() {
      if index > 0 { sink.append(UInt8(ascii: "\n")) }
      try TableBlock(display, layout, columns: block, style, formatter.words).write(into: &sink)
    }
    writeFoot(table, display, layout, formatter, options, into: &sink)
  }

  private func renderLines(
    _ table: ResultTable, _ formatter: CellFormatter, _ options: OutputOptions, into sink: inout ByteSink
  ) throws {
    guard let column = table.columns.first else { return }
    for row in table.rows {
      if let cell = row.first {
        if case .text(let text) = cell {
          let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
          let shown = options.isTerminal ? lines.flatMap { WrappedText.lines(of: $0, width: options.width) } : lines
          _ = VisibleText.append(shown.joined(separator: "\n"), to: &sink.bytes, keepsLines: true)
        } else {
          _ = formatter.append(cell, column, to: &sink.bytes)
        }
      }
      sink.append(UInt8(ascii: "\n"))
      try sink.drainIfFull()
    }
  }

  private func writeFoot(
    _ table: ResultTable, _ display: any DisplayTable, _ layout: TableLayout, _ formatter: CellFormatter,
    _ options: OutputOptions, into sink: inout ByteSink
  ) {
    let style = TextStyle(options)
    let words = formatter.words
    if display.rowCount == 0 {
      style.write(dim: words.noRows, into: &sink)
      sink.append(UInt8(ascii: "\n"))
    }
    let hidden = display.rowCount - layout.shownRows
    if hidden > 0 {
      var line: [UInt8] = Array(words.moreRows.before.utf8)
      let count = ResultColumn(name: "", kind: .value, type: .integer)
      _ = formatter.append(.integer(Int64(hidden)), count, to: &line)
      line.append(contentsOf: (hidden == 1 ? words.moreRows.one : words.moreRows.many).utf8)
      style.write(dim: String(decoding: line, as: UTF8.self), into: &sink)
      sink.append(UInt8(ascii: "\n"))
    }
    if table.tellsRowCount, display.rowCount > 0 {
      var line: [UInt8] = []
      let count = ResultColumn(name: "", kind: .value, type: .integer)
      _ = formatter.append(.integer(Int64(display.rowCount)), count, to: &line)
      line.append(contentsOf: (display.rowCount == 1 ? words.rows.one : words.rows.many).utf8)
      style.write(dim: String(decoding: line, as: UTF8.self), into: &sink)
      sink.append(UInt8(ascii: "\n"))
    }
    for note in table.markNotes(words) {
      style.write(dim: note, into: &sink)
      sink.append(UInt8(ascii: "\n"))
    }
    writeCard(table, options, into: &sink)
  }

  private func writeCard(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) {
    guard !table.shownCard.isEmpty else { return }
    let style = TextStyle(options)
    sink.append(UInt8(ascii: "\n"))
    for line in table.shownCard.map({ VisibleText.of($0) }) {
      for part in options.isTerminal ? WrappedText.lines(of: line, width: options.width) : [line] {
        style.write(dim: part, into: &sink)
        sink.append(UInt8(ascii: "\n"))
      }
    }
  }
}

/// Bold, dim and colours, where colour is wanted.
///
/// Rises are green and falls red, in shades that are read on white and on black where the terminal has them, else in its own; heat has a ground and letters of its own, so that both are
/// read on light and on dark. What a colour says its sign or its number says too.
struct TextStyle {
  private let isOn: Bool
  private let hasHeat: Bool

  init(_ options: OutputOptions) {
    isOn = options.colour
    hasHeat = options.colour && options.hasManyColours
  }

  /// From the coolest to the hottest: the ground and the letters, of the 256 colours.
  private static let heat = [(194, 16), (157, 16), (114, 16), (71, 16), (28, 231)]

  /// What begins the colour of a cell; empty for none.
  ///
  /// `endOfCell` ends it, and nothing else.
  func cell(_ tone: CellTone?) -> String {
    switch tone {
    case .rise? where hasHeat: return "\u{1B}[38;5;28m"
    case .fall? where hasHeat: return "\u{1B}[38;5;161m"
    case .rise? where isOn: return "\u{1B}[32m"
    case .fall? where isOn: return "\u{1B}[31m"
    case .heat(let share)? where hasHeat:
      let step = max(0, min(Self.heat.count - 1, Int(share * Double(Self.heat.count))))
      return "\u{1B}[38;5;\(Self.heat[step].1);48;5;\(Self.heat[step].0)m"
    default: return ""
    }
  }

  /// What begins the colour of a picture's line, which `endOfCell` ends; nil where there are no colours.
  ///
  /// Of the 256 colours those that are read on white and on black; else the terminal's own.
  func line(_ index: Int) -> String? {
    guard isOn else { return nil }
    let many = [32, 166, 35, 133, 136, 99, 102, 169]
    let few = [34, 33, 32, 35, 36, 31]
    return hasHeat ? "\u{1B}[38;5;\(many[index % many.count])m" : "\u{1B}[\(few[index % few.count])m"
  }

  static let endOfCell = "\u{1B}[39;49m"

  func write(bold text: String, into sink: inout ByteSink) { write(text, "\u{1B}[1m", into: &sink) }
  func write(dim text: String, into sink: inout ByteSink) { write(text, "\u{1B}[2m", into: &sink) }

  func beginBold(_ sink: inout ByteSink) { if isOn { sink.append("\u{1B}[1m") } }
  func beginDim(_ sink: inout ByteSink) { if isOn { sink.append("\u{1B}[2m") } }
  func end(_ sink: inout ByteSink) { if isOn { sink.append("\u{1B}[0m") } }

  private func write(_ text: String, _ start: String, into sink: inout ByteSink) {
    if isOn { sink.append(start) }
    sink.append(text)
    end(&sink)
  }
}
