import KPICompiler
import KPIEngine
import KPILanguage

// What rows have of their own that picks them: how long they took, how old somebody is, that they are overdue.
extension LooseReader {
  /// `longer than 5 minutes`, `trên 10 phút`, `over 40 years old`, `nam`, `nữ`.
  mutating func readLength() -> Bool {
    guard !isClause, subject != nil || countedEntity != nil || question.verb == .list else { return false }
    if let sign = take(["older than", "above the age of", "over the age of", "aged over", "lon hon tuoi"])
      ? ">" : take(["younger than", "under the age of", "below the age of", "aged under"]) ? "<" : nil
    {
      guard let number = readNumber().flatMap({ Int($0) }) else { return false }
      _ = take(LooseWords.yearsOld)
      return addAge("\(sign) \(number)")
    }
    let sign: String?
    if take(LooseWords.longer) {
      sign = ">"
    } else if take(LooseWords.shorter) {
      sign = "<"
    } else {
      _ = take(["co thoi luong", "thoi luong", "keo dai", "lasting", "with duration", "with a duration of", "duration"])
      sign = readSign()
    }
    guard let sign, sign != "!=", let number = readNumber().flatMap({ Int($0) }) else { return false }
    if take(LooseWords.yearsOld) { return addAge("\(sign) \(number)") }
    guard let unit = LooseWords.lengthUnits.first(where: { $0.forms.contains(plain ?? "") })?.seconds,
      let entity = rowsMeant, let length = names.rows(of: entity)?.length
    else { return false }
    index += 1
    let seconds = number * unit
    guard seconds % length.seconds == 0 else { return false }
    let name = length.measure.text(inVietnamese: question.isVietnamese)
    question.conditions.append(
      LooseQuestion.Condition(text: "\(written(name, length.measure)) \(sign) \(seconds / length.seconds)"))
    return true
  }

  /// A label with brackets in it is no word of the language: its name is.
  private func written(_ text: String, _ entry: LooseNames.Entry) -> String {
    text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == " " } ? text : entry.name
  }

  private mutating func addAge(_ comparison: String) -> Bool {
    guard let age = names.exact(LooseWord.words(of: "age")[...])?.entry(.member) else { return false }
    question.conditions.append(
      LooseQuestion.Condition(text: "\(age.text(inVietnamese: question.isVietnamese)) \(comparison)"))
    return true
  }

  /// The entity whose rows are counted or listed.
  var rowsMeant: String? {
    if let entity = countedEntity ?? namedEntity { return entity.name }
    guard let subject else { return nil }
    if subject.kind == .entity { return subject.name }
    return subject.kind == .metric ? names.list(of: subject)?.subject.split(separator: " ").first.map(String.init) : nil
  }

  /// `overdue tasks`, `công việc quá hạn`.
  mutating func readOverdue() -> Bool {
    guard !isClause, !saysOverdue, question.verb.map({ $0 == .show || $0 == .list }) ?? true, take(LooseWords.overdue)
    else {
      return false
    }
    saysOverdue = true
    return true
  }

  /// Those that are not done though their time is over; false where the rows have no such times.
  mutating func settleOverdue() -> Bool {
    guard saysOverdue else { return true }
    guard question.subjects.count == 1, question.period == nil, question.compare == nil, let entity = rowsMeant,
      let rows = names.rows(of: entity), let due = rows.due, let done = rows.done,
      subject.flatMap({ $0.kind == .metric ? names.list(of: $0) : nil })?.condition == nil
    else { return false }
    if question.verb == .list {
      question.conditions.append(LooseQuestion.Condition(text: "\(done) \(question.word(.isNull))"))
      question.conditions.append(LooseQuestion.Condition(text: "\(due) < \(question.word(.today))"))
    } else {
      question.subjects = ["stock(\(rows.entity.name) while \(due) .. \(done))"]
      question.allOfThem = nil
      if question.top != nil { question.isRanked = true }
    }
    return true
  }

  /// `tasks due`, `deals expected to close`: those of that time, where no metric counts them; nil where it is none of theirs.
  func counting(_ metric: LooseNames.Entry, at time: String) -> String? {
    guard let list = names.list(of: metric), !list.subject.contains(" "), list.subject != names.subjectName,
      names.rows(of: list.subject)?.times.contains(time) == true
    else { return nil }
    return "count(\(list.subject)\(list.condition.map { " where \($0)" } ?? "") at \(time))"
  }

  /// `customers without orders`, asked how many there are: the count of those, not of the rows that the metric has.
  mutating func settleOwnCount() -> Bool {
    guard question.verb != .list, question.verb == nil || question.verb == .show,
      question.conditions.contains(where: { $0.own != nil })
    else { return true }
    guard question.conditions.count == 1, let own = question.conditions[0].own, question.period == nil,
      question.by.isEmpty, let entity = countedEntity, entity.name == names.subjectName,
      question.subjects.count == 1,
      let metric = names.exact(LooseWord.words(of: own.metric)[...])?.entry(.metric),
      let (rows, condition, measure) = names.parts(of: metric), let link = singular(entity.name)
    else { return false }
    let aggregate = measure.map { "sum(\(rows).\($0)" } ?? "count(\(rows)"
    let tail = condition.map { " where \($0)" } ?? ""
    question.subjects = ["count(\(entity.name) where \(aggregate)\(tail) per \(link) ever) \(own.comparison))"]
    question.conditions = []
    question.allOfThem = nil
    return true
  }

  /// What rows call their link to an entity.
  private func singular(_ entity: String) -> String? {
    let forms = [entity, String(entity.dropLast()), String(entity.dropLast(3)) + "y"]
    return forms.first { names.linkMembers.contains($0) }
  }

  /// A month without its year is the one to come where the line looks ahead.
  mutating func settleAhead() {
    if says(LooseWords.lookingAhead), let period = question.period, !period.hasYear,
      case .unit(let grain, let start) = period.kind,
      grain == .month || grain == .quarter, start < grain.start(of: today)
    {
      let next = CivilDate(dayNumber: start).adding(months: 12).dayNumber
      question.period?.kind = .unit(grain, start: next)
    }
  }

  /// `hợp đồng hết hạn tháng sau`: what will be is read from the time that is an intention.
  mutating func settleFuture() {
    guard isAhead, let subject = question.subjects.first, question.subjects.count == 1 else { return }
    for rows in names.rows.values.sorted(by: { $0.place < $1.place }) {
      for (time, twin) in rows.plannedTwins.sorted(by: { $0.key < $1.key }) {
        if question.verb == .list, subject.hasSuffix(" at \(time)"), rowsMeant == rows.entity.name {
          question.subjects = [subject.dropLast(time.count) + twin]
        } else if let metric = self.subject, let text = names.definition(of: metric),
          text.hasPrefix("count(\(rows.entity.name)"), text.hasSuffix(" at \(time))"),
          let other = names.metrics(defined: { $0 == text.dropLast(time.count + 1) + twin + ")" }).first
        {
          question.subjects = [other.text(inVietnamese: question.isVietnamese)]
          self.subject = other
          return
        }
      }
    }
  }

  /// Whether the period lies ahead.
  private var isAhead: Bool {
    switch question.period?.kind {
    case .unit(_, let start)?: start > today
    case .range(let from, _)?: from.start > today
    default: false
    }
  }

  /// `% of calls answered by department`: the rate of each of them, not their parts of all that were answered.
  var asksForRate: Bool {
    guard question.verb == .share, !question.by.isEmpty, let subject, subject.kind == .metric,
      let list = names.list(of: subject), list.condition != nil, subject.name != list.subject
    else { return false }
    return words.contains { ["%", "percent", "percentage"].contains($0.plain) }
  }

  /// Whether the period lies ahead, and the rows asked for cannot be there: `doanh thu 7 ngày tới`.
  var asksForFuture: Bool {
    guard question.verb.map({ $0 == .show || $0 == .list || $0 == .share }) ?? true, isAhead else { return false }
    let planned = names.rows.values.flatMap(\.planned)
    let texts = question.subjects + (subject.flatMap { names.definition(of: $0) }.map { [$0] } ?? [])
    return !texts.contains { text in
      text.contains("P.") || planned.contains { text.contains($0) }
    }
  }
}
