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
    var numbers = rows.map { _ in [Double]() }
    for position in plan.by.indices {
      let column = asked ?? (orders[position].isByMetric ? ColumnReference(column: 0) : nil)
      let level = try column.map { column throws(ExecutionError) in
        try wholeNumbers(rows, of: column, upTo: position, periods)
      }
      for row in rows.indices { numbers[row].append(level?[row] ?? 0) }
    }
    let descending = plan.order?.descending ?? false
    rows = rows.indices.sorted { lhs, rhs in
      for position in plan.by.indices where rows[lhs].keys[position] != rows[rhs].keys[position] {
        let (left, right) = (rows[lhs].keys[position], rows[rhs].keys[position])
        if asked != nil {
          let (first, second) = (numbers[lhs][position], numbers[rhs][position])
          // Null is last either way.
          if first.isNaN != second.isNaN { return second.isNaN }
          if first != second, !first.isNaN { return descending ? first > second : first < second }
          return orders[position].precedes(left, 0, right, 0)
        }
        if case .key(position)? = plan.order?.by {
          return orders[position].precedesByName(left, right, descending: descending)
        }
        return orders[position].precedes(
          left, numbers[lhs][position].orLeast, right, numbers[rhs][position].orLeast)
      }
      return false
    }.map { rows[$0] }
  }

  /// For each row, a number over the whole value of its keys up to a position; NaN is null.
  private func wholeNumbers(
    _ rows: [GroupedTable.Row], of column: ColumnReference, upTo position: Int, _ periods: [PeriodResults]
  ) throws(ExecutionError) -> [Double] {
    let index = plan.numbers.firstIndex(of: column) ?? 0
    let level = plan.by.count - 1 - position
    if level == 0 { return rows.map { $0.columns[index].number ?? .nan } }
    guard let space = periods.first?.spaces[level] else { return rows.map { _ in .nan } }
    var known: [UInt64: Double] = [:]
    return try rows.map { row throws(ExecutionError) in
      var unit = 0
      var codes: [Int] = []
      for (key, code) in zip(plan.by.prefix(position + 1), row.keys) {
        if key == .grain { unit = code } else { codes.append(code) }
      }
      let cell = space.cell(unit: unit, codes: codes)
      if let number = known[cell] { return number }
      let number = try numbers(periods, level: level, cell: cell, unit: unit)[index].number ?? .nan
      known[cell] = number
      return number
    }
  }

  // MARK: Limit

  /// Keeps the groups with the greatest first column over the whole period; the others become one where asked.
  ///
  /// The group whose keys are all null takes none of the places.
  func keep(
    _ top: TopGroups, _ rows: inout [GroupedTable.Row], _ periods: [PeriodResults], _ domains: [KeyDomain]
  ) throws(ExecutionError) {
    let dimensions = plan.by.indices.filter { plan.by[$0] != .grain }
    guard !dimensions.isEmpty else { return }
    func group(_ row: GroupedTable.Row) -> [Int] { dimensions.map { row.keys[$0] } }
    var groups: [[Int]] = []
    var seen: Set<[Int]> = []
    for row in rows where seen.insert(group(row)).inserted { groups.append(group(row)) }
    let space = try GroupSpace(units: [plan.frame.whole], keys: dimensionKeys, domains: domains)
    let whole = try evaluate([space], plan.frame)
    let numbers = try groups.map { group throws(ExecutionError) -> Double in
      let cell = space.cell(unit: 0, codes: group)
      let evaluator = CellEvaluator(
        aggregates: whole.map { $0[0].value(at: cell) }, unit: plan.frame.whole, frame: plan.frame,
        zone: context.store.zone, overall: periods.first?.overall)
      return try evaluator.value(plan.columns[0]).number ?? -.infinity
    }
    let ranked = groups.indices.filter { groups[$0].contains { $0 != 0 } }.sorted {
      numbers[$0] != numbers[$1] ? numbers[$0] > numbers[$1] : $0 < $1
    }
    let kept = Set(ranked.prefix(top.count).map { groups[$0] })
    let left = ranked.dropFirst(top.count).map { groups[$0] }
    let nulls = rows.filter { group($0).allSatisfy { $0 == 0 } }
    let isOrdered = plan.order != nil
    rows = rows.filter { row in
      kept.contains(group(row)) || top.withOther && isOrdered && group(row).allSatisfy { $0 == 0 }
    }
    guard top.withOther else { return }
    if !left.isEmpty { rows += try others(Set(left), dimensions, periods.map(\.overall), domains) }
    if !isOrdered { rows += nulls }
  }

  /// The dimensions' keys, in the order of `by`.
  private var dimensionKeys: [Int] {
    plan.by.compactMap { key -> Int? in if case .dimension(let index) = key { index } else { nil } }
  }

  /// The plan over the rows of some groups taken together, by the grain alone.
  private func others(
    _ groups: Set<[Int]>, _ dimensions: [Int], _ overall: [[Value]], _ domains: [KeyDomain]
  ) throws(ExecutionError) -> [GroupedTable.Row] {
    var plan = plan
    plan.by = plan.by.filter { $0 == .grain }
    plan.dimensions = []
    (plan.top, plan.order, plan.having) = (nil, nil, nil)
    let keys = dimensionKeys
    func isOther(_ input: Input) -> RowExpression {
      if keys.count == 1, let key = keys.first {
        return domains[key].contains(input.keys[key], codes: groups.compactMap(\.first), context.store)
      }
      return .any(
        groups.sorted { $0.lexicographicallyPrecedes($1) }.map { group in
          .all(zip(keys, group).map { domains[$0].contains(input.keys[$0], codes: [$1], context.store) })
        })
    }
    for index in plan.aggregates.indices { Self.restrict(&plan.aggregates[index], isOther) }
    let table = try GroupedExecutor(context: context, plan: plan, outer: overall).run()
    return table.rows.map { row in
      var keys = self.plan.by.map { _ in GroupedTable.otherCode }
      if let grain = self.plan.by.firstIndex(of: .grain), let unit = row.keys.first { keys[grain] = unit }
      return GroupedTable.Row(keys: keys, columns: row.columns)
    }
  }

  /// Narrows an aggregate's rows, and those of its sub-plans that look within groups.
  private static func restrict(_ aggregate: inout Aggregate, _ condition: (Input) -> RowExpression) {
    aggregate.changeInputs { input in
      let added = condition(input)
      input.condition = .both(input.condition?.restrictingGroups(condition), added)
      input.payload = input.payload?.restrictingGroups(condition)
      input.keys = []
    }
  }
}

extension RowExpression {
  fileprivate func restrictingGroups(_ condition: (Input) -> RowExpression) -> RowExpression {
    mapped { part in
      guard case .attached(var sub, let path) = part, sub.isWithinGroup else { return part }
      sub.aggregate.changeInputs { input in
        input.condition = .both(input.condition, condition(input))
        input.keys = []
      }
      return .attached(sub, path)
    }
  }
}

extension KeyDomain {
  /// A condition that a key's value is one of those that the codes stand for.
  func contains(_ key: RowExpression, codes: [Int], _ store: Store) -> RowExpression {
    let present = codes.filter { $0 > 0 }
    let condition: RowExpression
    switch values {
    case .texts(.stored(let dictionary)):
      condition = .textIs(key, .oneOf(present.map { store.dictionaries[dictionary].texts[$0] }))
    case .texts(.made(let texts)): condition = .textIs(key, .oneOf(present.map { texts[$0] }))
    case .rows: condition = .rowIn(key, present.map(Int32.init))
    case .exact(let numbers, let scale):
      condition = .any(
        present.map {
          .compare(.equal, key, scale == 0 ? .integer(numbers[$0 - 1]) : .decimal(numbers[$0 - 1], scale: scale))
        })
    case .reals(let numbers): condition = .any(present.map { .compare(.equal, key, .real(numbers[$0 - 1])) })
    case .stamps(let stamps):
      condition = .any(
        present.map { .compare(.equal, key, .moment(stamps[$0 - 1])) })
    case .flags: condition = .any(present.map { .compare(.equal, key, .constant($0 == 2)) })
    }
    return codes.contains(0) ? .any([condition, .isNull(key)]) : condition
  }
}

extension Double {
  /// Null counts as least.
  fileprivate var orLeast: Double { isNaN ? -.infinity : self }
}
