import KPIOutput
import KPISession
import Testing

/// What somebody who saw the program for the first time found wrong; every value is worked out by hand.
@Suite struct FreshEyesTests {
  private static let tables = """
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, joined TEXT, city TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER, at TEXT, paid TEXT, amount INTEGER);
    CREATE TABLE lines (id INTEGER PRIMARY KEY, "order" INTEGER, n INTEGER, price INTEGER);
    INSERT INTO people VALUES (1, 'An', '2024-01-01', 'Huế'), (2, 'Bình', '2024-01-02', 'Vinh'),
      (3, 'Chi', '2024-01-03', 'Huế');
    INSERT INTO orders VALUES (1, 1, '2024-03-03', '2024-03-05', 40), (2, 2, '2024-04-04', '2024-04-05', 60),
      (3, 3, '2024-05-31', NULL, 10), (4, 3, '2024-04-05', '2024-04-09', 20);
    INSERT INTO lines VALUES (1, 1, 2, 5), (2, 1, 3, 10), (3, 2, 1, 60);
    """

  private static let model = """
    model m
    subject people
    entity people { table people key id; name name; time joined; dimension city }
    entity orders { table orders key id; time at; time paid; measure amount as VND; link person = person -> people }
    entity lines { table lines key id; time at = order.at; measure n; measure price; link order = order -> orders }
    metric sold = sum(orders.amount)
    metric made = count(orders)
    metric buyers = count(distinct orders.person)
    metric aov = sold / made
    """

  private func enter(
    _ statement: String, _ format: KPIOutput.OutputFormat = .json, today: String = "2024-06-15"
  ) throws
    -> String
  {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let answer = try database.session(today: today, format: format).enter(statement)
    return answer.results + answer.messages
  }

  @Test(arguments: [
    // In March An, in April Bình and Chi: by the end of April three.
    ("metric c = cumulative(buyers); show c by month from 2024-03 to 2024-05; drill 2024-04 c", [1, 2, 3]),
    ("metric c = cumulative(buyers); show c by month from 2024-03 to 2024-05; drill 2024-03 c", [1]),
    (
      "metric c = cumulative(count(each orders.person)); show c by month from 2024-03 to 2024-05; drill 2024-04 c",
      [1, 2, 3]
    ),
    ("metric c = previous(buyers); show c by month from 2024-04 to 2024-05; drill 2024-05 c", [2, 3]),
    ("metric c = rolling(buyers, 1 month); show c by month from 2024-03 to 2024-05; drill 2024-05 c", [3]),
  ])
  func theThingsOfAWindowAreThoseOfTheWindow(_ statements: String, people: [Int]) throws {
    let rows = "[" + people.map { "[\($0)]" }.joined(separator: ",") + "]"
    let answer = try enter(statements + " | sort id | select id")
    #expect(answer.contains(#""rows":\#(rows)"#), "\(answer)")
  }

  @Test func theSummedColumnIsThere() throws {
    let drilled = try enter("metric v = sum(n * price of lines); show v year 2024; drill v | sort id | select id, v")
    #expect(drilled.contains(#""rows":[[1,10],[2,30],[3,60]]"#), "\(drilled)")
  }

  @Test func aNumberHasOneUnit() throws {
    #expect(try enter("metric z = sold as USD").contains("this is a number of VND, and `as` makes no other of it"))
    #expect(try enter("metric z = avg(days(at, paid) of orders) as hours").contains("other-unit"))
    #expect(try enter("metric z = sold / 25000 as USD; show z all").contains("0.0052"))
    #expect(try enter("metric z = count(orders) as USD; show z all").contains("[[4]]"))
    #expect(try enter("metric z = sold as VND; show z all").contains("[[130]]"))
  }

  @Test func aTargetThatIsSetAgainIsReplaced() throws {
    let card = "scorecard month 2024-04 metrics made | select actual, target"
    #expect(try enter("target made 30 per month; target made 40 per month; \(card)").contains("[[2,40]]"))
    // Another unit of time, or another holder, is another target.
    let both = "target made 30 per month; target made 40 per month for person = An; \(card)"
    #expect(try enter(both).contains("[[2,30]]"))
  }

  @Test func aDerivedColumnOfAScorecardHasEachRowsUnit() throws {
    let statements = """
      target made 3 per month; target sold 100 per month
      scorecard month 2024-04 metrics made, sold | derive x = actual - target | select metric, x
      """
    let rows = try enter(statements, .table)
    #expect(rows.contains("-1 \n") || rows.contains("-1\n"), "\(rows)")
    #expect(rows.contains("-20 ₫"), "\(rows)")
  }

  @Test func aMetricAskedTwiceIsMarkedTwice() throws {
    let rows = try enter("show made, made month 2024-06", .table)
    #expect(rows.contains("0*    0*"), "\(rows)")
  }

  @Test func havingSaysThatAKeyIsNoNumber() throws {
    let answer = try enter("show sold by city having city = Huế")
    #expect(answer.contains("`having` is about the table's numbers, and the table is split by `city`"))
  }

  @Test func whatHasNoRowsNamesNoEmptyList() throws {
    let answer = try enter("show aov by city; drill Huế aov")
    #expect(answer.contains("neither a count nor a sum") && !answer.contains("its parts: \n"), "\(answer)")
  }

  @Test func ofTwoOfOneNameDrillWantsToKnowWhich() throws {
    let database = try OwnDatabase(
      Self.tables
        + "INSERT INTO people VALUES (9, 'An', '2024-01-09', 'Huế'); INSERT INTO orders VALUES (9, 9, '2024-04-09', NULL, 1);",
      model: Self.model)
    let answer = try withExtendedLifetime(database) {
      try database.session().enter("show made by person all; drill An made")
    }
    #expect(answer.messages.contains("name one of An #1, An #9"), "\(answer.messages)")
  }

  @Test func aDayGivenFromOutsideHoldsAndSaysSo() throws {
    #expect(try enter("set today 2024-03-31").contains("today is pinned to 2024-06-15"))
  }

  @Test func soFarHasNoLength() throws {
    #expect(try enter("metric rate = made / days(P); show so_far(rate)").contains("outside-period"))
    #expect(try enter("metric rate = made / days(P); show cumulative(rate) month 2024-04").contains("0.0666"))
  }

  @Test(arguments: [
    ("dd/mm/yyyy[ hh:mm:ss]", "01/02/2024", "2024-02-01"),
    ("dd/mm/yyyy[ hh:mm:ss]", "01/02/2024 10:30:05", "2024-02-01T10:30:05"),
    ("dd/mm/yyyy[ hh:mm]", "1/2/2024 10:30", "2024-02-01T10:30:00"),
    ("dd/mm/yyyy hh:mm[:ss]", "01/02/2024 10:30", "2024-02-01T10:30:00"),
    // What may be missing is missing whole.
    ("dd/mm/yyyy[ hh:mm:ss]", "01/02/2024 10:30", nil),
  ])
  func anOptionalClockTime(_ pattern: String, _ written: String, _ read: String?) throws {
    let database = try OwnDatabase(
      "CREATE TABLE a (id INTEGER PRIMARY KEY, reg TEXT); INSERT INTO a VALUES (1, '\(written)')",
      model: "model m\nsubject a\nentity a { table a key id; time reg as \"\(pattern)\" }")
    let answer = try withExtendedLifetime(database) { try database.session().enter("list a") }
    #expect(SmallDatabase.rows(answer.results) == "[[1,\(read.map { "\"\($0)\"" } ?? "null")]]", "\(answer.messages)")
  }
}
