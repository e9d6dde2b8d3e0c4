import KPICompiler
import KPIEngine
import KPILanguage

extension LooseReader {
  /// `where …`: conditions joined by `and`, `or`.
  mutating func readConditions() -> Bool {
    guard take(LooseWords.where) else { return false }
    var isOr = false
    var count = 0
    repeat {
      let before = question.conditions.count
      guard readCondition() else { return false }
      if count > 0, isOr, before < question.conditions.count { question.conditions[before].isOr = true }
      count += 1
      let isAnd = take(LooseWords.and)
      isOr = !isAnd && take(LooseWords.or)
      if !isAnd, !isOr { return true }
      if isAnd, question.period == nil, PeriodReader.read(rest, today: today) != nil { return true }
    } while index < words.count
    return false
  }

  private mutating func readCondition() -> Bool {
    if let match = names.match(rest) {
      let place = index
      index += match.length
      // `having orders > 10`: the number that is shown, though each row of something has an order, too.
      if let metric = match.entry(.metric), metric == subject, readMetricComparison(metric) { return true }
      if let entry = match.entry(.member), readComparison(entry.name, entry, needsSign: false) { return true }
      if let entry = match.entry(.metric), readMetricComparison(entry) { return true }
      if let entry = match.entry(.segment) {
        question.conditions.append(LooseQuestion.Condition(text: entry.name))
        return true
      }
      index = place
    }
    if trying({ $0.readPlacingTime() }) { return true }
    if readUnitOfTime() || readOwnNumber(nil) || readBareNumber() || readAbsence() { return true }
    return readBareValue()
  }

  /// `date > '2023-12-01'`: the time that places the rows.
  private mutating func readPlacingTime() -> Bool {
    guard take(["date", "ngay", "time", "thoi gian"]), let entity = rowsMeant, let time = names.time(of: entity),
      let condition = readTimeComparison()
    else { return false }
    question.conditions.append(LooseQuestion.Condition(text: "\(time) \(condition)"))
    return true
  }

  /// `where year = 1997`, `năm = 2023`: a period.
  mutating func readUnitOfTime() -> Bool {
    trying { reader in
      guard reader.question.period == nil, let unit = reader.plain, LooseWords.grainUnits[unit] != nil else {
        return false
      }
      if reader.trying({ $0.readDateRange() }) { return true }
      reader.index += 1
      guard reader.take(["=", "==", "is", "la", "in", "bang"]) else { return false }
      let words = [reader.words[reader.index - 2]] + reader.rest
      // The unit and its number, without the sign between them.
      guard let period = PeriodReader.read(words[...], today: reader.today), period.length > 1 else { return false }
      reader.index += period.length - 1
      reader.question.period = period
      return true
    }
  }

  /// `date between '2023-09-01' and '2023-09-30'`, `ngày từ …`: the period.
  private mutating func readDateRange() -> Bool {
    guard take(["date", "ngay", "day", "time", "thoi gian"]),
      ["between", "from", "in", "since", "tu", "giua", "trong"].contains(plain ?? "")
    else { return false }
    return readPeriod()
  }

  /// `không tính nguồn Giới thiệu`, `except Facebook`.
  mutating func readExclusion() -> Bool {
    guard take(LooseWords.except) else { return false }
    _ = take(["the"])
    var dimension: String?
    if let match = names.exact(rest), let member = match.entry(.member) {
      index += match.length
      dimension = member.name
    }
    let found = dimension.flatMap { name in values.match(rest, of: name).map { (name, $0) } } ?? values.match(rest)
    guard let (name, value) = found else { return false }
    index += value.length
    var texts = [LooseValues.written(value.text)]
    // `except Facebook and Zalo`: all of them.
    while true {
      let place = index
      guard take(LooseWords.and + LooseWords.or), let next = values.match(rest, of: name) else {
        index = place
        break
      }
      index += next.length
      texts.append(LooseValues.written(next.text))
    }
    let entry = LooseNames.Entry(kind: .member, name: name, label: names.label(of: name))
    takeNameBehindValue(name)
    let without = texts.count == 1 ? "!= \(texts[0])" : oneOf(texts, isNegated: true)
    question.conditions.append(
      LooseQuestion.Condition(text: "\(entry.text(inVietnamese: question.isVietnamese)) \(without)"))
    return true
  }

  /// `> 5M` behind a metric: about the table's rows.
  private mutating func readMetricComparison(_ metric: LooseNames.Entry) -> Bool {
    if readOwnNumber(metric) { return true }
    guard let sign = readSign(), let number = readNumber() else { return false }
    let name = metric.text(inVietnamese: question.isVietnamese)
    // `employees with revenue under 10 million`: a table is cut by the numbers that it shows.
    if !question.by.isEmpty, question.verb.map({ $0 == .show }) ?? true, !question.subjects.contains(name) {
      question.subjects.append(name)
      if subject == nil { subject = metric }
    }
    question.conditions.append(LooseQuestion.Condition(text: "\(name) \(sign) \(number)", isOfTable: true))
    return true
  }

  /// `từ 5 đến 10 triệu`, `between 5M and 10M`: both ends included, as `between` has them.
  mutating func readRange() -> String? {
    let before = self
    if take(["tu", "from", "between", "trong khoang", "khoang", "giua"]), let first = readNumber(),
      take(["den", "toi", "to", "and", "va", "-"]), let last = readNumber()
    {
      // `5 đến 10 triệu`: the word is that of both.
      let suffix = last.drop { $0.isNumber || $0 == "." }
      let hasSuffix = first.contains { !$0.isNumber && $0 != "." }
      let (between, and) = (question.word(.between), question.word(.and))
      return "\(between) \(hasSuffix ? first : first + suffix) \(and) \(last)"
    }
    self = before
    return nil
  }

  /// `at least 5 orders`, `từ 5 đơn trở lên` where there are groups.
  private mutating func readNumberOfMetric(isFrom: Bool) -> LooseQuestion.Condition? {
    let before = self
    if !question.by.isEmpty, question.verb != .list, let sign = isFrom ? ">=" : readSign(), let number = readNumber(),
      let match = names.exact(rest), let metric = match.entry(.metric)
    {
      index += match.length
      if !isFrom || take(["tro len", "and up", "or more"]) {
        let name = metric.text(inVietnamese: question.isVietnamese)
        // A table is cut by the numbers that it shows.
        if !question.subjects.contains(name) { question.subjects.append(name) }
        return LooseQuestion.Condition(text: "\(name) \(sign) \(number)", isOfTable: true)
      }
    }
    self = before
    return nil
  }

  /// `trên 5 triệu` behind what is counted or listed: about its measure.
  mutating func readBareNumber() -> Bool {
    trying { reader in
      // `khách hàng có trên 3 đơn hàng`
      if reader.trying({ $0.readOwnNumber(nil) }) { return true }
      // `worth more than 50M`, `giá trị trên 100 triệu`
      let isWorth = reader.take(LooseWords.worth)
      if let subject = reader.subject, let measure = reader.names.measure(of: subject), let range = reader.readRange() {
        let name = measure.text(inVietnamese: reader.question.isVietnamese)
        reader.question.conditions.append(LooseQuestion.Condition(text: "\(name) \(range)"))
        return true
      }
      let isFrom = reader.take(["tu", "from"])
      if let own = reader.readNumberOfMetric(isFrom: isFrom) {
        reader.question.conditions.append(own)
        return true
      }
      guard let subject = reader.subject, let sign = isFrom ? ">=" : reader.readSign(), sign != "=", sign != "!=",
        let number = reader.readNumber(), !isFrom || reader.take(["tro len", "and up", "or more"])
      else { return false }
      // `nhóm có hợp đồng dưới 5`: how many they have, not what each is worth.
      let isFew = number.allSatisfy(\.isNumber) && number.count < 4 && !reader.question.by.isEmpty && !isWorth
      let measure = reader.names.measure(of: subject)
      guard let measure, !isFew || reader.question.verb == .list else {
        // `nguồn nào có doanh thu trên 50tr`; what there are rows of may come later.
        guard subject.kind == .metric, !isWorth else { return false }
        let name = subject.text(inVietnamese: reader.question.isVietnamese)
        reader.question.conditions.append(LooseQuestion.Condition(text: "\(name) \(sign) \(number)", isOfTable: true))
        return true
      }
      reader.question.conditions.append(
        LooseQuestion.Condition(text: "\(measure.text(inVietnamese: reader.question.isVietnamese)) \(sign) \(number)"))
      return true
    }
  }

  /// `khách hàng nam`, `khách nữ`: whose gender it is, though `nam` is a year without its mark.
  mutating func readGender() -> Bool {
    guard index < words.count, words[index].kind == .word,
      let texts = LooseWords.genders[words[index].text.lowercased()],
      let subject = names.subjectName, isBeside(subject), let found = values.value(texts)
    else { return false }
    index += 1
    let entry = LooseNames.Entry(kind: .member, name: found.dimension, label: names.label(of: found.dimension))
    question.addValue(found.text, of: entry.text(inVietnamese: question.isVietnamese))
    return true
  }

  /// Whether the subject's name stands before this word in Vietnamese, behind it in English.
  private func isBeside(_ subject: String) -> Bool {
    if !question.isVietnamese { return names.exact(words[(index + 1)...])?.entry(.entity)?.name == subject }
    let isMarked = words.contains { $0.text.unicodeScalars.contains { $0.value > 0x7F } }
    return isMarked
      && (1...2).contains { count in
        guard index >= count, let match = names.exact(words[(index - count)..<index]) else { return false }
        return match.length == count && match.entry(.entity)?.name == subject
      }
  }

  /// `the Telesale team`, `excluding VIP customers`: what the value is of, behind it.
  private mutating func takeNameBehindValue(_ dimension: String) {
    guard !question.isVietnamese, let name = names.exact(rest), name.length == 1 else { return }
    let isOwn = name.entry(.member)?.name == dimension && !question.by.contains(dimension)
    let isOfSubject = name.entry(.entity)?.name == names.subjectName && !question.subjects.isEmpty
    if isOwn || isOfSubject { index += 1 }
  }

  /// `the Hanoi team`: the one team whose name has these words, not all teams where something is in Hà Nội.
  private mutating func readValueOfName() -> Bool {
    guard !question.isVietnamese else { return false }
    for length in stride(from: min(3, words.count - index - 1), through: 1, by: -1) {
      let named = words[index..<(index + length)]
      guard let name = names.exact(words[(index + length)...]), name.length == 1,
        let member = name.entry(.member), values.match(named)?.dimension != member.name,
        values.match(named) != nil, let value = values.partOf(named, of: member.name), value.length == length
      else { continue }
      index += length + 1
      valueEnd = index
      question.addValue(value.text, of: member.text(inVietnamese: false))
      return true
    }
    return false
  }

  /// Whether the name of another dimension stands right behind a value, which is then no value alone.
  private func isPartOfAnother(_ dimension: String) -> Bool {
    guard !question.isVietnamese, let name = names.exact(rest), name.length == 1, let member = name.entry(.member),
      name.entry(.metric) == nil, member.name != dimension, name.entry(.entity)?.name != names.subjectName
    else { return false }
    return member.name == words[index].plain || words[index].plain == "team"
  }

  /// A value of some dimension without its name: `của Facebook`, `ở Hà Nội`.
  mutating func readBareValue() -> Bool {
    trying { reader in
      _ = reader.take(LooseWords.beforeValue)
      _ = reader.take(["the", "cac"])
      if reader.trying({ $0.readValueOfName() }) { return true }
      guard let found = reader.values.match(reader.rest) ?? reader.values.near(reader.rest, unlike: reader.names.words)
      else { return false }
      // What is the name of a metric is one, though a table of targets has it as a value.
      if let name = reader.names.exact(reader.rest), name.entry(.metric) != nil, name.length >= found.value.length {
        return false
      }
      // `hợp đồng ký mới`: no state of the customer's, unless it is written as one.
      let first = reader.words[reader.index]
      if found.value.length == 1, LooseWords.everydayValues.contains(first.plain),
        first.kind == .word, first.text.first?.isLowercase == true
      {
        return false
      }
      reader.index += found.value.length
      if reader.question.verb == .cycle, reader.question.subjects.isEmpty, let state = reader.state(found) {
        reader.question.subjects.append(state)
        return true
      }
      if reader.isPartOfAnother(found.dimension) { return false }
      reader.takeNameBehindValue(found.dimension)
      reader.valueEnd = reader.index
      let entry = LooseNames.Entry(kind: .member, name: found.dimension, label: reader.names.label(of: found.dimension))
      reader.question.addValue(found.value.text, of: entry.text(inVietnamese: reader.question.isVietnamese))
      return true
    }
  }
}

extension LooseReader {
  /// `relationship = 'Chốt'`: a state that a cycle waits for; nil where the value's dimension has no history.
  private func state(_ found: (dimension: String, value: LooseValues.Match)) -> String? {
    guard names.states.contains(found.dimension) else { return nil }
    return "\(found.dimension) = \(LooseValues.written(found.value.text))"
  }
}
