/// Reads the plan's numbers of a level's cells, one after the other; what cells of a unit share is made once.
struct CellReader {
  /// A compared period's side of it; a class, for it has many parts and is asked for every cell.
  private final class Side {
    let period: GroupedExecutor.PeriodResults
    let space: GroupSpace
    /// Per aggregate its numbers at the level.
    let results: [AggregateResult]
    var evaluator: CellEvaluator
    /// Whether the unit exists in this period.
    var hasUnit = true
    /// Of a unit after today only plans tell anything.
    var isAhead = false

    init(_ period: GroupedExecutor.PeriodResults, level: Int, _ results: [AggregateResult], _ evaluator: CellEvaluator)
    {
      (self.period, space, self.results, self.evaluator) = (period, period.spaces[level], results, evaluator)
    }

    func turn(to unit: Int) {
      evaluator.unit = space.units[space.isWhole ? 0 : unit]
      hasUnit = space.isWhole || period.hasUnit[unit]
      isAhead = !space.isWhole && space.units[unit].start > period.frame.today
    }

    func load(_ cell: UInt64, _ by: [GroupKey]) { load(cell, by, aggregates: results.indices) }

    func load(_ cell: UInt64, _ by: [GroupKey], aggregates: some Sequence<Int>) {
      for index in aggregates { evaluator.aggregates[index] = results[index].value(at: cell) }
      for whole in period.wholes {
        evaluator.within[whole.name] = whole.aggregates(of: cell, in: space, by: by).map { ($0, whole.isOfUnit) }
      }
    }

    /// The numbers of the cell that was loaded.
    func numbers(_ columns: [Scalar], _ countsAhead: [Bool]) throws(ExecutionError) -> [Value] {
      var values: [Value] = []
      values.reserveCapacity(columns.count)
      let evaluator = evaluator
      for index in columns.indices {
        values.append(isAhead && !countsAhead[index] ? .null : try evaluator.value(columns[index]))
      }
      return values
    }

    /// The numbers of cells in columns that are aggregates, as they are.
    func append(_ cells: [UInt64], ofAggregates columns: [Int?], to builders: inout [CellsBuilder]) {
      for (place, index) in columns.enumerated() {
        if let index { results[index].append(cells, to: &builders[place]) }
      }
    }

    /// The numbers of a cell where they are aggregates, as they are.
    func numbers(_ cell: UInt64, ofAggregates columns: [Int]) -> [Value] {
      columns.map { results[$0].value(at: cell) }
    }
  }

  private let columns: [Scalar]
  private let by: [GroupKey]
  /// By column; empty where no unit is after today.
  private let countsAhead: [Bool]
  /// The columns' aggregates where every column is one alone.
  private let plain: [Int]?
  /// By column its aggregate; nil where it is made of some.
  private let own: [Int?]
  /// What the columns that are made of some are made of.
  private let parts: [Int]
  private let sides: [Side]
  private var unit: Int?

  /// - Parameter level: 0 for the rows, the number of keys for the total.
  init(_ plan: GroupedPlan, _ periods: [GroupedExecutor.PeriodResults], level: Int, zone: ZoneTable) {
    columns = plan.columns
    by = plan.by
    let isAhead = periods.contains { period in
      !period.spaces[level].isWhole && period.spaces[level].units.contains { $0.start > period.frame.today }
    }
    countsAhead = isAhead ? plan.columns.map(plan.countsAhead) : []
    own = columns.map { column in if case .aggregate(let index) = column { index } else { nil } }
    let aggregates = own.compactMap { $0 }
    plain = aggregates.count == columns.count ? aggregates : nil
    parts = zip(columns, own).reduce(into: Set<Int>()) { if $1.1 == nil { $0.formUnion($1.0.aggregates) } }.sorted()
    sides = periods.map { period in
      let results = period.results.map { $0[level] }
      return Side(
        period, level: level, results,
        CellEvaluator(
          aggregates: results.map { _ in .null }, unit: period.frame.whole, frame: period.frame, zone: zone,
          overall: period.overall))
    }
  }

  /// The cells that are read next are of this unit.
  mutating func turn(to unit: Int) {
    guard unit != self.unit else { return }
    self.unit = unit
    for index in sides.indices { sides[index].turn(to: unit) }
  }

  /// The numbers of a cell, in the order of the plan's `numbers`.
  ///
  /// - Parameter ranks: per period the places of the ranked numbers.
  mutating func numbers(
    of cell: UInt64, ranks: [[Scalar: Value]] = []
  ) throws(ExecutionError) -> [Value] {
    let present = try numbers(of: cell, side: 0, ranks)
    guard sides.count == 2 else { return present }
    let previous = try numbers(of: cell, side: 1, ranks)
    var compared: [Value] = []
    compared.reserveCapacity(columns.count * 4)
    for (now, then) in zip(present, previous) { try Self.compare(now, with: then, into: &compared) }
    return compared
  }

  /// Puts the numbers of cells of one unit behind those of the columns.
  mutating func append(
    _ cells: [UInt64], ranks: [[UInt64: [Scalar: Value]]], to builders: inout [CellsBuilder]
  ) throws(ExecutionError) {
    if sides.count == 1, sides[0].hasUnit, !sides[0].isAhead {
      sides[0].append(cells, ofAggregates: own, to: &builders)
      if plain == nil { try appendMade(cells, ranks, to: &builders) }
      return
    }
    for cell in cells {
      let numbers = try numbers(of: cell, ranks: ranks.map { $0[cell] ?? [:] })
      for (place, number) in numbers.enumerated() { builders[place].append(number) }
    }
  }

  /// The same for the columns alone that are made of aggregates.
  private mutating func appendMade(
    _ cells: [UInt64], _ ranks: [[UInt64: [Scalar: Value]]], to builders: inout [CellsBuilder]
  ) throws(ExecutionError) {
    let side = sides[0]
    let made = columns.indices.filter { own[$0] == nil }
    for cell in cells {
      side.load(cell, by, aggregates: parts)
      if let ranks = ranks.first { side.evaluator.ranks = ranks[cell] ?? [:] }
      for place in made { builders[place].append(try side.evaluator.value(columns[place])) }
    }
  }

  /// One of the numbers of a cell, by its place among all of them.
  mutating func number(
    _ index: Int, of cell: UInt64, ranks: [[Scalar: Value]] = []
  ) throws(ExecutionError) -> Value {
    guard sides.count == 2 else { return try value(ofColumn: index, in: cell, side: 0, ranks) }
    let (column, aspect) = index.quotientAndRemainder(dividingBy: 4)
    var compared: [Value] = []
    try Self.compare(
      try value(ofColumn: column, in: cell, side: 0, ranks),
      with: try value(ofColumn: column, in: cell, side: 1, ranks), into: &compared)
    return compared[aspect]
  }

  private mutating func value(
    ofColumn column: Int, in cell: UInt64, side: Int, _ ranks: [[Scalar: Value]]
  ) throws(ExecutionError) -> Value {
    guard sides.indices.contains(side), sides[side].hasUnit, !sides[side].isAhead || countsAhead[column] else {
      return .null
    }
    sides[side].load(cell, by)
    if side < ranks.count { sides[side].evaluator.ranks = ranks[side] }
    return try sides[side].evaluator.value(columns[column])
  }

  private mutating func numbers(
    of cell: UInt64, side: Int, _ ranks: [[Scalar: Value]]
  ) throws(ExecutionError) -> [Value] {
    guard sides.indices.contains(side) else { return [] }
    guard sides[side].hasUnit else { return columns.map { _ in .null } }
    if let plain, !sides[side].isAhead { return sides[side].numbers(cell, ofAggregates: plain) }
    sides[side].load(cell, by)
    if side < ranks.count { sides[side].evaluator.ranks = ranks[side] }
    return try sides[side].numbers(columns, countsAhead)
  }

  /// Any number of a cell in the first period.
  mutating func value(of number: Scalar, in cell: UInt64) throws(ExecutionError) -> Value {
    guard !sides.isEmpty else { return .null }
    sides[0].load(cell, by)
    return try sides[0].evaluator.value(number)
  }

  // MARK: Compare

  /// A number, its earlier value, the change, and the change × 100 ÷ |earlier| (null where that is 0 or null).
  ///
  /// A time's change is the days between the dates.
  private static func compare(
    _ present: Value, with previous: Value, into values: inout [Value]
  ) throws(ExecutionError) {
    values.append(present)
    values.append(previous)
    if present == .null || previous == .null {
      values.append(.null)
      values.append(.null)
      return
    }
    if let now = present.seconds, let then = previous.seconds {
      values.append(.integer(floorDivide(now, 86_400) - floorDivide(then, 86_400)))
      values.append(.null)
      return
    }
    let change = try CellEvaluator.arithmetic(.subtract, present, previous)
    values.append(change)
    guard let difference = change.number, let base = previous.number, base != 0 else {
      values.append(.null)
      return
    }
    values.append(.real(difference / abs(base) * 100))
  }
}
