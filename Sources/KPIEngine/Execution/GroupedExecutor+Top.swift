/// Limit and Remap: `top`.
extension GroupedExecutor {
  /// Keeps what is greatest by the first column over the whole period; the others become one where asked.
  ///
  /// - Returns: what the others are.
  func keep(
    _ top: TopGroups, _ rows: inout GroupRows, _ periods: [PeriodResults], _ domains: [KeyDomain]
  ) throws(ExecutionError) -> GroupedTable.Others? {
    switch top.kept {
    case .values(let key): return try keepValues(of: key, top, &rows, periods, domains)
    case .rows(let key):
      let kept = keptRows(within: key, top, rows, domains)
      if top.withOther { return try keepWithOthers(kept, within: key, &rows, periods, domains) }
      rows = rows.kept(kept)
      return nil
    }
  }

  // MARK: Values

  /// Keeps the greatest values of a key with all their rows; null takes none of the places.
  private func keepValues(
    of key: Int, _ top: TopGroups, _ rows: inout GroupRows, _ periods: [PeriodResults],
    _ domains: [KeyDomain]
  ) throws(ExecutionError) -> GroupedTable.Others? {
    guard case .dimension(let dimension) = plan.by[key] else { return nil }
    var codes: [Int] = []
    var seen: Set<Int> = []
    for code in rows.keys[key] where seen.insert(code).inserted { codes.append(code) }
    // Where the key is the only one, its rows have the values already; a place among the rows is one among those kept.
    let isOnlyKey = plan.by.count == 1 && plan.columns.allSatisfy(\.ranked.isEmpty)
    let values =
      isOnlyKey
      ? firstNumbers(rows)
      : try wholeValues(of: codes, dimension, periods, domains)
    // Of equal values the one that stands first in a table of this key alone, or of the order that was asked.
    let order = KeyOrder(
      domains[dimension], codes: KeyCodes(codes, size: domains[dimension].size),
      nameColumn: plan.dimensions[dimension].nameColumn, context)
    let isOrdered = plan.order != nil
    let ranked = codes.indices.filter { codes[$0] != 0 }.sorted { lhs, rhs in
      if values[lhs] != values[rhs] { return values[lhs] > values[rhs] }
      return isOrdered ? lhs < rhs : order.place(of: codes[lhs]) < order.place(of: codes[rhs])
    }
    let places = top.count.of(ranked.count)
    let kept = Set(ranked.prefix(places).map { codes[$0] })
    let left = Set(ranked.dropFirst(places).map { codes[$0] })
    let others =
      top.withOther && !left.isEmpty ? try self.others(left, key, dimension, periods.map(\.overall), domains) : nil
    let isKept = rows.keys[key].map(kept.contains)
    arrange(&rows, others, key: key, keepsNull: top.withOther, isKept)
    return others?.isEmpty ?? true ? nil : GroupedTable.Others(key: key, codes: left.sorted())
  }

  /// Keeps some rows, and the other groups' behind them, in every unit of a grain before the key; null is last of all,
  /// but where an order was asked it stands where its value puts it.
  private func arrange(
    _ rows: inout GroupRows, _ others: GroupRows?, key: Int, keepsNull: Bool, _ isKept: [Bool]
  ) {
    let isOrdered = plan.order != nil
    var blocks: [[Int]: (kept: [Int], others: [Int], nulls: [Int])] = [:]
    var prefixes: [[Int]] = []
    let all = others.map(rows.followed) ?? rows
    for index in all.indices {
      let prefix = all.keys.prefix(key).map { $0[index] }
      if blocks[prefix] == nil {
        blocks[prefix] = ([], [], [])
        prefixes.append(prefix)
      }
      guard index < rows.count else {
        blocks[prefix]?.others.append(index)
        continue
      }
      let isNull = rows.keys[key][index] == 0
      if isKept[index] || isNull && keepsNull && isOrdered {
        blocks[prefix]?.kept.append(index)
      } else if isNull, keepsNull {
        blocks[prefix]?.nulls.append(index)
      }
    }
    rows = all.kept(prefixes.compactMap { blocks[$0] }.flatMap { $0.kept + $0.others + $0.nulls })
  }

  /// What the first column sorts by.
  private func firstNumbers(_ rows: GroupRows) -> [Int64] {
    rows.columns.first.map(SortValue.numbers) ?? rows.map { _ in .min }
  }

  /// What the first column over the whole period sorts by, per value of a dimension.
  private func wholeValues(
    of codes: [Int], _ dimension: Int, _ periods: [PeriodResults], _ domains: [KeyDomain]
  ) throws(ExecutionError) -> [Int64] {
    let space = try GroupSpace(units: [plan.frame.whole], keys: [dimension], domains: domains)
    let whole = PeriodResults(
      frame: plan.frame, hasUnit: [true], spaces: [space], results: try evaluate([space], plan.frame),
      overall: periods.first?.overall ?? [])
    let cells = codes.map { Cell(unit: 0, cell: space.cell(unit: 0, codes: [$0])) }
    let ranks = try ranks(of: cells, level: 0, [whole], isOneRace: true)
    var reader = CellReader(plan, [whole], level: 0, zone: context.store.zone)
    reader.turn(to: 0)
    return SortValue.numbers(
      of: try cells.map { cell throws(ExecutionError) in
        try reader.numbers(of: cell.cell, ranks: ranks.map { $0[cell.cell] ?? [:] }).first ?? .null
      })
  }

  /// The plan over the rows of some values of a key taken together, by its other keys.
  func others(
    _ codes: Set<Int>, _ key: Int, _ dimension: Int, _ overall: [[Value]], _ domains: [KeyDomain]
  ) throws(ExecutionError) -> GroupRows {
    var plan = plan
    plan.by.remove(at: key)
    (plan.top, plan.having) = (nil, nil)
    if case .key(let position)? = plan.order?.by {
      plan.order =
        position == key
        ? nil
        : plan.order.map { order in
          RowOrder(by: .key(position > key ? position - 1 : position), descending: order.descending)
        }
    }
    let wanted = codes.sorted()
    for index in plan.aggregates.indices {
      Self.restrict(&plan.aggregates[index]) { input in
        domains[dimension].contains(input.keys[dimension], codes: wanted, context.store)
      }
    }
    return try GroupedExecutor(context: context, plan: plan, outer: overall, domains: domains).run().rows
      .withKey(GroupedTable.otherCode, at: key)
  }

  /// Narrows an aggregate's rows, and those of its sub-plans that look within groups.
  private static func restrict(_ aggregate: inout Aggregate, _ condition: (Input) -> Scalar) {
    aggregate.changeInputs { input in
      let added = condition(input)
      input.condition = .both(input.condition?.restrictingGroups(condition), added)
      input.payload = input.payload?.restrictingGroups(condition)
    }
  }

  // MARK: Rows

  /// The greatest rows within each value of a key, in order; a row whose other keys are all null takes no place.
  private func keptRows(
    within key: Int, _ top: TopGroups, _ rows: GroupRows, _ domains: [KeyDomain]
  ) -> [Int] {
    let named = plan.by.indices.filter { position in
      guard position != key, case .dimension(let index) = plan.by[position] else { return false }
      return !domains[index].isDense
    }
    var within: [Int: [Int]] = [:]
    for index in rows.indices where named.isEmpty || named.contains(where: { rows.keys[$0][index] != 0 }) {
      within[rows.keys[key][index], default: []].append(index)
    }
    let values = firstNumbers(rows)
    var kept: Set<Int> = []
    for indices in within.values {
      let ranked = indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
      kept.formUnion(ranked.prefix(top.count.of(ranked.count)))
    }
    return kept.sorted()
  }

  /// Keeps rows of two keys, and within each value of one what the other's values left out come to together.
  private func keepWithOthers(
    _ kept: [Int], within key: Int, _ rows: inout GroupRows, _ periods: [PeriodResults],
    _ domains: [KeyDomain]
  ) throws(ExecutionError) -> GroupedTable.Others? {
    let other = 1 - key
    guard plan.by.count == 2, case .dimension(let dimension) = plan.by[other] else { return nil }
    let places = Set(kept)
    var left: [Int: Set<Int>] = [:]
    for index in rows.indices where rows.keys[other][index] != 0 && !places.contains(index) {
      left[rows.keys[key][index], default: []].insert(rows.keys[other][index])
    }
    // Where the same values are left out, one run tells of all.
    var sharing: [Set<Int>: Set<Int>] = [:]
    for (code, codes) in left { sharing[codes, default: []].insert(code) }
    var others = GroupRows(keyCount: plan.by.count, columnCount: rows.columns.count)
    for (codes, within) in sharing {
      let made = try self.others(codes, other, dimension, periods.map(\.overall), domains)
      others = others.followed(by: made.kept(made.indices.filter { within.contains(made.keys[key][$0]) }))
    }
    // In the order of the rows that they stand for.
    var order: [Int: Int] = [:]
    for code in rows.keys[key] where order[code] == nil { order[code] = order.count }
    let codes = others.keys[key]
    others = others.kept(others.indices.sorted { order[codes[$0], default: 0] < order[codes[$1], default: 0] })
    arrange(&rows, others, key: other, keepsNull: true, rows.indices.map(places.contains))
    return others.isEmpty ? nil : GroupedTable.Others(key: other, within: (key, left.mapValues { $0.sorted() }))
  }
}

extension Scalar {
  fileprivate func restrictingGroups(_ condition: (Input) -> Scalar) -> Scalar {
    mapped { part in
      guard case .attached(var sub, let path) = part, sub.isWithinGroup else { return part }
      sub.aggregate.changeInputs { input in
        input.condition = .both(input.condition, condition(input))
      }
      return .attached(sub, path)
    }
  }
}

extension KeyDomain {
  /// A condition that a key's value is one of those that the codes stand for.
  func contains(_ key: Scalar, codes: [Int], _ store: Store) -> Scalar {
    let present = codes.filter { $0 > 0 }
    let condition: Scalar
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
