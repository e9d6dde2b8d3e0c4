import KPIEngine
import KPISQLite

/// Lookups: few rows, a key and a text. They become dimensions of the tables that lead to them.
extension Drafter {
  private static let mostLookupRows = 500

  static let nameWords = [
    "name", "full_name", "fullname", "display_name", "title", "ten", "ho_ten", "ho_va_ten", "label", "description",
    "mo_ta",
  ]

  static let familyNames: Set<String> = ["last_name", "lastname", "surname", "family_name"]

  mutating func findLookups() {
    let leadTo = Dictionary(
      grouping: entities.flatMap { index in drafts[index].links.map { ($0.target, index) } }, by: \.0)
    for index in entities {
      drafts[index].nameColumn = nameColumn(of: index)
      guard leadTo[index]?.contains(where: { $0.1 != index }) ?? false, let key = drafts[index].key,
        key.condition == nil,
        drafts[index].links.isEmpty, drafts[index].times.isEmpty, facts(index).rowCount <= Self.mostLookupRows,
        let text = drafts[index].nameColumn
      else { continue }
      let others = facts(index).columns.indices.filter {
        $0 != key.column && $0 != text && !Self.isLastChange(facts(index).columns[$0].words)
      }
      let order = others.first {
        facts(index).columns[$0].words.hasAny([
          "position", "sort", "order", "rank", "seq", "sequence", "thu", "displayorder", "sortorder",
        ])
      }
      guard others.allSatisfy({ $0 == order }), key.column != text else { continue }
      let column = facts(index).columns[text]
      guard Written.name(column.name) != nil, order.map({ Written.name(facts(index).columns[$0].name) != nil }) ?? true
      else { continue }
      drafts[index].fate = .lookup(
        text: written(text, of: index), order: order.map { written($0, of: index) })
    }
  }

  /// The column that names a row for people.
  private func nameColumn(of index: Int) -> Int? {
    let facts = facts(index)
    func isUsable(_ column: Int) -> Bool {
      let known = facts.columns[column]
      return Written.name(known.name) != nil && !drafts[index].links.contains { $0.column == column }
        && !drafts[index].times.contains { $0.column == column }
        && (known.isText && known.distinct * 5 >= min(known.filled, ColumnFacts.mostValues) || facts.rowCount == 0)
    }
    let table = facts.words.singular.joined
    // Whose name is in two parts has a title that says what somebody does.
    let family = facts.columns.indices.first {
      isUsable($0) && Self.familyNames.contains(facts.columns[$0].words.joined)
    }
    for wanted in Self.nameWords where family == nil || wanted != "title" && wanted != "description" {
      for column in facts.columns.indices where isUsable(column) {
        let name = facts.columns[column].words.joined
        if name == wanted || name == "\(table)_\(wanted)" || name == "\(wanted)_\(table)" { return column }
      }
    }
    // `ten_kh` of `khach_hang`; `product` of `products`.
    for column in facts.columns.indices where isUsable(column) {
      let words = facts.columns[column].words
      if words.folded.first == "ten" || words.joined == table { return column }
      if words.last == "name", words.folded.count == 2, !words.hasAny(["first", "last", "middle", "user", "file"]) {
        return column
      }
    }
    if let family { return family }
    if let key = drafts[index].key?.column, isUsable(key) { return key }
    return nil
  }
}
