import KPIEngine
import KPILanguage

/// Ten statements that the model answers, to begin with.
struct StatementWriter {
  let drafter: Drafter
  let metrics: MetricNames
  private static let count = 10

  init(_ drafter: Drafter, _ metrics: MetricNames) {
    self.drafter = drafter
    self.metrics = metrics
  }

  private func quoted(_ name: String) -> String { ModelWriter.quoted(name) }

  /// The table that is asked about: what happens with the subject, else the subject.
  private var main: Int? {
    guard let subject = drafter.subject else { return drafter.entities.first }
    // The log of an incident is no event beside it.
    guard let event = drafter.mainEvent, !drafter.isNamedPart(event, of: subject) else { return subject }
    return event
  }

  func statements() -> [String] {
    guard let main, let count = metrics.counts[main].map(quoted) else { return [] }
    let period = self.period(of: main)
    let draft = drafter.drafts[main]
    var found: [String] = []
    let time = draft.hasTime ? " by month\(period)" : ""
    found.append("show \(count)\(time)")
    // Where the main table has no amounts, those of its parts.
    let summed =
      metrics.sums[main] == nil
      ? drafter.events.first { metrics.sums[$0] != nil } ?? main
      : main
    let splits = dimensions(of: summed)
    let sum = metrics.sums[summed]?.first.map(quoted) ?? count
    let span = self.period(of: summed)
    if let split = splits.first {
      let both = metrics.counts[summed].map(quoted).flatMap { $0 == sum ? nil : "\(sum), \($0)" } ?? sum
      found.append("show \(both) by \(split)\(span)")
    }
    if let top = tops(of: summed) ?? splits.last { found.append("show \(sum) by \(top)\(span) top 5") }
    if let split = splits.dropFirst().first ?? splits.first { found.append("share \(sum) by \(split)\(span)") }
    if let subject = drafter.subject {
      let who = drafter.drafts[subject]
      if let event = drafter.mainEvent, event != subject {
        let name = drafter.asEvent(event)
        if who.hasTime { found.append("cycle \(name) weeks 12") }
        found.append("retention \(name) months 6")
      }
      if who.hasTime, let history = who.histories.first {
        found.append("journey by \(quoted(history.member)) weeks 12")
      }
      if who.hasTime { found.append("growth \(quoted(who.name))\(self.period(of: subject))") }
    }
    found.append("list \(quoted(draft.name))\(period) | take 5")
    found.append("describe \(quoted(metrics.counts[main] ?? draft.name))")
    let more =
      (draft.hasTime ? ["show \(count) by quarter\(period)", "show \(count) by weekday\(period)"] : [])
      + splits.map { "values \(quoted(draft.name)).\($0)" }.prefix(1)
      + drafter.entities.filter { $0 != main }.compactMap { metrics.counts[$0].map { "show \(quoted($0))" } }.prefix(4)
      + ["describe metrics", "describe \(quoted(draft.name))", "show \(count)", "help show"]
    for statement in more where found.count < Self.count && !found.contains(statement) { found.append(statement) }
    return Array(found.prefix(Self.count))
  }

  /// The last twelve months that a table has rows in.
  private func period(of index: Int) -> String {
    let draft = drafter.drafts[index]
    var table = index
    while let place = drafter.drafts[table].parentTime {
      table = drafter.drafts[table].links[place].target
    }
    guard draft.hasTime, let time = drafter.drafts[table].times.first(where: { !$0.isTrait }), let last = time.latest
    else { return "" }
    let end = CivilDate(dayNumber: Int(min(last, drafter.lastDay ?? last).rounded(.down)))
    let months = end.year * 12 + end.month - 1 - 11
    return " from \(month(months)) to \(month(months + 11))"
  }

  private func month(_ number: Int) -> String {
    let (year, month) = (number / 12, number % 12 + 1)
    return "\(String(repeating: "0", count: max(0, 4 - String(year).count)))\(year)-\(month < 10 ? "0" : "")\(month)"
  }

  /// Dimensions that split a table's rows into few groups, those of linked things first.
  private func dimensions(of index: Int) -> [String] {
    var linked: [String] = []
    let links = drafter.drafts[index].links
    for link in links {
      if case .lookup = drafter.drafts[link.target].fate { linked.append(quoted(link.name)) }
      guard drafter.drafts[link.target].isEntity, link.target != index else { continue }
      for dimension in few(link.target) { linked.append("\(quoted(link.name)).\(dimension)") }
    }
    let own = few(index)
    let whole = linked + own
    return whole.isEmpty
      ? links.filter { drafter.drafts[$0.target].isEntity }.map { quoted($0.name) } : Array(whole.prefix(6))
  }

  private func few(_ index: Int) -> [String] {
    drafter.drafts[index].dimensions.filter {
      let column = drafter.facts(index).columns[$0.column]
      return (2...60).contains(column.distinct) && !column.hasMoreValues && !(column.isUnique && column.filled > 10)
    }.map { quoted($0.name) }
  }

  /// What has many values of which the greatest are wanted: the subject, else another link.
  private func tops(of index: Int) -> String? {
    if let subject = drafter.subject, subject != index, let path = drafter.path(from: index, to: subject) {
      return path.map { quoted($0.name) }.joined(separator: ".")
    }
    let links = drafter.drafts[index].links.filter { drafter.drafts[$0.target].isEntity && $0.target != index }
    return links.last.map { quoted($0.name) }
  }
}
