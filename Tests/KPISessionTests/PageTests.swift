import Foundation
import Testing

/// `kpi page`: a script as one page.
@Suite struct PageTests {
  private static func page(
    _ script: String, _ more: [String] = []
  ) throws -> (status: Int32, page: String, told: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kpi-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("page.kpi").path
    try script.write(toFile: file, atomically: true, encoding: .utf8)
    let outcome = try Program.run(["page", file, "--db", DemoFixture.path, "--today", "2023-12-31"] + more)
    return (outcome.status, outcome.results, outcome.messages)
  }

  private static func count(_ part: String, in page: String) -> Int { page.components(separatedBy: part).count - 1 }

  /// What the script of a page reads.
  private static func data(of page: String) throws -> [String: Any] {
    let parts = page.components(separatedBy: "<script type=\"application/json\" id=\"rows\">")
    let text = try #require(parts.last?.components(separatedBy: "</script>").first)
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(read as? [String: Any])
  }

  /// The first column of the rows behind a cell of the page's first card.
  private static func keys(behind name: String, in data: [String: Any], card: Int = 0) throws -> [String] {
    let cards = try #require(data["cards"] as? [[String: Any]])
    let cell = try #require((cards[card]["cells"] as? [String: [String: Any]])?[name])
    let lists = try #require(data["lists"] as? [[String: Any]])
    let list = lists[try #require(cell["list"] as? Int)]
    let (rows, runs) = (try #require(list["rows"] as? [[Int]]), try #require(cell["rows"] as? [Int]))
    let texts = try #require(data["texts"] as? [String])
    return stride(from: 0, to: runs.count, by: 2).flatMap { run in
      (runs[run]..<runs[run] + runs[run + 1]).map { texts[rows[$0][0]] }
    }
  }

  /// Cards that are called the same tell their questions; on paper the definitions stand at the end, what is common once.
  @Test func cardsAreToldApartAndDefinitionsListed() throws {
    let (_, page, _) = try Self.page(
      "cycle orders weeks 3\ncycle orders\n  weeks 4 | chart\nshow orders month 2023-09\n")
    #expect(Self.count("<h2 id=\"card-0\">cycle</h2>\n<p class=\"asked\">cycle orders weeks 3</p>", in: page) == 1)
    #expect(Self.count("<p class=\"asked\">cycle orders weeks 4</p>", in: page) == 1)
    #expect(Self.count("class=\"asked\"", in: page) == 2)
    let list = try #require(page.components(separatedBy: "<div class=\"definitions\"").last)
      .components(separatedBy: "</div>")[0]
    #expect(Self.count("time zone:", in: list) == 1)
    #expect(Self.count("<b>cycle</b>", in: list) == 2)
  }

  @Test func everyAnswerIsACardWithItsPicture() throws {
    let (status, page, _) = try Self.page(
      """
      print "# Báo cáo <tháng>"
      xem doanh_thu theo tháng năm 2023
      funnel month 2023-09
      show orders month 2023-09
      """)
    #expect(status == 0)
    #expect(page.contains("<h1>Báo cáo &lt;tháng&gt;</h1>") && page.contains("<title>Báo cáo &lt;tháng&gt;</title>"))
    #expect(Self.count("<section", in: page) == 3)
    // A number alone is no picture; every other has one for wide and one for narrow windows.
    #expect(Self.count("<div class=\"picture\">", in: page) == 2)
    #expect(Self.count("<svg", in: page) == 2 * Self.count("class=\"wide\"", in: page))
    #expect(Self.count("<details>", in: page) == 3)
    #expect(Self.count("<table class=\"main", in: page) == 3)
  }

  @Test func thePageRunsItsOwnScriptAndLoadsNothing() throws {
    let (_, page, _) = try Self.page("portrait month 2023-09\ncycle weeks 4\njourney days 5")
    #expect(!page.contains("<link") && !page.contains("url(") && !page.contains("src=") && !page.contains(" onclick"))
    #expect(Self.count("http", in: page) == Self.count("http://www.w3.org/2000/svg", in: page) + 1)
    #expect(Self.count("<script", in: page) == 2 && Self.count("</script", in: page) == 2)
    // The policy lets run what has this hash, and nothing else.
    let script = try #require(page.components(separatedBy: "<script>").last?.components(separatedBy: "</script>").first)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    input.fileHandleForWriting.write(Data(script.utf8))
    try input.fileHandleForWriting.close()
    let hash = String(decoding: output.fileHandleForReading.readDataToEndOfFile().prefix(64), as: UTF8.self)
    process.waitUntilExit()
    let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(hash.dropFirst($0).prefix(2), radix: 16) }
    #expect(page.contains("default-src 'none'") && page.contains("'sha256-\(Data(bytes).base64EncodedString())'"))
  }

  @Test func thePlainFormHasNoScript() throws {
    let outcome = try Program.run(
      [DemoFixture.path, "--today", "2023-12-31", "--format", "html", "-c", "show orders by source year 2023 | chart"])
    #expect(outcome.status == 0)
    #expect(!outcome.results.contains("<script") && !outcome.results.contains("data-c="))
    #expect(
      Self.count("<svg", in: outcome.results) == 2 && outcome.results.contains("<table class=\"main\" border=\"1\""))
  }

  @Test func theRowsOfANumberAreThoseOfADrill() throws {
    let (_, page, _) = try Self.page("show new_customers by source year 2023\nshow revenue by source year 2023")
    let data = try Self.data(of: page)
    #expect((data["cards"] as? [Any])?.count == 2)
    for (number, column) in [(0, "new_customers"), (1, "revenue")] {
      let answer = try Program.run(
        [
          DemoFixture.path, "--today", "2023-12-31", "--format", "csv", "-c",
          "show \(column) by source year 2023\ndrill Facebook \(column) | select id",
        ])
      let drilled = answer.results.components(separatedBy: "id\r\n").last?
        .split(whereSeparator: \.isNewline).map(String.init)
      let table = answer.results.split(whereSeparator: \.isNewline)
      let line = try #require(table.dropFirst().firstIndex { $0.hasPrefix("Facebook,") }) - 1
      #expect(try Self.keys(behind: "\(line).1", in: data, card: number) == drilled)
    }
  }

  @Test func aViewersPageHasHisRowsAlone() throws {
    let script = "portrait year 2023\nfunnel by employee year 2023"
    var tried = 0
    for login in (1...9).map({ "nv00\($0)" }) where tried < 2 {
      let seen = try Program.run(
        [DemoFixture.path, "--today", "2023-12-31", "--as", login, "--format", "json", "-c", "list customers"])
      guard seen.status == 0 else { continue }
      let answer = try JSONSerialization.jsonObject(with: Data(seen.results.utf8))
      let own = try #require(answer as? [String: Any])
      let customers = try #require(own["rows"] as? [[Any]])
      let keys = Set(customers.map { "\($0[0])" })
      let (status, page, told) = try Self.page(script, ["--as", login])
      #expect(status == 0, "\(told)")
      let data = try Self.data(of: page)
      let texts = try #require(data["texts"] as? [String])
      let lists = try #require(data["lists"] as? [[String: Any]])
      for list in lists {
        guard let heads = list["heads"] as? [String], heads.contains("relationship"),
          let rows = list["rows"] as? [[Int]]
        else { continue }
        #expect(Set(rows.map { texts[$0[0]] }).isSubset(of: keys), "\(login)")
      }
      tried += 1
    }
    #expect(tried == 2)
  }

  @Test func whatIsLeftOutIsSaid() throws {
    let (_, page, _) = try Self.page("show interactions year 2023\nshow customers_total month 2023-12")
    #expect(page.contains("not all rows are in this page, of 1 numbers"), "interactions of a year are thousands")
  }

  @Test func marksAreExplainedOnce() throws {
    let (_, page, _) = try Self.page("show orders by source month 2023-12\nshow revenue by source month 2023-12")
    #expect(Self.count("* partial: the period is still running", in: page) == 1)
  }

  @Test func anotherFormIsAMistake() throws {
    let (status, _, told) = try Self.page("show orders month 2023-09", ["--format", "csv"])
    #expect(status == 2 && told.contains("leave `--format` out"), "\(told)")
    let file = try Self.page("show orders month 2023-09", ["-o", "page.pdf"])
    #expect(file.status == 2 && file.told.contains("ends in `.html`"), "\(file.told)")
  }
}
