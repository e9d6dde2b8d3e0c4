/// One word, sign or text of a text that is written anew, as it will be written.
struct Piece: Sendable {
  var text: String
  /// Its first and its last token.
  var first: Token.Kind
  var last: Token.Kind
  /// Its place in the source.
  var range: Range<Int>
  /// The keyword that it was read as.
  var keyword: Keyword?
  /// Comments that stand behind it and before the next piece, in the middle of a statement.
  var comments: [Comment] = []
}

/// A comment, from its `#` to the end of its line.
struct Comment: Sendable, Hashable {
  var text: String
  /// Whether something stands before it on its line.
  var isTrailing: Bool
  /// Whether an empty line stands before it.
  var followsBlank: Bool

  /// What `kpi test` expects of the statement before.
  var isExpectation: Bool { text.hasPrefix("#>") || text.hasPrefix("#!") }
}

/// What stands between two tokens.
struct Gap: Sendable {
  var comments: [Comment] = []
  /// Whether an empty line stands before what follows.
  var endsInBlank = false
  /// Whether what follows stands on another line.
  var breaksLine = false

  /// Reads the bytes between two tokens: blanks, line ends, `\` and comments.
  init(_ list: TokenList, _ range: Range<Int>, isFirst: Bool) {
    var lineEnds = isFirst ? 1 : 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = list.bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\n") {
        lineEnds += 1
        breaksLine = true
      } else if byte == UInt8(ascii: "#") {
        let end = list.bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
        let isBlankBefore = lineEnds > 1 && !(isFirst && comments.isEmpty)
        var comment = Comment(
          text: list.text((offset - 1)..<end), isTrailing: lineEnds == 0, followsBlank: isBlankBefore)
        if !comment.isExpectation { comment.text = comment.text.withoutTrailingBlanks }
        comments.append(comment)
        offset = end
        lineEnds = 0
      }
    }
    endsInBlank = lineEnds > 1 && !(isFirst && comments.isEmpty)
  }
}

extension String {
  fileprivate var withoutTrailingBlanks: String {
    var scalars = Substring(self).unicodeScalars
    while let last = scalars.last, last.isBlank { scalars.removeLast() }
    return String(Substring(scalars))
  }
}
