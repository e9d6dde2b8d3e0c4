/// Runs a sequence plan: the steps' events by subject, each subject's chain, then the groups.
struct SequenceExecutor {
  private let context: ExecutionContext
  private let plan: SequencePlan
  private let shared = SharedSubPlans()

  init(context: ExecutionContext, plan: SequencePlan) {
    self.context = context
    self.plan = plan
  }

  func run() throws(ExecutionError) -> SequenceTable {
    let units = [plan.frame.whole]
    let domains = try plan.dimensions.indices.map { index throws(ExecutionError) in
      let member = KeyDomain.Member(
        entity: plan.subjects.entity, time: plan.subjects.time, key: plan.subjects.keys[index])
      return try KeyDomain([member], units: units, frame: plan.frame, shared: shared, context: context)
    }
    let space = try GroupSpace(units: units, keys: Array(domains.indices), domains: domains)
    let streams = try self.streams()
    let entered = try self.entered(streams)
    let cells = try self.cells(of: entered.rows, space)
    var tallies: [UInt64: Tally] = [:]
    var total = Tally(steps: plan.steps.count)
    let solver = SequenceSolver(
      try events(streams, entered), within: plan.steps.map(\.within), overall: plan.overall, isStrict: plan.isStrict,
      tomorrow: zone.start(ofDay: context.today + 1) * 1_000, zone: zone)
    for subject in entered.rows.indices {
      if subject % blockSize == 0 { try context.checkCancelled() }
      solver.solve(subject)
      let row = entered.rows[subject]
      total.add(solver, row)
      if !domains.isEmpty { tallies[cells[subject], default: Tally(steps: plan.steps.count)].add(solver, row) }
    }
    return table(tallies, total, space)
  }

  private var zone: ZoneTable { context.store.zone }

  // MARK: Streams

  /// Rows of one input, ready to be read.
  private struct Stream {
    let view: View
    let filter: RowFilter
    let subject: Fill<Int32>
    let stamp: Fill<Int64>
    /// What sets its events apart from those of other entities, or of other times of the entity.
    let source: UInt64
  }

  /// Sub-plans of conditions are shared by all streams.
  private func streams() throws(ExecutionError) -> [[Stream]] {
    let clock = UnitClock(today: context.today)
    clock.set(plan.frame.whole)
    let attachments = Attachments(context: context, frame: plan.frame, clock: clock, shared: shared)
    var sources: [Source: UInt64] = [:]
    func stream(_ input: Input) throws(ExecutionError) -> Stream? {
      guard let time = input.time, let subject = input.subject else { return nil }
      let resolver = Resolver(context: context, clock: clock, time: time, attachments: attachments)
      guard case .rows(let rows, _) = resolver.resolve(subject), case .stamps(let stamp) = resolver.resolve(time) else {
        return nil
      }
      let source = Source(entity: input.entity, time: time)
      let number = sources[source] ?? UInt64(sources.count)
      sources[source] = number
      return Stream(
        view: try context.views.view(of: input.entity, by: time, in: context),
        filter: RowFilter(entity: input.entity, condition: input.condition, resolver: resolver), subject: rows,
        stamp: stamp, source: number)
    }
    let streams = try plan.steps.map { step throws(ExecutionError) in
      try step.inputs.map { input throws(ExecutionError) in try stream(input) }.compactMap { $0 }
    }
    try attachments.prepare(plan.frame.whole)
    return streams
  }

  /// What an event's row and time are of.
  private struct Source: Hashable {
    let entity: Int
    let time: RowExpression
  }

  /// Whether two steps can have an event in common.
  private func canShare(_ streams: [[Stream]]) -> Bool {
    let sources = streams.flatMap { Set($0.map(\.source)) }
    return Set(sources).count < sources.count
  }

  // MARK: Subjects

  /// The subjects with a first step in the period, in order of their rows.
  private struct Entered {
    var rows: [Int32] = []
    /// Per row of the subjects' entity its place in `rows`; −1 for the others.
    var places: [Int32]
  }

  private func entered(_ streams: [[Stream]]) throws(ExecutionError) -> Entered {
    let count = context.store.entities[plan.subjects.entity].rowCount
    var flags = [UInt8](repeating: 0, count: count + 1)
    for stream in streams.first ?? [] {
      try read(stream, days: firstDays) { rows, subjects, _ in
        for index in 0..<rows.count { flags[Int(subjects[index])] = 1 }
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
    try RowBlocks(identity: 1..<count + 1).forEach(context) { block in
      let kept = filter(block)
      for index in 0..<kept.count where flags[Int(kept.base[index])] == 1 {
        entered.places[Int(kept.base[index])] = Int32(truncatingIfNeeded: entered.rows.count)
        entered.rows.append(kept.base[index])
      }
    }
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
    return cells
  }

  // MARK: Events

  private var firstDays: Range<Int> { Window.unit.days(for: plan.frame.whole, in: plan.frame) }

  private func read(
    _ stream: Stream, days: Range<Int>, _ body: (Rows, UnsafePointer<Int32>, UnsafePointer<Int64>) -> Void
  ) throws(ExecutionError) {
    let subjects = Scratch<Int32>()
    let stamps = Scratch<Int64>()
    try RowBlocks(view: stream.view, positions: stream.view.positions(in: days)).forEach(context) { block in
      let rows = stream.filter(block)
      guard rows.count > 0 else { return }
      stream.subject(rows, subjects.base)
      stream.stamp(rows, stamps.base)
      body(rows, subjects.base, stamps.base)
    }
  }

  /// Every step's events of the subjects, the first step's in the period, later ones from its start to today.
  private func events(_ streams: [[Stream]], _ entered: Entered) throws(ExecutionError) -> [SequenceEvents] {
    let hasIdentities = canShare(streams)
    return try streams.enumerated().map { step, streams throws(ExecutionError) in
      let days = step == 0 ? firstDays : firstDays.lowerBound..<max(firstDays.lowerBound, context.today + 1)
      var subjects: [Int32] = []
      var stamps: [Int64] = []
      var identities: [UInt64] = []
      for stream in streams {
        try read(stream, days: days) { rows, subjectRows, times in
          for index in 0..<rows.count where entered.places[Int(subjectRows[index])] >= 0 {
            subjects.append(entered.places[Int(subjectRows[index])])
            stamps.append(zone.instant(of: times[index]))
            if hasIdentities { identities.append(stream.source << 32 | UInt64(UInt32(bitPattern: rows.base[index]))) }
          }
        }
      }
      return Self.bySubject(subjects, stamps, identities, count: entered.rows.count)
    }
  }

  /// Brings events together by subject, each subject's in order of time.
  static func bySubject(
    _ subjects: [Int32], _ stamps: [Int64], _ identities: [UInt64], count: Int
  ) -> SequenceEvents {
    var offsets = [Int](repeating: 0, count: count + 1)
    for subject in subjects { offsets[Int(subject) + 1] += 1 }
    for subject in 0..<count { offsets[subject + 1] += offsets[subject] }
    var next = offsets
    var order = [Int](repeating: 0, count: subjects.count)
    for (event, subject) in subjects.enumerated() {
      order[next[Int(subject)]] = event
      next[Int(subject)] += 1
    }
    for subject in 0..<count {
      let own = offsets[subject]..<offsets[subject + 1]
      // One stream's events mostly come in order, unless clocks went back over a midnight.
      let isAscending = own.dropFirst().allSatisfy { stamps[order[$0 - 1]] <= stamps[order[$0]] }
      if !isAscending { order[own].sort { stamps[$0] < stamps[$1] } }
    }
    return SequenceEvents(
      offsets: offsets, stamps: order.map { stamps[$0] },
      identities: identities.isEmpty ? [] : order.map { identities[$0] })
  }

  // MARK: Groups

  /// The subjects of one group.
  private struct Tally {
    private var steps: [SequenceTable.Step]
    /// Per step, the milliseconds that each subject's chain took from its first event.
    private var lengths: [[Int64]]
    /// How far the least of those got whose chain can still become another; nil where none can.
    private var leastOpen: Int?

    init(steps count: Int) {
      steps = Array(repeating: SequenceTable.Step(), count: count)
      lengths = Array(repeating: [], count: count)
    }

    mutating func add(_ solver: SequenceSolver, _ row: Int32) {
      guard let start = solver.chain.first else { return }
      for (step, stamp) in solver.chain.enumerated() {
        steps[step].subjects += 1
        steps[step].rows.append(row)
        lengths[step].append(stamp - start)
      }
      let depth = solver.chain.count
      guard depth < steps.count else { return }
      if solver.isAwaited[depth] {
        steps[depth].waiting += 1
        steps[depth].waitingRows.append(row)
      }
      if solver.isAwaited.prefix(depth + 1).contains(true) { leastOpen = min(leastOpen ?? depth, depth) }
    }

    /// The steps' numbers.
    mutating func finish() -> [SequenceTable.Step] {
      for step in steps.indices {
        steps[step].medianSeconds = Self.median(&lengths[step]).map { $0 / 1_000 }
        steps[step].isOpen = leastOpen.map { $0 <= step } ?? false
        steps[step].isMedianOpen = step > 0 && leastOpen != nil
      }
      return steps
    }

    private static func median(_ numbers: inout [Int64]) -> Double? {
      guard !numbers.isEmpty else { return nil }
      numbers.sort()
      let middle = numbers.count / 2
      if numbers.count % 2 == 1 { return Double(numbers[middle]) }
      return (Double(numbers[middle - 1]) + Double(numbers[middle])) / 2
    }
  }

  private func table(_ tallies: [UInt64: Tally], _ total: Tally, _ space: GroupSpace) -> SequenceTable {
    // In order of the cells, so that nothing depends on a hash table.
    var groups = tallies.sorted { $0.key < $1.key }.map { cell, tally in
      var tally = tally
      return SequenceTable.Group(keys: space.digits(of: cell).codes, steps: tally.finish())
    }
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
    var total = total
    return SequenceTable(groups: groups, total: total.finish(), keys: labels)
  }
}
