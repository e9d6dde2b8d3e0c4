import KPIEngine
import KPILanguage

// The clauses of a question, and what the reports have of their own.
extension LooseReader {
  mutating func readPeriod() -> Bool {
    guard let period = PeriodReader.read(rest, today: today) else { return false }
    // `so với tháng trước doanh thu tháng này`: the one that the comparison is of.
    if let said = question.period, said.length == 0, said.kind == period.kind {
      (question.period, index) = (period, index + period.length)
      return true
    }
    guard question.period == nil else { return false }
    index += period.length
    // `orders before October` lists those of all years; a sum of them begins with the year.
    if period.isOpen, question.verb == .list {
      guard case .range(_, let last?) = period.kind, let entity = subject?.name, let time = names.time(of: entity)
      else {
        return false
      }
      let end = last.grain.label(ofUnitAt: last.grain.adding(1, to: last.start))
      question.conditions.append(LooseQuestion.Condition(text: "\(time) < \(end)"))
      return true
    }
    question.period = period
    if period.isPair, case .range(let from, _) = period.kind { pairedGrain = text(ofGrain: from.grain.rawValue) }
    // `so sánh tháng 8 và 9`: the later one beside the earlier.
    if isComparing, question.compare == nil, case .range(let from, let to?) = period.kind, from.grain == to.grain,
      from.grain.adding(1, to: from.start) == to.start
    {
      question.period = PeriodPhrase(kind: .unit(to.grain, start: to.start), length: period.length)
      question.compare = .previous
    }
    return true
  }

  /// `a line chart`, `biểu đồ cột`: the table is drawn.
  mutating func takePicture() -> Bool {
    let before = index
    // `as heatmap`: the form alone says that it is drawn.
    let isForm = take(["as a", "as", "dang"])
    if !isForm { _ = take(["in a", "with a", "a", "ve", "bang", "kem"]) }
    let english = LooseWords.pictureForms.first { take($0.phrases) }
    guard take(LooseWords.pictures) || isForm && english != nil, question.picture ?? "" == "" else {
      index = before
      return false
    }
    let form = english ?? LooseWords.pictureForms.first { take($0.phrases) }
    question.picture = form.map { question.isVietnamese ? $0.vietnamese : $0.english } ?? ""
    _ = take(["of", "for", "cua", "ve", "cho"])
    return true
  }

  /// `theo nguồn, tháng`, `group by source`, `monthly`.
  mutating func readBy() -> Bool {
    if let grain = takeGrain(LooseWords.grains) {
      question.by.append(text(ofGrain: grain))
      return true
    }
    // `doanh thu các tháng trong quý 4`
    if trying({ $0.take(["cac", "nhung", "tung"]) && $0.readUnits() }) { return true }
    // `tháng nào`, `which month`
    let isWhich = index > 0 && ["which", "what"].contains(words[index - 1].plain)
    if question.by.isEmpty, trying({ $0.readUnits() && (isWhich || $0.take(["nao"])) }) { return true }
    // `lead mới tháng 9`: no `mỗi tháng`.
    if plain == "moi", rest.dropFirst(2).first?.kind == .number,
      PeriodReader.read(rest.dropFirst(), today: today).map({ $0.length > 1 }) ?? false
    {
      return false
    }
    guard take(LooseWords.by) else { return false }
    // `average calls per employee per day` is shared out twice.
    if isMean, meanOver != nil, LooseWords.sharing.contains(words[index - 1].plain) { return false }
    let isShared = LooseWords.sharing.contains(words[index - 1].plain)
    var count = 0
    repeat {
      _ = take(["the", "cac", "tung", "moi"])
      // `theo phòng ban, tháng 12`
      if count > 0, let period = PeriodReader.read(rest, today: today), period.length > 1 {
        index -= 1
        return true
      }
      if let grain = takeGrain(LooseWords.grainUnits) {
        question.by.append(text(ofGrain: grain))
      } else if question.isVietnamese, let person = names.person, length(LooseWords.persons) > 0,
        names.exact(rest).map({ $0.length <= length(LooseWords.persons) }) ?? true, take(LooseWords.persons)
      {
        // `của từng bạn`
        question.by.append(person.text(inVietnamese: true))
      } else if question.verb == .scorecard, length(["chi so", "cac chi so"]) > 0, count > 0 {
        return true
      } else if let match = names.match(rest), readSplit(match) {
        if isShared, count == 0, let member = match.entry(.member, .entity) { sharedAmong = member }
      } else if count == 0 {
        return false
      } else {
        index -= 1
        return true
      }
      count += 1
    } while take(LooseWords.and)
    return true
  }

  /// Units of time that are split by, and no period: `tháng trong`, not `tháng 9`.
  private mutating func readUnits() -> Bool {
    guard let grain = takeGrain(LooseWords.grainUnits), plain.flatMap({ Int($0) }) == nil else { return false }
    question.by.append(text(ofGrain: grain))
    return true
  }

  /// `top 2 … mỗi tháng`: the greatest of each.
  mutating func readEach() -> Bool {
    // `brings the most revenue per customer`: the number is shared out among them.
    let isShared = subjectEnd == index && !LooseWords.eachUnit(behind: rest)
    guard question.top != nil, question.topPer == nil, !question.by.isEmpty, !isShared, take(LooseWords.eachOne) else {
      return false
    }
    let item: String
    if let grain = takeGrain(LooseWords.grainUnits) {
      item = text(ofGrain: grain)
    } else if let match = names.exact(rest), let member = match.entry(.member) {
      index += match.length
      item = member.text(inVietnamese: question.isVietnamese)
    } else {
      return false
    }
    question.by.removeAll { $0 == item }
    question.by.insert(item, at: 0)
    question.topPer = item
    return true
  }

  mutating func readSplit(_ match: LooseNames.Match) -> Bool {
    let vietnamese = question.isVietnamese
    // `top 5 nhân viên theo đơn hàng`: by how many, though each order has a name, too.
    let isMeasured = (question.top ?? waitingTop) != nil && !question.by.isEmpty && question.subjects.isEmpty
    if isMeasured, let metric = match.entry(.metric) {
      index += match.length
      question.subjects.append(metric.text(inVietnamese: vietnamese))
      subject = metric
      return true
    }
    // `bán chạy nhất theo số lượng`: what the number sums is nothing to split by.
    if let measure = match.entry(.member), names.measureMembers.contains(measure.name), match.entry(.metric) == nil {
      if let subject, names.reads(subject, measure) {
        index += match.length
        return true
      }
      // `top 5 products by quantity`
      guard isMeasured, let (measure, rows) = measureHere(), let sum = names.sum(of: measure, in: rows) else {
        return false
      }
      question.subjects.append(sum.text(inVietnamese: vietnamese))
      subject = sum
      return true
    }
    // `top 3 by orders` of another number: each order has a name of its own, but it is the number that is said.
    if let metric = match.entry(.metric), !question.subjects.isEmpty, metric.isCalled(rest.prefix(match.length)),
      match.entry(.member).map({ !$0.isCalled(rest.prefix(match.length)) }) ?? false
    {
      return false
    }
    if let member = match.entry(.member, .segment) {
      index += match.length
      if member.kind == .member, readComparison(member.name, member, needsSign: true) { return true }
      question.by.append(member.text(inVietnamese: vietnamese))
      return true
    }
    // `top 5 nhân viên theo doanh thu`; a second number is no way to split the first.
    guard let metric = match.entry(.metric), question.subjects.isEmpty || isMeasured else { return false }
    index += match.length
    question.subjects.append(metric.text(inVietnamese: vietnamese))
    return true
  }

  /// A word that is a grain, as the language calls it.
  mutating func takeGrain(_ table: [String: String]) -> String? {
    for length in stride(from: min(4, rest.count), through: 1, by: -1) {
      // `mặt hàng năm 2023`: no `hàng năm`, but the year.
      if length == 2, plain == "hang", rest.dropFirst(2).first?.kind == .number { continue }
      guard let grain = table[rest.prefix(length).map(\.plain).joined(separator: " ")] else { continue }
      // `ngày trong tuần này`: the week is the period's.
      let last = words[(index + length - 1)...]
      if length > 1, length < rest.count, let period = PeriodReader.read(last, today: today), period.length > 1 {
        switch period.kind {
        case .this, .previous: continue
        default: break
        }
      }
      index += length
      return grain
    }
    return nil
  }

  func text(ofGrain grain: String) -> String {
    let keyword = Keyword(rawValue: grain)
    return question.isVietnamese ? keyword?.entry.vietnamese.first ?? grain : grain
  }

  /// `top 5`, `limit 5`, `5 nhân viên … cao nhất`, `cao nhất`.
  mutating func readTop() -> Bool {
    let start = index
    if take(LooseWords.bottom), let count = plain.flatMap(LooseWords.smallNumber), count > 0 {
      index += 1
      (question.top, question.isBottom) = (count, true)
      return true
    }
    index = start
    // `worst province by win rate`
    if question.by.isEmpty, take(["worst"]), names.exact(rest)?.entry(.member) != nil {
      (question.top, question.isRanked, question.isBottom) = (1, true, true)
      return true
    }
    // `who has the best win rate`, `nhân viên nào có tỷ lệ thắng tốt nhất`
    index = start
    if !question.by.isEmpty, question.top == nil, waitingTop == nil, take(["best", "worst"]),
      names.exact(rest)?.entry(.metric) != nil
    {
      (question.top, question.isRanked, question.isBottom) = (1, true, words[index - 1].plain == "worst")
      return true
    }
    index = start
    // `revenue from top 10 customers`
    if ["from", "of", "by", "cua", "tu"].contains(plain), index + 2 < words.count, words[index + 1].plain == "top" {
      index += 1
    }
    // `first 9 months of 2023` is a period.
    let isLimit = length(LooseWords.limit) > 0
    if isLimit, PeriodReader.read(rest, today: today) != nil { return false }
    if take(LooseWords.top + LooseWords.limit) {
      guard let count = plain.flatMap(LooseWords.smallNumber), count > 0 else {
        // `top reasons for lost deals`: the greatest stand first anyway.
        guard !isLimit, words[index - 1].plain == "top", names.exact(rest) != nil else { return false }
        saysTop = true
        return true
      }
      index += 1
      question.top = count
      question.isLimit = isLimit
      question.isRanked = !isLimit
      // `top 3 nguồn` where the sources are asked for already
      if let match = names.exact(rest), let member = match.entry(.member),
        question.by.contains(member.text(inVietnamese: question.isVietnamese))
      {
        index += match.length
      }
      return true
    }
    if let count = plain.flatMap({ Int($0) }), count > 0, count < 1_000, question.top == nil, waitingTop == nil {
      // A number before a dimension waits for `cao nhất`; one at the end of a list is how many rows.
      let next = words[(index + 1)...]
      if next.isEmpty, question.verb == .list {
        index += 1
        question.top = count
        return true
      }
      if question.verb == .list, question.subjects.isEmpty {
        let isLatest = LooseWords.latest.contains { next.first?.plain == $0 }
        if isLatest || names.exact(next)?.entry(.entity, .events, .metric) != nil {
          index += isLatest ? 2 : 1
          question.top = count
          if isLatest { order = true }
          return true
        }
      }
      if let name = names.exact(next), name.entry(.member, .entity) != nil,
        LooseWords.grainUnits[next.first?.plain ?? ""] == nil, PeriodReader.read(rest, today: today) == nil
      {
        index += 1
        waitingTop = count
        return true
      }
    }
    guard !question.subjects.isEmpty || !question.by.isEmpty || deed != nil else { return false }
    if readGreatestRows() { return true }
    if take(LooseWords.lowest) {
      question.isBottom = true
    } else if !take(LooseWords.highest) {
      return false
    }
    if saysFewest { (question.isBottom, saysFewest) = (true, false) }
    readUnitAtEnd()
    question.top = waitingTop ?? question.top ?? 1
    question.isRanked = true
    waitingTop = nil
    return true
  }

  mutating func readOrder() -> Bool {
    // `revenue by source order revenue desc`
    let isOrder = plain == "order" && !question.subjects.isEmpty && !followsJoint(index) && isOrdered(behind: index)
    let saidOrder = length(["order by", "ordered by"]) == 0 && !isOrder
    if take(isOrder ? ["order"] : LooseWords.orderBy) {
      // `order by month`: units stand in their own order anyway.
      if let grain = takeGrain(LooseWords.grainUnits) {
        if !question.by.contains(text(ofGrain: grain)) { question.by.append(text(ofGrain: grain)) }
        _ = take(LooseWords.ascending)
        return length(LooseWords.descending) == 0
      }
      // `ORDER BY 2`: the second column is the first number.
      if words.first?.plain == "select", let place = plain.flatMap({ Int($0) }), place == Set(question.by).count + 1 {
        index += 1
        question.order = (nil, !take(LooseWords.ascending))
        _ = take(LooseWords.descending)
        return true
      }
      let match = names.match(rest)
      let entry = match?.entry(.metric, .member)
      if let match, entry != nil { index += match.length }
      let by = entry?.text(inVietnamese: question.isVietnamese)
      if match?.entry(.metric) != nil { orderMetric = by }
      let isDescending = take(LooseWords.descending)
      let isAscending = !isDescending && take(LooseWords.ascending)
      guard by != nil || isDescending || isAscending else { return false }
      waitsForDirection = orderMetric != nil && !isDescending && !isAscending
      // `sắp theo doanh thu`: the greatest first; SQL's own words begin with the least, as the language does.
      let isSaid = waitsForDirection && saidOrder && !isClause
      question.order = (by, isDescending || isSaid)
      return true
    }
    // `20 đơn hàng mới nhất`
    if question.verb == .list {
      let isLatest = take(LooseWords.latest)
      if isLatest || take(LooseWords.oldest) {
        order = isLatest
        return true
      }
    }
    // `giảm bao nhiêu so với kỳ trước` is no order.
    if ["giam", "tang"].contains(plain), index + 1 >= words.count || words[index + 1].plain != "dan",
      comparesPeriods || question.compare != nil
    {
      return false
    }
    let isDescending = take(LooseWords.descending)
    guard isDescending || take(LooseWords.ascending) else { return false }
    question.order = (waitsForDirection ? orderMetric : nil, isDescending)
    waitsForDirection = false
    return true
  }

  /// Whether a name to order by, or a direction, stands behind a word.
  private func isOrdered(behind place: Int) -> Bool {
    var behind = self
    behind.index = place + 1
    return behind.names.exact(behind.rest)?.entry(.metric, .member) != nil
      || behind.length(LooseWords.descending + LooseWords.ascending) > 0
  }
}
