/// The events of a sequence's steps, as their streams' rows tell them.
extension SequenceExecutor {
  // MARK: Streams

  /// Rows of one input, ready to be read.
  struct Stream {
    let view: View
    let filter: RowFilter
    let subject: Fill<Int32>
    let stamp: Fill<Int64>
    /// What sets its events apart from those of other entities, or of other times of the entity.
    let kind: UInt64
    let clock: UnitClock
  }

  /// Streams of one step, with a clock and sub-plans of their own: several threads may read them side by side.
  func streams(of step: Int) throws(ExecutionError) -> [Stream] {
    let clock = UnitClock(today: context.today)
    clock.set(plan.frame.whole)
    let attachments = Attachments(context: context, frame: plan.frame, clock: clock, shared: shared)
    var streams: [Stream] = []
    for input in plan.steps[step].inputs {
      guard let time = input.time, let subject = input.subject else { continue }
      let resolver = Resolver(context: context, clock: clock, time: time, attachments: attachments)
      guard case .rows(let rows, _) = resolver.resolve(subject), case .stamps(let stamp) = resolver.resolve(time) else {
        continue
      }
      streams.append(
        Stream(
          view: try context.views.view(of: input.entity, by: time, in: context),
          filter: RowFilter(entity: input.entity, condition: input.condition, resolver: resolver), subject: rows,
          stamp: stamp, kind: kinds[EventKind(entity: input.entity, time: time)] ?? 0, clock: clock))
    }
    try attachments.prepare(plan.frame.whole)
    return streams
  }

  // MARK: Events

  var firstDays: Range<Int> { Window.unit.days(for: plan.frame.whole, in: plan.frame) }

  func read(
    _ stream: Stream, _ positions: Range<Int>, _ body: (Rows, UnsafePointer<Int32>, UnsafePointer<Int64>) -> Void
  ) throws(ExecutionError) {
    let subjects = Scratch<Int32>()
    let stamps = Scratch<Int64>()
    try RowBlocks(view: stream.view, positions: positions).forEach(context) { block throws(ExecutionError) in
      let rows = stream.filter(block)
      try stream.clock.check()
      guard rows.count > 0 else { return }
      stream.subject(rows, subjects.base)
      stream.stamp(rows, stamps.base)
      body(rows, subjects.base, stamps.base)
    }
  }

  private var laterDays: Range<Int> { firstDays.lowerBound..<max(firstDays.lowerBound, context.today + 1) }

  /// Every step's events of the subjects, the first step's in the period, later ones from its start to today and in reach
  /// of the step before, where what happens to everybody is not known anyway.
  func events(_ entered: Entered) throws(ExecutionError) -> [SequenceEvents] {
    let hasIdentities = canShare
    let everybodys = try hasIdentities ? plan.steps.map { _ in nil } : everybodysEvents()
    let rows = Buffer(entered.rows)
    var reachable = ReachableTimes(subjectCount: entered.rows.count)
    var found: [SequenceEvents] = []
    for step in plan.steps.indices {
      let events: SequenceEvents
      if let everybodys = everybodys[step] {
        events = everybodys.of(rows)
      } else {
        let gathered = step == 0 ? entered.events : try gather(step, entered, reachable, hasIdentities)
        events = gathered.bySubject(count: entered.rows.count)
      }
      found.append(events)
      // What is known of everybody is not gathered by what is in reach.
      guard step + 1 < plan.steps.count, everybodys[(step + 1)...].contains(where: { $0 == nil }) else { continue }
      reachable.advance(
        behind: events, within: plan.steps[step + 1].within, overall: step == 0 ? plan.overall : nil, zone)
    }
    return found
  }

  // MARK: What happens to everybody

  /// By step what has happened to everybody up to today, where that is a fact that is known or worth to be made; the
  /// first step's are those of the period.
  private func everybodysEvents() throws(ExecutionError) -> [SequenceEvents?] {
    var events: [SequenceEvents?] = plan.steps.map { _ in nil }
    let facts = context.views.facts(of: context.store)
    var wanted: [(step: Int, key: FactCache.Key)] = []
    for step in plan.steps.indices.dropFirst() {
      guard let own = EventsOfSubjects(of: plan.subjects.entity, in: plan.steps[step].inputs) else { continue }
      let key = FactCache.Key.events(own, today: context.today)
      guard facts.isKnown(key) ? true : try isWorthKeeping(step, in: facts) else { continue }
      wanted.append((step, key))
    }
    try events.withUnsafeMutableBufferPointer { events throws(ExecutionError) in
      // SAFETY: each step writes its own place, and all are done when this ends.
      nonisolated(unsafe) let events = events
      try context.perform(wanted.count) { index throws(ExecutionError) in
        let (step, key) = wanted[index]
        let fact = try facts.fact(key) { () throws(ExecutionError) in .events(try everybodysEvents(step)) }
        if case .events(let known) = fact { events[step] = known }
      }
    }
    return events
  }

  /// Whether the rows that the question has to look at anyway are a good part of all, and there is room for their events.
  private func isWorthKeeping(_ step: Int, in facts: FactCache) throws(ExecutionError) -> Bool {
    var (asked, all) = (0, 0)
    for input in plan.steps[step].inputs {
      let view = try context.views.view(of: input.entity, by: input.time, in: context)
      asked += view.positions(in: laterDays).count
      all += view.positions.count
    }
    let bytes =
      all * MemoryLayout<Int64>.stride
      + context.store.entities[plan.subjects.entity].rowCount * MemoryLayout<Int32>.stride
    return asked * 4 >= all && facts.hasRoom(for: bytes)
  }

  private func everybodysEvents(_ step: Int) throws(ExecutionError) -> SequenceEvents {
    let quiet = QuietTimes(zone)
    let days = Window.firstDay..<context.today + 1
    let events = try gather(step, days, keepsMost: true) { events, _, rows, subjects, times in
      events.add(rows, subjects, times, kind: nil, quiet)
    }
    return events.bySubject(count: context.store.entities[plan.subjects.entity].rowCount + 1)
  }

  // MARK: What is in reach

  /// Below so many rows a thread more costs more than it brings.
  private static let leastRows = 100_000

  /// The events of the first step in the period, whoever has them.
  func firstEvents() throws(ExecutionError) -> GatheredEvents {
    let (hasIdentities, quiet) = (canShare, QuietTimes(zone))
    return try gather(0, firstDays, keepsMost: true) { events, stream, rows, subjects, times in
      events.add(rows, subjects, times, kind: hasIdentities ? stream.kind : nil, quiet)
    }
  }

  /// The events of a step behind the first.
  private func gather(
    _ step: Int, _ entered: Entered, _ reachable: ReachableTimes, _ hasIdentities: Bool
  ) throws(ExecutionError) -> GatheredEvents {
    let (days, quiet) = (laterDays, QuietTimes(zone))
    let windows = ReachWindows(
      reachable, entered.rows, rowCount: context.store.entities[plan.subjects.entity].rowCount,
      instants: zone.start(ofDay: days.lowerBound) * 1_000..<zone.start(ofDay: days.upperBound) * 1_000)
    return try gather(step, days, keepsMost: false) { events, stream, rows, subjects, times in
      entered.places.withUnsafeBufferPointer { places in
        events.add(
          rows, subjects, times, .init(places: places, times: reachable, windows: windows),
          kind: hasIdentities ? stream.kind : nil, quiet)
      }
    }
  }

  /// The events of a step on some days, as `add` takes them from a block; the threads share the rows out.
  ///
  /// - Parameter keepsMost: whether most rows are events, so that there is room for all from the start.
  private func gather(
    _ step: Int, _ days: Range<Int>, keepsMost: Bool,
    _ add: (inout GatheredEvents, Stream, Rows, UnsafePointer<Int32>, UnsafePointer<Int64>) -> Void
  ) throws(ExecutionError) -> GatheredEvents {
    let rows = try streams(of: step).reduce(0) { $0 + $1.view.positions(in: days).count }
    let count = max(1, min(context.threads, rows / Self.leastRows))
    var parts: [GatheredEvents?] = (0..<count).map { _ in nil }
    try parts.withUnsafeMutableBufferPointer { parts throws(ExecutionError) in
      // SAFETY: each part writes its own place, and all are done when this ends.
      nonisolated(unsafe) let parts = parts
      try context.perform(count) { index throws(ExecutionError) in
        var events = GatheredEvents()
        if keepsMost { events.reserve(rows / count, canShare) }
        for stream in try streams(of: step) {
          let share = RowPart(units: 0..<1, index: index, count: count).share(of: stream.view.positions(in: days))
          try read(stream, share) { rows, subjects, times in add(&events, stream, rows, subjects, times) }
        }
        parts[index] = events
      }
    }
    if count == 1, let only = parts[0] { return only }
    var events = GatheredEvents()
    if keepsMost { events.reserve(rows, canShare) }
    for part in parts { if let part { events.append(part) } }
    return events
  }
}
