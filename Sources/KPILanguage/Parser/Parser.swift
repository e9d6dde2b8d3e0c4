/// The mistake is reported already; what was being read is given up.
struct Failure: Error {}

/// Reads tokens into statements by recursive descent.
///
/// Inside, a mistake is reported and `Failure` thrown up to the statement, which is skipped; nothing is thrown outside.
struct Parser {
  var list: TokenList
  var index = 0
  var diagnostics: [Diagnostic] = []
  /// How many mistakes there were, also those beyond the limit of reported ones.
  var errorCount = 0
  /// How many of them are beyond that limit.
  var unreportedCount = 0
  /// Names whose definitions have mistakes.
  var unparsedNames: [String] = []
  /// How many brackets, prefix operators and blocks are open.
  var nesting = 0
  /// How many terms the current statement has.
  var termCount = 0
  /// How many joined conditions the current statement has.
  var conditionCount = 0
  /// How many `{…}` of texts are around the tokens.
  let interpolationDepth: Int
  /// The names of several words; nil in a model, where names are single words.
  var names: NameTable?
  /// Where the longest name is not to be read, so many words are.
  var shorterNames: [Int: Int] = [:]
  /// Where in the current statement a name was read that another one begins, and that one's words.
  var otherReadings: [(place: Int, length: Int)] = []
  /// The current statement's names of several words.
  var namesOfWords: [Span] = []
  /// The tokens of the last name that something was declared by.
  var lastKnownName = 0..<0
  /// In a pipe a word that may be a column is one.
  var readsColumns = false
  /// Where columns of a table are named: the range of the question that gives it.
  var columnsHead: Range<Int>?
  /// The language of the statement at hand.
  var language: TextLanguage?
  /// Where each statement begins, and its language.
  var languages: [(start: Int, language: TextLanguage?)] = []
  /// The last bare word right of a comparison, to say that several words need quotes.
  var lastBareValue: Int?
  /// What the words were read as; nil where nobody asks.
  var readings: Readings?
  /// What names mean where they are read, for the readings.
  var nameKinds: NameTable.Kinds = .any
  /// How the tree is made comparable with that of the same text written otherwise; nil where it has its places.
  var comparison: TreeComparison?
  /// Names that are taken for one another in a comparison.
  var sameNames = ExchangedNames()

  /// How deep brackets, prefix operators and blocks nest; deeper ones are refused, so that recursion stays bounded.
  static let nestingLimit = 100
  /// How many terms a statement's sums and products have together.
  ///
  /// A chain of n terms is a tree n deep: walks and the release of this many fit a stack of 512 KB (tested).
  static let termLimit = 250
  /// How many conditions a statement joins with `and` and `or`; their trees are balanced, so only the size counts.
  static let conditionLimit = 10_000

  init(_ list: TokenList, names: NameTable? = nil, interpolationDepth: Int = 0, nesting: Int = 0) {
    self.list = list
    self.names = names
    self.interpolationDepth = interpolationDepth
    self.nesting = nesting
  }

  // MARK: Looking

  /// Where a token stands.
  func place(of token: Token) -> Span { comparison == nil ? list.span(token) : Span(list.source, 0, 0) }

  var token: Token { list.tokens[index] }
  var kind: Token.Kind { list.tokens[index].kind }

  func peek(_ offset: Int = 1) -> Token { list.tokens[min(index + offset, list.tokens.count - 1)] }

  /// The end of the last token read.
  var previousEnd: Int { index > 0 ? list.tokens[index - 1].end : token.start }

  /// From where token `start` begins to the last token read.
  func span(from start: Int) -> Span {
    if comparison != nil { return Span(list.source, 0, 0) }
    let first = list.tokens[start].start
    return Span(list.source, first, max(first, previousEnd))
  }

  mutating func keyword(_ offset: Int = 0) -> KeywordMatch? {
    let place = index + offset
    return place < list.tokens.count ? list.keyword(at: place) : nil
  }

  mutating func at(_ keyword: Keyword) -> Bool { self.keyword()?.keyword == keyword }

  func at(_ kind: Token.Kind) -> Bool { self.kind == kind }

  /// Whether the current token is `word`, a word that is no keyword.
  func at(word: String) -> Bool { kind == .word && list.text(token).lowercased() == word }

  var isAtName: Bool { kind == .word || kind == .quotedName }

  /// Whether the token `offset` places on touches the one before it.
  func touches(_ offset: Int) -> Bool { peek(offset).start == peek(offset - 1).end }

  // MARK: Taking

  /// Takes one token; never past the last.
  mutating func advance(_ count: Int = 1) { index = min(index + count, list.tokens.count - 1) }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard let match = self.keyword(), match.keyword == keyword else { return false }
    advance(match)
    return true
  }

  /// Takes a keyword.
  mutating func advance(_ match: KeywordMatch) {
    if readings != nil { note(.keyword(match), match.length) }
    advance(match.length)
  }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard self.kind == kind else { return false }
    advance()
    return true
  }

  mutating func expect(_ keyword: Keyword) throws(Failure) {
    if !take(keyword) { throw expected("`\(keyword.told)`", near: [keyword]) }
  }

  mutating func expect(_ kind: Token.Kind, _ what: Message? = nil) throws(Failure) {
    if !take(kind) { throw expected(what ?? "`\(kind.spelling ?? "")`") }
  }

  /// Takes the bracket that closes the one at token `open`.
  mutating func close(_ kind: Token.Kind, _ open: Int) throws(Failure) {
    if take(kind) { return }
    if self.kind == .invalid { throw Failure() }
    let opener = list.tokens[open]
    report(
      "unclosed-bracket", "`\(list.text(opener))` is not closed", list.span(opener),
      label: "expected `\(kind.spelling ?? "")` before \(found)")
    throw Failure()
  }

  // MARK: Reporting

  mutating func report(
    _ code: String, _ message: Message, _ span: Span, label: Message? = nil, notes: [Message] = []
  ) {
    errorCount += 1
    guard canReport else {
      unreportedCount += 1
      return
    }
    var diagnostic = Diagnostic(.error, code, message, at: span, label: label, notes: notes)
    diagnostic.language = language
    diagnostics.append(diagnostic)
  }

  /// False where so many mistakes were reported that another one is only counted.
  private var canReport: Bool { diagnostics.count < Lexer.mistakeLimit }

  /// Counts a mistake that is not reported any more; true where it is still to be reported.
  ///
  /// Spares the search for near names in a text that is nothing but mistakes.
  var hasRoomToReport: Bool {
    mutating get {
      if canReport { return true }
      errorCount += 1
      unreportedCount += 1
      return false
    }
  }

  /// The current token as a message names it.
  var found: Message {
    switch kind {
    case .end: "the end"
    case .newline: "the end of the line"
    default: "`\(shown(list.text(token)))`"
    }
  }

  /// The current token's place; where a statement ends too early, the place after its last token.
  var foundSpan: Span {
    switch kind {
    case .end, .newline: Span(list.source, previousEnd, previousEnd)
    default: list.span(token)
    }
  }

  /// Reports that something else was expected here; what was reported by the lexer is not reported again.
  mutating func expected(
    _ what: Message, near keywords: [Keyword] = [], label: Message? = nil, notes: [Message] = []
  ) -> Failure {
    guard kind != .invalid, hasRoomToReport else { return Failure() }
    report(
      "unexpected-token", "expected \(what), found \(found)", foundSpan,
      label: label ?? severalWordsLabel ?? nearestLabel(keywords), notes: notes)
    return Failure()
  }

  /// A label for a word that is nearly a keyword.
  func nearestLabel(_ keywords: [Keyword]) -> Message? {
    guard kind == .word else { return nil }
    let written = fold(list.text(token))
    // In a short word another letter makes another word: `is` is no slip of `in`, nor `hàm` of `năm`.
    let forms = keywords.flatMap { $0.entry.english + $0.entry.vietnamese }.filter { form in
      let form = fold(form)
      return form.count > 3 || form.count != written.count || form == written
    }
    return DidYouMean.label(for: shown(list.text(token)), among: forms)
  }

  /// A label for the second word of a value without quotes.
  private var severalWordsLabel: Message? {
    guard let value = lastBareValue, value + 1 == index, kind == .word else { return nil }
    let text = list.text(list.tokens[value].start..<token.end)
    guard !text.utf8.contains(UInt8(ascii: "\n")) else { return nil }
    return "a value of several words is written in quotes: `'\(shown(text))'`"
  }

  // MARK: Bounds

  /// Counts one more open bracket, prefix operator or block.
  mutating func enter() throws(Failure) {
    nesting += 1
    guard nesting > Parser.nestingLimit else { return }
    nesting -= 1
    report(
      "too-deep", "brackets and blocks nest more than \(Parser.nestingLimit) deep", list.span(token),
      label: "define a part of it under a name of its own")
    throw Failure()
  }

  mutating func leave() { nesting -= 1 }

  /// Counts one more term of a sum or a product.
  mutating func countTerm() throws(Failure) {
    termCount += 1
    if termCount > Parser.termLimit { throw tooLong("\(Parser.termLimit) terms") }
  }

  /// Counts one more joined condition.
  mutating func countCondition() throws(Failure) {
    conditionCount += 1
    if conditionCount > Parser.conditionLimit { throw tooLong("\(Parser.conditionLimit) conditions") }
  }

  private mutating func tooLong(_ most: Message) -> Failure {
    report(
      "too-long", "a statement has at most \(most)", list.span(token),
      label: "define a part of it under a name of its own, or use `in (…)`")
    return Failure()
  }

  // MARK: Source text

  /// The tokens from `start` up to the current one as they were written, one blank for any run of blanks.
  func written(from start: Int) -> String {
    var bytes: [UInt8] = []
    for place in start..<max(start, index) {
      let token = list.tokens[place]
      if place > start, list.tokens[place - 1].end < token.start { bytes.append(UInt8(ascii: " ")) }
      bytes += list.bytes[token.start..<token.end]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
