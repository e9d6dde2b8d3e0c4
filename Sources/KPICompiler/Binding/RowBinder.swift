import KPIEngine
import KPILanguage

/// The rows of one entity: what names, words and calls stand for in their conditions, keys and measures.
///
/// Collects every mistake and goes on; what could not be bound is nil.
final class RowBinder: Scope {
  @Shared private(set) var catalog: Catalog
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

  init(_ compiler: Compiler, entity: Int, viaSubject: Bool = false) {
    _catalog = compiler.$catalog
    self.entity = entity
    self.compiler = compiler
    self.viaSubject = viaSubject
    // Whatever is asked of the entity's rows rests on which they are, and when.
    compiler.check(catalog.entities[entity].written, isNarrowing: true).forEach(report)
  }

  /// While a model is being built.
  init(building catalog: Catalog, entity: Int) {
    _catalog = Shared(wrappedValue: catalog)
    self.entity = entity
    compiler = nil
    viaSubject = false
  }

  var resolver: NameResolver { NameResolver($catalog) }

  /// Where what is bound stands.
  var place: Function.Place { columns.hasValue ? .declaration : binds == nil ? .clause : .row }
  var hasTexts: Bool { true }
  var session: Compiler? { compiler }

  func value(_ expression: Expression, expecting type: ScalarType? = nil) -> TypedScalar? {
    ScalarBinder(self).value(expression, expecting: type)
  }

  func condition(_ expression: Expression) -> Scalar? { ScalarBinder(self).condition(expression) }

  func report(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  func report(
    _ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = [],
    severity: Diagnostic.Severity = .error
  ) {
    report(Diagnostic(severity, code, message, at: span, label: label, notes: notes))
  }

  /// Keeps a text of a model's entity, to be held against the data when a question uses what it stands in.
  func noteWritten(_ left: Scalar, _ test: Scalar.TextTest, _ span: Span, isExcluded: Bool) {
    written.append(WrittenText(left: left, test: test, span: span, isExcluded: isExcluded))
  }

  /// Takes over the notes of something bound elsewhere.
  func add(_ notes: [String]) {
    for note in notes where !self.notes.contains(note) { self.notes.append(note) }
  }

  // MARK: Names

  /// The value that a name or path stands for.
  func name(_ path: Path, expecting: ScalarType? = nil) -> TypedScalar? {
    if var columns, path.names.count == 1, let name = path.names.first {
      if let member = catalog.entities[entity].member(named: name.text), !columns.reads(name.text, before: member) {
        written += member.written
        guard readsTimesAsWritten, let asWritten = member.asWritten else { return member.value }
        return TypedScalar(asWritten, .time)
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
        "ambiguous-name", "`\(path.text)` can be reached in \(ways.count) ways from \(catalog.entities[entity].told)",
        at: path.span,
        label: Message.either(ways.map { "`\($0)`" }).map { "write \($0)" })
      return nil
    case .none:
      if let own = withoutOwnName(path, start) { return name(own, expecting: expecting) }
      let asked = catalog.entities[start.target].told
      report(
        "unknown-dimension", "\(asked) have no dimension `\(path.text)`", at: path.span,
        label: advice(on: path, from: start)
          ?? DidYouMean.label(for: path.text, among: resolver.reachableNames(from: start.target)))
      return nil
    }
  }

  /// What is meant by a part of a time, `ordered_at.month`, and by the column that a linked row's name stands in.
  private func advice(on path: Path, from start: LinkPath) -> Message? {
    guard path.names.count > 1, let last = path.names.last,
      case .one(let whole, _) = resolver.find(Path(Array(path.names.dropLast())), from: start.target)
    else { return nil }
    let name = path.names.dropLast().map(\.text).joined(separator: ".")
    switch whole.type {
    case .time:
      guard CalendarUnit(rawValue: Catalog.key(last.text)) != nil else { return nil }
      return
        "`\(name)` is a time: `by \(last.text)` splits by the one that places the rows, `\(name) in 2023-09` is a condition"
    case .link(let target):
      guard let column = catalog.entities[target].nameColumn,
        catalog.spec.entities[target].columns[column].source.map(Catalog.key) == [Catalog.key(last.text)]
      else { return nil }
      return "write `\(name)`, which is shown by that name"
    default: return nil
    }
  }

  /// `invoices.country` of invoices: what stands behind the rows' own name, where it means nothing else.
  private func withoutOwnName(_ path: Path, _ start: LinkPath) -> Path? {
    guard path.names.count > 1, let first = path.names.first, let named = catalog.entity(named: first.text),
      named == start.target
    else { return nil }
    return Path(Array(path.names.dropFirst()))
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
    let name = (compiler.language == .vi ? member.label : nil) ?? (path.names.count == 1 ? member.name : path.text)
    let note = compiler.told("\(name): by present value")
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
  func time(_ path: Path) -> Scalar? {
    guard let value = name(path, expecting: .time) else { return nil }
    if value.type == .time { return value.expression }
    report(
      "not-a-time", "`\(path.text)` is \(value.type.description), not a time", at: path.span,
      label: DidYouMean.label(
        for: path.text,
        among: catalog.entities[entity].members.compactMap { if case .time = $0.kind { $0.name } else { nil } }))
    return nil
  }

  // MARK: Calls

  func call(_ call: Call, at span: Span) -> TypedScalar? {
    if let binds, call.kind?.isAggregate == true { return binds.rowAggregate(call, at: span, self) }
    return call.kind == .age ? age(call) : bands(call)
  }

  func ownValue(_ value: MetricValue) -> ScopeAnswer? {
    guard let binds, hasOwnValues else { return nil }
    return ScopeAnswer(binds.ownValue(value, of: entity, self))
  }

  private func age(_ call: Call) -> TypedScalar? {
    ScalarBinder(self).time(call.arguments[0]).map { TypedScalar(.age($0), .number) }
  }

  private func bands(_ call: Call) -> TypedScalar? {
    guard let operand = ScalarBinder(self).number(call.arguments[0]) else { return nil }
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
    return TypedScalar(.bands(operand.expression, edges), .text)
  }
}

extension Optional where Wrapped == RawColumns {
  /// Whether a model is being built.
  var hasValue: Bool { self != nil }
}
