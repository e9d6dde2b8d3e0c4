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
    // A subject is in one group.
    let members = SequenceGroups(rows: rows, cells: cells, cellCount: space.cellCount)
    let steps = outcomes.steps(of: members)
    guard !space.domains.isEmpty else { return table([], total: steps.total, space) }
    let groups = zip(members.cells, steps.groups).filter { $1[0].subjects > 0 }.sorted { $0.0 < $1.0 }
    return table(groups.map { (cell: $0, steps: $1) }, total: steps.total, space)
  }

  /// Every subject's chain; subjects are shared out among the threads.
  private func solve(
    _ events: [SequenceEvents], subjectCount: Int
  ) throws(ExecutionError) -> SequenceOutcomes {
    let outcomes = SequenceOutcomes(subjectCount: subjectCount, stepCount: events.count)
    let marks = outcomes.depths.marks
    let within = plan.steps.map(\.within)
    let tomorrow = zone.start(ofDay: context.today + 1) * 1_000
    try context.share(subjectCount, least: 20_000) { subjects throws(ExecutionError) in
      let solver = SequenceSolver(
        events, within: within, overall: plan.overall, isStrict: plan.isStrict, tomorrow: tomorrow, zone: zone)
      func search(_ subject: Int, _ steps: inout ReachedSteps) {
        solver.solve(subject)
        marks[subject] = solver.mark
        for step in 1..<max(solver.depth, 1) {
          steps.append(subject, after: solver.chainStamps[step] - solver.chainStamps[0], to: step)
        }
      }
      let first = FirstChains(
        events, within: within, overall: plan.overall, isStrict: plan.isStrict, tomorrow: tomorrow, marks: marks)
      var steps = ReachedSteps(stepCount: events.count)
      for start in stride(from: subjects.lowerBound, to: subjects.upperBound, by: FirstChains.most) {
        try context.checkCancelled()
        let block = start..<min(start + FirstChains.most, subjects.upperBound)
        if let first {
          first.take(block, into: &steps, search: search)
        } else {
          for subject in block { search(subject, &steps) }
        }
      }
      outcomes.add(steps)
    }
    return outcomes
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
    private(set) var rows: [Int32] = []
    /// Per row of the subjects' entity its place in `rows`; −1 for the others.
    private(set) var places: [Int32]
    /// The first steps.
    var events = GatheredEvents()

    /// - Parameter rowCount: of the subjects' entity.
    init(rowCount: Int) { places = [Int32](repeating: -1, count: rowCount + 1) }

    /// Makes room for so many.
    mutating func reserve(_ count: Int) { rows.reserveCapacity(count) }

    /// Adds rows that come behind those that are there.
    mutating func add(_ rows: UnsafeBufferPointer<Int32>) {
      let start = self.rows.count
      self.rows.append(contentsOf: rows)
      places.withUnsafeMutableBufferPointer { places in
        // SAFETY: they are rows of the entity.
        for (index, row) in rows.enumerated() { places[Int(row)] = Int32(truncatingIfNeeded: start + index) }
      }
    }
  }

  private func entered() throws(ExecutionError) -> Entered {
    let count = context.store.entities[plan.subjects.entity].rowCount
    let found = try firstEvents()
    var entered = Entered(rowCount: count)
    // Rows outside of these have no event; events without a subject are nobody's.
    guard let rows = found.subjectRows else { return entered }
    let flags = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 1)
    defer { flags.deallocate() }
    flags.initialize(repeating: 0, count: count + 1)
    // SAFETY: a link leads to a row of the subjects' entity, or to none.
    found.forEachSubject { flags[Int($0)] = 1 }
    let clock = UnitClock(today: context.today)
    clock.set(plan.frame.whole)
    let attachments = Attachments(context: context, frame: plan.frame, clock: clock, shared: shared)
    let resolver = Resolver(context: context, clock: clock, time: plan.subjects.time, attachments: attachments)
    let filter = RowFilter(entity: plan.subjects.entity, condition: plan.subjects.condition, resolver: resolver)
    try attachments.prepare(plan.frame.whole)
    let chosen = Scratch<Int32>()
    entered.reserve(min(rows.count, found.count))
    try RowBlocks(identity: Int(rows.lowerBound)..<Int(rows.upperBound) + 1).forEach(context) {
      block throws(ExecutionError) in
      let kept = filter(block)
      try clock.check()
      var known = 0
      for index in 0..<kept.count {
        chosen.base[known] = kept.base[index]
        known += Int(flags[Int(kept.base[index])])
      }
      entered.add(UnsafeBufferPointer(start: chosen.base, count: known))
    }
    entered.events = found
    entered.events.keep(entered.places)
    return entered
  }

  /// The cell of each subject's group.
  private func cells(of subjects: [Int32], _ space: GroupSpace) throws(ExecutionError) -> [UInt64] {
    var cells = [UInt64](repeating: 0, count: subjects.count)
    guard !space.keys.isEmpty else { return cells }
    let rows = Buffer(subjects)
    try cells.withUnsafeMutableBufferPointer { cells throws(ExecutionError) in
      // SAFETY: each share writes its own places, and all are done when this ends.
      nonisolated(unsafe) let cells = cells
      try context.share(rows.count, least: 100_000) { share throws(ExecutionError) in
        let clock = UnitClock(today: context.today)
        clock.set(plan.frame.whole)
        let attachments = Attachments(context: context, frame: plan.frame, clock: clock, shared: shared)
        let resolver = Resolver(context: context, clock: clock, time: plan.subjects.time, attachments: attachments)
        let keys = zip(space.keys, space.domains).map { $1.encoder(of: plan.subjects.keys[$0], resolver) }
        try attachments.prepare(plan.frame.whole)
        let codes = Scratch<UInt32>()
        for start in stride(from: share.lowerBound, to: share.upperBound, by: blockSize) {
          try context.checkCancelled()
          let block = Rows(base: rows.base + start, count: min(blockSize, share.upperBound - start))
          for (key, stride) in zip(keys, space.strides) {
            key(block, codes.base)
            for index in 0..<block.count { cells[start + index] += UInt64(codes.base[index]) * stride }
          }
        }
        try clock.check()
      }
    }
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
