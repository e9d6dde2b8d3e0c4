import Dispatch
import Synchronization

/// Runs a grouped plan: every aggregate over every grouping set it is needed for, joined, derived and ordered.
package struct GroupedExecutor {
  private let context: ExecutionContext
  let plan: GroupedPlan
  private let shared = SharedSubPlans()

  package init(context: ExecutionContext, plan: GroupedPlan) {
    self.context = context
    self.plan = plan
  }

  package func run() throws(ExecutionError) -> GroupedTable {
    let domains = try plan.dimensions.indices.map { index throws(ExecutionError) in try domain(of: index) }
    // Prefixes of `by`, the longest first: the rows, then what orders the levels, last the total.
    let spaces = try (0...plan.by.count).reversed().map { count throws(ExecutionError) in
      try space(ofFirst: count, domains)
    }
    let results = try evaluate(spaces)
    let total = try columns(of: results.map { $0[spaces.count - 1] }, cell: 0, unit: plan.frame.whole)
    guard !plan.by.isEmpty else {
      return GroupedTable(rows: [GroupedTable.Row(keys: [], columns: total)], total: total, keys: [])
    }
    var rows = try groups(results.map { $0[0] }, spaces[0])
    var labels = keyLabels(rows, domains)
    try sort(&rows, results, spaces, labels, domains)
    if let limit = plan.limit, try keep(limit, of: &rows, domains) {
      // Names that only dropped rows shared are unique now.
      labels = keyLabels(rows, domains)
    }
    return GroupedTable(rows: rows, total: total, keys: labels)
  }

  // MARK: Grouping sets

  private var hasGrain: Bool { plan.by.contains(.grain) }

  private func domain(of index: Int) throws(ExecutionError) -> KeyDomain {
    let members = plan.aggregates.flatMap(\.inputs).compactMap { input in
      input.keys.indices.contains(index)
        ? KeyDomain.Member(entity: input.entity, time: input.time, key: input.keys[index]) : nil
    }
    let units = hasGrain ? plan.frame.units + [plan.frame.whole] : [plan.frame.whole]
    return try KeyDomain(members, units: units, frame: plan.frame, shared: shared, context: context)
  }

  private func space(ofFirst count: Int, _ domains: [KeyDomain]) throws(ExecutionError) -> GroupSpace {
    let prefix = plan.by.prefix(count)
    let keys = prefix.compactMap { key -> Int? in if case .dimension(let index) = key { index } else { nil } }
    return try GroupSpace(
      units: prefix.contains(.grain) ? plan.frame.units : [plan.frame.whole], keys: keys, domains: domains,
      isWhole: !prefix.contains(.grain))
  }

  /// Per aggregate its result in every space; the aggregates run on all threads.
  func evaluate(_ spaces: [GroupSpace]) throws(ExecutionError) -> [[AggregateResult]] {
    let job = Job(
      context: context, plan: plan, spaces: spaces, ordering: plan.columns.first?.aggregates ?? [],
      shared: shared, outcomes: Outcomes(count: plan.aggregates.count))
    if context.threads > 1, plan.aggregates.count > 1 {
      DispatchQueue.concurrentPerform(iterations: plan.aggregates.count) { job.run($0) }
    } else {
      for index in plan.aggregates.indices { job.run(index) }
    }
    return try job.outcomes.all()
  }

  /// One aggregate's work in all spaces.
  private struct Job: @unchecked Sendable {
    // SAFETY: only read by the threads that share it; each writes its own slot of `outcomes`, under its lock.
    let context: ExecutionContext
    let plan: GroupedPlan
    let spaces: [GroupSpace]
    let ordering: Set<Int>
    let shared: SharedSubPlans
    let outcomes: Outcomes

    func run(_ index: Int) { outcomes.set(index, Result { () throws(ExecutionError) in try evaluate(index) }) }

    private func evaluate(_ index: Int) throws(ExecutionError) -> [AggregateResult] {
      let aggregate = plan.aggregates[index]
      let evaluator = AggregateEvaluator(
        context: context, frame: plan.frame, aggregate: aggregate, shared: shared)
      let rows = try evaluator.evaluate(in: spaces[0])
      return try spaces.enumerated().map { position, space throws(ExecutionError) in
        // Spaces between the rows and the total only order the groups, by the first column.
        if position == 0 || (position < spaces.count - 1 && !ordering.contains(index)) { return rows }
        if aggregate.canFold(acrossUnits: !rows.space.isWhole && space.isWhole) { return try rows.folded(into: space) }
        return try evaluator.evaluate(in: space)
      }
    }
  }

  /// Results that several threads write, one slot each.
  private final class Outcomes: @unchecked Sendable {
    // SAFETY: `slots` is only touched under the lock.
    private let lock = Mutex(())
    private var slots: [Result<[AggregateResult], ExecutionError>?]

    init(count: Int) { slots = Array(repeating: nil, count: count) }

    func set(_ index: Int, _ result: Result<[AggregateResult], ExecutionError>) {
      lock.withLock { _ in slots[index] = result }
    }

    func all() throws(ExecutionError) -> [[AggregateResult]] {
      try slots.map { slot throws(ExecutionError) in try slot?.get() ?? [] }
    }
  }

  // MARK: Join, Densify, Derive

  /// A row per group that any aggregate has rows for; where there is a grain, one in every unit.
  private func groups(_ results: [AggregateResult], _ space: GroupSpace) throws(ExecutionError) -> [GroupedTable.Row] {
    var seen = KeyTable()
    for result in results {
      for slot in 0..<result.cells.count where result.hasRow(slot) {
        _ = seen.number(of: result.cells.cell(of: slot) % space.groupCount)
      }
    }
    // In order of the cells, so that nothing depends on which row came first.
    let groups = densified(seen.keys.sorted().map { space.digits(of: $0).codes }, space)
    var rows: [GroupedTable.Row] = []
    rows.reserveCapacity(groups.count * space.units.count)
    for (unit, frameUnit) in space.units.enumerated() {
      try context.checkCancelled()
      for codes in groups {
        var next = codes.makeIterator()
        let keys = plan.by.map { $0 == .grain ? unit : next.next() ?? 0 }
        let values = try columns(of: results, cell: space.cell(unit: unit, codes: codes), unit: frameUnit)
        rows.append(GroupedTable.Row(keys: keys, columns: values))
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

  func columns(
    of results: [AggregateResult], cell: UInt64, unit: FrameUnit
  ) throws(ExecutionError) -> [Value] {
    let evaluator = CellEvaluator(aggregates: results.map { $0.value(at: cell) }, unit: unit, today: plan.frame.today)
    return try plan.columns.map { column throws(ExecutionError) in try evaluator.value(column) }
  }

  // MARK: Labels, Sort

  private func keyLabels(_ rows: [GroupedTable.Row], _ domains: [KeyDomain]) -> [KeyLabels] {
    plan.by.enumerated().map { position, key in
      guard case .dimension(let index) = key else {
        return KeyLabels(source: .values(plan.frame.units.map(\.label)))
      }
      guard case .rows(let entity) = domains[index].values else {
        return KeyLabels(source: .values(domains[index].labels(context.store)))
      }
      let codes = Set(rows.map { $0.keys[position] }).subtracting([KeyLabels.other])
      let names = context.rowLabels(of: entity, rows: codes, nameColumn: plan.dimensions[index].nameColumn)
      return KeyLabels(source: .rows(entity: entity, names: names))
    }
  }

  private func sort(
    _ rows: inout [GroupedTable.Row], _ results: [[AggregateResult]], _ spaces: [GroupSpace], _ labels: [KeyLabels],
    _ domains: [KeyDomain]
  ) throws(ExecutionError) {
    let orders = plan.by.enumerated().map { position, key -> KeyOrder in
      guard case .dimension(let index) = key else { return .units }
      return KeyOrder(
        domains[index], codes: Set(rows.map { $0.keys[position] }), labels[position],
        nameColumn: plan.dimensions[index].nameColumn, context)
    }
    var sortKeys = rows.map { _ in [Double]() }
    for position in plan.by.indices {
      let numbers = try orders[position].isByMetric ? firstColumn(rows, upTo: position, results, spaces) : nil
      for row in rows.indices { sortKeys[row].append(numbers?[row] ?? 0) }
    }
    rows = rows.indices.sorted { lhs, rhs in
      for position in plan.by.indices where rows[lhs].keys[position] != rows[rhs].keys[position] {
        return orders[position].precedes(
          rows[lhs].keys[position], sortKeys[lhs][position], rows[rhs].keys[position], sortKeys[rhs][position])
      }
      return false
    }.map { rows[$0] }
  }

  /// For each row, the first column over the whole value of its keys up to a level; null is least.
  private func firstColumn(
    _ rows: [GroupedTable.Row], upTo position: Int, _ results: [[AggregateResult]], _ spaces: [GroupSpace]
  ) throws(ExecutionError) -> [Double] {
    let level = plan.by.count - 1 - position
    if level == 0 { return rows.map { $0.columns.first?.number ?? -.infinity } }
    let space = spaces[level]
    var known: [UInt64: Double] = [:]
    return try rows.map { row throws(ExecutionError) in
      var unit = 0
      var codes: [Int] = []
      for (key, code) in zip(plan.by.prefix(position + 1), row.keys) {
        if key == .grain { unit = code } else { codes.append(code) }
      }
      let cell = space.cell(unit: unit, codes: codes)
      if let number = known[cell] { return number }
      let first = try CellEvaluator(
        aggregates: results.map { $0[level].value(at: cell) }, unit: space.units[unit], today: plan.frame.today
      ).value(plan.columns.first ?? .null)
      let number = first.number ?? -.infinity
      known[cell] = number
      return number
    }
  }
}

extension AggregateResult {
  /// The number of a cell; over nothing it is 0 or null.
  func value(at cell: UInt64) -> Value {
    guard let slot = cells.slot(of: cell), hasRow(slot) else {
      return accumulator.isZeroOverNothing ? .integer(0) : .null
    }
    return numbers.value(slot)
  }

  /// The same aggregate over a coarser grouping, by adding up; only for additive ones.
  func folded(into coarse: GroupSpace) throws(ExecutionError) -> AggregateResult {
    var index: CellIndex = coarse.isDense ? .dense(Int(coarse.cellCount)) : .sparse(KeyTable())
    let keepsUnits = space.isWhole == coarse.isWhole
    var slots: [Int] = []
    slots.reserveCapacity(cells.count)
    for slot in 0..<cells.count {
      let (unit, codes) = space.digits(of: cells.cell(of: slot))
      let cell = coarse.cell(unit: keepsUnits ? unit : 0, codes: codes.prefix(coarse.keys.count))
      if case .sparse(var table) = index {
        index = .dense(0)
        slots.append(table.number(of: cell))
        index = .sparse(table)
      } else {
        slots.append(Int(cell))
      }
    }
    let sum = Accumulator(accumulator.function, kind: accumulator.kind)
    sum.reserve(index.count)
    sum.fold(accumulator, slots: slots)
    if sum.overflowed { throw .overflow }
    return AggregateResult(space: coarse, cells: index, accumulator: sum, numbers: sum.finish(index.count))
  }
}

extension Aggregate {
  /// Whether totals may be added up from the rows: over keys, and over the units of a grain.
  func canFold(acrossUnits: Bool) -> Bool {
    guard isAdditive else { return false }
    guard acrossUnits else { return true }
    return window == .unit && placement == .point
      && inputs.allSatisfy { input in
        // Without a time a row counts in every unit.
        input.time != nil
          && !([input.condition, input.payload].compactMap { $0 } + input.keys).contains(
            where: RowExpression.dependsOnUnit)
      }
  }
}

extension CellExpression {
  /// The aggregates that it reads.
  var aggregates: Set<Int> {
    switch self {
    case .aggregate(let index): [index]
    case .arithmetic(_, let lhs, let rhs): lhs.aggregates.union(rhs.aggregates)
    case .function(_, let operands), .coalesce(let operands): operands.reduce(into: []) { $0.formUnion($1.aggregates) }
    case .choose(let condition, let then, let otherwise):
      condition.aggregates.union(then.aggregates).union(otherwise.aggregates)
    default: []
    }
  }
}

extension CellCondition {
  /// The aggregates that it reads.
  var aggregates: Set<Int> {
    switch self {
    case .compare(_, let lhs, let rhs): lhs.aggregates.union(rhs.aggregates)
    case .isNull(let operand): operand.aggregates
    case .not(let operand): operand.aggregates
    case .all(let operands), .any(let operands): operands.reduce(into: []) { $0.formUnion($1.aggregates) }
    }
  }
}
