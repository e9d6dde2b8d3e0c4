/// Where a table's cells come from, so that the rows behind one can be listed.
package struct TableOrigin: Sendable {
  /// What a row's key stands for.
  package enum Key: Sendable, Hashable {
    case null
    case value(Value)
    /// A row of the entity that the key's link leads to.
    case row(Int)
    /// A unit of the frame.
    case unit(Int)
    /// The groups beyond the top ones.
    case other
    /// Not a key of the plan: the row's own conditions say what it stands for.
    case any
  }

  /// What a row of an input must meet.
  package typealias Condition = @Sendable (Input) -> RowExpression

  /// A row of the table as it was made.
  package struct Row: Sendable {
    /// What its key cells show, and what they stand for.
    package var labels: [Value]
    package var keys: [Key]
    /// By column name, where the keys alone do not say which rows are behind a cell.
    package var conditions: [String: Condition]
    /// Of a table whose rows come from different plans: this row's; nil for the table's.
    package var plan: GroupedPlan?
    /// The values that `(other)` stands for here; nil where it is the same in every row.
    package var others: [Key]?

    package init(labels: [Value], keys: [Key], conditions: [String: Condition] = [:], plan: GroupedPlan? = nil) {
      self.labels = labels
      self.keys = keys
      self.conditions = conditions
      self.plan = plan
    }
  }

  /// A column's number: a column of the plan, over the rows that meet a further condition.
  package struct Cell: Sendable {
    package var number: CellExpression
    package var further: Condition?
    package var aspect: Aspect

    package init(_ number: CellExpression, further: Condition? = nil, aspect: Aspect = .present) {
      self.number = number
      self.further = further
      self.aspect = aspect
    }
  }

  /// A key column of the table, and the key of the plan's `by` that it shows; nil for one that is no key of the plan.
  package struct KeyColumn: Sendable {
    package var name: String
    package var by: Int?

    package init(_ name: String, by: Int?) {
      self.name = name
      self.by = by
    }
  }

  package var plan: GroupedPlan
  package var keyColumns: [KeyColumn]
  package var rows: [Row]
  /// By column name, lower case.
  package var cells: [String: Cell]
  /// The values that `(other)` stands for.
  package var others: [Key] = []

  package init(
    plan: GroupedPlan, keyColumns: [KeyColumn], rows: [Row], cells: [String: Cell]
  ) {
    self.plan = plan
    self.keyColumns = keyColumns
    self.rows = rows
    self.cells = cells
  }
}

extension KeyLabels {
  /// What a code stands for; `isUnit` where the key is the grain.
  package func key(of code: Int, isUnit: Bool) -> TableOrigin.Key {
    if code == GroupedTable.otherCode { return .other }
    if isUnit { return .unit(code) }
    if code == 0 { return .null }
    return entity == nil ? .value(value(of: code)) : .row(code)
  }
}

extension RowExpression {
  /// The condition that a key has a value.
  package static func key(_ key: RowExpression, is wanted: TableOrigin.Key) -> RowExpression {
    switch wanted {
    case .null: .isNull(key)
    case .row(let row): .rowIn(key, [Int32(row)])
    case .value(.text(let text)): .textIs(key, .oneOf([text]))
    case .value(.integer(let number)): .compare(.equal, key, .integer(number))
    case .value(.decimal(let number, let scale)): .compare(.equal, key, .decimal(number, scale: scale))
    case .value(.real(let number)): .compare(.equal, key, .real(number))
    case .value(.boolean(let holds)): .compare(.equal, key, .constant(holds))
    case .value(.date(let day)): .compare(.equal, key, .stamp(day: day, second: 0))
    case .value(.moment(let moment)): .compare(.equal, key, .moment(moment.stamp))
    case .value(.time(let day, let second)): .compare(.equal, key, .stamp(day: day, second: second))
    case .value, .unit, .other, .any: .constant(true)
    }
  }
}
