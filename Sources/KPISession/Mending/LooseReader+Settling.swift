import KPILanguage

extension LooseReader {
  /// What is clear only at the end of the line.
  mutating func settle() {
    if question.verb == .cycle, question.subjects.isEmpty,
      let place = question.conditions.firstIndex(where: \.isOfState)
    {
      question.subjects.append(question.conditions.remove(at: place).text)
    }
    question.by = question.by.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    if question.subjects.isEmpty, question.verb == nil || question.verb == .show, !isClause, let metric = orderMetric {
      question.subjects.append(metric)
    }
    // `limit 3 order by orders` of another metric: what the rows are ordered by is shown.
    if let by = question.order?.by, by == orderMetric, question.verb == nil || question.verb == .show, !isClause,
      !question.subjects.isEmpty, !question.subjects.contains(by)
    {
      question.subjects.append(by)
    }
    // `top 2 order by orders`: the greatest, though the language's own order begins with the least.
    if waitsForDirection, question.top != nil, !question.isLimit, question.order != nil {
      question.order?.descending = true
    }
    settleRows()
    if question.subjects.isEmpty, asksMoney, question.verb == nil || question.verb == .show, let money = names.money {
      question.subjects.append(money.text(inVietnamese: question.isVietnamese))
      subject = money
    }
    // `khách hàng nào mua nhiều nhất`: the money, not how many of them.
    let isRanked = question.top != nil
    if asksMoney, let countedEntity, question.by.isEmpty, countedMember != nil || !isRanked, isRanked || !saysMoney,
      let money = names.money,
      let count = names.count(of: countedEntity.name),
      question.subjects == [count.text(inVietnamese: question.isVietnamese)]
    {
      question.subjects = [money.text(inVietnamese: question.isVietnamese)]
      if isRanked, let countedMember { question.by = [countedMember.text(inVietnamese: question.isVietnamese)] }
      subject = money
    }
    if let countedMember, question.subjects.count == 2, question.by.isEmpty, question.top != nil {
      question.subjects.removeFirst()
      question.by = [countedMember.text(inVietnamese: question.isVietnamese)]
    }
    // `khách hàng nào chưa có người phụ trách`: which they are, not how many.
    if question.verb == nil, question.by.isEmpty, question.subjects.count == 1,
      let countedEntity = countedEntity ?? whichEntity, !question.conditions.isEmpty,
      asksWhich || question.conditions.contains(where: \.picksRows), !isCounting,
      question.top == nil, waitingTop == nil, question.order == nil
    {
      question.verb = .list
      question.subjects = [countedEntity.text(inVietnamese: question.isVietnamese)]
    }
    // `những nguồn nào`
    let isAlone = question.conditions.isEmpty && question.period == nil && question.top == nil
    // A number or a time has as many as rows: `tồn kho hiện tại` asks for none of them.
    let isListed = question.by.first.map { !names.isNumberOrTime($0) } ?? false
    if question.verb.map({ $0 == .show }) ?? true, question.subjects.isEmpty, question.by.count == 1, isAlone,
      !isClause,
      isCounting, let entity = names.exact(LooseWord.words(of: question.by[0])[...])?.entry(.entity)
    {
      // `có bao nhiêu nhân viên`: how many, not who they are.
      let function = question.isVietnamese ? FunctionNames.vietnamese["count"] ?? "count" : "count"
      let name = entity.text(inVietnamese: question.isVietnamese).replacing(" ", with: "_")
      (question.subjects, question.by) = (["\(function)(\(name))"], [])
    } else if question.verb == nil, question.subjects.isEmpty, question.by.count == 1, isListed, isAlone, !isClause {
      question.verb = .values
      (question.subjects, question.by) = (question.by, [])
    }
    if question.verb?.takesHorizon == true, question.horizon != nil {
      question.by.removeAll { Keyword(spelled: $0).map { CalendarUnit(rawValue: $0.rawValue) != nil } ?? false }
    }
    // `tăng trưởng đơn hàng quý 4 so với quý 3`: the number beside the other, not how many there are so far.
    if question.verb == .growth, question.compare != nil, !question.subjects.isEmpty { question.verb = .show }
    // `how is revenue this month`
    if question.verb == .describe, question.period != nil || !question.by.isEmpty { question.verb = .show }
    if question.withOther, question.top == nil { question.withOther = false }
    if let pairedGrain, question.by.isEmpty, question.compare == nil, question.verb == nil || question.verb == .show {
      question.by = [pairedGrain]
    }
    if let countedEntity, let count = names.count(of: countedEntity.name),
      let all = names.stock(of: countedEntity.name),
      question.subjects == [count.text(inVietnamese: question.isVietnamese)],
      question.verb == nil || question.verb == .show
    {
      question.allOfThem = all.text(inVietnamese: question.isVietnamese)
    }
    if let order, let entity = subject?.name, let time = names.time(of: entity) { question.order = (time, order) }
  }

  /// It asks how many, not which.
  var isCounting: Bool {
    if ["count", "dem"].contains(words.first?.plain) || words.contains(where: { $0.text.lowercased() == "mấy" }) {
      return true
    }
    return words.indices.dropLast().contains { index in
      let pair = "\(words[index].plain) \(words[index + 1].plain)"
      return ["bao nhieu", "how many", "so luong", "so khach", "number of"].contains(pair)
    }
  }

  /// `show customers`, `xem nhân viên`: the rows themselves, where nothing is counted for each of something.
  private mutating func settleRows() {
    let isPlain = question.compare == nil && question.top == nil && question.order == nil && orderMetric == nil
    guard showsRows, isPlain, let entity = namedEntity else { return }
    let counted = countedEntity.flatMap { names.count(of: $0.name) }?.text(inVietnamese: question.isVietnamese)
    let isCounted = question.by.isEmpty && question.subjects.count == 1 && question.subjects.first == counted
    let isSplit = question.by.count == 1 && question.subjects.isEmpty && countedMember == nil
    let isAlone = question.by.isEmpty && question.subjects.isEmpty
    guard isCounted || isSplit || isAlone else { return }
    question.verb = .list
    (question.by, question.subjects) = ([], [entity.text(inVietnamese: question.isVietnamese)])
  }

  /// `list orders by source`: rows are not split, so how many there are.
  mutating func settleListed() {
    guard question.verb == .list, !question.by.isEmpty, question.top == nil, question.order == nil, let subject else {
      return
    }
    let own = subject.kind == .metric ? names.list(of: subject, inVietnamese: question.isVietnamese)?.condition : nil
    guard let metric = subject.kind == .metric ? subject : names.count(of: subject.name) else { return }
    question.conditions.removeAll { $0.text == own }
    question.subjects = [metric.text(inVietnamese: question.isVietnamese)]
    (question.verb, self.subject) = (.show, metric)
  }
}
