extension Aggregate {
  /// How the rows of a group become one number.
  ///
  /// What holds of it whatever it is made of is said here, once; `Accumulator` reckons it for groups, `Timeline` for what is
  /// before every row, `AggregateWriter` in SQL.
  package enum Function: Hashable, Sendable {
    case count, sum, average, minimum, maximum
    /// The number of different payloads.
    case distinct
    /// Linear interpolation between the closest ranks; the median is 0.5.
    case quantile(Double)
    /// Sample standard deviation (n − 1).
    case deviation
    /// The payload of the earliest, the latest row.
    case first, last
    /// Amounts set for spans of time, laid over the units.
    case allotted(Allotment)
  }
}

extension Aggregate.Function {
  /// What it does to the rows' payloads.
  package enum Family: Sendable {
    /// How many there are.
    case count
    /// They add up.
    case sum
    /// One of them, of their own type and unit.
    case choice
    /// A number between them.
    case average
    /// What is set for spans of time.
    case target
  }

  package var family: Family {
    switch self {
    case .count, .distinct: .count
    case .sum: .sum
    case .minimum, .maximum, .first, .last: .choice
    case .average, .quantile, .deviation: .average
    case .allotted: .target
    }
  }

  /// How the rows' payloads become its number.
  package enum Course: Sendable {
    /// Row by row, in any order.
    case folded
    /// Each different one once.
    case marked
    /// All of them together, in their order.
    case gathered
    /// That of the row which stands first or last.
    case picked
    /// Laid over the units.
    case laid
  }

  package var course: Course {
    switch self {
    case .count, .sum, .average, .minimum, .maximum: .folded
    case .distinct: .marked
    case .quantile, .deviation: .gathered
    case .first, .last: .picked
    case .allotted: .laid
    }
  }

  /// Counts and sums over nothing are 0; everything else is null.
  package var isZeroOverNothing: Bool { family == .count || family == .sum }

  /// How a plan names it.
  package var word: String {
    switch self {
    case .average: "avg"
    case .minimum: "min"
    case .maximum: "max"
    case .distinct: "count distinct"
    case .quantile(let fraction): fraction == 0.5 ? "median" : "percentile \(fraction)"
    case .deviation: "stddev"
    case .allotted: "targets"
    case .count, .sum, .first, .last: "\(self)"
    }
  }
}
