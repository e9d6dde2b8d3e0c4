import KPIEngine
import KPILanguage

// What number is meant: of what was done, what there is of things, one over another, a part of a whole.
extension LooseComposition {
  /// What was done, and what it was done to.
  mutating func readDeeds() -> Bool {
    for (deed, _) in deeds {
      var isMet = false
      // `what did we sell the most`
      if deed.objects["product"] != nil, splits.isEmpty, numbers.isEmpty, says(.which, .whichBehind),
        says(.most, .least, .superlative),
        let product = names.exact(LooseWord.words(of: "product")[...])?.entry(.member)
      {
        splits = [product]
      }
      for place in numbers.indices {
        guard let name = numbers[place].entry?.name, let meant = deed.objects[name] else { continue }
        guard meant.isEmpty || meant == "." || replace(numbers[place].place, by: meant, at: place) else { return false }
        isMet = true
      }
      if isMet { continue }
      for place in things.indices {
        let thing = things[place]
        guard let meant = deed.objects[thing.entity.name], !meant.isEmpty else { continue }
        // `khách nào mua nhiều nhất`: who does it.
        if thing.entity.name == names.subjectName, !deed.alone.isEmpty, !thing.isCounted { continue }
        guard numbers.isEmpty, add(meant, at: thing.place) else { return false }
        things.remove(at: place)
        isMet = true
        break
      }
      if isMet { continue }
      guard numbers.isEmpty else { return false }
      let product = (splits.map(\.name) + valueDimensions).first { deed.objects[$0] != nil }
      guard let product, let units = deed.objects[product], !says(.money) else {
        guard !deed.alone.isEmpty, add(deed.alone, at: 0) else { return false }
        continue
      }
      guard add(units, at: 0) else { return false }
    }
    if says(.first) {
      guard deeds.count == 1, let buyers = metric("buyers_new"), numbers.count == 1,
        ["buyers", "revenue", "new_customers"].contains(numbers[0].entry?.name)
      else { return false }
      numbers = [Number(text: written(buyers), entry: buyers, place: 0)]
      things.removeAll { $0.entity.name == names.subjectName }
    }
    return true
  }

  private mutating func replace(_ from: Int, by meant: String, at place: Int) -> Bool {
    numbers.remove(at: place)
    return add(meant, at: from)
  }

  /// A metric by its name, or an expression.
  private mutating func add(_ meant: String, at place: Int) -> Bool {
    if meant.contains(where: { !$0.isLetter && $0 != "_" }) {
      numbers.append(Number(text: meant, entry: nil, place: place))
      return true
    }
    guard let metric = metric(meant) else { return false }
    if !numbers.contains(where: { $0.entry == metric }) {
      numbers.append(Number(text: written(metric), entry: metric, place: place))
    }
    return true
  }

  private var costs: Set<String> { ["marketing_cost", "acquisition_cost", "retention_cost", "cost_of_sales", "cac"] }

  /// Money by its name, what is spent, what is worth something.
  mutating func readMoney() -> Bool {
    let isCost = numbers.contains { costs.contains($0.entry?.name ?? "") }
    if says(.marketing), !isCost {
      let isSpent = says(.cost, .money, .howMany, .bring)
      guard isSpent, numbers.isEmpty || says(.each, .percent, .over), add("marketing_cost", at: marketingPlace) else {
        return false
      }
      numbers.sort { $0.place < $1.place }
    } else if says(.cost), !isCost {
      // `chi phí cho mỗi khách mới`
      let isOfNew = eachNames.contains { $0.match.entry(.metric).map { names.isSubject($0) } ?? false }
      guard isOfNew, numbers.isEmpty, add("acquisition_cost", at: 0) else { return false }
    }
    if says(.value) {
      guard numbers.count + things.count == 1 else { return false }
      let counted = numbers.first?.entry ?? things.first.flatMap { names.count(of: $0.entity.name) }
      guard let counted else { return false }
      // A number that is money already: `giá trị doanh thu`.
      if let sum = names.sum(of: counted) {
        numbers = [Number(text: written(sum), entry: sum, place: 0)]
        things = []
      } else if names.definition(of: counted)?.hasPrefix("count(") ?? true {
        return false
      }
    }
    if says(.doing), numbers.isEmpty, things.isEmpty, deeds.isEmpty, let money = names.money {
      numbers.append(Number(text: written(money), entry: money, place: 0))
    }
    if says(.money) {
      let isCounted = numbers.contains { $0.entry.map { names.list(of: $0) != nil } ?? false }
      // `chốt mấy đơn, bao nhiêu tiền`
      if isCounted, says(.and), numbers.count == 1, let money = names.money {
        numbers.append(Number(text: written(money), entry: money, place: parts.count))
      } else if numbers.isEmpty || isCounted {
        return false
      }
    }
    return true
  }

  private var marketingPlace: Int { parts.firstIndex { $0.role == .marketing } ?? 0 }

  /// What is open, or not done yet.
  mutating func readOpen() -> Bool {
    let open = [
      "opportunities": "open_opportunities", "new_opportunities": "open_opportunities",
      "opportunity_value": "pipeline_value", "tickets": "tickets_open",
      "tasks": "stock(tasks while created_at .. completed_at)",
      "activities": "stock(tasks while created_at .. completed_at)",
      "tasks_completed": "stock(tasks while created_at .. completed_at)",
      "count(tickets at resolved_at)": "tickets_open", "emails": "emails_read", "emails_sent": "emails_read",
    ]
    let notDone =
      says(.negation)
      && numbers.contains {
        ["tasks_completed"].contains($0.entry?.name ?? $0.text) || $0.text.hasPrefix("count(tickets at")
      }
    let isStanding =
      says(.standing)
      && (numbers.contains { open[$0.entry?.name ?? ""] != nil } || things.contains { open[$0.entity.name] != nil })
    guard says(.open) || notDone || isStanding else { return true }
    if notDone { said.remove(.negation) }
    if numbers.contains(where: {
      names.definition(of: $0.entry ?? Entry(kind: .metric, name: ""))?.hasPrefix("stock(") ?? false
    }) {
      return true
    }
    if says(.howLong), things.contains(where: { $0.entity.name == "opportunities" }) { return true }
    if let place = numbers.firstIndex(where: { open[$0.entry?.name ?? $0.text] != nil }),
      let meant = open[numbers[place].entry?.name ?? numbers[place].text]
    {
      return replace(numbers[place].place, by: meant, at: place)
    }
    guard let place = things.firstIndex(where: { open[$0.entity.name] != nil }), numbers.isEmpty, !says(.list),
      let meant = open[things[place].entity.name]
    else { return false }
    let from = things.remove(at: place).place
    return add(meant, at: from)
  }

  /// Things that are left: what is counted, or whose a number is.
  mutating func readThings() -> Bool {
    if says(.howLong) { return readHowLong() }
    if says(.list) || asked != nil { return true }
    if numbers.isEmpty, says(.target) == false {
      guard things.count == 1, let thing = things.first else {
        return things.isEmpty && (!splits.isEmpty || says(.who))
      }
      guard let count = names.count(of: thing.entity.name) else {
        things = []
        return thing.isCounted && add("count(\(thing.entity.name))", at: thing.place)
      }
      numbers.append(Number(text: written(count), entry: count, place: thing.place))
      question.allOfThem = names.stock(of: thing.entity.name).map(written)
      return true
    }
    return things.allSatisfy { thing in
      if thing.entity.name == names.subjectName {
        return thing.isCounted ? numbers.contains { isOfSubjects($0) } : isWhose(thing.place)
      }
      return numbers.allSatisfy {
        $0.entry.map { names.reads($0, thing.entity) } ?? $0.text.contains(thing.entity.name)
      }
    }
  }

  /// `của khách nữ`, `khách ở Hà Nội mua`: whose a number is.
  ///
  /// Beside another name alone nobody has said so.
  private func isWhose(_ place: Int) -> Bool {
    if !deeds.isEmpty || [.of, .over, .negation].contains(role(place - 1)) { return true }
    return [place - 1, place + 1, place + 2].contains { other in
      guard parts.indices.contains(other) else { return false }
      switch parts[other].kind {
      case .value: return true
      case .role(let role): return role == .female || role == .male
      default: return false
      }
    }
  }

  private func isOfSubjects(_ number: Number) -> Bool {
    number.entry.map { names.countsSubjects($0) || names.isSubject($0) } ?? number.text.contains("customer")
  }

  /// How long: `do deals stay open`, `khách mất bao lâu mới mua`.
  private mutating func readHowLong() -> Bool {
    let isOf = { [things, numbers] (name: String) in
      things.contains { $0.entity.name == name } || numbers.contains { $0.entry?.name.contains(name) ?? false }
    }
    said.subtract([.average, .open])
    if isOf("opportunities") {
      let isWon = numbers.contains { $0.entry?.name == "won_opportunities" }
      (numbers, things) = ([], [])
      return add(
        isWon
          ? "avg(days(created_at, closed_at) of opportunities where status = won at closed_at)" : "average_open_days",
        at: 0)
    }
    if isOf("tickets") || numbers.contains(where: { $0.text.contains("tickets") }) {
      (numbers, things) = ([], [])
      return add("average_resolution_hours", at: 0)
    }
    guard numbers.allSatisfy({ isOfSubjects($0) || $0.entry == names.outcome || $0.entry == names.money }),
      things.allSatisfy({ $0.entity.name == names.subjectName }), periods.isEmpty, splits.isEmpty,
      deeds.count == 1 || numbers.first?.entry?.name == "buyers_new"
    else { return false }
    (numbers, things) = ([], [])
    (question.verb, question.horizon) = (.cycle, isVietnamese ? "tuần 12" : "weeks 12")
    return true
  }

  /// `per order`, `mỗi phòng`: one number over another, or a row for each.
  mutating func readEach() -> Bool {
    let isSplit = !splits.isEmpty || says(.who) || !grains.isEmpty || says(.average)
    for (match, _) in eachNames {
      let entity = match.entry(.entity)
      let isOfSubjects = entity?.name == names.subjectName
      let member = match.entry(.member)
      let isCounted = match.entry(.metric) != nil || member.map { names.count(of: "\($0.name)s") != nil } ?? false
      if let member, isOfSubjects ? !isSplit : !isCounted, !names.measureMembers.contains(member.name) {
        if says(.average), !isOfSubjects { return false }
        if !splits.contains(member) { splits.append(member) }
        continue
      }
      if member == nil, let entity, entity.name != names.subjectName,
        let link = [entity.name, String(entity.name.dropLast())].first(where: names.linkMembers.contains),
        match.entry(.metric) == nil
      {
        splits.append(Entry(kind: .member, name: link, label: names.label(of: link)))
        continue
      }
      let below =
        isOfSubjects
        ? metric("buyers") : match.entry(.metric) ?? names.count(of: entity?.name ?? member.map { "\($0.name)s" } ?? "")
      guard let below, numbers.count == 1, let above = numbers[0].entry, above != below else { return false }
      if isOfSubjects, !["revenue", "orders", "profit", "units_sold"].contains(above.name) { return false }
      setRatio(above, below)
    }
    return true
  }

  mutating func setRatio(_ above: Entry, _ below: Entry, isPercent: Bool = false) {
    said.remove(.average)
    let factor = isPercent ? " * 100" : ""
    if let named = names.metrics(defined: { $0 == "\(above.name) / \(below.name)\(factor)" }).first {
      numbers = [Number(text: written(named), entry: named, place: 0)]
    } else {
      numbers = [Number(text: "\(written(above)) / \(written(below))\(factor)", entry: nil, place: 0)]
    }
  }

  /// A part of a whole: of a number by a value's dimension, or one number of another.
  mutating func readPercent() -> Bool {
    guard let place = parts.firstIndex(where: { $0.role == .percent }) else {
      return !says(.over) || numbers.count == 1
    }
    let rates = [
      "emails_read": "open_rate", "won_opportunities": "win_rate", "calls_connected": "connect_rate",
      "renewals": "renewal_rate",
    ]
    if numbers.count == 2, let first = numbers[0].entry, let second = numbers[1].entry {
      let (a, b) = (names.parts(of: first), names.parts(of: second))
      // `what percentage of calls were missed`: the whole is the one that has no condition.
      let isWholeFirst =
        place < numbers[0].place && a?.entity == b?.entity && a?.condition == nil && b?.condition != nil
      let isBetween = place > numbers[0].place && place < numbers[1].place || says(.over)
      guard isWholeFirst || isBetween || place > numbers[1].place && a?.entity == b?.entity else { return false }
      setRatio(isWholeFirst ? second : first, isWholeFirst ? first : second, isPercent: true)
      return true
    }
    guard numbers.count == 1, let number = numbers[0].entry, !contradicts else { return false }
    if let rate = rates[number.name], valueDimensions.isEmpty || splits.isEmpty, let named = metric(rate) {
      numbers = [Number(text: written(named), entry: named, place: 0)]
      return true
    }
    let definition = names.definition(of: number) ?? ""
    if definition.contains("* 100") { return true }
    guard definition.hasPrefix("sum(") || definition.hasPrefix("count("), !says(.most, .least, .superlative) else {
      return false
    }
    if splits.count == 1, valueDimensions.isEmpty {
      question.verb = .share
      return true
    }
    guard splits.isEmpty, Set(valueDimensions).count == 1, question.conditions.count == 1 else { return false }
    let name = valueDimensions[0]
    splits = [Entry(kind: .member, name: name, label: names.label(of: name))]
    question.conditions = []
    question.verb = .share
    return true
  }

  /// A mean: over a unit of time, or of what is one already.
  mutating func readMean() -> Bool {
    guard says(.average) else { return eachGrain == nil }
    guard numbers.count == 1, let number = numbers[0].entry else { return numbers.count == 1 && eachGrain == nil }
    let definition = LooseNames.withoutFactor(names.definition(of: number) ?? "")
    let isMean = definition.contains(" / ") || definition.contains("avg(")
    guard let eachGrain else { return isMean }
    let over = ["day": "days(P)", "month": "months(P)", "week": "days(P) * 7"]
    guard !isMean, let length = over[eachGrain], definition.hasPrefix("sum(") || definition.hasPrefix("count("),
      !definition.contains("distinct"), !definition.contains("each")
    else { return false }
    numbers[0] = Number(text: "\(numbers[0].text) / \(length)", entry: nil, place: 0)
    return true
  }

  /// `where do customers come from`: by the dimension that says so.
  private mutating func readWhere() -> Bool {
    guard says(.where) else { return true }
    let isFrom = parts.contains { $0.words.contains { ["from", "tu"].contains($0.plain) } }
    guard isFrom || numbers.first?.entry?.name == "marketing_cost", splits.isEmpty,
      let source = names.exact(LooseWord.words(of: "source")[...])?.entry(.member)
    else { return false }
    splits = [source]
    return true
  }

  /// Who: one of those who work here, or of those who buy.
  mutating func readWho() -> Bool {
    guard readWhere() else { return false }
    guard says(.who) else { return true }
    guard let person = names.person, !splits.contains(person) else { return true }
    guard splits.isEmpty else { return false }
    splits = [person]
    if says(.negation) { asked = names.people }
    return true
  }
}
