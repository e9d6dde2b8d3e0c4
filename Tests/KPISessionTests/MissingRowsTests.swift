import KPISession
import Testing

/// Every kind of question over optional tables that are not there: all of it missing is status 3, a part is null with
/// a note, and a condition that nothing is known of chooses no rows.
@Suite struct MissingRowsTests {
  private static let model = """
    model m "M"
    subject customers
    optional entity customers { table customers key id; name name; time made; dimension tier; dimension stage
      history stage = stages by customer at at from a to b }
    optional entity orders { table orders key id; time at; link customer = customer_id -> customers; measure amount }
    optional entity calls { table calls key id; time at; link customer = customer_id -> customers; measure minutes }
    events touches = calls + orders
    segment silent = customers where count(calls per customer ever) = 0
    metric revenue = sum(orders.amount)
    metric called = count(calls)
    metric talked = sum(calls.minutes)
    metric news = count(customers)
    target revenue 20 per month
    target called 10 per month
    report funnel = news, called
    report portrait = share called by tier as tiers
    """
  /// Orders of every month of two years; calls and the history of stages are not there.
  private static let rows = """
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, made TEXT, tier TEXT, stage TEXT);
    INSERT INTO customers VALUES (1, 'An', '2024-01-01', 'a', 'x'), (2, 'Bình', '2024-02-01', 'b', 'y');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, at TEXT, customer_id INT, amount INT);
    INSERT INTO orders VALUES (1, '2024-03-01', 1, 30), (2, '2024-03-02', 2, 12);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 23)
    INSERT INTO orders SELECT 10 + i, date('2022-01-05', i || ' months'), 1, 1 + i % 12 FROM n;
    """

  private func ask(
    _ question: String, _ rows: String = Self.rows
  ) throws -> (status: KPISession.ExitStatus, rows: String?, text: String) {
    let database = try ModelDatabase(Self.model, rows)
    let answer = try withExtendedLifetime(database) { try $0.session(today: "2024-03-15").enter(question) }
    return (answer.status, SmallDatabase.rows(answer.results), answer.results + answer.messages)
  }

  @Test(arguments: [
    "scorecard month 2024-03 metrics called", "scorecard month 2024-03 metrics called, talked by tier",
    "show called, talked by tier order by talked desc", "show called by tier having called > 0",
    "why called by tier month 2024-03 compare previous", "share called by tier", "forecast called next 3 months",
    "cycle calls days 8", "retention calls months 3", "growth calls", "values calls.customer", "list calls",
    "funnel customers -> calls", "show called | where called > 0", "explain show called", "portrait",
    // The condition alone makes it unknown.
    "list customers where count(calls per customer ever) = 0", "list silent", "list customers where silent",
    "show revenue, news where silent", "growth where silent", "forecast revenue where silent next 3 months",
    "retention orders months 3 where silent", "cycle orders days 8 where silent", "share revenue by tier where silent",
    "why revenue by tier month 2024-03 compare previous where silent", "print \"{[revenue where silent]}\"",
    "journey days 4 by stage where silent", "funnel customers -> orders where silent",
    "scorecard month 2024-03 metrics revenue where silent", "assert [news where silent] = 2",
  ])
  func whatRestsOnMissingTablesAloneIsRefused(_ question: String) throws {
    let answer = try ask(question)
    #expect(answer.status == .data, "\(answer)")
    #expect(answer.text.contains("the database has no table for calls"), "\(answer)")
  }

  /// Worked out by hand: the other columns are what they are alone, those of `calls` null.
  @Test(arguments: [
    ("show revenue, called by tier month 2024-03 order by called desc", #"[["a",30,null],["b",12,null]]"#),
    ("show revenue, called by tier month 2024-03 having revenue > 20", #"[["a",30,null]]"#),
    ("show revenue, called by tier month 2024-03 having called is null", #"[["a",30,null],["b",12,null]]"#),
    ("show revenue, called by tier month 2024-03 having called > 0", "[]"),
    ("show revenue, called by tier month 2024-03 top 1", #"[["a",30,null]]"#),
    ("show called, revenue month 2024-03", "[[null,42]]"),
    (
      "scorecard month 2024-03 metrics revenue, called",
      #"[["revenue",42,20,210.0,434.0],["called",null,10,null,null]]"#
    ),
    ("growth touches month 2024-03", #"[["2024-03-01",25,1,"#),
  ])
  func besideOthersItIsNull(_ question: String, _ wanted: String) throws {
    let answer = try ask(question)
    #expect(answer.status == .success, "\(answer)")
    #expect(answer.rows?.hasPrefix(wanted) == true, "\(answer)")
    #expect(answer.text.contains("the database has no table for calls"), "\(answer)")
  }

  @Test(arguments: [
    "cycle touches days 14", "retention touches months 3", "funnel customers -> touches month 2024-01", "funnel",
    "show revenue / called, revenue by tier", "why revenue + called by tier month 2024-03 compare previous",
    "show rank(called), revenue by tier", "share revenue + called by tier",
  ])
  func aPartThatIsMissingIsNoted(_ question: String) throws {
    let answer = try ask(question)
    #expect(answer.status == .success, "\(answer)")
    #expect(answer.text.contains("the database has no table for calls"), "\(answer)")
  }

  /// Without the rows of its changes everybody has been in the present state since the beginning.
  @Test func aJourneyWithoutItsHistorySaysSo() throws {
    let answer = try ask("journey by stage days 4")
    #expect(answer.status == .success, "\(answer)")
    #expect(answer.text.contains("the database has no table for stages"), "\(answer)")
    #expect(answer.rows?.contains(#"["2024-03-12","x",1,0]"#) == true, "\(answer)")
    let nobody = try ask(
      "journey by stage days 4", "CREATE TABLE orders (id INTEGER PRIMARY KEY, at, customer_id, amount)")
    #expect(nobody.status == .data && nobody.text.contains("no table for customers"), "\(nobody)")
  }

  /// What is asked of rows that are there is answered without a word of those that are not.
  @Test func whatDoesNotRestOnItSaysNothingOfIt() throws {
    let answer = try ask("show revenue, news by tier month 2024-03")
    #expect(answer.rows == #"[["a",30,0],["b",12,0]]"#, "\(answer)")
    #expect(!answer.text.contains("has no table"), "\(answer)")
  }
}
