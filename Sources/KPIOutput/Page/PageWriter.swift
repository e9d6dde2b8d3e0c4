import KPIEngine
import KPILanguage

/// The answers of a script as one page that shows rows, sorts and cuts down to a group, all from what it holds itself.
final class PageWriter: DocumentWriter {
  private enum Part {
    case text(String)
    case table(ResultTable, TextLanguage)
    case check(CheckNote)
  }

  private static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
  private var parts: [Part] = []

  func add(_ table: ResultTable, _ options: OutputOptions) { parts.append(.table(table, options.language)) }

  func add(printed text: String) { parts.append(.text(text)) }

  func add(check note: CheckNote) { parts.append(.check(note)) }

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
    // What has no title begins with one for those who hear it.
    if titles.isEmpty { sink.append("<h1 class=\"unseen\">kpi</h1>\n") }
    writeFailures(options.language, into: &sink)
    var rows = PageRows(words: .of(options.language))
    for case .table(let table, let language) in parts where table.layout != .text {
      rows.addGroups(of: Card(table, language))
    }
    var marks: [String] = []
    var definitions = PageDefinitions()
    let headings = parts.compactMap { part in
      if case .table(let table, let language) = part, table.layout != .text {
        Card(table, language).heading
      } else {
        nil
      }
    }
    var number = 0
    var checks = 0
    for part in parts {
      switch part {
      case .text(let text): PageFrame.print(text, into: &sink)
      case .check(let note):
        checks += 1
        PageFrame.check(note, anchor: "check-\(checks)", into: &sink)
      case .table(let table, let language) where table.layout == .text:
        try PageFrame.lines(of: table, language, into: &sink)
      case .table(let table, let language):
        let card = Card(table, language)
        let (links, leftOut) = rows.add(card)
        try card.write(
          number: number, links: links, explainsMarks: false,
          note: leftOut > 0 ? PageWords.of(language).leftOut(leftOut) : nil,
          tellsQuestion: headings.count { $0 == card.heading } > 1, into: &sink)
        definitions.add(table.shownCard, of: card.heading)
        number += 1
        for mark in card.marks where !marks.contains(mark) { marks.append(mark) }
      }
    }
    if !marks.isEmpty { sink.append("<footer>\(marks.map { "<p>\(markup($0))</p>" }.joined())</footer>\n") }
    definitions.write(options.language, into: &sink)
    let data = "<script type=\"application/json\" id=\"rows\">\(String(decoding: rows.json, as: UTF8.self))</script>\n"
    PageFrame.end(script: "\(data)<script>\(Self.script)</script>\n", into: &sink)
  }

  /// How many checks failed, before everything else.
  private func writeFailures(_ language: TextLanguage, into sink: inout ByteSink) {
    let checks = parts.compactMap { part in if case .check(let note) = part { note } else { nil } }
    guard let first = checks.firstIndex(where: \.isFailure) else { return }
    let told = PageWords.of(language).failed(checks.count(where: \.isFailure))
    sink.append("<p class=\"failed\"><a href=\"#check-\(first + 1)\">\(markup(told))</a></p>\n")
  }
}
