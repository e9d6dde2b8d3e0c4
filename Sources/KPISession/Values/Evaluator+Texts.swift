import KPICompiler
import KPIEngine
import KPILanguage

/// Texts in conditions: found exactly, else ignoring case, else ignoring diacritics, as in a question's `where`.
extension Evaluator {
  /// Whether a comparison holds; nil where its text is a mistake, which was reported.
  ///
  /// Beside a column of a pipe a text is one of its values; elsewhere two texts are compared as they are.
  func compares(
    _ comparison: RowExpression.Comparison, _ first: Value, _ second: Value, _ left: Expression, _ span: Span
  ) -> Bool? {
    guard comparison == .equal || comparison == .notEqual, case .text(let wanted) = second,
      let (table, column) = column(of: left)
    else { return CellEvaluator.compare(comparison, first, second) }
    let meant: [String]
    switch table.match(wanted, inColumn: column) {
    case .exact(let texts): meant = texts
    case .loose(let text):
      guard allow(.looseValue(wanted, text, isStrict: isStrict, at: span)) else { return nil }
      meant = [text]
    case .none(let nearest):
      guard allow(.unknownValue(wanted, nearest: nearest, isStrict: isStrict, at: span)) else { return nil }
      meant = []
    }
    guard case .text(let text) = first else { return CellEvaluator.compare(comparison, first, second) }
    return meant.contains(text) == (comparison == .equal)
  }

  /// Whether a text contains, or begins with, a part; nil where that is a mistake, which was reported.
  func hasPart(_ operation: BinaryOperator, _ first: Value, _ second: Value, _ left: Expression, _ span: Span) -> Bool?
  {
    guard case .text(let part) = second else { return false }
    func test(_ folding: RowExpression.Folding) -> RowExpression.TextTest {
      operation == .contains ? .contains(part, folding: folding) : .startsWith(part, folding: folding)
    }
    let folding: RowExpression.Folding?
    if let (table, column) = column(of: left) {
      folding =
        TextMatch.folding(of: test, among: table.texts(ofColumn: column))
        ?? TextMatch.folding(of: test, among: table.otherTexts(ofColumn: column))
      if folding == nil, !allow(.unknownPart(part, isStrict: isStrict, at: span)) { return nil }
    } else if case .text(let text) = first {
      folding = TextMatch.folding(of: test, among: [text])
    } else {
      return false
    }
    guard let folding, case .text(let text) = first else { return false }
    if folding == .diacriticInsensitive, !allow(.loosePart(part, isStrict: isStrict, at: span)) { return nil }
    return text.holds(test(folding))
  }

  /// Reports what is told of a text; whether it may go on.
  private func allow(_ diagnostic: Diagnostic) -> Bool {
    log.report(diagnostic)
    return diagnostic.severity != .error
  }

  /// The column of texts that an expression is, in a pipe.
  private func column(of expression: Expression) -> (TableScope, Int)? {
    guard let row, row.cells != nil else { return nil }
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
