import KPICompiler
import KPISession
import Testing

/// A question that was bound before answers as in a session in which it is the first: whatever was set, defined or asked
/// since, in whatever order, and however often.
@Suite struct QuestionMemoTests {
  /// Everything that a session can be told, between questions.
  private static let changes = [
    "let t = 3", "set language vi", "as nv003", "reload", "let t = 1000000",
    "metric own = count(orders where amount > $t)",
    "set today 2023-06-30", "segment dear = orders where amount > 5000000", "set strict on",
    "metric own = count(orders) * 2", "set timezone \"America/New_York\"", "set language en", "set strict off",
    "segment dear = orders where amount > 50000000", "target revenue 1000000 per month",
    "alert orders per day when orders < 3", "events acts = orders + calls", "set today 2023-12-31",
    "set timezone \"Asia/Ho_Chi_Minh\"", "events acts = orders", "let t = Facebook", "metric aov = revenue",
  ]

  private static let questions =
    Report.all.map(\.example).filter { !$0.contains(";") } + [
      "show revenue, orders month 2023-03", "show revenue by source this year compare previous", "show orders by week",
      "show own, orders by month year 2023", "show orders where dear by source year 2023",
      "show orders where amount > $t all",
      "show customers_total where source = $t all", "show orders where source = Facebok all", "show acts by month all",
      "show count(acts) by month year 2023", "scorecard by employee month 2023-05", "show aov by department year 2023",
      "show [orders month 2023-09] + orders all", "show orders by source top 3 with other | card", "alerts",
      "explain show own by month year 2023", "show nonsense all",
      "list customers where province = 'Hà Nội' month 2023-05",
      "describe own", "help revenue", "cycle days 30 | take 5", "retention months 3",
      "show orders by weekday year 2023",
    ]

  private typealias Answer = (results: String, messages: String)

  private func session(_ login: String? = nil) throws -> TextSession {
    var options = SessionOptions()
    options.login = login
    return try TextSession(DemoFixture.path, options: options, format: .json)
  }

  private func make(_ change: String, in session: TextSession) throws {
    if change == "reload" { try session.session.reload() } else { _ = session.enter(change) }
  }

  /// What changes lead to is told with the next answer, which is not the one that is looked at.
  private func tell(_ session: TextSession) { _ = session.enter("show customers_total all") }

  private func ask(_ session: TextSession, _ question: String) -> String {
    let answer = session.enter(question)
    return answer.results + answer.messages
  }

  @Test(arguments: 0..<3) func aQuestionAnswersAsTheFirstOne(seed: UInt64) throws {
    var random = Shuffler(state: seed &* 7_919 &+ 1)
    let long = try session()
    var made: [String] = []
    for change in Self.changes.shuffled(using: &random) {
      try make(change, in: long)
      tell(long)
      made.append(change)
      guard let question = Self.questions.randomElement(using: &random) else { continue }
      let fresh = try session()
      for change in made { try make(change, in: fresh) }
      tell(fresh)
      let expected = ask(fresh, question)
      for time in 0..<2 {
        #expect(ask(long, question) == expected, "\(question), \(time == 0 ? "first" : "again"), after \(made)")
      }
    }
  }

  /// All questions one after the other, again in another order, with nothing between them.
  @Test func theOrderOfQuestionsChangesNothing() throws {
    var random = Shuffler(state: 42)
    let (forwards, shuffled) = (try session(), try session())
    for session in [forwards, shuffled] {
      try make("let t = 1", in: session)
      tell(session)
    }
    let expected = Dictionary(Self.questions.map { ($0, ask(forwards, $0)) }, uniquingKeysWith: { first, _ in first })
    for question in (Self.questions + Self.questions).shuffled(using: &random) {
      #expect(ask(shuffled, question) == expected[question], "\(question)")
    }
  }

  /// A script is bound as it is checked, with names that are not there yet, and again as it runs.
  @Test func aScriptThatChangesWhatItAsks() throws {
    let database = try SmallDatabase(GridTests.rows)
    let script = """
      metric m = count(orders)
      show m all
      metric m = count(orders) * 10
      show m all
      for n in (60, 10, 60) { show orders where amount > $n all }
      show m all
      """
    let text = try database.session(today: "2023-12-31")
    let first = text.run(script)
    let again = text.run(script)
    #expect(first.results == again.results && first.status == .success, "\(first.messages)")
    let numbers = ["2", "20", "1", "2", "1", "20"].map { "[[\($0)]]" }
    var rest = first.results[...]
    for number in numbers {
      guard let place = rest.firstRange(of: number) else {
        Issue.record("\(number) is not in \(rest)")
        return
      }
      rest = rest[place.upperBound...]
    }
    _ = database
  }

  /// The same text twice in one run is told of twice.
  @Test func aWarningOfTheSameTextTwice() throws {
    let text = try session()
    let once = text.run("show orders where source = Facebok all").messages
    #expect(once == text.run("show orders where source = Facebok all").messages && once.contains("Facebok"))
  }
}

/// The same order for the same seed.
private struct Shuffler: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    return mixed ^ mixed >> 31
  }
}
