import KPILanguage
import Testing

@Suite struct RendererTests {
  private func render(_ text: String, _ start: Int, _ end: Int, width: Int = 120, colour: Bool = false) -> String {
    let source = Source(name: "a.kpi", text: text)
    let renderer = DiagnosticRenderer(sources: [SourceID(0): source], usesColour: colour, lineWidth: width)
    return renderer.render(Diagnostic(.error, "code", "message", at: Span(SourceID(0), start, end), label: "label"))
  }

  @Test("the mark stands under the text, in columns of a terminal")
  func alignment() {
    let text = "\tshow 日本 Chốt x"
    let start = "\tshow 日本 Chốt ".utf8.count
    #expect(
      render(text, start, start + 1) == """
        error[code]: message
          ┌─ a.kpi:1:15
        1 │     show 日本 Chốt x
          │                    ^ label

        """)
  }

  @Test("line numbers widen the margin, and a span over several lines is marked on its first")
  func margin() {
    let text = String(repeating: "\n", count: 99) + "show (\n a"
    #expect(
      render(text, 104, 108) == """
        error[code]: message
            ┌─ a.kpi:100:6
        100 │ show (
            │      ^ label

        """)
  }

  @Test("a long line is cut around the mark", arguments: [0, 1, 300, 5_000, 9_990])
  func longLine(_ start: Int) {
    let text = String(repeating: "abcdefghi ", count: 1_000)
    let lines = render(text, start, start + 5, width: 60).split(separator: "\n")
    let shown = lines[2].dropFirst(4)
    let mark = lines[3].dropFirst(4)
    #expect(shown.count <= 60)
    let column = mark.prefix { $0 == " " }.count
    #expect(mark.dropFirst(column).hasPrefix("^^^^^ label"))
    let marked = text.dropFirst(start).prefix(5)
    #expect(shown.dropFirst(column).hasPrefix(marked))
  }

  @Test("a mark longer than the line is cut")
  func longMark() {
    let lines = render(String(repeating: "x", count: 1_000_000), 0, 1_000_000, width: 40).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 60 })
  }

  @Test("what a terminal would act on is not passed through")
  func control() {
    let shown = render("a\u{1B}[31m\0\u{202E}b", 0, 1)
    #expect(!shown.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
  }

  @Test("without a place there is the message and its help only; colour is added where asked")
  func plain() {
    let renderer = DiagnosticRenderer(sources: [:])
    #expect(renderer.render(Diagnostic(.warning, "c", "m", at: nil, notes: ["n"])) == "warning[c]: m\n  = n\n")
    #expect(render("abc", 0, 1, colour: true).contains("\u{1B}[1;31merror[code]\u{1B}[0m"))
  }

  @Test("lines and columns count characters")
  func positions() {
    let lines = SourceLines(Source(name: "a", text: "Chốt\nđơn hàng"))
    let found = [6, "Chốt\nđơn".utf8.count, 1_000].map { lines.position(at: $0) }
    #expect(found.map(\.line) == [1, 2, 2])
    #expect(found.map(\.column) == [5, 4, 9])
    #expect(lines.count == 2)
  }

  @Test(
    "the nearest names",
    arguments: [
      ("sorce", ["source", "sources", "order"], ["source"]), ("SOURCE", ["resource", "source"], ["source"]),
      ("chot", ["Chốt", "Mất", "chop"], ["Chốt"]), ("revnue", ["revenue", "units"], ["revenue"]),
      ("x", ["y"], []), ("Fasebook", ["Facebook", "Zalo"], ["Facebook"]),
      ("oders", ["orders", "order"], ["orders"]),
      ("ab", ["ba"], ["ba"]), ("abc", ["acb"], ["acb"]),
    ])
  func nearest(_ name: String, _ candidates: [String], _ expected: [String]) {
    #expect(DidYouMean.nearest(to: name, among: candidates) == expected)
  }

  @Test("huge names and lists are answered")
  func bounded() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(DidYouMean.nearest(to: long, among: [long + "y"]).isEmpty)
    #expect(DidYouMean.nearest(to: "name", among: (0..<100_000).lazy.map { "nam\($0 % 10)" }).count == 3)
  }
}
