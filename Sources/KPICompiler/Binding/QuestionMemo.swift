import KPILanguage
import Synchronization

/// What questions were bound to, for when one is asked again in the same circumstances: over the same rows, with the same
/// definitions, in the same language and strictness (`MetricMemo.Circumstances`, `NameCache`).
///
/// A script's questions are checked before they are run, and so are bound twice; a loop or a page asks one many times.
/// Kept is what would come out alike: a question that asks the session for nothing (`SessionReads`) and looks behind no
/// answer, and of which nothing was to be told.
final class QuestionMemo: Sendable {
  /// More are forgotten, all at once: those at hand are soon there again.
  private static let most = 64

  private let known = Mutex<[Question: PreparedQuestion]>([:])

  subscript(question: Question) -> PreparedQuestion? {
    get { known.withLock { $0[question] } }
    set {
      known.withLock { known in
        if known.count >= Self.most { known = [:] }
        known[question] = newValue
      }
    }
  }

  /// Forgets them all: each holds what it was bound with, this memo among it.
  func forget() {
    let all = known.withLock { known in
      defer { known = [:] }
      return known
    }
    withExtendedLifetime(all) {}
  }
}

extension Compiler {
  /// Binds a question, or takes what the same one was bound to before.
  package func prepareOnce(_ question: Question) -> Bound<PreparedQuestion> {
    // Where an engine answers, a question goes with its transaction.
    guard let questions = metrics?.questions, !question.isDrill, context.elsewhere == nil else {
      return prepare(question)
    }
    if let known = questions[question] { return Bound(known, []) }
    let readsBefore = reads.count
    let bound = prepare(question)
    guard let content = bound.content, bound.diagnostics.isEmpty, reads.count == readsBefore else { return bound }
    // What was looked up among the rows may be half of it.
    if context.isCancelled() { return bound }
    reads.letGo()
    questions[question] = content
    return bound
  }
}
