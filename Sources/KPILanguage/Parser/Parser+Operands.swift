// The functions that call each other for brackets within brackets are kept out of each other's frames, so that
// `nestingLimit` levels of them fit a small stack.
extension Parser {
  /// Reads an operand.
  ///
  /// operand := NUMBER | DATE | text | "true" | "false" | "null" | "today" | "yesterday" | path | call
  ///          | "(" condition ")" | metric-value | variable-use
  mutating func factor(isValue: Bool) throws(Failure) -> Expression {
    let start = index
    switch kind {
    case .minus:
      notePrefix()
      advance()
      try enter()
      let operand = try factor(isValue: false)
      leave()
      return Expression(.negate(operand), span(from: start))
    case .number:
      let literal = try number("a number")
      return Expression(.number(literal), span(from: start))
    case .date:
      let date = list.dates[token.payload]
      advance()
      return Expression(.date(date), span(from: start))
    case .text: return try text()
    case .variable: return try variableUse()
    case .openRound:
      let open = index
      advance()
      let wasReadingColumns = readsColumns
      let inner = try expression()
      readsColumns = wasReadingColumns
      try close(.closeRound, open)
      return Expression(.bracketed(inner), span(from: start))
    case .openSquare: return try metricValue()
    case .word: return try wordOperand(isValue: isValue)
    case .quotedName: return try pathOrCall()
    default: throw expectedOperand(isValue: isValue)
    }
  }

  @inline(never)
  private mutating func expectedOperand(isValue: Bool) -> Failure {
    expected(
      isValue ? "a value" : "a name, a number or a bracket",
      label: kind == .star && !isValue ? "`count(E)` counts the rows of an entity" : nil)
  }

  @inline(never)
  private mutating func wordOperand(isValue: Bool) throws(Failure) -> Expression {
    let start = index
    let follower = peek().kind
    if !isValue, isAtLongName() { return try pathOrCall() }
    let match = keyword()
    // `direction=in`, `kind = or`: one bare word is a value even if it is a keyword.
    let isBare = follower != .openRound && follower != .dot
    if let match, isKeywordOperand(match, isValue: isValue, isBare: isBare) {
      switch match.keyword {
      case .true, .false:
        // Right of a comparison it has its English form only.
        if isValue { advance(match.length) } else { advance(match) }
        return Expression(.boolean(match.keyword == .true), span(from: start))
      case .null:
        advance(match)
        return Expression(.null, span(from: start))
      case .today, .yesterday:
        advance(match)
        return Expression(.relativeDay(match.keyword == .today ? 0 : -1), span(from: start))
      case .not:
        advance(match)
        let operand = try expression(.comparison)
        return Expression(.not(operand), span(from: start))
      default: throw expectedOperand(isValue: isValue)
      }
    }
    let expression = try pathOrCall(isValue: isValue && isBare)
    if isValue, isBare { try checkBareValue(start) }
    return expression
  }

  /// Whether a keyword in an operand's place is meant as the keyword, not as a name or a value.
  private mutating func isKeywordOperand(_ match: KeywordMatch, isValue: Bool, isBare: Bool) -> Bool {
    let next = peek(match.length)
    switch match.keyword {
    case .true, .false:
      // `Đúng` and `Sai` are likelier to be values of the data.
      return isBare && !(isValue && match.isVietnamese)
    case .null: return isBare
    case .today, .yesterday:
      if readsColumns, match.length == 1, comparisonAt(match.length) { return false }
      return isBare || match.length > 1
    case .not:
      if isValue { return false }
      return next.kind != .dot && !comparisonAt(match.length) && !next.kind.endsStatement
    case .by, .where, .and, .or, .having:
      if next.kind == .dot || next.kind == .openRound && match.keyword != .and && match.keyword != .or { return false }
      // A value may be spelled so, but `where source = by owner` has none.
      guard isValue || readsColumns else { return true }
      return next.kind == .word && keyword(match.length) == nil || next.kind == .quotedName
    default: return false
    }
  }

  private func comparisonAt(_ offset: Int) -> Bool {
    switch peek(offset).kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// `source=Facebook-Ads` is a value without its quotes, not a subtraction.
  @inline(never)
  private mutating func checkBareValue(_ start: Int) throws(Failure) {
    lastBareValue = start
    guard at(.minus), touches(0), touches(1), peek().kind == .word || peek().kind == .number else { return }
    while at(.minus) || kind == .word || kind == .number, touches(0) { advance() }
    let text = shown(written(from: start))
    report(
      "unexpected-token", "`\(text)` needs quotes", span(from: start), label: "write `'\(text)'`",
      notes: ["a subtraction has blanks around `-`"])
  }

  @inline(never)
  private mutating func pathOrCall(isValue: Bool = false) throws(Failure) -> Expression {
    let start = index
    let first = isValue ? try name("a name") : try knownName("a name")
    if at(.openRound) { return try call(first, start) }
    var names = [first]
    while at(.dot) {
      advance()
      names.append(try knownName("a name after `.`", .member))
    }
    return Expression(.path(Path(names)), span(from: start))
  }

  // MARK: Texts

  /// Reads a text.
  ///
  /// text := TEXT
  @inline(never)
  private mutating func text() throws(Failure) -> Expression {
    let start = index
    let parts = list.texts[token.payload]
    advance()
    if parts.count == 1, case .literal(let text) = parts[0] { return Expression(.text(text), span(from: start)) }
    var read: [TextPart] = []
    for part in parts {
      switch part {
      case .literal(let text): read.append(.literal(text))
      case .expression(let range): read.append(try interpolated(range))
      }
    }
    return Expression(.interpolation(read), span(from: start))
  }

  @inline(never)
  private mutating func interpolated(_ range: Range<Int>) throws(Failure) -> TextPart {
    let tokens = Lexer.tokens(in: range, of: list, interpolationDepth: interpolationDepth + 1)
    var inner = Parser(tokens, names: names, interpolationDepth: interpolationDepth + 1, nesting: nesting)
    inner.termCount = termCount
    inner.conditionCount = conditionCount
    inner.comparison = comparison
    inner.sameNames = sameNames
    (inner.readings, readings) = (readings, nil)
    let result = Result { () throws(Failure) -> TextPart in
      let expression = try inner.expression()
      let format = inner.take(.as) ? try inner.textFormat() : nil
      if !inner.at(.end) { throw inner.expected("`}`") }
      return .expression(expression, format)
    }
    readings = inner.readings
    termCount = inner.termCount
    conditionCount = inner.conditionCount
    errorCount += inner.errorCount + inner.list.diagnostics.count
    diagnostics += inner.list.diagnostics + inner.diagnostics
    return try result.get()
  }

  /// Reads how a number is written in a text: `plain`, `0.0`, `0.0M`, `0.0 tr`.
  private mutating func textFormat() throws(Failure) -> TextFormat {
    let what: Message = "`plain`, or decimals such as `0.0` or `0.0M`"
    if at(word: "plain") {
      advance()
      return TextFormat(decimals: nil)
    }
    guard at(.number) else { throw expected(what) }
    // The lexer takes `0.0M` and `0.0 tr` for one number.
    let written = list.text(token)
    let digits = written.prefix { $0 == "0" || $0 == "." }
    let scale = String(written.dropFirst(digits.count)).filter { $0 != " " }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let powers = ["": 0, "k": 3, "m": 6, "tr": 6, "b": 9, "ty": 9]
    guard parts.count <= 2, parts.first == "0", let power = powers[fold(scale)], (parts.last?.count ?? 0) <= 6 else {
      throw expected(what)
    }
    advance()
    return TextFormat(
      decimals: parts.count == 2 ? parts[1].count : 0, scale: scale.isEmpty ? nil : scale, power: power)
  }

  // MARK: Variables

  /// Reads a variable and what is taken out of it.
  ///
  /// variable-use := VARIABLE { "[" condition "]" | "." name }
  @inline(never)
  private mutating func variableUse() throws(Failure) -> Expression {
    let start = index
    var expression = Expression(.variable(variable()), span(from: start))
    while true {
      if at(.openSquare), touches(0) {
        try countTerm()
        let open = index
        advance()
        let key = try self.expression()
        try close(.closeSquare, open)
        expression = Expression(.index(expression, key), span(from: start))
      } else if at(.dot) {
        try countTerm()
        advance()
        expression = Expression(.member(expression, try name("a name after `.`")), span(from: start))
      } else {
        return expression
      }
    }
  }

  // MARK: Metric values

  /// Reads a metric value.
  ///
  /// metric-value := "[" sum { period | "where" condition } "]"
  @inline(never)
  private mutating func metricValue() throws(Failure) -> Expression {
    let start = index
    advance()
    let metric = try naming(.metric) { parser throws(Failure) in try parser.expression(.sum) }
    var value = MetricValue(metric: metric)
    while !at(.closeSquare) {
      let clause = index
      if take(.where) {
        let condition = try condition()
        if value.condition != nil { repeated("where", clause) }
        value.condition = condition
      } else if isAtPeriod() {
        let period = try period()
        if value.period != nil { repeated("a period", clause) }
        value.period = period
      } else {
        break
      }
    }
    try close(.closeSquare, start)
    return Expression(.metricValue(value), span(from: start))
  }
}
