import Foundation
import KPISession
import Testing

/// `assert` and `warn if` of a run: all of them, their summary, their records.
@Suite struct ScriptCheckTests {
  private static let script = """
    assert [orders month 2024-01] = 2 "two in January"
    assert [orders month 2024-02] = 2 "two in February"
    warn if [revenue month 2024-03] < 100 "a poor March"
    print "on"
    assert [revenue year 2024] within 1% of 925
    """

  @Test func allOfThemAreCarriedOut() throws {
    let answer = try ScriptFixture().run(text: Self.script)
    #expect(answer.status == .assertionFailed && answer.results == "on\r\n")
    #expect(answer.messages.contains("error[assertion-failed]: two in February"))
    #expect(answer.messages.contains("`[orders month 2024-02]` is 3"))
    #expect(answer.messages.contains("warning[warning]: a poor March"))
    #expect(answer.messages.contains("`[revenue month 2024-03]` is 90 VND"))
    #expect(answer.messages.hasSuffix("\n4 checks: 2 passed, 1 warned, 1 failed\n"), "\(answer.messages)")
  }

  @Test func aLabelMovesNoCursor() throws {
    let text =
      "let name = 'x\u{1B}[31m\u{202E}'\nassert 1 = 2 \"{$name}\"\nwarn if 1 = 1 \"{$name}\"\n"
      + "show orders year 2024 | assert orders < 0 \"{$name}\""
    let answer = try ScriptFixture().run(text: text)
    #expect(!answer.messages.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }, "\(answer.messages)")
    #expect(answer.messages.components(separatedBy: "x\\u{1B}[31m\\u{202E}").count == 4)
  }

  @Test func aMistakeStillEndsTheRun() throws {
    let text = "assert 1 = 2\nlet n = 9223372036854775807\nfor i in (1, 2) { let n = $n + 1 }\nprint 'after'"
    let answer = try ScriptFixture().run(text: text)
    #expect(answer.status == .data && answer.results.isEmpty, "\(answer.results)\(answer.messages)")
    #expect(answer.messages.hasSuffix("1 check: 1 failed\n"))
  }

  @Test func records() throws {
    let answer = try ScriptFixture().run(text: Self.script, format: .json)
    let objects = try answer.results.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let checks = objects.filter { $0["name"] as? String == "check" }
    #expect(checks.map { $0["status"] as? String } == ["passed", "failed", "warned", "passed"])
    #expect(checks.map { $0["actual"] as? Int } == [2, 3, 90, 920])
    #expect(checks.map { $0["expected"] as? Int } == [2, 2, 100, 925])
    #expect(checks.map { $0["line"] as? Int } == [1, 2, 3, 5])
    #expect(checks[0]["label"] as? String == "two in January" && checks[3]["label"] is NSNull)
    #expect(checks[2]["actual_unit"] as? String == "VND")
    #expect(checks[1]["condition"] as? String == "[orders month 2024-02] = 2")
    let last = try #require(objects.last)
    #expect(last["name"] as? String == "checks" && last["passed"] as? Int == 2 && last["checks"] as? Int == 4)
  }

  @Test func rowsThatFailAreNamed() throws {
    let text = "show revenue, orders by source year 2024 | assert orders >= 2 and revenue > 0 \"too few\""
    let answer = try ScriptFixture().run(text: text + "\nshow revenue by source year 2024 | assert revenue > 0")
    #expect(answer.status == .assertionFailed && answer.results.isEmpty)
    #expect(answer.messages.contains("= (none): revenue is 30 VND, orders is 1"), "\(answer.messages)")
    #expect(answer.messages.contains("2 checks: 1 passed, 1 failed"))
    let json = try ScriptFixture().run(text: text, format: .json)
    #expect(
      json.results.contains(#""actual":2,"expected":3,"#)
        && json.results.contains(#""rows":3,"failing":[{"source":null,"revenue":30,"orders":1}]"#), "\(json.results)")
  }

  @Test func emptyTables() throws {
    let empty = "show orders by customer month 2023-01 | assert orders > 0"
    let failed = try ScriptFixture().run(text: empty)
    #expect(failed.status == .assertionFailed && failed.messages.contains("about an empty table"), "\(failed.messages)")
    #expect(try ScriptFixture().run(text: empty + " or empty \"none\"").status == .success)
  }

  @Test func theRowsBehindAFailure() throws {
    let fixture = try ScriptFixture()
    let folder = fixture.scratch.path + "/failures"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try fixture.run(text: "show revenue, orders by source year 2024 | assert orders > 2") {
      $0.failuresFolder = folder
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names == ["check-1-Zalo-orders.csv", "check-1-_none_-orders.csv", "check-1.csv"], "\(names)")
    let rows = try String(contentsOfFile: folder + "/check-1-Zalo-orders.csv", encoding: .utf8)
    #expect(rows.split(whereSeparator: \.isNewline).dropFirst().map { $0.prefix(2) } == ["2,", "6,"], "\(rows)")
  }

  /// What cannot be written down does not keep the other checks from being looked at.
  @Test func aFolderThatIsNotThereEndsNothing() throws {
    let fixture = try ScriptFixture()
    let answer = try fixture.run(text: "show orders by source year 2024 | assert orders > 2\nassert 1 = 1") {
      $0.failuresFolder = fixture.database + "/there"
    }
    #expect(answer.status == .assertionFailed && answer.messages.contains("2 checks: 1 passed, 1 failed"))
    #expect(answer.messages.components(separatedBy: "warning[cannot-export]").count == 2, "\(answer.messages)")
  }

  /// A folder that is named and not there is made.
  @Test func aFolderIsMade() throws {
    let fixture = try ScriptFixture()
    let folder = fixture.scratch.path + "/none/there"
    let answer = try fixture.run(text: "show orders by source year 2024 | assert orders > 2") {
      $0.failuresFolder = folder
    }
    #expect(answer.status == .assertionFailed && !answer.messages.contains("warning["), "\(answer.messages)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).contains("check-1.csv"))
  }

  /// What an earlier run wrote of its checks goes, be there a failing one now or not; other files stay.
  @Test(arguments: ["orders > 2", "orders > 0"])
  func anEarlierRunLeavesNothing(_ condition: String) throws {
    let fixture = try ScriptFixture()
    for name in ["check-1-Old-orders.csv", "check-12.csv", "check-list.csv", "check-1.csv.bak", "check-2.txt"] {
      try fixture.file("failures/" + name, "old")
    }
    let folder = fixture.scratch.path + "/failures"
    let text = "show orders by source year 2024 | assert \(condition)"
    _ = try fixture.run(text: text) { ($0.failuresFolder, $0.isReadOnly) = (folder, true) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 5)
    _ = try fixture.run(text: text) { $0.failuresFolder = folder }
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    let new: Set = ["check-1-Zalo-orders.csv", "check-1-_none_-orders.csv", "check-1.csv"]
    #expect(
      names == (condition == "orders > 2" ? new : []).union(["check-list.csv", "check-1.csv.bak", "check-2.txt"]),
      "\(names)")
  }

  /// Checks are counted on from one entry to the next, so that none takes another's file.
  @Test func entriesCountOn() throws {
    let fixture = try ScriptFixture()
    let folder = fixture.scratch.path + "/failures"
    let session = try fixture.session { $0.failuresFolder = folder }
    for _ in 1...2 { _ = session.enter("show orders by source year 2024 | assert orders > 3") }
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    #expect(names.isSuperset(of: ["check-1.csv", "check-2.csv"]), "\(names)")
  }

  /// How many checks there were is told in the reader's language.
  @Test func summaryInVietnamese() throws {
    let text =
      "set language vi\nassert [orders month 2024-01] = 2\nwarn if [orders month 2024-01] = 2 'ít'\nassert 1 = 2"
    let answer = try ScriptFixture().run(text: text)
    #expect(answer.messages.hasSuffix("\n3 kiểm tra: 1 đạt, 1 cảnh báo, 1 không đạt\n"), "\(answer.messages)")
  }

  /// A check of a column that is not there is a mistake before anything runs.
  @Test(arguments: ["assert profit > 0", "assert revenue + 1", "assert source > 3"])
  func mistakes(_ stage: String) throws {
    let answer = try ScriptFixture().run(text: "print 1\nshow revenue by source | \(stage)")
    #expect(answer.status == .mistake && answer.results.isEmpty, "\(answer.messages)")
  }

  @Test func thePromptGoesOnWithoutASummary() throws {
    let session = try ScriptFixture().session()
    let answer = session.enter("assert 1 = 2; print 'on'")
    #expect(answer.status == .assertionFailed && answer.results == "on\r\n" && !answer.messages.contains("1 check"))
    #expect(session.enter("print 1").status == .success)
  }
}
