/// Amounts set for spans of time, for the whole or for parts of it: targets, budgets.
///
/// A cell's number comes from the parts of the lowest rank that have a span overlapping the cell's unit; of those,
/// from the spans of one length: the unit's own, else the nearest shorter, else the nearest longer (for a unit that
/// is no calendar unit the shortest). Null where no part has any. Spans after today count like others.
package struct Allotment: Hashable, Sendable {
  /// How the amounts of a cell make one number.
  package enum Rule: Hashable, Sendable {
    /// The sum of amount × days in the unit ÷ days of the span.
    case spread
    /// The mean weighted by days in the unit.
    case mean
    /// The sum over the holders of their means.
    case sumOfMeans
  }

  /// How long the spans of a part are.
  package enum Length: Hashable, Sendable {
    case fixed(Grain)
    /// Named by a text of the row; a row with any other text has no span.
    case named(Scalar, [String: Grain])
  }

  /// What the aggregate's input of the same position gives: its time begins a span (without one there is an amount
  /// in every calendar unit), its payload is the amount.
  package struct Part: Hashable, Sendable {
    package var rank: Int
    package var length: Length
    /// Whom or what a row's amount is set for; nil for the whole.
    package var holder: Scalar?
    /// One amount that is written down, not read from rows: the input is evaluated once, on no row.
    package var isWritten: Bool
    /// The amounts add up to the whole.
    package var countsInTotal: Bool
    /// The question's dimensions whose single values the amounts are set for.
    package var dimensions: Set<Int> = []
    /// The dimension, as the subject's rows have it, that the amounts are set for; nil for holders and the whole.
    package var setFor: Scalar?

    package init(
      rank: Int, length: Length, holder: Scalar? = nil, isWritten: Bool = false, countsInTotal: Bool = true,
      setFor: Scalar? = nil
    ) {
      self.rank = rank
      self.length = length
      self.holder = holder
      self.isWritten = isWritten
      self.countsInTotal = countsInTotal
      self.setFor = setFor
    }
  }

  package var rule: Rule
  package var parts: [Part]
  /// The entity whose dimensions split the amounts.
  package var subject: Int
  /// A group has a row where it has an amount and nothing else; without it amounts make no rows.
  package var makesGroups = false

  package init(rule: Rule, parts: [Part], subject: Int) {
    self.rule = rule
    self.parts = parts
    self.subject = subject
  }
}
