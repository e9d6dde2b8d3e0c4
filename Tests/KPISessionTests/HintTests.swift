import KPISession
import Testing

/// What is told of a question that is answered, and may mean something else than was thought.
@Suite struct HintTests {
  private func session(isStrict: Bool = false) throws -> TextSession {
    var options = SessionOptions()
    options.today = "2023-12-31"
    options.isStrict = isStrict
    return try TextSession(DemoFixture.path, options: options)
  }

  @Test(arguments: [
    ("xem doanh_thu theo nguon năm 2023", "nguon", "Nguồn"), ("xem don hang năm 2023", "don hang", "Đơn hàng"),
    ("danh sách khach_hang tháng 2023-09", "khach_hang", "Khách hàng"),
    ("list customers where tinh_thanh = 'Hà Nội' month 2023-09", "tinh_thanh", "Tỉnh thành"),
  ])
  func aNameWithoutMarksIsNoted(_ question: String, _ written: String, _ meant: String) throws {
    let answer = try session().enter(question)
    #expect(answer.status == .success)
    let text = answer.messages
    #expect(text.contains("[loose-name]") && text.contains("`\(written)`") && text.contains("`\(meant)`"), "\(text)")
    let strict = try session(isStrict: true).enter(question)
    #expect(strict.status == .mistake && strict.messages.contains("[loose-name]"), "\(strict.messages)")
  }

  @Test(arguments: [
    "xem doanh_thu theo nguồn năm 2023", "xem Doanh Thu theo nguồn năm 2023", "show REVENUE by Source year 2023",
    "list customers where name contains 'Minh' month 2023-09", "show orders where source = zalo year 2023",
    "funnel customers -> calls(status = answered) -> orders month 2023-09", "cycle relationship=Chốt days 8",
    "show orders where amount > [aov year 2023] year 2023", "list customers where [revenue all] > 100M",
    "show sum(orders.amount) year 2023", "growth month 2023-09", "retention months 3",
  ])
  func whatIsWrittenRightIsNot(_ question: String) throws {
    let answer = try session(isStrict: true).enter(question)
    #expect(answer.status == .success && !answer.messages.contains("loose-name"), "\(answer.messages)")
    #expect(!answer.messages.contains("company-value"), "\(answer.messages)")
  }

  @Test func theWholeCompanysNumberIsNoConditionOnRows() throws {
    let answer = try session().enter("show new_customers where [revenue all] > 100M year 2023")
    #expect(answer.status == .success)
    #expect(answer.messages.contains("warning[company-value]"), "\(answer.messages)")
    #expect(answer.messages.contains("segment wanted = customers where [revenue all] > 100M"), "\(answer.messages)")
    // What is offered asks it of each.
    let offered = try session().enter(
      "segment wanted = customers where [revenue all] > 100M; show new_customers where wanted year 2023")
    #expect(offered.status == .success && !offered.messages.contains("company-value"), "\(offered.messages)")
  }

  @Test(arguments: [
    ("show orders where source = province year 2023", "`(province)` compares with the dimension of that name"),
    ("list customers where owner != referrer year 2023", "no value `referrer`"),
    ("show revenue by round(amount) year 2023", "a model gives an expression one, `dimension NAME = round(…)`"),
    ("show revenue by month(created_at) year 2023", "write `by month`, which splits by the time that places the rows"),
    ("show revenue by created_at.month year 2023", "`created_at` is a time: `by month` splits"),
    ("show revenue where created_at.year = 2023", "`created_at in 2023-09` is a condition"),
    ("show percentile(orders.amount, 90) year 2023", "write `0.9`"),
    ("show revenue by quarter compare year", "`show revenue, ago(revenue, 1 year) by quarter` sets each quarter"),
    ("show orders where created_at >= '2023-09-01' year 2023", "write `2023-09-01`, without quotes"),
    ("show orders where amount > '500' year 2023", "write `500`, without quotes"),
    ("metric big = sum(orders.amount) where status = placed", "said inside its brackets: `count(E where C)`"),
    ("metric big = count(*)", "`count(E)` counts the rows of an entity"),
    ("metric big = case when revenue > 10 then 1 else 0 end", "write `if(C, X, Y)`"),
    ("select sum(amount) from orders", "`sql 'SELECT …'` asks the database itself"),
    ("show revenue by quarter compare previous", "`show revenue, previous(revenue) by quarter` sets each quarter"),
  ])
  func whatIsMeantIsShown(_ question: String, _ hint: String) throws {
    let answer = try session().enter(question)
    #expect(answer.messages.contains(hint), "\(answer.messages)\(answer.results)")
  }
}
