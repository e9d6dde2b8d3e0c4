import Testing

/// Aggregates per thing and before a row: every aggregate, every clause, exact numbers.
@Suite struct EachTests {
  private static let rows = """
    CREATE TABLE clients(id INTEGER PRIMARY KEY, name TEXT, made TEXT);
    INSERT INTO clients VALUES (1,'A','2024-01-01'), (2,'B','2024-01-01'), (3,'C','2024-01-01');
    CREATE TABLE sales(id INTEGER PRIMARY KEY, client_id INTEGER, seller TEXT, status TEXT, at TEXT, shipped TEXT,
      amount REAL, points INTEGER);
    INSERT INTO sales VALUES
      (1,1,'x','ok','2024-02-01 10:00:00','2024-03-01 10:00:00',0.1,9007199254740993),
      (2,1,'y','ok','2024-02-02 10:00:00','2024-02-03 10:00:00',0.2,2),
      (3,1,'x','bad','2024-02-03 10:00:00',NULL,19.99,3),
      (4,2,'x','ok','2024-02-01 10:00:00','2024-02-02 10:00:00',5,NULL),
      (5,2,'x','bad','2024-03-01 10:00:00',NULL,7.25,4),
      (6,3,NULL,'bad','2024-02-05 10:00:00','2024-02-06 10:00:00',1,1);
    """

  private static let model = """
    model own "Own"
    subject clients
    entity clients { table clients key id; name name; time made }
    entity sales {
      table sales key id; time at; time shipped; link client = client_id -> clients
      dimension seller; dimension status; measure amount = amount as USD; measure points = points
    }
    """

  private let own: OwnModel

  init() throws { own = try OwnModel(Self.rows, model: Self.model) }

  private func check(_ metrics: String, _ rows: String, _ period: String = "month 2024-02") throws {
    let answer = try own.session(today: "2024-12-31").enter("show \(metrics) \(period)")
    #expect(
      SmallDatabase.rows(answer.results)?.replacing("T", with: " ") == rows.replacing("T", with: " "),
      "\(metrics)\n\(answer.results)\(answer.messages)")
  }

  /// In February A sold 0.10, 0.20 and 19.99, B 5.00, C 1.00.
  @Test(
    arguments: [
      ("count(each sales.client having count(sales where status = bad) >= 1)", "[[2]]"),
      ("count(each sales.client having count(where status = bad) = 0)", "[[1]]"),
      ("count(each sales.client where status = ok having count(where status = bad) = 0)", "[[2]]"),
      ("count(each sales.client having count(at shipped) = 1)", "[[3]]"),
      ("count(each sales.client having count(at shipped) = 0)", "[[0]]"),
      (
        "count(each sales.client having count(before P) = 0), count(each sales.client having count(ever) > 1)",
        "[[3,2]]"
      ),
      ("sum(count(distinct seller) each sales.client), sum(count(distinct sales.seller) each sales.client)", "[[3,3]]"),
      ("sum(count(distinct seller, status) each sales.client)", "[[4]]"),
      (
        "max(sum(amount) each sales.client), min(sum(sales.amount where status = ok) each sales.client)",
        "[[20.29,0.00]]"
      ),
      ("max(avg(amount) each sales.client), max(median(amount) each sales.client)", "[[6.763333333333334,5]]"),
      ("max(min(amount) each sales.client), min(max(amount) each sales.client)", "[[5.00,1.00]]"),
      ("sum(first(amount) each sales.client), sum(last(amount) each sales.client)", "[[6.10,25.99]]"),
      ("sum(sum(amount * 2 of sales) each sales.client)", "[[52.58]]"),
      ("max(percentile(amount, 0.5) each sales.client), median(count() each sales.client)", "[[5,1]]"),
      ("max(last_time() each sales.client)", #"[["2024-02-05T10:00:00"]]"#),
      ("sum(if(count() between 2 and 3 and sum(amount) is not null, 10, 1) each sales.client)", "[[12]]"),
      ("count(each sales.client having count() in (1, 2) or last_time() in 2024-01)", "[[2]]"),
      ("count(each sales.client having first_time() >= 2024-02-02)", "[[1]]"),
    ])
  func everyAggregateOfAThing(_ metrics: String, _ rows: String) throws { try check(metrics, rows) }

  @Test func wholeNumbersStayWhole() throws {
    try check(
      "sum(sum(points) each sales.client), max(sum(points) each sales.client)", "[[9007199254740999,9007199254740998]]")
    try check("max(count() each sales.client), sum(count() each sales.client)", "[[3,5]]")
  }

  @Test func combinationsAreCounted() throws {
    try check("count(distinct sales.client, sales.seller), count(distinct client, status of sales)", "[[3,4]]")
    // Customer-days; a part that is null makes no combination.
    try check("count(distinct client, days(2024-01-01, at) of sales where seller is not null)", "[[4]]")
    try check("count(distinct sales.client, sales.seller)", #"[["ok",3],["bad",2]]"#, "by status year 2024")
  }

  /// Before A's sales there are 0, 0.10 and 0.30; before B's 0 and 5.
  @Test(
    arguments: [
      ("sum(sales.amount per client before this)", "[[5.40]]"),
      ("count(sales per client before this)", "[[4]]"),
      ("count(sales where status = ok per client before this)", "[[4]]"),
      ("max(sales.amount per client before this)", "[[5.30]]"),
      ("min(sales.amount per client before this)", "[[5.20]]"),
      ("first(sales.amount per client before this)", "[[5.20]]"),
      ("last(sales.amount per client before this)", "[[5.30]]"),
      ("median(sales.amount per client before this)", "[[5.25]]"),
      ("avg(sales.amount per client before this)", "[[5.25]]"),
      ("count(distinct sales.seller per client before this)", "[[4]]"),
      ("days(last_time(sales per client before this), at)", "[[31]]"),
      ("sum(sales.points per client before this)", "[[18014398509481988]]"),
    ])
  func everyAggregateBeforeARow(_ aggregate: String, _ rows: String) throws {
    try check("sum(\(aggregate) of sales)", rows, "all")
  }

  @Test func whatIsBeforeARowFollowsThePeriod() throws {
    // Of each month's sales only those since its start are before another.
    try check(
      "sum(count(sales where at >= P.start per client before this) of sales)", #"[["2024-02",3],["2024-03",0]]"#,
      "by month from 2024-02 to 2024-03")
    try check(
      "count(first sales per client where at >= P.start)", #"[["2024-02",3],["2024-03",1]]"#,
      "by month from 2024-02 to 2024-03")
  }

  @Test(arguments: ["each sales.client", "per client before this of sales"])
  func whatDoesNotFitIsAnError(_ form: String) throws {
    let own = try OwnModel(
      Self.rows + "UPDATE sales SET points = 9223372036854775807 WHERE id IN (1, 2);", model: Self.model)
    let metric =
      form.hasPrefix("each") ? "sum(sum(points) \(form))" : "max(sum(sales.points per client before this) of sales)"
    let answer = try own.session(today: "2024-12-31").enter("show \(metric) all")
    #expect(answer.status == .data && answer.results.isEmpty, "\(answer.results)\(answer.messages)")
    #expect(answer.messages.contains("64 bits hold"))
  }

  /// A row's own number is of the period that is written, whatever it is made of.
  @Test func aRowsOwnNumberKeepsItsPeriod() throws {
    let session = try own.session(today: "2024-12-31")
    _ = session.enter("metric sold = sum(sales.amount)")
    _ = session.enter("metric repeat = count(each sales.client having count() >= 2)")
    _ = session.enter("metric had = stock(sales)")
    for (condition, count) in [
      ("[repeat month 2024-02] = 1", 1), ("[repeat all] = 1", 2), ("[had month 2024-01] = 0", 3),
      ("[had month 2024-02] = 1", 2), ("[previous(sold) month 2024-03] > 1", 2), ("[sold month 2024-03] > 1", 1),
      ("[so_far(sold) month 2024-02] = 5", 1),
    ] {
      let answer = session.enter("show count(clients where \(condition))")
      #expect(SmallDatabase.rows(answer.results) == "[[\(count)]]", "\(condition)\n\(answer.results)\(answer.messages)")
    }
  }

  @Test func aNumberOfAnotherEntitysRowsIsRefused() throws {
    let session = try own.session(today: "2024-12-31")
    for (question, message) in [
      ("count(each sales.client having count(clients) > 1)", "aggregates are of sales"),
      ("sum(amount each sales.client)", "aggregate it: `sum(amount)`"),
      ("sum(last_time() each sales.client)", "this is a time"),
      ("count(each sales.client having count(per client) > 1)", "takes no `per` here"),
      ("count(each sales.client having count(before this) > 1)", "takes no `before this` here"),
      ("sum(count(distinct nonsense) each sales.client)", "`nonsense`"),
    ] {
      let answer = session.enter("show \(question)")
      #expect(answer.status == .mistake && answer.messages.contains(message), "\(question)\n\(answer.messages)")
    }
  }
}
