extension PlanResult {
  /// What a plan would give over no rows at all: it tells which columns an answer has before it is computed.
  package static func empty(of plan: Plan) -> PlanResult {
    switch plan {
    case .grouped(let plan):
      .grouped(
        GroupedTable(
          rows: GroupRows(keyCount: plan.by.count, columnCount: plan.numbers.count),
          total: plan.numbers.map { _ in .null }, keys: plan.by.map { _ in KeyLabels(kind: .values([])) }))
    case .rows: .rows([], numbers: [])
    case .sequence(let plan):
      .sequence(
        SequenceTable(
          groups: [], total: plan.steps.map { _ in .init() },
          keys: plan.dimensions.map { _ in KeyLabels(kind: .values([])) }))
    case .asOf(let plan):
      .asOf(AsOfTable(states: [], labels: KeyLabels(kind: .values([])), cells: plan.days.map { _ in [] }))
    }
  }

  /// How many rows it has.
  package var rowCount: Int {
    switch self {
    case .grouped(let table): table.rows.count
    case .rows(let rows, _): rows.count
    case .sequence(let table): (table.groups.map(\.steps.count) + [table.total.count]).reduce(0, +)
    case .asOf(let table): table.cells.reduce(0) { $0 + $1.count }
    }
  }
}
