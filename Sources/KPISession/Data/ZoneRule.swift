import KPIEngine

/// The yearly rule of a zone after its last listed change, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1, 8.3 "Other Environment Variables", TZ; RFC 9636, 3.3.1, for hours beyond a day.
struct ZoneRule {
  /// When clocks change in a year: a day, and seconds after its midnight by the clock that is to change.
  private struct Change {
    enum Day {
      /// The week of a month (5 is its last), and the weekday, Sunday 0.
      case weekday(month: Int, week: Int, weekday: Int)
      /// 1 … 365; 29 February has no number.
      case dayWithoutLeap(Int)
      /// 0 … 365.
      case dayOfYear(Int)
    }

    let day: Day
    let seconds: Int64

    func moment(in year: Int, offset: Int32) -> Int64 { Int64(dayNumber(in: year)) * 86_400 + seconds - Int64(offset) }

    private func dayNumber(in year: Int) -> Int {
      let newYear = CivilDate(year: year, month: 1, day: 1).dayNumber
      switch day {
      case .dayOfYear(let day): return newYear + day
      case .dayWithoutLeap(let day): return newYear + day - 1 + (day >= 60 && CivilDate.isLeap(year) ? 1 : 0)
      case .weekday(let month, let week, let weekday):
        let first = CivilDate(year: year, month: month, day: 1).dayNumber
        let toWeekday = (weekday - CivilDate.weekday(ofDay: first) % 7 + 7) % 7
        var day = toWeekday + (week - 1) * 7
        while day >= CivilDate.daysIn(month: month, of: year) { day -= 7 }
        return first + day
      }
    }
  }

  private let standard: Int32
  private let summer: (offset: Int32, start: Change, end: Change)?

  /// Nil where the text is no such rule.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard Self.takeName(&rest), let west = Self.takeTime(&rest) else { return nil }
    standard = Int32(truncatingIfNeeded: -west)
    guard !rest.isEmpty else {
      summer = nil
      return
    }
    guard Self.takeName(&rest) else { return nil }
    var offset = -west + 3_600
    if rest.first != UInt8(ascii: ",") {
      guard let west = Self.takeTime(&rest) else { return nil }
      offset = -west
    }
    guard let start = Self.takeChange(&rest), let end = Self.takeChange(&rest), rest.isEmpty else { return nil }
    summer = (Int32(truncatingIfNeeded: offset), start, end)
  }

  /// The changes of those years in their order, with the offset that each begins.
  func changes(inYears years: Range<Int>) -> [(moment: Int64, offset: Int32)] {
    guard let summer else { return [] }
    return years.flatMap { year in
      [
        (moment: summer.start.moment(in: year, offset: standard), offset: summer.offset),
        (moment: summer.end.moment(in: year, offset: summer.offset), offset: standard),
      ]
    }.sorted { $0.moment < $1.moment }
  }

  // MARK: Reading

  /// `CET` or `<+07>`.
  private static func takeName(_ rest: inout ArraySlice<UInt8>) -> Bool {
    if rest.first == UInt8(ascii: "<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let name = rest.prefix { $0 | 32 >= UInt8(ascii: "a") && $0 | 32 <= UInt8(ascii: "z") }
    rest = rest[name.endIndex...]
    return !name.isEmpty
  }

  /// `-3:30`, in seconds.
  private static func takeTime(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    var sign: Int64 = 1
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      if first == UInt8(ascii: "-") { sign = -1 }
      rest = rest.dropFirst()
    }
    guard var seconds = takeNumber(&rest, most: 167).map({ Int64($0) * 3_600 }) else { return nil }
    for unit: Int64 in [60, 1] where rest.first == UInt8(ascii: ":") {
      rest = rest.dropFirst()
      guard let number = takeNumber(&rest, most: 59) else { return nil }
      seconds += Int64(number) * unit
    }
    return sign * seconds
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>, most: Int) -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty, digits.count <= 3 else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    rest = rest[digits.endIndex...]
    return number <= most ? number : nil
  }

  /// `,M3.5.0/2`, `,J60` or `,59`.
  private static func takeChange(_ rest: inout ArraySlice<UInt8>) -> Change? {
    guard rest.popFirst() == UInt8(ascii: ",") else { return nil }
    let day: Change.Day
    switch rest.first {
    case UInt8(ascii: "M"):
      rest = rest.dropFirst()
      guard let month = takeNumber(&rest, most: 12), month > 0, rest.popFirst() == UInt8(ascii: "."),
        let week = takeNumber(&rest, most: 5), week > 0, rest.popFirst() == UInt8(ascii: "."),
        let weekday = takeNumber(&rest, most: 6)
      else { return nil }
      day = .weekday(month: month, week: week, weekday: weekday)
    case UInt8(ascii: "J"):
      rest = rest.dropFirst()
      guard let number = takeNumber(&rest, most: 365), number > 0 else { return nil }
      day = .dayWithoutLeap(number)
    default:
      guard let number = takeNumber(&rest, most: 365) else { return nil }
      day = .dayOfYear(number)
    }
    guard rest.first == UInt8(ascii: "/") else { return Change(day: day, seconds: 7_200) }
    rest = rest.dropFirst()
    return takeTime(&rest).map { Change(day: day, seconds: $0) }
  }
}
