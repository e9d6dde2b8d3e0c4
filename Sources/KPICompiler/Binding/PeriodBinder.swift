import KPIEngine
import KPILanguage

/// Reckons periods as written into days, in the company's calendar.
struct PeriodBinder {
  /// The running day.
  let today: Int
  /// What a variable is.
  let variable: (String) -> Compiler.Variable

  enum Failure: Error {
    case unknownVariable(Name)
    case notADate(Name)
    case notACount(Count.Failure)
    case reversed(first: Int, last: Int)
    case noDays
    case outOfRange
    /// Days that no date can name.
    case beyondDates
    /// Days that are no part of one unit, as `month 2023-Q3`.
    case several(CalendarUnit, first: Int, last: Int)
  }

  /// The days that a date can name, of the years 1 to 9999.
  private static let datable =
    CivilDate(year: 1, month: 1, day: 1).dayNumber..<CivilDate(year: 10_000, month: 1, day: 1).dayNumber

  /// The period's unit; for `all` its start is found from the data.
  func unit(_ period: Period, earliest: () -> Int?) throws(Failure) -> FrameUnit {
    let unit = try reckoned(period, earliest: earliest)
    guard Self.datable.contains(unit.start) else { throw .beyondDates }
    return unit
  }

  private func reckoned(_ period: Period, earliest: () -> Int?) throws(Failure) -> FrameUnit {
    switch period.kind {
    case .unit(let unit, let moment):
      guard let grain = Grain(unit) else { throw .outOfRange }
      guard let moment else { return current(grain) }
      let days = try self.days(moment)
      // `month $d`: the month that holds the day.
      let found = calendar(grain, grain.start(of: days.lowerBound))
      if days.count > found.end - found.start {
        throw .several(unit, first: days.lowerBound, last: days.upperBound - 1)
      }
      return found
    case .within(let moment):
      let days = try self.days(moment)
      return FrameUnit(start: days.lowerBound, end: days.upperBound, grain: try grain(of: moment))
    case .range(let from, let to):
      let first = try days(from).lowerBound
      let end = try days(to).upperBound
      if end <= first { throw .reversed(first: first, last: end - 1) }
      return FrameUnit(start: first, end: end, grain: nil)
    case .last(let count, let unit):
      let count = try number(count)
      guard let grain = Grain(unit), count > 0, count <= 100_000 else { throw .noDays }
      let running = grain.start(of: today)
      let start = grain.adding(1 - count, to: running)
      return FrameUnit(start: start, end: grain.adding(1, to: running), grain: count == 1 ? grain : nil)
    case .previous(let unit):
      guard let grain = Grain(unit) else { throw .outOfRange }
      return calendar(grain, grain.adding(-1, to: grain.start(of: today)))
    case .this(let unit):
      guard let grain = Grain(unit) else { throw .outOfRange }
      return current(grain)
    case .today: return calendar(.day, today)
    case .yesterday: return calendar(.day, today - 1)
    case .all:
      var unit = FrameUnit(start: min(earliest() ?? today, today), end: today + 1, grain: nil)
      unit.isAll = true
      return unit
    case .variable(let name): return try unit(of: name)
    }
  }

  /// The period that a variable holds.
  private func unit(of name: Name) throws(Failure) -> FrameUnit {
    switch variable(name.text) {
    case .undefined: throw .unknownVariable(name)
    // Any date does while a script is only being checked.
    case .unknown: return calendar(.day, today)
    case .table: throw .notADate(name)
    case .value(let value, _, _):
      guard let unit = Self.unit(of: value) else { throw .notADate(name) }
      return unit
    }
  }

  private func number(_ count: Count) throws(Failure) -> Int {
    do throws(Count.Failure) {
      return try count.number(variable)
    } catch {
      throw .notACount(error)
    }
  }

  /// The period that a variable's value stands for.
  static func unit(of value: Value) -> FrameUnit? {
    switch value {
    case .date(let day), .time(let day, _): FrameUnit(start: day, end: day + 1, grain: .day)
    case .moment(let moment): FrameUnit(start: moment.day, end: moment.day + 1, grain: .day)
    case .unit(let grain, let day): FrameUnit(start: day, end: grain.adding(1, to: day), grain: grain)
    default: nil
    }
  }

  private func current(_ grain: Grain) -> FrameUnit { calendar(grain, grain.start(of: today)) }

  private func calendar(_ grain: Grain, _ start: Int) -> FrameUnit {
    FrameUnit(start: start, end: grain.adding(1, to: start), grain: grain)
  }

  private func grain(of moment: Moment) throws(Failure) -> Grain? {
    guard moment.offsets.isEmpty else { return .day }
    switch moment.base {
    case .literal(let literal): return Self.grain(of: literal)
    case .today: return .day
    case .variable(let name):
      if case .value(.unit(let grain, _), _, _) = variable(name.text) { return grain }
      return .day
    }
  }

  /// The days of a moment: one day, or the whole of a literal's unit.
  func days(_ moment: Moment) throws(Failure) -> Range<Int> {
    var days: Range<Int>
    switch moment.base {
    case .literal(let literal): days = Self.days(of: literal)
    case .today: days = today..<today + 1
    case .variable(let name):
      let unit = try unit(of: name)
      days = unit.start..<unit.end
    }
    for offset in moment.offsets {
      let count = try number(offset.span.count)
      guard let grain = Grain(offset.span.unit), count <= 1_000_000 else { throw .outOfRange }
      let start = grain.adding(offset.isNegative ? -count : count, to: days.lowerBound)
      guard Self.datable.contains(start) else { throw .beyondDates }
      days = start..<start + 1
    }
    return days
  }

  static func grain(of literal: DateLiteral) -> Grain {
    switch literal {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }

  /// The days of a literal's unit.
  static func days(of literal: DateLiteral) -> Range<Int> {
    let start: Int =
      switch literal {
      case .day(let year, let month, let day): CivilDate(year: year, month: month, day: day).dayNumber
      case .week(let year, let week):
        Grain.week.start(of: CivilDate(year: year, month: 1, day: 4).dayNumber) + (week - 1) * 7
      case .month(let year, let month): CivilDate(year: year, month: month, day: 1).dayNumber
      case .quarter(let year, let quarter): CivilDate(year: year, month: quarter * 3 - 2, day: 1).dayNumber
      case .year(let year): CivilDate(year: year, month: 1, day: 1).dayNumber
      }
    return start..<grain(of: literal).adding(1, to: start)
  }

  /// The value that a literal is in an expression.
  static func value(of literal: DateLiteral) -> Value {
    let start = days(of: literal).lowerBound
    return grain(of: literal) == .day ? .date(start) : .unit(grain(of: literal), day: start)
  }
}

extension Grain {
  /// How messages write it.
  var told: Message { CalendarUnit(rawValue: rawValue)?.told ?? Message(written: rawValue) }

  /// The grain of a calendar unit; nil for hours and weekdays, which have no place on the calendar.
  init?(_ unit: CalendarUnit) {
    switch unit {
    case .day: self = .day
    case .week: self = .week
    case .month: self = .month
    case .quarter: self = .quarter
    case .year: self = .year
    case .hour, .weekday: return nil
    }
  }

  /// The units that a period has, each cut to it; those that begin after today only where something counts there.
  func units(of whole: FrameUnit, today: Int, isAhead: Bool = false) -> [FrameUnit] {
    var units: [FrameUnit] = []
    var start = self.start(of: whole.start)
    while start < whole.end {
      let end = adding(1, to: start)
      let cut = FrameUnit(
        start: max(start, whole.start), end: min(end, whole.end),
        grain: start >= whole.start && end <= whole.end ? self : nil, label: label(start))
      if isAhead || cut.start <= today { units.append(cut) }
      start = end
    }
    return units
  }

  private func label(_ start: Int) -> Value { self == .day ? .date(start) : .unit(self, day: start) }
}
