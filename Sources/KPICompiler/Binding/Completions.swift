import KPIEngine
import KPILanguage

extension Compiler {
  /// Everything that all of the metrics' rows reach by a name of its own, the nearest first: for completion.
  ///
  /// - Parameter entity: whose rows are asked for besides; without it and without metrics they are the subject's.
  package func members(reachedBy metrics: [String], and entity: String?) -> [Member] {
    let resolver = NameResolver($catalog)
    let starts = starts(of: metrics, and: entity)
    guard let first = starts.first else { return [] }
    let others = starts.dropFirst().map { Set(resolver.reachable(from: $0).map(\.key)) }
    return resolver.reachable(from: first).filter { member in others.allSatisfy { $0.contains(member.key) } }
  }

  /// The entities whose rows metrics count, and another; the subject where there is none.
  private func starts(of metrics: [String], and entity: String?) -> [Int] {
    var entities = Set(entity.flatMap(catalog.entity(named:)).map { [$0] } ?? [])
    for name in metrics {
      guard let metric = catalog.metric(named: name), let bound = MetricBinder(compiler: self).metric(metric) else {
        continue
      }
      entities.formUnion(bound.aggregates.flatMap { $0.inputs.map(\.entity) })
    }
    return entities.isEmpty ? catalog.subject.map { [$0] } ?? [] : entities.sorted()
  }

  /// What a name in a condition on those rows is, `owner.department` or `orders.status` too; nil where it is not known.
  package func type(of name: String, reachedBy metrics: [String], and entity: String?) -> ScalarType? {
    let span = Span(SourceID(0), 0, 0)
    var names = name.split(separator: ".").map { Name(String($0), span) }
    var starts = starts(of: metrics, and: entity)
    if names.count > 1, let own = catalog.entity(named: names[0].text) {
      names.removeFirst()
      starts = [own]
    }
    let resolver = NameResolver($catalog)
    for start in starts {
      if case .one(let value, _) = resolver.find(Path(names), from: start) { return value.type }
    }
    return nil
  }

  /// The members of what a link leads to, or of an entity; none where the name is neither.
  package func members(behind link: String, from entity: String?) -> [Member] {
    let start = entity.flatMap(catalog.entity(named:)) ?? catalog.subject
    let order = (start.map { [$0] } ?? []) + catalog.entities.indices
    for index in order {
      guard case .one(let value, _) = NameResolver($catalog).find(link, from: index), let path = value.path
      else { continue }
      return catalog.entities[path.target].members
    }
    return catalog.entity(named: link).map { catalog.entities[$0].members } ?? []
  }

  /// The dimension that a condition on the metrics' rows means: `orders.status` where those rows have it themselves, else
  /// the name as it is.
  package func dimension(_ name: String, ofMetrics metrics: [String]) -> String {
    guard !name.contains(".") else { return name }
    for metric in metrics.lazy.compactMap({ catalog.metric(named: $0) }) {
      guard let bound = MetricBinder(compiler: self).metric(metric) else { continue }
      let entities = bound.aggregates.flatMap { $0.inputs.map(\.entity) }.map { catalog.entities[$0] }
      if let own = entities.first(where: { $0.member(named: name) != nil }) { return "\(own.name).\(name)" }
    }
    return name
  }

  /// The values of a dimension with the number of rows that have each, in the order of `values`; nil where they are too
  /// many to be counted while somebody waits, or the name is no dimension.
  package func countedValues(ofDimension name: String, limit: Int) -> [(text: String, count: Int)]? {
    guard isShort(name, limit: limit) else { return nil }
    let span = Span(SourceID(0), 0, 0)
    let names = parts(of: name).map { Name($0, span) }
    let question = Question(verb: .values(Path(names)), verbSpan: span, span: span)
    guard let prepared = prepare(question).content, let results = try? context.run(prepared.plans),
      let rows = try? prepared.shape(results).first?.rows
    else { return nil }
    return rows.compactMap { row in
      guard row.count == 2, case .text(let text) = row[0], case .integer(let count) = row[1] else { return nil }
      return (text, Int(count))
    }
  }

  /// The entity and the dimension of `orders.status`; of anything else what stands last.
  private func parts(of name: String) -> [String] {
    guard let dot = name.firstIndex(of: ".") else { return [name] }
    let (first, rest) = (String(name[..<dot]), String(name[name.index(after: dot)...]))
    if catalog.entity(named: first) != nil, !rest.contains(".") { return [first, rest] }
    return [name.split(separator: ".").last.map(String.init) ?? name]
  }

  /// Whether a dimension has few values, without a look at the rows that have them.
  private func isShort(_ name: String, limit: Int) -> Bool {
    guard let value = dimension(named: name) else { return false }
    switch value.type {
    case .link(let target): return context.store.entities[target].rowCount <= limit
    case .text:
      guard case .text(let path, let column) = value.expression,
        case .text(_, let index) = context.store.entities[path.target].columns[column]
      else { return true }
      return context.store.dictionaries[index].count <= limit
    default: return false
    }
  }

  /// The dimension of that name, seen from the subject, else from the first entity that reaches one.
  private func dimension(named name: String) -> TypedScalar? {
    let resolver = NameResolver($catalog)
    let parts = parts(of: name)
    if parts.count == 2, let entity = catalog.entity(named: parts[0]) {
      if case .one(let value, _) = resolver.find(parts[1], from: entity) { return value }
      return nil
    }
    let name = parts.last ?? name
    let subject = catalog.subject.map { [$0] } ?? []
    for entity in subject + Array(catalog.entities.indices) where !catalog.entities[entity].isHistory {
      if case .one(let value, _) = resolver.find(name, from: entity) { return value }
    }
    return nil
  }

  /// The values that a dimension of that name has, seen from the first entity that reaches one: for completion.
  ///
  /// - Parameter limit: more values than these are not looked at.
  package func values(ofDimension name: String, limit: Int) -> [String] {
    guard let value = dimension(named: name) else { return [] }
    switch value.type {
    case .text: return Array(context.texts(of: value.expression).prefix(limit))
    case .link(let target): return names(ofRowsIn: target, limit: limit)
    default: return []
    }
  }

  /// The texts of every dimension that is called so, whatever entity has it.
  ///
  /// - Parameter limit: no more rows than these are looked at for the names of an entity's rows.
  package func texts(ofAnyDimension name: String, limit: Int = .max) -> [String] {
    var texts: [String] = []
    var seen: Set<String> = []
    for (index, entity) in catalog.entities.enumerated() where !entity.isHistory {
      let found: [String]
      if Catalog.key(name) == "name" {
        found = names(ofRowsIn: index, limit: limit)
      } else if let member = entity.member(named: name) {
        switch member.value.type {
        case .text: found = context.texts(of: member.value.expression)
        case .link(let target): found = names(ofRowsIn: target, limit: limit)
        default: continue
        }
      } else {
        continue
      }
      for text in found where seen.insert(text).inserted { texts.append(text) }
    }
    return texts
  }

  /// The logins of an entity's visible rows.
  package func logins(of name: String) -> [String] {
    guard let entity = catalog.entity(named: name), let column = catalog.entities[entity].loginColumn else { return [] }
    return context.texts(of: .text(LinkPath(entity: entity), column: column)).sorted()
  }

  private func names(ofRowsIn entity: Int, limit: Int) -> [String] {
    guard let column = catalog.entities[entity].nameColumn else { return [] }
    let rows = context.store.entities[entity].rowCount
    var names: [String] = []
    var seen: Set<String> = []
    var looked = 0
    for row in stride(from: 1, through: rows, by: 1) where context.rowSets.isVisible(row, of: entity) {
      // Only visible rows count: what a viewer is offered does not depend on the others.
      looked += 1
      if looked > limit { break }
      if let name = context.name(of: row, entity: entity, nameColumn: column), seen.insert(name).inserted {
        names.append(name)
      }
    }
    return names
  }
}
