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
  }

  /// A cell's number: a column of the plan, for some values of further keys.
  package struct Cell: Sendable {
    package var number: CellExpression
    /// Keys of the plan's dimensions that the table does not show as columns.
    package var further: [Int: RowExpression]
    package var aspect: Aspect

    package init(_ number: CellExpression, further: [Int: RowExpression] = [:], aspect: Aspect = .present) {
      self.number = number
      self.further = further
      self.aspect = aspect
    }
  }

  package var plan: GroupedPlan
  /// The key columns' names, in the order of `by`; keys that the table does not show are left out.
  package var keyColumns: [String]
  /// Per row of the table as it was made: what its key cells show, and what they stand for.
  package var rows: [(labels: [Value], keys: [Key])]
  /// By column name, lower case.
  package var cells: [String: Cell]

  package init(
    plan: GroupedPlan, keyColumns: [String], rows: [(labels: [Value], keys: [Key])], cells: [String: Cell]
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
    case .value(.time(let day, let second)): .compare(.equal, key, .stamp(day: day, second: second))
    case .value, .unit, .other: .constant(true)
    }
  }
}
