/// Puts the comments behind neighbouring lines below each other.
///
/// Neighbours are of one block, with no empty line and no comment of its own between them.
struct CommentColumn {
  /// A longer line has its comment right behind it, and pushes nobody else's away.
  private static let widest = 60
  private static let gap = 2

  /// A line without the comment behind it, and that comment.
  struct Line {
    var code: String
    var comment: String?
  }

  /// The lines with their comments.
  static func aligned(_ lines: [Line]) -> [String] {
    var result: [String] = []
    var start = 0
    while start < lines.count {
      let indent = Self.indent(lines[start].code)
      let others = lines[(start + 1)...].prefix { line in
        let own = Self.indent(line.code)
        return own == indent && !line.code.dropFirst(own).isEmpty && !line.code.dropFirst(own).hasPrefix("#")
      }
      let neighbours = lines[start..<others.endIndex]
      let widths = neighbours.filter { $0.comment != nil }.map { Self.width($0.code) }.filter { $0 <= widest }
      let column = (widths.max() ?? 0) + gap
      for line in neighbours {
        let blanks = LineLayout.blanks(max(gap, column - width(line.code)))
        result.append(line.code + (line.comment.map { blanks + $0 } ?? ""))
      }
      start = others.endIndex
    }
    return result
  }

  private static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  private static func width(_ line: String) -> Int { line.reduce(0) { $0 + $1.displayWidth } }
}
