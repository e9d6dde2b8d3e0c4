import Foundation
import KPISession
import Testing

/// The rows behind a cell are as many as the cell says, or add up to it.
@Suite struct DrillTests {
  static let tables: [(question: String, keys: Int)] = [
    ("show orders, revenue, buyers, buyers_new, buyers_once, buyers_repeat by source year 2023", 1),
    ("show new_customers, customers_total by age_band year 2023", 1),
    ("show open_opportunities, pipeline_value, won_opportunities by stage month 2023-09", 1),
    ("show interactions, activities, customers_reached, customers_interacted by employee month 2023-09", 1),
    ("show opportunities_touched, customer_interactions by month from 2023-08 to 2023-12", 1),
    ("show orders, revenue by source, month from 2023-10 to 2023-12", 2),
    ("show units_sold, item_revenue by category top 2 with other year 2023", 1),
    ("funnel detail by source month 2023-09", 1),
    ("show emails_read, tasks_completed, contracts_expired, renewals by department year 2023", 1),
  ]

  @Test(arguments: tables)
  func rowsAreTheNumber(_ question: String, _ keys: Int) throws {
    var options = SessionOptions()
    options.today = "2023-12-31"
    let session = try Session(database: DemoFixture.path, options: options)
    let table = try #require(try session.ask(question).first)
    let columns = table.columns.indices.filter { $0 >= keys && ["VND", nil].contains(table.columns[$0].unit) }
    var drilled = 0
    for row in table.rows {
      let names = row.prefix(keys).map(Self.key)
      for column in columns {
        guard case .integer(let number) = row[column] else { continue }
        // The last result is the drill's own afterwards.
        let statement = "\(question); drill \(names.joined(separator: ", ")) \(table.columns[column].name)"
        let rows = try #require(try session.ask(statement).last)
        drilled += 1
        let sums = rows.columns.indices.filter { rows.columns[$0].unit == table.columns[column].unit }
        let isCount = rows.rows.count == Int(number)
        let isSum = sums.contains { sum in
          rows.rows.reduce(Int64(0)) { if case .integer(let part) = $1[sum] { $0 + part } else { $0 } } == number
        }
        #expect(table.columns[column].unit == nil ? isCount || isSum : isSum, "\(statement): \(rows.rows.count) rows")
      }
    }
    #expect(drilled > 3)
  }

  private static func key(_ cell: Table.Cell) -> String {
    switch cell {
    case .null: "(none)"
    case .text("(other)"): "(other)"
    case .text(let text): "'\(text)'"
    case .time(let text): text
    case .integer(let number): "\(number)"
    default: "?"
    }
  }

  private static func session() throws -> Session {
    var options = SessionOptions()
    options.today = "2023-12-31"
    return try Session(database: DemoFixture.path, options: options)
  }

  private static func number(_ cell: Table.Cell) -> Double? {
    switch cell {
    case .integer(let number): Double(number)
    case .decimal(let coefficient, let scale): Double(coefficient) / (0..<scale).reduce(1) { power, _ in power * 10 }
    case .number(let number): number
    default: nil
    }
  }

  /// Of a sum or a count by a constant a column of its name adds up to it.
  @Test(arguments: ["revenue / 1000", "0.5 * revenue", "orders * 3", "2 * buyers", "talk_minutes", "calls / 4"])
  func whatAConstantMakesOfRowsAddsUp(_ formula: String) throws {
    let session = try Self.session()
    let question = "metric made = \(formula); show made by source year 2023"
    let table = try #require(try session.ask(question).last)
    for row in table.rows {
      let wanted = try #require(Self.number(row[1]))
      let statement = "show made by source year 2023; drill \(Self.key(row[0])) made"
      let rows = try #require(try session.ask(statement).last)
      let column = try #require(rows.columns.firstIndex { $0.name == "made" }, "\(statement)")
      let sum = rows.rows.reduce(0) { $0 + (Self.number($1[column]) ?? 0) }
      #expect(abs(sum - wanted) < 1e-6, "\(statement): \(wanted), not \(sum)")
    }
    #expect(table.rows.count > 3)
  }

  /// Behind `pivot` the heading is a key, and behind `unpivot` the number's name.
  @Test func aTurnedTableIsDrilledAsItStands() throws {
    let session = try Self.session()
    let ways: [(question: String, drilled: String, plain: String)] = [
      ("| pivot quarter", "Facebook `2023-Q3`", "Facebook, 2023-Q3 orders"),
      ("| pivot source", "2023-Q2 Facebook", "Facebook, 2023-Q2 orders"),
      ("| unpivot", "Facebook, 2023-Q3, orders value", "Facebook, 2023-Q3 orders"),
    ]
    for way in ways {
      let question = "show orders by source, quarter year 2023"
      let turned = try #require(
        try session.ask("\(question) \(way.question); drill \(way.drilled)").last)
      let plain = try #require(try session.ask("\(question); drill \(way.plain)").last)
      #expect(turned.rows == plain.rows && !plain.rows.isEmpty, "\(way)")
    }
    let several = try #require(
      try session.ask(
        "show orders, revenue by source, quarter year 2023 | pivot quarter; drill Facebook `2023-Q3 revenue`"
      ).last)
    #expect(
      several.rows
        == (try session.ask("show revenue by source, quarter year 2023; drill Facebook, 2023-Q3 revenue").last?.rows))
    let line = try #require(try session.ask("show orders by source year 2023 | pivot source; drill total").last)
    #expect(line.rows == (try session.ask("show orders year 2023; drill total orders").last?.rows))
  }

  /// `total revenue` is another name of `revenue`, which is a column; behind `drill` it is the total's row and that column.
  @Test(arguments: [
    ("show orders, revenue by source year 2023", "drill total revenue", "drill total orders"),
    ("show orders, revenue by source year 2023", "soi tổng doanh thu", "drill total orders"),
  ])
  func aNameThatBeginsWithTotal(_ question: String, _ drill: String, _ plain: String) throws {
    var options = SessionOptions()
    options.today = "2023-12-31"
    let session = try Session(database: DemoFixture.path, options: options)
    let rows = try #require(try session.ask("\(question); \(drill)").last)
    #expect(rows.rows.map(Array.init) == (try session.ask("\(question); \(plain)").last?.rows.map(Array.init)))
    #expect(!rows.rows.isEmpty)
  }
}
