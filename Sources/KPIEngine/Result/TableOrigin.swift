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

  /// What the rows behind a cell must meet beside its keys, said of the plan's keys or of the rows themselves.
  package indirect enum Condition: Sendable {
    /// What a whole number among the rows' keys is like.
    case key(Int, Scalar.Comparison, Int)
    case hasKey(Int)
    case rows(Scalar)
    /// The rows are those that a chain of events found.
    case chain(SequenceTable.Reach)
    case all([Condition])
  }

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

  /// The rows of a table: as a report made them, or those of groups, made when they are asked for.
  ///
  /// Few tables are ever asked which rows are behind a cell, and some have very many rows.
  package struct Rows: RandomAccessCollection, Sendable {
    private enum Making: Sendable {
      case made([Row])
      /// The first keys of every row.
      case groups(GroupedTable, areUnits: [Bool])
      /// Per day of the plan, per state.
      case states(AsOfTable, of: AsOfPlan, StateColumns)
    }

    private let making: Making

    package init(_ rows: [Row]) { making = .made(rows) }

    /// - Parameter areUnits: per key of the table's columns whether it is the grain.
    package init(of table: GroupedTable, areUnits: [Bool]) { making = .groups(table, areUnits: areUnits) }

    package init(of table: AsOfTable, _ plan: AsOfPlan, columns: StateColumns) {
      making = .states(table, of: plan, columns)
    }

    package var startIndex: Int { 0 }

    package var endIndex: Int {
      switch making {
      case .made(let rows): rows.count
      case .groups(let table, _): table.rows.count
      case .states(let table, let plan, _): plan.days.count * table.states.count
      }
    }

    package subscript(index: Int) -> Row {
      switch making {
      case .made(let rows): return rows[index]
      case .states(let table, let plan, let columns):
        return plan.row(index, of: table, columns)
      case .groups(let table, let areUnits):
        let codes = table.rows[index].keys
        var row = Row(
          labels: areUnits.indices.map { table.keys[$0].value(of: codes[$0]) },
          keys: areUnits.indices.map { table.keys[$0].key(of: codes[$0], isUnit: areUnits[$0]) })
        if let others = table.others, others.within != nil {
          row.others = table.keys(of: others.codes(in: table.rows[index]))
        }
        return row
      }
    }

    /// Whether some row has not as many keys as there are key columns.
    func haveKeysOtherThan(_ count: Int) -> Bool {
      switch making {
      case .made(let rows): rows.contains { $0.labels.count != count || $0.keys.count != count }
      case .groups(_, let areUnits): areUnits.count != count
      case .states: count != 2
      }
    }
  }

  /// What the columns of a table of states by day are called: who is in one, and who came and went.
  package struct StateColumns: Sendable {
    package var present: String
    package var arrived: String
    package var left: String

    package init(present: String, arrived: String, left: String) {
      (self.present, self.arrived, self.left) = (present, arrived, left)
    }
  }

  /// A column's number: a column of the plan, over the rows that meet a further condition.
  package struct Cell: Sendable {
    package var number: Scalar
    package var further: Condition?
    package var aspect: Aspect

    package init(_ number: Scalar, further: Condition? = nil, aspect: Aspect = .present) {
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

  /// Where the names of a question's clauses begin.
  package enum Naming: Sendable, CaseIterable {
    /// At the rows that are counted.
    case rows
    /// At the subject that a row belongs to; people stay those who act.
    case subject
    /// At the subject, people too.
    case subjectAlone
  }

  /// How a pipe has turned the table since: what stands in the headings is a key.
  package enum Arrangement: Sendable {
    /// The values of the key at that place are columns: what each stands for (nil for the total), and the cell's column.
    case spread(place: Int, columns: [String: (value: Value?, cell: String)])
    /// The columns are rows, called by the last key; their numbers are in this column.
    case gathered(value: String)
  }

  package var plan: GroupedPlan
  package var keyColumns: [KeyColumn]
  package var arrangement: Arrangement?
  /// What a further condition on the question would mean of a row; nil where it takes none.
  package var naming: Naming? = .rows
  /// Whether what a question is about chooses the lines of its answer.
  package var areLinesChosen = false
  package var rows: Rows
  /// By column name, lower case.
  package var cells: [String: Cell]
  /// The values that `(other)` stands for.
  package var others: [Key] = []

  package init(
    plan: GroupedPlan, keyColumns: [KeyColumn], rows: Rows, cells: [String: Cell]
  ) {
    self.plan = plan
    self.keyColumns = keyColumns
    self.rows = rows
    self.cells = cells
  }

  package init(plan: GroupedPlan, keyColumns: [KeyColumn], rows: [Row], cells: [String: Cell]) {
    self.init(plan: plan, keyColumns: keyColumns, rows: Rows(rows), cells: cells)
  }
}

extension TableOrigin {
  /// The same of the turned table; nil where it was turned before.
  package func turned(_ arrangement: Arrangement) -> TableOrigin? {
    guard self.arrangement == nil else { return nil }
    var turned = self
    turned.arrangement = arrangement
    return turned
  }
}

extension TableOrigin.Condition {
  /// The same of the rows of an input.
  package func over(_ input: Input) -> Scalar {
    switch self {
    case .key(let index, let comparison, let number): .compare(comparison, input.keys[index], .integer(Int64(number)))
    case .hasKey(let index): .not(.isNull(input.keys[index]))
    case .rows(let condition): condition
    case .chain(let reach): .rowIn(.row(LinkPath(entity: input.entity)), reach.rows)
    case .all(let parts): .all(parts.map { $0.over(input) })
    }
  }
}

extension AsOfPlan {
  /// What a line of its table stands for: those in a state at the end of a day, those who came into it and who left.
  fileprivate func row(_ index: Int, of table: AsOfTable, _ columns: TableOrigin.StateColumns) -> TableOrigin.Row {
    let (place, state) = index.quotientAndRemainder(dividingBy: table.states.count)
    let key = table.labels.key(of: table.states[state], isUnit: false)
    let now = isIn(key, atEndOf: days[place])
    let earlier = isIn(key, atEndOf: place == 0 ? dayBefore : days[place - 1])
    return TableOrigin.Row(
      labels: [.date(days[place]), table.labels.value(of: table.states[state])], keys: [.any, .any],
      conditions: [
        columns.present: .rows(now), columns.arrived: .rows(.all([now, .not(earlier)])),
        columns.left: .rows(.all([earlier, .not(now)])),
      ])
  }

  /// Whether a subject was there by the end of a day, and then in a state.
  private func isIn(_ key: TableOrigin.Key, atEndOf day: Int) -> Scalar {
    let end = Scalar.stamp(day: day + 1, second: 0)
    let flag = changes.flag(of: subjects.entity, present, upTo: .compare(.less, changes.time, end)) {
      .key($0, is: key)
    }
    let isInState = Scalar.compare(.equal, flag, .integer(1))
    guard let created = subjects.time else { return isInState }
    return .all([.compare(.less, created, end), isInState])
  }
}

extension GroupedTable {
  /// What codes that `(other)` stands for are.
  package func keys(of codes: [Int]) -> [TableOrigin.Key] {
    guard let others else { return [] }
    return codes.map { keys[others.key].key(of: $0, isUnit: false) }
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

extension Scalar {
  /// The condition that a key has a value.
  package static func key(_ key: Scalar, is wanted: TableOrigin.Key) -> Scalar {
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
