import Foundation
import KPISession
import Testing

/// What an entry means beside the ones before it.
@Suite struct GoingOnTests {
  private let prompt: PromptFixture

  init() throws { prompt = try PromptFixture(DemoFixture.path) }

  @Test(arguments: [
    ("show revenue, orders month 2023-09", "by department", "show revenue, orders month 2023-09 by department"),
    ("show revenue month 2023-09 by source", "month 2023-10", "show revenue month 2023-10 by source"),
    ("show revenue month 2023-09 by source", "last 3 months", "show revenue last 3 months by source"),
    ("show revenue by source month 2023-09", "compare year", "show revenue by source month 2023-09 compare year"),
    ("show revenue month 2023-09 compare year", "compare previous", "show revenue month 2023-09 compare previous"),
    ("show revenue top 3 by source", "top 5 with other", "show revenue top 5 with other by source"),
    (
      "show revenue where source = Zalo year 2023", "where source = Facebook",
      "show revenue where source = Facebook year 2023"
    ),
    ("show revenue year 2023", "and source = Zalo", "show revenue year 2023 where source = Zalo"),
    (
      "show revenue where source = Zalo year 2023", "and gender = nam",
      "show revenue where source = Zalo and gender = nam year 2023"
    ),
    (
      "show revenue where source = Zalo or source = Facebook", "and gender = nam or gender = nữ",
      "show revenue where (source = Zalo or source = Facebook) and (gender = nam or gender = nữ)"
    ),
    ("xem doanh thu theo nguồn tháng 2023-09", "tháng này", "xem doanh thu theo nguồn tháng này"),
    ("xem doanh thu tháng 2023-09", "và nguồn = Zalo", "xem doanh thu tháng 2023-09 lọc nguồn = Zalo"),
    ("xem doanh thu lọc nguồn = Zalo", "và giới tính = nam", "xem doanh thu lọc nguồn = Zalo và giới tính = nam"),
    ("xem doanh thu tháng này", "7 ngày qua", "xem doanh thu 7 ngày qua"),
    ("cycle relationship=Chốt days 8", "weeks 4", "cycle relationship=Chốt weeks 4"),
    ("journey days 7", "by department", "journey days 7 by department"),
    // Several at once; stages of the pipe that shape stay, those that write do not.
    ("show revenue by source", "by department month 2023-09", "show revenue by department month 2023-09"),
    (
      "show orders by source | sort orders | take 3", "year 2023",
      "show orders by source year 2023 | sort orders | take 3"
    ),
    ("show orders by source | export \"x.csv\"", "year 2023", "show orders by source year 2023"),
    ("show orders by source | chart", "year 2023", "show orders by source year 2023 | chart"),
    ("show orders by source | chart to \"x.svg\"", "year 2023", "show orders by source year 2023"),
    ("show orders by source | take 3", "by department | take 5", "show orders by department | take 5"),
  ])
  func clausesGoOn(_ last: String, _ clause: String, _ whole: String) throws {
    #expect(prompt.session.question(after: last, with: clause) == whole)
  }

  @Test(arguments: ["show orders", "print 1", "hello", "let x = 5", "drill Facebook orders", "| take 3", ".help", "by"])
  func whatIsNoClauseStandsForItself(_ entry: String) {
    let whole = prompt.session.question(after: "show revenue year 2023", with: entry)
    // `by` alone has a mistake, which is told beside what was asked.
    #expect(whole == (entry == "by" ? "show revenue year 2023 by" : nil))
  }

  /// What is no clause of the language, and means one: Enter takes the whole line.
  @Test(arguments: [
    ("show revenue by source month 2023-09", "30 ngày gần nhất", "show revenue by source 30 ngày qua"),
    ("show revenue by source month 2023-09", "limit 3", "| take 3"),
    ("show revenue by source month 2023-09", "sort by revenue", "| sort revenue asc"),
    ("show revenue by source month 2023-09", "chart", "| chart"),
    ("show revenue by source month 2023-09", "as a bar chart", "| chart bar"),
    (
      "show revenue by source month 2023-09", "vs last month", "show revenue by source month 2023-09 compare previous"
    ),
    ("show revenue by source", "vs last month", "show revenue by source compare with previous month"),
    ("show revenue month 2023-09", "per employee", "show revenue month 2023-09 by employee"),
    ("show revenue month 2023-09", "for October", "show revenue month 2023-10"),
  ])
  func whatMeansAClauseIsOffered(_ last: String, _ entry: String, _ whole: String) {
    _ = prompt.take(last)
    let answer = prompt.take(entry)
    #expect(prompt.session.suggestion == whole, "\(answer)")
    #expect(prompt.take(whole).contains("error[") == false)
  }

  @Test func aClauseWithoutAQuestionIsToldOfOne() {
    let answer = prompt.take("last 30 days")
    #expect(answer.contains("as in `show new_customers last 30 days`"), "\(answer)")
  }

  /// What stays of the question stays beside a mistake too, so that what is offered for it asks no more than was meant.
  @Test func aSlipKeepsTheOtherClauses() {
    let last = "show orders by source month 2023-09 where source = Zalo"
    func whole(_ clause: String) -> String? { prompt.session.question(after: last, with: clause) }
    #expect(whole("month 9") == "show orders by source where source = Zalo month 9")
    #expect(whole("top 5 source") == last + " top 5 source")
    #expect(whole("where source = Zalo or") == "show orders by source month 2023-09 where source = Zalo or")
  }

  @Test(arguments: ["09/2023", "9/2023"])
  func aMonthIsNoQuotient(_ entry: String) { #expect(prompt.session.printing(entry) == nil) }

  @Test func aConversationGoesOn() {
    #expect(prompt.take("month 2023-09").contains("error["))
    let alone = prompt.take("show orders year 2023")
    #expect(!alone.contains("kpi>"))
    let split = prompt.take("by source")
    #expect(split.hasPrefix("kpi> show orders year 2023 by source\n") && split.contains("Facebook"))
    // What is listed, drilled or described is no question to go on from.
    _ = prompt.take("drill Facebook orders")
    _ = prompt.take("values source")
    #expect(prompt.take("month 2023-09").hasPrefix("kpi> show orders month 2023-09 by source\n"))
    // A slip in a clause is mended in the whole line.
    let slip = prompt.take("by sorce")
    #expect(
      slip.contains("write `show orders by source month 2023-09`, or press Enter for it"), "\(slip)")
    #expect(prompt.desk.take(".edit") == .edit("show orders month 2023-09 by sorce"))
  }

  @Test func backLeavesADrill() {
    let asked = prompt.take("show orders by source year 2023")
    #expect(prompt.take("back").contains("nothing to go back to"))
    let rows = prompt.take("drill Facebook orders")
    #expect(rows.contains(" rows\n"))
    #expect(prompt.take("back").contains(asked.prefix { $0 != "*" }))
    // The table is at hand again, and there is nothing before it.
    #expect(prompt.take("| take 1").contains("source"))
    #expect(prompt.take("quay lại").contains("nothing to go back to"))
  }

  @Test func anExpressionAloneIsPrinted() {
    #expect(prompt.take("(3 + 4) * 2") == "14\n")
    #expect(prompt.take("2023") == "2023\n")
    #expect(prompt.take("let m = 6") == "")
    #expect(prompt.take("$m * 7") == "42\n")
    #expect(prompt.take("$m").hasPrefix("6\n"))
    #expect(prompt.take("[orders month 2023-09]") == prompt.take("print [orders month 2023-09]"))
    #expect(prompt.take("[orders mont 2023-09]").contains("error["))
  }

  /// The page's conversation: a line that the one before does not show is typed.
  @Test func thePagesConversationIsTrue() throws {
    let page = try String(contentsOfFile: MarkdownDocument.root + "/docs/prompt.md", encoding: .utf8)
    let block = try #require(page.split(separator: "```prompt\n").dropFirst().first?.split(separator: "```").first)
    var shown = ""
    var typed = 0
    for line in block.split(separator: "\n").map(String.init) where !shown.contains(line) {
      #expect(line.hasPrefix("kpi> "), "\(line) is not in \(shown)")
      shown = prompt.take(String(line.dropFirst(5)))
      typed += 1
    }
    #expect(typed == 4)
  }

  @Test func aTextGoesOnOverLines() {
    #expect(!Session.isFinished("print \"one"))
    #expect(Session.isFinished("print \"one\ntwo\""))
    #expect(prompt.take("print \"one\ntwo\"") == "one\ntwo\n")
    // In a script it ends on its line.
    #expect(prompt.session.run([Source(name: "s", text: "print \"one\ntwo\"")]) == .mistake)
  }
}

/// Numbers in texts.
@Suite struct PrintedNumberTests {
  private static let rows = """
    INSERT INTO customers(id,name,source_id,relationship_id,created_at) VALUES (1,'An',1,1,'2023-01-01'), (2,'Ba',1,1,'2023-01-01');
    INSERT INTO orders(id,customer_id,employee_id,amount,status,created_at) VALUES
      (1,1,1,648322000,'placed','2023-02-01'), (2,1,1,1000000,'placed','2023-03-01'), (3,2,1,500000,'placed','2023-03-02');
    """

  @Test(arguments: [
    ("print \"{[revenue month 2023-02]}\"", "648,322,000 ₫"),
    ("ghi \"{[revenue month 2023-02]}\"", "648.322.000 ₫"),
    ("ghi \"{[revenue month 2023-02] / [revenue year 2023] * 100}\"", "99,77"),
    ("ghi [revenue month 2023-02]", "648.322.000 ₫"),
    ("let t = show revenue by source year 2023; ghi \"{$t[\"Facebook\"].revenue}\"", "649.822.000 ₫"),
    ("print \"{[orders year 2023]} of {2023}\"", "3 of 2023"),
    ("print \"{[revenue month 2023-02] as 0.0M}\"", "648.3M ₫"),
    ("ghi \"{[revenue month 2023-02] as 0.00 tỷ}\"", "0,65 tỷ ₫"),
    ("print \"{[revenue month 2023-02] as plain}\"", "648322000"),
    ("print \"{[orders month 2023-03] / 3 as 0.000}\"", "0.667"),
    ("print \"{1234567 as 0}\"", "1,234,567"),
    // Other texts stay as they can be read again.
    ("let t = \"{[revenue month 2023-02]}\"; print $t", "648322000"),
    ("print \"{1234567} {7 / 2} {today}\"", "1234567 3.5 2023-12-31"),
  ])
  func asATableWritesThem(_ statements: String, _ wanted: String) throws {
    let database = try SmallDatabase(Self.rows)
    let answer = try database.session(today: "2023-12-31", format: .table).enter(statements)
    #expect(answer.results == wanted + "\n", "\(answer.messages)")
  }

  @Test func anUnknownFormIsAMistake() throws {
    let database = try SmallDatabase(Self.rows)
    for form in ["nice", "1.5", "0.0x", "0.00000000", ""] {
      let answer = try database.session(today: "2023-12-31", format: .table).enter("print \"{1 as \(form)}\"")
      #expect(answer.status == .mistake && answer.messages.contains("expected"), "\(form): \(answer.messages)")
    }
  }
}

/// What a drill shows.
@Suite struct DrillColumnsTests {
  private static let rows = """
    CREATE TABLE people(id INTEGER PRIMARY KEY, name TEXT, phone TEXT, town TEXT, made TEXT);
    INSERT INTO people VALUES (1,'An','090','Huế','2023-01-01'), (2,'Ba','091','Vinh','2023-01-02');
    """

  private static func model(_ columns: String) -> String {
    """
    model m
    subject people
    entity people { table people key id; name name; time made; dimension phone; dimension town; \(columns) }
    metric heads = count(people)
    """
  }

  @Test func theModelChooses() throws {
    let own = try OwnModel(Self.rows, model: Self.model("columns town, name, phone"))
    let session = try own.session(today: "2023-12-31", format: .table)
    let drilled = session.enter("show heads by town year 2023; drill Huế heads").results
    #expect(
      drilled.hasSuffix("id  town  name  phone\n──  ────  ────  ─────\n 1  Huế   An    090\n1 row\n"), "\(drilled)")
    // A list has everything.
    #expect(session.enter("list people").results.contains("made"))
  }

  @Test func whatIsNotThereIsAMistake() throws {
    let own = try OwnModel(Self.rows, model: Self.model("columns name, phon"))
    #expect(throws: (any Error).self) { try own.session(today: "2023-12-31") }
  }
}
