import KPILanguage

/// How a run ended, as the status of the process.
public enum ExitStatus: Int32, Sendable {
  /// Everything was answered.
  case success = 0
  /// An assertion failed.
  case assertionFailed = 1
  /// A mistake in the script or the command line.
  case mistake = 2
  /// The data: it cannot be opened, the model does not fit, a sum overflows.
  case data = 3
  /// Not allowed.
  case forbidden = 4
  /// A fault of the program itself.
  case fault = 70
  /// Stopped by a signal or by `--timeout`.
  case interrupted = 130

  /// What a mistake with that code ends a run with.
  package init(code: String) {
    self = Self.statuses[code] ?? .mistake
  }

  /// The codes of diagnostics that are no mistakes in the text.
  private static let statuses: [String: ExitStatus] = [
    "assertion-failed": .assertionFailed, "cannot-open": .data, "missing-table": .data, "missing-column": .data,
    "model-mismatch": .data,
    "overflow": .data, "circular-departments": .data, "too-many-groups": .data, "fault": .fault,
    "not-allowed": .forbidden, "interrupted": .interrupted, "timed-out": .interrupted, "cannot-write": .data,
    "cannot-export": .data, "too-many-rows": .data, "no-driver": .data, "cannot-connect": .data, "engine-error": .data,
    "cannot-push": .data,
  ]
}

/// Ends a run: what is to be reported, and the status it leaves.
package struct Halt: Error {
  /// What is told before the end; empty where everything was reported already.
  package var diagnostics: [Diagnostic]
  /// The status that the run ends with.
  package var status: ExitStatus

  /// A halt that reports one diagnostic, with the status that its code has.
  package init(_ diagnostic: Diagnostic) {
    diagnostics = [diagnostic]
    status = ExitStatus(code: diagnostic.code)
  }

  /// A halt of which everything was reported.
  package init(status: ExitStatus) {
    diagnostics = []
    self.status = status
  }
}
