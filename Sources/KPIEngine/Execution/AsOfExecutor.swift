/// Runs an as-of plan: sweeps the changes once, in order of time, and counts who moved between the days.
struct AsOfExecutor {
  private let context: ExecutionContext
  private let plan: AsOfPlan
  private let shared = SharedSubPlans()
  private let clock: UnitClock
  private let attachments: Attachments

  init(context: ExecutionContext, plan: AsOfPlan) {
    self.context = context
    self.plan = plan
    clock = UnitClock(today: context.today)
    clock.set(plan.frame.whole)
    attachments = Attachments(context: context, frame: plan.frame, clock: clock, shared: shared)
  }

  func run() throws(ExecutionError) -> AsOfTable {
    let domain = try self.domain()
    // States are few: the narrower, the more subjects fit into the caches.
    return domain.size <= 1 << 8 ? try run(domain, UInt8.self) : try run(domain, UInt32.self)
  }

  private func run<Code: StateCode>(_ domain: KeyDomain, _: Code.Type) throws(ExecutionError) -> AsOfTable {
    let day = plan.dayBefore + 1
    let to = try side(changes.to, domain)
    let fact = StatesAtDay(
      entity: plan.subjects.entity, time: plan.subjects.time, present: plan.present, changes: changes, day: day)
    let states: Buffer<Code> = try shared.states(of: fact, context) { () throws(ExecutionError) in
      try self.states(domain, before: day, to)
    }
    let sweep = StateSweep<Code>(states, stateCount: domain.size)
    let dates = [plan.dayBefore] + plan.days
    let begun = try begin(sweep, dates)
    sweep.count(begun[0])
    var start = plan.dayBefore + 1
    for (date, day) in dates.enumerated().dropFirst() {
      try to.read(days: start..<max(start, day + 1)) { sweep.change($0, $1, count: $2, at: date) }
      sweep.count(begun[date])
      start = max(start, day + 1)
    }
    return table(sweep, domain)
  }

  private var changes: AsOfPlan.Changes { plan.changes }

  /// One numbering for the present states and both sides of the changes.
  private func domain() throws(ExecutionError) -> KeyDomain {
    let members = [
      KeyDomain.Member(entity: plan.subjects.entity, time: plan.subjects.time, key: plan.present),
      KeyDomain.Member(entity: changes.entity, time: changes.time, key: changes.from),
      KeyDomain.Member(entity: changes.entity, time: changes.time, key: changes.to),
    ]
    return try KeyDomain(
      members, units: [plan.frame.whole], frame: plan.frame, shared: shared, context: context)
  }

  private func resolver(_ time: Scalar?) -> Resolver {
    Resolver(context: context, clock: clock, time: time, attachments: attachments)
  }

  // MARK: Sweep

  /// Who begins at each date, of those that are counted.
  private func begin<Code: StateCode>(_ sweep: StateSweep<Code>, _ dates: [Int]) throws(ExecutionError) -> [[Int32]] {
    var begun = dates.map { _ in [Int32]() }
    guard let time = plan.subjects.time else { return begun }
    let resolver = resolver(time)
    let filter = RowFilter(entity: plan.subjects.entity, condition: plan.subjects.condition, resolver: resolver)
    let view = try context.views.view(of: plan.subjects.entity, by: time, in: context)
    try attachments.prepare(plan.frame.whole)
    var start = Window.firstDay
    for (date, day) in dates.enumerated() {
      let positions = view.positions(in: start..<max(start, day + 1))
      begun[date].reserveCapacity(positions.count)
      try RowBlocks(view: view, positions: positions).forEach(context) { block throws(ExecutionError) in
        let rows = filter(block)
        try clock.check()
        sweep.begin(rows, at: date)
        begun[date].append(contentsOf: UnsafeBufferPointer(start: rows.base, count: rows.count))
      }
      start = max(start, day + 1)
    }
    return begun
  }

  /// Every subject's state when a day began.
  ///
  /// That is what the last change before it led to. Before a subject's first change, whenever that is, its state was what
  /// the change came from; so only the later ones need be gone back through. Without changes it is the present one.
  private func states<Code: StateCode>(
    _ domain: KeyDomain, before day: Int, _ to: Side
  ) throws(ExecutionError) -> Buffer<Code> {
    let rowCount = context.store.entities[plan.subjects.entity].rowCount
    let present = domain.encoder(of: plan.present, resolver(plan.subjects.time))
    let from = try side(changes.from, domain)
    try attachments.prepare(plan.frame.whole)
    return try Buffer(count: rowCount + 1) { states throws(ExecutionError) in
      states.initialize(repeating: 0)
      let codes = Scratch<UInt32>()
      // SAFETY: rows and links are at most the subjects' last row, for which there is room.
      try RowBlocks(identity: 1..<rowCount + 1).forEach(context) { rows in
        present(rows, codes.base)
        for index in 0..<rows.count { states[Int(rows.base[index])] = Code(truncatingIfNeeded: codes.base[index]) }
      }
      // The last change first: what stays is what the earliest came from.
      try from.read(days: day..<Int(Int32.max), backwards: true) { subjects, from, count in
        for index in (0..<count).reversed() { states[Int(subjects[index])] = Code(truncatingIfNeeded: from[index]) }
      }
      try to.read(days: Window.firstDay..<day) { subjects, to, count in
        for index in 0..<count { states[Int(subjects[index])] = Code(truncatingIfNeeded: to[index]) }
      }
    }
  }

  /// One side of the changes, ready to be read.
  private struct Side {
    let context: ExecutionContext
    let view: View
    let filter: RowFilter
    let subject: Fill<Int32>
    let state: Fill<UInt32>
    let subjects = Scratch<Int32>()
    let states = Scratch<UInt32>()

    /// The subjects of changes, 0 for nobody, with a state, block by block in order of time, then key; or the last block
    /// first.
    func read(
      days: Range<Int>, backwards: Bool = false, _ body: (UnsafePointer<Int32>, UnsafePointer<UInt32>, Int) -> Void
    ) throws(ExecutionError) {
      func pass(_ block: Rows) {
        let rows = filter(block)
        subject(rows, subjects.base)
        state(rows, states.base)
        body(subjects.base, states.base, rows.count)
      }
      let blocks = RowBlocks(view: view, positions: view.positions(in: days))
      if backwards { try blocks.forEachReversed(context, pass) } else { try blocks.forEach(context, pass) }
    }
  }

  private func side(_ state: Scalar, _ domain: KeyDomain) throws(ExecutionError) -> Side {
    let resolver = resolver(changes.time)
    return Side(
      context: context, view: try context.views.view(of: changes.entity, by: changes.time, in: context),
      filter: RowFilter(entity: changes.entity, condition: nil, resolver: resolver, includesFuture: true),
      subject: resolver.rows(of: changes.subject), state: domain.encoder(of: state, resolver))
  }

  // MARK: Table

  private func table<Code: StateCode>(_ sweep: StateSweep<Code>, _ domain: KeyDomain) -> AsOfTable {
    // The date before the first is only compared with.
    let days = sweep.dates.dropFirst()
    let isShown = sweep.seen.indices.map { place in days.contains { $0.count > place && $0[place].subjects > 0 } }
    let found = KeyCodes(sweep.seen.indices.filter { isShown[$0] }.map { sweep.seen[$0] }, size: domain.size)
    let labels = domain.keyLabels(of: found, plan.dimension, context)
    let order = KeyOrder(domain, codes: found, nameColumn: plan.dimension.nameColumn, context)
    let states = found.codes.sorted { order.place(of: $0) < order.place(of: $1) }
    let places = states.compactMap { state in sweep.seen.firstIndex(of: state) }
    return AsOfTable(
      states: states, labels: labels,
      cells: days.map { cells in places.map { $0 < cells.count ? cells[$0] : .init() } })
  }
}
