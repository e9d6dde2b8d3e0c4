import Foundation
import KPISession
import Testing

/// `kpi fmt` as a command: files in place, `--check`, both languages.
@Suite struct FormatCommandTests {
  private static let untidy = "show   revenue,orders   by source\n\n\n# why\nprint 'x'"
  private static let tidy = "show revenue, orders by source\n\n# why\nprint 'x'\n"

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func filesAreRewrittenInPlace() throws {
    let scratch = try Scratch()
    let script = try scratch.file("s.kpi", Self.untidy)
    let link = scratch.path + "/link.kpi"
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: script)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: script)
    let outcome = try Program.run(["fmt", link])
    #expect(outcome.status == 0 && outcome.results.isEmpty && outcome.messages.isEmpty, "\(outcome)")
    #expect(try text(script) == Self.tidy)
    let attributes = try FileManager.default.attributesOfItem(atPath: script)
    #expect(attributes[.posixPermissions] as? Int == 0o750)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == script)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["link.kpi", "s.kpi"])
  }

  @Test(arguments: [
    ("let best =[revenue all]", "let best = [revenue all]"), ("print 2*[revenue all]", "print 2 * [revenue all]"),
    ("if not([revenue all]>3) { print 1 }", "if not ([revenue all] > 3) {\n  print 1\n}"),
    (
      "let t = show revenue by source\nprint $t[\"Zalo\"].revenue",
      "let t = show revenue by source\nprint $t[\"Zalo\"].revenue"
    ),
  ])
  func aNumberOfAMetricStandsApart(_ written: String, _ form: String) throws {
    let scratch = try Scratch()
    let script = try scratch.file("s.kpi", written)
    #expect(try Program.run(["fmt", script]).status == 0)
    #expect(try text(script) == form + "\n")
  }

  /// A column of the text's own stays what it is called, in both directions, wherever a metric is called so too.
  @Test(arguments: [
    "show revenue by source | derive đơn_hàng = revenue / 2 | sort đơn_hàng desc | where đơn_hàng > 3",
    "show revenue by source | derive orders = revenue / 2 | sort orders desc | where orders > 3",
    "show revenue, orders by source | derive doanh_thu_2 = doanh_thu * 2 | sort doanh_thu desc",
    "scorecard month 2023-09 metrics revenue weights revenue 2 grades A 90 by employee",
    "show revenue by employee year 2023 compare year top 3",
  ])
  func ownColumnsSurviveBothWays(_ line: String) throws {
    let scratch = try Scratch()
    let script = try scratch.file("s.kpi", line)
    for language in ["vi", "en", "vi"] {
      let outcome = try Program.run(["fmt", "--language", language, script])
      #expect(outcome.status == 0, "\(language): \(outcome.messages)")
    }
    #expect(try text(script).contains(" | ") || text(script).contains("\n  | ") || !line.contains("|"))
  }

  @Test func checkListsWhatDiffers() throws {
    let scratch = try Scratch()
    let script = try scratch.file("a.kpi", Self.untidy)
    _ = try scratch.file("b.kpi", Self.tidy)
    _ = try scratch.file("c.kpi", Self.tidy.replacing("\n", with: "\r\n"))
    let outcome = try Program.run(["fmt", "--check", scratch.path])
    #expect(outcome.status == 1, "\(outcome.messages)")
    // Lines end as they did.
    #expect(outcome.results == "\(scratch.path)/a.kpi\n")
    #expect(try text(script) == Self.untidy)
    #expect(try Program.run(["fmt", scratch.path]).status == 0)
    #expect(try Program.run(["fmt", "--check", scratch.path]).status == 0)
  }

  @Test func linesEndAsTheyDid() throws {
    let scratch = try Scratch()
    let text = "show   orders\r\n#> x\r\n\r\nsql 'select 1\r\n  x'\r\n"
    let script = try scratch.file("a.kpi", text)
    #expect(try Program.run(["fmt", script]).status == 0)
    #expect(try self.text(script) == text.replacing("   ", with: " "))
    let mixed = try scratch.file("b.kpi", "show orders\nshow revenue\r\n")
    #expect(try Program.run(["fmt", mixed]).status == 0)
    #expect(try self.text(mixed) == "show orders\nshow revenue\n")
  }

  /// The scripts and models that are shipped have the one form.
  @Test(arguments: [
    (["getfly.kpi", "monthly.kpi", "tour.kpi", "week.kpi", "team", "automation"], nil),
    (["ci"], "ci/crm.model.kpi"), (["maven"], "maven/maven.model.kpi"),
    (["incidents"], "incidents/incidents.model.kpi"),
  ])
  func theExamplesHaveTheirForm(_ places: [String], _ model: String?) throws {
    let folder = MarkdownDocument.root + "/examples/"
    let arguments = places.map { folder + $0 } + (model.map { ["--model", folder + $0] } ?? [])
    let outcome = try Program.run(["fmt", "--check"] + arguments)
    #expect(outcome.status == 0 && outcome.results.isEmpty, "\(outcome)")
  }

  @Test func aFileWithAMistakeStays() throws {
    let scratch = try Scratch()
    let broken = try scratch.file("a.kpi", "show  a\nshow revenue by\n")
    let other = try scratch.file("b.kpi", Self.untidy)
    let outcome = try Program.run(["fmt", broken, other])
    #expect(outcome.status == 2 && outcome.messages.contains("a.kpi:2:16"), "\(outcome.messages)")
    #expect(try text(broken) == "show  a\nshow revenue by\n")
    #expect(try text(other) == Self.tidy)
    #expect(try Program.run(["fmt", scratch.path + "/none.kpi"]).status == 2)
    #expect(try Program.run(["fmt"]).status == 2)
  }

  @Test func standardInput() throws {
    let outcome = try Program.run(["fmt", "-"], input: Self.untidy)
    #expect(outcome.status == 0 && outcome.results == Self.tidy)
    #expect(try Program.run(["fmt", "--check", "-"], input: Self.untidy).status == 1)
    let words = try Program.run(["fmt", "--language", "en", "-"], input: "xem doanh thu theo nguồn tháng này")
    #expect(words.results == "show revenue by source this month\n")
  }

  /// Names are those of the model, of imported files and of the script.
  @Test func namesOfAModelOfOnesOwn() throws {
    let fixture = try ScriptFixture()
    try fixture.file("lib.kpi", "metric big_orders \"Đơn lớn\" = count(orders where amount >= 100)")
    let script = try fixture.file(
      "s.kpi", "import \"lib.kpi\"\nshow orders, new customers, big_orders by source month 2024-02")
    let outcome = try Program.run(["fmt", "--language", "vi", "--model", fixture.model, script])
    #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    #expect(
      try text(script) == "nhập \"lib.kpi\"\nxem đơn_hàng, khách_mới, đơn_lớn theo nguồn tháng 2024-02\n")
    let model = try Program.run(["fmt", "--check", fixture.model])
    #expect(model.status == 1 && model.messages.isEmpty)
    #expect(try Program.run(["fmt", fixture.model]).status == 0)
    #expect(try fixture.run(script).status == .success)
  }

  /// The answers of a script are the same in its one form, in both languages and in a model that was rewritten.
  @Test func whatIsAnsweredStays() throws {
    let fixture = try ScriptFixture()
    let statements = [
      "show revenue, orders, aov by source month 2024-02", "show revenue by month year 2024 compare previous",
      "show orders where source in (Facebook, Zalo) and amount > 60 by customer last 3 months",
      "share revenue by source all | where revenue > 100 | sort revenue",
      "show revenue / orders, previous(orders) by month year 2024 | where `revenue / orders` > 10",
      "list orders where amount >= 100 this year", "show if(orders > 1, orders, 0) by source quarter 2024-Q1",
      "show sum(orders.amount where customer.source = Facebook) year 2024", "print \"{round([aov year 2024], 2)}\"",
      "let t = show orders by source all; print $t.total.orders",
      "metric per_head = revenue / count(distinct orders.customer) as VND; show per_head all",
      "alert orders per month when orders < 3 'call'; alerts year 2024",
    ]
    for statement in statements {
      let expected = try fixture.run(text: statement, { _ in }, format: .json)
      #expect(expected.status == .success, "\(statement): \(expected.messages)")
      for language in [nil, "vi", "en"] {
        let script = try fixture.file("f.kpi", statement)
        let rewritten = try Program.run(
          ["fmt", "--model", fixture.model, script] + (language.map { ["--language", $0] } ?? []))
        #expect(rewritten.status == 0, "\(rewritten.messages)")
        let answer = try fixture.run(script, { _ in }, format: .json)
        #expect(rows(answer.results) == rows(expected.results), "\(statement), \(language ?? "")")
      }
    }
  }

  /// The rows of all results and the lines between them, whatever columns are headed.
  private func rows(_ results: String) -> [String] {
    results.split(separator: "\n").map { line in
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let rows = object["rows"]
      else { return String(line) }
      let isAlerts = object["name"] as? String == "alerts"
      return isAlerts ? "\((rows as? [[Any]])?.map { $0.prefix(7) } ?? [])" : "\(rows)"
    }
  }
}
