import KPISession
import Testing

/// A measure of a linked row is added up once for every row that leads to it: a warning, and the rewrite it names is right.
@Suite struct FanOutTests {
  /// Two airports of one state and one of another; a state without airports.
  private static let rows = """
    CREATE TABLE facts (code TEXT PRIMARY KEY, airport_count INT, region INT);
    INSERT INTO facts VALUES ('TX', 100, 1), ('OK', 30, 1), ('NM', 7, 2);
    CREATE TABLE regions (id INTEGER PRIMARY KEY, area INT); INSERT INTO regions VALUES (1, 5), (2, 9);
    CREATE TABLE airports (id INTEGER PRIMARY KEY, at TEXT, state TEXT, own INT);
    INSERT INTO airports VALUES (1, '2024-01-01', 'TX', 1), (2, '2024-01-02', 'TX', 2), (3, '2024-01-03', 'OK', 4);
    """

  private static let model = """
    model m "M"
    subject airports
    entity airports { table airports key id; time at; link state_fact = state -> facts; measure own }
    entity facts { table facts key code; link region = region -> regions; measure airport_count }
    entity regions { table regions key id; measure area }
    """

  private func ask(_ question: String) throws -> (rows: String?, messages: String) {
    let database = try ModelDatabase(Self.model, Self.rows)
    let answer = try withExtendedLifetime(database) { try $0.session(today: "2024-06-15").enter(question) }
    return (SmallDatabase.rows(answer.results), answer.messages)
  }

  @Test func aSumWarnsAndNamesTheRewrite() throws {
    let sum = try ask("show sum(airports.state_fact.airport_count)")
    #expect(sum.rows == "[[230]]" && sum.messages.contains(#""severity":"warning","code":"fan-out""#), "\(sum)")
    let rewrite = "sum(max(state_fact.airport_count) each airports.state_fact)"
    #expect(sum.messages.contains(rewrite), "\(sum.messages)")
    let once = try ask("show \(rewrite)")
    #expect(once.rows == "[[130]]" && !once.messages.contains("fan-out"), "\(once)")
    let twice = try ask("show sum(airports.state_fact.region.area)")
    #expect(twice.rows == "[[15]]" && twice.messages.contains("each airports.state_fact.region"), "\(twice)")
    #expect(try ask("show sum(airports.airport_count)").messages.contains(rewrite))
  }

  @Test func meansAreToldAndTheRestIsNot() throws {
    for name in ["avg", "median", "stddev"] {
      let mean = try ask("show \(name)(airports.state_fact.airport_count)")
      #expect(mean.messages.contains(#""severity":"note","code":"fan-out""#), "\(mean)")
    }
    for fine in [
      "min(airports.state_fact.airport_count)", "max(airports.state_fact.airport_count)", "sum(airports.own)",
      "sum(facts.airport_count)", "count(distinct airports.state_fact)",
    ] {
      #expect(try !ask("show \(fine)").messages.contains("fan-out"), "\(fine)")
    }
  }

  @Test func expressionsOfLinkedRowsWarnToo() throws {
    let rewrite = "sum(max(state_fact.airport_count) each airports.state_fact)"
    let sum = try ask("show sum(state_fact.airport_count of airports)")
    #expect(sum.rows == "[[230]]" && sum.messages.contains(rewrite), "\(sum)")
    // 2 × 100 + 3 × … : 200, 200 and 60, and the rows' own 1, 2, 4.
    let mixed = try ask("show sum(state_fact.airport_count * 2 + own of airports)")
    #expect(mixed.rows == "[[467]]" && mixed.messages.contains("fan-out"), "\(mixed)")
    #expect(mixed.messages.contains("sum(max(state_fact.airport_count * 2) each airports.state_fact)"), "\(mixed)")
    let once = try ask("show sum(max(state_fact.airport_count * 2) each airports.state_fact)")
    #expect(once.rows == "[[260]]" && !once.messages.contains("fan-out"), "\(once)")
    // The state decides its region: both numbers are the state's.
    #expect(try ask("show sum(state_fact.airport_count * region.area of airports)").messages.contains("fan-out"))
    #expect(try ask("show sum(if(own > 1, state_fact.airport_count, 0) of airports)").messages.contains("fan-out"))
    #expect(try ask("show avg(state_fact.airport_count of airports)").messages.contains(#""note","code":"fan-out""#))
    // A number of each row is none that comes several times.
    for fine in ["own * state_fact.airport_count", "coalesce(own, state_fact.airport_count)", "own + 1"] {
      #expect(try !ask("show sum(\(fine) of airports)").messages.contains("fan-out"), "\(fine)")
    }
  }

  @Test func oneToOneIsFine() throws {
    let database = try ModelDatabase(Self.model, Self.rows + "DELETE FROM airports WHERE id = 2;")
    let answer = try database.session(today: "2024-06-15").enter("show sum(airports.state_fact.airport_count)")
    #expect(SmallDatabase.rows(answer.results) == "[[130]]" && !answer.messages.contains("fan-out"), "\(answer)")
  }
}
