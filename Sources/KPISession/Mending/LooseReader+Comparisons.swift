import KPICompiler
import KPIEngine
import KPILanguage

// What stands right of a name: a sign with a value, a list, a pattern.
extension LooseReader {
  /// What is said of a dimension behind its name: a sign and a value, `in (…)`, `like '…'`, or one of its values alone.
  mutating func readComparison(_ name: String, _ entry: LooseNames.Entry, needsSign: Bool = false) -> Bool {
    trying { reader in
      if needsSign, reader.plain.map({ LooseWords.signs[$0] == nil }) ?? true { return false }
      let text = entry.text(inVietnamese: reader.question.isVietnamese)
      func add(_ condition: String, to reader: inout LooseReader) -> Bool {
        let isState = condition.hasPrefix("= ") && reader.names.states.contains(name)
        let isMissing = condition == reader.question.word(.isNull)
        // What a cycle waits for is written by its name.
        let left = isState && reader.question.verb == .cycle ? name : text
        reader.question.conditions.append(
          LooseQuestion.Condition(
            text: "\(left) \(condition)", picksRows: name == "name" || isMissing, isOfState: isState))
        return true
      }
      if reader.take(LooseWords.isNotNull) { return add(reader.question.word(.isNotNull), to: &reader) }
      if reader.length(LooseWords.isNull) > 0, reader.values.match(reader.rest, of: name) == nil,
        reader.take(LooseWords.isNull)
      {
        // `nhân viên chưa có đơn hàng nào` are those without orders, not the orders of nobody.
        if reader.names.exact(reader.rest) != nil { return false }
        return add(reader.question.word(.isNull), to: &reader)
      }
      for (keyword, phrases) in [(Keyword.contains, LooseWords.contains), (.startsWith, LooseWords.startsWith)]
      where reader.take(phrases) {
        guard let value = reader.takeTexts() else { return false }
        return add("\(reader.question.word(keyword)) \(LooseValues.written(value))", to: &reader)
      }
      if let range = reader.readRange() { return add(range, to: &reader) }
      if reader.take(["~"]) {
        guard let part = reader.takeText() else { return false }
        return add("\(reader.question.word(.contains)) \(LooseValues.written(part.trimmingPercents))", to: &reader)
      }
      if reader.take(LooseWords.like) {
        guard let pattern = reader.takePattern() else { return false }
        return add(reader.condition(like: pattern), to: &reader)
      }
      if let pattern = reader.trying({ $0.takePercents() }) { return add(reader.condition(like: pattern), to: &reader) }
      if reader.names.timeMembers.contains(name), let condition = reader.trying({ $0.readTimeComparison() }) {
        return add(condition, to: &reader)
      }
      let isNegated = reader.take(["not in", "khong trong", "khong thuoc"])
      if isNegated || reader.take(["in", "trong", "thuoc", "any of", "one of"]) {
        guard let list = reader.readValues(of: name), !list.isEmpty else { return false }
        return add(reader.oneOf(list, isNegated: isNegated), to: &reader)
      }
      // `khách hàng tên Nguyễn`
      if name == "name", reader.length(Array(LooseWords.signs.keys)) == 0 {
        _ = reader.take(["la", "is", "like", "co chua"])
        guard let part = reader.takeTitle() else { return false }
        return add("\(reader.question.word(.contains)) \(LooseValues.written(part))", to: &reader)
      }
      guard let sign = reader.readSign() else {
        if let value = reader.values.match(reader.rest, of: name) {
          reader.index += value.length
          if reader.question.verb == .cycle { return add("= \(LooseValues.written(value.text))", to: &reader) }
          reader.question.addValue(value.text, of: text)
          return true
        }
        // `phòng miền Bắc`: the one value that has these words in it.
        if let value = reader.values.partOf(reader.rest, of: name) {
          reader.index += value.length
          reader.question.addValue(value.text, of: text)
          return true
        }
        // `orders of customer Nguyen`: a part of somebody's name.
        if reader.names.linkMembers.contains(name), let part = reader.trying({ $0.takeName() }) {
          return add("\(reader.question.word(.contains)) \(LooseValues.written(part))", to: &reader)
        }
        // `trạng thái Chốt`: a value of what is called otherwise.
        guard !reader.names.linkMembers.contains(name), let other = reader.values.match(reader.rest),
          reader.names.exact(reader.rest).map({ $0.length < other.value.length || $0.entry(.metric) == nil }) ?? true
        else { return false }
        reader.index += other.value.length
        let label = reader.names.label(of: other.dimension)
        let named = LooseNames.Entry(kind: .member, name: other.dimension, label: label)
        reader.question.addValue(other.value.text, of: named.text(inVietnamese: reader.question.isVietnamese))
        return true
      }
      if sign == "=" || sign == "!=" {
        guard let list = reader.readValues(of: name), let first = list.first else { return false }
        if list.count == 1 { return add("\(sign) \(first)", to: &reader) }
        return add(reader.oneOf(list, isNegated: sign != "="), to: &reader)
      }
      guard let value = reader.readNumber() ?? reader.readDate() else { return false }
      return add("\(sign) \(value)", to: &reader)
    }
  }

  /// `in (…)` in the line's language.
  func oneOf(_ values: [String], isNegated: Bool) -> String {
    "\(isNegated ? "\(question.word(.not)) " : "")\(question.word(.in)) (\(values.joined(separator: ", ")))"
  }

  /// SQL's `like`: `%` at the ends alone.
  private func condition(like pattern: String) -> String {
    let inner = pattern.trimmingPercents
    if pattern.hasPrefix("%") { return "\(question.word(.contains)) \(LooseValues.written(inner))" }
    if pattern.hasSuffix("%") { return "\(question.word(.startsWith)) \(LooseValues.written(inner))" }
    return "= \(LooseValues.written(inner))"
  }

  /// `> September`, `>= '2023-09-01'`: a time beside a unit of the calendar.
  mutating func readTimeComparison() -> String? {
    guard let sign = readSign(), index < words.count else { return nil }
    let isText = words[index].kind == .text
    let inside = isText ? LooseWord.words(of: words[index].text)[...] : rest
    guard let period = PeriodReader.read(inside, today: today), case .unit(let grain, let start) = period.kind,
      !isText || period.length == inside.count
    else { return nil }
    index += isText ? 1 : period.length
    return "\(sign) \(grain.label(ofUnitAt: start))"
  }

  /// `Nguyễn%` without its quotes.
  private mutating func takePercents() -> String? {
    guard let pattern = takePattern(), pattern.hasPrefix("%") || pattern.hasSuffix("%") else { return nil }
    return pattern
  }

  /// A pattern of SQL, in quotes or without.
  private mutating func takePattern() -> String? {
    let begins = take(["%"])
    guard let text = takeText() else { return nil }
    return (begins ? "%" : "") + text + (take(["%"]) ? "%" : "")
  }

  mutating func readSign() -> String? {
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
      // `province is Hanoi, 2023`: what follows is the period.
      if !found.isEmpty, !isBracketed, PeriodReader.read(rest, today: today) != nil {
        index = place - 1
        return found
      }
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

  /// Words that are written as somebody's name, and are no value of the data's.
  private mutating func takeName() -> String? {
    guard index < words.count, words[index].text.first?.isUppercase == true, values.match(rest) == nil,
      names.exact(rest) == nil, PeriodReader.read(rest, today: today) == nil
    else { return nil }
    return takeTitle()
  }

  /// A text in quotes, or the words that are written as a name is: with a capital, unless the first is the only one.
  private mutating func takeTitle() -> String? {
    guard var text = takeText(), !LooseWords.all.contains(LooseWord.plain(text)) || text.first?.isUppercase == true
    else {
      return nil
    }
    while index < words.count, words[index].kind == .word, words[index].text.first?.isUppercase == true {
      text += " " + words[index].text
      index += 1
    }
    return text
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
    var unit = suffix.isEmpty ? nil : LooseWords.numberSuffixes[suffix]
    if suffix.isEmpty, let next = plain, let known = LooseWords.numberSuffixes[next] {
      unit = known
      number += known
      index += 1
    }
    // `1 tỷ rưỡi`
    if let unit, digits.allSatisfy(\.isNumber), take(["ruoi"]) { number = "\(digits).5\(unit)" }
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
