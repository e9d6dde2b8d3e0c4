import Foundation
import KPISession
import Testing

/// Numbers that stand in variables: counts, tolerances, weights and grades, before a script runs and as it does.
@Suite struct ScriptCountTests {
  private func run(_ text: String) throws -> (status: KPISession.ExitStatus, results: String, messages: String) {
    try ScriptFixture().run(text: text)
  }

  // MARK: Counts in blocks

  @Test func aCountReckonedFromALoopsNumberIsCheckedBeforeAnythingRuns() throws {
    let answer = try run("print 'first'\nfor i in (3, 1) { let n = $i - 1\n show orders by source top $n }")
    #expect(answer.status == .mistake && answer.results.isEmpty)
    #expect(
      answer.messages.contains("error[bad-count]: `$n` is `0`, and at least 1 is taken here"), "\(answer.messages)")
    #expect(answer.messages.contains("script.kpi:3:28"))
    #expect(try run("for i in (3, 2) { let n = $i - 1\n show orders by source top $n }").status == .success)
  }

  @Test func soIsOneOfLoopsWithinLoops() throws {
    let inner = "for i in (1, 2) { for k in (1, 2) { let n = $i * 2 - $k\n show orders by source top $n } }"
    #expect(try run("print 'first'\n" + inner).results.isEmpty)
    #expect(try run(inner.replacing("- $k", with: "+ $k")).status == .success)
  }

  @Test func soIsOneThatAReportReckonsFromItsArgument() throws {
    let report = "report r($n) { let m = $n - 1\n show orders by source top $m }\nprint 'first'\n"
    let wrong = try run(report + "run r(2)\nrun r(1)")
    #expect(wrong.status == .mistake && wrong.results.isEmpty)
    #expect(wrong.messages.contains("`$m` is `0`"), "\(wrong.messages)")
    #expect(try run(report + "run r(2)\nrun r(3)").status == .success)
  }

  @Test func aReportThatRunsItselfIsCheckedToItsEnd() throws {
    let text = "report r($n) { if $n > 0 { show orders by source top $n\n let m = $n - 1\n run r($m) } }\nrun r(3)"
    let answer = try run(text)
    #expect(answer.status == .success, "\(answer.messages)")
    #expect(answer.results.components(separatedBy: "source,orders").count == 4)
  }

  @Test func whatALoopOverTheDataGivesIsLookedAtWhenItIsReached() throws {
    let answer = try run(
      "print 'first'\nlet t = show orders by source\nfor r in rows of $t { let n = $r.orders - 4\n show orders by source top $n }"
    )
    #expect(answer.status == .mistake && answer.results.hasPrefix("first\r\n"))
    #expect(answer.messages.contains("error[bad-count]"))
  }

  @Test func moreRoundsThanAreGoneThroughAreCheckedWithoutTheirValues() throws {
    let list = (1...300).map(String.init).joined(separator: ", ")
    let answer = try run("for i in (\(list)) { let n = $i\n if $i = 300 { print 'end' } }")
    #expect(answer.status == .success && answer.results == "end\r\n", "\(answer.messages)")
  }

  // MARK: Sides that are not taken

  @Test(arguments: [
    "if $n > 0 { show orders by source top $n } else { print 'none' }",
    "if $n = 0 { print 'none' } else { show orders by source top $n }",
    "if $n = 0 { print 'none' } else if $n < 3 { show orders by source top $n }",
  ])
  func aSideThatIsNotTakenAsksNothingOfItsCounts(branch: String) throws {
    let answer = try run("let n = 0\n" + branch)
    #expect(answer.status == .success && answer.results == "none\r\n", "\(answer.messages)")
    let taken = try run("let n = 2\n" + branch)
    #expect(taken.status == .success && taken.results.hasPrefix("source,orders"), "\(taken.messages)")
  }

  @Test func itsNamesAreCheckedAllTheSame() throws {
    let answer = try run("print 'first'\nlet n = 0\nif $n > 0 { show nothing_known } else { print 'none' }")
    #expect(answer.status == .mistake && answer.results.isEmpty && answer.messages.contains("unknown-metric"))
  }

  @Test func theSideThatIsTakenSaysWhatIsKnownBehindIt() throws {
    let answer = try run(
      "print 'first'\nlet n = 3\nif $n > 2 { let n = 0 } else { let n = 1 }\nshow orders by source top $n")
    #expect(answer.status == .mistake && answer.results.isEmpty && answer.messages.contains("`$n` is `0`"))
    let other = try run(
      "let n = 1\nif $n > 2 { let n = 0\n let only = 1 } else { let n = 2 }\nshow orders by source top $n")
    #expect(other.status == .success, "\(other.messages)")
  }

  // MARK: What is wrong with a count

  @Test(arguments: [
    ("\"5\"", "is the text `5`, and a whole number from 1 to 1,000,000 is taken here"),
    ("\"5\"", "a number is written without quotes: `5`"),
    ("\"five\"", "is the text `five`, and a whole number from 1 to 1,000,000 is taken here"),
    ("-1", "`$n` is `-1`, and at least 1 is taken here"), ("0", "`$n` is `0`, and at least 1 is taken here"),
    ("1000001", "`$n` is `1000001`, and at most 1,000,000 is taken here"),
    ("2.5", "`$n` is `2.5`, and a whole number from 1 to 1,000,000 is taken here"),
    ("2.5", "`round($n, 0)` is a whole number"),
    ("120%", "`$n` is `120%`, and a share of the groups lies above 0% and is at most 100%"),
    ("null", "`$n` has no value, and a whole number from 1 to 1,000,000 is taken here"),
  ])
  func messages(value: String, told: String) throws {
    let answer = try run("let n = \(value)\nshow orders by source top $n")
    #expect(answer.status == .mistake && answer.messages.contains(told), "\(answer.messages)")
  }

  @Test func aShareIsNoCountElsewhere() throws {
    let answer = try run("let n = 20%\nshow orders last $n months")
    #expect(
      answer.messages.contains("`$n` is `20%`, and a whole number from 1 to 1,000,000 is taken here"),
      "\(answer.messages)")
  }

  // MARK: Tolerances

  /// Orders are 7, revenue 920.
  @Test(arguments: [
    ("let t = 2", "[orders year 2024] within $t of 9", true), ("let t = 1", "[orders year 2024] within $t of 9", false),
    ("let t = 2%", "[revenue year 2024] within $t of 905", true),
    ("let t = 1%", "[revenue year 2024] = within $t of 905", false),
    ("let t = [revenue month 2024-03]", "[revenue year 2024] within $t of 1_010", true),
    ("param t as number = 0", "[revenue year 2024] != within $t of 921", true),
  ])
  func aToleranceMayBeAVariable(variable: String, condition: String, holds: Bool) throws {
    let answer = try run("\(variable)\nassert \(condition)")
    #expect(answer.status == (holds ? .success : .assertionFailed), "\(answer.messages)")
    // Whatever is known of the numbers before the run, a pipe reckons the same.
    let piped = condition.replacing(" year 2024]", with: "").replacing("[", with: "")
    let rows = try run("\(variable)\nlet all = show orders, revenue year 2024\n$all | where \(piped)")
    #expect(rows.results.split(separator: "\r\n").count == (holds ? 2 : 1), "\(rows.results)\(rows.messages)")
  }

  @Test(arguments: [
    ("let t = -1", "bad-tolerance"), ("let t = 'x'", "not-a-number"), ("", "unknown-variable"),
  ])
  func whatIsNoTolerance(variable: String, code: String) throws {
    for question in ["assert [orders year 2024] within $t of 9", "show orders by source having orders within $t of 2"] {
      let answer = try run("print 'first'\n\(variable)\n\(question)")
      #expect(answer.status == .mistake && answer.results.isEmpty, "\(question): \(answer.messages)")
      #expect(answer.messages.contains("error[\(code)]"), "\(question): \(answer.messages)")
    }
  }

  /// Amounts are 100, 250, 50, 400, 30, 70, 20.
  @Test(arguments: [
    ("amount within 50 of 100", ["1", "3", "6"]), ("amount within 50% of 100", ["1", "3", "6"]),
    ("amount = within 20 of 50", ["3", "5", "6"]), ("amount != within 60 of 100", ["2", "4", "5", "7"]),
    ("amount within $t of 100", ["1", "6"]), ("amount within $p of 100", ["1", "3", "6"]),
    ("amount within 0 of 100", ["1"]),
  ])
  func aToleranceOfRowsIsANumberOrAShare(condition: String, ids: [String]) throws {
    let question = "list orders where \(condition) year 2024 | sort id | select id"
    let answer = try run("let t = 30\nlet p = 50%\n\(question)")
    #expect(answer.results.split(separator: "\r\n").dropFirst().map(String.init) == ids, "\(answer.messages)")
    // The same after the answer.
    let piped = try run("let t = 30\nlet p = 50%\nlist orders year 2024 | where \(condition) | sort id | select id")
    #expect(piped.results == answer.results)
  }

  // MARK: Scorecards

  @Test func weightsAndGradesMayBeVariables() throws {
    func card(
      _ parts: String, _ before: String = ""
    ) throws -> (status: KPISession.ExitStatus, results: String, messages: String) {
      try run(
        "target revenue 500 per month\ntarget orders 2 per month\n\(before)\nscorecard month 2024-02 metrics revenue, orders \(parts)"
      )
    }
    let written = try card("weights revenue 3, orders 1 grades A 110, B 50")
    let held = try card("weights revenue $w, orders 1 grades A $a, B 50", "let w = 3\nlet a = 110")
    #expect(written.status == .success && held.results == written.results, "\(held.messages)\(written.messages)")
    #expect(written.results.contains("B") || written.results.contains("A"))
    let zero = try card("weights revenue $w", "let w = 0")
    #expect(zero.status == .mistake && zero.messages.contains("bad-weight"), "\(zero.messages)")
    let text = try card("weights revenue 1 grades A $a", "let a = 'good'")
    #expect(
      text.status == .mistake && text.messages.contains("`$a` is `good`, and a number is taken here"),
      "\(text.messages)")
  }

  // MARK: Tables that come with the run

  @Test func aTableSavedBehindADrillIsKnownToTheStatementsAfterIt() throws {
    let answer = try run("show orders by source year 2024\ndrill Facebook orders | save as z\n$z | take 1 | select id")
    #expect(answer.status == .success, "\(answer.messages)")
    #expect(answer.results.hasSuffix("id\r\n1\r\n"), "\(answer.results)")
    let named = try run(
      "show orders by source year 2024\nlet x = drill Facebook orders | save as z\n$z | take 1 | select id")
    #expect(named.status == .success && named.results.hasSuffix("id\r\n1\r\n"), "\(named.messages)")
  }

  // MARK: Periods

  @Test(arguments: ["month 2024-Q1", "day 2024-01", "quarter 2024", "week 2024-01", "month $q"])
  func aUnitHoldsNothingLongerThanItself(period: String) throws {
    let answer = try run("print 'first'\nlet q = 2024-Q1\nshow orders \(period)")
    #expect(answer.status == .mistake && answer.results.isEmpty, "\(answer.results)")
    #expect(answer.messages.contains("error[bad-period]: 2024-01-01 – 2024-"), "\(answer.messages)")
    #expect(answer.messages.contains("lies in more than one `\(period.prefix { $0 != " " })`"))
  }

  @Test(arguments: [("year 2024-02", "7"), ("quarter 2024-02-14", "7"), ("month 2024-W06", "3"), ("month $d", "3")])
  func aUnitIsTheOneThatHoldsAShorterOne(period: String, orders: String) throws {
    let answer = try run("let d = 2024-02-29\nshow orders \(period)")
    #expect(answer.results == "orders\r\n\(orders)\r\n", "\(answer.messages)")
  }

  // MARK: Texts and files

  @Test func aFileHasMoreThanAnEnding() throws {
    let text =
      "let t = list customers where source is null | select name, source\nfor r in rows of $t { $t | export \"{$r.source}.csv\" }"
    let scratch = try Scratch()
    let answer = try ScriptFixture().run(text: text, { $0.outputFolder = scratch.path })
    #expect(
      answer.status == .mistake && answer.messages.contains("`.csv` is an ending without a name"), "\(answer.messages)")
  }

  @Test func withReadOnlyANameThatComesLaterIsRefusedBeforeAnythingRuns() throws {
    let text = "print 'first'\nlet n = [orders year 2024]\nshow orders by source | export \"f-{$n}.csv\""
    let answer = try ScriptFixture().run(text: text, { $0.isReadOnly = true })
    #expect(answer.status == .forbidden && answer.results.isEmpty, "\(answer.results)")
    #expect(answer.messages.contains("with --read-only nothing is written"))
  }
}
