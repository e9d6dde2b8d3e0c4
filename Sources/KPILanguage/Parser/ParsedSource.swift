/// What the parser made of a source.
package struct ParsedSource: Sendable {
  /// The statements without a mistake, in order.
  package var statements: [Statement]
  /// Every mistake, in the order of the text; at most 200 of the words and 200 of the grammar.
  package var diagnostics: [Diagnostic]
  /// Names whose definitions have a mistake, so that their uses need not be reported as unknown.
  package var unparsedNames: [String]
}

/// Reads a script or a model: both share one grammar, and which statements may stand where the binder checks.
///
/// Never throws and always ends; a statement with a mistake is left out and reported. A block (`for`, `entity`, …) with
/// mistakes inside is kept with its other statements or members.
/// - Parameter names: the names of several words that are known before a script is read; those that it declares are
///   known from there on. Nil for a model, where names are single words.
/// - Complexity: O(length).
package func parse(_ source: Source, id: SourceID, names: NameTable? = nil) -> ParsedSource {
  var parser = Parser(Lexer.tokens(of: source, id: id), names: names)
  let statements = parser.statements(inBlock: false)
  return ParsedSource(
    statements: statements, diagnostics: mistakes(of: parser), unparsedNames: parser.unparsedNames)
}

/// Reads one expression: a parameter given from outside, an expression of a tool; nil where there is a mistake.
///
/// With `isValue`, as right of `=`, one bare word is a value whatever keyword it is.
package func parseExpression(
  _ source: Source, id: SourceID, isValue: Bool = false, names: NameTable? = nil
) -> (expression: Expression?, diagnostics: [Diagnostic]) {
  let (expression, diagnostics) = parseWhole(source, id: id, names: names) { parser throws(Failure) in
    try parser.expression(isValue: isValue)
  }
  return (expression, diagnostics)
}

/// Reads what a parameter is given from outside; nil where there is a mistake.
package func parseParameterValue(_ source: Source, id: SourceID) -> ParameterDeclaration.Initial? {
  parseWhole(source, id: id, names: nil) { parser throws(Failure) in try parser.initialValue() }.0
}

private func parseWhole<Result>(
  _ source: Source, id: SourceID, names: NameTable?, _ read: (inout Parser) throws(Failure) -> Result
) -> (Result?, [Diagnostic]) {
  var parser = Parser(Lexer.tokens(of: source, id: id), names: names)
  while parser.take(.newline) {}
  let result = parser.recovering { parser throws(Failure) in
    let result = try read(&parser)
    while parser.take(.newline) {}
    if !parser.at(.end) { throw parser.expected("the end") }
    return result
  }
  return (result, mistakes(of: parser))
}

/// A source as it is parsed, and what its words were read as.
func parseWithReadings(
  _ source: Source, names: NameTable?
) -> (parsed: ParsedSource, list: TokenList, readings: Readings) {
  var parser = Parser(Lexer.tokens(of: source, id: SourceID(0)), names: names)
  parser.readings = Readings()
  let statements = parser.statements(inBlock: false)
  let parsed = ParsedSource(
    statements: statements, diagnostics: mistakes(of: parser), unparsedNames: parser.unparsedNames)
  return (parsed, parser.list, parser.readings ?? Readings())
}

/// The statements of a source without their places, to be compared with those of the same text written otherwise; nil
/// where it has mistakes.
///
/// - Parameter sameNames: names that are taken for one another.
func comparableStatements(
  of source: Source, names: NameTable?, _ comparison: TreeComparison, sameNames: ExchangedNames = ExchangedNames()
) -> [Statement]? {
  var parser = Parser(Lexer.tokens(of: source, id: SourceID(0)), names: names)
  parser.comparison = comparison
  parser.sameNames = sameNames
  let statements = parser.statements(inBlock: false)
  return parser.list.diagnostics.isEmpty && parser.errorCount == 0 ? statements : nil
}

/// The tokens of a source, with line ends only where a statement may end: for highlighting and completion.
package func tokens(of source: Source, id: SourceID) -> TokenList { Lexer.tokens(of: source, id: id) }

/// Whether a text at the prompt is a finished entry: no bracket, block or quote is open, and it does not end in an
/// operator, a comma or `\`.
package func isComplete(_ text: String) -> Bool {
  !Lexer.tokens(of: Source(name: "", text: text, textsMayBreak: true), id: SourceID(0)).isUnfinished
}

/// The forms of pictures that `chart` takes, for completion.
package let chartKinds: [(name: String, vietnamese: String)] = Parser.chartKinds

/// What the lexer and the parser reported, in the order of the text, and how many mistakes are left out.
private func mistakes(of parser: Parser) -> [Diagnostic] {
  // Stable: of two at one place the lexer's comes first.
  let found = parser.list.diagnostics.map { diagnostic in
    var diagnostic = diagnostic
    diagnostic.language = parser.language(at: diagnostic.span?.start ?? 0)
    return diagnostic
  }
  var sorted = (found + parser.diagnostics).enumerated().sorted {
    let (lhs, rhs) = ($0.element.span?.start ?? 0, $1.element.span?.start ?? 0)
    return lhs != rhs ? lhs < rhs : $0.offset < $1.offset
  }.map(\.element)
  let left = parser.list.unreportedCount + parser.unreportedCount
  if left > 0 {
    sorted.append(Diagnostic(.note, "more-mistakes", "\(left) more mistakes are not shown", at: nil))
  }
  return sorted
}
