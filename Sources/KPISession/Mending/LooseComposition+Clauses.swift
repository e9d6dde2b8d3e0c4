import KPIEngine
import KPILanguage

// The period, what is held against a number, and the greatest or the least.
extension LooseComposition {
  /// The period, and what it is held against.
  mutating func settlePeriods() -> Bool {
    let versus = parts.firstIndex { $0.role == .versus }
    if says(.sameLastYear) {
      guard periods.count < 2 else { return false }
      question.period = periods.first?.period ?? PeriodPhrase(kind: .this(.year), length: 0)
      question.compare = .year
      return true
    }
    switch periods.count {
    case 2:
      let isBetween = parts[periods[0].place..<periods[1].place].contains { $0.role == .change }
      guard says(.versus, .compare) || isBetween else { return false }
      // `compare October and November`: the later one beside the earlier, as it is said.
      var (now, then) = (periods[0].period, periods[1].period)
      if let versus, versus < periods[0].place { swap(&now, &then) }
      question.period = now
      question.compare = .with(then.text(inVietnamese: isVietnamese))
      return true
    case 1:
      let period = periods[0].period
      if let versus {
        // Values held against each other.
        if Set(valueDimensions).count == 1, valueDimensions.count > 1, !says(.change) {
          question.period = period
          return true
        }
        guard versus < periods[0].place, case .previous(let grain) = period.kind else { return false }
        question.period = PeriodPhrase(kind: .this(grain), length: 0)
        question.compare = .previous
        return true
      }
      question.period = period
      if says(.change) { question.compare = .previous }
      return true
    default:
      if versus != nil { return Set(valueDimensions).count == 1 && valueDimensions.count > 1 }
      return !says(.change)
    }
  }

  /// What is still to come has numbers only where they are planned.
  private var asksAhead: Bool {
    guard let period = question.period else { return false }
    let start: Int? =
      switch period.kind {
      case .unit(_, let start): start
      case .range(let from, _): from.start
      default: nil
      }
    // `contracts expiring in January`: the next one, or the last? Nobody has said.
    let isPlanned = numbers.contains { number in
      let text = number.entry.flatMap { names.definition(of: $0) } ?? number.text
      return names.rows.values.contains { $0.planned.contains { text.contains($0) } }
    }
    if isPlanned, !period.hasYear, let start, start <= today { return true }
    guard let start, start > today else { return false }
    return !isPlanned
  }

  /// `đơn hàng … cancelled` of a number that counts the placed ones: no row is both.
  var contradicts: Bool {
    numbers.contains { number in
      let text = number.entry.flatMap { names.definition(of: $0) } ?? number.text
      return valueDimensions.contains { text.contains("\($0) = ") }
    }
  }

  mutating func settleNumbers() -> Bool {
    // `nhân viên giỏi nhất là ai`: who brings the most money.
    if numbers.isEmpty, things.isEmpty, isRanked, let person = names.person, splits == [person], let money = names.money
    {
      numbers = [Number(text: written(money), entry: money, place: 0)]
    }
    if contradicts { return false }
    if asksAhead { return false }
    // A share is of all the groups together, not of each unit's.
    if question.verb == .share, !grains.isEmpty { return false }
    if numbers.count > 1, !says(.and) { guard readNameInParts() else { return false } }
    guard !numbers.isEmpty else { return false }
    question.subjects = numbers.map(\.text)
    question.by = splits.map(written) + grains.map(written)
    // `Facebook vs Zalo`
    if says(.versus, .or, .compare), valueDimensions.count > 1, Set(valueDimensions).count == 1 {
      let name = valueDimensions[0]
      let entry = Entry(kind: .member, name: name, label: names.label(of: name))
      if !question.by.contains(written(entry)) { question.by.insert(written(entry), at: 0) }
    } else if says(.or) || says(.compare) && question.compare == nil {
      return false
    }
    return true
  }

  /// `conversion rate of Zalo leads`: a name whose words stand apart.
  private mutating func readNameInParts() -> Bool {
    guard numbers.count == 2, numbers.allSatisfy({ parts.indices.contains($0.place) }) else { return false }
    let (first, second) = (parts[numbers[0].place].words, parts[numbers[1].place].words)
    for joint in ["", "of", "của"] {
      let words = Array(first) + LooseWord.words(of: joint) + Array(second)
      guard let match = names.exact(words[...]), match.length == words.count, let metric = match.entry(.metric) else {
        continue
      }
      numbers = [Number(text: written(metric), entry: metric, place: numbers[0].place)]
      return true
    }
    return false
  }

  func written(_ grain: String) -> String {
    let keyword = Keyword(rawValue: grain)
    return isVietnamese ? keyword?.entry.vietnamese.first ?? grain : grain
  }

  /// `trên 100 triệu`: the table's rows by their number.
  mutating func settleComparison() -> Bool {
    guard let comparison = comparisons.first else { return true }
    guard numbers.count == 1, !question.by.isEmpty, question.compare == nil, numbers[0].entry != nil else {
      return false
    }
    question.conditions.append(
      LooseQuestion.Condition(text: "\(numbers[0].text) \(comparison.text)", isOfTable: true))
    return true
  }

  /// The greatest or the least of what it is split by.
  mutating func settleRank() -> Bool {
    let isLeast = says(.least) || says(.superlative) && says(.little)
    let isMost = says(.most) || says(.superlative) && !says(.little)
    guard isLeast || isMost else { return top == nil && !says(.much, .little) }
    guard !(isLeast && isMost), question.by.count == 1, numbers.count == 1, question.compare == nil,
      question.verb.map({ $0 == .show }) ?? true
    else { return false }
    if asksSeveral, top == nil {
      if isLeast { question.order = (nil, false) }
      return true
    }
    question.top = top ?? 1
    question.isRanked = true
    question.isBottom = isLeast
    if isMost, !grains.isEmpty { (question.isPiped, question.order) = (true, (nil, true)) }
    return true
  }
}
