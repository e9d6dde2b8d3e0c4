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
    entity v { table v key id; time at }
    metric n = count(v)
    metric since = first_time(v)
    metric until = last_time(v)
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
}
