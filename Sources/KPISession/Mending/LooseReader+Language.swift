import KPILanguage

// Which of the two languages a line is in.
extension LooseReader {
  /// By the words of the language; where those do not tell, by the letters.
  static func isVietnamese(_ line: String, _ words: [LooseWord]) -> Bool {
    guard let first = words.first(where: { $0.kind == .word }) else { return false }
    // `cycle Chốt 8 days`: a value has marks in either language.
    if LooseWords.englishBeginnings.contains(first.plain) { return false }
    if LooseWords.vietnameseBeginnings.contains(where: { words.begin(with: $0) }) { return true }
    // Values and a word or two of the other language do not make a line one of it.
    var (own, other) = (0, 0)
    let isTitle = words.allSatisfy { $0.kind != .word || $0.isCapital }
    for (place, word) in words.enumerated() where word.kind == .word {
      // `products in Đà Nẵng`
      let isName = place > 0 && word.isCapital && !isTitle
      let isMarked = !isName && word.text.unicodeScalars.contains { $0.value > 0x7F }
      if isMarked || LooseWords.vietnameseWords.contains(word.plain) { own += 1 }
      if LooseWords.englishWords.contains(word.plain) { other += 1 }
    }
    return own > other
  }
}
