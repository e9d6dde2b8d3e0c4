import KPIEngine

/// Grids: shades from nothing to the greatest, with the numbers where there is room.
extension TerminalChart {
  /// The texts of the cells and the width of a column.
  private struct Texts {
    var cells: [[String]]
    var width: Int

    init(_ cells: [[ChartScene.Number?]], _ across: [String], isShort: Bool) {
      self.cells = cells.map { line in
        line.map { cell in cell.map { (isShort ? $0.short : $0.exact) + ($0.isPartial ? "*" : "") } ?? "" }
      }
      // A shade and a blank before each.
      width = max(self.cells.flatMap { $0.map(displayWidth) }.max() ?? 0, across.map(displayWidth).max() ?? 0) + 3
    }
  }

  func grid(_ lines: [String], _ across: [String], _ cells: [[ChartScene.Number?]], into sink: inout ByteSink) {
    let greatest = cells.flatMap { $0.compactMap { $0?.value } }.map(abs).max() ?? 0
    let name = min(lines.map(displayWidth).max() ?? 0, width / 3)
    func fits(_ texts: Texts) -> Bool { name + 2 + texts.width * across.count <= width }
    let exact = Texts(cells, across, isShort: false)
    let texts = fits(exact) ? exact : Texts(cells, across, isShort: true)
    if fits(texts) {
      write(
        padded("", name) + across.map { padded($0, texts.width, toRight: true) }.joined(), isPale: true, into: &sink)
      for (line, row) in lines.indices.map({ ($0, cells[$0]) }) {
        let drawn = zip(row, texts.cells[line]).map { cell, text in
          padded(cell.map { "\(shade($0.value, greatest)) \(text)" } ?? "", texts.width, toRight: true)
        }
        write(padded(lines[line], name) + drawn.joined(), into: &sink)
      }
    } else {
      shades(lines, across, cells, name, greatest, into: &sink)
    }
    let none = isASCII ? "!= 0" : "≠ 0"
    write("\(shades[1]) \(none)  \(shades[4]) \(words.short(greatest))", isPale: true, into: &sink)
  }

  private var shades: [String] { isASCII ? [" ", ".", ":", "+", "#"] : [" ", "░", "▒", "▓", "█"] }

  private func shade(_ value: Double?, _ greatest: Double) -> String {
    guard let value, value != 0, greatest > 0 else { return shades[0] }
    return shades[max(1, min(4, Int((abs(value) / greatest * 4).rounded(.up))))]
  }

  /// One character a cell: what is 0 or below is told from what has not been observed.
  private func shades(
    _ lines: [String], _ across: [String], _ cells: [[ChartScene.Number?]], _ name: Int, _ greatest: Double,
    into sink: inout ByteSink
  ) {
    let kept = min(across.count, width - name - 2)
    if let first = across.first, let last = across.prefix(kept).last {
      let gap = max(1, kept - displayWidth(first) - displayWidth(last))
      write(padded("", name + 2) + first + String(repeating: " ", count: gap) + last, isPale: true, into: &sink)
    }
    for (line, row) in zip(lines, cells) {
      let drawn = row.prefix(kept).map { cell -> String in
        guard let value = cell?.value else { return " " }
        return value == 0 ? "0" : value < 0 ? "-" : shade(value, greatest)
      }
      write(padded(line, name) + "  " + drawn.joined(), into: &sink)
    }
    if kept < across.count { write(words.kept(kept, across.count, words.columns), isPale: true, into: &sink) }
  }
}
