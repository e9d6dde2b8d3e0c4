import Glibc
import KPILanguage
import Testing

/// Input that is meant to break a parser: it is refused with a message, on a small stack too.
@Suite struct LimitTests {
  private func diagnostics(_ text: String) -> [Diagnostic] {
    parse(Source(name: "test", text: text), id: SourceID(0)).diagnostics
  }

  private static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// A large text under a name, so that it is not printed.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }
  }

  static let deepInputs: [Case] = [
    Case("closed brackets", "show " + times("(", 100_000) + "a" + times(")", 100_000)),
    Case("open brackets", "show " + times("(", 100_000)), Case("calls", "show " + times("f(", 100_000)),
    Case("metric values", "assert " + times("[", 100_000)), Case("not", "show a where " + times("not ", 100_000) + "b"),
    Case("minus", "show " + times("- ", 100_000) + "a"), Case("else if", "if a {}" + times(" else if a {}", 20_000)),
    Case("blocks", times("if a {\n", 20_000) + times("}", 20_000)), Case("sums", "show " + times("a + (", 100_000)),
  ]

  @Test("what nests too deep is refused", arguments: deepInputs)
  func depth(_ input: Case) {
    #expect(diagnostics(input.text).map(\.code) == ["too-deep"])
  }

  static let longInputs: [Case] = [
    Case("sum", "show a" + times(" + a", 200_000)), Case("product", "show a" + times(" * a", 200_000)),
    Case("or", "show a where b" + times(" or b", 200_000)),
  ]

  @Test("what is too long is refused", arguments: longInputs)
  func length(_ input: Case) {
    #expect(diagnostics(input.text).map(\.code) == ["too-long"])
  }

  static let largeInputs: [Case] = [
    Case("name", "show " + times("x", 1_000_000)), Case("Vietnamese name", "show " + times("ố", 300_000)),
    Case("list", "show a where b in (c" + times(", c", 50_000) + ")"),
    Case("metrics", "show a" + times(", a", 20_000)),
    Case("empty lines", "show a" + times("\n", 300_000) + "by b"), Case("statements", times("show a\n", 10_000)),
    Case("brackets", "show " + times("(", 90) + "a" + times(")", 90)),
    Case("text", "print '" + times("x", 1_000_000) + "'"),
    Case("conditions", "show a where b" + times(" or b", 9_000)), Case("sum", "show a" + times(" + a", 250)),
  ]

  @Test("what is only large is taken", arguments: largeInputs)
  func large(_ input: Case) {
    #expect(diagnostics(input.text).isEmpty)
  }

  static let mistakenInputs: [Case] = [
    Case("NUL", times("\0", 300_000)), Case("words", times("a;", 20_000)),
    Case("quotes and braces", times("\"{", 100_000)),
    Case("open queries", times("sql \"{\n", 20_000)), Case("points", times("1.", 100_000)),
    Case("dates", times("2023-", 100_000)),
    Case("back quotes", times("`", 100_001)), Case("open brackets", times("(\n", 50_000)),
    Case("bent quotes", times("“", 50_000)),
    Case("clauses", times("show by\n", 5_000)), Case("braces", times("}", 50_000)),
    Case("keywords", times("trong ", 20_000)),
    Case("marks", "a" + times("\u{301}", 100_000)),
  ]

  @Test("a text that is nothing but mistakes ends, with a bounded number of messages", arguments: mistakenInputs)
  func mistakes(_ input: Case) {
    let found = diagnostics(input.text)
    #expect(!found.isEmpty && found.count <= 401)
  }

  @Test("the longest chains are read, walked and released on a stack of 512 KB")
  func stack() {
    let sum = "metric m = a" + LimitTests.times(" + a", 250)
    let conditions = "metric n = b" + LimitTests.times(" or b", 9_000)
    let finished = onSmallStack(bytes: 512 * 1_024) {
      let parsed = parse(Source(name: "test", text: sum + "\n" + conditions), id: SourceID(0))
      let depths = parsed.statements.map { statement in
        guard case .declaration(.metric(let metric)) = statement.kind else { return 0 }
        return height(of: metric.expression)
      }
      // A sum leans to the left; conditions are as deep as the logarithm of their number.
      return depths.count == 2 && depths[0] == 251 && depths[1] < 20
    }
    #expect(finished)
  }
}

private func height(of expression: Expression) -> Int {
  guard case .binary(_, let left, let right) = expression.kind else { return 1 }
  return 1 + max(height(of: left), height(of: right))
}

/// Runs `work` on a thread with a stack of so many bytes.
private func onSmallStack(bytes: Int, _ work: @escaping () -> Bool) -> Bool {
  final class Box {
    let work: () -> Bool
    var result = false
    init(_ work: @escaping () -> Bool) { self.work = work }
  }
  let box = Box(work)
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, bytes)
  var thread = pthread_t()
  let status = pthread_create(
    &thread, &attributes,
    { argument in
      guard let argument else { return nil }
      let box = Unmanaged<Box>.fromOpaque(argument).takeUnretainedValue()
      box.result = box.work()
      return nil
    }, Unmanaged.passUnretained(box).toOpaque())
  guard status == 0 else { return false }
  pthread_join(thread, nil)
  pthread_attr_destroy(&attributes)
  return box.result
}
