/// Some units of a space, and a share of the rows of each.
struct RowPart {
  var units: Range<Int>
  /// The share's number, and how many there are.
  var index = 0
  var count = 1

  func share(of positions: Range<Int>) -> Range<Int> {
    if count == 1 { return positions }
    let length = positions.count
    return positions.lowerBound + length * index / count..<positions.lowerBound + length * (index + 1) / count
  }
}

/// Threads within one aggregate: they share its units out, or the rows of its only one.
///
/// What is gathered of a cell depends on how the rows are cut only where the order of rows does not matter: whole
/// numbers are added up, of the least and the greatest the better stays, and things counted once are united as long as
/// there is room for all. So floating sums and what is read in order of time are cut between units alone, and the digits
/// are the same on any number of threads.
extension AggregateEvaluator {
  /// Below so many rows a thread more costs more than it brings.
  private static let leastRows = 50_000

  func gather(in space: GroupSpace, along coarser: [[GroupSpace]]) throws(ExecutionError) -> Gathered {
    let parts = try self.parts(of: space)
    guard parts.count > 1 else {
      let whole = try gather(RowPart(units: space.units.indices), in: space, along: coarser)
      sumUnits(of: whole, space)
      return whole
    }
    var gathered: [Gathered?] = parts.map { _ in nil }
    try gathered.withUnsafeMutableBufferPointer { gathered throws(ExecutionError) in
      // SAFETY: each part writes its own place, and all are done when this ends.
      nonisolated(unsafe) let gathered = gathered
      try context.perform(parts.count) { index throws(ExecutionError) in
        gathered[index] = try gather(parts[index], in: space, along: coarser)
      }
    }
    let done = gathered.compactMap { $0 }
    guard var whole = done.first else { throw .cancelled }
    for (part, other) in zip(parts, done).dropFirst() {
      try context.checkCancelled()
      merge(other, into: &whole, part, space)
    }
    if parts[0].count > 1, whole.growing == nil {
      for accumulator in whole.accumulators { for unit in space.units.indices { accumulator.endUnit(unit) } }
    }
    sumUnits(of: whole, space)
    return whole
  }

  private func sumUnits(of gathered: Gathered, _ space: GroupSpace) {
    guard let growing = gathered.growing else { return }
    gathered.accumulators[0].sumUnits(growing.added.count, groups: Int(space.groupCount))
  }

  private func merge(_ other: Gathered, into whole: inout Gathered, _ part: RowPart, _ space: GroupSpace) {
    if case .dense = whole.cells {
      // Only the part's own units have anything, but where windows grow.
      let groups = Int(space.groupCount)
      let own = other.growing == nil ? part.units.lowerBound * groups..<part.units.upperBound * groups : nil
      for (accumulator, others) in zip(whole.accumulators, other.accumulators) {
        accumulator.merge(others, own ?? 0..<other.cells.count) { $0 }
      }
      return
    }
    let slots = (0..<other.cells.count).map { whole.cells.makeSlot(of: other.cells.cell(of: $0)) }
    for (accumulator, others) in zip(whole.accumulators, other.accumulators) {
      accumulator.reserve(whole.cells.count)
      accumulator.merge(others, 0..<slots.count) { slots[$0] }
    }
  }

  /// The parts that the threads go through; a single one where it is little work, or cannot be cut.
  private func parts(of space: GroupSpace) throws(ExecutionError) -> [RowPart] {
    let whole = [RowPart(units: space.units.indices)]
    guard context.threads > 1, !aggregates.contains(where: { $0.inputs.contains(where: \.asksPerUnit) })
    else { return whole }
    let rows = try self.rows(of: space)
    let total = rows.reduce(0, +)
    let most = min(context.threads, total / Self.leastRows)
    // Every part has cells of its own.
    guard most > 1, space.cellCount <= UInt64(max(total / 8, 4_096)) || !space.isDense else { return whole }
    let grows = companions.isEmpty && GrowingWindows(aggregate, space, in: frame) != nil
    var isCuttable = true
    for aggregate in aggregates where isCuttable {
      let unites = grows ? false : try canUnite(aggregate, in: space)
      isCuttable = unites || self.isCuttable(aggregate)
    }
    if space.units.count == 1 || grows, isCuttable {
      return (0..<most).map { RowPart(units: space.units.indices, index: $0, count: most) }
    }
    guard space.units.count > 1, !grows else { return whole }
    var parts: [RowPart] = []
    var (start, taken) = (0, 0)
    for unit in space.units.indices {
      taken += rows[unit]
      guard taken * most >= total * (parts.count + 1) || unit == space.units.count - 1 else { continue }
      parts.append(RowPart(units: start..<unit + 1))
      start = unit + 1
    }
    return parts
  }

  /// Whether rows may be cut anywhere: exact numbers that are added up or compared.
  private func isCuttable(_ aggregate: Aggregate) -> Bool {
    guard aggregate.function.course == .folded else { return false }
    if aggregate.function == .count { return true }
    // Floating numbers, and what may be, are not.
    let resolver = Resolver(context: context, clock: UnitClock(today: context.today))
    return aggregate.inputs.allSatisfy { input in
      guard let payload = input.payload, !payload.contains({ if case .attached = $0 { true } else { false } }) else {
        return false
      }
      switch resolver.resolve(payload) {
      case .exact, .stamps: return true
      default: return false
      }
    }
  }

  /// Whether it counts things once, those of any rows together.
  private func canUnite(_ aggregate: Aggregate, in space: GroupSpace) throws(ExecutionError) -> Bool {
    guard aggregate.function == .distinct, space.isDense, space.units.count == 1 else { return false }
    let clock = UnitClock(today: context.today)
    let attachments = Attachments(context: context, frame: frame, clock: clock, shared: shared, space: space)
    let things = try payloadKind(of: aggregate, clock, attachments, units: space.units).1
    return things.map { ThingSets.canUnite(domainSize: $0.size, slotsPerUnit: Int(space.groupCount)) } ?? false
  }

  /// By unit, the rows in its window.
  private func rows(of space: GroupSpace) throws(ExecutionError) -> [Int] {
    var rows = space.units.map { _ in 0 }
    for input in aggregate.inputs {
      let days = days(of: input, in: space.units)
      let view = try context.views.view(of: input.entity, by: input.time, within: days, in: context)
      for (index, unit) in space.units.enumerated() {
        let unit = aggregate.effective(unit, in: frame)
        rows[index] += positions(of: input, in: view, unit).count
      }
    }
    return rows
  }
}

extension Input {
  /// Whether it reads something that is worked out anew for every unit, from rows of its own.
  var asksPerUnit: Bool {
    (expressions + keys).contains { expression in
      expression.contains { part in
        switch part {
        case .attached(let sub, _): !sub.isFixed
        case .isFirst(let first): !first.isFixed
        default: false
        }
      }
    }
  }
}
