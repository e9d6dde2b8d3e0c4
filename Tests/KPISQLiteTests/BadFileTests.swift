import Foundation
import KPIEngine
import KPISQLite
import Testing

@Suite struct BadFileTests {
  private func failure(_ path: String) -> StoreError? {
    do throws(StoreError) {
      _ = try Database.open(path).schema()
      return nil
    } catch {
      return error
    }
  }

  @Test("what is no database is called what it is")
  func notDatabases() throws {
    let folder = FileManager.default.temporaryDirectory.path
    #expect(failure(folder + "/no-such-kpi.db") == .noSuchFile(path: folder + "/no-such-kpi.db"))
    #expect(failure(folder) == .isDirectory(path: folder))
    #expect(failure("a\0b") == .noSuchFile(path: "a\0b"))
    let empty = try Fixture.bytes([])
    #expect(failure(empty.path) == .emptyFile(path: empty.path))
    let text = try Fixture.bytes(Array("id,name\n1,An\n".utf8))
    #expect(failure(text.path) == .notADatabase(path: text.path, looksLike: "a text file"))
    let zip = try Fixture.bytes([0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 4_000))
    #expect(failure(zip.path) == .notADatabase(path: zip.path, looksLike: "a ZIP archive or an Office file"))
    var random = Seeded(state: 3)
    let noise = try Fixture.bytes((0..<8_192).map { _ in UInt8.random(in: 0...255, using: &random) })
    #expect(failure(noise.path) == .encrypted(path: noise.path))
    let one = try Fixture.bytes([0])
    #expect(failure(one.path) == .notADatabase(path: one.path, looksLike: nil))
    for error in [failure(folder), failure(empty.path), failure(text.path), failure(noise.path)] {
      #expect(error?.message.english.hasPrefix("cannot ") == true && error?.help != nil)
    }
  }

  @Test("a pipe is not waited for")
  func pipe() throws {
    let fixture = try Fixture("")
    #expect(mkfifo(fixture.path, 0o600) == 0)
    #expect(failure(fixture.path) == .notAFile(path: fixture.path))
  }

  @Test("no permission", .enabled(if: geteuid() != 0))
  func permission() throws {
    let fixture = try Fixture("CREATE TABLE t (id)")
    #expect(chmod(fixture.path, 0) == 0)
    #expect(failure(fixture.path) == .noPermission(path: fixture.path))
  }

  @Test("a cut file says how much is there")
  func truncated() throws {
    let bytes = try small().bytes
    let cut = try Fixture.bytes(Array(bytes.prefix(bytes.count - 4_096 - 100)))
    #expect(
      failure(cut.path)
        == .truncated(path: cut.path, expected: Int64(bytes.count), actual: Int64(bytes.count - 4_196)))
  }

  @Test("a locked database is waited for, then refused")
  func locked() throws {
    let fixture = try small()
    let writer = try Writer(fixture.path)
    try writer.run("BEGIN EXCLUSIVE")
    #expect(failure(fixture.path) == .locked(path: fixture.path))
    try writer.run("ROLLBACK")
    #expect(failure(fixture.path) == nil)
  }

  @Test("nothing is written, and nothing is left beside the file")
  func untouched() throws {
    let fixture = try small()
    let before = try fixture.bytes
    let stamp = try Database.open(fixture.path).stamp()
    _ = try fixture.load(spec)
    #expect(try fixture.bytes == before && Database.open(fixture.path).stamp() == stamp)
    let folder = (fixture.path as NSString).deletingLastPathComponent
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    try fixture.write("UPDATE t SET s = 'new' WHERE id = 1")
    #expect(try Database.open(fixture.path).stamp() != stamp)
  }

  @Test("a commit to the log changes the stamp, and is read")
  func log() throws {
    let fixture = try small()
    let writer = try Writer(fixture.path)
    try writer.run("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0; UPDATE t SET s = 'one'")
    let stamp = try Database.open(fixture.path).stamp()
    try writer.run("UPDATE t SET s = 'two'")
    #expect(try Database.open(fixture.path).stamp() != stamp)
    #expect(try fixture.load(spec).dictionaries[0].texts == ["", "two"])
  }

  @Test("damaged bytes give a store or an error, never a crash", arguments: 0..<8)
  func mutations(seed: UInt64) throws {
    let original = try small().bytes
    var random = Seeded(state: seed &* 977 &+ 5)
    let fixture = try Fixture("")
    for _ in 0..<60 {
      var bytes = original
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
      case 1:
        for _ in 0..<Int.random(in: 1...200, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      case 2:
        // The start of a page, where its shape stands, and the file's header.
        let page = Int.random(in: 0..<bytes.count / 4_096, using: &random) * 4_096
        for _ in 0..<4 {
          bytes[page + Int.random(in: 0..<112, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      default:
        // One page over another.
        let from = Int.random(in: 0..<bytes.count / 4_096, using: &random) * 4_096
        let to = Int.random(in: 0..<bytes.count / 4_096, using: &random) * 4_096
        bytes.replaceSubrange(to..<to + 4_096, with: original[from..<from + 4_096])
      }
      try Data(bytes).write(to: URL(fileURLWithPath: fixture.path))
      do throws(StoreError) {
        let store = try Database.open(fixture.path).load(spec)
        for entity in store.entities.indices {
          for column in store.entities[entity].columns.indices { _ = store.column(entity, column) }
        }
      } catch {
        #expect(!error.message.english.isEmpty && error != .cancelled && error != .outOfMemory)
      }
    }
  }

  private var spec: LoadSpec {
    LoadSpec(
      entities: [
        EntitySpec(
          name: "t", table: "t", key: "id",
          columns: [.text("s"), .number("n"), .time("at"), .link("p", 0), .lookup("l", 1), .link("w", 1)], placedBy: 2),
        EntitySpec(
          name: "w", table: "w", key: "k",
          columns: [.text("s", 2), ColumnSpec(source: [], kind: .linkedTime(link: 2, time: 2)), .link("t", 0)]),
      ],
      dictionaries: [
        DictionarySpec(), DictionarySpec(lookup: .init(table: "l", key: "id", text: "name", order: "position")),
        DictionarySpec(),
      ], zone: .vietnam)
  }

  private func small() throws -> Fixture {
    try Fixture(
      """
      CREATE TABLE l (id INTEGER PRIMARY KEY, name TEXT, position INTEGER);
      INSERT INTO l VALUES (1, 'một', 2), (2, 'hai', 1);
      CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, n NUMERIC, at TEXT, p INTEGER, l INTEGER, w TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
      INSERT INTO t SELECT i, 'text ' || i % 7 || CASE WHEN i = 200 THEN hex(zeroblob(5000)) ELSE '' END, i / 4.0,
        date('2023-01-01', i || ' days') || ' 10:00:00', i / 2, i % 3, 'k' || i % 9 FROM n;
      CREATE TABLE w (k TEXT PRIMARY KEY, s TEXT, t INTEGER) WITHOUT ROWID;
      INSERT INTO w VALUES ('k1', 'a', 3), ('k2', 'b', 9), ('k3', 'a', NULL);
      """)
  }
}
