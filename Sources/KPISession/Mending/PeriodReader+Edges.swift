import KPIEngine
import KPILanguage

// Stretches of time whose ends are said by a word or a bare number, and those that are still to come.
extension PeriodReader {
  /// `từ đầu tháng 9 đến cuối tháng 10`, `from the beginning of May to the end of June`: the units themselves.
  mutating func edgedRange() -> PeriodPhrase.Kind? {
    _ = take(LooseWords.rangeStart)
    let isEdged = take(LooseWords.beginning)
    guard let from = isEdged ? moment() ?? unitHere() : moment(), from.grain != .day else { return nil }
    guard take(LooseWords.rangeJoints) else { return nil }
    if isEdged, take(["nay", "gio", "now"] + LooseWords.today) { return .range(from: from, to: nil) }
    let endsEdged = take(LooseWords.ending)
    guard isEdged || endsEdged, let to = endsEdged ? moment() ?? unitHere() : moment() else { return nil }
    let first = !from.hasYear && to.hasYear ? from.moved(toYearBefore: to) : from
    guard first.start <= to.start else { return nil }
    return .range(from: first, to: to)
  }

  /// `năm`, `tháng này`, `quý trước` behind `đầu` or `cuối`.
  private mutating func unitHere() -> PeriodPhrase.Point? {
    if let kind = trying({ $0.behindUnit() ?? $0.beforeUnit() }) {
      switch kind {
      case .this(let grain): return point(grain, today)
      case .previous(let grain): return point(grain, grain.start(of: today) - 1)
      default: return nil
      }
    }
    return unit().map { point($0, today) }
  }

  /// `từ 1 đến 15/12`, `từ ngày 1 đến ngày 15 tháng 12`, `1-15/12`, `dec 1 to 15`, `from the 1st to the 15th of december`.
  mutating func dayRange() -> PeriodPhrase.Kind? {
    _ = take(LooseWords.rangeStart)
    if let kind = trying({ $0.gluedDays() }) ?? trying({ $0.daysOfNamedMonth() }) { return kind }
    _ = take(LooseWords.dayWords)
    guard let first = dayNumber(), take(LooseWords.rangeJoints), let last = trying({ $0.dayOfMonth() }) else {
      return nil
    }
    return days(first, to: last)
  }

  /// The last day of a range by its number and month.
  private mutating func dayOfMonth() -> PeriodPhrase.Point? {
    let isNamed = take(LooseWords.dayWords)
    if isNamed { index -= 1 }
    if let point = trying({ $0.moment() }), point.grain == .day { return point }
    if isNamed { index += 1 }
    // `15 tháng 12`, `15 december`, `15th of december`
    guard let day = dayNumber() else { return nil }
    _ = take(["of", "cua"])
    guard let month = moment(), month.grain == .month, day <= Grain.month.adding(1, to: month.start) - month.start
    else {
      return nil
    }
    return PeriodPhrase.Point(grain: .day, start: month.start + day - 1, hasYear: month.hasYear)
  }

  /// `1-15/12`.
  private mutating func gluedDays() -> PeriodPhrase.Kind? {
    guard let parts = plain?.split(separator: "-", maxSplits: 1), parts.count == 2, parts[1].contains("/"),
      let first = Int(parts[0]), let last = LooseDate.read(String(parts[1]), monthFirst: false, today: today),
      last.grain == .day
    else { return nil }
    index += 1
    return days(first, to: last)
  }

  /// `december 1 to 15`, `dec 1-15`, `tháng 12 từ ngày 1 đến ngày 15`.
  private mutating func daysOfNamedMonth() -> PeriodPhrase.Kind? {
    guard let name = plain, let number = LooseWords.months[name], index + 1 < words.endIndex else { return nil }
    let place = index
    index += 1
    var days: (Int, Int)?
    if let parts = plain?.split(separator: "-").map({ Int($0) }), parts.count == 2, let first = parts[0],
      let last = parts[1], last <= 31
    {
      index += 1
      days = (first, last)
    } else if let first = dayNumber(), take(LooseWords.rangeJoints) {
      _ = take(LooseWords.dayWords)
      // `dec 1 to jan 15` names another month.
      if let last = dayNumber(), plain.map({ LooseWords.months[$0] == nil }) ?? true { days = (first, last) }
    }
    guard let days else {
      index = place
      return nil
    }
    guard let month = unitPoint(.month, number, yearBehind()), days.0 <= days.1,
      days.1 <= Grain.month.adding(1, to: month.start) - month.start
    else { return nil }
    let last = PeriodPhrase.Point(grain: .day, start: month.start + days.1 - 1, hasYear: month.hasYear)
    return self.days(days.0, to: last)
  }

  private mutating func dayNumber() -> Int? {
    guard let number = plain.flatMap({ Int($0) }), (1...31).contains(number) else { return nil }
    index += 1
    return number
  }

  /// From a day of the last one's month on.
  private func days(_ first: Int, to last: PeriodPhrase.Point) -> PeriodPhrase.Kind? {
    let from = Grain.month.start(of: last.start) + first - 1
    guard first >= 1, from <= last.start else { return nil }
    return .range(from: point(.day, from), to: last)
  }

  /// `next 30 days`, `trong 30 ngày tới`: those behind the running one, as `last 30 days` ends with it.
  mutating func ahead() -> PeriodPhrase.Kind? {
    _ = take(["the"])
    let isBefore = take(["next", "coming", "upcoming", "following"])
    guard let count = plain.flatMap(LooseWords.smallNumber), (1...400).contains(count) else { return nil }
    index += 1
    guard let grain = unit() else { return nil }
    guard isBefore || take(["sap toi", "ke tiep", "tiep theo", "toi", "from now", "ahead"]) else { return nil }
    let running = grain.start(of: today)
    return .range(
      from: point(grain, grain.adding(1, to: running)), to: point(grain, grain.adding(count, to: running)))
  }
}
