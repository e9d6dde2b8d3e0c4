import KPIEngine
import KPILanguage

/// Binds what is set for a metric: the rows of the model's targets entity (`report scorecard targets ENTITY`) and its
/// `target … per UNIT` statements, as one aggregate over spans of time.
///
/// The entity's members are found by what they are: the text dimensions `metric` and `period` (where none is called
/// so, the first and the second), the first time as the start, the first measure as the amount. Its links are the
/// holders a target may be set for. A holder whose rows lead to another one's by a link of that one's name is finer
/// (`employees.department` makes employees finer than departments); a row's holder is its finest link.
struct TargetBinder {
  let compiler: Compiler

  /// One link of the targets entity: whom targets are set for.
  struct Holder {
    let name: String
    let target: Int
    let path: LinkPath
  }

  /// The members of the targets entity; the holders from the coarsest to the finest.
  struct Book {
    let entity: Int
    let metric: Scalar
    let period: Scalar
    let start: Scalar
    let amount: Scalar
    let holders: [Holder]
  }

  private var catalog: Catalog { _read { yield compiler.catalog } }

  // MARK: The targets entity

  /// The model's targets entity; nil where it declares none.
  func book(_ report: (Diagnostic) -> Void) -> Book? {
    guard let name = catalog.reports["scorecard"]?.targets else { return nil }
    func fail(_ message: Message) {
      report(
        Diagnostic("bad-targets", message, at: nil, notes: ["`report scorecard targets \(name.text)` of the model"]))
    }
    guard let index = catalog.entity(named: name.text) else {
      fail("there is no entity `\(name.text)` that could hold targets")
      return nil
    }
    let entity = catalog.entities[index]
    let texts = entity.members.filter { $0.kind == .dimension && $0.value.type == .text }
    func text(_ name: String, _ position: Int) -> Scalar? {
      let others: Set = ["metric", "period"]
      return
        (texts.first { $0.key == name }
        ?? texts.dropFirst(position).first { !others.contains($0.key) })?.value.expression
    }
    let start = entity.members.first { if case .time = $0.kind { true } else { false } }
    let amount = entity.members.first { $0.kind == .measure }
    guard let metric = text("metric", 0), let period = text("period", 1), let start, let amount else {
      fail("targets need a metric, a kind of period, a start and an amount; `\(entity.name)` has not all of them")
      return nil
    }
    return Book(
      entity: index, metric: metric, period: period, start: start.asWritten ?? start.value.expression,
      amount: amount.value.expression, holders: holders(of: entity))
  }

  private func holders(of entity: Entity) -> [Holder] {
    var holders: [Holder] = []
    for member in entity.members {
      guard member.kind == .link, let path = member.value.path, !path.hops.isEmpty else { continue }
      let holder = Holder(name: member.name, target: path.target, path: path)
      // Before the first that it is coarser than.
      holders.insert(holder, at: holders.firstIndex { way(from: $0, to: holder) != nil } ?? holders.count)
    }
    return holders
  }

  /// The link of a holder's rows that leads to another holder.
  private func way(from holder: Holder, to other: Holder) -> LinkPath? {
    guard let member = catalog.entities[holder.target].member(named: other.name), let path = member.value.path,
      path.target == other.target
    else { return nil }
    return path
  }

  /// Where the rows of a holder lead, by holder's name; the holder itself among them.
  private func ways(from holder: Holder, in holders: [Holder]) -> [String: LinkPath] {
    var ways = [Catalog.key(holder.name): LinkPath(entity: holder.target)]
    for other in holders where other.name != holder.name {
      ways[Catalog.key(other.name)] = way(from: holder, to: other)
    }
    return ways
  }

  // MARK: The aggregate

  /// What is set for a metric; nil where the model can hold no targets, or the metric has no rows to split them by.
  func aggregate(
    for metric: MetricDeclaration, _ bound: BoundMetric, _ report: (Diagnostic) -> Void
  ) -> Aggregate? {
    guard let subject = bound.aggregates.first?.inputs.first?.entity else { return nil }
    var parts: [Allotment.Part] = []
    var inputs: [Input] = []
    let book = book(report)
    if let book { addRows(of: book, for: metric, &parts, &inputs) }
    for target in catalog.targets where catalog.metric(named: target.metric.text)?.name.text == metric.name.text {
      add(target, bound, subject, book, &parts, &inputs, report)
    }
    let rule: Allotment.Rule = bound.isFlow ? .spread : bound.isStock ? .sumOfMeans : .mean
    return Aggregate(.allotted(Allotment(rule: rule, parts: parts, subject: subject)), inputs: inputs)
  }

  private func addRows(
    of book: Book, for metric: MetricDeclaration, _ parts: inout [Allotment.Part], _ inputs: inout [Input]
  ) {
    let names = compiler.context.texts(of: book.metric).filter {
      catalog.metric(named: $0)?.name.text == metric.name.text
    }
    let grains = Self.grains
    for rank in 0...book.holders.count {
      // Rank 0 is set for nobody, rank n for the n-th holder and none finer.
      let holder = rank == 0 ? nil : book.holders[rank - 1]
      var conditions: [Scalar] = [.textIs(book.metric, .oneOf(names))]
      if let holder { conditions.append(.not(.isNull(.row(holder.path)))) }
      conditions += book.holders.dropFirst(rank).map { .isNull(.row($0.path)) }
      parts.append(
        Allotment.Part(rank: rank, length: .named(book.period, grains), holder: holder.map { .row($0.path) }))
      inputs.append(
        Input(entity: book.entity, time: book.start, condition: .all(conditions), payload: book.amount))
    }
  }

  /// `target M N per UNIT [for D = V]`: an amount for every unit there is.
  private func add(
    _ target: TargetDeclaration, _ bound: BoundMetric, _ subject: Int, _ book: Book?,
    _ parts: inout [Allotment.Part], _ inputs: inout [Input], _ report: (Diagnostic) -> Void
  ) {
    guard let grain = Grain(target.unit) else {
      report(Diagnostic("bad-target", "a target is set per day, week, month, quarter or year", at: target.metric.span))
      return
    }
    var amount: Scalar = .decimal(target.amount.coefficient, scale: target.amount.scale)
    if target.amount.scale == 0 { amount = .integer(target.amount.coefficient) }
    if target.amount.isPercent, bound.unit != "%" { amount = .arithmetic(.divide, amount, .integer(100)) }
    func add(_ part: Allotment.Part, _ input: Input) {
      parts.append(part)
      inputs.append(input)
    }
    guard let path = target.dimension, let value = target.value else {
      add(
        Allotment.Part(rank: 0, length: .fixed(grain), isWritten: true),
        Input(entity: subject, time: nil, payload: amount))
      return
    }
    let rows = RowBinder(compiler, entity: subject)
    let span = path.span ?? value.span
    guard let dimension = rows.name(path),
      let condition = rows.condition(Expression(.binary(.equal, Expression(.path(path), span), value), span))
    else {
      rows.diagnostics.forEach(report)
      return
    }
    rows.diagnostics.forEach(report)
    switch condition {
    case .rowIn(_, let wanted):
      guard case .link(let entity) = dimension.type else { return }
      if wanted.count > 1 { report(namesakes(wanted.count, catalog.entities[entity], value)) }
      let here = LinkPath(entity: entity)
      let holders = book?.holders ?? []
      let rank = holders.firstIndex { isHolder($0, dimension, subject) }
      add(
        Allotment.Part(
          rank: rank.map { $0 + 1 } ?? 0, length: .fixed(grain), holder: .row(here), countsInTotal: rank != nil,
          setFor: rank == nil ? dimension.expression : nil),
        Input(entity: entity, time: nil, condition: .rowIn(.row(here), wanted), payload: amount))
    case .textIs(_, .oneOf(let texts)):
      for text in texts {
        add(written(grain, dimension, .textLiteral(text)), Input(entity: subject, time: nil, payload: amount))
      }
    case .compare(.equal, _, let constant):
      add(written(grain, dimension, constant), Input(entity: subject, time: nil, payload: amount))
    default:
      report(Diagnostic("bad-target", "a target is set for one value of a dimension", at: value.span))
    }
  }

  /// A name holds for everybody of that name, so that each has the whole amount.
  private func namesakes(_ count: Int, _ entity: Entity, _ value: Expression) -> Diagnostic {
    Diagnostic(
      .warning, "target-of-namesakes", "\(count) \(entity.name) have this name, and each has the whole target",
      at: value.span, notes: ["one of them is `NAME #KEY`, as results show it"])
  }

  /// An amount for one value of a dimension that is no holder.
  private func written(_ grain: Grain, _ dimension: TypedScalar, _ value: Scalar) -> Allotment.Part {
    Allotment.Part(
      rank: 0, length: .fixed(grain), holder: value, isWritten: true, countsInTotal: false,
      setFor: dimension.expression)
  }

  /// Whether a dimension of the subject's rows is what targets of that holder are set for.
  private func isHolder(_ holder: Holder, _ dimension: TypedScalar, _ subject: Int) -> Bool {
    guard dimension.type == .link(holder.target),
      case .one(let own, _) = NameResolver(compiler.$catalog).find(holder.name, from: subject)
    else { return false }
    return own.expression == dimension.expression
  }

  /// How the kinds of periods are called in the data: the calendar's words in both languages.
  static let grains: [String: Grain] = {
    var grains: [String: Grain] = [:]
    for entry in Keyword.vocabulary {
      guard let grain = Grain(rawValue: entry.keyword.rawValue) else { continue }
      for form in entry.english + entry.vietnamese { grains[form.lowercased()] = grain }
    }
    return grains
  }()

  // MARK: Clauses

  /// Splits what is set by a dimension of the question, the `index`-th.
  func split(_ aggregate: inout Aggregate, by path: Path, index: Int) {
    guard case .allotted(var allotment) = aggregate.function else { return }
    let wanted = dimension(path, of: allotment.subject)
    let holders = book { _ in }?.holders ?? []
    let asked = holders.first { $0.name == wanted?.1.name && wanted?.0.type == .link($0.target) }
    for (number, part) in allotment.parts.enumerated() {
      var key: Scalar?
      if let setFor = part.setFor {
        if setFor == wanted?.0.expression { key = part.holder }
      } else if let asked, part.rank > 0 {
        let own = holders[part.rank - 1]
        if case .row(let path)? = part.holder, let way = ways(from: own, in: holders)[Catalog.key(asked.name)] {
          key = .row(path.appending(way))
        }
      }
      if key != nil { allotment.parts[number].dimensions.insert(index) }
      aggregate.inputs[number].keys.append(key ?? .null)
    }
    aggregate.function = .allotted(allotment)
  }

  private func dimension(_ path: Path, of entity: Int) -> (TypedScalar, Member)? {
    guard path.names.count == 1, let name = path.names.first,
      case .one(let value, let member) = NameResolver(compiler.$catalog).find(name.text, from: entity)
    else { return nil }
    return (value, member)
  }

  /// Narrows what is set to the holders that meet a condition of the question.
  ///
  /// - Parameter condition: bound over the subject's rows.
  /// - Returns: false where the condition asks for something else than holders; then nothing is set.
  func restrict(_ aggregate: inout Aggregate, to condition: Scalar) -> Bool {
    guard case .allotted(let allotment) = aggregate.function else { return true }
    let holders = book { _ in }?.holders ?? []
    let own = holders.compactMap { holder -> (Holder, LinkPath)? in
      guard case .one(let value, _) = NameResolver(compiler.$catalog).find(holder.name, from: allotment.subject),
        let path = value.path, path.target == holder.target
      else { return nil }
      return (holder, path)
    }
    /// The holder that a path of the subject's rows goes through, and how it goes on.
    func through(_ path: LinkPath) -> (Holder, LinkPath)? {
      let fitting = own.filter { path.hops.starts(with: $0.1.hops) }.max { $0.1.hops.count < $1.1.hops.count }
      return fitting.map { holder, way in
        (holder, LinkPath(entity: holder.target, hops: Array(path.hops.dropFirst(way.hops.count))))
      }
    }
    guard condition.replacingPaths({ through($0).map { LinkPath(entity: $0.0.target) } }) != nil else {
      for index in aggregate.inputs.indices { aggregate.inputs[index].condition = .constant(false) }
      return false
    }
    for (index, part) in allotment.parts.enumerated() {
      // What is set for the whole, or for another dimension, is not set for some of the holders.
      var narrowed: Scalar = .constant(false)
      if part.rank > 0, case .row(let start)? = part.holder {
        let ways = ways(from: holders[part.rank - 1], in: holders)
        let replaced = condition.replacingPaths { path -> LinkPath?? in
          guard let (holder, rest) = through(path) else { return nil }
          guard let way = ways[Catalog.key(holder.name)] else { return .some(nil) }
          return start.appending(way).appending(rest)
        }
        narrowed = replaced ?? narrowed
      }
      aggregate.inputs[index].condition = .both(aggregate.inputs[index].condition, narrowed)
    }
    return true
  }
}

extension Scalar {
  /// The same condition with its paths replaced.
  ///
  /// - Parameter path: the new path of an old one; `.some(nil)` makes it null, nil says that it cannot be replaced.
  /// - Returns: nil where a path cannot be replaced, or something else depends on the row.
  fileprivate func replacingPaths(_ path: (LinkPath) -> LinkPath??) -> Scalar? {
    func all(_ operands: [Scalar]) -> [Scalar]? {
      let replaced = operands.compactMap { $0.replacingPaths(path) }
      return replaced.count == operands.count ? replaced : nil
    }
    func leaf(_ old: LinkPath, _ make: (LinkPath) -> Scalar) -> Scalar? {
      path(old).map { $0.map(make) ?? .null }
    }
    switch self {
    case .row(let old): return leaf(old) { .row($0) }
    case .text(let old, let column): return leaf(old) { .text($0, column: column) }
    case .number(let old, let column): return leaf(old) { .number($0, column: column) }
    case .time(let old, let column, let isPlanned):
      return leaf(old) { .time($0, column: column, isPlanned: isPlanned) }
    case .null, .integer, .decimal, .real, .textLiteral, .stamp, .constant, .boundary: return self
    case .compare(let comparison, let lhs, let rhs): return all([lhs, rhs]).map { .compare(comparison, $0[0], $0[1]) }
    case .textIs(let operand, let test): return operand.replacingPaths(path).map { .textIs($0, test) }
    case .rowIn(let operand, let rows): return operand.replacingPaths(path).map { .rowIn($0, rows) }
    case .isNull(let operand): return operand.replacingPaths(path).map(Scalar.isNull)
    case .not(let operand): return operand.replacingPaths(path).map(Scalar.not)
    case .all(let operands): return all(operands).map(Scalar.all)
    case .any(let operands): return all(operands).map(Scalar.any)
    default: return nil
    }
  }
}

extension BoundMetric {
  /// Whether it grows with the length of the period (counts and amounts), so that a share of the days has a share of it.
  var isFlow: Bool { expression.flow(aggregates) == .flow }

  /// Whether it adds up over parts at one moment, but not over time.
  var isStock: Bool { expression.flow(aggregates) == .stock }
}

/// How a number behaves when the period gets longer.
private enum Flow { case constant, flow, stock, other }

extension Scalar {
  fileprivate func flow(_ aggregates: [Aggregate]) -> Flow {
    func together(_ parts: [Scalar]) -> Flow {
      let kinds = Set(parts.map { $0.flow(aggregates) }).subtracting([.constant])
      return kinds.count > 1 ? .other : kinds.first ?? .constant
    }
    switch self {
    case .aggregate(let index): return aggregates[index].flow
    case .integer, .decimal, .real, .null, .stamp, .moment, .overall: return .constant
    case .arithmetic(.add, let lhs, let rhs), .arithmetic(.subtract, let lhs, let rhs): return together([lhs, rhs])
    case .arithmetic(.multiply, let lhs, let rhs):
      let kinds = [lhs.flow(aggregates), rhs.flow(aggregates)]
      return kinds.contains(.constant) ? together([lhs, rhs]) : .other
    case .arithmetic(.divide, let lhs, let rhs):
      return rhs.flow(aggregates) == .constant ? lhs.flow(aggregates) : .other
    case .function(let function, let operands):
      return function.family == .distance || function.family == .moment ? .other : together(operands)
    case .coalesce(let operands): return together(operands)
    case .choose(_, let then, let otherwise): return together([then, otherwise])
    default: return .other
    }
  }
}

extension Aggregate {
  fileprivate var flow: Flow {
    if case .allotted(let allotment) = function { return allotment.rule == .spread ? .flow : .other }
    guard [.count, .sum, .distinct].contains(function) else { return .other }
    // Of things linked, what all their rows so far make is a stock too.
    let isSoFar = each.map { $0.inner.allSatisfy { $0.window == .soFar || $0.window == .ever } } ?? false
    if window == .soFar || window == .ever || shifts.contains(.soFar) || isSoFar { return .stock }
    let keepsLength = shifts.allSatisfy { shift in
      switch shift {
      case .previous, .ago, .cumulative: true
      case .rolling, .toDate, .soFar, .fixed: false
      }
    }
    return window == .unit && keepsLength ? .flow : .other
  }
}
