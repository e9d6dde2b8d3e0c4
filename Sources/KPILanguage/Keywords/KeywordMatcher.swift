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
  /// Keywords by their words, one table for all of them: hundreds of small ones take longer to make.
  private struct Words: Sendable {
    struct Node: Sendable {
      var keyword: Keyword?
      var isVietnamese = false
      var goesOn = false
    }

    struct Step: Hashable {
      let node: Int
      let word: String
    }

    private(set) var nodes = [Node()]
    private var steps: [Step: Int] = [:]

    init() {
      nodes.reserveCapacity(512)
      steps.reserveCapacity(512)
    }

    func next(_ node: Int, _ word: String) -> Int? { steps[Step(node: node, word: word)] }

    mutating func add(_ form: String, _ keyword: Keyword, _ isVietnamese: Bool) {
      var node = 0
      for word in form.utf8.split(separator: UInt8(ascii: " ")).map({ String(Substring($0)) }) {
        if let next = next(node, word) {
          node = next
        } else {
          nodes[node].goesOn = true
          steps[Step(node: node, word: word)] = nodes.count
          node = nodes.count
          nodes.append(Node())
        }
      }
      // A word that both languages share counts as English.
      if nodes[node].keyword == nil {
        nodes[node].keyword = keyword
        nodes[node].isVietnamese = isVietnamese
      }
    }
  }

  /// Keywords as they are written, in lower case.
  private var exact = Words()
  /// Keywords without diacritics.
  private var folded = Words()
  /// A bit for the first word of every keyword that is plain letters: most words of a text are none, which is told by a look.
  private var beginnings = [UInt64](repeating: 0, count: 128)

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
    let folded = fold(form)
    exact.add(form.inNFC.inLowerCase, keyword, isVietnamese)
    self.folded.add(folded, keyword, isVietnamese)
    if let bit = KeywordMatcher.bit(folded.utf8) { beginnings[bit / 64] |= 1 << UInt64(bit % 64) }
  }

  /// Whether a keyword may begin with a word; false only where none does.
  func mayBegin(_ word: some Sequence<UInt8>) -> Bool {
    guard let bit = KeywordMatcher.bit(word) else { return true }
    return beginnings[bit / 64] & 1 << UInt64(bit % 64) != 0
  }

  /// The bit of a word up to its first `_` or blank, in any case; nil where it has other letters than those of ASCII.
  @inline(__always)
  private static func bit(_ word: some Sequence<UInt8>) -> Int? {
    var hash: UInt32 = 2_166_136_261
    for byte in word {
      if byte >= 0x80 { return nil }
      if byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ") { break }
      hash = (hash ^ UInt32((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)) &* 16_777_619
    }
    return Int((hash ^ hash >> 16) & 8191)
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
    _ words: Words, _ first: String, _ word: (Int) -> String?, _ normalise: (String) -> String
  ) -> KeywordMatch? {
    var node = 0
    var best: KeywordMatch?
    var length = 0
    var current: String? = first
    while let text = current {
      let normal = normalise(text)
      if !normal.utf8.contains(UInt8(ascii: "_")) {
        guard let next = words.next(node, normal) else { return best }
        node = next
      } else {
        for part in normal.split(separator: "_", omittingEmptySubsequences: false) {
          guard let next = words.next(node, String(part)) else { return best }
          node = next
        }
      }
      length += 1
      let reached = words.nodes[node]
      if let keyword = reached.keyword {
        best = KeywordMatch(keyword: keyword, length: length, isVietnamese: reached.isVietnamese)
      }
      if !reached.goesOn { return best }
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
