/// Writes the pieces of a line, over several lines where they do not fit one.
struct LineLayout {
  let writer: WordWriter
  /// How many columns a line has.
  let width: Int

  /// How many columns a block's lines, and those that go on, stand further right.
  static let step = 2
  /// Brackets deeper than this are not broken.
  private static let deepest = 8
  private static let levelsOfDepth = 4

  private let pieces: [Piece]
  /// How many round and square brackets are open before each piece.
  private let depths: [Int]

  init(_ pieces: [Piece], _ writer: WordWriter, width: Int) {
    (self.pieces, self.writer, self.width) = (pieces, writer, width)
    var depth = 0
    var depths: [Int] = []
    for piece in pieces {
      depths.append(depth)
      switch piece.first {
      case .openRound, .openSquare: depth += 1
      case .closeRound, .closeSquare: depth -= 1
      default: break
      }
    }
    self.depths = depths
  }

  /// The lines, indented; a comment in the middle ends its line.
  func lines(indent: Int) -> [String] {
    var result: [String] = []
    var start = 0
    for index in pieces.indices where index == pieces.count - 1 || !pieces[index].comments.isEmpty {
      let own = start == 0 ? indent : indent + Self.step
      let range = start..<(index + 1)
      result += filled(range, column: own, indent: own == indent ? own + Self.step : own, level: 0)
        .enumerated().map { ($0.offset == 0 ? Self.blanks(own) : "") + $0.element }
      add(pieces[index].comments, after: index, indent: indent + Self.step, to: &result)
      start = index + 1
    }
    return result
  }

  /// Adds comments in the middle of a statement; where a line's end would end it, each has its `\`.
  private func add(_ comments: [Comment], after index: Int, indent: Int, to result: inout [String]) {
    let joint = index + 1 < pieces.count && !mayBreak(before: index + 1) ? "\\ " : ""
    for comment in comments {
      if comment.isTrailing, let last = result.indices.last {
        result[last] += (joint.isEmpty ? "  " : " " + joint) + comment.text
      } else {
        if !joint.isEmpty, comment == comments.first, let last = result.indices.last { result[last] += " \\" }
        result.append(Self.blanks(indent) + joint + comment.text)
      }
    }
  }

  // MARK: Breaking

  /// The lines of some pieces, the first of them without its indentation.
  private func filled(_ range: Range<Int>, column: Int, indent: Int, level: Int) -> [String] {
    let whole = text(range)
    if column + whole.columns <= width || level > Self.deepest * Self.levelsOfDepth { return [whole] }
    let chunks = chunks(range, level)
    if chunks.count == 1 { return filled(range, column: column, indent: indent, level: level + 1) }
    var lines: [String] = []
    var line = ""
    var column = column
    for chunk in chunks {
      let text = text(chunk)
      let blank = line.isEmpty || !isApart(chunk.lowerBound) ? "" : " "
      // The stages of a pipe stand below one another.
      if level > 0, !line.isEmpty, column + line.columns + blank.count + text.columns <= width {
        line += blank + text
        continue
      }
      if !line.isEmpty {
        lines.append(line)
        (line, column) = ("", indent)
      }
      let own = level == 0 && chunk.lowerBound == range.lowerBound ? indent : indent + Self.step
      let parts = filled(chunk, column: column, indent: own, level: level + 1)
      lines += parts.dropLast()
      line = parts.last ?? ""
      // What follows a part that was broken begins a line of its own.
      if parts.count > 1 {
        lines.append(line)
        (line, column) = ("", indent)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.enumerated().map { index, line in
      index == 0 || line.first == " " ? line : Self.blanks(indent) + line
    }
  }

  /// A stretch of pieces cut where it may be broken at a level.
  private func chunks(_ range: Range<Int>, _ level: Int) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var start = range.lowerBound
    for index in range.dropFirst() where self.level(before: index) == level && mayBreak(before: index) {
      chunks.append(start..<index)
      start = index
    }
    chunks.append(start..<range.upperBound)
    return chunks
  }

  /// How early a line is broken before a piece: stages of a pipe, clauses, items of lists, terms; deeper brackets later.
  private func level(before index: Int) -> Int? {
    let piece = pieces[index]
    let previous = pieces[index - 1]
    let base: Int
    switch piece.first {
    case .pipe: base = 0
    case .arrow: base = 1
    case .openCurly, .closeRound, .closeSquare, .comma, .dot: return nil
    case _ where writer.readings.clauses.contains(piece.range.lowerBound): base = 1
    case _ where previous.first == .comma: base = 2
    case _ where piece.keyword == .and || piece.keyword == .or: base = 2
    case .plus, .minus, .star, .slash:
      if writer.readings.prefixes.contains(piece.range.lowerBound) { return nil }
      base = 3
    // Only directly behind `sql` may a text go over several lines; behind `print` it is all there is.
    case .text where previous.keyword != .sql && previous.keyword != .print: base = 3
    default: return nil
    }
    return depths[index] * Self.levelsOfDepth + base
  }

  /// Whether a line's end before a piece ends no statement.
  private func mayBreak(before index: Int) -> Bool {
    let (previous, piece) = (pieces[index - 1], pieces[index])
    if writer.areKept(previous.range.lowerBound, piece.range.lowerBound) && !isApart(index) { return false }
    if depths[index] > 0 || previous.last.asksForMore { return true }
    return piece.keyword?.continuesLine ?? piece.first.continuesLine
  }

  // MARK: Blanks

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      if index > range.lowerBound, isApart(index) { text += " " }
      text += pieces[index].text
    }
    return text
  }

  /// Whether a blank stands before a piece.
  private func isApart(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let (previous, piece) = (pieces[index - 1], pieces[index])
    let isApartInSource = previous.range.upperBound < piece.range.lowerBound
    if writer.areKept(previous.range.lowerBound, piece.range.lowerBound) { return isApartInSource }
    switch (previous.last, piece.first) {
    case (.openRound, _), (.openSquare, _), (.dot, _), (_, .comma), (_, .closeRound), (_, .closeSquare), (_, .dot),
      (.openCurly, .closeCurly):
      return false
    case (.minus, _) where writer.readings.prefixes.contains(previous.range.lowerBound): return false
    // `$t["Facebook"]` is a part of `$t`, and `$t ["Facebook"]` is not.
    case (.variable, .openSquare), (.closeSquare, .openSquare): return isApartInSource
    case (.word, .openSquare) where previous.keyword == nil: return isApartInSource
    case (_, .openRound): return !writer.readings.tightBrackets.contains(piece.range.lowerBound)
    default: return true
    }
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension String {
  /// How many columns of a terminal it takes.
  fileprivate var columns: Int { reduce(0) { $0 + $1.displayWidth } }
}
