import KPISession
import Testing

/// What Tab offers, by where the cursor stands.
@Suite struct CompletionTests {
  private static let rows = """
    INSERT INTO customers(id,name,source_id,relationship_id,province,created_at) VALUES
      (1,'An',1,1,'Hà Nội','2023-01-01'), (2,'Ba',1,2,'Hà Giang','2023-01-02'), (3,'Chi',2,2,'Hải Dương','2023-01-03');
    INSERT INTO orders(id,customer_id,employee_id,amount,status,created_at) VALUES (1,1,1,500,'placed','2023-02-01');
    """

  private let database: SmallDatabase

  init() throws { database = try SmallDatabase(Self.rows) }

  private func session() throws -> TextSession { try database.session(today: "2023-12-31", format: .table) }

  @Test(arguments: [
    // Verbs, metrics, clauses, dimensions: each where it stands.
    ("sh", "show"), ("show reven", "revenue"), ("show revenue ", "by"), ("show revenue by sou", "source"),
    ("show revenue mon", "month"), ("list cust", "customers"), ("explain ana", "analyze"),
    ("cycle rel", "relationship"),
    ("funnel customers -> ord", "orders"), ("why revenue month 2023-09 compare y", "compare year"),
    ("list customers where owner.dep", "department"), ("show orders, rev", "revenue"), ("show [rev", "revenue"),
    // In the language of the line, over several words, with and without marks.
    ("chu k", "chu kỳ"), ("xem doanh thu so với k", "so với kỳ trước"), ("xem doanh thu theo ngu", "nguồn"),
    ("xem don h", "hàng"),
    ("phe", "phễu"), ("ty t", "tỷ trọng"), ("xem đơn hàng theo nguồn | sap", "sắp xếp"),
    // Settings, their words, stages, columns.
    ("thiết lập ", "ngôn ngữ"), ("thiết lập ngôn n", "ngôn ngữ"), ("thiết lập ngôn ngữ v", "vi"),
    ("thiết lập mui", "múi giờ"),
    ("thiết lập nghiêm ngặt b", "bật"), ("tham số n với vai s", "số"), ("set la", "language"), ("set language v", "vi"),
    ("show orders by source | so", "sort"),
    ("show orders by source | sort ord", "orders"), ("show orders by source | chart ba", "bar"),
    ("show orders by source | chart bar t", "to"), ("show orders by source | select so", "source"),
    ("let x = sho", "show"), ("xem đơn hàng theo nguồn | biểu đồ cộ", "cột"),
    // What is declared.
    ("alert ord", "orders"), ("alert orders p", "per"), ("alert orders per we", "week"),
    ("alert orders per week wh", "when"), ("alert orders per week when ord", "orders"),
    ("target ord", "orders"), ("target orders 40 p", "per"), ("target orders 40 per mo", "month"),
    ("target orders 40 per month fo", "for"), ("target orders 40 per month for depa", "department"),
    // Inside a formula.
    ("metric x = count(ord", "orders"), ("metric x = count(orders wh", "where"),
    ("metric x = count(orders where sta", "status"), ("metric x = count(orders where status = pla", "placed"),
    ("show count(orders where sta", "status"), ("metric x = sum(orders.amount where sou", "source"),
    ("help revenu", "revenue"), ("values prov", "province"),
    // A name that goes on with a keyword does not hide the clause that the keyword begins.
    ("xem doanh thu theo ", "nguồn"), ("xem doanh thu theo ", "dòng hàng"), ("show revenue from ", "today"),
    ("xem doanh thu từ ", "hôm nay"), ("xem doanh thu lọc ", "trạng thái"),
    // Rows inside of what goes over rows, functions where they may stand, measures beside measures.
    ("show count(", "orders"), ("show count(", "distinct"), ("xem đếm(", "đơn hàng"), ("xem tổng(", "đơn hàng"),
    ("print ro", "round("), ("show revenue by source | derive x = ro", "round("),
    ("list orders where amount > ", "amount"), ("show previous(", "revenue"), ("xem kỳ_trước(", "doanh thu"),
    ("show orders by source having orders > ", "orders"),
    ("show revenue last ", "month"), ("show revenue last 7 ", "months"), ("xem doanh thu 7 ", "ngày"),
    ("xem doanh thu 7 ngày ", "gần đây"), ("for $m in months of ", "year"),
  ])
  func fits(_ typed: String, _ wanted: String) throws {
    let found = try session().session.completions(of: typed)
    #expect(found.contains(wanted), "\(typed): \(found.prefix(20))")
  }

  @Test(arguments: [
    // A name that nothing asked for reaches, a clause that is there, a word that begins nothing.
    ("show marketing_cost by ", "employee"), ("show revenue by source ", "by"),
    ("show revenue month 2023-09 ", "month"), ("show revenue month 2023-09 compare ", "by"),
    ("show revenue by ", "amount"), ("", "entity"), ("hello re", "revenue"), ("list customers ", "compare year"),
    ("list customers ", "order by"), ("list customers ", "top"), ("forecast revenue ", "by"), ("alerts ", "where"),
    // Other names that happen to begin so, functions that do not stand there, a metric without its brackets.
    ("show revenue ", "per order"), ("show revenue from ", "returning customers"), ("xem doanh thu từ ", "khách cũ"),
    ("xem doanh thu theo nguồn ", "khách"), ("show count(", "revenue"),
    ("show revenue by source | derive x = ", "avg("),
    ("list orders where amount > ", "revenue"), ("print ", "revenue"), ("show revenue by source top ", "with other"),
    ("show count(orders where ", "previous("), ("xem doanh t", "tháng"), ("và nguồn = ", "làm_tròn("),
    ("by ro", "round("),
  ])
  func fitsNot(_ typed: String, _ wanted: String) throws {
    let found = try session().session.completions(of: typed)
    #expect(!found.contains(wanted), "\(typed): \(found.prefix(20))")
  }

  @Test(arguments: [
    // Columns that a stage takes, those of earlier stages too.
    ("show orders by source, month year 2023 | pivot ", ["source", "month"]),
    ("show orders by source | derive half = orders / 2 | sort ha", ["half"]),
    ("show orders, revenue by source | select source, orders | sort so", ["source"]),
    ("show orders by source | sort orders ", ["desc", "asc"]),
    ("show orders by source | sort orders desc, so", ["source"]),
    ("show orders by source | take ", []), ("show orders by source | unpivot ", []),
    ("show orders by source | derive x ", ["="]), ("show orders by source | export \"x.csv\" ", ["excel"]),
    ("let t = show orders by source | sel", ["select"]), ("let t = show orders by source | select so", ["source"]),
    // What compares a value of its kind, and what it is compared with.
    ("list orders where amount ", ["=", "!=", "<", "<=", ">", ">=", "between", "in", "not", "is null", "is not null"]),
    ("list customers where province ", ["=", "!=", "in", "contains", "starts with", "not", "is null", "is not null"]),
    ("list customers where province not ", ["in", "contains", "starts with"]),
    ("danh sách khách hàng lọc tỉnh thành không ", ["bỏ trống", "trong", "chứa", "bắt đầu bằng"]),
    (
      "danh sách đơn hàng lọc số tiền ",
      ["=", "!=", "<", "<=", ">", ">=", "giữa", "trong", "không", "bỏ trống", "không bỏ trống"]
    ),
    ("list customers where source = Facebook o", ["or"]),
    ("show orders by source | where orders bet", ["between"]), ("show orders by source | where orders con", []),
    ("list customers where created_at > tod", ["today"]), ("list customers where province in ", ["("]),
    // Inside the braces of a text, a metric's value, a call.
    ("print \"{[reven", ["revenue"]), ("print \"a {[revenue mon", ["month"]),
    ("print \"{[revenue month 2023-09] a", ["as"]),
    ("print \"{[revenue] as pl", ["plain"]), ("print \"{{[reven", []), ("print \"{1} [reven", []),
    ("show orders by source | derive x = \"{ord", ["orders"]),
    ("print [revenue where sou", ["source"]), ("print [revenue where source = Fa", ["Facebook"]),
    ("show rolling(revenue, 3 mon", ["months"]), ("show ago(revenue, 1 ye", ["year"]),
    ("show to_date(revenue, qu", ["quarter"]), ("show sum(orders.amo", ["amount"]), ("show sum(orders.sta", []),
    ("show count(orders where status = placed p", []), ("show stock(opportunities whi", ["while"]),
    ("show stock(opportunities while created_at .. clo", ["closed_at", "closed"]),
    ("metric x = count(each orders.customer hav", ["having"]), ("metric x = revenue / days(P.la", ["last"]),
    ("metric x = revenue a", ["as"]), ("metric x = revenue as V", ["VND"]), ("segment s = customers whe", ["where"]),
    ("param n as num", ["number"]), ("assert [revenue] = 1 or e", ["or empty"]),
    // What an entry names itself.
    ("for $s in values of source { show revenue where source = $", ["$s"]),
    ("let t = show orders by source; print $t.ord", ["orders"]),
    ("let t = show orders by source; print $t[\"F", ["\"Facebook\""]),
    (
      "funnel customers -> orders ",
      [
        "->", "within", "overall", "by", "where", "month", "quarter", "year", "week", "day", "from", "last", "previous",
        "this", "today", "yesterday", "all", "in",
      ]
    ),
  ])
  func fitAlone(_ typed: String, _ wanted: [String]) throws {
    let found = try session().session.completions(of: typed)
    #expect(found == wanted, "\(typed): \(found)")
  }

  @Test func aClauseAloneIsCompletedAsThatOfTheLastQuestion() throws {
    let session = try session()
    #expect(session.session.completions(of: "by sou").isEmpty)
    _ = session.enter("show revenue month 2023-02")
    for (typed, wanted) in [
      ("b", "by"), ("by sou", "source"), ("and sou", "source"), ("and source = Fa", "Facebook"), ("compare y", "year"),
      ("where status = pl", "placed"), ("mon", "month"),
    ] {
      let found = session.session.completions(of: typed)
      #expect(found.contains { $0.hasSuffix(wanted) }, "\(typed): \(found)")
    }
    #expect(session.session.completion(of: "and source = Fa").line == "and source = Facebook")
    #expect(session.session.completion(of: "by depar").line == "by department")
  }

  @Test func valuesCarryTheirCounts() throws {
    let session = try session().session
    let completion = session.completion(of: "show orders where source = ")
    #expect(completion.candidates.map(\.shown) == ["Facebook (2)", "Zalo (1)"])
    #expect(completion.candidates.map(\.text) == ["Facebook", "Zalo"])
    // The status of what is asked, not of what else has one.
    #expect(session.completions(of: "show revenue where status = ") == ["placed"])
    #expect(session.completions(of: "xem doanh thu lọc trạng thái = ") == ["placed"])
    // One takes the place of the whole value, in quotes where it needs them.
    #expect(
      session.completion(of: "list customers where province = hà gi").line
        == "list customers where province = 'Hà Giang'")
    #expect(
      session.completion(of: "list customers where province in ('Hà Nội', hai").line?.hasSuffix("'Hải Dương'") == true)
    #expect(session.completion(of: "list customers where province = 'Hà G").line?.hasSuffix("= 'Hà Giang'") == true)
  }

  @Test func tabNeverTakesAwayWhatWasTyped() throws {
    let session = try session().session
    // Three begin so, and have only a quote and an H in common.
    let completion = session.completion(of: "list customers where province = ha")
    #expect(completion.candidates.count == 3 && completion.line == nil)
    #expect(session.completion(of: "list customers where province = hà ").candidates.count == 2)
    for typed in [
      "show r", "show R", "xem doanh t", "list customers where province = H", "chu", "so", "|", "$", "'", "\"", "[",
      "show (",
    ] {
      let completion = session.completion(of: typed)
      #expect(completion.line.map { $0.count >= typed.count } ?? true, "\(typed): \(completion.line ?? "")")
    }
  }

  @Test func afterDrillStandTheKeysAndColumnsOfTheLastResult() throws {
    let session = try session()
    #expect(session.session.completions(of: "drill ").isEmpty)
    _ = session.enter("show orders, revenue by source year 2023")
    #expect(session.session.completions(of: "drill ") == ["Facebook", "total"])
    #expect(session.session.completions(of: "drill Facebook ") == ["orders", "revenue"])
    _ = session.enter("xem đơn hàng, doanh thu theo nguồn năm 2023")
    #expect(session.session.completions(of: "soi Facebook ") == ["đơn_hàng", "doanh_thu"])
    _ = session.enter("show orders, revenue by source year 2023")
    #expect(session.session.completions(of: "| sort ").prefix(3) == ["source", "orders", "revenue"])
    #expect(session.session.completions(of: "| where source = ") == ["Facebook"])
  }

  @Test func variablesReportsAndFiles() throws {
    let scratch = try Scratch()
    _ = try scratch.file("monthly.kpi", "")
    _ = try scratch.file("more.txt", "")
    let session = try session()
    _ = session.enter("let besten = 5; report weekly($w) { print $w }")
    #expect(session.session.completions(of: "print $be") == ["$besten"])
    #expect(session.session.completions(of: "run we") == ["weekly"])
    #expect(session.session.completions(of: "import \"\(scratch.path)/mon") == ["\"\(scratch.path)/monthly.kpi\""])
    #expect(session.session.completions(of: ".read \(scratch.path)/mo").count == 2)
    #expect(session.session.completions(of: ".output \(scratch.path)/mor") == ["\(scratch.path)/more.txt"])
  }

  @Test func dotCommandsAndTheirWords() throws {
    let session = try session().session
    #expect(session.completions(of: ".o") == [".open", ".output", ".once"])
    #expect(session.completions(of: ".format ") == ["table", "csv", "tsv", "json", "jsonl", "md", "html", "excel"])
    #expect(session.completions(of: ".schema ord") == ["orders", "order_items"])
  }

  @Test func whatIsDefinedAtThePromptIsOffered() throws {
    let session = try session()
    #expect(session.session.completions(of: "show big_o").isEmpty)
    _ = session.enter("metric big_orders = count(orders where amount > 100)")
    #expect(session.session.completions(of: "show big_o") == ["big_orders"])
    #expect(session.session.completions(of: "show big_orders by sou") == ["source"])
  }
}
