import Testing

@testable import KPIEngine

/// The calendar, day by day from 1600 to 2400: what follows a day is told by counting on.
@Suite struct CalendarTests {
  @Test func daysFollowEachOther() throws {
    var expected = CivilDate(year: 1600, month: 1, day: 1)
    var weekday = 6
    var looked = 0
    for day in expected.dayNumber..<CivilDate(year: 2400, month: 1, day: 1).dayNumber {
      let date = CivilDate(dayNumber: day)
      try #require(date == expected && date.dayNumber == day && CivilDate.weekday(ofDay: day) == weekday)
      let stamp = Stamp.start(of: day)
      try #require(monthNumber(stamp) == Int64(date.year * 12 + date.month - 1))
      // A week is that of its Monday, on both sides of 1970.
      try #require(weekNumber(stamp) * 7 == Int64(day - weekday + 1) + 3)
      try #require(Grain.week.start(of: day) == day - weekday + 1)
      let ends = expected.day == CivilDate.daysIn(month: expected.month, of: expected.year)
      if ends, expected.month == 12 {
        expected = CivilDate(year: expected.year + 1, month: 1, day: 1)
      } else if ends {
        expected = CivilDate(year: expected.year, month: expected.month + 1, day: 1)
      } else {
        expected.day += 1
      }
      weekday = weekday % 7 + 1
      looked += 1
    }
    // Four hundred years have 146,097 days.
    #expect(looked == 2 * 146_097)
  }
}
