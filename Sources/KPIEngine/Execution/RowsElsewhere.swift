/// Rows that lie with another engine, which reckons over them: only answers come back.
///
/// The store then holds of the rows what questions are bound by (keys, names, the values of texts), and no plan reads its
/// columns.
package protocol RowsElsewhere: Sendable {
  /// Rows of values: texts, numbers, and times as the company's clock tells them; a row of an entity is its key.
  ///
  /// - Parameter context: what the question was bound over.
  func answer(
    _ question: ElsewhereQuestion, in context: ExecutionContext
  ) throws(ExecutionError) -> ResultRows

  /// The numbers that stand for rows.
  var numbers: RowNumbers { get }
}

/// What is asked of another engine.
package enum ElsewhereQuestion: Sendable {
  /// A row for each cell that rows stand behind: the unit's place where there are several, the keys in their order, a number
  /// for each aggregate; where some make no groups, last whether another one has rows there.
  case cells(CellsElsewhere)
  /// A row for each row, in order of time, then key: its key, then its columns.
  case rows(RowsPlan, Frame)
  /// For each day of the plan and each state: the day, the state, who is in it, who came, who left.
  case states(AsOfPlan)
  /// For each subject with a first step in the period: its key, then its keys of groups.
  case entered(SequencePlan)
  /// The events of those subjects: the step's place, the subject's key, the time, what tells the event from others.
  case events(SequencePlan)
}

/// The cells of some aggregates.
package struct CellsElsewhere: Hashable, Sendable {
  package var aggregates: [Aggregate]
  package var frame: Frame
  package var units: [FrameUnit]
  /// Which of the inputs' keys split them.
  package var keys: [Int]

  package var hasUnits: Bool { units.count > 1 }

  /// Whether a cell may be there that makes no group.
  package var marksGroups: Bool { !(keys.isEmpty && !hasUnits) && aggregates.contains { !$0.makesGroups } }
}

extension ExecutionContext {
  func run(_ plan: Plan, _ elsewhere: any RowsElsewhere) throws(ExecutionError) -> PlanResult {
    switch plan {
    case .grouped(let plan): return .grouped(try GroupedExecutor(context: self, plan: plan).run())
    case .rows(let plan, let frame): return try rows(of: plan, frame, elsewhere)
    case .asOf(let plan): return .asOf(try StatesElsewhere(context: self, plan: plan).run(elsewhere))
    case .sequence(let plan): return .sequence(try SequenceExecutor(context: self, plan: plan).run(elsewhere))
    }
  }

  private func rows(
    of plan: RowsPlan, _ frame: Frame, _ elsewhere: any RowsElsewhere
  ) throws(ExecutionError) -> PlanResult {
    let found = try elsewhere.answer(.rows(plan, frame), in: self)
    var columns: [Cells] = []
    for (position, column) in plan.columns.enumerated() {
      try checkCancelled()
      let values = found.map { $0.indices.contains(position + 1) ? $0[position + 1] : .null }
      columns.append(.values(try values.map { value throws(ExecutionError) in try cell(value, of: column, elsewhere) }))
    }
    let numbers = found.map { elsewhere.numbers.number(of: $0.first ?? .null, entity: plan.input.entity) }
    return .rows(ResultRows(columns: columns, count: found.count), numbers: numbers)
  }

  /// A value as a column of rows has it: a link is the number of its row, a condition true or false.
  private func cell(
    _ value: Value, of column: Scalar, _ elsewhere: any RowsElsewhere
  ) throws(ExecutionError) -> Value {
    if value == .null { return column.isCondition ? .boolean(false) : .null }
    if case .row(let path) = column {
      return .integer(Int64(elsewhere.numbers.number(of: value, entity: path.target)))
    }
    if column.isCondition { return .boolean(value != .integer(0)) }
    guard let stamp = value.stamp(in: store.zone) else { return value }
    return isDate(column) ? .date(Int(Stamp.day(stamp))) : store.zone.value(of: stamp)
  }

  /// The day of the earliest or the newest row by a time.
  func day(
    of entity: Int, by time: Scalar, isLast: Bool, _ elsewhere: any RowsElsewhere
  ) -> Int? {
    // Days are in order also where the clock does not tell two moments apart.
    let days = Scalar.function(.days, [.stamp(day: 0, second: 0), time])
    let extreme = Aggregate(isLast ? .maximum : .minimum, inputs: [Input(entity: entity, time: nil, payload: days)])
    return number(of: extreme, elsewhere)?.exactNumber.map { Int($0.coefficient) }
  }

  /// How many rows of an entity are visible.
  func visibleCount(of entity: Int, _ elsewhere: any RowsElsewhere) -> Int {
    let count = number(of: Aggregate(.count, inputs: [Input(entity: entity, time: nil)]), elsewhere)
    return count?.exactNumber.map { Int($0.coefficient) } ?? 0
  }

  /// One number over all visible rows; where there is none to be had, the question that asks for it ends.
  private func number(of aggregate: Aggregate, _ elsewhere: any RowsElsewhere) -> Value? {
    let unit = FrameUnit(start: today, end: today + 1, grain: .day)
    let cells = CellsElsewhere(
      aggregates: [aggregate], frame: Frame(whole: unit, today: today), units: [unit], keys: [])
    return (try? elsewhere.answer(.cells(cells), in: self))?.first?.first
  }

  /// The texts of a column in the rows that a viewer sees; nil for those of a lookup table, which everybody knows.
  func seenTexts(of expression: Scalar, _ elsewhere: any RowsElsewhere) -> [String]? {
    guard case .text(let path, let column) = expression,
      case .text(_, let dictionary) = store.entities[path.target].columns[column],
      !store.dictionaries[dictionary].isLookup
    else { return nil }
    let key = Scalar.text(LinkPath(entity: path.target), column: column)
    let count = Aggregate(.count, inputs: [Input(entity: path.target, time: nil, keys: [key])])
    let unit = FrameUnit(start: today, end: today + 1, grain: .day)
    let cells = CellsElsewhere(
      aggregates: [count], frame: Frame(whole: unit, today: today), units: [unit], keys: [0])
    guard let rows = try? elsewhere.answer(.cells(cells), in: self) else { return [] }
    return rows.cells(of: 0).compactMap { value in if case .text(let text) = value { text } else { nil } }
  }

  /// Whether two rows of an entity lead to the same row, by a way of links.
  package func repeats(_ way: LinkPath) -> Bool? {
    guard let elsewhere else { return nil }
    func count(_ function: Aggregate.Function) -> Int64? {
      let input = Input(
        entity: way.entity, time: nil, condition: .not(.isNull(.row(way))),
        payload: function == .count ? nil : .row(way))
      return number(of: Aggregate(function, inputs: [input]), elsewhere)?.exactNumber?.coefficient
    }
    guard let rows = count(.count), let reached = count(.distinct) else { return false }
    return reached < rows
  }
}

extension Scalar {
  /// Whether its value is true or false.
  fileprivate var isCondition: Bool {
    switch self {
    case .isFirst, .constant, .compare, .textIs, .rowIn, .isNull, .not, .all, .any: true
    default: false
    }
  }
}
