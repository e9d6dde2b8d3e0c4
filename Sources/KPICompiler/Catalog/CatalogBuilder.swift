import KPIEngine
import KPILanguage

/// Makes a catalog from a parsed model, held against a database's tables where there is one.
package struct CatalogBuilder {
  var diagnostics: [Diagnostic] = []
  let schema: DatabaseSchema?
  /// As far as it is built.
  var catalog: Catalog
  var lookups: [DictionarySpec.Lookup: Int] = [:]
  /// The texts in what was bound last, until the member that it belongs to is added.
  private var pendingTexts: [WrittenText] = []
  /// By entity, the names that its times are declared by.
  private(set) var timeNames: [Int: Set<String>] = [:]

  private init(schema: DatabaseSchema?, zone: ZoneTable) {
    self.schema = schema
    catalog = Catalog(
      name: "model", label: nil, subject: nil, entities: [], events: [:], metrics: [:], metricOrder: [], segments: [:],
      reports: [:], targets: [], viewer: nil, spec: LoadSpec(entities: [], dictionaries: [], zone: zone))
  }

  /// The catalog of a model's statements.
  ///
  /// - Parameter schema: decides what an undeclared column's values are; nil takes them for text.
  /// - Returns: the catalog as far as it could be made, and every mistake of the model.
  package static func build(
    _ statements: [Statement], schema: DatabaseSchema?, zone: ZoneTable
  ) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    var builder = CatalogBuilder(schema: schema, zone: zone)
    builder.build(statements)
    return (builder.catalog, builder.diagnostics)
  }

  private mutating func build(_ statements: [Statement]) {
    var entities: [EntityDeclaration] = []
    var subject: Name?
    var policies: [(Name, Expression)] = []
    catalog.source = statements.first?.span.source
    catalog.nameTable = NameTable(statements)
    for statement in statements {
      guard case .declaration(let declaration) = statement.kind else {
        report("not-in-model", "a model holds declarations only", at: statement.span)
        continue
      }
      switch declaration {
      case .model(let name, let label): (catalog.name, catalog.label) = (name.text, label)
      case .subject(let name): subject = name
      case .entity(let entity): entities.append(entity)
      case .viewer(let viewer): catalog.viewer = viewer
      case .events(let events): catalog.events[Catalog.key(events.name.text)] = events
      case .metric(let metric): declare(metric)
      case .segment(let segment): catalog.segments[Catalog.key(segment.name.text)] = segment
      case .target(let target): catalog.targets.append(target)
      case .alert(let alert): catalog.alerts.append(alert)
      case .report(let report): catalog.reports[Catalog.key(report.report.text)] = report
      case .policy(let name, let condition): policies.append((name, condition))
      }
    }
    catalog.declaredNames = Set(entities.flatMap { [$0.name.text] + $0.members.compactMap(\.name) }.map(Catalog.key))
    declareEntities(entities)
    // Members may name those of entities declared later: links first, then plain columns, then what follows paths.
    for (index, entity) in entities.enumerated() {
      for case .link(let link) in entity.members where link.target != nil { addLink(link, index) }
    }
    for (index, entity) in entities.enumerated() {
      timeNames[index] = Set(entity.timeNames)
      for member in entity.members where member.isPlain(in: entity) { add(member, index) }
    }
    addDependents(
      entities.enumerated().flatMap { index, entity in
        entity.members.filter { !$0.isPlain(in: entity) }.map { ($0, index) }
      })
    for (index, entity) in entities.enumerated() { finish(entity, index) }
    placeRows(entities)
    catalog.knownNames = KnownNames()
    if let subject {
      catalog.subject = catalog.entity(named: subject.text)
      if catalog.subject == nil {
        report("unknown-entity", "there is no entity `\(subject.text)`", at: subject.span)
      }
    }
    if let viewer = catalog.viewer { catalog.visibility = visibility(viewer, policies) }
  }

  /// Adds what names other members, those declared before it first; what is left then has mistakes of its own.
  private mutating func addDependents(_ members: [(EntityDeclaration.Member, Int)]) {
    var left = members
    while true {
      var postponed: [(EntityDeclaration.Member, Int)] = []
      for (member, index) in left {
        let (mistakes, count) = (diagnostics.count, catalog.entities[index].members.count)
        add(member, index)
        if catalog.entities[index].members.count == count, diagnostics.count > mistakes {
          diagnostics.removeLast(diagnostics.count - mistakes)
          postponed.append((member, index))
        }
      }
      if postponed.isEmpty { return }
      if postponed.count == left.count {
        for (member, index) in postponed { add(member, index) }
        return
      }
      left = postponed
    }
  }

  private mutating func declare(_ metric: MetricDeclaration) {
    let key = Catalog.key(metric.name.text)
    if catalog.metrics[key] == nil {
      catalog.metricOrder.append(key)
    } else if !metric.redefines {
      report("repeated-name", "metric `\(metric.name.text)` is declared twice", at: metric.name.span)
    }
    catalog.metrics[key] = metric
  }

  /// Every entity gets its number before any member is bound, so that links may lead forward.
  private mutating func declareEntities(_ entities: [EntityDeclaration]) {
    for declaration in entities {
      if catalog.entity(named: declaration.name.text) != nil {
        report("repeated-name", "entity `\(declaration.name.text)` is declared twice", at: declaration.name.span)
      }
      var table: String?
      var key: Name?
      for case .table(let name, let keys, _) in declaration.members {
        table = name.text
        key = keys.first
        catalog.namesRead.add(nil, of: .entity(declaration.name.text), at: name.span)
        catalog.namesRead.add(key, of: .entity(declaration.name.text))
        if keys.count > 1 {
          report(
            "composite-key", "a key is one column; kpi reads no composite keys", at: keys[1].span,
            notes: [
              "leave `key` out: the rows count without one; only what links to them needs it, and can link to what they link to"
            ])
        }
      }
      if table == nil {
        report("no-table", "entity `\(declaration.name.text)` has no `table`", at: declaration.name.span)
      }
      catalog.entities.append(
        Entity(
          name: declaration.name.text, label: declaration.label, isOptional: declaration.isOptional,
          span: declaration.name.span))
      catalog.entities[catalog.entities.count - 1].also = declaration.also
      let known = schema?.table(named: table ?? declaration.name.text)
      catalog.spec.entities.append(
        EntitySpec(
          name: declaration.name.text, table: table ?? declaration.name.text, isOptional: declaration.isOptional,
          key: key?.text ?? known?.onlyKey))
      declareKey(of: catalog.entities.count - 1, at: key?.span, known)
    }
  }

  /// The key of an entity is read as a column of its own: a dimension.
  private mutating func declareKey(of index: Int, at span: Span?, _ table: DatabaseSchema.Table?) {
    guard let key = catalog.spec.entities[index].key else { return }
    catalog.entities[index].keySpan = span
    catalog.entities[index].hasTextKey = table?.column(named: key).map { !$0.affinity.isNumeric } ?? false
    catalog.entities[index].keyColumn = column(
      ColumnSpec(source: [key], kind: .key(dictionary: newDictionary(nil))), of: index)
  }

  private mutating func add(_ member: EntityDeclaration.Member, _ index: Int) {
    switch member {
    case .name(let column): catalog.entities[index].nameColumn = textColumn(column, index)
    case .login(let column): catalog.entities[index].loginColumn = textColumn(column, index)
    case .time(let time): addTime(time, index)
    case .dimension(let dimension): addDimension(dimension, index)
    case .measure(let measure): addMeasure(measure, index)
    case .link(let link) where link.target == nil: addAlias(link, index)
    case .table, .link, .history, .columns: break
    }
  }

  /// What needs the entity's members, and their order.
  private mutating func finish(_ declaration: EntityDeclaration, _ index: Int) {
    for member in declaration.members {
      switch member {
      case .table(_, _, let condition?):
        catalog.entities[index].condition = bind(in: index) { $0.condition(condition) }
        catalog.entities[index].written += pendingTexts
        pendingTexts = []
      case .history(let history): addHistory(history, index)
      case .columns(let names): choose(names, index)
      default: break
      }
    }
    // `list` shows members in the order they were declared.
    let names = declaration.members.compactMap { $0.name.map(Catalog.key) }
    catalog.entities[index].sortMembers(
      by: Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: min))
  }

  /// `columns name, phone`: each a member, or the name or the login.
  private mutating func choose(_ names: [Name], _ index: Int) {
    let entity = catalog.entities[index]
    for name in names {
      let isName = Catalog.key(name.text) == "name" && entity.nameColumn != nil
      guard !isName, entity.member(named: name.text) == nil else { continue }
      report(
        "unknown-dimension", "`\(entity.name)` has no `\(shown(name.text))`", at: name.span,
        label: DidYouMean.label(for: name.text, among: entity.members.map(\.name) + ["name"]))
    }
    catalog.entities[index].chosenColumns = names.map { Catalog.key($0.text) }
  }

  // MARK: Members

  mutating func add(_ member: Member, to index: Int, at span: Span) {
    if catalog.entities[index].hasMember(member.key) {
      report("repeated-name", "`\(member.name)` is declared twice in `\(catalog.entities[index].name)`", at: span)
    }
    var member = member
    member.written = pendingTexts
    pendingTexts = []
    if member.isTime, !catalog.entities[index].members.contains(where: \.isTime) {
      catalog.entities[index].written += member.written
    }
    catalog.entities[index].add(member)
  }

  private mutating func addLink(_ link: EntityDeclaration.LinkMember, _ index: Int) {
    guard let targetName = link.target, let column = link.path.names.first else { return }
    guard let target = catalog.entity(named: targetName.text) else {
      report(
        "unknown-entity", "there is no entity `\(targetName.text)`", at: targetName.span,
        label: DidYouMean.label(for: targetName.text, among: catalog.entities.map(\.name)))
      return
    }
    noteRead(column, by: index)
    var path = LinkPath(entity: index)
    // The own key as a link to the own entity is the row itself.
    let isSelf = target == index && catalog.spec.entities[index].key.map(Catalog.key) == Catalog.key(column.text)
    if !isSelf {
      path.hops.append(
        .init(
          column: self.column(ColumnSpec(source: [column.text], kind: .link(entity: target)), of: index), target: target
        ))
    }
    add(
      Member(name: link.name.text, label: link.label, also: link.also, kind: .link, value: .link(path)), to: index,
      at: link.name.span)
  }

  private mutating func addAlias(_ link: EntityDeclaration.LinkMember, _ index: Int) {
    guard let path = bind(in: index, { $0.linkPath(link.path) }) else { return }
    add(
      Member(name: link.name.text, label: link.label, also: link.also, kind: .link, value: .link(path)), to: index,
      at: link.name.span)
  }

  private mutating func addDimension(_ dimension: EntityDeclaration.DimensionMember, _ index: Int) {
    let value: TypedScalar?
    if let lookup = dimension.lookup {
      guard case .path(let path) = dimension.value.kind, let column = path.names.first, path.names.count == 1 else {
        report("bad-lookup", "left of `->` stands a column", at: dimension.value.span)
        return
      }
      guard let dictionary = self.dictionary(lookup) else { return }
      noteRead(column, by: index)
      let spec = ColumnSpec(source: [column.text], kind: .lookup(dictionary: dictionary))
      value = TypedScalar(.text(LinkPath(entity: index), column: self.column(spec, of: index)), .text)
    } else {
      value = bind(in: index) { $0.value(dimension.value) }
    }
    guard let value else { return }
    let kind: Member.Kind = if case .link = value.type { .link } else { .dimension }
    add(
      Member(name: dimension.name.text, label: dimension.label, also: dimension.also, kind: kind, value: value),
      to: index,
      at: dimension.name.span)
  }

  /// What a binder inside an entity leaves behind.
  private struct Left {
    var columns: RawColumns?
    var columnsRead: [Name]
    var written: [WrittenText]
    var diagnostics: [Diagnostic]
  }

  /// Binds something inside an entity, where names may be columns of its table, and takes what it found.
  mutating func bind<Bound>(in index: Int, _ body: (RowBinder) -> Bound) -> Bound {
    // The binder is gone before the catalog changes: else two thousand entities would be copied for each member.
    let (bound, left) = bindApart(index, body)
    diagnostics += left.diagnostics
    pendingTexts = left.written
    for name in left.columnsRead { noteRead(name, by: index) }
    if let columns = left.columns {
      catalog.spec.entities[index].columns = columns.spec.columns
      while catalog.spec.dictionaries.count < columns.dictionaryCount { _ = newDictionary(nil) }
    }
    return bound
  }

  private func bindApart<Bound>(_ index: Int, _ body: (RowBinder) -> Bound) -> (Bound, Left) {
    let spec = catalog.spec.entities[index]
    let binder = RowBinder(building: catalog, entity: index)
    binder.columns = RawColumns(
      // What SQLite cannot read is told when the rows are asked for.
      table: schema?.table(named: spec.table).flatMap { $0.problem == nil ? $0 : nil }, spec: spec,
      dictionaryCount: catalog.spec.dictionaries.count)
    let bound = body(binder)
    return (
      bound,
      Left(
        columns: binder.columns, columnsRead: binder.columnsRead, written: binder.written,
        diagnostics: binder.diagnostics)
    )
  }

  /// Whether an entity's table has a column; true where the table is not known.
  func hasColumn(_ name: String, _ index: Int) -> Bool {
    guard let table = schema?.table(named: catalog.spec.entities[index].table) else { return true }
    return table.column(named: name) != nil
  }

  /// Keeps where an entity's column is named.
  mutating func noteRead(_ column: Name, by index: Int) {
    catalog.namesRead.add(column, of: .entity(catalog.entities[index].name))
  }

  mutating func report(
    _ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = []
  ) {
    diagnostics.append(Diagnostic(code, message, at: span, label: label, notes: notes))
  }
}

extension EntityDeclaration {
  /// The names that its times are declared by, as they are compared.
  fileprivate var timeNames: [String] {
    members.compactMap { if case .time(let time) = $0 { Catalog.key(time.name.text) } else { nil } }
  }
}

extension EntityDeclaration.Member {
  /// Whether it is a column of the table or of a lookup, so that it needs no other member.
  fileprivate func isPlain(in entity: EntityDeclaration) -> Bool {
    func isColumn(_ expression: Expression) -> Bool {
      if case .path(let path) = expression.kind { path.names.count == 1 } else { false }
    }
    switch self {
    case .name, .login, .table, .history, .columns: return true
    case .time(let time):
      // Another time's name is that time, wherever it is declared.
      guard case .path(let path) = time.value.kind, path.names.count == 1 else { return false }
      let key = Catalog.key(path.text)
      return key == Catalog.key(time.name.text) || !entity.timeNames.contains(key)
    case .dimension(let dimension): return isColumn(dimension.value)
    case .measure(let measure): return isColumn(measure.value)
    case .link: return false
    }
  }
}

extension EntityDeclaration.Member {
  /// The name of a time, dimension, measure or link.
  fileprivate var name: String? {
    switch self {
    case .time(let time): time.name.text
    case .dimension(let dimension): dimension.name.text
    case .measure(let measure): measure.name.text
    case .link(let link): link.name.text
    case .table, .name, .login, .columns, .history: nil
    }
  }
}
