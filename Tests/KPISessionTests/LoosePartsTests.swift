import KPISession
import Testing

/// Lines that no reading from left to right has a place for: what their parts ask together.
struct LoosePartsTests {
  private static func offered(_ line: String) throws -> String? {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter(line).status == .mistake, "\(line)")
    return session.session.suggestion
  }

  @Test(
    "a line of known parts is understood in any order",
    arguments: [
      ("sms how many did we send in december", "show sms_sent month 2023-12"),
      ("december sms we sent how many", "show sms_sent month 2023-12"),
      ("tuần trước gửi bao nhiêu tin nhắn", "xem tin nhắn đã gửi tuần trước"),
      ("tin nhắn tuần trước gửi bao nhiêu", "xem tin nhắn đã gửi tuần trước"),
    ])
  func order(_ line: String, _ meant: String) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "a verb and what it is done to are one number",
    arguments: [
      ("gặp được bao nhiêu khách tháng này", "xem đếm(khác nhau cuộc_gặp.khách_hàng) tháng này"),
      ("how many customers were met in november", "show count(distinct meetings.customer) month 2023-11"),
      (
        "thang nao ban duoc nhieu tien nhat nam 2023",
        "xem doanh thu theo tháng năm 2023 | sắp xếp doanh thu giảm | lấy 1"
      ),
      ("conversion rate of zalo leads this year", "show lead_conversion this year where source = 'Zalo'"),
    ])
  func deeds(_ line: String, _ meant: String) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test(
    "one number over another, and a part of a whole",
    arguments: [
      (
        "which source brings the most revenue per customer this year", "show revenue / buyers by source this year top 1"
      ),
      (
        "which department has the lowest revenue per call",
        "show revenue / calls by department | sort `revenue / calls` asc | take 1"
      ),
      ("marketing cost as % of revenue by month in 2023", "show marketing_cost / revenue * 100 by month year 2023"),
      ("missed calls as a percentage of all calls last week", "show calls_missed / calls * 100 previous week"),
    ])
  func ratios(_ line: String, _ meant: String) throws {
    #expect(try Self.offered(line) == meant)
  }

  @Test("a team that does something is everybody, no way to split")
  func team() throws {
    #expect(try Self.offered("how many meetings did the team have in november") == "show meetings month 2023-11")
  }

  /// Each would be a line that means something else, with a word of it left out.
  @Test(
    arguments: [
      "list meetings Lan had last week", "how many phone calls did Lan make yesterday",
      "mấy hôm nay có bao nhiêu đơn mới", "what percent of orders were cancelled in q4",
      "total talk time of the call center in november", "how many customers did we lose last quarter and why",
      "which customers have contracts expiring in january", "tasks finished late last month",
    ])
  func nothingIsOfferedForWhatIsNotUnderstood(_ line: String) throws {
    #expect(try Self.offered(line) == nil, "\(line)")
  }
}
