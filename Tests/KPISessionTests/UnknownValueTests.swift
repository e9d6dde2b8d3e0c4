import Foundation
import KPISession
import Testing

/// A value that the data does not have: what values there are, and how many rows have each.
@Suite struct UnknownValueTests {
  private let session: TextSession

  init() throws {
    var options = SessionOptions()
    options.today = "2023-12-31"
    session = try TextSession(DemoFixture.path, options: options, format: .json)
  }

  /// The values of a query with their counts, as a message lists them: all, or the first eight and how many more.
  private func listed(_ query: String, _ word: String = "there are") throws -> String {
    let json = session.enter("sql '\(query)'").results
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let rows = (answer["rows"] as? [[Any]] ?? []).map { $0.map { "\($0)" } }
    try #require(rows.count > 1 && rows.allSatisfy { $0.count == 2 })
    let names = rows.prefix(8).map { "`\($0[0])` (\($0[1]))" }.joined(separator: ", ")
    return "\(word) \(names)" + (rows.count > 8 ? " … and \(rows.count - 8) more" : "")
  }

  private static let sources = """
    select s.name, count(c.id) as n from sources s left join customers c on c.source_id = s.id group by s.name
    """

  @Test(arguments: [
    "show revenue where source = 'Xyz' month 2023-09", "show new_customers where source in (Xyz) month 2023-09",
    "list customers where source contains 'qqq'", "show orders where source != 'Xyz'",
    "show count(customers where source = Xyz)",
  ])
  func theMostFrequentComeFirst(_ question: String) throws {
    let answer = session.enter(question)
    #expect(answer.status == .success && answer.messages.contains("unknown-value"), "\(answer.messages)")
    let there = try listed("\(Self.sources) order by n desc, s.name")
    #expect(answer.messages.contains("\(there)\""), "\(there)\n\(answer.messages)")
  }

  @Test func theNearestComeFirst() throws {
    let answer = session.enter("show revenue where source = 'Zaloo' month 2023-09")
    let there = try listed("\(Self.sources) order by s.name = ''Zalo'' desc, n desc")
    #expect(
      answer.messages.contains("nearest: `Zalo`") && answer.messages.contains("\(there)\""), "\(answer.messages)")
    // What holds the words comes before what is only frequent.
    let part = session.enter("show revenue where source = 'thiệu' month 2023-09")
    #expect(part.messages.contains("there are `Giới thiệu` ("), "\(part.messages)")
  }

  /// Each unknown value of a pasted list is told, none is offered with the rest still unknown, and nobody waits for it.
  @Test(.timeLimit(.minutes(1))) func aLongListIsToldSoon() throws {
    let wanted = (0..<2_000).map { "'Zalo\($0)'" }.joined(separator: ", ")
    let answer = session.enter("show new_customers where source in (Zalo, \(wanted)) month 2023-09")
    #expect(answer.status == .success)
    #expect(answer.results == session.enter("show new_customers where source = Zalo month 2023-09").results)
    #expect(answer.messages.components(separatedBy: "the data has no value").count - 1 == 2_000)
    #expect(!answer.messages.contains("write `"))
  }

  @Test func oneAloneIsOffered() {
    let one = session.enter("show new_customers where source in (Zalo, Facebok) month 2023-09")
    #expect(one.messages.contains("write `show new_customers where source in (Zalo, 'Facebook') month 2023-09`"))
    let two = session.enter("show new_customers where source in (Zallo, Facebok) month 2023-09")
    #expect(!two.messages.contains("write `") && two.messages.contains("nearest: `Facebook`"), "\(two.messages)")
  }

  @Test func inVietnamese() {
    let answer = session.enter("xem doanh_thu lọc nguồn = 'Xyz' tháng 2023-09")
    #expect(answer.messages.contains("\"có `"), "\(answer.messages)")
  }

  /// A dimension that a model computes, one that a link leads to, one that is asked of the rows' own.
  @Test(arguments: [
    ("show orders where status = plced", "select status, count(*) as n from orders group by status order by n desc"),
    (
      "show revenue where department = 'Xyz'",
      """
      select d.name, count(*) as n from orders o join employees e on e.id = o.employee_id join departments d \
      on d.id = e.department_id group by d.name order by n desc, d.name like ''Đ%'' desc, d.name
      """
    ),
  ])
  func whatIsCountedIsWhatIsAsked(_ question: String, _ query: String) throws {
    let answer = session.enter(question)
    let there = try listed(query)
    #expect(answer.messages.contains("\(there)\""), "\(there)\n\(answer.messages)")
  }

  @Test func bandsAreCountedToo() {
    let answer = session.enter("show new_customers where age_band = 'old'")
    #expect(answer.messages.contains("there are `") && answer.messages.contains("`25–34` ("), "\(answer.messages)")
  }

  @Test func inAPipeTheTablesOwn() {
    let answer = session.enter("list orders month 2023-09 | where status = 'plced'")
    #expect(answer.messages.contains("there are `placed` ("), "\(answer.messages)")
  }

  @Test func aStrictErrorListsThemToo() throws {
    var options = SessionOptions()
    options.today = "2023-12-31"
    options.isStrict = true
    let strict = try TextSession(DemoFixture.path, options: options, format: .json)
    let answer = strict.enter("show orders where status = plced")
    #expect(answer.status == .mistake && answer.messages.contains("there are `placed` ("), "\(answer.messages)")
  }

  /// Whoever sees no rows is told of no values, and counts are of his rows alone.
  @Test func aViewerIsToldOfHisOwn() throws {
    var options = SessionOptions()
    options.today = "2023-12-31"
    let all = session.enter("show orders where status = plced").messages
    let logins = session.enter(
      "sql 'select login from employees where kpi_access = ''own'' and login is not null order by id desc limit 1'")
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(logins.results.utf8)) as? [String: Any])
    options.login = try #require((answer["rows"] as? [[Any]])?.first?.first as? String)
    let own = try TextSession(DemoFixture.path, options: options, format: .json)
    let told = own.enter("show orders where status = plced").messages
    #expect(told.contains("unknown-value") && told != all, "\(told)")
  }
}
