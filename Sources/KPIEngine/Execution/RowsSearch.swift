/// Rows that were looked for: as many as were wanted, and how many there are.
package struct RowsFound: Sendable {
  /// In order of time, then key.
  package fileprivate(set) var numbers: [Int] = []
  package fileprivate(set) var count = 0
}

extension ExecutionContext {
  /// Looks for many sets of rows at once.
  ///
  /// Sets of the same rows of the same time go through them once, and a condition that several of them begin with is
  /// tested once: the numbers of a table differ in their keys alone.
  ///
  /// - Parameter most: how many rows of each set are told; all are counted.
  package func find(_ sets: [Aggregate.Collected], most: Int) throws(ExecutionError) -> [RowsFound] {
    if elsewhere != nil { throw .elsewhere }
    var grounds: [RowsGround: Int] = [:]
    var members: [(ground: RowsGround, sets: [Int])] = []
    for (index, set) in sets.enumerated() {
      let ground = RowsGround(set)
      if let known = grounds[ground] {
        members[known].sets.append(index)
      } else {
        grounds[ground] = members.count
        members.append((ground, [index]))
      }
    }
    var found = sets.map { _ in RowsFound() }
    try found.withUnsafeMutableBufferPointer { found throws(ExecutionError) in
      // SAFETY: each set is of one ground, so each is written by one task, and all are done when this ends.
      nonisolated(unsafe) let found = found
      try perform(members.count) { index throws(ExecutionError) in
        let (ground, own) = members[index]
        let search = RowsSearch(context: self, ground: ground)
        try search.run(own.map { ($0, sets[$0].input.condition) }) { set, rows in
          found[set].count += rows.count
          for place in 0..<max(0, min(rows.count, most - found[set].numbers.count)) {
            found[set].numbers.append(Int(rows.base[place]))
          }
        }
      }
    }
    return found
  }

  /// What the columns say of rows that were found in that set, in the order of the numbers.
  package func values(
    _ columns: [Scalar], of numbers: [Int], in set: Aggregate.Collected
  ) throws(ExecutionError) -> ResultRows {
    let reading = RowsGround(set).reading(self)
    var readers = columns.map { CellsReader($0, reading.resolver) }
    try reading.attachments.prepare(set.frame.whole)
    let order = Buffer(numbers.map { Int32(truncatingIfNeeded: $0) })
    try RowBlocks(rows: (order, numbers.count)).forEach(self) { rows throws(ExecutionError) in
      for column in readers.indices { readers[column].read(rows) }
      try reading.clock.check()
    }
    return ResultRows(columns: readers.map(\.cells), count: numbers.count)
  }
}

/// Which rows a set is of before its condition, and the period that its conditions reckon with.
struct RowsGround: Hashable {
  var entity: Int
  var time: Scalar?
  /// First day and the day after the last; nil for all rows, untimed ones too.
  var days: Range<Int>?
  var frame: Frame

  init(_ set: Aggregate.Collected) {
    entity = set.input.entity
    time = set.input.time
    days = set.days
    frame = set.frame
  }

  init(_ plan: RowsPlan, _ frame: Frame) {
    entity = plan.input.entity
    time = plan.input.time
    days = plan.days
    self.frame = frame
  }

  struct Reading {
    var clock: UnitClock
    var attachments: Attachments
    var resolver: Resolver
  }

  /// What reads the rows; its attachments are to be prepared once everything is resolved.
  func reading(_ context: ExecutionContext) -> Reading {
    let clock = UnitClock(today: context.today)
    clock.set(frame.whole)
    let attachments = Attachments(context: context, frame: frame, clock: clock, shared: SharedSubPlans())
    return Reading(
      clock: clock, attachments: attachments,
      resolver: Resolver(context: context, clock: clock, time: time, attachments: attachments))
  }

  /// The rows, in order of time, then key.
  func blocks(_ context: ExecutionContext) throws(ExecutionError) -> RowBlocks {
    let view = try context.views.view(of: entity, by: time, in: context)
    guard let days, let time else {
      return RowBlocks(rows: view.allRows(rowCount: context.store.entities[entity].rowCount))
    }
    let end = time.isPlannedTime ? days.upperBound : min(days.upperBound, context.today + 1)
    return RowBlocks(view: view, positions: view.positions(in: days.lowerBound..<max(days.lowerBound, end)))
  }
}

/// One walk over rows for many conditions.
private struct RowsSearch {
  let context: ExecutionContext
  let ground: RowsGround

  /// A condition and what is asked of the rows that it leaves.
  private final class Step {
    let filter: RowFilter
    var next: [Step] = []
    var places: [Scalar: Int] = [:]
    /// The sets that have no further condition.
    var sets: [Int] = []

    init(_ filter: RowFilter) { self.filter = filter }

    func walk(_ rows: Rows, _ take: (Int, Rows) -> Void) {
      let kept = filter(rows)
      guard kept.count > 0 else { return }
      for set in sets { take(set, kept) }
      for step in next { step.walk(kept, take) }
    }
  }

  /// Calls `take` with each set and the rows of a block that are in it.
  func run(
    _ sets: [(index: Int, condition: Scalar?)], _ take: (Int, Rows) -> Void
  ) throws(ExecutionError) {
    let reading = ground.reading(context)
    let first = Step(RowFilter(entity: ground.entity, condition: nil, resolver: reading.resolver))
    for set in sets {
      var step = first
      for condition in set.condition?.conjuncts ?? [] {
        if let place = step.places[condition] {
          step = step.next[place]
        } else {
          let further = Step(RowFilter(test: reading.resolver.test(condition)))
          step.places[condition] = step.next.count
          step.next.append(further)
          step = further
        }
      }
      step.sets.append(set.index)
    }
    try reading.attachments.prepare(ground.frame.whole)
    try ground.blocks(context).forEach(context) { block throws(ExecutionError) in
      first.walk(block, take)
      try reading.clock.check()
    }
  }
}

extension Scalar {
  /// The conditions that all have to hold, in their order.
  fileprivate var conjuncts: [Scalar] {
    if case .all(let operands) = self { operands.flatMap(\.conjuncts) } else { [self] }
  }
}
