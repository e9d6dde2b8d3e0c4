import KPILanguage

// What keeps a line from being understood.
extension LooseReader {
  /// Where a line is given up.
  struct Stuck {
    /// Nil where each word is known, though nothing can be asked with them.
    var word: String?
    /// The line without that word, where it is a question then.
    var rest: LooseQuestion?
  }

  /// The word that is not understood, where it is not the first; nil where nothing is known of the line.
  static func stuck(_ line: String, names: LooseNames, values: LooseValues, today: Int) -> Stuck? {
    let (head, pipe) = split(line)
    func reader(_ words: [LooseWord]) -> LooseReader { LooseReader(words, of: head, pipe: pipe, names, values, today) }
    var best: (index: Int, words: [LooseWord])?
    for words in LooseReadings(head, names) {
      var reader = reader(words)
      if reader.read() { return nil }
      guard reader.index < words.count else { return words.count > 2 ? Stuck() : nil }
      if reader.index > best?.index ?? 0 { best = (reader.index, words) }
    }
    guard let (place, words) = best, words[place].kind == .word else { return nil }
    var without = reader(Array(words[..<place] + words[(place + 1)...]))
    // A word or two alone are no question that anybody has asked.
    let isQuestion = without.words.count > 1 && without.read()
    return Stuck(word: words[place].text, rest: isQuestion ? without.question : nil)
  }
}
