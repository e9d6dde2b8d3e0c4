import Foundation
import KPILanguage
import KPIOutput
import KPISession
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// `kpi test`: expectations behind statements, their difference, and what it writes.
@Suite struct TestCommandTests {
  private func report(
    _ fixture: ScriptFixture, _ names: [String], jobs: Int = 2
  ) -> TestReport {
    var options = SessionOptions()
    options.today = "2024-03-31"
    options.model = fixture.model
    options.threads = 1
    options.isStrictByDefault = true
    return TestReport(
      running: names.map { fixture.scratch.path + "/" + $0 }, database: fixture.database, options: options, jobs: jobs)
  }

  private static let good = """
    # Revenue.
    show revenue, orders by source year 2024
    #> show · 2024-01-01 – 2024-12-31
    #>
    #> source    revenue  orders
    #> ────────  ───────  ──────
    #> Facebook   570 ₫*      4*
    #> Zalo       320 ₫*      2*
    #> (none)      30 ₫*      1*
    #> ────────  ───────  ──────
    #> total      920 ₫*      7*
    #> * partial: the period is still running
    let x = 3; print $x
    #> 3
    if $x = 3 {
      print "three"
    }
    else { print "other" }
    #> three
    show nonsense
    #! error[unknown-metric]: there is no metric `nonsense`
    #!   ┌─ a.kpi:1:6
    #! 1 │ show nonsense
    #!   │      ^^^^^^^^

    """

  @Test func whatIsAsExpectedPasses() throws {
    let fixture = try ScriptFixture()
    try fixture.file("a.kpi", Self.good)
    let report = report(fixture, ["a.kpi"])
    #expect(report.status == .success, "\(report.text())")
    #expect(report.text().contains("4 statements") && report.text().hasSuffix("1 file: 1 passed\n"), "\(report.text())")
  }

  /// Whatever the file said before, an update makes it what passes, and a second one changes nothing.
  @Test(arguments: [
    good, good.replacing("570", with: "571"),
    good.split(separator: "\n").filter { !$0.hasPrefix("#>") && !$0.hasPrefix("#!") }.joined(separator: "\n") + "\n",
  ])
  func updates(_ text: String) throws {
    let fixture = try ScriptFixture()
    let path = try fixture.file("a.kpi", text)
    _ = try report(fixture, ["a.kpi"]).tests[0].update(acceptingErrors: false)
    let updated = try String(contentsOfFile: path, encoding: .utf8)
    #expect(updated == Self.good || updated + "\n" == Self.good, "\(updated)")
    let again = report(fixture, ["a.kpi"])
    let isChanged = try again.tests[0].update(acceptingErrors: false)
    #expect(again.status == .success && !isChanged, "\(again.text())")
  }

  /// Results that were right are not replaced by a mistake, unless that is asked for; where nothing was expected, or a
  /// mistake, what comes is written.
  @Test func anUpdateKeepsResultsOfWhatFailsNow() throws {
    let fixture = try ScriptFixture()
    let text = """
      show gone month 2024-01
      #> show · 2024-01-01 – 2024-01-31
      #>
      #> 7
      print 1
      #> 2
      assert 1 = 2
      show nothing
      #! error[unknown-metric]: another text
      assert 2 = 3
      #! error[assertion-failed]: an old one

      """
    let path = try fixture.file("a.kpi", text)
    let report = report(fixture, ["a.kpi"])
    let told = try report.update(acceptingErrors: false).replacing(fixture.scratch.path + "/", with: "")
    #expect(
      told.hasPrefix(
        """
        kept  a.kpi:1: error[unknown-metric]: there is no metric `gone`
        wrote a.kpi:7: error[assertion-failed]: the assertion does not hold
        1 of 1 files updated
        1 statement fails now and had results, which stay
        """), "\(told)")
    #expect(report.statusOfUpdate(acceptingErrors: false) == .assertionFailed)
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    #expect(kept.hasPrefix(text.prefix(while: { $0 != "7" }) + "7\nprint 1\n#> 1\nassert 1 = 2\n#! error"), "\(kept)")
    #expect(!kept.contains("another text") && !kept.contains("an old one"), "\(kept)")
    _ = try report.update(acceptingErrors: true)
    #expect(report.statusOfUpdate(acceptingErrors: true) == .success)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("show gone month 2024-01\n#! error"))
    #expect(self.report(fixture, ["a.kpi"]).status == .success)
  }

  @Test func onlyWhatFailsIsTold() throws {
    let fixture = try ScriptFixture()
    try fixture.file("a.kpi", "print 1\n#> 1\n")
    try fixture.file("b.kpi", "print 1\n#> 2\n")
    let text = report(fixture, ["a.kpi", "b.kpi"]).text(onlyFailing: true)
    #expect(!text.contains("a.kpi") && text.contains("b.kpi:1") && text.hasSuffix("2 files: 1 passed, 1 failed\n"))
  }

  @Test func aDifferenceIsToldByCell() throws {
    let fixture = try ScriptFixture()
    try fixture.file("a.kpi", Self.good.replacing("Zalo       320 ₫*      2*", with: "Zalo     1,320 ₫*      1*"))
    let report = report(fixture, ["a.kpi"])
    #expect(report.status == .assertionFailed)
    #expect(report.text().contains("a.kpi:2: show revenue, orders by source year 2024"), "\(report.text())")
    #expect(report.text().contains("Zalo, revenue: 1,320 ₫* → 320 ₫* (-1,000)"), "\(report.text())")
    #expect(report.text().contains("Zalo, orders: 1* → 2* (+1)"), "\(report.text())")
    #expect(!report.text().contains("Facebook"))
  }

  @Test(arguments: [
    (["#> 1.234,50 %"], ["#> 1.235,00 %"], ["- #> 1.234,50 %", "+ #> 1.235,00 %"]),
    (
      ["#> a  b", "#> ─  ─", "#> x  1.234,5"], ["#> a  b", "#> ─  ─", "#> x  1.000,25"],
      ["x, b: 1.234,5 → 1.000,25 (-234,25)"]
    ),
    (["#> a  b", "#> ─  ─", "#> x  1"], ["#> a  b", "#> ─  ─", "#> y  2", "#> x  1"], ["+ #> y  2"]),
    (["#> a", "#> ─", "#> 9"], ["#> a", "#> ──", "#> 10"], ["a: 9 → 10 (+1)"]),
    (["#> a", "#> ─", "#> 9"], ["#> a", "#> ─", "#> 9*"], ["a: 9 → 9*"]),
    (["#> one"], [], ["- #> one"]), ([], ["#! two"], ["+ #! two"]),
  ])
  func differences(_ old: [String], _ new: [String], _ expected: [String]) {
    #expect(TestDifference.lines(old, new, old.joined().contains(",5") ? .vi : .en) == expected)
  }

  /// The difference of two numbers of 64 bits, with decimals of one or the other, has more.
  @Test func differencesBeyond64Bits() {
    let table = { (number: String) in ["#> n", "#> ─", "#> \(number)"] }
    #expect(
      TestDifference.lines(table("-9000000000000000000"), table("9000000000000000000"), .en)
        == ["n: -9000000000000000000 → 9000000000000000000 (+18,000,000,000,000,000,000)"])
    #expect(
      TestDifference.lines(table("9000000000000000000"), table("0.000000000000000001"), .en)
        == ["n: 9000000000000000000 → 0.000000000000000001 (-8,999,999,999,999,999,999.999999999999999999)"])
  }

  /// A number is read, and its change written, as the language of the answer has it.
  @Test(arguments: [
    ("show · 2024-01-01", "1,234.5", "1,300", TextLanguage.en, "1,234.5 → 1,300 (+65.5)"),
    ("xem · 01/01/2024", "1.234", "1.300", .vi, "1.234 → 1.300 (+66)"),
    ("show · 2024-01-01", "1.234", "1.300", .en, "1.234 → 1.300 (+0.066)"),
    ("xem · 01/01/2024", "1.234,5", "1,300", .en, "1.234,5 → 1,300 (+65.5)"),
    ("show · 2024-01-01", "1,234.5", "1.234,5", .vi, "1,234.5 → 1.234,5"),
  ])
  func changesInBothLanguages(
    _ title: String, _ old: String, _ new: String, _ language: TextLanguage, _ expected: String
  ) {
    let table = { (title: String, number: String) in ["#> \(title)", "#>", "#> a  n", "#> ─  ─", "#> x  \(number)"] }
    let newTitle = language == .vi ? "xem · 01/01/2024" : "show · 2024-01-01"
    #expect(
      TestDifference.lines(table(title, old), table(newTitle, new), language).last == "x, n: \(expected)")
  }

  @Test func parametersAreGiven() throws {
    let fixture = try ScriptFixture()
    try fixture.file("t/a.kpi", "param month as month\nprint \"{$month}\"\n#> 2024-02\n")
    let arguments = ["test", fixture.scratch.path + "/t", "--db", fixture.database, "--model", fixture.model]
    #expect(try Program.run(arguments).status == 1)
    #expect(try Program.run(arguments + ["-p", "month=2024-02"]).status == 0)
    let other = try Program.run(arguments + ["-p", "month=2024-02", "-p", "mnth=1"])
    #expect(other.status == 2 && other.messages.contains("no script has a parameter `mnth`"), "\(other)")
    let format = try Program.run(arguments + ["--format", "csv"])
    #expect(format.status == 2 && format.messages.contains("leave out --format"), "\(format)")
    let none = try Program.run(["test", fixture.scratch.path + "/t", "--db", fixture.scratch.path + "/nope.db"])
    #expect(none.status == 3 && none.results.contains("there is no such file"), "\(none)")
  }

  @Test func aScriptWithoutExpectationsHasOnlyToRun() throws {
    let fixture = try ScriptFixture()
    try fixture.file("good.kpi", "show revenue year 2024")
    try fixture.file("bad.kpi", "show revenue year 2024\nassert 1 = 2")
    #expect(report(fixture, ["good.kpi"]).status == .success)
    let bad = report(fixture, ["bad.kpi"])
    #expect(bad.status == .assertionFailed && bad.text().contains("bad.kpi:2: assert 1 = 2"), "\(bad.text())")
    // A model is no script.
    #expect(report(fixture, ["shop.model.kpi"]).tests.isEmpty)
  }

  @Test func whatIsToldMovesNoCursor() throws {
    let fixture = try ScriptFixture()
    try fixture.file("esc.kpi", "print 'a\u{1B}[31m\u{202E}'\n#> b\u{1B}[0m\n")
    let report = report(fixture, ["esc.kpi"])
    for text in [report.text(), report.annotations, report.junit] {
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" }, "\(text)")
    }
    #expect(report.text().contains("- #> b\\u{1B}[0m"), "\(report.text())")
  }

  @Test func junit() throws {
    let fixture = try ScriptFixture()
    try fixture.file("a.kpi", Self.good)
    try fixture.file("b.kpi", "print '<\u{1}&\"\u{1B}[31m>'\n#> other\n")
    let text = report(fixture, ["a.kpi", "b.kpi", "none.kpi"]).junit
    let parser = XMLParser(data: Data(text.utf8))
    let counter = Counter()
    parser.delegate = counter
    #expect(parser.parse(), "\(text)")
    #expect(counter.names["testsuite"] == 3 && counter.names["testcase"] == 6 && counter.names["failure"] == 1)
    #expect(counter.names["error"] == 1)
  }

  @Test func theCommand() throws {
    let fixture = try ScriptFixture()
    try fixture.file("tests/a.kpi", Self.good)
    try fixture.file("tests/sub/b.kpi", "print 100%, 1\n")
    try fixture.file("tests/sub/c.kpi", "print 'a'\n#> b\n")
    let folder = fixture.scratch.path + "/tests"
    let arguments = ["test", folder, "--db", fixture.database, "--model", fixture.model, "--today", "2024-03-31"]
    let failed = try Program.run(
      arguments + ["--junit", fixture.scratch.path + "/j.xml", "--jobs", "3"], variables: ["GITHUB_ACTIONS": "true"])
    #expect(failed.status == 1, "\(failed.results)\(failed.messages)")
    #expect(failed.results.contains("3 files: 1 passed, 2 failed"), "\(failed.results)")
    #expect(failed.results.contains("::error file=\(folder)/sub/c.kpi,line=1::- #> b%0A+ #> a\n"), "\(failed.results)")
    #expect(FileManager.default.fileExists(atPath: fixture.scratch.path + "/j.xml"))
    #expect(try Program.run(arguments + ["--update"]).status == 0)
    #expect(try Program.run(arguments).status == 0)
    #expect(try Program.run(["test", fixture.scratch.path + "/nowhere"]).status == 2)
    try FileManager.default.createDirectory(atPath: fixture.scratch.path + "/empty", withIntermediateDirectories: true)
    #expect(try Program.run(["test", fixture.scratch.path + "/empty"]).status == 2)
  }

  /// The repository that a team can copy does what it says.
  @Test func theExampleRepository() throws {
    let scratch = try Scratch()
    let copy = scratch.path + "/ci"
    try FileManager.default.copyItem(atPath: MarkdownDocument.root + "/examples/ci", toPath: copy)
    /// - Parameter database: nil has the script make the one that comes with it.
    func run(_ database: String? = nil) throws -> (Int32, String) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: copy + "/ci.sh")
      process.environment = ["KPI": Program.path, "PATH": "/usr/bin:/bin", "HOME": scratch.path, "DB": database ?? ""]
      let pipe = Pipe()
      (process.standardOutput, process.standardError) = (pipe, pipe)
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, text)
    }
    let (status, text) = try run()
    #expect(
      status == 0 && text.contains("1 file: 1 passed") && text.contains("3 checks: 2 passed, 1 warned"), "\(text)")
    try SQLFixture(copy + "/shop.db").run("UPDATE orders SET amount = 251000 WHERE id = 2")
    let (changed, difference) = try run("shop.db")
    #expect(changed == 1 && difference.contains("2024-01, revenue: 350,000 ₫ → 351,000 ₫ (+1,000)"), "\(difference)")
  }
}

/// Counts the elements of an XML text.
private final class Counter: NSObject, XMLParserDelegate {
  var names: [String: Int] = [:]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    names[name, default: 0] += 1
  }
}
