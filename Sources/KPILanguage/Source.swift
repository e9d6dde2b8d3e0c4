/// One text that statements are read from: a script, a model file, a line at the prompt.
package struct Source: Sendable {
  /// How messages name the text (`monthly.kpi`, `<prompt>`, `-c`).
  package let name: String
  /// The text in NFC, line ends as `\n`, without a byte order mark.
  package let text: String
  /// The file that it was read from, as it was named; nil for a text from elsewhere.
  package let path: String?
  /// Whether a text in quotes may go on over several lines, as at the prompt.
  package let textsMayBreak: Bool

  /// Takes the text as it was read; normalises it once, so that every span is an offset into `text`.
  package init(name: String, text: String, path: String? = nil, textsMayBreak: Bool = false) {
    self.textsMayBreak = textsMayBreak
    self.name = name
    self.path = path
    self.text = Source.unifyingLineEnds(text).inNFC
  }

  /// `\r\n` and `\r` become `\n`; a leading byte order mark is dropped.
  private static func unifyingLineEnds(_ text: String) -> String {
    let hasMark = text.unicodeScalars.first == "\u{FEFF}"
    if !hasMark && !text.hasByte({ $0 == 0x0D }) { return text }
    var scalars = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars.dropFirst(hasMark ? 1 : 0) {
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n" where afterReturn: break
      default: scalars.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(scalars)
  }
}

/// Which of a session's sources a span points into.
package struct SourceID: Hashable, Sendable {
  /// The place in the session's list of sources.
  package let index: Int32

  /// The identifier of the source at `index`.
  package init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}

/// A range of UTF-8 offsets in a source.
package struct Span: Hashable, Sendable {
  /// The source that the offsets count in.
  package var source: SourceID
  /// The offset of the first byte.
  package var start: Int
  /// The offset after the last byte.
  package var end: Int

  /// The bytes from `start` up to, not including, `end`.
  package init(_ source: SourceID, _ start: Int, _ end: Int) {
    self.source = source
    self.start = start
    self.end = end
  }

  /// The smallest span that covers this one and `other` of the same source.
  package func through(_ other: Span) -> Span {
    Span(source, min(start, other.start), max(end, other.end))
  }
}
