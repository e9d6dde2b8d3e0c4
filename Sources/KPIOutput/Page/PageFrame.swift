import KPIEngine
import KPILanguage

/// What stands around the cards of a page.
enum PageFrame {
  private static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  private static let liveStyle = String(decoding: PackageResources.live_css, as: UTF8.self)

  /// - Parameter script: what runs in the page, the only thing that may; nil for none.
  static func begin(_ language: TextLanguage, title: String, script: String? = nil, into sink: inout ByteSink) {
    sink.append("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">\n<head>\n<meta charset=\"utf-8\">\n")
    if let script {
      // Nothing is loaded from anywhere, and nothing runs but this script: markup in the data would be dead letters
      // even if it were not escaped.
      let hash = SHA256.base64(of: Array(script.utf8))
      sink.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ")
      sink.append("script-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'\">\n")
    }
    sink.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    sink.append("<title>\(markup(title))</title>\n<style>\n\(style)")
    if script != nil { sink.append(liveStyle) }
    sink.append("\(SVGChart.style)\n</style>\n</head>\n<body>\n<main>\n")
  }

  /// - Parameter script: elements that stand behind everything.
  static func end(script: String = "", into sink: inout ByteSink) {
    sink.append("</main>\n\(script)</body>\n</html>\n")
  }

  /// A line that begins with `# ` is a title.
  static func print(_ text: String, into sink: inout ByteSink) {
    let title = title(in: text)
    sink.append(title.map { "<h1>\(markup($0))</h1>\n" } ?? "<p>\(markup(text))</p>\n")
  }

  /// - Parameter anchor: what a link to it names.
  static func check(_ note: CheckNote, anchor: String? = nil, into sink: inout ByteSink) {
    let id = anchor.map { " id=\"\($0)\"" } ?? ""
    sink.append("<p class=\"check\(note.isFailure ? " failed" : "")\"\(id)>\(note.isFailure ? "✗" : "!") ")
    sink.append("\(note.lines.map(markup).joined(separator: "<br>"))</p>\n")
  }

  /// The title that a printed line is; nil where it is none.
  static func title(in text: String) -> String? { text.hasPrefix("# ") ? String(text.dropFirst(2)) : nil }

  /// An answer of lines: `describe`, `help`, `explain`.
  static func lines(of table: ResultTable, _ language: TextLanguage, into sink: inout ByteSink) throws {
    guard let column = table.columns.first else { return }
    let formatter = CellFormatter(language)
    sink.append("<pre>\n")
    for row in table.rows {
      guard let cell = row.first else { continue }
      if case .text(let text) = cell {
        sink.append(markup(text))
      } else {
        _ = formatter.append(cell, column, to: &sink.bytes)
      }
      sink.append(UInt8(ascii: "\n"))
      try sink.drainIfFull()
    }
    sink.append("</pre>\n")
  }
}
