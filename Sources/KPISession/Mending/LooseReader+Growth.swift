import KPICompiler
import KPIEngine
import KPILanguage

// Numbers beside those of the period before, money by its name, and rows that a metric leaves out.
extension LooseReader {
  /// `month over month`, `MoM`, `growth`, `trend` beside a metric.
  mutating func readGrowth() -> Bool {
    let asksHow = question.verb == .describe && length(LooseWords.trend) > 0
    guard question.verb == nil || question.verb == .show || asksHow, !isClause else { return false }
    if asksHow { question.verb = .show }
    for (grain, phrases) in LooseWords.unitOverUnit where take(phrases) {
      (isGrowth, growthGrain) = (true, grain)
      return true
    }
    // `how is revenue trending`
    if take(LooseWords.trend) {
      isTrend = true
      _ = take(["of", "cua", "in"])
      return true
    }
    guard !question.subjects.isEmpty || isGrowth, take(LooseWords.growth) else { return false }
    isGrowth = true
    return true
  }

  /// What stands beside a number whose growth is asked for; false where nobody has said of what period.
  mutating func settleGrowth() -> Bool {
    let grains = LooseWords.grainUnits.values
    func isGrain(_ text: String) -> Bool {
      grains.contains(text) || grains.contains { self.text(ofGrain: $0) == text }
    }
    let isLong: Bool =
      switch question.period?.kind {
      case .unit(let grain, _)?, .this(let grain)?, .previous(let grain)?: grain == .quarter || grain == .year
      case .range?, .last?, .all?: true
      case .today?, .yesterday?: false
      case nil: false
      }
    if isTrend, !question.by.contains(where: isGrain) {
      guard question.period == nil || isLong else { return false }
      question.by.append(text(ofGrain: Grain.month.rawValue))
    }
    guard isGrowth, question.compare == nil else { return true }
    guard !question.subjects.isEmpty else { return false }
    if let growthGrain, question.period == nil, question.by.isEmpty, let grain = Grain(rawValue: growthGrain) {
      question.period = PeriodPhrase(kind: .this(grain), length: 0)
    } else if let growthGrain, isLong, !question.by.contains(where: isGrain) {
      question.by.append(text(ofGrain: growthGrain))
    }
    // Of several units each beside the one before it, not beside the one of another year.
    if question.by.contains(where: isGrain) {
      question.subjects = question.subjects.flatMap { [$0, "previous(\($0))"] }
    } else if question.period != nil {
      question.compare = .previous
    } else {
      return false
    }
    return true
  }

  /// `tổng tiền các đơn hàng`: the money of what is counted; false where it is not known.
  mutating func settleMoney() -> Bool {
    guard saysMoney, question.verb == nil || question.verb == .show, let metric = subject,
      names.list(of: metric) != nil
    else { return true }
    guard question.subjects == [metric.text(inVietnamese: question.isVietnamese)], let money = names.money,
      let entity = subjectEntity ?? countedEntity, names.reads(money, entity)
    else { return false }
    question.subjects = [money.text(inVietnamese: question.isVietnamese)]
    return true
  }

  /// `open tickets right now`: how many there are; what counts in a period has no now.
  mutating func settleNow() -> Bool {
    // Those that are open now, of a time before? Nobody has said.
    if question.verb == .list, question.period != nil, let subject, names.openRows(of: subject) != nil { return false }
    guard saysNow, question.period == nil, question.verb == nil || question.verb == .show else { return true }
    guard question.subjects.count == 1, let metric = subject else { return question.subjects.isEmpty }
    if names.definition(of: metric)?.contains("stock(") == true { return true }
    // `giá trị cơ hội hiện tại`: of those that are there now.
    if question.allOfThem == nil, let stock = names.stock(ofSame: metric) {
      question.subjects = [stock.text(inVietnamese: question.isVietnamese)]
      subject = stock
      return true
    }
    guard let all = question.allOfThem else { return false }
    (question.subjects, question.allOfThem) = ([all], nil)
    return true
  }

  /// `orders cancelled in December`, where the metric counts only placed ones: the same number of those.
  mutating func settleStates() -> Bool {
    guard question.verb == nil || question.verb == .show else { return true }
    for place in question.conditions.indices.reversed() {
      guard let (name, wanted) = equality(question.conditions[place]) else { continue }
      for (index, text) in question.subjects.enumerated() {
        guard let metric = names.exact(LooseWord.words(of: text)[...])?.entry(.metric),
          let other = value(of: name, in: metric), LooseWord.plain(other) != LooseWord.plain(wanted)
        else { continue }
        // Another number than the one whose definition says it could be no more than nothing.
        guard question.subjects.count == 1, let definition = names.definition(of: metric),
          let range = definition.firstRange(of: "\(name) = \(other)"), definition.contains("("),
          !definition.contains(" / "), index == 0
        else { return false }
        question.subjects = [
          definition.replacingCharacters(in: range, with: "\(name) = \(LooseValues.written(wanted))")
        ]
        question.conditions.remove(at: place)
        break
      }
    }
    return true
  }

  /// A condition that says which value a dimension has, by the dimension's own name.
  private func equality(_ condition: LooseQuestion.Condition) -> (name: String, value: String)? {
    guard !condition.isOr, !condition.isOfTable, let sign = condition.text.firstRange(of: " = '"),
      condition.text.hasSuffix("'")
    else { return nil }
    let written = String(condition.text[..<sign.lowerBound])
    guard let member = names.exact(LooseWord.words(of: written)[...])?.entry(.member) else { return nil }
    return (member.name, String(condition.text[sign.upperBound...].dropLast()))
  }

  /// The value that a metric's definition, or that of one it is made of, asks of a dimension; nil where it asks none.
  private func value(of dimension: String, in metric: LooseNames.Entry, depth: Int = 0) -> String? {
    guard depth < 8, let text = names.definition(of: metric) else { return nil }
    let words = text.split { !$0.isLetter && !$0.isNumber && !"_=.".contains($0) }.map(String.init)
    for place in words.indices.dropLast(2) where words[place] == dimension && words[place + 1] == "=" {
      return words[place + 2]
    }
    for word in Set(words) where word != metric.name {
      guard let part = names.exact(LooseWord.words(of: word)[...])?.entry(.metric), part.name == word else { continue }
      if let value = value(of: dimension, in: part, depth: depth + 1) { return value }
    }
    return nil
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
