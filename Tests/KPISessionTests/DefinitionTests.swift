import Foundation
import KPILanguage
import KPISession
import Testing

/// Definitions that rest on one another: in circles, in long lines, in ever larger ones.
@Suite struct DefinitionTests {
  private func session() throws -> (SmallDatabase, TextSession) {
    let database = try SmallDatabase(GridTests.rows)
    return (database, try database.session(today: "2023-12-31"))
  }

  /// `metric m0 = count(orders)` and then `count - 1` definitions, each of the one before.
  private func chain(_ count: Int, _ first: String, _ next: (Int) -> String) -> String {
    ([first] + (1..<count).map(next)).joined(separator: "\n")
  }

  private func metrics(_ count: Int) -> String {
    chain(count, "metric m0 = count(orders)") { "metric m\($0) = m\($0 - 1) + 1" }
  }

  private func segments(_ count: Int) -> String {
    chain(count, "segment s0 = customers where source = Facebook") { "segment s\($0) = customers where s\($0 - 1)" }
  }

  @Test(arguments: [
    ("segment s = customers where s", "circular-segment"),
    ("segment s = customers where not (s)\nlist customers where s", "circular-segment"),
    ("metric m = m + 1", "circular-metric"),
    ("events e = orders(count(e per customer) > 0)", "circular-events"),
  ])
  func circles(_ text: String, _ code: String) throws {
    let (database, session) = try session()
    let answer = session.run(text)
    #expect(answer.status == .mistake && answer.messages.contains("\"\(code)\""), "\(answer.messages)")
    #expect(answer.messages.contains("→"), "the circle is shown")
    _ = database
  }

  @Test func aCircleThroughSeveral() throws {
    let (database, session) = try session()
    #expect(
      session.run("segment s = customers where source = Facebook\nsegment t = customers where s").status == .success)
    // `s` is defined anew in terms of `t`, which rests on it.
    let answer = session.enter("segment s = customers where t\nlist customers where s")
    #expect(answer.status == .mistake && answer.messages.contains("\"circular-segment\""), "\(answer.messages)")
    let through = session.enter(
      "metric m = count(customers where source = Zalo)\nsegment u = customers where [m all] > 0\n"
        + "metric m = count(customers where u)\nshow m")
    #expect(through.status == .mistake && through.messages.contains("\"circular-metric\""), "\(through.messages)")
    _ = database
  }

  @Test func chainsHaveAStatedLimit() throws {
    let (database, session) = try session()
    #expect(session.run(metrics(99) + "\nshow m98").results.contains("[[100]]"))
    #expect(session.run(segments(99) + "\nshow new_customers where s98").results.contains("[[1]]"))
    for text in [metrics(1_000) + "\nshow m999", segments(2_000) + "\nlist customers where s1999"] {
      let answer = session.run(text)
      #expect(answer.status == .mistake && answer.messages.contains("\"too-deep\""), "\(answer.messages.prefix(300))")
      #expect(answer.messages.contains("at most 100 definitions in one line"))
    }
    _ = database
  }

  @Test func whatDoublesIsRefused() throws {
    let (database, session) = try session()
    let metrics = chain(60, "metric m0 = count(orders)") { "metric m\($0) = m\($0 - 1) + m\($0 - 1)" }
    let segments = chain(60, "segment s0 = customers where source = Zalo") {
      "segment s\($0) = customers where s\($0 - 1) or s\($0 - 1)"
    }
    for text in [metrics + "\nshow m59", segments + "\nlist customers where s59"] {
      let start = ContinuousClock.now
      let answer = session.run(text)
      #expect(answer.status == .mistake && answer.messages.contains("\"too-long\""), "\(answer.messages.prefix(300))")
      #expect(ContinuousClock.now - start < .seconds(20))
    }
    _ = database
  }

  /// The deepest that is allowed, asked from a thread with a small stack.
  @Test func theDeepestOnASmallStack() throws {
    let (database, session) = try session()
    let sum = Array(repeating: "orders", count: 240).joined(separator: " + ")
    let text =
      metrics(99) + "\n" + segments(99) + "\nmetric long = \(sum)\nmetric longer = long + \(sum)\n"
      + "show m98, longer where s98"
    nonisolated(unsafe) let asked = session
    nonisolated(unsafe) var answer = ""
    let thread = Thread { answer = asked.run(text).results }
    thread.stackSize = 256 * 1_024
    thread.start()
    let end = ContinuousClock.now + .seconds(120)
    while !thread.isFinished, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.02) }
    #expect(thread.isFinished && answer.contains("[[99,480]]"), "\(answer)")
    _ = database
  }
}
