import Foundation
import KPIEngine
import KPILanguage
import KPIOutput
import KPISession
import Testing

/// The edges of the data and of the calendar: small databases whose answers are worked out by hand.
@Suite struct EdgeTests {
  /// A small database, and what questions to it answer.
  struct Edge: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let today: String
    let rows: String
    let asked: [(question: String, rows: String)]

    init(_ name: String, today: String, rows: String, asked: [(question: String, rows: String)]) {
      testDescription = name
      (self.today, self.rows, self.asked) = (today, rows, asked)
    }
  }

  @Test(arguments: edges)
  func answersAsWorkedOut(_ edge: Edge) throws {
    let database = try SmallDatabase(edge.rows)
    let session = try database.session(today: edge.today)
    for (question, rows) in edge.asked {
      let answer = session.enter(question)
      #expect(answer.status == .success, "\(question)\n\(answer.messages)")
      #expect(SmallDatabase.rows(answer.results) == rows, "\(question)\n\(answer.results)\(answer.messages)")
    }
  }

  // MARK: Every report over next to nothing

  static let reports = [
    "show revenue, orders, aov, buyers_new, cltv, retention_rate, open_opportunities by month year 2023 compare year",
    "show revenue", "show new_customers, average_open_days by source, age_band", "show customers_total by week month",
    "show revenue by source top 2 with other", "share new_customers by source", "growth year 2023",
    "growth by source month 2023-09", "funnel by source month 2023-09", "funnel detail all",
    "funnel customers -> calls(status = answered) within 8 days -> orders overall 30 days",
    "funnel strict customers -> orders by source month 2023-09", "cycle days 4", "cycle relationship=Chốt weeks 3",
    "cycle contracts days 4 by source", "journey days 4", "journey detail by owner weeks 2",
    "journey by department weeks 2", "portrait month 2023-09", "portrait all", "scorecard month 2023-09",
    "scorecard by employee month 2023-09 metrics revenue, orders weights revenue 2 grades A 90", "retention months 3",
    "retention orders weeks 2 by source", "list customers", "list orders month 2023-09", "values source",
    "values owner",
    "describe", "describe revenue", "explain analyze show revenue by source",
    "show revenue all | sort revenue | take 1",
  ]

  @Test(arguments: ["", "INSERT INTO customers(id,name,created_at) VALUES (1,'An','2023-09-05 10:00:00');"])
  func everyReportAnswers(_ rows: String) throws {
    let database = try SmallDatabase(rows, withLookups: false)
    for login in [nil, rows.isEmpty ? nil : "boss"] {
      if login != nil {
        try database.run(
          "INSERT INTO departments(id,name) VALUES (1,'D'); "
            + "INSERT INTO employees(id,name,login,department_id,kpi_access) VALUES (1,'B','boss',1,'own')")
      }
      for format in [KPIOutput.OutputFormat.table, .json] {
        let session = try database.session(today: "2023-12-31", login: login, format: format)
        for report in Self.reports {
          let answer = session.enter(report)
          #expect(answer.status == .success && !answer.results.isEmpty, "\(report)\n\(answer.messages)")
        }
        #expect(session.enter("forecast revenue next 3 months").messages.contains("a forecast needs"))
      }
    }
  }

  // MARK: Periods that no date names

  @Test(arguments: [
    ("last 100000 years", false), ("last 2024 years", false), ("last 2023 years", true),
    ("from today - 1000000 days to today", false), ("from today - 738884 days to today", true),
    ("from today to today + 8000 years", false), ("from today to today + 7976 years", true),
    ("year 9999", true), ("week 9999-W52", true), ("week 0001-W01", true), ("all", true),
  ])
  func aPeriodLiesInTheYearsOfDates(_ period: String, isThere: Bool) throws {
    let database = try SmallDatabase("")
    let session = try database.session(today: "2023-12-31")
    let answer = withExtendedLifetime(database) { session.enter("show new_customers \(period)") }
    #expect(answer.status == (isThere ? .success : .mistake), "\(period)\n\(answer.results)\(answer.messages)")
    #expect(answer.messages.contains("\"bad-period\"") == !isThere, "\(period)\n\(answer.messages)")
  }

  // MARK: Wrong data

  @Test func aSumThatOverflows() throws {
    let database = try SmallDatabase(
      """
      INSERT INTO orders(id,status,amount,created_at) VALUES
        (1,'placed',9223372036854775807,'2023-09-30 10:00:00'), (2,'placed',1,'2023-09-30 10:00:00'),
        (3,'placed',-9223372036854775807,'2023-10-30 10:00:00'), (4,'placed',-1,'2023-10-30 10:00:00');
      """)
    let session = try database.session(today: "2023-12-31")
    for question in ["show revenue month 2023-09", "show revenue month 2023-10", "show aov by employee month 2023-09"] {
      let answer = session.enter(question)
      #expect(answer.status == .data && answer.results.isEmpty, "\(question)\n\(answer.results)")
      #expect(answer.messages.contains("a sum or a product is larger than 64 bits hold"))
    }
    #expect(SmallDatabase.rows(session.enter("show revenue year 2023").results) == "[[0]]")
  }

  /// Floating sums that pass what is finite are no missing values; means of great whole numbers are divided before they are rounded.
  @Test func numbersNearTheirLimits() throws {
    let own = try OwnDatabase(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, r REAL, i INTEGER); INSERT INTO t VALUES "
        + "(1, '2024-01-01', 1.7e308, 99999999999999999), (2, '2024-01-02', 1.7e308, 99999999999999997), "
        + "(3, '2024-02-01', 5.5, 36028797018963971), (4, '2024-02-02', NULL, 2), (5, '2024-02-03', NULL, 1);",
      model: """
        model own "Own"
        subject t
        entity t { table t key id; time at; measure r; measure i }
        """)
    let session = try own.session(today: "2024-03-31")
    for question in ["show sum(t.r) month 2024-01", "show avg(t.r) by month all"] {
      let answer = session.enter(question)
      #expect(
        answer.status == .data && answer.messages.contains("larger than 64 bits hold"), "\(question)\n\(answer.results)"
      )
    }
    #expect(SmallDatabase.rows(session.enter("show sum(t.r) month 2024-02").results) == "[[5.5]]")
    #expect(SmallDatabase.rows(session.enter("show avg(t.i) month 2024-01").results) == "[[1e+17]]")
    #expect(SmallDatabase.rows(session.enter("show avg(t.i) month 2024-02").results) == "[[1.2009599006321324e+16]]")
  }

  @Test func aDepartmentTreeThatIsARing() throws {
    let database = try SmallDatabase(
      """
      INSERT INTO departments(id,name,parent_id,head_id) VALUES (11,'X',13,11), (12,'Y',11,NULL), (13,'Z',12,NULL);
      INSERT INTO employees(id,name,login,department_id,kpi_access) VALUES (11,'H','head',11,'own'), (12,'E','e',13,'own');
      INSERT INTO customers(id,name,created_at,owner_id) VALUES (1,'A','2023-09-01 10:00:00',12);
      """)
    let answer = try database.session(today: "2023-12-31", login: "head").enter("show new_customers month 2023-09")
    #expect(answer.status != .success && !answer.messages.isEmpty, "\(answer.results)\(answer.messages)")
    #expect(try database.session(today: "2023-12-31").enter("show new_customers").status == .success)
  }

  @Test func linksThatLeadNowhereAreTold() throws {
    let database = try SmallDatabase(
      "INSERT INTO orders(id,customer_id,status,amount,created_at) VALUES (1,99,'placed',1,'2023-09-30 10:00:00')")
    let session = try database.session(today: "2023-12-31", format: .table)
    // The first answer says that the day is pinned; the link is told with the first question that follows it, once.
    _ = session.enter("show new_customers month 2023-09")
    #expect(session.enter("show orders month 2023-09").messages.isEmpty)
    let answer = session.enter("show orders by source month 2023-09")
    #expect(session.enter("list orders month 2023-09").messages.isEmpty)
    #expect(answer.messages.contains("orders.customer_id: 1 link leads to no row, such as `99`, and counts as null"))
  }

  @Test func aTableThatIsNotThere() throws {
    let database = try SmallDatabase("DROP TABLE order_items; DROP TABLE stock_notes; DROP TABLE orders")
    let session = try database.session(today: "2023-12-31", format: .table)
    let answer = session.enter("show orders month 2023-09")
    #expect(answer.status == .data && answer.messages.contains("the database has no table for orders"))
    let beside = session.enter("show customers_total, orders month 2023-09")
    #expect(beside.status == .success, "\(beside.messages)")
    #expect(beside.messages.contains("the database has no table for orders"), "\(beside.messages)")
    let list = session.enter("list orders month 2023-09")
    #expect(list.status == .data && list.messages.contains("the database has no table for orders"))
    try database.run("DROP TABLE relationship_changes; DROP TABLE owner_changes; DROP TABLE customers")
    #expect(try database.session(today: "2023-12-31").enter("show new_customers").status == .data)
  }
}

/// A database of the reference schema with a few rows, deleted with the object.
///
/// Its constraints are not checked, so that it may hold what a database should not.
final class SmallDatabase {
  static let lookups = """
    INSERT INTO sources VALUES (1,'Facebook'), (2,'Zalo');
    INSERT INTO relationships VALUES (1,'Mới',1), (2,'Chốt',2);
    INSERT INTO departments(id,name) VALUES (1,'Sales');
    INSERT INTO employees(id,name,login,department_id) VALUES (1,'Lan','lan1',1), (2,'Lan','lan2',1), (3,'Minh','minh',1);
    """

  private let scratch: Scratch
  private var path: String { scratch.path + "/small.db" }

  init(_ rows: String, withLookups: Bool = true) throws {
    scratch = try Scratch()
    let schema = try String(contentsOfFile: MarkdownDocument.root + "/Sources/KPIDemo/schema.sql", encoding: .utf8)
    try run(schema + "\n" + (withLookups ? Self.lookups : "") + "\n" + rows)
  }

  /// Changes the file.
  func run(_ sql: String) throws {
    let off = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
    try SQLFixture(path).run(off + sql.replacing("PRAGMA foreign_keys = ON;", with: ""))
  }

  func session(
    today: String, login: String? = nil, format: KPIOutput.OutputFormat = .json
  ) throws -> TextSession {
    var options = SessionOptions()
    options.today = today
    options.login = login
    options.threads = 1
    return try TextSession(path, options: options, format: format)
  }

  /// The rows of a JSON result, as they are written.
  static func rows(_ json: String) -> String? {
    guard let start = json.firstRange(of: "\"rows\":"), let end = json.firstRange(of: ",\"total\":") else { return nil }
    return start.upperBound <= end.lowerBound ? String(json[start.upperBound..<end.lowerBound]) : nil
  }
}
