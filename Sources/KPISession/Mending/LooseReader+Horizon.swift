import KPIEngine
import KPILanguage

// How many units of time a report goes back, or a forecast ahead.
extension LooseReader {
  /// `next quarter`, `năm tới` of a forecast: the months from the next one to that unit's last.
  private mutating func monthsOfNextUnit() -> Int? {
    _ = take(["trong", "cho", "for", "the"])
    let isBefore = take(["next", "the next", "coming"])
    guard let (grain, names) = LooseWords.units.first(where: { length($0.1) > 0 }), grain != .day, grain != .week,
      take(names),
      isBefore || take(LooseWords.coming)
    else { return nil }
    return months(through: 1, grain)
  }

  /// How many months there are to the end of so many units after the running one.
  private func months(through count: Int, _ grain: Grain) -> Int {
    let now = CivilDate(dayNumber: today)
    let end = CivilDate(dayNumber: grain.adding(count + 1, to: grain.start(of: today)))
    return (end.year - now.year) * 12 + end.month - now.month - 1
  }

  /// `8 ngày`, `days 8` of a cycle, `next 3 months` of a forecast.
  mutating func readHorizon() -> Bool {
    guard let verb = question.verb else { return false }
    if verb == .forecast {
      if let months = trying({ $0.monthsOfNextUnit() }) {
        question.next = question.isVietnamese ? "\(months) tháng tới" : "next \(months) months"
        return true
      }
      while take(["next", "trong", "cho", "for", "the", "over"]) {}
      guard let count = plain.flatMap(LooseWords.smallNumber) else { return false }
      index += 1
      // A forecast goes by months.
      let units: [(Grain, [String])] = [
        (.month, ["months", "month", "thang"]), (.quarter, ["quarters", "quarter", "quy"]),
        (.year, ["years", "year", "nam"]),
      ]
      guard let grain = units.first(where: { take($0.1) })?.0 else { return false }
      _ = take(LooseWords.coming + ["nua", "ahead"])
      let months = months(through: count, grain)
      question.next = question.isVietnamese ? "\(months) tháng tới" : "next \(months) months"
      return true
    }
    guard verb.takesHorizon, question.horizon == nil else { return false }
    while take(["in", "trong", "within", "for", "last", "over", "the", "past", "of"]) {}
    let units: [(String, String, [String])] = [
      ("days", "ngày", ["days", "day", "ngay"]), ("weeks", "tuần", ["weeks", "week", "tuan"]),
      ("months", "tháng", ["months", "month", "thang"]),
    ]
    for (english, vietnamese, forms) in units {
      let place = index
      let isBefore = take(forms)
      guard let count = plain.flatMap(LooseWords.smallNumber), count < 1_000 else {
        index = place
        continue
      }
      index += 1
      guard isBefore || take(forms) else {
        index = place
        continue
      }
      _ = take(LooseWords.recently)
      question.horizon = "\(question.isVietnamese ? vietnamese : english) \(count)"
      return true
    }
    return false
  }
}
