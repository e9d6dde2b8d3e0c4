/// The smallest piece of a text that means something.
package struct Token: Sendable, Hashable {
  /// What a token is; its value is looked up in the `TokenList`.
  package enum Kind: UInt8, Sendable, Hashable {
    /// A name or a keyword: which of them, the parser knows.
    case word
    /// A name in back quotes.
    case quotedName
    /// `$name`.
    case variable
    case number
    case date
    case text
    /// Something that was reported already; it stands for any operand.
    case invalid
    case newline, semicolon, end
    case openRound, closeRound, openSquare, closeSquare, openCurly, closeCurly
    case comma, dot, range, arrow, pipe, percent
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case plus, minus, star, slash
  }

  /// What the token is.
  package var kind: Kind
  /// The UTF-8 offset of its first byte.
  package var start: Int
  /// The UTF-8 offset after its last byte.
  package var end: Int
  /// The index of its value among those of its kind in the `TokenList`.
  var payload = 0
}

extension Token.Kind {
  /// How the kind is written, for those that are written one way only.
  var spelling: String? {
    switch self {
    case .openRound: "("
    case .closeRound: ")"
    case .openSquare: "["
    case .closeSquare: "]"
    case .openCurly: "{"
    case .closeCurly: "}"
    case .comma: ","
    case .dot: "."
    case .range: ".."
    case .arrow: "->"
    case .pipe: "|"
    case .percent: "%"
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .plus: "+"
    case .minus: "-"
    case .star: "*"
    case .slash: "/"
    case .semicolon: ";"
    default: nil
    }
  }

  /// Whether a statement ends before a token of this kind.
  var endsStatement: Bool {
    switch self {
    case .newline, .semicolon, .end, .closeCurly: true
    default: false
    }
  }
}

/// A part of a text as the lexer leaves it: `{…}` is read by the parser.
enum RawTextPart: Sendable, Hashable {
  case literal(String)
  /// The UTF-8 range between the braces.
  case expression(Range<Int>)
}

/// The tokens of a source, their values, and what was wrong with them.
package struct TokenList: Sendable {
  /// The source's UTF-8 bytes.
  let bytes: [UInt8]
  /// Which source the spans point into.
  package let source: SourceID
  /// The tokens in order; the last is always `.end`.
  package internal(set) var tokens: [Token] = []
  /// The lexical mistakes, in order.
  package internal(set) var diagnostics: [Diagnostic] = []
  /// How many more there were than are reported.
  var unreportedCount = 0
  var numbers: [NumberLiteral] = []
  var dates: [DateLiteral] = []
  var texts: [[RawTextPart]] = []
  /// The text ends in the middle of something: an open bracket, an operator, `\`.
  var isUnfinished = false
  /// By token, as far as anybody has asked; empty before.
  private var keywords: [KeywordMatch??] = []

  init(bytes: [UInt8], source: SourceID) {
    self.bytes = bytes
    self.source = source
  }

  /// Where a token stands.
  package func span(_ token: Token) -> Span { Span(source, token.start, token.end) }

  /// The source text of a range of UTF-8 offsets.
  package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// A token as it was written.
  package func text(_ token: Token) -> String { text(token.start..<token.end) }

  /// The keyword that begins at a token, if any; the longest one.
  package mutating func keyword(at index: Int) -> KeywordMatch? {
    if keywords.count != tokens.count { keywords = Array(repeating: nil, count: tokens.count) }
    if let known = keywords[index] { return known }
    let first = tokens[index]
    guard first.kind == .word, KeywordMatcher.shared.mayBegin(bytes[first.start..<first.end]) else {
      keywords[index] = .some(nil)
      return nil
    }
    let match = KeywordMatcher.shared.match { offset in
      guard index + offset < tokens.count else { return nil }
      let token = tokens[index + offset]
      guard token.kind == .word, token.end - token.start <= KeywordMatcher.longestWord else { return nil }
      return text(token)
    }
    keywords[index] = .some(match)
    return match
  }

  /// Forgets the keywords found so far, after tokens were removed.
  mutating func forgetKeywords() { keywords = [] }
}
