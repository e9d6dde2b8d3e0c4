import Foundation
import Testing

/// The rows behind the numbers of a page tell what they are of, each as of its number's own period.
@Suite struct PageRowsTests {
  private static func run(_ arguments: [String]) throws -> String {
    let outcome = try Program.run(arguments + ["--today", "2023-12-31"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    return outcome.results
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Of the page's first card, by line, how many rows behind its first number are of each value of a dimension.
  private static func counts(_ script: String, of dimension: String) throws -> [[String: Int]] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("kpi-rows-\(UUID().uuidString).kpi")
    try script.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let page = try run(["page", file.path, "--db", DemoFixture.path])
    let text = page.components(separatedBy: "id=\"rows\">").last?.components(separatedBy: "</script>").first
    let data = try object(try #require(text))
    let groups: [[String: String]] = try #require(data["groups"] as? [[String: String]])
    let names: [String] = groups.map { $0["value"] ?? "" }
    let lists = try #require(data["lists"] as? [[String: Any]])
    let cards = try #require(data["cards"] as? [[String: Any]])
    let cells = try #require(cards[0]["cells"] as? [String: [String: Any]])
    var counts: [[String: Int]] = []
    for line in 0..<12 {
      var own: [String: Int] = [:]
      if let cell = cells["\(line).1"] {
        let runs: [Int] = try #require(cell["rows"] as? [Int])
        let list: [String: Any] = lists[try #require(cell["list"] as? Int)]
        let groups: [Int] = try #require((list["groups"] as? [String: Any])?[dimension] as? [Int])
        for run in stride(from: 0, to: runs.count, by: 2) {
          for row in runs[run]..<(runs[run] + runs[run + 1]) {
            let name: String = groups[row] < 0 ? "" : names[groups[row]]
            own[name, default: 0] += 1
          }
        }
      }
      counts.append(own)
    }
    return counts
  }

  @Test(arguments: ["age_band", "source"])
  func aRowIsOfItsNumbersPeriod(_ dimension: String) throws {
    // The second card makes the page tell the dimension; it has every value that the months have.
    let found = try Self.counts(
      "show new_customers by month year 2022\nshow customers_total by \(dimension) year 2023", of: dimension)
    let answer = try Self.object(
      try Self.run([
        DemoFixture.path, "--format", "json", "-c", "show new_customers by month, \(dimension) year 2022",
      ]))
    var expected = [[String: Int]](repeating: [:], count: 12)
    for row in try #require(answer["rows"] as? [[Any]]) {
      let month = try #require((row[0] as? String).flatMap { Int($0.suffix(2)) })
      let count = try #require(row[2] as? Int)
      if count > 0 { expected[month - 1][row[1] as? String ?? "(none)"] = count }
    }
    #expect(found == expected)
    #expect(found.map(\.count).reduce(0, +) > 20)
  }
}
