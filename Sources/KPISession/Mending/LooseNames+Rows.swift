import KPICompiler
import KPILanguage

extension LooseNames {
  /// What the rows of an entity have that a line may ask of them.
  struct Rows: Sendable {
    var entity: Entry
    var measures: [Entry] = []
    var dimensions: Set<String> = []
    /// Measures that are money by their names, and dimensions that are numbers.
    var money: Set<String> = []
    var numbers: [Entry] = []
    /// The entities that its rows have links to.
    var linked: Set<Int> = []
    /// What is meant where a number is held against the rows and none of theirs is named.
    var meant: Entry?
    /// Times, but for the one that places the rows.
    var times: Set<String> = []
    /// Those of them that are an intention.
    var planned: [String] = []
    /// By a time, the one that reads the same column as an intention.
    var plannedTwins: [String: String] = [:]
    /// By when it should have been done, and when it was.
    var due: String?
    var done: String?
    /// A length of time, and what one of its units is in seconds.
    var length: (measure: Entry, seconds: Int)?

    /// The entity's place in the catalog.
    var place = 0

    init(_ entity: Entity, at place: Int) {
      self.place = place
      self.entity = Entry(kind: .entity, name: entity.name, label: entity.label)
      dimensions = Set(entity.members.filter { $0.kind == .dimension }.map(\.name))
      money = Set(entity.members.filter { $0.kind == .measure && $0.isMoneyByName }.map(\.name))
      numbers = entity.members.filter { $0.kind == .dimension && $0.value.type == .number }
        .map { Entry(kind: .member, name: $0.name, label: $0.label) }
      for member in entity.members { if case .link(let target) = member.value.type { linked.insert(target) } }
      let own = entity.members.filter { $0.kind == .measure }
      measures = own.map { Entry(kind: .member, name: $0.name, label: $0.label) }
      if let priced = own.first(where: { $0.unit != nil }) ?? own.first(where: \.isMoneyByName) {
        meant = Entry(kind: .member, name: priced.name, label: priced.label)
      } else if own.count == 1 {
        meant = measures.first
      }
      for member in entity.members.filter(\.isTime).dropFirst() {
        times.insert(member.name)
        let words = LooseWord.plain("\(member.name) \(member.label ?? "")").split(separator: " ").map(String.init)
        if case .time(isPlanned: true) = member.kind { planned.append(member.name) }
        if due == nil, !LooseWords.dueTimes.isDisjoint(with: words) { due = member.name }
        if done == nil, !LooseWords.doneTimes.isDisjoint(with: words) { done = member.name }
      }
      for member in entity.members where planned.contains(member.name) {
        guard let column = member.timeColumn else { continue }
        for twin in entity.members where twin.name != member.name && twin.timeColumn == column {
          plannedTwins[twin.name] = member.name
        }
      }
      for (measure, entry) in zip(own, measures) where length == nil {
        guard let seconds = measure.secondsOfUnit else { continue }
        length = (entry, seconds)
      }
    }
  }

  /// What the rows of an entity have.
  func rows(of entity: String) -> Rows? { rows[Catalog.key(entity)] }

  /// The entities whose rows have a measure.
  func entities(with measure: Entry) -> [Rows] {
    rows.values.filter { ($0.measures + $0.numbers).contains { $0.name == measure.name } }.sorted {
      $0.entity.name < $1.entity.name
    }
  }

  /// The entity whose rows a metric counts or adds up, its condition, and what it adds up; nil for every other metric.
  func parts(of metric: Entry) -> (entity: String, condition: String?, measure: String?)? {
    guard let text = definition(of: metric).map(Self.withoutFactor), text.hasSuffix(")"),
      let function = ["count(", "sum("].first(where: text.hasPrefix), text.filter({ $0 == "(" }).count == 1
    else { return nil }
    let inside = text.dropFirst(function.count).dropLast()
    guard !inside.contains(" at "), !inside.contains(" per "), !inside.contains(" each ") else { return nil }
    let place = inside.firstRange(of: " where ")
    let path = inside[..<(place?.lowerBound ?? inside.endIndex)].split(separator: ".").map(String.init)
    guard path.count == (function == "sum(" ? 2 : 1), path[0].allSatisfy({ $0.isLetter || $0 == "_" }) else {
      return nil
    }
    return (path[0], place.map { String(inside[$0.upperBound...]) }, path.count == 2 ? path[1] : nil)
  }

  /// Whether an entity is the one that the reports follow, or a metric counts its rows, by another name, too.
  func isSubject(_ entry: Entry) -> Bool {
    if entry.kind == .entity { return entry.name == subjectName }
    guard entry.kind == .metric, let subjectName, let text = definition(of: entry) else { return false }
    return text == "count(\(subjectName))" || metrics { $0 == "count(\(subjectName))" }.contains { $0.name == text }
  }

  /// The rows that a stock has now: what they are, and the time that ends them; nil where it leaves some of them out.
  func openRows(of metric: Entry) -> (entity: String, end: String)? {
    guard let text = definition(of: metric), text.hasPrefix("stock("), text.hasSuffix(")"),
      let joint = text.firstRange(of: " while "), let dots = text.firstRange(of: " .. ")
    else { return nil }
    let entity = String(text.dropFirst("stock(".count)[..<joint.lowerBound])
    let end = String(text[dots.upperBound...].dropLast())
    guard rows(of: entity)?.times.contains(end) == true else { return nil }
    return (entity, end)
  }

  /// Whether a metric counts different subjects of other rows: buyers.
  func countsSubjects(_ metric: Entry) -> Bool {
    guard let subjectName, let text = definition(of: metric) else { return false }
    let links = [subjectName, String(subjectName.dropLast())]
    return ["count(distinct ", "count(each ", "count(first "].contains(where: text.hasPrefix)
      && links.contains { text.contains(".\($0)") || text.contains(" per \($0)") }
  }

  /// A definition without the number that it is divided by, `/ 60`, which only changes its unit.
  static func withoutFactor(_ text: String) -> String {
    guard let sign = text.ranges(of: ") / ").last, text[sign.upperBound...].allSatisfy(\.isNumber) else { return text }
    return String(text[...sign.lowerBound])
  }

  /// Whether a metric adds up a measure of these rows.
  func isSummed(_ measure: Entry, in rows: Rows) -> Bool {
    !metrics { $0.hasPrefix("sum(\(rows.entity.name).\(measure.name)") }.isEmpty
  }

  /// The one metric that counts rows which have a dimension, by a word of its name: `lost_opportunities` have a
  /// `lost_reason`, the others have none.
  func count(ofThoseWith dimension: Entry) -> Entry? {
    let words = Set(dimension.name.split(separator: "_"))
    guard words.count > 1 else { return nil }
    let found = metrics { $0.hasPrefix("count(") }.filter { metric in
      guard let entity = list(of: metric)?.subject.split(separator: " ").first.map(String.init), entity != subjectName,
        rows(of: entity)?.dimensions.contains(dimension.name) == true
      else { return false }
      return !words.isDisjoint(with: Set(metric.name.split(separator: "_")))
    }
    return found.count == 1 ? found.first : nil
  }

  /// The one metric that adds up money by its name; of several that of an entity.
  func soleSum(over outcome: String?) -> Entry? {
    let sums = metrics { $0.hasPrefix("sum(") }.filter { metric in
      guard let (entity, _, measure) = parts(of: metric), let measure else { return false }
      return rows(of: entity)?.money.contains(measure) == true
    }
    if sums.count == 1 { return sums.first }
    let own = sums.filter { outcome != nil && parts(of: $0)?.entity == outcome }
    return own.count == 1 ? own.first : nil
  }

  /// Whether a metric adds up the money of what another one's rows are made of: the items of sales.
  func isOfParts(_ metric: Entry, of whole: Entry) -> Bool {
    guard whole == money, let (entity, condition, summed) = parts(of: metric), condition == nil, let measure = summed,
      let own = parts(of: whole), own.measure != nil, own.condition == nil, let part = rows(of: entity),
      let place = rows(of: own.entity)?.place
    else { return false }
    return part.linked.contains(place) && part.money.contains(measure)
  }

  /// What a count or a sum of rows comes to of those that are open; nil where none or several do.
  func stock(ofSame metric: Entry) -> Entry? {
    guard let (entity, condition, measure) = parts(of: metric), condition == nil else { return nil }
    let prefix = measure.map { "stock(sum \(entity).\($0) while " } ?? "stock(\(entity) while "
    let found = metrics { $0.hasPrefix(prefix) }
    return found.count == 1 ? found.first : nil
  }

  /// What adds a measure up: a metric where just one does, else its own sum.
  func sum(of measure: Entry, in rows: Rows) -> Entry? {
    let path = "sum(\(rows.entity.name).\(measure.name)"
    let found = metrics { $0 == "\(path))" || $0.hasPrefix("\(path) where ") && !$0.contains(" at ") }
    if found.count == 1 { return found.first }
    // Of several the one that each of the others cuts further: all calls that were answered, not those that came in.
    let widest = found.first { one in
      let own = definition(of: one).map(Self.withoutFactor)?.dropLast() ?? "-"
      return found.allSatisfy { definition(of: $0)?.hasPrefix(own) ?? false }
    }
    if let widest { return widest }
    return found.isEmpty ? Entry(kind: .metric, name: "\(path))") : nil
  }

  /// The mean of a measure, of the rows that its sum has; nil where nobody has said which those are.
  func mean(of measure: Entry, in rows: Rows) -> Entry? { aggregate("avg", of: measure, in: rows) }

  /// Any aggregate of a measure, of the rows that its sum has.
  func aggregate(_ function: String, of measure: Entry, in rows: Rows) -> Entry? {
    let path = "(\(rows.entity.name).\(measure.name)"
    let own = metrics { $0 == "\(function)\(path))" }
    if own.count == 1 { return own.first }
    guard let sum = sum(of: measure, in: rows),
      let definition = (definition(of: sum) ?? Optional(sum.name)).map(Self.withoutFactor),
      definition.hasPrefix("sum\(path)")
    else { return nil }
    let condition = definition.dropFirst("sum\(path)".count)
    let counts = function == "avg" ? metrics { $0 == "count(\(rows.entity.name)\(condition)" } : []
    // `revenue / orders` has a name.
    for count in counts {
      if let quotient = metrics(defined: { $0 == "\(sum.name) / \(count.name)" }).first { return quotient }
    }
    return Entry(kind: .metric, name: "\(function)\(path)\(condition)")
  }
}

extension Member {
  /// The column that a time of the rows themselves is.
  fileprivate var timeColumn: Int? {
    guard isTime, case .time(_, let column, _) = value.expression else { return nil }
    return column
  }

  fileprivate var isMoneyByName: Bool {
    let words = LooseWord.plain("\(name) \(label ?? "")")
    return LooseWords.moneyMeasures.contains { " \(words) ".contains(" \($0) ") }
  }

  /// What one of a length of time is in seconds, by how it is called; nil where it is none.
  fileprivate var secondsOfUnit: Int? {
    let words = Set(
      LooseWord.words(of: "\(name) \(label ?? "")").flatMap { $0.plain.split(separator: " ") }.map(String.init))
    return LooseWords.lengthUnits.first { !$0.forms.isDisjoint(with: words) }?.seconds
  }
}
