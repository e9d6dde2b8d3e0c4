/// A moment: seconds since the start of the first day; negative is null.
typealias Moment = Int32
/// A day: its number counted from the first day, which is 0; birthdays lie before, planned dates behind the last.
typealias Day = Int

/// The days a demo company has lived through: how busy each was, and how a day is written.
struct DemoCalendar {
  /// The years whose Tết is known; the last day must lie in one of them.
  static let firstYear = 2018
  static let lastYear = 2035
  static let secondsPerDay = 86_400

  /// The number of days; the last one is `count - 1`.
  let count: Int
  /// The first day, as days since 1970-01-01.
  let epochDay: Int
  /// How many customers come on a day, relative to the others.
  let arrivals: [Int]
  /// In thousandths, how likely somebody is at work on a day.
  let openness: [Int]

  /// The end of the last day: every moment lies before it.
  var end: Moment { Moment(count * Self.secondsPerDay) }

  /// Three years up to and including a date `YYYY-MM-DD`; nil where it is none or lies outside the known years.
  init?(end text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (48...57).contains($0) }),
      let year = Int(Substring(parts[0])), let month = Int(Substring(parts[1])), let day = Int(Substring(parts[2])),
      (Self.firstYear...Self.lastYear).contains(year), (1...12).contains(month), day >= 1
    else { return nil }
    let last = Self.epochDay(year, month, day)
    guard Self.civil(last) == (year, month, day) else { return nil }
    let first = Self.epochDay(year - 3, month, month == 2 ? min(day, 28) : day) + 1
    epochDay = first
    count = last - first + 1

    let tet = Self.tet.map { Self.epochDay($0.0, $0.1, $0.2) }
    var arrivals: [Int] = []
    var openness: [Int] = []
    for number in 0..<count {
      let epoch = first + number
      let date = Self.civil(epoch)
      let weekday = Self.weekday(epoch)
      let offset = tet.map { epoch - $0 }.min { abs($0) < abs($1) } ?? Int.max
      let holiday = Self.holidays.contains(date.month * 100 + date.day)
      // The company doubles in three years, a little faster in the end.
      let growth = 1000 + number * 700 / count + number * number / count * 600 / count
      var weight = growth * Self.byWeekday[weekday - 1] / 100 * Self.byMonth[date.month - 1] / 100
      weight = weight * Self.aroundTet(offset) / 100
      arrivals.append(max(1, holiday ? weight / 4 : weight))
      var open = weekday == 7 ? 90 : weekday == 6 ? 480 : 1000
      if (-2...5).contains(offset) { open = 15 } else if (6...8).contains(offset) { open = open / 2 }
      openness.append(holiday ? min(open, 60) : open)
    }
    self.arrivals = arrivals
    self.openness = openness
  }

  // MARK: dates

  /// Day numbers since 1970-01-01.
  ///
  /// Source: H. Hinnant, "chrono-compatible low-level date algorithms".
  static func epochDay(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date of a day number since 1970-01-01, of the years from 0 on.
  static func civil(_ epochDay: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = epochDay + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Monday 1 … Sunday 7 of a day number since 1970-01-01.
  static func weekday(_ epochDay: Int) -> Int { (epochDay + 3) % 7 + 1 }

  /// The number of a date, counted from the first day.
  func day(_ year: Int, _ month: Int, _ day: Int) -> Day { Self.epochDay(year, month, day) - epochDay }

  func date(_ day: Day) -> (year: Int, month: Int, day: Int) { Self.civil(epochDay + day) }

  func weekday(_ day: Day) -> Int { Self.weekday(epochDay + day) }

  /// The years that have days here.
  var years: ClosedRange<Int> { date(0).year...date(count - 1).year }

  /// Months since the first day's month.
  func monthIndex(_ day: Day) -> Int {
    let first = date(0)
    let date = date(day)
    return (date.year - first.year) * 12 + date.month - first.month
  }

  /// Tết (the first day of the lunar year) of a known year.
  func tet(of year: Int) -> Day? { Self.tet.first { $0.0 == year }.map { day($0.0, $0.1, $0.2) } }

  // MARK: working days

  /// The first day from that one on when somebody is at work; it may lie behind the last.
  func openDay(from day: Day, _ random: inout SeededGenerator) -> Day {
    var open = day
    while open < count, open < 0 || random.below(1000) >= openness[open] { open += 1 }
    return open
  }

  // MARK: seasons

  private static let byWeekday = [118, 112, 108, 104, 100, 56, 32]
  private static let byMonth = [104, 92, 100, 98, 100, 97, 94, 88, 102, 106, 120, 126]
  /// New Year, the southern liberation, Labour Day, National Day; month × 100 + day.
  private static let holidays: Set<Int> = [101, 430, 501, 902]

  /// In hundredths: a peak in the weeks before Tết, almost nobody over the holiday, a slow return.
  private static func aroundTet(_ offset: Int) -> Int {
    switch offset {
    case -38 ... -22: 122
    case -21 ... -9: 148
    case -8 ... -4: 82
    case -3 ... -1: 22
    case 0...3: 6
    case 4...6: 24
    case 7...14: 62
    case 15...24: 85
    default: 100
    }
  }

  /// The first day of the lunar year in Viet Nam (2030 is a day before the Chinese one).
  private static let tet: [(Int, Int, Int)] = [
    (2015, 2, 19), (2016, 2, 8), (2017, 1, 28), (2018, 2, 16), (2019, 2, 5), (2020, 1, 25), (2021, 2, 12),
    (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6), (2028, 1, 26),
    (2029, 2, 13), (2030, 2, 2), (2031, 1, 23), (2032, 2, 11), (2033, 1, 31), (2034, 2, 19), (2035, 2, 8),
    (2036, 1, 28),
  ]
}
