/// Sub-plans that conditions look up per subject: computed once where they hold for all units, else unit by unit.
final class Attachments {
  /// A number per row of the subjects' entity, or per group and row.
  final class Values {
    fileprivate let aggregate: SubjectAggregate
    /// Where the sub-plan looks within groups: the cells (group, subject) that have rows.
    fileprivate(set) var cells: CellIndex?
    private(set) var numbers: SubjectNumbers

    fileprivate init(_ aggregate: SubjectAggregate, _ numbers: SubjectNumbers, _ cells: CellIndex? = nil) {
      self.aggregate = aggregate
      self.cells = cells
      self.numbers = numbers
    }

    /// - Throws: where the numbers do not fit the kind that was decided over everything.
    fileprivate func take(_ numbers: SubjectNumbers, _ cells: CellIndex? = nil) throws(ExecutionError) {
      self.numbers = try numbers.brought(to: self.numbers.kind)
      self.cells = cells
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
  private var firsts: [FirstRow: Held<Buffer<UInt8>>] = [:]
  private var timelines: [SubjectAggregate: Held<Timeline>] = [:]
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
        try values.take(SubjectNumbers(result.numbers), result.cells)
      } else {
        try values.take(try run(values.aggregate, unit))
      }
    }
    for (first, held) in firsts where !first.isFixed { held.content = try makeFirstRows(first) }
    for (sub, held) in timelines where !sub.isFixed { held.content = try makeTimeline(sub) }
    if let failure { throw failure }
  }

  /// The values of a sub-plan; made for the whole question first, so that their kind is known.
  func values(of sub: SubjectAggregate) -> Values? {
    if let known = made[sub] { return known }
    do throws(ExecutionError) {
      let values: Values
      if sub.isWithinGroup {
        let result = try runWithinGroups(sub, frame.whole)
        values = Values(sub, SubjectNumbers(result.numbers), result.cells)
      } else if sub.isFixed {
        values = Values(
          sub, try shared.numbers(of: sub, context) { () throws(ExecutionError) in try run(sub, frame.whole) })
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

  private func run(_ sub: SubjectAggregate, _ unit: FrameUnit) throws(ExecutionError) -> SubjectNumbers {
    let aggregate = sub.keyedBySubject { $0.keys = [$1] }
    let evaluator = AggregateEvaluator(context: context, frame: frame, aggregate: aggregate, shared: shared)
    if let numbers = try evaluator.folded(by: sub.subject, unit) { return numbers }
    let space = try GroupSpace(
      units: [unit], keys: [0], domains: [try subjects(of: aggregate, key: 0, unit)])
    return SubjectNumbers(
      try evaluate(aggregate, space).spread(over: context.store.entities[sub.subject].rowCount + 1))
  }

  private func runWithinGroups(_ sub: SubjectAggregate, _ unit: FrameUnit) throws(ExecutionError) -> AggregateResult {
    let position = sub.aggregate.inputs.first?.keys.count ?? 0
    let aggregate = sub.keyedBySubject { $0.keys.append($1) }
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
    let result = try AggregateEvaluator(context: context, frame: frame, aggregate: aggregate, shared: shared)
      .evaluate(in: space)
    // A column of rows has one kind.
    if !result.numbers.beyond.isEmpty { throw .overflow }
    return result
  }

  // MARK: Rows in order of time

  /// Something that is made anew for every unit where it depends on the unit.
  final class Held<Content> {
    fileprivate(set) var content: Content

    fileprivate init(_ content: Content) { self.content = content }
  }

  /// 1 for each row that is its subject's first; slot 0 is 0.
  func firstRows(_ first: FirstRow) -> Held<Buffer<UInt8>>? {
    if let known = firsts[first] { return known }
    do throws(ExecutionError) {
      let held = Held(
        first.isFixed
          ? try shared.firstRows(first, context) { () throws(ExecutionError) in try makeFirstRows(first) }
          : try makeFirstRows(first))
      firsts[first] = held
      return held
    } catch {
      failure = error
      return nil
    }
  }

  private func makeFirstRows(_ first: FirstRow) throws(ExecutionError) -> Buffer<UInt8> {
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

  /// Every subject's rows in order of time, for what a row asks of those before it.
  func timeline(of sub: SubjectAggregate) -> Held<Timeline>? {
    if let known = timelines[sub] { return known }
    do throws(ExecutionError) {
      let held = Held(
        sub.isFixed
          ? try shared.timeline(of: sub, context) { () throws(ExecutionError) in try makeTimeline(sub) }
          : try makeTimeline(sub))
      timelines[sub] = held
      return held
    } catch {
      failure = error
      return nil
    }
  }

  private func makeTimeline(_ sub: SubjectAggregate) throws(ExecutionError) -> Timeline {
    let evaluator = AggregateEvaluator(context: context, frame: frame, aggregate: sub.aggregate, shared: shared)
    let (kind, things) = try evaluator.payloadKind(of: sub.aggregate, clock, self, units: [frame.whole])
    var builder = TimelineBuilder(sub.aggregate.function, kind: kind)
    for input in sub.aggregate.inputs {
      try inOrder(input, input.subject ?? .null) { rows, subjects, resolver in
        guard let time = input.time, case .stamps(let stamps) = resolver.resolve(time) else { return }
        builder.add(rows, subjects, stamps, evaluator.payload(of: input, kind, things, resolver))
      }
    }
    return builder.timeline(subjectCount: context.store.entities[sub.subject].rowCount + 1)
  }

  /// Walks an input's rows in order of time, then key, with each row's subject.
  private func inOrder(
    _ input: Input, _ subject: Scalar, _ body: (Rows, UnsafePointer<Int32>, Resolver) -> Void
  ) throws(ExecutionError) {
    let resolver = Resolver(context: context, clock: clock, time: input.time, attachments: self)
    let filter = RowFilter(entity: input.entity, condition: input.condition, resolver: resolver)
    guard case .rows(let follow, _) = resolver.resolve(subject) else { return }
    let view = try context.views.view(of: input.entity, by: input.time, in: context)
    let subjects = Scratch<Int32>()
    try RowBlocks(view: view, positions: view.positions).forEach(context) { block throws(ExecutionError) in
      let rows = filter(block)
      try clock.check()
      follow(rows, subjects.base)
      body(rows, subjects.base, resolver)
    }
  }
}

extension SubjectAggregate {
  /// The aggregate with the subject as a key of every input.
  ///
  /// The inner ones of an aggregate over things have the thing as their subject: whose rows they are the outer ones say.
  package func keyedBySubject(_ change: (inout Input, Scalar) -> Void) -> Aggregate {
    var subjects: [Int: Scalar] = [:]
    for input in aggregate.inputs { subjects[input.entity] = input.subject }
    var keyed = aggregate
    keyed.changeInputs { change(&$0, subjects[$0.entity] ?? .null) }
    return keyed
  }
}

extension AggregateResult {
  /// One number per code of the only key, for codes that no row has what the aggregate is over nothing.
  func spread(over size: Int) -> NumberVector {
    let isZero = accumulator.function.isZeroOverNothing
    var result = numbers
    let isReal = numbers.kind == .real
    result.exact = isReal ? [] : [Int64](repeating: isZero ? 0 : nullNumber, count: size)
    result.real = isReal ? [Double](repeating: isZero ? 0 : .nan, count: size) : []
    if case .dense(let count) = cells, !isReal {
      for code in 1..<max(min(size, count), 1) where accumulator.support[code] > 0 {
        result.exact[code] = numbers.exact[code]
      }
      return result
    }
    // Code 0 is nobody, who has no rows of his own.
    for code in 1..<max(size, 1) {
      guard let slot = cells.slot(of: UInt64(code)), hasRow(slot) else { continue }
      if isReal { result.real[code] = numbers.real[slot] } else { result.exact[code] = numbers.exact[slot] }
    }
    return result
  }
}
