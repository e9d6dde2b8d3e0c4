import KPICompiler
import KPIEngine
import KPILanguage

/// Texts in conditions: found exactly, else ignoring case, else ignoring diacritics, as in a question's `where`.
extension Evaluator {
  /// Whether a comparison holds; nil where its text is a mistake, which was reported.
  ///
  /// Beside a column of a pipe a text is one of its values; elsewhere two texts are compared as they are.
  func compares(
    _ comparison: Scalar.Comparison, _ lhs: Datum, _ rhs: Datum, _ left: Expression, _ span: Span
  ) -> Datum? {
    guard comparison == .equal || comparison == .notEqual, case .text(let wanted)? = rhs.value,
      let (table, column) = column(of: left)
    else { return Datum.joined(lhs, rhs, .boolean) { .boolean(CellEvaluator.compare(comparison, $0, $1)) } }
    let meant: Set<String>
    switch table.match(wanted, inColumn: column) {
    case .exact(let texts): meant = Set(texts.flatMap { table.cells(called: $0, inColumn: column) })
    case .loose(let text):
      guard allow(.looseValue(wanted, text, isStrict: isStrict, at: span)) else { return nil }
      meant = Set(table.cells(called: text, inColumn: column))
    case .none(let nearest):
      let there = table.valuesThere(inColumn: column, nearest: nearest)
      guard allow(.unknownValue(wanted, nearest: nearest, there: there, isStrict: isStrict, at: span)) else {
        return nil
      }
      meant = []
    }
    return lhs.mapped(.boolean) { value in
      guard case .text(let text) = value else { return .boolean(comparison == .notEqual) }
      return .boolean(meant.contains(text) == (comparison == .equal))
    }
  }

  /// Whether a text contains, or begins with, a part; nil where that is a mistake, which was reported.
  func hasPart(_ operation: BinaryOperator, _ lhs: Datum, _ rhs: Datum, _ left: Expression, _ span: Span) -> Datum? {
    func test(_ part: String, _ folding: Scalar.Folding) -> Scalar.TextTest {
      operation == .contains ? .contains(part, folding: folding) : .startsWith(part, folding: folding)
    }
    guard case .text(let part)? = rhs.value, let (table, column) = column(of: left) else {
      return Datum.joined(lhs, rhs, .boolean) { value, part in
        guard case .text(let text) = value, case .text(let part) = part else { return .boolean(false) }
        guard let folding = TextMatch.folding(of: { test(part, $0) }, among: [text]) else { return .boolean(false) }
        if folding == .diacriticInsensitive, !allow(.loosePart(part, isStrict: isStrict, at: span)) { return nil }
        return .boolean(text.holds(test(part, folding)))
      }
    }
    let folding =
      TextMatch.folding(of: { test(part, $0) }, among: table.texts(ofColumn: column))
      ?? TextMatch.folding(of: { test(part, $0) }, among: table.otherTexts(ofColumn: column))
    if folding == nil {
      let there = table.valuesThere(inColumn: column, nearest: [])
      if !allow(.unknownPart(part, there: there, isStrict: isStrict, at: span)) { return nil }
    }
    if folding == .diacriticInsensitive, !allow(.loosePart(part, isStrict: isStrict, at: span)) { return nil }
    return lhs.mapped(.boolean) { value in
      guard let folding, case .text(let text) = value else { return .boolean(false) }
      return .boolean(text.holds(test(part, folding)))
    }
  }

  /// Reports what is told of a text; whether it may go on.
  private func allow(_ diagnostic: Diagnostic) -> Bool {
    log.report(diagnostic)
    return diagnostic.severity != .error
  }

  /// The column of texts that an expression is, in a pipe.
  private func column(of expression: Expression) -> (TableScope, Int)? {
    guard let row, row.rows != nil else { return nil }
    switch expression.kind {
    case .bracketed(let inner): return column(of: inner)
    case .path(let path):
      guard path.names.count == 1, let name = path.names.first, case .one(let index) = row.table.find(name.text),
        row.table.columns[index].type == .text
      else { return nil }
      return (row.table, index)
    default: return nil
    }
  }
}
