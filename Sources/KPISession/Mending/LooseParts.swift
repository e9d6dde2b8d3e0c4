import KPIEngine
import KPILanguage

/// The parts of a line, whatever order they stand in and whichever of the two languages each word is from.
///
/// It reads what `LooseReader` gives up: that one goes through a line from left to right and knows how things are
/// said, this one knows what things there are. Every word is a name of the model, a value of the data, a period, a
/// number, one of the roles of `roleTable`, or a deed of `deedTable`; a word that is none of them ends the reading.
/// What they ask together is `question`, which uses each part once or gives up.
struct LooseParts {
  enum Role: String, Sendable {
    case look, of, by, each, over, who, which, whichBehind, howMany, money, most, least, superlative, much, little
    case percent, average, negation, open, versus, compare, sameLastYear, change, list, forecast, why, howLong, when
    case target, reached, and, or, except, marketing, cost, value, doing, female, male, first, overdue, bring, standing,
      person, `where`
  }

  /// What somebody does: alone, and by what it is done to, the number that is meant.
  struct Deed: Sendable {
    var alone: String
    var objects: [String: String]
  }

  enum Kind {
    case role(Role)
    case deed(Deed)
    case name(LooseNames.Match)
    case value(dimension: String, text: String)
    case period(PeriodPhrase)
    case grain(String)
    /// A sign and a number; whether the number is money by how it is written.
    case comparison(String, isLarge: Bool)
    case count(Int)
  }

  struct Part {
    var kind: Kind
    var words: ArraySlice<LooseWord>

    var role: Role? { if case .role(let role) = kind { role } else { nil } }
  }

  let names: LooseNames
  let values: LooseValues
  let today: Int
  let isVietnamese: Bool
  private(set) var parts: [Part] = []
  /// The word that is no part.
  private(set) var unknown: LooseWord?

  /// What a line may mean; empty where some of it is not understood.
  static func questions(
    _ line: String, names: LooseNames, values: LooseValues, today: Int
  ) -> AnySequence<LooseQuestion> {
    let (head, pipe) = LooseReader.split(line)
    guard pipe.isEmpty else { return AnySequence([]) }
    let readings = LooseReadings(head, names, spares: Phrases.all.words)
    return AnySequence(
      readings.lazy.compactMap { words -> LooseQuestion? in
        let parts = LooseParts(words, of: head, pipe: pipe, names, values, today)
        return parts.unknown == nil ? parts.question() : nil
      })
  }

  private init(
    _ words: [LooseWord], of head: String, pipe: String, _ names: LooseNames, _ values: LooseValues, _ today: Int
  ) {
    (self.names, self.values, self.today) = (names, values, today)
    var reader = LooseReader(words, of: head, pipe: pipe, names, values, today)
    isVietnamese = reader.question.isVietnamese
    let isMarked = words.contains { $0.text.unicodeScalars.contains { $0.value > 0x7F } }
    if LooseWords.sayRecently(words) {
      unknown = words.first
      return
    }
    while reader.index < words.count {
      if words[reader.index].kind == .sign, !["%", ",", "&"].contains(words[reader.index].plain) {
        guard ["?", ".", "!", ":", ";"].contains(words[reader.index].plain) else {
          unknown = words[reader.index]
          return
        }
        reader.index += 1
        continue
      }
      let start = reader.index
      guard let kind = next(&reader, isMarked: isMarked) else {
        unknown = words[start]
        return
      }
      parts.append(Part(kind: kind, words: words[start..<reader.index]))
    }
  }

  /// The longest part that begins at a word; of those that are as long a period, a deed or role, a name, a value.
  private func next(_ reader: inout LooseReader, isMarked: Bool) -> Kind? {
    let rest = reader.rest
    guard let first = rest.first, first.kind != .text else { return nil }
    let start = reader.index
    if let comparison = Self.comparison(&reader) { return comparison }
    var found: [(length: Int, kind: Kind)] = []
    if let period = PeriodReader.read(rest, today: reader.today), !Self.isAll(period, rest) {
      found.append((period.length, .period(period)))
    }
    if found.isEmpty, let grain = Self.grain(&reader) { found.append((reader.index - start, .grain(grain))) }
    reader.index = start
    if !reader.isNameOfSomebody { found += Phrases.all.found(rest, isMarked: isMarked) }
    if let name = name(rest, isMarked: isMarked) {
      // `revenue per call` is over how many of them.
      if parts.last?.role == .each { found.removeAll { if case .deed = $0.kind { true } else { false } } }
      found.append((name.length, .name(name)))
    }
    if let value = reader.values.match(rest), first.kind != .number || value.value.length > 1,
      value.value.length > 1 || !LooseWords.everydayValues.contains(first.plain)
    {
      found.append((value.value.length, .value(dimension: value.dimension, text: value.value.text)))
    }
    if found.isEmpty, let near = reader.values.near(rest, unlike: reader.names.words) {
      found.append((near.value.length, .value(dimension: near.dimension, text: near.value.text)))
    }
    if found.isEmpty, let count = LooseWords.smallNumber(first.plain), count > 0, count < 1_000 {
      found.append((1, .count(count)))
    }
    let longest = found.map(\.length).max() ?? 0
    guard let best = found.first(where: { $0.length == longest }) else { return nil }
    reader.index = start + longest
    return best.kind
  }

  /// The longest name; where one of several is asked for, what they are, though with its verb it is a number, too:
  /// `which products sold best`, `top 5 khách mua nhiều nhất`.
  private func name(_ words: ArraySlice<LooseWord>, isMarked: Bool) -> LooseNames.Match? {
    // `mỗi khách` are no `khách mới`.
    if words.first?.plain == "moi" { return nil }
    guard let name = names.exact(words), name.length > 1, name.entry(.member, .entity) == nil else {
      return names.exact(words)
    }
    var asks = [Role.which, .each].contains(parts.last?.role)
    if case .count = parts.last?.kind { asks = true }
    guard asks else { return name }
    for length in 1..<name.length {
      guard let shorter = names.exact(words.prefix(length)), shorter.length == length,
        shorter.entry(.member, .entity) != nil,
        Phrases.all.found(words.dropFirst(length), isMarked: isMarked).contains(where: {
          if case .deed = $0.kind { true } else { false }
        })
      else { continue }
      return shorter
    }
    return name
  }

  /// `all calls` are of no time.
  private static func isAll(_ period: PeriodPhrase, _ words: ArraySlice<LooseWord>) -> Bool {
    period.kind == .all && ["all", "ca"].contains(words.prefix(period.length).last?.plain)
  }

  /// `over 5M`, `từ 5 đến 10 triệu`, `3 or more`.
  private static func comparison(_ reader: inout LooseReader) -> Kind? {
    let read = reader.trying { reader -> String? in
      if PeriodReader.read(reader.rest, today: reader.today) != nil { return nil }
      if let range = reader.readRange() { return range }
      let isFrom = reader.take(["tu"])
      let sign = isFrom ? ">=" : reader.readSign()
      guard let number = reader.readNumber() else { return nil }
      _ = reader.take(["lan", "times"])
      let isOrMore = reader.take(["or more", "and more", "and up", "tro len"])
      guard let sign = isOrMore ? ">=" : sign, isOrMore || !isFrom, sign != "=" else { return nil }
      return "\(sign) \(number)"
    }
    guard let read else { return nil }
    let isLarge =
      read.contains { $0.isLetter && !"between andtrongừkhoảđếvà".contains($0) } || read.count { $0.isNumber } > 5
    return .comparison(read, isLarge: isLarge)
  }

  private static func grain(_ reader: inout LooseReader) -> String? {
    reader.takeGrain(LooseWords.grainUnits) ?? reader.takeGrain(LooseWords.grains)
  }
}

extension LooseParts {
  /// Roles and deeds by the first word of their phrases.
  struct Phrases: Sendable {
    static let all = Phrases()

    private var byFirst: [String: [(phrase: [LooseIdiom.Word], kind: Entry)]] = [:]
    /// Every word of them, none of which is a slip.
    private(set) var words: Set<String> = []

    private enum Entry: Sendable {
      case role(Role)
      case deed(Deed)
    }

    private init() {
      for line in LooseParts.deedTable.split(separator: "\n") {
        guard let sign = line.firstRange(of: " = ") else { continue }
        let meant = line[sign.upperBound...].split(separator: ";", omittingEmptySubsequences: false)
          .map { String($0).trimmed }
        var deed = Deed(alone: meant.first ?? "", objects: [:])
        for object in meant.dropFirst() {
          let parts = object.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map {
            String($0).trimmed
          }
          if parts.count == 2 { deed.objects[parts[0]] = parts[1] }
        }
        add(line[..<sign.lowerBound], .deed(deed))
      }
      for line in LooseParts.roleTable.split(separator: "\n") {
        guard let sign = line.firstRange(of: " = "), let role = Role(rawValue: String(line[..<sign.lowerBound]).trimmed)
        else { continue }
        add(line[sign.upperBound...], .role(role))
      }
    }

    private mutating func add(_ phrases: Substring, _ kind: Entry) {
      for phrase in phrases.split(separator: "|") {
        let words = String(phrase).trimmed.split(separator: "_").map { LooseIdiom.Word($0) }
        guard let first = words.first else { continue }
        self.words.formUnion(words.map(\.plain))
        byFirst[first.plain, default: []].append((words, kind))
      }
    }

    /// The longest role and the longest deed that begin with the words.
    func found(_ words: ArraySlice<LooseWord>, isMarked: Bool) -> [(length: Int, kind: Kind)] {
      guard let first = words.first, let known = byFirst[first.plain] else { return [] }
      var role: (length: Int, kind: Kind)?
      var deed: (length: Int, kind: Kind)?
      for (phrase, kind) in known where phrase.count <= words.count {
        guard zip(phrase, words).allSatisfy({ $0.fits($1, isMarked: isMarked) }) else { continue }
        switch kind {
        case .role(let meant): if phrase.count > role?.length ?? 0 { role = (phrase.count, .role(meant)) }
        case .deed(let meant): if phrase.count > deed?.length ?? 0 { deed = (phrase.count, .deed(meant)) }
        }
      }
      return [deed, role].compactMap(\.self)
    }
  }
}
