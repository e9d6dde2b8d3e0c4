import Foundation
import KPISession
import Testing

/// Whatever is asked, the rows behind a count are as many as it says, and those behind an amount add up to it.
@Suite struct DrillPropertyTests {
  /// What a report's answer is drilled by.
  struct Form: Sendable, CustomTestStringConvertible {
    var question: String
    /// Its key columns.
    var keys: [String]
    /// Its numbers that have rows, and by what name `drill` knows each.
    var numbers: [String: String]
    /// Dimensions that it may be split by, in front of its own keys or behind the first.
    var isSplit = true
    var splitPlace = 0
    /// A condition that it takes.
    var takesCondition = true

    var testDescription: String { question }
  }

  static let forms: [Form] = [
    Form(question: "show orders, revenue, buyers all", keys: [], numbers: same("orders", "revenue", "buyers")),
    Form(
      question: "show new_customers, customers_total by month year 2023", keys: ["month"],
      numbers: same("new_customers", "customers_total"), splitPlace: 1),
    Form(
      question: "show calls, interactions by quarter year 2023 compare year", keys: ["quarter"],
      numbers: same("calls", "interactions", "calls_previous"), splitPlace: 1),
    Form(question: "share orders by source year 2023", keys: ["source"], numbers: same("orders"), isSplit: false),
    Form(
      question: "why orders by province quarter 2023-Q3 compare previous", keys: ["province"],
      numbers: same("orders", "orders_previous"), isSplit: false),
    Form(question: "growth quarter 2023-Q3", keys: ["date"], numbers: same("total", "added"), splitPlace: 1),
    Form(
      question: "growth orders(amount > 5M) month 2023-09", keys: ["date"], numbers: same("total", "added"),
      splitPlace: 1),
    Form(question: "retention months 6", keys: ["cohort"], numbers: ["size": "size", "customers": "m"]),
    Form(question: "retention orders weeks 8", keys: ["cohort"], numbers: ["size": "size", "customers": "w"]),
    Form(
      question: "cycle relationship=Chốt weeks 12", keys: ["cohort"], numbers: ["created": "created", "customers": "w"]),
    Form(question: "cycle orders days 60", keys: ["cohort"], numbers: ["created": "created", "customers": "d"]),
    Form(
      question: "journey detail days 21", keys: ["date", "relationship"], numbers: same("customers", "in", "out"),
      isSplit: false),
    Form(
      question: "journey detail by department weeks 6", keys: ["date", "department"],
      numbers: same("customers", "in", "out"), isSplit: false),
    Form(
      question: "funnel customers -> interactions -> orders within 60 days year 2023", keys: ["step"],
      numbers: same("customers", "maturing")),
    Form(question: "funnel detail year 2023", keys: [], numbers: same("orders", "new_customers", "revenue")),
    Form(
      question: "scorecard by employee quarter 2023-Q3 metrics new_customers, calls, revenue",
      keys: ["subject", "metric"], numbers: same("actual"), isSplit: false),
    Form(question: "values province", keys: ["value"], numbers: same("count"), isSplit: false, takesCondition: false),
  ]

  private static func same(_ names: String...) -> [String: String] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, $0) })
  }

  private static let dimensions = ["source", "gender", "age_band", "province"]
  private static let conditions = [
    "source in (Facebook, Zalo)", "gender = female", "province is not null", "age_band is null or source != TikTok",
  ]

  @Test(arguments: forms.indices, 0..<2)
  func rowsAreTheNumber(_ index: Int, _ round: Int) throws {
    let form = Self.forms[index]
    var random = Stream(state: UInt64(index * 16 + round))
    var options = SessionOptions()
    options.today = "2023-12-31"
    let session = try Session(database: DemoFixture.path, options: options)
    var question = form.question
    var keys = form.keys
    // The first round asks the question as it stands.
    if round > 0, form.isSplit, let dimension = Self.dimensions.randomElement(using: &random) {
      // Behind the unit of time that it is split by already.
      let by = question.firstRange(of: " by ").map {
        question[$0.upperBound...].firstIndex(of: " ") ?? question.endIndex
      }
      question.insert(contentsOf: (by == nil ? " by " : ", ") + dimension, at: by ?? question.endIndex)
      keys.insert(dimension, at: form.splitPlace)
    }
    if round > 0, form.takesCondition, let condition = Self.conditions.randomElement(using: &random) {
      question += " where \(condition)"
    }
    let table = try #require(try session.ask(question).first)
    let places = try keys.map { key in try #require(Self.place(of: key, in: table), "\(question): \(key)") }
    var cells: [(row: Int, column: Int, name: String)] = []
    for (name, drilled) in form.numbers {
      let column = try #require(table.columns.firstIndex { $0.name == name }, "\(question): \(name)")
      for row in table.rows.indices { cells.append((row, column, drilled)) }
    }
    cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
    // Numbers above 0 first: behind a nought there is little to go wrong.
    let asked =
      cells.filter { table.rows[$0.row][$0.column] != .integer(0) }.shuffled(using: &random).prefix(6)
      + cells.shuffled(using: &random).prefix(2)
    var drilled = 0
    for cell in asked {
      guard case .integer(let number) = table.rows[cell.row][cell.column] else { continue }
      var name = cell.name
      if name.count == 1, let offset = table.columns.firstIndex(where: { $0.name == "offset" }),
        case .integer(let distance) = table.rows[cell.row][offset]
      {
        name += "\(distance)"
      }
      let row = places.map { Self.key(table.rows[cell.row][$0]) }
      let statement = "\(question); drill \(row.isEmpty ? "total" : row.joined(separator: ", ")) \(name)"
      let rows = try #require(try session.ask(statement).last)
      drilled += 1
      let isAmount = table.columns[cell.column].unit == "VND" || row.last == "'revenue'"
      if isAmount {
        let sums = rows.columns.indices.filter { rows.columns[$0].unit == "VND" }.map { sum in
          rows.rows.reduce(Int64(0)) { if case .integer(let part) = $1[sum] { $0 + part } else { $0 } }
        }
        #expect(sums.contains(number), "\(statement): \(number), not \(sums)")
      } else {
        #expect(rows.rows.count == Int(number), "\(statement): \(number)")
      }
    }
    #expect(drilled > 0, "\(question)")
  }

  private static func place(of key: String, in table: Table) -> Int? {
    if let place = table.columns.firstIndex(where: { $0.name == key }) { return place }
    // A scorecard's subjects are headed by what they are.
    return key == "subject" ? table.columns.firstIndex(where: \.isDimension) : nil
  }

  private static func key(_ cell: Table.Cell) -> String {
    switch cell {
    case .null: "(none)"
    case .text("(other)"): "(other)"
    case .text(let text): "'\(text.replacingOccurrences(of: "'", with: "''"))'"
    case .time(let text): text.contains("-W") || text.contains("-Q") ? "'\(text)'" : text
    case .integer(let number): "\(number)"
    default: "?"
    }
  }

  /// A small repeatable stream of numbers (SplitMix64).
  private struct Stream: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
