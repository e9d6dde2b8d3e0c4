import KPIEngine

/// The columns that plans look at, links on the way included: what a question has to do with.
package struct ColumnsRead: Sendable {
  /// A column of an entity's table.
  package struct Use: Hashable, Sendable {
    package var entity: Int
    /// The table's column.
    package var column: String

    package init(entity: Int, column: String) {
      self.entity = entity
      self.column = column
    }
  }

  package private(set) var uses: Set<Use> = []
  /// The texts that a column's values are compared with.
  package private(set) var texts: [Use: Set<String>] = [:]
  /// The entities whose rows are asked for, those that links lead to included.
  package private(set) var entities: Set<Int> = []
  @Shared private var catalog: Catalog

  private init(_ catalog: Shared<Catalog>) { _catalog = catalog }

  /// What aggregates look at.
  init(_ aggregates: [Aggregate], _ catalog: Shared<Catalog>) {
    self.init(catalog)
    aggregates.forEach { add($0) }
  }

  /// What an expression over the rows of an entity looks at.
  init(_ expression: Scalar, _ catalog: Shared<Catalog>) { self.init([expression], catalog) }

  /// What expressions over the rows of an entity look at.
  package init(_ expressions: [Scalar], _ catalog: Shared<Catalog>) {
    self.init(catalog)
    expressions.forEach { add($0) }
  }

  package init(_ plans: [Plan], _ catalog: Shared<Catalog>) {
    self.init(catalog)
    for plan in plans {
      switch plan {
      case .grouped(let plan): plan.aggregates.forEach { add($0) }
      case .sequence(let plan): ([plan.subjects] + plan.steps.flatMap(\.inputs)).forEach { add($0) }
      case .asOf(let plan):
        add(plan.subjects)
        entities.insert(plan.changes.entity)
        add(plan.changes.subject)
        [plan.present, plan.changes.time, plan.changes.from, plan.changes.to].forEach { add($0) }
      case .rows(let plan, _):
        add(plan.input)
        plan.columns.forEach { add($0) }
      }
    }
  }

  private mutating func add(_ aggregate: Aggregate) {
    aggregate.inputs.forEach { add($0) }
    switch aggregate.placement {
    case .point: break
    case .openAtEnd(let until), .overlapping(let until): add(until)
    }
    aggregate.each?.inner.forEach { add($0) }
  }

  private mutating func add(_ input: Input) {
    entities.insert(input.entity)
    ([input.time, input.condition, input.payload, input.subject].compactMap { $0 } + input.keys).forEach { add($0) }
  }

  private mutating func add(_ expression: Scalar) {
    switch expression {
    case .text(let path, let column), .number(let path, let column), .time(let path, let column, _):
      add(path)
      add(column, of: path.target)
    case .row(let path): add(path)
    case .attached(let sub, let path):
      add(path)
      add(sub.aggregate)
    case .isFirst(let first):
      add(first.input)
      add(first.subject)
    case .textIs(let text, .oneOf(let values)):
      add(text)
      if case .text(let path, let column) = text, let use = use(column, of: path.target) {
        texts[use, default: []].formUnion(values)
      }
    default: expression.operands.forEach { add($0) }
    }
  }

  private func use(_ column: Int, of entity: Int) -> Use? {
    guard catalog.spec.entities[entity].columns.indices.contains(column) else { return nil }
    return catalog.spec.entities[entity].columns[column].source.first.map { Use(entity: entity, column: $0) }
  }

  private mutating func add(_ path: LinkPath) {
    var entity = path.entity
    for hop in path.hops {
      add(hop.column, of: entity)
      entity = hop.target
      entities.insert(entity)
    }
  }

  private mutating func add(_ column: Int, of entity: Int) {
    guard catalog.spec.entities[entity].columns.indices.contains(column) else { return }
    // A linked row's time is found by the link.
    if case .linkedTime(let link, _) = catalog.spec.entities[entity].columns[column].kind {
      return add(link, of: entity)
    }
    for source in catalog.spec.entities[entity].columns[column].source {
      uses.insert(Use(entity: entity, column: source))
    }
  }
}
