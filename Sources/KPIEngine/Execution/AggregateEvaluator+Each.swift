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
    if let counted = try count(each, results, thingCount, space) { return counted }
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

  /// How many things there are whose numbers of rows meet a condition: no number of a thing is made, and the condition is
  /// asked once for all things that have as many rows.
  ///
  /// Nil where something else is asked, or where cells are sparse.
  private func count(
    _ each: Each, _ results: [AggregateResult], _ thingCount: Int, _ space: GroupSpace
  ) throws(ExecutionError) -> AggregateResult? {
    guard aggregate.function == .count, each.value == nil, space.isDense, thingCount > 0,
      results.count <= ThingVerdicts.mostInner, !ThingVerdicts.dependOnUnit(each.having),
      each.inner.allSatisfy({ $0.function == .count && $0.each == nil && $0.inputs.allSatisfy { $0.payload == nil } }),
      results.allSatisfy(\.space.isDense)
    else { return nil }
    let rows = results.map(\.accumulator.support)
    let fine = rows.map(\.count).max() ?? 0
    var verdicts = ThingVerdicts(each.having, inner: results.count, self)
    let accumulator = Accumulator(.count, kind: .exact(scale: 0))
    accumulator.reserve(Int(space.cellCount))
    let codes = Self.codes(of: rows)
    for group in 0..<fine / thingCount {
      try context.checkCancelled()
      var found = 0
      // What leads to no thing is none.
      for cell in group * thingCount + 1..<(group + 1) * thingCount where codes[cell] != 0 {
        let code = Int(codes[cell])
        let counts = { rows.map { cell < $0.count ? $0[cell] : 0 } }
        let holds =
          code & Self.many != 0
          ? try verdicts.judge(counts()) : try verdicts.holds(few: code, counts)
        found += holds ? 1 : 0
      }
      if found > 0 { accumulator.add(rows: found, to: group) }
    }
    var numbers = accumulator.finish(Int(space.cellCount))
    numbers.zone = context.store.zone
    return AggregateResult(
      space: space, cells: .dense(Int(space.cellCount)), accumulator: accumulator, numbers: numbers)
  }

  /// Set in a code where some number needs more than its four bits.
  private static let many = 1 << 16

  /// By cell the numbers of rows, four bits each; 0 where there is no row.
  private static func codes(of rows: [[Int64]]) -> [Int32] {
    var codes = [Int32](repeating: 0, count: rows.map(\.count).max() ?? 0)
    codes.withUnsafeMutableBufferPointer { codes in
      for (place, rows) in rows.enumerated() {
        let shift = Int32(4 * place)
        for cell in rows.indices {
          let count = rows[cell]
          codes[cell] |= count < ThingVerdicts.few ? Int32(truncatingIfNeeded: count) << shift : Int32(many)
        }
      }
    }
    return codes
  }
}
