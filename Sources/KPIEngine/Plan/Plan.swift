/// One unit of time a number is computed for: a whole question, or one row of a grain.
package struct FrameUnit: Hashable, Sendable {
  /// First day and the day after the last, cut to the question's period but not to today.
  package var start: Int
  package var end: Int
  /// The calendar unit it is, uncut; nil for any other range.
  package var grain: Grain?
  /// What a grain's row shows.
  package var label: Value
  /// `all`: there is no period before it.
  package var isAll = false
  /// `all` of rows that have no time: the days mean nothing.
  package var isTimeless = false
  /// The day that ages are reckoned on, where another period stands in the unit's place; nil: its own last day.
  package var asOf: Int?
  /// The day after the last for rows placed by an intention, where that is not `end`.
  package var plannedEnd: Int?

  package init(start: Int, end: Int, grain: Grain?, label: Value = .null) {
    self.start = start
    self.end = end
    self.grain = grain
    self.label = label
  }
}

/// The units that a question's numbers are computed for.
package struct Frame: Hashable, Sendable {
  package var whole: FrameUnit
  /// The grain's rows, ascending; empty where the question has no grain.
  package var units: [FrameUnit]
  /// The running day.
  package var today: Int
  /// Whether the period or the grain is a week, so that a year ago is 52 weeks: of the units that the period cuts and of the
  /// total, too.
  package var isWeekly: Bool

  package init(whole: FrameUnit, units: [FrameUnit] = [], grain: Grain? = nil, today: Int) {
    self.whole = whole
    self.units = units
    self.today = today
    isWeekly = whole.grain == .week || grain == .week
  }

  /// The same question over the periods that it is compared with.
  package func compared(with whole: FrameUnit, units: [FrameUnit] = []) -> Frame {
    var other = Frame(whole: whole, units: units, today: today)
    other.isWeekly = isWeekly
    return other
  }
}

/// One item of a `by` list.
package enum GroupKey: Hashable, Sendable {
  /// The frame's units.
  case grain
  /// The inputs' key of that index.
  case dimension(Int)
}

/// One dimension that splits a question.
package struct Dimension: Hashable, Sendable {
  /// For a link: the column of the target that names a row; nil shows its key.
  package var nameColumn: Int?

  package init(nameColumn: Int? = nil) { self.nameColumn = nameColumn }
}

/// A comparison of every number with another period's.
package struct Comparison: Hashable, Sendable {
  /// The period compared with.
  package var whole: FrameUnit
  /// Per unit of the frame its partner; nil for a unit without one.
  package var units: [FrameUnit?]

  package init(whole: FrameUnit, units: [FrameUnit?] = []) {
    self.whole = whole
    self.units = units
  }
}

/// What a compared number shows.
package enum Aspect: Hashable, Sendable { case present, previous, change, changePercent }

/// One of a plan's numbers: a column, seen in an aspect.
package struct ColumnReference: Hashable, Sendable {
  package var column: Int
  package var aspect: Aspect

  package init(column: Int, aspect: Aspect = .present) {
    self.column = column
    self.aspect = aspect
  }
}

/// What a table is ordered by in place of its natural order.
package struct RowOrder: Hashable, Sendable {
  package enum By: Hashable, Sendable {
    /// The groups of every level by a number over the whole of each.
    case column(ColumnReference)
    /// One key by its own order, the others as they are.
    case key(Int)
  }

  package var by: By
  package var descending: Bool

  package init(by: By, descending: Bool) {
    self.by = by
    self.descending = descending
  }
}

/// `top N [with other]`, `top N per D [with other]`: what is kept of a table, the greatest by the first column.
package struct TopGroups: Hashable, Sendable {
  package enum Count: Hashable, Sendable {
    case number(Int)
    /// So many hundredths of what there is (`coefficient ÷ 10^scale` %), rounded up.
    case percent(Int64, scale: Int)

    /// How many of `all` that is.
    package func of(_ all: Int) -> Int {
      switch self {
      case .number(let count): return min(count, all)
      case .percent(let coefficient, let scale):
        let share = coefficient.multipliedReportingOverflow(by: Int64(all))
        let whole = powersOfTen[scale] * 100
        if share.overflow || share.partialValue > whole * Int64(all) { return all }
        return Int((share.partialValue + whole - 1) / whole)
      }
    }
  }

  package enum Kept: Hashable, Sendable {
    /// Values of a key of `by`, with all their rows.
    case values(of: Int)
    /// Rows within each value of a key of `by`.
    case rows(within: Int)
  }

  package var count: Count
  package var kept: Kept
  /// The values left out are shown as one, computed over their rows; within a key's values, of each its own.
  package var withOther: Bool

  package init(count: Count, kept: Kept, withOther: Bool) {
    self.count = count
    self.kept = kept
    self.withOther = withOther
  }
}

/// Numbers side by side for every group: what `show` and most reports rest on.
///
/// Rows Attach Place Aggregate for each aggregate, then Join on the keys, Derive, Densify over the grain, Sort, and
/// for `top` Limit with a Remap of the other groups.
package struct GroupedPlan: Hashable, Sendable {
  package var frame: Frame
  package var by: [GroupKey]
  /// What the keys of `by` are called, where a number is of a part that has one of them.
  package var keyNames: [String] = []
  /// The dimensions, in the order of the inputs' keys.
  package var dimensions: [Dimension]
  package var aggregates: [Aggregate]
  /// At least one; the first orders the groups.
  package var columns: [Scalar]
  package var comparison: Comparison?
  package var order: RowOrder?
  /// Rows that do not meet it are left out; its aggregates are the table's numbers (`numbers(of:)`'s order).
  package var having: Scalar?
  package var top: TopGroups?

  package init(
    frame: Frame, by: [GroupKey], dimensions: [Dimension], aggregates: [Aggregate], columns: [Scalar]
  ) {
    self.frame = frame
    self.by = by
    self.dimensions = dimensions
    self.aggregates = aggregates
    self.columns = columns
  }

  /// Whether a column says something of units after today: what it is made of is planned, or set for spans of time.
  package func countsAhead(_ column: Scalar) -> Bool {
    let parts = column.aggregates.map { aggregates[$0] }
    return parts.contains(where: \.countsAhead) && parts.allSatisfy { $0.countsAhead || $0.isAllotted }
  }

  /// The numbers of a row in their order: each column, with a comparison followed by its other aspects.
  package var numbers: [ColumnReference] {
    columns.indices.flatMap { column in
      comparison == nil
        ? [ColumnReference(column: column)]
        : [Aspect.present, .previous, .change, .changePercent].map { ColumnReference(column: column, aspect: $0) }
    }
  }
}

/// The rows of an entity themselves: `list`.
package struct RowsPlan: Hashable, Sendable {
  package var input: Input
  /// First day and the day after the last; nil for all rows, untimed ones too.
  package var days: Range<Int>?
  package var columns: [Scalar]

  package init(input: Input, days: Range<Int>?, columns: [Scalar]) {
    self.input = input
    self.days = days
    self.columns = columns
  }
}
