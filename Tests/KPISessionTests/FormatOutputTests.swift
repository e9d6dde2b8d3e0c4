import Foundation
import KPIEngine
import KPILanguage
import KPISession
import Testing

/// A script answers the same, byte for byte, whatever language `kpi fmt --language` wrote it in.
@Suite struct FormatOutputTests {
  /// What a text answers as CSV; nil where it has a mistake.
  private static func answer(_ text: String) throws -> String? {
    var options = SessionOptions()
    options.today = "2023-12-31"
    options.language = .en
    options.threads = 1
    let answer = try TextSession(DemoFixture.path, options: options, format: .csv).run(text)
    return answer.status == .success || answer.status == .assertionFailed ? answer.results : nil
  }

  private static func form(_ text: String, _ language: TextLanguage) throws -> String? {
    let session = try TextSession(nil).session
    return try? session.formatted(Array(text.utf8), name: "test.kpi", in: language).text
  }

  /// Compares a text's answers with those of its forms; false where it has none.
  private static func holds(_ text: String) throws -> Bool {
    guard let answer = try answer(text) else { return false }
    for language in [TextLanguage.vi, .en] {
      guard let form = try form(text, language), form != text else { continue }
      #expect(try self.answer(form) == answer, "\(text)\n\(form)")
    }
    return true
  }

  @Test func examples() throws {
    var count = 0
    for path in MarkdownDocument.paths {
      for block in try MarkdownDocument(path).blocks where block.words == ["kpi"] {
        // What a text says of itself is as it is written.
        if ["describe", "mô tả", "explain", "giải thích", "help"].contains(where: block.text.contains) { continue }
        if try Self.holds(block.text) { count += 1 }
      }
    }
    for name in ["monthly", "tour", "week"] {
      let text = try String(contentsOfFile: "\(MarkdownDocument.root)/examples/\(name).kpi", encoding: .utf8)
      if try Self.holds(text) { count += 1 }
    }
    #expect(count > 60)
  }

  /// Scripts out of questions, columns of their own that are called as the model's things are, pipes and texts.
  @Test(arguments: 0..<6) func generated(_ seed: UInt64) throws {
    var random = Random(seed)
    let metrics = ["revenue", "orders", "aov", "new_customers", "revenue / orders", "previous(orders)", "doanh_thu"]
    let splits = ["source", "month", "employee.department", "nguồn", "customer.source", "quarter", "phòng_ban"]
    let columns = ["orders", "đơn_hàng", "source", "x", "doanh_thu", "total"]
    var count = 0
    for _ in 0..<5 {
      let (first, second) = (random.pick(metrics), random.pick(metrics))
      let (split, column) = (random.pick(splits), random.pick(columns))
      let shown = first == second ? first : "\(first), \(second)"
      var text = "let t = show \(shown) by \(split) quarter 2023-Q3 | derive `\(column)` = `\(first)` * 2\n"
      text += "$t | sort `\(first)` desc | take 3\n$t | where \(column) > 3 | sort \(column)\n"
      text += "show \(shown) by \(split) quý 2023-Q3 | sort `\(second)` | take 2\n"
      text += "print \"{$t.total.`\(first)`} {[orders month 2023-09]} {[\(second) tháng 2023-08]}\"\n"
      text += "sql 'select 2 as \(column), 1 as source union select 1, 2' | sort \(column)\n"
      text += "funnel customers -> \(random.pick(["orders", "calls(status = answered)", "đơn_hàng"])) month 2023-09\n"
      text += "alert orders per month when đơn_hàng < \(random.pick(["3", "1000"])) 'x'\nalerts year 2023\n"
      if try Self.holds(text) { count += 1 }
    }
    #expect(count > 0)
  }

  private struct Random {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func pick(_ items: [String]) -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return items[Int(state >> 33) % items.count]
    }
  }
}
