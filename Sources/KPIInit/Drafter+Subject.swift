import KPIEngine
import KPISQLite

/// The subject: what most timed tables lead to.
extension Drafter {
  private static let subjectWords: Set<String> = [
    "customer", "client", "user", "patient", "member", "subscriber", "guest", "student", "account", "buyer", "khach",
    "person", "contact",
    "hocvien", "benh",
  ]
  private static let staffWords: Set<String> = [
    "employee", "staff", "agent", "seller", "owner", "doctor", "nhan", "manager", "rep", "product", "item", "store",
    "branch",
    "hang", "department",
    "team",
  ]

  mutating func findSubject() {
    let all = entities
    let events = all.filter { drafts[$0].hasTime && !drafts[$0].links.isEmpty }
    let candidates = all.filter { ledTo.contains($0) && drafts[$0].key != nil && !isCalendar($0) }
    func score(_ index: Int) -> Double {
      // What leads straight to it counts whole, what leads there by way of others less.
      var score = 0.0
      for event in events where event != index {
        if let path = path(from: event, to: index) { score += 1 / Double(path.count) }
      }
      let words = facts(index).words.singular
      if words.hasAny(Self.subjectWords) { score *= 1.5 } else if words.hasAny(Self.staffWords) { score *= 0.5 }
      // One company, three branches: what everything leads to and nobody asks about.
      if facts(index).rowCount < 10 { score *= 0.1 }
      return score * (drafts[index].hasTime ? 1.2 : 1)
    }
    let best = candidates.map { (index: $0, score: score($0)) }.max {
      ($0.score, facts($0.index).rowCount) < ($1.score, facts($1.index).rowCount)
    }
    // Where nothing leads anywhere, the greatest table with a time is what is asked about.
    if let best, best.score > 0 {
      subject = best.index
    } else {
      subject =
        all.filter { drafts[$0].hasTime && !isCalendar($0) }.max { facts($0).rowCount < facts($1).rowCount } ?? best?
        .index ?? all.first
    }
  }

  /// The links from one table straight to another.
  func directLinks(from start: Int, to end: Int) -> [TableDraft.Link] {
    drafts[start].links.filter { $0.target == end && drafts[end].isEntity }
  }

  /// The links from one table to another, the shortest way; of several that lead straight there the first; nil where
  /// there is none, or two longer ones are as short.
  func path(from start: Int, to end: Int) -> [TableDraft.Link]? {
    var level: [(table: Int, path: [TableDraft.Link])] = [(start, [])]
    var seen: Set<Int> = [start]
    for _ in 0..<4 {
      var next: [(table: Int, path: [TableDraft.Link])] = []
      for place in level {
        for link in drafts[place.table].links where drafts[link.target].isEntity && !seen.contains(link.target) {
          next.append((link.target, place.path + [link]))
        }
      }
      let found = next.filter { $0.table == end }
      if let first = found.first { return found.count == 1 || first.path.count == 1 ? first.path : nil }
      seen.formUnion(next.map(\.table))
      level = next
    }
    return nil
  }

  /// The tables with a time whose rows lead to the subject one way: the nearest first, then those with most rows.
  var events: [Int] {
    guard let subject else { return [] }
    let found = entities.compactMap { index -> (index: Int, steps: Int)? in
      guard index != subject, drafts[index].hasTime, !drafts[index].links.isEmpty,
        let path = path(from: index, to: subject)
      else { return nil }
      return (index, path.count)
    }
    return found.sorted {
      ($0.steps, -facts($0.index).rowCount, $0.index) < ($1.steps, -facts($1.index).rowCount, $1.index)
    }
    .map(\.index)
  }
}
