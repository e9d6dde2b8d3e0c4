import KPISession
import Testing

/// Rules of values that are the same of rows, in a metric, over a table and of each thing.
@Suite struct ScalarRulesTests {
  private static let rows = """
    CREATE TABLE customers (id INTEGER PRIMARY KEY, at TEXT);
    INSERT INTO customers VALUES (1, '2022-01-01'), (2, '2022-02-06');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, at TEXT, done TEXT, amount INT, wait INT);
    INSERT INTO orders VALUES (1, 1, '2023-03-20', NULL, 100, 5), (2, 1, '2023-04-29', '2023-05-30', 200, NULL),
      (3, 2, '2024-04-02', NULL, NULL, 7), (4, 2, '2024-04-20', '2024-04-21', 400, 1);
    """

  private static let model = """
    model m "M"
    subject customers
    entity customers { table customers key id; time at }
    entity orders { table orders key id; time at; link customer = customer -> customers
      time done = done; measure amount as VND; measure wait as days }
    metric n = count(orders)
    metric total = sum(orders.amount)
    metric waited = sum(orders.wait)
    metric longest = max(days(at, least(done, P.last)) of orders) as days
    """

  private func ask(_ question: String) throws -> (rows: String?, messages: String, results: String) {
    let database = try ModelDatabase(Self.model, Self.rows)
    return try withExtendedLifetime(database) {
      let answer = try $0.session(today: "2024-04-28").enter(question)
      return (SmallDatabase.rows(answer.results), answer.messages, answer.results)
    }
  }

  @Test(arguments: [
    "show n where amount + wait > 3 all", "show total + sum(orders.wait) all", "show n where amount > wait all",
    "show n where coalesce(amount, wait) > 3 all",
    "show count(each orders.customer having sum(amount) > sum(wait)) all",
    "show total, waited by customer having total > waited all",
  ])
  func unitsAreNotMixed(_ question: String) throws {
    let answer = try ask(question)
    #expect(answer.rows == nil && answer.messages.contains("\"unit-mismatch\""), "\(answer)")
  }

  @Test(arguments: [
    "show n where amount = null all", "show n where amount != null all", "list orders where amount in (100, null) all",
    "show total by customer having total > null all", "show count(each orders.customer having sum(amount) = null) all",
  ])
  func nothingIsComparedWithNull(_ question: String) throws {
    let answer = try ask(question)
    #expect(answer.rows == nil && answer.messages.contains("\"compared-with-null\""), "\(answer)")
  }

  @Test(arguments: [
    ("show n where amount is null all", "[[1]]"), ("show n where amount is not null all", "[[3]]"),
    ("show n where wait >= 5 all", "[[2]]"), ("show n where not wait >= 5 all", "[[2]]"),
    // A bare number goes with every unit.
    ("show n where amount + 50 > 200 all", "[[2]]"),
  ])
  func valuesAreComparedAsWorkedOut(_ question: String, _ rows: String) throws {
    let answer = try ask(question)
    #expect(answer.rows == rows, "\(answer)")
  }

  /// 119 days of the leap year 2024 have passed.
  ///
  /// As many of 2023 end on 29 April, so the order of that day counts, and an open one of 20 March waits for 40 days. The
  /// whole is compared with the same dates.
  @Test func aRunningYearIsComparedWithAsManyDays() throws {
    let answer = try ask("show n, longest by year year 2024 compare year")
    #expect(answer.rows?.hasPrefix(#"[["2024",2,2,0,0.0,26,40,"#) == true, "\(answer)")
    #expect(answer.results.contains("2023-01-01 … 2023-04-29"), "\(answer)")
  }
}
