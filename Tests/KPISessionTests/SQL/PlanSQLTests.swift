import KPIEngine
import KPIOutput
import KPISession
import Testing

/// Plans in SQL, answered by SQLite over the same file.
@Suite struct PlanSQLTests {
  /// Every operator that has its SQL, over the demo.
  static let questions = [
    "show revenue, orders, aov", "show revenue, orders, aov by source month 2023-09",
    "show revenue by month year 2023", "show revenue, new_customers by source, month quarter 2023-Q3",
    "show revenue by month year 2023 compare year", "show orders by source month 2023-09 compare previous",
    "show customers_total, open_opportunities by week quarter 2023-Q3", "show pipeline_value by stage",
    "show buyers, buyers_existing, customers_interacted by month year 2023",
    "show cltv, retention_rate, average_open_days by source quarter 2023-Q3",
    "show orders by hour month 2023-09", "show orders, revenue by weekday, source month 2023-09",
    "show previous(revenue), ago(revenue, 1 year), rolling(revenue, 3 months), cumulative(orders) by month year 2023",
    "show so_far(orders), to_date(revenue, year) by month year 2023", "share revenue by source month 2023-09",
    "show revenue / [revenue all] * 100 by source", "show orders where customer.source = Facebook by month year 2023",
    "show orders where not (source = Facebook or source = Zalo) year 2023",
    "show orders where amount between 1000000 and 5000000 by source year 2023",
    "show new_customers where count(orders per customer) >= 2 by source year 2023",
    "show orders where count(orders per customer before this) = 0 by month year 2023",
    "show new_customers by age_band year 2023", "show revenue by employee year 2023 having revenue > 10M",
    "show median(orders.amount), avg(orders.amount), stddev(orders.amount) by source year 2023",
    "show first(orders.amount), last(orders.amount) by source year 2023", "growth year 2023",
    "growth by source month 2023-09",
    "funnel by source month 2023-09", "cycle days 8", "cycle relationship=Chốt weeks 4", "retention months 3",
    "portrait month 2023-09", "list orders month 2023-09", "list customers where source = Zalo",
    "journey days 8", "journey detail by owner weeks 4",
    "funnel customers -> calls(status = answered) within 8 days -> orders",
    "funnel customers -> orders within 1 month overall 3 months by source year 2023",
    "funnel strict customers -> orders by source quarter 2023-Q3",
    "scorecard month 2023-09", "scorecard by employee month 2023-09",
    "show target(revenue), revenue by month year 2023", "why revenue by source month 2023-09 compare previous",
  ]

  @Test(arguments: questions)
  func sqliteAnswersTheSame(_ question: String) throws {
    let session = try TextSession(DemoFixture.path)
    let outcomes = try session.session.answersInSQL(of: question)
    #expect(!outcomes.isEmpty)
    for outcome in outcomes {
      guard case .differs(let sql, let engine, let database) = outcome else { continue }
      Issue.record("\(question)\nengine \(engine)\ndatabase \(database)\n\(sql)")
    }
    #expect(outcomes.contains { if case .same(let rows) = $0 { rows > 0 } else { false } }, "\(outcomes)")
  }

  /// What is printed is what anybody's SQLite runs; a fault planted in it shows.
  @Test func thePrintedStatementRuns() throws {
    let session = try TextSession(DemoFixture.path, format: .csv)
    let question = "show revenue, orders, aov by source quarter 2023-Q3"
    func rows(_ statement: String) -> Set<String> {
      let answer = session.enter(statement)
      #expect(answer.status == .success, "\(statement)\n\(answer.messages)")
      return Set(answer.results.split(whereSeparator: \.isNewline).dropFirst().map(Self.rounded))
    }
    let sql = try TextSession(DemoFixture.path).enter("explain sql \(question)").results
    func asked(_ sql: String) -> String { "sql '\(sql.replacing("'", with: "''").replacing(";\n", with: ""))'" }
    let expected = rows(question)
    #expect(expected.count > 3)
    #expect(rows(asked(sql)) == expected)
    for (right, wrong) in [
      ("< '2023-10-01'", "< '2023-09-01'"), (">= '2023-07-01'", ">= '2023-08-01'"), ("sum(", "avg("),
      ("= 'placed'", "<> 'placed'"),
    ] {
      #expect(sql.contains(right), "\(right)")
      #expect(rows(asked(sql.replacing(right, with: wrong))) != expected, "\(right) → \(wrong)")
    }
  }

  /// A line of CSV, its numbers to six digits.
  private static func rounded(_ line: Substring) -> String {
    line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
      Double(cell).map { "\(($0 * 1_000_000).rounded() / 1_000_000)" } ?? String(cell)
    }.joined(separator: ",")
  }

  /// What SQL cannot say as the contract means it is refused, with the reason, in the language of the question.
  @Test(arguments: [
    ("explain sql show revenue by source top 3", "`top`"),

    ("explain sql show new_customers where source contains 'face'", "without case"),
    ("explain sql help", "model alone"),
    ("giải thích sql xem doanh thu theo nguồn top 3", "bảng chữ cái"),
  ])
  func refusesTheRest(_ question: String, _ reason: String) throws {
    let answer = try TextSession(DemoFixture.path).enter(question)
    #expect(answer.status == .mistake && answer.messages.contains("not-in-sql"), "\(answer)")
    #expect(answer.messages.contains(reason), "\(answer.messages)")
  }

  /// A viewer's statement shows what he may see: his numbers, and not everybody's.
  @Test(arguments: ["orders", "new_customers", "calls", "tickets"])
  func narrowsForAViewer(_ metric: String) throws {
    var options = SessionOptions()
    options.login = try Self.ownLogin()
    let question = "show \(metric) all"
    func last(_ text: String) -> Substring? { text.split(whereSeparator: \.isNewline).last }
    let own = try TextSession(DemoFixture.path, options: options, format: .csv).enter(question)
    let written = try TextSession(DemoFixture.path, options: options).enter("explain sql \(question)")
    #expect(written.status == .success, "\(written)")
    let everybody = try TextSession(DemoFixture.path, format: .csv)
    let statement = written.results.replacing(";", with: "").replacing("'", with: "''")
    let found = everybody.enter("sql '\(statement)'")
    #expect(found.status == .success && last(found.results) == last(own.results), "\(found) \(own)")
    #expect(last(everybody.enter(question).results) != last(own.results))
  }

  private static func ownLogin() throws -> String {
    let answer = try TextSession(DemoFixture.path, format: .csv)
      .enter("sql 'select login from employees where kpi_access = ''own'' limit 1'")
    return answer.results.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
  }

  /// `explain sql '…'` is about a query, `explain sql show …` about a question.
  @Test func readsBothForms() throws {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter("explain sql show orders").results.hasPrefix("with"))
    #expect(session.enter("explain sql 'select 1'").messages.contains("misplaced-sql"))
  }

  /// Entities, tables and columns may be called as parts of a statement, as words of SQL, or as the statement's own columns.
  @Test(arguments: [
    "show sums, lines by month year 2023", "show sums by `order`, quarter year 2023 compare year",
    "share lines by `order`", "list numbers", "journey by state days 8", "funnel people -> numbers -> units",
    "show steps, sums by state", "show moves, lines, steps by month year 2023",
  ])
  func namesOfAModelAreNoWordsOfSQL(_ question: String) throws {
    let own = try OwnDatabase(
      """
      CREATE TABLE "references"(id INTEGER PRIMARY KEY, "group" TEXT, state TEXT, at TEXT);
      INSERT INTO "references" VALUES (1,'a','x','2023-01-02'),(2,'b','y','2023-02-03'),(3,'a','x','2023-02-04');
      CREATE TABLE numbers("Copy" TEXT, "select" REAL, unit TEXT, row_number INTEGER, who INTEGER, "when" TEXT);
      INSERT INTO numbers VALUES ('k1',1.5,'a',9,1,'2023-01-05'),('k1',2.5,'a',8,2,'2023-02-06'),('k2',4,'b',7,1,'2023-05-01');
      CREATE TABLE units("values" INTEGER PRIMARY KEY, who INTEGER, "from" TEXT);
      INSERT INTO units VALUES (1,1,'2023-03-01'),(2,3,'2023-04-01');
      CREATE TABLE zone(id INTEGER PRIMARY KEY, who INTEGER, before TEXT, after TEXT, at TEXT);
      INSERT INTO zone VALUES (1,1,'x','y','2023-06-01'),(2,2,'y','x','2024-06-12');
      """,
      model: """
        model own "Own"
        subject people
        entity people {
          table `references` key id
          time at
          dimension `order` = `group`
          dimension state
          history state = zone by who at at from before to after
        }
        entity numbers {
          table numbers key `Copy`
          time `when`
          measure amount = `select`
          link who = who -> people
        }
        entity units {
          table units key `values`
          time `from`
          link who = who -> people
        }
        entity zone {
          table zone key id
          time at
        }
        metric sums = sum(numbers.amount)
        metric lines = count(numbers)
        metric steps = count(units)
        metric moves = count(zone)
        """)
    let session = try own.session()
    let outcomes = try session.session.answersInSQL(of: question)
    #expect(
      !outcomes.isEmpty && outcomes.allSatisfy { if case .same(let rows) = $0 { rows > 0 } else { false } },
      "\(outcomes)")
  }

  /// The first and last row's value is meant, null where that row has none: not that of the next.
  @Test func theLastValueMayBeNull() throws {
    let own = try OwnDatabase(
      """
      CREATE TABLE t(id INTEGER PRIMARY KEY, at TEXT, price REAL);
      INSERT INTO t VALUES (1,'2023-01-01',10.5),(2,'2023-01-02',20.5),(3,'2023-01-03',NULL),(4,'2023-02-01',NULL),(5,'2023-02-02',7.5);
      """,
      model:
        "model own \"Own\"\nentity t {\n  table t key id\n  time at\n  measure price\n}\nmetric n = count(t)\n")
    let question = "show first(t.price), last(t.price) by month quarter 2023-Q1"
    #expect(try own.rows(question) == #"[["2023-01",10.5,null],["2023-02",null,7.5],["2023-03",null,null]]"#)
    let outcomes = try own.session().session.answersInSQL(of: question)
    #expect(outcomes.contains { if case .same(let rows) = $0 { rows == 3 } else { false } }, "\(outcomes)")
  }

  /// Rows of a view are told apart by a key alone.
  @Test func refusesAViewWithoutAKey() throws {
    let own = try OwnDatabase(
      "CREATE TABLE t(a TEXT); INSERT INTO t VALUES ('x'),('x'); CREATE VIEW v AS SELECT a FROM t;",
      model: "model own \"Own\"\nentity rows {\n  table v\n  dimension a\n}\nmetric n = count(rows)\n")
    #expect(try own.rows("show n") == "[[2]]")
    let refusal = try own.rows("explain sql show n")
    #expect(refusal.contains("rows that have no key"), "\(refusal)")
  }
}
