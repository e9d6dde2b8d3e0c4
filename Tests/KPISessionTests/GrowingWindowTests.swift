import KPISession
import Testing

/// What a unit's row says is what its own question says, whichever way the units are gone through.
@Suite struct GrowingWindowTests {
  private static let tables = """
    CREATE TABLE people (id INTEGER PRIMARY KEY, joined TEXT);
    CREATE TABLE deals (id INTEGER PRIMARY KEY, person INTEGER, opened TEXT, closed TEXT, due TEXT, kind TEXT, amount INTEGER, rate REAL);
    INSERT INTO people VALUES (1, '2024-01-01'), (2, '2024-01-05'), (3, NULL);
    INSERT INTO deals VALUES
      (1, 1, '2024-01-02 10:00', '2024-01-04 00:00', '2024-01-09', 'a', 4611686018427387000, 0.1),
      (2, 1, '2024-01-02 11:00', NULL, '2024-01-03', 'a', 4611686018427387000, 0.2),
      (3, 2, '2024-01-03', '2024-01-03', NULL, 'b', -5, 0.3),
      -- Closed before it was opened, and in a day to come.
      (4, 2, '2024-01-05', '2024-01-02', '2024-01-06', 'b', 7, NULL),
      (5, 3, '2024-01-06', '2024-01-30', '2024-01-05', NULL, NULL, 0.7),
      (6, NULL, '2023-12-30', '2024-01-06 23:59:59', '2024-01-30', 'a', 2, 1e16);
    """

  private static let model = """
    model m
    subject people
    entity people { table people key id; time joined }
    entity deals {
      table deals key id; time opened; time closed; time due planned; dimension kind; measure amount; measure rate
      link person = person -> people
    }
    metric open_count = stock(deals while opened .. closed)
    metric open_amount = stock(sum deals.amount while opened .. closed)
    metric open_mean = stock(avg deals.amount while opened .. closed)
    metric waiting = stock(deals while opened .. due)
    metric so_many = stock(deals)
    metric buyers = so_far(count(distinct deals.person))
    metric kinds = cumulative(count(distinct deals.kind))
    metric least = so_far(min(deals.amount))
    metric most = so_far(max(deals.rate))
    metric mean = so_far(avg(deals.rate))
    metric rates = cumulative(sum(deals.rate))
    metric month_so_far = to_date(sum(deals.rate), month)
    """

  private static let metrics = [
    "open_count", "waiting", "so_many", "buyers", "least", "most", "mean", "month_so_far", "open_mean",
  ]

  @Test(arguments: metrics, ["", ", kind"])
  func aRowOfAGrainIsTheUnitsOwnQuestion(_ metric: String, _ split: String) throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let session = try database.session(today: "2024-01-08")
    func rows(_ question: String) -> [[String]] {
      let answer = session.enter(question)
      return (SmallDatabase.rows(answer.results) ?? answer.messages).dropFirst(2).dropLast(2).components(
        separatedBy: "],["
      ).map { $0.components(separatedBy: ",") }
    }
    // The kinds stand in the order of the whole, so they are looked up.
    let table = rows("show \(metric) by day\(split) from 2024-01-01 to 2024-01-08 | where \(metric) is not null")
    for day in 1...8 {
      let own = rows("show \(metric)\(split.isEmpty ? "" : " by kind") day 2024-01-0\(day)")
      for row in own where row.last != "null" && row.last != "" && row.last != "0" {
        let wanted = ["\"2024-01-0\(day)\""] + row
        #expect(table.contains(wanted), "\(metric) \(wanted): \(table)")
      }
    }
  }

  @Test func whatLeftASumIsOutOfItExactly() throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    // Two deals near 2^62 were open together, and on 4 January one of them was closed.
    let answer = try withExtendedLifetime(database) {
      try database.session(today: "2024-01-08").enter("show open_amount by day from 2024-01-04 to 2024-01-08")
    }
    #expect(
      SmallDatabase.rows(answer.results)
        == #"[["2024-01-04",4611686018427387002],["2024-01-05",4611686018427387002],["2024-01-06",4611686018427387000],["2024-01-07",4611686018427387000],["2024-01-08",4611686018427387000]]"#,
      "\(answer.messages)")
  }

  @Test func whatIsOpenIsCountedToTheDayOfItsEnd() throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    // 6 is open to the end of 6 January's last second; 4 was closed before it was opened: never open.
    let rows = try withExtendedLifetime(database) {
      try database.rows("show open_count by day from 2024-01-01 to 2024-01-07")
    }
    #expect(
      rows
        == #"[["2024-01-01",1],["2024-01-02",3],["2024-01-03",3],["2024-01-04",2],["2024-01-05",2],["2024-01-06",2],["2024-01-07",2]]"#,
      "\(rows)")
  }
}
