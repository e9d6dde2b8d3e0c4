import Foundation
import KPIEngine
import KPISQLite
import Testing

@Suite struct LoadTests {
  @Test("rows stand in order of time, then key; without a time behind, in order of key", arguments: [false, true])
  func order(isShuffled: Bool) throws {
    var random = Seeded(state: 7)
    var rows: [String] = []
    for id in 1...2_000 {
      let day = Int.random(in: 1...28, using: &random)
      let time =
        id % 7 == 0 ? "NULL" : "'2023-0\(id % 9 + 1)-\(CivilDate.padded(day, 2)) \(CivilDate.padded(id % 24, 2)):00:00'"
      rows.append("(\((isShuffled ? id * 7_919 % 2_003 : id) * 1_000), \(time))")
    }
    let fixture = try Fixture(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, at); INSERT INTO t VALUES \(rows.joined(separator: ","))")
    let store = try fixture.load(.table([.time("at")], placedBy: 0))
    let expected = try fixture.ask("SELECT id FROM t ORDER BY at IS NULL, at, id").map { "\($0[0])" }
    #expect(store.keys(0).map { "integer(\($0))" } == expected)
    #expect(store.entities[0].placedCount == 2_000 - 2_000 / 7)
  }

  @Test("dates a thousand years apart are sorted too")
  func wideOrder() throws {
    let store = try Fixture(
      "CREATE TABLE t (id TEXT PRIMARY KEY, at); INSERT INTO t VALUES ('b', '9999-01-01 00:00:01'), ('a', '0001-01-01 23:00:00'), ('é', NULL), ('c', '0001-01-01 22:00:00'), ('aa', '9999-01-01 00:00:01'), ('B', NULL)"
    ).load(.table([.time("at")], placedBy: 0))
    #expect(store.keys(0) == ["c", "a", "aa", "b", "B", "é"])
  }

  @Test(
    "links find what SQL's join finds, whatever the columns' types",
    arguments: ["INTEGER", "TEXT", "NUMERIC", "REAL"], ["INTEGER", "TEXT", "NUMERIC", "REAL"])
  func links(keyType: String, linkType: String) throws {
    var random = Seeded(state: 11)
    let shapes = ["%d", "'%d'", "'0%d'", "'%d.0'", "%d.0", "' %d'", "'k%d'", "NULL", "-%d", "'K%d'"]
    func value(_ limit: Int) -> String {
      let number = Int.random(in: 1...limit, using: &random)
      return shapes[Int.random(in: 0..<shapes.count, using: &random)].replacingOccurrences(of: "%d", with: "\(number)")
    }
    let keys = (1...60).map { "(\($0), \(value(40)))" }
    let links = (1...300).map { "(\($0), \(value(60)))" }
    let fixture = try Fixture(
      """
      CREATE TABLE a (n INTEGER PRIMARY KEY, k \(keyType)); INSERT INTO a VALUES \(keys.joined(separator: ","));
      CREATE TABLE b (id INTEGER PRIMARY KEY, a \(linkType)); INSERT INTO b VALUES \(links.joined(separator: ","));
      """)
    let store = try fixture.load(
      LoadSpec(
        entities: [
          EntitySpec(name: "a", table: "a", key: "k", columns: [.number("n")]),
          EntitySpec(name: "b", table: "b", key: "id", columns: [.link("a", 0)]),
        ], dictionaries: [], zone: .vietnam))
    guard case .link(let rows, _) = store.entities[1].columns[0] else { return #expect(Bool(false)) }
    // Of several rows with one key any may be met: their `n` is among those that SQL finds.
    var dangling = 0
    for row in 1...300 {
      let found = try #require(
        try fixture.ask(
          "SELECT group_concat(a.n), (SELECT a IS NULL FROM b WHERE id = \(row)) FROM b JOIN a ON a.k = b.a WHERE b.id = \(row)"
        ).first)
      guard case .text(let list) = found[0] else {
        #expect(rows[row] == 0)
        if found[1] == .integer(0) { dangling += 1 }
        continue
      }
      #expect(list.split(separator: ",").map(String.init).contains(store.cell(0, 0, rows[row])))
    }
    #expect(store.notes.filter { $0.kind == .danglingLinks }.map(\.count) == (dangling == 0 ? [] : [dangling]))
  }

  @Test("self links, cycles, the key as a link, wide and negative keys, a missing optional target")
  func graph() throws {
    let fixture = try Fixture(
      """
      CREATE TABLE a (id INTEGER PRIMARY KEY, parent, b, gone);
      CREATE TABLE b (id INTEGER PRIMARY KEY, a);
      INSERT INTO a VALUES (-5, 9223372036854775807, 1, 3), (2, -5, 77, NULL), (9223372036854775807, 2, NULL, 1);
      INSERT INTO b VALUES (1, 2), (2, -5);
      """)
    let store = try fixture.load(
      LoadSpec(
        entities: [
          EntitySpec(
            name: "a", table: "a", key: "id",
            columns: [.link("parent", 0), .link("b", 1), .link("id", 0), .link("gone", 2)]),
          EntitySpec(name: "b", table: "b", key: "id", columns: [.link("a", 0)]),
          EntitySpec(
            name: "c", table: "c", isOptional: true, key: "id", columns: [.text("x"), .time("y")], placedBy: 1),
        ], dictionaries: [DictionarySpec()], zone: .vietnam))
    #expect(store.column(0, 0) == ["->3", "->1", "->2"])
    #expect(store.column(0, 1) == ["->1", "->0", "->0"])
    #expect(store.column(0, 2) == ["->1", "->2", "->3"])
    #expect(store.column(0, 3) == ["->0", "->0", "->0"])
    #expect(store.column(1, 0) == ["->2", "->1"])
    #expect(store.entities[2].isMissing && store.entities[2].rowCount == 0 && store.entities[2].placedCount == 0)
    #expect(store.notes.map(\.kind) == [.danglingLinks] && store.notes[0].example == "77")
  }

  @Test("repeated and null keys are noted; links lead to the first in row order")
  func repeatedKeys() throws {
    let store = try Fixture(
      """
      CREATE TABLE t (id, at, self); INSERT INTO t VALUES
        ('x', '2023-03-01', 'x'), ('x', '2023-01-01', 'y'), (NULL, '2023-02-01', 'x'), ('y', NULL, NULL);
      """
    ).load(.table([.time("at"), .link("self", 0)], placedBy: 0))
    #expect(store.keys(0) == ["x", "", "x", "y"])
    #expect(store.column(0, 1) == ["->4", "->1", "->1", "->0"])
    #expect(store.notes.map { [$0.kind == .nullKeys ? 1 : 2, $0.rows[0]] } == [[1, 2], [2, 3]])
    // Where the first row is not there for who asks, the next with its key is meant.
    let last = Buffer<UInt8>([1, 0, 1, 1, 1])
    let none = Buffer<UInt8>([1, 0, 1, 0, 1])
    #expect([1, 2, 4].map { store.entities[0].row(of: $0, in: last) } == [3, 2, 4])
    #expect([0, 1].map { store.entities[0].row(of: $0, in: none) } == [0, 0])
  }

  @Test("a link's time places rows, through several links too")
  func linkedTimes() throws {
    let fixture = try Fixture(
      """
      CREATE TABLE a (id INTEGER PRIMARY KEY, at); CREATE TABLE b (id INTEGER PRIMARY KEY, a);
      CREATE TABLE c (id INTEGER PRIMARY KEY, b);
      INSERT INTO a VALUES (1, '2023-05-01 01:00:00'), (2, '2023-01-01 02:00:00');
      INSERT INTO b VALUES (1, 1), (2, 2), (3, 9); INSERT INTO c VALUES (1, 3), (2, 1), (3, 2), (4, 1);
      """)
    func spec(circular: Bool) -> LoadSpec {
      LoadSpec(
        entities: [
          EntitySpec(
            name: "c", table: "c", key: "id",
            columns: [.link("b", 1), ColumnSpec(source: [], kind: .linkedTime(link: 0, time: 1))], placedBy: 1),
          EntitySpec(
            name: "b", table: "b", key: "id",
            columns: [
              .link("a", circular ? 0 : 2), ColumnSpec(source: [], kind: .linkedTime(link: 0, time: circular ? 1 : 0)),
            ], placedBy: 1),
          EntitySpec(name: "a", table: "a", key: "id", columns: [.time("at")], placedBy: 0),
        ], dictionaries: [], zone: .vietnam)
    }
    let store = try fixture.load(spec(circular: false))
    #expect(store.keys(0) == ["3", "2", "4", "1"] && store.entities[0].placedCount == 3)
    #expect(store.column(0, 1) == ["2023-01-01 02:00:00", "2023-05-01 01:00:00", "2023-05-01 01:00:00", "nil"])
    #expect(store.column(0, 0) == ["->1", "->2", "->2", "->3"])
    #expect(store.keys(1) == ["2", "1", "3"])
    #expect(throws: StoreError.self) { try fixture.load(spec(circular: true)) }
  }

  @Test("a lookup: one code for one name, ranks, null texts, dangling keys, texts of other columns")
  func lookups() throws {
    let store = try Fixture(
      """
      CREATE TABLE l (id INTEGER PRIMARY KEY, name, position);
      INSERT INTO l VALUES (1, 'late', 10), (2, 'early', '9'), (3, 'late', 2), (4, NULL, 1), (5, 'nowhere', NULL), (6, 'Huê\u{301}', 20);
      CREATE TABLE t (id INTEGER PRIMARY KEY, l INTEGER, s TEXT);
      INSERT INTO t VALUES (1, 1, 'early'), (2, 3, 'new'), (3, 4, NULL), (4, 99, 'Huế'), (5, NULL, NULL), (6, '2', 'x'), (7, 6, 'x');
      """
    ).load(
      .table(
        [.lookup("l"), .text("s")],
        dictionaries: [DictionarySpec(lookup: .init(table: "l", key: "id", text: "name", order: "position"))]))
    #expect(store.column(0, 0) == ["'late'", "'late'", "nil", "nil", "nil", "'early'", "'Huế'"])
    #expect(store.column(0, 1) == ["'early'", "'new'", "nil", "'Huế'", "nil", "'x'", "'x'"])
    let dictionary = store.dictionaries[0]
    #expect(dictionary.texts == ["", "late", "early", "nowhere", "Huế", "new", "x"] && dictionary.isLookup)
    let ranks = try #require(dictionary.ranks)
    #expect(
      ranks[1] < ranks[2] && ranks[2] < ranks[4] && ranks[4] < ranks[3] && ranks[3] == ranks[5] && ranks[5] < ranks[0])
    #expect(store.notes.map(\.rows) == [[4]])
  }

  @Test("views, tables without rowid, UTF-16, names that need quotes, a key that is the rowid")
  func shapes() throws {
    let fixture = try Fixture(
      """
      PRAGMA encoding = 'UTF-16le';
      CREATE TABLE "a ""b" (rowid TEXT, "select" TEXT, "x y" INTEGER);
      INSERT INTO "a ""b" VALUES ('r1', 'Chốt', 1), ('r2', 'Cho\u{302}\u{301}t', 2);
      CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO w VALUES ('b', 1), ('a', 2);
      CREATE VIEW v AS SELECT "x y" AS id, "select" AS s FROM "a ""b";
      CREATE VIEW broken AS SELECT * FROM gone;
      """)
    let store = try fixture.load(
      LoadSpec(
        entities: [
          EntitySpec(
            name: "q", table: "A \"B", key: nil, columns: [.text("SELECT"), .text("rowid", 1), .number("x y")]),
          EntitySpec(name: "w", table: "w", key: "k", columns: [.number("v")]),
          EntitySpec(name: "v", table: "v", key: "id", columns: [.text("s")]),
        ], dictionaries: [DictionarySpec(), DictionarySpec()], zone: .vietnam))
    #expect(store.column(0, 0) == ["'Chốt'", "'Chốt'"] && store.column(0, 1) == ["'r1'", "'r2'"])
    #expect(store.keys(0) == ["r1", "r2"] || store.keys(0) == ["1", "2"])
    #expect(
      store.keys(1) == ["a", "b"] && store.column(1, 0) == ["2", "1"] && store.column(2, 0) == store.column(0, 0))
    // Rows without a key can be read too.
    #expect(try fixture.load(.table([.text("s")], table: "v", key: nil)).column(0, 0) == store.column(0, 0))
  }

  @Test("every missing table and column is in one error")
  func missing() throws {
    let fixture = try Fixture("CREATE TABLE t (id INTEGER PRIMARY KEY, v)")
    let spec = LoadSpec(
      entities: [
        EntitySpec(name: "t", table: "t", key: "key", columns: [.text("nope"), .lookup("v", 1)]),
        EntitySpec(name: "u", table: "u", key: "id"),
      ], dictionaries: [DictionarySpec(), DictionarySpec(lookup: .init(table: "l", key: "id", text: "n", order: nil))],
      zone: .vietnam)
    do {
      _ = try fixture.load(spec)
      Issue.record("it loads")
    } catch let error as StoreError {
      #expect(
        error.message.english == """
          table `t` has no column `key`, which entity `t` reads
          table `t` has no column `nope`, which entity `t` reads
          the database has no table `u`, which entity `u` reads
          the database has no table `l`, which a lookup reads
          """)
      #expect(error.help == "columns of `t`: id, v\ntables: t")
    }
  }

  @Test("many ranges of rows give what SQL gives, the same each time, in WAL mode too", arguments: ["delete", "wal"])
  func ranges(mode: String) throws {
    let fixture = try Fixture(
      """
      PRAGMA journal_mode = \(mode);
      CREATE TABLE t (id INTEGER PRIMARY KEY, s, n, at, p);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO t SELECT i * 4099, 's' || (i * i % 391), CASE WHEN i < 15000 THEN i ELSE i / 100.0 END,
        datetime(1700000000 - i * 60 + i % 7 * 3600, 'unixepoch'), (i * 31 % 20000 + 1) * 4099 FROM n;
      """)
    let columns: [ColumnSpec] = [.text("s"), .number("n"), .time("at"), .link("p", 0)]
    let stores = try (0..<3).map { _ in try fixture.load(.table(columns, placedBy: 2)) }
    let rows = try fixture.ask("SELECT s, CAST(round(n * 100) AS INTEGER), at, p, id FROM t ORDER BY at, id")
    #expect(rows.count == 20_000)
    for store in stores {
      #expect(store.dictionaries[0].texts == stores[0].dictionaries[0].texts)
      #expect(store.dictionaries[0].texts[1] == "s1")
      #expect(store.column(0, 0) == rows.map { "'\($0[0].plain)'" })
      #expect(store.column(0, 1) == rows.map { "\($0[1].plain)e-2" })
      #expect(store.column(0, 2).map { $0.count == 10 ? $0 + " 00:00:00" : $0 } == rows.map { $0[2].plain })
      let keys = store.keys(0)
      #expect(store.column(0, 3).map { keys[(Int($0.dropFirst(2)) ?? 0) - 1] } == rows.map { $0[3].plain })
      #expect(keys == rows.map { $0[4].plain })
    }
  }

  @Test("all threads see one state while another program commits")
  func oneState() throws {
    let fixture = try Fixture(
      """
      PRAGMA journal_mode = wal; CREATE TABLE t (id INTEGER PRIMARY KEY, n);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO t SELECT i * 100000, 0 FROM n;
      """)
    let writer = try Writer(fixture.path)
    let isDone = Steps()
    let thread = Thread {
      // Every commit leaves the sum as it was; rows far apart are read by different threads.
      while isDone.all.isEmpty {
        try? writer.run(
          "BEGIN; UPDATE t SET n = n - 1 WHERE id <= 1000000; UPDATE t SET n = n + 1 WHERE id > 299000000; COMMIT")
      }
      isDone.add(1)
    }
    thread.start()
    for _ in 0..<20 {
      let store = try fixture.load(.table([.number("n")]))
      #expect(store.column(0, 0).reduce(0) { $0 + (Int($1) ?? 0) } == 0)
    }
    isDone.add(0)
    while isDone.all.count < 2 { Thread.sleep(forTimeInterval: 0.01) }
  }

  @Test("a load stops when it is asked to, and tells how far it is")
  func cancel() throws {
    let fixture = try Fixture(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) INSERT INTO t SELECT i, i FROM n; CREATE VIEW v AS SELECT a.id AS id FROM t a, t b"
    )
    #expect(throws: StoreError.cancelled) {
      try Database.open(fixture.path).load(.table([.number("v")]), isCancelled: { true })
    }
    let steps = Steps()
    #expect(throws: StoreError.cancelled) {
      try Database.open(fixture.path).load(.table([], table: "v"), isCancelled: { steps.next() > 20 })
    }
    let reported = Steps()
    _ = try Database.open(fixture.path).load(.table([.number("v")]), progress: { reported.add($0) })
    let parts = reported.all
    #expect(parts == parts.sorted() && parts.last == 1 && parts.count > 2)
  }

  @Test("the reference database loads as SQL reads it", .enabled(if: Reference.path != nil))
  func reference() throws {
    let path = try #require(Reference.path)
    let database = try Database.open(path)
    let schema = try database.schema()
    let customers = try #require(schema.table(named: "Customers"))
    #expect(customers.primaryKey == ["id"] && customers.column(named: "NAME")?.affinity == .text)
    #expect(customers.foreignKeys.contains { $0.columns == ["referrer_id"] && $0.target == "customers" })
    let store = try database.load(
      LoadSpec(
        entities: [
          EntitySpec(
            name: "customers", table: "customers", key: "id",
            columns: [.time("created_at"), .lookup("relationship_id"), .link("referrer_id", 0), .text("name", 1)],
            placedBy: 0),
          EntitySpec(
            name: "orders", table: "orders", key: "id",
            columns: [.time("created_at"), .link("customer_id", 0), .number("amount")], placedBy: 0),
        ],
        dictionaries: [
          DictionarySpec(lookup: .init(table: "relationships", key: "id", text: "name", order: "position")),
          DictionarySpec(),
        ], zone: .vietnam))
    let people = try database.query(
      "SELECT c.id, r.name FROM customers c LEFT JOIN relationships r ON r.id = relationship_id ORDER BY created_at IS NULL, created_at, c.id"
    ).rows
    #expect(store.keys(0) == people.map { $0[0].plain })
    #expect(store.column(0, 1) == people.map { $0[1] == .null ? "nil" : "'\($0[1].plain)'" })
    let orders = try database.query(
      "SELECT o.id, o.amount, c.id FROM orders o LEFT JOIN customers c ON c.id = customer_id ORDER BY o.created_at, o.id"
    ).rows
    #expect(store.keys(1) == orders.map { $0[0].plain } && store.column(1, 2) == orders.map { $0[1].plain })
    let keys = [""] + store.keys(0)
    #expect(
      store.column(1, 1).map { keys[Int($0.dropFirst(2)) ?? 0] } == orders.map { $0[2] == .null ? "" : $0[2].plain })
  }
}

/// The reference database beside the project, where it is.
enum Reference {
  static let path: String? = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<6 {
      folder.deleteLastPathComponent()
      let file = folder.appendingPathComponent("shared/crm/small.db")
      if FileManager.default.fileExists(atPath: file.path) { return file.path }
    }
    return nil
  }()
}

/// Counts calls, from any thread.
final class Steps: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0
  private var parts: [Double] = []

  func next() -> Int {
    lock.withLock {
      count += 1
      return count
    }
  }

  func add(_ part: Double) { lock.withLock { parts.append(part) } }

  var all: [Double] { lock.withLock { parts } }
}

extension Value {
  /// The bare value, as SQLite prints it.
  var plain: String {
    switch self {
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    default: "nil"
    }
  }
}
