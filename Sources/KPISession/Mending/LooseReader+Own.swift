import KPILanguage

// A number that each row of a list has of its own: how many orders, what it brought, ever or in a period.
extension LooseReader {
  /// `[orders all] = 0`; the period that the line names takes the place of `all` when everything is read.
  mutating func addOwn(_ metric: LooseNames.Entry, _ comparison: String, picksRows: Bool = false) {
    let name = metric.text(inVietnamese: question.isVietnamese)
    var condition = LooseQuestion.Condition(
      text: "[\(name) \(question.word(.all))] \(comparison)", picksRows: picksRows)
    condition.own = LooseQuestion.Own(metric: name, comparison: comparison)
    question.conditions.append(condition)
  }

  /// `chưa mua gì trong năm 2023`, `mua từ 2 đơn năm nay`: the period is that of the number, unless the line says
  /// that the rows came in it.
  mutating func settleOwn() {
    guard question.verb == .list, let period = question.period else { return }
    guard !words.contains(where: { LooseWords.cameIn.contains($0.plain) }) else { return }
    for place in question.conditions.indices {
      guard let own = question.conditions[place].own else { continue }
      question.conditions[place].text =
        "[\(own.metric) \(period.text(inVietnamese: question.isVietnamese))] \(own.comparison)"
      question.period = nil
    }
  }

  /// `customers that bought at least 3 times`, `khách mua từ 3 lần trở lên`: each one's own number.
  mutating func readTimesBought() -> Bool {
    guard let outcome = names.outcome, let subject = names.subjectName, question.by.isEmpty, !isClause else {
      return false
    }
    if question.subjects.isEmpty {
      guard let match = names.subjectAlone(rest) else { return false }
      index += match.length
      question.subjects = [match.entry.text(inVietnamese: question.isVietnamese)]
    } else if !(question.verb == .list && self.subject?.name == subject || countedEntity?.name == subject) {
      return false
    }
    _ = take(["who", "that", "which", "have", "da", "nao", "co", "hang"])
    guard take(LooseWords.buying) else { return false }
    _ = take(["for"])
    guard let comparison = readTimes() else { return false }
    // `mua trên 50 triệu`: money, not how often.
    let isMoney = comparison.last.map { !$0.isNumber } ?? false
    guard isMoney ? names.money != nil : take(["times", "orders", "lan", "don"]) || saidTimes else { return false }
    _ = take(["hang"])
    _ = take(["tro len", "or more"])
    if question.verb != .list { question.subjects = [] }
    question.verb = .list
    if question.subjects.isEmpty, let entity = names.exact(LooseWord.words(of: subject)[...])?.entry(.entity) {
      question.subjects = [entity.text(inVietnamese: question.isVietnamese)]
    }
    (countedEntity, namedEntity) = (nil, nil)
    addOwn(isMoney ? names.money ?? outcome : outcome, comparison)
    return true
  }

  private var saidTimes: Bool { index > 0 && LooseWords.timesWords[words[index - 1].plain] != nil }

  /// `at least twice`, `từ 2`, `2 or more`, `trên 3`.
  private mutating func readTimes() -> String? {
    let isFrom = take(["tu"])
    let sign = isFrom ? ">=" : readSign()
    if let plain, let times = LooseWords.timesWords[plain] {
      index += 1
      return "\(sign ?? (take(["or more"]) ? ">=" : "=")) \(times)"
    }
    guard let number = readNumber() else { return nil }
    if let sign { return "\(sign) \(number)" }
    return take(["or more", "tro len", "+"]) ? ">= \(number)" : nil
  }

  /// `with more than 100M revenue`, `có doanh thu trên 100 triệu`: of a list's rows each its own number.
  ///
  /// - Parameter metric: the one that was read before the sign; nil where it comes behind the number.
  mutating func readOwnNumber(_ metric: LooseNames.Entry?) -> Bool {
    trying { reader in
      // `customers in Hanoi with revenue over 100M`: which they are, though only their name was said.
      let isOfSubject =
        reader.countedEntity?.name == reader.names.subjectName && reader.countedEntity != nil
        && reader.question.by.isEmpty && reader.question.subjects.count == 1 && reader.question.top == nil
      guard reader.question.verb == .list || isOfSubject, let comparison = reader.readTimes() else {
        return false
      }
      var metric = metric
      if metric == nil {
        _ = reader.take(["in", "of", "total"])
        guard let match = reader.names.exact(reader.rest) else { return false }
        metric = match.entry(.metric)
        reader.index += match.length
      }
      guard let metric else { return false }
      // `có đơn trên 5 triệu`: no number of orders is meant.
      if reader.names.list(of: metric) != nil, comparison.last.map({ !$0.isNumber }) ?? false { return false }
      reader.addOwn(metric, comparison, picksRows: reader.question.verb != .list)
      return true
    }
  }

  /// `without owner`, `chưa có người phụ trách`; `who have no orders` of a list.
  mutating func readAbsence() -> Bool {
    trying { reader in
      _ = reader.take(["who", "that", "which", "ma"])
      if reader.trying({ $0.readExclusion() }) { return true }
      if reader.take(LooseWords.neverBought), let outcome = reader.names.outcome {
        guard reader.question.verb == .list || reader.countedEntity?.name == reader.names.subjectName else {
          return false
        }
        reader.addOwn(outcome, "= 0", picksRows: reader.question.verb != .list)
        return true
      }
      guard reader.take(LooseWords.without) else { return false }
      if let metric = reader.takeDeedNotDone() {
        guard reader.hasNone(of: metric) else { return false }
        reader.addOwn(metric, "= 0", picksRows: reader.question.verb != .list)
        return true
      }
      guard !LooseWords.never.contains(reader.words[reader.index - 1].plain) else { return false }
      _ = reader.take(["an", "a", "any", "the"])
      guard let match = reader.names.exact(reader.rest) else { return false }
      let vietnamese = reader.question.isVietnamese
      if let member = match.entry(.member), match.entry(.metric) == nil {
        reader.index += match.length
        reader.question.conditions.append(
          LooseQuestion.Condition(
            text: "\(member.text(inVietnamese: vietnamese)) \(reader.question.word(.isNull))", picksRows: true))
        return true
      }
      // `khách hàng chưa mua hàng`, `nhân viên chưa có đơn nào`: those of them who have none.
      guard let metric = match.entry(.metric), reader.hasNone(of: metric) else { return false }
      reader.index += match.length
      _ = reader.take(["nao", "nao ca", "at all"])
      reader.addOwn(metric, "= 0", picksRows: reader.question.verb != .list)
      return true
    }
  }

  /// `chưa gọi lần nào`, `never called`: what counts the deed.
  private mutating func takeDeedNotDone() -> LooseNames.Entry? {
    trying { reader in
      let isNever = LooseWords.never.contains(reader.words[reader.index - 1].plain)
      guard let plain = reader.plain, let thing = LooseWords.deedsDone[plain] else { return nil }
      reader.index += 1
      let isBehind = reader.take(LooseWords.notOnce)
      // `chưa gọi được` is something else.
      let isEnd = reader.index == reader.words.count || PeriodReader.read(reader.rest, today: reader.today) != nil
      guard isNever || isBehind || isEnd else { return nil }
      return reader.names.exact(LooseWord.words(of: thing)[...])?.entry(.metric)
    }
  }

  /// Whether the rows that were named may be those without rows of a metric.
  private mutating func hasNone(of metric: LooseNames.Entry) -> Bool {
    if question.verb == .list { return true }
    if countedEntity?.name == names.subjectName, question.by.isEmpty { return true }
    // `nhân viên nào chưa có đơn hàng`
    guard question.verb == nil, question.subjects.isEmpty, question.by.count == 1, let person = names.person,
      question.by[0] == person.text(inVietnamese: question.isVietnamese), let people = names.people
    else { return false }
    question.verb = .list
    question.by = []
    question.subjects = [people.text(inVietnamese: question.isVietnamese)]
    return true
  }
}
