import Foundation
import KPILanguage
import KPISession
import Testing

/// `kpi init` on what is hardly a database, or too much of one.
@Suite struct InitBadInputTests {
  /// What keeps a model from being made.
  private func refusal(_ path: String) throws -> Halt {
    do {
      let model = try InitFixture.draft(path)
      Issue.record("a model was made\n\(model)")
    } catch let halt as Halt {
      return halt
    }
    return Halt(status: .success)
  }

  @Test func twoThousandTables() throws {
    let sql = (1...2_000).map {
      "CREATE TABLE t\($0) (id INTEGER PRIMARY KEY, made_at TEXT, v REAL); INSERT INTO t\($0) VALUES (1, '2024-01-0\($0 % 9 + 1)', \($0));"
    }
    let made = try InitFixture("BEGIN;" + sql.joined() + "COMMIT;")
    #expect(try made.rows("show t1999, t1999_v all") == "[[1,1999]]")
  }

  @Test func twoThousandColumns() throws {
    let columns = (1...1_998).map { "c\($0) REAL" }.joined(separator: ", ")
    let made = try InitFixture(
      "CREATE TABLE wide (id INTEGER PRIMARY KEY, made_at TEXT, \(columns)); INSERT INTO wide (id, made_at, c1, c2) VALUES (1, '2024-01-01', 5, 6), (2, '2024-01-02', 7, 8);"
    )
    try made.expectThatItAnswers("wide", atLeast: 5)
    #expect(try made.rows("show wide, wide_c1 all") == "[[2,12]]")
    let full = try InitFixture(
      "CREATE TABLE wide (id INTEGER PRIMARY KEY, \(columns)); INSERT INTO wide VALUES (1, \((1...1_998).map { "\($0)" }.joined(separator: ", ")));"
    )
    try full.expectThatItAnswers("full", atLeast: 5)
    #expect(full.model.contains("more numbers are not taken up"))
  }

  @Test func noTables() throws {
    let scratch = try Scratch()
    try SQLFixture(scratch.path + "/a.db").run("CREATE TABLE t(a); DROP TABLE t;")
    let halt = try refusal(scratch.path + "/a.db")
    #expect(halt.status == .data && halt.diagnostics[0].message.english.contains("has no tables"))
  }

  @Test func onlyViews() throws {
    let made = try InitFixture(
      "CREATE VIEW months AS SELECT '2024-01-05' AS day, 3 AS amount UNION ALL SELECT '2024-02-05', 4; CREATE VIEW broken AS SELECT * FROM gone;"
    )
    try made.expectThatItAnswers("views", atLeast: 5)
    #expect(try made.rows("show months_rows, months_row_amount all") == "[[2,7]]", "\(made.model)")
    #expect(made.model.contains("broken: it cannot be read"))
  }

  @Test func namesThatNeedQuotes() throws {
    let long = String(repeating: "x", count: 200)
    let made = try InitFixture(
      """
      CREATE TABLE "order" (id INTEGER PRIMARY KEY, "where" TEXT, "select" REAL, "by" TEXT, "month" TEXT, "a`b" REAL, "say ""hi"" now" REAL, "theo" TEXT, "it's" TEXT);
      CREATE TABLE "\(long)" (id INTEGER PRIMARY KEY, order_id INTEGER, at TEXT, "\(long)" REAL, "two
      lines" REAL, "" REAL, "{curly}" REAL, "#" REAL, "123" REAL);
      CREATE TABLE "a
      b" (id INTEGER PRIMARY KEY);
      CREATE TABLE "show" (id INTEGER PRIMARY KEY, "group" TEXT, "total" REAL, "năm" INTEGER, "tháng này" TEXT);
      INSERT INTO "order" VALUES (1, 'a', 1.5, 'b', 'Jan', 2.5, 3, 'c', 'd'), (2, 'a', 1.25, 'b', 'Feb', 2.5, 3, 'c', 'e');
      INSERT INTO "\(long)" VALUES (1, 1, '2024-01-01', 4.5, 1, 1, 7.5, 8.5, 9.5), (2, 2, '2024-01-02', 4.5, 1, 1, 7.5, 8.5, 9.5);
      INSERT INTO "a
      b" VALUES (1);
      INSERT INTO "show" VALUES (1, 'g', 2.5, 2024, 'x');
      """)
    try made.expectThatItAnswers("names")
    #expect(try made.rows("show order_select all") == "[[2.75]]", "\(made.model)")
    #expect(made.model.contains("characters that no model can write"))
  }

  @Test func onlyNulls() throws {
    let made = try InitFixture(
      "CREATE TABLE t (a, b TEXT, c DATE, d INTEGER REFERENCES u(id)); INSERT INTO t VALUES (NULL, NULL, NULL, NULL), (NULL, NULL, NULL, NULL); CREATE TABLE u (id INTEGER PRIMARY KEY, x);INSERT INTO u VALUES (1, NULL);"
    )
    try made.expectThatItAnswers("nulls", atLeast: 5)
    #expect(try made.rows("show t") == "[[2]]", "\(made.model)")
  }

  @Test func onlyEmptyTables() throws {
    let made = try InitFixture(
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, made_at TIMESTAMP, total REAL); CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id));"
    )
    try made.expectThatItAnswers("empty", atLeast: 5)
    #expect(try made.rows("show orders") == "[[0]]", "\(made.model)")
  }

  @Test func aLockedDatabase() throws {
    let scratch = try Scratch()
    let writer = try SQLFixture(scratch.path + "/a.db")
    try writer.run(
      "CREATE TABLE t(a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1); BEGIN EXCLUSIVE; INSERT INTO t VALUES (2);")
    let halt = try refusal(scratch.path + "/a.db")
    #expect(halt.status == .data && halt.diagnostics[0].message.english.contains("locked"))
    try writer.run("COMMIT")
    #expect(try InitFixture.draft(scratch.path + "/a.db").contains("entity t "))
  }

  @Test func damagedAndEncryptedOnes() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/a.db"
    try SQLFixture(path).run(InitSchemas.shop)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // Every page behind the schema is noise.
    for index in stride(from: 8_192, to: bytes.count, by: 1) {
      bytes[index] = UInt8(truncatingIfNeeded: index &* 167 &+ 13)
    }
    try bytes.write(to: URL(fileURLWithPath: path))
    let damaged = try refusal(path)
    #expect(
      damaged.status == .data && damaged.diagnostics[0].message.english.contains("damaged"), "\(damaged.diagnostics)")
    for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: (index &* index) >> 3 ^ index &* 97) }
    try bytes.write(to: URL(fileURLWithPath: path))
    let encrypted = try refusal(path)
    #expect(
      encrypted.status == .data && encrypted.diagnostics[0].message.english.contains("encrypted"),
      "\(encrypted.diagnostics)")
  }

  @Test(arguments: [
    ("sales.csv", "sqlite3 F/sales.db '.mode csv' '.import F/sales.csv sales'"),
    ("two words.tsv", "sqlite3 'F/two words.db' '.mode tabs' '.import \"F/two words.tsv\" two_words'"),
    ("2024.csv", "sqlite3 F/2024.db '.mode csv' '.import F/2024.csv t2024'"),
    ("book.xlsx", "sqlite3 F/book.db '.mode csv' '.import F/book.csv book'"),
  ])
  func whatIsNoDatabaseIsImportedSo(_ file: String, _ command: String) throws {
    let scratch = try Scratch()
    let path = try scratch.file(file, "id,amount\n1,2.5\n2,3\n")
    let halt = try refusal(path)
    #expect(halt.status == .data)
    let notes = halt.diagnostics[0].notes.map(\.english).joined(separator: "\n").replacing(scratch.path, with: "F")
    #expect(notes.contains("`\(command)`"), "\(notes)")
  }

  @Test func theProgramPrintsAndEndsAsItShould() throws {
    let scratch = try Scratch()
    try SQLFixture(scratch.path + "/shop.db").run(InitSchemas.shop)
    let made = try Program.run(["init", scratch.path + "/shop.db"])
    #expect(made.status == 0 && made.messages.isEmpty && made.results.contains("model shop \"Shop\""))
    let gone = try Program.run(["init", scratch.path + "/gone.db"])
    #expect(gone.status == 3 && gone.results.isEmpty && gone.messages.contains("there is no such file"))
    let nothing = try Program.run(["init"])
    #expect(nothing.status == 2)
  }
}
