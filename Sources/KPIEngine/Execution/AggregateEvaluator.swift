/// An aggregate's numbers for the cells of a space.
struct AggregateResult {
  let space: GroupSpace
  let cells: CellIndex
  let accumulator: Accumulator
  let numbers: NumberVector

  /// Whether a row stands behind the cell.
  func hasRow(_ slot: Int) -> Bool { slot < accumulator.support.count && accumulator.support[slot] > 0 }
}

/// Rows Attach Place Aggregate: runs one aggregate over its inputs, unit by unit.
struct AggregateEvaluator {
  let context: ExecutionContext
  let frame: Frame
  let aggregate: Aggregate
  let shared: SharedSubPlans

  /// One input with its kernels.
  struct Pipe {
    let input: Input
    let view: View
    let filter: RowFilter
    let keys: [Fill<UInt32>]
    /// Whether every row has the same keys.
    let hasConstantKeys: Bool
    let payload: Accumulator.Payload
    let time: Fill<Int64>?
    /// When a row stops counting, where windows grow.
    let until: Fill<Int64>?
  }

  func evaluate(in space: GroupSpace) throws(ExecutionError) -> AggregateResult {
    if case .allotted(let allotment) = aggregate.function {
      return try AllotmentEvaluator(
        context: context, frame: frame, aggregate: aggregate, allotment: allotment, shared: shared
      ).evaluate(in: space)
    }
    if let each = aggregate.each { return try evaluate(each, in: space) }
    let gathered = try gather(in: space)
    if gathered.accumulator.overflowed { throw .overflow }
    var numbers = gathered.accumulator.finish(gathered.cells.count)
    numbers.zone = context.store.zone
    if aggregate.takesQuantiles { numbers.leastScale = 0 }
    return AggregateResult(
      space: space, cells: gathered.cells, accumulator: gathered.accumulator, numbers: numbers)
  }

  /// What some rows have come to so far.
  struct Gathered {
    var cells: CellIndex
    let accumulator: Accumulator
    /// Where windows grow: units are still to be summed.
    let growing: GrowingWindows?
  }

  /// Goes through one part of the rows of some units.
  func gather(_ part: RowPart, in space: GroupSpace) throws(ExecutionError) -> Gathered {
    let clock = UnitClock(today: context.today)
    let attachments = Attachments(
      context: context, frame: frame, clock: clock, shared: shared, space: space)
    let (kind, things) = try payloadKind(clock, attachments, units: space.units)
    var growing = GrowingWindows(aggregate, space, in: frame)
    // Floating sums are summed in one order, whatever the units are.
    if kind == .real, aggregate.function == .sum || aggregate.function == .average { growing = nil }
    let sets = things.map {
      ThingSets(
        domainSize: $0.size, slotsPerUnit: space.isDense ? Int(space.groupCount) : nil, isGrowing: growing != nil)
    }
    let accumulator = Accumulator(aggregate.function, kind: kind, sets: sets)
    var gathered = Gathered(
      cells: space.isDense ? .dense(Int(space.cellCount)) : .sparse(KeyTable()), accumulator: accumulator,
      growing: growing)
    accumulator.reserve(gathered.cells.count)
    let pipes = try aggregate.inputs.map { input throws(ExecutionError) in
      let resolver = Resolver(
        context: context, clock: clock, time: input.time, attachments: attachments,
        groupKeys: space.keys.map { input.keys[$0] })
      return try pipe(
        input, keys: zip(space.keys, space.domains).map { $1.encoder(of: input.keys[$0], resolver) }, resolver, kind,
        things, growing)
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
      accumulator.beginUnit()
      for pipe in pipes {
        let positions = part.share(of: positions(of: pipe, unit))
        if countsWhole(pipe) {
          try count(positions, pipe, unit: unitIndex, space, into: &gathered, scratch)
          continue
        }
        let blocks = RowBlocks(view: pipe.view, positions: positions)
        try blocks.forEach(context) { block throws(ExecutionError) in
          let rows = pipe.filter(block)
          guard rows.count > 0 else { return }
          locate(rows, unit: unitIndex, pipe.keys, space, &gathered.cells, scratch)
          accumulator.reserve(gathered.cells.count)
          accumulator.add(rows, slots: scratch.slots.base, pipe.payload, time: pipe.time)
          if clock.overflowed { throw .overflow }
        }
      }
    }
    return gathered
  }

  /// Places every row in the unit in which it begins to count.
  private func gather(
    _ growing: GrowingWindows, _ part: RowPart, _ pipes: [Pipe], _ space: GroupSpace, _ clock: UnitClock,
    into gathered: inout Gathered
  ) throws(ExecutionError) {
    let scratch = SlotScratch()
    let ended = Scratch<Int64>()
    let accumulator = gathered.accumulator
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
          guard rows.count > 0 else { return }
          locate(rows, unit: unitIndex, pipe.keys, space, &gathered.cells, scratch)
          let slots = scratch.slots.base
          accumulator.add(rows, slots: slots, pipe.payload, time: pipe.time)
          if clock.overflowed { throw .overflow }
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
    guard aggregate.function == .count, case .none = pipe.payload, pipe.until == nil, pipe.filter.keepsAll else {
      return false
    }
    return pipe.hasConstantKeys
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
      gathered.accumulator.reserve(gathered.cells.count)
      gathered.accumulator.add(rows: positions.count, to: Int(scratch.slots.base[0]))
    }
  }

  /// Room for the cells of a block's rows.
  private struct SlotScratch {
    let slots = Scratch<Int32>()
    let cells = Scratch<UInt64>()
    let codes = Scratch<UInt32>()
  }

  /// The cell of each row, as the slot that its numbers gather in.
  private func locate(
    _ rows: Rows, unit: Int, _ keys: [Fill<UInt32>], _ space: GroupSpace, _ cells: inout CellIndex,
    _ scratch: SlotScratch
  ) {
    let (codes, cellOf, slots) = (scratch.codes.base, scratch.cells.base, scratch.slots.base)
    let base = UInt64(unit) * space.groupCount
    if case .dense = cells {
      slots.update(repeating: Int32(truncatingIfNeeded: base), count: rows.count)
      for (key, stride) in zip(keys, space.strides) {
        key(rows, codes)
        let step = Int32(truncatingIfNeeded: stride)
        for index in 0..<rows.count { slots[index] &+= Int32(bitPattern: codes[index]) &* step }
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
    guard input.time != nil else { return view.positions }
    let days = aggregate.days(of: input, for: unit, in: frame)
    switch aggregate.placement {
    case .point: return view.positions(in: days)
    case .openAtEnd, .overlapping:
      return view.positions(in: Window.firstDay..<max(Window.firstDay, days.upperBound))
    }
  }

  /// - Parameter keys: the kernels of the keys that split the rows.
  func pipe(
    _ input: Input, keys: [Fill<UInt32>], _ resolver: Resolver, _ kind: NumberVector.Kind, _ things: KeyDomain?,
    _ growing: GrowingWindows?
  ) throws(ExecutionError) -> Pipe {
    let stillOpen = growing == nil ? aggregate.placement.stillOpen : nil
    var until: Fill<Int64>?
    if let time = growing?.until, case .stamps(let fill) = resolver.resolve(time) { until = fill }
    let needsTime = aggregate.function == .first || aggregate.function == .last
    var time: Fill<Int64>?
    if needsTime, let placing = input.time, case .stamps(let fill) = resolver.resolve(placing) { time = fill }
    return Pipe(
      input: input, view: try context.views.view(of: input.entity, by: input.time, in: context),
      filter: RowFilter(
        entity: input.entity, condition: .both(input.condition, stillOpen), resolver: resolver,
        includesFuture: aggregate.window == .always),
      keys: keys,
      hasConstantKeys: resolver.groupKeys.count == keys.count && resolver.groupKeys.allSatisfy(\.isConstant),
      payload: payload(of: input, kind, things, resolver), time: time, until: until)
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
    _ clock: UnitClock, _ attachments: Attachments, units: [FrameUnit]
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
