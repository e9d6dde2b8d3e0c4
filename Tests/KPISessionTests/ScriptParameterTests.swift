import Foundation
import KPISession
import Testing

/// Parameters: their types, choices, and what is told of one that does not fit.
@Suite struct ScriptParameterTests {
  private func run(_ text: String, _ given: [String: String] = [:]) throws -> (KPISession.ExitStatus, String, String) {
    let answer = try ScriptFixture().run(text: text) { $0.parameters = given }
    return (answer.status, answer.results.replacing("\r\n", with: "\n"), answer.messages)
  }

  @Test(arguments: [
    ("param x as month = 2024-01", "2024-02", "2024-02"), ("param x as week = 2024-W01", "2024-W05", "2024-W05"),
    ("param x as quarter", "2024-Q2", "2024-Q2"), ("param x as year", "2024", "2024"),
    ("param x as day", "2024-02-03", "2024-02-03"), ("param x as day", "today - 1 month", "2024-02-29"),
    ("param x as number = 1", "2.5k", "2500"), ("param x as text = a", "2024-01", "2024-01"),
    ("param x as boolean = true", "false", "false"), ("param x = 3", "-4", "-4"), ("param x = 2024-01", "2024", "2024"),
    ("param x in (Facebook, Zalo) = Zalo", "facebook", "Facebook"), ("param x in values of source", "Zalo", "Zalo"),
    ("param x in (1, 2, 3) = 2", "3", "3"), ("param x as period", "2024-Q1", "2024-Q1"),
    ("param x as month = 2024-01", "last month", "2024-02"), ("param x as period", "tháng này", "2024-03"),
    ("param x as period", "previous week", "2024-W12"), ("param x as year", "năm trước", "2023"),
    ("param x as period", "month 2024-01", "2024-01"), ("param x as day", "day 2024-01-05", "2024-01-05"),
  ])
  func fit(_ declaration: String, _ given: String, _ expected: String) throws {
    let (status, results, messages) = try run(declaration + "\nprint $x", ["x": given])
    #expect(status == .success && results == expected + "\n", "\(results)\(messages)")
  }

  @Test(arguments: [
    ("param x as month = 2024-01", "foo", "takes a month such as `2023-09`, not `foo`"),
    ("param x as month", "2024-W05", "takes a month"), ("param x as month", "2024-02-03", "takes a month"),
    ("param x as month", "2024-13", "takes a month"), ("param x as day", "2024-01", "takes a day"),
    ("param x as number", "many", "takes a number"), ("param x as number", "", "takes a number"),
    ("param x as number", "1.500.000", "takes a number"), ("param x as boolean", "maybe", "takes `true` or `false`"),
    ("param x = 2024-01", "revenue", "takes a date"), ("param x = 2024-01", "[revenue]", "takes a date"),
    ("param x in (Facebook, Zalo)", "Facebok", "did you mean `Facebook`?"),
    ("param x in values of source", "Google", "takes one of `Facebook`, `Zalo`, not `Google`"),
    ("param x in (1, 2)", "3", "takes one of `1`, `2`"),
    ("param x as period", "last 3 months", "takes a date, or a unit"),
    ("param x as month", "this week", "takes a month"), ("param x as period", "all", "takes a date, or a unit"),
    ("param x as period", "from 2024-01-01 to 2024-02-01", "takes a date, or a unit"),
  ])
  func doNotFit(_ declaration: String, _ given: String, _ expected: String) throws {
    let (status, results, messages) = try run("print 'ran'\n" + declaration, ["x": given])
    #expect(status == .mistake && results.isEmpty && messages.contains(expected), "\(messages)")
    #expect(messages.contains("script.kpi:2:7"), "\(messages)")
  }

  @Test(arguments: [
    ("param x as month \"Month\"", "it takes a month such as `2023-09`"), ("param x", "it takes a value"),
    ("param x as moth = 1", "did you mean `month`?"), ("param x as month = 2024-W01", "takes a month"),
    ("param x in (a, b) = c", "takes one of `a`, `b`"), ("param x as number in (1, a)", "takes a number"),
    ("param x in values of colour", "no dimension `colour`"), ("param x = $y\nparam y = $x", "`$x` → `$y` → `$x`"),
    ("for m in (1) { param x = 1 }", "by itself"), ("param x as period = last 3 months", "is none of them"),
    ("param x = 1\nparam X = 2", "script.kpi:3:7"), ("param x = 1\nparam X = 2", "the first is at "),
  ])
  func mistakesOfADeclaration(_ declaration: String, _ expected: String) throws {
    let (status, results, messages) = try run("print 'ran'\n" + declaration)
    #expect(status == .mistake && results.isEmpty && messages.contains(expected), "\(messages)")
  }

  /// What is wrong with a default is told once, and nothing that follows from it.
  @Test(arguments: ["2024-13", "last moth", "sum(", "[reveneu]", "31/12/2023", "from 2024-02 to 2024-01"])
  func aBrokenDefaultIsOneMistake(_ initial: String) throws {
    for given in [[:], ["x": "2024-01"]] {
      let (status, results, messages) = try run("param x as month = \(initial)\nshow revenue month $x", given)
      #expect(status == .mistake && results.isEmpty, "\(messages)")
      #expect(messages.components(separatedBy: "error[").count == 2, "\(messages)")
    }
  }

  @Test func aDefaultMayBeTheLastMonth() throws {
    let (status, results, messages) = try run(
      "param x = last month\nparam y as quarter = quý trước\nprint \"{$x} {$y}\"\nshow orders month $x")
    #expect(status == .success && results == "2024-02 2023-Q4\norders\n3\n", "\(results)\(messages)")
  }

  /// What stands between them may take a database, which listing them does not.
  @Test func theyAreListedWithoutADatabase() throws {
    let scratch = try Scratch()
    let script = try scratch.file(
      "s.kpi", "param a as month = last month\nlet x = [revenue month $a]\nlet y = $nothing\nparam b = $x \"B\"\n")
    let listed = try Program.run(["run", script, "--params", "--format", "csv"])
    #expect(listed.status == 0 && listed.messages.isEmpty, "\(listed)")
    #expect(
      listed.results.replacing("\r\n", with: "\n")
        == "parameter,takes,default,label\na,a month such as 2023-09,last month,\nb,a value,$x,B\n", "\(listed.results)"
    )
    let other = try Program.run(["run", script, "--params", "--language", "vi"])
    #expect(
      other.results.hasPrefix("tham số\n\ntham số  nhận") && other.results.contains("mặc định"), "\(other.results)")
  }

  @Test func theyAreListed() throws {
    let fixture = try ScriptFixture()
    try fixture.file("lib.kpi", "param n as number = 5")
    let script = try fixture.file(
      "s.kpi", "import \"lib.kpi\"\nparam month as month = 2024-01 \"Month\"\nparam s in values of source\nshow revenue"
    )
    let arguments = ["run", script, "--params", "--format", "csv", "--today", "2024-03-31", "--model", fixture.model]
    let listed = try Program.run(arguments + ["--db", fixture.database])
    #expect(
      listed.results == """
        parameter,takes,default,label\r
        n,a number such as 1500 or 2.5,5,\r
        month,a month such as 2023-09,2024-01,Month\r
        s,"one of Facebook, Zalo",,\r

        """, "\(listed.results)\(listed.messages)")
    let good = try fixture.file("g.kpi", "param s in values of source \"Nguồn\"")
    let alone = try Program.run(["run", good, "--params", "--format", "csv"])
    #expect(alone.status == 0 && alone.results == "parameter,takes,default,label\r\ns,a value of source,,Nguồn\r\n")
  }

  @Test func givenTwice() throws {
    let fixture = try ScriptFixture()
    let script = try fixture.file("s.kpi", "param x = 1")
    let twice = try Program.run(["run", script, "--db", fixture.database, "-p", "x=1", "-p", "X=2"])
    #expect(twice.status == 2 && twice.messages.contains("twice"))
  }
}
