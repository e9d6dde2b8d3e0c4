import KPISession
import Testing

/// What the subjects did, numbers reckoned from others by a word, and people by the name they are called.
struct LooseBuyingTests {
  private static func offered(_ line: String) throws -> String? {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter(line).status == .mistake, "\(line)")
    return session.session.suggestion
  }

  @Test(
    "those who bought are other ones than those who came",
    arguments: [
      ("có bao nhiêu khách ở Hà Nội mua hàng trong tháng 12", "xem khách mua tháng 2023-12 lọc tỉnh thành = 'Hà Nội'"),
      ("khách VIP mua bao nhiêu đơn trong quý 3", "xem đơn hàng quý 2023-Q3 lọc nhóm = 'VIP'"),
      ("khách nữ mua lần đầu tháng 12", "xem khách mua mới tháng 2023-12 lọc giới tính = 'female'"),
      ("how many customers in Hanoi bought again in 2023", "show buyers_repeat year 2023 where province = 'Hà Nội'"),
      ("customers who haven't ordered in 90 days", "list customers where [orders last 90 days] = 0"),
      (
        "mấy khách nam mấy khách nữ tháng 12",
        "xem khách hàng mới theo giới tính tháng 2023-12 lọc giới tính trong ('male', 'female')"
      ),
    ])
  func buyers(_ line: String, _ meant: String) throws { #expect(try Self.offered(line) == meant) }

  @Test(
    "one number without another, its part of a whole, among whom it is shared, and moving along",
    arguments: [
      ("doanh thu trừ đi chi phí marketing quý 4", "xem doanh thu - chi phí marketing quý 2023-Q4"),
      ("% doanh thu đến từ khách cũ q4", "xem tỷ lệ doanh thu mở rộng quý 2023-Q4"),
      ("% of calls answered by department", "show connect_rate by department"),
      ("revenue per customer by industry 2023", "show revenue / buyers by industry year 2023"),
      ("3 month rolling avg of revenue", "show rolling(revenue, 3 months) / 3 by month"),
      (
        "median order size by province 2023",
        "show median(orders.amount where status = placed) by province year 2023"
      ),
      ("share of revenue from top 10 customers 2023", "share revenue by customer year 2023 top 10"),
    ])
  func reckoned(_ line: String, _ meant: String) throws { #expect(try Self.offered(line) == meant) }

  @Test(
    "how much of a target was reached, in any order of the words",
    arguments: [
      ("phòng telesale đạt bao nhiêu % kế hoạch tháng này", "thẻ điểm tháng này lọc phòng ban = 'Telesale'"),
      ("% of target reached per rep this month", "scorecard by employee this month"),
    ])
  func attainment(_ line: String, _ meant: String) throws { #expect(try Self.offered(line) == meant) }

  @Test("a period up to now is not the whole month, and a literal says its own unit")
  func periods() throws {
    #expect(try Self.offered("doanh thu tháng này tới giờ") == "xem doanh thu từ 2023-12 đến hôm nay")
    #expect(try Self.offered("show revenue month 2023-Q3") == "show revenue quarter 2023-Q3")
    #expect(
      try Self.offered("số lượng bán theo ngành hàng năm 2023") == "xem số lượng bán theo nhóm hàng năm 2023")
  }

  @Test(
    "words that are one without their marks, numbers in a row, and what asks at a line's end",
    arguments: [
      ("top 10 kh chi tiêu nhiều nhất năm nay", "xem doanh thu theo khách hàng năm nay top 10"),
      ("doanh thu quí 1,2,3 năm 2023", "xem doanh thu theo quý từ 2023-Q1 đến 2023-Q3"),
      ("hôm nay có đơn nào chưa", "xem đơn hàng hôm nay"),
      ("khách mới hôm qua đến từ đâu", "xem khách hàng mới theo nguồn hôm qua"),
      ("giá trị hợp đồng trung bình theo quý năm nay", "xem trung_bình(hợp_đồng.giá_trị) theo quý năm này"),
      ("tỷ lệ mở email chiến dịch Zalo – Hè 2023", "xem tỷ lệ mở email lọc chiến dịch = 'Zalo – Hè 2023'"),
      ("inactive customers last 60 days", "list customers where [orders last 60 days] = 0"),
      ("điểm nps 4 quý gần nhất", "xem NPS 4 quý qua"),
    ])
  func words(_ line: String, _ meant: String) throws { #expect(try Self.offered(line) == meant) }

  @Test(
    "what would be looked over leads nowhere",
    arguments: ["inactive customers", "average number of calls per employee per day in december"])
  func nowhere(_ line: String) throws { #expect(try Self.offered(line) == nil) }

  @Test("`mỗi` is no customer who is new")
  func each() throws {
    #expect(
      try Self.offered("top 3 nguồn mỗi phòng ban theo doanh thu quý 4")
        == "xem doanh thu theo phòng ban, nguồn quý 2023-Q4 top 3 mỗi phòng ban")
  }
}
