extension Parser {
  /// Reads a block.
  ///
  /// block := "{" statements "}"
  private mutating func block() throws(Failure) -> [Statement] {
    let open = index
    try expect(.openCurly)
    try enter()
    let statements = statements(inBlock: true)
    leave()
    try close(.closeCurly, open)
    return statements
  }

  /// A block after a header; where the header has a mistake, the block is read all the same for its own mistakes.
  private mutating func headed<T>(
    _ header: (inout Parser) throws(Failure) -> T
  ) throws(Failure) -> (T, [Statement]) {
    let value: T
    do throws(Failure) {
      value = try header(&self)
      if !at(.openCurly) { throw expected("`{`") }
    } catch {
      // A block that is too deep is not read for further mistakes.
      if nesting + 1 >= Parser.nestingLimit { throw error }
      while !kind.endsStatement, !at(.openCurly) { advance() }
      if at(.openCurly) { _ = try block() }
      throw error
    }
    let errors = errorCount
    let statements = try block()
    // The block's statements that have mistakes are left out; the others are worth checking.
    errorCount = errors
    return (value, statements)
  }

  /// Reads a for.
  ///
  /// for := "for" variable-name "in" sequence block
  @inline(never)
  mutating func forEach() throws(Failure) -> Statement.Kind {
    let ((name, sequence), body) = try headed { parser throws(Failure) in
      try parser.expect(.for)
      let name = try parser.definedName("a name after `for`")
      try parser.expect(.in)
      return (name, try parser.sequence())
    }
    return .forEach(name, sequence, body)
  }

  /// What a loop runs over.
  ///
  /// sequence := unit "of" period | "values" "of" path | "rows" "of" VARIABLE | value-list
  private mutating func sequence() throws(Failure) -> Statement.Sequence {
    if at(.openRound) { return .list(try valueList()) }
    if take(.values) {
      try expect(.of)
      return .values(try path("a dimension"))
    }
    if take(.rows) {
      try expect(.of)
      guard at(.variable) else { throw expected("a table such as `$t`") }
      return .rows(variable())
    }
    let unit = try expectUnit(
      "`values of`, `rows of`, units such as `months of`, or a list in brackets", many: true)
    try expect(.of)
    return .units(unit, try period())
  }

  /// Reads values in brackets.
  ///
  /// value-list := "(" value { "," value } ")"
  mutating func valueList() throws(Failure) -> [Expression] {
    let open = index
    try expect(.openRound)
    var values: [Expression] = []
    repeat { values.append(try expression(.sum, isValue: true)) } while take(.comma)
    try close(.closeRound, open)
    return values
  }

  /// Reads an if.
  ///
  /// if := "if" condition block [ { NEWLINE } "else" ( if | block ) ]
  @inline(never)
  mutating func ifElse() throws(Failure) -> Statement.Kind {
    let (condition, then) = try headed { parser throws(Failure) in
      try parser.expect(.if)
      return try parser.expression()
    }
    let end = index
    while take(.newline) {}
    guard take(.else) else {
      index = end
      return .ifElse(condition, then: then, otherwise: [])
    }
    guard at(.if) else { return .ifElse(condition, then: then, otherwise: try block()) }
    try enter()
    let start = index
    let other = try ifElse()
    leave()
    return .ifElse(condition, then: then, otherwise: [Statement(other, span(from: start))])
  }

  /// Reads a report definition.
  ///
  /// report-definition := "report" name [ "(" [ variable-name { "," variable-name } ] ")" ] block
  mutating func report() throws(Failure) -> Statement.Kind {
    let start = index
    try expect(.report)
    let wellKnown = try wellKnownName("a report's name")
    guard at(.openRound) || at(.openCurly) else { return .declaration(.report(try reportDeclaration(wellKnown))) }
    index = start
    let ((name, parameters), body) = try headed { parser throws(Failure) in
      try parser.expect(.report)
      let name = try parser.name("a report's name")
      return (name, try parser.parameters())
    }
    return .reportDefinition(name, parameters: parameters, body)
  }

  private mutating func parameters() throws(Failure) -> [Name] {
    guard at(.openRound) else { return [] }
    let open = index
    noteTight()
    advance()
    var names: [Name] = []
    if !at(.closeRound) {
      repeat { names.append(try definedName("a parameter such as `$week`")) } while take(.comma)
    }
    try close(.closeRound, open)
    return names
  }

  /// Reads a run.
  ///
  /// run := "run" name [ "(" [ condition { "," condition } ] ")" ]
  mutating func runReport() throws(Failure) -> Statement.Kind {
    try expect(.run)
    let name = try name("a report's name")
    guard at(.openRound) else { return .runReport(name, arguments: []) }
    let open = index
    noteTight()
    advance()
    var arguments: [Expression] = []
    if !at(.closeRound) {
      repeat { arguments.append(try expression(isValue: true)) } while take(.comma)
    }
    try close(.closeRound, open)
    return .runReport(name, arguments: arguments)
  }
}
