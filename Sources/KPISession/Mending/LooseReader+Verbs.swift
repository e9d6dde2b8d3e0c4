import KPILanguage

// The verb that a line begins with, or that comes late in it.
extension LooseReader {
  mutating func readVerb() {
    var best = verbHere
    // `thẻ điểm` is a verb, though `the` is no word to look at.
    while best == nil, names.exact(rest) == nil, take(LooseWords.politeness + [","]) { best = verbHere }
    // `Giá trị cơ hội` is a metric, though `giá trị` is a verb.
    if best?.keyword == .show, let length = best?.length {
      // `show funnel`
      index += length
      if let other = verbHere, other.keyword != .show { best = (other.keyword, length + other.length) }
      index -= length
    }
    let verbWords = rest.prefix(best?.length ?? 0).map(\.plain)
    isComparing = verbWords.contains { ["compare", "sanh"].contains($0) }
    showsRows = best?.keyword == .show && LooseWords.rowVerbs.contains(verbWords.joined(separator: " "))
    guard let best, names.exact(rest).map({ $0.length <= best.length }) ?? true else { return }
    question.verb = best.keyword
    index += best.length
    for keyword in [Keyword.detail, .strict]
    where length([fold(keyword.rawValue)] + keyword.entry.vietnamese.map(fold)) > 0 {
      index += length([fold(keyword.rawValue)] + keyword.entry.vietnamese.map(fold))
      question.detail = keyword
    }
  }

  var verbHere: (keyword: Keyword, length: Int)? {
    var best: (keyword: Keyword, length: Int)?
    for (keyword, phrases) in LooseWords.verbs {
      let length = length(phrases)
      if length > best?.length ?? 0 { best = (keyword, length) }
    }
    return best
  }
}
