import KPISession
import Testing

/// Rules of lines that the language does not take, each by a line and what is offered for it; nil where nothing may be.
struct LooseLineTests {
  private static func offered(_ line: String) throws -> String? {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter(line).status == .mistake, "\(line)")
    return session.session.suggestion
  }

  @Test(
    "the greatest change is asked of a comparison, not of the number",
    arguments: [
      ("nhân viên nào giảm doanh thu nhiều nhất tháng này", "so với kỳ trước", "revenue_change tăng"),
      ("nguồn nào tăng khách mới mạnh nhất quý này", "so với kỳ trước", "new_customers_change giảm"),
      ("which source dropped the most in revenue this month", "compare previous", "revenue_change asc"),
      ("sản phẩm nào giảm doanh thu nhiều nhất tháng này so với cùng kỳ", "so với cùng kỳ", "item_revenue_change tăng"),
    ])
  func greatestChange(_ line: String, _ compare: String, _ order: String) throws {
    let line = try #require(try Self.offered(line))
    #expect(line.contains(compare) && line.contains(order), "\(line)")
  }

  @Test(
    "what the model does not know is no slip of a name in the other language",
    arguments: [
      "list customers without phone", "list customers where phone is null", "customers with no phone number",
      "khách hàng chưa có số điện thoại", "list customers missing email",
      "which employee dropped the most this month vs last", "khách hàng doanh thu tháng 9", "top khách hàng",
      "customers with birthday this month",
    ])
  func unknown(_ line: String) throws {
    #expect(try Self.offered(line) == nil, "\(line)")
  }

  /// Each would have led to a line that means something else.
  @Test(
    arguments: [
      "doanh thu cuối năm", "nguon khong co khach moi thang 9", "old customers september",
      "roi by campaign", "đơn hàng cao nhất", "revenue early september", "don hang dau tien thang 9",
    ])
  func nothingIsOfferedForWhatIsNotUnderstood(_ line: String) throws {
    #expect(try Self.offered(line) == nil, "\(line)")
  }

  @Test("an English date that can be read both ways is offered both ways, and Enter takes neither")
  func ambiguousDate() throws {
    let session = try TextSession(DemoFixture.path)
    let told = session.enter("orders on 03/04/2023").messages
    #expect(told.contains("`show orders day 2023-04-03` where the day comes first"), "\(told)")
    #expect(told.contains("`show orders day 2023-03-04` where the month does"), "\(told)")
    #expect(session.session.suggestion == nil)
    // A date of the line that says which stands first says it of the others.
    #expect(try Self.offered("show revenue from 9/1/2023 to 9/30/2023") == "show revenue from 2023-09-01 to 2023-09-30")
    #expect(try Self.offered("show revenue from 1/9/2023 to 30/9/2023") == "show revenue from 2023-09-01 to 2023-09-30")
    #expect(try Self.offered("xem doanh thu ngày 03/04/2023") == "xem doanh thu ngày 2023-04-03")
  }

  @Test(
    "whose numbers they are is a condition, not a second number",
    arguments: [
      ("doanh thu của khách VIP tháng 12", "xem doanh thu tháng 2023-12 lọc nhóm = 'VIP'"),
      ("revenue from vip customers in december", "show revenue month 2023-12 where group = 'VIP'"),
      ("open rate of emails in november", "show open_rate month 2023-11"),
    ])
  func whose(_ line: String, _ meant: String) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "a part of a value is one where its dimension is named, and none of another dimension",
    arguments: [
      ("revenue of team Hanoi in dec", "show revenue month 2023-12 where department = 'Đội Hà Nội'"),
      ("doanh thu phòng miền bắc tháng 12", "xem doanh thu tháng 2023-12 lọc phòng ban = 'Kinh doanh miền Bắc'"),
      ("doanh thu miền bắc tháng 12", "xem doanh thu tháng 2023-12 lọc phòng ban = 'Kinh doanh miền Bắc'"),
    ])
  func partOfValue(_ line: String, _ meant: String) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "three slips of a line are mended together",
    arguments: [
      ("shw rev by sorce in q3 fom facebok", "show revenue by source quarter 2023-Q3 where source = 'Facebook'"),
      ("lst ordrs over 5m in ocotber", "list orders month 2023-10 where amount > 5M"),
      ("pheu theo nguonn thag 9", "phễu theo nguồn tháng 2023-09"),
      ("xem doan thu cua phong telesle t10", "xem doanh thu tháng 2023-10 lọc phòng ban = 'Telesale'"),
      (
        "xem doanh thu theo nhan vein thnag 9 nam 2023 loc nguon fb",
        "xem doanh thu theo nhân viên tháng 2023-09 lọc nguồn = 'Facebook'"
      ),
    ])
  func threeSlips(_ line: String, _ meant: String) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "what rows are ordered by is shown",
    arguments: [
      (
        "show revenue by month 2023 limit 3 order by orders",
        "show revenue, orders by month year 2023 | sort orders asc | take 3"
      ),
      ("biggest 10 orders in 2023", "list orders year 2023 | sort amount desc | take 10"),
      ("top 5 nhân viên theo đơn hàng tháng 11/2023", "xem đơn hàng theo nhân viên tháng 2023-11 top 5"),
    ])
  func order(_ line: String, _ meant: String) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "a name right behind another is what the number is of, or nobody knows",
    arguments: [
      ("order revenue by source", "show revenue by source"),
      ("doanh thu đơn hàng tháng 12", "xem doanh thu tháng 2023-12"),
      ("show revenue orders aov by source", "show revenue, orders, aov by source"),
      ("doanh thu tỷ lệ thắng tháng 12", nil),
      ("chi phí marketing khách theo tháng", nil),
    ])
  func neighbours(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "what a metric leaves out is another number than it has",
    arguments: [
      (
        "how many orders were cancelled in december", "show count(orders where status = 'cancelled') month 2023-12"
      ),
      ("tổng tiền các đơn hàng tháng 12", "xem doanh thu tháng 2023-12"),
      ("open tickets right now", "show tickets_open"), ("doanh thu hiện tại", nil),
      ("revenue mom", "show revenue this month compare previous"),
      ("revenue growth month over month in 2023", "show revenue, previous(revenue) by month year 2023"),
      ("hợp đồng ký mới trong quý 3", "xem hợp đồng quý 2023-Q3"), ("cơ hội sắp chốt tháng 1", nil),
      ("tồn kho hiện tại", nil),
    ])
  func anotherNumber(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "where only a period's end is said, it begins with the year; a list has all before it",
    arguments: [
      ("doanh thu đến hết tháng 9", "xem doanh thu từ 2023-01 đến 2023-09"),
      ("revenue before june", "show revenue from 2023-01 to 2023-05"),
      ("list orders before june 2023", "list orders where created_at < 2023-06"), ("revenue before 2023", nil),
    ])
  func openPeriod(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test("a line's language is that of its first word, whatever values follow")
  func languageOfTheLine() throws {
    #expect(try Self.offered("cycle Chốt 8 days") == "cycle relationship = 'Chốt' days 8")
    #expect(try Self.offered("mo ta nguon") == "mô tả nguồn")
  }

  @Test("an entity's name alone asks for those that are new, and what counts all of them is told")
  func allOfThem() throws {
    let session = try TextSession(DemoFixture.path)
    let told = session.enter("customers in december").messages
    #expect(session.session.suggestion == "show new_customers month 2023-12")
    #expect(told.contains("`show customers_total month 2023-12` counts all there are at its end"), "\(told)")
  }

  @Test("a value that the data does not have is mended where one is near, and the answer stands")
  func nearValue() throws {
    let session = try TextSession(DemoFixture.path)
    let answer = session.enter("show revenue where source = Facbook month 2023-12")
    #expect(answer.status == .success)
    #expect(session.session.suggestion == "show revenue where source = 'Facebook' month 2023-12")
    #expect(session.enter("show revenue where source = Qwertz month 2023-12").status == .success)
    #expect(session.session.suggestion == nil)
  }

  @Test(
    "a file at the end of a line is where the table goes",
    arguments: [
      ("export revenue by source to \"f.csv\"", "show revenue by source | export \"f.csv\""),
      (
        "xuất doanh thu theo nguồn tháng 12 ra file dt.xlsx",
        "xem doanh thu theo nguồn tháng 2023-12 | xuất \"dt.xlsx\""
      ),
      ("export revenue by source", nil),
    ])
  func export(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }
}
