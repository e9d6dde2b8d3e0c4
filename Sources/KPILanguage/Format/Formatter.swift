/// A text in its one form.
package struct FormattedText: Sendable {
  package var text: String
  /// Words that stayed in their language, for in the other one they would be read otherwise.
  package var left: [Span]
}

/// Why a text has no form.
package enum FormatFailure: Error {
  /// It has mistakes.
  case mistakes([Diagnostic])
  /// Its form would say something else: a fault of ours.
  case changed
}

/// Writes a script or a model in its one form; what it says stays the same.
///
/// Words are as they are usually spelled, with one blank between them, blocks are indented, long lines broken at their
/// clauses, comments where they were.
///
/// - Parameters:
///   - names: the names of several words that are known; nil for a model.
///   - language: what its keywords and names are written in; nil leaves each in its own.
///   - pairs: what things are called in both languages.
///   - keepsHeadings: whether what heads a column as it is written stays so, and with it every byte of the answers.
/// - Complexity: O(length), but for statements that cannot be told in the other language.
package func format(
  _ source: Source, id: SourceID, names: NameTable?, language: TextLanguage? = nil, pairs: NamePairs = NamePairs(),
  keepsHeadings: Bool = true
) throws(FormatFailure) -> FormattedText {
  let (parsed, list, readings) = parseWithReadings(source, names: names)
  guard !parsed.diagnostics.contains(where: { $0.severity == .error }) else {
    throw .mistakes(parse(source, id: id, names: names).diagnostics)
  }
  let formatter = Formatter(
    source: source, names: names, parsed: parsed, list: list, readings: readings, language: language, pairs: pairs,
    starts: readings.starts, keepsHeadings: keepsHeadings)
  return try formatter.formatted(id)
}

private struct Formatter {
  let source: Source
  let names: NameTable?
  let parsed: ParsedSource
  let list: TokenList
  let readings: Readings
  let language: TextLanguage?
  let pairs: NamePairs
  /// Where words and periods begin, in their order.
  let starts: [Int]
  let keepsHeadings: Bool

  /// Lines are no longer than this where they can be broken.
  static let width = 100

  func formatted(_ id: SourceID) throws(FormatFailure) -> FormattedText {
    // What has two readings is decided when it is run; other words could decide otherwise.
    var withheld = Set(
      language == nil ? [] : parsed.statements.filter { !$0.others.isEmpty }.flatMap { words(in: $0.span) })
    var left = parsed.statements.filter { language != nil && !$0.others.isEmpty }.map(\.span)
    var text = self.text(withheld)
    if let language, !isSame(text) {
      let found = keeping(&withheld, in: language)
      left += found
      text = self.text(withheld)
    }
    guard isSame(text) else { throw .changed }
    return FormattedText(text: text.text, left: left.map { Span(id, $0.start, $0.end) })
  }

  private func words(in span: Span) -> [Int] {
    starts.words(in: span.start..<span.end)
  }

  /// Finds the words that change what is said, statement by statement, and withholds them.
  private func keeping(_ withheld: inout Set<Int>, in language: TextLanguage) -> [Span] {
    var left: [Span] = []
    var all = withheld
    for statement in parsed.statements { all.formUnion(words(in: statement.span)) }
    var settled = all
    for statement in parsed.statements {
      let words = words(in: statement.span).filter { !withheld.contains($0) }
      var trial = settled.subtracting(words)
      if words.isEmpty { continue }
      if !isSame(text(trial)) {
        trial = settled
        for word in words where isSame(text(trial.subtracting([word]))) { trial.remove(word) }
        left += words.filter(trial.contains).compactMap { start in
          readings.words[start].map { Span(list.source, start, $0.end) }
        }
      }
      settled = trial
    }
    withheld = settled
    return left
  }

  // MARK: Writing

  private struct Written {
    var text: String
    var exchanged: ExchangedNames
  }

  private func text(_ withheld: Set<Int>) -> Written {
    let writer = WordWriter(
      list, readings, language: language, pairs: pairs, withheld: withheld, keepsHeadings: keepsHeadings)
    var reader = LineReader(writer)
    reader.read()
    var result: [CommentColumn.Line] = []
    var index = 0
    let lines = reader.lines
    while index < lines.count {
      let line = lines[index]
      if line.followsBlank, !result.isEmpty { result.append(CommentColumn.Line(code: "")) }
      let last = joined(from: index, lines)
      if last > index {
        let text = lines[index...last].map { one($0, writer) }.joined(separator: "; ")
        result.append(CommentColumn.Line(code: text, comment: lines[last].comment?.text))
      } else {
        result += written(line, next: index + 1 < lines.count ? lines[index + 1] : nil, writer)
      }
      index = last + 1
    }
    return Written(
      text: CommentColumn.aligned(result).map { $0 + "\n" }.joined(), exchanged: reader.exchanged)
  }

  /// The last of the statements that stay on one line: what is expected of them stands behind them all.
  private func joined(from index: Int, _ lines: [DraftLine]) -> Int {
    guard lines[index].depth == 0 else { return index }
    var last = index
    while lines[last].isJoined, last + 1 < lines.count, !lines[last + 1].isComment { last += 1 }
    guard last > index, last + 1 < lines.count, lines[last + 1].isComment,
      lines[last + 1].comment?.isExpectation == true,
      lines[index...last].allSatisfy({ $0.pieces.allSatisfy { $0.comments.isEmpty && $0.first != .openCurly } })
    else { return index }
    return last
  }

  private func one(_ line: DraftLine, _ writer: WordWriter) -> String {
    LineLayout(line.pieces, writer, width: .max).lines(indent: 0).joined()
  }

  private func written(_ line: DraftLine, next: DraftLine?, _ writer: WordWriter) -> [CommentColumn.Line] {
    let indent = line.depth * LineLayout.step
    guard !line.isComment else {
      return [CommentColumn.Line(code: LineLayout.blanks(indent) + (line.comment?.text ?? ""))]
    }
    var lines = LineLayout(line.pieces, writer, width: Self.width).lines(indent: indent).map {
      CommentColumn.Line(code: $0)
    }
    guard let last = lines.indices.last else { return lines }
    if line.hasSemicolon, let next, !next.isComment, needsSemicolon(line, next) { lines[last].code += ";" }
    lines[last].comment = line.comment?.text
    return lines
  }

  /// Whether a line's end alone would not end the statement before the next one.
  private func needsSemicolon(_ line: DraftLine, _ next: DraftLine) -> Bool {
    guard let last = line.pieces.last, let first = next.pieces.first else { return false }
    let goesOn = first.keyword?.continuesLine ?? first.first.continuesLine
    let asks = last.last.asksForMore || last.keyword == .and || last.keyword == .or || last.keyword == .not
    return goesOn || asks || last.last == .word && Keyword(spelled: last.text).map(Self.asking.contains) == true
  }

  private static let asking: Set<Keyword> = [.and, .or, .not]

  // MARK: Checking

  /// Whether a text says the same as the source.
  private func isSame(_ written: Written) -> Bool {
    let comparison: TreeComparison =
      language == nil ? .exact : keepsHeadings ? .acrossLanguages : .acrossHeadings
    let target = Source(name: source.name, text: written.text)
    let before = comparableStatements(of: source, names: names, comparison, sameNames: written.exchanged)
    return before != nil
      && before == comparableStatements(of: target, names: names, comparison, sameNames: written.exchanged)
  }
}
