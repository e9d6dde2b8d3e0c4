import KPIEngine

/// What the writer must know of a model, beside the plan: which tables the entities are, and which of their rows are there.
package struct SQLModel: Sendable {
  /// The tables and columns, by the entities' numbers in plans.
  package var spec: LoadSpec
  /// Per entity what places its rows in time; nil for one without a time.
  package var placings: [Placing?]
  /// Per entity the rows that it has (`table … where`); nil for every row.
  package var conditions: [Scalar?]
  /// Per entity the name that reads where a row stands in its table; nil where its table has none, as views have.
  package var rowIDs: [String?]
  /// How the engine stores the columns; nil for SQLite, where every row tells it itself.
  package var types: SQLTypes?
  /// Whether a column of SQLite is declared to hold yes and no, which its rows may have as words.
  package var isBoolean: @Sendable (_ column: String, _ table: String) -> Bool
  /// The entities whose rows their keys do not tell apart, where the rows at hand cannot tell; nil where they can.
  package var repeating: Set<Int>?

  package init(
    spec: LoadSpec, placings: [Placing?], conditions: [Scalar?], rowIDs: [String?], types: SQLTypes? = nil,
    repeating: Set<Int>? = nil,
    isBoolean: @escaping @Sendable (_ column: String, _ table: String) -> Bool = { _, _ in false }
  ) {
    self.isBoolean = isBoolean
    self.repeating = repeating
    self.types = types
    self.rowIDs = rowIDs
    self.spec = spec
    self.placings = placings
    self.conditions = conditions
  }
}

/// Something that SQL cannot say as the contract means it.
///
/// Nothing is written in its place: another number would be worse than none.
package enum SQLRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// What one viewer may see.
  case viewer
  /// Amounts set for spans of time: targets.
  case spans
  /// `top`, which goes by the alphabet where numbers are equal.
  case top
  /// Texts compared without case or marks.
  case foldedText
  /// Texts in alphabetical order.
  case textOrder
  /// Rows that their keys do not tell apart.
  case repeatedKeys
  /// Rows without a key.
  case nullKeys
  /// Rows without a key of a view or a table without row numbers.
  case noRowID
  case missingTable
  /// A text with a NUL.
  case nul
  /// Times that are no ISO texts, Unix times or Julian days.
  case timeFormat
  /// Hours between times in a zone whose clocks are changed.
  case clocks
  /// A column whose type the engine has no like of, or that is a text of the engine's own.
  case columnType
  /// A share within a group.
  case partOfGroup
  /// Rounding to tens.
  case tens
  /// Of the rows before a row more than a count, a sum or an extreme of one stream.
  case rowsBefore
  /// An answer that needs no rows.
  case modelAlone
  /// A value where no plan has one.
  case misplaced
}
