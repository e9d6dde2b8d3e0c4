import KPIEngine
import KPILanguage

extension RowBinder {
  /// Binds a condition; two-valued, so its complement is exact.
  func condition(_ expression: Expression) -> RowExpression? {
    switch expression.kind {
    case .boolean(let holds): return .constant(holds)
    case .bracketed(let inner): return condition(inner)
    case .not(let operand): return condition(operand).map(RowExpression.not)
    case .binary(.and, _, _): return all(expression.operands(of: .and), RowExpression.all)
    case .binary(.or, _, _): return all(expression.operands(of: .or), RowExpression.any)
    case .binary(let operation, let lhs, let rhs):
      if let comparison = operation.comparison { return compare(comparison, lhs, rhs, at: expression.span) }
      if operation == .contains || operation == .startsWith { return partOfText(operation, lhs, rhs) }
      report("not-a-condition", "this is a number, not a condition", at: expression.span)
      return nil
    case .inList(let operand, let values, let negated):
      let outside = isExcluding
      isExcluding = negated
      defer { isExcluding = outside }
      let tests = values.map { compare(.equal, operand, $0, at: $0.span) }
      guard !tests.contains(nil) else { return nil }
      let any = RowExpression.any(tests.compactMap { $0 })
      return negated ? .not(any) : any
    case .inPeriod(let operand, let period, let negated): return inPeriod(operand, period, negated, expression.span)
    case .between(let operand, let low, let high):
      guard let above = compare(.greaterOrEqual, operand, low, at: expression.span),
        let below = compare(.lessOrEqual, operand, high, at: expression.span)
      else { return nil }
      return .all([above, below])
    case .isNull(let operand, let negated):
      guard let bound = self.expression(operand) else { return nil }
      return negated ? .not(.isNull(bound.expression)) : .isNull(bound.expression)
    case .path(let path):
      if let segment = segment(path) { return condition(of: segment, path) }
      guard let bound = name(path) else { return nil }
      if bound.type == .boolean { return bound.expression }
      report("not-a-condition", "`\(path.text)` is \(bound.type.description), not a condition", at: expression.span)
      return nil
    default:
      guard let bound = self.expression(expression) else { return nil }
      if bound.type == .boolean || bound.type == .null {
        return bound.type == .null ? .constant(false) : bound.expression
      }
      report("not-a-condition", "this is \(bound.type.description), not a condition", at: expression.span)
      return nil
    }
  }

  private func all(
    _ operands: [Expression], _ combine: ([RowExpression]) -> RowExpression
  ) -> RowExpression? {
    let bound = operands.map(condition)
    return bound.contains(nil) ? nil : combine(bound.compactMap { $0 })
  }

  /// `where vip`: a segment of the entity, or of one that its rows lead to; nil where the path names none.
  private func segment(_ path: Path) -> (declaration: SegmentDeclaration, owner: Int)? {
    guard compiler != nil, let name = path.names.last, let segment = catalog.segment(named: name.text),
      let owner = catalog.entity(named: segment.entity.text)
    else { return nil }
    if path.names.count == 1, case .none = resolver.way(from: entity, to: owner) { return nil }
    return (segment, owner)
  }

  /// The segment's condition; `sender.vip` says which link where several lead to its entity.
  private func condition(of segment: (declaration: SegmentDeclaration, owner: Int), _ path: Path) -> RowExpression? {
    let link = path.names.count > 1 ? Path(Array(path.names.dropLast())) : nil
    let way = resolver.way(
      from: entity, to: segment.owner, per: link, at: path.span,
      choice: { "\($0).\(path.names.last?.text ?? "")" }, report)
    guard let way, let compiler else { return nil }
    let meaning = compiler.meaning(of: segment.declaration, over: segment.owner)
    for diagnostic in meaning.diagnostics { report(diagnostic) }
    add(meaning.notes)
    // What could not be bound is reported already; the rest of the condition is checked too.
    guard let condition = meaning.condition?.through(way, catalog) else { return .constant(false) }
    // A row that leads to nothing is in no segment, however its condition reads a null.
    return way.hops.isEmpty ? condition : .all([.not(.isNull(.row(way))), condition])
  }

  func report(_ diagnostic: Diagnostic) {
    report(
      diagnostic.code, diagnostic.message, at: diagnostic.span, label: diagnostic.label, notes: diagnostic.notes,
      severity: diagnostic.severity)
  }

  // MARK: Comparisons

  private func compare(
    _ comparison: RowExpression.Comparison, _ lhs: Expression, _ rhs: Expression, at span: Span
  ) -> RowExpression? {
    guard let left = expression(lhs) else { return nil }
    switch left.type {
    case .text:
      if let wanted = valueText(rhs) {
        if comparison == .equal || comparison == .notEqual { return equals(left, wanted, rhs.span, comparison) }
        return .compare(comparison, left.expression, .textLiteral(wanted))
      }
    case .link(let target):
      if let wanted = valueText(rhs), comparison == .equal || comparison == .notEqual {
        return isRow(left, target, wanted, rhs.span, comparison)
      }
    case .time:
      if let days = rhs.days(compiler) { return compare(left, comparison, days) }
    default: break
    }
    if case .tolerance(let share, let target) = rhs.kind { return near(comparison, left, share, target, at: rhs.span) }
    guard var right = expression(rhs, expecting: left.type) else { return nil }
    var aligned = left
    TypedExpression.align(&aligned, &right)
    guard agree(left, right, comparison) else {
      report(
        "type-mismatch", "\(left.type.description) cannot be compared with \(right.type.description)", at: span)
      return nil
    }
    if left.type == .null || right.type == .null { return .constant(comparison == .notEqual) }
    let (first, second) = booleans(aligned, right)
    let sides = [(lhs, aligned), (rhs, right)].map {
      PercentRule.Side(expression: $0, unit: $1.unit, number: $1.expression.constantNumber)
    }
    if let warning = PercentRule.check(sides[0], sides[1]) { report(warning) }
    return .compare(comparison, first, second)
  }

  /// `= within 2% of X`: no further from X than that part of it.
  private func near(
    _ comparison: RowExpression.Comparison, _ left: TypedExpression, _ share: NumberLiteral, _ target: Expression,
    at span: Span
  ) -> RowExpression? {
    guard comparison == .equal || comparison == .notEqual else {
      report("misplaced-tolerance", "`within … of` stands right of `=`", at: span)
      return nil
    }
    guard var right = number(target) else { return nil }
    guard left.type == .number || left.type == .null else {
      report("not-a-number", "`within … of` compares numbers, and this is \(left.type.description)", at: span)
      return nil
    }
    var aligned = left
    TypedExpression.align(&aligned, &right)
    let distance = RowExpression.function(
      .absolute, [.arithmetic(.subtract, aligned.expression, right.expression)])
    let part = RowExpression.decimal(share.coefficient, scale: share.scale + (share.isPercent ? 2 : 0))
    let allowed = RowExpression.arithmetic(.multiply, .function(.absolute, [right.expression]), part)
    let isNear = RowExpression.compare(.lessOrEqual, distance, allowed)
    return comparison == .equal ? isNear : .not(isNear)
  }

  private func agree(_ lhs: TypedExpression, _ rhs: TypedExpression, _ comparison: RowExpression.Comparison) -> Bool {
    if lhs.type == .null || rhs.type == .null { return true }
    switch (lhs.type, rhs.type) {
    case (.number, .boolean), (.boolean, .number): return comparison == .equal || comparison == .notEqual
    case (.link, .link), (.boolean, .boolean):
      return lhs.type == rhs.type && (comparison == .equal || comparison == .notEqual)
    default: return lhs.type == rhs.type
    }
  }

  /// A number beside `true` or `false` holds where it is not 0.
  private func booleans(_ lhs: TypedExpression, _ rhs: TypedExpression) -> (RowExpression, RowExpression) {
    func asNumber(_ bound: TypedExpression) -> RowExpression {
      bound.type == .boolean ? .choose(bound.expression, then: .integer(1), otherwise: .integer(0)) : bound.expression
    }
    return lhs.type == rhs.type ? (lhs.expression, rhs.expression) : (asNumber(lhs), asNumber(rhs))
  }

  /// The text that stands right of a comparison with text or a link; nil where it is a name or another value.
  private func valueText(_ expression: Expression) -> String? {
    switch expression.kind {
    case .text(let text): return text
    case .path(let path) where path.names.count == 1: return path.text
    case .number(let literal) where literal.scale == 0 && !literal.isPercent: return String(literal.coefficient)
    case .boolean(let holds): return holds ? "true" : "false"
    case .variable, .interpolation:
      guard let bound = self.expression(expression) else { return nil }
      switch bound.expression {
      case .textLiteral(let text): return text
      case .integer(let number): return String(number)
      default: return nil
      }
    default: return nil
    }
  }

  private func equals(
    _ left: TypedExpression, _ wanted: String, _ span: Span, _ comparison: RowExpression.Comparison
  ) -> RowExpression {
    func test(_ values: [String]) -> RowExpression {
      let test = RowExpression.textIs(left.expression, .oneOf(values))
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
        hasNoValue(wanted, nearest, span, compiler)
      }
      return test([])
    }
  }

  private func isRow(
    _ left: TypedExpression, _ target: Int, _ wanted: String, _ span: Span, _ comparison: RowExpression.Comparison
  ) -> RowExpression? {
    guard let compiler else {
      report("not-in-model", "a model names no rows", at: span)
      return nil
    }
    func test(_ rows: [Int32]) -> RowExpression {
      let test = RowExpression.rowIn(left.expression, rows)
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
      hasNoValue(wanted, nearest, span, compiler)
      return test([])
    }
  }

  private func tookLoosely(_ wanted: String, _ value: String, _ span: Span, _ compiler: Compiler) {
    report(
      "loose-value", "`\(shown(wanted))` was read as `\(shown(value))`", at: span,
      notes: compiler.isStrict ? ["in strict mode a value is written with its diacritics"] : [],
      severity: compiler.isStrict ? .error : .note)
  }

  private func hasNoValue(_ wanted: String, _ nearest: [String], _ span: Span, _ compiler: Compiler) {
    let names = nearest.prefix(3).map { "`\(shown($0))`" }.joined(separator: ", ")
    report(
      "unknown-value", "the data has no value `\(shown(wanted))`", at: span,
      label: nearest.isEmpty ? nil : "nearest: \(names)", severity: compiler.isStrict ? .error : .warning)
  }

  private func partOfText(_ operation: BinaryOperator, _ lhs: Expression, _ rhs: Expression) -> RowExpression? {
    guard var left = expression(lhs) else { return nil }
    // A link is asked by the name of the row it leads to.
    if case .link(let target) = left.type, let path = left.path, let column = catalog.entities[target].nameColumn {
      left = TypedExpression(.text(path, column: column), .text)
    }
    guard left.type == .text else {
      report("not-text", "`\(operation.rawValue)` asks a text, and this is \(left.type.description)", at: lhs.span)
      return nil
    }
    guard let part = valueText(rhs) else {
      report("not-text", "right of `\(operation.rawValue)` stands a text", at: rhs.span)
      return nil
    }
    func test(_ folding: RowExpression.Folding) -> RowExpression.TextTest {
      operation == .contains ? .contains(part, folding: folding) : .startsWith(part, folding: folding)
    }
    guard let compiler, compiler.looksUp(rhs.span, in: left.expression) else {
      if compiler == nil { noteWritten(left.expression, test(.exact), rhs.span, isExcluded: false) }
      return .textIs(left.expression, test(.exact))
    }
    // As for whole values: as written first, then ignoring case, then ignoring diacritics.
    let values = compiler.context.texts(of: left.expression)
    let fitting = [RowExpression.Folding.exact, .caseInsensitive, .diacriticInsensitive].first { folding in
      values.contains { $0.holds(test(folding)) }
    }
    switch fitting {
    case .diacriticInsensitive?:
      report(
        "loose-value", "`\(shown(part))` fits only without its diacritics", at: rhs.span,
        severity: compiler.isStrict ? .error : .note)
    case nil:
      report(
        "unknown-value", "no value fits `\(shown(part))`", at: rhs.span, severity: compiler.isStrict ? .error : .warning
      )
    default: break
    }
    return .textIs(left.expression, test(fitting ?? .exact))
  }

  // MARK: Times

  /// A date stands for its whole day, a month for all its days: `>= 2023-09` from its first, `> 2023-09` after its last.
  private func compare(
    _ left: TypedExpression, _ comparison: RowExpression.Comparison, _ days: Range<Int>
  ) -> RowExpression {
    let start = RowExpression.stamp(day: days.lowerBound, second: 0)
    let end = RowExpression.stamp(day: days.upperBound, second: 0)
    let within = RowExpression.all([
      .compare(.greaterOrEqual, left.expression, start), .compare(.less, left.expression, end),
    ])
    switch comparison {
    case .equal: return within
    case .notEqual: return .not(within)
    case .less: return .compare(.less, left.expression, start)
    case .lessOrEqual: return .compare(.less, left.expression, end)
    case .greater: return .compare(.greaterOrEqual, left.expression, end)
    case .greaterOrEqual: return .compare(.greaterOrEqual, left.expression, start)
    }
  }

  private func inPeriod(_ operand: Expression, _ period: Period, _ negated: Bool, _ span: Span) -> RowExpression? {
    guard let left = expression(operand, expecting: .time) else { return nil }
    guard left.type == .time else {
      report("not-a-time", "this is \(left.type.description), not a time", at: operand.span)
      return nil
    }
    guard let compiler, let unit = compiler.unit(of: period, earliest: { nil }, report) else { return nil }
    let within = compare(left, .equal, unit.start..<unit.end)
    return negated ? .not(within) : within
  }
}

extension Compiler {
  /// What a segment means over the rows of its entity.
  func meaning(of segment: SegmentDeclaration, over owner: Int) -> SegmentMemo.Entry {
    let key = Catalog.key(segment.name.text)
    if let known = segments[key] { return known }
    var inner = self
    if let mistake = inner.definitions.enter(.segment, segment.name, levels: segment.condition.levels) {
      return SegmentMemo.Entry(condition: nil, diagnostics: [mistake], notes: [])
    }
    let rows = RowBinder(catalog: catalog, entity: owner, compiler: inner)
    rows.binds = MetricBinder(compiler: inner)
    let condition = rows.condition(segment.condition)
    var entry = SegmentMemo.Entry(condition: condition, diagnostics: rows.diagnostics, notes: rows.notes)
    if condition == nil { entry.diagnostics = entry.diagnostics.orFault(at: segment.name.span) }
    if let condition {
      var size = ExpressionSize(limit: DefinitionPath.mostParts)
      size.add(condition)
      if size.isExceeded {
        entry = SegmentMemo.Entry(condition: nil, diagnostics: [DefinitionPath.tooLarge(segment.name)], notes: [])
      }
    }
    segments[key] = entry
    return entry
  }
}

extension RowExpression {
  /// A condition about the rows that a way ends at, asked of those it starts from.
  ///
  /// What was before the row is then what was before the row at the way's end.
  func through(_ way: LinkPath, _ catalog: Catalog) -> RowExpression {
    guard !way.hops.isEmpty else { return self }
    let time = catalog.entities[way.target].time?.through(way) ?? .null
    return through(way).mapped { part in
      guard case .attached(var sub, let path) = part, sub.aggregate.window == .beforeRow else { return part }
      sub.moment = sub.moment?.through(way) ?? time
      return .attached(sub, path)
    }
  }
}
