extension Aggregate {
  /// How the rows of a group become one number.
  ///
  /// What holds of it whatever it is made of is said here, in one line (`facts`); `Accumulator` reckons it for groups, `Timeline` for what is
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

  /// What holds of it whatever it is made of; how a plan names it is nil where that is more than one word.
  private var facts: (family: Family, course: Course, word: String?) {
    switch self {
    case .count: (.count, .folded, "count")
    case .distinct: (.count, .marked, "count distinct")
    case .sum: (.sum, .folded, "sum")
    case .average: (.average, .folded, "avg")
    case .quantile(let fraction): (.average, .gathered, fraction == 0.5 ? "median" : nil)
    case .deviation: (.average, .gathered, "stddev")
    case .minimum: (.choice, .folded, "min")
    case .maximum: (.choice, .folded, "max")
    case .first: (.choice, .picked, "first")
    case .last: (.choice, .picked, "last")
    case .allotted: (.target, .laid, "targets")
    }
  }

  package var family: Family { facts.family }

  package var course: Course { facts.course }

  /// Counts and sums over nothing are 0; everything else is null.
  package var isZeroOverNothing: Bool { family == .count || family == .sum }

  /// How a plan names it.
  package var word: String {
    if case .quantile(let fraction) = self, fraction != 0.5 { return "percentile \(fraction)" }
    return facts.word ?? "\(self)"
  }
}
