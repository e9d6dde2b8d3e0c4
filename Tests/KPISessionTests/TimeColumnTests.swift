import KPISession
import Testing

/// Times that are months, that stand in several columns, and that lie a span after another time of their row.
@Suite struct TimeColumnTests {
  private static let rows = """
    CREATE TABLE plans (id INTEGER PRIMARY KEY, y INTEGER, m INTEGER, month TEXT, ym INTEGER, amount INTEGER);
    INSERT INTO plans VALUES (1, 2022, 12, '2022-12', 202212, 5), (2, 2023, 1, '2023-01', 202301, 10),
      (3, 2023, 2, '2023-02', 202302, 20), (4, 2023, 2, '2023-02', 202302, 7), (5, 2023, 13, '2023-13', 202313, 99);
    CREATE TABLE invoices (id INTEGER PRIMARY KEY, day TEXT, clock TEXT, paid_at TEXT, amount INTEGER);
    INSERT INTO invoices VALUES (1, '2023-01-31', '08:00', '2023-02-28 08:00:00', 1),
      (2, '2023-01-31', '08:00', '2023-02-28 08:00:01', 2), (3, '2023-01-01', NULL, NULL, 4),
      (4, '2023-02-10', '23:30', '2023-02-11 23:30:00', 8);
    """

  private static let model = """
    model m
    entity plans { table plans key id; time at = y, m as "yyyy mm"; time text = month as "yyyy-mm"
      time number = ym as "yyyymm"; measure amount }
    entity invoices { table invoices key id; time issued = day, clock; time paid_at
      time due planned = issued + 1 month; time reminded planned = issued + 1 month - 36 hours; measure amount }
    metric late = count(invoices where paid_at > issued + 1 month)
    metric next_day = count(invoices where paid_at <= issued + 24 hours)
    metric due = sum(invoices.amount at due)
    """

  private func answer(_ question: String) throws -> String {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    return try withExtendedLifetime(database) {
      let answer = try $0.session(today: "2023-03-31").enter(question)
      return SmallDatabase.rows(answer.results) ?? answer.messages
    }
  }

  @Test("a month as text, as a number and in two columns", arguments: ["at", "text", "number"])
  func months(time: String) throws {
    #expect(
      try answer("show sum(plans.amount at \(time)) by month from 2022-12 to 2023-03")
        == "[[\"2022-12\",5],[\"2023-01\",10],[\"2023-02\",27],[\"2023-03\",0]]")
  }

  /// A part of a month has all of its rows or none, which a note says.
  @Test(arguments: [
    ("show sum(plans.amount) by day from 2023-01-01 to 2023-01-03", true),
    ("show sum(plans.amount at text) by week month 2023-02", true),
    ("show sum(plans.amount at number) from 2023-01-10 to 2023-02-28", true),
    ("show sum(plans.amount) by month from 2023-01-10 to 2023-02-28", true),
    ("show sum(plans.amount) by month from 2022-12 to 2023-03", false),
    ("show sum(plans.amount) by quarter all", false),
    ("show sum(plans.amount) all", false), ("show sum(plans.amount) month 2023-02", false),
    ("show sum(invoices.amount) by day from 2023-01-01 to 2023-01-03", false),
  ])
  func whatIsKnownByMonthHasNoDays(_ question: String, _ isTold: Bool) throws {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    let answer = try withExtendedLifetime(database) { try $0.session(today: "2023-03-31").enter(question) }
    #expect(answer.results.contains("plans are known by month") == isTold, "\(question)\n\(answer.results)")
  }

  /// What has a day alone has no hour.
  @Test(arguments: [
    ("show count(plans at text) by hour all", "plans are known by day"), ("show count(invoices) by hour all", nil),
    ("show count(plans at text) by day month 2023-02", nil),
  ])
  func whatIsKnownByDayHasNoHours(_ question: String, _ told: String?) throws {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    let answer = try withExtendedLifetime(database) { try $0.session(today: "2023-03-31").enter(question) }
    #expect(answer.status == .success && answer.results.contains("known by day") == (told != nil), "\(answer.results)")
    if let told { #expect(answer.results.contains(told)) }
  }

  @Test func aDateAndItsClock() throws {
    #expect(
      try answer("list invoices all | select id, issued")
        == "[[3,\"2023-01-01T00:00:00\"],[1,\"2023-01-31T08:00:00\"],[2,\"2023-01-31T08:00:00\"],[4,\"2023-02-10T23:30:00\"]]"
    )
  }

  @Test("a span is added to a row's time: to the second, clamped to the month's end")
  func spans() throws {
    #expect(
      try answer("show late, next_day by month quarter 2023-Q1")
        == "[[\"2023-01\",1,0],[\"2023-02\",0,1],[\"2023-03\",0,0]]")
    #expect(
      try answer("show due by month from 2023-01 to 2023-03") == "[[\"2023-01\",0],[\"2023-02\",7],[\"2023-03\",8]]")
    #expect(
      try answer("list invoices all where id = 1 | select due, reminded")
        == "[[\"2023-02-28T08:00:00\",\"2023-02-26T20:00:00\"]]")
    #expect(try answer("list invoices where issued + 1 month > 2023-03-01 all | select id") == "[[4]]")
    #expect(try answer("show last_time(invoices) + 2 days") == "[[\"2023-02-12T23:30:00\"]]")
  }

  @Test("the same in SQL", arguments: ["show late, next_day by month quarter 2023-Q1"])
  func writtenAsSQL(question: String) throws {
    let model = Self.model.replacing("time issued = day, clock", with: "time issued = day")
    let database = try OwnDatabase(Self.rows, model: model)
    try withExtendedLifetime(database) {
      let session = try $0.session(today: "2023-03-31")
      let statement = session.enter("explain sql \(question)")
      #expect(statement.results.contains("+1 months"), "\(statement.messages)")
    }
  }

  @Test(
    "what is no time in several columns says so",
    arguments: [
      ("time at = y, m as unix", "one column"), ("time at = y, m, id", "as \"yyyy mm dd\""),
      ("time at = y + 1, m as \"yyyy mm\"", "a column"), ("time at = month as \"yyyy-dd\"", "no form of a date"),
      ("time at = y, nope as \"yyyy mm\"", "nope"),
    ])
  func mistakes(time: String, told: String) throws {
    let model = Self.model.replacing("time at = y, m as \"yyyy mm\"", with: time)
    do {
      _ = try OwnDatabase(Self.rows, model: model).session()
      #expect(Bool(false), "\(time) was taken")
    } catch {
      #expect("\(error)".contains(told), "\(error)")
    }
  }

  @Test("a span stands on a time only, within the years that are reckoned in")
  func badSpans() throws {
    #expect(try answer("list invoices where amount + 3 days > 5").contains("a time only"))
    #expect(try answer("list invoices where issued + 99999 years > 2023-01-01").contains("1 to 9999"))
    #expect(try answer("show due by year, month").contains("write `by month`"))
  }
}
