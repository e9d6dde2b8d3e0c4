import KPIEngine
import KPILanguage

extension CatalogBuilder {
  /// Who sees which rows: `viewer …`, and `policy own = LINK in $visible_employees` for who looks after a subject.
  mutating func visibility(_ viewer: ViewerDeclaration, _ policies: [(Name, Expression)]) -> Visibility? {
    guard let people = entity(viewer.entity), let departments = entity(viewer.departments) else { return nil }
    guard let login = catalog.entities[people].loginColumn else {
      report(
        "no-login", "entity `\(viewer.entity.text)` has no `login`, which names the viewers", at: viewer.entity.span)
      return nil
    }
    guard let subject = catalog.subject, let owner = owner(policies, subject, viewer) else { return nil }
    let access = textColumn(viewer.access, people)
    func link(_ name: Name, _ entity: Int, _ target: Int) -> Int {
      column(ColumnSpec(source: [name.text], kind: .link(entity: target)), of: entity)
    }
    let department = link(viewer.department, people, departments)
    let parent = link(viewer.parent, departments, departments)
    let head = link(viewer.head, departments, people)
    let resolver = NameResolver(Shared(wrappedValue: catalog))
    let rules = catalog.entities.indices.map { entity -> Visibility.Rule in
      if entity == people || entity == departments { return .everyone }
      if entity == subject { return .through(subject: LinkPath(entity: subject), person: nil, department: nil) }
      if let history = catalog.entities.flatMap(\.histories).first(where: { $0.changes == entity }) {
        return .through(subject: history.subject, person: nil, department: nil)
      }
      // Of several links the one declared first decides who sees a row; the others then act as null where they
      // lead to rows that the viewer may not see.
      let way: LinkPath? =
        switch resolver.way(from: entity, to: subject) {
        case .one(let path): path
        case .ambiguous(let ways): ways.first?.path
        case .none: nil
        }
      let owners = [LinkPath(entity: entity)] + owners(along: way) { $0 != people && $0 != departments }
      let person = owners.compactMap { self.link(of: $0, to: people) }.first
      let place = person == nil ? nil : owners.compactMap { self.link(of: $0, to: departments) }.first
      if way == nil, person == nil { return catalog.entities[entity].time == nil ? .everyone : .onlyAll }
      return .through(subject: way, person: person, department: place)
    }
    return Visibility(
      people: people, departments: departments, login: login, access: access, department: department, parent: parent,
      head: head, owner: owner, rules: rules)
  }

  private mutating func entity(_ name: Name) -> Int? {
    if let found = catalog.entity(named: name.text) { return found }
    report("unknown-entity", "there is no entity `\(name.text)`", at: name.span)
    return nil
  }

  /// What a row belongs to on its way to the subject: the lines of an order without a customer are seen by who sees the order.
  private func owners(along way: LinkPath?, where isOwner: (Int) -> Bool) -> [LinkPath] {
    guard let way, way.hops.count > 1 else { return [] }
    return (1..<way.hops.count).map { LinkPath(entity: way.entity, hops: Array(way.hops.prefix($0))) }
      .filter { isOwner($0.target) }
  }

  /// The first link to another that the entity at the path's end declares itself.
  private func link(of owner: LinkPath, to target: Int) -> LinkPath? {
    ownLink(of: owner.target, to: target).map(owner.appending)
  }

  /// The first link that the entity itself declares to another.
  private func ownLink(of entity: Int, to target: Int) -> LinkPath? {
    catalog.entities[entity].members.lazy.compactMap(\.value.path).first { $0.target == target && !$0.hops.isEmpty }
  }

  /// The link that `policy own` names, else the subject's first link to the people.
  private mutating func owner(
    _ policies: [(Name, Expression)], _ subject: Int, _ viewer: ViewerDeclaration
  ) -> LinkPath? {
    guard let people = catalog.entity(named: viewer.entity.text) else { return nil }
    if let (_, condition) = policies.first(where: { Catalog.key($0.0.text) == "own" }) {
      let operand: Expression? =
        switch condition.kind {
        case .inPeriod(let operand, _, negated: false), .inList(let operand, _, negated: false): operand
        default: nil
        }
      if case .path(let path)? = operand?.kind,
        case .one(let value, _) = NameResolver(Shared(wrappedValue: catalog)).find(path, from: subject),
        let link = value.path,
        link.target == people
      {
        return link
      }
      report(
        "bad-policy", "a policy is written `LINK in $visible_employees`, with a link from the subject to the viewers",
        at: condition.span)
      return nil
    }
    if let link = ownLink(of: subject, to: people) { return link }
    report(
      "no-owner", "nothing leads from `\(catalog.entities[subject].name)` to `\(viewer.entity.text)`",
      at: viewer.entity.span, notes: ["a model says it with `policy own = LINK in $visible_employees`"])
    return nil
  }
}
