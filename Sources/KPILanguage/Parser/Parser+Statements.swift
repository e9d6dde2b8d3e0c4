extension Parser {
  /// Reads the statements of a script or a block.
  ///
  /// statements := [ statement ] { ( NEWLINE | ";" ) [ statement ] }
  ///
  /// Reads to the end, or to the brace that closes the block; mistakes are reported and their statements left out.
  mutating func statements(inBlock: Bool) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while take(.newline) || take(.semicolon) {}
      if at(.end) { return statements }
      if at(.closeCurly) {
        if inBlock { return statements }
        report("unexpected-token", "unexpected `}`", list.span(token), label: "no block is open here")
        advance()
        continue
      }
      let start = index
      (otherReadings, namesOfWords) = ([], [])
      beginLanguage()
      if var statement = recovering({ parser throws(Failure) in try parser.statement() }) {
        statement.others = comparison?.isAcrossLanguages == true ? [] : otherStatements(from: start)
        if !statement.others.isEmpty { statement.namesOfWords = namesOfWords }
        if case .declaration(let declaration) = statement.kind { names?.add(declaration) }
        statements.append(statement)
      }
      // Whatever happened, one token at least is gone.
      if index == start { advance() }
    }
  }

  /// The statement's other readings: a shorter name, and a keyword behind it.
  private func otherStatements(from start: Int) -> [Statement] {
    otherReadings.compactMap { reading in
      var parser = self
      parser.index = start
      parser.shorterNames = [reading.place: reading.length]
      parser.namesOfWords = []
      var statement = parser.recovering { parser throws(Failure) in try parser.statement() }
      statement?.namesOfWords = parser.namesOfWords
      return statement
    }
  }

  /// What is written otherwise here than in SQL: a condition behind an aggregate's bracket, `case when`.
  private mutating func meantInside() -> Message? {
    if at(.where), index > 0, list.tokens[index - 1].kind == .closeRound {
      return "what a number counts is said inside its brackets: `count(E where C)`"
    }
    return at(word: "when") ? "write `if(C, X, Y)`" : nil
  }

  /// What `read` reads up to the end of its statement; nil, and the statement skipped, where there is a mistake.
  mutating func recovering<T>(_ read: (inout Parser) throws(Failure) -> T) -> T? {
    let start = index
    let errors = errorCount
    let depth = nesting
    let kinds = nameKinds
    termCount = 0
    conditionCount = 0
    lastBareValue = nil
    do {
      let result = try read(&self)
      if !kind.endsStatement {
        let meant = meantInside()
        throw expected("the end of the statement", near: [.else], label: meant)
      }
      // What is invalid inside a block was left out with its own statement.
      let read = list.tokens[start..<index]
      let hasInvalid = read.contains { $0.kind == .invalid } && !read.contains { $0.kind == .openCurly }
      if errorCount == errors, !hasInvalid { return result }
      noteUnparsed(start)
      return nil
    } catch {
      nesting = depth
      readsColumns = false
      nameKinds = kinds
      noteUnparsed(start)
      skipStatement()
      return nil
    }
  }

  /// Remembers the name that a statement with a mistake would have defined.
  private mutating func noteUnparsed(_ start: Int) {
    var place = start
    while place < list.tokens.count, let match = list.keyword(at: place) {
      switch match.keyword {
      case .redefine, .optional: place += match.length
      case .metric, .segment, .events, .let, .param, .entity, .dimension, .measure, .link, .time, .report:
        let next = place + match.length
        guard next < list.tokens.count else { return }
        let token = list.tokens[next]
        guard token.kind == .word || token.kind == .quotedName || token.kind == .variable else { return }
        unparsedNames.append(list.text(token).filter { $0 != "`" && $0 != "$" })
        return
      default: return
      }
    }
  }

  /// Skips to the end of the statement, blocks included.
  func skipped(from start: Int) -> Int {
    var place = start
    var depth = 0
    while true {
      switch list.tokens[place].kind {
      case .end: return place
      case .openCurly: depth += 1
      case .closeCurly:
        if depth == 0 { return place }
        depth -= 1
      case .newline, .semicolon: if depth == 0 { return place }
      default: break
      }
      place += 1
    }
  }

  private mutating func skipStatement() { index = skipped(from: index) }

  /// Reads a statement.
  ///
  /// statement := declaration | pipeline | let | param | import | for | if | report-definition | run | print | assert
  ///            | warn | set | as | open
  mutating func statement() throws(Failure) -> Statement {
    let start = index
    let kind = try statementKind()
    var statement = Statement(kind, span(from: start))
    if comparison == nil { statement.language = language }
    return statement
  }

  /// Reads what a statement's first word asks for; the small ones here.
  ///
  /// print := "print" condition
  /// assert := "assert" assertion
  /// warn := "warn if" condition [ text ]
  /// as := "as" ( name | TEXT )
  private mutating func statementKind() throws(Failure) -> Statement.Kind {
    if at(.pipe) || at(.variable) || isAtLastResult { return .pipeline(try pipeline()) }
    guard let match = keyword() else { throw unknownStatement() }
    if isAtAlerts { return .pipeline(try pipeline()) }
    switch match.keyword.entry.role {
    case .question: return .pipeline(try pipeline())
    case .statement: break
    default: throw unknownStatement()
    }
    switch match.keyword {
    case .let: return try letStatement()
    case .param: return try parameter()
    case .import: return try importScript()
    case .for: return try forEach()
    case .if: return try ifElse()
    case .run: return try runReport()
    case .print:
      advance(match)
      return .print(try expression())
    case .assert:
      advance(match)
      let (condition, message, orEmpty) = try assertion()
      return .assertion(condition, message: message, orEmpty: orEmpty)
    case .warnIf:
      advance(match)
      let condition = try expression()
      return .warning(condition, message: self.kind == .text ? try factor(isValue: false) : nil)
    case .set: return try setting()
    case .as:
      noteRole()
      advance(match)
      if self.kind == .text {
        let place = place(of: token)
        return .actAs(Name(try plainText("a login"), place, isQuoted: true))
      }
      return .actAs(try name("a login"))
    case .open: return try open()
    case .report: return try report()
    default: return .declaration(try declaration(match.keyword))
    }
  }

  private mutating func unknownStatement() -> Failure {
    guard kind != .invalid, hasRoomToReport else { return Failure() }
    let starts = Keyword.beginning(.question) + Keyword.beginning(.statement)
    guard kind == .word else {
      report("unknown-statement", "no statement begins with \(found)", foundSpan)
      return Failure()
    }
    var label = nearestLabel(starts)
    if at(word: "select") { label = "write `show M by D`; `sql 'SELECT …'` asks the database itself" }
    if label == nil, peek().kind == .equal { label = "write `let \(shown(list.text(token))) = …`" }
    report(
      "unknown-statement", "no statement begins with \(found)", foundSpan, label: label,
      notes: label == nil ? ["`help` lists the statements"] : [])
    return Failure()
  }

  // MARK: Values and settings

  /// Reads a let.
  ///
  /// let := "let" variable-name "=" ( pipeline | condition )
  private mutating func letStatement() throws(Failure) -> Statement.Kind {
    try expect(.let)
    let name = try definedName("a name after `let`")
    try expect(.equal)
    if at(.variable), peek().kind == .pipe { return .letTable(name, try pipeline()) }
    if isAtLastResult || isAtQuestion() { return .letTable(name, try pipeline()) }
    return .letValue(name, try expression())
  }

  /// Whether a question begins here, and not a name or a function that is spelled like its verb.
  private mutating func isAtQuestion() -> Bool {
    guard let match = keyword() else { return false }
    guard match.keyword.entry.role == .question else { return isAtAlerts }
    switch peek(match.length).kind {
    case .openRound, .dot, .plus, .minus, .star, .slash, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual:
      return match.keyword == .drill && peek(match.length).kind == .openRound
    default: return true
    }
  }

  /// A name, or a variable's with its `$`.
  ///
  /// variable-name := name | VARIABLE
  mutating func definedName(_ what: Message) throws(Failure) -> Name {
    at(.variable) ? variable() : try name(what)
  }

  /// Reads a param.
  ///
  /// param := "param" variable-name [ "as" well-known-name ] [ "in" choices ] [ "=" initial ] [ TEXT ]
  private mutating func parameter() throws(Failure) -> Statement.Kind {
    try expect(.param)
    var parameter = ParameterDeclaration(name: try definedName("a name after `param`"))
    if take(.as) { parameter.type = try wellKnownName("a type such as `month` or `number`", isOurs: true) }
    if take(.in) { parameter.choices = try choices() }
    if take(.equal) { parameter.initial = try initialValue() }
    parameter.label = try label()
    return .parameter(parameter)
  }

  /// Reads what a parameter is: a value, or a period of several words such as `last month`.
  ///
  /// initial := value | period
  mutating func initialValue() throws(Failure) -> ParameterDeclaration.Initial {
    // One bare word is a value, whatever keyword it is; `today - 1 day` is one too.
    let next = peek(keyword()?.length ?? 1).kind
    let isLonger = next == .word || next == .number || next == .date || next == .variable
    if isLonger, !at(.variable), !at(.today), !at(.yesterday), isAtPeriod() { return .period(try period()) }
    return .expression(try expression(.sum, isValue: true))
  }

  /// What a parameter may be.
  ///
  /// choices := "values" "of" path | value-list
  private mutating func choices() throws(Failure) -> ParameterDeclaration.Choices {
    guard take(.values) else { return .list(try valueList()) }
    try expect(.of)
    return .values(try path("a dimension"))
  }

  /// Reads an import.
  ///
  /// import := "import" TEXT
  private mutating func importScript() throws(Failure) -> Statement.Kind {
    try expect(.import)
    let place = place(of: token)
    return .importScript(try plainText("a file name in quotes"), place)
  }

  /// Reads a set.
  ///
  /// set := "set" well-known-name [ "=" ] value { [ "," ] value }
  private mutating func setting() throws(Failure) -> Statement.Kind {
    try expect(.set)
    let name = try wellKnownName("a setting", isOurs: true)
    _ = take(.equal)
    var values: [Expression] = []
    repeat {
      values.append(try expression(.sum, isValue: true))
      _ = take(.comma)
    } while !kind.endsStatement
    return .set(name, values)
  }

  /// Reads an open.
  ///
  /// open := "open" TEXT [ "model" TEXT ]
  private mutating func open() throws(Failure) -> Statement.Kind {
    try expect(.open)
    let place = place(of: token)
    let file = try plainText("a database file in quotes")
    let model = take(.model) ? try plainText("a model file in quotes") : nil
    return .open(file, model: model, place)
  }
}
