import Foundation
import KPIEngine
import KPISQLite
import Testing

/// One flipped bit anywhere in the file: the load answers as SQLite does, or fails; it never answers with less.
@Suite struct BitFlipTests {
  private static let entities = ["t", "u", "w", "v"]

  @Test("a table with a flipped bit is read whole or not at all", arguments: [11, 12, 13] as [UInt64])
  func flips(seed: UInt64) throws {
    let original = try Fixture(Self.rows).bytes
    let whole = try Fixture.bytes(original)
    #expect(try texts(whole.load(Self.spec)) == answers(whole))
    var random = Seeded(state: seed)
    var refused = 0
    let fixture = try Fixture("")
    for _ in 0..<100 {
      var bytes = original
      let (offset, bit) = (Int.random(in: 0..<bytes.count, using: &random), Int.random(in: 0..<8, using: &random))
      bytes[offset] ^= 1 << bit
      // A bit of the header makes it a WAL database: what stands beside it then is not the next one's.
      for end in ["-wal", "-shm"] { unlink(fixture.path + end) }
      try Data(bytes).write(to: URL(fileURLWithPath: fixture.path))
      do throws(StoreError) {
        let store = try Database.open(fixture.path).load(Self.spec)
        let expected = try? answers(fixture)
        #expect(texts(store) == expected, "seed \(seed): byte \(offset), bit \(bit)")
      } catch {
        refused += 1
        #expect(error != .cancelled && !error.message.english.isEmpty, "seed \(seed): byte \(offset), bit \(bit)")
      }
    }
    #expect(refused > 0 && refused < 100)
  }

  @Test("a rowid out of order is damage, though SQLite notices nothing")
  func rowID() throws {
    // A leaf's cells begin with the payload's length and the rowid; 700 times 200 is a number of three bytes.
    let original = try Fixture(Self.rows).bytes
    let text = Array("text of 700".utf8)
    let place = try #require(original.indices.dropLast(text.count).first { original[$0...].starts(with: text) })
    let rowID: [UInt8] = [0x80 | 8, 0x80 | 69, 96]
    let start = try #require((place - 20..<place).first { original[$0..<$0 + 3].elementsEqual(rowID) })
    var bytes = original
    bytes[start] ^= 4
    let fixture = try Fixture.bytes(bytes)
    #expect(try fixture.ask("SELECT count(*) FROM t NOT INDEXED") == [[.integer(800)]])
    do throws(StoreError) {
      let store = try Database.open(fixture.path).load(Self.spec)
      Issue.record("\(store.entities[0].rowCount) rows were read")
    } catch {
      guard case .damaged(_, let detail) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(detail.contains("table t") || detail.contains("rowids"))
    }
  }

  /// The texts of every entity, sorted.
  private func texts(_ store: Store) -> [[String]] {
    store.entities.indices.map { entity in
      store.column(entity, 0).map { $0 == "nil" ? "" : String($0.dropFirst().dropLast()) }.sorted()
    }
  }

  /// The same from SQLite, each table in one walk.
  private func answers(_ fixture: Fixture) throws -> [[String]] {
    try Self.entities.map { table in
      try fixture.ask("SELECT CAST(s AS TEXT) FROM \(table)\(table == "v" ? "" : " NOT INDEXED")").map { row in
        if case .text(let text) = row[0] { text } else { "" }
      }.sorted()
    }
  }

  private static let spec = LoadSpec(
    entities: entities.enumerated().map { number, table in
      EntitySpec(name: table, table: table, key: table == "t" ? nil : "id", columns: [.text("s", number)])
    }, dictionaries: entities.map { _ in DictionarySpec() }, zone: .vietnam)

  /// Small pages and wide gaps: trees of three levels, read in several ranges.
  private static let rows = """
    PRAGMA page_size = 512;
    CREATE TABLE t (s TEXT); CREATE TABLE u (id INTEGER PRIMARY KEY, s TEXT, n INTEGER);
    CREATE INDEX u_n ON u (n, s);
    CREATE TABLE w (id TEXT PRIMARY KEY, s TEXT) WITHOUT ROWID; CREATE VIEW v AS SELECT id, s FROM u WHERE n < 50;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
    INSERT INTO t (rowid, s) SELECT i * 200, 'text of ' || i FROM n;
    INSERT INTO u SELECT rowid / 200, s, rowid / 200 % 97 FROM t;
    INSERT INTO w SELECT 'k' || id, s FROM u WHERE id <= 200;
    """
}
