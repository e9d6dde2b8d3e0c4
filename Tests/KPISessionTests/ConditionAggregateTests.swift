import KPISession
import Testing

/// Aggregates of a row's own subject in a question's `where`, and `top N per D with other`.
@Suite struct ConditionAggregateTests {
  private static let rows = """
    CREATE TABLE customers (id INTEGER PRIMARY KEY, at TEXT);
    INSERT INTO customers VALUES (1, '2024-01-01'), (2, '2024-02-06'), (3, '2024-01-03');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, at TEXT, kind TEXT, amount INT);
    INSERT INTO orders VALUES (1, 1, '2024-01-05', 'a', 100), (2, 1, '2024-01-06', 'b', 201),
      (3, 2, '2024-02-05', 'a', 300), (4, 2, '2024-02-07', 'c', 400), (5, NULL, '2024-02-08', 'c', 50),
      (6, 3, '2024-02-09', 'b', 70);
    """

  private static let model = """
    model m "M"
    subject customers
    entity customers { table customers key id; time at }
    entity orders { table orders key id; time at; link customer = customer -> customers; dimension kind
      measure amount }
    metric n = count(orders)
    segment early = customers where count(orders per customer before this) > 0
    """

  private func ask(_ entries: String...) throws -> (rows: String?, messages: String) {
    let database = try ModelDatabase(Self.model, Self.rows)
    return try withExtendedLifetime(database) {
      let session = try $0.session(today: "2024-06-15")
      for entry in entries.dropLast() { _ = session.enter(entry) }
      let answer = session.enter(entries.last ?? "")
      return (SmallDatabase.rows(answer.results), answer.messages)
    }
  }

  @Test(arguments: [
    // Customers 1 and 2 have two orders each.
    ("show n where count(orders per customer) > 1", "[[4]]"),
    ("show n month 2024-01 where count(orders per customer) > 1", "[[2]]"),
    ("show n by month month 2024-02 where count(orders per customer) > 1", #"[["2024-02",2]]"#),
    ("show n where count(orders per customer before this) > 0", "[[2]]"),
    ("show n month 2024-02 where count(orders per customer before P) > 0", "[[0]]"),
    ("show n by kind where sum(orders.amount per customer ever) > 400", #"[["a",1],["c",1]]"#),
    ("share n by kind where count(orders per customer ever) = 1", #"[["b",1,100.0]]"#),
    // The whole company's number stays the whole company's.
    ("show n where [n all] > 3", "[[6]]"),
    ("show n where count(orders per customer ever) > 1 and kind = a", "[[2]]"),
  ])
  func theyMeanWhatTheyMeanInAMetric(_ question: String, _ rows: String) throws {
    let answer = try ask(question)
    #expect(answer.rows == rows, "\(answer)")
  }

  @Test func beforeThisIsBeforeTheRowThatTheConditionIsAbout() throws {
    // Customer 2 has an order of the day before it came: both of its orders are of such a customer.
    #expect(try ask("show count(customers where early)").rows == "[[1]]")
    #expect(try ask("show n where early").rows == "[[2]]")
    #expect(try ask("show count(orders where customer.early)").rows == "[[2]]")
  }

  @Test func whatIsOpenIsOpenAtAnEnd() throws {
    for (word, rewrite) in [
      ("ever", "without `while`"), ("before P", "write `in previous`"), ("before this", "up to P"),
    ] {
      let answer = try ask("show count(customers where count(orders while at .. at per customer \(word)) > 0)")
      #expect(answer.rows == nil && answer.messages.contains(rewrite), "\(answer)")
    }
  }

  @Test func othersWithinEachValue() throws {
    // January: b 201, a 100. February: c 450, a 300, b 70.
    let months = "show sum(orders.amount) by month, kind from 2024-01 to 2024-02 top 1 per month with other"
    #expect(
      try ask(months).rows
        == #"[["2024-01","b",201],["2024-01","(other)",100],["2024-02","c",450],["2024-02","(other)",370]]"#)
    let kinds = "show sum(orders.amount) by kind, month from 2024-01 to 2024-02 top 1 per month with other"
    #expect(
      try ask(kinds).rows
        == #"[["c","2024-02",450],["b","2024-01",201],["(other)","2024-01",100],["(other)","2024-02",370]]"#)
    // The null group takes no place and stays, last.
    #expect(
      try ask("show n by kind, customer top 1 per kind with other").rows
        == #"[["a",1,1],["a","(other)",1],["b",1,1],["b","(other)",1],["c",2,1],["c",null,1]]"#)
    #expect(try ask("show n by kind, customer, month top 1 per kind with other").messages.contains("bad-top"))
  }

  @Test func othersAreDrilledWithinTheirValue() throws {
    let show = "show n by kind, customer top 1 per kind with other"
    #expect(try ask(show, "drill a, (other) n").rows?.hasPrefix("[[3,") ?? false)
    #expect(try ask(show, "drill b, (other) n").rows?.hasPrefix("[[6,") ?? false)
  }

  @Test func aDistinctCountOfValuesIsDrilledByTheRowsThatHaveThem() throws {
    func keys(_ entries: [String]) throws -> [String] {
      let database = try ModelDatabase(Self.model, Self.rows + "UPDATE orders SET kind = NULL WHERE id = 3;")
      return try withExtendedLifetime(database) {
        let session = try $0.session(today: "2024-06-15")
        for entry in entries.dropLast() { _ = session.enter(entry) }
        let rows = SmallDatabase.rows(session.enter(entries.last ?? "").results) ?? ""
        return rows.split(separator: "[").map { String($0.prefix { $0 != "," }) }
      }
    }
    // a, b, c: of the rows 1, 2, 4, 5, 6; the third has none. In February c, b.
    let metric = "metric kinds = count(distinct orders.kind)"
    #expect(try keys([metric, "show kinds", "drill total kinds"]) == ["1", "2", "4", "5", "6"])
    #expect(try keys([metric, "show kinds by month", "drill 2024-02 kinds"]) == ["4", "5", "6"])
    #expect(try keys([metric, "show kinds by customer", "drill (none) kinds"]) == ["5"])
    // A combination has all its parts: the fifth order has no customer.
    let pairs = "metric pairs = count(distinct orders.customer, orders.kind)"
    #expect(try keys([pairs, "show pairs", "drill total pairs"]) == ["1", "2", "4", "6"])
    // Of things the things themselves are shown, in order of their time.
    #expect(
      try keys(["metric who = count(distinct orders.customer)", "show who", "drill total who"]) == ["1", "3", "2"])
  }
}
