import KPIEngine

/// Lines of words as a terminal shows them: broken between words, what follows under where its text began.
package enum WrappedText {
  /// A line in lines that fit a width.
  ///
  /// - Complexity: O(length).
  package static func lines(of line: String, width: Int) -> [String] {
    guard width > 0, self.width(of: line[...]) > width else { return [line] }
    let indent = hangingIndent(of: line)
    // Where the text would have too little room it begins at the margin.
    let hanging = String(repeating: " ", count: indent <= width / 2 ? indent : 2)
    var lines: [String] = []
    var current = ""
    var gap = ""
    for piece in pieces(of: line) {
      if piece.first == " " {
        gap = String(piece)
        continue
      }
      if !current.isEmpty, self.width(of: (current + gap + piece)[...]) > width, current.contains(where: { $0 != " " })
      {
        lines.append(current)
        current = hanging + piece
      } else {
        current += gap + piece
      }
      gap = ""
    }
    lines.append(current)
    return lines
  }

  /// Words and the blanks between them.
  private static func pieces(of line: String) -> [Substring] {
    var pieces: [Substring] = []
    var start = line.startIndex
    for index in line.indices.dropFirst() where (line[index] == " ") != (line[line.index(before: index)] == " ") {
      pieces.append(line[start..<index])
      start = index
    }
    pieces.append(line[start...])
    return pieces
  }

  /// Where the text of a list's line begins: behind its first words and two blanks or more, else a little behind its own
  /// indent, so that the next line of the list stands out.
  private static func hangingIndent(of line: String) -> Int {
    let margin = line.prefix { $0 == " " }
    guard !margin.isEmpty else { return 0 }
    guard let gap = line[margin.endIndex...].firstRange(of: "  ") else { return margin.count + 2 }
    let behind = line[gap.upperBound...].prefix { $0 == " " }
    return width(of: line[..<behind.endIndex])
  }

  private static func width(of text: Substring) -> Int { displayWidth(String(text)) }
}
