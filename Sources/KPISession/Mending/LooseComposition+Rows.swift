import KPILanguage

// Scorecards, and the rows themselves.
extension LooseComposition {
  /// What there is beside what there should be.
  mutating func scorecard() -> LooseQuestion? {
    guard things.isEmpty, readEach(), readWho(), comparisons.isEmpty, !says(.most, .least, .superlative, .open),
      periods.count < 2, grains.isEmpty
    else { return nil }
    question.verb = .scorecard
    question.subjects = numbers.map(\.text)
    question.by = splits.map(written)
    question.period = periods.first?.period ?? PeriodPhrase(kind: .this(.month), length: 0)
    if says(.negation) { question.achieved = "<" }
    return question
  }

  /// The rows themselves.
  mutating func list() -> LooseQuestion? {
    guard !says(.most, .least, .superlative, .percent, .average, .why, .versus, .change, .each), grains.isEmpty,
      periods.count < 2, eachNames.isEmpty
    else { return nil }
    question.verb = .list
    let period = periods.first?.period
    let own = numbers.first
    if let asked, !things.contains(where: { $0.entity.name != asked.name }) || numbers.count == 1 {
      let subjects = [names.subjectName, names.people?.name]
      // `which employees are in Telesale`
      if numbers.isEmpty, comparisons.isEmpty, !says(.negation), period == nil, !question.conditions.isEmpty {
        return rows(asked, nil)
      }
      guard subjects.contains(asked.name) else {
        return asked.name == own?.entry.flatMap({ names.list(of: $0)?.subject }) || own == nil
          ? rows(asked, period) : nil
      }
      guard numbers.count == 1, let entry = own?.entry,
        things.allSatisfy({ $0.entity.name == asked.name || names.reads(entry, $0.entity) })
      else { return nil }
      let comparison: String
      if says(.negation) {
        guard comparisons.isEmpty else { return nil }
        comparison = "= 0"
      } else {
        guard let held = comparisons.first else { return nil }
        comparison = held.text
      }
      // Those who work here by their number are a table.
      if asked.name != names.subjectName, !says(.negation) {
        question.verb = .show
        question.subjects = [written(entry)]
        question.by = splits.map(written)
        question.period = period
        question.conditions.append(
          LooseQuestion.Condition(text: "\(written(entry)) \(comparison)", isOfTable: true))
        return splits.count == 1 ? question : nil
      }
      guard splits.count <= 1 else { return nil }
      question.subjects = [written(asked)]
      let when = period.map { $0.text(inVietnamese: isVietnamese) } ?? question.word(.all)
      question.conditions.append(LooseQuestion.Condition(text: "[\(written(entry)) \(when)] \(comparison)"))
      return question
    }
    guard says(.list), !says(.negation), splits.isEmpty else { return nil }
    if numbers.isEmpty, things.count == 1 { return rows(things[0].entity, period) }
    guard numbers.count == 1, things.allSatisfy({ $0.entity.name == names.subjectName }), let entry = own?.entry else {
      return nil
    }
    if let listed = names.list(of: entry, inVietnamese: isVietnamese) {
      question.subjects = [planned(listed.subject, period)]
      if let condition = listed.condition {
        question.conditions.insert(LooseQuestion.Condition(text: condition), at: 0)
      }
      return finished(entry, period)
    }
    if let open = names.openRows(of: entry), period == nil {
      question.subjects = [open.entity]
      question.conditions.insert(LooseQuestion.Condition(text: "\(open.end) \(question.word(.isNull))"), at: 0)
      return finished(entry, nil)
    }
    return nil
  }

  /// `hợp đồng hết hạn tháng tới`: by the time that says what is to come.
  private func planned(_ subject: String, _ period: PeriodPhrase?) -> String {
    guard case .unit(_, let start)? = period?.kind, start > today, let at = subject.firstRange(of: " at "),
      let entity = names.exact(LooseWord.words(of: String(subject[..<at.lowerBound]))[...])?.entry(.entity),
      let twin = names.rows(of: entity.name)?.plannedTwins[String(subject[at.upperBound...])]
    else { return subject }
    return "\(subject[..<at.upperBound])\(twin)"
  }

  private mutating func rows(_ entity: Entry, _ period: PeriodPhrase?) -> LooseQuestion? {
    if says(.open) { return nil }
    question.subjects = [written(entity)]
    return finished(entity, period)
  }

  /// With what the rows are worth held against a number, and how many of them.
  private mutating func finished(_ subject: Entry, _ period: PeriodPhrase?) -> LooseQuestion? {
    if let held = comparisons.first {
      guard let measure = names.measure(of: subject), held.isLarge else { return nil }
      question.conditions.append(LooseQuestion.Condition(text: "\(written(measure)) \(held.text)"))
    }
    guard top == nil else { return nil }
    question.period = period
    return question
  }
}
