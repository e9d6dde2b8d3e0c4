import KPIEngine
import KPILanguage

/// The histories of an entity's dimensions: rows that say what each was before.
extension CatalogBuilder {
  mutating func addHistory(_ history: EntityDeclaration.HistoryMember, _ index: Int) {
    guard let member = catalog.entities[index].member(named: history.dimension.text) else {
      report(
        "unknown-dimension", "`\(catalog.entities[index].name)` has no dimension `\(history.dimension.text)`",
        at: history.dimension.span,
        label: DidYouMean.label(for: history.dimension.text, among: catalog.entities[index].members.map(\.name)))
      return
    }
    guard let format = timeFormat(history.format, at: history.time.span) else { return }
    let changes = catalog.entities.count
    let table = history.table.text
    let key = history.key?.text ?? schema?.table(named: table)?.onlyKey
    catalog.entities.append(
      Entity(
        name: table, label: nil, isOptional: catalog.entities[index].isOptional, isHistory: true,
        span: history.table.span))
    for name in [history.key, history.subject, history.time, history.from, history.to] {
      catalog.namesRead.add(name, of: .entity(table))
    }
    catalog.namesRead.add(nil, of: .entity(table), at: history.table.span)
    catalog.spec.entities.append(
      EntitySpec(name: table, table: table, isOptional: catalog.entities[index].isOptional, key: key))
    let subject = column(ColumnSpec(source: [history.subject.text], kind: .link(entity: index)), of: changes)
    let time = column(ColumnSpec(source: [history.time.text], kind: .time(format)), of: changes)
    catalog.spec.entities[changes].placedBy = time
    let kind: ColumnSpec.Kind
    switch member.value.expression {
    case .text(_, let own): kind = catalog.spec.entities[index].columns[own].kind
    case .row(let path): kind = .link(entity: path.target)
    default:
      report("bad-history", "only a dimension with a column of its own can have a history", at: history.dimension.span)
      return
    }
    checkTarget(of: history, kind)
    func side(_ name: Name) -> TypedScalar {
      let own = column(ColumnSpec(source: [name.text], kind: kind), of: changes)
      if case .link(let target) = kind {
        return .link(LinkPath(entity: changes, hops: [.init(column: own, target: target)]))
      }
      return TypedScalar(.text(LinkPath(entity: changes), column: own), .text)
    }
    if let condition = history.condition {
      catalog.entities[changes].condition = bind(in: changes) { $0.condition(condition) }
    }
    let placing = Scalar.time(LinkPath(entity: changes), column: time, isPlanned: false)
    catalog.entities[changes].time = placing
    catalog.entities[changes].placing = Placing(
      time: .time(LinkPath(entity: changes), column: time, isPlanned: true), isPlanned: false, column: time)
    if !catalog.historic.contains(index) { catalog.historic.append(index) }
    catalog.entities[index].histories.append(
      History(
        member: member.name, changes: changes,
        subject: LinkPath(entity: changes, hops: [.init(column: subject, target: index)]), time: placing,
        from: side(history.from), to: side(history.to)))
  }

  /// A history leads to what its dimension does: `-> relationships.name`, `-> employees`.
  private mutating func checkTarget(of history: EntityDeclaration.HistoryMember, _ kind: ColumnSpec.Kind) {
    guard let target = history.target else { return }
    let right: [String]
    switch kind {
    case .lookup(let dictionary):
      guard let lookup = catalog.spec.dictionaries[dictionary].lookup else { return }
      right = [lookup.table, lookup.text]
    case .link(let entity): right = [catalog.entities[entity].name]
    default: right = []
    }
    if target.names.map({ Catalog.key($0.text) }) == right.map(Catalog.key) { return }
    let instead: Message = right.isEmpty ? "leave `->` out" : "write `-> \(right.joined(separator: "."))`"
    report(
      "bad-history", "the history of `\(history.dimension.text)` leads elsewhere than the dimension does",
      at: target.span, label: instead)
  }
}
