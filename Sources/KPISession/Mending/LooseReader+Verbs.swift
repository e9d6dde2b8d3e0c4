import KPILanguage

// The verb that a line begins with, or that comes late in it.
extension LooseReader {
  mutating func readVerb() {
    // `% of target reached` is no share.
    if trying({ $0.readAttainment() }) || trying({ $0.readPercentOf() }) { return }
    if index == 0, take(LooseWords.changeOf) {
      isComparing = true
      return
    }
    var best = verbHere
    // `thẻ điểm` is a verb, though `the` is no word to look at.
    while best == nil, names.exact(rest) == nil, takeFiller([","]) { best = verbHere }
    // `Giá trị cơ hội` is a metric, though `giá trị` is a verb.
    if best?.keyword == .show, let length = best?.length {
      // `show funnel`
      index += length
      let article = take(["the", "cac"]) ? 1 : 0
      if let other = verbHere, other.keyword != .show, names.exact(rest).map({ $0.length <= other.length }) ?? true {
        best = (other.keyword, length + article + other.length)
      }
      index -= length + article
    }
    let verbWords = rest.prefix(best?.length ?? 0).map(\.plain)
    isComparing = verbWords.contains { ["compare", "sanh"].contains($0) }
    showsRows = best?.keyword == .show && LooseWords.rowVerbs.contains(verbWords.joined(separator: " "))
    guard let best, names.exact(rest).map({ $0.length <= best.length }) ?? true else { return }
    // `tỉnh nào`: no `tính`.
    if best.length == 1, rest.first?.plain == "tinh",
      rest.first?.text.lowercased() == "tỉnh" || rest.dropFirst().first?.plain == "nao"
    {
      return
    }
    // `giá trị hợp đồng trung bình` asks for no list of values.
    if best.keyword == .values, let name = names.exact(rest.dropFirst(best.length)),
      best.length + name.length < rest.count, name.entry(.entity) != nil
    {
      return
    }
    question.verb = best.keyword
    index += best.length
    // `lấy 20 khách mới nhất`: the rows themselves.
    if best.keyword == .show, let count = plain.flatMap({ Int($0) }), count > 0,
      let place = words.indices.first(where: { $0 > index && ["moi nhat", "gan nhat"].contains(pair(at: $0)) }),
      names.exact(words[(index + 1)..<place])?.entry(.entity) != nil
    {
      question.verb = .list
    }
    if verbWords.contains("detailed") { question.detail = .detail }
    for keyword in [Keyword.detail, .strict]
    where length([fold(keyword.rawValue)] + keyword.entry.vietnamese.map(fold)) > 0 {
      index += length([fold(keyword.rawValue)] + keyword.entry.vietnamese.map(fold))
      question.detail = keyword
    }
  }

  private func pair(at place: Int) -> String {
    place + 1 < words.count ? "\(words[place].plain) \(words[place + 1].plain)" : ""
  }

  /// A word to look over; `roi` is no `rồi` in an English line.
  mutating func takeFiller(_ others: [String]) -> Bool {
    if !question.isVietnamese, let plain, LooseWords.vietnameseOnly.contains(plain) { return false }
    // `so với tháng trước`: what it is held against comes behind.
    if plain == "so", index + 1 < words.count, ["voi", "sanh", "cung"].contains(words[index + 1].plain) {
      return false
    }
    let length = length(LooseWords.fillers + others)
    let isOther = words[index..<(index + length)].contains { word in
      LooseWords.markedFillers[word.plain].map {
        let typed = word.text.lowercased()
        return typed.unicodeScalars.contains { $0.value > 0x7F } && !$0.contains(typed)
      } ?? false
    }
    guard length > 0, !isOther else { return false }
    index += length
    return true
  }

  var verbHere: (keyword: Keyword, length: Int)? {
    var best: (keyword: Keyword, length: Int)?
    for (keyword, phrases) in LooseWords.verbs {
      let length = length(phrases)
      if length > best?.length ?? 0 { best = (keyword, length) }
    }
    return best
  }

  /// `phễu tháng này chi tiết`, `journey with details`.
  mutating func readDetail() -> Bool {
    guard question.detail == nil, question.verb == .funnel || question.verb == .journey,
      take(["chi tiet", "detail", "details", "detailed", "in detail", "with details", "with detail"])
    else { return false }
    question.detail = .detail
    return true
  }

  /// `revenue forecast 6 months`, `revenue share by province`, `sales target achievement`: the report behind its number.
  mutating func readLateVerb() -> Bool {
    guard question.verb == nil || question.verb == .show, question.subjects.count == 1 else { return false }
    if take(LooseWords.lateShare) {
      question.verb = .share
      return true
    }
    if take(LooseWords.lateTargets) {
      question.verb = .scorecard
      return true
    }
    // `expected to close` is a time of theirs.
    guard question.verb == nil, let verb = verbHere, verb.keyword == .forecast,
      names.exact(rest).map({ $0.length <= verb.length }) ?? true
    else { return false }
    question.verb = .forecast
    index += verb.length
    return true
  }

  /// `doanh thu 6 tháng tới`, `orders next quarter`: what is still to come is foretold; what is planned has days of its own.
  mutating func readAhead() -> Bool {
    guard question.verb == nil || question.verb == .show, question.subjects.count == 1, question.period == nil,
      question.by.isEmpty, let subject, names.definition(of: subject)?.contains(" at ") != true
    else { return false }
    question.verb = .forecast
    guard readHorizon() else { return false }
    return words[..<index].suffix(4).contains { LooseWords.ahead.contains($0.plain) }
  }
}
