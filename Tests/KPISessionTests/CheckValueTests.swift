import KPISession
import Testing

/// A check that fails tells the values that it met, whatever it held them against.
@Suite struct CheckValueTests {
  private static let values =
    "let n = [orders month 2024-02]\nlet s = 'abc'\nlet none = [aov month 2023-01]\nlet d = 2024-01-05\n"

  @Test(arguments: [
    ("$n in (1, 2)", "`$n` is 3"), ("$n not in (1, 3)", "`$n` is 3"), ("$n between 5 and 9", "`$n` is 3"),
    ("$n is null", "`$n` is 3"), ("$none is not null", "`$none` has no value"), ("$none > 3", "`$none` has no value"),
    ("$s starts with 'z'", "`$s` is 'abc'"), ("$s contains \"z\"", "`$s` is 'abc'"), ("$s in (x, y)", "`$s` is 'abc'"),
    ("$d in 2024-02", "`$d` is 2024-01-05"), ("$d not in month 2024-01", "`$d` is 2024-01-05"),
    ("not ($n in (3, 4))", "`$n` is 3"), ("$n in (3) and $s in (x)", "`$s` is 'abc'"),
  ])
  func told(_ condition: String, _ expected: String) throws {
    let fixture = try ScriptFixture()
    let failed = try fixture.run(text: Self.values + "assert \(condition)")
    #expect(failed.status == .assertionFailed && failed.messages.contains(expected), "\(failed.messages)")
    let other = condition.hasPrefix("not ") ? String(condition.dropFirst(4)) : "not (\(condition))"
    let warned = try fixture.run(text: Self.values + "warn if \(other)")
    #expect(warned.status == .success && warned.messages.contains("warning[warning]"), "\(warned.messages)")
    // Of two conditions the one that holds is told.
    if condition.contains(" and ") { return }
    #expect(warned.messages.contains(expected), "\(warned.messages)")
  }

  @Test func inJSON() throws {
    let answer = try ScriptFixture().run(text: Self.values + "assert $n in (1, 2)", { _ in }, format: .json)
    #expect(answer.results.contains(#""condition":"$n in (1, 2)","actual":3,"expected":null"#), "\(answer.results)")
  }

  /// Both bounds of `between`, whether it holds or not, and which of them does not.
  @Test(arguments: [
    ("$n between 5 and 9", "failed", #""actual":3,"expected":[5,9]"#),
    ("$n between 1 and 2", "failed", #""actual":3,"expected":[1,2]"#),
    ("$n between 1 and 9", "passed", #""actual":3,"expected":[1,9]"#),
    (
      "[revenue month 2024-02] between 1k and 2k", "failed",
      #""actual":480,"actual_unit":"VND","expected":[1000,2000]"#
    ),
    ("$n > 1 and $n between 5 and 9", "failed", #""actual":3,"expected":[5,9]"#),
    ("$n = 4 and $n between 1 and 9", "failed", #""actual":3,"expected":4"#),
  ])
  func betweenInJSON(_ condition: String, _ status: String, _ expected: String) throws {
    let answer = try ScriptFixture().run(text: Self.values + "assert \(condition)", { _ in }, format: .json)
    #expect(
      answer.results.contains(#""status":"\#(status)""#) && answer.results.contains(expected), "\(answer.results)")
  }

  @Test func betweenTellsBothBounds() throws {
    let answer = try ScriptFixture().run(text: Self.values + "let m = 9\nassert $n between $m - 4 and $m")
    #expect(answer.messages.contains("`$n` is 3, `$m - 4` is 5, `$m` is 9"), "\(answer.messages)")
  }

  /// A tolerance is a part of the number, or a number; the bound itself counts.
  @Test(arguments: [
    ("[revenue month 2024-02] within 20 of 500", true), ("[revenue month 2024-02] within 19 of 500", false),
    ("480 = within 20 of 500", true), ("600 = within 5 of 100", false), ("103 = within 3% of 100", true),
    ("104 = within 3% of 100", false), ("0.4 within 0.1 of 0.3", true), ("0.4 within 0.09 of 0.3", false),
    ("-100 within 2% of -102", true), ("-99 within 2% of -102", false), ("100 != within 5 of 120", true),
    ("$none within 5 of 3", false), ("1.5k within 1_000 of 500", true),
  ])
  func tolerance(_ condition: String, _ holds: Bool) throws {
    let answer = try ScriptFixture().run(text: Self.values + "assert \(condition)")
    #expect(answer.status == (holds ? .success : .assertionFailed), "\(answer.messages)")
  }
}
