/// Something to tell the author of a statement: a value, rendered elsewhere.
package struct Diagnostic: Sendable, Hashable {
  /// How grave it is: errors stop, warnings and notes do not.
  package enum Severity: String, Sendable {
    case error, warning, note

    /// As a reader is told.
    package var word: Message {
      switch self {
      case .error: "error"
      case .warning: "warning"
      case .note: "note"
      }
    }
  }

  /// How grave it is.
  package var severity: Severity
  /// The kind's readable name, such as `unknown-dimension`.
  package var code: String
  /// Where in the source; nil where no place in a text is at fault.
  ///
  /// Before the texts, so that thousands of one statement are told apart without filling any in.
  package var span: Span?
  /// One sentence, lower case, no full stop; names from the user's text in backticks.
  package var message: Message
  /// What stands beside the marked text, such as ``did you mean `source`?``.
  package var label: Message?
  /// Further lines, each a whole sentence of help.
  package var notes: [Message]
  /// The language of the statement it is about; nil where none is known.
  package var language: TextLanguage?

  /// A diagnostic, an error unless said otherwise.
  package init(
    _ severity: Severity, _ code: String, _ message: Message, at span: Span?, label: Message? = nil,
    notes: [Message] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.label = label
    self.notes = notes
  }

  /// The same, told in a language.
  package func told(in language: TextLanguage) -> Diagnostic {
    var diagnostic = self
    diagnostic.language = language
    return diagnostic
  }

  /// An error.
  package init(
    _ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = []
  ) {
    self.init(.error, code, message, at: span, label: label, notes: notes)
  }
}
