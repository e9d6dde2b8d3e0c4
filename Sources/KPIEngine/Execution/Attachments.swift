import Synchronization

/// What the aggregates of one plan share: sub-plans that are the same for every unit, each run once.
final class SharedSubPlans: Sendable {
  private let numbers = Mutex<[SubjectAggregate: NumberVector]>([:])
  private let firsts = Mutex<[FirstRow: Buffer<UInt8>]>([:])

  /// A sub-plan's numbers; `make` runs at most once for each, other threads wait.
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
}

/// Sub-plans that conditions look up per subject: computed once where they hold for all units, else unit by unit.
final class Attachments {
  /// A number per row of the subjects' entity.
  final class Values {
    enum Kind {
      case exact(scale: Int)
      case real
      case stamps
    }

    let kind: Kind
    fileprivate let aggregate: SubjectAggregate
    fileprivate var numbers: NumberVector
    private var exactBuffer: Buffer<Int64>?
    private var realBuffer: Buffer<Double>?

    fileprivate init(_ aggregate: SubjectAggregate, _ numbers: NumberVector) {
      self.aggregate = aggregate
      self.numbers = numbers
      kind =
        switch numbers.kind {
        case .exact(let scale): .exact(scale: scale)
        case .real: .real
        case .stamps: .stamps
        }
      take(numbers)
    }

    fileprivate func take(_ numbers: NumberVector) {
      self.numbers = numbers
      exactBuffer = Buffer(numbers.exact)
      realBuffer = Buffer(numbers.real)
    }

    var exact: UnsafePointer<Int64> { (exactBuffer ?? Buffer([])).base }
    var real: UnsafePointer<Double> { (realBuffer ?? Buffer([])).base }
  }

  private let context: ExecutionContext
  private let frame: Frame
  private let clock: UnitClock
  private let shared: SharedSubPlans
  private var made: [SubjectAggregate: Values] = [:]
  /// The first failure of a sub-plan; reported when the next unit is prepared.
  private var failure: ExecutionError?

  init(context: ExecutionContext, frame: Frame, clock: UnitClock, shared: SharedSubPlans) {
    self.context = context
    self.frame = frame
    self.clock = clock
    self.shared = shared
  }

  /// Brings every sub-plan to `unit`.
  func prepare(_ unit: FrameUnit) throws(ExecutionError) {
    if let failure { throw failure }
    for values in made.values where !values.aggregate.isFixed { values.take(try evaluate(values.aggregate, unit)) }
  }

  /// The values of a sub-plan; made for the whole question first, so that their kind is known.
  func values(of aggregate: SubjectAggregate) -> Values? {
    if let known = made[aggregate] { return known }
    do {
      let values = Values(aggregate, try evaluate(aggregate, frame.whole))
      made[aggregate] = values
      return values
    } catch {
      failure = error
      return nil
    }
  }

  private func evaluate(_ sub: SubjectAggregate, _ unit: FrameUnit) throws(ExecutionError) -> NumberVector {
    guard sub.isFixed else { return try run(sub, unit) }
    return try shared.numbers(of: sub) { () throws(ExecutionError) in try run(sub, unit) }
  }

  private func run(_ sub: SubjectAggregate, _ unit: FrameUnit) throws(ExecutionError) -> NumberVector {
    var aggregate = sub.aggregate
    for index in aggregate.inputs.indices {
      aggregate.inputs[index].keys = aggregate.inputs[index].subject.map { [$0] } ?? []
    }
    let members = aggregate.inputs.compactMap { input in
      input.keys.first.map { KeyDomain.Member(entity: input.entity, time: input.time, key: $0) }
    }
    let domain = try KeyDomain(members, units: [unit], frame: frame, shared: shared, context: context)
    let space = try GroupSpace(units: [unit], keys: [0], domains: [domain])
    let result = try AggregateEvaluator(context: context, frame: frame, aggregate: aggregate, shared: shared)
      .evaluate(in: space)
    let size = context.store.entities[sub.subject].rowCount + 1
    return result.spread(over: size)
  }

  /// 1 for each row that is its subject's first; slot 0 is 0.
  func firstRows(_ first: FirstRow) -> Buffer<UInt8>? {
    do {
      return try shared.firstRows(first) { () throws(ExecutionError) in try findFirstRows(first) }
    } catch {
      failure = error
      return nil
    }
  }

  private func findFirstRows(_ first: FirstRow) throws(ExecutionError) -> Buffer<UInt8> {
    let input = first.input
    let resolver = Resolver(context: context, clock: clock, time: input.time, attachments: self)
    let filter = RowFilter(entity: input.entity, condition: input.condition, resolver: resolver)
    let subject = resolver.rows(of: first.subject)
    let view = try context.views.view(of: input.entity, by: input.time, in: context)
    var seen = [UInt8](repeating: 0, count: context.store.entities[first.subject.target].rowCount + 1)
    // A link to nobody makes no first.
    seen[0] = 1
    var flags = [UInt8](repeating: 0, count: context.store.entities[input.entity].rowCount + 1)
    let subjects = Scratch<Int32>()
    // Positions are in order of time, then key.
    try RowBlocks(view: view, positions: view.positions).forEach(context) { block in
      let rows = filter(block)
      subject(rows, subjects.base)
      for index in 0..<rows.count where seen[Int(subjects.base[index])] == 0 {
        seen[Int(subjects.base[index])] = 1
        flags[Int(rows.base[index])] = 1
      }
    }
    return Buffer(flags)
  }
}

extension AggregateResult {
  /// One number per code of the only key, for codes that no row has what the aggregate is over nothing.
  func spread(over size: Int) -> NumberVector {
    let isCount = accumulator.isZeroOverNothing
    var result = numbers
    result.exact = numbers.kind == .real ? [] : [Int64](repeating: isCount ? 0 : nullNumber, count: size)
    result.real = numbers.kind == .real ? [Double](repeating: isCount ? 0 : .nan, count: size) : []
    for code in 0..<size {
      guard let slot = cells.slot(of: UInt64(code)), slot < accumulator.support.count else { continue }
      if numbers.kind == .real {
        if hasRow(slot) { result.real[code] = numbers.real[slot] }
      } else if hasRow(slot) {
        result.exact[code] = numbers.exact[slot]
      }
    }
    return result
  }
}

extension SubjectAggregate {
  /// Whether it is the same for every unit of a question.
  var isFixed: Bool {
    switch aggregate.window {
    case .ever, .always, .fixed:
      !aggregate.inputs.contains { input in
        [input.condition, input.payload].compactMap { $0 }.contains(where: RowExpression.dependsOnUnit)
      }
    default: false
    }
  }
}
