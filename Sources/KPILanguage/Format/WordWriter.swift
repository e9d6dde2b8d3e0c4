/// Writes the words of a text in their usual form, in their own language or in the other one.
struct WordWriter {
  let list: TokenList
  let readings: Readings
  /// nil where every word keeps its language.
  let language: TextLanguage?
  let pairs: NamePairs
  /// Whether what is shown as it is written stays so.
  let keepsHeadings: Bool
  /// Where words stay as they are, for in the other language they would be read otherwise.
  let withheld: Set<Int>
  /// What the text itself calls so, by `Readings.key`.
  private let ownNames: Set<String>
  /// Where blanks are part of what is said, in their order; the value tells whether the words are too.
  private let kept: [(key: Range<Int>, value: Bool)]
  /// Where words and periods begin, in their order.
  private let starts: [Int]
  /// What the questions name that tables come from, by `Readings.key`; by where the questions begin.
  private var namesOfHeads: [Int: Set<String>] = [:]
  /// Names that were exchanged for one another.
  private(set) var exchanged = ExchangedNames()

  init(
    _ list: TokenList, _ readings: Readings, language: TextLanguage?, pairs: NamePairs, withheld: Set<Int>,
    keepsHeadings: Bool
  ) {
    self.keepsHeadings = keepsHeadings
    (self.list, self.readings, self.language) = (list, readings, language)
    (self.pairs, self.withheld) = (pairs, withheld)
    ownNames = Set(readings.ownNames.map(Readings.key))
    kept = readings.kept.sorted { $0.key.lowerBound < $1.key.lowerBound }
    starts = readings.starts
  }

  /// The piece that begins at a token, and the token after it.
  mutating func piece(at index: Int) -> (piece: Piece, next: Int) {
    let token = list.tokens[index]
    let isVerbatim = isVerbatim(token.start)
    if !isVerbatim, let period = readings.periods[token.start], let next = self.end(of: period.end, from: index),
      let text = text(of: period, token.start)
    {
      let isNumber = text.first?.isNumber == true
      let piece = Piece(
        text: text, first: isNumber ? .number : .word, last: .word, range: token.start..<period.end,
        keyword: isNumber ? nil : .this)
      return (piece, next)
    }
    if !isVerbatim, let word = readings.words[token.start], let next = end(of: word.end, from: index) {
      let piece = Piece(
        text: text(of: word, at: token.start), first: .word, last: .word, range: token.start..<word.end,
        keyword: word.kind.match?.keyword)
      return (piece, next)
    }
    let text = token.kind == .text && language != nil && !isVerbatim ? inside(token) : list.text(token)
    return (Piece(text: text, first: token.kind, last: token.kind, range: token.start..<token.end), index + 1)
  }

  /// Whether two places lie in a stretch whose blanks are part of what it says.
  func areKept(_ first: Int, _ second: Int) -> Bool { kept(at: first)?.range.contains(second) ?? false }

  /// What is shown as it is written is left so; without another language everything whose blanks count.
  private func isVerbatim(_ place: Int) -> Bool {
    kept(at: place).map { $0.isShown && keepsHeadings || language == nil } ?? false
  }

  /// The stretch around a place whose blanks are part of what it says.
  private func kept(at place: Int) -> (range: Range<Int>, isShown: Bool)? {
    var low = 0
    var high = kept.count
    while low < high {
      let middle = (low + high) / 2
      if kept[middle].key.lowerBound <= place { low = middle + 1 } else { high = middle }
    }
    guard low > 0, kept[low - 1].key.contains(place) else { return nil }
    return (kept[low - 1].key, kept[low - 1].value)
  }

  /// The token after those up to an offset; nil where a comment stands between them.
  private func end(of offset: Int, from index: Int) -> Int? {
    var next = index + 1
    while next < list.tokens.count, list.tokens[next].start < offset {
      let gap = list.tokens[next - 1].end..<list.tokens[next].start
      if list.bytes[gap].contains(UInt8(ascii: "#")) { return nil }
      next += 1
    }
    return next
  }

  // MARK: Words

  private mutating func text(of word: Readings.Word, at start: Int) -> String {
    let written = list.text(start..<word.end).split { $0 == " " || $0 == "\t" || $0 == "\n" }.joined(separator: " ")
    let language = withheld.contains(start) ? nil : language
    switch word.kind {
    case .keyword(let match) where match.keyword == .as && !readings.roles.contains(start):
      return match.keyword.rawValue
    case .keyword(let match): return Self.form(of: match, written, language, many: false)
    case .unit(let match, let many): return Self.form(of: match, written, language, many: many)
    case .function(let english):
      guard FunctionNames.english(for: written) != nil || language == .vi else { return written }
      if language == .en { return english }
      return FunctionNames.vietnamese[english] ?? written
    case .ours(let english):
      switch language {
      case .en?: return english
      case .vi?: return OurNames.vietnamese(english) ?? written
      case nil: return written
      }
    case .name(let kinds):
      guard let language, let name = pairs.name(written, in: language, kinds),
        !ownNames.contains(Readings.key(written)), !ownNames.contains(Readings.key(name)),
        readings.columns[start].map({ names(in: $0).contains(Readings.key(written)) }) ?? true
      else { return written }
      exchanged.add(written, name)
      return name
    }
  }

  /// The form of a keyword in a language; without one in its own.
  private static func form(
    of match: KeywordMatch, _ written: String, _ language: TextLanguage?, many: Bool
  ) -> String {
    let entry = match.keyword.entry
    if language ?? (match.isVietnamese ? .vi : .en) == .vi, let usual = entry.vietnamese.first {
      return entry.vietnamese.first { Readings.key($0) == Readings.key(written) } ?? usual
    }
    return many ? entry.english.last ?? written : entry.english.first ?? written
  }

  /// `last 7 days` is `7 ngày qua`; nil where its words are of the language already.
  private func text(of period: Readings.RelativePeriod, _ start: Int) -> String? {
    guard let language, !withheld.contains(start) else { return nil }
    // `last month` is `previous month` in other words.
    let isUsual = starts.words(in: start..<period.end).allSatisfy { start in
      readings.words[start].flatMap(\.kind.match)?.isVietnamese ?? true
    }
    if language == .vi, isUsual { return nil }
    let isMany = if case .last(let count) = period.form { !count.isOne } else { false }
    guard let keyword = Keyword(rawValue: period.unit.rawValue) else { return nil }
    let match = KeywordMatch(keyword: keyword, length: 1, isVietnamese: false)
    let unit = Self.form(of: match, "", language, many: isMany)
    return switch (period.form, language) {
    case (.this, .en): "this \(unit)"
    case (.this, .vi): "\(unit) này"
    case (.previous, .en): "previous \(unit)"
    case (.previous, .vi): "\(unit) trước"
    case (.last(let count), .en): "last \(count.text) \(unit)"
    case (.last(let count), .vi): "\(count.text) \(unit) qua"
    }
  }

  // MARK: Texts and columns

  /// A text with the words in its braces written anew.
  private mutating func inside(_ token: Token) -> String {
    var result = ""
    var offset = token.start
    for start in starts.words(in: token.start..<token.end) where start >= offset {
      let period = readings.periods[start].flatMap { period in text(of: period, start).map { ($0, period.end) } }
      let word = readings.words[start].map { (text(of: $0, at: start), $0.end) }
      guard let (text, end) = period ?? word else { continue }
      result += list.text(offset..<start) + text
      offset = end
    }
    return result + list.text(offset..<token.end)
  }

  /// The names in a question that its table has columns of.
  ///
  /// Other columns are not the model's, whatever they are called.
  private mutating func names(in head: Range<Int>) -> Set<String> {
    if let known = namesOfHeads[head.lowerBound] { return known }
    var names: Set<String> = []
    for start in starts.words(in: head) where !isVerbatim(start) {
      guard let word = readings.words[start], case .name(let kinds) = word.kind else { continue }
      let written = list.text(start..<word.end)
      let others = [TextLanguage.en, .vi].compactMap { pairs.name(written, in: $0, kinds) }
      names.formUnion(([written] + others).map(Readings.key))
    }
    namesOfHeads[head.lowerBound] = names
    return names
  }
}
