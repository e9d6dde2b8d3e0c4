import KPILanguage
import Synchronization

/// Collects what is to be told about the statements at hand.
package final class DiagnosticLog: Sendable {
  private struct Entries {
    var all: [Diagnostic] = []
    var known: Set<Diagnostic> = []
    var language: SessionLanguage?
  }

  private let entries = Mutex(Entries())

  /// An empty log.
  package init() {}

  /// Adds a diagnostic; one that is there already is not repeated.
  package func report(_ diagnostic: Diagnostic) {
    entries.withLock { entries in
      var diagnostic = diagnostic
      diagnostic.language = diagnostic.language ?? entries.language
      if entries.known.insert(diagnostic).inserted { entries.all.append(diagnostic) }
    }
  }

  /// Adds an error.
  func error(_ code: String, _ message: Message, at span: Span?, label: Message? = nil, notes: [Message] = []) {
    report(Diagnostic(.error, code, message, at: span, label: label, notes: notes))
  }

  /// The language of the statement at hand.
  var language: SessionLanguage? {
    get { entries.withLock { $0.language } }
    set { entries.withLock { $0.language = newValue } }
  }

  /// Adds several.
  func report(_ diagnostics: [Diagnostic]) { for diagnostic in diagnostics { report(diagnostic) } }

  /// Everything so far, in the order it was reported.
  package var diagnostics: [Diagnostic] { entries.withLock { $0.all } }

  /// The first error, which decides how the run ends.
  var firstError: Diagnostic? { diagnostics.first { $0.severity == .error } }

  /// How many errors there are.
  var errorCount: Int { entries.withLock { $0.all.count { $0.severity == .error } } }

  /// Hands out everything and begins anew.
  func take() -> [Diagnostic] {
    entries.withLock { entries in
      defer { entries = Entries(language: entries.language) }
      return entries.all
    }
  }
}
