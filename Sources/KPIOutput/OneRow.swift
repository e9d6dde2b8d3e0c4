import KPIEngine

/// A table of one row, shown down the page: a line for each column, its heading, then its cell.
struct OneRow {
  private let table: any DisplayTable
  private let options: OutputOptions
  private let style: TextStyle

  init(_ table: any DisplayTable, _ options: OutputOptions, _ style: TextStyle) {
    (self.table, self.options, self.style) = (table, options, style)
  }

  func write(into sink: inout ByteSink) {
    let headings = table.columns.map(\.heading)
    let label = min(headings.map { displayWidth($0) }.max() ?? 0, options.width / 2)
    let cells = table.columns.indices.map(cell)
    // Numbers end below each other, whatever their units.
    let numbers = table.columns.indices.filter { table.columns[$0].isNumeric }.map { cells[$0].width }.max() ?? 0
    for (index, column) in table.columns.enumerated() {
      let heading = VisibleText.cut(headings[index], to: label)
      style.write(bold: heading, into: &sink)
      let (text, width) = cells[index]
      if width > 0 {
        let before = label - displayWidth(heading) + TableLayout.gap + (column.isNumeric ? numbers - width : 0)
        sink.append(String(repeating: " ", count: before))
        let colour = style.cell(table.tone(.row(0), index))
        sink.append(colour)
        sink.append(VisibleText.cut(text, to: max(1, options.width - label - TableLayout.gap)))
        if !colour.isEmpty { sink.append(TextStyle.endOfCell) }
        if column.hasMarks, table.isMarked(.row(0), index) { sink.append("*") }
      }
      sink.append(UInt8(ascii: "\n"))
    }
  }

  private func cell(_ column: Int) -> (text: String, width: Int) {
    var bytes: [UInt8] = []
    let width = table.append(.row(0), column, to: &bytes)
    return (String(decoding: bytes, as: UTF8.self), width)
  }
}
