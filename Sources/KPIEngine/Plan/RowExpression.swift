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

/// A value computed for each row of an entity: the conditions, keys and measures of a plan.
///
/// Null follows the contract: arithmetic with null is null; comparisons with null are false and their complements true.
package indirect enum RowExpression: Hashable, Sendable {
  // Columns, through links.
  case text(LinkPath, column: Int)
  case number(LinkPath, column: Int)
  /// Null where the time lies after today, unless it is planned.
  case time(LinkPath, column: Int, isPlanned: Bool)
  /// The row that the path ends at.
  case row(LinkPath)

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
  /// A moment of the unit that is being evaluated.
  case boundary(Boundary)

  // Numbers and times.
  case arithmetic(Arithmetic, RowExpression, RowExpression)
  case function(ScalarFunction, [RowExpression])
  /// Age in whole years on the unit's last day; who was born on 29 February has the birthday on 1 March in other years.
  case age(RowExpression)
  /// The band that a number falls into, as text: `<18`, `18–24`, …, `55+`.
  case bands(RowExpression, [Int64])
  case choose(RowExpression, then: RowExpression, otherwise: RowExpression)
  case coalesce([RowExpression])
  /// Several values as one, for counts of their combinations; null where a part of it is.
  case combination([RowExpression])

  // Conditions.
  case compare(Comparison, RowExpression, RowExpression)
  case textIs(RowExpression, TextTest)
  /// The row is one of these rows of the target.
  case rowIn(RowExpression, [Int32])
  case isNull(RowExpression)
  case not(RowExpression)
  case all([RowExpression])
  case any([RowExpression])

  // Sub-plans.
  /// An aggregate over the subject that the path leads to.
  case attached(SubjectAggregate, LinkPath)
  /// Whether the row is its subject's first among the rows that meet the input's condition.
  case isFirst(FirstRow)
  /// The hour (0–23) or weekday (1–7) of the row's placing time.
  case clock(ClockUnit)

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

  package enum ScalarFunction: Hashable, Sendable {
    /// Calendar days, ISO weeks, hours, months (days ÷ 30.4375) between two times.
    case days, weeks, hours, months
    /// From the one's month of the calendar to the other's.
    case calendarMonths
    case least, greatest, absolute
    /// To so many decimals, halves away from zero.
    case round(places: Int)
  }

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

extension RowExpression {
  /// The condition that both hold; leaves out what is always true.
  package static func both(_ lhs: RowExpression?, _ rhs: RowExpression?) -> RowExpression? {
    switch (lhs, rhs) {
    case (nil, let only), (let only, nil): only
    case (.all(let left)?, .all(let right)?): .all(left + right)
    case (.all(let left)?, let right?): .all(left + [right])
    case (let left?, .all(let right)?): .all([left] + right)
    case (let left?, let right?): .all([left, right])
    }
  }
}
