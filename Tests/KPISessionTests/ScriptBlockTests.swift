import Foundation
import KPISession
import Testing

/// Loops, branches and reports of scripts.
///
/// Expected numbers are added up by hand from the fixture's seven orders.
@Suite struct ScriptBlockTests {
  private func lines(_ text: String) throws -> [String] {
    let answer = try ScriptFixture().run(text: text)
    #expect(answer.status == .success, "\(answer.messages)")
    return answer.results.split(whereSeparator: \.isNewline).map(String.init)
  }

  private func mistake(_ text: String) throws -> String {
    let answer = try ScriptFixture().run(text: text)
    #expect(answer.status == .mistake && answer.results.isEmpty, "\(answer.results)\(answer.messages)")
    return answer.messages
  }

  @Test func loopsOverUnits() throws {
    #expect(
      try lines("for m in months of quarter 2024-Q1 { print \"{$m} {[revenue month $m]}\" }")
        == ["2024-01 350", "2024-02 480", "2024-03 90"])
    // A week at the edge is whole: 2024-W05 begins on 29 January.
    #expect(
      try lines("for w in weeks of from 2024-02-01 to 2024-02-06 { print $w }") == ["2024-W05", "2024-W06"])
    #expect(try lines("let n = 0\nfor d in days of month 2024-02 { let n = $n + 1 }\nprint $n") == ["29"])
    #expect(try lines("let q = 2024-Q1\nfor m in months of $q { print $m }").count == 3)
  }

  /// A variable that stands where a count does is looked at before anything runs: a parameter's value, each of a list,
  /// each argument of a report.
  @Test(arguments: [
    ("let n = 0\nshow orders by source top $n", "`$n` is `0`, and at least 1 is taken here"),
    ("let n = 2\nlet m = $n - 2\nshow orders last $m months", "`$m` is `0`"),
    ("for n in (3, 0) { show orders by source top $n }", "`$n` is `0`"),
    ("for n in (3, x) { show orders by source top $n }", "`$n` is the text `x`"),
    ("for n in (3, 1.5) { print \"{today - $n days}\" }", "`$n` is `1.5`"),
    ("report r($n) { show orders last $n months }\nrun r(2)\nrun r(-1)", "`$n` is `-1`"),
    ("report r($n) { show orders last $n months }\nfor k in (2, 0) { run r($k) }", "`$n` is `0`"),
    ("xem orders $n tháng qua", "`$n`"), ("metric m = rolling(orders, $n days)\nshow m", "`$n`"),
    ("let n = 5%\nshow orders from today - $n days to today", "`$n` is `5%`"),
    ("let n = show orders\nshow orders last $n days", "`$n` is a table"),
  ])
  func countsAreCheckedFirst(_ text: String, _ expected: String) throws {
    let answer = try ScriptFixture().run(text: "print 'runs'\n" + text)
    #expect(answer.status == .mistake && answer.results.isEmpty, "\(answer.results)")
    #expect(answer.messages.contains(expected), "\(answer.messages)")
  }

  /// What only the run knows is looked at where it stands, and a question with a mistake in it is not answered.
  @Test(arguments: [
    ("let n = [revenue month 2024-01]\nshow orders by source | take $n", "`$n` is `350 VND`"),
    ("let t = show orders by source\nfor q in (1) { list orders where amount > $t }", "`$t` is a table"),
    ("let t = show orders by source\nlist orders where amount > $t[x].orders", "no row"),
  ])
  func whatOnlyTheRunKnows(_ text: String, _ expected: String) throws {
    let answer = try ScriptFixture().run(text: "print 'runs'\n" + text)
    #expect(answer.status == .mistake && !answer.results.contains("created_at"), "\(answer.results)")
    #expect(answer.messages.contains(expected), "\(answer.messages)")
  }

  @Test(arguments: [("2", true), ("0", false), ("1.5", false), ("a", false)])
  func parametersAsCounts(_ value: String, _ isRight: Bool) throws {
    let fixture = try ScriptFixture()
    let answer = try fixture.run(text: "param n as number = 3\nprint 'runs'\nshow orders by source top $n") {
      $0.parameters = ["n": value]
    }
    #expect(answer.status == (isRight ? .success : .mistake) && answer.results.isEmpty != isRight, "\(answer.messages)")
    if isRight { #expect(answer.results.contains("Zalo") && !answer.results.contains("none"), "\(answer.results)") }
  }

  @Test func loopsOverValuesAndLists() throws {
    #expect(
      try lines("for s in values of source { print \"{$s} {[revenue year 2024 where source = $s]}\" }").sorted()
        == ["Facebook 570", "Zalo 320"])
    #expect(
      try lines("for x in (Facebook, 'Đối tác', 3, 2024-01) { print $x }") == ["Facebook", "Đối tác", "3", "2024-01"])
  }

  @Test func loopsOverRows() throws {
    #expect(
      try lines(
        """
        let t = show revenue, orders by source year 2024
        for r in rows of $t { print "{coalesce($r.source, '-')} {$r.revenue} {$r.orders}" }
        """) == ["Facebook 570 4", "Zalo 320 2", "- 30 1"])
    #expect(try lines("let t = list orders year 2023\nfor r in rows of $t { print $r.id }\nprint 'end'") == ["end"])
    #expect(try mistake("let t = show revenue\nfor r in rows of $t { print $r.profit }").contains("no column `profit`"))
    #expect(try mistake("let x = 1\nfor r in rows of $x { }").contains("not-a-table"))
  }

  @Test func whatALoopNamesEndsWithIt() throws {
    #expect(try mistake("for m in (1, 2) { let x = $m }\nprint $x").contains("no variable `$x`"))
    #expect(try mistake("for m in (1, 2) { }\nprint $m").contains("no variable `$m`"))
    #expect(try lines("if 1 < 2 { let x = 1 }\nprint $x") == ["1"])
    #expect(try lines("if 1 > 2 { let x = 'a' } else { let x = 'b' }\nprint $x") == ["b"])
    #expect(try lines("let m = 'before'\nfor m in (1) { }\nprint $m") == ["before"])
  }

  /// What a loop changes is not known before it has run, so that no check trusts its first value.
  @Test func whatABlockChangesIsUnknownToTheCheck() throws {
    #expect(try lines("let n = 1\nfor m in (1, 2, 3) { let n = $n * 2 }\nif $n = 8 { print 'eight' }") == ["eight"])
    #expect(try lines("let d = 1\nif 1 > 2 { let d = 'x' }\nprint $d + 1") == ["2"])
    #expect(try lines("let lang = 'xx'\nif 1 < 2 { let lang = 'vi' }\nset language \"{$lang}\"\nprint 'ok'") == ["ok"])
  }

  @Test func reports() throws {
    #expect(
      try lines(
        """
        let k = 'k'
        report one($m, $what) { let k = [orders month $m]; print "{$what} {$k}" }
        run one(2024-01, January)
        run one(2024-02, 'February')
        print $k
        """) == ["January 2", "February 3", "k"])
    #expect(
      try lines("report t($t) { print $t.total.revenue }\nlet x = show revenue by source year 2024\nrun t($x)") == [
        "920"
      ])
    #expect(try lines("report a($n) { if $n > 0 { print $n; run a($n - 1) } }\nrun a(3)") == ["3", "2", "1"])
  }

  /// A report is checked with what it is run with, and where nothing runs it.
  @Test(arguments: [
    ("report a { show nonsense }", "no metric `nonsense`"),
    ("report a($m) { show revenue month $m }\nrun a('x')", "neither a date nor a period"),
    ("report a($m) { print $m + 1 }\nrun a('x')", "between numbers"),
    ("report a($m) { }\nrun a", "takes one argument, not 0"),
    ("run b(1)", "no report `b`"),
    ("report a($m, $M) { }", "two parameters"),
    ("if 1 < 2 { report a { } }", "by itself"),
    ("for m in days of all { }", "no first day"),
    ("for m in hours of day { }", "hours"),
    ("for x in (1, $y) { }", "no variable `$y`"),
  ])
  func mistakes(_ text: String, _ expected: String) throws {
    let messages = try mistake(text)
    #expect(messages.contains(expected), "\(messages)")
  }

  @Test func recursionHasALimit() throws {
    let body = String(repeating: "if 1 < 2 { ", count: 90) + "run a" + String(repeating: " }", count: 90)
    for text in ["report a { \(body) }\nrun a", "report a { run b }\nreport b { run a }\nrun a"] {
      let answer = try ScriptFixture().run(text: text)
      #expect(answer.status == .mistake && answer.messages.contains("more than 50 deep"), "\(answer.messages)")
    }
  }

  @Test func aLongLoopStops() throws {
    let text = "for d in days of from 1000 to 9999 { for e in days of year 2024 { } }"
    let answer = try ScriptFixture().run(text: text) { $0.timeout = 0.5 }
    #expect(answer.status == .interrupted && answer.messages.contains("stopped after 0.5 s"))
  }

  @Test func anInterruptStopsALongLoop() throws {
    let fixture = try ScriptFixture()
    let script = try fixture.file("s.kpi", "for d in days of from 1000 to 9999 { for e in days of year 2024 { } }")
    let outcome = try Program.run(["run", script, "--db", fixture.database, "--model", fixture.model]) { process in
      usleep(600_000)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(outcome.status == 130)
  }

  @Test("before the run nothing is said of the rows of a day that comes with it")
  func daysThatComeLater() throws {
    var options = SessionOptions()
    options.today = "2024-06-01"
    let session = try TextSession(DemoFixture.path, options: options)
    func told(_ day: String) -> String {
      session.run("for d in days of week 2023-W36 { if [orders day \(day)] > 0 { print \"x\" } }\nshow zzz").messages
    }
    #expect(!told("$d").contains("newest row"), "\(told("$d"))")
    #expect(told("2024-05-31").contains("newest row"), "\(told("2024-05-31"))")
  }
}
