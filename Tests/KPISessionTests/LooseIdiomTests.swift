import Foundation
import KPISession
import Testing

/// What is said in idioms; whole lines of them are among `Lines`.
struct LooseIdiomTests {
  private static func told(_ line: String) throws -> (offered: String?, messages: String) {
    let session = try TextSession(DemoFixture.path)
    let answer = session.enter(line)
    return (session.session.suggestion, answer.messages)
  }

  @Test(
    "an idiom holds whatever stands around it",
    arguments: [
      ("đội nào đang bét bảng quý 3", "xem doanh thu theo phòng ban quý 2023-Q3 | sắp xếp doanh thu tăng | lấy 1"),
      ("source nào lỗ tháng 12", "xem lợi nhuận theo nguồn tháng 2023-12 giữ lợi nhuận < 0"),
      (
        "opportunities untouched for over 3 weeks",
        "list opportunities where status = open and [opportunity_touches last 3 weeks] = 0"
      ),
      ("which department missed quota in q3", "scorecard by department quarter 2023-Q3 | where achieved < 100"),
    ])
  func around(_ line: String, _ meant: String) throws { #expect(try Self.told(line).offered == meant) }

  @Test("a word without its marks is no other one where its neighbours have theirs, nor is a part of a name")
  func marks() throws {
    let line = "xem khách mua theo phòng ban tháng 2023-11 top 1"
    for typed in ["phòng ban nào dẫn đầu về khách mua tháng trước", "phong ban nao dan dau ve khach mua thang truoc"] {
      let offered = try #require(try Self.told(typed).offered)
      #expect(!offered.contains("nhân viên"), "\(offered)")
      #expect(offered.contains("phòng ban"), "\(line)")
    }
  }

  @Test("the end of a year is no forecast where nobody asks for one; a day may be a year")
  func ambiguous() throws {
    for line in ["doanh thu cuối năm", "revenue dec 23"] { #expect(try Self.told(line).offered == nil, "\(line)") }
    #expect(try Self.told("revenue on dec 23").offered == "show revenue day 2023-12-23")
    #expect(try Self.told("revenue from dec 1 to dec 23").offered == "show revenue from 2023-12-01 to 2023-12-23")
    #expect(try Self.told("revenue dec '22").offered == "show revenue month 2022-12")
  }

  @Test("what keeps a line from being asked is told, with what the rest asks")
  func notUnderstood() throws {
    let stuck = try Self.told("revenue blah by source this month").messages
    #expect(stuck.contains("`blah` is not understood here; the rest asks `show revenue by source this month`"))
    let refused = try Self.told("top 10 customers by profit").messages
    #expect(refused.contains("`show profit by customer top 10` may be meant, which cannot be asked: "), "\(refused)")
    #expect(try Self.told("top 10 khách hàng theo lợi nhuận").messages.contains("nhưng câu đó không hỏi được"))
  }
}
