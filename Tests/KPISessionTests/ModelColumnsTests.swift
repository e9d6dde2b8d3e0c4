import Foundation
import KPISession
import Testing

/// Tables and columns that a model names and the database has not are told when it is opened, each at its name.
@Suite struct ModelColumnsTests {
  private let scratch: Scratch
  private let database: String

  init() throws {
    scratch = try Scratch()
    database = scratch.path + "/shop.db"
    try SQLFixture(database).run(
      """
      CREATE TABLE o(id INTEGER PRIMARY KEY, state TEXT, amount INTEGER, at TEXT, c INTEGER, s INTEGER);
      INSERT INTO o VALUES (1,'paid',10,'2023-09-01',1,1), (2,'open',20,'2023-09-02',2,1), (3,'paid',5,'2023-10-01',1,1);
      CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT, made TEXT, kind TEXT);
      INSERT INTO c VALUES (1,'An','2023-01-01','vip'), (2,'Bình','2023-02-01','new');
      CREATE TABLE k(id INTEGER PRIMARY KEY, c INTEGER, at TEXT, a TEXT, b TEXT);
      CREATE TABLE s(id INTEGER PRIMARY KEY, name TEXT, place INTEGER);
      """)
  }

  private func open(_ model: String, isStrict: Bool = false) throws -> TextSession {
    var options = SessionOptions()
    options.model = try scratch.file("shop.kpi", model)
    options.today = "2023-12-31"
    options.isStrict = isStrict ? true : nil
    return try TextSession(database, options: options, format: .json)
  }

  /// What opening tells: the text at which each mistake stands, with its code.
  private func mistakes(_ model: String) throws -> [String] {
    do {
      _ = try open(model)
      return []
    } catch let halt as Halt {
      let text = Array(model.utf8)
      return halt.diagnostics.map { diagnostic in
        let place = diagnostic.span.map { String(decoding: text[$0.start..<$0.end], as: UTF8.self) }
        return "\(diagnostic.code) \(place ?? "nowhere")"
      }
    }
  }

  @Test func allAtOnceEachAtItsName() throws {
    let found = try mistakes(
      """
      model shop "Shop"
      subject customers
      entity customers {
        table c key no_key; name no_name; login no_login; time made = no_made; dimension kind
        link boss = no_boss -> customers
        history kind = k by no_by at no_at from no_from to no_to
      }
      entity orders {
        table o key id; time at; time paid_at
        dimension state = no_state
        dimension stage = s -> s.no_text by no_id order no_place
        dimension other = s -> no_lookup.name
        dimension third = no_code -> s.name
        link customer = no_customer -> customers
      }
      entity gone { table no_table key id; time at }
      optional entity absent { table not_here key id; time at; link customer = c -> customers }
      """)
    #expect(
      Set(found) == [
        "missing-column no_key", "missing-column no_name", "missing-column no_login", "missing-column no_made",
        "missing-column no_boss", "missing-column no_by", "missing-column no_at", "missing-column no_from",
        "missing-column no_to", "missing-column paid_at", "missing-column no_state", "missing-column no_text",
        "missing-column no_id", "missing-column no_place", "missing-table no_lookup", "missing-column no_code",
        "missing-column no_customer", "missing-table no_table",
      ], "\(found)")
    #expect(Set(found).count == found.count)
  }

  @Test func theyAreMistakesOfTheData() throws {
    let model = try scratch.file("m.kpi", "model m \"M\"\nentity orders { table o key id; time at; time paid }\n")
    let outcome = try Program.run([database, "--model", model, "-c", "print 1"])
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("table `o` has no column `paid`") && outcome.messages.contains("m.kpi:2:"))
  }

  /// SQLite's own names of a rowid are columns, and case is no matter.
  @Test func whatSQLiteFindsIsThere() throws {
    #expect(
      try mistakes(
        """
        model shop "Shop"
        subject customers
        entity customers { table C key ID; name NAME; time Made }
        entity orders { table o key rowid; time AT; link customer = C -> customers; dimension n = S -> S.Name by ROWID }
        """) == [])
  }

  /// Opened without the model that it needs, a database is still asked in SQL.
  @Test func theBuiltInModelIsHeldAgainstTheRowsOnly() throws {
    let outcome = try Program.run([database, "-c", "sql 'select count(*) as n from o'"])
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  // MARK: Values in an entity's own definition

  private static let narrowed = """
    model shop "Shop"
    subject customers
    entity customers { table c key id; name name; time made; dimension kind }
    entity orders { table o key id where state = payd; time at; dimension state; link customer = c -> customers }
    entity notes { table k key id; time at; link order = c -> orders }
    events acts = orders + customers
    segment buyers = customers where count(orders per customer ever) > 0
    """

  /// Whatever asks for the entity's rows, by a link too.
  @Test(arguments: [
    "show count(orders)", "list orders", "values orders.state", "growth orders year 2023", "cycle orders days 8",
    "retention orders months 3", "funnel customers -> orders year 2023", "list buyers", "growth acts year 2023",
    "show count(notes) by order.state", "share count(orders) by kind", "print \"{[count(orders) all]}\"",
    "show count(customers where count(orders per customer ever) = 0)",
  ])
  func whatNarrowsRowsIsCheckedWithEveryQuestion(_ question: String) throws {
    let warned = try open(Self.narrowed).enter(question)
    #expect(warned.status == .success, "\(warned)")
    #expect(warned.messages.contains("`payd`") && warned.messages.contains("nearest: `paid`"), "\(warned.messages)")
    let strict = try open(Self.narrowed, isStrict: true).enter(question)
    #expect(strict.status == .mistake && strict.messages.contains("`payd`"), "\(strict)")
  }

  @Test func whatDoesNotAskForThemSaysNothing() throws {
    #expect(!(try open(Self.narrowed).enter("show count(customers)").messages.contains("payd")))
  }
}
