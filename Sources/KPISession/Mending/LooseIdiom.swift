import KPIEngine
import KPILanguage

/// A way of saying something that no part of a line says alone: `missed their number`, `đang bết nhất`.
///
/// Idioms are read before anything else of a line is, as the plain words for them. They are data, one rule a line:
/// what is said, `=>`, and the words that mean the same. In what is said
///
/// | written | stands for |
/// |---|---|
/// | `word`, `two_words` | just that; marks hold where some were typed |
/// | `a\|b_c\|d` | one of these |
/// | `word?` | that, or nothing |
/// | `<best>` | one of a class of phrases, `best = a\|b\|c` |
/// | `{n}`, `{k}`, `{d}`, `{m}`, `{e}`, `{g}`, `{p}`, `{q}` | a number, another, a dimension, a metric, an entity, a unit of time, a period, another |
/// | `^`, `$`, `&a\|b`, `!a\|b` | the line's beginning, its end, one of these behind, which stays, none of these anywhere |
///
/// Among the words that are meant, `{n}` and the like are what was read for them, and `«where C»` is a part of the
/// question that is no word of its own: `LooseReader.readGivenPart`.
struct LooseIdiom: Sendable {
  enum Slot: Character, Sendable {
    case number = "n"
    case dimension = "d"
    case metric = "m"
    case entity = "e"
    case grain = "g"
    case period = "p"
    case secondNumber = "k"
    case secondPeriod = "q"

    var isName: Bool { self == .dimension || self == .metric || self == .entity }
  }

  /// A word of a rule, with its marks and without.
  struct Word: Sendable {
    var typed: String
    var plain: String
    /// Without marks even where they are typed.
    var isPlain: Bool

    init(_ text: some StringProtocol) {
      typed = text.lowercased()
      isPlain = typed.utf8.allSatisfy { $0 < 0x80 }
      plain = LooseWord.words(of: typed).first?.plain ?? typed
    }

    /// Words that hold only with their marks: without them another one is meant, which is commoner.
    private static let ratherAnother: Set<String> = ["thằng"]

    /// Marks that were typed hold: a word without them is another one where others have theirs, as `ban` in `phòng ban`.
    func fits(_ word: LooseWord, isMarked: Bool) -> Bool {
      guard word.plain == plain, word.kind != .text else { return false }
      // `tháng nào` is no `thằng nào`, however it is typed.
      if Self.ratherAnother.contains(typed), word.text.lowercased() != typed { return false }
      if !isMarked || word.isWrittenOut { return true }
      return word.text.utf8.allSatisfy { $0 < 0x80 } ? isPlain : word.text.lowercased() == typed
    }
  }

  enum Element: Sendable {
    case phrases([[Word]])
    case ahead([[Word]])
    case slot(Slot)
    case start
    case end
  }

  /// What takes the place of what was said.
  enum Piece: Sendable {
    case words([LooseWord])
    case slot(Slot)
    case part(String)
  }

  var elements: [(element: Element, isOptional: Bool)]
  /// The words that are meant, as they are written.
  private var meaning: Substring
  /// For each phrase that must be there, the first words it may have.
  private var needs: [Set<String>]
  /// Words that may stand nowhere in the line.
  private var absent: Set<String>

  /// A rule as it is written; nil for a line that is none.
  init?(_ line: Substring, _ grammar: inout LooseIdiomGrammar) {
    guard let arrow = line.firstRange(of: "=>") else { return nil }
    meaning = line[arrow.upperBound...]
    (elements, needs, absent) = ([], [], [])
    for token in line[..<arrow.lowerBound].split(separator: " ") {
      if token.hasPrefix("!") {
        absent.formUnion(grammar.phrases(token.dropFirst()).firsts)
        continue
      }
      let isOptional = token.hasSuffix("?")
      let element = grammar.element(isOptional ? token.dropLast() : token)
      elements.append((element, isOptional))
      if case .phrases = element, !isOptional { needs.append(grammar.phrases(token).firsts) }
    }
  }

  /// Whether the rule may fit somewhere in a line of these words.
  func isAble(_ said: Set<String>) -> Bool {
    absent.isDisjoint(with: said) && needs.allSatisfy { !$0.isDisjoint(with: said) }
  }

  private static func pieces(_ text: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text
    while let next = rest.firstIndex(where: { $0 == "{" || $0 == "«" }) {
      pieces.append(.words(LooseWord.words(of: String(rest[..<next]))))
      let isPart = rest[next] == "«"
      guard let close = rest[next...].firstIndex(of: isPart ? "»" : "}") else { break }
      let inside = rest[rest.index(after: next)..<close]
      if isPart {
        pieces.append(.part(String(inside)))
      } else if let slot = inside.first.flatMap(Slot.init(rawValue:)) {
        pieces.append(.slot(slot))
      }
      rest = rest[rest.index(after: close)...]
    }
    pieces.append(.words(LooseWord.words(of: String(rest))))
    return pieces
  }
}

extension LooseIdiom {
  /// What was read for the slots, and the word behind.
  struct Match {
    var end: Int
    var slots: [Slot: ArraySlice<LooseWord>] = [:]
  }

  /// The longest way in which the rule fits the words from a place on.
  func match(_ words: [LooseWord], at place: Int, isMarked: Bool, _ names: LooseNames) -> Match? {
    match(elements[...], words, Match(end: place), isMarked, names)
  }

  private func match(
    _ left: ArraySlice<(element: Element, isOptional: Bool)>, _ words: [LooseWord], _ found: Match, _ isMarked: Bool,
    _ names: LooseNames
  ) -> Match? {
    guard let (element, isOptional) = left.first else { return found }
    let rest = left.dropFirst()
    var best: Match?
    func take(_ end: Int, _ slot: Slot? = nil) {
      var next = found
      if let slot { next.slots[slot] = words[found.end..<end] }
      next.end = end
      if let longer = match(rest, words, next, isMarked, names), longer.end > best?.end ?? -1 { best = longer }
    }
    switch element {
    case .start: if found.end == 0 { take(0) }
    case .end: if words[found.end...].allSatisfy({ $0.kind == .sign }) { take(found.end) }
    case .ahead(let phrases):
      let isAhead = phrases.contains { phrase in
        found.end + phrase.count <= words.count
          && zip(phrase, words[found.end...]).allSatisfy { $0.fits($1, isMarked: isMarked) }
      }
      if isAhead { take(found.end) }
    case .slot(let slot):
      for length in Self.lengths(of: slot, words[found.end...], names) { take(found.end + length, slot) }
      // `our revenue`, `các nguồn`
      if slot.isName, best == nil, found.end < words.count, Self.articles.contains(words[found.end].plain) {
        for length in Self.lengths(of: slot, words[(found.end + 1)...], names) { take(found.end + 1 + length, slot) }
      }
    case .phrases(let phrases):
      for phrase in phrases where found.end + phrase.count <= words.count {
        if zip(phrase, words[found.end...]).allSatisfy({ $0.fits($1, isMarked: isMarked) }) {
          take(found.end + phrase.count)
        }
      }
    }
    if isOptional, best == nil { best = match(rest, words, found, isMarked, names) }
    return best
  }

  /// Before a name, without which it is the same.
  private static let articles: Set<String> = ["our", "the", "my", "your", "all", "cac", "nhung"]

  /// How many words a period has depends on no day.
  private static let anyDay = CivilDate(year: 2024, month: 1, day: 1).dayNumber

  /// How many words may be read for a slot.
  private static func lengths(of slot: Slot, _ words: ArraySlice<LooseWord>, _ names: LooseNames) -> [Int] {
    guard let first = words.first, first.kind != .text, first.kind != .part else { return [] }
    switch slot {
    case .number, .secondNumber: return LooseWords.smallNumber(first.plain) != nil ? [1] : []
    case .grain: return LooseWords.units.contains { $0.1.contains(first.plain) } ? [1] : []
    case .period, .secondPeriod: return PeriodReader.read(words, today: anyDay).map { [$0.length] } ?? []
    case .dimension, .metric, .entity:
      guard let name = names.exact(words) else { return [] }
      let isFit =
        switch slot {
        case .metric: name.entry(.metric) != nil
        case .entity: name.entry(.entity) != nil
        default: name.entry(.member) != nil && !names.measureMembers.contains(name.entry(.member)?.name ?? "")
        }
      return isFit ? [name.length] : []
    }
  }

  /// The words that are meant in place of those that were said.
  func meant(_ match: Match) -> [LooseWord] {
    Self.pieces(meaning).flatMap { piece -> [LooseWord] in
      switch piece {
      case .words(let words): return words
      case .slot(let slot): return Array(match.slots[slot] ?? [])
      case .part(let text):
        let filled = match.slots.reduce(text) { text, slot in
          text.replacing("{\(slot.key.rawValue)}", with: slot.value.map(\.text).joined(separator: " "))
        }
        return [.part(filled)]
      }
    }
  }
}

/// The words and classes of one table of rules, each read once.
struct LooseIdiomGrammar {
  /// Phrases and the words that they begin with.
  struct Phrases {
    var all: [[LooseIdiom.Word]] = []
    var firsts: Set<String> = []
  }

  private var words: [Substring: LooseIdiom.Word] = [:]
  private var classes: [Substring: Phrases] = [:]

  /// `best = top|strongest`.
  mutating func takeClass(_ line: Substring) -> Bool {
    guard !line.contains("=>"), let sign = line.firstRange(of: " = ") else { return false }
    classes[line[..<sign.lowerBound]] = phrases(line[sign.upperBound...])
    return true
  }

  mutating func element(_ token: Substring) -> LooseIdiom.Element {
    if token == "^" { return .start }
    if token == "$" { return .end }
    if token.hasPrefix("{"), let letter = token.dropFirst().first, let slot = LooseIdiom.Slot(rawValue: letter) {
      return .slot(slot)
    }
    if token.hasPrefix("&") { return .ahead(phrases(token.dropFirst()).all) }
    return .phrases(phrases(token).all)
  }

  /// The phrases of `a|b_c|<class>`.
  mutating func phrases(_ token: Substring) -> Phrases {
    if let known = classes[token.dropFirst().dropLast()], token.hasPrefix("<") { return known }
    var found = Phrases()
    for choice in token.split(separator: "|") {
      if choice.hasPrefix("<") {
        let known = classes[choice.dropFirst().dropLast()] ?? Phrases()
        found.all += known.all
        found.firsts.formUnion(known.firsts)
        continue
      }
      let phrase = choice.split(separator: "_").map { word($0) }
      found.all.append(phrase)
      if let first = phrase.first { found.firsts.insert(first.plain) }
    }
    return found
  }

  private mutating func word(_ text: Substring) -> LooseIdiom.Word {
    if let known = words[text] { return known }
    let word = LooseIdiom.Word(text)
    words[text] = word
    return word
  }
}

/// The idioms of both languages.
enum LooseIdioms {
  private static let rules: [LooseIdiom] = rules(english) + rules(vietnamese)

  private static func rules(_ table: String) -> [LooseIdiom] {
    var grammar = LooseIdiomGrammar()
    return table.split(separator: "\n").compactMap { line in
      line.hasPrefix("#") || grammar.takeClass(line) ? nil : LooseIdiom(line, &grammar)
    }
  }

  /// The words of a line with the plain ones for its idioms; of several that fit at a place the longest.
  ///
  /// Twice, for what takes an idiom's place may be part of another: `ai là sale` is `nhân viên nào`, who `bán nhiều nhất`.
  static func plain(_ words: [LooseWord], _ names: LooseNames) -> [LooseWord] {
    once(once(words, names), names)
  }

  private static func once(_ words: [LooseWord], _ names: LooseNames) -> [LooseWord] {
    let said = Set(words.map(\.plain))
    let able = rules.filter { $0.isAble(said) }
    guard !able.isEmpty else { return words }
    let isMarked = words.contains { $0.text.unicodeScalars.contains { $0.value > 0x7F } }
    var read: [LooseWord] = []
    var place = 0
    while place < words.count {
      var best: (rule: LooseIdiom, match: LooseIdiom.Match)?
      for rule in able {
        guard let match = rule.match(words, at: place, isMarked: isMarked, names),
          match.end > max(place, best?.match.end ?? 0)
        else {
          continue
        }
        best = (rule, match)
      }
      guard let (rule, match) = best else {
        // Nothing begins inside a name: `phòng ban nào` is no `bạn nào`.
        let length = max(1, names.exact(words[place...])?.length ?? 1)
        read += words[place..<(place + length)]
        place += length
        continue
      }
      read += rule.meant(match)
      place = match.end
    }
    return read
  }
}
