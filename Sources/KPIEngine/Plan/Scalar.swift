/// A way from an entity's rows to another entity's, link by link.
///
/// Links are many-to-one, so it never multiplies rows.
package struct LinkPath: Hashable, Sendable {
  package struct Hop: Hashable, Sendable {
    /// The link's column in the entity that the hop starts from; nil for a link to the row itself.
    package var column: Int
    package var target: Int

    package init(column: Int, target: Int) {
      self.column = column
      self.target = target
    }
  }

  package var entity: Int
  package var hops: [Hop]

  package init(entity: Int, hops: [Hop] = []) {
    self.entity = entity
    self.hops = hops
  }

  /// The entity that the path ends at.
  package var target: Int { hops.last?.target ?? entity }

  package func appending(_ other: LinkPath) -> LinkPath {
    LinkPath(entity: entity, hops: hops + other.hops)
  }
}

/// A value computed from others: for each row of an entity, for each cell of a table, or once.
///
/// There is one language of values. What reads columns and asks for numbers per subject has a value for rows; what reads
/// aggregates has one for cells; everything else has the same value wherever it stands.
/// Null follows the contract: arithmetic with null is null; comparisons with null are false and their complements true.
package indirect enum Scalar: Hashable, Sendable {
  // Columns of rows, through links.
  case text(LinkPath, column: Int)
  case number(LinkPath, column: Int)
  /// Null where the time lies after today, unless it is planned.
  case time(LinkPath, column: Int, isPlanned: Bool)
  /// The row that the path ends at.
  case row(LinkPath)
  /// The hour (0–23) or weekday (1–7) of the row's placing time.
  case clock(ClockUnit)

  // Sub-plans of rows.
  /// An aggregate over the subject that the path leads to.
  case attached(SubjectAggregate, LinkPath)
  /// Whether the row is its subject's first among the rows that meet the input's condition.
  case isFirst(FirstRow)

  // Numbers of cells.
  /// The cell's number of that aggregate.
  case aggregate(Int)
  /// The same over everything asked, in the whole period: what a share is a part of; `within` a key of the table, over
  /// everything that has the cell's value of it.
  case overall(Scalar, within: String?)
  /// Days or months in the cell's unit (or the period in its place), cut at today.
  case unitDays([Shift])
  case unitMonths([Shift])
  /// The place of the cell's number among the rows (those of its unit where other keys split it too), 1 the greatest;
  /// equal numbers share a place. Null in totals and for a null number; no rank stands in its operand.
  case rank(Scalar)

  /// A moment of the unit that is being evaluated, or of the period that the shifts put in its place.
  case boundary(Boundary, [Shift])

  // Constants.
  case null
  case integer(Int64)
  case decimal(Int64, scale: Int)
  case real(Double)
  case textLiteral(String)
  /// A time of the clock on the wall.
  case stamp(day: Int, second: Int)
  /// A stamp as the engine reckons with it.
  case moment(Int64)
  case constant(Bool)

  // Numbers and times.
  case arithmetic(Arithmetic, Scalar, Scalar)
  case function(Function, [Scalar])
  /// Age in whole years on the unit's last day; who was born on 29 February has the birthday on 1 March in other years.
  case age(Scalar)
  /// The band that a number falls into, as text: `<18`, `18–24`, …, `55+`.
  case bands(Scalar, [Int64])
  case choose(Scalar, then: Scalar, otherwise: Scalar)
  case coalesce([Scalar])
  /// Several values as one, for counts of their combinations; null where a part of it is.
  case combination([Scalar])

  // Conditions.
  case compare(Comparison, Scalar, Scalar)
  case textIs(Scalar, TextTest)
  /// The row is one of these rows of the target.
  case rowIn(Scalar, [Int32])
  case isNull(Scalar)
  case not(Scalar)
  case all([Scalar])
  case any([Scalar])

  package enum Boundary: Hashable, Sendable {
    case start
    /// The day after the unit's last.
    case end
    /// The unit's last day, today where partial.
    case last
    case today
    /// The first moment after today.
    case tomorrow
  }

  package enum Arithmetic: String, Hashable, Sendable { case add, subtract, multiply, divide }

  package enum Comparison: String, Hashable, Sendable {
    case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  }

  package enum TextTest: Hashable, Sendable {
    case oneOf([String])
    case contains(String, folding: Folding)
    case startsWith(String, folding: Folding)
  }

  /// How loosely two texts are compared.
  package enum Folding: Hashable, Sendable { case exact, caseInsensitive, diacriticInsensitive }

  package enum ClockUnit: Hashable, Sendable { case hour, weekday }
}

/// A row's being the first of its subject: by time, then key, among the rows that meet `condition`.
package struct FirstRow: Hashable, Sendable {
  package var input: Input
  package var subject: LinkPath

  package init(input: Input, subject: LinkPath) {
    self.input = input
    self.subject = subject
  }
}

extension Scalar {
  /// A moment of the unit itself.
  package static func boundary(_ boundary: Boundary) -> Scalar { .boundary(boundary, []) }

  /// The condition that both hold; leaves out what is always true.
  package static func both(_ lhs: Scalar?, _ rhs: Scalar?) -> Scalar? {
    switch (lhs, rhs) {
    case (nil, let only), (let only, nil): only
    case (.all(let left)?, .all(let right)?): .all(left + right)
    case (.all(let left)?, let right?): .all(left + [right])
    case (let left?, .all(let right)?): .all([left] + right)
    case (let left?, let right?): .all([left, right])
    }
  }
}
