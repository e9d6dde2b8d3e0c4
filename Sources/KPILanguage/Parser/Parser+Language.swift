extension Parser {
  /// Finds out which language the statement that begins here is in.
  ///
  /// Its verb tells; where there is none, its other keywords; where there are none, Vietnamese letters. A model is told about
  /// in the language of the session.
  mutating func beginLanguage() {
    guard names != nil else { return }
    language = statementLanguage()
    languages.append((token.start, language))
  }

  /// The language of the statement that a place lies in.
  func language(at offset: Int) -> TextLanguage? {
    languages.last { $0.start <= offset }.flatMap(\.language) ?? (languages.first { $0.start > offset }?.language)
  }

  /// How many words of a statement without a verb are looked at.
  private static let wordsLookedAt = 100

  private mutating func statementLanguage() -> TextLanguage? {
    if let match = keyword(), [.question, .statement].contains(match.keyword.entry.role) {
      return match.isVietnamese ? .vi : .en
    }
    var place = index
    var balance = 0
    var hasMarks = false
    while place < min(list.tokens.count, index + Parser.wordsLookedAt), !list.tokens[place].kind.endsStatement {
      if let match = list.keyword(at: place) {
        balance += match.isVietnamese ? 1 : -1
        place += match.length
        continue
      }
      let token = list.tokens[place]
      if token.kind == .word || token.kind == .invalid {
        hasMarks = hasMarks || list.bytes[token.start..<token.end].contains { $0 >= 0x80 }
      }
      place += 1
    }
    if balance != 0 { return balance > 0 ? .vi : .en }
    return hasMarks ? .vi : nil
  }
}
