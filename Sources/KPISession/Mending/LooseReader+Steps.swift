import KPICompiler
import KPIEngine
import KPILanguage

// What ordered funnels, cycles and the other reports over a number of units have of their own.
extension LooseReader {
  /// `from calls to orders within 14 days`, `từ lúc tạo đến lúc chốt`, `by month` of a growth over a year.
  mutating func readSteps() -> Bool {
    switch question.verb {
    case .funnel:
      if question.subjects.count > 1, question.overall == nil, trying({ $0.readOverall() }) { return true }
      // `từ cuộc gọi ra đơn`
      if let plain, let thing = LooseWords.stepDeeds[plain], question.by.isEmpty,
        let step = names.exact(LooseWord.words(of: thing)[...])?.entry(.entity, .metric)
      {
        index += 1
        question.subjects.append(step.text(inVietnamese: question.isVietnamese))
        _ = take(["dien", "mat", "khach"])
        _ = take(LooseWords.arrows)
        return true
      }
      return take(["from", "tu", "ban hang", "of"]) && names.exact(rest)?.entry(.entity, .events, .metric) != nil
    case .cycle:
      return take(LooseWords.fromCreation + LooseWords.toBuying)
    case .growth:
      guard take(LooseWords.by), let grain = takeGrain(LooseWords.grainUnits) else { return false }
      checkpoints = grain
      return true
    default:
      return false
    }
  }

  /// `conversion from calls to orders`, `tỷ lệ chuyển đổi từ cuộc gọi sang đơn hàng`: the funnel of the two, not the rate
  /// of that name from one day to another.
  mutating func readConversion() -> Bool {
    guard question.verb == nil || question.verb == .show, question.subjects.isEmpty, question.by.isEmpty, !isClause
    else { return false }
    let isBefore = take(LooseWords.conversions)
    let isFrom = !isBefore && take(["from", "tu"])
    guard let first = trying({ $0.takeStep() }), take(LooseWords.arrows), let second = trying({ $0.takeStep() }) else {
      return false
    }
    // `from calls to orders within 14 days`, `lead to order funnel`
    guard isBefore || take(LooseWords.conversionsBehind) || isFrom && trying({ $0.readOverall() }) else { return false }
    question.verb = .funnel
    question.subjects = [first, second]
    _ = take(LooseWords.arrows)
    return true
  }

  private mutating func takeStep() -> String? {
    if let plain, let thing = LooseWords.stepDeeds[plain], let step = names.exact(LooseWord.words(of: thing)[...]),
      let entry = step.entry(.entity, .metric)
    {
      index += 1
      return entry.text(inVietnamese: question.isVietnamese)
    }
    guard let match = names.exact(rest), let step = match.entry(.entity, .events, .metric) else { return nil }
    index += match.length
    return step.text(inVietnamese: question.isVietnamese)
  }

  /// `within 14 days`, `trong vòng 30 ngày`: from the first step to the last.
  private mutating func readOverall() -> Bool {
    guard take(["within", "in", "trong vong", "trong", "toan chang", "overall"]),
      let count = plain.flatMap(LooseWords.smallNumber)
    else { return false }
    index += 1
    for (english, vietnamese, forms) in [
      ("days", "ngày", ["days", "day", "ngay"]), ("weeks", "tuần", ["weeks", "week", "tuan"]),
      ("months", "tháng", ["months", "month", "thang"]),
    ] where take(forms) {
      // `trong 30 ngày qua` is the period.
      guard length(LooseWords.recently) == 0 else { return false }
      question.overall = "\(count) \(question.isVietnamese ? vietnamese : english)"
      return true
    }
    return false
  }

  /// False where checkpoints were asked for that the report does not have.
  mutating func settleSteps() -> Bool {
    settleDeed()
    settleShare()
    settleHorizon()
    guard let checkpoints else { return true }
    // What each period's checkpoints are is the report's own.
    let own: String? =
      switch question.period?.kind {
      case .unit(.year, _)?, .this(.year)?, .previous(.year)?: "month"
      case .unit(.week, _)?, .this(.week)?, .previous(.week)?: "day"
      case .unit(.month, _)?, .this(.month)?, .previous(.month)?: "week"
      default: nil
      }
    return own == checkpoints
  }

  /// `monthly retention 2023`, `cycle this month`: units up to today are counted, where a period ends with it.
  private mutating func settleHorizon() {
    guard let verb = question.verb, verb.takesHorizon, question.horizon == nil else { return }
    guard let period = question.period else {
      // `how long do customers take to buy`: in the last quarter of a year.
      let asksHowLong =
        words.begin(with: ["how", "long"])
        || words.indices.dropLast().contains {
          words[$0].plain == "bao" && words[$0 + 1].plain == "lau"
        }
      if verb == .cycle, asksHowLong { question.horizon = question.isVietnamese ? "tuần 12" : "weeks 12" }
      return
    }
    let start: Int
    switch period.kind {
    case .this(let grain): start = grain.start(of: today)
    case .unit(let grain, let first) where grain.start(of: today) == first: start = first
    case .range(let from, nil): start = from.start
    case .last(let count, let grain): start = grain.adding(1 - count, to: grain.start(of: today))
    default: return
    }
    let unit: Grain = verb == .retention ? .month : today - start > 31 ? .week : .day
    // Whole units alone; a year's first week may be the last of the one before.
    guard unit == .day || unit == .week || unit.start(of: start) == start else { return }
    var count = 1
    while unit.adding(1 - count, to: unit.start(of: today)) > start, count < 100 { count += 1 }
    let word = Keyword(rawValue: unit.rawValue).map(question.word) ?? unit.rawValue
    question.horizon = "\(word)\(question.isVietnamese ? "" : "s") \(count)"
    question.period = nil
    question.by.removeAll { Keyword(spelled: $0).map { CalendarUnit(rawValue: $0.rawValue) != nil } ?? false }
  }
}
