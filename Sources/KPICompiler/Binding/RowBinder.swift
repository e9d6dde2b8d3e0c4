import KPIEngine
import KPILanguage

/// Binds expressions over the rows of one entity: conditions, keys, measures.
///
/// Collects every mistake and goes on; what could not be bound is nil.
final class RowBinder {
  let catalog: Catalog
  let entity: Int
  /// Set while a model is being built: names may then be columns of the entity's own table.
  var columns: RawColumns?
  /// Matches values with the data; nil while a model is being built, where values are taken as written.
  let compiler: Compiler?
  /// Names are looked up from the subject that the row belongs to (`by`, `where` of the conversion table).
  let viaSubject: Bool
  /// Times keep values after today, because the time being declared is cut at today itself.
  var readsTimesAsWritten = false { didSet { columns?.readsTimesAsWritten = readsTimesAsWritten } }
  private(set) var diagnostics: [Diagnostic] = []
  /// Sentences that the answer must carry, such as that a dimension is shown by its present value.
  private(set) var notes: [String] = []
  /// What is bound is left out: the items of `not in (…)`.
  var isExcluding = false
  /// While a model is being built: the texts in what was bound.
  private(set) var written: [WrittenText] = []
  /// While a model is being built: the table's columns in what was bound.
  private(set) var columnsRead: [Name] = []
  /// Set where aggregates of the row's own subject may stand.
  var binds: MetricBinder?
  /// `[M PERIOD]` is the row's own there; else the whole company's.
  var hasOwnValues = true

  init(catalog: Catalog, entity: Int, compiler: Compiler? = nil, viaSubject: Bool = false) {
    self.catalog = catalog
    self.entity = entity
    self.compiler = compiler
    self.viaSubject = viaSubject
    // Whatever is asked of the entity's rows rests on which they are, and when.
    compiler?.check(catalog.entities[entity].written, isNarrowing: true).forEach(report)
  }

  var resolver: NameResolver { NameResolver(catalog: catalog) }

  func report(
    _ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = [],
    severity: Diagnostic.Severity = .error
  ) {
    let diagnostic = Diagnostic(severity, code, message, at: span, label: label, notes: notes)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Keeps a text of a model's entity, to be held against the data when a question uses what it stands in.
  func noteWritten(_ left: RowExpression, _ test: RowExpression.TextTest, _ span: Span, isExcluded: Bool) {
    written.append(WrittenText(left: left, test: test, span: span, isExcluded: isExcluded))
  }

  /// Takes over the notes of something bound elsewhere.
  func add(_ notes: [String]) {
    for note in notes where !self.notes.contains(note) { self.notes.append(note) }
  }

  // MARK: Names

  /// The value that a name or path stands for.
  func name(_ path: Path, expecting: RowType? = nil) -> TypedExpression? {
    if var columns, path.names.count == 1, let name = path.names.first {
      if let member = catalog.entities[entity].member(named: name.text), !columns.readsAsTime(name.text, member) {
        written += member.written
        guard readsTimesAsWritten, let asWritten = member.asWritten else { return member.value }
        return TypedExpression(asWritten, .time)
      }
      guard columns.has(name.text) else {
        report(
          "missing-column", "table `\(columns.spec.table)` has no column `\(name.text)`", at: name.span,
          label: DidYouMean.label(for: name.text, among: columns.table?.columns.map(\.name) ?? []))
        return nil
      }
      let value = columns.expression(name.text, entity: entity, expecting: expecting)
      self.columns = columns
      columnsRead.append(name)
      return value
    }
    guard let start = startOfNames(path) else { return nil }
    switch resolver.find(path, from: start.target) {
    case .one(let value, let member):
      noteHistory(of: member, path, start)
      compiler?.check(member.written).forEach(report)
      if readsTimesAsWritten, value.type == .time, let asWritten = resolver.asWritten(path, from: start.target) {
        return asWritten.through(start)
      }
      return value.through(start)
    case .ambiguous(let ways):
      report(
        "ambiguous-name", "`\(path.text)` can be reached in \(ways.count) ways from \(entityName)", at: path.span,
        label: Message.either(ways.map { "`\($0)`" }).map { "write \($0)" })
      return nil
    case .none:
      let asked = catalog.entities[start.target].name
      report(
        "unknown-dimension", "\(asked) have no dimension `\(path.text)`", at: path.span,
        label: DidYouMean.label(for: path.text, among: resolver.reachableNames(from: start.target)))
      return nil
    }
  }

  private var entityName: String { catalog.entities[entity].name }

  /// Where names are looked up: the entity itself, or the subject that its rows belong to.
  private func startOfNames(_ path: Path) -> LinkPath? {
    guard viaSubject, let subject = catalog.subject, !isOwnActor(path) else { return LinkPath(entity: entity) }
    return resolver.way(from: entity, to: subject, at: path.span, report)
  }

  /// Whether a name is a link of the row's own to the people who act, or to their departments: those stay the act's.
  private func isOwnActor(_ path: Path) -> Bool {
    guard let viewer = catalog.viewer, let name = path.names.first,
      case .link(let target)? = catalog.entities[entity].member(named: name.text)?.value.type
    else { return false }
    return [viewer.entity, viewer.departments].contains { catalog.entity(named: $0.text) == target }
  }

  /// A dimension with a history answers with its present value, whatever the period; the answer says so.
  private func noteHistory(of member: Member, _ path: Path, _ start: LinkPath) {
    guard let compiler, !columns.hasValue else { return }
    let isHistoric = catalog.historic.contains { index in
      catalog.entities[index].histories.contains { history in
        guard let own = catalog.entities[index].member(named: history.member) else { return false }
        if own.value.expression == member.value.expression { return true }
        // `employee` and `department` of a customer follow the owner's link.
        guard let link = own.value.path, let way = member.value.path else { return false }
        return way.entity == link.entity && way.hops.starts(with: link.hops)
      }
    }
    guard isHistoric else { return }
    let note =
      compiler.told("\(path.text): by present value")
    if !notes.contains(note) { notes.append(note) }
  }

  /// The links that a path follows, for `link NAME = path`.
  func linkPath(_ path: Path) -> LinkPath? {
    guard let value = name(path) else { return nil }
    if let link = value.path { return link }
    report("not-a-link", "`\(path.text)` is no link", at: path.span)
    return nil
  }

  /// A time of the entity by name.
  func time(_ path: Path) -> RowExpression? {
    guard let value = name(path, expecting: .time) else { return nil }
    if value.type == .time { return value.expression }
    report(
      "not-a-time", "`\(path.text)` is \(value.type.description), not a time", at: path.span,
      label: DidYouMean.label(
        for: path.text,
        among: catalog.entities[entity].members.compactMap { if case .time = $0.kind { $0.name } else { nil } }))
    return nil
  }

  // MARK: Values

  /// A value as a typed expression.
  func constant(_ value: Value, unit: String? = nil) -> TypedExpression {
    switch value {
    case .null, .other: TypedExpression(.null, .null)
    case .integer(let number): TypedExpression(.integer(number), .number, unit: unit)
    case .decimal(let number, let scale): TypedExpression(.decimal(number, scale: scale), .number, unit: unit)
    case .real(let number): TypedExpression(.real(number), .number, unit: unit)
    case .text(let text): TypedExpression(.textLiteral(text), .text)
    case .boolean(let holds): TypedExpression(.constant(holds), .boolean)
    case .date(let day), .unit(_, let day): TypedExpression(.stamp(day: day, second: 0), .time)
    case .time(let day, let second): TypedExpression(.stamp(day: day, second: second), .time)
    case .moment(let moment): TypedExpression(.moment(moment.stamp), .time)
    }
  }

  func expression(_ expression: Expression, expecting: RowType? = nil) -> TypedExpression? {
    switch expression.kind {
    case .number(let literal): return number(literal)
    case .text(let text): return constant(.text(text))
    case .boolean(let holds): return constant(.boolean(holds))
    case .null: return constant(.null)
    case .date(let literal): return constant(PeriodBinder.value(of: literal))
    case .relativeDay(let offset): return compiler.map { constant(.date($0.context.today + offset)) }
    case .path(let path):
      if let boundary = boundary(path) { return boundary }
      return name(path, expecting: expecting)
    case .bracketed(let inner): return self.expression(inner, expecting: expecting)
    case .variable, .interpolation, .index, .member: return outside(expression)
    case .metricValue(let value):
      if let binds, hasOwnValues { return binds.ownValue(value, of: entity, self) }
      return outside(expression)
    case .negate(let operand):
      guard let bound = number(operand) else { return nil }
      var negated = TypedExpression(.arithmetic(.subtract, .integer(0), bound.expression), .number, unit: bound.unit)
      negated.percent = bound.percent.map { .arithmetic(.subtract, .integer(0), $0) }
      return negated
    case .binary(let operation, let lhs, let rhs):
      if let arithmetic = operation.arithmetic { return self.arithmetic(arithmetic, lhs, rhs) }
      return condition(expression).map { TypedExpression($0, .boolean) }
    case .not, .inList, .inPeriod, .between, .isNull:
      return condition(expression).map { TypedExpression($0, .boolean) }
    case .call(let call): return self.call(call, expression, expecting)
    case .span, .tolerance:
      report("unexpected-span", "a span of time stands only after `+` or `-` on a date", at: expression.span)
      return nil
    }
  }

  /// What the session evaluates: variables, interpolated text, numbers of the whole company.
  private func outside(_ expression: Expression) -> TypedExpression? {
    guard let compiler else {
      report("not-in-model", "a model knows no variables and no results", at: expression.span)
      return nil
    }
    if case .variable(let name) = expression.kind {
      switch compiler.variable(name.text) {
      case .undefined:
        report("unknown-variable", "there is no variable `$\(name.text)`", at: expression.span)
        return nil
      case .unknown: return constant(.null)
      case .value(let value): return constant(value, unit: compiler.variableUnit(name.text))
      }
    }
    return compiler.constant(expression).map { constant($0, unit: compiler.unit(of: expression)) }
  }

  /// `P.start`, `P.end`, `P.last`.
  private func boundary(_ path: Path) -> TypedExpression? {
    guard path.names.count == 2, path.names[0].text == "P" else { return nil }
    let boundary: RowExpression.Boundary? =
      switch path.names[1].text.lowercased() {
      case "start": .start
      case "end": .end
      case "last": .last
      default: nil
      }
    guard let boundary else {
      report("unknown-name", "P has `start`, `end` and `last`, not `\(path.names[1].text)`", at: path.span)
      return nil
    }
    return TypedExpression(.boundary(boundary), .time)
  }

  /// `15%` is 0.15, or beside a `%` value 15.
  private func number(_ literal: NumberLiteral) -> TypedExpression {
    let written = constant(literal.value)
    guard literal.isPercent else { return written }
    var part = constant(.decimal(literal.coefficient, scale: literal.scale + 2))
    part.percent = written.expression
    return part
  }

  func number(_ expression: Expression) -> TypedExpression? {
    guard let bound = self.expression(expression, expecting: .number) else { return nil }
    if bound.type == .number || bound.type == .null { return bound }
    report("not-a-number", "this is \(bound.type.description), not a number", at: expression.span)
    return nil
  }

  private func arithmetic(
    _ operation: RowExpression.Arithmetic, _ lhs: Expression, _ rhs: Expression
  ) -> TypedExpression? {
    if case .span(let span) = rhs.kind, operation == .add || operation == .subtract {
      return shifted(lhs, by: span, isNegative: operation == .subtract)
    }
    guard var left = number(lhs), var right = number(rhs) else { return nil }
    if operation == .add || operation == .subtract { TypedExpression.align(&left, &right) }
    let unit = Units.combine(operation, left.unit, right.unit)
    return TypedExpression(.arithmetic(operation, left.expression, right.expression), .number, unit: unit)
  }

  /// `2023-09-30 - 6 months`: a date moved; only dates that are known when the statement is bound.
  private func shifted(_ base: Expression, by span: TimeSpan, isNegative: Bool) -> TypedExpression? {
    guard let bound = expression(base, expecting: .time) else { return nil }
    guard case .stamp(let day, let second) = bound.expression, let grain = Grain(span.unit) else {
      report("bad-shift", "a span is added to a date only", at: base.span)
      return nil
    }
    let count = isNegative ? -span.count : span.count
    return TypedExpression(.stamp(day: grain.adding(count, to: day), second: second), .time)
  }

  // MARK: Functions

  private func call(_ call: Call, _ expression: Expression, _ expected: RowType?) -> TypedExpression? {
    let place: Signature.Place = columns.hasValue ? .declaration : binds == nil ? .clause : .row
    guard Signature.check(call, at: expression.span, in: place, report: report) else { return nil }
    let name = call.function.text.lowercased()
    if let binds, AggregateName(rawValue: name) != nil { return binds.rowAggregate(call, at: expression.span, self) }
    guard let function = ScalarName(rawValue: name) else { return name == "age" ? age(call) : bands(call) }
    switch function {
    case .if: return choose(call, expected)
    case .coalesce, .least, .greatest: return sameType(call, function, expected)
    case .round:
      guard let operand = number(call.arguments[0]), let places = places(call) else { return nil }
      return TypedExpression(.function(.round(places: places), [operand.expression]), .number, unit: operand.unit)
    case .abs:
      guard let operand = number(call.arguments[0]) else { return nil }
      return TypedExpression(.function(.absolute, [operand.expression]), .number, unit: operand.unit)
    case .days, .weeks, .hours, .months:
      guard let from = timeArgument(call.arguments[0]), let to = timeArgument(call.arguments[1]) else { return nil }
      return TypedExpression(
        .function(function.distance, [from, to]), .number, unit: function == .days ? "days" : nil)
    }
  }

  /// How many decimals `round` keeps.
  private func places(_ call: Call) -> Int? {
    guard call.arguments.count == 2 else { return 0 }
    let argument = call.arguments[1]
    if let compiler {
      return compiler.wholeNumber(argument, in: 0...8, of: "the decimals that `round` keeps", report: report)
    }
    if case .number(let literal) = argument.kind, literal.scale == 0, (0...8).contains(literal.coefficient) {
      return Int(literal.coefficient)
    }
    report("wrong-arguments", "the decimals that `round` keeps are a whole number from 0 to 8", at: argument.span)
    return nil
  }

  private func timeArgument(_ argument: Expression) -> RowExpression? {
    guard let bound = expression(argument, expecting: .time) else { return nil }
    if bound.type == .time || bound.type == .null { return bound.expression }
    report("not-a-time", "this is \(bound.type.description), not a time", at: argument.span)
    return nil
  }

  private func age(_ call: Call) -> TypedExpression? {
    timeArgument(call.arguments[0]).map { TypedExpression(.age($0), .number) }
  }

  private func bands(_ call: Call) -> TypedExpression? {
    guard let operand = number(call.arguments[0]) else { return nil }
    var edges: [Int64] = []
    for argument in call.arguments.dropFirst() {
      guard case .number(let literal) = argument.kind, literal.scale == 0, !literal.isPercent,
        edges.last.map({ $0 < literal.coefficient }) ?? true
      else {
        report("bad-bands", "the edges of bands are whole numbers, ascending", at: argument.span)
        return nil
      }
      edges.append(literal.coefficient)
    }
    return TypedExpression(.bands(operand.expression, edges), .text)
  }

  private func choose(_ call: Call, _ expected: RowType?) -> TypedExpression? {
    guard let test = condition(call.arguments[0]), let then = expression(call.arguments[1], expecting: expected),
      let otherwise = expression(call.arguments[2], expecting: expected)
    else { return nil }
    var parts = [then, otherwise]
    guard let type = common(&parts, call) else { return nil }
    return TypedExpression(
      .choose(test, then: parts[0].expression, otherwise: parts[1].expression), type, unit: then.unit ?? otherwise.unit)
  }

  private func sameType(_ call: Call, _ function: ScalarName, _ expected: RowType?) -> TypedExpression? {
    var operands = call.arguments.compactMap { expression($0, expecting: expected) }
    guard operands.count == call.arguments.count, let type = common(&operands, call) else { return nil }
    let unit = operands.lazy.compactMap(\.unit).first
    let expressions = operands.map(\.expression)
    switch function {
    case .coalesce: return TypedExpression(.coalesce(expressions), type, unit: unit)
    case .least: return TypedExpression(.function(.least, expressions), type, unit: unit)
    default: return TypedExpression(.function(.greatest, expressions), type, unit: unit)
    }
  }

  /// The one type of all of them; a `%` literal is brought to the others' unit.
  private func common(_ operands: inout [TypedExpression], _ call: Call) -> RowType? {
    if var other = operands.first(where: { $0.unit == "%" }) {
      for index in operands.indices { TypedExpression.align(&operands[index], &other) }
    }
    let types = Set(operands.map(\.type).filter { $0 != .null })
    if types.count <= 1 { return types.first ?? .null }
    report("mixed-types", "the parts of `\(call.function.text)` are of different types", at: call.function.span)
    return nil
  }
}

extension Optional where Wrapped == RawColumns {
  /// Whether a model is being built.
  var hasValue: Bool { self != nil }
}

extension NumberLiteral {
  /// The number as a value; a percent is the number as written.
  package var value: Value { scale == 0 ? .integer(coefficient) : .decimal(coefficient, scale: scale) }
}

extension BinaryOperator {
  /// The arithmetic it stands for; nil for conditions.
  package var arithmetic: RowExpression.Arithmetic? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    default: nil
    }
  }

  /// The comparison it stands for; nil for everything else.
  package var comparison: RowExpression.Comparison? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }
}
