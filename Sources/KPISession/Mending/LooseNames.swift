import KPICompiler
import KPILanguage

/// The names of a model as people write them: without marks, in the singular, with a letter wrong.
struct LooseNames: Sendable {
  enum Kind: Sendable, Hashable { case metric, member, entity, segment, events }

  /// Something that has a name.
  struct Entry: Sendable, Hashable {
    var kind: Kind
    var name: String
    var label: String?

    /// How a corrected line writes it.
    func text(inVietnamese: Bool) -> String {
      guard inVietnamese, let label, NameTable.isWritten(label) else { return name }
      // `NPS` stays as it is.
      let isWord = label.dropFirst().first?.isUppercase != true
      return isWord ? label.prefix(1).lowercased() + label.dropFirst() : label
    }
  }

  struct Match: Sendable {
    var entries: [Entry]
    /// How many words it takes.
    var length: Int
    /// Whether nothing but case, marks and number differs from the name.
    var isClose: Bool
    /// How many of the entries, from the first on, are called so in the same number.
    var countWritten = 0

    /// The first of a kind that is called so in the same number: `sale` is somebody, `sales` a number.
    func written(_ kind: Kind) -> Entry? { entries.prefix(countWritten).first { $0.kind == kind } }

    func entry(_ kinds: Kind...) -> Entry? {
      kinds.lazy.compactMap { kind in entries.first { $0.kind == kind } }.first
    }
  }

  /// A slip in an English line is none of a Vietnamese name.
  var readsEnglish = false
  /// Every word of the names that are written without marks.
  private(set) var englishWords: Set<String> = []
  /// Phrases that are written with marks wherever they stand.
  private(set) var marked: Set<String> = []
  /// What the model waits for in its cycle: the metric that counts it.
  private(set) var outcome: Entry?
  /// By a name of one word, how it is written with its marks.
  private(set) var spellings: [String: Set<String>] = [:]
  /// Measures, which nothing is split by.
  private(set) var measureMembers: Set<String> = []
  /// Every word of a name.
  private(set) var words: Set<String> = []
  /// By metric, its definition.
  private var texts: [String: String] = [:]
  private(set) var phrases: [String: [Entry]] = [:]
  /// By a phrase with one word for each thing (`deal` is `cơ hội`), what is called so.
  private(set) var otherWords: [String: [Entry]] = [:]
  private(set) var longest = 1
  private var metrics: [Entry] = []
  /// By entity, the metric that counts its rows.
  private var counts: [String: Entry] = [:]
  private var memberLabels: [String: String] = [:]
  /// By entity, the measure that is meant where none is named: the first with a unit.
  private var measures: [String: Entry] = [:]
  /// The dimensions of the subject that have a history.
  private(set) var states: Set<String> = []
  /// By entity, the time that places its rows.
  private var times: [String: String] = [:]
  /// Members that are times.
  private(set) var timeMembers: Set<String> = []
  /// The entity that the reports count, by name.
  let subjectName: String?
  /// What the rows of who works with the program are called as a member: `employee`.
  private(set) var person: Entry?
  /// The entity whose rows work with the program.
  private(set) var people: Entry?
  /// Members that lead to a row of another entity, which has a name.
  private(set) var linkMembers: Set<String> = []
  /// The first sum of money, which is meant where only money is asked for.
  private(set) var money: Entry?
  /// By entity, what its rows have.
  private(set) var rows: [String: Rows] = [:]
  /// By the name of a number that the model has no metric for, what it is in those that it has.
  private(set) var concepts: [String: String] = [:]
  /// By metric that counts some of an entity's rows: the list of just those.
  private var lists: [String: (subject: String, condition: String?)] = [:]

  init(_ catalog: Catalog) {
    subjectName = catalog.subject.map { catalog.entities[$0].name }
    var ranks: [String: Int] = [:]
    for key in catalog.metricOrder {
      guard let metric = catalog.metrics[key] else { continue }
      add(.metric, metric.name.text, metric.label, metric.also)
      let entry = Entry(kind: .metric, name: metric.name.text, label: metric.label)
      metrics.append(entry)
      if money == nil, metric.isSumOfMoney { money = entry }
      texts[metric.name.text] = metric.text
      if let list = metric.countedList { lists[metric.name.text] = list }
      if let entity = metric.countedEntity, let rank = metric.rank(asCountOf: entity) {
        if rank < ranks[entity] ?? .max { (counts[entity], ranks[entity]) = (entry, rank) }
      }
    }
    for segment in catalog.segments.values.sorted(by: { $0.name.text < $1.name.text }) {
      add(.segment, segment.name.text, segment.label, segment.also)
    }
    for events in catalog.events.values.sorted(by: { $0.name.text < $1.name.text }) {
      add(.events, events.name.text, events.label, events.also)
    }
    let viewer = catalog.viewer.flatMap { catalog.entity(named: $0.entity.text) }
    var people: [Entry: Int] = [:]
    for (place, entity) in catalog.entities.enumerated() where !entity.isHistory {
      for member in entity.members {
        guard let viewer, case .link(viewer) = member.value.type else { continue }
        people[Entry(kind: .member, name: member.name, label: member.label), default: 0] += 1
      }
      add(.entity, entity.name, entity.label, entity.also)
      states.formUnion(entity.histories.map(\.member))
      if entity.nameColumn != nil { add(.member, "name", "tên", []) }
      times[Catalog.key(entity.name)] = entity.members.first { $0.isTime }?.name
      let facts = Rows(entity, at: place)
      rows[Catalog.key(entity.name)] = facts
      measures[Catalog.key(entity.name)] = facts.meant
      for member in entity.members {
        add(.member, member.name, member.label, member.also)
        if member.kind == .measure { measureMembers.insert(member.name) }
        if member.isTime { timeMembers.insert(member.name) }
        if case .link = member.value.type { linkMembers.insert(member.name) }
        if let label = member.label, memberLabels[member.name] == nil { memberLabels[member.name] = label }
      }
    }
    if money == nil {
      money = soleSum(over: catalog.reports["cycle"]?.outcome?.path.text)
      // What a shop takes in, though its model calls it otherwise.
      if let money, phrases["revenue"] == nil, phrases["doanh thu"] == nil {
        add(.metric, money.name, money.label, ["revenue", "doanh thu", "doanh số"])
      }
    }
    addCountsOfEntities()
    addConcepts()
    person = Self.most(people)
    self.people = viewer.map { catalog.entities[$0] }.map { Entry(kind: .entity, name: $0.name, label: $0.label) }
    outcome = catalog.reports["cycle"]?.outcome.flatMap { counts[Catalog.key($0.path.text)] }
  }

  /// `hợp đồng gia hạn` of `Gia hạn`, which counts some of the contracts.
  private mutating func addCountsOfEntities() {
    for metric in metrics {
      guard let label = metric.label, let list = lists[metric.name], list.condition != nil,
        let entity = list.subject.split(separator: " ").first,
        let whole = rows[Catalog.key(String(entity))]?.entity.label
      else { continue }
      let phrase = LooseWord.plain("\(whole) \(label)")
      guard !LooseWord.plain(label).contains(LooseWord.plain(whole)), phrases[phrase] == nil else { continue }
      add(.metric, metric.name, metric.label, ["\(whole) \(label)"])
    }
  }

  /// What the model has no metric for, though it has what that is made of.
  private mutating func addConcepts() {
    for concept in LooseConcept.all {
      let expression = concept.expression { name in
        phrases[LooseWord.plain(name)]?.first { $0.kind == .metric }?.name
      }
      guard let expression else { continue }
      concepts[concept.name] = expression
      guard concept.isSure else { continue }
      add(.metric, expression, nil, concept.phrases.filter { (phrases[$0] ?? []).isEmpty })
      texts[expression] = expression
    }
  }

  private static func most(_ counts: [Entry: Int]) -> Entry? {
    counts.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }?.key
  }

  private mutating func add(_ kind: Kind, _ name: String, _ label: String?, _ also: [String]) {
    let entry = Entry(kind: kind, name: name, label: label)
    for text in [name] + (label.map { [$0] } ?? []) + also {
      let words = Self.words(of: text)
      let phrase = words.joined(separator: " ")
      self.words.formUnion(words.map(String.init))
      if words.count == 1 { spellings[phrase, default: []].insert(text.lowercased()) }
      if text.utf8.allSatisfy({ $0 < 0x80 }) {
        englishWords.formUnion(words.map(String.init))
        marked.remove(phrase)
      } else if phrases[phrase] == nil {
        marked.insert(phrase)
      }
      if phrases[phrase]?.contains(where: { $0.kind == kind && $0.name == name }) == true { continue }
      phrases[phrase, default: []].append(entry)
      otherWords[LooseWords.withOneWordForEach(phrase), default: []].append(entry)
      longest = max(longest, words.count)
    }
  }

  /// Whether a word is one of a name or one that lines are read with.
  func isWord(_ plain: String) -> Bool { LooseWords.all.contains(plain) || words.contains(plain) }

  private static func words(of text: String) -> [Substring] {
    LooseWord.plain(text).split { $0 == " " || $0 == "-" }
  }

  /// The metric that counts an entity's rows.
  func count(of entity: String) -> Entry? { counts[Catalog.key(entity)] }

  /// The metric that counts all rows that an entity has by the period's end; nil where none does, or the entity's own
  /// name is that of a metric.
  func stock(of entity: String) -> Entry? {
    let name = exact(LooseWord.words(of: entity)[...])
    return name?.entry(.metric) == nil ? metrics.first { texts[$0.name] == "stock(\(entity))" } : nil
  }

  /// The subject's name in front of words, without what a longer name has behind it: `customers who bought` is a metric.
  func subjectAlone(_ words: ArraySlice<LooseWord>) -> (entry: Entry, length: Int)? {
    for length in [1, 2] where words.count > length {
      guard let entity = exact(words.prefix(length))?.entry(.entity), entity.name == subjectName else { continue }
      // `khách hàng` is one name, though `khách` is another.
      if length == 1, exact(words.prefix(2))?.entry(.entity)?.name == subjectName,
        exact(words.prefix(2))?.length == 2
      {
        continue
      }
      return (entity, length)
    }
    return nil
  }

  /// What a number beside an entity, or a metric of it, is held against: `đơn hàng trên 5 triệu`.
  func measure(of subject: Entry) -> Entry? {
    guard subject.kind == .metric else { return measures[Catalog.key(subject.name)] }
    if let list = lists[subject.name]?.subject.split(separator: " ").first {
      return measures[Catalog.key(String(list))]
    }
    // `stock(opportunities while …)` has rows of those, too.
    guard let text = texts[subject.name], text.hasPrefix("stock(") else { return nil }
    return measures[Catalog.key(String(text.dropFirst("stock(".count).prefix { $0.isLetter || $0 == "_" }))]
  }

  /// The time that places an entity's rows.
  func time(of entity: String) -> String? { times[Catalog.key(entity)] }

  /// The rows that a metric counts, as `list` asks for them; nil where it is no plain count.
  func list(of metric: Entry) -> (subject: String, condition: String?)? { lists[metric.name] }

  /// The same in Vietnamese where names are so written: `cuộc gọi`, `trạng thái = missed`.
  func list(of metric: Entry, inVietnamese: Bool) -> (subject: String, condition: String?)? {
    guard var list = lists[metric.name], inVietnamese else { return lists[metric.name] }
    if let entity = exact(LooseWord.words(of: list.subject)[...])?.entry(.entity), entity.name == list.subject {
      list.subject = entity.text(inVietnamese: true)
    }
    if let parts = list.condition?.split(separator: " ").map(String.init), parts.count == 3, parts[1] == "=",
      let label = memberLabels[parts[0]], NameTable.isWritten(label)
    {
      list.condition = "\(label.lowercased()) = \(parts[2])"
    }
    return list
  }

  /// The metric that adds up what another one counts: `won_value` of `won_opportunities`; nil where none or several do.
  func sum(of metric: Entry) -> Entry? {
    guard let text = texts[metric.name] else { return nil }
    // `count(E …)` beside `sum(E.M …)`, `stock(E …)` beside `stock(sum E.M …)`.
    guard
      let (counting, summing) = [("count(", "sum("), ("stock(", "stock(sum ")].first(where: { text.hasPrefix($0.0) })
    else { return nil }
    let entity = text.dropFirst(counting.count).prefix { $0.isLetter || $0 == "_" }
    let rest = text.dropFirst(counting.count + entity.count)
    let sums = metrics.filter { other in
      guard let sum = texts[other.name], sum.hasPrefix("\(summing)\(entity)."), sum.hasSuffix(rest) else {
        return false
      }
      return sum.dropFirst(summing.count + entity.count + 1).dropLast(rest.count)
        .allSatisfy { $0.isLetter || $0 == "_" }
    }
    if sums.count == 1 { return sums.first }
    // Of several the one of what is meant where none is named.
    let measure = measures[Catalog.key(String(entity))]?.name ?? "-"
    return sums.first { texts[$0.name]?.hasPrefix("\(summing)\(entity).\(measure)") ?? false }
  }

  /// The metric that counts the same rows as another at a time of theirs.
  func count(of metric: Entry, at time: String) -> Entry? {
    guard let own = lists[metric.name], !own.subject.contains(" ") else { return nil }
    return metrics.first { other in
      guard let list = lists[other.name] else { return false }
      return list.subject == "\(own.subject) at \(time)" && list.condition == own.condition
    }
  }

  /// Whether a metric's own definition names an entity or a measure.
  func reads(_ metric: Entry, _ entity: Entry) -> Bool {
    guard let text = texts[metric.name] else { return false }
    return text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == entity.name }
  }

  /// Whether a member, by name or label, is a measure or a time.
  func isNumberOrTime(_ text: String) -> Bool {
    guard let member = exact(LooseWord.words(of: text)[...])?.entry(.member) else { return false }
    return measureMembers.contains(member.name) || timeMembers.contains(member.name)
  }

  /// Whether a member, by name or label, is a number that rows have and nothing else.
  func isMeasure(_ text: String) -> Bool {
    guard let member = exact(LooseWord.words(of: text)[...])?.entry(.member) else { return false }
    return measureMembers.contains(member.name)
  }

  /// The metrics whose definition is a text.
  func metrics(defined isMeant: (String) -> Bool) -> [Entry] { metrics.filter { texts[$0.name].map(isMeant) ?? false } }

  /// How a metric is defined.
  func definition(of metric: Entry) -> String? { texts[metric.name] }

  /// The metric of just this name.
  func metric(named name: String) -> Entry? { metrics.first { $0.name == name } }

  /// The label of a time, dimension, link or measure.
  func label(of member: String) -> String? { memberLabels[member] }
}
