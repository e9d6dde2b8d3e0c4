import Foundation
import KPISession
import Testing

/// `pivot` and `unpivot`.
///
/// Expected cells are read off the fixture's seven orders.
@Suite struct PivotTests {
  private func lines(_ text: String) throws -> [String] {
    let answer = try ScriptFixture().run(text: text)
    #expect(answer.status == .success, "\(answer.messages)")
    return answer.results.split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test func valuesAsColumns() throws {
    let table = try lines("show revenue by source, month quarter 2024-Q1 | pivot month")
    #expect(table[0] == "source,2024-01,2024-02,2024-03")
    #expect(table.contains("Facebook,100,450,20"))
    #expect(
      try lines("show orders by month, source quarter 2024-Q1 | pivot source")[0] == "month,Facebook,Zalo,(none)")
  }

  @Test func severalNumbersAndTheTotal() throws {
    #expect(
      try lines("show revenue, orders by source year 2024 | pivot source")
        == [
          "Facebook revenue,Zalo revenue,(none) revenue,total revenue,Facebook orders,Zalo orders,(none) orders,total orders",
          "570,320,30,920,4,2,1,7",
        ])
  }

  @Test func numbersAsRows() throws {
    #expect(
      try lines("show revenue, orders by source year 2024 | take 2 | unpivot")
        == [
          "source,metric,value", "Facebook,revenue,570", "Facebook,orders,4", "Zalo,revenue,320", "Zalo,orders,2",
        ])
    #expect(try lines("show revenue, orders year 2024 | unpivot") == ["metric,value", "revenue,920", "orders,7"])
  }

  /// What can still change is marked wherever it goes, and a unit goes with its number.
  @Test func marksAndUnitsGoWithTheCells() throws {
    let fixture = try ScriptFixture()
    let pivoted = try fixture.run(
      text: "show revenue by month from 2024-02 to 2024-03 | pivot month", { $0.today = "2024-03-10" }, format: .json)
    #expect(pivoted.results.contains(#""rows":[[480,90,570]]"#), "\(pivoted.results)")
    #expect(pivoted.results.contains(#"{"row":0,"column":"2024-03","state":"partial"}"#), "\(pivoted.results)")
    #expect(!pivoted.results.contains(#""column":"2024-02","state""#))
    #expect(pivoted.results.contains(#"{"row":0,"column":"total","state":"partial"}"#), "\(pivoted.results)")
    let long = try fixture.run(text: "show revenue, orders month 2024-02 | unpivot", format: .json)
    #expect(long.results.contains(#""units":[{"row":0,"column":"value","unit":"VND"}]"#), "\(long.results)")
  }

  @Test(arguments: [
    ("show revenue by source | pivot revenue", "not what they are split by"),
    ("show revenue by source | pivot colour", "no column `colour`"),
    ("show revenue by source | select source | pivot source", "no number"),
    ("show revenue by source | select source | unpivot", "no number"),
  ])
  func mistakes(_ text: String, _ expected: String) throws {
    let answer = try ScriptFixture().run(text: "print 1\n" + text)
    #expect(
      answer.status == .mistake && answer.results.isEmpty && answer.messages.contains(expected), "\(answer.messages)")
  }

  @Test func twoRowsOfOneCellAreRefused() throws {
    let answer = try ScriptFixture().run(
      text: "show revenue by source, month year 2024 | select month, revenue | pivot month")
    #expect(answer.status == .mistake && answer.messages.contains("two rows are of"), "\(answer.messages)")
  }

  @Test func tooManyColumns() throws {
    let answer = try ScriptFixture().run(text: "show revenue by day from 2020-01-01 to 2024-03-01 | pivot day")
    #expect(answer.status == .mistake && answer.messages.contains("more than 1000"), "\(answer.messages)")
  }

  @Test func namesATable() throws {
    #expect(
      try lines(
        "show revenue by source year 2024 | save as t\nshow orders by source year 2024 | pivot source | save as p\nprint $t.total.revenue\nprint $p.Zalo"
      )
        == ["920", "2"])
  }
}
