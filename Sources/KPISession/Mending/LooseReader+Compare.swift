import KPIEngine
import KPILanguage

// What a number is held against: another period, by its name or its distance.
extension LooseReader {
  /// `3 months before`, `previous 3 months`, `3 tháng trước đó`: as long a time before the period.
  private mutating func readStretchBefore(_ count: Int, _ grain: Grain) -> Bool {
    let isBefore = take(["previous", "prior", "preceding"])
    guard plain.flatMap(LooseWords.smallNumber) == count else { return false }
    index += 1
    guard let units = LooseWords.units.first(where: { $0.0 == grain })?.1, take(units) else { return false }
    return isBefore || take(["before that", "before", "prior", "earlier", "truoc do", "lien truoc", "truoc day"])
  }

  /// `tháng này hơn tháng trước bao nhiêu`.
  private mutating func takeMoreThan() -> Bool {
    question.period != nil && take(["hon", "kem"]) && PeriodReader.read(rest, today: today) != nil
  }

  /// `vs last month`, `so với cùng kỳ năm trước`.
  mutating func readCompare() -> Bool {
    guard question.compare == nil, question.verb != .list else { return false }
    if trying({ $0.readBeside() }) { return true }
    if take(LooseWords.compareYear) {
      question.compare = .year
      hasPlainCompare = true
    } else if take(LooseWords.comparePrevious) || isComparing && take(["voi ky truoc", "voi giai doan truoc"]) {
      question.compare = .previous
      // `vs previous quarter`
      if words[index - 1].plain == "previous", let (_, unit) = LooseWords.units.first(where: { length($0.1) > 0 }) {
        _ = take(unit)
      }
    } else if take(LooseWords.versus) || question.verb == .why && take(LooseWords.thanBefore)
      || isComparing && length(["with", "voi", "to"] + LooseWords.and) > 0 || trying({ $0.takeMoreThan() })
    {
      let isPair = take(LooseWords.and)
      if !isPair { _ = take(["with", "voi", "to"]) }
      _ = take(["the"])
      // `last 3 months vs the 3 months before`
      if case .last(let count, let grain)? = question.period?.kind, trying({ $0.readStretchBefore(count, grain) }) {
        question.compare = .previous
        return true
      }
      // `this month vs last`
      let isSame = PeriodReader.read(rest, today: today) == nil && take(["last", "the last", "previous", "truoc"])
      if isSame, case .this? = question.period?.kind {
        question.compare = .previous
        return true
      }
      guard let other = PeriodReader.read(rest, today: today) else { return false }
      index += other.length
      // `so sánh tháng 8 và tháng 9`: the later one beside the earlier.
      if isPair || isComparing, case .unit(let grain, let start)? = question.period?.kind,
        case .unit(grain, let later) = other.kind,
        later > start, let earlier = question.period
      {
        question.period = other
        question.compare = .with(earlier.text(inVietnamese: question.isVietnamese))
        if grain.adding(1, to: start) == later { question.compare = .previous }
        return true
      }
      switch (other.kind, (question.period ?? lastPeriod)?.kind) {
      case (.previous(let unit), .unit(let own, _)?) where unit == own: question.compare = .previous
      case (.previous(.year), let period?) where period != .this(.year): question.compare = .year
      case (.previous(let grain), nil) where !isClause:
        question.period = PeriodPhrase(kind: .this(grain), length: 0)
        question.compare = .previous
      case (.previous(let unit), .this(let own)?) where unit == own: question.compare = .previous
      case (.previous(let unit), .previous(let own)?) where unit == own: question.compare = .previous
      case (.unit(.day, let day), .yesterday?) where day == today - 2: question.compare = .previous
      case (.yesterday, .today?), (.yesterday, nil):
        question.period = PeriodPhrase(kind: .today, length: 0)
        question.compare = .previous
      default: question.compare = .with(other.text(inVietnamese: question.isVietnamese))
      }
    } else {
      return false
    }
    return true
  }
}
