extension Grain {
  /// The first day of the unit that holds `day`.
  ///
  /// Weeks start on Monday.
  package func start(of day: Int) -> Int {
    let date = CivilDate(dayNumber: day)
    switch self {
    case .day: return day
    case .week: return day - CivilDate.weekday(ofDay: day) + 1
    case .month: return CivilDate(year: date.year, month: date.month, day: 1).dayNumber
    case .quarter: return CivilDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1).dayNumber
    case .year: return CivilDate(year: date.year, month: 1, day: 1).dayNumber
    }
  }

  /// A day moved by that many units; months, quarters and years clamp to the month's end.
  package func adding(_ count: Int, to day: Int) -> Int {
    switch self {
    case .day: day + count
    case .week: day + 7 * count
    case .month: CivilDate(dayNumber: day).adding(months: count).dayNumber
    case .quarter: CivilDate(dayNumber: day).adding(months: 3 * count).dayNumber
    case .year: CivilDate(dayNumber: day).adding(months: 12 * count).dayNumber
    }
  }

  /// The label of the unit that begins on `day`: `2023-09-06`, `2023-W36`, `2023-09`, `2023-Q3`, `2023`.
  package func label(ofUnitAt day: Int) -> String {
    let date = CivilDate(dayNumber: day)
    switch self {
    case .day: return date.iso
    case .week:
      // The ISO year is that of the week's Thursday.
      let thursday = CivilDate(dayNumber: day + 3)
      let firstMonday = Grain.week.start(of: CivilDate(year: thursday.year, month: 1, day: 4).dayNumber)
      return "\(CivilDate.padded(thursday.year, 4))-W\(CivilDate.padded((day - firstMonday) / 7 + 1, 2))"
    case .month: return "\(CivilDate.padded(date.year, 4))-\(CivilDate.padded(date.month, 2))"
    case .quarter: return "\(CivilDate.padded(date.year, 4))-Q\((date.month - 1) / 3 + 1)"
    case .year: return CivilDate.padded(date.year, 4)
    }
  }
}
