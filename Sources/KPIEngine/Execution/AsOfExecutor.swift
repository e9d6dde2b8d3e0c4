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
    var sweep = Sweep(size: context.store.entities[plan.subjects.entity].rowCount + 1)
    let dates = [plan.dayBefore] + plan.days
    let begun = try begin(&sweep, domain, dates)
    try takeFirstStates(&sweep, domain)
    var cells: [[Int: AsOfTable.Cell]] = []
    var start = Window.firstDay
    for (date, day) in dates.enumerated() {
      try apply(&sweep, domain, days: start..<max(start, day + 1), date)
      cells.append(sweep.count(at: date, begun: begun[date]))
      start = max(start, day + 1)
    }
    return table(Array(cells.dropFirst()), domain)
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

  private func resolver(_ time: RowExpression?) -> Resolver {
    Resolver(context: context, clock: clock, time: time, attachments: attachments)
  }

  // MARK: Sweep

  /// Every subject's state, as of the changes read so far.
  private struct Sweep {
    static let notCounted = Int32.max

    var states: [UInt32]
    /// The first date at whose end the subject is there.
    var begins: [Int32]
    /// The date in whose days the subject last changed.
    var touched: [Int32]
    /// Who changed since the date before, with the state then.
    var moved: [(subject: Int, before: UInt32)] = []
    private var counts: [Int: Int] = [:]

    init(size: Int) {
      states = Array(repeating: 0, count: size)
      begins = Array(repeating: Self.notCounted, count: size)
      touched = Array(repeating: -1, count: size)
    }

    mutating func change(_ subject: Int, to state: UInt32, at date: Int) {
      if Int(begins[subject]) < date, touched[subject] != Int32(truncatingIfNeeded: date) {
        touched[subject] = Int32(truncatingIfNeeded: date)
        moved.append((subject, states[subject]))
      }
      states[subject] = state
    }

    /// The states at the end of a date, with those who begin at it.
    mutating func count(at date: Int, begun: [Int32]) -> [Int: AsOfTable.Cell] {
      var cells: [Int: AsOfTable.Cell] = [:]
      for (subject, before) in moved where before != states[subject] {
        counts[Int(before), default: 0] -= 1
        counts[Int(states[subject]), default: 0] += 1
        cells[Int(before), default: .init()].left += 1
        cells[Int(states[subject]), default: .init()].arrived += 1
      }
      for subject in begun {
        let state = Int(states[Int(subject)])
        counts[state, default: 0] += 1
        cells[state, default: .init()].arrived += 1
      }
      moved.removeAll(keepingCapacity: true)
      for (state, count) in counts where count > 0 { cells[state, default: .init()].subjects = count }
      return cells
    }
  }

  /// Gives each counted subject its present state; returns who begins at each date.
  private func begin(_ sweep: inout Sweep, _ domain: KeyDomain, _ dates: [Int]) throws(ExecutionError) -> [[Int32]] {
    var begun = dates.map { _ in [Int32]() }
    guard let time = plan.subjects.time else { return begun }
    let resolver = resolver(time)
    let filter = RowFilter(entity: plan.subjects.entity, condition: plan.subjects.condition, resolver: resolver)
    let present = domain.encoder(of: plan.present, resolver)
    let view = try context.views.view(of: plan.subjects.entity, by: time, in: context)
    try attachments.prepare(plan.frame.whole)
    let states = Scratch<UInt32>()
    var start = Window.firstDay
    for (date, day) in dates.enumerated() {
      let positions = view.positions(in: start..<max(start, day + 1))
      try RowBlocks(view: view, positions: positions).forEach(context) { block in
        let rows = filter(block)
        present(rows, states.base)
        for index in 0..<rows.count {
          let subject = Int(rows.base[index])
          sweep.begins[subject] = Int32(truncatingIfNeeded: date)
          sweep.states[subject] = states.base[index]
          begun[date].append(rows.base[index])
        }
      }
      start = max(start, day + 1)
    }
    return begun
  }

  /// Before a subject's first change, whenever that is, its state was what the change came from.
  private func takeFirstStates(_ sweep: inout Sweep, _ domain: KeyDomain) throws(ExecutionError) {
    var seen = [Bool](repeating: false, count: sweep.states.count)
    try read(domain, changes.from, days: Window.firstDay..<Int(Int32.max)) { subject, state in
      guard !seen[subject] else { return }
      seen[subject] = true
      sweep.states[subject] = state
    }
  }

  private func apply(
    _ sweep: inout Sweep, _ domain: KeyDomain, days: Range<Int>, _ date: Int
  ) throws(ExecutionError) {
    try read(domain, changes.to, days: days) { subject, state in sweep.change(subject, to: state, at: date) }
  }

  /// The changes of counted subjects, in order of time, then key.
  private func read(
    _ domain: KeyDomain, _ side: RowExpression, days: Range<Int>, _ body: (Int, UInt32) -> Void
  ) throws(ExecutionError) {
    let resolver = resolver(changes.time)
    let filter = RowFilter(entity: changes.entity, condition: nil, resolver: resolver, includesFuture: true)
    let subject = resolver.rows(of: changes.subject)
    let state = domain.encoder(of: side, resolver)
    let view = try context.views.view(of: changes.entity, by: changes.time, in: context)
    let subjects = Scratch<Int32>()
    let states = Scratch<UInt32>()
    try RowBlocks(view: view, positions: view.positions(in: days)).forEach(context) { block in
      let rows = filter(block)
      subject(rows, subjects.base)
      state(rows, states.base)
      for index in 0..<rows.count where subjects.base[index] != 0 {
        body(Int(subjects.base[index]), states.base[index])
      }
    }
  }

  // MARK: Table

  private func table(_ cells: [[Int: AsOfTable.Cell]], _ domain: KeyDomain) -> AsOfTable {
    let found = KeyCodes(
      Set(cells.flatMap { day in day.filter { $0.value.subjects > 0 }.keys }), size: domain.size)
    let labels = domain.keyLabels(of: found, plan.dimension, context)
    let order = KeyOrder(domain, codes: found, nameColumn: plan.dimension.nameColumn, context)
    let states = found.codes.sorted { order.place(of: $0) < order.place(of: $1) }
    return AsOfTable(
      states: states, labels: labels, cells: cells.map { day in states.map { day[$0, default: .init()] } })
  }
}
