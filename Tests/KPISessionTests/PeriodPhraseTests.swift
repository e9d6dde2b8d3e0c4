import KPIEngine
import Testing

@testable import KPISession

/// Periods as people write them, on Friday 2024-03-15.
struct PeriodPhraseTests {
  private static let today = CivilDate(year: 2024, month: 3, day: 15).dayNumber

  @Test(arguments: [
    ("tháng 9", "month 2023-09"), ("tháng 3", "month 2024-03"), ("tháng 9/2023", "month 2023-09"),
    ("tháng 9 năm 2023", "month 2023-09"), ("t9/2023", "month 2023-09"), ("thang chin nam 2023", "month 2023-09"),
    ("09/2023", "month 2023-09"), ("2023-9", "month 2023-09"), ("September 2023", "month 2023-09"),
    ("Sep", "month 2023-09"), ("quý 3 năm 2023", "quarter 2023-Q3"), ("quí III/2023", "quarter 2023-Q3"),
    ("q1", "quarter 2024-Q1"), ("Q4 2023", "quarter 2023-Q4"), ("tuần 36 năm 2023", "week 2023-W36"),
    ("15/9/2023", "day 2023-09-15"), ("15/9", "day 2023-09-15"), ("15 Sep 2023", "day 2023-09-15"),
    ("9/30/2023", "day 2023-09-30"), ("2023", "year 2023"), ("trong năm 2023", "year 2023"),
    ("năm ngoái", "previous year"), ("tháng này", "this month"), ("in this quarter", "this quarter"),
    ("tuần vừa rồi", "previous week"), ("30 ngày gần nhất", "last 30 days"), ("trong 7 ngày qua", "last 7 days"),
    ("past 3 months", "last 3 months"), ("hôm qua", "yesterday"), ("next month", "month 2024-04"),
    ("từ 1/9 đến 15/9/2023", "from 2023-09-01 to 2023-09-15"), ("since 2023-09-01", "from 2023-09-01 to today"),
    ("từ tháng 11 đến tháng 1 năm 2024", "from 2023-11 to 2024-01"),
    ("tháng 10 và 11 năm 2023", "from 2023-10 to 2023-11"),
    ("between 2023-01-01 and 2023-03-31", "from 2023-01-01 to 2023-03-31"),
    ("from 9/1/2023 to 9/30/2023", "from 2023-09-01 to 2023-09-30"), ("từ đầu năm đến nay", "from 2024 to today"),
    ("từ đầu tháng 9 đến cuối tháng 10", "from 2023-09 to 2023-10"), ("từ đầu năm đến tháng 2", "from 2024 to 2024-02"),
    ("đầu quý 1 đến nay", "from 2024-Q1 to today"), ("từ 1 đến 15/2", "from 2024-02-01 to 2024-02-15"),
    ("từ ngày 1 đến ngày 15 tháng 2", "from 2024-02-01 to 2024-02-15"), ("1-15/2", "from 2024-02-01 to 2024-02-15"),
    ("february 1 to 15", "from 2024-02-01 to 2024-02-15"), ("Feb 1-15 2024", "from 2024-02-01 to 2024-02-15"),
    ("from the 1st to the 15th of february", "from 2024-02-01 to 2024-02-15"),
    ("from the beginning of May to the end of June 2023", "from 2023-05 to 2023-06"),
    ("next 7 days", "from 2024-03-16 to 2024-03-22"), ("trong 2 tháng tới", "from 2024-04 to 2024-05"),
    ("6 tháng đầu năm 2023", "from 2023-01 to 2023-06"), ("h2 2023", "from 2023-07 to 2023-12"),
  ])
  func isRead(_ written: String, _ expected: String) throws {
    let words = LooseWord.words(of: written)
    let period = try #require(PeriodReader.read(words[...], today: Self.today), "\(written)")
    #expect(period.text(inVietnamese: false) == expected, "\(written)")
    #expect(period.length == words.count, "\(written)")
  }

  /// What is no period, or one that runs backwards.
  @Test(arguments: [
    "13/13/2023", "tháng 13", "quý 5", "từ 2023-09-15 đến 2023-09-01", "7 khách", "doanh thu", "31/2/2023",
  ])
  func isNone(_ written: String) {
    let words = LooseWord.words(of: written)
    let period = PeriodReader.read(words[...], today: Self.today)
    #expect(period == nil || period?.length != words.count, "\(written): \(period.map { "\($0)" } ?? "")")
  }
}
