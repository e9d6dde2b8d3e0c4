import KPIEngine
import KPISQLite

/// Histories: tables with a row per change, from what to what.
extension Drafter {
  private static let fromWords: Set<String> = ["from", "old", "previous", "prev", "before", "tu", "cu"]
  private static let toWords: Set<String> = ["to", "new", "next", "after", "den", "moi"]

  mutating func findHistories() {
    for index in entities {
      guard let time = drafts[index].times.first(where: { !$0.isTrait && !$0.isPlanned }) else { continue }
      for (from, to, what) in changes(in: index) { addHistory(index, time, from, to, what) }
    }
  }

  /// Pairs of columns such as `from_stage` and `to_stage`, with what they are about.
  private func changes(in index: Int) -> [(from: Int, to: Int, what: Words)] {
    let columns = facts(index).columns
    func about(_ column: Int, _ signs: Set<String>) -> Words? {
      let words = columns[column].words
      if let first = words.folded.first, signs.contains(first) { return words.dropFirst() }
      return signs.contains(words.last) ? words.dropLast() : nil
    }
    var found: [(Int, Int, Words)] = []
    for from in columns.indices where Written.name(columns[from].name) != nil {
      guard let what = about(from, Self.fromWords), !drafts[index].times.contains(where: { $0.column == from }) else {
        continue
      }
      for to in columns.indices where Written.name(columns[to].name) != nil && to != from {
        if about(to, Self.toWords)?.joined == what.joined { found.append((from, to, what)) }
      }
    }
    return found
  }

  private mutating func addHistory(_ index: Int, _ time: TableDraft.Time, _ from: Int, _ to: Int, _ what: Words) {
    let stem = Self.stem(of: what) ?? what
    for (place, link) in drafts[index].links.enumerated() where link.column != from && link.column != to {
      let owner = link.target
      guard drafts[owner].isEntity, owner != index else { continue }
      let member = member(of: owner, about: stem)
      guard let member else { continue }
      drafts[owner].histories.append(
        .init(
          table: index, link: place, time: drafts[index].times.firstIndex { $0.column == time.column } ?? 0, from: from,
          to: to,
          member: member.name, target: member.target))
      return
    }
    drafts[index].remarks.append(
      "`\(Written.comment(facts(index).columns[from].name))` and `\(Written.comment(facts(index).columns[to].name))` look like a "
        + "history; what they are the history of was not found")
  }

  /// The dimension or link that a history is about, with what it leads to.
  private func member(of owner: Int, about what: Words) -> (name: String, target: String?)? {
    for link in drafts[owner].links {
      let words = facts(owner).columns[link.column].words
      guard (Self.stem(of: words) ?? words).joined == what.joined || what.isEmpty else { continue }
      if case .lookup(let text, _) = drafts[link.target].fate {
        return (link.name, "\(Written.name(facts(link.target).name) ?? "").\(text)")
      }
      if drafts[link.target].isEntity { return (link.name, drafts[link.target].name) }
    }
    for dimension in drafts[owner].dimensions {
      let words = facts(owner).columns[dimension.column].words
      if words.joined == what.joined || what.isEmpty && words.hasAny(["status", "state", "stage"]) {
        return (dimension.name, nil)
      }
      if words.folded.count > 1, words.last == what.joined { return (dimension.name, nil) }
    }
    return nil
  }
}
