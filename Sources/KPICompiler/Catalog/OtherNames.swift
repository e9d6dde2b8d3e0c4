import KPILanguage
import Synchronization

/// What an entity's members are called beside their names: hundreds of labels of which a statement asks for few, so that they
/// are made ready when somebody asks often.
///
/// Members are only ever added to those that it knows, and stay where they are.
final class OtherNames: Sendable {
  private struct Known {
    var looks = 0
    var labelled = 0
    /// The first member of a label.
    var labels: [String: Int] = [:]
    var folded = 0
    /// The member of a name or label without its diacritics; nil where several have it.
    var plain: [String: Int?] = [:]
  }

  /// So many looks take less time than making all keys.
  private static let fewLooks = 16

  private let known = Mutex(Known())

  /// The first member with that key as a label's.
  func place(ofLabel key: String, _ members: [Member]) -> Int? {
    known.withLock { known in
      known.looks += 1
      if known.looks <= Self.fewLooks { return Self.found(key, members) }
      for index in known.labelled..<max(known.labelled, members.count) {
        for label in members[index].labels.map(Catalog.key) where known.labels[label] == nil {
          known.labels[label] = index
        }
      }
      known.labelled = max(known.labelled, members.count)
      return known.labels[key]
    }
  }

  /// The same, looked for among the labels that may have the key: in lower case most are as long as before.
  private static func found(_ key: String, _ members: [Member]) -> Int? {
    func fits(_ label: String) -> Bool {
      (label.utf8.count == key.utf8.count || !label.keepsLengthInLowerCase) && Catalog.key(label) == key
    }
    return members.firstIndex { member in
      if let label = member.label, fits(label) { return true }
      return member.also.contains(where: fits)
    }
  }

  /// The only member whose name or label is that without diacritics.
  func place(ofPlain plain: String, _ members: [Member]) -> Int? {
    known.withLock { known in
      for index in known.folded..<max(known.folded, members.count) {
        let keys = [members[index].key] + members[index].labels.map(Catalog.key)
        for plain in Set(keys.map(fold)) {
          known.plain[plain] = known.plain[plain] == nil ? .some(index) : .some(nil)
        }
      }
      known.folded = max(known.folded, members.count)
      return known.plain[plain] ?? nil
    }
  }
}
