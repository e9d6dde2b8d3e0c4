/// A keyword found at a place, and how much of the text it takes.
package struct KeywordMatch: Sendable, Hashable {
  /// The keyword found.
  package var keyword: Keyword
  /// How many words of the text it takes.
  package var length: Int
  /// Written in its Vietnamese form, with or without diacritics.
  package var isVietnamese: Bool
}

/// Finds keywords of one or more words, in both languages, by the words one after the other.
struct KeywordMatcher: Sendable {
  private struct Node: Sendable {
    var children: [String: Int] = [:]
    var keyword: Keyword?
    var isVietnamese = false
  }

  /// Keywords as they are written, in lower case.
  private var exact: [Node] = [Node()]
  /// Keywords without diacritics.
  private var folded: [Node] = [Node()]

  /// No keyword has a longer word; longer words of the text are not looked up.
  static let longestWord = 32

  static let shared = KeywordMatcher()

  private init() {
    for entry in Keyword.vocabulary {
      for form in entry.english { add(form, entry.keyword, isVietnamese: false) }
      for form in entry.vietnamese { add(form, entry.keyword, isVietnamese: true) }
    }
  }

  private mutating func add(_ form: String, _ keyword: Keyword, isVietnamese: Bool) {
    KeywordMatcher.add(form.inNFC.inLowerCase, keyword, isVietnamese, to: &exact)
    KeywordMatcher.add(fold(form), keyword, isVietnamese, to: &folded)
  }

  private static func add(_ form: String, _ keyword: Keyword, _ isVietnamese: Bool, to nodes: inout [Node]) {
    var node = 0
    for word in form.utf8.split(separator: UInt8(ascii: " ")).map({ String(Substring($0)) }) {
      if let next = nodes[node].children[word] {
        node = next
      } else {
        nodes.append(Node())
        nodes[node].children[word] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    // A word that both languages share counts as English.
    if nodes[node].keyword == nil {
      nodes[node].keyword = keyword
      nodes[node].isVietnamese = isVietnamese
    }
  }

  /// The longest keyword that begins where `word` begins, or nil; `word(n)` gives the n-th word from there.
  ///
  /// A form with its diacritics wins over one without them that is as long.
  func match(_ word: (Int) -> String?) -> KeywordMatch? {
    guard let first = word(0) else { return nil }
    let asWritten = walk(exact, first, word) { $0.inLowerCase }
    let withoutMarks = walk(folded, first, word) { fold($0) }
    guard let withoutMarks else { return asWritten }
    guard let asWritten else { return withoutMarks }
    return withoutMarks.length > asWritten.length ? withoutMarks : asWritten
  }

  private func walk(
    _ nodes: [Node], _ first: String, _ word: (Int) -> String?, _ normalise: (String) -> String
  ) -> KeywordMatch? {
    var node = 0
    var best: KeywordMatch?
    var length = 0
    var current: String? = first
    while let text = current {
      let normal = normalise(text)
      if !normal.utf8.contains(UInt8(ascii: "_")) {
        guard let next = nodes[node].children[normal] else { return best }
        node = next
      } else {
        for part in normal.split(separator: "_", omittingEmptySubsequences: false) {
          guard let next = nodes[node].children[String(part)] else { return best }
          node = next
        }
      }
      length += 1
      if let keyword = nodes[node].keyword {
        best = KeywordMatch(keyword: keyword, length: length, isVietnamese: nodes[node].isVietnamese)
      }
      if nodes[node].children.isEmpty { return best }
      current = word(length)
    }
    return best
  }
}

extension Keyword {
  /// The keyword that a whole text is, in either language, blanks or `_` between its words; nil for any other text.
  package init?(spelled text: String) {
    let words = text.split(separator: " ").map(String.init)
    let match = KeywordMatcher.shared.match { $0 < words.count ? words[$0] : nil }
    guard let match, match.length == words.count else { return nil }
    self = match.keyword
  }
}
