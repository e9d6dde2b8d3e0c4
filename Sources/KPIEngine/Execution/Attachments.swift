import Synchronization

/// What the aggregates of one plan share: sub-plans that are the same for every unit, each run once.
final class SharedSubPlans: Sendable {
  private let numbers = Mutex<[SubjectAggregate: NumberVector]>([:])
  private let firsts = Mutex<[FirstRow: Buffer<UInt8>]>([:])
  private let timelines = Mutex<[SubjectAggregate: Timeline]>([:])

  func numbers(
    of aggregate: SubjectAggregate, _ make: () throws(ExecutionError) -> NumberVector
  ) throws(ExecutionError) -> NumberVector {
    if let known = numbers.withLock({ $0[aggregate] }) { return known }
    let made = try make()
    numbers.withLock { $0[aggregate] = made }
    return made
  }

  func firstRows(
    _ first: FirstRow, _ make: () throws(ExecutionError) -> Buffer<UInt8>
  ) throws(ExecutionError) -> Buffer<UInt8> {
    if let known = firsts.withLock({ $0[first] }) { return known }
    let made = try make()
    firsts.withLock { $0[first] = made }
    return made
  }

  func timeline(
    of aggregate: SubjectAggregate, _ make: () throws(ExecutionError) -> Timeline
  ) throws(ExecutionError) -> Timeline {
    if let known = timelines.withLock({ $0[aggregate] }) { return known }
    let made = try make()
    timelines.withLock { $0[aggregate] = made }
    return made
  }
}

/// Sub-plans that conditions look up per subject: computed once where they hold for all units, else unit by unit.
final class Attachments {
  /// A number per row of the subjects' entity, or per group and row.
  final class Values {
    let kind: NumberVector.Kind
    fileprivate let aggregate: SubjectAggregate
    /// Where the sub-plan looks within groups: the cells (group, subject) that have rows.
    fileprivate(set) var cells: CellIndex?
    private(set) var exact: Buffer<Int64>
    private(set) var real: Buffer<Double>

    fileprivate init(_ aggregate: SubjectAggregate, _ numbers: NumberVector, _ cells: CellIndex? = nil) {
      self.aggregate = aggregate
      self.cells = cells
      kind = numbers.kind
      exact = Buffer(numbers.exact)
      real = Buffer(numbers.real)
    }

    fileprivate func take(_ numbers: NumberVector, _ cells: CellIndex? = nil) {
      self.cells = cells
      exact = Buffer(numbers.exact)
      real = Buffer(numbers.real)
    }
  }

  private let context: ExecutionContext
  private let frame: Frame
  private let clock: UnitClock
  private let shared: SharedSubPlans
  /// The keys that the aggregate is split by, for sub-plans that look within groups.
  let groups: [KeyDomain]
  private let groupKeys: [Int]
  private var made: [SubjectAggregate: Values] = [:]
  /// The first failure of a sub-plan; reported when the next unit is prepared.
  private var failure: ExecutionError?

  init(
    context: ExecutionContext, frame: Frame, clock: UnitClock, shared: SharedSubPlans, space: GroupSpace? = nil
  ) {
    self.context = context
    self.frame = frame
    self.clock = clock
    self.shared = shared
    groups = space?.domains ?? []
    groupKeys = space?.keys ?? []
  }

  /// Brings every sub-plan to `unit`.
  func prepare(_ unit: FrameUnit) throws(ExecutionError) {
    if let failure { throw failure }
    for values in made.values where !values.aggregate.isFixed {
      if values.aggregate.isWithinGroup {
        let result = try runWithinGroups(values.aggregate, unit)
        values.take(result.numbers, result.cells)
      } else {
        values.take(try run(values.aggregate, unit))
      }
    }
  }

  /// The values of a sub-plan; made for the whole question first, so that their kind is known.
  func values(of sub: SubjectAggregate) -> Values? {
    if let known = made[sub] { return known }
    do throws(ExecutionError) {
      let values: Values
      if sub.isWithinGroup {
        let result = try runWithinGroups(sub, frame.whole)
        values = Values(sub, result.numbers, result.cells)
      } else if sub.isFixed {
        values = Values(sub, try shared.numbers(of: sub) { () throws(ExecutionError) in try run(sub, frame.whole) })
      } else {
        values = Values(sub, try run(sub, frame.whole))
      }
      made[sub] = values
      return values
    } catch {
      failure = error
      return nil
    }
  }

  private func run(_ sub: SubjectAggregate, _ unit: FrameUnit) throws(ExecutionError) -> NumberVector {
    var aggregate = sub.aggregate
    aggregate.changeInputs { $0.keys = $0.subject.map { [$0] } ?? [] }
    let space = try GroupSpace(
      units: [unit], keys: [0], domains: [try subjects(of: aggregate, key: 0, unit)])
    return try evaluate(aggregate, space).spread(over: context.store.entities[sub.subject].rowCount + 1)
  }

  private func runWithinGroups(_ sub: SubjectAggregate, _ unit: FrameUnit) throws(ExecutionError) -> AggregateResult {
    var aggregate = sub.aggregate
    let position = aggregate.inputs.first?.keys.count ?? 0
    aggregate.changeInputs { $0.keys.append($0.subject ?? .null) }
    var domains: [KeyDomain] = []
    let subjects = try subjects(of: aggregate, key: position, unit)
    for key in 0...position { domains.append(groupKeys.firstIndex(of: key).map { groups[$0] } ?? subjects) }
    let space = try GroupSpace(units: [unit], keys: groupKeys + [position], domains: domains)
    return try evaluate(aggregate, space)
  }

  private func subjects(of aggregate: Aggregate, key: Int, _ unit: FrameUnit) throws(ExecutionError) -> KeyDomain {
    let members = aggregate.inputs.map { KeyDomain.Member(entity: $0.entity, time: $0.time, key: $0.keys[key]) }
    return try KeyDomain(members, units: [unit], frame: frame, shared: shared, context: context)
  }

  private func evaluate(_ aggregate: Aggregate, _ space: GroupSpace) throws(ExecutionError) -> AggregateResult {
    try AggregateEvaluator(context: context, frame: frame, aggregate: aggregate, shared: shared).evaluate(in: space)
  }

  // MARK: Rows in order of time

  /// 1 for each row that is its subject's first; slot 0 is 0.
  func firstRows(_ first: FirstRow) -> Buffer<UInt8>? {
    do throws(ExecutionError) {
      return try shared.firstRows(first) { () throws(ExecutionError) in
        // A link to nobody makes no first.
        var seen = [UInt8](repeating: 0, count: context.store.entities[first.subject.target].rowCount + 1)
        var flags = [UInt8](repeating: 0, count: context.store.entities[first.input.entity].rowCount + 1)
        seen[0] = 1
        try inOrder(first.input, .row(first.subject)) { rows, subjects, _ in
          for index in 0..<rows.count where seen[Int(subjects[index])] == 0 {
            seen[Int(subjects[index])] = 1
            flags[Int(rows.base[index])] = 1
          }
        }
        return Buffer(flags)
      }
    } catch {
      failure = error
      return nil
    }
  }

  /// Every subject's rows in order of time, for what a row asks of those before it.
  func timeline(of sub: SubjectAggregate) -> Timeline? {
    do throws(ExecutionError) {
      return try shared.timeline(of: sub) { () throws(ExecutionError) in
        var events: [Timeline.Event] = []
        for input in sub.aggregate.inputs {
          try inOrder(input, input.subject ?? .null) { rows, subjects, resolver in
            let stamps = Scratch<Int64>()
            let numbers = Scratch<Int64>()
            guard let time = input.time, case .stamps(let fill) = resolver.resolve(time) else { return }
            fill(rows, stamps.base)
            numbers.base.update(repeating: 1, count: rows.count)
            if let payload = input.payload, case .exact(let fill, scale: 0) = resolver.resolve(payload) {
              fill(rows, numbers.base)
            }
            for index in 0..<rows.count where subjects[index] != 0 {
              let number = numbers.base[index] == nullNumber ? 0 : numbers.base[index]
              events.append((subjects[index], stamps.base[index], number))
            }
          }
        }
        return Timeline(events, subjects: context.store.entities[sub.subject].rowCount + 1)
      }
    } catch {
      failure = error
      return nil
    }
  }

  /// Walks an input's rows in order of time, then key, with each row's subject.
  private func inOrder(
    _ input: Input, _ subject: RowExpression, _ body: (Rows, UnsafePointer<Int32>, Resolver) -> Void
  ) throws(ExecutionError) {
    let resolver = Resolver(context: context, clock: clock, time: input.time, attachments: self)
    let filter = RowFilter(entity: input.entity, condition: input.condition, resolver: resolver)
    guard case .rows(let follow, _) = resolver.resolve(subject) else { return }
    let view = try context.views.view(of: input.entity, by: input.time, in: context)
    let subjects = Scratch<Int32>()
    try RowBlocks(view: view, positions: view.positions).forEach(context) { block in
      let rows = filter(block)
      follow(rows, subjects.base)
      body(rows, subjects.base, resolver)
    }
  }
}

/// Events per subject in order of time, with running sums.
struct Timeline: Sendable {
  typealias Event = (subject: Int32, stamp: Int64, number: Int64)

  /// The events of subject s are at starts[s] ..< starts[s + 1].
  private let starts: [Int]
  private let stamps: [Int64]
  /// sums[i]: of the numbers of all events before i.
  private let sums: [Int64]

  /// - Parameter events: each subject's in order of time, or not (several inputs are merged here).
  init(_ events: [Event], subjects: Int) {
    let sorted = events.sorted { $0.subject != $1.subject ? $0.subject < $1.subject : $0.stamp < $1.stamp }
    var starts = [Int](repeating: 0, count: subjects + 1)
    for event in sorted { starts[Int(event.subject) + 1] += 1 }
    for subject in 0..<subjects { starts[subject + 1] += starts[subject] }
    self.starts = starts
    stamps = sorted.map(\.stamp)
    var sums: [Int64] = [0]
    sums.reserveCapacity(sorted.count + 1)
    for event in sorted { sums.append((sums.last ?? 0) &+ event.number) }
    self.sums = sums
  }

  /// The sum of a subject's numbers strictly before a moment.
  func sum(of subject: Int, before stamp: Int64) -> Int64 {
    var low = starts[subject]
    let first = low
    var high = starts[subject + 1]
    while low < high {
      let middle = (low + high) / 2
      if stamps[middle] < stamp { low = middle + 1 } else { high = middle }
    }
    return sums[low] &- sums[first]
  }
}

extension AggregateResult {
  /// One number per code of the only key, for codes that no row has what the aggregate is over nothing.
  func spread(over size: Int) -> NumberVector {
    let isZero = accumulator.isZeroOverNothing
    var result = numbers
    let isReal = numbers.kind == .real
    result.exact = isReal ? [] : [Int64](repeating: isZero ? 0 : nullNumber, count: size)
    result.real = isReal ? [Double](repeating: isZero ? 0 : .nan, count: size) : []
    // Code 0 is nobody, who has no rows of his own.
    for code in 1..<max(size, 1) {
      guard let slot = cells.slot(of: UInt64(code)), hasRow(slot) else { continue }
      if isReal { result.real[code] = numbers.real[slot] } else { result.exact[code] = numbers.exact[slot] }
    }
    return result
  }
}
