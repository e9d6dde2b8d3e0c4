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
    } while index < words.count
    return false
  }

  private mutating func readCondition() -> Bool {
    if let match = names.match(rest) {
      let place = index
      index += match.length
      if let entry = match.entry(.member), readComparison(entry.name, entry, needsSign: false) { return true }
      if let entry = match.entry(.metric), readMetricComparison(entry) { return true }
      if let entry = match.entry(.segment) {
        question.conditions.append(LooseQuestion.Condition(text: entry.name))
        return true
      }
      index = place
    }
    if readUnitOfTime() || readOwnNumber(nil) || readBareNumber() || readAbsence() { return true }
    return readBareValue()
  }

  /// `where year = 1997`, `năm = 2023`: a period.
  mutating func readUnitOfTime() -> Bool {
    trying { reader in
      guard reader.question.period == nil, let unit = reader.plain, LooseWords.grainUnits[unit] != nil else {
        return false
      }
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

  /// `không tính nguồn Giới thiệu`, `except Facebook`.
  private mutating func readExclusion() -> Bool {
    guard take(LooseWords.except) else { return false }
    var dimension: String?
    if let match = names.exact(rest), let member = match.entry(.member) {
      index += match.length
      dimension = member.name
    }
    let found = dimension.flatMap { name in values.match(rest, of: name).map { (name, $0) } } ?? values.match(rest)
    guard let (name, value) = found else { return false }
    index += value.length
    let entry = LooseNames.Entry(kind: .member, name: name, label: names.label(of: name))
    question.conditions.append(
      LooseQuestion.Condition(
        text: "\(entry.text(inVietnamese: question.isVietnamese)) != \(LooseValues.written(value.text))"))
    return true
  }

  /// `without owner`, `chưa có người phụ trách`; `who have no orders` of a list.
  mutating func readAbsence() -> Bool {
    trying { reader in
      _ = reader.take(["who", "that", "which", "ma"])
      if reader.trying({ $0.readExclusion() }) { return true }
      guard reader.take(LooseWords.without), let match = reader.names.exact(reader.rest) else { return false }
      let vietnamese = reader.question.isVietnamese
      if let member = match.entry(.member), match.entry(.metric) == nil {
        reader.index += match.length
        reader.question.conditions.append(
          LooseQuestion.Condition(text: "\(member.text(inVietnamese: vietnamese)) is null", isAbsence: true))
        return true
      }
      guard reader.question.verb == .list, let metric = match.entry(.metric) else { return false }
      reader.index += match.length
      reader.question.conditions.append(LooseQuestion.Condition(text: "[\(metric.name) all] = 0"))
      return true
    }
  }

  /// `with more than 100M revenue`, `có doanh thu trên 100 triệu`: of a list's rows each its own number.
  ///
  /// - Parameter metric: the one that was read before the sign; nil where it comes behind the number.
  mutating func readOwnNumber(_ metric: LooseNames.Entry?) -> Bool {
    trying { reader in
      guard reader.question.verb == .list, let sign = reader.readSign(), let number = reader.readNumber() else {
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
      reader.question.conditions.append(LooseQuestion.Condition(text: "[\(metric.name) all] \(sign) \(number)"))
      return true
    }
  }

  /// `> 5M` behind a metric: about the table's rows.
  private mutating func readMetricComparison(_ metric: LooseNames.Entry) -> Bool {
    if readOwnNumber(metric) { return true }
    guard let sign = readSign(), let number = readNumber() else { return false }
    question.conditions.append(
      LooseQuestion.Condition(
        text: "\(metric.text(inVietnamese: question.isVietnamese)) \(sign) \(number)", isOfTable: true))
    return true
  }

  /// What is said of a dimension behind its name: a sign and a value, `in (…)`, `like '…'`, or one of its values alone.
  mutating func readComparison(_ name: String, _ entry: LooseNames.Entry, needsSign: Bool = false) -> Bool {
    trying { reader in
      if needsSign, reader.plain.map({ LooseWords.signs[$0] == nil }) ?? true { return false }
      let text = entry.text(inVietnamese: reader.question.isVietnamese)
      func add(_ condition: String, to reader: inout LooseReader) -> Bool {
        let isState = condition.hasPrefix("= ") && reader.names.states.contains(name)
        // What a cycle waits for is written by its name.
        let left = isState && reader.question.verb == .cycle ? name : text
        reader.question.conditions.append(
          LooseQuestion.Condition(text: "\(left) \(condition)", isOfState: isState))
        return true
      }
      if reader.take(LooseWords.isNotNull) { return add("is not null", to: &reader) }
      if reader.length(LooseWords.isNull) > 0, reader.values.match(reader.rest, of: name) == nil,
        reader.take(LooseWords.isNull)
      {
        return add("is null", to: &reader)
      }
      for (keyword, phrases) in [("contains", LooseWords.contains), ("starts with", LooseWords.startsWith)]
      where reader.take(phrases) {
        guard let value = reader.takeTexts() else { return false }
        return add("\(keyword) \(LooseValues.written(value))", to: &reader)
      }
      if reader.take(LooseWords.like) {
        guard let pattern = reader.takeText() else { return false }
        return add(Self.condition(like: pattern), to: &reader)
      }
      let isNegated = reader.take(["not in", "khong trong", "khong thuoc"])
      if isNegated || reader.take(["in", "trong", "thuoc", "any of", "one of"]) {
        guard let list = reader.readValues(of: name), !list.isEmpty else { return false }
        return add("\(isNegated ? "not " : "")in (\(list.joined(separator: ", ")))", to: &reader)
      }
      guard let sign = reader.readSign() else {
        if let value = reader.values.match(reader.rest, of: name) {
          reader.index += value.length
          if reader.question.verb == .cycle { return add("= \(LooseValues.written(value.text))", to: &reader) }
          reader.question.addValue(value.text, of: text)
          return true
        }
        // `trạng thái Chốt`: a value of what is called otherwise.
        guard let other = reader.values.match(reader.rest) else { return false }
        reader.index += other.value.length
        let label = reader.names.label(of: other.dimension)
        let named = LooseNames.Entry(kind: .member, name: other.dimension, label: label)
        reader.question.addValue(other.value.text, of: named.text(inVietnamese: reader.question.isVietnamese))
        return true
      }
      if sign == "=" || sign == "!=" {
        guard let list = reader.readValues(of: name), let first = list.first else { return false }
        if list.count == 1 { return add("\(sign) \(first)", to: &reader) }
        return add("\(sign == "=" ? "in" : "not in") (\(list.joined(separator: ", ")))", to: &reader)
      }
      guard let value = reader.readNumber() ?? reader.readDate() else { return false }
      return add("\(sign) \(value)", to: &reader)
    }
  }

  /// SQL's `like`: `%` at the ends alone.
  private static func condition(like pattern: String) -> String {
    let inner = pattern.trimmingPercents
    if pattern.hasPrefix("%") { return "contains \(LooseValues.written(inner))" }
    if pattern.hasSuffix("%") { return "starts with \(LooseValues.written(inner))" }
    return "= \(LooseValues.written(inner))"
  }

  private mutating func readSign() -> String? {
    if let word = plain, let sign = LooseWords.signs[word] {
      index += 1
      return sign
    }
    var best: (sign: String, length: Int)?
    for (sign, phrases) in LooseWords.comparisons {
      let length = length(phrases)
      if length > best?.length ?? 0 { best = (sign, length) }
    }
    guard let best else { return nil }
    index += best.length
    return best.sign
  }

  /// One value or several, `A or B`, `(A, B)`; each as the data has it, else as it was written.
  private mutating func readValues(of dimension: String) -> [String]? {
    let isBracketed = take(["(", "["])
    var found: [String] = []
    repeat {
      let place = index
      guard let value = readValue(of: dimension) else {
        // `source = Facebook and revenue > 5`: what follows is a condition of its own.
        if found.isEmpty || isBracketed { return nil }
        index = place - 1
        return found
      }
      if !found.isEmpty, !isBracketed, isAtSign {
        index = place - 1
        return found
      }
      found.append(value)
    } while isBracketed ? take([","]) : take([","] + LooseWords.or)
    if isBracketed, !take([")", "]"]) { return nil }
    return found
  }

  private var isAtSign: Bool {
    guard let plain else { return false }
    return LooseWords.signs[plain] != nil || length(LooseWords.like + LooseWords.contains) > 0
  }

  private mutating func readValue(of dimension: String) -> String? {
    guard index < words.count else { return nil }
    if let value = values.match(rest, of: dimension) {
      index += value.length
      return LooseValues.written(value.text)
    }
    if let date = readDate() { return date }
    if let number = readNumber() { return number }
    return nil
  }

  /// A text in quotes, or the words up to the next condition.
  private mutating func takeTexts() -> String? {
    guard index < words.count, words[index].kind == .word else { return takeText() }
    var texts: [String] = []
    while index < words.count, words[index].kind == .word, length(LooseWords.and + LooseWords.or) == 0 {
      texts.append(words[index].text)
      index += 1
    }
    return texts.joined(separator: " ")
  }

  /// A text in quotes, or one word.
  private mutating func takeText() -> String? {
    guard index < words.count, words[index].kind == .text || words[index].kind == .word else { return nil }
    index += 1
    return words[index - 1].text
  }

  /// `5,000,000`, `5 triệu`, `1,5 tỷ`, as the language writes them.
  mutating func readNumber() -> String? {
    guard index < words.count, words[index].kind == .number else { return nil }
    let word = words[index].plain
    let digits = word.prefix { $0.isNumber || ".,".contains($0) }
    let suffix = String(word.dropFirst(digits.count))
    guard var number = Self.number(String(digits)) else { return nil }
    if suffix == "%" {
      number += "%"
    } else if !suffix.isEmpty {
      guard let known = LooseWords.numberSuffixes[suffix] else { return nil }
      number += known
    }
    index += 1
    if suffix.isEmpty, let next = plain, let known = LooseWords.numberSuffixes[next] {
      number += known
      index += 1
    }
    if take(["vnd", "dong", "d", "₫"]) {}
    return number
  }

  /// Groups of three are thousands; another sign is a decimal one.
  private static func number(_ text: String) -> String? {
    let groups = text.split(whereSeparator: { $0 == "." || $0 == "," })
    guard let first = groups.first else { return nil }
    if groups.count == 1 { return String(first) }
    let isGrouped = (1...3).contains(first.count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    // `1.500` may be either; a dot alone is a decimal one in the language, so that it is left as it is.
    if isGrouped, groups.count > 2 || text.contains(",") { return groups.joined() }
    return groups.count == 2 ? "\(first).\(groups[1])" : nil
  }

  /// A date without its quotes.
  private mutating func readDate() -> String? {
    guard index < words.count, words[index].kind == .number || words[index].kind == .text,
      words[index].plain.contains(where: { "-/".contains($0) }),
      let date = LooseDate.read(words[index].plain, monthFirst: false, today: today)
    else { return nil }
    index += 1
    return date.text
  }

  /// `từ 5 đến 10 triệu`, `between 5M and 10M`: both ends included, as `between` has them.
  private mutating func readRange() -> String? {
    let before = self
    if take(["tu", "from", "between", "trong khoang", "khoang", "giua"]), let first = readNumber(),
      take(["den", "toi", "to", "and", "va", "-"]), let last = readNumber()
    {
      // `5 đến 10 triệu`: the word is that of both.
      let suffix = last.drop { $0.isNumber || $0 == "." }
      let hasSuffix = first.contains { !$0.isNumber && $0 != "." }
      return "between \(hasSuffix ? first : first + suffix) and \(last)"
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
      guard let measure = reader.names.measure(of: subject) else {
        // `nguồn nào có doanh thu trên 50tr`
        guard subject.kind == .metric, !reader.question.by.isEmpty else { return false }
        let name = subject.text(inVietnamese: reader.question.isVietnamese)
        reader.question.conditions.append(LooseQuestion.Condition(text: "\(name) \(sign) \(number)", isOfTable: true))
        return true
      }
      reader.question.conditions.append(
        LooseQuestion.Condition(text: "\(measure.text(inVietnamese: reader.question.isVietnamese)) \(sign) \(number)"))
      return true
    }
  }

  /// A value of some dimension without its name: `của Facebook`, `ở Hà Nội`.
  mutating func readBareValue() -> Bool {
    trying { reader in
      _ = reader.take(LooseWords.beforeValue)
      _ = reader.take(["the", "cac"])
      guard let found = reader.values.match(reader.rest) else { return false }
      // What is the name of a metric is one, though a table of targets has it as a value.
      if let name = reader.names.exact(reader.rest), name.entry(.metric) != nil, name.length >= found.value.length {
        return false
      }
      reader.index += found.value.length
      if reader.question.verb == .cycle, reader.question.subjects.isEmpty, let state = reader.state(found) {
        reader.question.subjects.append(state)
        return true
      }
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

extension String {
  /// Without `%` at its ends.
  fileprivate var trimmingPercents: String {
    var text = self[...]
    while text.first == "%" { text = text.dropFirst() }
    while text.last == "%" { text = text.dropLast() }
    return String(text)
  }
}
