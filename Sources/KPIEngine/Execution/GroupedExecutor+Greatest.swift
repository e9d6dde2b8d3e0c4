/// `top` of the only key: the greatest groups are found by their numbers before a row is made or a name is looked at.
///
/// Most groups of a long key are never shown.
extension GroupedExecutor {
  /// Whether only a key's greatest values are shown, in their natural order, whatever else is asked of them.
  func showsGreatestAlone(_ domains: [KeyDomain]) -> Bool {
    guard let top = plan.top, plan.by.count == 1, case .dimension(let dimension) = plan.by[0],
      case .values(of: 0) = top.kept
    else { return false }
    // Others are not added up from what another engine has gathered.
    return context.elsewhere == nil && plan.order == nil && plan.having == nil
      && plan.columns.allSatisfy(\.ranked.isEmpty)
      && !domains[dimension].isDense
  }

  /// The rows of the greatest values, of the others together, and of null where the others are shown.
  func greatest(
    _ top: TopGroups, _ periods: [PeriodResults], _ domains: [KeyDomain]
  ) throws(ExecutionError) -> (rows: GroupRows, others: GroupedTable.Others?) {
    guard case .dimension(let dimension) = plan.by[0], let space = periods.first?.spaces.first else {
      return (GroupRows(keyCount: plan.by.count, columnCount: plan.numbers.count), nil)
    }
    let groups = presentGroups(periods, space)
    // The only key's code is the group itself; null takes none of the places.
    let named = groups.first == 0 ? Array(groups.dropFirst()) : groups
    let places = top.count.of(named.count)
    let (kept, left) = try split(named, places, periods, domains[dimension], plan.dimensions[dimension])
    let hasNull = groups.first == 0 && top.withOther
    var rows = try self.rows(of: (hasNull ? [0] : []) + kept, periods)
    try sort(&rows, periods, keyCodes(rows, domains), domains)
    guard top.withOther else { return (rows, nil) }
    let nulls = rows.kept(rows.indices.filter { rows.keys[0][$0] == 0 })
    rows = rows.kept(rows.indices.filter { rows.keys[0][$0] != 0 })
    guard !left.isEmpty else { return (rows.followed(by: nulls), nil) }
    let codes = left.map { Int($0) }
    var together = try foldedOthers(left, periods, domains)
    if together == nil { together = try others(Set(codes), 0, dimension, periods.map(\.overall), domains) }
    if let together { rows = rows.followed(by: together) }
    return (rows.followed(by: nulls), GroupedTable.Others(key: 0, codes: codes))
  }

  /// The groups with the greatest numbers, of equal ones those first in the key's own order, and the rest; both ascending.
  private func split(
    _ groups: [UInt64], _ places: Int, _ periods: [PeriodResults], _ domain: KeyDomain, _ dimension: Dimension
  ) throws(ExecutionError) -> (kept: [UInt64], left: [UInt64]) {
    guard places < groups.count else { return (groups, []) }
    guard places > 0 else { return ([], groups) }
    let numbers = try firstNumbers(of: groups, periods)
    let least = numbers.withUnsafeBufferPointer { $0.atPlace(groups.count - places) }
    var ties: [Int] = []
    var isKept = numbers.map { $0 > least }
    var missing = places
    for index in groups.indices {
      if isKept[index] { missing -= 1 } else if numbers[index] == least { ties.append(index) }
    }
    if ties.count > missing {
      let codes = ties.map { Int(groups[$0]) }
      let order = KeyOrder(
        domain, codes: KeyCodes(codes, size: domain.size), nameColumn: dimension.nameColumn, context)
      let tiePlaces = codes.map(order.place)
      ties = ties.indices.sorted { tiePlaces[$0] < tiePlaces[$1] }.prefix(missing).map { ties[$0] }
    }
    for index in ties { isKept[index] = true }
    return (
      groups.indices.filter { isKept[$0] }.map { groups[$0] }, groups.indices.filter { !isKept[$0] }.map { groups[$0] }
    )
  }

  /// What the first column of each group sorts by.
  private func firstNumbers(of groups: [UInt64], _ periods: [PeriodResults]) throws(ExecutionError) -> [Int64] {
    if case .aggregate(let index)? = plan.columns.first, let result = periods.first?.results[index][0],
      let numbers = result.exactNumbers(of: groups)
    {
      return numbers
    }
    var reader = CellReader(plan, periods, level: 0, zone: context.store.zone)
    reader.turn(to: 0)
    return SortValue.numbers(
      of: try groups.map { group throws(ExecutionError) in try reader.numbers(of: group).first ?? .null })
  }

  /// The row of groups taken together, added up from theirs; nil where that is not exact.
  private func foldedOthers(
    _ left: [UInt64], _ periods: [PeriodResults], _ domains: [KeyDomain]
  ) throws(ExecutionError) -> GroupRows? {
    var folded: [PeriodResults] = []
    for period in periods {
      let space = try GroupSpace(units: [period.frame.whole], keys: [], domains: domains)
      var results: [[AggregateResult]] = []
      for (aggregate, own) in zip(plan.aggregates, period.results) {
        guard aggregate.canFold(acrossUnits: false), let sum = try own[0].folded(left, into: space) else { return nil }
        results.append([sum])
      }
      folded.append(
        PeriodResults(
          frame: period.frame, hasUnit: [true], spaces: [space], results: results, overall: period.overall,
          wholes: period.wholes))
    }
    let numbers = try numbers(folded, level: 0, cell: 0, unit: 0)
    return GroupRows(keys: [[GroupedTable.otherCode]], columns: numbers.map { .values([$0]) }, count: 1)
  }
}

extension AggregateResult {
  /// The numbers of some cells as they follow each other, null the least; nil where they are not all whole or of one scale.
  fileprivate func exactNumbers(of cells: [UInt64]) -> [Int64]? {
    guard numbers.kind != .real, numbers.beyond.isEmpty else { return nil }
    let nothing = accumulator.function.isZeroOverNothing ? 0 : nullNumber
    return cells.map { cell in
      guard let slot = self.cells.slot(of: cell), hasRow(slot) else { return nothing }
      return numbers.exact[slot]
    }
  }

  /// What some cells come to together; nil where floating numbers would have to be added up in another order.
  fileprivate func folded(_ cells: [UInt64], into space: GroupSpace) throws(ExecutionError) -> AggregateResult? {
    let isSum = accumulator.function == .sum || accumulator.function == .average
    guard !isSum || accumulator.kind != .real else { return nil }
    let sum = Accumulator(accumulator.function, kind: accumulator.kind)
    sum.reserve(1)
    for cell in cells { if let slot = self.cells.slot(of: cell), hasRow(slot) { sum.fold(accumulator, slot, to: 0) } }
    if sum.overflowed { throw .overflow }
    var total = sum.finish(1)
    total.zone = numbers.zone
    total.leastScale = numbers.leastScale
    return AggregateResult(space: space, cells: .dense(1), accumulator: sum, numbers: total)
  }
}
