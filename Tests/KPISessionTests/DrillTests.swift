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
}
