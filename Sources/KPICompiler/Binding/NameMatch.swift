import KPIEngine
import KPILanguage

/// Finds a name among those that things answer to: as written, then ignoring case, then ignoring diacritics, each by
/// name before by label; blanks of a label may be written `_`.
package enum NameMatch {
  /// What answers to a name.
  package struct Candidate: Sendable {
    package var name: String
    package var labels: [String]

    package init(_ name: String, labels: [String] = []) {
      self.name = name
      self.labels = labels
    }
  }

  /// What a name stands for.
  package enum Found: Sendable, Equatable {
    case one(Int)
    /// Several answer to it alike, and none of them better.
    case several([Int])
    case none
  }

  /// The candidate that `wanted` means.
  package static func find(_ wanted: String, among candidates: [Candidate]) -> Found {
    let key = Catalog.key(wanted)
    let plain = fold(key)
    let ways: [(Candidate) -> Bool] = [
      { $0.name == wanted },
      { Catalog.key($0.name) == key },
      { $0.labels.contains { isLabel($0, key) } },
      { fold(Catalog.key($0.name)) == plain },
      { $0.labels.contains { isLabel(fold($0), plain) } },
    ]
    for (index, way) in ways.enumerated() {
      let found = candidates.indices.filter { way(candidates[$0]) }
      // Of two columns with one name the first is as good as the other: nothing tells them apart.
      if found.count == 1 || index == 0 && !found.isEmpty { return .one(found[0]) }
      if !found.isEmpty { return .several(found) }
    }
    return .none
  }

  /// Whether a label is written so; its brackets may be left out: `Doanh thu (trước)` is `doanh_thu_trước` too.
  private static func isLabel(_ label: String, _ key: String) -> Bool {
    let own = Catalog.key(label)
    return own == key || own.contains("(") && own.filter { $0 != "(" && $0 != ")" } == key
  }
}

extension ResultTable {
  /// The columns as names are found among them.
  package var columnCandidates: [NameMatch.Candidate] {
    columns.map { NameMatch.Candidate($0.name, labels: [$0.label] + (aliases?[$0.name] ?? [])) }
  }
}
