import KPILanguage

/// What a name of the model stands for in a line.
extension LooseReader {
  /// A name where no clause says what it is for.
  mutating func readName(_ match: LooseNames.Match) -> Bool {
    // A clause says what a name is for: alone it may be a question of its own.
    if isClause { return false }
    let start = index
    let vietnamese = question.isVietnamese
    index += match.length
    if isWhoseLater(match) { return true }
    if let verb = question.verb, verb.isOfSubject, let entity = match.entry(.entity), entity.name == names.subjectName {
      return true
    }
    switch question.verb {
    case .funnel where question.by.isEmpty:
      // `… to contract for Facebook leads`: whose they are, no further step.
      if question.subjects.count > 1, start > 0, !LooseWords.arrows.contains(words[start - 1].plain),
        let entry = match.entries.first
      {
        return names.isSubject(entry)
      }
      if let step = match.entry(.entity, .events, .metric) {
        question.subjects.append(step.text(inVietnamese: vietnamese))
        _ = take(LooseWords.arrows)
        return true
      }
    case .list:
      // `công việc đến hạn`: by another time than their own.
      if let time = match.entry(.member), names.timeMembers.contains(time.name), question.subjects.count == 1,
        !question.subjects[0].contains(" at "), PeriodReader.read(rest, today: today) != nil
      {
        question.subjects[0] += " at \(time.name)"
        return true
      }
      // `orders of customer Nguyen`
      if let link = match.entry(.member), names.linkMembers.contains(link.name), !question.subjects.isEmpty,
        readComparison(link.name, link)
      {
        return true
      }
      // `đơn hàng … của khách ở Hà Nội`
      if !question.subjects.isEmpty, match.entry(.entity)?.name == names.subjectName { return true }
      // `có doanh thu trên 100 triệu`: each row's own number.
      if let metric = match.entry(.metric), !question.subjects.isEmpty { return readOwnNumber(metric) }
      // `hợp đồng đến hạn` is a metric, whose rows are the contracts at that time.
      if let metric = match.entry(.metric), match.entry(.entity, .events) == nil, question.subjects.isEmpty,
        let list = names.list(of: metric, inVietnamese: vietnamese)
      {
        question.subjects.append(list.subject)
        subject = metric
        if let condition = list.condition { question.conditions.append(LooseQuestion.Condition(text: condition)) }
        return true
      }
      if let entity = match.entry(.entity, .events), question.subjects.isEmpty {
        question.subjects.append(entity.text(inVietnamese: vietnamese))
        subject = entity
        return true
      }
      // `cơ hội đang mở`: those whose end has not come.
      if let metric = match.entry(.metric), question.subjects.isEmpty, let open = names.openRows(of: metric) {
        question.subjects.append(open.entity)
        subject = metric
        saysNow = true
        let end = LooseQuestion.Condition(text: "\(open.end) \(question.word(.isNull))")
        question.conditions.append(end)
        return true
      }
      // `list revenue by month` has no rows.
      if let metric = match.entry(.metric), question.subjects.isEmpty,
        let definition = names.definition(of: metric), !["count(", "stock("].contains(where: definition.hasPrefix)
      {
        question.verb = .show
        index = start
        return readName(match)
      }
      // `list all sources`
      if let member = match.entry(.member), question.subjects.isEmpty, index == words.count {
        question.verb = .values
        question.subjects.append(member.text(inVietnamese: vietnamese))
        return true
      }
    case .cycle where words[start].plain == "order" && match.length == 1 && question.subjects.isEmpty:
      // What the model declares as the outcome.
      question.subjects.append("order")
      return true
    case .growth where match.entry(.metric).map { names.list(of: $0) == nil } ?? false:
      // `tăng trưởng doanh thu`: what is no count of somebody is held against the period before.
      question.verb = .show
      isGrowth = true
      index = start
      return readName(match)
    case .growth, .retention, .cycle:
      if let entity = match.entry(.entity, .events, .metric), question.subjects.isEmpty {
        question.subjects.append(entity.text(inVietnamese: vietnamese))
        return true
      }
    case .values, .describe:
      if let entry = match.entries.first, question.subjects.isEmpty {
        question.subjects.append(entry.text(inVietnamese: vietnamese))
        return true
      }
    default:
      // `scorecard for sales department`: which of them is meant, or a number of that name? Nobody has said.
      if question.verb == .scorecard, match.entry(.metric) != nil, !question.isVietnamese,
        names.exact(rest)?.entry(.member) != nil
      {
        index = start
        return false
      }
      // `thẻ điểm sale`: whose, though in the plural it is a number.
      if question.verb == .scorecard, question.by.isEmpty, let member = match.entries.first, member.kind == .member {
        question.by.append(member.text(inVietnamese: vietnamese))
        return true
      }
      // `which doctor has the most appointments`, `top 5 products by quantity`: of each of them, though a metric counts
      // them, too.
      if question.subjects.isEmpty, question.verb.map({ $0 == .show }) ?? true,
        let member = linkOfEach(match, from: start)
      {
        question.by.append(member.text(inVietnamese: vietnamese))
        return true
      }
      // `top 3 sale`
      if question.subjects.isEmpty, question.by.isEmpty, question.verb.map({ $0 == .show }) ?? true,
        question.top != nil || waitingTop != nil || plain == "nao", match.entry(.metric) != nil,
        match.written(.metric) == nil, let member = match.written(.member)
      {
        question.by.append(member.text(inVietnamese: vietnamese))
        return true
      }
      // `tỷ lệ chốt của sale`: whose, though in the plural it is a number.
      let isWhose =
        match.entries.first?.kind == .member && match.length == 1 && (!question.subjects.isEmpty || plain == "nao")
      if let metric = match.entry(.metric), !isWhose || metric.isCalled(words[start..<index]) {
        // `deals in the pipeline`, `doanh thu trên mỗi đơn`: how the two belong together nobody has said.
        // `conversion rate of Zalo leads`: no second number, though a value stands between.
        if question.subjects.count == 1, valueEnd == start, isValueOf(start) {
          index = start
          return false
        }
        if !question.subjects.isEmpty, question.top == nil, waitingTop == nil, question.by.isEmpty, isBound(start) {
          index = start
          return false
        }
        if question.subjects.count == 1, stands(at: start, behind: subjectEnd) {
          return readNeighbour(metric, match, from: start)
        }
        // `customers with revenue over 100M`
        if countedEntity != nil, readOwnNumber(metric) { return true }
        // `khách hàng đến hạn gia hạn`: whose they are, or a second number? Nobody has said.
        let isBare = question.top == nil && waitingTop == nil && question.by.isEmpty && best == nil
        if isBare, countedEntity?.name == names.subjectName, question.subjects.count == 1, !followsJoint(start),
          words[start - 1].plain != "co" || !says(LooseWords.highest + LooseWords.lowest)
        {
          index = start
          return false
        }
        question.subjects.append(metric.text(inVietnamese: vietnamese))
        (subject, subjectEntity, subjectEnd) = (metric, match.entry(.entity), index)
        if let entity = match.entry(.entity), plain == "nao" || start > 0 && words[start - 1].plain == "which" {
          (asksWhich, whichEntity) = (true, entity)
        }
        return true
      }
    }
    if question.verb != .list, !question.subjects.isEmpty, isWhose(match, from: start) { return true }
    // `open rate of emails`: what a number is of is no second number.
    if start > 0, ["of", "cua"].contains(words[start - 1].plain), !question.subjects.isEmpty,
      match.entry(.metric) == nil,
      let entity = match.entry(.entity), match.entry(.member) == nil
    {
      if let subject, names.reads(subject, entity) { return true }
      index = start
      return false
    }
    // `hợp đồng hết hạn`: the metric that counts them at that time; they are not split by it.
    if let time = match.entry(.member), names.timeMembers.contains(time.name), !followsJoint(start),
      question.subjects.count == 1, let counted = subject, let metric = names.count(of: counted, at: time.name)
    {
      question.subjects = [metric.text(inVietnamese: vietnamese)]
      subject = metric
      return true
    }
    // `tasks due this week`
    if let time = match.entry(.member), names.timeMembers.contains(time.name), !followsJoint(start),
      question.subjects.count == 1, let counted = subject, question.verb != .list,
      question.period != nil || PeriodReader.read(rest, today: today) != nil,
      let count = counting(counted, at: time.name)
    {
      question.subjects = [count]
      (subject, countedEntity, namedEntity) = (nil, nil, nil)
      return true
    }
    // `customers with birthday this month`: which of their times is meant, and for what, nobody has said.
    if let time = match.entry(.member), names.timeMembers.contains(time.name), match.entries.count == 1,
      question.verb != .list, !question.subjects.isEmpty, !followsJoint(start)
    {
      index = start
      return false
    }
    // `khách hàng theo nguồn`: how many there are.
    let isShow = question.subjects.isEmpty && (question.verb.map { $0 == .show || $0 == .share } ?? true)
    // `3 tỉnh có nhiều khách hàng nhất`: a number of the sources, and what is the most of them.
    let isMost =
      !question.by.isEmpty && start > 0 && ["nhieu", "it", "most", "fewest"].contains(words[start - 1].plain)
    let hasTop = waitingTop != nil || question.top != nil || best != nil || isMost
    if isShow, question.by.isEmpty, !hasTop { namedEntity = match.entry(.entity) }
    if isShow, question.by.isEmpty != hasTop, let entity = match.entry(.entity),
      let metric = names.count(of: entity.name)
    {
      (subject, countedEntity, countedMember) = (metric, entity, match.entry(.member))
      asksWhich = plain == "nao" || start > 0 && words[start - 1].plain == "which"
      question.subjects.append(metric.text(inVietnamese: vietnamese))
      return true
    }
    // `discounts by staff`: what adds the measure up.
    if question.verb.map({ $0 == .show }) ?? true, question.subjects.isEmpty, isMeasureNamed(match, at: start) {
      return true
    }
    // A dimension with one of its values, or alone: what the numbers are split by.
    if let member = match.entry(.member) {
      if readComparison(member.name, member) { return true }
      // `tỷ lệ giữ chân khách hàng`: whose number it is, not what it is split by.
      let isOfAll = match.entry(.entity)?.name == names.subjectName && !question.subjects.isEmpty
      if isOfAll, waitingTop == nil, question.top == nil, length(["nao"]) == 0, !followsJoint(start) {
        index = start
        return false
      }
      // `closed deals`: nothing is split by a time where nobody says `by`.
      if question.verb != .list, names.timeMembers.contains(member.name), !followsJoint(start) {
        index = start
        return false
      }
      // Nothing is split by a number that rows have.
      if question.verb != .list, match.isClose, !names.measureMembers.contains(member.name) || question.subjects.isEmpty
      {
        question.by.append(member.text(inVietnamese: vietnamese))
        return true
      }
    }
    if let segment = match.entry(.segment) {
      question.conditions.append(LooseQuestion.Condition(text: segment.name))
      return true
    }
    // `chi phí marketing khách`: whose number it is, or a second one? Nobody has said.
    if question.subjects.count > 0, waitingTop == nil, question.top == nil, best == nil, !followsJoint(start),
      question.verb != .list
    {
      index = start
      return false
    }
    if let entity = match.entry(.entity), let metric = names.count(of: entity.name) {
      subject = metric
      countedEntity = entity
      question.subjects.append(metric.text(inVietnamese: vietnamese))
      return true
    }
    // `show staff`: rows that no metric counts.
    if showsRows, namedEntity != nil, namedEntity == match.entry(.entity), question.by.isEmpty { return true }
    index = start
    return false
  }
}

extension LooseReader {
  /// Whether a name stands right behind another one, or is what that is of: `order revenue`, `doanh thu của đơn hàng`.
  private func stands(at start: Int, behind end: Int?) -> Bool {
    guard let end, question.top == nil, waitingTop == nil, question.by.isEmpty, best == nil else { return false }
    return start == end || start == end + 1 && ["of", "cua"].contains(words[end].plain)
  }

  /// `khách VIP tháng trước doanh thu bao nhiêu`: whose number it is that comes later.
  private func isWhoseLater(_ match: LooseNames.Match) -> Bool {
    guard match.entry(.entity)?.name == names.subjectName, match.entry(.metric) == nil, question.subjects.isEmpty,
      question.by.isEmpty, question.verb.map({ $0 == .show }) ?? true, length(LooseWords.beforeValue) == 0,
      let value = values.match(rest)?.value,
      !says(LooseWords.highest + LooseWords.lowest + ["nao", "which", "theo", "by"]),
      !words.contains(where: {
        ["tren", "duoi", "hon", "over", "under", "above", "below", "chua", ">", "<"].contains($0.plain)
      })
    else { return false }
    let later = words[(index + value.length)...]
    return later.indices.contains { names.exact(words[$0...])?.entry(.metric) != nil }
  }

  /// Whether a word stands behind one that binds it to what is before: `in the pipeline`.
  private func isBound(_ start: Int) -> Bool {
    let before = words[..<start].last { !["the", "a", "an", "moi", "tung", "cac", "each", "every"].contains($0.plain) }
    return before.map { LooseWords.binding.contains($0.plain) } ?? false
  }

  /// Whether the words from the number up to a word are `of` and a value.
  private func isValueOf(_ start: Int) -> Bool {
    guard let end = subjectEnd, end < start, ["of", "from", "for", "cua", "tu"].contains(words[end].plain) else {
      return false
    }
    return values.match(words[(end + 1)..<start])?.value.length == start - end - 1
  }

  /// A metric right behind another.
  ///
  /// English has what a number is of before it, Vietnamese behind it; else English names
  /// two, and in Vietnamese nobody has said what is meant.
  private mutating func readNeighbour(_ metric: LooseNames.Entry, _ match: LooseNames.Match, from start: Int) -> Bool {
    guard let first = subject else { return false }
    let isOf = start != subjectEnd
    if question.isVietnamese || isOf {
      if let entity = match.entry(.entity), names.reads(first, entity) {
        subjectEnd = index
        return true
      }
      index = start
      return false
    }
    let isOne = subjectEntity.map { names.reads(metric, $0) } ?? false
    if isOne {
      question.subjects = []
      countedEntity = nil
    }
    question.subjects.append(metric.text(inVietnamese: false))
    (subject, subjectEntity, subjectEnd) = (metric, match.entry(.entity), index)
    return true
  }

  /// A measure that is named alone, or behind its entity, is what adds it up.
  private mutating func isMeasureNamed(_ match: LooseNames.Match, at start: Int) -> Bool {
    guard match.entries.allSatisfy({ $0.kind == .member }), let own = match.entries.first,
      names.measureMembers.contains(own.name)
    else { return false }
    let end = index
    index = start
    // `điểm NPS`: what the metric behind it is made of.
    let place = index
    if let measure = measureHere()?.0, let next = names.exact(rest)?.entry(.metric), names.reads(next, measure) {
      return true
    }
    index = place
    guard let (measure, rows) = measureHere(), let sum = names.sum(of: measure, in: rows),
      readSign() == nil, readRange() == nil, !isRatio
    else {
      index = end
      return false
    }
    question.subjects = [sum.text(inVietnamese: question.isVietnamese)]
    subject = sum
    return true
  }

  /// The link to what a metric counts alone, where the line asks which of them has the most or the least.
  private func linkOfEach(_ match: LooseNames.Match, from start: Int) -> LooseNames.Entry? {
    guard let metric = match.entry(.metric), let entity = match.entry(.entity), entity.name != names.subjectName,
      names.definition(of: metric) == "count(\(entity.name))"
    else { return nil }
    let isRanked =
      question.top != nil || waitingTop != nil || best != nil
      || words[index...].contains {
        ["most", "highest", "best", "nhat", "lowest", "fewest", "least"].contains($0.plain)
      }
    let isWhich = plain == "nao" || start > 0 && ["which", "what"].contains(words[start - 1].plain)
    guard isRanked, isWhich || question.top != nil || waitingTop != nil || best != nil else { return nil }
    if let member = match.entry(.member), names.linkMembers.contains(member.name) { return member }
    // `products` is the entity, `product` what rows call theirs.
    return [entity.name, String(entity.name.dropLast())].first(where: names.linkMembers.contains).map {
      LooseNames.Entry(kind: .member, name: $0, label: names.label(of: $0))
    }
  }

  /// `cost per lead` is a number of its own.
  private var isRatio: Bool {
    var behind = self
    guard behind.take(["per", "moi", "tren moi"]), let match = behind.names.exact(behind.rest) else { return false }
    return match.entry(.metric) != nil && match.entry(.member, .entity) == nil
  }

  /// `của khách VIP`, `from vip customers`: whose numbers they are, said beside what picks them.
  private mutating func isWhose(_ match: LooseNames.Match, from start: Int) -> Bool {
    guard match.entry(.entity)?.name == names.subjectName, match.entry(.metric) == nil, !followsJoint(start) else {
      return false
    }
    if valueEnd == start { return true }
    var behind = self
    _ = behind.take(LooseWords.beforeValue)
    return behind.index < behind.words.count && PeriodReader.read(behind.rest, today: today) == nil
      && behind.values.match(behind.rest) != nil
  }
}

extension Keyword {
  /// A report whose name may come late in a line: `customer portrait for 2023-09`.
  var isReport: Bool {
    [.funnel, .cycle, .journey, .portrait, .scorecard, .retention, .growth, .forecast, .share].contains(self)
  }

  /// A report that is about the model's subject anyway.
  var isOfSubject: Bool {
    [.cycle, .journey, .portrait, .retention, .growth, .scorecard].contains(self)
  }
}
