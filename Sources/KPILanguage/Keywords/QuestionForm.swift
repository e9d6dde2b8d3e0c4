/// How a question is asked: what stands between its verb and its clauses, and the clauses that it alone has.
///
/// A question whose form says what stands behind its verb is read and completed by that; the others have functions of
/// their own in the parser.
package struct QuestionForm: Sendable, Hashable {
  package enum Lead: Sendable, Hashable {
    case nothing
    case metric
    /// An event, which may be left out.
    case event
    /// A word, which may be left out.
    case word(Keyword)
  }

  /// What stands behind the verb; nil where a function of the parser reads it.
  package let lead: Lead?
  /// The clauses that only this question has, by the words that begin them: a horizon by the units that are usual.
  package let ownClauses: [Keyword]

  init(_ lead: Lead?, _ ownClauses: [Keyword] = []) { (self.lead, self.ownClauses) = (lead, ownClauses) }
}

extension Keyword {
  /// The clauses that only this verb has, by the words that begin them.
  package var ownClauses: [Keyword] { entry.form.ownClauses }

  /// Whether the verb looks back over so many units up to today: `days 8`.
  package var takesHorizon: Bool { ownClauses.contains(.day) }
}
