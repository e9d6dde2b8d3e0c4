/// Days, weeks, months and ages: reckoned from day numbers, which a time's column has by itself.
extension Resolver {
  /// The distance between two times in units of the calendar; nil for other functions.
  func calendarDistance(_ function: Scalar.Function, _ times: [Scalar]) -> Resolved? {
    switch function {
    case .days, .weeks, .calendarMonths: break
    default: return nil
    }
    guard times.count == 2, let from = days(of: times[0]), let to = days(of: times[1]) else { return .null }
    switch function {
    case .weeks:
      let distance = Distance(from, to)
      return .exact({ rows, out in distance.each(rows, out) { weekNumber(ofDay: $0) } }, scale: 0)
    case .calendarMonths:
      let (distance, table) = (Distance(from, to), DateTable.shared)
      return .exact({ rows, out in distance.each(rows, out) { table.month(ofDay: $0) } }, scale: 0)
    default:
      let distance = Distance(from, to)
      return .exact({ rows, out in distance.each(rows, out) { $0 } }, scale: 0)
    }
  }

  /// Day numbers of a time: one for all rows, or each row's; `nullNumber` is null.
  private enum Days {
    case same(() -> Int64)
    case each(Fill<Int64>)

    var fill: Fill<Int64> {
      switch self {
      case .same(let day):
        { rows, out in out.update(repeating: day(), count: rows.count) }
      case .each(let fill): fill
      }
    }
  }

  /// Nil where it is no time.
  private func days(of time: Scalar) -> Days? {
    switch time {
    case .boundary(let boundary, _): return .same { [clock] in Stamp.day(clock.value(boundary)) }
    case .stamp(let day, _): return .same { Int64(day) }
    case .moment(let stamp): return .same { Stamp.day(stamp) }
    case .time(let path, let column, let isPlanned):
      return dayColumn(path, column, isPlanned: isPlanned).map { .each($0) }
    case .choose(let condition, let then, let otherwise) where common?.holds(time) != true:
      switch (days(of: then), days(of: otherwise)) {
      case (let then?, let otherwise?): return .each(select(test(condition), then.fill, otherwise.fill))
      case (let then?, nil) where otherwise == .null: return .each(select(test(condition), then.fill, nulls()))
      case (nil, let otherwise?) where then == .null: return .each(select(test(condition), nulls(), otherwise.fill))
      default: break
      }
    default: break
    }
    guard case .stamps(let fill) = resolve(time) else { return nil }
    return .each { rows, out in
      fill(rows, out)
      for index in 0..<rows.count {
        let stamp = out[index]
        out[index] = stamp == nullNumber ? nullNumber : Stamp.day(stamp)
      }
    }
  }

  /// From one day of each row to another.
  private struct Distance {
    /// The first day, where it is the same for all rows.
    private let start: (() -> Int64)?
    private let from: Fill<Int64>
    private let to: Fill<Int64>
    private let starts = Scratch<Int64>()

    init(_ from: Days, _ to: Days) {
      start = if case .same(let day) = from { day } else { nil }
      (self.from, self.to) = (from.fill, to.fill)
    }

    @inline(__always)
    func each(_ rows: Rows, _ out: UnsafeMutablePointer<Int64>, _ number: (Int64) -> Int64) {
      to(rows, out)
      if let start {
        let first = number(start())
        rows.each(out, out) { $0 == nullNumber ? nullNumber : number($0) &- first }
      } else {
        from(rows, starts.base)
        rows.each(starts.base, out, out) { difference($0, $1, number) }
      }
    }
  }

  /// The hour of the clock or the day of the week (1 is Monday) at which a row is placed.
  func clockNumber(_ unit: Scalar.ClockUnit) -> Resolved {
    guard let time else { return .null }
    switch unit {
    case .weekday:
      guard let day = days(of: time)?.fill else { return .null }
      return .exact(
        { rows, out in
          day(rows, out)
          rows.each(out, out) { $0 == nullNumber ? nullNumber : $0 &- 7 &* weekNumber(ofDay: $0) &+ 4 }
        }, scale: 0)
    case .hour:
      guard case .stamps(let fill) = resolve(time) else { return .null }
      let times = QuietTimes(context.store.zone)
      return .exact(
        { rows, out in
          fill(rows, out)
          times.hours(of: out, count: rows.count, into: out)
        }, scale: 0)
    }
  }

  func age(_ birthday: Scalar) -> Resolved {
    guard let born = days(of: birthday)?.fill else { return .null }
    let table = DateTable.shared
    return .exact(
      { [clock] rows, out in
        born(rows, out)
        let today = table.date(ofDay: Stamp.day(clock.asOf))
        for index in 0..<rows.count {
          let day = out[index]
          out[index] = day == nullNumber ? nullNumber : DateTable.years(from: table.date(ofDay: day), to: today)
        }
      }, scale: 0)
  }
}

/// The number of the ISO week that holds a moment, counted from the Monday before 1970.
func weekNumber(_ stamp: Int64) -> Int64 { weekNumber(ofDay: Stamp.day(stamp)) }

@inline(__always)
private func weekNumber(ofDay day: Int64) -> Int64 { floorDivide(day + 3, 7) }

/// The number of the calendar month that holds a moment, counted from year 0.
func monthNumber(_ stamp: Int64) -> Int64 { DateTable.shared.month(ofDay: Stamp.day(stamp)) }

/// The dates of the days that most databases speak of, looked up instead of reckoned.
///
/// A date is one number: its month, counted from year 0, times 32, and the day of the month.
struct DateTable {
  /// 1900 … 2049.
  static let shared = DateTable(
    CivilDate(year: 1900, month: 1, day: 1).dayNumber..<CivilDate(year: 2050, month: 1, day: 1).dayNumber)

  private let first: Int64
  private let dates: Buffer<Int32>

  private init(_ days: Range<Int>) {
    first = Int64(days.lowerBound)
    dates = Buffer<Int32>(count: days.count) { dates in
      var day = days.lowerBound
      while day < days.upperBound {
        // The days of a month follow each other.
        let date = CivilDate(dayNumber: day)
        let next = CivilDate(year: date.year + date.month / 12, month: date.month % 12 + 1, day: 1).dayNumber
        let number = Self.number(ofDay: day)
        for later in day..<min(next, days.upperBound) {
          dates.initializeElement(
            at: later - days.lowerBound, to: Int32(truncatingIfNeeded: number + Int64(later - day)))
        }
        day = next
      }
    }
  }

  @inline(__always)
  func date(ofDay day: Int64) -> Int64 {
    let place = day &- first
    // Inside the table the place is checked here, once; beyond it the calendar is asked.
    guard place >= 0, place < Int64(dates.count) else { return Self.number(ofDay: Int(day)) }
    return Int64(dates.base[Int(place)])
  }

  @inline(__always)
  func month(ofDay day: Int64) -> Int64 { date(ofDay: day) >> 5 }

  /// The whole years from one date to another; who was born on 29 February has the birthday on 1 March in other years.
  @inline(__always)
  static func years(from: Int64, to: Int64) -> Int64 {
    let months = (to >> 5) - (from >> 5) - (to & 31 >= from & 31 ? 0 : 1)
    return floorDivide(months, 12)
  }

  private static func number(ofDay day: Int) -> Int64 {
    let date = CivilDate(dayNumber: day)
    return Int64(date.year * 12 + date.month - 1) << 5 | Int64(date.day)
  }
}
