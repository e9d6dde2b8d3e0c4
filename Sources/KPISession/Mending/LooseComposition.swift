import KPIEngine
import KPILanguage

extension LooseParts {
  /// What the parts ask together; nil where they do not go together, or one of them has no place in it.
  func question() -> LooseQuestion? {
    var composition = LooseComposition(self)
    return composition.compose()
  }
}

/// A question made of the parts of a line, by what they are and what stands beside them.
struct LooseComposition {
  typealias Entry = LooseNames.Entry

  /// What is asked for: a metric, or an expression, which has no entry.
  struct Number {
    var text: String
    var entry: Entry?
    var place: Int
  }

  /// Rows that are named: customers, tasks; whether it is asked how many they are.
  struct Thing {
    var entity: Entry
    var place: Int
    var isCounted: Bool
  }

  let names: LooseNames
  let values: LooseValues
  let today: Int
  let parts: [LooseParts.Part]
  var question: LooseQuestion
  /// The roles that were said, and those that have their place in the question.
  var said: Set<LooseParts.Role> = []
  var numbers: [Number] = []
  var things: [Thing] = []
  var splits: [Entry] = []
  var grains: [String] = []
  var eachNames: [(match: LooseNames.Match, place: Int)] = []
  var eachGrain: String?
  var deeds: [(deed: LooseParts.Deed, place: Int)] = []
  var periods: [(period: PeriodPhrase, place: Int)] = []
  var comparisons: [(text: String, isLarge: Bool)] = []
  var top: Int?
  /// What rows are asked for by name: `which customers`.
  var asked: Entry?
  /// `top cities`: more than one of them.
  var asksSeveral = false
  var valueDimensions: [String] = []

  init(_ line: LooseParts) {
    (names, values, today) = (line.names, line.values, line.today)
    var parts = line.parts.filter { $0.role != .look }
    // `có tăng không`, `đạt chưa`: it asks, and denies nothing.
    if parts.count > 1, let last = parts.last, last.role == .negation,
      ["khong", "chua", "ko", "k"].contains(last.words.map(\.plain).joined(separator: " "))
    {
      parts.removeLast()
    }
    self.parts = parts
    question = LooseQuestion(isVietnamese: line.isVietnamese)
  }

  var isVietnamese: Bool { question.isVietnamese }

  func says(_ roles: LooseParts.Role...) -> Bool { roles.contains(where: said.contains) }

  func role(_ place: Int) -> LooseParts.Role? { parts.indices.contains(place) ? parts[place].role : nil }

  func metric(_ name: String) -> Entry? {
    names.exact(LooseWord.words(of: name)[...])?.entry(.metric).flatMap { $0.name == name ? $0 : nil }
  }

  func written(_ entry: Entry) -> String { entry.text(inVietnamese: isVietnamese) }

  mutating func compose() -> LooseQuestion? {
    guard parts.count > 1, sort() else { return nil }
    guard !says(.forecast, .when, .overdue), !(says(.why) && says(.howMany, .list, .who)) else { return nil }
    guard readGenders(), readDeeds(), readMoney(), readOpen(), readThings() else { return nil }
    if question.verb == .cycle {
      return comparisons.isEmpty && !says(.most, .least, .negation, .percent) ? question : nil
    }
    if says(.target) { return scorecard() }
    guard !says(.reached), readEach(), readPercent(), readMean(), readWho() else { return nil }
    let asksRows = numbers.isEmpty && deeds.isEmpty && !isRanked && question.verb == nil
    if says(.list) || asked != nil && (says(.negation) || !comparisons.isEmpty || asksRows) { return list() }
    guard !says(.negation), settlePeriods(), settleNumbers(), settleComparison(), settleRank() else { return nil }
    question.verb = question.verb ?? (says(.why) ? .why : .show)
    if says(.why) {
      guard question.compare != nil, question.subjects.count == 1, question.top == nil else { return nil }
    }
    return question.subjects.isEmpty ? nil : question
  }

  // MARK: Parts by what stands beside them

  private mutating func sort() -> Bool {
    for (place, part) in parts.enumerated() {
      switch part.kind {
      case .role(let role):
        said.insert(role)
        guard isPlaced(role, at: place) else { return false }
      case .deed(let deed): deeds.append((deed, place))
      case .period(let period): periods.append((period, place))
      case .comparison(let text, let isLarge): comparisons.append((text, isLarge))
      case .grain(let grain):
        guard addGrain(grain, at: place) else { return false }
      case .count(let count):
        let next = [.most, .least].contains(role(place + 1)) ? place + 2 : place + 1
        guard top == nil, next < parts.count, case .name = parts[next].kind else { return false }
        if role(place - 1) != .each { top = count }
      case .value(let dimension, let text): addValue(text, of: dimension, isExcept: role(place - 1) == .except)
      case .name(let match):
        guard addName(match, at: place) else { return false }
      }
    }
    return comparisons.count < 2 && periods.count < 3
  }

  /// Whether what a role needs behind it is there.
  private func isPlaced(_ role: LooseParts.Role, at place: Int) -> Bool {
    let next = parts.indices.contains(place + 1) ? parts[place + 1].kind : nil
    switch role {
    case .by, .each:
      switch next {
      case .name, .grain, .count, .role(.each), .role(.howMany): return true
      default: return false
      }
    case .except: if case .value = next { return true } else { return false }
    case .over:
      switch next {
      case .value, .name, .role(.each): return true
      default: return false
      }
    // `bao nhiêu người` are no way to ask for a number of money.
    case .person: return self.role(place - 1) != .howMany
    default: return true
    }
  }

  private mutating func addGrain(_ grain: String, at place: Int) -> Bool {
    let before = role(place - 1)
    // `monthly`, `hàng tháng`
    let isAdverb = LooseWords.grains[parts[place].words.map(\.plain).joined(separator: " ")] != nil
    if before == .each, says(.average) || parts.contains(where: { $0.role == .average }) {
      guard eachGrain == nil else { return false }
      eachGrain = grain
      return true
    }
    guard
      isAdverb || before == .each || before == .by || before == .which || before == .most || before == .least
        || before == .and || role(place + 1) == .whichBehind
    else { return false }
    grains.append(grain)
    return true
  }

  private mutating func addValue(_ text: String, of dimension: String, isExcept: Bool) {
    let entry = Entry(kind: .member, name: dimension, label: names.label(of: dimension))
    if isExcept {
      question.conditions.append(LooseQuestion.Condition(text: "\(written(entry)) != \(LooseValues.written(text))"))
    } else {
      valueDimensions.append(dimension)
      question.addValue(text, of: written(entry))
    }
  }

  /// The member that a name splits by, if one of it does.
  private func split(_ match: LooseNames.Match) -> Entry? {
    if let member = match.entry(.member), !names.measureMembers.contains(member.name),
      !names.timeMembers.contains(member.name)
    {
      return member
    }
    guard let entity = match.entry(.entity) else { return nil }
    return [entity.name, String(entity.name.dropLast())].first(where: names.linkMembers.contains)
      .map { Entry(kind: .member, name: $0, label: names.label(of: $0)) }
      ?? names.exact(LooseWord.words(of: String(entity.name.dropLast()))[...])?.entry(.member)
  }

  private mutating func addName(_ match: LooseNames.Match, at place: Int) -> Bool {
    let (before, behind) = (role(place - 1), role(place + 1))
    var isCount = false
    if place > 1, case .count = parts[place - 2].kind, before == .most || before == .least { isCount = true }
    if place > 0, case .count = parts[place - 1].kind { isCount = role(place - 2) != .each }
    if before == .each || place > 1 && role(place - 2) == .each && !isCount && isNumberOne(place - 1) {
      eachNames.append((match, place))
      return true
    }
    let isWhich = before == .which || behind == .whichBehind
    let metric = match.entry(.metric)
    let isCalled = metric?.isCalled(parts[place].words) ?? false
    if before == .by || isWhich || isCount || before == .most && metric == nil || before == .least && metric == nil {
      if before == .by, metric != nil, isCalled || split(match) == nil { return addNumber(metric, place) }
      if let member = split(match), !(isWhich && metric != nil && isCalled) {
        if before == .most || before == .least { asksSeveral = parts[place].words.last?.plain.hasSuffix("s") ?? false }
        if isWhich, let entity = match.entry(.entity) { asked = entity }
        if before == .which, parts[place].words.last?.plain.hasSuffix("s") ?? false { asksSeveral = true }
        if !splits.contains(member) { splits.append(member) }
        return true
      }
      if isWhich, metric != nil, let entity = match.entry(.entity) {
        asked = entity
        return true
      }
    }
    if let metric { return addNumber(metric, place) }
    if let segment = match.entry(.segment) {
      question.conditions.append(LooseQuestion.Condition(text: segment.name))
      return true
    }
    if let entity = match.entry(.entity),
      entity.name == names.subjectName || match.entry(.member) == nil
        || names.count(of: entity.name) != nil || before == .howMany
    {
      things.append(Thing(entity: entity, place: place, isCounted: before == .howMany))
      return true
    }
    // `and` goes on with what it was split by before.
    if before == .and, !splits.isEmpty, let member = split(match) {
      splits.append(member)
      return true
    }
    guard let member = match.entry(.member) else { return false }
    if member == names.person, parts.contains(where: { $0.role == .who }) { return true }
    if isLabel(member, at: place) { return true }
    // `lý do mất nhiều nhất là gì`: what is ranked, and how many there are of each.
    guard isRanked, splits.isEmpty, split(match) != nil else { return false }
    splits = [member]
    if let counted = names.count(ofThoseWith: member) { return addNumber(counted, place) }
    return true
  }

  var isRanked: Bool { parts.contains { [.most, .least, .superlative].contains($0.role) } }

  /// `một đơn` is each of them, `1 đơn`, too.
  private func isNumberOne(_ place: Int) -> Bool { parts[place].words.first?.plain == "1" }

  /// `giai đoạn Đàm phán`, `the retail industry`: what the value beside it is of.
  private func isLabel(_ member: Entry, at place: Int) -> Bool {
    [place - 1, place + 1].contains { other in
      guard parts.indices.contains(other), case .value(let dimension, _) = parts[other].kind else { return false }
      return dimension == member.name
    }
  }

  private mutating func addNumber(_ metric: Entry?, _ place: Int) -> Bool {
    guard let metric else { return false }
    if !numbers.contains(where: { $0.entry == metric }) {
      numbers.append(Number(text: written(metric), entry: metric, place: place))
    }
    return true
  }

  /// `khách nữ`, `female customers`: whose gender it is.
  private mutating func readGenders() -> Bool {
    for (role, texts) in [(LooseParts.Role.female, ["female", "nu"]), (.male, ["male", "nam"])] where says(role) {
      guard let found = values.value(texts) else { return false }
      addValue(found.text, of: found.dimension, isExcept: false)
    }
    return true
  }
}
