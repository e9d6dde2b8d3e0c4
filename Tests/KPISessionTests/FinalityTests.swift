import Foundation
import KPIOutput
import KPISession
import Testing

/// A number that is final stays: rows added later change nothing in it (docs/language.md, "Time").
@Suite struct FinalityTests {
  private static let day = "2023-06-30"

  /// Questions that ask for no present value of a dimension with a history.
  static let questions = [
    "show revenue, orders, aov, buyers, buyers_once, buyers_repeat, buyers_new by month year 2023",
    "show new_customers, customers_total by week from 2023-04 to 2023-07", "show orders by day month 2023-06",
    "show orders, revenue by source, month from 2023-03 to 2023-08", "show leads, lead_conversion by month year 2023",
    "show new_opportunities, opportunity_value, won_opportunities, won_value, lost_opportunities by month year 2023",
    "show open_opportunities, pipeline_value, average_open_days by month year 2023",
    "show open_opportunities by week from 2023-05 to 2023-07", "show win_rate, average_deal by quarter year 2023",
    "show opportunities_existing, opportunities_new, opportunities_touched by month year 2023",
    "show retention_rate, churn_rate, customers_lost by month year 2023",
    "show cltv, lifespan_months by month year 2023",
    "show expansion_revenue, buyers_existing by month year 2023", "show tickets, tickets_open by month year 2023",
    "show open_rate, click_rate, emails_read by month year 2023", "show tasks_completed, activities by month year 2023",
    "show nps, csat, ces by quarter year 2023", "show renewal_rate, contracts_expired, renewals by month year 2023",
    "show calls, talk_minutes_in by employee month 2023-06",
    "show customers_reached, customers_interacted month 2023-06",
    "show profit, marketing_cost, cac by month year 2023", "show units_sold, item_revenue by category month 2023-06",
    "show new_customers by age_band from 2023-01-01 to 2023-06-30",
    "show revenue by province top 3 with other year 2023",
    "show orders month 2023-06 compare year", "show orders by month year 2023 compare previous",
    "funnel by source month 2023-06", "funnel detail month 2023-05", "funnel detail by campaign month 2023-06",
    "funnel customers -> calls(status = answered) within 8 days -> orders within 30 days month 2023-06",
    "funnel strict customers -> orders by source overall 60 days month 2023-05", "cycle order days 20",
    "cycle weeks 8 by source", "cycle contracts weeks 6", "list orders month 2023-06",
    "share orders by source month 2023-05",
    "growth by source month 2023-06", "retention months 6", "portrait month 2023-05", "show orders all",
  ]

  /// Tables with the time of their rows; what belongs to a row that is not there yet is not there either.
  private static let times = [
    ("customers", "created_at"), ("relationship_changes", "changed_at"), ("owner_changes", "changed_at"),
    ("emails", "sent_at"), ("sms", "sent_at"), ("calls", "started_at"), ("notes", "created_at"),
    ("meetings", "started_at"), ("tasks", "created_at"), ("customer_updates", "updated_at"),
    ("opportunities", "created_at"), ("opportunity_changes", "changed_at"), ("orders", "created_at"),
    ("contracts", "created_at"), ("stock_notes", "created_at"), ("marketing_costs", "spent_on"),
    ("web_visits", "visited_on"), ("surveys", "answered_at"), ("tickets", "opened_at"),
  ]

  private static func session(_ path: String, today: String) throws -> TextSession {
    var options = SessionOptions()
    options.today = today
    return try TextSession(path, options: options, format: .json)
  }

  @Test func rowsAfterTodayChangeNothing() throws {
    try compareWithPast(Self.questions, of: Self.cut)
  }

  /// Where the present values are those of the day too, as they were in the file of that day.
  @Test func historiesTellThePast() throws {
    func restore(_ column: String, _ table: String) -> String {
      let changes = "FROM \(table) c WHERE c.customer_id = customers.id AND substr(c.changed_at, 1, 10)"
      return """
        UPDATE customers SET \(column) = CASE
          WHEN EXISTS (SELECT 1 \(changes) <= '\(Self.day)')
          THEN (SELECT to_\(column) \(changes) <= '\(Self.day)' ORDER BY changed_at DESC, id DESC LIMIT 1)
          WHEN EXISTS (SELECT 1 \(changes) > '\(Self.day)')
          THEN (SELECT from_\(column) \(changes) > '\(Self.day)' ORDER BY changed_at, id LIMIT 1)
          ELSE \(column) END;
        """
    }
    try compareWithPast(
      [
        "cycle relationship=Chốt weeks 6", "cycle relationship=Chốt days 30 by source", "journey weeks 12",
        "journey detail days 14", "journey by owner weeks 6", "journey by department weeks 6",
      ],
      of: restore("relationship_id", "relationship_changes") + restore("owner_id", "owner_changes") + Self.cut)
  }

  private static let cut = times.map { "DELETE FROM \($0) WHERE substr(\($1), 1, 10) > '\(day)';" }.joined()

  /// Asks the whole database, and a copy that `change` has put back to the day.
  private func compareWithPast(_ questions: [String], of change: String) throws {
    let scratch = try Scratch()
    let path = scratch.path + "/past.db"
    try FileManager.default.copyItem(atPath: DemoFixture.path, toPath: path)
    try SQLFixture(path).run("PRAGMA foreign_keys = OFF; BEGIN; " + change + " COMMIT")
    let whole = try Self.session(DemoFixture.path, today: Self.day)
    let past = try Self.session(path, today: Self.day)
    for question in questions {
      let (now, then) = (whole.enter(question), past.enter(question))
      #expect(now.status == .success && !now.results.isEmpty, "\(question)\n\(now.messages)")
      #expect(now.results == then.results, "\(question)")
    }
  }

  /// What is not marked in June reads the same in December.
  @Test func whatIsNotMarkedStays() throws {
    let june = try Self.session(DemoFixture.path, today: Self.day)
    let december = try Self.session(DemoFixture.path, today: "2023-12-31")
    for question in Self.questions where !["cycle", "retention"].contains(where: question.hasPrefix) {
      let (early, late) = (Self.tables(june.enter(question).results), Self.tables(december.enter(question).results))
      try #require(early.count == late.count && !early.isEmpty, "\(question)")
      for (early, late) in zip(early, late) { try compare(early, late, question) }
    }
  }

  private func compare(_ early: [String: Any], _ late: [String: Any], _ question: String) throws {
    let columns = try #require(early["columns"] as? [[String: Any]])
    let names = columns.compactMap { $0["name"] as? String }
    let keys = columns.indices.filter { columns[$0]["kind"] as? String == "dimension" || names[$0] == "step" }
    let states = try #require(early["states"] as? [[String: Any]])
    let marked = Set(states.map { "\($0["row"] as? Int ?? -1) \($0["column"] as? String ?? "")" })
    func key(_ row: [Any]) -> String { keys.map { "\(row[$0])" }.joined(separator: "|") }
    let lateRows = try #require(late["rows"] as? [[Any]])
    let byKey = Dictionary(lateRows.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    for (index, row) in try #require(early["rows"] as? [[Any]]).enumerated() {
      let final = names.indices.filter { !keys.contains($0) && !marked.contains("\(index) \(names[$0])") }
      guard !final.isEmpty else { continue }
      guard let other = byKey[key(row)] else {
        Issue.record("\(question): the row \(row) is gone")
        continue
      }
      for column in final {
        #expect("\(row[column])" == "\(other[column])", "\(question): \(names[column]) of \(key(row))")
      }
    }
  }

  private static func tables(_ lines: String) -> [[String: Any]] {
    lines.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}
