import Foundation
import KPIEngine
import Testing

@testable import KPISQLite

/// Keys and links take no more memory than what they say, and say what they said in more.
@Suite struct NarrowColumnsTests {
  /// How keys are kept.
  enum Form: Equatable {
    case run, plain
    /// As what they lie above the least of their block, in so many bytes.
    case near(Int)

    init(_ keys: KeyColumn) {
      switch keys {
      case .integer(.run): self = .run
      case .integer(.near(let numbers)): self = .near(numbers.above.byteCount / numbers.above.count)
      case .integer, .text: self = .plain
      }
    }
  }

  /// Keys of a table `t` in the order of its rows, and how they are kept.
  struct Keys: CustomTestStringConvertible {
    var name: String
    /// As SQL writes them.
    var written: [String]
    var form: Form
    /// In the order of keys, null behind.
    var shown: [String]

    init(_ name: String, _ written: [String], _ form: Form, shown: [String]? = nil) {
      (self.name, self.written, self.form, self.shown) = (name, written, form, shown ?? written)
    }

    var testDescription: String { name }
  }

  static let greatest = Int.max

  static let keys: [Keys] = [
    Keys("one row", ["1"], .run),
    Keys("from 1", (1...300).map { "\($0)" }, .run),
    Keys("from 0", ["0", "1", "2"], .run),
    Keys("from elsewhere", (7_001...7_300).map { "\($0)" }, .run),
    Keys("across 0", (-150...149).map { "\($0)" }, .run),
    Keys("beyond 32 bits", (0..<300).map { "\(4_000_000_000 + $0)" }, .run),
    Keys("across 32 bits", (0..<10).map { "\(2_147_483_640 + $0)" }, .run),
    Keys("up to the greatest", (0..<5).map { "\(greatest - 4 + $0)" }, .run),
    Keys("near the least", ["\(-greatest)", "\(-greatest + 1)"], .run),
    Keys("written as numbers with a point", ["3.0", "4.0", "5"], .run, shown: ["3", "4", "5"]),
    Keys("in another order", ["3", "1", "2"], .run, shown: ["1", "2", "3"]),
    Keys("a gap", ["1", "2", "4"], .plain),
    Keys("a repeat", ["1", "2", "2", "3"], .plain),
    Keys("all the same", ["5", "5", "5"], .plain),
    Keys("a repeat in place of a gap", ["1", "3", "3"], .plain),
    Keys("a null", ["1", "2", "NULL"], .plain, shown: ["1", "2", "nil"]),
    Keys("a null in front", ["NULL", "1", "2"], .plain, shown: ["1", "2", "nil"]),
    Keys("a null behind the greatest", ["\(greatest)", "NULL"], .plain, shown: ["\(greatest)", "nil"]),
    Keys("only null", ["NULL"], .plain, shown: ["nil"]),
    Keys("the ends", ["\(-greatest)", "\(greatest)"], .plain),
    Keys("two by two", ["2", "4", "6"], .plain),
    Keys("texts", ["'a'", "'b'"], .plain, shown: ["a", "b"]),
    Keys("a text among numbers", ["1", "2", "'x'"], .plain, shown: ["1", "2", "x"]),
    Keys("no row", [], .plain),
    Keys("many with gaps", (1...300).map { "\($0 * 10 / 9)" }, .near(1)),
    Keys("many two by two", (1...300).map { "\($0 * 2)" }, .near(1)),
    Keys("as far apart as a byte holds", (0..<64).map { "\($0 < 63 ? $0 : 255)" }, .near(1), shown: nil),
    Keys("one further apart", (0..<63).map { "\($0 < 62 ? $0 : 256)" } + ["257"], .near(2)),
    Keys("a large gap", (0..<300).map { "\($0 < 100 ? $0 : $0 + 5_000)" }, .near(2)),
    Keys("a gap of two bytes", (0..<300).map { "\($0 < 100 ? $0 : $0 + 65_400)" }, .near(2)),
    Keys("a gap of more", (0..<300).map { "\($0 < 100 ? $0 : $0 + 70_000)" }, .plain),
    Keys("many beyond 32 bits with gaps", (0..<300).map { "\(-7_000_000_000 + $0 * 3)" }, .near(1)),
    Keys("far apart beyond 32 bits", (0..<300).map { "\(7_000_000_000 + $0 * 1_000_000)" }, .near(4)),
    Keys("further apart beyond 32 bits", (0..<300).map { "\($0 * 1_000_000_000)" }, .plain),
    Keys("many up to the greatest", (0..<300).map { "\(greatest - (299 - $0) * 2)" }, .near(1)),
    Keys("many from the least", (0..<300).map { "\(-greatest + $0 * 2)" }, .near(1)),
    Keys(
      "from the least to the greatest", (0..<200).map { "\($0 < 100 ? -greatest + $0 : greatest - 199 + $0)" }, .plain),
    Keys("many with a repeat", (1...300).map { "\($0 == 200 ? 199 : $0)" }, .near(1)),
    Keys(
      "many with a null", (1...300).map { $0 == 300 ? "NULL" : "\($0 * 2)" }, .plain,
      shown: (1...300).map { $0 == 300 ? "nil" : "\($0 * 2)" }),
  ]

  /// What a link may hold that leads to such keys, or nearly: the ends of what a number can be among them.
  private static func linked(_ keys: [String]) -> [String] {
    let numbers = keys.compactMap { Int($0) }
    let near = [numbers.min(), numbers.max()].compactMap { $0 }.flatMap { [$0 &- 1, $0, $0 &+ 1] }
    let ends = [-greatest, -greatest + 1, -1, 0, 1, greatest - 1, greatest]
    return keys + (near + ends).map { "\($0 == .min ? 0 : $0)" } + ["NULL", "'x'", "' 7 '", "2.5", "9e18", "-9.3e18"]
  }

  private static let spec = LoadSpec(
    entities: [
      EntitySpec(
        name: "t", table: "t", key: "k", columns: [ColumnSpec(source: ["k"], kind: .key(dictionary: 0)), .number("n")]),
      EntitySpec(name: "u", table: "u", key: "id", columns: [.link("k", 0)]),
    ], dictionaries: [DictionarySpec()], zone: .vietnam)

  private static func rows(_ table: String, _ values: [String]) -> String {
    values.enumerated().map { "INSERT INTO \(table) VALUES (\($0.offset + 1), \($0.element));" }.joined()
  }

  @Test(
    "keys that rise by one are a run, those that lie near each other are kept as how near, and links find them all",
    arguments: keys)
  func runs(_ keys: Keys) throws {
    let linked = Self.linked(keys.written)
    let sql =
      "CREATE TABLE t (n, k); CREATE TABLE u (id INTEGER PRIMARY KEY, k); BEGIN;" + Self.rows("t", keys.written)
      + Self.rows("u", linked) + "COMMIT"
    let fixture = try SnapshotFixture(sql: sql)
    let store = try fixture.keep(Self.spec)
    #expect(store.keys(0) == keys.shown.map { $0 == "nil" && store.entities[0].hasTextKeys ? "" : $0 })
    #expect(Form(store.entities[0].keys) == keys.form)
    // The column of keys says the same.
    #expect(store.column(0, 0).map { $0.filter { $0 != "'" } } == keys.shown)
    #expect(store.cell(0, 0, 0) == "nil")
    // The row that a link leads to has its key; where it leads nowhere, SQLite finds none either.
    for row in 1...linked.count {
      let found = try fixture.database.ask(
        "SELECT t.n FROM u JOIN t ON t.k = u.k WHERE u.id = \(row) ORDER BY t.n LIMIT 1")
      guard case .link(let rows, _) = store.entities[1].columns[0] else { return #expect(Bool(false)) }
      let expected = found.first.map { "\($0[0])" } ?? "none"
      #expect((rows[row] == 0 ? "none" : "integer(\(store.cell(0, 1, rows[row])))") == expected, "\(linked[row - 1])")
    }
    let dangling = try fixture.database.ask(
      "SELECT count(*) FROM u WHERE k IS NOT NULL AND NOT EXISTS (SELECT 1 FROM t WHERE t.k = u.k)")
    let noted = store.notes.filter { $0.kind == .danglingLinks }.reduce(0) { $0 + $1.count }
    #expect(dangling == [[.integer(Int64(noted))]])
    let kept = try #require(try fixture.kept(Self.spec))
    #expect(kept.whole == store.whole && Form(kept.entities[0].keys) == keys.form)
    #expect(kept.byteCount == store.byteCount)
  }

  @Test("rows in order of time have keys as a run where both go the same way", arguments: [true, false])
  func placed(_ isSame: Bool) throws {
    let fixture = try Fixture(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
      INSERT INTO t SELECT i + 40, date('2020-01-01', (\(isSame ? "" : "600 - ")i / 3) || ' days') FROM n
      """)
    let store = try fixture.load(.table([.time("at"), .link("id", 0)], placedBy: 0))
    #expect(Form(store.entities[0].keys) == (isSame ? .run : .near(1)))
    let keys = try fixture.ask("SELECT id FROM t ORDER BY at, id")
    #expect(store.keys(0).map { [Value.integer(Int64($0) ?? 0)] } == keys)
    #expect(store.column(0, 1) == (1...500).map { "->\($0)" })
  }

  @Test("a run over several stretches of reading is one, and one with a row less is none", arguments: [0, 70_000])
  func stretches(_ without: Int) throws {
    let fixture = try Fixture(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, p INTEGER);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 140000)
      INSERT INTO t SELECT i, 140001 - i FROM n;
      DELETE FROM t WHERE id = \(without)
      """)
    let store = try fixture.load(.table([.link("p", 0)]))
    #expect(Form(store.entities[0].keys) == (without == 0 ? .run : .near(1)))
    let (keys, rows) = (store.entities[0].keys, store.entities[0].rowCount)
    guard case .integer(let numbers) = keys, case .link(let links, _) = store.entities[0].columns[0] else {
      return #expect(Bool(false))
    }
    for row in stride(from: 1, through: rows, by: 7) {
      let wanted = 140_001 - (numbers[row] ?? 0)
      #expect(links[row] == 0 ? wanted == without : numbers[links[row]] == wanted)
    }
  }

  @Test(
    "a link is as wide as its target has rows, whatever leads to it",
    arguments: [0, 1, 2, 254, 255, 256, 65_534, 65_535, 65_536])
  func widths(_ count: Int) throws {
    let fixture = try SnapshotFixture(
      sql: """
        CREATE TABLE target (id INTEGER PRIMARY KEY);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
        INSERT INTO target SELECT i + 9 FROM n WHERE i <= \(count);
        CREATE TABLE t (id INTEGER PRIMARY KEY, p);
        INSERT INTO t (p) SELECT id FROM target ORDER BY id DESC;
        INSERT INTO t (p) VALUES (NULL), (9), (\(count + 10)), ('x'), (10), (\(count + 9)), (9223372036854775807)
        """)
    let spec = LoadSpec(
      entities: [
        EntitySpec(name: "target", table: "target", key: "id"),
        EntitySpec(name: "t", table: "t", key: "id", columns: [.link("p", 0)]),
      ], dictionaries: [], zone: .vietnam)
    let store = try fixture.keep(spec)
    let last = count == 0 ? "->0" : "->\(count)"
    let expected =
      (0..<count).map { "->\(count - $0)" } + ["->0", "->0", "->0", "->0", count == 0 ? "->0" : "->1", last, "->0"]
    let kept = try #require(try fixture.kept(spec))
    for store in [store, kept] {
      #expect(store.column(1, 0) == expected)
      #expect(store.cell(1, 0, 0) == "->0")
      guard case .link(let rows, _) = store.entities[1].columns[0] else { return #expect(Bool(false)) }
      #expect(rows.byteCount / rows.count == (count <= 255 ? 1 : count <= 65_535 ? 2 : 4))
    }
    #expect(store.notes.map(\.count) == [count == 0 ? 6 : 4])
    #expect(kept.whole == store.whole)
  }

  @Test("a time through a link of any width is the linked row's", arguments: [200, 300, 65_600])
  func linkedTimes(_ count: Int) throws {
    let fixture = try Fixture(
      """
      CREATE TABLE a (id INTEGER PRIMARY KEY, at TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
      INSERT INTO a SELECT i, CASE WHEN i % 11 THEN datetime('2020-01-01', (i * 37 % 5000) || ' hours') END FROM n;
      CREATE TABLE b (id INTEGER PRIMARY KEY, a);
      INSERT INTO b (a) SELECT (id * 31) % (\(count) + 3) FROM a LIMIT 900
      """)
    let store = try fixture.load(
      LoadSpec(
        entities: [
          EntitySpec(name: "a", table: "a", key: "id", columns: [.time("at")]),
          EntitySpec(
            name: "b", table: "b", key: "id",
            columns: [.link("a", 0), ColumnSpec(source: [], kind: .linkedTime(link: 0, time: 0))], placedBy: 1),
        ], dictionaries: [], zone: .vietnam))
    let rows = try fixture.ask(
      """
      SELECT b.id, CASE WHEN time(a.at) = '00:00:00' THEN date(a.at) ELSE a.at END FROM b LEFT JOIN a ON a.id = b.a
      ORDER BY a.at IS NULL, a.at, b.id
      """)
    #expect(store.keys(1).map { "integer(\($0))" } == rows.map { "\($0[0])" })
    #expect(
      store.column(1, 1) == rows.map { if case .text(let time) = $0[1] { time } else { "nil" } })
  }

  @Test("a snapshot of the version before is not read, and gives way to one of this")
  func olderVersion() throws {
    let fixture = try SnapshotFixture()
    let loaded = try fixture.keep()
    let file = try #require(fixture.file)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    // The header with the version before in it, and the checksum of that.
    bytes[8] = UInt8(SnapshotHeader.version - 1)
    let checksum = bytes[..<48].withUnsafeBytes { Checksum.of($0) }
    withUnsafeBytes(of: checksum) { bytes.replaceSubrange(48..<56, with: $0) }
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    #expect(bytes.withUnsafeBytes { SnapshotHeader($0) } == nil)
    #expect(try fixture.kept() == nil)
    try fixture.keep()
    #expect(try fixture.kept()?.whole == loaded.whole)
  }

  @Test("what a number's row is, at the ends of what a number can be")
  func rowsOfNumbers() {
    #expect(NumberRun(first: .min, count: 3) == nil && NumberRun(first: 1, count: 0) == nil)
    #expect(NumberRun(first: .max, count: 2) == nil && NumberRun(first: .max - 1, count: 3) == nil)
    let numbers: [Int64] = [.min, .min + 1, .min + 2, -2, -1, 0, 1, 2, 5, 6, .max - 2, .max - 1, .max]
    for first in numbers {
      for count in 1...3 {
        guard let run = NumberRun(first: first, count: count) else { continue }
        #expect(run[0] == nil && (1...count).map { run[$0] } == (0..<count).map { first + Int64($0) })
        for number in numbers {
          let row = (1...count).first { run[$0] == number }
          #expect(run.row(of: number) == row, "\(number) in \(run)")
          #expect(Int(KeyIndex(rowsOf: run).value(number, isNumeric: true)) == row ?? -1)
        }
      }
    }
  }
}
