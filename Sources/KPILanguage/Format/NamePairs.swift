/// What things are called in both languages: by name and label of what a model and a script declare.
///
/// A name is only ever exchanged for one that means exactly the same things.
package struct NamePairs: Sendable {
  /// Something that is called so; members of one name and label are one thing.
  private struct Thing: Hashable {
    var kind: UInt8
    var english: String
    var vietnamese: String
  }

  private struct Entry {
    var kind: NameTable.Kinds
    var name: String
    var label: String?
    var also: [String]
  }

  private var things: [Thing] = []
  private var places: [Thing: Int] = [:]
  /// The things that answer to a name, by `Readings.key`.
  private var known: [String: Set<Int>] = [:]

  /// The names that are neither the name nor the label of anything.
  private var otherNames: Set<String> = []

  /// No names at all.
  package init() {}

  /// The names that declarations give.
  package init(_ statements: [Statement]) {
    var entries: [Entry] = []
    for case .declaration(let declaration) in statements.map(\.kind) { entries += Self.entries(of: declaration) }
    // Labels without a mark are Vietnamese where others of the text have them: `Doanh thu` has none.
    let areVietnamese = entries.contains { Self.hasMarks($0.label ?? "") }
    for entry in entries { add(entry, areVietnamese) }
    otherNames = Set(entries.flatMap(\.also).map(Readings.key))
    for entry in entries { otherNames.subtract([Readings.key(entry.name), Readings.key(entry.label ?? "")]) }
  }

  private mutating func add(_ entry: Entry, _ areVietnamese: Bool) {
    var english = entry.name
    var vietnamese = entry.name
    if let label = entry.label, let written = Self.written(label) {
      if Self.hasMarks(entry.name), !Self.hasMarks(label) {
        english = written
      } else if areVietnamese {
        vietnamese = written
      }
    }
    let thing = Thing(kind: entry.kind.rawValue, english: english, vietnamese: vietnamese)
    let index = places[thing] ?? things.count
    if index == things.count { things.append(thing) }
    places[thing] = index
    for name in [entry.name] + (entry.label.map { [$0] } ?? []) + entry.also {
      known[Readings.key(name), default: []].insert(index)
    }
  }

  /// A label as a name of one word: `Doanh thu` is `doanh_thu`; nil where it has other signs.
  private static func written(_ label: String) -> String? {
    guard NameTable.isWritten(label) else { return nil }
    let words = label.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    let isShort = first.count > 1 && first == first.uppercased()
    return ([isShort ? first : first.prefix(1).lowercased() + first.dropFirst()] + words.dropFirst())
      .joined(separator: "_")
  }

  private static func hasMarks(_ text: String) -> Bool {
    text.unicodeScalars.contains { !$0.isASCII && $0.properties.isAlphabetic }
  }

  /// What is called so is called in the language; nil where that is the same, not known, or means other things too.
  func name(_ written: String, in language: TextLanguage, _ kinds: NameTable.Kinds) -> String? {
    // Other names are a choice of whoever wrote them; only those that are clearly Vietnamese have to go.
    if otherNames.contains(Readings.key(written)), language == .vi || !Self.hasMarks(written) { return nil }
    let meant = answering(to: written, kinds)
    // What has several names in English keeps its own there; so it stays as it is written here, too.
    if language == .vi, Set(meant.map { things[$0].english }).count > 1 { return nil }
    let names = Set(meant.map { language == .vi ? things[$0].vietnamese : things[$0].english })
    guard names.count == 1, let name = names.first, name != written else { return nil }
    return answering(to: name, kinds) == meant ? name : nil
  }

  private func answering(to name: String, _ kinds: NameTable.Kinds) -> Set<Int> {
    func things(of kinds: NameTable.Kinds) -> Set<Int> {
      (known[Readings.key(name)] ?? []).filter { kinds.contains(NameTable.Kinds(rawValue: self.things[$0].kind)) }
    }
    // Where rows are split or picked an entity is its rows' name: `nhân_viên` is the member `employee` there.
    let members = kinds == .condition ? things(of: [.member, .segment]) : []
    return members.isEmpty ? things(of: kinds) : members
  }

  private static func entries(of declaration: Declaration) -> [Entry] {
    switch declaration {
    case .metric(let it): return [Entry(kind: .metric, name: it.name.text, label: it.label, also: it.also)]
    case .segment(let it): return [Entry(kind: .segment, name: it.name.text, label: it.label, also: it.also)]
    case .events(let it): return [Entry(kind: .events, name: it.name.text, label: it.label, also: it.also)]
    case .entity(let entity):
      let members = entity.members.compactMap { member -> Entry? in
        switch member {
        case .time(let it): Entry(kind: .member, name: it.name.text, label: it.label, also: it.also)
        case .dimension(let it): Entry(kind: .member, name: it.name.text, label: it.label, also: it.also)
        case .link(let it): Entry(kind: .member, name: it.name.text, label: it.label, also: it.also)
        case .measure(let it): Entry(kind: .member, name: it.name.text, label: it.label, also: it.also)
        case .table, .name, .login, .columns, .history: nil
        }
      }
      return [Entry(kind: .entity, name: entity.name.text, label: entity.label, also: entity.also)] + members
    case .model, .subject, .viewer, .target, .alert, .report, .policy: return []
    }
  }
}
