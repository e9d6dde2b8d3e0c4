/// Counts of things from unit to unit where windows overlap: `returning`, `to_date(count(each …), year)` by day.
///
/// Of each thing it is known what its rows in the windows come to. From one unit to the next some rows come into a window
/// and some leave it; only the things that have those are looked at again, in place of all rows of every unit's windows.
struct ThingSweep {
  /// The windows of one inner aggregate, unit by unit: neither their first days nor their ends ever descend.
  private let windows: [[Range<Int>]]
  private let evaluator: AggregateEvaluator
  private let having: Scalar?
  private let inner: [Aggregate]
  /// The cells of one unit, the thing the last of their keys.
  private let cells: GroupSpace
  private let space: GroupSpace
  private let thingCount: Int

  /// Below so many times the rows, the windows are gone through one by one.
  private static let leastOverlap = 3

  /// Nil where windows do not overlap much, where what a row or a thing counts as depends on the unit, or where rows that
  /// leave a window cannot be taken out again.
  ///
  /// - Parameters:
  ///   - inner: the aggregates of a thing's own rows, as they are evaluated.
  ///   - cells: those of one unit, the thing the last of their keys.
  init?(
    _ evaluator: AggregateEvaluator, _ each: Each, _ inner: [Aggregate], _ space: GroupSpace, cells: GroupSpace
  ) throws(ExecutionError) {
    guard evaluator.aggregate.function == .count, each.value == nil, space.units.count > 1, space.isDense,
      cells.isDense, inner.allSatisfy(Self.canTakeOut),
      !ThingVerdicts.dependOnUnit(each.having)
    else { return nil }
    self.evaluator = evaluator
    self.inner = inner
    self.space = space
    having = each.having
    thingCount = cells.domains.last?.size ?? 1
    self.cells = cells
    let frame = evaluator.frame
    windows = inner.map { aggregate in
      space.units.map { aggregate.window.days(for: aggregate.effective($0, in: frame), in: frame) }
    }
    for own in windows {
      guard
        zip(own, own.dropFirst()).allSatisfy({ $0.lowerBound <= $1.lowerBound && $0.upperBound <= $1.upperBound })
      else { return nil }
    }
    guard try overlaps else { return nil }
  }

  private static func canTakeOut(_ aggregate: Aggregate) -> Bool {
    aggregate.function == .count && aggregate.each == nil && aggregate.placement == .point
      && aggregate.inputs.allSatisfy { input in
        input.time != nil && !input.isPlanned && !input.asksPerUnit
          && !(input.expressions + input.keys).contains { Scalar.dependsOnUnit($0) || Scalar.dependsOnGroup($0) }
      }
  }

  private var overlaps: Bool {
    get throws(ExecutionError) {
      var (inWindows, inAll) = (0, 0)
      for (aggregate, own) in zip(inner, windows) {
        guard let first = own.first, let last = own.last else { continue }
        for input in aggregate.inputs {
          let view = try evaluator.context.views.view(of: input.entity, by: input.time, in: evaluator.context)
          inAll += view.positions(in: first.lowerBound..<last.upperBound).count
          for days in own { inWindows += view.positions(in: days).count }
        }
      }
      return inWindows > inAll * Self.leastOverlap
    }
  }

  // MARK: The sweep

  func run() throws(ExecutionError) -> AggregateResult {
    let context = evaluator.context
    let streams = try inner.map { aggregate throws(ExecutionError) in
      try AggregateEvaluator(
        context: context, frame: evaluator.frame, aggregate: aggregate, shared: evaluator.shared
      ).takeable(in: cells)
    }
    let groupCount = Int(space.groupCount)
    let accumulator = Accumulator(.count, kind: .exact(scale: 0))
    accumulator.reserve(Int(space.cellCount))
    var state = State(cellCount: Int(cells.groupCount), inner: inner.count)
    var verdicts = ThingVerdicts(having, inner: inner.count, evaluator)
    var counts = [Int](repeating: 0, count: groupCount)
    for unit in space.units.indices {
      for (number, stream) in streams.enumerated() {
        let own = windows[number][unit]
        let before = unit == 0 ? own.lowerBound..<own.lowerBound : windows[number][unit - 1]
        let left = before.lowerBound..<max(before.lowerBound, min(own.lowerBound, before.upperBound))
        let start = max(before.upperBound, own.lowerBound)
        try stream.forEach(in: left) { state.add(-1, to: $0, count: $1, of: number) }
        try stream.forEach(in: start..<max(start, own.upperBound)) { state.add(1, to: $0, count: $1, of: number) }
      }
      try context.checkCancelled()
      for cell in state.touched {
        let cell = Int(cell)
        // What leads to no thing is none.
        let isCounted = cell % thingCount == 0 ? false : try verdicts.holds(state.counts(of: cell))
        guard isCounted != state.isCounted[cell] else { continue }
        counts[cell / thingCount] += isCounted ? 1 : -1
        state.isCounted[cell] = isCounted
      }
      state.endUnit()
      for group in 0..<groupCount where counts[group] > 0 {
        accumulator.add(rows: counts[group], to: unit * groupCount + group)
      }
    }
    var numbers = accumulator.finish(Int(space.cellCount))
    numbers.zone = context.store.zone
    return AggregateResult(
      space: space, cells: .dense(Int(space.cellCount)), accumulator: accumulator, numbers: numbers)
  }

  /// What the things' rows in the windows come to so far.
  private struct State {
    private let inner: Int
    /// By cell, by inner aggregate.
    private var rows: [Int32]
    /// By cell, whether its thing counts.
    var isCounted: [Bool]
    private var isTouched: [Bool]
    /// The cells whose rows are others than in the unit before.
    private(set) var touched: [Int32] = []

    init(cellCount: Int, inner: Int) {
      self.inner = inner
      rows = [Int32](repeating: 0, count: cellCount * inner)
      isCounted = [Bool](repeating: false, count: cellCount)
      isTouched = isCounted
    }

    mutating func add(_ sign: Int32, to cells: UnsafePointer<Int32>, count: Int, of number: Int) {
      for index in 0..<count {
        let cell = Int(cells[index])
        rows[cell * inner + number] += sign
        guard !isTouched[cell] else { continue }
        isTouched[cell] = true
        touched.append(cells[index])
      }
    }

    func counts(of cell: Int) -> ArraySlice<Int32> { rows[cell * inner..<(cell + 1) * inner] }

    mutating func endUnit() {
      for cell in touched { isTouched[Int(cell)] = false }
      touched.removeAll(keepingCapacity: true)
    }
  }
}

/// The rows of an aggregate with the cells that they count in.
struct TakeableRows {
  fileprivate let evaluator: AggregateEvaluator
  fileprivate let pipes: [AggregateEvaluator.Pipe]
  fileprivate let clock: UnitClock
  fileprivate let cells: GroupSpace
  // Sub-plans that the rows ask.
  fileprivate let attachments: Attachments

  /// Gives the cells of the rows of some days, block by block.
  fileprivate func forEach(
    in days: Range<Int>, _ body: (UnsafePointer<Int32>, Int) -> Void
  ) throws(ExecutionError) {
    guard !days.isEmpty else { return }
    let scratch = AggregateEvaluator.SlotScratch()
    var index = CellIndex.dense(Int(cells.cellCount))
    for pipe in pipes {
      try RowBlocks(view: pipe.view, positions: pipe.view.positions(in: days)).forEach(evaluator.context) {
        block throws(ExecutionError) in
        let rows = pipe.filter(block)
        try clock.check()
        guard rows.count > 0 else { return }
        evaluator.locate(rows, unit: 0, pipe.keys, cells, &index, scratch)
        try clock.check()
        body(scratch.slots.base, rows.count)
      }
    }
  }
}

extension AggregateEvaluator {
  /// The aggregate's rows, of which it does not matter in which unit they are asked for.
  fileprivate func takeable(in cells: GroupSpace) throws(ExecutionError) -> TakeableRows {
    let clock = UnitClock(today: context.today)
    let attachments = Attachments(context: context, frame: frame, clock: clock, shared: shared, space: cells)
    let kind = (NumberVector.Kind.exact(scale: 0), KeyDomain?.none)
    let pipes = try aggregate.inputs.indices.map { index throws(ExecutionError) in
      try pipe(index, cells, clock, attachments, [kind], nil)
    }
    clock.set(frame.whole)
    try attachments.prepare(frame.whole)
    return TakeableRows(evaluator: self, pipes: pipes, clock: clock, cells: cells, attachments: attachments)
  }
}
