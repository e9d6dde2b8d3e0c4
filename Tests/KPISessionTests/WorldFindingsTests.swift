import KPISession
import Testing

/// What the worlds of `Tests/differential/worlds.py` brought up, small; every value is worked out by hand.
@Suite struct WorldFindingsTests {
  private static let tables = """
    CREATE TABLE states (id INTEGER PRIMARY KEY, name TEXT, place INTEGER);
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, joined TEXT, state INTEGER);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER, at TEXT, due TEXT);
    INSERT INTO states VALUES (1, 'new', 2), (2, 'hot', 1), (3, 'won', 0), (4, 'lost', 3);
    INSERT INTO people VALUES (1, 'An', '2024-05-01', 1), (2, 'Bình', '2024-05-02', 1), (3, 'Chi', '2024-05-03', 2),
      (4, 'Dũng', '2024-05-04', NULL);
    INSERT INTO orders VALUES (1, 1, '2024-06-03', '2024-06-20'), (2, 1, '2024-06-04', NULL),
      (3, 2, '2024-06-05', '2024-06-14'), (4, 3, '2024-05-31', '2024-07-02');
    """

  private static let model = """
    model m
    subject people
    entity people { table people key id; name name; time joined; dimension state = state -> states.name order place }
    entity orders { table orders key id; time at; time due planned; link person = person -> people }
    metric once = count(each orders.person having count() = 1)
    metric again = count(orders where count(orders per person) >= 2)
    metric waiting = stock(orders while at .. due)
    target once 10 per month
    target again 4 per month
    """

  private func ask(_ question: String) throws -> String {
    try OwnDatabase(Self.tables, model: Self.model).rows(question)
  }

  @Test func aScorecardTakesAMetricOfThings() throws {
    // In June An ordered twice, Bình once: 1 of 10.
    #expect(
      try ask("scorecard month 2024-06 metrics once | select metric, actual, target, achieved")
        == #"[["once",1,10,10.0]]"#)
  }

  @Test func aScorecardTakesAMetricOfTheSubjectsOwnRows() throws {
    // Both of An's orders of June are of one who ordered twice in it: 2 of 4.
    #expect(try ask("scorecard month 2024-06 metrics again | select actual, target, achieved") == "[[2,4,50.0]]")
  }

  @Test func aStockEndsAtTodayWhereTheEndIsPlanned() throws {
    // On 15 June, today: 1 and 4 are due later, 2 is never due; 3 was due yesterday. At the end of May only 4 had begun.
    #expect(try ask("show waiting month 2024-06") == "[[3]]")
    #expect(try ask("show waiting month 2024-05") == "[[1]]")
  }

  @Test func valuesStandInTheirDeclaredOrderWithRowsOrWithout() throws {
    #expect(try ask("values state") == #"[["won",0],["hot",1],["new",2],["lost",0],[null,1]]"#)
  }

  @Test func agoOfTheWholeTimeIsTheWholeTimeMoved() throws {
    // The whole time is 31 May to 15 June; eleven days before, it ends with 4 June, before the last order.
    #expect(try ask("show count(orders), ago(count(orders), 11 days)") == "[[4,3]]")
  }

  @Test func whoIsNobodyIsInNoSegment() throws {
    let database = try OwnDatabase(
      Self.tables + "INSERT INTO orders VALUES (5, NULL, '2024-06-06', NULL), (6, 99, '2024-06-07', NULL);",
      model: Self.model + "\nsegment cool = people where state != hot")
    // An and Bình are not hot and have three orders; orders 5 and 6 are nobody's.
    #expect(try database.rows("show count(orders where cool), count(orders where not cool)") == "[[3,3]]")
  }

  @Test func aTargetForANameHoldsForEverybodyOfThatNameAndSaysSo() throws {
    let named = "metric taken = count(orders)\ntarget taken 30 per month for person = "
    let tables = Self.tables + "INSERT INTO people VALUES (9, 'An', '2024-05-09', 1);"
    let both = try OwnDatabase(tables, model: Self.model + "\n" + named + "'An'")
    let question =
      "scorecard by person month 2024-06 metrics taken | where target is not null | select person, actual, target"
    let answer = try both.session().enter(question)
    #expect(SmallDatabase.rows(answer.results) == #"[["An #1",2,30],["An #9",0,30]]"#)
    #expect(answer.messages.contains("2 people have this name, and each has the whole target"))
    let single = try OwnDatabase(tables, model: Self.model + "\n" + named + "'An #1'")
    let one = try single.session().enter(question)
    #expect(SmallDatabase.rows(one.results) == #"[["An",2,30]]"#)
    #expect(!one.messages.contains("this name"))
  }
}
