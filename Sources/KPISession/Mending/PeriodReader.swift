import KPIEngine
import KPILanguage

/// Finds periods at the beginning of words.
struct PeriodReader {
  let words: ArraySlice<LooseWord>
  let today: Int
  var index: Int
  private var isPair = false
  private var isOpen = false
  /// The range that is read began with a day.
  var isAmongDays = false
  var hasYear = true

  init(_ words: ArraySlice<LooseWord>, today: Int) {
    self.words = words
    self.today = today
    index = words.startIndex
  }

  /// The period that begins with the first word, if one does.
  static func read(_ words: ArraySlice<LooseWord>, today: Int) -> PeriodPhrase? {
    var reader = PeriodReader(words, today: today)
    guard let kind = reader.period() else { return nil }
    return PeriodPhrase(
      kind: kind, length: reader.index - words.startIndex, isPair: reader.isPair, isOpen: reader.isOpen,
      hasYear: reader.hasYear)
  }

  // MARK: Words

  var plain: String? { index < words.endIndex ? words[index].plain : nil }

  /// Takes the first of the phrases that stands here.
  mutating func take(_ phrases: [String]) -> Bool {
    guard index < words.endIndex else { return false }
    let first = words[index].plain
    for phrase in phrases where phrase.hasPrefix(first) {
      let parts = phrase.split(separator: " ")
      guard index + parts.count <= words.endIndex else { continue }
      if zip(words[index...], parts).allSatisfy({ $0.plain == $1 && $0.kind != .text }) {
        index += parts.count
        return true
      }
    }
    return false
  }

  mutating func unit() -> Grain? {
    for (grain, names) in LooseWords.units where take(names) { return grain }
    return nil
  }

  /// What `body` reads; nothing is taken where it reads nothing.
  mutating func trying<Result>(_ body: (inout PeriodReader) -> Result?) -> Result? {
    let start = index
    if let result = body(&self) { return result }
    index = start
    return nil
  }

  // MARK: Periods

  private mutating func period() -> PeriodPhrase.Kind? {
    let start = index
    if let found = relative() ?? range() ?? single() { return found }
    // `in September 2023`, `trong tháng này`
    let isWhole = plain == "ca" || plain == "trong"
    guard take(LooseWords.inside) || take(["ca", "toan"]) else { return nil }
    if take(["the"]) {}
    if let found = relative() ?? range() ?? single() { return found }
    // `trong tuần`, `cả năm`: the running one.
    if isWhole, let grain = unit(), plain.map({ $0.allSatisfy { !$0.isNumber } }) ?? true,
      !["dau", "cuoi", "gan", "nao"].contains(plain ?? "")
    {
      return grain == .day ? .today : .this(grain)
    }
    index = start
    return nil
  }

  /// Periods that today decides.
  private mutating func relative() -> PeriodPhrase.Kind? {
    if let edged = trying({ $0.edgedRange() }) { return edged }
    if take(LooseWords.today) { return .today }
    if take(LooseWords.dayBeforeYesterday) { return .unit(.day, start: today - 2) }
    if take(LooseWords.yesterday) { return .yesterday }
    if take(LooseWords.allTime) { return .all }
    for (grain, names) in LooseWords.unitToDate {
      let isTaken = trying { reader -> Bool? in
        // `từ đầu năm đến tháng 9` ends elsewhere.
        reader.take(names) && !["den", "toi", "to"].contains(reader.plain ?? "") ? true : nil
      }
      if isTaken == true { return .range(from: point(grain, today), to: nil) }
    }
    if let part = trying({ $0.partOfMonth() }) ?? trying({ $0.weekend() }) { return part }
    if let months = trying({ $0.monthsOfYear() }) { return months }
    if let ahead = trying({ $0.ahead() }) { return ahead }
    return trying { $0.counted() } ?? trying { $0.beforeUnit() } ?? trying { $0.behindUnit() } ?? trying { $0.half() }
  }

  /// `last 30 days`, `30 ngày gần nhất`, `trong 7 ngày qua`.
  private mutating func counted() -> PeriodPhrase.Kind? {
    _ = take(["the"])
    let isBefore = take(LooseWords.lastOnes)
    guard let count = plain.flatMap(LooseWords.smallNumber), (1...3_000).contains(count) else { return nil }
    index += 1
    guard let grain = unit() else { return nil }
    let isBehind = take(LooseWords.recently)
    return isBefore || isBehind ? .last(count, grain) : nil
  }

  /// `this month`, `last quarter`.
  mutating func beforeUnit() -> PeriodPhrase.Kind? {
    _ = take(["the"])
    if take(["this", "current"]) { return unit().map { .this($0) } }
    if take(["last", "previous", "prior", "past"]) { return unit().map { .previous($0) } }
    if take(["next", "coming"]) { return unit().map { next($0) } }
    return nil
  }

  /// `tháng này`, `năm ngoái`, `quý vừa rồi`.
  mutating func behindUnit() -> PeriodPhrase.Kind? {
    guard let grain = unit() else { return nil }
    if take(LooseWords.running) { return .this(grain) }
    if take(LooseWords.former) { return .previous(grain) }
    if take(LooseWords.coming) { return next(grain) }
    return nil
  }

  private func next(_ grain: Grain) -> PeriodPhrase.Kind {
    .unit(grain, start: grain.adding(1, to: grain.start(of: today)))
  }

  /// `6 tháng đầu năm 2023`, `nửa cuối năm 2023`, `first half of 2023`, `h1 2023`.
  private mutating func half() -> PeriodPhrase.Kind? {
    var isFirst = true
    if take(LooseWords.firstHalf) {
    } else if take(LooseWords.secondHalf) {
      isFirst = false
    } else {
      return nil
    }
    let year = yearBehind() ?? civil.year
    let from = CivilDate(year: year, month: isFirst ? 1 : 7, day: 1).dayNumber
    let to = CivilDate(year: year, month: isFirst ? 6 : 12, day: 1).dayNumber
    return .range(from: point(.month, from), to: point(.month, to))
  }

  /// `9 tháng đầu năm 2023`, `3 tháng cuối năm`, `first 9 months of 2023`.
  private mutating func monthsOfYear() -> PeriodPhrase.Kind? {
    let isEnglish = plain == "first" || plain == "last"
    var isFirst = plain == "first"
    if isEnglish { index += 1 }
    guard let count = plain.flatMap(LooseWords.smallNumber), (1...11).contains(count) else { return nil }
    index += 1
    let isQuarters = take(["quy", "quarters", "quarter"])
    guard isQuarters || take(["thang", "months", "month"]), !isQuarters || count < 4 else { return nil }
    let months = isQuarters ? count * 3 : count
    if isEnglish {
      guard take(["of", "in"]) else { return nil }
    } else {
      isFirst = take(["dau"])
      guard isFirst || take(["cuoi"]), plain == "nam" else { return nil }
    }
    let year = yearBehind()
    guard year != nil || !isEnglish && take(["nam"]) else { return nil }
    func month(_ number: Int) -> PeriodPhrase.Point {
      point(.month, CivilDate(year: year ?? civil.year, month: number, day: 1).dayNumber)
    }
    return .range(from: month(isFirst ? 1 : 13 - months), to: month(isFirst ? months : 12))
  }

  // MARK: Ranges

  private mutating func range() -> PeriodPhrase.Kind? {
    trying { $0.openRange() } ?? trying { $0.dayRange() }
      ?? trying { reader in
        let isAfter = reader.take(["after", "sau"])
        if isAfter || reader.take(["since", "ke tu", "starting"]) {
          guard var from = reader.moment() else { return nil }
          // Not the day, the month itself.
          if isAfter { from.start = from.grain.adding(1, to: from.start) }
          _ = reader.take(["den nay", "toi nay", "den gio", "tro di"])
          return .range(from: from, to: nil)
        }
        // `nửa đầu tháng 12`, `nửa cuối tháng trước`: up to the 15th, or from the 16th on.
        let isEarly = reader.take(["nua dau", "first half of"])
        if isEarly || reader.take(["nua cuoi", "nua sau", "second half of"]) {
          guard let month = reader.moment(), month.grain == .month else { return nil }
          let days = isEarly ? (0, 14) : (15, Grain.month.adding(1, to: month.start) - month.start - 1)
          return .range(
            from: reader.point(.day, month.start + days.0), to: reader.point(.day, month.start + days.1))
        }
        let isBetween = reader.take(["between", "giua"])
        let isFrom = isBetween || reader.take(["from", "tu"])
        if isFrom, reader.take(["dau nam"]) {
          _ = reader.take(["den nay", "toi nay", "den gio", "den hom nay"])
          return .range(from: reader.point(.year, reader.today), to: nil)
        }
        let start = reader.index
        guard var from = reader.moment() else { return nil }
        reader.isAmongDays = from.grain == .day
        let joins = isBetween ? ["and", "va"] : ["to", "den", "toi", "until", "till", "through", "-", "–"]
        // `tháng 10 và 11 năm 2023`
        if let next = reader.trying({ $0.next(behind: from) }) {
          reader.isPair = true
          return next
        }
        guard reader.take(joins) else {
          // `từ 2023-09-01`, up to today
          return isFrom && !isBetween ? .range(from: from, to: nil) : nil
        }
        if reader.take(["nay", "gio"] + LooseWords.today + ["now"]) { return .range(from: from, to: nil) }
        let second = reader.index
        guard var to = reader.moment() else { return nil }
        // `tháng 1 đến tháng 3 năm 2023`: the year is that of both.
        if !from.hasYear, to.hasYear { from = from.moved(toYearBefore: to) }
        // Both ends are written alike: where one has its month first, so has the other.
        let isMonthFirst = [start, second].contains { LooseDate.isMonthFirst(reader.words[$0].plain) }
        if isMonthFirst || from.start > to.start, let other = reader.monthFirst(start, second) { (from, to) = other }
        guard from.start <= to.start else { return nil }
        return .range(from: from, to: to)
      }
  }

  /// `until September`, `before October 2023`, `đến hết tháng 9`: from the first day of the end's year.
  private mutating func openRange() -> PeriodPhrase.Kind? {
    let isBefore = take(["before", "prior to", "truoc"])
    guard isBefore || take(LooseWords.until), var to = moment() else { return nil }
    if isBefore { to.start = to.grain.start(of: to.start - 1) }
    // Before a year, or up to its end, the beginning is anyone's guess.
    let year = CivilDate(dayNumber: to.start).year
    let start = CivilDate(year: year, month: 1, day: 1).dayNumber
    guard to.grain != .year, to.grain.start(of: start) >= start else { return nil }
    isOpen = true
    return .range(from: point(to.grain == .day ? .day : .month, start), to: to)
  }

  /// `và 11 năm 2023` behind `tháng 10`: the unit that follows it.
  private mutating func next(behind first: PeriodPhrase.Point) -> PeriodPhrase.Kind? {
    guard first.grain != .day else { return nil }
    var from = first
    var last: PeriodPhrase.Point?
    // `tháng 10, 11 và 12`: one after the other without a gap.
    while true {
      let place = index
      let isJoined = take([", and", ", va", "va", "and", "&", ",", "+", "voi"])
      // `t10 t11 t12` needs no more between them.
      let glued = plain.flatMap(LooseDate.glued).flatMap { $0.grain == first.grain && $0.year == nil ? $0.number : nil }
      guard isJoined || glued != nil else { break }
      _ = take(LooseWords.units.first { $0.0 == first.grain }?.1 ?? [])
      let number = glued ?? plain.flatMap { Int($0) ?? (first.grain == .month ? LooseWords.months[$0] : nil) }
      index += 1
      let year = number == nil ? nil : yearBehind()
      guard let number, let to = unitPoint(first.grain, number, year) else {
        index = place
        break
      }
      if year != nil, last == nil { from = from.moved(toYearBefore: to) }
      guard to.start == first.grain.adding(1, to: last?.start ?? from.start) else { return nil }
      last = to
    }
    return last.map { .range(from: from, to: $0) }
  }

  /// Both ends with the month before the day, `9/1/2023`: where the other way round makes no sense.
  private func monthFirst(_ first: Int, _ second: Int) -> (PeriodPhrase.Point, PeriodPhrase.Point)? {
    guard let from = LooseDate.read(words[first].plain, monthFirst: true, today: today),
      let to = LooseDate.read(words[second].plain, monthFirst: true, today: today)
    else { return nil }
    return (from, to)
  }
}
