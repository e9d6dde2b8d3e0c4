/// Something to tell the author of a statement: a value, rendered elsewhere.
package struct Diagnostic: Sendable, Hashable {
  /// How grave it is: errors stop, warnings and notes do not.
  package enum Severity: String, Sendable { case error, warning, note }

  /// How grave it is.
  package var severity: Severity
  /// The kind's readable name, such as `unknown-dimension`.
  package var code: String
  /// One sentence, lower case, no full stop; names from the user's text in backticks.
  package var message: String
  /// Where in the source; nil where no place in a text is at fault.
  package var span: Span?
  /// What stands beside the marked text, such as ``did you mean `source`?``.
  package var label: String?
  /// Further lines, each a whole sentence of help.
  package var notes: [String]

  /// A diagnostic, an error unless said otherwise.
  package init(
    _ severity: Severity, _ code: String, _ message: String, at span: Span?, label: String? = nil,
    notes: [String] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.label = label
    self.notes = notes
  }

  /// An error.
  package init(
    _ code: String, _ message: String, at span: Span?, label: String? = nil, notes: [String] = []
  ) {
    self.init(.error, code, message, at: span, label: label, notes: notes)
  }
}
