import KPILanguage

/// The names of the metrics that were written, by what they are about.
struct MetricNames {
  /// By table: how many rows.
  var counts: [Int: String] = [:]
  /// By table: sums, in the order of its measures.
  var sums: [Int: [String]] = [:]
}

/// Writes metrics and what the reports need.
struct MetricWriter {
  let drafter: Drafter
  private(set) var lines: [String] = []
  private(set) var names = MetricNames()
  private var used: Set<String> = []
  /// Events that get metrics about the subject.
  private static let mostEvents = 4

  init(_ drafter: Drafter) { self.drafter = drafter }

  mutating func write() {
    lines += ["", "# Metrics: counts, sums, means."]
    for index in drafter.entities {
      let draft = drafter.drafts[index]
      names.counts[index] = add(draft.name, draft.label, "count(\(quoted(draft.name)))")
      if let shared = draft.dimensions.first(where: { $0.column == draft.sharedColumn }) {
        add(
          "\(draft.name)_things", "\(draft.label): different \(Words(shared.name).label.lowercased())",
          "count(distinct \(quoted(draft.name)).\(quoted(shared.name)))")
      }
    }
    for index in drafter.entities { writeMeasures(index) }
    for index in drafter.entities { writeOpen(index) }
    writeAboutSubject()
    writeReports()
  }

  private func quoted(_ name: String) -> String { ModelWriter.quoted(name) }

  /// What one of an entity is called in the names of metrics.
  private func one(_ index: Int) -> Words { Words(drafter.drafts[index].name).singular }

  @discardableResult
  private mutating func add(_ name: String, _ label: String, _ formula: String, _ rest: String = "") -> String {
    let plain = Written.isKeyword(name) ? name + "_count" : name
    let free = Drafter.free(plain, &used)
    lines.append("metric \(quoted(free)) \(Written.text(label)) = \(formula)\(rest)")
    return free
  }

  private mutating func writeMeasures(_ index: Int) {
    let draft = drafter.drafts[index]
    for measure in draft.measures {
      let path = "\(quoted(draft.name)).\(quoted(measure.name))"
      let words = one(index)
      let prefix = fold(measure.name).hasPrefix(words.joined) ? "" : words.written.joined(separator: "_") + "_"
      let name = prefix + measure.name
      let label = "\(draft.label): \(measure.label.lowercased())"
      if measure.isAveraged {
        add(name + "_average", label + ", average", "avg(\(path))")
      } else {
        names.sums[index, default: []].append(add(name, label, "sum(\(path))"))
        add(name + "_average", label + ", average", "avg(\(path))")
      }
    }
  }

  private static let endWords: Set<String> = [
    "closed", "resolved", "completed", "finished", "ended", "returned", "delivered", "shipped", "cancelled", "canceled",
    "discharged", "end", "churned", "left", "terminated", "resigned",
  ]
  /// What ends with such a time is no more than a part of the row's life.
  private static let partWords: Set<String> = ["trial", "grace", "period", "promo", "promotion"]

  /// What begins and ends has rows that are open between.
  private mutating func writeOpen(_ index: Int) {
    let draft = drafter.drafts[index]
    guard let start = draft.times.first, !start.isTrait, !start.isPlanned,
      let end = draft.times.dropFirst().first(where: {
        let words = drafter.facts(index).columns[$0.column].words
        return !$0.isPlanned && !$0.isTrait && words.hasAny(Self.endWords) && !words.hasAny(Self.partWords)
      })
    else { return }
    let name = draft.name
    add(
      "\(name)_open", "\(draft.label), open",
      "stock(\(quoted(name)) while \(quoted(start.name)) .. \(quoted(end.name)))",
      " \"without `\(end.name)` yet at the period's end\"")
    add(
      "\(name)_days", "\(draft.label): days to \(Words(end.name).label.lowercased())",
      "avg(days(\(quoted(start.name)), \(quoted(end.name))) of \(quoted(name)))", " as days better lower")
  }

  private mutating func writeAboutSubject() {
    guard let subject = drafter.subject, !drafter.events.isEmpty else { return }
    let who = drafter.drafts[subject]
    lines += ["", "# \(who.label) and what happens with them."]
    for event in drafter.events.prefix(Self.mostEvents) {
      guard let links = drafter.path(from: event, to: subject) else { continue }
      let draft = drafter.drafts[event]
      let way = links.map { quoted($0.name) }.joined(separator: ".")
      let name = quoted(draft.name)
      let people = who.label.lowercased()
      let things = draft.label.lowercased()
      let direct = drafter.directLinks(from: event, to: subject)
      if direct.count > 1 {
        let all = direct.map { "`\($0.name)`" }.joined(separator: " and ")
        lines.append("# \(name) lead to \(people) by \(all): they are those of `\(way)` here")
      }
      add(
        "\(who.name)_with_\(draft.name)", "\(who.label) with \(things)", "count(distinct \(name).\(way))")
      add(
        "\(who.name)_first_\(draft.name)", "\(who.label), first \(things)", "count(first \(name) per \(way))",
        " \"\(safe(people)) whose first ever is in the period\"")
      add(
        "\(who.name)_repeat_\(draft.name)", "\(who.label), repeat \(things)",
        "count(each \(name).\(way) having count() >= 2)",
        " \"\(safe(people)) with two or more in the period\"")
      guard who.hasTime, let all = names.counts[subject] else { continue }
      add(
        "\(draft.name)_conversion", "\(who.label) with \(things), %",
        "count(\(quoted(who.name)) where count(\(name) per \(way) up to P) > 0) / \(quoted(all)) * 100",
        " as % \"of the \(safe(people)) "
          + "of the period, who have one by its end\"")
    }
  }

  private func safe(_ text: String) -> String { String(Written.text(text).dropFirst().dropLast()) }

  // MARK: Reports

  /// Each step of the conversion table by the one before it; gives the names.
  private mutating func writeRates(between steps: [Int]) -> [String] {
    let counted = steps.filter { names.counts[$0] != nil }
    lines += ["", "# Each step of the conversion table by the one before."]
    return zip(counted, counted.dropFirst()).compactMap { before, step in
      guard let below = names.counts[before], let above = names.counts[step] else { return nil }
      let (draft, base) = (drafter.drafts[step], drafter.drafts[before])
      return add(
        "\(draft.name)_rate", "\(draft.label), % of \(base.label.lowercased())",
        "\(quoted(above)) / \(quoted(below)) * 100",
        " as %")
    }
  }

  private mutating func writeReports() {
    guard let subject = drafter.subject else { return }
    let who = drafter.drafts[subject]
    let events = drafter.events
    var reports: [String] = []
    let steps = (who.hasTime ? [subject] : []) + events.prefix(Self.mostEvents)
    let metrics = steps.compactMap { names.counts[$0] }.map(quoted)
    if metrics.count > 1 {
      let rates = writeRates(between: steps)
      reports.append("report funnel = \((metrics + rates).joined(separator: ", "))")
    }
    if who.hasTime { reports.append("report growth of \(quoted(who.name))") }
    if let event = mainEvent {
      let name = drafter.asEvent(event)
      if who.hasTime { reports.append("report cycle outcome \(name)") }
      reports.append("report retention of \(name)")
    }
    if who.hasTime, let history = who.histories.first { reports.append("report journey by \(quoted(history.member))") }
    guard !reports.isEmpty else { return }
    lines += ["", "# What the reports take."] + reports
  }

  /// What the subject comes back for: of the events that lead straight to it, the one with an amount, else with most rows.
  private var mainEvent: Int? { drafter.mainEvent }
}

extension Drafter {
  /// What the subject comes back for.
  var mainEvent: Int? {
    guard let subject else { return nil }
    let direct = events.filter { path(from: $0, to: subject)?.count == 1 }
    let histories = Set(drafts.flatMap { $0.histories.map(\.table) })
    let own = direct.filter { !histories.contains($0) }
    let money = own.first { event in drafts[event].measures.contains { !$0.isAveraged && isMoney($0, of: event) } }
    let summed = own.first { event in drafts[event].measures.contains { !$0.isAveraged } }
    return money ?? summed ?? own.first ?? direct.first ?? events.first
  }

  /// How an event of the subject is named: with the link that says whose it is, where several lead there.
  func asEvent(_ event: Int) -> String {
    let name = ModelWriter.quoted(drafts[event].name)
    let direct = subject.map { directLinks(from: event, to: $0) } ?? []
    return direct.count > 1 ? "\(name) per \(ModelWriter.quoted(direct[0].name))" : name
  }

  /// Whether a number's name says that it is money.
  private func isMoney(_ measure: TableDraft.Measure, of index: Int) -> Bool {
    let words = measure.column.map { facts(index).columns[$0].words } ?? Words(measure.name)
    return words.hasAny(Self.moneyWords)
  }
}
