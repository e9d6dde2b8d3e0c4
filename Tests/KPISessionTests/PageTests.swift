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

  @Test func everyAnswerIsACardWithItsPicture() throws {
    let (status, page, _) = try Self.page(
      """
      print "# Báo cáo <tháng>"
      xem doanh_thu theo tháng năm 2023
      funnel month 2023-09
      show orders month 2023-09
      """)
    #expect(status == 0)
    #expect(page.contains("<h1>Báo cáo &lt;tháng&gt;</h1>"))
    #expect(page.components(separatedBy: "<section>").count == 4)
    // A number alone is no picture.
    #expect(page.components(separatedBy: "<svg").count == 3)
    #expect(page.components(separatedBy: "<details>").count == 4)
    #expect(page.components(separatedBy: "<table>").count == 4)
  }

  @Test func thePageLoadsAndRunsNothing() throws {
    let (_, page, _) = try Self.page("portrait month 2023-09\ncycle weeks 4\njourney days 5")
    #expect(!page.contains("<script") && !page.contains("<link") && !page.contains("url(") && !page.contains("src="))
    let addresses = page.components(separatedBy: "http").count - 1
    #expect(addresses == page.components(separatedBy: "http://www.w3.org/2000/svg").count - 1)
  }

  @Test func anotherFormIsAMistake() throws {
    let (status, _, told) = try Self.page("show orders month 2023-09", ["--format", "csv"])
    #expect(status == 2 && told.contains("leave `--format` out"), "\(told)")
    let file = try Self.page("show orders month 2023-09", ["-o", "page.pdf"])
    #expect(file.status == 2 && file.told.contains("ends in `.html`"), "\(file.told)")
  }
}
