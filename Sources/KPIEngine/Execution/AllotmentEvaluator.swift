/// Runs an allotment: spans of time laid over the cells' units.
struct AllotmentEvaluator {
  let context: ExecutionContext
  let frame: Frame
  let aggregate: Aggregate
  let allotment: Allotment
  let shared: SharedSubPlans

  /// What the amounts of one cell that compete with each other add up to.
  private struct Pool: Hashable {
    let cell: UInt64
    let rank: Int
    let length: Int
    let holder: Int32
  }

  fileprivate struct Sum {
    var spread = 0.0
    var weighted = 0.0
    var days = 0.0
  }

  func evaluate(in space: GroupSpace) throws(ExecutionError) -> AggregateResult {
    var sums: [Pool: Sum] = [:]
    // By two dimensions at once nothing is set.
    if space.keys.count < 2 {
      for (part, input) in zip(allotment.parts, aggregate.inputs) {
        if let key = space.keys.first {
          guard part.dimensions.contains(key) else { continue }
        } else {
          guard part.countsInTotal else { continue }
        }
        try gather(part, input, space, into: &sums)
      }
    }
    return result(chosen(sums, space), space)
  }

  /// The days of a unit, not cut at today: what is set for the future counts.
  private func days(of asked: FrameUnit) -> Range<Int> {
    let unit = aggregate.effective(asked, in: frame)
    return aggregate.window == .unit
      ? unit.start..<max(unit.start, unit.end) : aggregate.window.days(for: unit, in: frame)
  }

  private func gather(
    _ part: Allotment.Part, _ input: Input, _ space: GroupSpace, into sums: inout [Pool: Sum]
  ) throws(ExecutionError) {
    let clock = UnitClock(today: context.today)
    clock.set(frame.whole)
    let attachments = Attachments(context: context, frame: frame, clock: clock, shared: shared)
    let resolver = Resolver(context: context, clock: clock, time: input.time, attachments: attachments)
    guard let payload = input.payload else { return }
    let amount = resolver.real(resolver.resolve(payload))
    var begin: Fill<Int64>?
    if let time = input.time {
      guard case .stamps(let fill) = resolver.resolve(time) else { return }
      begin = fill
    }
    let length = lengths(part.length, resolver)
    let code = space.keys.first.map { space.domains[0].encoder(of: input.keys[$0], resolver) }
    var holder: Fill<Int32>?
    if allotment.rule == .sumOfMeans, let expression = part.holder,
      case .rows(let fill, _) = resolver.resolve(expression)
    {
      holder = fill
    }
    let filter = RowFilter(entity: input.entity, condition: input.condition, resolver: resolver)
    let unitDays = space.units.map(days)
    // A unit without a partner in the compared period has no days, and no place among the others.
    let ascends = zip(unitDays, unitDays.dropFirst()).allSatisfy {
      $0.lowerBound <= $1.lowerBound && $0.upperBound <= $1.upperBound
    }
    let amounts = Scratch<Double>()
    let begins = Scratch<Int64>()
    let grains = Scratch<Int8>()
    let codes = Scratch<UInt32>()
    let holders = Scratch<Int32>()
    func take(_ rows: Rows) {
      guard rows.count > 0 else { return }
      amount(rows, amounts.base)
      begin?(rows, begins.base)
      length(rows, grains.base)
      code?(rows, codes.base)
      holder?(rows, holders.base)
      for index in 0..<rows.count where grains.base[index] >= 0 && !amounts.base[index].isNaN {
        let grain = Grain.allCases[Int(grains.base[index])]
        // A group without a value has nothing set for it.
        if code != nil, codes.base[index] == 0 { continue }
        let group = code == nil ? 0 : UInt64(codes.base[index]) * space.strides[0]
        func lay(_ start: Int, over unit: Int) {
          let end = grain.adding(1, to: start)
          let overlap = min(end, unitDays[unit].upperBound) - max(start, unitDays[unit].lowerBound)
          guard overlap > 0 else { return }
          let pool = Pool(
            cell: UInt64(unit) * space.groupCount + group, rank: part.rank, length: Int(grains.base[index]),
            holder: holder == nil ? 0 : holders.base[index])
          sums[pool, default: Sum()].add(amounts.base[index], overlap, of: end - start)
        }
        if begin == nil {
          // In a window without a beginning there is no end of amounts.
          for unit in unitDays.indices where unitDays[unit].lowerBound > Window.firstDay {
            var start = grain.start(of: unitDays[unit].lowerBound)
            while start < unitDays[unit].upperBound {
              lay(start, over: unit)
              start = grain.adding(1, to: start)
            }
          }
        } else if begins.base[index] != nullNumber {
          let start = Int(Stamp.day(begins.base[index]))
          let end = grain.adding(1, to: start)
          // Where they ascend, those that the span meets stand together.
          var unit = ascends ? first(in: unitDays, endingAfter: start) : 0
          while unit < unitDays.count, !ascends || unitDays[unit].lowerBound < end {
            lay(start, over: unit)
            unit += 1
          }
        }
      }
    }
    if part.isWritten {
      // The null row stands for no row at all; the condition decides whether the amount counts.
      let none = [Int32](repeating: 0, count: 1)
      none.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        let rows = Rows(base: base, count: 1)
        if let condition = input.condition {
          let holds = Scratch<UInt8>()
          resolver.test(condition)(rows, holds.base)
          if holds.base[0] == 0 { return }
        }
        take(rows)
      }
      return
    }
    try RowBlocks(identity: 1..<context.store.entities[input.entity].rowCount + 1).forEach(context) { take(filter($0)) }
    try clock.check()
  }

  private func first(in days: [Range<Int>], endingAfter day: Int) -> Int {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle].upperBound <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The position of each row's span length among the grains; negative where it has none.
  private func lengths(_ length: Allotment.Length, _ resolver: Resolver) -> Fill<Int8> {
    func position(_ grain: Grain?) -> Int8 { Int8(grain.flatMap { Grain.allCases.firstIndex(of: $0) } ?? -1) }
    switch length {
    case .fixed(let grain): return { rows, out in out.update(repeating: position(grain), count: rows.count) }
    case .named(let text, let grains):
      guard case .codes(let fill, let texts) = resolver.resolve(text) else {
        return { rows, out in out.update(repeating: -1, count: rows.count) }
      }
      let known = [-1] + resolver.texts(texts).dropFirst().map { position(grains[$0.lowercased()]) }
      let scratch = Scratch<UInt32>()
      return { rows, out in
        fill(rows, scratch.base)
        for index in 0..<rows.count { out[index] = known[Int(scratch.base[index])] }
      }
    }
  }

  /// Of each cell the pools of the lowest rank and the nearest length, as one number.
  private func chosen(_ sums: [Pool: Sum], _ space: GroupSpace) -> [(cell: UInt64, number: Double)] {
    let grains = space.units.map { unit -> Int? in
      let grain = aggregate.window == .unit ? aggregate.effective(unit, in: frame).grain : nil
      return grain.flatMap { Grain.allCases.firstIndex(of: $0) }
    }
    func distance(_ pool: Pool) -> Int {
      guard let own = grains[Int(pool.cell / space.groupCount)] else { return pool.length }
      return pool.length <= own ? own - pool.length : Grain.allCases.count + pool.length
    }
    func precedes(_ lhs: Pool, _ rhs: Pool) -> Bool {
      (lhs.cell, lhs.rank, distance(lhs), lhs.holder) < (rhs.cell, rhs.rank, distance(rhs), rhs.holder)
    }
    var numbers: [(cell: UInt64, number: Double)] = []
    var best: Pool?
    for pool in sums.keys.sorted(by: precedes) {
      guard let sum = sums[pool] else { continue }
      let number = allotment.rule == .spread ? sum.spread : sum.weighted / sum.days
      if let best, best.cell == pool.cell {
        if best.rank == pool.rank, best.length == pool.length { numbers[numbers.count - 1].number += number }
      } else {
        numbers.append((pool.cell, number))
        best = pool
      }
    }
    return numbers
  }

  private func result(_ numbers: [(cell: UInt64, number: Double)], _ space: GroupSpace) -> AggregateResult {
    var table = KeyTable(capacity: numbers.count)
    for (cell, _) in numbers { _ = table.number(of: cell) }
    let accumulator = Accumulator(aggregate.function, kind: .real)
    accumulator.supportAll(numbers.count)
    return AggregateResult(
      space: space, cells: .sparse(table), accumulator: accumulator, numbers: .real(numbers.map(\.number)))
  }
}

extension AllotmentEvaluator.Sum {
  fileprivate mutating func add(_ amount: Double, _ overlap: Int, of length: Int) {
    spread += overlap == length ? amount : amount * Double(overlap) / Double(length)
    weighted += amount * Double(overlap)
    days += Double(overlap)
  }
}
