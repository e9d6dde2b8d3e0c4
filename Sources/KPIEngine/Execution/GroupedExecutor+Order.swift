/// Labels and Sort of grouped rows.
extension GroupedExecutor {
  /// The codes that each key has in the rows.
  func keyCodes(_ rows: [GroupedTable.Row], _ domains: [KeyDomain]) -> [KeyCodes] {
    plan.by.enumerated().map { position, key in
      let size = if case .dimension(let index) = key { domains[index].size } else { plan.frame.units.count }
      return KeyCodes(rows.map { $0.keys[position] }, size: size)
    }
  }

  func keyLabels(_ codes: [KeyCodes], _ domains: [KeyDomain]) -> [KeyLabels] {
    zip(plan.by, codes).map { key, codes in
      guard case .dimension(let index) = key else {
        return KeyLabels(source: .values(plan.frame.units.map(\.label)))
      }
      return domains[index].keyLabels(of: codes, plan.dimensions[index], context)
    }
  }

  // MARK: Sort

  /// What a row is ordered by at one key; rows whose keys are equal up to there are equal in it.
  private struct Place {
    /// By a metric over the whole value; 0 where the key's own order decides alone.
    var number: Int64
    /// In the key's own order, which tells any two values apart.
    var key: Int64

    static func < (lhs: Place, rhs: Place) -> Bool {
      lhs.number != rhs.number ? lhs.number < rhs.number : lhs.key < rhs.key
    }

    static func != (lhs: Place, rhs: Place) -> Bool { lhs.number != rhs.number || lhs.key != rhs.key }
  }

  func sort(
    _ rows: inout [GroupedTable.Row], _ periods: [PeriodResults], _ codes: [KeyCodes], _ domains: [KeyDomain]
  ) throws(ExecutionError) {
    let width = plan.by.count
    var places = [Place](repeating: Place(number: 0, key: 0), count: rows.count * width)
    for position in plan.by.indices {
      try context.checkCancelled()
      let own = try self.places(of: rows, at: position, periods, codes[position], domains)
      for row in rows.indices { places[row * width + position] = own[row] }
    }
    try context.checkCancelled()
    var order = places.withUnsafeBufferPointer { places in
      (0..<rows.count).sorted { lhs, rhs in
        let (left, right) = (lhs * width, rhs * width)
        for position in 0..<width where places[left + position] != places[right + position] {
          return places[left + position] < places[right + position]
        }
        return false
      }
    }
    rows.arrange(&order)
  }

  /// Per row its place at one key.
  private func places(
    of rows: [GroupedTable.Row], at position: Int, _ periods: [PeriodResults], _ codes: KeyCodes,
    _ domains: [KeyDomain]
  ) throws(ExecutionError) -> [Place] {
    let order: KeyOrder
    if case .dimension(let index) = plan.by[position] {
      order = KeyOrder(domains[index], codes: codes, nameColumn: plan.dimensions[index].nameColumn, context)
    } else {
      order = .units
    }
    let isDescending = plan.order?.descending ?? false
    if case .column(let asked)? = plan.order?.by {
      let numbers = try wholeNumbers(rows, of: asked, upTo: position, periods)
      return zip(rows, numbers).map { row, number in
        // Null is last either way.
        let isLast = number == .min
        return Place(
          number: isLast ? .max : isDescending ? ~number : number, key: order.place(of: row.keys[position]))
      }
    }
    if case .key(position)? = plan.order?.by {
      return rows.map { row in
        let place = order.place(of: row.keys[position])
        return Place(number: 0, key: isDescending && !order.isNull(row.keys[position]) ? ~place : place)
      }
    }
    guard order.isByMetric else { return rows.map { Place(number: 0, key: order.place(of: $0.keys[position])) } }
    let numbers = try wholeNumbers(rows, of: ColumnReference(column: 0), upTo: position, periods)
    return zip(rows, numbers).map { row, number in
      let code = row.keys[position]
      return Place(number: order.isNull(code) ? .max : ~number, key: order.place(of: code))
    }
  }

  /// For each row, what a column's value over the whole value of its keys up to a position sorts by.
  private func wholeNumbers(
    _ rows: [GroupedTable.Row], of column: ColumnReference, upTo position: Int, _ periods: [PeriodResults]
  ) throws(ExecutionError) -> [Int64] {
    let index = plan.numbers.firstIndex(of: column) ?? 0
    let level = plan.by.count - 1 - position
    if level == 0 { return SortValue.numbers(of: rows.map { $0.columns[index] }) }
    guard let space = periods.first?.spaces[level] else { return rows.map { _ in .min } }
    var table = KeyTable()
    var distinct: [Cell] = []
    var numberOfRow: [Int] = []
    numberOfRow.reserveCapacity(rows.count)
    for row in rows {
      var unit = 0
      var cell: UInt64 = 0
      var key = 0
      for place in 0...position {
        if plan.by[place] == .grain {
          unit = row.keys[place]
        } else {
          cell += UInt64(row.keys[place]) * space.strides[key]
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

extension [GroupedTable.Row] {
  /// Puts at each place the row of the number that stands there; rows are moved, not copied.
  ///
  /// - Parameter order: every row's number once; afterwards each number stands at its own place.
  fileprivate mutating func arrange(_ order: inout [Int]) {
    withUnsafeMutableBufferPointer { rows in
      for start in order.indices {
        var place = start
        while order[place] != start {
          let source = order[place]
          rows.swapAt(place, source)
          order[place] = place
          place = source
        }
        order[place] = place
      }
    }
  }
}
