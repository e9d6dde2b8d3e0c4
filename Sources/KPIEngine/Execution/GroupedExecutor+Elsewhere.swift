import Synchronization

/// Cells that another engine has gathered, each answer once for a plan.
final class GatheredCells: Sendable {
  private let known = Mutex<[CellsElsewhere: ResultRows]>([:])

  func rows(
    _ wanted: CellsElsewhere, _ elsewhere: any RowsElsewhere, _ context: ExecutionContext
  ) throws(ExecutionError) -> ResultRows {
    if let rows = known.withLock({ $0[wanted] }) { return rows }
    let rows = try elsewhere.answer(.cells(wanted), in: context)
    known.withLock { $0[wanted] = rows }
    return rows
  }
}

/// Rows Attach Place Aggregate, done by another engine: what stands behind it is the same for both.
extension GroupedExecutor {
  private func wanted(_ frame: Frame, units: [FrameUnit], keys: [Int]) -> CellsElsewhere {
    CellsElsewhere(aggregates: plan.aggregates, frame: frame, units: units, keys: keys)
  }

  /// The keys of the plan's rows, in their order.
  private var keys: [Int] {
    plan.by.compactMap { key in if case .dimension(let index) = key { index } else { nil } }
  }

  /// A dimension's values: those that the rows of the answer have.
  func domain(
    of index: Int, _ base: KeyDomain, _ frames: [Frame], _ elsewhere: any RowsElsewhere
  ) throws(ExecutionError) -> KeyDomain {
    guard let place = keys.firstIndex(of: index) else { return base }
    var values: Set<Value> = []
    for frame in frames {
      let cells = wanted(frame, units: hasGrain ? frame.units : [frame.whole], keys: keys)
      for row in try gathered.rows(cells, elsewhere, context) { values.insert(row[place + (cells.hasUnits ? 1 : 0)]) }
    }
    return try base.holding(values, elsewhere, context)
  }

  /// The aggregates' results in every space that something is read of.
  func evaluate(
    _ spaces: [GroupSpace], _ frame: Frame, isOrdered: [Bool], _ elsewhere: any RowsElsewhere
  ) throws(ExecutionError) -> [[AggregateResult]] {
    var found: [[AggregateResult]] = []
    for (position, space) in spaces.enumerated() {
      let isRead = position == 0 || position == spaces.count - 1 || isOrdered[position]
      found.append(isRead ? try results(in: space, frame, elsewhere) : found[0])
    }
    return plan.aggregates.indices.map { aggregate in found.map { $0[aggregate] } }
  }

  private func results(
    in space: GroupSpace, _ frame: Frame, _ elsewhere: any RowsElsewhere
  ) throws(ExecutionError) -> [AggregateResult] {
    let cells = wanted(frame, units: space.units, keys: space.keys)
    let rows = try gathered.rows(cells, elsewhere, context)
    let readers = try space.domains.map { domain throws(ExecutionError) in
      try domain.codes(elsewhere.numbers, context.store.zone)
    }
    let first = cells.hasUnits ? 1 : 0
    let width = first + space.keys.count
    var table = KeyTable(capacity: rows.count)
    var isMade: [Bool] = []
    var order: [Int] = []
    for (index, row) in rows.enumerated() {
      if index % blockSize == 0 { try context.checkCancelled() }
      guard row.count >= width + plan.aggregates.count else { throw .elsewhere }
      var unit = 0
      if cells.hasUnits, case .integer(let number) = row[0] { unit = Int(number) }
      guard space.units.indices.contains(unit) else { throw .elsewhere }
      let codes = try readers.enumerated().map { place, reader throws(ExecutionError) in
        guard let code = reader(row[first + place]) else { throw .elsewhere }
        return code
      }
      let number = table.number(of: space.cell(unit: unit, codes: codes))
      guard number == order.count else { throw .elsewhere }
      order.append(index)
      isMade.append(!cells.marksGroups || row.last != .integer(0))
    }
    return try plan.aggregates.enumerated().map { place, aggregate throws(ExecutionError) in
      var values = order.map { rows[$0][width + place] }
      if aggregate.function.isZeroOverNothing { values = values.map { $0 == .null ? .integer(0) : $0 } }
      guard !values.contains(where: { if case .text = $0 { true } else { false } }) else { throw .elsewhere }
      // An amount that is set alone makes no group; a group without one has none.
      let support: [Int64] =
        aggregate.makesGroups
        ? isMade.map { $0 ? 1 : 0 } : order.map { rows[$0][width + place] == .null ? 0 : 1 }
      return AggregateResult(
        space: space, cells: .sparse(table), accumulator: Accumulator(aggregate.function, supporting: support),
        numbers: try NumberVector(values, in: context.store.zone))
    }
  }
}

extension KeyDomain {
  /// The same kind of values, those that an answer has among them.
  func holding(
    _ found: Set<Value>, _ elsewhere: any RowsElsewhere, _ context: ExecutionContext
  ) throws(ExecutionError) -> KeyDomain {
    let found = found.subtracting([.null])
    if isDense { return self }
    switch values {
    case .texts(let texts):
      let resolver = Resolver(context: context, clock: UnitClock(today: context.today))
      let known = resolver.texts(texts)
      let present = Set(known)
      let further = found.compactMap { value in if case .text(let text) = value { text } else { nil } }
        .filter { !present.contains($0) }.sorted()
      return further.isEmpty
        ? self : KeyDomain(self, .texts(.made(TextList(Array(known) + further))), size: known.count + further.count)
    case .rows(let entity):
      let last = found.map { elsewhere.numbers.number(of: $0, entity: entity) }.max() ?? 0
      return KeyDomain(self, values, size: max(size, last + 1))
    case .flags: return self
    case .exact, .reals, .stamps:
      if !parts.isEmpty { throw .elsewhere }
      let numbers = try NumberVector(Array(found), in: context.store.zone)
      switch numbers.kind {
      case .real:
        let own = Set(numbers.real.filter { !$0.isNaN }).sorted()
        return KeyDomain(self, .reals(own), size: own.count + 1)
      case .stamps:
        let own = Set(numbers.exact).subtracting([nullNumber]).sorted()
        return KeyDomain(self, .stamps(own), size: own.count + 1)
      case .exact(let scale):
        let own = Set(numbers.exact).subtracting([nullNumber]).sorted()
        return KeyDomain(self, .exact(own, scale: scale), size: own.count + 1)
      }
    }
  }

  /// What gives a value of an answer its code; nil for one that the domain has not.
  func codes(_ numbers: RowNumbers, _ zone: ZoneTable) throws(ExecutionError) -> (Value) -> Int? {
    var codes: [Value: Int] = [.null: 0]
    func keep(_ value: Value, _ code: Int) { if codes[value] == nil { codes[value] = code } }
    switch values {
    case .rows(let entity):
      return { value in value == .null ? 0 : numbers.number(of: value, entity: entity) }
    case .flags:
      return { value in value == .null ? 0 : value == .integer(0) || value == .boolean(false) ? 1 : 2 }
    case .texts(.made(let texts)):
      for (code, text) in texts.enumerated().dropFirst() { keep(.text(text), code) }
    case .texts(.stored(let dictionary)):
      return { [store = dictionaryTexts(dictionary, numbers)] value in store[value] }
    case .exact(let own, let scale):
      // The same number may come with more or fewer decimals.
      var known: [Int64: Int] = [:]
      for (index, number) in own.enumerated() { known[number] = index + 1 }
      return { [known] value in
        if value == .null { return 0 }
        guard let exact = value.exactNumber else { return nil }
        var (coefficient, own) = exact
        while own > scale, coefficient % 10 == 0 { (coefficient, own) = (coefficient / 10, own - 1) }
        guard own <= scale else { return nil }
        return known[coefficient &* powersOfTen[scale - own]]
      }
    case .reals(let own):
      var known: [Double: Int] = [:]
      for (index, number) in own.enumerated() { known[number] = index + 1 }
      return { [known] value in value == .null ? 0 : value.number.flatMap { known[$0] } }
    case .stamps(let own):
      var known: [Int64: Int] = [:]
      for (index, stamp) in own.enumerated() { known[stamp] = index + 1 }
      return { [known] value in value == .null ? 0 : value.stamp(in: zone).flatMap { known[$0] } }
    }
    return { [codes] value in codes[value] }
  }

  private func dictionaryTexts(_ dictionary: Int, _ numbers: RowNumbers) -> [Value: Int] {
    var codes: [Value: Int] = [.null: 0]
    for (code, text) in numbers.texts(ofDictionary: dictionary).enumerated().dropFirst() { codes[.text(text)] = code }
    return codes
  }
}

/// Answers an as-of plan from what another engine counted.
struct StatesElsewhere {
  let context: ExecutionContext
  let plan: AsOfPlan

  func run(_ elsewhere: any RowsElsewhere) throws(ExecutionError) -> AsOfTable {
    let rows = try elsewhere.answer(.states(plan), in: context)
    let shared = SharedSubPlans()
    let members = [
      KeyDomain.Member(entity: plan.subjects.entity, time: plan.subjects.time, key: plan.present),
      KeyDomain.Member(entity: plan.changes.entity, time: plan.changes.time, key: plan.changes.from),
      KeyDomain.Member(entity: plan.changes.entity, time: plan.changes.time, key: plan.changes.to),
    ]
    let base = try KeyDomain(
      members, units: [plan.frame.whole], frame: plan.frame, shared: shared, context: context)
    let domain = try base.holding(Set(rows.compactMap { $0.count == 5 ? $0[1] : nil }), elsewhere, context)
    let code = try domain.codes(elsewhere.numbers, context.store.zone)
    var cells: [Int: [Int: AsOfTable.Cell]] = [:]
    var days: [Value: Int] = [:]
    for (place, day) in plan.days.enumerated() { days[.text(CivilDate(dayNumber: day).iso)] = place }
    for row in rows {
      guard row.count == 5, let day = days[row[0]], let state = code(row[1]),
        case let counts = row.dropFirst(2).map({ Int($0.exactNumber?.coefficient ?? 0) }), counts.count == 3
      else { throw .elsewhere }
      cells[state, default: [:]][day] = AsOfTable.Cell(subjects: counts[0], arrived: counts[1], left: counts[2])
    }
    let shown = cells.filter { $0.value.values.contains { $0.subjects > 0 } }.keys
    let found = KeyCodes(shown, size: domain.size)
    let order = KeyOrder(domain, codes: found, nameColumn: plan.dimension.nameColumn, context)
    let states = found.codes.sorted { order.place(of: $0) < order.place(of: $1) }
    return AsOfTable(
      states: states, labels: domain.keyLabels(of: found, plan.dimension, context),
      cells: plan.days.indices.map { day in states.map { cells[$0]?[day] ?? .init() } })
  }
}
