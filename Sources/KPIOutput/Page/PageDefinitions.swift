import KPIEngine
import KPILanguage

/// What the numbers of a page mean, as a list for paper, where nothing is opened: what holds of all cards once.
struct PageDefinitions {
  private var cards: [(headings: [String], lines: [String])] = []

  mutating func add(_ lines: [String], of heading: String) {
    guard !lines.isEmpty else { return }
    guard let known = cards.firstIndex(where: { $0.lines == lines }) else { return cards.append(([heading], lines)) }
    if !cards[known].headings.contains(heading) { cards[known].headings.append(heading) }
  }

  func write(_ language: TextLanguage, into sink: inout ByteSink) {
    guard let first = cards.first else { return }
    let common = first.lines.filter { line in cards.allSatisfy { $0.lines.contains(line) } }
    sink.append("<div class=\"definitions\" aria-hidden=\"true\" style=\"display:none\">\n")
    sink.append("<h2>\(markup(CellFormatter(language).words.definitions))</h2>\n")
    for line in common { sink.append("<p>\(markup(line))</p>\n") }
    for card in cards {
      let own = card.lines.filter { !common.contains($0) }
      guard !own.isEmpty else { continue }
      sink.append("<p><b>\(markup(card.headings.joined(separator: "; ")))</b><br>")
      sink.append("\(own.map(markup).joined(separator: "<br>"))</p>\n")
    }
    sink.append("</div>\n")
  }
}
