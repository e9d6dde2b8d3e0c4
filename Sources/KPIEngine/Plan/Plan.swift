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

  package init(whole: FrameUnit, units: [FrameUnit] = [], today: Int) {
    self.whole = whole
    self.units = units
    self.today = today
  }
}

/// One item of a `by` list.
package enum GroupKey: Hashable, Sendable {
  /// The frame's units.
  case grain
  /// The inputs' key of that index.
  case dimension(Int)
}

/// A number derived from aggregates, cell by cell.
package indirect enum CellExpression: Hashable, Sendable {
  case aggregate(Int)
  case integer(Int64)
  case decimal(Int64, scale: Int)
  case real(Double)
  case null
  case arithmetic(RowExpression.Arithmetic, CellExpression, CellExpression)
  case function(RowExpression.ScalarFunction, [CellExpression])
  case choose(CellCondition, then: CellExpression, otherwise: CellExpression)
  case coalesce([CellExpression])
  /// Days or months in the cell's unit, cut at today.
  case unitDays
  case unitMonths
  /// A moment of the cell's unit, as a time.
  case boundary(RowExpression.Boundary)
}

/// A condition over a cell's numbers.
package indirect enum CellCondition: Hashable, Sendable {
  case compare(RowExpression.Comparison, CellExpression, CellExpression)
  case isNull(CellExpression)
  case not(CellCondition)
  case all([CellCondition])
  case any([CellCondition])
}

/// One dimension that splits a question.
package struct Dimension: Hashable, Sendable {
  /// For a link: the column of the target that names a row; nil shows its key.
  package var nameColumn: Int?

  package init(nameColumn: Int? = nil) { self.nameColumn = nameColumn }
}

/// Numbers side by side for every group: what `show` and most reports rest on.
///
/// Rows Attach Place Aggregate for each aggregate, then Join on the keys, Derive, Densify over the grain, Sort.
package struct GroupedPlan: Hashable, Sendable {
  package var frame: Frame
  package var by: [GroupKey]
  /// The dimensions, in the order of the inputs' keys.
  package var dimensions: [Dimension]
  package var aggregates: [Aggregate]
  /// At least one; the first orders the groups.
  package var columns: [CellExpression]
  /// How many groups are kept; nil keeps all.
  package var limit: Limit?

  /// The first groups in row order, of a question split by one dimension; the null group is none of them.
  package struct Limit: Hashable, Sendable {
    /// At least 1.
    package var count: Int
    /// Whether one row more stands for all other groups; then the null group stays too, last.
    package var withOther: Bool

    package init(count: Int, withOther: Bool) {
      self.count = count
      self.withOther = withOther
    }
  }

  package init(
    frame: Frame, by: [GroupKey], dimensions: [Dimension], aggregates: [Aggregate], columns: [CellExpression],
    limit: Limit? = nil
  ) {
    self.frame = frame
    self.by = by
    self.dimensions = dimensions
    self.aggregates = aggregates
    self.columns = columns
    self.limit = limit
  }
}

/// The rows of an entity themselves: `list`.
package struct RowsPlan: Hashable, Sendable {
  package var input: Input
  /// First day and the day after the last; nil for all rows, untimed ones too.
  package var days: Range<Int>?
  package var columns: [RowExpression]

  package init(input: Input, days: Range<Int>?, columns: [RowExpression]) {
    self.input = input
    self.days = days
    self.columns = columns
  }
}
