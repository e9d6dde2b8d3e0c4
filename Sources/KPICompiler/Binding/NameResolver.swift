import KPIEngine
import KPILanguage

/// Finds names from an entity over its links, shortest path first.
struct NameResolver {
  /// Links are followed no further; longer ways are written out.
  private static let longestPath = 4

  @Shared private var catalog: Catalog

  init(_ catalog: Shared<Catalog>) { _catalog = catalog }

  enum Found {
    case one(TypedScalar, Member)
    /// Several paths of the same length, as they would be written.
    case ambiguous([String])
    case none
  }

  private struct Step {
    let path: LinkPath
    let entity: Int
    /// The links' names, for messages.
    let names: [String]
  }

  /// The member of that name nearest to `entity`; one that is called so but for diacritics where no other is.
  func find(_ name: String, from entity: Int) -> Found {
    let found = find(name, from: entity, isLoose: false)
    if case .none = found { return find(name, from: entity, isLoose: true) }
    return found
  }

  private func find(_ name: String, from entity: Int, isLoose: Bool) -> Found {
    var level = [Step(path: LinkPath(entity: entity), entity: entity, names: [])]
    let key = Catalog.key(name)
    let plain = isLoose ? fold(key) : ""
    let isSomewhere = isLoose ? catalog.isKnown(plain: plain) : catalog.isKnown(key: key)
    for depth in 0...(isSomewhere ? Self.longestPath : 0) {
      var found: [(TypedScalar, Member, [String])] = []
      func look(_ member: (Step) -> Member?) {
        for step in level {
          guard let member = member(step) else { continue }
          let value = member.value.through(step.path)
          if !found.contains(where: { $0.0.expression == value.expression }) {
            found.append((value, member, step.names + [member.name]))
          }
        }
      }
      if isLoose {
        look { catalog.entities[$0.entity].member(plainlyNamed: plain) }
      } else {
        look { ownMember(name, of: $0.entity, isStart: depth == 0) }
        // A key answers to its column's name where nothing was declared under it; a linked row's to its path alone, so
        // that `id` never means that of something else.
        if found.isEmpty, depth == 0 { look { catalog.keyMember(named: name, of: $0.entity) } }
      }
      if found.count == 1, let (value, member, _) = found.first { return .one(value, member) }
      if found.count > 1 { return .ambiguous(found.map { $0.2.joined(separator: ".") }) }
      level = level.flatMap(steps)
    }
    return .none
  }

  /// A member, or the name or login column where the entity itself is asked.
  private func ownMember(_ name: String, of index: Int, isStart: Bool) -> Member? {
    if let member = catalog.entities[index].member(named: name) { return member }
    guard isStart else { return nil }
    let column: Int? =
      switch Catalog.key(name) {
      case "name", "tên": catalog.entities[index].nameColumn
      case "login": catalog.entities[index].loginColumn
      default: nil
      }
    return column.map { column in
      Member(
        name: name, label: nil, kind: .dimension,
        value: TypedScalar(.text(LinkPath(entity: index), column: column), .text))
    }
  }

  private func steps(from step: Step) -> [Step] {
    catalog.entities[step.entity].members.compactMap { member in
      guard let path = member.value.path, !path.hops.isEmpty else { return nil }
      // A way that comes back to where it has been finds nothing new.
      let seen = [step.path.entity] + step.path.hops.map(\.target)
      guard !seen.contains(path.target) else { return nil }
      return Step(path: step.path.appending(path), entity: path.target, names: step.names + [member.name])
    }
  }

  /// The member a written path leads to: its first name by the shortest way, each further one in that link's target.
  func find(_ path: Path, from entity: Int) -> Found {
    guard let first = path.names.first else { return .none }
    var found = find(first.text, from: entity)
    for name in path.names.dropFirst() {
      guard case .one(let value, _) = found, let link = value.path,
        let member = ownMember(name.text, of: link.target, isStart: true)
          ?? catalog.keyMember(named: name.text, of: link.target)
          ?? catalog.entities[link.target].member(looselyNamed: name.text)
      else { return .none }
      found = .one(member.value.through(link), member)
    }
    return found
  }

  /// A time's value even where that lies after today; nil where the path leads to no such member.
  func asWritten(_ path: Path, from entity: Int) -> TypedScalar? {
    guard case .one(let value, let member) = find(path, from: entity), let asWritten = member.asWritten,
      let way = ways(from: entity).first(where: { member.value.through($0).expression == value.expression })
    else { return nil }
    return TypedScalar(asWritten, .time).through(way)
  }

  /// Every way along links, the shortest first.
  private func ways(from entity: Int) -> [LinkPath] {
    var level = [Step(path: LinkPath(entity: entity), entity: entity, names: [])]
    var ways: [LinkPath] = []
    for _ in 0...Self.longestPath {
      ways += level.map(\.path)
      level = level.flatMap(steps)
    }
    return ways
  }

  /// The ways along links from one entity to another.
  enum Way {
    case one(LinkPath)
    /// Several of the same length, each with the names of its links.
    case ambiguous([(path: LinkPath, name: String)])
    case none
  }

  /// The shortest way along links to another entity.
  func way(from entity: Int, to target: Int) -> Way {
    var level = [Step(path: LinkPath(entity: entity), entity: entity, names: [])]
    for _ in 0...Self.longestPath {
      var found: [(path: LinkPath, name: String)] = []
      for step in level where step.entity == target && !found.contains(where: { $0.path == step.path }) {
        found.append((step.path, step.names.joined(separator: ".")))
      }
      if let first = found.first { return found.count == 1 ? .one(first.path) : .ambiguous(found) }
      level = level.flatMap(steps)
    }
    return .none
  }

  /// The way from an entity to another that a question means: the one it names after `per`, else the shortest.
  ///
  /// Nil where there is none or it is not clear which; then that has been reported.
  ///
  /// - Parameter choice: how a question names one of several, given that link's name; nil where it cannot.
  func way(
    from entity: Int, to target: Int, per link: Path? = nil, at span: Span?, choice: ((String) -> String)? = nil,
    _ report: (Diagnostic) -> Void
  ) -> LinkPath? {
    let (own, wanted) = (catalog.entities[entity].told, catalog.entities[target].told)
    if let link {
      if case .one(let value, _) = find(link, from: entity), let path = value.path, path.target == target {
        return path
      }
      report(
        Diagnostic(
          "not-a-link", "`\(link.text)` is no link from \(own) to \(wanted)", at: link.span,
          label: DidYouMean.label(for: link.text, among: links(from: entity, to: target))))
      return nil
    }
    switch way(from: entity, to: target) {
    case .one(let path): return path
    case .ambiguous(let ways):
      let names: [Message] = ways.map { "`\(choice?($0.name) ?? $0.name)`" }
      report(
        Diagnostic(
          "ambiguous-name", "\(own) lead to \(wanted) in \(ways.count) ways", at: span,
          label: choice == nil ? nil : Message.either(names).map { "write \($0)" },
          notes: choice == nil ? ["the links are \(Message.list(names))"] : []))
      return nil
    case .none:
      report(Diagnostic("no-subject", "\(own) do not lead to \(wanted)", at: span))
      return nil
    }
  }

  /// The names of an entity's own links to another.
  private func links(from entity: Int, to target: Int) -> [String] {
    catalog.entities[entity].members.filter { $0.value.path?.target == target && $0.value.path?.hops.isEmpty == false }
      .map(\.name)
  }

  /// Every member that can be reached by its name alone, the nearest first; of several on ways of the same length none.
  func reachable(from entity: Int) -> [Member] {
    var level = [Step(path: LinkPath(entity: entity), entity: entity, names: [])]
    var seen: Set<String> = []
    var reached: [Member] = []
    for _ in 0...Self.longestPath {
      var here: [String: [Scalar]] = [:]
      var found: [Member] = []
      for step in level {
        for member in catalog.entities[step.entity].members where !seen.contains(member.key) {
          let value = member.value.through(step.path).expression
          if here[member.key] == nil { found.append(member) }
          if here[member.key]?.contains(value) != true { here[member.key, default: []].append(value) }
        }
      }
      reached += found.filter { here[$0.key]?.count == 1 }
      seen.formUnion(here.keys)
      level = level.flatMap(steps)
    }
    return reached
  }

  /// Every name that can be reached, for suggestions.
  func reachableNames(from entity: Int) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    var level = [Step(path: LinkPath(entity: entity), entity: entity, names: [])]
    for _ in 0...2 {
      for step in level {
        for member in catalog.entities[step.entity].members where seen.insert(member.name).inserted {
          names.append(member.name)
        }
      }
      level = level.flatMap(steps)
    }
    return names
  }
}

extension TypedScalar {
  /// The same value seen from the start of `path`.
  func through(_ path: LinkPath) -> TypedScalar {
    TypedScalar(expression.through(path), type, unit: unit, path: self.path.map(path.appending))
  }
}
