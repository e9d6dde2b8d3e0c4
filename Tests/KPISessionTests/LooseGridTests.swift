import Foundation
import KPISession
import Testing

/// Frames of questions crossed with the names of the concepts: a sample of them.
///
/// `KPI_SEED=NUMBER` takes another one.
struct LooseGridTests {
  private struct Stream: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private struct Concept {
    var language: Substring
    var kind: Substring
    var said: String
    var meant: String
  }

  private static let seed: UInt64 =
    ProcessInfo.processInfo.environment["KPI_SEED"].flatMap { UInt64($0) } ?? 11

  private static func rows(_ name: String) throws -> [[Substring]] {
    try String(contentsOfFile: MendingTests.folder + "/" + name, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t") }
  }

  private static func concepts() throws -> [Concept] {
    try rows("concepts.tsv").map {
      Concept(language: $0[0], kind: $0[1], said: String($0[2]), meant: String($0[3]))
    }
  }

  /// How many of the lines lead to what they mean; one that leads elsewhere is a mistake.
  private func share(_ lines: [(typed: String, meant: String)], of what: String) throws -> Double {
    let session = try TextSession(DemoFixture.path, format: .json)
    let answers = try TextSession(DemoFixture.path, format: .json)
    var led = 0
    for line in lines {
      let isTaken = session.enter(line.typed).status == .success
      guard let offered = isTaken ? line.typed : session.session.suggestion else { continue }
      let meant = answers.enter(line.meant)
      #expect(meant.status == .success, "\(line.meant)")
      let isSame = MendingTests.numbers(answers.enter(offered).results) == MendingTests.numbers(meant.results)
      #expect(isSame, "`\(line.typed)` was taken for `\(offered)`, and means `\(line.meant)` (KPI_SEED=\(Self.seed))")
      led += 1
    }
    print("\(what): \(led) of \(lines.count), KPI_SEED=\(Self.seed)")
    return Double(led) / Double(max(1, lines.count))
  }

  @Test func namesAreKnown() throws {
    var generator = Stream(state: Self.seed)
    let lines = try Self.concepts().shuffled(using: &generator).prefix(120).map { concept in
      let isVietnamese = concept.language == "vi"
      let period = isVietnamese ? "tháng 12/2023" : "in december 2023"
      let meantPeriod = "month 2023-12"
      return switch concept.kind {
      case "period":
        (isVietnamese ? "doanh thu \(concept.said)" : "revenue \(concept.said)", "show revenue \(concept.meant)")
      case "by":
        (
          isVietnamese ? "doanh thu theo \(concept.said) \(period)" : "revenue by \(concept.said) \(period)",
          "show revenue by \(concept.meant) \(meantPeriod)"
        )
      default: ("\(concept.said) \(period)", "show \(concept.meant) \(meantPeriod)")
      }
    }
    #expect(try share(lines, of: "names") >= 0.95)
  }

  @Test func framesHoldAnyConcept() throws {
    var generator = Stream(state: Self.seed)
    let concepts = try Self.concepts()
    let values = [
      "vi": [("Facebook", "source = 'Facebook'"), ("Hà Nội", "province = 'Hà Nội'")],
      "en": [("Facebook", "source = 'Facebook'"), ("Hanoi", "province = 'Hà Nội'")],
    ]
    let counts = ["orders", "new_customers", "calls", "won_opportunities", "meetings", "contracts", "buyers"]
    let metrics = counts + ["revenue", "win_rate", "aov"]
    let lines = try Self.rows("frames.tsv").shuffled(using: &generator).prefix(120).compactMap {
      frame -> (String, String)? in
      let own = concepts.filter { $0.language == frame[0] }
      let among = frame[1].contains("{C}") ? counts : metrics
      // The first name of each is its everyday one; its others are tried alone.
      let named = among.compactMap { name in own.first { $0.kind == "name" && $0.meant == name } }
      guard let metric = named.randomElement(using: &generator),
        let by = own.filter({ $0.kind == "by" && Self.isEveryday($0) }).randomElement(using: &generator),
        let period = own.filter({ $0.kind == "period" && Self.isEveryday($0) }).randomElement(using: &generator),
        let value = values[String(frame[0])]?.randomElement(using: &generator)
      else { return nil }
      func filled(_ text: Substring, _ parts: [(String, String)]) -> String {
        parts.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
      }
      let typed = filled(
        frame[1],
        [("{M}", metric.said), ("{C}", metric.said), ("{D}", by.said), ("{P}", period.said), ("{V}", value.0)])
      let meant = filled(
        frame[2], [("{m}", metric.meant), ("{d}", by.meant), ("{p}", period.meant), ("{v}", value.1)])
      return (typed, meant)
    }
    #expect(try share(lines, of: "frames") >= 0.9)
  }

  /// Words that a sentence takes as they stand; `theo tháng từng tháng` would be said by nobody.
  private static func isEveryday(_ concept: Concept) -> Bool {
    [
      "nhân viên", "phòng ban", "kênh", "tỉnh", "nhóm khách hàng", "ngành", "rep", "department", "channel",
      "source", "province", "customer group", "industry", "tháng này", "tháng trước", "quý 3", "năm nay",
      "tháng 9/2023",
      "6 tháng đầu năm", "this month", "last month", "q3 2023", "this year", "in september", "h1", "last quarter",
    ].contains(concept.said)
  }
}
