/// Join, Densify and Derive: from the aggregates' cells to rows.
extension GroupedExecutor {
  /// A row per group that any aggregate has rows for, in either period; where there is a grain, one in every unit.
  func groups(_ periods: [PeriodResults]) throws(ExecutionError) -> [GroupedTable.Row] {
    guard let space = periods.first?.spaces.first else { return [] }
    var seen = KeyTable()
    for period in periods {
      for (aggregate, result) in zip(plan.aggregates, period.results.map { $0[0] }) where aggregate.makesGroups {
        for slot in 0..<result.cells.count where result.hasRow(slot) {
          _ = seen.number(of: result.cells.cell(of: slot) % space.groupCount)
        }
      }
    }
    // In order of the cells, so that nothing depends on which row came first.
    let groups = densified(seen.keys.sorted().map { space.digits(of: $0).codes }, space)
    let ranks = try ranks(
      of: space.units.indices.flatMap { unit in groups.map { Cell(unit: unit, cell: space.cell(unit: unit, codes: $0)) }
      },
      level: 0, periods)
    var rows: [GroupedTable.Row] = []
    rows.reserveCapacity(groups.count * space.units.count)
    for unit in space.units.indices {
      try context.checkCancelled()
      for codes in groups {
        var next = codes.makeIterator()
        let keys = plan.by.map { $0 == .grain ? unit : next.next() ?? 0 }
        let cell = space.cell(unit: unit, codes: codes)
        let numbers = try numbers(periods, level: 0, cell: cell, unit: unit, ranks: ranks.map { $0[cell] ?? [:] })
        rows.append(GroupedTable.Row(keys: keys, columns: numbers))
      }
    }
    return rows
  }

  /// Every hour or weekday for every group of the other keys; the empty group where there is no other key.
  private func densified(_ groups: [[Int]], _ space: GroupSpace) -> [[Int]] {
    var groups = groups
    if groups.isEmpty, space.domains.allSatisfy(\.isDense) { groups = [space.keys.map { _ in 0 }] }
    for (position, domain) in space.domains.enumerated() where domain.isDense {
      var others: [[Int]] = []
      var known: Set<[Int]> = []
      for codes in groups {
        var other = codes
        other[position] = 0
        if known.insert(other).inserted { others.append(other) }
      }
      groups = others.flatMap { other in
        (1..<domain.size).map { code in
          var codes = other
          codes[position] = code
          return codes
        }
      }
    }
    return groups
  }

  /// The numbers of one cell of a level (0 the rows, `by.count` the total), in the order of the plan's `numbers`.
  func numbers(
    _ periods: [PeriodResults], level: Int, cell: UInt64, unit: Int, ranks: [[CellExpression: Value]] = []
  ) throws(ExecutionError) -> [Value] {
    let columns = try periods.enumerated().map { index, period throws(ExecutionError) -> [Value] in
      let space = period.spaces[level]
      if !space.isWhole, !period.hasUnit[unit] { return plan.columns.map { _ in .null } }
      let evaluator = CellEvaluator(
        aggregates: period.results.map { $0[level].value(at: cell) }, unit: space.units[space.isWhole ? 0 : unit],
        frame: period.frame, zone: context.store.zone, overall: period.overall,
        ranks: index < ranks.count ? ranks[index] : [:])
      // Of a unit after today only plans tell anything.
      let isAhead = !space.isWhole && space.units[unit].start > period.frame.today
      return try plan.columns.map { column throws(ExecutionError) in
        isAhead && !plan.countsAhead(column) ? .null : try evaluator.value(column)
      }
    }
    guard columns.count == 2 else { return columns.first ?? [] }
    let compared = try plan.columns.indices.map { column throws(ExecutionError) in
      try Self.compared(columns[0][column], with: columns[1][column])
    }
    return compared.flatMap { $0 }
  }

  // MARK: Rank

  /// One group in one unit.
  struct Cell {
    var unit: Int
    /// In the level's space.
    var cell: UInt64
  }

  /// Per period, by cell of a level, the places of the ranked numbers; groups taken together have none.
  ///
  /// The cells of one unit run against each other; where the units are the only key, they are what is ranked.
  func ranks(
    of cells: @autoclosure () -> [Cell], level: Int, _ periods: [PeriodResults], isOneRace: Bool = false
  ) throws(ExecutionError) -> [[UInt64: [CellExpression: Value]]] {
    let ranked = plan.columns.reduce(into: Set<CellExpression>()) { $0.formUnion($1.ranked) }
    guard !ranked.isEmpty, outer == nil else { return [] }
    let cells = cells()
    let isOneRace = isOneRace || plan.by.count - level == 1
    return try periods.map { period throws(ExecutionError) in
      let space = period.spaces[level]
      let present = cells.filter { space.isWhole || period.hasUnit[$0.unit] }
      let races = isOneRace ? [present] : Array(Dictionary(grouping: present, by: \.unit).values)
      var places: [UInt64: [CellExpression: Value]] = [:]
      for number in ranked {
        for race in races {
          let values = try race.map { cell throws(ExecutionError) in
            SortValue(
              try CellEvaluator(
                aggregates: period.results.map { $0[level].value(at: cell.cell) }, unit: space.units[cell.unit],
                frame: period.frame, zone: context.store.zone, overall: period.overall
              ).value(number))
          }
          let runners = zip(race, values).filter { !$0.1.isNull }.sorted { $1.1 < $0.1 }
          var place = 0
          for (index, runner) in runners.enumerated() {
            if index == 0 || runners[index - 1].1 != runner.1 { place = index + 1 }
            places[runner.0.cell, default: [:]][number] = .integer(Int64(place))
          }
        }
      }
      return places
    }
  }

  // MARK: Compare

  /// A number, its earlier value, the change, and the change × 100 ÷ |earlier| (null where that is 0 or null).
  ///
  /// A time's change is the days between the dates.
  private static func compared(_ present: Value, with previous: Value) throws(ExecutionError) -> [Value] {
    if present == .null || previous == .null { return [present, previous, .null, .null] }
    if let now = present.seconds, let then = previous.seconds {
      let days = floorDivide(now, 86_400) - floorDivide(then, 86_400)
      return [present, previous, .integer(days), .null]
    }
    let change = try CellEvaluator.arithmetic(.subtract, present, previous)
    guard let difference = change.number, let base = previous.number, base != 0 else {
      return [present, previous, change, .null]
    }
    return [present, previous, change, .real(difference / abs(base) * 100)]
  }
}
