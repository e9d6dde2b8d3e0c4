import KPIEngine

/// The answers of a script as one page that shows rows, sorts and cuts down to a group, all from what it holds itself.
final class PageWriter: DocumentWriter {
  private enum Part {
    case text(String)
    case table(ResultTable, OutputLanguage)
  }

  private static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
  private var parts: [Part] = []

  func add(_ table: ResultTable, _ options: OutputOptions) { parts.append(.table(table, options.language)) }

  func add(printed text: String) { parts.append(.text(text)) }

  func finish(_ options: OutputOptions, receive: ([UInt8]) throws -> Void) throws {
    // A page is some MB at most.
    var sink = ByteSink()
    try write(options, into: &sink)
    for start in stride(from: 0, to: sink.bytes.count, by: 1 << 16) {
      try receive(Array(sink.bytes[start..<min(sink.bytes.count, start + 1 << 16)]))
    }
    try receive([])
  }

  private func write(_ options: OutputOptions, into sink: inout ByteSink) throws {
    let titles = parts.compactMap { part in if case .text(let text) = part { PageFrame.title(in: text) } else { nil } }
    PageFrame.begin(options.language, title: titles.first ?? "kpi", script: Self.script, into: &sink)
    var rows = PageRows(words: .of(options.language))
    for case .table(let table, let language) in parts where table.layout != .text {
      rows.addGroups(of: Card(table, language))
    }
    var marks: [String] = []
    var number = 0
    for part in parts {
      switch part {
      case .text(let text): PageFrame.print(text, into: &sink)
      case .table(let table, let language) where table.layout == .text:
        try PageFrame.lines(of: table, language, into: &sink)
      case .table(let table, let language):
        let card = Card(table, language)
        let (links, leftOut) = rows.add(card)
        try card.write(
          number: number, links: links, explainsMarks: false,
          note: leftOut > 0 ? PageWords.of(language).leftOut(leftOut) : nil, into: &sink)
        number += 1
        for mark in card.marks where !marks.contains(mark) { marks.append(mark) }
      }
    }
    if !marks.isEmpty { sink.append("<footer>\(marks.map { "<p>\(markup($0))</p>" }.joined())</footer>\n") }
    sink.append("<script type=\"application/json\" id=\"rows\">")
    sink.bytes += rows.json
    sink.append("</script>\n<script>\(Self.script)</script>\n")
    PageFrame.end(into: &sink)
  }
}
