import Synchronization

/// What is known of every subject of some rows, made once: by all threads of a plan, and by all questions over the same
/// rows where it is the same for all of them.
///
/// Where there is too much of it, what was asked for longest ago goes first.
final class FactCache: Sendable {
  /// What a fact is of.
  enum Key: Hashable {
    case numbers(SubjectAggregate, today: Int)
    case firstRows(FirstRow, today: Int)
    case timeline(SubjectAggregate, today: Int)
    case states(StatesAtDay, today: Int)
    case events(EventsOfSubjects, today: Int)
    case values(Set<KeyDomain.Member>, today: Int)
  }

  enum Fact: Sendable {
    case numbers(SubjectNumbers)
    case firstRows(Buffer<UInt8>)
    case timeline(Timeline)
    case states(Codes)
    case events(SequenceEvents)
    case values(NumberedValues)

    fileprivate var byteCount: Int {
      switch self {
      case .numbers(let numbers): numbers.byteCount
      case .firstRows(let flags): flags.byteCount
      case .timeline(let timeline): timeline.byteCount
      case .states(let states): states.byteCount
      case .events(let events): events.byteCount
      case .values(let values): values.byteCount
      }
    }
  }

  /// The place of one fact; whoever comes while it is made waits for it.
  private final class Slot: Sendable {
    let fact = Mutex<Fact?>(nil)
  }

  private struct Entry {
    let slot: Slot
    var byteCount = 0
    /// When it was last asked for, by the count of askings.
    var asked: Int
  }

  private struct Entries {
    var byKey: [Key: Entry] = [:]
    var byteCount = 0
    var askings = 0
    var makings = 0
  }

  private let entries = Mutex(Entries())
  private let budget: Int

  /// - Parameter budget: the bytes that it may keep.
  init(budget: Int) { self.budget = budget }

  /// The fact of that key, made where it is not known.
  ///
  /// A fact may ask for those that it is made of, never for itself.
  func fact(_ key: Key, _ make: () throws(ExecutionError) -> Fact) throws(ExecutionError) -> Fact {
    let slot = entries.withLock { entries in
      entries.askings += 1
      let slot = entries.byKey[key]?.slot ?? Slot()
      entries.byKey[key, default: Entry(slot: slot, asked: 0)].asked = entries.askings
      return slot
    }
    var isNew = false
    let fact = try slot.fact.withLock { known throws(ExecutionError) -> Fact in
      if let known { return known }
      let made = try make()
      known = made
      isNew = true
      return made
    }
    if isNew { keep(fact.byteCount, of: key) }
    return fact
  }

  /// Whether something of that size can be kept beside others.
  func hasRoom(for byteCount: Int) -> Bool { byteCount <= budget / 4 }

  /// Whether the fact of that key is there; nobody waits for one that is being made.
  func isKnown(_ key: Key) -> Bool { entries.withLock { ($0.byKey[key]?.byteCount ?? 0) > 0 } }

  /// How often facts were asked for and made, and what those take that are kept.
  var use: FactUse {
    entries.withLock { FactUse(askings: $0.askings, makings: $0.makings, byteCount: $0.byteCount, budget: budget) }
  }

  /// Counts a fact that was made, and lets others go where there is no room for it.
  private func keep(_ byteCount: Int, of key: Key) {
    entries.withLock { entries in
      entries.makings += 1
      guard let entry = entries.byKey[key] else { return }
      entries.byKey[key]?.byteCount = byteCount
      entries.byteCount += byteCount - entry.byteCount
      while entries.byteCount > budget,
        let oldest = entries.byKey.filter({ $0.value.byteCount > 0 }).min(by: { $0.value.asked < $1.value.asked })
      {
        entries.byKey[oldest.key] = nil
        entries.byteCount -= oldest.value.byteCount
      }
    }
  }
}

/// What a session has asked of the facts about its rows.
package struct FactUse: Sendable {
  package var askings: Int
  package var makings: Int
  /// Of the facts that are kept.
  package var byteCount: Int
  package var budget: Int
}

extension ExecutionContext {
  package var factUse: FactUse { views.facts(of: store).use }
}

/// What the aggregates of one plan share: sub-plans that are the same for every unit, each run once.
///
/// Those that are the same for every question are kept with the rows.
final class SharedSubPlans: Sendable {
  private let own = FactCache(budget: .max)

  func numbers(
    of aggregate: SubjectAggregate, _ context: ExecutionContext,
    _ make: () throws(ExecutionError) -> SubjectNumbers
  ) throws(ExecutionError) -> SubjectNumbers {
    let cache = aggregate.isOfRowsAlone ? context.views.facts(of: context.store) : own
    let fact = try cache.fact(.numbers(aggregate, today: context.today)) { () throws(ExecutionError) in
      .numbers(try make())
    }
    if case .numbers(let numbers) = fact { return numbers }
    return try make()
  }

  func firstRows(
    _ first: FirstRow, _ context: ExecutionContext, _ make: () throws(ExecutionError) -> Buffer<UInt8>
  ) throws(ExecutionError) -> Buffer<UInt8> {
    let cache = first.isOfRowsAlone ? context.views.facts(of: context.store) : own
    let fact = try cache.fact(.firstRows(first, today: context.today)) { () throws(ExecutionError) in
      .firstRows(try make())
    }
    if case .firstRows(let flags) = fact { return flags }
    return try make()
  }

  func timeline(
    of aggregate: SubjectAggregate, _ context: ExecutionContext, _ make: () throws(ExecutionError) -> Timeline
  ) throws(ExecutionError) -> Timeline {
    let cache = aggregate.isOfRowsAlone ? context.views.facts(of: context.store) : own
    let fact = try cache.fact(.timeline(aggregate, today: context.today)) { () throws(ExecutionError) in
      .timeline(try make())
    }
    if case .timeline(let timeline) = fact { return timeline }
    return try make()
  }

  func states<Code: StateCode>(
    of states: StatesAtDay, _ context: ExecutionContext, _ make: () throws(ExecutionError) -> Buffer<Code>
  ) throws(ExecutionError) -> Buffer<Code> {
    let cache = states.isOfRowsAlone ? context.views.facts(of: context.store) : own
    let fact = try cache.fact(.states(states, today: context.today)) { () throws(ExecutionError) in
      .states(Code.kept(try make()))
    }
    if case .states(let kept) = fact, let known = Code.states(of: kept) { return known }
    return try make()
  }
}

extension SharedSubPlans {
  /// The different numbers of a key in the rows of some days.
  func values(
    of members: Set<KeyDomain.Member>, _ context: ExecutionContext,
    _ make: () throws(ExecutionError) -> NumberedValues
  ) throws(ExecutionError) -> NumberedValues {
    let isOfRowsAlone = members.allSatisfy { member in
      !Scalar.dependsOnGroup(member.key) && member.key.isOfRowsAlone && member.time?.isOfRowsAlone ?? true
    }
    guard isOfRowsAlone else { return try make() }
    let fact = try context.views.facts(of: context.store).fact(.values(members, today: context.today)) {
      () throws(ExecutionError) in .values(try make())
    }
    if case .values(let values) = fact { return values }
    return try make()
  }
}

/// The state of every row of an entity when a day begins.
struct StatesAtDay: Hashable {
  let entity: Int
  let time: Scalar?
  let present: Scalar
  let changes: AsOfPlan.Changes
  let day: Int

  var isOfRowsAlone: Bool {
    ([present, changes.time, changes.from, changes.to] + [time].compactMap { $0 }).allSatisfy(\.isOfRowsAlone)
  }
}

/// What happens to every row of an entity, as streams of other rows tell it.
struct EventsOfSubjects: Hashable {
  let subject: Int
  let inputs: [Input]

  /// Nil where what happens depends on the question's period.
  init?(of subject: Int, in inputs: [Input]) {
    guard inputs.allSatisfy(\.isOfRowsAlone) else { return nil }
    (self.subject, self.inputs) = (subject, inputs)
  }
}

extension SubjectAggregate {
  /// Whether it is the same for every question over the same rows: nothing in it is of a question's period.
  var isOfRowsAlone: Bool {
    guard isFixed, aggregate.shifts.isEmpty, aggregate.each == nil, aggregate.placement == .point,
      !aggregate.isAllotted
    else { return false }
    return aggregate.inputs.allSatisfy(\.isOfRowsAlone)
  }
}

extension FirstRow {
  /// Whether it is the same for every question over the same rows.
  var isOfRowsAlone: Bool { isFixed && input.isOfRowsAlone }
}

extension Input {
  fileprivate var isOfRowsAlone: Bool {
    ([time, condition, payload, subject].compactMap { $0 } + keys).allSatisfy(\.isOfRowsAlone)
  }
}

extension Scalar {
  fileprivate var isOfRowsAlone: Bool {
    !Scalar.dependsOnUnit(self)
      && !contains { part in
        switch part {
        case .attached(let sub, _): !sub.isOfRowsAlone
        case .isFirst(let first): !first.isOfRowsAlone
        default: false
        }
      }
  }
}
