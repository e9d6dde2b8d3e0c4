import KPISession
import Testing

/// Products, quantiles and deviations of numbers that floating point does not hold.
@Suite struct ExactNumberTests {
  private static let rows = """
    CREATE TABLE customers (id INTEGER PRIMARY KEY, at TEXT);
    INSERT INTO customers VALUES (1, '2024-01-01'), (2, '2024-01-02');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, at TEXT, kind TEXT, amount INT, money TEXT, big INT);
    INSERT INTO orders VALUES (1, 1, '2024-01-05', 'a', 100, '1.50', 9007199254740993),
      (2, 1, '2024-01-06', 'b', 201, '2.25', 9007199254740995), (3, 2, '2024-02-05', 'a', 300, '0.01', 9007199254740997),
      (4, 2, '2024-02-06', 'c', 400, '7.00', 9223372036854775806), (5, 2, '2024-02-07', 'c', 50, '1.00', 9223372036854775807);
    """

  private static let model = """
    model m "M"
    subject customers
    entity customers { table customers key id; time at }
    entity orders { table orders key id; time at; link customer = customer -> customers; dimension kind
      measure amount; measure money; measure big }
    """

  private func ask(_ question: String) throws -> (rows: String?, isData: Bool, messages: String) {
    let database = try ModelDatabase(Self.model, Self.rows)
    let answer = try withExtendedLifetime(database) { try $0.session(today: "2024-06-15").enter(question) }
    return (SmallDatabase.rows(answer.results), answer.status == .data, answer.messages)
  }

  @Test(arguments: [
    // 1,051 × 8,776,000,000,000,000 = 9,223,576,000,000,000,000 is greater than 2⁶³ − 1.
    "show sum(orders.amount) * 8776000000000000", "show sum(orders.amount) * 8776000000000000 - 1",
    "show sum(orders.amount) * 1000000000000 * 100000", "show 0 - sum(orders.amount) * 8776000000000000",
    "show sum(orders.money) * 1000000000000000000", "show sum(orders.big where id = 5) + 1",
    // −2⁶³, the least of 64 bits, means null within: −1 − (2⁶³ − 1), −2 − (2⁶³ − 2).
    "show sum(0 - 1 - big of orders)", "show min(0 - 2 - big of orders where id = 4)",
    "show count(orders where 0 - 1 - big < 0)", "show max(sum(0 - 1 - big) each orders.customer)",
    // A condition in which a number leaves 64 bits holds for nobody knows whom, also where it leaves no row over.
    "show count(orders where big * 2 < 0 and id = 5)", "show count(orders) where big * 2 < 0 by kind",
    "list orders where big * 2 < 0 and id = 5",
    "show count(orders where count(orders where big * 2 < 0 per customer ever) > 0)",
    "funnel orders(big * 2 < 0) -> orders year 2024", "funnel orders -> orders(big * 2 < 0) year 2024",
    "retention orders(big * 2 < 0) months 6", "growth orders(big * 2 < 0) month 2024-02",
    "show count(each orders.customer where big * 2 < 0 having count() > 1) by month year 2024",
  ])
  func whatPasses64BitsIsAnError(_ question: String) throws {
    let answer = try ask(question)
    #expect(answer.isData && answer.rows == nil && answer.messages.contains("overflow"), "\(answer)")
  }

  @Test(arguments: [
    // 1,051 × 8,775,000,000,000,001.
    ("show sum(orders.amount) * 8775000000000001", "[[9222525000000001051]]"),
    // 11.76 × 0.00001 × 0.5: three and five and one decimals, of which one is a 0.
    ("show sum(orders.money) * 0.00001 * 0.5", "[[0.00005880]]"),
    // Beyond eight decimals a product is floating.
    ("show sum(orders.money) * 0.00001 * 0.00001", "[[1.176e-09]]"),
    // 11.76 × 10¹⁸ ÷ 10¹⁸: what is divided may leave 64 bits, the quotient does not.
    ("show sum(orders.money) * 1000000000000000000 / 1000000000000000000", "[[11.76]]"),
    // 9,007,199,254,740,993 × 1.001 = 9,016,206,453,995,733.993.
    ("show sum(orders.big where id = 1) * 1.001", "[[9016206453995733.993]]"),
    // 9,007,199,254,740,993 × 1.0000001 = 9,007,200,155,460,918.4740993: five of the seven decimals do not fit.
    ("show sum(orders.big where id = 1) * 1.0000001", "[[9007200155460918.474]]"),
  ])
  func productsAreExact(_ question: String, _ rows: String) throws {
    let answer = try ask(question)
    #expect(answer.rows == rows, "\(answer)")
  }

  @Test(arguments: [
    // 50, 100, 201, 300, 400.
    ("show median(orders.amount)", "[[201]]"),
    ("show median(orders.amount) by kind", #"[["c",225],["b",201],["a",200]]"#),
    ("show median(orders.amount where id <= 2)", "[[150.5]]"),
    // Rank 0.9 × 4 = 3.6: 300 + 0.6 × 100.
    ("show percentile(orders.amount, 0.9), percentile(orders.amount, 0.25)", "[[360,100]]"),
    // 0.01, 1.00, 1.50, 2.25, 7.00; of the first four 1.25, of 1.50 and 2.25 it is 1.875.
    (
      "show median(orders.money), median(orders.money where amount != 400), median(orders.money where id <= 2)",
      "[[1.5,1.25,1.875]]"
    ),
    (
      "show median(orders.big where id <= 3), median(orders.big where id <= 2)", "[[9007199254740995,9007199254740994]]"
    ),
    ("show median(orders.big), median(orders.big where id >= 4)", "[[9007199254740997,9.223372036854776e+18]]"),
    // 2, in which floating point sees no difference of 1 beyond 2⁵³.
    ("show stddev(orders.big where id <= 3)", "[[2.0]]"),
    ("show median(orders.amount where id > 9)", "[[null]]"),
    // Customer 1 has 301, customer 2 has 750.
    ("show median(sum(amount) each orders.customer)", "[[525.5]]"),
    // The order before is of 100; the orders before are of 300, then of 300 and 400.
    ("show sum(median(orders.amount per customer before this) of orders)", "[[750]]"),
    ("show median(least(money, 1.5) of orders), sum(least(money, 1.5) of orders)", "[[1.5,5.51]]"),
  ])
  func quantilesAreExact(_ question: String, _ rows: String) throws {
    let answer = try ask(question)
    #expect(answer.rows == rows, "\(answer)")
  }

  @Test func rowsOfAHalfAreComparedExactly() throws {
    // Medians per customer: 150.5 and 300.
    let answer = try ask("show count(customers where median(orders.amount per customer ever) = 150.5)")
    #expect(answer.rows == "[[1]]", "\(answer)")
  }
}
