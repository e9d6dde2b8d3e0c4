import Foundation
import KPISession
import Testing

/// Whoever asks gets the same bytes with and without what is kept between starts.
struct SnapshotSessionTests {
  private static func options(usesCache: Bool, login: String? = nil) -> SessionOptions {
    var options = SessionOptions()
    options.usesCache = usesCache
    options.cacheRest = 0
    options.login = login
    return options
  }

  private static func answers(
    _ entries: [String], _ database: String, _ options: SessionOptions, folder: String, keeps: Bool = false
  ) throws -> [String] {
    let session = try TextSession(database, options: options, variables: ["KPI_CACHE": folder])
    let answers = entries.map { entry in
      let answer = session.enter(entry)
      return "\(answer.status) \(answer.results) \(answer.messages)"
    }
    if keeps { session.session.keepSnapshots() }
    return answers
  }

  private static func entries(of script: String) throws -> [String] {
    try String(contentsOfFile: GoldenTests.folder + "/" + script, encoding: .utf8).components(separatedBy: "\n\n").map {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("#>") && !$0.hasPrefix("#!") }.joined(separator: "\n")
    }
  }

  @Test("golden scripts", arguments: GoldenTests.scripts)
  func golden(_ script: String) throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/cache"
    let entries = try Self.entries(of: script)
    let without = try Self.answers(entries, DemoFixture.path, Self.options(usesCache: false), folder: folder)
    #expect(!FileManager.default.fileExists(atPath: folder))
    let first = try Self.answers(
      entries, DemoFixture.path, Self.options(usesCache: true), folder: folder, keeps: true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count >= 1)
    let second = try Self.answers(entries, DemoFixture.path, Self.options(usesCache: true), folder: folder)
    #expect(first == without)
    #expect(second == without)
  }

  static let shop = """
    CREATE TABLE customers (id INTEGER, name TEXT, at TEXT, boss INTEGER);
    INSERT INTO customers VALUES (1, 'An', '2023-05-01', 2), (2, 'Bình', '2023-05-02', 9), (2, 'Bí', 'never', NULL),
      (3, 'Cúc', '2024-05-03', 1);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, at TEXT, amount);
    INSERT INTO orders VALUES (1, 1, '2023-05-05', 10), (2, 2, '2023-06-06', 2.5), (3, 3, '2023-06-07', 'x'),
      (4, 7, '2023-06-08', 4), (5, 1, '2023-12-30', 9);
    """

  static let model = """
    model shop "Shop"
    subject customers
    entity customers { table customers key id where name != "Bí"; name name; time at; link boss = boss -> customers }
    entity orders { table orders key id; time at; link customer = customer -> customers; measure amount }
    metric turnover = sum(orders.amount)
    metric newcomers = count(customers)
    """

  static let questions = [
    "show turnover by month year 2023", "show turnover by customer year 2023", "list orders in 2023", "describe",
    "values customers.name", "show newcomers by boss year 2023", "show turnover year 2023 where customer = An",
  ]

  @Test("notes and warnings about rows are told all the same, and a changed database or model is read anew")
  func changes() throws {
    let scratch = try Scratch()
    let database = scratch.path + "/shop.db"
    let writer = try SQLFixture(database)
    try writer.run(Self.shop)
    var options = Self.options(usesCache: true)
    var plain = Self.options(usesCache: false)
    options.model = try scratch.file("shop.model.kpi", Self.model)
    plain.model = options.model
    let folder = scratch.path + "/cache"
    var seen: Set<[String]> = []
    func compare(_ what: String) throws {
      let expected = try Self.answers(Self.questions, database, plain, folder: folder)
      for round in 1...2 {
        let actual = try Self.answers(Self.questions, database, options, folder: folder, keeps: true)
        #expect(actual == expected, "\(what), start \(round)")
      }
      seen.insert(expected)
    }
    try compare("as it was")
    for note in ["to no row", "no number"] {
      #expect(seen.first?.joined().contains(note) ?? false, "\(note): \(seen)")
    }
    for sql in [
      "INSERT INTO orders VALUES (6, 2, '2023-07-01', 100)", "VACUUM", "UPDATE orders SET amount = 11 WHERE id = 1",
      "PRAGMA journal_mode = wal", "UPDATE orders SET amount = 12 WHERE id = 1",
      "UPDATE orders SET amount = 13 WHERE id = 1", "PRAGMA wal_checkpoint(TRUNCATE)",
      "UPDATE orders SET amount = 14 WHERE id = 1",
    ] {
      try writer.run(sql)
      try compare(sql)
    }
    options.model = try scratch.file("other.model.kpi", Self.model.replacing("turnover =", with: "turnover ="))
    try compare("another model of the same columns")
    options.model = try scratch.file("more.model.kpi", Self.model.replacing(" where name != \"Bí\"", with: ""))
    plain.model = options.model
    try compare("another model")
    #expect(seen.count >= 6)
  }

  @Test("a viewer sees what he may, whoever made the snapshot")
  func viewers() throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/cache"
    let questions = ["show revenue by employee year 2023", "describe", "list customers in 2023-09"]
    let all = try Self.answers(
      questions, DemoFixture.path, Self.options(usesCache: true), folder: folder, keeps: true)
    let logins = ["nobody"] + (try Self.logins())
    for login in logins {
      let plain = try Self.answers(
        questions, DemoFixture.path, Self.options(usesCache: false, login: login), folder: folder)
      let kept = try Self.answers(
        questions, DemoFixture.path, Self.options(usesCache: true, login: login), folder: folder)
      #expect(plain == kept, "\(login)")
    }
    #expect(all.count == questions.count && logins.count > 3)
  }

  private static func logins() throws -> [String] {
    let session = try TextSession(DemoFixture.path, format: .csv)
    let lines = session.enter("sql \"select login from employees order by id limit 6\"").results.split(
      whereSeparator: \.isNewline)
    return lines.dropFirst().map(String.init)
  }

  // MARK: The program

  @Test("the program keeps, lists and clears; `--no-cache` and an empty KPI_CACHE keep nothing")
  func program() throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/own folder"
    let database = scratch.path + "/demo.db"
    try FileManager.default.copyItem(atPath: DemoFixture.path, toPath: database)
    let arguments = [database, "-c", "show revenue month 2023-10"]
    // A database that has been at rest for two seconds is kept.
    usleep(2_100_000)
    let without = try Program.run(arguments + ["--no-cache"], variables: ["KPI_CACHE": folder])
    #expect(without.status == 0 && !FileManager.default.fileExists(atPath: folder))
    for _ in 0..<2 {
      let with = try Program.run(arguments, variables: ["KPI_CACHE": folder])
      #expect(with.results == without.results && with.messages == without.messages)
    }
    let list = try Program.run(["cache", "list"], variables: ["KPI_CACHE": folder])
    #expect(list.results.split(separator: "\n").count == 2 && list.results.contains("/demo.db"))
    let clear = try Program.run(["cache", "clear"], variables: ["KPI_CACHE": folder])
    #expect(clear.messages.contains("of 1 load"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    // Where nothing can be written the answer is the same.
    for variables in [
      ["KPI_CACHE": ""], ["KPI_CACHE": "/proc/none"], ["HOME": "/proc/none", "KPI_CACHE": "/dev/null"],
    ] {
      let other = try Program.run(arguments, variables: variables)
      #expect(other.status == 0 && other.results == without.results && other.messages == without.messages)
    }
    let nowhere = try Program.run(["cache", "list"], variables: ["KPI_CACHE": ""])
    #expect(nowhere.status == 0 && nowhere.messages.contains("nothing is kept"))
  }
}
