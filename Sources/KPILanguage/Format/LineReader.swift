/// A line of a text that is written anew, before it is broken: a statement, the head or the end of a block, a comment.
struct DraftLine: Sendable {
  var pieces: [Piece] = []
  /// How many blocks are around it.
  var depth: Int
  var followsBlank = false
  /// A comment of its own, or the one behind its last piece.
  var comment: Comment?
  /// A `;` ended it, and the next statement stands on the same line.
  var isJoined = false
  /// A `;` ended it.
  var hasSemicolon = false

  var isComment: Bool { pieces.isEmpty }
}

/// Cuts a text into the lines that it is written anew in.
struct LineReader {
  private var writer: WordWriter
  private(set) var lines: [DraftLine] = []
  private var current: [Piece] = []
  private var currentFollowsBlank = false
  private var depth = 0

  init(_ writer: WordWriter) { self.writer = writer }

  /// Names that were exchanged in the lines.
  var exchanged: ExchangedNames { writer.exchanged }

  /// Reads the whole text.
  mutating func read() {
    let list = writer.list
    var index = 0
    var previousEnd = 0
    var hasLineEnd = false
    var previous = Token.Kind.newline
    while index < list.tokens.count {
      let token = list.tokens[index]
      if token.kind == .newline {
        hasLineEnd = true
        index += 1
        continue
      }
      let gap = Gap(list, previousEnd..<token.start, isFirst: previousEnd == 0)
      let isEnd = hasLineEnd || current.isEmpty || token.kind == .end
      take(gap, isEnd: isEnd, before: token.kind)
      if previous == .semicolon, !gap.breaksLine, token.kind != .end, let last = lines.indices.last {
        lines[last].isJoined = true
      }
      (previous, hasLineEnd, previousEnd) = (token.kind, false, token.end)
      switch token.kind {
      case .end: return
      case .semicolon:
        flush()
        if let last = lines.indices.last, !lines[last].isComment { lines[last].hasSemicolon = true }
        index += 1
      case .openCurly:
        add(at: index)
        flush()
        depth += 1
        index += 1
      case .closeCurly:
        closeBlock(at: index)
        index += 1
      default:
        // `} else {` is one line.
        if current.isEmpty, readsElse(token), let last = lines.last, last.isOpenEnd, last.comment == nil {
          lines.removeLast()
          (current, currentFollowsBlank) = (last.pieces, last.followsBlank)
        }
        let next = add(at: index)
        previousEnd = list.tokens[next - 1].end
        index = next
      }
    }
  }

  private func readsElse(_ token: Token) -> Bool {
    writer.readings.words[token.start]?.kind.match?.keyword == .else
  }

  @discardableResult
  private mutating func add(at index: Int) -> Int {
    let (piece, next) = writer.piece(at: index)
    current.append(piece)
    return next
  }

  private mutating func closeBlock(at index: Int) {
    flush()
    depth = max(0, depth - 1)
    let piece = writer.piece(at: index).piece
    if let last = lines.indices.last, lines[last].pieces.last?.last == .openCurly, lines[last].comment == nil {
      lines[last].pieces.append(piece)
    } else {
      lines.append(DraftLine(pieces: [piece], depth: depth))
    }
  }

  /// Ends the line at hand.
  private mutating func flush() {
    guard !current.isEmpty else { return }
    lines.append(DraftLine(pieces: current, depth: depth, followsBlank: currentFollowsBlank))
    current = []
  }

  /// Takes what stands between two tokens.
  private mutating func take(_ gap: Gap, isEnd: Bool, before next: Token.Kind) {
    guard isEnd else {
      current[current.count - 1].comments = gap.comments
      return
    }
    flush()
    for comment in gap.comments {
      if comment.isTrailing, let last = lines.indices.last, lines[last].comment == nil {
        lines[last].comment = comment
      } else {
        lines.append(
          DraftLine(depth: depth, followsBlank: comment.followsBlank && !isAtBlockStart, comment: comment))
      }
    }
    currentFollowsBlank = gap.endsInBlank && !isAtBlockStart && next != .closeCurly
  }

  private var isAtBlockStart: Bool { lines.isEmpty || lines.last?.pieces.last?.last == .openCurly }
}

extension DraftLine {
  /// Whether it is `}`, behind which an `else` may follow.
  fileprivate var isOpenEnd: Bool { pieces.last?.last == .closeCurly }
}
