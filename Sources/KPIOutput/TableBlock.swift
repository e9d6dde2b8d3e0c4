import KPIEngine

/// One block of an aligned table: heading, rows, total and sparklines of some of its columns.
struct TableBlock {
  private let table: any DisplayTable
  private let layout: TableLayout
  private let columns: [Int]
  private let style: TextStyle
  private let words: Words

  init(_ table: any DisplayTable, _ layout: TableLayout, columns: [Int], _ style: TextStyle, _ words: Words) {
    self.table = table
    self.layout = layout
    self.columns = columns
    self.style = style
    self.words = words
  }

  func write(into sink: inout ByteSink) throws {
    style.beginBold(&sink)
    writeLine(into: &sink) { column, cell in
      let heading = VisibleText.cut(table.columns[column].heading, to: layout.widths[column])
      cell.append(contentsOf: heading.utf8)
      return displayWidth(heading)
    }
    style.end(&sink)
    sink.append(UInt8(ascii: "\n"))
    writeRule(into: &sink)
    for row in 0..<layout.shownRows {
      writeCells(.row(row), into: &sink)
      try sink.drainIfFull()
    }
    if table.hasTotal {
      writeRule(into: &sink)
      style.beginBold(&sink)
      writeCells(.total, into: &sink, endsBold: true)
    }
    if layout.hasTrend { writeTrend(into: &sink) }
  }

  private func writeRule(into sink: inout ByteSink) {
    style.beginDim(&sink)
    for (position, column) in columns.enumerated() {
      if position > 0 { sink.append("  ") }
      for _ in 0..<layout.fullWidth(column) { sink.append("─") }
    }
    style.end(&sink)
    sink.append(UInt8(ascii: "\n"))
  }

  private func writeCells(_ line: DisplayLine, into sink: inout ByteSink, endsBold: Bool = false) {
    writeLine(into: &sink) { column, cell in
      let start = cell.count
      var width = table.append(line, column, to: &cell)
      if table.columns[column].hasMarks, width > 0 {
        cell.append(table.isMarked(line, column) ? UInt8(ascii: "*") : UInt8(ascii: " "))
        width += 1
      }
      if width > layout.widths[column] {
        let cut = VisibleText.cut(String(decoding: cell[start...], as: UTF8.self), to: layout.widths[column])
        cell.removeSubrange(start...)
        cell.append(contentsOf: cut.utf8)
        width = displayWidth(cut)
      }
      let colour = style.cell(table.tone(line, column))
      if !colour.isEmpty, width > 0 {
        cell.insert(contentsOf: colour.utf8, at: start)
        cell.append(contentsOf: TextStyle.endOfCell.utf8)
      }
      return width
    } bar: { column in
      guard case .row(let row) = line else { return "" }
      return layout.bar(table.number(row, column), column)
    }
    if endsBold { style.end(&sink) }
    sink.append(UInt8(ascii: "\n"))
  }

  private func writeTrend(into sink: inout ByteSink) {
    style.beginDim(&sink)
    writeLine(into: &sink) { column, cell in
      let text: String
      if table.columns[column].isKey {
        text = words.trend
      } else if table.columns[column].isNumeric {
        let numbers = (0..<layout.shownRows).map { table.number($0, column) }
        text = sparkline(numbers, width: layout.widths[column])
      } else {
        return 0
      }
      cell.append(contentsOf: text.utf8)
      return displayWidth(text)
    }
    style.end(&sink)
    sink.append(UInt8(ascii: "\n"))
  }

  /// Writes the cells of a line side by side, without blanks at its end.
  ///
  /// - Parameters:
  ///   - cell: Appends a column's cell and returns its width.
  ///   - bar: The bar beside a column's cell.
  private func writeLine(
    into sink: inout ByteSink, cell: (Int, inout [UInt8]) -> Int, bar: (Int) -> String = { _ in "" }
  ) {
    // Blanks are written only when something follows them.
    var blanks = 0
    for (position, column) in columns.enumerated() {
      if position > 0 { blanks += TableLayout.gap }
      let start = sink.bytes.count
      let width = cell(column, &sink.bytes)
      let free = max(0, layout.widths[column] - width)
      if width > 0 {
        let before = blanks + (table.columns[column].isNumeric ? free : 0)
        sink.bytes.insert(contentsOf: repeatElement(UInt8(ascii: " "), count: before), at: start)
        blanks = 0
      }
      if width == 0 || !table.columns[column].isNumeric { blanks += free }
      guard layout.bars[column] != nil else { continue }
      blanks += 1
      let drawn = bar(column)
      if !drawn.isEmpty {
        sink.bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: blanks))
        sink.append(drawn)
        blanks = 0
      }
      blanks += TableLayout.barWidth - displayWidth(drawn)
    }
    // A cell without a mark keeps its place free; at the end of a line that is a blank too many.
    while sink.bytes.last == UInt8(ascii: " ") { sink.bytes.removeLast() }
  }
}

/// Eight heights of a character.
let blockSteps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

/// The course of some numbers in one line, `▁` least and `█` greatest; a blank where there is none.
///
/// - Parameter upTo: what is drawn as `█` where that is not the greatest of these.
///
/// Where there are more numbers than columns, a column is the mean of those it covers.
func sparkline(
  _ numbers: [Double?], width: Int, upTo ceiling: Double? = nil, steps: [String] = blockSteps
) -> String {
  guard !numbers.isEmpty, width > 0 else { return "" }
  let count = min(width, numbers.count)
  var means: [Double?] = []
  for bucket in 0..<count {
    let covered = numbers[(bucket * numbers.count / count)..<((bucket + 1) * numbers.count / count)].compactMap { $0 }
    means.append(covered.isEmpty ? nil : covered.reduce(0, +) / Double(covered.count))
  }
  let known = means.compactMap { $0 }
  guard let least = known.min(), let own = known.max() else { return "" }
  let greatest = ceiling ?? own
  // Counts are drawn from zero, so that a small change looks small.
  let base = min(0, least)
  return means.map { mean in
    guard let mean else { return " " }
    guard greatest > base else { return steps[0] }
    let step = (mean - base) / (greatest - base) * 7
    return steps[step.isFinite ? max(0, min(7, Int(step.rounded()))) : 0]
  }.joined()
}
