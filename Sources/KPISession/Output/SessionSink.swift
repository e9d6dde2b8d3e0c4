import KPIEngine
import KPILanguage

/// Where a session's answers go.
package protocol SessionSink: AnyObject {
  /// Takes a result as soon as its statement has been answered.
  ///
  /// Throws `OutputFailure` where it cannot be written.
  func show(_ table: ResultTable, language: SessionLanguage) throws(OutputFailure)
  /// Takes the text of a `print`.
  ///
  /// Throws `OutputFailure` where it cannot be written.
  func print(_ text: String) throws(OutputFailure)
  /// Whether programs read what is written: numbers in texts stay as they can be read again.
  var isForPrograms: Bool { get }
  /// Takes mistakes, warnings and notes about the text.
  func report(_ diagnostics: [Diagnostic], sources: [SourceID: Source])
  /// Takes a note about the data.
  func note(_ text: Message, in language: SessionLanguage)
  /// Who is told how far a load is, from any thread; nil where nobody listens.
  var loadProgress: (@Sendable (Double) -> Void)? { get }
  /// Takes a check as soon as it is known how it ended.
  ///
  /// Throws `OutputFailure` where it cannot be written.
  func check(_ record: CheckRecord, sources: [SourceID: Source]) throws(OutputFailure)
  /// Takes how many checks a run had, and how they ended.
  ///
  /// Throws `OutputFailure` where it cannot be written.
  func checks(_ counts: CheckCounts, in language: SessionLanguage) throws(OutputFailure)
  /// Asks whoever is there; false where nobody is.
  func confirms(_ question: String) -> Bool
}

extension SessionSink {
  package var isForPrograms: Bool { false }
  package func check(_ record: CheckRecord, sources: [SourceID: Source]) {}
  package func checks(_ counts: CheckCounts, in language: SessionLanguage) {}
  package func confirms(_ question: String) -> Bool { false }
}

/// Why an answer could not be written.
package struct OutputFailure: Error {
  /// The reader has gone: no mistake.
  package var isClosedPipe: Bool
  /// The system's reason, lower case.
  package var reason: String
  /// What is told instead of the reason; nil where that says it.
  package var diagnostic: Diagnostic?

  /// A failure with its reason.
  package init(isClosedPipe: Bool, reason: String) {
    self.isClosedPipe = isClosedPipe
    self.reason = reason
  }

  /// A failure that is told in words of its own.
  package init(_ diagnostic: Diagnostic) {
    self.init(isClosedPipe: false, reason: "")
    self.diagnostic = diagnostic
  }

  /// What is told of it.
  package var told: Diagnostic {
    diagnostic ?? Diagnostic(.error, "cannot-write", "cannot write the result: \(Message(known: reason))", at: nil)
  }
}
