import CSQLite
import Foundation
import Testing

/// The same digits on any number of threads, over enough rows that the threads share them out.
@Suite(.serialized)
struct ThreadsTests {
  let scratch: Scratch
  private let database: String
  private let model: String

  /// 210,000 visits of 900 people over two years; every amount is a fraction that floating sums round.
  init() throws {
    scratch = try Scratch()
    database = scratch.path + "/visits.db"
    let fixture = try SQLFixture(database)
    try fixture.run(
      """
      CREATE TABLE people (id INTEGER PRIMARY KEY, area TEXT, born TEXT);
      CREATE TABLE visits (id INTEGER PRIMARY KEY, person INTEGER, at TEXT, done TEXT, points INTEGER, price REAL);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
      INSERT INTO people SELECT i, 'area ' || (i % 7), date('2021-12-01', (i % 30) || ' days') FROM n;
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 209999)
      INSERT INTO visits SELECT i + 1, (i * 7919) % 901, date('2022-01-01', (i / 288) || ' days'),
        date('2022-01-01', (i / 288 + (i * 31) % 90) || ' days'), (i * 104729) % 1000 - 300, ((i * 7907) % 997) / 7.0
      FROM n;
      """)
    model = try scratch.file(
      "visits.kpi",
      """
      model visits
      entity people {
        table people key id
        time born
        dimension area
      }
      entity visits {
        table visits key id
        time at
        time done
        link person = person -> people
        measure points
        measure price
      }
      subject people
      """)
  }

  private func answer(_ question: String, threads: Int) throws -> String {
    let outcome = try Program.run([
      database, "--model", model, "--today", "2023-12-31", "--format", "csv", "--quiet", "--threads", "\(threads)",
      "-c", question,
    ])
    #expect(outcome.status == 0, "\(question): \(outcome.messages.prefix(500))")
    return outcome.results
  }

  private static let questions = [
    "show count(visits), sum(visits.points), min(visits.points), max(visits.points), avg(visits.points) all",
    "show sum(visits.price), avg(visits.price), count(visits) by person.area all",
    "show count(visits), count(distinct visits.person), median(visits.points), sum(visits.price) by month year 2023",
    "show count(visits), count(distinct visits.person) by person all",
    "show count(visits), count(distinct visits.person), stddev(visits.price) by week, person.area year 2022",
    "show cumulative(count(visits)), cumulative(sum(visits.points)), cumulative(min(visits.points)) by month year 2023",
    "retention visits months 24",
    "funnel people -> visits(points > 650) within 40 days -> visits(points < 0) by area year 2021",
  ]

  @Test func digitsAreTheSame() throws {
    let asked = Self.questions.joined(separator: "; ")
    let alone = try answer(asked, threads: 1)
    #expect(alone.split(whereSeparator: \.isNewline).count > 900)
    #expect(try answer(asked, threads: 2) == alone)
    #expect(try answer(asked, threads: 5) == alone)
  }

  /// By SQLite: `SELECT count(*), sum(points), min(points), max(points) FROM visits`, and people by first visit.
  @Test func wholeNumbersAreThoseOfSQL() throws {
    let expected = try value(
      "SELECT count(*) || ',' || sum(points) || ',' || min(points) || ',' || max(points) FROM visits")
    let shown = try answer(
      "show count(visits), sum(visits.points), min(visits.points), max(visits.points) all", threads: 4)
    #expect(shown.split(whereSeparator: \.isNewline).last.map(String.init) == expected)
    let people = try value(
      "SELECT count(*) FROM (SELECT person FROM visits WHERE person > 0 GROUP BY person HAVING min(at) >= '2022-01-02')"
    )
    let later = try answer(
      "show count(people where min(visits.at per person) >= 2022-01-02) all", threads: 4)
    #expect(later.split(whereSeparator: \.isNewline).last.map(String.init) == people)
  }

  private func value(_ sql: String) throws -> String {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    try #require(sqlite3_open(database, &handle) == SQLITE_OK)
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
    try #require(sqlite3_step(statement) == SQLITE_ROW)
    return String(cString: try #require(sqlite3_column_text(statement, 0)))
  }
}
