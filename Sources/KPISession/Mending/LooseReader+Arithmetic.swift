import KPICompiler
import KPILanguage

// Numbers reckoned from others by a word: one without another, and its part of a whole that has a name.
extension LooseReader {
  /// `doanh thu trừ đi chi phí marketing`, `revenue minus cost of sales`, `a - b - c`.
  mutating func readDifference() -> Bool {
    guard !isClause, question.verb.map({ $0 == .show }) ?? true, question.subjects.count == 1, subjectEnd == index,
      let first = subject, first.kind == .metric
    else { return false }
    let vietnamese = question.isVietnamese
    var text = first.text(inVietnamese: vietnamese)
    var count = 0
    while true {
      let place = index
      let isMinus = take(LooseWords.minus)
      guard isMinus || take(LooseWords.plus) else { break }
      _ = take(["the", "cac", "cho"])
      guard let match = names.exact(rest), let next = match.entry(.metric) else {
        index = place
        break
      }
      index += match.length
      text += " \(isMinus ? "-" : "+") \(next.text(inVietnamese: vietnamese))"
      count += 1
    }
    guard count > 0 else { return false }
    question.subjects = [text]
    (subject, subjectEnd, countedEntity, namedEntity, question.allOfThem) = (nil, nil, nil, nil, nil)
    return true
  }

  /// `% doanh thu từ khách cũ`, `share of revenue from existing customers`: a number that is divided by its whole in a
  /// metric already.
  mutating func readPercentOf() -> Bool {
    guard !isClause, question.verb.map({ $0 == .show }) ?? true, question.subjects.isEmpty, question.by.isEmpty,
      take(LooseWords.percentOf)
    else { return false }
    _ = take(["the", "of", "cua"])
    guard let match = names.exact(rest), let part = match.entry(.metric) else { return false }
    let rates = names.metrics { $0.hasPrefix("\(part.name) / ") && $0.hasSuffix(" * 100") }
    guard rates.count == 1, let rate = rates.first else { return false }
    index += match.length
    // `% cuộc gọi nghe máy theo nguồn` is the rate of each, and `% đơn theo nguồn` a part of all.
    question.subjects = [rate.text(inVietnamese: question.isVietnamese)]
    subject = rate
    return true
  }
}
