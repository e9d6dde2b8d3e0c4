extension PlanResult {
  /// What a plan would give over no rows at all: it tells which columns an answer has before it is computed.
  package static func empty(of plan: Plan) -> PlanResult {
    switch plan {
    case .grouped(let plan):
      .grouped(
        GroupedTable(
          rows: [], total: plan.columns.map { _ in .null }, keys: plan.by.map { _ in KeyLabels(source: .values([])) }))
    case .rows: .rows([], numbers: [])
    }
  }
}
