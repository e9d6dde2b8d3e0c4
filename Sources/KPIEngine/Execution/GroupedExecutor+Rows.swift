/// Join, Densify and Derive: from the aggregates' cells to rows.
extension GroupedExecutor {
  /// A row per group that any aggregate has rows for, in either period; where there is a grain, one in every unit.
  func groups(_ periods: [PeriodResults], _ domains: [KeyDomain]) throws(ExecutionError) -> GroupRows {
    guard let space = periods.first?.spaces.first else {
      return GroupRows(keyCount: plan.by.count, columnCount: plan.numbers.count)
    }
    // In order of the cells, so that nothing depends on which row came first.
    var groups = presentGroups(periods, space)
    // A grain alone has a row for every unit, with rows behind it or without.
    if space.domains.isEmpty { groups = [0] }
    if space.domains.contains(where: \.isDense) {
      groups = densified(groups.map { space.digits(of: $0).codes }, space).map { space.cell(unit: 0, codes: $0) }
    }
    return try rows(of: inOrder(groups, space, domains), periods)
  }

  /// The rows of some groups, in every unit; groups that no aggregate has rows for too.
  func rows(of groups: [UInt64], _ periods: [PeriodResults]) throws(ExecutionError) -> GroupRows {
    guard let space = periods.first?.spaces.first else {
      return GroupRows(keyCount: plan.by.count, columnCount: plan.numbers.count)
    }
    let ranks = try ranks(
      of: space.units.indices.flatMap { unit in
        groups.map { Cell(unit: unit, cell: UInt64(unit) * space.groupCount + $0) }
      },
      level: 0, periods)
    var reader = CellReader(plan, periods, level: 0, zone: context.store.zone)
    let count = groups.count * space.units.count
    var columns = plan.numbers.map { _ in CellsBuilder(capacity: count) }
    for unit in space.units.indices {
      reader.turn(to: unit)
      for start in stride(from: 0, to: groups.count, by: blockSize) {
        try context.checkCancelled()
        let cells = groups[start..<min(start + blockSize, groups.count)].map { UInt64(unit) * space.groupCount + $0 }
        try reader.append(cells, ranks: ranks, to: &columns)
      }
    }
    return GroupRows(keys: keys(of: groups, space), columns: columns.map(\.cells), count: count)
  }

  /// Per key of `by` its codes in the rows of some groups, in every unit.
  private func keys(of groups: [UInt64], _ space: GroupSpace) -> [[Int]] {
    var rest = groups
    var next = 0
    return plan.by.map { key in
      if key == .grain { return space.units.indices.flatMap { repeatElement($0, count: groups.count) } }
      let stride = space.strides[next]
      next += 1
      var own: [Int] = []
      own.reserveCapacity(groups.count)
      for index in rest.indices {
        let (code, below) = rest[index].quotientAndRemainder(dividingBy: stride)
        own.append(Int(code))
        rest[index] = below
      }
      var codes: [Int] = []
      codes.reserveCapacity(groups.count * space.units.count)
      for _ in space.units.indices { codes.append(contentsOf: own) }
      return codes
    }
  }

  /// The groups of a unit that rows stand behind, in any unit of either period; ascending.
  func presentGroups(_ periods: [PeriodResults], _ space: GroupSpace) -> [UInt64] {
    var table = KeyTable()
    var isPresent = [Bool](repeating: false, count: space.isDense ? Int(space.groupCount) : 0)
    for period in periods {
      for (aggregate, results) in zip(plan.aggregates, period.results) where aggregate.makesGroups {
        let result = results[0]
        let support = result.accumulator.support
        if case .dense(let count) = result.cells, !isPresent.isEmpty {
          // A unit's groups stand side by side.
          let groups = isPresent.count
          for first in stride(from: 0, to: min(support.count, count), by: groups) {
            for group in 0..<min(groups, support.count - first) where support[first + group] > 0 {
              isPresent[group] = true
            }
          }
          continue
        }
        for slot in 0..<min(support.count, result.cells.count) where support[slot] > 0 {
          let group = result.cells.cell(of: slot) % space.groupCount
          if isPresent.isEmpty { _ = table.number(of: group) } else { isPresent[Int(group)] = true }
        }
      }
    }
    if isPresent.isEmpty { return table.keys.sorted() }
    return isPresent.indices.filter { isPresent[$0] }.map(UInt64.init)
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
    _ periods: [PeriodResults], level: Int, cell: UInt64, unit: Int
  ) throws(ExecutionError) -> [Value] {
    var reader = CellReader(plan, periods, level: level, zone: context.store.zone)
    reader.turn(to: unit)
    return try reader.numbers(of: cell)
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
  ) throws(ExecutionError) -> [[UInt64: [Scalar: Value]]] {
    let ranked = plan.columns.reduce(into: Set<Scalar>()) { $0.formUnion($1.ranked) }
    guard !ranked.isEmpty, outer == nil else { return [] }
    let cells = cells()
    let isOneRace = isOneRace || plan.by.count - level == 1
    return try periods.map { period throws(ExecutionError) in
      let space = period.spaces[level]
      let present = cells.filter { space.isWhole || period.hasUnit[$0.unit] }
      let races = isOneRace ? [present] : Array(Dictionary(grouping: present, by: \.unit).values)
      var places: [UInt64: [Scalar: Value]] = [:]
      var reader = CellReader(plan, [period], level: level, zone: context.store.zone)
      for number in ranked {
        for race in races {
          let values = try race.map { cell throws(ExecutionError) in
            reader.turn(to: cell.unit)
            return try reader.value(of: number, in: cell.cell)
          }
          let runners = zip(race, SortValue.numbers(of: values)).filter { $0.1 != .min }.sorted { $0.1 > $1.1 }
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
}
