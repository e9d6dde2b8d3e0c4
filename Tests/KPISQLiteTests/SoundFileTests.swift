import Foundation
import KPIEngine
import KPISQLite
import Testing

/// What is sound is read, and what cannot be read is called what it is: damaged is what SQLite calls corrupt.
@Suite struct SoundFileTests {
  private func failure(_ fixture: Fixture, _ spec: LoadSpec) -> StoreError? {
    do throws(StoreError) {
      _ = try Database.open(fixture.path).load(spec)
      return nil
    } catch {
      return error
    }
  }

  @Test("JSON functions in generated columns, indexes and views")
  func json() throws {
    let fixture = try Fixture(
      """
      CREATE TABLE t (body TEXT, id GENERATED ALWAYS AS (json_extract(body, '$.no')) STORED,
        s TEXT GENERATED ALWAYS AS (body ->> '$.s') VIRTUAL);
      CREATE INDEX other ON t (json_extract(body, '$.s'));
      CREATE VIEW v AS SELECT json_extract(body, '$.no') AS id, json_extract(body, '$.s') AS s FROM t;
      INSERT INTO t (body) VALUES ('{"no": 7, "s": "a"}'), ('{"no": 9}');
      """)
    for table in ["t", "v"] {
      let store = try fixture.load(.table([.text("s")], table: table))
      #expect(store.keys(0) == ["7", "9"] && store.column(0, 0) == ["'a'", "nil"], "\(table)")
    }
  }

  @Test("a view over a full-text table")
  func fullText() throws {
    let fixture = try Fixture(
      """
      CREATE VIRTUAL TABLE f USING fts5 (body); INSERT INTO f VALUES ('one two'), ('three');
      CREATE VIEW v AS SELECT rowid AS id, body AS s FROM f;
      """)
    #expect(try fixture.load(.table([.text("s")], table: "v")).column(0, 0) == ["'one two'", "'three'"])
  }

  @Test("a schema may not load code, and that is no damage")
  func loadExtension() throws {
    let fixture = try Fixture("CREATE TABLE t (id); CREATE VIEW v AS SELECT id, load_extension('x') AS s FROM t")
    #expect(
      failure(fixture, .table([.text("s")], table: "v"))
        == .unreadable(table: "v", detail: "unsafe use of load_extension()"))
  }

  @Test("a view that cannot be read keeps nobody from reading the rest")
  func brokenView() throws {
    let fixture = try Fixture(
      "CREATE TABLE t (id, s); CREATE VIEW v AS SELECT id, s FROM gone; INSERT INTO t VALUES (1, 'a')")
    #expect(try fixture.load(.table([.text("s")])).column(0, 0) == ["'a'"])
    #expect(
      failure(fixture, .table([.text("s")], table: "v")) == .unreadable(table: "v", detail: "no such table: main.gone"))
  }

  @Test("a value that a view cannot work with is no damage")
  func badJSON() throws {
    let fixture = try Fixture(
      """
      CREATE TABLE t (id, body); INSERT INTO t VALUES (1, '{bad');
      CREATE VIEW v AS SELECT id, json_extract(body, '$.s') AS s FROM t;
      CREATE VIEW big AS SELECT id, zeroblob(2000000000) AS s FROM t;
      """)
    #expect(
      failure(fixture, .table([.text("s")], table: "v")) == .unreadable(table: "v", detail: "malformed JSON"))
    #expect(
      failure(fixture, .table([.text("s")], table: "big"))
        == .unreadable(table: "big", detail: "string or blob too big"))
  }

  @Test("what a newer SQLite wrote is named", arguments: [false, true])
  func newerSyntax(isCertain: Bool) throws {
    let fixture = try Fixture(
      """
      CREATE TABLE t (id, s); PRAGMA writable_schema = ON;
      INSERT INTO sqlite_master VALUES
        ('view', 'sums', 'sums', 0, 'CREATE VIEW sums AS SELECT group_concat(s ORDER BY s) FROM t');
      """)
    if isCertain {
      var bytes = try fixture.bytes
      bytes.replaceSubrange(96..<100, with: [0, 0x2F, 0, 0])  // 3.80.192
      try Data(bytes).write(to: URL(fileURLWithPath: fixture.path))
    }
    let error = failure(fixture, .table([.text("s")]))
    guard case .newerSQLite(_, "sums", let detail, isCertain)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let message = error?.message.english ?? ""
    #expect(detail == "near \"ORDER\": syntax error" && !message.contains("damaged"))
    #expect(message.contains("`sums`") && message.contains("newer SQLite wrote"))
  }

  @Test("a schema that makes no sense is damaged")
  func brokenSchema() throws {
    let fixture = try Fixture(
      """
      CREATE TABLE t (id, s); PRAGMA writable_schema = ON;
      UPDATE sqlite_master SET rootpage = 99999 WHERE name = 't';
      """)
    guard case .damaged? = failure(fixture, .table([.text("s")])) else {
      Issue.record("it was read")
      return
    }
  }
}
