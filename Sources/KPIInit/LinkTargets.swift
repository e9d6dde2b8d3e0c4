/// The tables with a key, by what other tables' columns may call them.
struct LinkTargets {
  /// By the name of their key: `customer_id`.
  private var byKey: [String: [Int]] = [:]
  /// By their own name in the singular.
  private var byName: [String: [Int]] = [:]
  /// By the last words of their name: `crm_customers` by `customer`.
  private var byEnding: [String: [Int]] = [:]

  /// Tables of people, who have others above them.
  private var people: Set<Int> = []
  private static let peopleWords: Set<String> = [
    "employee", "staff", "user", "rep", "agent", "person", "member", "worker", "salesperson", "consultant", "seller",
  ]
  static let superiors: Set<String> = [
    "manager", "supervisor", "boss", "superior", "reports_to", "report_to", "reportsto", "leader", "head",
  ]

  /// Names that say nothing of what they are the key of.
  private static let plain: Set<String> = ["id", "uuid", "guid", "key", "code", "no", "name", "ma", "rowid"]

  init(_ drafter: Drafter) {
    for index in drafter.entities {
      guard let key = drafter.drafts[index].key else { continue }
      let facts = drafter.facts(index)
      let name = facts.columns[key.column].words.glued
      if !Self.plain.contains(name) { byKey[name, default: []].append(index) }
      let words = facts.words.singular
      if Self.peopleWords.contains(words.last) { people.insert(index) }
      byName[words.glued, default: []].append(index)
      for count in stride(from: 1, to: words.folded.count, by: 1) {
        byEnding[words.suffix(count).glued, default: []].append(index)
      }
    }
  }

  /// The table that a column's name leads to, and whether the name alone says so.
  ///
  /// - Parameters:
  ///   - hasKey: whether the own table has a key, to which `parent_id` could lead.
  ///   - isOwnKey: the column is its own table's key, though not by itself.
  func target(of column: ColumnFacts, from index: Int, hasKey: Bool, isOwnKey: Bool) -> (table: Int, isSure: Bool)? {
    let stem = Drafter.stem(of: column.words)
    if hasKey, people.contains(index), Self.superiors.contains((stem ?? column.words).joined) {
      return (index, false)
    }
    let sameName = (byKey[column.words.glued] ?? []).filter { $0 != index }
    if sameName.count == 1 { return (sameName[0], true) }
    let named = byName[(stem ?? column.words).singular.glued] ?? []
    if let best = sameName.first(where: named.contains) { return (best, true) }
    if isOwnKey { return nil }
    guard let stem else {
      if hasKey, ["parent", "cha"].contains(column.words.joined) { return (index, false) }
      // `customer` beside `customers`: the values have to show it.
      return named.first { $0 != index }.map { ($0, false) }
    }
    if let exact = named.first { return (exact, true) }
    // `Account Name.id` beside `Account Name`.
    if stem.last == "name", let found = byName[stem.dropLast().singular.glued]?.first { return (found, false) }
    if ["parent", "cha"].contains(stem.joined) { return hasKey ? (index, false) : nil }
    // `billing_address_id`, `crm_customers` for `customer_id`.
    for count in stride(from: stem.folded.count - 1, to: 0, by: -1) {
      if let found = byName[stem.suffix(count).singular.glued]?.first { return (found, false) }
    }
    let ends = byEnding[stem.singular.glued] ?? []
    return ends.count == 1 ? (ends[0], false) : nil
  }
}
