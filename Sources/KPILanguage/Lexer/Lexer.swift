/// Reads a text into tokens; mistakes become diagnostics and `.invalid` tokens, so that it always reaches the end.
struct Lexer {
  var list: TokenList
  var position: Int
  let limit: Int
  /// How many `{…}` of texts are around this one.
  let interpolationDepth: Int
  /// Whether texts may go on over several lines.
  private(set) var textsMayBreak = false

  /// No more mistakes than this are reported of one source.
  static let mistakeLimit = 200

  init(bytes: [UInt8], range: Range<Int>, source: SourceID, interpolationDepth: Int = 0) {
    list = TokenList(bytes: bytes, source: source)
    position = range.lowerBound
    limit = range.upperBound
    self.interpolationDepth = interpolationDepth
  }

  /// The tokens of a source, with line ends only where a statement ends.
  static func tokens(of source: Source, id: SourceID) -> TokenList {
    let bytes = Array(source.text.utf8)
    var lexer = Lexer(bytes: bytes, range: 0..<bytes.count, source: id)
    lexer.textsMayBreak = source.textsMayBreak
    lexer.run()
    lexer.joinLines()
    return lexer.list
  }

  /// The tokens between the braces of an interpolated text; line ends mean nothing there.
  static func tokens(in range: Range<Int>, of outer: TokenList, interpolationDepth: Int) -> TokenList {
    var lexer = Lexer(
      bytes: outer.bytes, range: range, source: outer.source, interpolationDepth: interpolationDepth)
    lexer.run()
    lexer.list.tokens.removeAll { $0.kind == .newline }
    return lexer.list
  }

  // MARK: Bytes and scalars

  func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < limit ? list.bytes[position + offset] : 0
  }

  /// The scalar at an offset and its length; the text is valid UTF-8.
  func scalar(at offset: Int) -> (Unicode.Scalar, Int)? {
    guard offset < limit else { return nil }
    let first = list.bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard offset + length <= limit else { return nil }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for continuation in list.bytes[(offset + 1)..<(offset + length)] {
      value = value << 6 | UInt32(continuation & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// The end of the run of scalars from `offset` on that satisfy a condition.
  @inline(__always)
  func end(from offset: Int, while condition: (Unicode.Scalar) -> Bool) -> Int {
    var end = offset
    while let (scalar, length) = scalar(at: end), condition(scalar) { end += length }
    return end
  }

  mutating func add(_ kind: Token.Kind, from start: Int, payload: Int = 0) {
    list.tokens.append(Token(kind: kind, start: start, end: position, payload: payload))
  }

  mutating func report(
    _ code: String, _ message: Message, _ start: Int, _ end: Int, label: Message? = nil, notes: [Message] = []
  ) {
    guard list.diagnostics.count < Lexer.mistakeLimit else {
      list.unreportedCount += 1
      return
    }
    list.diagnostics.append(
      Diagnostic(.error, code, message, at: Span(list.source, start, end), label: label, notes: notes))
  }

  // MARK: Tokens

  mutating func run() {
    while position < limit { next() }
    add(.end, from: position)
  }

  private mutating func next() {
    let start = position
    switch byte() {
    case 0x20, 0x09, 0x0B, 0x0C:
      position += 1
    case UInt8(ascii: "\n"):
      position += 1
      add(.newline, from: start)
    case UInt8(ascii: "#"):
      position = end(from: position) { $0 != "\n" }
    case UInt8(ascii: "\\"):
      continuation()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      number()
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      quotedText()
    case UInt8(ascii: "`"):
      quotedName()
    case UInt8(ascii: "$"):
      variable()
    default:
      if !symbol() { word() }
    }
  }

  /// `\` at the end of a line joins it with the next.
  private mutating func continuation() {
    let start = position
    position = end(from: position + 1) { $0.isBlank }
    if position >= limit {
      list.isUnfinished = true
    } else if byte() == UInt8(ascii: "\n") {
      position += 1
    } else if byte() == UInt8(ascii: "#") {
      // What stands behind it is a comment, and the line is joined all the same.
      position = min(end(from: position) { $0 != "\n" } + 1, limit)
    } else {
      position = start + 1
      report(
        "unexpected-character", "unexpected `\\`", start, position,
        label: "it joins lines and is the last thing on its line")
    }
  }

  private mutating func symbol() -> Bool {
    let start = position
    let pair: Token.Kind? =
      switch (byte(), byte(1)) {
      case (UInt8(ascii: "-"), UInt8(ascii: ">")): .arrow
      case (UInt8(ascii: "."), UInt8(ascii: ".")): .range
      case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
      case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
      case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
      default: nil
      }
    if let pair {
      position += 2
      add(pair, from: start)
      return true
    }
    if foreignSymbol() { return true }
    let single: Token.Kind
    switch byte() {
    case UInt8(ascii: "("): single = .openRound
    case UInt8(ascii: ")"): single = .closeRound
    case UInt8(ascii: "["): single = .openSquare
    case UInt8(ascii: "]"): single = .closeSquare
    case UInt8(ascii: "{"): single = .openCurly
    case UInt8(ascii: "}"): single = .closeCurly
    case UInt8(ascii: ","): single = .comma
    case UInt8(ascii: "."): single = .dot
    case UInt8(ascii: "|"): single = .pipe
    case UInt8(ascii: "%"): single = .percent
    case UInt8(ascii: "="): single = .equal
    case UInt8(ascii: "<"): single = .less
    case UInt8(ascii: ">"): single = .greater
    case UInt8(ascii: "+"): single = .plus
    case UInt8(ascii: "-"): single = .minus
    case UInt8(ascii: "*"): single = .star
    case UInt8(ascii: "/"): single = .slash
    case UInt8(ascii: ";"): single = .semicolon
    default: return false
    }
    position += 1
    add(single, from: start)
    return true
  }

  /// Operators of other languages, and the ones that word processors put in: reported with the form that is meant.
  private static let foreignSymbols: [(String, Token.Kind, String)] = [
    ("==", .equal, "="), ("<>", .notEqual, "!="), ("≠", .notEqual, "!="), ("≤", .lessOrEqual, "<="),
    ("≥", .greaterOrEqual, ">="), ("→", .arrow, "->"), ("−", .minus, "-"), ("–", .minus, "-"), ("—", .minus, "-"),
    ("×", .star, "*"), ("÷", .slash, "/"),
  ]

  private mutating func foreignSymbol() -> Bool {
    guard byte() >= 0x80 || byte(1) == UInt8(ascii: "=") || byte(1) == UInt8(ascii: ">") else { return false }
    for (written, kind, meant) in Lexer.foreignSymbols
    where list.bytes[position..<limit].starts(with: written.utf8) {
      let start = position
      position += written.utf8.count
      report(
        "unexpected-character", "unexpected `\(written)`", start, position, label: "write `\(meant)`",
        notes: kind == .minus ? ["a value with a dash is written in quotes"] : [])
      add(kind, from: start)
      return true
    }
    return false
  }

  private mutating func word() {
    let start = position
    guard let (scalar, length) = scalar(at: position) else {
      position = limit
      return
    }
    if scalar.beginsWord {
      position = end(from: position) { $0.continuesWord }
      add(.word, from: start)
    } else if scalar.isBlank {
      position += length
    } else if scalar == "‘" || scalar == "’" || scalar == "“" || scalar == "”" {
      typographicText()
    } else {
      position = end(from: position) { !$0.continuesWord && !$0.isBlank && ($0.value >= 0x80 || $0 == scalar) }
      position = max(position, start + length)
      report("unexpected-character", "unexpected character \(describe(scalar))", start, position)
      add(.invalid, from: start)
    }
  }

  private func describe(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    default:
      return "`\(scalar)`"
    }
  }

  /// `` `any name` ``, a doubled back quote for one.
  private mutating func quotedName() {
    let start = position
    position = end(from: position + 1) { $0 != "`" && $0 != "\n" }
    while byte() == UInt8(ascii: "`"), byte(1) == UInt8(ascii: "`") {
      position = end(from: position + 2) { $0 != "`" && $0 != "\n" }
    }
    guard byte() == UInt8(ascii: "`"), position < limit else {
      report("unclosed-text", "the name is not closed", start, start + 1, label: "a back quote has to follow")
      add(.invalid, from: start)
      return
    }
    position += 1
    if position == start + 2 {
      report("unexpected-token", "a name needs at least one character", start, position)
      add(.invalid, from: start)
    } else {
      add(.quotedName, from: start)
    }
  }

  private mutating func variable() {
    let start = position
    position += 1
    guard let (scalar, _) = scalar(at: position), scalar.continuesWord else {
      report("unexpected-character", "a variable's name follows `$` directly", start, position)
      add(.invalid, from: start)
      return
    }
    position = end(from: position) { $0.continuesWord }
    add(.variable, from: start)
  }
}
