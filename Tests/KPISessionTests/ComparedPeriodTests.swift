import KPISession
import Testing

/// `compare with last month` is whole and counted from today: where a reader would take it otherwise, a note says so.
@Suite struct ComparedPeriodTests {
  private func notes(_ question: String) throws -> String {
    var options = SessionOptions()
    options.today = "2023-12-14"
    let answer = try TextSession(DemoFixture.path, options: options).enter(question)
    return answer.results + answer.messages
  }

  @Test(arguments: [
    ("show revenue this month compare with last month", "its 14 days are compared with all of 2023-11-01 … 2023-11-30"),
    ("xem doanh thu tháng này so với tháng trước", "14 ngày của kỳ được so với toàn bộ 2023-11-01 … 2023-11-30"),
    ("show revenue month 2023-09 compare with last month", "counts from today: 2023-11-01 … 2023-11-30"),
  ])
  func isTold(_ question: String, _ note: String) throws {
    let told = try notes(question)
    #expect(told.contains(note), "\(question)\n\(told)")
  }

  @Test(arguments: [
    "show revenue month 2023-09 compare with month 2023-08", "show revenue this month compare previous",
    "show revenue previous month compare with month 2022-11", "show revenue month 2023-12 compare previous",
  ])
  func nothingIsToldWhereItIsPlain(_ question: String) throws {
    let told = try notes(question)
    #expect(!told.contains("counts from today") && !told.contains("are compared with all of"), "\(question)\n\(told)")
  }

  @Test(arguments: ["500.000", "5.000k", "20.000", "1.500.000"])
  func pointsThatGroupAreNoDecimals(_ number: String) throws {
    #expect(try notes("show orders year 2023 where amount > \(number)").contains("grouped with `_`"))
  }

  @Test(arguments: ["0.000", "1.5", "1.250", "12.50", "1000.000"])
  func decimalsStay(_ number: String) throws {
    #expect(try !notes("show orders year 2023 where amount > \(number)").contains("grouped"))
  }
}
