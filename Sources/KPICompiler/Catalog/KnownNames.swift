import KPILanguage
import Synchronization

/// What any member of a finished catalog is called: most names that are looked for in vain are nowhere, and there are many
/// ways to look along.
///
/// Each set is made at the first look that needs it: a catalog's members stay as they are.
final class KnownNames: Sendable {
  private struct Known {
    var names: Set<String>?
    var labels: Set<String>?
    var plain: Set<String>?
  }

  private let known = Mutex(Known())

  /// Whether one has that key as its name's or a label's.
  func contains(key: String, _ entities: [Entity]) -> Bool {
    known.withLock { known in
      let names = known.names ?? Set(entities.lazy.flatMap(\.members).map(\.key))
      known.names = names
      return names.contains(key) || Self.labels(&known, entities).contains(key)
    }
  }

  /// Whether one is called so but for diacritics.
  func contains(plain: String, _ entities: [Entity]) -> Bool {
    known.withLock { known in
      let keys =
        known.plain
        ?? Set((entities.lazy.flatMap(\.members).map(\.key) + Self.labels(&known, entities)).map(fold))
      known.plain = keys
      return keys.contains(plain)
    }
  }

  private static func labels(_ known: inout Known, _ entities: [Entity]) -> Set<String> {
    let labels = known.labels ?? Set(entities.lazy.flatMap(\.members).flatMap(\.labels).map(Catalog.key))
    known.labels = labels
    return labels
  }
}
