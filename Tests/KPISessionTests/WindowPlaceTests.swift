import KPISession
import Testing

/// Where a window lies: `first_time` and `last_time` over a row for each day tell its first and last day.
@Suite struct WindowPlaceTests {
  private static let tables = """
    CREATE TABLE v (id INTEGER PRIMARY KEY, at TEXT);
    WITH RECURSIVE d(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 900)
      INSERT INTO v SELECT n + 1, date('2022-01-01', '+' || n || ' days') FROM d;
    """
  private static let model = """
    model m
    subject v
    entity v { table v key id; time at; measure number = id }
    metric n = count(v)
    metric since = first_time(v)
    metric until = last_time(v)
    metric week_first = rolling(min(v.number), 7 days)
    metric week_last = rolling(max(v.number), 7 days)
    """

  private func rows(_ question: String) throws -> String {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    return try withExtendedLifetime(database) { try $0.rows(question) }
  }

  /// `ago` moves the day on which a cumulated number begins, too.
  @Test func aCumulatedNumberOfAYearAgoBeganAYearAgo() throws {
    let question = """
      show ago(cumulative(n), 1 year), ago(cumulative(since), 1 year), ago(cumulative(until), 1 year)
        by month from 2024-01-15 to 2024-03-31
      """
    #expect(
      try rows(question) == """
        [["2024-01",17,"2023-01-15","2023-01-31"],["2024-02",45,"2023-01-15","2023-02-28"],\
        ["2024-03",76,"2023-01-15","2023-03-31"]]
        """)
    let weeks =
      "show ago(cumulative(since), 1 year), ago(cumulative(until), 1 year) by week from 2024-01-01 to 2024-01-14"
    #expect(
      try rows(weeks) == """
        [["2024-W01","2023-01-02","2023-01-08"],["2024-W02","2023-01-02","2023-01-15"]]
        """)
    #expect(
      try rows("show ago(cumulative(n), 1 year) by month quarter 2024-Q1")
        == rows("show cumulative(ago(n, 1 year)) by month quarter 2024-Q1"))
  }

  /// `all` ends with today, which cuts the unit that is running then: what is before it is as many days.
  @Test func theRunningUnitOfAllIsAsManyDays() throws {
    #expect(
      try rows("show n, previous(n), previous(since), previous(until) by year all") == """
        [["2022",365,0,null,null],["2023",365,365,"2022-01-01","2022-12-31"],["2024",167,167,"2023-07-18","2023-12-31"]]
        """)
  }

  /// Cut at its beginning it is no unit, and what is before it is as many days.
  @Test func aUnitCutByThePeriodIsAsManyDays() throws {
    #expect(
      try rows("show previous(since), previous(until) by month from 2024-02-10 to 2024-03-31") == """
        [["2024-02","2024-01-21","2024-02-09"],["2024-03","2024-02-01","2024-02-29"]]
        """)
  }

  private func rows(_ question: String, today: String) throws -> String {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    return try withExtendedLifetime(database) {
      try SmallDatabase.rows($0.session(today: today).enter(question).results) ?? ""
    }
  }

  /// A window in a unit that still runs is what `last N …` is: so many days up to today, or whole months and the running one.
  @Test(arguments: [
    ("7 days", "2023-12-14", "2023-12-20"), ("30 days", "2023-11-21", "2023-12-20"),
    ("1 month", "2023-12-01", "2023-12-20"), ("3 months", "2023-10-01", "2023-12-20"),
    ("1 quarter", "2023-10-01", "2023-12-20"),
    // A month is made of no whole weeks, so that these are as many days.
    ("2 weeks", "2023-12-07", "2023-12-20"),
  ])
  func aWindowOfTheRunningUnitIsAsLongAsItSays(_ length: String, _ first: String, _ last: String) throws {
    let question = "show rolling(since, \(length)), rolling(until, \(length)) by month month 2023-12"
    #expect(try rows(question, today: "2023-12-20") == #"[["2023-12","\#(first)","\#(last)"]]"#)
    let quarter = "show rolling(since, \(length)), rolling(until, \(length)) quarter 2023-Q4"
    #expect(try rows(quarter, today: "2023-12-20") == #"[["\#(first)","\#(last)"]]"#)
  }

  @Test func aWindowByTheRunningWeek() throws {
    let question = "show rolling(since, 4 weeks), rolling(since, 28 days), rolling(since, 1 month) by week this week"
    #expect(
      try rows(question, today: "2023-12-20") == #"[["2023-W51","2023-11-27","2023-11-23","2023-11-21"]]"#)
  }

  /// Beside a running month stand as many days of the other, and the window ends with the last of them.
  @Test func inAComparisonTheWindowEndsWithTheDaysCompared() throws {
    #expect(
      try rows(
        "show week_first, week_last by month month 2023-12 compare previous | select week_first_previous, week_last_previous",
        today: "2023-12-20") == "[[683,689]]")
  }

  /// What is by week goes back by 52 weeks: the weeks that the period cuts, and the total, too.
  @Test func aYearAgoOfWeeksIsOfWeeks() throws {
    let question = "show ago(since, 1 year), ago(until, 1 year) by week from 2023-11-01 to 2023-11-14"
    #expect(
      try rows(question) == """
        [["2023-W44","2022-11-02","2022-11-06"],["2023-W45","2022-11-07","2022-11-13"],\
        ["2023-W46","2022-11-14","2022-11-15"]]
        """)
    #expect(
      try rows("show ago(since, 1 year) by day week 2023-W36 | take 1") == #"[["2023-09-04","2022-09-05"]]"#)
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let total = try withExtendedLifetime(database) { try $0.session().enter(question).results }
    #expect(total.contains(#""total":[null,"2022-11-02","2022-11-15"]"#), "\(total)")
  }

  /// A window around what has one of its own would change nothing; what is right instead is told.
  @Test(arguments: [
    ("rolling(rolling(n, 3 days), 7 days)", "one window says the period: `rolling(n, 7 days)`"),
    ("cumulative(to_date(n, month))", "one window says the period: `cumulative(n)`"),
    ("so_far(rolling(n, 3 days))", "one window says the period: `so_far(n)`"),
    ("rolling(week_of / n, 3 days)", "write it around the metric without the other"),
    ("rolling(ago(rolling(n, 3 days), 1 year), 7 days)", "one window says the period: `rolling(n, 7 days)`"),
    ("rolling(there, 7 days)", "what is there at several moments does not add up"),
    ("to_date(so_far(n), year)", "what is there at several moments does not add up"),
    ("so_far(previous(n))", "`previous(so_far(n))`: what had happened by the end of the period before"),
    ("so_far(retained(v))", "`cumulative(m)` begins with the question's period"),
  ])
  func aWindowThatWouldChangeNothingIsRefused(_ metric: String, _ told: String) throws {
    let database = try OwnDatabase(
      Self.tables, model: Self.model + "\nsubject v\nmetric there = stock(v)\nmetric week_of = rolling(n, 7 days)")
    let answer = try withExtendedLifetime(database) { try $0.session().enter("show \(metric) month 2023-11") }
    #expect(answer.messages.contains("outside-period") && answer.messages.contains(told), "\(answer.messages)")
  }

  @Test func windowsThatMakeSenseTogetherStay() throws {
    let question =
      "show previous(rolling(until, 7 days)), so_far(ago(n, 1 year)), rolling(previous(since), 7 days) month 2023-11"
    #expect(try rows(question) == #"[["2023-10-31",334,"2023-11-17"]]"#)
    let database = try OwnDatabase(Self.tables, model: Self.model + "\nmetric there = stock(v)")
    let answer = try withExtendedLifetime(database) {
      try SmallDatabase.rows(
        $0.session().enter("show rolling(n / there * 700, 7 days), so_far(there) month 2022-01").results)
    }
    #expect(answer == "[[158.06451612903226,31]]")
  }
}
