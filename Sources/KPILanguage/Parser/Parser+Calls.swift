extension Parser {
  /// Reads a call.
  ///
  /// call := name "(" [ "distinct" | "first" ] [ argument { "," argument } ] { call-clause | "," argument } ")"
  ///       | name "(" "each" path { call-clause } ")"
  @inline(never)
  mutating func call(_ written: Name, _ start: Int) throws(Failure) -> Expression {
    let function = functionName(written, start)
    let open = index
    noteTight()
    advance()
    try enter()
    let wasReadingColumns = readsColumns
    readsColumns = false
    var call = Call(function: function)
    if isModifier(.distinct) {
      _ = take(.distinct)
      call.isDistinct = true
    } else if isModifier(.first) {
      _ = take(.first)
      call.isFirst = true
    } else if isModifier(.each) {
      _ = take(.each)
      call.each = try path("a link after `each`")
    }
    if call.each == nil, !at(.closeRound), !isAtCallClause() {
      repeat { call.arguments.append(try namedArgument(of: function)) } while take(.comma)
    }
    while !at(.closeRound) {
      // `percentile(X of E, 0.9)` is `percentile(X, 0.9 of E)`.
      if !call.arguments.isEmpty, take(.comma) {
        call.arguments.append(try namedArgument(of: function))
      } else if try !callClause(&call) {
        break
      }
    }
    try close(.closeRound, open)
    readsColumns = wasReadingColumns
    leave()
    return Expression(.call(call), span(from: start))
  }

  /// The English name of a function as it was written.
  private mutating func functionName(_ written: Name, _ start: Int) -> Name {
    var function = written
    if !written.isQuoted, let english = FunctionNames.english(for: written.text) { function.text = english }
    if readings != nil, !written.isQuoted { note(.function(function.text), from: start) }
    return function
  }

  /// Whether `keyword` stands before the name that it modifies, and is no name itself.
  private mutating func isModifier(_ keyword: Keyword) -> Bool {
    guard let match = self.keyword(), match.keyword == keyword else { return false }
    let next = peek(match.length).kind
    return next == .quotedName || next == .word && !isCallClause(match.length)
  }

  private mutating func isAtCallClause() -> Bool { isCallClause(0) }

  /// Whether a clause of an aggregate begins at an offset; a name does where a dot or a bracket follows.
  private mutating func isCallClause(_ offset: Int) -> Bool {
    guard let match = keyword(offset) else { return false }
    switch match.keyword {
    case .where, .having: return true
    case .at, .while, .of, .each, .per, .before, .upTo:
      return peek(offset + match.length).kind == .word || peek(offset + match.length).kind == .quotedName
    case .ever, .overlaps, .in: return true
    default: return false
    }
  }

  private mutating func namedArgument(of function: Name) throws(Failure) -> Expression {
    try naming(argumentKinds(of: function.text)) { parser throws(Failure) in try parser.argument(of: function) }
  }

  /// Reads an argument.
  ///
  /// argument := condition | span | grain | name sum
  @inline(never)
  private mutating func argument(of function: Name) throws(Failure) -> Expression {
    if isCount(), let unit = unit(1) {
      let after = peek(1 + unit.length).kind
      if after == .comma || after == .closeRound { return try spanExpression() }
    }
    if kind == .word, peek().kind == .comma || peek().kind == .closeRound,
      function.text.lowercased() == "to_date", let unit = unit()
    {
      // `to_date(m, năm)`: the unit by its English name, whatever the language.
      let place = place(of: token)
      advance(unit, many: false)
      return Expression(.path(Path([Name(unit.unit.rawValue, place)])), place)
    }
    // `stock(sum opportunities.amount)`
    if function.text.lowercased() == "stock", kind == .word, peek().kind == .word, !isCallClause(1) {
      let start = index
      let name = try name("an aggregate")
      var inner = Call(function: functionName(name, start))
      inner.arguments = [try expression(.sum)]
      return Expression(.call(inner), span(from: start))
    }
    return try expression()
  }

  /// Reads a call clause.
  ///
  /// call-clause := "where" condition | "at" path | "while" sum ".." sum | "overlaps" "P" | "of" path | "each" path
  ///              | "per" path | "before" "P" | "before" "this" | "up to" "P" | "ever" | "in" "previous"
  ///              | "having" condition
  ///
  /// False where none begins.
  @inline(never)
  private mutating func callClause(_ call: inout Call) throws(Failure) -> Bool {
    guard let match = keyword() else { return false }
    let start = index
    noteClause()
    advance(match)
    switch match.keyword {
    case .where:
      let condition = try condition()
      if call.condition != nil { repeated("where", start) }
      call.condition = condition
    case .having:
      let condition = try expression()
      if call.having != nil { repeated("having", start) }
      call.having = condition
    case .at:
      let time = try path("a time after `at`")
      if call.time != nil { repeated("at", start) }
      call.time = time
    case .while:
      let from = try expression(.sum)
      try expect(.range)
      let to = try expression(.sum)
      if call.whileFrom != nil { repeated("while", start) }
      call.whileFrom = from
      call.whileTo = to
    case .overlaps:
      try expect(.questionPeriod)
      if call.overlaps { repeated("overlaps", start) }
      call.overlaps = true
    case .of:
      let entity = try naming(.rows) { parser throws(Failure) in try parser.path("an entity after `of`") }
      if call.of != nil { repeated("of", start) }
      call.of = entity
    case .each:
      let link = try path("a link after `each`")
      if call.each != nil { repeated("each", start) }
      call.each = link
    case .per:
      let link = try path("a link after `per`")
      if call.per != nil { repeated("per", start) }
      call.per = link
    case .before, .upTo, .ever, .in:
      let word = try timeWord(match.keyword)
      if call.timeWord != nil { repeated("the time to look at", start) }
      call.timeWord = word
    default:
      index = start
      return false
    }
    return true
  }

  private mutating func timeWord(_ keyword: Keyword) throws(Failure) -> Call.TimeWord {
    switch keyword {
    case .ever: return .ever
    case .in:
      try expect(.previous)
      return .inPrevious
    case .upTo:
      try expect(.questionPeriod)
      return .upToPeriod
    default:
      if take(.this) { return .beforeThis }
      if take(.questionPeriod) { return .beforePeriod }
      throw expected("`P` or `this` after `before`")
    }
  }
}
