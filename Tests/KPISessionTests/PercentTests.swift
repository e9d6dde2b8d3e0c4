import KPISession
import Testing

/// `%`: what a formula that is declared so is multiplied by, and what `15%` is beside such a number.
@Suite struct PercentTests {
  private static let rows = """
    CREATE TABLE o (id INTEGER PRIMARY KEY, at TEXT, kind TEXT, amt REAL, cents INT, pr REAL);
    INSERT INTO o VALUES (1, '2024-01-01', 'a', 10, 1000, 5), (2, '2024-01-02', 'b', 90, 9000, 20),
      (3, '2024-02-03', 'a', 50, 5000, 30), (4, '2024-02-04', 'b', 50, 5000, 80);
    """

  private static let model = """
    model m
    subject o
    entity o { table o key id; time at; dimension kind; measure amt as USD; measure money = cents / 100 as USD
      measure pr as % }
    metric a = sum(o.amt where kind = a) as USD
    metric t = sum(o.amt) as USD
    metric m = sum(o.money)
    metric n = count(o)
    metric pc = a / t * 100
    metric p = a / t as %
    """

  private func rows(_ question: String) throws -> String {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    return try withExtendedLifetime(database) { try $0.rows(question) }
  }

  /// January: a is 10 of t = 100; one of two orders is of kind a.
  @Test(
    arguments: [
      ("a / t", 10.0), ("a / t * 100", 10), ("100 * a / t", 10), ("100.0 * a / t", 10), ("a / t * 100.0", 10),
      ("a * 100.0 / t", 10), ("round(a / t * 100, 1)", 10), ("round(100 * a / t)", 10),
      ("coalesce(a / t * 100, 0)", 10), ("if(t > 0, a / t * 100, 0)", 10), ("if(t > 0, a / t, 0)", 10),
      ("least(100 * a / t, 100)", 10), ("least(a / t, 1)", 10), ("pc", 10), ("(pc)", 10), ("p", 10), ("p / 2", 5),
      ("avg(if(kind = a, 100, 0) of o)", 50), ("avg(if(kind = a, 1, 0) of o)", 50),
      ("sum(if(kind = a, 100, 0) of o) / n", 50), ("a / (100 * t)", 0.1), ("a / (t / 100)", 10), ("a / t / 0.01", 10),
      // What cents are converted by makes no percentage.
      ("a / m", 10), ("m / t", 100), ("100 - pc", 90), ("1 - a / t", 90),
    ])
  func aFormulaIsMultipliedOnce(_ formula: String, _ percent: Double) throws {
    let answer = try rows("metric z = \(formula) as %; show z month 2024-01")
    let number = try #require(Double(answer.filter { $0.isNumber || $0 == "." || $0 == "-" }), "\(answer)")
    #expect(abs(number - percent) < 1e-9, "\(formula): \(number)")
  }

  @Test func describeTellsTheFactor() throws {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    let session = try database.session(format: .table)
    withExtendedLifetime(database) {
      #expect(session.enter("describe p").results.contains("multiplied by 100"))
      #expect(!session.enter("describe pc").results.contains("multiplied by 100"))
      #expect(!session.enter("metric z = a * 100 / t as %; describe z").results.contains("multiplied by 100"))
    }
  }

  /// A `%` number is a hundred times its part: by 100 it is one again, and so is what it is multiplied by.
  @Test(
    arguments: [
      ("p / 100", nil, 0.3), ("n * p / 100", nil, 1.2), ("p * 0.01 * n", nil, 1.2), ("t * p / 100", "USD", 60),
      ("t * p", "USD·%", 6000), ("t / (p / 100)", "USD", 2000.0 / 3), ("t / p * 100", "USD", 2000.0 / 3),
      ("p * p / 100", "%", 9), ("p / p", nil, 1), ("t * p / t", "%", 30), ("avg(o.pr)", "%", 33.75),
      ("avg(o.pr) / 100", nil, 0.3375), ("sum(amt * pr of o)", "USD·%", 7350),
      ("sum(amt * pr / 100 of o)", "USD", 73.5),
      ("sum(amt * pr of o) / t", "%", 36.75), ("n * (100 - p) / 100", nil, 2.8), ("t / (t / p)", "%", 30),
    ] as [(String, String?, Double)])
  func aHundredthTakesThePercentAway(_ formula: String, _ unit: String?, _ wanted: Double) throws {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    let own = try withExtendedLifetime(database) {
      try $0.session().enter("metric z = \(formula); show z all").results
    }
    let told = unit.map { "\"unit\":\"\($0)\"" }
    #expect(told.map(own.contains) ?? !own.contains("\"unit\""), "\(formula): \(own)")
    let number = try #require(
      SmallDatabase.rows(own).flatMap { Double($0.filter { $0.isNumber || $0 == "." }) }, "\(own)")
    #expect(abs(number - wanted) < 1e-9, "\(formula): \(own)")
  }

  /// `as %` multiplies what is a part, once.
  @Test(
    arguments: [
      "sum(amt * pr of o) / t", "sum(amt * pr / 100 of o) / t", "sum(amt * pr / 100 of o) / t * 100",
      "sum(amt * pr of o) / 100 / t",
    ])
  func aMeanWeightedByAnAmountIsMultipliedOnce(_ formula: String) throws {
    let answer = try rows("metric z = \(formula) as %; show z all")
    let number = try #require(Double(answer.filter { $0.isNumber || $0 == "." }), "\(answer)")
    #expect(abs(number - 36.75) < 1e-9, "\(formula): \(number)")
  }

  @Test func anAmountByPercentIsNoAmount() throws {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    try withExtendedLifetime(database) {
      let session = try $0.session()
      #expect(session.enter("metric z = t * p as USD; show z all").messages.contains("a hundred times its part"))
      #expect(!session.enter("metric y = t * p / 100 as USD; show y all").messages.contains("hundred"))
      #expect(session.enter("show t + t * p all").messages.contains("unit-mismatch"))
    }
  }

  /// Behind a pipe it is the same.
  @Test func behindAPipeToo() throws {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    let answer = try withExtendedLifetime(database) {
      try $0.session().enter("show n, t, p by kind all | derive x = n * p / 100 | derive y = t * p / 100").results
    }
    #expect(answer.contains("{\"name\":\"x\",\"kind\":\"value\",\"type\":\"number\"}"), "\(answer)")
    #expect(answer.contains("\"name\":\"y\",\"kind\":\"value\",\"type\":\"number\",\"unit\":\"USD\""), "\(answer)")
  }

  /// `15%` beside a `%` number is 15, however it is made.
  @Test(
    arguments: [
      ("show p by month all having p > 10% + 5%", "[[\"2024-02\",50.0]]"),
      ("show p by month all having p > 2 * 10%", "[[\"2024-02\",50.0]]"),
      ("show p by month all having p > 30% / 2", "[[\"2024-02\",50.0]]"),
      ("let x = 15%; show p by month all having p > $x", "[[\"2024-02\",50.0]]"),
      ("let x = 10% + 5%; show p by month all having p > $x", "[[\"2024-02\",50.0]]"),
      ("let x = 15%; show p by month all | where p > $x", "[[\"2024-02\",50.0]]"),
      ("show p by month all | where p > 2 * 10%", "[[\"2024-02\",50.0]]"),
      ("show n where pr > 2 * 10%", "[[2]]"), ("let x = 15%; show n where pr > $x", "[[3]]"),
      ("let x = 15%; metric d = p - $x; show d month 2024-02", "[[35.0]]"),
      (
        "let x = 15%; metric d = if(p > $x, 1, 0); show d by month from 2024-01 to 2024-02",
        "[[\"2024-01\",0],[\"2024-02\",1]]"
      ),
      ("metric d = p + (5% + 5%); show d month 2024-02", "[[60.0]]"),
      // Elsewhere it is a part.
      ("let x = 15%; show n where amt > 100 * $x all", "[[3]]"), ("show n where amt > 100 * 15% all", "[[3]]"),
    ])
  func aPercentIsAsWritten(_ question: String, _ wanted: String) throws {
    #expect(try rows(question).filter { $0 != " " && $0 != "\n" } == wanted, "\(question)")
  }

  @Test func anAlertShowsTheLimitInPercent() throws {
    #expect(try rows("alert p per month when p < 15%; alerts all").contains("15"))
    #expect(try !rows("alert p per month when p < 15%; alerts all").contains("0.15"))
  }

  @Test(
    "a `%` that looks like a part of what stands beside it is a mistake, with the form that is right",
    arguments: [
      ("show 1 - order_rate this month", "100 - X"), ("show revenue + 10% this month", "X * 1.1"),
      ("show orders - 5% this month", "X * 1.1"), ("print [revenue this month] - 5%", "X * 1.1"),
      ("let r = [order_rate this month]; print 1 - $r", "100 - X"),
      ("xem doanh thu + 10% tháng này", "X * 1.1"),
    ])
  func partsOfNothing(_ line: String, _ form: String) throws {
    let session = try TextSession(DemoFixture.path)
    let answer = session.enter(line)
    #expect(answer.status == .mistake && answer.messages.contains(form), "\(line): \(answer.messages)")
  }

  @Test(arguments: [
    "show 100 - order_rate this month", "show revenue * 110% this month", "show order_rate + 5% this month",
    "print 1 + 10%", "show order_rate - previous(order_rate) this month",
    "show revenue * (1 - order_rate / 100) this month",
    "show 1 - 0.01 * win_rate this month", "show orders / customers_total + 5% this month",
    "show orders + 200 * 15% this month",
    "show 100% - won_opportunities / (won_opportunities + lost_opportunities) this month", "print [orders] + 200 * 15%",
  ])
  func partsOfSomething(_ line: String) throws {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter(line).status == .success, "\(line)")
  }
}
