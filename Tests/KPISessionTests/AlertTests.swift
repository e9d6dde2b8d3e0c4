import Foundation
import KPISession
import Testing

/// Alerts: which fire, with what limit, since when.
@Suite struct AlertTests {
  private struct Answer {
    var rows: [[String]]
    var messages: String
  }

  /// The orders of the shop by month: January 2 (350), February 3 (480), March 2 (90).
  private func alerts(
    _ declarations: String, _ question: String = "alerts", today: String = "2024-03-31"
  ) throws -> Answer {
    let answer = try ScriptFixture().run(text: declarations + "\n" + question) { $0.today = today }
    #expect(answer.status == .success, "\(answer.messages)")
    let rows = answer.results.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return Answer(rows: rows, messages: answer.messages)
  }

  /// Today, the last of March, is running: February is the last month that counts.
  @Test func theLastUnitThatIsOverCounts() throws {
    let low = try alerts("alert orders per month when orders < 3 \"call\"")
    #expect(low.rows.isEmpty && low.messages.contains("none of the 1 alerts fires"))
    #expect(low.messages.contains("units that are not over yet are left out, of 1 alerts"))
    let over = try alerts("alert orders per month when orders < 3 \"call\"", today: "2024-04-01")
    #expect(over.rows == [["orders", "month", "2024-03", "2", "3", "2024-03-01", "1", "orders < 3", "call"]])
    let high = try alerts("alert revenue per month when revenue > previous(revenue)")
    #expect(
      high.rows == [
        ["revenue", "month", "2024-02", "480", "350", "2024-01-01", "2", "revenue > previous(revenue)", ""]
      ])
  }

  /// A count that is above its limit stays so whatever still comes; a sum need not, and nor need a count below it.
  @Test func aRunningUnitCountsWhereNothingUndoesIt() throws {
    let many = try alerts("alert orders per month when orders >= 2", today: "2024-03-10")
    #expect(many.rows == [["orders", "month", "2024-03", "2", "2", "2024-01-01", "3", "orders >= 2", ""]])
    #expect(!many.messages.contains("left out"))
    let sum = try alerts("alert revenue per month when revenue > 10", today: "2024-03-10")
    #expect(sum.rows.map { $0[2] } == ["2024-02"])
    let few = try alerts("alert orders per month when orders <= 2", today: "2024-03-10")
    #expect(few.rows.isEmpty)
    // Above a number that still rises itself is not above for good.
    let moving = try alerts("alert orders per month when orders > new_customers", today: "2024-03-10")
    #expect(moving.rows.map { $0[2] } == ["2024-02"])
    let both = try alerts(
      "alert orders per month when orders >= 2 and orders > previous(orders) - 2", today: "2024-03-10")
    #expect(both.rows.map { $0[2] } == ["2024-03"])
  }

  /// Of several conditions the one that holds gives the limit; one that nothing can undo makes the running unit count.
  @Test func theLimitIsThatOfTheConditionThatHolds() throws {
    let rows = try alerts(
      "alert orders per month when orders < 1 or orders > 2", "alerts quarter 2024-Q1", today: "2024-04-01"
    ).rows
    #expect(rows.map { Array($0[2...4]) } == [["2024-02", "3", "2"]])
    let both = try alerts(
      "alert orders per month when (revenue > 400 and orders > 2) or orders < 1", "alerts quarter 2024-Q1",
      today: "2024-04-01"
    ).rows
    #expect(both.map { Array($0[2...4]) } == [["2024-02", "3", "2"]])
    let running = try alerts("alert orders per month when orders < 1 or orders > 1", today: "2024-03-10")
    #expect(running.rows.map { Array($0[2...4]) } == [["2024-03", "2", "1"]])
    #expect(!running.messages.contains("left out"))
    // What may still be undone does not.
    let open = try alerts("alert orders per month when orders < 3 or orders > 5", today: "2024-03-10")
    #expect(open.rows.isEmpty && open.messages.contains("left out"))
  }

  /// Tables for people name things in the language of the statement; programs get the names.
  @Test func cellsAreInTheLanguageOfTheStatement() throws {
    var options = SessionOptions()
    options.today = "2023-12-31"
    let entries = ["báo động đơn_hàng mỗi tuần khi đơn_hàng > 0 \"xem\"", "các báo động"]
    let table = try TextSession(DemoFixture.path, options: options)
    let shown = entries.map { table.enter($0).results }.joined()
    #expect(shown.contains("Đơn hàng  tuần") && !shown.contains("orders"), "\(shown)")
    let json = try TextSession(DemoFixture.path, options: options, format: .json)
    let written = entries.map { json.enter($0).results }.joined()
    #expect(written.contains("\"orders\",\"week\""), "\(written)")
    let scorecard = table.enter("thẻ điểm tháng 2023-09").results
    #expect(scorecard.contains("Đơn hàng") && !scorecard.contains("orders"), "\(scorecard)")
    // What stands in the cell is found again.
    #expect(table.enter("thẻ điểm tháng 2023-09 | lọc chỉ_số = 'Đơn hàng' | chọn chỉ_số").results.contains("Đơn hàng"))
    _ = table.enter("thẻ điểm tháng 2023-09")
    #expect(table.enter("soi 'Đơn hàng' actual").status == .success)
  }

  /// Lines that declare an alert otherwise lead to the one that does.
  @Test(
    arguments: [
      ("alert when orders < 3 daily", "alert orders per day when orders < 3"),
      ("alert orders < 3 per week", "alert orders per week when orders < 3"),
      ("alert me if revenue drops below 5 million per day", "alert revenue per day when revenue < 5M"),
      (
        "alert orders weekly if orders < 3 or orders > 50 \"look\"",
        "alert orders per week when orders < 3 or orders > 50 \"look\""
      ),
      (
        "alert revenue per month when revenue falls by 30%",
        "alert revenue per month when revenue < 0.70 * previous(revenue)"
      ),
      ("alert orders per day when it exceeds 40 'many'", "alert orders per day when orders > 40 \"many\""),
      ("báo động đơn hàng dưới 3 mỗi ngày", "báo động đơn hàng mỗi ngày khi đơn hàng < 3"),
      (
        "bao dong khi doanh thu giam 30% moi tuan",
        "báo động doanh thu mỗi tuần khi doanh thu < 0.70 * kỳ_trước(doanh thu)"
      ),
      ("báo động doanh thu tháng 9", nil), ("alert orders per day when customers smile", nil),
    ] as [(String, String?)])
  func aSlipLeadsToTheAlert(_ typed: String, _ meant: String?) throws {
    let session = try TextSession(DemoFixture.path)
    let answer = session.enter(typed)
    #expect(session.session.suggestion == meant, "\(answer.messages)")
  }

  /// By ISO week: W01 100, W02 0, W03 250, W04 0, W05 50, W06 0, W07 400, W08 30, W09 70, W10 20, W11 to W13 0.
  @Test func inAPeriodTheLastRunIsTold() throws {
    let rows = try alerts(
      "alert revenue per week when revenue = 0 \"look\"", "alerts month 2024-02"
    ).rows
    #expect(rows == [["revenue", "week", "2024-W06", "0", "0", "2024-02-05", "1", "revenue = 0", "look"]])
    // The run goes on from before the period.
    let later = try alerts("alert revenue per week when revenue < 100", "alerts from 2024-03-01 to 2024-03-20").rows
    #expect(
      later == [["revenue", "week", "2024-W11", "0", "100", "2024-02-19", "4", "revenue < 100", ""]])
    let none = try alerts("alert revenue per month when revenue < 100", "alerts week 2024-W06")
    #expect(none.rows.isEmpty && none.messages.contains("no unit is over in the period: revenue per month"))
  }

  /// A company that sold nothing yet is not warned of it.
  @Test func beforeTheFirstRowNothingFires() throws {
    let rows = try alerts("alert orders per week when orders < 3", "alerts month 1999-01").rows
    #expect(rows.isEmpty)
  }

  /// A ratio without rows has no value, and no condition about it holds.
  @Test func aConditionWithoutAValueDoesNotHold() throws {
    let rows = try alerts("alert aov per day when aov < 1000", "alerts from 2024-02-26 to 2024-03-03").rows
    #expect(rows.map { [$0[2], $0[3], $0[6]] } == [["2024-03-03", "70.0", "1"]])
  }

  @Test func severalInTheirOrderAndThroughAPipe() throws {
    let text = """
      alert orders per month when orders < 10 "a"
      alert revenue per month when revenue < 1000 "b"
      báo động đơn_hàng mỗi tháng khi đơn_hàng < 10 "c"
      alert orders per month when orders < 10 "again"
      """
    let rows = try alerts(text, "alerts month 2024-01 | where value < 300 | select metric, advice").rows
    #expect(rows == [["orders", "c"], ["orders", "again"]], "\(rows)")
  }

  @Test func inAModelAndInWords() throws {
    let fixture = try ScriptFixture()
    try (ScriptFixture.model + "\nalert orders per month when orders < 3 \"call\"\n").write(
      toFile: fixture.model, atomically: true, encoding: .utf8)
    let session = try fixture.session({ $0.today = "2024-04-01" }, format: .table)
    let told = session.enter("báo động tháng trước")
    #expect(told.status == .success && told.results.contains("2024-03") && told.results.contains("call"))
    #expect(session.enter("drill orders value").messages.contains("tells of several metrics"))
    #expect(session.enter("describe orders").results.contains("alert per month when orders < 3: call"))
    #expect(session.enter("describe").results.contains("alerts:"))
    #expect(session.enter("help alerts").results.contains("alerts"))
    let check = try Program.run(["check", fixture.model, "--db", fixture.database])
    #expect(check.status == 0, "\(check.results)\(check.messages)")
  }

  @Test func none() throws {
    #expect(try alerts("print 1").messages.contains("no alert is declared"))
  }

  @Test(arguments: [
    ("alert nonsense per day when orders < 3", "no metric `nonsense`"),
    ("alert orders per day when nonsense < 3", "no metric `nonsense`"),
    ("alert orders per day when orders + 1", "condition"),
    ("alert orders when orders < 3", "expected `per`"),
    ("alert orders per hour when orders < 3", "a unit such as `day`"),
    ("alert orders per day", "expected `when`"),
    ("alert orders per day when orders < 3\nalerts by source", "takes no `by`"),
  ])
  func mistakes(_ text: String, _ expected: String) throws {
    let answer = try ScriptFixture().run(text: text)
    #expect(answer.status == .mistake && answer.messages.contains(expected), "\(answer.messages)")
  }

  @Test func aModelIsChecked() throws {
    let fixture = try ScriptFixture()
    let model = try fixture.file("bad.kpi", ScriptFixture.model + "\nalert orders per day when sorce < 3\n")
    let check = try Program.run(["check", model])
    #expect(check.status == 2 && (check.results + check.messages).contains("sorce"), "\(check)")
  }
}
