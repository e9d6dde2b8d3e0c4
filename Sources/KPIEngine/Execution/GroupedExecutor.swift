import Synchronization

/// Runs a grouped plan: every aggregate over every grouping set it is needed for, joined, derived and ordered.
package struct GroupedExecutor {
  let context: ExecutionContext
  let plan: GroupedPlan
  let shared = SharedSubPlans()
  /// What another engine has gathered for the plan.
  let gathered = GatheredCells()
  /// What shares are parts of, per period, where that is more than the plan's own total.
  let outer: [[Value]]?
  /// How the dimensions are numbered, where another plan has done it.
  private let known: [KeyDomain]?

  package init(context: ExecutionContext, plan: GroupedPlan) { self.init(context: context, plan: plan, outer: nil) }

  init(context: ExecutionContext, plan: GroupedPlan, outer: [[Value]]?, domains: [KeyDomain]? = nil) {
    self.context = context
    self.plan = plan
    self.outer = outer
    known = domains
  }

  package func run() throws(ExecutionError) -> GroupedTable {
    let domains: [KeyDomain]
    if let known {
      domains = known
    } else {
      domains = try plan.dimensions.indices.map { index throws(ExecutionError) in try domain(of: index) }
    }
    let periods = try periods(domains)
    let total = try numbers(periods, level: plan.by.count, cell: 0, unit: 0)
    guard !plan.by.isEmpty else {
      return GroupedTable(
        rows: GroupRows(keys: [], columns: total.map { .values([$0]) }, count: 1), total: total, keys: [])
    }
    if let top = plan.top, showsGreatestAlone(domains) {
      let (rows, others) = try greatest(top, periods, domains)
      return GroupedTable(rows: rows, total: total, keys: keyLabels(keyCodes(rows, domains), domains), others: others)
    }
    var rows = try groups(periods, domains)
    if let having = plan.having {
      var evaluator = CellEvaluator(
        aggregates: [], unit: plan.frame.whole, frame: plan.frame, zone: context.store.zone)
      var kept: [Int] = []
      for index in rows.indices {
        evaluator.aggregates = Array(rows[index].columns)
        if try evaluator.holds(having) { kept.append(index) }
      }
      rows = rows.kept(kept)
    }
    let codes = keyCodes(rows, domains)
    try sort(&rows, periods, codes, domains)
    guard let top = plan.top else {
      return GroupedTable(rows: rows, total: total, keys: keyLabels(codes, domains))
    }
    let others = try keep(top, &rows, periods, domains)
    // Only rows that are shown can look alike.
    return GroupedTable(rows: rows, total: total, keys: keyLabels(keyCodes(rows, domains), domains), others: others)
  }

  // MARK: Grouping sets

  /// The aggregates' results in one of the compared periods.
  struct PeriodResults {
    let frame: Frame
    /// Per unit of the plan's frame, whether it exists in this period.
    let hasUnit: [Bool]
    /// Prefixes of `by`, the longest first: the rows, then what orders the levels, last the total.
    let spaces: [GroupSpace]
    /// Per aggregate, per space.
    let results: [[AggregateResult]]
    /// Per aggregate its number over everything asked.
    let overall: [Value]
    /// By name the keys that numbers are parts within.
    var wholes: [KeyWhole] = []
  }

  var hasGrain: Bool { plan.by.contains(.grain) }

  private func domain(of index: Int) throws(ExecutionError) -> KeyDomain {
    // Where rows are looked up within groups, those of other days have groups too.
    let isOfGroups = plan.aggregates.contains { aggregate in
      aggregate.inputs.contains { $0.expressions.contains(where: Scalar.dependsOnGroup) }
    }
    let members = plan.aggregates.flatMap { aggregate in
      aggregate.inputs.filter { $0.keys.indices.contains(index) }.map { input in
        KeyDomain.Member(
          entity: input.entity, time: input.time, key: input.keys[index],
          days: isOfGroups ? nil : days(of: input, of: aggregate))
      }
    }
    var units = (hasGrain ? plan.frame.units : []) + [plan.frame.whole]
    if let comparison = plan.comparison { units += comparison.units.compactMap { $0 } + [comparison.whole] }
    let domain = try KeyDomain(members, units: units, frame: plan.frame, shared: shared, context: context)
    guard let elsewhere = context.elsewhere else { return domain }
    return try self.domain(of: index, domain, frames.map(\.frame), elsewhere)
  }

  /// The days outside which no row of an aggregate's input counts; nil where every row may.
  private func days(of input: Input, of aggregate: Aggregate) -> Range<Int>? {
    guard input.time != nil, aggregate.each == nil, !aggregate.isAllotted else { return nil }
    var days: Range<Int>?
    for (frame, _) in frames {
      for unit in frame.units + [frame.whole] {
        let own = aggregate.days(of: input, for: aggregate.effective(unit, in: frame), in: frame)
        guard own.lowerBound < own.upperBound || aggregate.placement != .point else { continue }
        days = days.map { min($0.lowerBound, own.lowerBound)..<max($0.upperBound, own.upperBound) } ?? own
      }
    }
    guard let days else { return 0..<0 }
    // What is open began before.
    return aggregate.placement == .point ? days : Window.firstDay..<max(Window.firstDay, days.upperBound)
  }

  /// The period asked for, then the one it is compared with, and of each whether it has the units of the first.
  private var frames: [(frame: Frame, hasUnit: [Bool])] {
    var frames = [(plan.frame, plan.frame.units.map { _ in true })]
    if let comparison = plan.comparison {
      // A unit without a partner has no days, so that the indices stay those of the frame.
      let units = comparison.units.enumerated().map { index, unit in
        unit
          ?? FrameUnit(
            start: comparison.whole.start, end: comparison.whole.start, grain: nil, label: plan.frame.units[index].label
          )
      }
      frames.append(
        (
          plan.frame.compared(with: comparison.whole, units: units),
          comparison.units.map { $0 != nil }
        ))
    }
    return frames
  }

  private func periods(_ domains: [KeyDomain]) throws(ExecutionError) -> [PeriodResults] {
    let frames = frames
    var periods: [PeriodResults?] = frames.map { _ in nil }
    try periods.withUnsafeMutableBufferPointer { periods throws(ExecutionError) in
      // SAFETY: each period writes its own place, and all are done when this ends.
      nonisolated(unsafe) let periods = periods
      try context.perform(frames.count) { position throws(ExecutionError) in
        periods[position] = try results(in: frames[position], position, domains)
      }
    }
    return periods.compactMap { $0 }
  }

  private func results(
    in period: (frame: Frame, hasUnit: [Bool]), _ position: Int, _ domains: [KeyDomain]
  ) throws(ExecutionError) -> PeriodResults {
    let (frame, hasUnit) = period
    let spaces = try (0...plan.by.count).reversed().map { count throws(ExecutionError) in
      try space(ofFirst: count, frame, domains)
    }
    let results = try evaluate(spaces, frame)
    let own = results.compactMap { $0.last?.value(at: 0) }
    return PeriodResults(
      frame: frame, hasUnit: hasUnit, spaces: spaces, results: results, overall: outer?[position] ?? own,
      wholes: try wholes(frame, domains))
  }

  private func space(
    ofFirst count: Int, _ frame: Frame, _ domains: [KeyDomain]
  ) throws(ExecutionError) -> GroupSpace {
    let prefix = plan.by.prefix(count)
    let keys = prefix.compactMap { key -> Int? in if case .dimension(let index) = key { index } else { nil } }
    return try GroupSpace(
      units: prefix.contains(.grain) ? frame.units : [frame.whole], keys: keys, domains: domains,
      isWhole: !prefix.contains(.grain))
  }

  /// The aggregates that order the groups, by which the levels between rows and total are needed.
  private var orderingAggregates: Set<Int> {
    var columns: Set = [0]
    if case .column(let reference)? = plan.order?.by { columns.insert(reference.column) }
    return columns.reduce(into: []) { $0.formUnion(plan.columns[$1].aggregates) }
  }

  /// Whether groups are ordered by their numbers in a space between the rows and the total.
  private func ordersGroups(_ space: GroupSpace) -> Bool {
    let count = space.keys.count + (space.isWhole ? 0 : 1)
    guard count > 0, count < plan.by.count else { return false }
    if case .column? = plan.order?.by { return true }
    guard case .dimension = plan.by[count - 1], let domain = space.domains.last else { return false }
    return KeyOrder.isByMetric(domain, context.store)
  }

  /// Per aggregate its result in every space; those over different rows run on all threads.
  func evaluate(_ spaces: [GroupSpace], _ frame: Frame) throws(ExecutionError) -> [[AggregateResult]] {
    if let elsewhere = context.elsewhere {
      return try evaluate(spaces, frame, isOrdered: spaces.map(ordersGroups), elsewhere)
    }
    let job = Job(
      context: context, plan: plan, frame: frame, spaces: spaces, ordering: orderingAggregates,
      isOrdered: spaces.map(ordersGroups),
      shared: shared, outcomes: Outcomes(count: plan.aggregates.count))
    let scans = scans(in: spaces[0], frame)
    context.team.perform(scans.count) { job.run(scans[$0]) }
    return try job.outcomes.all()
  }

  /// The aggregates by the rows that they are over: those of one list are gathered in one pass.
  private func scans(in space: GroupSpace, _ frame: Frame) -> [[Int]] {
    var scans: [[Int]] = []
    for (index, aggregate) in plan.aggregates.enumerated() {
      // Where windows grow each is summed in its own way.
      let known = scans.firstIndex { plan.aggregates[$0[0]].sharesRows(with: aggregate) }
      if let known, GrowingWindows(aggregate, space, in: frame) == nil,
        GrowingWindows(plan.aggregates[scans[known][0]], space, in: frame) == nil
      {
        scans[known].append(index)
      } else {
        scans.append([index])
      }
    }
    return scans
  }

  /// The work of some aggregates over the same rows in all spaces.
  private struct Job: @unchecked Sendable {
    // SAFETY: only read by the threads that share it; each writes its own slots of `outcomes`, under its lock.
    let context: ExecutionContext
    let plan: GroupedPlan
    let frame: Frame
    let spaces: [GroupSpace]
    let ordering: Set<Int>
    /// Per space whether it orders the groups.
    let isOrdered: [Bool]
    let shared: SharedSubPlans
    let outcomes: Outcomes

    func run(_ scan: [Int]) {
      do throws(ExecutionError) {
        for (index, results) in zip(scan, try evaluate(scan)) { outcomes.set(index, .success(results)) }
      } catch {
        for index in scan { outcomes.set(index, .failure(error)) }
      }
    }

    private func evaluate(_ scan: [Int]) throws(ExecutionError) -> [[AggregateResult]] {
      let aggregates = scan.map { plan.aggregates[$0] }
      let foldable = aggregates.map(foldable)
      let evaluator = AggregateEvaluator(
        context: context, frame: frame, aggregate: aggregates[0], shared: shared,
        companions: Array(aggregates.dropFirst()))
      let results = try evaluator.evaluate(
        in: spaces[0],
        along: zip(aggregates, zip(scan, foldable)).map { aggregate, own in
          aggregate.function == .distinct ? wanted(own.0).filter(own.1.contains).map { spaces[$0] } : []
        })
      return try scan.indices.map { place throws(ExecutionError) in
        let (own, along) = results[place]
        let wanted = wanted(scan[place])
        var gathered = along.makeIterator()
        return try spaces.indices.map { position throws(ExecutionError) in
          guard wanted.contains(position) else { return own }
          if foldable[place].contains(position) {
            if aggregates[place].isAdditive { return try own.folded(into: spaces[position]) }
            if aggregates[place].function == .distinct, let known = gathered.next() { return known }
          }
          return try AggregateEvaluator(context: context, frame: frame, aggregate: aggregates[place], shared: shared)
            .evaluate(in: spaces[position])
        }
      }
    }

    /// The spaces that the rows' own numbers do not do for: those between the rows and the total only order the groups,
    /// by the first column.
    private func wanted(_ index: Int) -> [Int] {
      spaces.indices.dropFirst().filter { $0 == spaces.count - 1 || isOrdered[$0] && ordering.contains(index) }
    }

    /// The spaces whose rows are those of the first, each once.
    private func foldable(_ aggregate: Aggregate) -> Set<Int> {
      Set(
        spaces.indices.filter { position in
          let acrossUnits = !spaces[0].isWhole && spaces[position].isWhole
          return (!acrossUnits || frame.unitsCoverWhole(of: aggregate))
            && aggregate.hasRowsOfParts(acrossUnits: acrossUnits)
        })
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
}

extension Frame {
  /// Whether each row of an aggregate that the whole period has is in one of the units.
  fileprivate func unitsCoverWhole(of aggregate: Aggregate) -> Bool {
    guard unitsCoverWhole(aggregate.countsAhead) else { return false }
    // Beside rows that are placed by an intention others may be, whose last unit ends sooner.
    return !aggregate.countsAhead || aggregate.inputs.allSatisfy(\.isPlanned) || unitsCoverWhole(false)
  }

  /// Whether the units are the whole period, up to today or ahead, each day once.
  ///
  /// Those of a compared period may leave days out, or reach beyond it.
  fileprivate func unitsCoverWhole(_ isAhead: Bool) -> Bool {
    func end(_ unit: FrameUnit) -> Int {
      max(unit.start, isAhead ? unit.plannedEnd ?? unit.end : min(unit.end, today + 1))
    }
    var next = whole.start
    for unit in units where unit.start < end(unit) {
      if unit.start != next { return false }
      next = end(unit)
    }
    return next == end(whole)
  }
}

extension Aggregate {
  /// Whether totals may be added up from the rows: over keys, and over the units of a grain.
  package func canFold(acrossUnits: Bool) -> Bool { isAdditive && hasRowsOfParts(acrossUnits: acrossUnits) }

  /// Whether the rows behind a whole are those behind its parts, each of them once.
  func hasRowsOfParts(acrossUnits: Bool) -> Bool {
    guard !inputs.contains(where: { $0.expressions.contains(where: Scalar.dependsOnGroup) }) else { return false }
    guard acrossUnits else { return true }
    return window == .unit && shifts.isEmpty && placement == .point
      && inputs.allSatisfy { input in
        // Without a time a row counts in every unit.
        input.time != nil
          && !(input.expressions + input.keys).contains(where: Scalar.dependsOnUnit)
      }
  }
}

extension Input {
  /// Its condition and payload.
  package var expressions: [Scalar] { [condition, payload].compactMap { $0 } }
}
