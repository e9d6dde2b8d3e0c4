import Foundation
import KPISession
import Testing

/// A model is checked when it is opened; the values in its definitions when a question uses them.
@Suite struct ModelCheckTests {
  private let scratch: Scratch
  private let database: String

  init() throws {
    scratch = try Scratch()
    database = scratch.path + "/shop.db"
    try SQLFixture(database).run(
      """
      CREATE TABLE o(id INTEGER PRIMARY KEY, state TEXT, amount INTEGER, at TEXT, c INTEGER);
      INSERT INTO o VALUES (1,'paid',10,'2023-09-01',1), (2,'open',20,'2023-09-02',2), (3,'paid',5,'2023-10-01',1);
      CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT, made TEXT, kind TEXT);
      INSERT INTO c VALUES (1,'An','2023-01-01','vip'), (2,'Bình','2023-02-01','new');
      CREATE TABLE k(id INTEGER PRIMARY KEY, c INTEGER, at TEXT, a TEXT, b TEXT);
      """)
  }

  private func open(_ definitions: String, isStrict: Bool = false) throws -> TextSession {
    let model = try scratch.file(
      "shop.kpi",
      """
      model shop "Shop"
      subject customers
      entity customers { table c key id; name name; time made; dimension kind }
      entity orders { table o key id; time at; dimension state; measure amount; link customer = c -> customers }
      \(definitions)
      """)
    var options = SessionOptions()
    options.model = model
    options.today = "2023-12-31"
    options.isStrict = isStrict ? true : nil
    return try TextSession(database, options: options, format: .json)
  }

  /// What opening tells: the codes with their lines.
  private func mistakes(_ definitions: String) throws -> [String] {
    do {
      _ = try open(definitions)
      return []
    } catch let halt as Halt {
      return halt.diagnostics.map { "\($0.code) \($0.message)" }
    }
  }

  @Test func allMistakesAtOnce() throws {
    let found = try mistakes(
      """
      metric revenue = sum(orders.amount where state = paid) as Dong
      metric n = count(ordrs)
      metric rate = revenue / missing as %
      metric ring = ring + 1
      metric wrong = days(P) + sum(orders.amount where stat = 1)
      segment big = customers where [revenu all] > 5
      events e = orders + nothing
      report funnel = revenue, gone
      report growth of nothing2
      report foo = n
      target revnue 40 per day
      """)
    for wanted in [
      "unknown-unit `Dong`", "there is no entity `ordrs`", "there is no metric `missing`", "circular-metric",
      "orders have no dimension `stat`", "there is no metric `revenu`", "there is no entity `nothing`",
      "there is no metric `gone`", "nothing2", "unknown-report", "there is no metric `revnue`",
    ] {
      #expect(found.contains { $0.contains(wanted) }, "\(wanted)\n\(found.joined(separator: "\n"))")
    }
  }

  @Test(arguments: ["VND", "USD", "EUR", "%", "minutes", "hours", "days", "points"]) func units(_ unit: String) throws {
    #expect(try mistakes("metric m = sum(orders.amount) as \(unit)") == [])
  }

  @Test(arguments: [("Dong", "VND"), ("đồng", "VND"), ("usd", "USD"), ("Days", "days"), ("phút", "minutes")])
  func wrongUnits(_ unit: String, _ right: String) throws {
    do {
      _ = try open("metric m = sum(orders.amount) as \(unit)")
      Issue.record("it was opened")
    } catch let halt as Halt {
      let labels = halt.diagnostics.map { $0.label?.english ?? "" }
      #expect(halt.diagnostics.map(\.code) == ["unknown-unit"] && labels == ["write `\(right)`"], "\(labels)")
    }
  }

  @Test func historiesLeadWhereTheDimensionDoes() throws {
    let history = "history kind = k by c at at from a to b"
    func model(_ arrow: String) -> String {
      "entity others { table c key id; time made; dimension kind; \(history) \(arrow) }"
    }
    #expect(try mistakes(model("")) == [])
    #expect(try mistakes(model("-> orders.state")).contains { $0.hasPrefix("bad-history") })
  }

  @Test func valuesAreCheckedWhenAQuestionUsesThem() throws {
    let session = try open(
      """
      metric n = count(orders where state = paied)
      metric m = count(orders where state = PAID)
      metric by_name = count(orders where customer = 'Ann')
      metric kept = count(orders where state != deleted)
      metric kept_open = count(orders where state not in (opn))
      """)
    let wrong = session.enter("show n")
    #expect(wrong.status == .success && SmallDatabase.rows(wrong.results) == "[[0]]")
    #expect(wrong.messages.contains("unknown-value") && wrong.messages.contains("nearest: `paid`"))
    #expect(wrong.messages.contains("shop.kpi"), "the model's line is shown")
    // Found ignoring case, as a value in a question is.
    let found = session.enter("show m")
    #expect(SmallDatabase.rows(found.results) == "[[2]]" && !found.messages.contains("unknown-value"))
    #expect(session.enter("show by_name").messages.contains("nearest: `An`"))
    // What is left out and is not there yet is no slip, unless it is like a value that is there.
    let kept = session.enter("show kept")
    #expect(SmallDatabase.rows(kept.results) == "[[3]]" && !kept.messages.contains("\"warning\""))
    #expect(session.enter("show kept_open").messages.contains("\"warning\""))
  }

  @Test func strictModeMakesThemErrors() throws {
    let session = try open(
      "metric n = count(orders where state = paied)\nmetric kept = count(orders where state != deleted)", isStrict: true
    )
    #expect(session.enter("show n").status == .mistake)
    #expect(session.enter("show kept").status == .success)
  }

  @Test func valuesOfEntitiesToo() throws {
    let session = try open(
      """
      entity sales { table o key id where state = payd; time at; dimension state
        dimension done = if(state = closd, 'yes', 'no') }
      """)
    let narrowed = session.enter("show count(sales)")
    #expect(
      narrowed.messages.contains("`payd`") && narrowed.messages.contains("nearest: `paid`"), "\(narrowed.messages)")
    #expect(!narrowed.messages.contains("`closd`"), "the dimension was not asked for")
    #expect(session.enter("show count(sales) by done").messages.contains("`closd`"))
    #expect(!session.enter("show count(orders)").messages.contains("unknown-value"))
  }

  @Test func theBuiltInModelHasNoMistakes() throws {
    #expect(Session.mistakesOfTheBuiltInModel() == [])
  }
}
