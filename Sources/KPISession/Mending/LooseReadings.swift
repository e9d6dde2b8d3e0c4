import KPICompiler
import KPILanguage

/// The words of a line: as typed, with what is shortened written out, with Telex keys read, with slips mended.
///
/// Each of them is made when those before it were no question; one that has the same words as another is left out.
struct LooseReadings: Sequence, IteratorProtocol {
  private enum Step { case typed, expanded, telex, mended, plainer, end }

  private let names: LooseNames
  private let isEnglish: Bool
  /// Words that are no slips, where the line is read without its idioms.
  private let spared: Set<String>?
  private var words: [LooseWord]
  private var step = Step.typed
  private var seen: Set<String> = []

  /// - Parameter spares: words that are no slips; the line is read without its idioms then.
  init(_ head: String, _ names: LooseNames, spares: Set<String>? = nil) {
    (self.names, spared) = (names, spares)
    words = LooseWord.inContext(LooseWord.words(of: head))
    if spares == nil { words = LooseIdioms.plain(words, names) }
    isEnglish = !LooseReader.isVietnamese(head, words)
  }

  mutating func next() -> [LooseWord]? {
    while step != .end {
      advance()
      if seen.insert(words.map(\.plain).joined(separator: " ")).inserted { return words }
    }
    return nil
  }

  private mutating func advance() {
    switch step {
    case .typed:
      step = .expanded
    case .expanded:
      words = withoutIdioms(LooseWord.inContext(words.flatMap { $0.expanded }))
      step = .telex
    case .telex:
      words = words.map { word in
        let read = LooseWord.withoutTelex(word.plain).map(LooseWord.plain)
        guard spared?.contains(word.plain) != true else { return word }
        return word.reading(read.flatMap { names.isWord($0) ? $0 : nil }, ifUnknownTo: names)
      }
      words = withoutIdioms(words)
      step = .mended
    case .mended:
      words = words.enumerated().map { index, word in
        guard word.kind == .word, !names.isWord(word.plain), spared?.contains(word.plain) != true else { return word }
        let verb = index == 0 ? Self.nearest(to: word.plain, in: [LooseWords.verbWords], isEnglish: isEnglish) : nil
        // A slip in an English line is none of a Vietnamese name: `phone` is not `phòng`.
        let vocabulary = [LooseWords.all, isEnglish ? names.englishWords : names.words]
        let near = verb ?? Self.nearest(to: word.plain, in: vocabulary, isEnglish: isEnglish)
        return word.reading(near, ifUnknownTo: names)
      }
      step = .plainer
    case .plainer:
      // `số cuộc gọi nhỡ`: `số cuộc gọi` is a name too, and what is left of the words is none.
      words = words.enumerated().filter { index, word in
        let next = index + 1 < words.count ? words[index + 1].plain : ""
        return word.plain != "so" || ["voi", "sanh", "cung", "ky", "luong"].contains(next)
      }.map(\.element)
      step = .end
    case .end:
      break
    }
  }

  private func withoutIdioms(_ words: [LooseWord]) -> [LooseWord] {
    spared == nil ? LooseIdioms.plain(words, names) : words
  }

  /// The one known word that an unknown one differs from in a letter.
  private static func nearest(to word: String, in vocabularies: [Set<String>], isEnglish: Bool) -> String? {
    guard word.count >= 3, !LooseWords.noSlips.contains(word) else { return nil }
    var near: Set<String> = []
    for vocabulary in vocabularies {
      for known in vocabulary where abs(known.utf8.count - word.utf8.count) <= 1 {
        if NameIndex.distance(from: word, to: known, atMost: 1) == 1 { near.insert(known) }
      }
    }
    if near.count == 1, word.count > 3 { return near.first }
    // Of several the one whose letters are only in another order: `thoe` is `theo`.
    let swapped = near.filter { $0.sorted() == word.sorted() }
    if swapped.count == 1 { return swapped.first }
    // A letter left out is commoner than a wrong one. Vietnamese syllables of three letters are too near to each other.
    let longer = near.filter { $0.count == word.count + 1 }
    return longer.count == 1 && (isEnglish || word.count > 3) ? longer.first : nil
  }
}
