import KPIEngine
import KPISQL
import KPISession
import Testing

/// Plans in SQL for PostgreSQL, as far as they can be looked at without one; `Tests/remote/there.py` asks one.
@Suite struct PostgresSQLTests {
  /// A zone without changes.
  private static let sevenHoursEast = ZoneTable(offsets: [25_200])

  /// What SQLite says, PostgreSQL is told too, in no word of SQLite's alone.
  @Test(arguments: PlanSQLTests.questions)
  func writesEveryOperator(_ question: String) throws {
    let answer = try TextSession(DemoFixture.path).enter("explain sql postgres \(question)")
    // A portrait keeps the first ten of some of its tables.
    if question.hasPrefix("portrait") {
      #expect(answer.messages.contains("`top`"), "\(answer)")
      return
    }
    #expect(answer.status == .success, "\(answer.messages)")
    for word in ["julianday", "strftime", "substr(", "typeof", "instr(", "main.", "limit 1", " glob ", "1.0 * "] {
      #expect(!answer.results.contains(word), "\(word)\n\(answer.results)")
    }
    #expect(answer.results.contains("from public."))
    // Every order says where null stands.
    for line in answer.results.split(separator: "\n") where line.hasPrefix("order by") {
      #expect(line.split(separator: ",").allSatisfy { $0.contains("nulls ") || $0.hasSuffix(".n") }, "\(line)")
    }
  }

  @Test func withoutANameItIsSQLite() throws {
    let session = try TextSession(DemoFixture.path)
    let plain = session.enter("explain sql show orders").results
    #expect(plain.contains("from main.orders"))
    #expect(session.enter("giải thích sql postgres xem orders").results.contains("from public.orders"))
    #expect(session.enter("explain sql mysql show orders").status == .mistake)
    #expect(session.enter("explain postgres show orders").status == .mistake)
  }

  @Test(arguments: [
    ("plain", "'plain'"), ("it's", "'it''s'"), (#"a\b"#, #"E'a\\b'"#), (#"'\"#, #"E'''\\'"#), ("a\nb", "'a\nb'"),
    ("", "''"),
    ("e\u{302}\u{301}", "'e\u{302}\u{301}'"), ("'\u{301}", "'''\u{301}'"),
  ])
  func quotesTexts(_ text: String, _ literal: String) throws {
    #expect(try Array(PostgresDialect().literal(text).utf8) == Array(literal.utf8))
  }

  @Test func refusesNUL() {
    #expect(throws: SQLRefusal.nul) { try PostgresDialect().literal("a\0b") }
  }

  @Test(arguments: [
    ("orders", "orders"), ("Orders", "\"Orders\""), ("order", "\"order\""), ("user", "\"user\""),
    ("a\"b", "\"a\"\"b\""), ("1a", "\"1a\""),
    ("ngày", "\"ngày\""),
  ])
  func quotesNames(_ name: String, _ written: String) { #expect(PostgresDialect().identifier(name) == written) }

  /// A Monday's number is divisible by seven; PostgreSQL counts from the same day.
  @Test func weeksBeginOnMonday() {
    let monday = CivilDate(year: 2023, month: 9, day: 4).dayNumber
    #expect(PostgresDialect().dayNumber(monday) == "738766")
    #expect(738_766 % 7 == 0)
    #expect(PostgresDialect().dayNumber(CivilDate(year: 1, month: 1, day: 1).dayNumber) == "0")
  }

  /// What a column becomes goes by its type there.
  @Test(arguments: [
    ("date", "", "t.at::timestamp"), ("timestamp without time zone", "0", "then t.at end"),
    ("timestamp without time zone", "6", "date_trunc('milliseconds', t.at)"),
    ("timestamp with time zone", "0", "(t.at at time zone 'UTC') + interval '25200 seconds'"),
    ("text", "", "t.at::timestamp when"),
  ])
  func readsTimesByTheirType(_ type: String, _ decimals: String, _ part: String) throws {
    let column = SQLColumn(text: "t.at", type: SQLType(postgres: type, decimals: Int(decimals)))
    let text = try PostgresDialect().time(column, .iso, zone: Self.sevenHoursEast, called: "zone")
    #expect(text.contains(part), "\(text)")
    #expect(!text.contains("\\") || text.contains("E'"), "a shape with a backslash: \(text)")
  }

  /// A zone whose clocks are often changed is a table; one that changed once is told where it is asked for.
  @Test func readsZones() throws {
    let column = SQLColumn(text: "t.at", type: .instant(decimals: 3))
    let once = ZoneTable(transitions: [171_820_800], offsets: [28_800, 25_200])
    let text = try PostgresDialect().time(column, .iso, zone: once, called: "zone")
    #expect(
      text.contains(
        "< timestamp '1975-06-12 16:00:00.000' then interval '28800 seconds' else interval '25200 seconds'"), "\(text)")
    #expect(PostgresDialect().table(of: once, today: 20_000) == nil)
    let often = ZoneTable(transitions: (1...8).map { $0 * 10_000_000 }, offsets: (0...8).map { $0 % 2 * 3_600 })
    #expect(try PostgresDialect().time(column, .iso, zone: often, called: "zone").contains("from zone where since <="))
    #expect(PostgresDialect().table(of: often, today: 20_000)?.contains("timestamp '-infinity'") == true)
  }

  /// A column of a type that has no like here is refused, never read as something near.
  @Test func refusesTypes() {
    let dialect = PostgresDialect()
    func column(_ type: SQLType) -> SQLColumn { SQLColumn(text: "t.c", type: type) }
    for type in [
      SQLType.decimal, .floating, .timestamp(decimals: 6), .instant(decimals: 6), .other("jsonb"), .any,
    ] {
      #expect(throws: SQLRefusal.columnType, "\(type)") { try dialect.text(column(type)) }
      #expect(throws: SQLRefusal.columnType, "\(type)") { try dialect.key(column(type)) }
    }
    for type in [SQLType.date, .timestamp(decimals: 6), .bytes, .named, .other("money"), .any] {
      #expect(throws: SQLRefusal.columnType, "\(type)") { try dialect.number(column(type)) }
    }
    for type in [SQLType.boolean, .bytes, .named, .other("time without time zone")] {
      #expect(throws: SQLRefusal.columnType, "\(type)") {
        try dialect.time(column(type), .iso, zone: Self.sevenHoursEast, called: "zone")
      }
    }
    #expect(throws: SQLRefusal.columnType) { try dialect.link(column(.date), to: .integer) }
    #expect(throws: SQLRefusal.columnType) { try dialect.link(column(.text), to: .floating) }
  }

  /// NaN is more than infinity there, so that one bound leaves out all three.
  @Test func numbersAreFinite() throws {
    let text = try PostgresDialect().number(SQLColumn(text: "t.c", type: .floating))
    #expect(text == "case when abs(t.c) < 'Infinity' then t.c end")
  }

  /// Names that are too long for PostgreSQL would be cut off, and could be one then.
  @Test func longHeadingsAreNumbers() throws {
    let session = try TextSession(DemoFixture.path)
    let long = "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on"
    _ = session.enter("metric \(long) = count(orders)")
    let text = session.enter("explain sql postgres show \(long)").results
    #expect(text.contains("as number_1") && !text.contains(long), "\(text)")
    #expect(session.enter("explain sql show \(long)").results.contains(long))
  }

  /// A deleted row with the key of one that is there is no second one.
  @Test func aKeyRepeatsOnlyAmongRowsThatAreThere() throws {
    let own = try OwnDatabase(
      """
      CREATE TABLE t(id INTEGER, gone INTEGER, kind TEXT);
      INSERT INTO t VALUES (1,1,'old'),(1,0,'new'),(2,0,'new');
      CREATE TABLE u(id INTEGER PRIMARY KEY, t_id INTEGER);
      INSERT INTO u VALUES (1,1),(2,1),(3,2),(4,null);
      """,
      model: """
        model own "Own"
        entity things { table t key id where gone = 0; dimension kind }
        entity uses { table u key id; link thing = t_id -> things; dimension kind = thing.kind }
        metric n = count(uses)
        """)
    let outcomes = try own.session().session.answersInSQL(of: "show n by kind")
    #expect(outcomes.contains { if case .same(let rows) = $0 { rows == 2 } else { false } }, "\(outcomes)")
    #expect(try own.rows("show n by kind") == #"[["new",3],[null,1]]"#)
    let text = try own.rows("explain sql postgres show n by kind")
    #expect(text.contains("from public.t as r") && !text.contains("row_number"), "\(text)")
  }

  /// Rows without a key of their own have no place that PostgreSQL would keep.
  @Test func refusesRowsWithoutAKey() throws {
    let own = try OwnDatabase(
      "CREATE TABLE t(a TEXT); INSERT INTO t VALUES ('x'),('x');",
      model: "model own \"Own\"\nentity rows {\n  table t\n  dimension a\n}\nmetric n = count(rows)\n")
    #expect(try own.rows("explain sql postgres show n").contains("rows that have no key"))
    #expect(!(try own.rows("explain sql show n").contains("rows that have no key")))
  }

  /// The database's own spelling of a name counts: PostgreSQL minds the case of names, SQLite does not.
  @Test func namesAreTheDatabases() throws {
    let own = try OwnDatabase(
      "CREATE TABLE Things(Id INTEGER PRIMARY KEY, \"Kind\" TEXT, At DATE); INSERT INTO Things VALUES (1,'x','2023-01-02');",
      model:
        "model own \"Own\"\nentity things {\n  table things key id\n  time at\n  dimension kind\n}\nmetric n = count(things)\n"
    )
    let text = try own.session().enter("explain sql postgres show n by kind").results.replacing("\\\"", with: "\"")
    for part in ["public.\"Things\" as r", "r.\"Id\" as id", "normalize(r.\"Kind\", nfc)", "r.\"At\"::timestamp"] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
  }
}
