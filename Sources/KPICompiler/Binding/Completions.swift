import KPIEngine
import KPILanguage

extension Compiler {
  /// The values that a dimension of that name has, seen from the first entity that reaches one: for completion.
  ///
  /// - Parameter limit: more values than these are not looked at.
  package func values(ofDimension name: String, limit: Int) -> [String] {
    let resolver = NameResolver(catalog: catalog)
    let subject = catalog.subject.map { [$0] } ?? []
    for entity in subject + Array(catalog.entities.indices) where !catalog.entities[entity].isHistory {
      guard case .one(let value, _) = resolver.find(name, from: entity) else { continue }
      switch value.type {
      case .text: return Array(context.texts(of: value.expression).prefix(limit))
      case .link(let target): return names(ofRowsIn: target, limit: limit)
      default: return []
      }
    }
    return []
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
