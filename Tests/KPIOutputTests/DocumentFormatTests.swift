import KPIEngine
import KPIOutput
import Testing

@Suite("Markdown and HTML")
struct DocumentFormatTests {
  @Test("Markdown, in Vietnamese")
  func markdown() {
    #expect(
      OutputFormat.md.text(SampleTables.funnel, OutputOptions(language: .vi)) == #"""
        ## funnel · 01/09/2023 – 30/09/2023

        | Nguồn | Khách mới | Doanh thu | Tỷ lệ |
        | --- | --: | --: | --: |
        | Facebook | 1.234 | 1.234.567 ₫ | 12,5 % |
        | Giới thiệu | 0 | -5.000.000.000 ₫\* | 33,3 % |
        | (khác) | 7 | 0 ₫ | – |
        | (chưa rõ) | 1 | 999 ₫ | 100,0 % |
        | **tổng** | **1.242** | **-4.998.764.434 ₫\*** | **0,04 %** |

        \* chưa trọn: kỳ còn đang chạy

        """#)
  }

  @Test("HTML, in English: a grid with its total")
  func html() {
    let text = OutputFormat.html.text(SampleTables.cycle)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"))
    #expect(
      text.contains(
        """
        <h2>cycle</h2>
        <div class="answer">
        <div class="table" tabindex="0" role="region" aria-label="cycle">
        <table class="main" border="1" cellspacing="0" cellpadding="4">
        <caption>2023-12-29 – 2023-12-31</caption>
        """))
    #expect(
      text.contains(
        "<th scope=\"col\" align=\"left\">cohort</th><th scope=\"col\" align=\"right\" class=\"n size\">created</th>"))
    #expect(
      text.contains(
        "<th scope=\"row\" align=\"left\">2023-12-31</th><th scope=\"row\" align=\"right\" class=\"n size\">7</th>"))
    let cell = "<td align=\"right\" class=\"n\">"
    #expect(text.contains("\(cell)7 (100.0 %)*</td>\(cell)</td>\(cell)</td></tr>\n</tbody>"))
    #expect(
      text.contains(
        "<tfoot>\n<tr><th scope=\"row\" align=\"left\">total</th><th scope=\"row\" align=\"right\" class=\"n size\">50</th>\(cell)14 (28.0 %)</td>"
      ))
    #expect(text.hasSuffix("</main>\n</body>\n</html>\n"))
  }

  @Test("nothing in the data becomes markup", arguments: [OutputFormat.md, .html])
  func injection(format: OutputFormat) {
    var table = SampleTables.hostileTable
    table.title = "<img onerror=x>"
    table.columns[0].label = "<b>&\"'"
    let rendered = format.text(table)
    for markup in ["<script", "</script", "<img", "<b>", "\u{1B}", "\u{9B}", "\u{202E}"] {
      #expect(!rendered.contains(markup))
    }
    if format == .md {
      #expect(rendered.contains(#"| \| pipe \| \*bold\* \[x\](y) \`c\` |"#))
      #expect(rendered.contains(#"| two\\nlines |"#))
    } else {
      #expect(rendered.contains(">&#39;\\</t"))
      #expect(rendered.contains(">two\\nlines</t"))
    }
  }
}

@Suite("several results")
struct ResultWriterTests {
  private final class Received {
    var chunks: [[UInt8]] = []
    var text: String { String(decoding: chunks.joined(), as: UTF8.self) }
  }

  private struct ClosedPipe: Error {}

  private let table = ResultTable(
    name: "show", columns: [ResultColumn(name: "n", kind: .value, type: .integer)], rows: [[.integer(1)]])

  @Test(
    "results stand apart and a document is whole",
    arguments: [
      (.table, "hello\nshow\n\nn\n─\n1\n\nshow\n\nn\n─\n1\n"), (.csv, "hello\r\nn\r\n1\r\n\r\nn\r\n1\r\n"),
      (.md, "hello\n\n## show\n\n| n |\n| --: |\n| 1 |\n\n## show\n\n| n |\n| --: |\n| 1 |\n"),
    ] as [(OutputFormat, String)])
  func twoResults(format: OutputFormat, expected: String) throws {
    let received = Received()
    var writer = ResultWriter(format: format, options: OutputOptions()) { received.chunks.append($0) }
    try writer.print("hello")
    try writer.write(table)
    try writer.write(table)
    try writer.finish()
    #expect(received.text == expected)
  }

  @Test("one line of JSON per result, also for print")
  func lines() throws {
    let received = Received()
    var writer = ResultWriter(format: .json, options: OutputOptions()) { received.chunks.append($0) }
    try writer.print("a\n\"b\"")
    try writer.write(table)
    try writer.finish()
    let lines = received.text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == #"{"name":"print","text":"a\n\"b\""}"#)
  }

  @Test("an HTML document opens and closes once")
  func html() throws {
    let received = Received()
    var writer = ResultWriter(format: .html, options: OutputOptions()) { received.chunks.append($0) }
    try writer.write(table)
    try writer.write(table)
    try writer.finish()
    #expect(received.text.split(separator: "<html").count == 2)
    #expect(received.text.split(separator: "<table class=\"main\" ").count == 3)
    #expect(received.text.hasSuffix("</html>\n"))
  }

  @Test(
    "large results come in chunks, and a closed pipe ends them",
    arguments: OutputFormat.allCases.filter { !$0.needsFile }
  )
  func chunks(format: OutputFormat) throws {
    let large = ResultTable(
      name: "list", columns: [ResultColumn(name: "n", kind: .value, type: .integer)],
      rows: (0..<25_000).map { [.integer(Int64($0))] })
    let received = Received()
    var writer = ResultWriter(format: format, options: OutputOptions()) { received.chunks.append($0) }
    try writer.write(large)
    try writer.finish()
    #expect(received.chunks.count > 2)
    #expect(received.chunks.allSatisfy { $0.count < 200_000 })
    #expect(Array(received.chunks.joined()) == format.bytes(of: large))

    var closed = ResultWriter(format: format, options: OutputOptions()) { _ in throw ClosedPipe() }
    #expect(throws: ClosedPipe.self) { try closed.write(large) }
  }
}
