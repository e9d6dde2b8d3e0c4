import KPIEngine
import KPISQL
import KPISession
import Testing

/// Plans in SQL for Spark, as far as they can be looked at without one; `Tests/remote/spark.py` asks Sail, `make spark-test` a cluster.
@Suite struct SparkSQLTests {
  /// What SQLite says, Spark is told too, in no word of SQLite's or PostgreSQL's alone.
  @Test(arguments: PlanSQLTests.questions)
  func writesEveryOperator(_ question: String) throws {
    let answer = try TextSession(DemoFixture.path).enter("explain sql spark \(question)")
    // A portrait keeps the first ten of some of its tables.
    if question.hasPrefix("portrait") {
      #expect(answer.messages.contains("`top`"), "\(answer)")
      return
    }
    #expect(answer.status == .success, "\(answer.messages)")
    for word in [
      "julianday", "strftime", "typeof", "main.", "limit 1", " glob ", "::date", "::int", " collate ", "materialized",
      "column1",
    ] {
      #expect(!answer.results.contains(word), "\(word)\n\(answer.results)")
    }
    #expect(answer.results.contains("from default."))
    #expect(answer.results.hasPrefix("set time zone 'UTC';\n"))
    // Every order says where null stands; a day's number is never one.
    for line in answer.results.split(separator: "\n") where line.hasPrefix("order by") {
      #expect(line.split(separator: ",").allSatisfy { $0.contains("nulls ") || $0.hasSuffix(".n") }, "\(line)")
    }
  }

  @Test func isNamed() throws {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter("giải thích sql spark xem orders").results.contains("from default.orders"))
    #expect(session.enter("explain spark show orders").status == .mistake)
  }

  @Test(arguments: [
    ("plain", "'plain'"), ("it's", #"'it\'s'"#), (#"a\b"#, #"'a\\b'"#), (#"'\"#, #"'\'\\'"#), ("a\nb", "'a\nb'"),
    ("", "''"),
    ("${x}", #"'\u0024{x}'"#), ("$ {x}", "'$ {x}'"), ("a$", "'a$'"), ("$${", #"'$\u0024{'"#),
    ("'\u{301}", "'\\'\u{301}'"),
  ])
  func quotesTexts(_ text: String, _ literal: String) throws {
    #expect(try Array(SparkDialect().literal(text).utf8) == Array(literal.utf8))
  }

  @Test func refusesNUL() {
    #expect(throws: SQLRefusal.nul) { try SparkDialect().literal("a\0b") }
  }

  @Test(arguments: [
    ("orders", "orders"), ("Orders", "`Orders`"), ("order", "`order`"), ("a`b", "`a``b`"), ("a.b", "`a.b`"),
    ("1a", "`1a`"),
    ("ngày", "`ngày`"),
  ])
  func quotesNames(_ name: String, _ written: String) { #expect(SparkDialect().identifier(name) == written) }

  @Test func tablesLieInTheirSchema() {
    #expect(SparkDialect(schema: ["lake", "sales 1"]).table("orders") == "lake.`sales 1`.orders")
  }

  /// A Monday's number is divisible by seven; Spark counts from the same day.
  @Test func weeksBeginOnMonday() {
    #expect(SparkDialect().dayNumber(CivilDate(year: 2023, month: 9, day: 4).dayNumber) == "738766")
    #expect(738_766 % 7 == 0)
  }

  @Test(arguments: [
    ("int", SQLType.integer), ("decimal(18,2)", .decimal), ("decimal(20,0)", .integer), ("double", .floating),
    ("string", .text),
    ("varchar(20)", .text), ("timestamp", .instant(decimals: 6)), ("timestamp_ntz", .timestamp(decimals: 6)),
    ("binary", .bytes),
    ("char(3)", .other("char(3)")), ("string collate UNICODE_CI", .other("string collate UNICODE_CI")),
    ("array<int>", .other("array<int>")), ("map<string,int>", .other("map<string,int>")),
  ])
  func readsTypes(_ name: String, _ type: SQLType) { #expect(SQLType(spark: name) == type) }

  /// Texts of types that have their own order, lists and numbers with a point are the engine's.
  @Test(arguments: ["double", "decimal(18,2)", "timestamp", "array<int>", "char(3)", "binary"])
  func refusesTextsOfTheEngine(_ type: String) {
    #expect(throws: SQLRefusal.columnType) {
      try SparkDialect().text(SQLColumn(text: "t.x", type: SQLType(spark: type)))
    }
  }

  /// A zone whose clocks change is told by its own table, in one place.
  @Test func zonesAreOurOwn() throws {
    let zone = ZoneTable(
      transitions: (1...9).map { $0 * 10_000_000 }, offsets: [0, 3_600, 0, 3_600, 0, 3_600, 0, 3_600, 0, 3_600])
    let column = SQLColumn(text: "t.at", type: .instant(decimals: 6))
    let text = try SparkDialect().time(column, .iso, zone: zone, called: "zone")
    #expect(text.contains("array_position(sort_array(array(20000000000, 40000000000,"))
    #expect(SparkDialect().table(of: zone, today: 20_000) == nil)
  }

  /// Each letter of Vietnamese is there with every mark, hats and tones in either order where that means the same.
  @Test func composesLetters() throws {
    let text = try SparkDialect().text(SQLColumn(text: "t.x", type: .text))
    for item in ["â" + "a\u{302}", "ậ" + "ạ\u{302}", "ậ" + "â\u{323}", "ớ" + "ó\u{31B}", "Ữ" + "Ư\u{303}"] {
      #expect(text.unicodeScalars.split(separator: " ").contains { $0.elementsEqual(item.unicodeScalars) }, "\(item)")
    }
    #expect(text.contains("raise_error("))
  }
}
