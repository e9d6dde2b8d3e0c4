/// Writes diagnostics as a reader of a terminal sees them.
///
///     error[unknown-dimension]: customers have no dimension `sorce`
///       ┌─ monthly.kpi:3:11
///     3 │ funnel by sorce month 2023-09
///       │           ^^^^^ did you mean `source`?
///       = a note
package struct DiagnosticRenderer {
  /// Whether to colour the output with terminal escapes.
  package var usesColour: Bool

  /// The language of messages about a text whose own is not known.
  package var language: TextLanguage

  /// How many columns of a source line are shown; longer lines are cut around the marked text.
  package var lineWidth: Int

  /// The columns of the terminal that messages are broken into lines for, between words; nil breaks none.
  package var textWidth: Int? {
    didSet { if let textWidth { lineWidth = max(min(lineWidth, textWidth - 6), 20) } }
  }

  private let sources: [SourceID: (name: String, lines: SourceLines)]

  /// A renderer for messages about these sources.
  package init(
    sources: [SourceID: Source], usesColour: Bool = false, lineWidth: Int = 120, language: TextLanguage = .en
  ) {
    self.sources = sources.mapValues { ($0.name, SourceLines($0)) }
    self.usesColour = usesColour
    self.language = language
    self.lineWidth = max(lineWidth, 20)
  }

  /// The diagnostics one after another, in the order given, an empty line between two.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  /// One diagnostic, each line with its line end.
  package func render(_ diagnostic: Diagnostic) -> String {
    let language = diagnostic.language ?? language
    let severity = coloured(
      "\(diagnostic.severity.word.text(in: language))[\(diagnostic.code)]", colour(of: diagnostic.severity))
    let label = diagnostic.label?.text(in: language)
    let notes = diagnostic.notes.map { $0.text(in: language) }
    let lead = "\(diagnostic.severity.word.text(in: language))[\(diagnostic.code)]: "
    let message = broken(diagnostic.message.text(in: language), behind: lead.count, indent: 2)
    var text = "\(severity): \(message)\n"
    guard let span = diagnostic.span, let (name, lines) = sources[span.source] else {
      for note in (label.map { [$0] } ?? []) + notes { text += "  = \(broken(note, behind: 4, indent: 4))\n" }
      return text
    }
    let position = lines.position(at: span.start)
    let number = String(position.line)
    let margin = String(repeating: " ", count: number.utf8.count)
    let excerpt = Excerpt(line: position.line, of: lines, span: span, width: lineWidth)
    let mark = String(repeating: " ", count: excerpt.indent) + String(repeating: "^", count: excerpt.markWidth)
    text += "\(margin) \(coloured("┌─", .blue)) \(name):\(position.line):\(position.column)\n"
    text += "\(coloured("\(number) │", .blue)) \(Secrets.hidden(in: excerpt.text))\n"
    let side = "\(margin) \(coloured("│", .blue)) "
    let colour = colour(of: diagnostic.severity)
    if let label, let textWidth, margin.count + 4 + mark.count + label.count > textWidth {
      // What does not fit beside the mark stands below it.
      text += "\(side)\(coloured(mark, colour))\n"
      for line in broken(label, behind: margin.count + 3, indent: 0).split(separator: "\n") {
        text += "\(side)\(coloured(String(line), colour))\n"
      }
    } else {
      text += "\(side)\(coloured(mark + (label.map { " \($0)" } ?? ""), colour))\n"
    }
    let indent = margin.count + 3
    for note in notes {
      text += "\(margin) \(coloured("=", .blue)) \(broken(note, behind: indent, indent: indent))\n"
    }
    return text
  }

  /// A text in lines that fit the terminal, broken between words.
  ///
  /// - Parameters:
  ///   - lead: the columns that the first line has before it.
  ///   - indent: the blanks before each other line.
  package func broken(_ text: String, behind lead: Int, indent: Int) -> String {
    guard let textWidth, lead + text.count > textWidth, textWidth > indent + 20 else { return text }
    var lines: [String] = [""]
    var room = textWidth - lead
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let line = lines[lines.count - 1]
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(String(word))
        // A label's lines have what stands beside them added by whoever asks.
        room = textWidth - (indent == 0 ? lead : indent)
      } else {
        lines[lines.count - 1] = line.isEmpty ? String(word) : "\(line) \(word)"
      }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  /// The line and column where a diagnostic points, for formats that carry numbers; nil without a place.
  package func position(of diagnostic: Diagnostic) -> (source: String, position: SourceLines.Position)? {
    guard let span = diagnostic.span, let (name, lines) = sources[span.source] else { return nil }
    return (name, lines.position(at: span.start))
  }

  // MARK: Colour

  private enum Colour: String {
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "1;36"
    case blue = "34"
  }

  private func colour(of severity: Diagnostic.Severity) -> Colour {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .cyan
    }
  }

  private func coloured(_ text: String, _ colour: Colour) -> String {
    usesColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The part of a source line that is shown, and where its mark stands, in columns of a terminal.
private struct Excerpt {
  var text = ""
  var indent = 0
  var markWidth = 1

  /// Bytes around the span that can matter; the rest of a long line is not looked at.
  private static let reach = 2_048

  init(line: Int, of lines: SourceLines, span: Span, width: Int) {
    let whole = lines.range(ofLine: line)
    let start = min(max(span.start, whole.lowerBound), whole.upperBound)
    let end = min(max(span.end, start), whole.upperBound)
    let from = Excerpt.boundary(max(whole.lowerBound, start - Excerpt.reach), lines.bytes)
    let to = Excerpt.boundary(min(whole.upperBound, start + Excerpt.reach), lines.bytes)
    let before = Excerpt.cells(lines.bytes[from..<start])
    let marked = Excerpt.cells(lines.bytes[start..<min(end, to)])
    let after = Excerpt.cells(lines.bytes[min(end, to)..<to])
    let total = before.width + marked.width + after.width
    // A short line stays whole; of a long one the mark comes first, then what is before it, then what follows.
    let isCut = total > width || from > whole.lowerBound || to < whole.upperBound
    let markRoom = isCut ? min(marked.width, width - 2) : marked.width
    let lead = isCut ? min(before.width, max((width - markRoom) / 2, width - markRoom - after.width - 1)) : before.width
    let (head, headWidth) = before.suffix(isCut ? max(lead - 1, 0) : lead)
    let isHeadCut = headWidth < before.width || from > whole.lowerBound
    let (middle, middleWidth) = marked.prefix(markRoom)
    let left = (isHeadCut ? 1 : 0) + headWidth + middleWidth
    let (tail, tailWidth) = after.prefix(isCut ? max(width - left - 1, 0) : after.width)
    let isTailCut = middleWidth < marked.width || tailWidth < after.width || to < whole.upperBound
    text = (isHeadCut ? "…" : "") + head + middle + tail + (isTailCut ? "…" : "")
    while text.last == " " { text.removeLast() }
    indent = (isHeadCut ? 1 : 0) + headWidth
    markWidth = max(middleWidth, 1)
  }

  /// The first offset from `offset` on that begins a scalar.
  private static func boundary(_ offset: Int, _ bytes: [UInt8]) -> Int {
    var offset = offset
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  /// Characters with their widths; tabs are four blanks, what a terminal would act on is replaced.
  private static func cells(_ bytes: ArraySlice<UInt8>) -> Cells {
    var cells = Cells()
    for character in String(decoding: bytes, as: UTF8.self) {
      switch character {
      case "\t": cells.append("    ", 4)
      case _ where character.isHarmless: cells.append(String(character), character.displayWidth)
      default: cells.append("\u{FFFD}", 1)
      }
    }
    return cells
  }

  struct Cells {
    private var cells: [(text: String, width: Int)] = []
    private(set) var width = 0

    mutating func append(_ text: String, _ width: Int) {
      cells.append((text, width))
      self.width += width
    }

    /// The first characters that fit `room`, and their width.
    func prefix(_ room: Int) -> (String, Int) {
      var text = ""
      var width = 0
      for cell in cells {
        if width + cell.width > room { break }
        text += cell.text
        width += cell.width
      }
      return (text, width)
    }

    /// The last characters that fit `room`, and their width.
    func suffix(_ room: Int) -> (String, Int) {
      var kept: [String] = []
      var width = 0
      for cell in cells.reversed() {
        if width + cell.width > room { break }
        kept.append(cell.text)
        width += cell.width
      }
      return (kept.reversed().joined(), width)
    }
  }
}
