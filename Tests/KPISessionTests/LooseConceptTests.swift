import KPISession
import Testing

/// Numbers that the model has no metric for, formulas of a spreadsheet, and words that keep a line from being understood.
struct LooseConceptTests {
  private static func told(_ line: String) throws -> (messages: String, offered: String?) {
    let session = try TextSession(DemoFixture.path)
    let told = session.enter(line)
    #expect(told.status == .mistake, "\(line)")
    return (told.messages, session.session.suggestion)
  }

  @Test(
    "a number that the model has not is reckoned from those it has, and told how it is defined",
    arguments: [
      ("gross profit by month 2023", "show revenue - cost_of_sales by month year 2023", "metric gross_profit"),
      ("loi nhuan gop thang 12", "xem doanh_thu - giá_vốn tháng 2023-12", "chỉ số gross_profit"),
      ("repeat purchase rate 2023", "show buyers_repeat / buyers * 100 year 2023", "as %"),
      ("cost per new customer by source 2023", "show acquisition_cost / leads by source year 2023", "cost_per_lead"),
    ])
  func reckoned(_ line: String, _ offered: String, _ definition: String) throws {
    let told = try Self.told(line)
    #expect(told.offered == offered)
    #expect(told.messages.contains(definition), "\(told.messages)")
  }

  @Test("what is meant by a name in more than one way is not answered, but told how it may be defined")
  func ambiguous() throws {
    let told = try Self.told("roi by campaign")
    #expect(told.offered == nil)
    #expect(told.messages.contains("metric marketing_roi"), "\(told.messages)")
  }

  @Test(
    "the definition that is told can be entered",
    arguments: ["gross margin 2023", "tỷ lệ mua lại năm 2023", "roas by source 2023", "roi by campaign"])
  func definitionsCanBeEntered(_ line: String) throws {
    let session = try TextSession(DemoFixture.path)
    let told = session.enter(line).messages
    let start = try #require(["`metric ", "`chỉ số "].compactMap { told.firstRange(of: $0) }.first)
    let rest = told[start.lowerBound...].dropFirst()
    let definition = String(rest.prefix { $0 != "`" })
    #expect(session.enter(definition).status == .success, "\(definition)")
  }

  @Test("what cannot be asked of such a number leads to no other one")
  func noSibling() throws { #expect(try Self.told("gross profit by product").offered == nil) }

  @Test(
    "formulas of a spreadsheet by their conditions",
    arguments: [
      (
        "=SUMIFS(revenue; source; \"Facebook\"; month; \"2023-09\")",
        "show revenue month 2023-09 where source = 'Facebook'"
      ),
      ("=COUNTIF(orders, \">5000000\")", "show orders where amount > 5000000"),
      ("=SUMIF(source, \"Zalo\", revenue)", "show revenue where source = 'Zalo'"),
    ])
  func formulas(_ line: String, _ offered: String) throws { #expect(try Self.told(line).offered == offered) }

  @Test("the word that is not understood is named; the first of a line is named by the mistake itself")
  func stuck() throws {
    #expect(try Self.told("revenue blah by source").messages.contains("`blah` is not understood here; the rest asks"))
    #expect(try Self.told("khách nào sinh nhật tháng này").messages.contains("chưa hiểu `sinh` trong câu này"))
    #expect(try !Self.told("blah revenue").messages.contains("understood"))
  }

  @Test(
    "a part that cannot be asked is not looked over",
    arguments: ["doanh thu tháng này bao nhiêu người", "revenue this month how many people"])
  func nothingDropped(_ line: String) throws { #expect(try Self.told(line).offered == nil) }

  @Test(
    "a table goes to a file that is named by what is in it, where only a format is said",
    arguments: [
      (
        "xuat excel doanh thu theo nv thang 12",
        "xem doanh thu theo nhân viên tháng 2023-12 | xuất \"doanh-thu-theo-nv-thang-12.xlsx\""
      ),
      ("export revenue by source to csv", "show revenue by source | export \"revenue-by-source.csv\""),
    ])
  func formatAlone(_ line: String, _ offered: String) throws { #expect(try Self.told(line).offered == offered) }
}
