import KPILanguage
import Synchronization

/// Which entity has a name: what a model of two thousand entities would else be walked through for at every name.
///
/// Entities are only ever added to a catalog, and keep their names.
final class EntityNames: Sendable {
  private struct Known {
    var count = 0
    /// The first entity of a name or label.
    var exact: [String: Int] = [:]
    /// All entities of a name or label without its diacritics.
    var plain: [String: [Int]] = [:]
  }

  private let known = Mutex(Known())

  /// The entity of that name or label, else the only one whose name or label is that but for diacritics.
  func entity(named name: String, among entities: [Entity]) -> Int? {
    known.withLock { known in
      if known.count > entities.count { known = Known() }
      for index in known.count..<entities.count where !entities[index].isHistory {
        let keys = [entities[index].key] + entities[index].labels.map(Catalog.key)
        for key in keys where known.exact[key] == nil { known.exact[key] = index }
        for key in Set(keys.map(fold)) { known.plain[key, default: []].append(index) }
      }
      known.count = entities.count
      let wanted = Catalog.key(name)
      return known.exact[wanted] ?? Catalog.only(known.plain[fold(wanted)] ?? [])
    }
  }
}
