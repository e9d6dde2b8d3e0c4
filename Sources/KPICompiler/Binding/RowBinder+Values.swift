import KPIEngine
import KPILanguage

/// Texts and rows as they are written in conditions: words that stand for values of the data.
extension RowBinder {
  func comparison(_ comparison: Scalar.Comparison, _ left: TypedScalar, _ rhs: Expression) -> ScopeAnswer? {
    let isSameness = comparison == .equal || comparison == .notEqual
    switch left.type {
    case .text:
      // A number may be what a text says, but no text is greater than one. Before the database is known, what is taken for
      // text may be a number.
      guard isSameness || compiler?.hasData != true || !isNumber(rhs), let wanted = valueText(rhs) else { return nil }
      let test: Scalar =
        isSameness
        ? equals(left, wanted, rhs, comparison) : .compare(comparison, left.expression, .textLiteral(wanted))
      return .bound(TypedScalar(test, .boolean))
    case .link(let target):
      guard isSameness, let wanted = valueText(rhs) else { return nil }
      return ScopeAnswer(isRow(left, target, wanted, rhs, comparison).map { TypedScalar($0, .boolean) })
    case .number, .time, .boolean, .null: return nil
    }
  }

  func items(leftOut: Bool, _ bind: () -> [TypedScalar?]) -> [TypedScalar?] {
    let outside = isExcluding
    isExcluding = leftOut
    defer { isExcluding = outside }
    return bind()
  }

  /// The text that stands right of a comparison with text or a link; nil where it is a name or another value.
  private func valueText(_ expression: Expression) -> String? {
    switch expression.kind {
    case .text(let text): return text
    case .path(let path) where path.names.count == 1: return path.text
    case .number(let literal) where literal.scale == 0 && !literal.isPercent: return String(literal.coefficient)
    case .boolean(let holds): return holds ? "true" : "false"
    case .variable, .interpolation:
      guard let bound = value(expression) else { return nil }
      switch bound.expression {
      case .textLiteral(let text): return text
      case .integer(let number): return String(number)
      default: return nil
      }
    default: return nil
    }
  }

  private func isNumber(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .number: true
    case .variable, .interpolation: value(expression)?.type == .number
    default: false
    }
  }

  private func equals(
    _ left: TypedScalar, _ wanted: String, _ rhs: Expression, _ comparison: Scalar.Comparison
  ) -> Scalar {
    let span = rhs.span
    func test(_ values: [String]) -> Scalar {
      let test = Scalar.textIs(left.expression, .oneOf(values))
      return comparison == .notEqual ? .not(test) : test
    }
    guard let compiler, compiler.looksUp(span, in: left.expression) else {
      if compiler == nil {
        noteWritten(left.expression, .oneOf([wanted]), span, isExcluded: isExcluding || comparison == .notEqual)
      }
      return test([wanted])
    }
    switch ValueMatcher(context: compiler.context, names: compiler.names).match(wanted, among: left.expression) {
    case .exact(let values): return test(values)
    case .loose(let value):
      tookLoosely(wanted, value, span, compiler)
      return test([value])
    case .none(let nearest):
      if span.source == catalog.source, isExcluding || comparison == .notEqual, nearest.isEmpty {
        report(.excludesNothing(wanted, at: span))
      } else {
        hasNoValue(wanted, nearest, of: left, rhs, compiler)
      }
      return test([])
    }
  }

  private func isRow(
    _ left: TypedScalar, _ target: Int, _ wanted: String, _ rhs: Expression, _ comparison: Scalar.Comparison
  ) -> Scalar? {
    let span = rhs.span
    guard let compiler else {
      report("not-in-model", "a model names no rows", at: span)
      return nil
    }
    func test(_ rows: [Int32]) -> Scalar {
      let test = Scalar.rowIn(left.expression, rows)
      return comparison == .notEqual ? .not(test) : test
    }
    guard compiler.hasData, compiler.isPresent(left.expression),
      !compiler.absent.contains(where: { $0.entity == target })
    else { return test([]) }
    let matcher = ValueMatcher(context: compiler.context, names: compiler.names)
    switch matcher.rows(wanted, of: target, in: catalog.entities[target]) {
    case .exact(let rows): return test(rows)
    case .loose(let rows, let name):
      tookLoosely(wanted, name, span, compiler)
      return test(rows)
    case .none(let nearest):
      hasNoValue(wanted, nearest, of: left, rhs, compiler)
      return test([])
    }
  }

  private func tookLoosely(_ wanted: String, _ value: String, _ span: Span, _ compiler: Compiler) {
    report(
      "loose-value", "`\(shown(wanted))` was read as `\(shown(value))`", at: span,
      notes: compiler.isStrict ? ["in strict mode a value is written with its diacritics"] : [],
      severity: compiler.isStrict ? .error : .note)
  }

  private func hasNoValue(
    _ wanted: String, _ nearest: [String], of left: TypedScalar, _ rhs: Expression, _ compiler: Compiler
  ) {
    var diagnostic = Diagnostic.unknownValue(
      wanted, nearest: nearest,
      there: compiler.valuesThere(left.expression, wanted: wanted, nearest: nearest, entity: entity),
      isStrict: compiler.isStrict, at: rhs.span)
    if case .path(let path) = rhs.kind, case .one(let other, _) = resolver.find(path, from: entity),
      other.type == left.type
    {
      diagnostic.notes.append("a bare word is a value here: `(\(path.text))` compares with the dimension of that name")
    }
    report(diagnostic)
  }

  func partOfText(_ operation: BinaryOperator, _ lhs: Expression, _ rhs: Expression) -> TypedScalar? {
    guard var left = value(lhs) else { return nil }
    // A link is asked by the name of the row it leads to.
    if case .link(let target) = left.type, let path = left.path, let column = catalog.entities[target].nameColumn {
      left = TypedScalar(.text(path, column: column), .text)
    }
    guard left.type == .text else {
      report("not-text", "`\(operation.rawValue)` asks a text, and this is \(left.type.description)", at: lhs.span)
      return nil
    }
    guard let part = valueText(rhs) else {
      report("not-text", "right of `\(operation.rawValue)` stands a text", at: rhs.span)
      return nil
    }
    func test(_ folding: Scalar.Folding) -> Scalar.TextTest {
      operation == .contains ? .contains(part, folding: folding) : .startsWith(part, folding: folding)
    }
    guard let compiler, compiler.looksUp(rhs.span, in: left.expression) else {
      if compiler == nil { noteWritten(left.expression, test(.exact), rhs.span, isExcluded: false) }
      return TypedScalar(.textIs(left.expression, test(.exact)), .boolean)
    }
    // As for whole values: as written first, then ignoring case, then ignoring diacritics.
    let values = compiler.context.texts(of: left.expression)
    let fitting = [Scalar.Folding.exact, .caseInsensitive, .diacriticInsensitive].first { folding in
      values.contains { $0.holds(test(folding)) }
    }
    switch fitting {
    case .diacriticInsensitive?:
      report(
        "loose-value", "`\(shown(part))` fits only without its diacritics", at: rhs.span,
        severity: compiler.isStrict ? .error : .note)
    case nil:
      let there = compiler.valuesThere(left.expression, wanted: part, nearest: [], entity: entity)
      report(.unknownPart(part, there: there, isStrict: compiler.isStrict, at: rhs.span))
    default: break
    }
    return TypedScalar(.textIs(left.expression, test(fitting ?? .exact)), .boolean)
  }
}
