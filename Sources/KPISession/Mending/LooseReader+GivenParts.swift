import KPIEngine
import KPILanguage

// Parts of the question that an idiom gives.
extension LooseReader {
  /// A part as a rule of `LooseIdioms` writes it; false where the model has not what it names.
  ///
  /// | written | is |
  /// |---|---|
  /// | `where C`, `rows C`, `having C` | a condition: of rows, of rows that are then listed, of the table |
  /// | `list E` | the rows themselves |
  /// | `show X` | a number, a metric or an expression |
  /// | `money` | what was sold, where no number is named |
  /// | `by person` | of each of those who work with the program |
  /// | `highest M`, `lowest M` | of that metric, where none is named |
  /// | `targets`, `shortest` | what there is beside what there should be; who is furthest from it |
  /// | `year end` | up to the end of this year |
  mutating func readGivenPart() -> Bool {
    guard index < words.count, words[index].kind == .part else { return false }
    let parts = words[index].text.split(separator: " ", maxSplits: 1).map(String.init)
    index += 1
    let text = parts.count > 1 ? parts[1] : ""
    switch parts[0] {
    case "where": question.conditions.append(LooseQuestion.Condition(text: text))
    case "rows": question.conditions.append(LooseQuestion.Condition(text: text, picksRows: true))
    case "having": question.conditions.append(LooseQuestion.Condition(text: text, isOfTable: true))
    case "list": return readGivenList(text)
    case "show": return readGivenNumber(text)
    case "money": asksMoney = true
    case "by": return readGivenPerson()
    case "highest", "lowest": return readGivenRank(of: text, isLowest: parts[0] == "lowest")
    case "targets":
      guard question.verb.map({ $0 == .show }) ?? true else { return false }
      question.verb = .scorecard
    case "shortest":
      question.verb = .scorecard
      let reached = question.isVietnamese ? "đạt" : "achieved"
      question.pipe =
        "| \(question.word(.sort)) \(reached) \(question.word(.asc)) | \(question.word(.take)) 1 \(question.pipe)"
        .trimmed
    case "year": return readYearEnd()
    default: return false
    }
    return true
  }

  private mutating func readGivenList(_ name: String) -> Bool {
    guard question.verb.map({ $0 == .list || $0 == .show }) ?? true, question.subjects.isEmpty,
      let entity = names.exact(LooseWord.words(of: name)[...])?.entry(.entity)
    else { return false }
    question.verb = .list
    question.subjects = [entity.text(inVietnamese: question.isVietnamese)]
    subject = entity
    return true
  }

  private mutating func readGivenNumber(_ text: String) -> Bool {
    guard question.verb.map({ $0 == .show }) ?? true else { return false }
    let isExpression = text.contains { !$0.isLetter && $0 != "_" }
    guard isExpression else {
      guard let metric = metric(text) else { return false }
      let written = metric.text(inVietnamese: question.isVietnamese)
      if !question.subjects.contains(written) { question.subjects.append(written) }
      (subject, question.allOfThem, countedEntity) = (metric, nil, nil)
      return true
    }
    question.subjects.append(text)
    (subject, question.allOfThem, countedEntity) = (nil, nil, nil)
    return true
  }

  private mutating func readGivenPerson() -> Bool {
    guard let person = names.person, question.verb != .list else { return false }
    question.by.append(person.text(inVietnamese: question.isVietnamese))
    return true
  }

  /// The greatest or the least of a metric that stands nowhere in the line; `revenue` is what brings in money.
  private mutating func readGivenRank(of name: String, isLowest: Bool) -> Bool {
    guard question.verb.map({ $0 == .show }) ?? true else { return false }
    if question.subjects.isEmpty {
      guard let metric = name.isEmpty ? names.money : metric(name) else { return false }
      question.subjects = [metric.text(inVietnamese: question.isVietnamese)]
      subject = metric
    }
    question.top = waitingTop ?? question.top ?? 1
    (waitingTop, question.isBottom, question.isRanked) = (nil, isLowest, true)
    return true
  }

  private func metric(_ name: String) -> LooseNames.Entry? {
    names.exact(LooseWord.words(of: name)[...])?.entry(.metric)
  }

  /// `by year end`: what is still to come of this year; in its last month that is the year itself.
  private mutating func readYearEnd() -> Bool {
    guard question.verb.map({ [.show, .forecast].contains($0) }) ?? true, question.period == nil else { return false }
    let months = 12 - CivilDate(dayNumber: today).month
    guard months > 0 else {
      question.verb = .show
      question.period = PeriodPhrase(kind: .this(.year), length: 0)
      return true
    }
    question.verb = .forecast
    question.next = question.isVietnamese ? "\(months) tháng tới" : "next \(months) months"
    return true
  }
}
