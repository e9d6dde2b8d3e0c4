import KPILanguage
import Testing

/// `kpi fmt`: one form of every text, which says the same.
@Suite struct FormatTests {
  static let model: [Statement] = parse(
    Source(name: "crm", text: Files.text("Sources/KPICompiler/Model/crm.kpi") ?? ""), id: SourceID(0)
  ).statements
  static let names = NameTable(model)

  static func form(
    _ text: String, _ language: TextLanguage? = nil, isModel: Bool = false
  ) throws -> FormattedText {
    let source = Source(name: "test.kpi", text: text)
    let names = isModel ? nil : names
    let own = language == nil ? [] : parse(source, id: SourceID(0), names: names).statements
    let declares = own.contains { if case .declaration = $0.kind { true } else { false } }
    return try format(
      source, id: SourceID(0), names: names, language: language, pairs: declares ? NamePairs(model + own) : pairs)
  }

  static let pairs = NamePairs(model)

  static func tree(_ text: String, isModel: Bool = false, acrossLanguages: Bool = false) -> String {
    let source = Source(name: "test.kpi", text: text)
    let parsed = parse(source, id: SourceID(0), names: isModel ? nil : names)
    return parsed.diagnostics.isEmpty
      ? TreeText.of(parsed.statements, acrossLanguages: acrossLanguages) : "\(parsed.diagnostics)"
  }

  static func comments(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      line.drop { $0 == " " }.hasPrefix("#") ? String(line.drop { $0 == " " }) : nil
    }
  }

  // MARK: Properties

  /// Scripts, models, blocks of the documentation, the statements of the contract.
  static let corpus: [String] =
    Examples.good + Files.scripts.compactMap(Files.text) + Files.documentExamples
    + stride(from: 0, to: Files.referenceStatements.count, by: 150).map {
      // Every third fifty of them, in one text, which is read faster.
      Files.referenceStatements[$0..<min($0 + 50, Files.referenceStatements.count)].joined(separator: "\n")
    }
    + Files.names(in: "Tests/KPISessionTests/Golden").filter { $0.hasSuffix(".kpi") }.sorted().compactMap {
      Files.text("Tests/KPISessionTests/Golden/" + $0)
    } + Files.cases

  @Test func theCorpusIsThere() { #expect(Self.corpus.count > 200) }

  @Test func theTreeStaysAndOneFormIsEnough() throws {
    for text in Self.corpus {
      for isModel in [false, true] {
        let source = Source(name: "test.kpi", text: text)
        guard parse(source, id: SourceID(0), names: isModel ? nil : Self.names).diagnostics.isEmpty else { continue }
        let once = try Self.form(text, isModel: isModel).text
        #expect(Self.tree(once, isModel: isModel) == Self.tree(text, isModel: isModel), "\(text)")
        #expect(try Self.form(once, isModel: isModel).text == once, "\(text)")
        #expect(Self.comments(once).sorted() == Self.comments(text).map(trimmed).sorted(), "\(text)")
      }
    }
  }

  private func trimmed(_ comment: String) -> String {
    comment.hasPrefix("#>") || comment.hasPrefix("#!")
      ? comment : comment.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
  }

  @Test func thereAndBackIsTheSame() throws {
    for text in Self.corpus {
      let source = Source(name: "test.kpi", text: text)
      guard parse(source, id: SourceID(0), names: Self.names).diagnostics.isEmpty else { continue }
      let english = try Self.form(text, .en).text
      let vietnamese = try Self.form(english, .vi).text
      #expect(try Self.form(vietnamese, .en).text == english, "\(text)")
      // A text in English alone has gone that way already.
      if try Self.form(text).text != english {
        #expect(try Self.form(try Self.form(text, .vi).text, .en).text == english, "\(text)")
      }
      // But for names, it is the tree of the text itself.
      if text.utf8.count > 10_000 { continue }
      let plain = try format(source, id: SourceID(0), names: Self.names, language: .en).text
      #expect(
        Self.tree(plain, acrossLanguages: true) == Self.tree(text, acrossLanguages: true), "\(text)")
      let other = try format(source, id: SourceID(0), names: Self.names, language: .vi).text
      #expect(
        Self.tree(other, acrossLanguages: true) == Self.tree(text, acrossLanguages: true), "\(text)")
    }
  }

  // MARK: The form

  @Test(arguments: [
    ("show   revenue,aov   by month   year 2023", "show revenue, aov by month year 2023\n"),
    ("SHOW revenue BY month YEAR 2023", "show revenue by month year 2023\n"),
    ("xem doanh_thu thang nay so_voi_ky_truoc", "xem doanh_thu tháng này so với kỳ trước\n"),
    ("show revenue last 7 day", "show revenue last 7 days\n"),
    ("show revenue\n\n\n\nshow orders\n\n", "show revenue\n\nshow orders\n"),
    ("\n\nshow a;show b", "show a\nshow b\n"),
    ("show a; | take 3", "show a;\n| take 3\n"),
    ("print -(1+2)*-3", "print -(1 + 2) * -3\n"),
    ("assert $t[\"a\"].b=1 'no'", "assert $t[\"a\"].b = 1 'no'\n"),
    (
      "if $x>3{print 'a'}\nelse if $x>2{print 'b'} else{}",
      "if $x > 3 {\n  print 'a'\n} else if $x > 2 {\n  print 'b'\n} else {}\n"
    ),
    ("let x=count( orders )", "let x = count(orders)\n"),
    ("", ""), ("\n# only\n", "# only\n"),
    // What heads a column keeps its blanks: they are part of the column's name.
    ("show revenue/orders , orders", "show revenue/orders, orders\n"),
    ("show a # why\n\n# b\nshow c", "show a  # why\n\n# b\nshow c\n"),
    ("show a \\\n  by b", "show a by b\n"),
    ("show a # one\n  by b # two", "show a  # one\n  by b  # two\n"),
    (
      "show a # one\nshow a, b # two\nshow c\n\nshow a, b, d # three\n# own\nshow a # four",
      "show a     # one\nshow a, b  # two\nshow c\n\nshow a, b, d  # three\n# own\nshow a  # four\n"
    ),
    ("print 1 \\ # one\n + 2", "print 1  # one\n  + 2\n"),
    ("for m in months of year 2023 { # c\n\n print $m\n\n}", "for m in months of year 2023 {  # c\n  print $m\n}\n"),
    ("entity e { table e key id; name n }", "entity e {\n  table e key id\n  name n\n}\n"),
    ("show a; show b\n#> 1\n#> 2", "show a; show b\n#> 1\n#> 2\n"),
    ("sql 'select 1\n   from x'", "sql 'select 1\n   from x'\n"),
  ])
  func theForm(_ text: String, _ expected: String) throws { #expect(try Self.form(text).text == expected) }

  @Test func longLinesAreBrokenAtTheirClauses() throws {
    let long = """
      show revenue, orders, buyers, aov by month, source year 2023 where department in ('Hà Nội', 'Sài Gòn') and \
      group = VIP compare year order by revenue desc | derive x = revenue / orders | take 5
      """
    #expect(
      try Self.form(long).text == """
        show revenue, orders, buyers, aov by month, source year 2023
          where department in ('Hà Nội', 'Sài Gòn') and group = VIP compare year order by revenue desc
          | derive x = revenue / orders
          | take 5

        """)
    let metric = """
      metric m "Tên" = count(orders where status = placed and amount > 1000000 and source in (Facebook, Zalo)) as VND "x"
      """
    for line in try Self.form(metric, isModel: true).text.split(separator: "\n") { #expect(line.count <= 100) }
  }

  // MARK: Languages

  @Test(
    arguments: [
      ("show revenue last 7 days", "xem doanh_thu 7 ngày qua\n"),
      ("show revenue this month compare previous", "xem doanh_thu tháng này so với kỳ trước\n"),
      ("list orders where status = placed", "danh sách đơn_hàng lọc trạng_thái = placed\n"),
      ("print \"{round([revenue this month], 1)} đ\"", "ghi \"{làm_tròn([doanh_thu tháng này], 1)} đ\"\n"),
      ("as lan", "với vai lan\n"), ("metric x = revenue as VND", "chỉ số x = doanh_thu as VND\n"),
      ("forecast revenue next 3 months", "dự báo doanh_thu tới 3 tháng\n"),
      ("param m as month = previous month 'Kỳ'", "tham số m as tháng = tháng trước 'Kỳ'\n"),
      ("param s in values of source", "tham số s trong giá trị của nguồn\n"),
      ("for m in months of year 2023 {}", "với mỗi m trong tháng của năm 2023 {}\n"),
      ("assert [revenue this month] within 2% of 5M", "kiểm tra [doanh_thu tháng này] trong vòng 2% của 5M\n"),
      ("assert [revenue this month] within $t of 5M", "kiểm tra [doanh_thu tháng này] trong vòng $t của 5M\n"),
      (
        "metric x = count(distinct orders.customer) better lower",
        "chỉ số x = đếm(khác nhau đơn_hàng.khách_hàng) càng thấp càng tốt\n"
      ),
      ("set today 2023-12-31", "thiết lập hôm nay 2023-12-31\n"),
      ("show revenue this month | card", "xem doanh_thu tháng này | chú giải\n"),
      ("alert orders per day when orders < 3 'call'", "báo động đơn_hàng mỗi ngày khi orders < 3 'call'\n"),
      ("alerts this month", "các báo động tháng này\n"),
    ])
  func inVietnamese(_ text: String, _ expected: String) throws {
    #expect(try Self.form(text, .vi).text == expected)
    #expect(try Self.form(expected, .en).text == text + "\n")
  }

  @Test func valuesStay() throws {
    // `Đúng` right of `=` would be a value of the data, and a column of the script's own is no metric.
    #expect(try Self.form("show orders where flag = true", .vi).text == "xem đơn_hàng lọc flag = true\n")
    #expect(
      try Self.form("show revenue by source | derive orders = revenue * 2 | sort orders", .vi).text
        == "xem doanh_thu theo nguồn | tính orders = doanh_thu * 2 | sắp xếp orders\n")
    #expect(try Self.form("drill Facebook orders", .vi).text == "soi Facebook orders\n")
  }

  /// What is shown as it is written stays so: an answer is the same in both.
  @Test(arguments: [
    (
      "show revenue / orders by source | sort `revenue / orders`",
      "xem revenue / orders theo nguồn | sắp xếp `revenue / orders`"
    ),
    ("show orders, previous(orders) by month", "xem đơn_hàng, previous(orders) theo tháng"),
    (
      "funnel customers -> calls(status = answered) within 7 days -> orders this month",
      "phễu customers -> calls(status = answered) trong vòng 7 ngày -> orders tháng này"
    ),
    ("show revenue by employee.department, source", "xem doanh_thu theo employee.department, nguồn"),
    ("print \"{$t[\"Zalo\"].`revenue / orders`}\"", "ghi \"{$t[\"Zalo\"].`revenue / orders`}\""),
  ])
  func whatIsShownAsItIsWrittenStays(_ english: String, _ vietnamese: String) throws {
    #expect(try Self.form(english, .vi).text == vietnamese + "\n")
    #expect(try Self.form(vietnamese, .en).text == english + "\n")
  }

  /// A column is the model's where the question names it; others may be the report's own, or a script's.
  @Test func columnsOfATable() throws {
    #expect(
      try Self.form("show revenue by source | where revenue > 3 and source = Zalo | select source, revenue", .vi).text
        == "xem doanh_thu theo nguồn | lọc doanh_thu > 3 và nguồn = Zalo | chọn nguồn, doanh_thu\n")
    #expect(
      try Self.form(
        "funnel by source | sort orders\n$t | take 3 | sort revenue\nsql 'select 1 orders' | sort orders", .vi
      )
      .text
        == "phễu theo nguồn | sắp xếp orders\n$t | lấy 3 | sắp xếp revenue\nsql 'select 1 orders' | sắp xếp orders\n")
  }

  // MARK: What has no form

  @Test func aTextWithMistakesHasNone() {
    #expect(throws: FormatFailure.self) { try Self.form("show revenue by\nshow") }
  }
}
