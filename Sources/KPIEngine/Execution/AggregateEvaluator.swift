/// Rows Attach Place Aggregate: runs one aggregate over its inputs, unit by unit.
struct AggregateEvaluator {
  let context: ExecutionContext
  let frame: Frame
  let aggregate: Aggregate
  let shared: SharedSubPlans
  /// Further aggregates over the same rows, which take something else of each (`Aggregate.sharesRows`).
  var companions: [Aggregate] = []

  var aggregates: [Aggregate] { [aggregate] + companions }

  /// One input with its kernels.
  final class Pipe {
    let input: Input
    let view: View
    let filter: RowFilter
    let keys: [Fill<UInt32>]
    /// Whether every row has the same keys.
    let hasConstantKeys: Bool
    /// What each of the aggregates takes.
    let takes: [Take]
    /// When a row stops counting, where windows grow.
    let until: Fill<Int64>?

    init(
      input: Input, view: View, filter: RowFilter, keys: [Fill<UInt32>], hasConstantKeys: Bool, takes: [Take],
      until: Fill<Int64>?
    ) {
      (self.input, self.view, self.filter, self.keys) = (input, view, filter, keys)
      (self.hasConstantKeys, self.takes, self.until) = (hasConstantKeys, takes, until)
    }
  }

  /// What an aggregate takes of a row.
  struct Take {
    let payload: Accumulator.Payload
    let time: Fill<Int64>?
  }

  func evaluate(in space: GroupSpace) throws(ExecutionError) -> AggregateResult {
    try evaluate(in: space, along: [[]])[0].own
  }

  /// The aggregates in a space, each with its numbers in coarser groupings where the same pass over the rows gives them.
  ///
  /// - Parameter coarser: per aggregate those whose rows are the space's own, each once; only what is counted once is
  ///   gathered so.
  func evaluate(
    in space: GroupSpace, along coarser: [[GroupSpace]]
  ) throws(ExecutionError) -> [(own: AggregateResult, coarser: [AggregateResult])] {
    if case .allotted(let allotment) = aggregate.function {
      return [
        (
          try AllotmentEvaluator(
            context: context, frame: frame, aggregate: aggregate, allotment: allotment, shared: shared
          ).evaluate(in: space), []
        )
      ]
    }
    if let each = aggregate.each { return [(try evaluate(each, in: space), [])] }
    let gathered = try gather(in: space, along: coarser)
    var results: [(own: AggregateResult, coarser: [AggregateResult])] = []
    for (index, accumulator) in gathered.accumulators.enumerated() {
      if accumulator.overflowed { throw .overflow }
      var numbers = accumulator.finish(gathered.cells.count)
      numbers.zone = context.store.zone
      if aggregates[index].takesQuantiles { numbers.leastScale = 0 }
      let own = AggregateResult(space: space, cells: gathered.cells, accumulator: accumulator, numbers: numbers)
      let others = zip(coarser[index], accumulator.coarserCounts).map { space, counts in
        AggregateResult(
          space: space, cells: .dense(counts.count), accumulator: Accumulator(counted: counts), numbers: .exact(counts))
      }
      results.append((own, others))
    }
    return results
  }

  /// What some rows have come to so far.
  struct Gathered {
    var cells: CellIndex
    let accumulators: [Accumulator]
    /// Where windows grow: units are still to be summed.
    let growing: GrowingWindows?
  }

  /// Goes through one part of the rows of some units.
  func gather(
    _ part: RowPart, in space: GroupSpace, along coarser: [[GroupSpace]]
  ) throws(ExecutionError) -> Gathered {
    let clock = UnitClock(today: context.today)
    let attachments = Attachments(
      context: context, frame: frame, clock: clock, shared: shared, space: space)
    let kinds = try aggregates.map { aggregate throws(ExecutionError) in
      try payloadKind(of: aggregate, clock, attachments, units: space.units)
    }
    var growing = companions.isEmpty ? GrowingWindows(aggregate, space, in: frame) : nil
    // Floating sums are summed in one order, whatever the units are.
    if kinds[0].0 == .real, aggregate.function == .sum || aggregate.function == .average { growing = nil }
    let accumulators = aggregates.indices.map { index in
      let sets = kinds[index].1.map { things in
        self.sets(of: things, in: space, isGrowing: growing != nil, along: coarser[index])
      }
      return Accumulator(aggregates[index].function, kind: kinds[index].0, sets: sets)
    }
    var gathered = Gathered(
      cells: space.isDense ? .dense(Int(space.cellCount)) : .sparse(KeyTable()), accumulators: accumulators,
      growing: growing)
    for accumulator in accumulators { accumulator.reserve(gathered.cells.count) }
    let pipes = try aggregate.inputs.indices.map { index throws(ExecutionError) in
      try pipe(
        index, space, clock, attachments, kinds, growing, within: days(of: aggregate.inputs[index], in: space.units))
    }
    if let growing {
      // Nothing that is read depends on which unit it is.
      if let last = space.units.last.map({ aggregate.effective($0, in: frame) }) {
        clock.set(last)
        try attachments.prepare(last)
      }
      try gather(growing, part, pipes, space, clock, into: &gathered)
      return gathered
    }
    let scratch = SlotScratch()
    for unitIndex in part.units {
      let unit = aggregate.effective(space.units[unitIndex], in: frame)
      clock.set(unit)
      try attachments.prepare(unit)
      let ranges = pipes.map { part.share(of: positions(of: $0, unit)) }
      for (pipe, positions) in zip(pipes, ranges) {
        if countsWhole(pipe) {
          try count(positions, pipe, unit: unitIndex, space, into: &gathered, scratch)
          continue
        }
        let blocks = RowBlocks(view: pipe.view, positions: positions)
        try blocks.forEach(context) { block throws(ExecutionError) in
          let rows = pipe.filter(block)
          try clock.check()
          guard rows.count > 0 else { return }
          locate(rows, unit: unitIndex, pipe.keys, space, &gathered.cells, scratch)
          for (accumulator, take) in zip(accumulators, pipe.takes) {
            accumulator.reserve(gathered.cells.count)
            accumulator.add(rows, slots: scratch.slots.base, take.payload, time: take.time)
          }
          try clock.check()
        }
      }
      // Of a share of the rows the things are counted when those of all shares are there.
      if part.count == 1 { for accumulator in accumulators { accumulator.endUnit(unitIndex) } }
    }
    return gathered
  }

  /// What counts things once in the cells of a space.
  private func sets(
    of things: KeyDomain, in space: GroupSpace, isGrowing: Bool, along coarser: [GroupSpace]
  ) -> ThingSets {
    let sets = ThingSets(
      domainSize: things.size, slotsPerUnit: space.isDense ? Int(space.groupCount) : nil, isGrowing: isGrowing)
    guard !isGrowing, space.isDense else { return sets }
    let below = coarser.map { Int($0.keys.isEmpty ? space.groupCount : space.strides[$0.keys.count - 1]) }
    // All of them or none, so that it is plain which is which.
    guard below.allSatisfy(sets.canCount) else { return sets }
    for (other, below) in zip(coarser, below) {
      sets.count(along: below, acrossUnits: other.isWhole, unitCount: space.units.count)
    }
    return sets
  }

  /// One of the inputs with its kernels, and what each aggregate takes of its rows.
  func pipe(
    _ index: Int, _ space: GroupSpace, _ clock: UnitClock, _ attachments: Attachments,
    _ kinds: [(NumberVector.Kind, KeyDomain?)], _ growing: GrowingWindows?, within days: Range<Int>? = nil
  ) throws(ExecutionError) -> Pipe {
    let input = aggregate.inputs[index]
    let keys = space.keys.map { input.keys[$0] }
    let resolver = Resolver(
      context: context, clock: clock, time: input.time, attachments: attachments, groupKeys: keys,
      common: CommonParts(of: keys + aggregates.compactMap { $0.inputs[index].payload }))
    let takes = zip(aggregates, kinds).map { aggregate, kind in
      take(aggregate.inputs[index], of: aggregate, kind.0, kind.1, resolver)
    }
    return try pipe(
      input, keys: zip(keys, space.domains).map { $1.encoder(of: $0, resolver) }, resolver, takes, growing, within: days
    )
  }

  /// Places every row in the unit in which it begins to count.
  private func gather(
    _ growing: GrowingWindows, _ part: RowPart, _ pipes: [Pipe], _ space: GroupSpace, _ clock: UnitClock,
    into gathered: inout Gathered
  ) throws(ExecutionError) {
    let scratch = SlotScratch()
    let ended = Scratch<Int64>()
    let accumulator = gathered.accumulators[0]
    for (unitIndex, days) in growing.added.enumerated() where !days.isEmpty {
      for pipe in pipes {
        let positions = part.share(of: pipe.view.positions(in: days))
        if countsWhole(pipe) {
          try count(positions, pipe, unit: unitIndex, space, into: &gathered, scratch)
          continue
        }
        let blocks = RowBlocks(view: pipe.view, positions: positions)
        try blocks.forEach(context) { block throws(ExecutionError) in
          let rows = pipe.filter(block)
          try clock.check()
          guard rows.count > 0 else { return }
          locate(rows, unit: unitIndex, pipe.keys, space, &gathered.cells, scratch)
          let slots = scratch.slots.base
          accumulator.add(rows, slots: slots, pipe.takes[0].payload, time: pipe.takes[0].time)
          try clock.check()
          guard let until = pipe.until else { return }
          until(rows, ended.base)
          growing.move(slots, from: unitIndex, ended.base, count: rows.count, groups: Int(space.groupCount))
          accumulator.takeOut(slots: slots, count: rows.count)
        }
      }
    }
  }

  /// Whether a stretch of rows counts as a whole in one cell, so that only its length needs to be known.
  private func countsWhole(_ pipe: Pipe) -> Bool {
    guard companions.isEmpty, aggregate.function == .count, case .none = pipe.takes[0].payload, pipe.until == nil else {
      return false
    }
    return pipe.filter.keepsAll && pipe.hasConstantKeys
  }

  /// Adds a stretch of rows to the cell that each of them is in.
  private func count(
    _ positions: Range<Int>, _ pipe: Pipe, unit: Int, _ space: GroupSpace, into gathered: inout Gathered,
    _ scratch: SlotScratch
  ) throws(ExecutionError) {
    let first = RowBlocks(
      view: pipe.view, positions: positions.lowerBound..<min(positions.lowerBound + 1, positions.upperBound))
    try first.forEach(context) { row throws(ExecutionError) in
      locate(row, unit: unit, pipe.keys, space, &gathered.cells, scratch)
      gathered.accumulators[0].reserve(gathered.cells.count)
      gathered.accumulators[0].add(rows: positions.count, to: Int(scratch.slots.base[0]))
    }
  }

  /// Room for the cells of a block's rows.
  struct SlotScratch {
    let slots = Scratch<Int32>()
    let cells = Scratch<UInt64>()
    let codes = Scratch<UInt32>()
  }

  /// The cell of each row, as the slot that its numbers gather in.
  func locate(
    _ rows: Rows, unit: Int, _ keys: [Fill<UInt32>], _ space: GroupSpace, _ cells: inout CellIndex,
    _ scratch: SlotScratch
  ) {
    let (codes, cellOf, slots) = (scratch.codes.base, scratch.cells.base, scratch.slots.base)
    let base = UInt64(unit) * space.groupCount
    if case .dense = cells {
      let first = Int32(truncatingIfNeeded: base)
      guard !keys.isEmpty else { return slots.update(repeating: first, count: rows.count) }
      for (position, (key, stride)) in zip(keys, space.strides).enumerated() {
        key(rows, codes)
        let step = Int32(truncatingIfNeeded: stride)
        if position == 0 {
          rows.each(codes, slots) { first &+ Int32(bitPattern: $0) &* step }
        } else {
          rows.each(slots, codes, slots) { $0 &+ Int32(bitPattern: $1) &* step }
        }
      }
      return
    }
    guard case .sparse(var table) = cells else { return }
    // Taken out so that the table is changed in place, not copied.
    cells = .dense(0)
    cellOf.update(repeating: base, count: rows.count)
    for (key, stride) in zip(keys, space.strides) {
      key(rows, codes)
      for index in 0..<rows.count { cellOf[index] &+= UInt64(codes[index]) &* stride }
    }
    for index in 0..<rows.count { slots[index] = Int32(truncatingIfNeeded: table.number(of: cellOf[index])) }
    cells = .sparse(table)
  }

  func positions(of pipe: Pipe, _ unit: FrameUnit) -> Range<Int> { positions(of: pipe.input, in: pipe.view, unit) }

  /// The rows of an input that may count in a unit, which is the effective one.
  func positions(of input: Input, in view: View, _ unit: FrameUnit) -> Range<Int> {
    input.time == nil ? view.positions : view.positions(in: days(of: input, unit))
  }

  /// The days on which rows of an input may count in a unit, which is the effective one.
  private func days(of input: Input, _ unit: FrameUnit) -> Range<Int> {
    let days = aggregate.days(of: input, for: unit, in: frame)
    switch aggregate.placement {
    case .point: return days
    case .openAtEnd, .overlapping: return Window.firstDay..<max(Window.firstDay, days.upperBound)
    }
  }

  /// From the first to the last of the days on which rows of an input may count in some units; nil where none may.
  func days(of input: Input, in units: [FrameUnit]) -> Range<Int>? {
    let days = units.map { self.days(of: input, aggregate.effective($0, in: frame)) }.filter { !$0.isEmpty }
    guard let first = days.map(\.lowerBound).min(), let last = days.map(\.upperBound).max() else { return nil }
    return first..<last
  }

  /// - Parameters:
  ///   - keys: the kernels of the keys that split the rows.
  ///   - days: outside of which no rows are asked for; nil for any.
  func pipe(
    _ input: Input, keys: [Fill<UInt32>], _ resolver: Resolver, _ takes: [Take], _ growing: GrowingWindows?,
    within days: Range<Int>? = nil
  ) throws(ExecutionError) -> Pipe {
    let stillOpen = growing == nil ? aggregate.placement.stillOpen : nil
    var until: Fill<Int64>?
    if let time = growing?.until, case .stamps(let fill) = resolver.resolve(time) { until = fill }
    return Pipe(
      input: input, view: try context.views.view(of: input.entity, by: input.time, within: days, in: context),
      filter: RowFilter(
        entity: input.entity, condition: .both(input.condition, stillOpen), resolver: resolver,
        includesFuture: aggregate.window == .always),
      keys: keys,
      hasConstantKeys: resolver.groupKeys.count == keys.count && resolver.groupKeys.allSatisfy(\.isConstant),
      takes: takes, until: until)
  }

  /// What an aggregate takes of an input's rows, with its types resolved.
  func take(
    _ input: Input, of aggregate: Aggregate, _ kind: NumberVector.Kind, _ things: KeyDomain?, _ resolver: Resolver
  ) -> Take {
    var time: Fill<Int64>?
    if aggregate.function == .first || aggregate.function == .last, let placing = input.time,
      case .stamps(let fill) = resolver.resolve(placing)
    {
      time = fill
    }
    return Take(payload: payload(of: input, kind, things, resolver), time: time)
  }

  /// The input's payload with its types resolved, as numbers of that kind or things of that domain.
  func payload(
    of input: Input, _ kind: NumberVector.Kind, _ things: KeyDomain?, _ resolver: Resolver
  ) -> Accumulator.Payload {
    guard let expression = input.payload else { return .none }
    if let things { return .things(things.encoder(of: expression, resolver)) }
    let resolved = resolver.resolve(expression)
    switch (resolved, kind) {
    case (_, .real): return .real(resolver.real(resolved))
    case (.exact(let fill, let own), .exact(let scale)): return .exact(resolver.rescaled(fill, by: scale - own))
    case (.stamps(let fill), _): return .exact(fill)
    // Null in every row.
    default: return .exact { rows, out in out.update(repeating: nullNumber, count: rows.count) }
    }
  }

  /// The kind of number that the inputs' payloads make together, or the things' common domain.
  func payloadKind(
    of aggregate: Aggregate, _ clock: UnitClock, _ attachments: Attachments, units: [FrameUnit]
  ) throws(ExecutionError) -> (NumberVector.Kind, KeyDomain?) {
    if aggregate.function == .distinct {
      let members = aggregate.inputs.compactMap { input in
        input.payload.map { KeyDomain.Member(entity: input.entity, time: input.time, key: $0) }
      }
      return (.exact(scale: 0), try KeyDomain(members, units: units, frame: frame, shared: shared, context: context))
    }
    var kind = NumberVector.Kind.exact(scale: 0)
    for input in aggregate.inputs {
      guard let payload = input.payload else { continue }
      let resolver = Resolver(
        context: context, clock: clock, time: input.time, attachments: attachments)
      switch (resolver.resolve(payload), kind) {
      case (.real, _): kind = .real
      case (.exact(_, let scale), .exact(let other)): kind = .exact(scale: max(scale, other))
      case (.stamps, _): kind = .stamps
      default: break
      }
    }
    return (kind, nil)
  }
}

extension Aggregate {
  /// Whether another aggregate is over the same rows, in the same windows and groups.
  func sharesRows(with other: Aggregate) -> Bool {
    guard each == nil, other.each == nil, !isAllotted, !other.isAllotted, window == other.window,
      shifts == other.shifts, inputs.count == other.inputs.count
    else { return false }
    return placement == other.placement
      && zip(inputs, other.inputs).allSatisfy { own, other in
        own.entity == other.entity && own.time == other.time && own.condition == other.condition
          && own.keys == other.keys && own.subject == other.subject
      }
  }

  /// Whether its numbers are quantiles of others, which have room for decimals that few of them need.
  var takesQuantiles: Bool {
    func isQuantile(_ aggregate: Aggregate) -> Bool { if case .quantile = aggregate.function { true } else { false } }
    func isOfRow(_ part: Scalar) -> Bool {
      if case .attached(let sub, _) = part { isQuantile(sub.aggregate) } else { false }
    }
    if let each { return each.inner.contains(where: isQuantile) }
    return inputs.contains { $0.payload?.contains(isOfRow) ?? false }
  }
}
