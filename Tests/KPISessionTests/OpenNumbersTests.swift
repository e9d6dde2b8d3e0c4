import KPISession
import Testing

/// A past number that can still change says so: with a star where an end is declared, with a note where none is.
@Suite struct OpenNumbersTests {
  private static let rows = """
    CREATE TABLE leads (id INTEGER PRIMARY KEY, created_at TEXT);
    CREATE TABLE deals (id INTEGER PRIMARY KEY, lead_id INT, created_at TEXT, closed_at TEXT, v INT);
    CREATE TABLE mails (id INTEGER PRIMARY KEY, sent_at TEXT, opened_at TEXT);
    INSERT INTO leads VALUES (1, '2023-12-10 10:00:00'), (2, '2024-01-10 10:00:00'), (3, '2024-01-20 10:00:00');
    INSERT INTO deals VALUES (1, 2, '2024-01-25 10:00:00', '2024-02-01 10:00:00', 5), (2, 3, '2024-03-05 10:00:00', NULL, 7);
    INSERT INTO mails VALUES (1, '2024-01-03 10:00:00', '2024-01-03 11:00:00'), (2, '2024-01-04 10:00:00', '2024-03-01 10:00:00');
    """

  private static let model = """
    model m
    subject leads
    entity leads { table leads key id; time created_at }
    entity deals {
      table deals key id
      time created_at
      time closed_at
      time done = coalesce(closed_at, created_at)
      link lead = lead_id -> leads
      measure v
    }
    entity mails { table mails key id; time sent_at; time opened_at; dimension is_open = if(opened_at is null, 'no', 'yes') }
    metric mails = count(mails)
    """

  private static let today = "2024-02-15"

  private static func answer(
    _ metric: String, _ question: String = "show m month 2024-01"
  ) throws -> (json: String, table: String, status: KPISession.ExitStatus) {
    let database = try OwnDatabase(rows, model: model + "\n" + metric + "\n")
    return try withExtendedLifetime(database) {
      let json = try database.session(today: today).enter(question)
      let table = try database.session(today: today, format: .table).enter(question)
      return (json.results + json.messages, table.results + table.messages, json.status)
    }
  }

  /// What a metric of January waits for in the middle of February, without an end.
  @Test(arguments: [
    ("count(leads where count(deals per lead ever) > 0)", "m can still rise: deals count whenever they come"),
    ("count(leads where count(deals per lead ever) >= 1 and created_at < 2024-01-15)", "m can still rise: deals"),
    ("count(leads where count(deals per lead ever) = 0)", "m can still fall: deals count whenever they come"),
    ("count(leads where not count(deals per lead ever) > 0)", "m can still fall: deals"),
    ("100 * count(leads where count(deals per lead ever) > 0) / count(leads)", "m can still rise: deals"),
    ("count(leads) - count(leads where count(deals per lead ever) > 0)", "m can still fall: deals"),
    ("count(leads where sum(deals.v per lead ever) > 3)", "m can still change: deals"),
    ("count(leads where count(deals where closed_at is not null per lead up to P) > 0)", "closed_at of deals"),
    ("count(mails where opened_at is not null)", "m can still rise: opened_at of mails count whenever they come"),
    ("count(mails where opened_at is null)", "m can still fall: opened_at of mails"),
    ("count(mails where opened_at >= 2024-01-10)", "m can still rise: opened_at of mails"),
    ("count(mails where hours(sent_at, opened_at) > 5)", "m can still rise: opened_at of mails"),
    ("avg(days(created_at, closed_at) of deals)", "m can still change: closed_at of deals"),
    ("stock(deals while created_at .. coalesce(closed_at, created_at))", "can still change: closed_at of deals"),
    ("count(each deals.lead ever having count() >= 1)", "m can still change: deals count whenever they come"),
    ("rolling(count(mails where opened_at is not null), 7 days)", "m can still rise: opened_at of mails"),
  ])
  func waitsWithoutAnEnd(_ formula: String, note: String) throws {
    let answer = try Self.answer("metric m = \(formula)")
    #expect(
      answer.json.contains(#""states":[{"row":0,"column":"m","state":"maturing"}]"#), "\(formula)\n\(answer.json)")
    #expect(answer.json.contains(note), "\(formula)\n\(answer.json)")
    #expect(!answer.table.contains("*") && answer.table.contains(note), "\(formula)\n\(answer.table)")
  }

  /// What no row dated after today changes.
  @Test(arguments: [
    "count(leads)", "count(leads where count(deals per lead) > 0)",
    "count(leads where count(deals per lead up to P) > 0)", "count(leads where count(deals per lead before P) = 0)",
    "count(leads where count(deals per lead before this) = 0)", "count(first deals per lead)",
    "count(leads where count(deals where created_at < 2024-02-01 per lead ever) > 0)",
    "count(mails where opened_at in 2024-01)", "count(mails where opened_at < 2024-02-01)",
    "count(mails where opened_at is not null and opened_at <= 2024-01-31)",
    "count(mails where opened_at < P.end)", "count(mails at opened_at)",
    "count(mails where days(sent_at, opened_at) <= 14)", "count(mails where hours(sent_at, opened_at) <= 240)",
    "stock(deals while created_at .. closed_at)", "stock(sum deals.v while created_at .. closed_at)",
    "count(deals at done)", "stock(deals while created_at .. done)",
    "avg(days(created_at, least(closed_at, P.last)) of deals while created_at .. closed_at overlaps P)",
    "so_far(count(mails))", "count(each deals.lead having count() = 1)", "retained(leads)",
  ])
  func isFinal(_ formula: String) throws {
    let answer = try Self.answer("metric m = \(formula)")
    #expect(answer.status == .success, "\(formula)\n\(answer.json)")
    #expect(answer.json.contains(#""states":[],"notes":[]"#), "\(formula)\n\(answer.json)")
  }

  /// An end that is declared, and not over in the middle of February.
  @Test(arguments: [
    "count(mails where days(sent_at, opened_at) <= 16)", "count(mails where hours(sent_at, opened_at) <= 400)",
    "count(leads where count(deals where days(lead.created_at, created_at) <= 30 per lead ever) > 0)",
    "count(mails where opened_at < 2024-03-01)",
  ])
  func waitsForAnEnd(_ formula: String) throws {
    let answer = try Self.answer("metric m = \(formula)")
    #expect(answer.json.contains(#""states":[{"row":0,"column":"m","state":"maturing"}],"notes":[]"#), "\(answer.json)")
    #expect(answer.table.contains("*"), "\(formula)\n\(answer.table)")
    let before = try Self.answer("metric m = \(formula)", "show m month 2023-11")
    if !formula.contains("2024-03-01") { #expect(before.json.contains(#""states":[],"notes":[]"#), "\(before.json)") }
  }

  @Test func theQuestionsOwnClausesCountToo() throws {
    let open = "can still rise: opened_at of mails"
    #expect(
      try Self.answer("metric m = count(mails)", "show m month 2024-01 where opened_at is not null").json.contains(open)
    )
    let split = try Self.answer("metric m = count(mails)", "show m by is_open month 2024-01").json
    #expect(split.contains("m can still change: opened_at of mails"), "\(split)")
    let segment = "segment won = leads where [sum(deals.v) all] > 3\nmetric m = count(leads)"
    #expect(try Self.answer(segment, "show m month 2024-01 where won").json.contains("m can still change: deals"))
  }

  @Test func aRunningPeriodIsPartialFirst() throws {
    let answer = try Self.answer(
      "metric m = count(mails where opened_at is not null)", "show m by month from 2024-01 to 2024-02")
    let states =
      #""states":[{"row":0,"column":"m","state":"maturing"},{"row":1,"column":"m","state":"partial"},{"row":null,"column":"m","state":"partial"}]"#
    #expect(answer.json.contains(states), "\(answer.json)")
  }

  @Test func aShareOfAPastMonthChangesWithTheTotal() throws {
    let answer = try Self.answer("metric m = count(mails)", "show m, share(m) by month from 2024-01 to 2024-02").json
    #expect(answer.contains(#"{"row":0,"column":"share(m)","state":"partial"}"#), "\(answer)")
    #expect(!answer.contains(#"{"row":0,"column":"m","state""#), "\(answer)")
  }

  @Test func theComparedNumberIsMarkedToo() throws {
    let answer = try Self.answer(
      "metric m = count(mails where opened_at is not null)", "show m month 2024-01 compare previous"
    ).json
    for column in ["m", "m_previous", "m_change", "m_change_pct"] {
      #expect(answer.contains(#"{"row":0,"column":"\#(column)","state":"maturing"}"#), "\(column): \(answer)")
    }
  }

  /// The property behind the rule: what is not marked reads the same when later rows have come.
  @Test func laterRowsChangeWhatIsMarkedOnly() throws {
    let metrics = [
      "count(leads where count(deals per lead ever) > 0)", "count(mails where opened_at is not null)",
      "count(mails where opened_at in 2024-01)", "stock(deals while created_at .. closed_at)",
      "avg(days(created_at, least(closed_at, P.last)) of deals while created_at .. closed_at overlaps P)",
    ]
    let database = try OwnDatabase(
      Self.rows,
      model: Self.model + "\n"
        + metrics.enumerated().map { "metric m\($0) = \($1)" }.joined(separator: "\n"))
    let question = "show \(metrics.indices.map { "m\($0)" }.joined(separator: ", ")) month 2024-01"
    let early = try database.session(today: Self.today).enter(question).results
    let late = try database.session(today: "2024-06-15").enter(question).results
    // Lead 3's deal and mail 2's opening came in March.
    #expect(SmallDatabase.rows(early) == "[[1,1,1,1,6.0]]", "\(early)")
    #expect(SmallDatabase.rows(late) == "[[2,2,1,1,6.0]]", "\(late)")
    for (index, _) in metrics.enumerated() {
      #expect(early.contains(#""column":"m\#(index)""#) == (index < 2), "m\(index): \(early)")
    }
  }
}
