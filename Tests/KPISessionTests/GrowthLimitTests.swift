import Foundation
import KPISession
import Testing

/// What doubles with every line, and what SQLite does in one step, ends: by a limit, or by `--timeout`.
@Suite(.serialized) struct GrowthLimitTests {
  private func ask(_ text: String, timeout: String = "20") throws -> (outcome: Program.Outcome, took: Duration) {
    let scratch = try Scratch()
    let script = try scratch.file("s.kpi", text)
    let start = ContinuousClock.now
    let outcome = try Program.run(["run", script, "--db", DemoFixture.path, "--timeout", timeout])
    return (outcome, ContinuousClock.now - start)
  }

  private func doubling(_ first: String, _ line: (Int) -> String, _ last: String) -> String {
    ([first] + (1...40).map(line) + [last]).joined(separator: "\n")
  }

  static let definitions: [(first: String, line: @Sendable (Int) -> String, last: String)] = [
    ("metric a0 = revenue", { "metric a\($0) = a\($0 - 1) + a\($0 - 1)" }, "show a40"),
    ("metric a0 = revenue", { "metric a\($0) = coalesce(a\($0 - 1), a\($0 - 1))" }, "show a40 by month"),
    (
      "metric a0 = revenue", { "metric a\($0) = if(a\($0 - 1) > 0, a\($0 - 1), a\($0 - 1))" }, "print \"{[a40 all]}\""
    ),
    (
      "segment s0 = customers where province is null",
      { "segment s\($0) = customers where s\($0 - 1) or not s\($0 - 1)" }, "list customers where s40"
    ),
    ("let t0 = \"0123456789\"", { "let t\($0) = \"{$t\($0 - 1)}{$t\($0 - 1)}\"" }, "print $t40"),
  ]

  @Test(arguments: definitions.indices)
  func whatDoublesEnds(_ index: Int) throws {
    let (first, line, last) = Self.definitions[index]
    let (outcome, took) = try ask(doubling(first, line, last), timeout: "60")
    #expect(outcome.status == 2 && outcome.messages.contains("error[too-long]"), "\(outcome.messages.prefix(2_000))")
    #expect(outcome.messages.components(separatedBy: "too-long").count == 2, "one mistake is told once")
    #expect(took < .seconds(60))
  }

  /// What stays below the limit is answered, and right: each line is twice the one before.
  @Test func whatDoublesAFewTimesIsAnswered() throws {
    let lines = ["metric a0 = orders"] + (1...10).map { "metric a\($0) = a\($0 - 1) + a\($0 - 1)" }
    let (outcome, _) = try ask((lines + ["assert [a10 all] = 1024 * [orders all]"]).joined(separator: "\n"))
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test(arguments: [
    "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select x from c",
    "select count(*) from customers a, customers b, customers c, customers d",
  ])
  func aQueryWithoutEndIsStopped(_ query: String) throws {
    let (outcome, took) = try ask("sql '\(query)'", timeout: "1")
    #expect(outcome.status == 130 && outcome.messages.contains("stopped after 1 s"), "\(outcome.messages)")
    #expect(took < .seconds(30))
  }

  @Test(arguments: [
    "select hex(zeroblob(400000000))", "select replace(hex(zeroblob(100000)), ''0'', hex(zeroblob(4000)))",
  ])
  func aQueryOfOneGiantTextIsRefused(_ query: String) throws {
    let (outcome, _) = try ask("sql '\(query)'")
    #expect(outcome.status == 2 && outcome.messages.contains("error[bad-query]"), "\(outcome.messages)")
    #expect(outcome.messages.contains("16777216 bytes") && !outcome.messages.contains("backup"))
  }
}
