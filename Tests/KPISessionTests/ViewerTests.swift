import Foundation
import KPIEngine
import KPILanguage
import KPIOutput
import KPISession
import Testing

/// Who sees what is said from outside: a script cannot change it, and hears nothing of what it may not see.
@Suite struct ViewerTests {
  private static let people = """
    INSERT INTO departments(id,name) VALUES (11,'North'), (12,'South');
    INSERT INTO employees(id,name,login,department_id,kpi_access) VALUES
      (11,'Hoa','hoa',11,'own'), (12,'Nam','nam',12,'own');
    """
  private static let own = """
    INSERT INTO customers(id,name,created_at,owner_id,province) VALUES
      (1,'Trần Anh','2023-09-01 10:00:00',11,'Huế'), (2,'Lê Bình','2023-09-02 10:00:00',11,'Vinh');
    INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
      (1,1,11,'placed',5000,'2023-09-05 10:00:00');
    """
  /// Of others: nearer to the names that are asked, and earlier.
  private static let others = """
    INSERT INTO customers(id,name,created_at,owner_id,province) VALUES
      (3,'Trần Ánk','2021-09-01 10:00:00',12,'Huếe'), (4,'Zed','2022-09-02 10:00:00',12,'Vinhh');
    INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
      (2,3,12,'placed',7000,'2021-09-05 10:00:00'), (3,99,12,'lost at sea',7000,'2021-09-05 10:00:00');
    """

  static let questions = [
    "explain analyze show revenue", "explain analyze show revenue by month, customer all",
    "explain analyze list customers", "explain analyze funnel by source all", "explain show orders by status all",
    "show revenue where customer = 'Trần Ank'", "list customers where customer = 'Trần Anj'",
    "list customers where province = 'Huee'", "list customers where province = 'Huếex'",
    "list customers where customer = '#3'", "list customers where customer = 'Zedd #4'",
    "list orders where status = 'lost at see'", "describe", "describe customers", "describe revenue",
    "values province", "values customer", "show revenue by customer, month all", "show orders all",
  ]

  private func withoutTimes(_ text: String) -> String { text.replacing(/[0-9.]+ ms/, with: "? ms") }

  @Test(arguments: questions)
  func answersAsIfTheRestWereNotThere(_ question: String) throws {
    let whole = try SmallDatabase(Self.people + Self.own + Self.others)
    let seen = try SmallDatabase(Self.people + Self.own)
    for format in [KPIOutput.OutputFormat.table, .json] {
      let ofWhole = try whole.session(today: "2023-12-31", login: "hoa", format: format).enter(question)
      let ofSeen = try seen.session(today: "2023-12-31", login: "hoa", format: format).enter(question)
      #expect(ofWhole.status == ofSeen.status && !(ofWhole.results + ofWhole.messages).isEmpty)
      #expect(withoutTimes(ofWhole.results) == withoutTimes(ofSeen.results))
      #expect(ofWhole.messages == ofSeen.messages)
    }
  }

  /// What belongs to an order is seen by who sees the order, where that has no customer.
  @Test func linesOfAnOrderWithoutACustomerGoWithTheOrder() throws {
    let database = try OwnDatabase(
      """
      CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, login TEXT, access TEXT, dept INTEGER);
      CREATE TABLE depts (id INTEGER PRIMARY KEY, name TEXT, up INTEGER, head INTEGER);
      CREATE TABLE people (id INTEGER PRIMARY KEY, at TEXT, owner INTEGER);
      CREATE TABLE orders (id INTEGER PRIMARY KEY, at TEXT, person INTEGER, staff INTEGER);
      CREATE TABLE lines (id INTEGER PRIMARY KEY, ord INTEGER, price INTEGER);
      CREATE TABLE parcels (id INTEGER PRIMARY KEY, line INTEGER);
      INSERT INTO staff VALUES (1, 'An', 'an', 'own', 1), (2, 'Ba', 'ba', 'own', 1), (3, 'Chi', 'chi', 'all', 1);
      INSERT INTO depts VALUES (1, 'D', NULL, 3);
      INSERT INTO people VALUES (1, '2024-01-01', 1), (2, '2024-01-01', 2);
      INSERT INTO orders VALUES (1, '2024-02-01', 1, 2), (2, '2024-02-02', NULL, 1), (3, '2024-02-03', NULL, 2),
        (4, '2024-02-04', 9, 1), (5, '2024-02-05', 2, 1), (6, '2024-02-06', NULL, NULL);
      INSERT INTO lines SELECT id, id, 10 * id FROM orders;
      INSERT INTO parcels SELECT id, id FROM lines;
      """,
      model: """
        model m
        subject people
        entity staff { table staff key id; name name; login login; link dept = dept -> depts }
        entity depts { table depts key id; name name }
        viewer staff access access department dept of depts parent up head head
        policy own = owner in $visible_employees
        entity people { table people key id; time at; link owner = owner -> staff }
        entity orders { table orders key id; time at; link person = person -> people; link staff = staff -> staff }
        entity lines { table lines key id; time at = order.at; link order = ord -> orders; measure price }
        entity parcels { table parcels key id; time at = line.order.at; link line = line -> lines }
        """)
    let question = "show count(orders), count(lines), sum(lines.price), count(parcels) all"
    func rows(_ login: String) throws -> String? {
      let answer = try withExtendedLifetime(database) { try $0.session(login: login).enter(question) }
      return SmallDatabase.rows(answer.results)
    }
    #expect(try rows("an") == "[[3,3,70,3]]")
    #expect(try rows("ba") == "[[2,2,80,2]]")
    #expect(try rows("chi") == "[[6,6,210,6]]")
  }

  @Test func whoSeesAllHearsOfTheBytes() throws {
    let database = try SmallDatabase(Self.people + Self.own)
    let session = try database.session(today: "2023-12-31", format: .table)
    #expect(session.enter("explain analyze show revenue").results.contains("columns in memory"))
    #expect(session.enter(Self.withFacts).results.contains("1 made, 0 reused; "))
  }

  /// What facts take in memory grows with the rows that a viewer does not see.
  @Test func aViewerHearsOfNoBytes() throws {
    let database = try SmallDatabase(Self.people + Self.others + Self.own)
    let session = try database.session(today: "2023-12-31", login: "hoa", format: .table)
    let told = session.enter(Self.withFacts).results
    #expect(told.contains("1 made, 0 reused") && !told.contains("bytes"), "\(told)")
  }

  private static let withFacts =
    "explain analyze show count(customers where count(calls per customer ever) > 0) by quarter all"

  @Test func isOfferedOnlyWhatIsSeen() throws {
    let database = try SmallDatabase(Self.people + Self.others + Self.own)
    let session = try database.session(today: "2023-12-31", login: "hoa")
    let names = session.session.completions(of: "list customers where customer = '")
    #expect(names.sorted() == ["'Lê Bình'", "'Trần Anh'"])
    let provinces = session.session.completions(of: "list customers where province = ")
    #expect(provinces.sorted() == ["Huế", "Vinh"])
  }

  // MARK: The model

  /// A model without rights, beside the database.
  private struct Place {
    let scratch = try? Scratch()
    var database: String { (scratch?.path ?? "") + "/x.db" }
    var model: String { (scratch?.path ?? "") + "/own.kpi" }

    init() throws {
      try FileManager.default.copyItem(atPath: DemoFixture.path, toPath: database)
      let open = BuiltIn.text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("viewer") && !$0.hasPrefix("policy") }
      try open.joined(separator: "\n").write(toFile: model, atomically: true, encoding: .utf8)
    }

    enum BuiltIn {
      static var text: String {
        (try? String(contentsOfFile: MarkdownDocument.root + "/Sources/KPICompiler/Model/crm.kpi", encoding: .utf8))
          ?? ""
      }
    }

    func session(login: String?, model: String? = nil) throws -> TextSession {
      var options = SessionOptions()
      options.today = "2023-12-31"
      options.login = login
      options.model = model
      return try TextSession(DemoFixture.path, options: options, format: .json)
    }
  }

  private func total(_ session: TextSession) -> String? {
    SmallDatabase.rows(session.enter("show customers_total").results)
  }

  private func login() throws -> String {
    let answer = try TextSession(DemoFixture.path, format: .csv).enter(
      "sql 'SELECT min(login) FROM employees WHERE kpi_access = ''own'''")
    return try #require(answer.results.split(whereSeparator: \.isNewline).last.map(String.init))
  }

  @Test func aScriptCannotChooseTheModel() throws {
    let place = try Place()
    let login = try login()
    let ways = [
      "open \"\(place.database)\" model \"\(place.model)\"",
      "if 1 < 2 { open \"\(place.database)\" model \"\(place.model)\" }",
      "as \(login)", "sql 'SELECT 1'",
      "viewer employees access kpi_access department department of departments parent parent head head",
      "policy own = owner in $visible_employees", "subject orders", "model other",
      "entity x { table customers }",
    ]
    for way in ways {
      let session = try place.session(login: login)
      let before = total(session)
      for answer in [session.enter(way), session.run("\(way)\nshow customers_total")] {
        #expect(answer.status != .success && answer.results.isEmpty, "\(way)\n\(answer.results)\(answer.messages)")
      }
      #expect(total(session) == before, "\(way)")
    }
    let refused = try place.session(login: login).run(ways[0])
    #expect(refused.status == .forbidden && refused.messages.contains("not-allowed"))
  }

  @Test func theModelGivenFromOutsideOpensAgain() throws {
    let place = try Place()
    let login = try login()
    try Place.BuiltIn.text.write(toFile: place.model, atomically: true, encoding: .utf8)
    let session = try place.session(login: login, model: place.model)
    let before = total(session)
    for way in ["open \"\(place.database)\"", "open \"\(place.database)\" model \"\(place.model)\""] {
      #expect(session.enter(way).status == .success)
      #expect(total(session) == before)
    }
    // What is written over it while the session runs does not count.
    try "model nobody".write(toFile: place.model, atomically: true, encoding: .utf8)
    try session.session.open(place.database)
    #expect(total(session) == before)
  }

  @Test func withoutAViewerAScriptChoosesItsModel() throws {
    let place = try Place()
    let session = try place.session(login: nil)
    #expect(session.enter("open \"\(place.database)\" model \"\(place.model)\"").status == .success)
  }

  /// A model that was edited since is another one, though its file has the same name.
  @Test func anEditedModelReadsTheDatabaseAnew() throws {
    let place = try Place()
    let session = try place.session(login: nil, model: place.model)
    try session.session.open(place.database)
    #expect(session.enter("show customers_total").status == .success)
    try """
    model two
    entity people { table employees; name name }
    entity deps { table departments; name name }
    """.write(toFile: place.model, atomically: true, encoding: .utf8)
    try session.session.open(place.database)
    let count = session.enter("list deps")
    #expect(count.status == .success && !count.results.isEmpty, "\(count.messages)")
  }
}
