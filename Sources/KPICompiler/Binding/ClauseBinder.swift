import KPIEngine
import KPILanguage

/// Puts a question's clauses on its metrics' aggregates: `where` becomes their condition, `by` their keys.
///
/// Every name is looked up from each aggregate's own entity, or (`viaSubject`) from the subject its rows belong to;
/// then people stay those who act, unless (`asSubject`) they too are the subject's.
final class ClauseBinder {
  let compiler: Compiler
  let viaSubject: Bool
  let asSubject: Bool
  /// Whether a reader wrote the units of time, who may have meant something else.
  var hasWrittenUnits = true
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var notes: [String] = []
  private var conditions: [Int: Scalar?] = [:]
  /// Whether what is asked looks outside the period by itself, not only in the question's condition, whose numbers are
  /// the same for every hour.
  private var looksOutside: Bool?
  /// The ways to the subject that the question names itself, by the entity that they start from.
  private let ways: [Int: LinkPath]

  init(compiler: Compiler, viaSubject: Bool, asSubject: Bool = false, ways: [Int: LinkPath] = [:]) {
    self.ways = ways
    self.compiler = compiler
    self.viaSubject = viaSubject || asSubject
    self.asSubject = asSubject
  }

  func report(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Binds over an entity's rows and takes what was found.
  private func bind<Bound>(_ entity: Int, ownValues: Bool = false, _ body: (RowBinder) -> Bound) -> Bound {
    let binder = RowBinder(compiler, entity: entity, viaSubject: viaSubject && !asSubject)
    binder.binds = MetricBinder(compiler: compiler)
    binder.hasOwnValues = ownValues
    let bound = body(binder)
    binder.diagnostics.forEach(report)
    for note in binder.notes where !notes.contains(note) { notes.append(note) }
    return bound
  }

  /// The entity that names are bound over, and the way to it from an aggregate's rows.
  private func home(of entity: Int, at span: Span?) -> LinkPath? {
    let here = LinkPath(entity: entity)
    guard asSubject, let subject = compiler.catalog.subject else { return here }
    return ways[entity] ?? NameResolver(compiler.$catalog).way(from: entity, to: subject, at: span, report)
  }

  /// The question's condition over an entity's rows; nil where it could not be bound.
  func condition(_ condition: Expression, over entity: Int, ownValues: Bool = false) -> Scalar? {
    if let known = conditions[entity] { return known }
    let bound = home(of: entity, at: condition.span).flatMap { way in
      bind(way.target, ownValues: ownValues) { $0.condition(condition) }?.through(way, compiler.catalog)
    }
    conditions[entity] = .some(bound)
    return bound
  }

  /// Narrows every aggregate to the rows that meet the question's condition.
  func restrict(_ aggregates: inout [Aggregate], to condition: Expression?) {
    guard let condition else { return }
    looksOutside = aggregates.contains(where: \.looksOutsideUnit)
    for index in aggregates.indices { restrict(&aggregates[index], to: condition) }
  }

  private func restrict(_ aggregate: inout Aggregate, to condition: Expression) {
    if case .allotted(let allotment) = aggregate.function {
      guard let bound = self.condition(condition, over: allotment.subject) else { return }
      if !TargetBinder(compiler: compiler).restrict(&aggregate, to: bound) { noteThatTargetsAreUnknown() }
      return
    }
    aggregate.changeInputs { input in
      changeSubPlans(of: &input) { restrict(&$0, to: condition) }
      guard let bound = self.condition(condition, over: input.entity) else { return }
      input.condition = .both(input.condition, bound)
    }
  }

  /// Changes the sub-plans of an input that look at the rows of the group only: the clauses hold for them too.
  private func changeSubPlans(of input: inout Input, _ change: (inout Aggregate) -> Void) {
    func changed(_ expression: Scalar) -> Scalar {
      expression.mapped { part in
        guard case .attached(var sub, let path) = part, sub.isWithinGroup else { return part }
        change(&sub.aggregate)
        return .attached(sub, path)
      }
    }
    input.condition = input.condition.map(changed)
    input.payload = input.payload.map(changed)
  }

  /// Appends a key to every input, those of sub-plans within groups too.
  private func appendKey(_ aggregate: inout Aggregate, _ key: (Input) -> Scalar) {
    aggregate.changeInputs { input in
      changeSubPlans(of: &input) { appendKey(&$0, key) }
      input.keys.append(key(input))
    }
  }

  /// Makes one group of everything.
  func splitAsOne(_ aggregates: inout [Aggregate]) {
    for index in aggregates.indices { appendKey(&aggregates[index]) { _ in .constant(true) } }
  }

  private func noteThatTargetsAreUnknown() {
    let note =
      compiler.told("there are no targets for what the condition chooses")
    if !notes.contains(note) { notes.append(note) }
  }

  /// What a name in the question's clauses is of an entity's rows; nil where it is nothing of theirs.
  func key(_ path: Path, over entity: Int) -> TypedScalar? {
    home(of: entity, at: path.span).flatMap { way in bind(way.target) { $0.name(path) }?.through(way) }
  }

  /// What a `by` list is in a plan.
  struct Split: Sendable {
    var by: [GroupKey] = []
    var dimensions: [Dimension] = []
    var columns: [ResultColumn] = []
    var grain: Grain?
  }

  /// Splits every aggregate by the items of a `by` list.
  func split(_ aggregates: inout [Aggregate], by items: [ByItem]) -> Split {
    var split = Split()
    for item in items {
      switch item {
      case .grain(let unit, let span):
        if let grain = Grain(unit) {
          if let first = split.grain {
            let finer = grain.adding(1, to: 0) < first.adding(1, to: 0) ? grain : first
            report(
              Diagnostic(
                "repeated-grain", "a question has one grain", at: span,
                label: "write `by \(finer.told)`: its rows are told apart by the year too"))
            continue
          }
          split.grain = grain
          if hasWrittenUnits { noteHiddenDimension(unit, aggregates) }
          split.by.append(.grain)
          split.columns.append(compiler.grainColumn(grain))
        } else {
          splitByClock(&aggregates, unit, span, &split)
        }
      case .path(let path): splitByName(&aggregates, path, &split)
      }
    }
    return split
  }

  /// A plain word is the unit of time; a dimension of that name is written in back quotes.
  private func noteHiddenDimension(_ unit: CalendarUnit, _ aggregates: [Aggregate]) {
    let resolver = NameResolver(compiler.$catalog)
    let entities = Set(aggregates.flatMap { $0.inputs.map(\.entity) })
    for name in [unit.rawValue, compiler.word(unit)] {
      let isHidden = entities.contains { entity in
        if case .none = resolver.find(name, from: entity) { false } else { true }
      }
      guard isHidden else { continue }
      let note =
        compiler.told("\(name) is the unit of time here; the dimension of that name is written `\(name)`")
      if !notes.contains(note) { notes.append(note) }
    }
  }

  private func splitByClock(
    _ aggregates: inout [Aggregate], _ unit: CalendarUnit, _ span: Span, _ split: inout Split
  ) {
    noteHiddenDimension(unit, aggregates)
    if looksOutside ?? aggregates.contains(where: \.looksOutsideUnit) {
      report(
        Diagnostic(
          "outside-period", "a stock, or a metric that looks outside the period, cannot be split by \(unit.told)",
          at: span))
    }
    for index in aggregates.indices {
      appendKey(&aggregates[index]) { _ in .clock(unit == .hour ? .hour : .weekday) }
    }
    split.by.append(.dimension(split.dimensions.count))
    split.dimensions.append(Dimension())
    var column = ResultColumn(name: unit.rawValue, label: compiler.word(unit), kind: .dimension, type: .integer)
    // In Vietnamese the second day is Monday, and the week has no first: people read the names.
    if unit == .weekday { column.words = compiler.weekdays }
    split.columns.append(column)
  }

  private func splitByName(_ aggregates: inout [Aggregate], _ path: Path, _ split: inout Split) {
    var bound: [Int: TypedScalar?] = [:]
    var type: ScalarType?
    var times: [Scalar] = []
    for index in aggregates.indices {
      if aggregates[index].isAllotted {
        TargetBinder(compiler: compiler).split(&aggregates[index], by: path, index: split.dimensions.count)
        continue
      }
      appendKey(&aggregates[index]) { input in
        let key = bound[input.entity] ?? self.key(path, over: input.entity)
        bound[input.entity] = .some(key)
        guard let key else { return .null }
        if let type, type != key.type {
          report(
            Diagnostic(
              "different-dimensions", "`\(path.text)` is not the same thing for all the asked metrics", at: path.span))
        }
        type = type ?? key.type
        times.append(key.expression)
        return key.expression
      }
    }
    var dimension = Dimension()
    var columnType = ResultColumn.ValueType.text
    switch type {
    case .link(let target)?: dimension.nameColumn = compiler.catalog.entities[target].nameColumn
    case .number?: columnType = .number
    case .time?: columnType = times.allSatisfy { compiler.type(of: $0) == .date } ? .date : .time
    case .boolean?: columnType = .boolean
    default: break
    }
    split.by.append(.dimension(split.dimensions.count))
    split.dimensions.append(dimension)
    let entity = aggregates.lazy.compactMap { aggregate -> Int? in
      guard case .allotted(let allotment) = aggregate.function else { return aggregate.inputs.first?.entity }
      return allotment.subject
    }.first
    let (name, label) =
      entity.map { compiler.columnName(path, from: $0, viaSubject: viaSubject) } ?? (path.text, path.text)
    split.columns.append(ResultColumn(name: name, label: label, kind: .dimension, type: columnType))
  }
}

extension Aggregate {
  /// Whether rows outside the unit, or their order in time, matter, so that an hour of the day has no such number.
  var looksOutsideUnit: Bool {
    window != .unit || placement != .point || !shifts.isEmpty
      || each?.inner.contains(where: \.looksOutsideUnit) ?? false
      || inputs.contains { input in
        [input.condition, input.payload].compactMap { $0 }.contains { expression in
          expression.contains { part in
            switch part {
            case .attached(let sub, _): !sub.isWithinGroup || sub.aggregate.looksOutsideUnit
            case .isFirst: true
            default: false
            }
          }
        }
      }
  }
}

extension Compiler {
  /// A dimension's column: its declared name whatever it was called by, and its heading.
  func columnName(_ path: Path, from entity: Int, viaSubject: Bool) -> (name: String, label: String) {
    let resolver = NameResolver($catalog)
    let start = viaSubject ? catalog.subject ?? entity : entity
    guard case .one(_, let member) = resolver.find(path, from: start) else { return (path.text, path.text) }
    let name = path.names.count == 1 ? member.name : path.text
    return (name, language == .vi ? member.label ?? name : name)
  }

  func grainColumn(_ grain: Grain) -> ResultColumn {
    ResultColumn(
      name: grain.rawValue, label: CalendarUnit(rawValue: grain.rawValue).map(word) ?? grain.rawValue, kind: .dimension,
      type: grain == .day ? .date : .unit)
  }

  /// The days of the week by their numbers, as people read them.
  fileprivate var weekdays: [String: String] {
    let days: [Message] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return Dictionary(uniqueKeysWithValues: days.enumerated().map { ("\($0.offset + 1)", told($0.element)) })
  }

  /// A calendar unit's name in the output language.
  func word(_ unit: CalendarUnit) -> String {
    guard language == .vi else { return unit.rawValue }
    return switch unit {
    case .hour: "giờ"
    case .day: "ngày"
    case .week: "tuần"
    case .month: "tháng"
    case .quarter: "quý"
    case .year: "năm"
    case .weekday: "thứ"
    }
  }
}
