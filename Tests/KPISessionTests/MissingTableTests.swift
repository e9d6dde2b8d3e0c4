import KPISession
import Testing

/// Optional tables that are not there: a number that rests on them alone is never 0.
@Suite struct MissingTableTests {
  private static let model = """
    model m "M"
    subject customers
    entity customers { table customers key id; name name; time made; dimension tier }
    optional entity orders { table orders key id; time at; link customer = customer_id -> customers; measure amount }
    optional entity refunds { table refunds key id; time at; link customer = customer_id -> customers; measure amount }
    optional entity calls { table calls key id; time at; link customer = customer_id -> customers }
    events touches = calls + orders
    metric revenue = sum(orders.amount)
    metric net = sum(orders.amount) - sum(refunds.amount)
    metric back = sum(refunds.amount) - sum(orders.amount)
    metric refunded = sum(refunds.amount)
    metric acts = count(calls) + count(refunds) + 1
    metric aov = sum(orders.amount) / count(orders)
    metric per_call = sum(orders.amount) / count(calls)
    metric touched = count(touches)
    metric news = count(customers)
    metric callers = count(customers where count(calls per customer ever) > 0)
    metric safe = coalesce(sum(refunds.amount), 0)
    """
  /// Orders are there, refunds and calls are not.
  private static let rows = """
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, made TEXT, tier TEXT);
    INSERT INTO customers VALUES (1, 'An', '2024-01-01', 'a'), (2, 'Bình', '2024-02-01', 'b');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, at TEXT, customer_id INT, amount INT);
    INSERT INTO orders VALUES (1, '2024-03-01', 1, 30), (2, '2024-03-02', 2, 12);
    """

  private func ask(_ question: String) throws -> (status: KPISession.ExitStatus, rows: String?, text: String) {
    let database = try ModelDatabase(Self.model, Self.rows)
    let answer = try withExtendedLifetime(database) { try $0.session(today: "2024-06-15").enter(question) }
    return (answer.status, SmallDatabase.rows(answer.results), answer.results + answer.messages)
  }

  @Test(arguments: [
    "list calls", "values calls.customer", "growth calls", "show acts", "show callers, acts", "show acts by tier",
    "share refunded by tier", "retention calls months 3", "funnel customers -> calls", "cycle calls days 8",
    "show sum(refunds.amount)", "show safe", "assert [acts] = 0", "print \"{[acts]}\"", "show per_call",
    "forecast acts next 3 months",
  ])
  func whatRestsOnMissingTablesAloneIsRefused(_ question: String) throws {
    let answer = try ask(question)
    #expect(answer.status == .data, "\(answer)")
    #expect(answer.text.contains("the database has no table for"), "\(answer)")
  }

  @Test func besideOthersItIsNull() throws {
    let answer = try ask("show news, acts, per_call, callers by tier")
    #expect(answer.rows == #"[["a",1,null,null,null],["b",1,null,null,null]]"#, "\(answer)")
    #expect(answer.text.contains("the database has no table for calls"), "\(answer)")
    #expect(answer.text.contains("the database has no table for refunds"), "\(answer)")
  }

  @Test func inASumItAddsNothing() throws {
    let answer = try ask("show revenue, net, back, aov, touched")
    #expect(answer.rows == "[[42,42,-42,21.0,2]]", "\(answer)")
    #expect(answer.text.contains("the database has no table for refunds"), "\(answer)")
    #expect(answer.text.contains("the database has no table for calls"), "\(answer)")
  }

  @Test func aDatabaseOfAnotherKindGetsOneMessage() throws {
    let tables = ["customers (id INTEGER PRIMARY KEY, title TEXT)", "goods (sku TEXT)"]
    for table in tables {
      let scratch = try Scratch()
      try SQLFixture(scratch.path + "/shop.db").run("CREATE TABLE \(table)")
      let outcome = try Program.run([scratch.path + "/shop.db", "-c", "show revenue"])
      #expect(outcome.status == 3, "\(outcome.messages)")
      #expect(outcome.messages.components(separatedBy: "error").count == 2, "\(outcome.messages)")
      #expect(outcome.messages.contains("--model") && outcome.messages.contains("docs/model-guide.md"))
      #expect(!outcome.messages.contains("┌─"), "\(outcome.messages)")
    }
  }
}
