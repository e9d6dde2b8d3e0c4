import KPIEngine
import KPILanguage

// One unit of the calendar by its name or number.
extension PeriodReader {
  mutating func single() -> PeriodPhrase.Kind? {
    trying { reader in
      guard let point = reader.moment() else { return nil }
      reader.hasYear = point.hasYear
      return .unit(point.grain, start: point.start)
    }
  }

  /// A calendar unit that is named: `tháng 9/2023`, `quý 3 năm 2023`, `2023-09-15`, `Sep 2023`, `2023`.
  mutating func moment() -> PeriodPhrase.Point? {
    let point = trying { $0.numbered() } ?? trying { $0.namedMonth() } ?? trying { $0.written() }
    guard let point, !point.hasYear, point.grain == .month || point.grain == .quarter else { return point }
    // `q4 này`; `tháng 1 tới`, but `tháng 1 tới tháng 3`.
    // `tháng năm nay` is a month of this year.
    if words[index - 1].plain.contains(where: \.isNumber) { _ = take(["nay"]) }
    let isComing = trying { reader -> Bool? in
      reader.take(["toi", "sap toi", "toi day"]) && reader.isAtEnd ? true : nil
    }
    guard isComing == true, point.start <= today else { return point }
    var next = point
    next.start = Grain.year.adding(1, to: point.start)
    return next
  }

  /// No more of the line, or what is no end of a range.
  private var isAtEnd: Bool {
    guard index < words.endIndex else { return true }
    var behind = self
    return behind.moment() == nil
  }

  /// `tháng 9`, `month 9 2023`, `t9/2023`, `quý III`, `tuần 36 năm 2023`, `ngày 15/9`.
  mutating func numbered() -> PeriodPhrase.Point? {
    if let year = trying({ $0.fiscalYear() }) { return year }
    _ = take(["ca", "full", "whole", "the full", "the whole", "entire", "the entire", "the whole of", "all of"])
    if let quarter = trying({ $0.ordinalQuarter() }) { return quarter }
    if let glued = plain.flatMap(LooseDate.glued) {
      index += 1
      return unitPoint(glued.grain, glued.number, glued.year ?? yearBehind())
    }
    guard let grain = unit() else { return nil }
    // `the week of 2023-12-04`, `tuần có ngày 4/12`
    if grain != .day, take(["of", "co ngay", "chua ngay", "cua ngay"]), let day = moment(), day.grain == .day {
      return PeriodPhrase.Point(grain: grain, start: grain.start(of: day.start), hasYear: day.hasYear)
    }
    guard let text = plain else { return nil }
    if let date = LooseDate.read(text, monthFirst: false, today: today) {
      // `month 2023-Q3`: the literal says which unit it is.
      let isSpelled = DateLiteral(spelled: text.uppercased()) != nil && (date.grain != .year || grain == .year)
      if date.grain == grain || grain == .year || isSpelled {
        index += 1
        return date.grain == grain || isSpelled ? date : nil
      }
    }
    // `ngày 15 tháng 12 năm 2023`
    if grain == .day, let day = Int(text), (1...31).contains(day), index + 2 < words.endIndex,
      words[index + 1].plain == "thang", let month = Int(words[index + 2].plain)
    {
      index += 3
      let year = yearBehind()
      let here = CivilDate(year: year ?? civil.year, month: month, day: day)
      let isAhead = year == nil && here.isValid && here.dayNumber > today
      let date = isAhead ? CivilDate(year: civil.year - 1, month: month, day: day) : here
      return date.isValid ? PeriodPhrase.Point(grain: .day, start: date.dayNumber, hasYear: year != nil) : nil
    }
    // `tháng 9 vừa rồi`
    defer { if grain != .day { _ = take(["vua roi", "vua qua"]) } }
    if grain == .month, let number = LooseWords.monthNumbers[text] {
      index += 1
      return unitPoint(.month, number, yearBehind())
    }
    // `9/2023`, `3-2023`
    let parts = text.split(whereSeparator: { "/-.".contains($0) }).map { Int($0) }
    if parts.count == 2, let number = parts[0], let year = parts[1], year > 1_000 {
      index += 1
      return unitPoint(grain, number, year)
    }
    guard let number = Int(text) ?? LooseWords.roman[text], grain != .year, grain != .day else { return nil }
    index += 1
    return unitPoint(grain, number, yearBehind())
  }

  /// `fy2023`, `FY 23`, `năm tài chính 2023`: a company's year is the calendar's, where its model says nothing else.
  private mutating func fiscalYear() -> PeriodPhrase.Point? {
    var digits: Substring?
    if let text = plain, text.hasPrefix("fy"), text.count > 2 {
      digits = text.dropFirst(2)
    } else if take(["fy", "fiscal year", "nam tai chinh", "calendar year", "nien do"]) {
      digits = plain.map { $0[...] }
    }
    guard let digits, let number = Int(digits), digits.count == 2 || digits.count == 4 else { return nil }
    index += 1
    return unitPoint(.year, digits.count == 2 ? 2_000 + number : number, nil)
  }

  /// `last September`: the latest that is over; `this September`.
  private mutating func relativeMonth() -> PeriodPhrase.Point? {
    let isLast = take(["last", "past", "the last"])
    let isNext = !isLast && take(["next", "coming", "this coming"])
    guard isLast || isNext || take(["this", "this past"]), let month = plain.flatMap({ LooseWords.months[$0] }) else {
      return nil
    }
    index += 1
    if isNext { return unitPoint(.month, month, month > civil.month ? civil.year : civil.year + 1) }
    let isOver = month < civil.month
    let year = isLast && !isOver ? civil.year - 1 : civil.year
    return unitPoint(.month, month, year)
  }

  /// `the third quarter of 2023`.
  private mutating func ordinalQuarter() -> PeriodPhrase.Point? {
    let ordinals = ["first", "second", "third", "fourth"]
    guard let number = plain.flatMap(ordinals.firstIndex(of:)) else { return nil }
    index += 1
    guard take(["quarter"]) else { return nil }
    return unitPoint(.quarter, number + 1, yearBehind())
  }

  /// `September 2023`, `Sep 15 2023`, `15 September`.
  mutating func namedMonth() -> PeriodPhrase.Point? {
    if let month = trying({ $0.relativeMonth() }) { return month }
    var day: Int?
    if let number = plain.flatMap({ Int($0) }), (1...31).contains(number), index + 1 < words.endIndex,
      LooseWords.months[words[index + 1].plain] != nil
    {
      day = number
      index += 1
    }
    // `máy lọc nước` begins with no May.
    guard let month = plain.flatMap({ LooseWords.months[$0] }), words[index].text.lowercased() != "máy" else {
      return nil
    }
    index += 1
    if day == nil, let number = plain.flatMap({ Int($0) }), (1...31).contains(number) {
      // `dec 23` is a month of a year or a day of this one: nobody has said.
      let isOn = index - 1 > words.startIndex && words[index - 2].plain == "on"
      let years = civil.year % 100 - 2...civil.year % 100
      if years.contains(number), words[index].text == "\(number)", !isOn, !isAmongDays, !hasYearBehind { return nil }
      day = number
      index += 1
      _ = take([","])
    }
    _ = take(["of"])
    let year = yearBehind()
    guard let day else { return unitPoint(.month, month, year) }
    let date = CivilDate(year: year ?? civil.year, month: month, day: day)
    return date.isValid ? PeriodPhrase.Point(grain: .day, start: date.dayNumber, hasYear: year != nil) : nil
  }

  /// `Dec 23 2023`, `Dec 23, 2023`.
  private var hasYearBehind: Bool {
    var behind = self
    behind.index += 1
    return behind.yearBehind() != nil
  }

  /// A literal alone.
  mutating func written() -> PeriodPhrase.Point? {
    guard let text = plain, let point = LooseDate.read(text, monthFirst: false, today: today) else { return nil }
    index += 1
    return point
  }

  /// A year behind a unit's number: `năm 2023`, `of 2023`, `/2023`, `2023`; this year or last by a word.
  mutating func yearBehind() -> Int? {
    trying { reader in
      let isGlued = reader.take(["/"])
      if !isGlued { _ = reader.take([",", "-"]) }
      _ = reader.take(["of", "in", "cua", "trong"])
      let isNamed = reader.take(["nam", "year"])
      if isNamed, reader.take(LooseWords.running) { return reader.civil.year }
      if isNamed, reader.take(LooseWords.former) { return reader.civil.year - 1 }
      if isNamed, reader.take(LooseWords.coming) { return reader.civil.year + 1 }
      if !isNamed, reader.take(["next year", "the next year", "the coming year"]) { return reader.civil.year + 1 }
      if !isNamed, reader.take(["this year", "the year"]) { return reader.civil.year }
      if !isNamed, reader.take(["last year", "the previous year", "previous year"]) { return reader.civil.year - 1 }
      // `T9/23`
      if isGlued, let year = reader.plain.flatMap({ Int($0) }), (10...50).contains(year) {
        reader.index += 1
        return 2_000 + year
      }
      guard let year = reader.plain.flatMap({ Int($0) }), (1_900...2_200).contains(year) else { return nil }
      reader.index += 1
      return year
    }
  }

  var civil: CivilDate { CivilDate(dayNumber: today) }

  func point(_ grain: Grain, _ day: Int) -> PeriodPhrase.Point {
    PeriodPhrase.Point(grain: grain, start: grain.start(of: day))
  }

  /// A unit by its number; without a year the last that has begun.
  func unitPoint(_ grain: Grain, _ number: Int, _ year: Int?) -> PeriodPhrase.Point? {
    func start(_ year: Int) -> Int? {
      switch grain {
      case .month where (1...12).contains(number): CivilDate(year: year, month: number, day: 1).dayNumber
      case .quarter where (1...4).contains(number): CivilDate(year: year, month: number * 3 - 2, day: 1).dayNumber
      case .year where (1_900...2_200).contains(number): CivilDate(year: number, month: 1, day: 1).dayNumber
      case .week where (1...53).contains(number):
        Grain.week.start(of: CivilDate(year: year, month: 1, day: 4).dayNumber) + (number - 1) * 7
      default: nil
      }
    }
    if let year { return start(year).map { PeriodPhrase.Point(grain: grain, start: $0) } }
    guard let here = start(civil.year), let before = start(civil.year - 1) else { return nil }
    return PeriodPhrase.Point(grain: grain, start: here <= today ? here : before, hasYear: false)
  }
}

extension PeriodPhrase.Point {
  /// The same month, day or quarter of another point's year, or of the year before where it would lie behind it.
  func moved(toYearBefore other: PeriodPhrase.Point) -> PeriodPhrase.Point {
    let own = CivilDate(dayNumber: start)
    let year = CivilDate(dayNumber: other.start).year
    var moved = self
    moved.hasYear = true
    moved.start = own.adding(months: (year - own.year) * 12).dayNumber
    if moved.start > other.start { moved.start = own.adding(months: (year - 1 - own.year) * 12).dayNumber }
    return moved
  }
}
