import KPICompiler
import KPIEngine
import KPILanguage
import KPIOutput

/// What there is to offer at a place.
struct CompletionLists {
  /// Something that may be written.
  struct Entry {
    var text: String
    /// How a Vietnamese line writes it; nil as every other.
    var vietnamese: String?
    /// What else it may be typed as.
    var others: [String] = []
    /// What a list shows.
    var shown: String?
    /// A value of the data, in quotes where it needs them.
    var isValue = false

    init(_ text: String, vietnamese: String? = nil, others: [String] = []) {
      (self.text, self.vietnamese, self.others) = (text, vietnamese, others)
    }

    /// Whether any of its names is the one.
    func isCalled(_ isName: (String) -> Bool) -> Bool {
      isName(text) || vietnamese.map(isName) == true || others.contains(where: isName)
    }

    init(value text: String, count: Int? = nil) {
      self.text = text
      shown = count.map { "\(text) (\($0))" }
      isValue = true
    }
  }

  /// What the session knows, asked for only where it is needed.
  struct Known {
    /// The values of a dimension that the metrics have, with how many rows have each where they are few.
    var values: (_ name: String, _ metrics: [String]) -> [Entry] = { _, _ in [] }
    /// The members that all of the metrics reach, and the entity.
    var members: ([String], String?) -> [Member] = { _, _ in [] }
    var membersBehind: (String, String?) -> [Member] = { _, _ in [] }
    /// What a name in a condition is, seen from the rows of the metrics, else the entity; nil where it is not known.
    var kind: (_ name: String, _ metrics: [String], _ entity: String?) -> ValueKind? = { _, _, _ in nil }
    /// A question's table, given its text, with its columns at least; the last result for an empty one.
    var table: (String) -> ResultTable? = { _ in nil }
    var columnValues: (_ head: String, _ column: String) -> [Entry] = { _, _ in [] }
    var logins: () -> [String] = { [] }
    /// The files that begin so, folders with a `/`.
    var files: (String) -> [String] = { _ in [] }
  }

  let catalog: Catalog?
  let variables: [String]
  let reports: [String]
  /// The tables that a `drill` looks behind.
  let lastTables: [ResultTable]
  /// Whether the last answer is what a `drill` found behind them.
  var isBehind = false
  /// The language of a line that does not tell its own.
  let isVietnamese: Bool
  /// The verb of the last question, from which a clause alone goes on.
  var lastVerb: Keyword?
  let known: Known

  /// Everything that may stand where the reader has come to, in the order that it is shown.
  func entries(_ reader: CompletionReader, typed: String, isQuoted: Bool = false) -> [Entry] {
    var seen: Set<String> = []
    // In quotes stand values and files alone.
    let wanted = isQuoted ? reader.wanted.filter { $0.isValue || $0 == .file } : reader.wanted
    return wanted.flatMap { entries(of: $0, reader, typed) }.filter { seen.insert($0.text).inserted }
  }

  func entries(of wanted: Wanted, _ reader: CompletionReader, _ typed: String) -> [Entry] {
    switch wanted {
    case .statement:
      keywords(Keyword.offered(.question) + Keyword.offered(.statement))
        + (isBehind ? [Entry("back", vietnamese: "quay lại")] : [])
        // Clauses alone are offered to who begins to write one.
        + (typed.isEmpty ? [] : lastVerb.map { keywords(Report.clauseWords(of: $0) + [.in, .and]) } ?? [])
    case .question: keywords(Keyword.offered(.question))
    case .keywords(let words): keywords(words.filter(\.isOffered))
    case .words(let words): words.map { Entry($0) }
    case .chart: chartKinds.map { Entry($0.name, vietnamese: $0.vietnamese) }
    case .clause: clauses(of: reader)
    case .period: keywords(Self.periods)
    case .units(let isOne, let hasHours):
      keywords([.day, .week, .month, .quarter, .year] + (hasHours ? [.hour] : []), plural: !isOne)
    case .oneUnit: keywords([.day, .week, .month, .quarter, .year])
    case .grain: keywords([.day, .week, .month, .quarter, .year, .hour, .weekday])
    case .stage: keywords(Keyword.offered(.pipe) + [.where, .assert])
    case .metric, .entity, .segment, .events, .topic, .asked, .function: names(wanted, reader)
    case .dimension, .anyDimension, .state, .member, .memberBehind, .link: members(wanted, reader)
    case .operators, .comparand, .whole, .membership: comparisons(wanted, reader, typed)
    case .value(let name): known.values(name, reader.metrics)
    case .column(let kind): columns(reader) { kind == nil || ValueKind($0.type) == kind }
    case .splitColumn: columns(reader) { $0.kind == .dimension }
    case .columnValue(let name): known.columnValues(reader.head ?? "", name)
    case .drillTable, .drillKey, .drillColumn: drill(wanted, reader)
    case .setting: Interpreter.settingNames.map { Entry($0, vietnamese: OurNames.vietnamese($0)) }
    case .settingValue(let name): Interpreter.settingValues(of: name).map { Entry($0, vietnamese: $1) }
    case .metricUnit: Units.offered.map { Entry($0) }
    case .parameterType: ParameterType.allCases.map { Entry($0.rawValue, vietnamese: OurNames.vietnamese($0.rawValue)) }
    case .format:
      (["plain", "0", "0.0"] + (reader.isVietnamese ?? isVietnamese ? ["0.0tr", "0.0 tỷ"] : ["0.0k", "0.0M", "0.0B"]))
        .map { Entry($0) }
    case .login: known.logins().map { Entry($0) }
    case .variable:
      (reader.own.names + variables.filter { !reader.own.names.contains($0) }).map { Entry("$\($0)") }
    case .variableMember(let name, let isRow): columns(of: name, isRow: isRow, reader)
    case .variableKey(let name):
      source(of: name, reader).map { text in
        known.table(text)?.columns.first.map { known.columnValues(text, $0.name) } ?? []
      } ?? []
    case .report: reports.map { Entry($0) }
    case .file: known.files(typed).map { Entry(value: $0) }
    }
  }

  private static let periods: [Keyword] = [
    .month, .quarter, .year, .week, .day, .last, .previous, .this, .from, .in, .today, .yesterday, .all,
  ]

  // MARK: Words

  func keywords(_ words: [Keyword], plural: Bool = false) -> [Entry] {
    words.map { word in
      let forms = word.entry
      let english = plural && forms.english.count > 1 ? forms.english[1] : forms.english[0]
      return Entry(english, vietnamese: forms.vietnamese.first, others: forms.english + forms.vietnamese.dropFirst())
    }
  }

  private func clauses(of reader: CompletionReader) -> [Entry] {
    // While a pipe or a clause alone is written no verb says what it takes.
    let offered = Report.clauseWords(of: reader.verb ?? .show, inSteps: reader.hasSteps)
    let hasPeriod = reader.used.contains(.month)
    let left = offered.filter { !reader.used.contains($0) && !(hasPeriod && $0.entry.role == .period) }
    // Where periods stand at all, `in 2023-09` is one.
    let isOfPeriods = left.contains(.from)
    return keywords(left + (isOfPeriods ? [.in] : []), plural: reader.verb?.takesHorizon == true)
  }

  // MARK: Names

  private func names(_ wanted: Wanted, _ reader: CompletionReader) -> [Entry] {
    guard let catalog else { return [] }
    let metrics = {
      catalog.metricOrder.compactMap { catalog.metrics[$0] }.map { Self.entry($0.name.text, $0.label, $0.also) }
    }
    let segments = {
      catalog.segments.keys.sorted().compactMap { catalog.segments[$0] }.map {
        Self.entry($0.name.text, $0.label, $0.also)
      }
    }
    let events = {
      catalog.events.keys.sorted().compactMap { catalog.events[$0] }.map { Self.entry($0.name.text, $0.label, $0.also) }
    }
    let entities = {
      catalog.entities.filter { !$0.isHistory }.map { Self.entry($0.name, $0.label, $0.also) }
    }
    switch wanted {
    case .metric: return metrics()
    case .segment: return segments()
    case .events: return events()
    case .entity: return entities()
    case .asked: return (reader.metrics + reader.groups).map { Entry($0) }
    case .topic:
      let functions = Function.all.map(\.name).sorted().map { Entry($0, vietnamese: FunctionNames.vietnamese[$0]) }
      return metrics() + entities() + segments() + events() + keywords(Keyword.offered(.question))
        + known.members([], nil).map(Self.entry) + [Entry("functions", vietnamese: "các hàm")] + functions
        + keywords(Keyword.allCases.filter { $0.isOffered && $0.entry.role != .question })
    case .function(let place):
      return Function.all.filter { $0.forms.contains { $0.places.contains(place) } }.map(\.name).sorted().map { name in
        Entry(name + "(", vietnamese: FunctionNames.vietnamese[name].map { $0 + "(" })
      }
    default: return []
    }
  }

  private func members(_ wanted: Wanted, _ reader: CompletionReader) -> [Entry] {
    switch wanted {
    case .dimension:
      return known.members(reader.metrics, reader.entity).filter(\.splits).map(Self.entry)
    case .state:
      let histories = catalog?.entities.flatMap { $0.histories.map(\.member) } ?? []
      return known.members([], nil).filter { histories.contains($0.name) }.map(Self.entry)
    case .anyDimension:
      var seen: Set<String> = []
      let all = catalog?.entities.filter { !$0.isHistory }.flatMap(\.members) ?? []
      return all.filter { $0.splits && seen.insert($0.name).inserted }.map(Self.entry)
    case .memberBehind(let name, _) where Keyword(spelled: name) == .questionPeriod:
      return ["start", "end", "last"].map { Entry($0) }
    case .memberBehind(let link, let kind):
      return known.membersBehind(link, reader.entity).filter { $0.fits(kind) }.map(Self.entry)
    case .link: return known.members(reader.metrics, reader.entity).filter { $0.kind == .link }.map(Self.entry)
    case .member(let kind) where reader.isOfAnyRows:
      var seen: Set<String> = []
      let all = catalog?.entities.filter { !$0.isHistory }.flatMap(\.members) ?? []
      return all.filter { $0.fits(kind) && seen.insert($0.name).inserted }.map(Self.entry)
    case .member(let kind):
      return known.members(reader.metrics, reader.entity).filter { $0.fits(kind) }.map(Self.entry)
    default: return []
    }
  }

  private static func entry(_ member: Member) -> Entry { entry(member.name, member.label, member.also) }

  private static func entry(_ name: String, _ label: String?, _ also: [String]) -> Entry {
    let plain = LooseNames.Entry(kind: .member, name: name, label: label).text(inVietnamese: true)
    return Entry(
      name, vietnamese: plain, others: ((label.map { [$0] } ?? []) + also).filter(NameTable.isWritten))
  }

  // MARK: Drill

  private func drill(_ wanted: Wanted, _ reader: CompletionReader) -> [Entry] {
    var words = reader.drillWords
    var table = lastTables.count == 1 ? lastTables.first : nil
    if lastTables.count > 1 {
      guard let name = words.first else {
        return wanted == .drillTable ? lastTables.map { Entry($0.nameInReport) } : []
      }
      table = lastTables.first { $0.nameInReport == Catalog.key(name) }
      words.removeFirst()
    }
    guard let table, let origin = table.origin, origin.arrangement == nil else { return [] }
    let count = origin.keyColumns.count
    switch wanted {
    case .drillKey(let place):
      // A word that stands there is the key; what follows it is the column.
      guard place < count, words.count == place else { return [] }
      var seen: Set<String> = []
      return origin.rows.prefix(5_000).compactMap { row in
        let label = row.labels[place]
        let isNone = label == .null
        let text = isNone ? "(none)" : row.keys[place] == .other ? "(other)" : label.plainText
        guard seen.insert(text).inserted else { return nil }
        if isNone { return Entry(text, vietnamese: CellText.none(.vi)) }
        return row.keys[place] == .other ? Entry(text) : Entry(value: text)
      } + (count == 1 ? [Entry("total", vietnamese: "tổng")] : [])
    case .drillColumn:
      guard words.count >= count || count == 0 else { return [] }
      return table.columns.filter { origin.cells[Catalog.key($0.name)] != nil }.map { Entry(column: $0) }
    default: return []
    }
  }
}

extension Member {
  /// Whether a table may have a row for each of its values.
  fileprivate var splits: Bool {
    switch kind {
    case .dimension, .link: true
    case .time, .measure: false
    }
  }

  /// Whether its values are of a kind; nil fits all.
  fileprivate func fits(_ kind: ValueKind?) -> Bool { kind == nil || ValueKind(value.type) == kind }
}
