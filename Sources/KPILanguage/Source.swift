/// One text that statements are read from: a script, a model file, a line at the prompt.
package struct Source: Sendable {
  /// How messages name the text (`monthly.kpi`, `<prompt>`, `-c`).
  package let name: String
  /// The text in NFC, line ends as `\n`.
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// Which of a session's sources a span points into.
package struct SourceID: Hashable, Sendable {
  package let index: Int32

  package init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}

/// A range of UTF-8 offsets in a source.
package struct Span: Hashable, Sendable {
  package var source: SourceID
  package var start: Int
  package var end: Int

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
