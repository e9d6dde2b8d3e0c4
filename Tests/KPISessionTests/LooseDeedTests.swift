import KPISession
import Testing

/// Rules of lines about what somebody did, each by a line and what is offered for it; nil where nothing may be.
struct LooseDeedTests {
  private static func offered(_ line: String) throws -> String? {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter(line).status == .mistake, "\(line)")
    return session.session.suggestion
  }

  private static func check(_ line: String, _ meant: String?, _ place: SourceLocation = #_sourceLocation) throws {
    let found = try offered(line)
    #expect(found == meant, "\(line)", sourceLocation: place)
  }

  @Test(
    "the period is that of the number, unless the line says that the rows came in it",
    arguments: [
      ("kh nào chưa mua gì trong năm 2023", "danh sách khách hàng lọc [đơn hàng năm 2023] = 0"),
      ("customers who havent bought since september", "list customers where [orders from 2023-09 to today] = 0"),
      ("kh mua tu 2 don tro len nam nay", "danh sách khách hàng lọc [đơn hàng năm nay] >= 2"),
      ("khách mua từ 2 đơn trở lên", "danh sách khách hàng lọc [đơn hàng tất cả] >= 2"),
      ("customers who ordered at least twice this year", "list customers where [orders this year] >= 2"),
      (
        "customers in hanoi with more than 50 million revenue in 2023",
        "list customers where province = 'Hà Nội' and [revenue year 2023] > 50M"
      ),
      ("customers created in 2023 who never bought", "list customers year 2023 where [orders all] = 0"),
      ("nhan vien chua co don hang nao thang 9", "danh sách nhân viên lọc [đơn hàng tháng 2023-09] = 0"),
    ])
  func ownNumbers(_ line: String, _ meant: String) throws { try Self.check(line, meant) }

  @Test(
    "a verb says what is counted, and is no state of the customers'",
    arguments: [
      ("nv nào chốt nhiều đơn nhất tháng 11", "xem đơn hàng theo nhân viên tháng 2023-11 top 1"),
      ("nhân viên gọi nhiều nhất tuần này", "xem cuộc gọi theo nhân viên tuần này top 1"),
      ("cuộc gọi đến tháng 11", "xem cuộc gọi tháng 2023-11 lọc chiều = 'in'"),
      ("outbound calls last week", "show calls previous week where direction = 'out'"),
      ("khách mua lần đầu tháng 12", "xem khách mua mới tháng 2023-12"),
    ])
  func deeds(_ line: String, _ meant: String) throws { try Self.check(line, meant) }

  @Test(
    "values that are compared stand in rows, numbers in columns, a number and its target in a scorecard",
    arguments: [
      (
        "facebook so với zalo doanh thu năm 2023",
        "xem doanh thu theo nguồn năm 2023 lọc nguồn trong ('Facebook', 'Zalo')"
      ),
      (
        "revenue from facebook vs zalo in 2023",
        "show revenue by source year 2023 where source in ('Facebook', 'Zalo')"
      ),
      ("marketing spend vs revenue by source in 2023", "show marketing_cost, revenue by source year 2023"),
      ("doanh thu so với chỉ tiêu tháng 12", "thẻ điểm các chỉ số doanh thu tháng 2023-12"),
      ("nhân viên nào chưa đạt chỉ tiêu tháng 12", "thẻ điểm theo nhân viên tháng 2023-12 | lọc đạt < 100"),
      ("reps below target in november", "scorecard by employee month 2023-11 | where achieved < 100"),
    ])
  func beside(_ line: String, _ meant: String) throws { try Self.check(line, meant) }

  @Test(
    "a part of a month has its ten days; of other units nobody knows which are meant",
    arguments: [
      ("doanh thu đầu tháng 12", "xem doanh thu từ 2023-12-01 đến 2023-12-10"),
      ("doanh thu giữa tháng 11", "xem doanh thu từ 2023-11-11 đến 2023-11-20"),
      ("doanh thu cuối tháng trước", "xem doanh thu từ 2023-11-21 đến 2023-11-30"),
      ("doanh thu cuối năm", nil), ("doanh thu đầu quý 3", nil), ("revenue early december", nil),
    ])
  func partsOfMonths(_ line: String, _ meant: String?) throws { try Self.check(line, meant) }

  @Test(
    "the greatest of rows are the rows; how many there are has no size",
    arguments: [
      ("đơn nào nhỏ nhất tháng 12", "danh sách đơn hàng tháng 2023-12 | sắp xếp số tiền tăng | lấy 1"),
      ("đơn hàng lớn nhất năm", "danh sách đơn hàng năm nay | sắp xếp số tiền giảm | lấy 1"),
      ("đơn hàng nào trên 100 triệu năm nay", "danh sách đơn hàng năm nay lọc số tiền > 100tr"),
      ("value of open deals by rep", "show pipeline_value by employee"),
      ("won deals value per month", "show won_value by month"),
      ("đơn hàng nhiều nhất tháng 12", nil), ("khách hàng có đơn hàng trên 5 triệu", nil),
      ("khách có đơn trên 10tr tháng 9", nil),
      ("khách hàng có doanh thu trên 100 triệu", "danh sách khách hàng lọc [doanh thu tất cả] > 100tr"),
      ("revenue share by source each month 2023-Q3", nil), ("tỷ trọng doanh thu theo nguồn mỗi tháng quý 3", nil),
    ])
  func rows(_ line: String, _ meant: String?) throws { try Self.check(line, meant) }

  @Test(
    "funnels, cycles and cohorts by what is said of their steps",
    arguments: [
      ("funnel from calls to orders within 14 days in october", "funnel calls -> orders overall 14 days month 2023-10"),
      ("phễu từ cuộc gọi ra đơn trong 30 ngày tháng 10", "phễu cuộc gọi -> đơn hàng toàn chặng 30 ngày tháng 2023-10"),
      ("chu kỳ từ lúc tạo đến lúc chốt 6 tuần gần nhất", "chu kỳ mối_quan_hệ = 'Chốt' tuần 6"),
      ("monthly retention 2023", "retention months 12"), ("growth of customers in 2023 by month", "growth year 2023"),
      ("growth of customers in 2023 by day", nil), ("doanh thu 6 tháng tới", "dự báo doanh thu 6 tháng tới"),
      ("what percent of orders came from zalo last quarter", "share orders by source previous quarter"),
    ])
  func steps(_ line: String, _ meant: String?) throws { try Self.check(line, meant) }

  @Test("a word of one language is none to look over in the other")
  func languages() throws {
    // `roi` is no `rồi`.
    try Self.check("roi by campaign", nil)
    try Self.check("revenue order by month", "show revenue by month")
    try Self.check("top 3 nhan vien chot nhieu don nhat nam nay", "xem đơn hàng theo nhân viên năm nay top 3")
  }
}
