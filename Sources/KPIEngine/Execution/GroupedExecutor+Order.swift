/// Labels, Sort and Limit of grouped rows.
extension GroupedExecutor {
  func keyLabels(_ rows: [GroupedTable.Row], _ domains: [KeyDomain]) -> [KeyLabels] {
    plan.by.enumerated().map { position, key in
      guard case .dimension(let index) = key else {
        return KeyLabels(source: .values(plan.frame.units.map(\.label)))
      }
      return domains[index].keyLabels(of: Set(rows.map { $0.keys[position] }), plan.dimensions[index], context)
    }
  }

  // MARK: Sort

  func sort(
    _ rows: inout [GroupedTable.Row], _ periods: [PeriodResults], _ labels: [KeyLabels], _ domains: [KeyDomain]
  ) throws(ExecutionError) {
    let orders = plan.by.enumerated().map { position, key -> KeyOrder in
      guard case .dimension(let index) = key else { return .units }
      return KeyOrder(
        domains[index], codes: Set(rows.map { $0.keys[position] }), labels[position],
        nameColumn: plan.dimensions[index].nameColumn, context)
    }
    var asked: ColumnReference?
    if case .column(let reference)? = plan.order?.by { asked = reference }
    var values = rows.map { _ in [SortValue]() }
    for position in plan.by.indices {
      let column = asked ?? (orders[position].isByMetric ? ColumnReference(column: 0) : nil)
      let level = try column.map { column throws(ExecutionError) in
        try wholeValues(rows, of: column, upTo: position, periods)
      }
      for row in rows.indices { values[row].append(level?[row] ?? .null) }
    }
    let descending = plan.order?.descending ?? false
    rows = rows.indices.sorted { lhs, rhs in
      for position in plan.by.indices where rows[lhs].keys[position] != rows[rhs].keys[position] {
        let (left, right) = (rows[lhs].keys[position], rows[rhs].keys[position])
        let (first, second) = (values[lhs][position], values[rhs][position])
        if asked != nil {
          // Null is last either way.
          if first.isNull != second.isNull { return second.isNull }
          if first < second { return !descending }
          if second < first { return descending }
          return orders[position].precedes(left, .null, right, .null)
        }
        if case .key(position)? = plan.order?.by {
          return orders[position].precedesByName(left, right, descending: descending)
        }
        return orders[position].precedes(left, first, right, second)
      }
      return false
    }.map { rows[$0] }
  }

  /// For each row, a column's value over the whole value of its keys up to a position.
  private func wholeValues(
    _ rows: [GroupedTable.Row], of column: ColumnReference, upTo position: Int, _ periods: [PeriodResults]
  ) throws(ExecutionError) -> [SortValue] {
    let index = plan.numbers.firstIndex(of: column) ?? 0
    let level = plan.by.count - 1 - position
    if level == 0 { return rows.map { SortValue($0.columns[index]) } }
    guard let space = periods.first?.spaces[level] else { return rows.map { _ in .null } }
    let cells = rows.map { row -> Cell in
      var unit = 0
      var codes: [Int] = []
      for (key, code) in zip(plan.by.prefix(position + 1), row.keys) {
        if key == .grain { unit = code } else { codes.append(code) }
      }
      return Cell(unit: unit, cell: space.cell(unit: unit, codes: codes))
    }
    var known: [UInt64: SortValue] = [:]
    var distinct: [Cell] = []
    var seen: Set<UInt64> = []
    for cell in cells where seen.insert(cell.cell).inserted { distinct.append(cell) }
    let ranks = try ranks(of: distinct, level: level, periods)
    for cell in distinct {
      known[cell.cell] = SortValue(
        try numbers(periods, level: level, cell: cell.cell, unit: cell.unit, ranks: ranks.map { $0[cell.cell] ?? [:] })[
          index])
    }
    return cells.map { known[$0.cell] ?? .null }
  }
}
