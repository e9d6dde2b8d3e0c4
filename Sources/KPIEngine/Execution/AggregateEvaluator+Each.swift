/// Aggregates over things: one number for each, and then one of those.
extension AggregateEvaluator {
  /// Aggregates over things: their own aggregates are computed in cells split by the thing too, then gathered.
  func evaluate(_ each: Each, in space: GroupSpace) throws(ExecutionError) -> AggregateResult {
    let thingKey = aggregate.inputs.first?.keys.count ?? 0
    let inner = each.inner.map { aggregate in
      var aggregate = aggregate
      aggregate.shifts = self.aggregate.shifts + aggregate.shifts
      aggregate.changeInputs { $0.keys.append($0.subject ?? .null) }
      return aggregate
    }
    let members = inner.flatMap(\.inputs).map {
      KeyDomain.Member(entity: $0.entity, time: $0.time, key: $0.keys[thingKey])
    }
    let things = try KeyDomain(members, units: space.units, frame: frame, shared: shared, context: context)
    var domains = [KeyDomain](repeating: things, count: thingKey + 1)
    for (key, domain) in zip(space.keys, space.domains) { domains[key] = domain }
    let keys = space.keys + [thingKey]
    let cells = try GroupSpace(units: Array(space.units.prefix(1)), keys: keys, domains: domains)
    if let sweep = try ThingSweep(self, each, inner, space, cells: cells) { return try sweep.run() }
    let fine = try GroupSpace(units: space.units, keys: keys, domains: domains, isWhole: space.isWhole)
    let results = try inner.map { aggregate throws(ExecutionError) in
      try AggregateEvaluator(context: context, frame: frame, aggregate: aggregate, shared: shared).evaluate(in: fine)
    }
    return try gather(each, results, things.size, space)
  }

  private func gather(
    _ each: Each, _ results: [AggregateResult], _ thingCount: Int, _ space: GroupSpace
  ) throws(ExecutionError) -> AggregateResult {
    var seen = KeyTable()
    for result in results {
      for slot in 0..<result.cells.count where result.hasRow(slot) {
        _ = seen.number(of: result.cells.cell(of: slot))
      }
    }
    // The numbers come first: what they are decides what they are gathered as.
    var groups: [UInt64] = []
    var values: [Value] = []
    for (index, cell) in seen.keys.sorted().enumerated() where cell % UInt64(thingCount) != 0 {
      if index % blockSize == 0 { try context.checkCancelled() }
      let group = cell / UInt64(thingCount)
      let unit = aggregate.effective(space.units[Int(group / space.groupCount)], in: frame)
      let evaluator = CellEvaluator(
        aggregates: results.map { $0.value(at: cell) }, unit: unit, frame: frame, zone: context.store.zone)
      if let having = each.having, try !evaluator.holds(having) { continue }
      groups.append(group)
      values.append(try each.value.map { value throws(ExecutionError) in try evaluator.value(value) } ?? .integer(1))
    }
    let numbers = try NumberVector(values, in: context.store.zone)
    let accumulator = Accumulator(aggregate.function, kind: numbers.kind)
    var cells: CellIndex = space.isDense ? .dense(Int(space.cellCount)) : .sparse(KeyTable())
    accumulator.reserve(cells.count)
    for (index, group) in groups.enumerated() { accumulator.add(numbers, index, to: cells.makeSlot(of: group)) }
    if accumulator.overflowed { throw .overflow }
    var result = accumulator.finish(cells.count)
    result.zone = context.store.zone
    if aggregate.takesQuantiles { result.leastScale = 0 }
    return AggregateResult(space: space, cells: cells, accumulator: accumulator, numbers: result)
  }
}
