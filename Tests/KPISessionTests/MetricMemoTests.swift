import KPISession
import Testing

/// Metrics are bound once for all the statements that name them; none of them has what an earlier one meant.
@Suite struct MetricMemoTests {
  private func session(login: String? = nil) throws -> (SmallDatabase, TextSession) {
    let database = try SmallDatabase(GridTests.rows)
    return (database, try database.session(today: "2023-12-31", login: login))
  }

  /// Asks one after the other, each twice.
  private func expect(_ session: TextSession, _ lines: [(text: String, number: String)]) {
    for (text, number) in lines {
      for _ in 0..<2 {
        let answer = session.enter(text)
        #expect(answer.results.contains("[[\(number)]]"), "\(text): \(answer.results) \(answer.messages)")
      }
    }
  }

  @Test func aMetricThatIsDefinedAnew() throws {
    let (database, session) = try session()
    expect(
      session,
      [
        ("metric m = count(orders)\nmetric n = m * 10\nshow m, n all", "2,20"), ("show n all", "20"),
        ("metric m = count(orders where amount > 60)\nshow m, n all", "1,10"), ("show n all", "10"),
        ("metric m = count(orders) + 5\nshow n all", "70"),
      ])
    _ = database
  }

  @Test func aVariableThatIsSetAnew() throws {
    let (database, session) = try session()
    #expect(
      session.enter(
        """
        let t = 60
        metric big = count(orders where amount > $t)
        segment dear = orders where amount > $t
        metric first = count(orders where dear)
        metric second = count(orders where dear) * 10
        metric third = second + big
        """
      ).status == .success)
    expect(
      session,
      [
        ("show big all", "1"), ("show first, second, third all", "1,10,11"), ("let t = 10\nshow big all", "2"),
        ("show second all", "20"), ("show first, second, third all", "2,20,22"),
        ("let t = 1000\nshow second, third all", "0,0"), ("show third all", "0"),
      ])
    _ = database
  }

  @Test func anotherSegmentAndOtherEvents() throws {
    let (database, session) = try session()
    expect(
      session,
      [
        ("segment s = orders where amount > 60\nmetric m = count(orders where s)\nshow m all", "1"),
        ("segment s = orders where amount > 10\nshow m all", "2"),
        ("events e = orders(amount > 60)\nmetric k = count(e)\nshow k all", "1"),
        ("events e = orders(amount > 10)\nshow k all", "2"),
      ])
    _ = database
  }

  /// What was to be told is told each time, as a warning or as a mistake.
  @Test func aValueThatIsNotThere() throws {
    let (database, session) = try session()
    #expect(session.enter("metric lost = count(orders where status = 'plased')").messages.contains("plased"))
    for _ in 0..<2 { #expect(session.enter("show lost all").messages.contains("plased")) }
    _ = database
  }

  /// The card has the formulas of all that a metric rests on, the second time too.
  @Test func theCardOfASecondAnswer() throws {
    let (database, session) = try session()
    let text = "metric inner_part = count(orders)\nmetric outer_part = inner_part * 2"
    #expect(session.enter(text).status == .success)
    let cards = (0..<2).map { _ in session.enter("show outer_part all | card").results }
    #expect(cards[0] == cards[1] && cards[1].contains("inner_part"))
    _ = database
  }
}
