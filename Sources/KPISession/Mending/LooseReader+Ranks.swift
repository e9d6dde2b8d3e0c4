import KPILanguage

// What is the greatest, where no clause says it: of changes, and in front of what it is the greatest of.
extension LooseReader {
  /// `best selling products`, `biggest 10 orders`: how many, where it is said, and which end.
  struct Best {
    var count: Int?
    var isLeast: Bool
    /// It is said of whoever brings most, too: `best customers`.
    var isOfMoney: Bool
  }

  /// `tăng nhiều nhất`, `giảm doanh thu mạnh nhất`, `dropped the most`, `the biggest increase in leads`.
  mutating func readGreatestChange() -> Bool {
    guard changesMost == nil, question.verb == nil || question.verb == .show, !isClause else { return false }
    _ = take(["with the", "with", "had the", "has the", "have the", "the", "co muc"])
    for (phrases, rises) in [(LooseWords.greatestFall, false), (LooseWords.greatestRise, true)] where take(phrases) {
      changesMost = rises
      _ = take(["in", "of", "for", "ve", "cua"])
      return true
    }
    let falls = take(LooseWords.falling)
    let rises = !falls && take(LooseWords.rising)
    guard falls || rises else { return false }
    if !take(LooseWords.ofAll) {
      // `giảm doanh thu nhiều nhất`
      guard question.subjects.isEmpty, let match = names.match(rest), match.entry(.metric) != nil, readName(match),
        take(LooseWords.ofAll)
      else { return false }
    }
    changesMost = rises
    _ = take(["in", "ve"])
    return true
  }

  /// `best selling products`, `biggest 10 orders`, `5 best customers`: what the greatest are of comes behind.
  mutating func readLeadingBest() -> Bool {
    guard question.subjects.isEmpty, question.by.isEmpty, best == nil, waitingTop == nil, !isClause else {
      return false
    }
    // `top 10 biggest orders`
    var count = question.top ?? takeCount()
    let isLeast = take(LooseWords.leadingWorst)
    let isOfMoney = !isLeast && take(["best performing", "top performing", "best"])
    let isGreatest = !isLeast && !isOfMoney && take(LooseWords.leadingBest)
    guard isLeast || isOfMoney || isGreatest else { return false }
    if count == nil { count = takeCount() }
    // `max order`
    if count == nil, ["max", "maximum", "min", "minimum"].contains(words[index - 1].plain) { count = 1 }
    // `best month for revenue`
    if takeUnit() {
      best = Best(count: count ?? 1, isLeast: isLeast, isOfMoney: false)
      return true
    }
    guard names.exact(rest) != nil || values.match(rest) != nil else { return false }
    // The biggest customers are those who bring most.
    let isSubject = names.exact(rest)?.entry(.entity)?.name == names.subjectName
    best = Best(count: count, isLeast: isLeast, isOfMoney: isOfMoney || isGreatest && isSubject)
    question.top = nil
    return true
  }

  /// `bán ế nhất`, `worst selling products`: the least of what `bán chạy`, `selling` is the name of.
  mutating func readWorstSelling() -> Bool {
    guard question.subjects.isEmpty, best == nil, !isClause, question.verb.map({ $0 == .show }) ?? true,
      take(LooseWords.worstSelling),
      let metric = names.exact(LooseWord.words(of: question.isVietnamese ? "bán chạy" : "selling")[...])?.entry(.metric)
    else { return false }
    question.subjects = [metric.text(inVietnamese: question.isVietnamese)]
    subject = metric
    if question.by.isEmpty {
      best = Best(count: question.top ?? takeCount(), isLeast: true, isOfMoney: false)
      question.top = nil
    } else {
      question.top = waitingTop ?? question.top ?? 1
      (waitingTop, question.isBottom, question.isRanked) = (nil, true, true)
    }
    return true
  }

  private mutating func takeUnit() -> Bool {
    guard PeriodReader.read(rest, today: today) == nil, let grain = takeGrain(LooseWords.grainUnits) else {
      return false
    }
    question.by.append(text(ofGrain: grain))
    return true
  }

  /// `10 đơn hàng giá trị lớn nhất`: the rows themselves, by what they are worth.
  mutating func readWorth() -> Bool {
    guard best == nil, question.by.isEmpty, question.subjects.count == 1, let subject,
      names.measure(of: subject) != nil, take(["gia tri", "so tien", "co gia tri", "co so tien", "value", "by value"])
    else { return false }
    let isLeast = take(LooseWords.lowest)
    guard isLeast || take(LooseWords.highest) else { return false }
    best = Best(count: waitingTop ?? question.top ?? 1, isLeast: isLeast, isOfMoney: false)
    waitingTop = nil
    return true
  }

  /// `đơn hàng lớn nhất tháng 12`, `đơn nào nhỏ nhất`: the rows themselves; how many there are has no size.
  mutating func readGreatestRows() -> Bool {
    guard best == nil, question.by.isEmpty, question.subjects.count == 1, let subject, !isClause,
      question.verb.map({ $0 == .show || $0 == .list }) ?? true, names.measure(of: subject) != nil
    else { return false }
    let isLeast = take(LooseWords.smallest)
    guard isLeast || take(LooseWords.greatest) else { return false }
    // A list is of several; where one is asked for, it is the one.
    let count = waitingTop ?? question.top ?? (question.verb == .list ? nil : 1)
    best = Best(count: count, isLeast: isLeast, isOfMoney: false)
    waitingTop = nil
    readUnitAtEnd()
    return true
  }

  /// `sản phẩm nào tồn kho nhiều nhất`: the rows themselves, by a number that each has.
  mutating func readGreatestOfMeasure() -> Bool {
    guard question.subjects.isEmpty, question.by.count == 1, question.period == nil, !isClause,
      question.verb.map({ $0 == .show || $0 == .list }) ?? true, let match = names.exact(rest),
      let measure = match.entry(.member), names.measureMembers.contains(measure.name),
      let rows = names.entities(with: measure).first, names.entities(with: measure).count == 1,
      names.exact(LooseWord.words(of: question.by[0])[...])?.entry(.entity)?.name == rows.entity.name
    else { return false }
    index += match.length
    let isLeast = take(LooseWords.lowest)
    guard isLeast || take(LooseWords.highest) else { return false }
    question.verb = .list
    question.subjects = [rows.entity.text(inVietnamese: question.isVietnamese)]
    question.order = (measure.text(inVietnamese: question.isVietnamese), !isLeast)
    (question.top, question.by, waitingTop) = (waitingTop ?? question.top ?? 1, [], nil)
    (question.isRanked, subject) = (false, rows.entity)
    return true
  }

  /// `lớn nhất năm`, `nhiều nhất tháng` at the end of a line: the running one.
  mutating func readUnitAtEnd() {
    guard question.period == nil, index == words.count - 1,
      let (grain, _) = LooseWords.units.first(where: { $0.1.contains(words[index].plain) }), words[index].plain != "hom"
    else { return }
    index += 1
    question.period = PeriodPhrase(kind: grain == .day ? .today : .this(grain), length: 1)
  }

  private mutating func takeCount() -> Int? {
    guard let count = plain.flatMap(LooseWords.smallNumber), (1..<1_000).contains(count) else { return nil }
    index += 1
    return count
  }

  /// What the order is by, when everything is read; false where nothing can be ordered.
  mutating func settleRanks() -> Bool {
    defer { keepUnitsByPipe() }
    if let rises = changesMost {
      guard question.subjects.count == 1, !question.by.isEmpty, let metric = subject, metric.kind == .metric else {
        return false
      }
      if question.compare == nil { question.compare = .previous }
      question.order = ("\(metric.name)_change", rises)
      question.top = waitingTop ?? question.top ?? best?.count ?? (asksForSeveral ? nil : 1)
      (waitingTop, question.isBottom) = (nil, false)
    }
    // `lý do mất cơ hội nhiều nhất`: how many there are of each.
    let isPlainCount = countedEntity.flatMap { names.count(of: $0.name) }.map { $0 == subject } ?? false
    if question.subjects.isEmpty || question.subjects.count == 1 && isPlainCount, question.by.count == 1,
      question.top != nil,
      question.verb.map({ $0 == .show }) ?? true,
      let dimension = names.exact(LooseWord.words(of: question.by[0])[...])?.entry(.member),
      let count = names.count(ofThoseWith: dimension)
    {
      question.subjects = [count.text(inVietnamese: question.isVietnamese)]
      (subject, question.allOfThem) = (count, nil)
    }
    // `deals worth over 100M, biggest first`: the rows themselves.
    if best == nil, question.by.isEmpty, question.verb == nil, let order = question.order, order.by == nil,
      question.top == nil
    {
      return settleBestRows(Best(count: nil, isLeast: !order.descending, isOfMoney: false))
    }
    guard let best else { return true }
    if question.subjects.isEmpty, best.isOfMoney, !question.by.isEmpty, let money = names.money {
      question.subjects.append(money.text(inVietnamese: question.isVietnamese))
    }
    if question.by.isEmpty || question.verb == .list {
      question.isRanked = false
      return settleBestRows(best)
    }
    guard !question.subjects.isEmpty else { return false }
    if let count = best.count {
      (question.top, question.isBottom) = (count, best.isLeast)
    } else if asksForOne {
      (question.top, question.isBottom) = (1, best.isLeast)
    } else {
      question.order = (nil, !best.isLeast)
    }
    return true
  }

  /// `what was our best selling product`, in the singular.
  private var asksForOne: Bool {
    !question.isVietnamese && !asksForSeveral && ["what", "which", "who", "best"].contains(words.first?.plain)
  }

  /// Units of time stand in their own order, so that `top` chooses none of them: a pipe does.
  private mutating func keepUnitsByPipe() {
    guard question.top != nil, !question.isBottom, question.by.count == 1, question.topPer == nil,
      LooseWords.grainUnits.values.contains(where: { text(ofGrain: $0) == question.by[0] })
    else { return }
    if question.order == nil { question.order = (nil, true) }
    question.isPiped = true
  }

  /// `sources with the biggest increase`, in the plural.
  private var asksForSeveral: Bool {
    !question.isVietnamese
      && words.indices.contains {
        words[$0].plain.hasSuffix("s") && names.exact(words[$0...])?.entry(.member) != nil
      }
  }

  /// `biggest orders`: the rows themselves, by their measure.
  private mutating func settleBestRows(_ best: Best) -> Bool {
    guard question.subjects.count == 1, let subject, let measure = names.measure(of: subject) else { return false }
    if question.verb != .list {
      let plural = names.exact(LooseWord.words(of: subject.name)[...])
      if let entity = plural?.entry(.entity) ?? countedEntity {
        question.subjects = [entity.text(inVietnamese: question.isVietnamese)]
      } else if let list = names.list(of: subject, inVietnamese: question.isVietnamese) {
        question.subjects = [list.subject]
        if let condition = list.condition {
          question.conditions.insert(LooseQuestion.Condition(text: condition), at: 0)
        }
      } else if let open = names.openRows(of: subject), question.period == nil {
        question.subjects = [open.entity]
        question.conditions.insert(
          LooseQuestion.Condition(text: "\(open.end) \(question.word(.isNull))"), at: 0)
      } else {
        return false
      }
      question.verb = .list
    }
    question.order = (measure.text(inVietnamese: question.isVietnamese), !best.isLeast)
    question.top = best.count ?? question.top
    return true
  }
}
