import KPISession
import Testing

/// Lines about what rows have of their own, means, and times that are still to come; on Sunday 2023-12-31.
struct LooseRowTests {
  private static func offered(_ line: String) throws -> String? {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter(line).status == .mistake, "\(line)")
    return session.session.suggestion
  }

  @Test(
    "a mean is shared out among the days, or the different things that the rows have",
    arguments: [
      ("average calls per employee in december", "show calls / count(distinct calls.employee) month 2023-12"),
      ("average number of orders per month in 2023", "show orders / months(P) year 2023"),
      ("average revenue per customer by source", "show revenue / buyers by source"),
      ("số đơn trung bình một ngày trong tháng 11", "xem đơn_hàng / số_ngày(P) tháng 2023-11"),
      ("bình quân mỗi đơn bao nhiêu tiền năm nay", "xem giá trị đơn hàng trung bình năm nay"),
      ("csat trung bình quý 4", "xem CSAT quý 2023-Q4"), ("average revenue in december", nil),
      ("cost per lead in q3 2023", "show acquisition_cost / leads quarter 2023-Q3"),
    ])
  func means(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "a length of time is held against what the rows count it in",
    arguments: [
      ("calls shorter than 30 seconds in december", "show calls month 2023-12 where duration_seconds < 30"),
      ("cuộc gọi trên 10 phút hôm qua", "xem cuộc_gọi hôm qua lọc duration_seconds > 600"),
      ("khách hàng nam trên 40 tuổi", "xem khách hàng mới lọc giới tính = 'male' và tuổi > 40"),
      ("customers aged over 50", "show new_customers where age > 50"),
    ])
  func lengths(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "what is due is counted at that time, what is overdue is open after it",
    arguments: [
      ("tasks due this week", "show count(tasks at due_at) this week"),
      ("overdue tasks", "show stock(tasks while due_at .. completed_at)"),
      ("deals expected to close in january", "show count(opportunities at expected_close_on) month 2024-01"),
      ("contracts expiring in january", "show contracts_due month 2024-01"),
      ("hợp đồng sắp hết hạn tháng 2", "xem hợp đồng đến hạn tháng 2024-02"),
      ("hợp đồng hết hạn trong 60 ngày tới", "xem hợp đồng đến hạn từ 2024-01-01 đến 2024-02-29"),
      ("doanh thu 7 ngày tới", nil),
    ])
  func due(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "rows and groups are cut by a number of their own",
    arguments: [
      (
        "employees with revenue under 10 million this month", "show revenue by employee this month having revenue < 10M"
      ),
      ("khách hàng có trên 3 đơn hàng", "danh sách khách hàng lọc [đơn hàng tất cả] > 3"),
      ("danh sách khách mua trên 50 triệu năm nay", "danh sách khách hàng lọc [doanh thu năm nay] > 50tr"),
      ("show employees who made more than 200 calls this year", "show calls by employee this year having calls > 200"),
      ("conversion from calls to orders within 14 days", "funnel calls -> orders overall 14 days"),
      ("revenue last 3 months vs the 3 months before", "show revenue last 3 months compare previous"),
      ("top reasons for lost deals", "show lost_opportunities by lost_reason"),
    ])
  func ownNumbers(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "a number over another, at the ends of months, of two things, of what was not done",
    arguments: [
      ("marketing cost per new customer by source in 2023", "show marketing_cost / new_customers by source year 2023"),
      (
        "chi phí marketing trên mỗi khách mới theo kênh năm nay",
        "xem chi phí marketing / khách hàng mới theo nguồn năm nay"
      ),
      ("customers at the end of each month in 2023", "show customers_total by month year 2023"),
      ("revenue at the end of each month in 2023", nil),
      (
        "facebook so với zalo tháng 9 nguồn nào nhiều khách hơn",
        "xem khách hàng mới theo nguồn tháng 2023-09 lọc nguồn trong ('Facebook', 'Zalo')"
      ),
      ("facebook so với zalo tháng 9", nil),
      ("ds khách chưa gọi lần nào", "danh sách khách hàng lọc [cuộc gọi tất cả] = 0"),
      ("list customers never called", "list customers where [calls all] = 0"),
      ("top 3 sale có doanh số cao nhất quý 4", "xem doanh thu theo nhân viên quý 2023-Q4 top 3"),
      ("đơn hàng bị huỷ tháng này là bao nhiêu đơn", "xem đếm(đơn_hàng lọc trạng_thái = 'cancelled') tháng này"),
      (
        "month on month growth of new customers in 2023",
        "show new_customers, previous(new_customers) by month year 2023"
      ),
      ("lý do thua deal nhiều nhất quý này", "xem cơ hội mất theo lý do mất quý này top 1"),
      ("ds cơ hội đang mở giá trị trên 200tr", "danh sách cơ_hội lọc thời_điểm_đóng bỏ trống và giá_trị > 200tr"),
      ("list open deals this month", nil),
    ])
  func ratios(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "reports by what people call them, and who reached a target of one number",
    arguments: [
      ("from calls to orders within 14 days", "funnel calls -> orders overall 14 days"),
      ("lead to order funnel by department for october", "funnel leads -> orders by department month 2023-10"),
      (
        "funnel from new customer to contract for Facebook leads",
        "funnel new_customers -> contracts where source = 'Facebook'"
      ),
      (
        "which departments missed their call target last month",
        "scorecard metrics calls by department previous month | where achieved < 100"
      ),
      ("team nào hoàn thành kpi quý 3 tốt nhất", nil),
      ("unanswered calls by hour last week", "show calls_missed by hour previous week"),
      ("ytd revenue compared to the same time last year", "show revenue from 2023 to today compare year"),
      (
        "best selling products in Đà Nẵng this year",
        "show units_sold by product this year where province = 'Đà Nẵng' order by units_sold desc"
      ),
      ("doanh thu máy lọc nước quý 3", "xem doanh thu theo dòng hàng quý 2023-Q3 lọc nhóm hàng = 'Máy lọc nước'"),
      ("customer growth over the last 6 months", "growth last 6 months"),
      ("how is revenue trending this year", "show revenue by month this year"),
    ])
  func reports(_ line: String, _ meant: String?) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test("how many have never bought counts those; `[orders all] = 0` of a `show` would be the company's")
  func neverBought() throws {
    let line = try #require(try Self.offered("how many customers never bought"))
    #expect(line == "show count(customers where count(orders where status = placed per customer ever) = 0)")
  }

  /// Each would have led to a line that means something else.
  @Test(arguments: ["scorecard for sales department"])
  func leadsNowhere(_ line: String) throws {
    #expect(try Self.offered(line) == nil, "\(line)")
  }
}
