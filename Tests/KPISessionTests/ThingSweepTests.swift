import KPISession
import Testing

/// Things counted from unit to unit: what a unit's row says is what its own question says.
@Suite struct ThingSweepTests {
  /// Two years of visits: some people come often, some once, some are nobody.
  private static let tables = """
    CREATE TABLE people (id INTEGER PRIMARY KEY, joined TEXT);
    CREATE TABLE visits (id INTEGER PRIMARY KEY, person INTEGER, at TEXT, kind TEXT, done INTEGER);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
    INSERT INTO people SELECT i, '2022-01-01' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 899)
    INSERT INTO visits SELECT i + 1, (i * i * 7 + i / 3) % 43, date('2022-01-01', (i * 733 / 900) || ' days'),
      substr('abc', i % 4, 1), i % 3 FROM n;
    """

  private static let model = """
    model m
    subject people
    entity people { table people key id; time joined }
    entity visits {
      table visits key id; time at; dimension kind; measure done
      link person = person -> people
    }
    metric back = returning(visits)
    metric kept = retained(visits where done = 1)
    metric gone = lost(visits)
    metric often = count(each visits.person having count() >= 2)
    metric lately = rolling(often, 60 days)
    metric so_many = so_far(count(each visits.person where done = 0 having count() >= 3 or count() = 1))
    metric of_year = to_date(count(each visits.person), year)
    """

  private static let metrics = ["back", "kept", "gone", "lately", "so_many", "of_year"]

  @Test(
    arguments: metrics,
    [("day", ["2023-03-01", "2023-03-02", "2023-12-31"]), ("month", ["2022-11", "2023-01", "2023-07"])])
  func aRowOfAGrainIsTheUnitsOwnQuestion(_ metric: String, _ grain: (name: String, units: [String])) throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let session = try database.session(today: "2024-01-08")
    func rows(_ question: String) throws -> [[String]] {
      let answer = session.enter(question)
      return try #require(SmallDatabase.rows(answer.results), "\(answer.messages)").dropFirst(2).dropLast(2)
        .components(separatedBy: "],[").map { $0.components(separatedBy: ",") }
    }
    let period = grain.name == "day" ? "from 2022-12-20 to 2023-12-31" : "from 2022-01-01 to 2023-12-31"
    let table = try rows("show \(metric) by \(grain.name) \(period)")
    let split = try rows("show \(metric) by \(grain.name), kind \(period)")
    var compared = 0
    for unit in grain.units {
      let own = try rows("show \(metric) \(grain.name) \(unit)")
      #expect(table.contains(["\"\(unit)\""] + own[0]), "\(metric) \(unit) \(own)")
      for row in try rows("show \(metric) by kind \(grain.name) \(unit)") where row.last != "0" && row.count == 2 {
        #expect(split.contains(["\"\(unit)\""] + row), "\(metric) \(unit) \(row)")
        compared += 1
      }
    }
    // On few days somebody has come back whose visits are of one kind.
    #expect(compared > 0 || grain.name == "day")
  }

  private static let ofKind = """
    select kind, count(*) from (select kind, person from visits where person between 1 and 40 and at < '2024-01-08'
      group by kind, person having
    """

  /// Around the number of rows from which on each is judged by itself, and of what was there in the quarter before.
  @Test(
    arguments: [1, 2, 4, 5, 6, 7, 14, 15, 16, 17].flatMap { number in
      [
        (
          "show count(each visits.person having count() >= \(number)) by kind all",
          ofKind + " count(*) >= \(number)) group by kind"
        ),
        (
          "show count(each visits.person having count() = \(number) and count(where done = 1) < \(number - 1)) by kind all",
          ofKind + " count(*) = \(number) and sum(done = 1) < \(number - 1)) group by kind"
        ),
      ]
    } + [
      (
        "show gone by quarter year 2023",
        """
        with seen as (select distinct person, strftime('%Y', at) * 4 + (strftime('%m', at) + 2) / 3 as q from visits
          where person between 1 and 40)
        select '2023-Q' || (q + 1 - 2023 * 4), count(*) from seen s where q between 2023 * 4 and 2023 * 4 + 3
          and not exists (select * from seen t where t.person = s.person and t.q = s.q + 1) group by q
        """
      )
    ])
  func countsOfThingsAreThoseOfSQL(_ question: String, _ query: String) throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let session = try database.session(today: "2024-01-08")
    func rows(_ statement: String) throws -> Set<String> {
      let answer = session.enter(statement)
      let rows = try #require(SmallDatabase.rows(answer.results), "\(answer.messages)").dropFirst(2).dropLast(2)
      return Set(rows.components(separatedBy: "],[").filter { !$0.hasSuffix(",0") && !$0.isEmpty })
    }
    #expect(try rows(question) == rows("sql \"\(query.replacing("\n", with: " "))\""))
  }
}
