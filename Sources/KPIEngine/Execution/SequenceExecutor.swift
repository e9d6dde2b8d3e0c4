/// Runs a sequence plan: the steps' events by subject, each subject's chain, then the groups.
struct SequenceExecutor {
  let context: ExecutionContext
  let plan: SequencePlan
  let shared = SharedSubPlans()
  let kinds: [EventKind: UInt64]

  init(context: ExecutionContext, plan: SequencePlan) {
    self.context = context
    self.plan = plan
    kinds = Self.kinds(of: plan)
  }

  func run() throws(ExecutionError) -> SequenceTable {
    let units = [plan.frame.whole]
    let domains = try plan.dimensions.indices.map { index throws(ExecutionError) in
      let member = KeyDomain.Member(
        entity: plan.subjects.entity, time: plan.subjects.time, key: plan.subjects.keys[index])
      return try KeyDomain([member], units: units, frame: plan.frame, shared: shared, context: context)
    }
    let space = try GroupSpace(units: units, keys: Array(domains.indices), domains: domains)
    let entered = try self.entered()
    return try table(
      of: entered.rows, cells: try cells(of: entered.rows, space), events: try events(entered), space)
  }

  /// Match, then the groups.
  ///
  /// - Parameters:
  ///   - rows: the subjects', ascending.
  ///   - cells: each one's group.
  func table(
    of rows: [Int32], cells: [UInt64], events: [SequenceEvents], _ space: GroupSpace
  ) throws(ExecutionError) -> SequenceTable {
    let outcomes = try solve(events, subjectCount: rows.count)
    func members(_ subjects: ArraySlice<Int32>) -> SequenceMembers { SequenceMembers(subjects: subjects, rows: rows) }
    let all = members(ArraySlice(rows.indices.map { Int32(truncatingIfNeeded: $0) }))
    guard !space.domains.isEmpty else {
      var total = outcomes.tally(of: all)
      return table([], total: outcomes.steps(of: all, &total), space)
    }
    // A subject is in one group.
    var total = outcomes.nothing
    let groups = Self.members(of: cells, cellCount: space.cellCount).map { cell, subjects in
      let own = members(subjects)
      var tally = outcomes.tally(of: own)
      total.add(tally)
      return (cell, outcomes.steps(of: own, &tally))
    }
    return table(groups, total: outcomes.steps(of: all, &total), space)
  }

  /// Every subject's chain; subjects are shared out among the threads.
  private func solve(
    _ events: [SequenceEvents], subjectCount: Int
  ) throws(ExecutionError) -> SequenceOutcomes {
    let outcomes = SequenceOutcomes(subjectCount: subjectCount, stepCount: events.count)
    try context.share(subjectCount, least: 20_000) { subjects throws(ExecutionError) in
      let solver = SequenceSolver(
        events, within: plan.steps.map(\.within), overall: plan.overall, isStrict: plan.isStrict,
        tomorrow: zone.start(ofDay: context.today + 1) * 1_000, zone: zone)
      for subject in subjects {
        if subject % blockSize == 0 { try context.checkCancelled() }
        solver.solve(subject)
        outcomes.take(solver, of: subject)
      }
    }
    return outcomes
  }

  /// The subjects of each cell that has some, in their order; the cells ascend.
  private static func members(of cells: [UInt64], cellCount: UInt64) -> [(cell: UInt64, subjects: ArraySlice<Int32>)] {
    // Where there are few cells their own numbers serve, else those of a table.
    var table = KeyTable()
    let isDense = cellCount <= UInt64(max(1_024, cells.count))
    let numbers = isDense ? cells.map { Int($0) } : cells.map { table.number(of: $0) }
    var ends = [Int](repeating: 0, count: (isDense ? Int(cellCount) : table.count) + 1)
    for number in numbers { ends[number + 1] += 1 }
    for number in 1..<ends.count { ends[number] += ends[number - 1] }
    let starts = ends
    // Where a cell's next subject goes; in the end, where its subjects end.
    let ordered = [Int32](unsafeUninitializedCapacity: cells.count) { ordered, written in
      for (subject, number) in numbers.enumerated() {
        ordered[ends[number]] = Int32(truncatingIfNeeded: subject)
        ends[number] += 1
      }
      written = cells.count
    }
    func cell(_ number: Int) -> UInt64 { isDense ? UInt64(number) : table.keys[number] }
    return (0..<starts.count - 1).filter { starts[$0] < ends[$0] }.sorted { cell($0) < cell($1) }
      .map { (cell($0), ordered[starts[$0]..<ends[$0]]) }
  }

  var zone: ZoneTable { context.store.zone }

  // MARK: Sources

  /// A number for each of the kinds that events are of.
  private static func kinds(of plan: SequencePlan) -> [EventKind: UInt64] {
    var kinds: [EventKind: UInt64] = [:]
    for input in plan.steps.flatMap(\.inputs) {
      guard let time = input.time else { continue }
      let kind = EventKind(entity: input.entity, time: time)
      kinds[kind] = kinds[kind] ?? UInt64(kinds.count)
    }
    return kinds
  }

  /// What an event's row and time are of.
  struct EventKind: Hashable {
    let entity: Int
    let time: Scalar
  }

  /// Whether two steps can have an event in common.
  var canShare: Bool {
    let used = plan.steps.flatMap { step in
      Set(step.inputs.compactMap { input in input.time.flatMap { kinds[EventKind(entity: input.entity, time: $0)] } })
    }
    return Set(used).count < used.count
  }

  // MARK: Subjects

  /// The subjects with a first step in the period, in order of their rows.
  struct Entered {
    var rows: [Int32] = []
    /// Per row of the subjects' entity its place in `rows`; −1 for the others.
    var places: [Int32]
    /// The first steps.
    var events = GatheredEvents()
  }

  private func entered() throws(ExecutionError) -> Entered {
    let count = context.store.entities[plan.subjects.entity].rowCount
    var flags = [UInt8](repeating: 0, count: count + 1)
    // Rows outside of these have no event.
    var (least, greatest) = (Int32.max, Int32(0))
    var found = GatheredEvents()
    let (hasIdentities, quiet) = (canShare, QuietTimes(zone))
    for stream in try streams(of: 0) {
      try read(stream, stream.view.positions(in: firstDays)) { rows, subjects, times in
        found.add(rows, subjects, times, kind: hasIdentities ? stream.kind : nil, quiet)
        flags.withUnsafeMutableBufferPointer { flags in
          // SAFETY: a link leads to a row of the subjects' entity, or to none.
          for index in 0..<rows.count {
            flags[Int(subjects[index])] = 1
            if subjects[index] > 0 { least = min(least, subjects[index]) }
            greatest = max(greatest, subjects[index])
          }
        }
      }
    }
    // Events without a subject are nobody's.
    flags[0] = 0
    let clock = UnitClock(today: context.today)
    clock.set(plan.frame.whole)
    let attachments = Attachments(context: context, frame: plan.frame, clock: clock, shared: shared)
    let resolver = Resolver(context: context, clock: clock, time: plan.subjects.time, attachments: attachments)
    let filter = RowFilter(entity: plan.subjects.entity, condition: plan.subjects.condition, resolver: resolver)
    try attachments.prepare(plan.frame.whole)
    var entered = Entered(places: [Int32](repeating: -1, count: count + 1))
    guard greatest > 0 else { return entered }
    try RowBlocks(identity: Int(least)..<Int(greatest) + 1).forEach(context) { block throws(ExecutionError) in
      let kept = filter(block)
      try clock.check()
      for index in 0..<kept.count where flags[Int(kept.base[index])] == 1 {
        entered.places[Int(kept.base[index])] = Int32(truncatingIfNeeded: entered.rows.count)
        entered.rows.append(kept.base[index])
      }
    }
    found.keep(entered.places)
    entered.events = found
    return entered
  }

  /// The cell of each subject's group.
  private func cells(of subjects: [Int32], _ space: GroupSpace) throws(ExecutionError) -> [UInt64] {
    let clock = UnitClock(today: context.today)
    clock.set(plan.frame.whole)
    let attachments = Attachments(context: context, frame: plan.frame, clock: clock, shared: shared)
    let resolver = Resolver(context: context, clock: clock, time: plan.subjects.time, attachments: attachments)
    let keys = zip(space.keys, space.domains).map { $1.encoder(of: plan.subjects.keys[$0], resolver) }
    try attachments.prepare(plan.frame.whole)
    var cells = [UInt64](repeating: 0, count: subjects.count)
    let codes = Scratch<UInt32>()
    let rows = Buffer(subjects)
    var start = 0
    while start < rows.count {
      try context.checkCancelled()
      let block = Rows(base: rows.base + start, count: min(blockSize, rows.count - start))
      for (key, stride) in zip(keys, space.strides) {
        key(block, codes.base)
        for index in 0..<block.count { cells[start + index] += UInt64(codes.base[index]) * stride }
      }
      start += block.count
    }
    try clock.check()
    return cells
  }

  // MARK: Groups

  /// - Parameter cells: ascending.
  private func table(
    _ cells: [(cell: UInt64, steps: [SequenceTable.Step])], total: [SequenceTable.Step], _ space: GroupSpace
  ) -> SequenceTable {
    var groups = cells.map { SequenceTable.Group(keys: space.digits(of: $0.cell).codes, steps: $0.steps) }
    let codes = space.domains.enumerated().map { position, domain in
      KeyCodes(groups.map { $0.keys[position] }, size: domain.size)
    }
    let labels = space.domains.enumerated().map { position, domain in
      domain.keyLabels(of: codes[position], plan.dimensions[position], context)
    }
    let orders = space.domains.enumerated().map { position, domain in
      KeyOrder(domain, codes: codes[position], nameColumn: plan.dimensions[position].nameColumn, context)
    }
    // A subject is in one group, so a level's subjects are the sum of its groups'.
    var subjects: [[Int]: Int] = [:]
    for group in groups {
      for count in 0..<group.keys.count { subjects[Array(group.keys[...count]), default: 0] += group.steps[0].subjects }
    }
    groups.sort { lhs, rhs in
      for (position, order) in orders.enumerated() where lhs.keys[position] != rhs.keys[position] {
        let (left, right) = (lhs.keys[position], rhs.keys[position])
        if order.isByMetric, !order.isNull(left), !order.isNull(right) {
          func size(_ keys: [Int]) -> Int { subjects[Array(keys[...position]), default: 0] }
          let (first, second) = (size(lhs.keys), size(rhs.keys))
          if first != second { return first > second }
        }
        return order.place(of: left) < order.place(of: right)
      }
      return false
    }
    return SequenceTable(groups: groups, total: total, keys: labels)
  }
}
