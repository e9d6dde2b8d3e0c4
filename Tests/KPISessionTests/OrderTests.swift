import Foundation
import KPISession
import Testing

/// Which rows stand first, which are kept, and what a running row is compared with; every row is worked out by hand.
@Suite struct OrderTests {
  /// A 15, B 16, C 4, and 20 without a city: 55 in all.
  private static let sales = """
    CREATE TABLE sales (id INTEGER PRIMARY KEY, city TEXT, product TEXT, sold_on TEXT, v INT);
    INSERT INTO sales VALUES
      (1, 'A', 'x', '2024-01-05', 10), (2, 'A', 'y', '2024-02-05', 5), (3, 'B', 'x', '2024-01-10', 7),
      (4, 'B', 'y', '2024-02-20', 9), (5, 'C', 'x', '2024-02-01', 4), (6, NULL, 'x', '2024-01-02', 20);
    """

  private static let model = """
    model m
    subject sales
    entity sales { table sales key id; time sold_on; dimension city; dimension product; measure v }
    metric v = sum(sales.v)
    metric n = count(sales)
    metric lt = last_time(sales)
    """

  private static func answer(
    _ question: String, today: String = "2024-06-15"
  ) throws -> (status: KPISession.ExitStatus, results: String, messages: String) {
    let database = try OwnDatabase(sales, model: model)
    return try withExtendedLifetime(database) { try database.session(today: today).enter(question) }
  }

  // MARK: top

  @Test(arguments: [
    ("show v by city top 2", #"[["B",16],["A",15]]"#),
    ("show v by city top 50%", #"[["B",16],["A",15]]"#),
    ("show v by city top 34%", #"[["B",16],["A",15]]"#),
    ("show v by city top 33%", #"[["B",16]]"#),
    ("show v by city top 100% with other", #"[["B",16],["A",15],["C",4],[null,20]]"#),
    // The values of the first dimension are kept, with all their rows; the others are one value with its rows.
    (
      "show v by city, product top 1 with other",
      #"[["B","y",9],["B","x",7],["(other)","x",14],["(other)","y",5],[null,"x",20]]"#
    ),
    ("show v by city, product top 1", #"[["B","y",9],["B","x",7]]"#),
    (
      "show v by month, city from 2024-01 to 2024-02 top 1 with other",
      #"[["2024-01","B",7],["2024-01","(other)",10],["2024-01",null,20],["2024-02","B",9],["2024-02","(other)",9],["2024-02",null,0]]"#
    ),
    // Rows within each value.
    ("show v by city, product top 1 per city", #"[["B","y",9],["A","x",10],["C","x",4],[null,"x",20]]"#),
    ("show v by product, city top 1 per product", #"[["x","A",10],["y","B",9]]"#),
    ("show v by month, city from 2024-01 to 2024-02 top 1 per month", #"[["2024-01","A",10],["2024-02","B",9]]"#),
    (
      "show v by city, month from 2024-01 to 2024-02 top 1 per city having v > 0",
      #"[["B","2024-02",9],["A","2024-01",10],["C","2024-02",4],[null,"2024-01",20]]"#
    ),
  ])
  func topKeeps(_ question: String, rows: String) throws {
    let answer = try Self.answer(question)
    #expect(SmallDatabase.rows(answer.results) == rows, "\(question)\n\(answer.messages)")
  }

  @Test func theTotalIsOverEverythingAsked() throws {
    #expect(try Self.answer("show v by city, product top 1 per city").results.contains(#""total":[null,null,55]"#))
  }

  @Test(arguments: [
    ("show v by month top 3", "write `| sort v desc | take 3` behind the question"),
    ("show v by weekday top 3", "`| sort v desc | take 3`"),
    ("show v by month, week top 3", "one grain"),
    ("show v top 3", "without `by` there are none"),
    ("show v having v > 3", "without `by` there is one row"),
    ("show v order by v", "without `by` there is one row"),
    ("show v by city top 2 per product", "none of what the question is split by"),
    ("show v by city top 2 per city", "each city has one row"),
    ("show v by city top 0%", "a share of the groups lies above 0%"),
    ("show v by city top 101%", "at most 100%"),
    ("show v by city order by n", "no column `n`"),
    ("show v by city order by rank(n)", "no column of this expression"),
  ])
  func whatCannotBeChosenIsAnError(_ question: String, message: String) throws {
    let answer = try Self.answer(question)
    #expect(answer.status == .mistake && answer.messages.contains(message), "\(question)\n\(answer.messages)")
  }

  /// The rows behind `(other)` are those of the values that it stands for, and of no other.
  @Test(arguments: [
    ("show v by city, product top 1 with other", "drill (other), x v", "[[1,10],[5,4]]"),
    ("show v by city top 1 with other", "drill (other) v", "[[1,10],[5,4],[2,5]]"),
    ("show v by city having v > 4 top 1 with other", "drill (other) v", "[[1,10],[2,5]]"),
  ])
  func drillIntoTheOthers(_ question: String, drill: String, rows: String) throws {
    let database = try OwnDatabase(Self.sales, model: Self.model)
    let session = try database.session()
    _ = session.enter(question)
    let answer = session.enter(drill + " | select id, v")
    #expect(SmallDatabase.rows(answer.results) == rows, "\(question)\n\(answer)")
  }

  // MARK: Times, texts and places

  @Test(arguments: [
    ("show lt by city", #"[["B","2024-02-20"],["A","2024-02-05"],["C","2024-02-01"],[null,"2024-01-02"]]"#),
    ("show lt by city top 1", #"[["B","2024-02-20"]]"#),
    // With an order the null group stands where its value puts it.
    ("show lt by city order by lt", #"[[null,"2024-01-02"],["C","2024-02-01"],["A","2024-02-05"],["B","2024-02-20"]]"#),
    (
      "show lt by city order by lt top 1 with other",
      #"[[null,"2024-01-02"],["B","2024-02-20"],["(other)","2024-02-05"]]"#
    ),
    ("show v, lt by city having lt >= 2024-02-05", #"[["B",16,"2024-02-20"],["A",15,"2024-02-05"]]"#),
    ("show lt by city having lt in 2024-01", #"[[null,"2024-01-02"]]"#),
    ("show lt by city having lt = 2024-02 and lt != 2024-02-05", #"[["B","2024-02-20"],["C","2024-02-01"]]"#),
    ("show lt by city having not lt between 2024-02-02 and 2024-02-29", #"[["C","2024-02-01"],[null,"2024-01-02"]]"#),
    ("show lt by city having lt in (2024-02-01, 2024-01)", #"[["C","2024-02-01"],[null,"2024-01-02"]]"#),
    ("show rank(lt) by city order by rank(lt)", #"[["B",1],["A",2],["C",3],[null,4]]"#),
    ("show v, rank(v) by city order by rank(v) desc", #"[["C",4,4],["A",15,3],["B",16,2],[null,20,1]]"#),
    // By several keys the places order each level.
    (
      "show rank(v) by city, product order by rank(v)",
      #"[[null,"x",1],["B","y",3],["B","x",4],["A","x",2],["A","y",5],["C","x",6]]"#
    ),
    // A time's change is days.
    ("show lt month 2024-02 compare previous", #"[["2024-02-20","2024-01-10",41,null]]"#),
  ])
  func timesAreOrderedAndChosen(_ question: String, rows: String) throws {
    let answer = try Self.answer(question)
    #expect(SmallDatabase.rows(answer.results) == rows, "\(question)\n\(answer.messages)")
  }

  @Test func aTimeIsNoNumber() throws {
    let answer = try Self.answer("show lt by city having lt > 5")
    #expect(answer.status == .mistake && answer.messages.contains("a time cannot be compared with a number"))
  }

  @Test func longIntegersAreOrderedExactly() throws {
    let database = try OwnDatabase(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT, v INT); "
        + "INSERT INTO t VALUES (1,'a',9007199254740992), (2,'b',9007199254740993), (3,'c',9007199254740994)",
      model: "model m\nsubject t\nentity t { table t key id; dimension k; measure v }\nmetric v = sum(t.v)")
    #expect(
      try database.rows("show v by k") == #"[["c",9007199254740994],["b",9007199254740993],["a",9007199254740992]]"#)
  }

  @Test func ofEqualValuesTopKeepsTheOneThatStandsFirstAlone() throws {
    // C and D come to 4 each; in January D has its 4 and C nothing, and C is still the one before D.
    let database = try OwnDatabase(
      Self.sales + "INSERT INTO sales VALUES (7, 'D', 'x', '2024-01-03', 4);", model: Self.model)
    #expect(
      try database.rows("show v by month, city from 2024-01 to 2024-02 top 3")
        == #"[["2024-01","A",10],["2024-01","B",7],["2024-01","C",0],["2024-02","B",9],["2024-02","A",5],["2024-02","C",4]]"#
    )
    #expect(
      try database.rows("show v by city from 2024-01 to 2024-02 top 3") == #"[["B",16],["A",15],["C",4]]"#)
  }

  // MARK: compare

  /// One row a day in the second half of 2023, so that every number is a number of days.
  private static func days(_ question: String, today: String) throws -> (rows: String?, total: String, notes: String) {
    let database = try OwnDatabase(
      """
      CREATE TABLE d (id INTEGER PRIMARY KEY, at TEXT);
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 183)
      INSERT INTO d SELECT i + 1, date('2023-07-01', i || ' days') FROM n;
      """, model: "model m\nsubject d\nentity d { table d key id; time at }\nmetric n = count(d)")
    let answer = try withExtendedLifetime(database) { try database.session(today: today).enter(question) }
    let parts = answer.results.components(separatedBy: #","total":"#)
    return (
      SmallDatabase.rows(answer.results), parts.last?.components(separatedBy: #","states""#).first ?? "",
      answer.results.components(separatedBy: #""notes":"#).last ?? answer.messages
    )
  }

  @Test func aRunningRowHasAsManyDaysOfItsPartner() throws {
    let months = try Self.days("show n by month quarter compare previous", today: "2023-12-21")
    #expect(
      months.rows
        == #"[["2023-10",31,31,0,0.0],["2023-11",30,31,-1,-3.225806451612903],["2023-12",21,21,0,0.0]]"#)
    #expect(months.total == "[null,82,82,0,0.0]")
    #expect(
      months.notes.contains(
        "the running month is compared with as many days of its partner (2023-09-01 … 2023-09-21), the total with 2023-07-01 … 2023-09-20"
      ), "\(months.notes)")
    let weeks = try Self.days("show n by week quarter compare previous", today: "2023-12-21")
    #expect(weeks.rows?.hasSuffix(#"["2023-W50",7,7,0,0.0],["2023-W51",4,4,0,0.0]]"#) ?? false, "\(weeks)")
  }

  @Test func aPeriodThatIsWrittenOutIsNotLeft() throws {
    let week = try Self.days("show n by week week compare with from 2023-09-18 to 2023-09-19", today: "2023-12-21")
    #expect(week.rows == #"[["2023-W51",4,2,2,100.0]]"#)
    #expect(week.total == "[null,4,2,2,100.0]")
    let month = try Self.days("show n by week month compare with 2023-11", today: "2023-12-21")
    #expect(month.rows?.hasSuffix(#"["2023-W51",4,4,0,0.0]]"#) ?? false, "\(month)")
    #expect(month.total == "[null,21,30,-9,-30.0]")
  }

  @Test func windowsOfAPartnerLieWhereThoseOfTheRunningUnitDo() throws {
    let database = try OwnDatabase(
      """
      CREATE TABLE d (id INTEGER PRIMARY KEY, at TEXT);
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 183)
      INSERT INTO d SELECT i + 1, date('2023-07-01', i || ' days') FROM n;
      """,
      model: "model m\nsubject d\nentity d { table d key id; time at }\nmetric n = count(d)\nmetric w = ago(n, 2 weeks)"
    )
    // On Thursday of W51 a week two weeks before is W49, a whole one; beside W50 stands W48, a whole one too.
    let answer = try withExtendedLifetime(database) {
      try database.session(today: "2023-12-21").enter("show n, w week compare previous")
    }
    #expect(SmallDatabase.rows(answer.results) == #"[[4,4,0,0.0,7,7,0,0.0]]"#)
  }

  @Test func piecesOfOtherLengthsSayWhatStandsBesideWhat() throws {
    // 41 days from 10 November on; the 41 before begin on 30 September.
    let months = try Self.days("show n by month from 2023-11-10 to 2023-12-20 compare previous", today: "2023-12-31")
    #expect(months.rows == #"[["2023-11",21,1,20,2000.0],["2023-12",20,31,-11,-35.483870967741936]]"#, "\(months)")
    #expect(months.notes.contains("2023-11-10 … 2023-11-30 beside 2023-09-30 … 2023-09-30"), "\(months.notes)")
  }

  @Test func noNoteWherePeriodsEndTogether() throws {
    for question in ["show n by day month compare previous", "show n by month quarter 2023-Q4 compare previous"] {
      #expect(try Self.days(question, today: "2023-12-31").notes.hasPrefix("[]"), "\(question)")
    }
  }

  @Test func allHasNothingBefore() throws {
    let answer = try Self.answer("show v by month compare previous")
    #expect(answer.messages.contains("no-comparison") && answer.messages.contains("previous(v)"), "\(answer.messages)")
  }
}
