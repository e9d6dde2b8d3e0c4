import KPILanguage
import Testing

/// Names of several words: the longest wins, keywords in it or not; a shorter one before a keyword is another reading.
struct NameTableTests {
  private static let names = NameTable(
    parse(
      Source(
        name: "model",
        text: """
          metric revenue "Doanh thu" also "doanh số", "sales" = sum(orders.amount)
          metric item_revenue "Doanh thu theo dòng hàng" = sum(items.amount)
          metric orders_per_buyer "Đơn mỗi khách mua" = orders / buyers
          entity orders "Đơn hàng" { table orders; time created_at "Ngày tạo"; dimension birth_month "Tháng sinh" }
          """), id: SourceID(0)
    ).statements)

  private func statement(_ text: String) throws -> Statement {
    let parsed = parse(Source(name: "test", text: text), id: SourceID(1), names: Self.names)
    #expect(parsed.diagnostics.isEmpty, "\(text): \(parsed.diagnostics)")
    return try #require(parsed.statements.first)
  }

  private func question(_ statement: Statement) throws -> Question {
    guard case .pipeline(let pipeline) = statement.kind, case .question(let question) = pipeline.head else {
      throw Missing()
    }
    return question
  }

  private struct Missing: Error {}

  /// The metrics and the `by` items of a show.
  private func parts(_ statement: Statement) throws -> String {
    let question = try question(statement)
    guard case .show(let items) = question.verb else { throw Missing() }
    let by = question.clauses.by.map { item in
      switch item {
      case .grain(let unit, _): "<\(unit.rawValue)>"
      case .path(let path): path.text
      }
    }
    return "\(items.map(\.text).joined(separator: "+")) by \(by.joined(separator: "+"))"
  }

  @Test(arguments: [
    ("xem doanh thu theo tháng", "doanh thu by <month>"),
    ("xem DOANH  SỐ theo ngày tạo", "DOANH SỐ by ngày tạo"),
    ("xem doanh so theo thang sinh, tháng", "doanh so by thang sinh+<month>"),
    ("xem doanh thu + sales by ngày", "doanh thu + sales by <day>"),
    ("show doanh_thu by ngay_tao", "doanh_thu by ngay_tao"),
    ("show item revenue by month", "item revenue by <month>"),
  ])
  func wordsAreOneName(_ text: String, _ expected: String) throws { #expect(try parts(statement(text)) == expected) }

  /// What a text's first words may be called is what the names, cut into words, say; over names that begin alike, end
  /// within each other, and hold keywords.
  @Test func lengthsAreThoseOfTheNames() {
    let words = ["doanh", "thu", "don", "hang", "theo", "orders", "per", "buyer"]
    let kinds: [NameTable.Kinds] = [.metric, .entity, .member]
    var state: UInt64 = 11
    func roll(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    func phrase() -> [String] { (0...roll(3)).map { _ in words[roll(words.count)] } }
    for _ in 0..<200 {
      var table = NameTable()
      let names = (0..<roll(12)).map { _ in (words: phrase(), kinds: kinds[roll(3)]) }
      for name in names { table.add(name.words.joined(separator: roll(2) == 0 ? " " : "_").uppercased(), name.kinds) }
      for _ in 0..<20 {
        let text = phrase() + phrase()
        let wanted: NameTable.Kinds = roll(2) == 0 ? .any : kinds[roll(3)]
        let expected = (1...text.count).reversed().filter { count in
          names.contains { $0.words == Array(text.prefix(count)) && !$0.kinds.isDisjoint(with: wanted) }
        }
        #expect(table.lengths(wanted) { $0 < text.count ? text[$0] : nil } == expected)
      }
    }
  }

  @Test func aLabelWithAKeywordIsTheFirstReadingOfTwo() throws {
    let read = try statement("xem doanh thu theo dòng hàng")
    #expect(try parts(read) == "doanh thu theo dòng hàng by ")
    // The other reading ends at `hàng`, which is no name here.
    #expect(read.others.isEmpty)
    let both = parse(
      Source(name: "test", text: "xem doanh thu theo tháng sinh"), id: SourceID(1),
      names: {
        var names = Self.names
        names.add("Doanh thu theo tháng sinh", .metric)
        return names
      }())
    let first = try #require(both.statements.first)
    #expect(try parts(first) == "doanh thu theo tháng sinh by ")
    #expect(try first.others.map(parts) == ["doanh thu by tháng sinh"])
  }

  @Test func anIdentifierWithAKeywordIsNoWords() throws {
    // `orders_per_buyer` is not what `orders per buyer` says; its label is read.
    let parsed = parse(Source(name: "test", text: "show orders per buyer"), id: SourceID(1), names: Self.names)
    #expect(!parsed.diagnostics.isEmpty)
    #expect(try parts(statement("xem đơn mỗi khách mua theo tháng")) == "đơn mỗi khách mua by <month>")
  }

  @Test func aModelKnowsSingleWordsOnly() {
    let parsed = parse(
      Source(name: "model", text: "metric a \"Doanh thu\" = sum(x.y)\nmetric b = doanh thu"), id: SourceID(1))
    #expect(parsed.diagnostics.count == 1)
  }

  @Test func aScriptKnowsWhatItDeclares() {
    let text = "metric m \"Tổng tiền hàng\" = sum(orders.amount)\nshow tổng tiền hàng by month"
    let parsed = parse(Source(name: "test", text: text), id: SourceID(1), names: NameTable())
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.statements.count == 2)
  }

  /// A name that comes to a table after texts were read counts in the next text, and in no other copy of the table.
  @Test func aNameThatComesLater() {
    let words = ["doanh", "thu", "theo", "quý"]
    func lengths(_ names: NameTable) -> [Int] { names.lengths(.metric) { $0 < words.count ? words[$0] : nil } }
    var names = NameTable()
    names.add("Doanh thu", .metric)
    let unread = names
    #expect(lengths(names) == [2])
    let before = names
    names.add("Doanh thu theo quý", .metric)
    #expect(lengths(names) == [4, 2])
    #expect(lengths(before) == [2] && lengths(unread) == [2] && lengths(names) == [4, 2])
  }
}
