import KPIEngine
import KPILanguage

/// What `help [TOPIC]` answers, from the table of keywords.
enum HelpTable {
  /// The help on a topic; nil where there is none, which is then reported.
  static func make(_ topic: String?, at span: Span, _ log: DiagnosticLog) -> ResultTable? {
    guard let topic else { return table(overview) }
    guard let keyword = Keyword(spelled: topic) else {
      let forms = Keyword.vocabulary.flatMap { $0.english + $0.vietnamese }
      log.error(
        "unknown-topic", "there is no help on `\(shown(topic))`", at: span,
        label: DidYouMean.label(for: topic, among: forms), notes: ["`describe \(shown(topic))` tells about names of the model"])
      return nil
    }
    return table(lines(on: keyword))
  }

  private static func table(_ lines: [String]) -> ResultTable {
    var table = ResultTable(
      name: "help", columns: [ResultColumn(name: "text", kind: .value, type: .text)], rows: lines.map { [.text($0)] })
    table.layout = .text
    return table
  }

  private static var overview: [String] {
    var lines = ["Questions"]
    lines += entries(.question)
    lines += ["", "Clauses of a question"] + entries(.clause)
    lines += ["", "After a question, with |"] + entries(.pipe)
    lines += ["", "Other statements"] + entries(.statement)
    lines += [
      "", "Examples", "  funnel by source month 2023-09", "  cycle relationship=Chốt days 8",
      "  show revenue, aov by month year 2023", "  assert [revenue month 2023-09] >= 500M \"September missed its target\"",
      "", "`help WORD` tells about one word, `describe` about the model.",
    ]
    return lines
  }

  private static func entries(_ role: Keyword.Role) -> [String] {
    let entries = Keyword.vocabulary.filter { $0.role == role }
    let width = entries.map { words($0).count }.max() ?? 0
    return entries.map { entry in
      let words = words(entry)
      return "  \(words)\(String(repeating: " ", count: width - words.count))  \(entry.help)"
    }
  }

  /// `show · xem`.
  private static func words(_ entry: Keyword.Entry) -> String {
    (entry.english.prefix(1) + entry.vietnamese.prefix(1)).reduce(into: [String]()) { words, word in
      if !words.contains(word) { words.append(word) }
    }.joined(separator: " · ")
  }

  private static func lines(on keyword: Keyword) -> [String] {
    let entry = keyword.entry
    var lines = ["\(keyword.rawValue): \(entry.help)"]
    let others = entry.english.dropFirst() + entry.vietnamese
    if !others.isEmpty { lines.append("also written \(others.joined(separator: ", "))") }
    return lines
  }
}
