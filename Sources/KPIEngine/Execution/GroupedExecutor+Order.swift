/// Labels and Sort of grouped rows.
extension GroupedExecutor {
  /// The codes that each key has in the rows.
  func keyCodes(_ rows: GroupRows, _ domains: [KeyDomain]) -> [KeyCodes] {
    plan.by.enumerated().map { position, key in
      let size = if case .dimension(let index) = key { domains[index].size } else { plan.frame.units.count }
      return KeyCodes(rows.keys[position], size: size)
    }
  }

  func keyLabels(_ codes: [KeyCodes], _ domains: [KeyDomain]) -> [KeyLabels] {
    zip(plan.by, codes).map { key, codes in
      guard case .dimension(let index) = key else {
        return KeyLabels(kind: .values(plan.frame.units.map(\.label)))
      }
      return domains[index].keyLabels(of: codes, plan.dimensions[index], context)
    }
  }

  // MARK: Sort

  /// What rows are ordered by at one key; rows whose keys are equal up to there are equal in it.
  private struct Places {
    /// Per row by a metric over the whole value; nil where the key's own order decides alone.
    var numbers: [Int64]?
    /// Per row in the key's own order, which tells any two values apart.
    var keys: [Int64]
  }

  func sort(
    _ rows: inout GroupRows, _ periods: [PeriodResults], _ codes: [KeyCodes], _ domains: [KeyDomain]
  ) throws(ExecutionError) {
    // What comes first decides first.
    var columns: [[Int64]] = []
    for position in plan.by.indices {
      try context.checkCancelled()
      let places = try self.places(of: rows, at: position, periods, codes[position], domains)
      columns += [places.numbers, places.keys].compactMap { $0 }
    }
    // Rows are made in the order of their cells, which often is that of their keys.
    if DigitSort.isAscending(columns, count: rows.count) { return }
    var order = rows.indices.map { Int32(truncatingIfNeeded: $0) }
    for column in columns.reversed() { DigitSort.sort(&order, by: column) }
    rows = rows.kept(order.map { Int($0) })
  }

  /// Groups in the order that their rows have in every unit, where their keys alone decide it: rows that are made in
  /// order are not sorted.
  func inOrder(_ groups: [UInt64], _ space: GroupSpace, _ domains: [KeyDomain]) -> [UInt64] {
    guard plan.by.first == .grain, space.units.count > 1 else { return groups }
    var columns: [[Int64]] = []
    for (position, stride) in zip(plan.by.indices.dropFirst(), space.strides) {
      guard case .dimension(let index) = plan.by[position] else { return groups }
      let size = UInt64(domains[index].size)
      let own = groups.map { Int($0 / stride % size) }
      let order = keyOrder(at: position, KeyCodes(own, size: domains[index].size), domains)
      if case .key(position)? = plan.order?.by {
        columns.append(keyPlaces(own, order))
      } else if plan.order == nil, !order.isByMetric {
        columns.append(own.map(order.place))
      } else {
        return groups
      }
    }
    if DigitSort.isAscending(columns, count: groups.count) { return groups }
    var order = groups.indices.map { Int32(truncatingIfNeeded: $0) }
    for column in columns.reversed() { DigitSort.sort(&order, by: column) }
    return order.map { groups[Int($0)] }
  }

  private func keyOrder(at position: Int, _ codes: KeyCodes, _ domains: [KeyDomain]) -> KeyOrder {
    guard case .dimension(let index) = plan.by[position] else { return .units }
    return KeyOrder(domains[index], codes: codes, nameColumn: plan.dimensions[index].nameColumn, context)
  }

  /// The places of the key that rows are to be ordered by; null is last either way.
  private func keyPlaces(_ own: [Int], _ order: KeyOrder) -> [Int64] {
    let isDescending = plan.order?.descending ?? false
    return own.map { isDescending && !order.isNull($0) ? ~order.place(of: $0) : order.place(of: $0) }
  }

  /// Per row its place at one key.
  private func places(
    of rows: GroupRows, at position: Int, _ periods: [PeriodResults], _ codes: KeyCodes, _ domains: [KeyDomain]
  ) throws(ExecutionError) -> Places {
    let order = keyOrder(at: position, codes, domains)
    let own = rows.keys[position]
    if case .key(position)? = plan.order?.by { return Places(keys: keyPlaces(own, order)) }
    let places = own.map(order.place)
    let isDescending = plan.order?.descending ?? false
    if case .column(let asked)? = plan.order?.by {
      // Null is last either way.
      let numbers = try wholeNumbers(rows, of: asked, upTo: position, periods)
        .map { $0 == .min ? .max : isDescending ? ~$0 : $0 }
      return Places(numbers: numbers, keys: places)
    }
    guard order.isByMetric else { return Places(keys: places) }
    let numbers = try wholeNumbers(rows, of: ColumnReference(column: 0), upTo: position, periods)
    return Places(numbers: zip(own, numbers).map { order.isNull($0) ? .max : ~$1 }, keys: places)
  }

  /// For each row, what a column's value over the whole value of its keys up to a position sorts by.
  private func wholeNumbers(
    _ rows: GroupRows, of column: ColumnReference, upTo position: Int, _ periods: [PeriodResults]
  ) throws(ExecutionError) -> [Int64] {
    let index = plan.numbers.firstIndex(of: column) ?? 0
    let level = plan.by.count - 1 - position
    if level == 0 { return SortValue.numbers(of: rows.columns[index]) }
    guard let space = periods.first?.spaces[level] else { return rows.map { _ in .min } }
    var table = KeyTable()
    var distinct: [Cell] = []
    var numberOfRow: [Int] = []
    numberOfRow.reserveCapacity(rows.count)
    for row in rows.indices {
      var unit = 0
      var cell: UInt64 = 0
      var key = 0
      for place in 0...position {
        if plan.by[place] == .grain {
          unit = rows.keys[place][row]
        } else {
          cell += UInt64(rows.keys[place][row]) * space.strides[key]
          key += 1
        }
      }
      cell += UInt64(unit) * space.groupCount
      let number = table.number(of: cell)
      if number == distinct.count { distinct.append(Cell(unit: unit, cell: cell)) }
      numberOfRow.append(number)
    }
    let values = try columnValues(index, of: distinct, level: level, periods)
    let numbers = SortValue.numbers(of: values)
    return numberOfRow.map { numbers[$0] }
  }

  /// One of the plan's numbers, in cells of a level.
  private func columnValues(
    _ index: Int, of cells: [Cell], level: Int, _ periods: [PeriodResults]
  ) throws(ExecutionError) -> [Value] {
    let ranks = try ranks(of: cells, level: level, periods)
    var reader = CellReader(plan, periods, level: level, zone: context.store.zone)
    return try cells.map { cell throws(ExecutionError) in
      reader.turn(to: cell.unit)
      return try reader.number(index, of: cell.cell, ranks: ranks.map { $0[cell.cell] ?? [:] })
    }
  }
}
