extension GroupedExecutor {
  /// Keeps the first groups, and where asked one row for all the others, computed over their rows, never added up.
  ///
  /// - Parameter rows: in their order; of a plan split by one dimension, any other is left as it is.
  /// - Returns: whether rows were dropped.
  func keep(
    _ limit: GroupedPlan.Limit, of rows: inout [GroupedTable.Row], _ domains: [KeyDomain]
  ) throws(ExecutionError) -> Bool {
    guard plan.by == [.dimension(0)], let domain = domains.first else { return false }
    let groups = rows.filter { $0.keys != [0] }
    let null = rows.filter { $0.keys == [0] }
    var kept = Array(groups.prefix(max(0, limit.count)))
    let rest = groups.dropFirst(kept.count)
    if limit.withOther {
      if !rest.isEmpty { kept.append(try merged(rest.map { $0.keys[0] }, of: domain)) }
      kept += null
    }
    let isShorter = kept.count < rows.count || !rest.isEmpty
    rows = kept
    return isShorter
  }

  /// One row over several codes of the dimension.
  private func merged(_ codes: [Int], of domain: KeyDomain) throws(ExecutionError) -> GroupedTable.Row {
    let space = try GroupSpace(units: [plan.frame.whole], keys: [0], domains: [domain.merging(codes)])
    let results = try evaluate([space])
    let values = try columns(
      of: results.map { $0[0] }, cell: space.cell(unit: 0, codes: [1]), unit: plan.frame.whole)
    return GroupedTable.Row(keys: [KeyLabels.other], columns: values)
  }
}
