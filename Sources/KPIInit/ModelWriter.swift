import KPIEngine
import KPILanguage
import KPISQLite

/// Writes what was found as a model's lines.
struct ModelWriter {
  let drafter: Drafter
  let file: String
  let today: Int
  private(set) var lines: [String] = []
  /// The metrics that were written, by what they are about.
  private(set) var metrics = MetricNames()

  init(_ drafter: Drafter, file: String, today: Int) {
    self.drafter = drafter
    self.file = file
    self.today = today
  }

  mutating func write() {
    writeHead()
    for index in drafter.entities { writeEntity(index) }
    var metricWriter = MetricWriter(drafter)
    metricWriter.write()
    lines += metricWriter.lines
    metrics = metricWriter.names
    writeLeftOut()
  }

  /// A name of the model as the model writes it.
  static func quoted(_ name: String) -> String { Written.name(name) ?? "`?`" }

  static func day(_ days: Double) -> String { CivilDate(dayNumber: Int(days.rounded(.down))).iso }

  // MARK: Parts

  private mutating func writeHead() {
    let base = file.split(separator: "/").last.map(String.init) ?? file
    let stem = base.split(separator: ".").first.map(String.init) ?? base
    let words = Words(stem)
    lines = [
      "# What \(Written.comment(base)) means, as `kpi init` reads it. Behind each line stands where it comes from: declared in the",
      "# database, found in its rows, or guessed. Correct what is wrong, and add metrics of your own.",
      "#",
    ]
    if let last = drafter.lastDay {
      let day = Self.day(last)
      lines.append(
        "# The latest time that is no plan: \(day)."
          + (Int(last) < today ? " To ask as of that day: `--today \(day)`." : ""))
    }
    lines.append(
      "# Times without an offset are the company's local ones; where they are in UTC, write `as utc` behind them.")
    lines.append("# Amounts have no unit unless a name or the data says one: `measure amount as USD` gives it.")
    lines.append("")
    let name = Drafter.slug(words, else: "database")
    lines.append("model \(Self.quoted(name)) \(Written.text(words.isEmpty ? base : words.label))")
    if let subject = drafter.subject {
      let events = drafter.events.count
      let why =
        events == 0
        ? "guessed: nothing with a time leads to another table"
        : "guessed: \(events) \(events == 1 ? "table" : "tables") with a time lead\(events == 1 ? "s" : "") to it"
      lines.append("subject \(Self.quoted(drafter.drafts[subject].name))  # \(why)")
    }
  }

  private mutating func writeEntity(_ index: Int) {
    let draft = drafter.drafts[index]
    let facts = drafter.facts(index)
    var members: [(text: String, why: String)] = []
    var table = "table \(Written.name(facts.name) ?? "")"
    if let key = draft.key { table += " key \(drafter.written(key.column, of: index))" }
    if let condition = draft.key?.condition { table += " where \(condition)" }
    members.append((table, draft.key?.why ?? draft.keyNote ?? "no key was found"))
    if let column = draft.nameColumn { members.append(("name \(drafter.written(column, of: index))", "")) }
    // The first time places the rows.
    if let place = draft.parentTime {
      let link = draft.links[place]
      if let time = timeName(of: link.target) {
        members.append(("time at = \(Self.quoted(link.name)).\(Self.quoted(time))", "the time of what it belongs to"))
      }
    }
    members += draft.times.map { time($0, index) }
    for link in draft.links { members.append(self.link(link, index)) }
    for dimension in draft.dimensions { members.append(self.dimension(dimension, index)) }
    for measure in draft.measures { members.append(self.measure(measure)) }
    for history in draft.histories { members.append(self.history(history)) }
    lines.append("")
    lines.append(
      "# \(facts.rowsText)\(facts.isWhole ? "" : ", \(Written.count(facts.sample.count)) of them looked at")")
    lines += draft.remarks.map { "# \($0)" }
    lines.append("entity \(Self.quoted(draft.name)) \(Written.text(draft.label)) {")
    for (text, why) in members { lines.append("  " + text + (why.isEmpty ? "" : "  # \(why)")) }
    lines.append("}")
  }

  /// What a time of a row that belongs to another is called there.
  private func timeName(of index: Int) -> String? {
    drafter.drafts[index].parentTime != nil ? "at" : drafter.drafts[index].times.first { !$0.isTrait }?.name
  }

  /// `name "Label" = column`, without what says nothing new.
  private func declared(_ name: String, _ column: Int, _ index: Int) -> String {
    let facts = drafter.facts(index)
    let written = drafter.written(column, of: index)
    let label = facts.columns[column].words.label
    let start = "\(Self.quoted(name)) \(Written.text(label.isEmpty ? facts.columns[column].name : label))"
    return Self.quoted(name) == written ? start : "\(start) = \(written)"
  }

  private func time(_ time: TableDraft.Time, _ index: Int) -> (text: String, why: String) {
    var text = "time " + declared(time.name, time.column, index)
    if !time.more.isEmpty {
      let columns = ([time.column] + time.more).map { drafter.written($0, of: index) }
      let label = Written.text(Words(time.name).label)
      text = "time \(Self.quoted(time.name)) \(label) = \(columns.joined(separator: ", "))"
    }
    if let format = time.format { text += Self.written(format) }
    return (text + (time.isPlanned ? " planned" : ""), time.why)
  }

  private func link(_ link: TableDraft.Link, _ index: Int) -> (text: String, why: String) {
    let column = drafter.written(link.column, of: index)
    let label = Written.text(Words(link.name).label)
    let target = drafter.drafts[link.target]
    if case .lookup(let text, let order) = target.fate {
      let facts = drafter.facts(link.target)
      let key = target.key.map { drafter.written($0.column, of: link.target) } ?? ""
      let by = target.key.map { facts.schema.onlyKey == facts.columns[$0.column].name } ?? true ? "" : " by \(key)"
      return (
        "dimension \(Self.quoted(link.name)) \(label) = \(column) -> \(Written.name(facts.name) ?? "").\(text)\(by)"
          + (order.map { " order \($0)" } ?? ""), link.why
      )
    }
    return ("link \(Self.quoted(link.name)) \(label) = \(column) -> \(Self.quoted(target.name))", link.why)
  }

  private func dimension(_ dimension: TableDraft.Dimension, _ index: Int) -> (text: String, why: String) {
    let column = drafter.facts(index).columns[dimension.column]
    var why = dimension.why
    if why.isEmpty, !column.isEmpty {
      let some = column.common.prefix(4).map { shown($0.value.plain, limit: 16) }.joined(separator: ", ")
      why =
        column.isUnique && column.filled > 1
        ? "a value of its own in every row"
        : "\(column.hasMoreValues ? "over " : "")\(column.distinct) "
          + "\(column.distinct == 1 ? "value" : "values"): \(some)\(column.distinct > 4 ? ", …" : "")"
    }
    return ("dimension " + declared(dimension.name, dimension.column, index), why)
  }

  /// What says how times are written: a form with a name, or a pattern.
  private static func written(_ format: String) -> String {
    let isNamed = ["utc", "unix", "unix_ms", "unix_us", "julian", "excel"].contains(format)
    return " as " + (isNamed ? format : "\"\(format)\"")
  }

  private func measure(_ measure: TableDraft.Measure) -> (text: String, why: String) {
    let name = Self.quoted(measure.name)
    let value = name == measure.expression ? "" : " = \(measure.expression)"
    let form = measure.writtenAs.map { " as \"\($0)\"" } ?? ""
    let unit = measure.unit.map { " as \($0)" } ?? ""
    return ("measure \(name) \(Written.text(measure.label))\(value)\(form)\(unit)", measure.why)
  }

  private func history(_ history: TableDraft.History) -> (text: String, why: String) {
    let facts = drafter.facts(history.table)
    let draft = drafter.drafts[history.table]
    let time = draft.times[history.time]
    func column(_ number: Int) -> String { drafter.written(number, of: history.table) }
    var text = "history \(Self.quoted(history.member)) = \(Written.name(facts.name) ?? "")"
    if let key = draft.key, facts.schema.onlyKey == nil { text += " key \(column(key.column))" }
    text += " by \(column(draft.links[history.link].column)) at \(column(time.column))"
    if let format = time.format { text += Self.written(format) }
    text += " from \(column(history.from)) to \(column(history.to))"
    if let target = history.target { text += " -> \(target)" }
    return (text, "found: `\(Written.comment(facts.name))` has a row per change")
  }

  private mutating func writeLeftOut() {
    var notes: [String] = []
    for index in drafter.drafts.indices {
      let name = Written.comment(drafter.facts(index).name)
      switch drafter.drafts[index].fate {
      case .entity: continue
      case .lookup: notes.append("#   \(name): a lookup, its texts are dimensions (found)")
      case .leftOut(let why): notes.append("#   \(name): \(why)")
      }
    }
    guard !notes.isEmpty else { return }
    lines += ["", "# Tables that are no entities:"] + notes
  }
}

extension SurveyValue {
  /// As a comment shows it.
  var plain: String {
    switch self {
    case .null, .blob: "null"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text.isEmpty ? "''" : text
    }
  }
}
