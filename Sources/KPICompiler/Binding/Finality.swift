import KPIEngine

/// How a number may still change although rows dated after today are as if not there.
struct Openness: Equatable, Sendable {
  /// Its period is still running.
  var isPartial = false
  /// It waits for something until an end that is declared, and that end is not over.
  var isMaturing = false
  /// What it waits for without an end, and where that can lead.
  private(set) var causes: [Cause: Direction] = [:]

  /// What comes whenever it comes.
  enum Cause: Hashable, Sendable {
    case rows(entity: Int)
    case time(entity: Int, Scalar)
  }

  struct Direction: OptionSet, Hashable, Sendable {
    let rawValue: Int
    static let rises = Direction(rawValue: 1)
    static let falls = Direction(rawValue: 2)
    static let both: Direction = [.rises, .falls]

    var reversed: Direction {
      Direction(rawValue: (contains(.rises) ? 2 : 0) + (contains(.falls) ? 1 : 0))
    }
  }

  var isFinal: Bool { self == Openness() }

  /// The state of a cell; nil where it is final.
  var state: ResultTable.CellState.State? {
    isPartial ? .partial : isMaturing ? .maturing : causes.isEmpty ? nil : .open
  }

  mutating func wait(for cause: Cause, _ direction: Direction) {
    causes[cause, default: []].formUnion(direction)
  }

  /// Takes over how a part of it may change; a change of the part in one direction may be one of the whole in another.
  mutating func merge(_ part: Openness, _ direction: (Direction) -> Direction = { $0 }) {
    isPartial = isPartial || part.isPartial
    isMaturing = isMaturing || part.isMaturing
    for (cause, way) in part.causes { wait(for: cause, direction(way)) }
  }
}

/// Tells from a plan which of its numbers may still change.
///
/// The rule: a number is final where no row dated after today, and no time that is not there yet, can change it. What
/// looks at such rows or times is a condition, a payload or a key of its rows; whether it makes a difference is found
/// by asking the expression twice, with the time missing and with the time after today (`PendingWorlds`).
final class Finality {
  @Shared private var catalog: Catalog
  private let frame: Frame
  private let aggregates: [Aggregate]
  /// Several columns are made of one aggregate: each is asked about once in a unit.
  private var known: [Part: Openness] = [:]
  /// By aggregate, by input, what is the same in every unit.
  private var terms: [[Terms]?]

  private struct Part: Hashable {
    let aggregate: Int
    let unit: FrameUnit

    /// Few units have the same days.
    func hash(into hasher: inout Hasher) {
      hasher.combine(aggregate)
      hasher.combine(unit.start)
      hasher.combine(unit.end)
    }
  }

  /// - Parameter aggregates: those that columns name by their places.
  init(_ catalog: Shared<Catalog>, frame: Frame, aggregates: [Aggregate]) {
    _catalog = catalog
    (self.frame, self.aggregates) = (frame, aggregates)
    terms = Array(repeating: nil, count: aggregates.count)
  }

  // MARK: Columns

  /// How a column's number in a unit may change.
  ///
  /// - Parameter ranksUnits: places are among the units, so that every unit decides them.
  func openness(of expression: Scalar, in unit: FrameUnit, ranksUnits: Bool = false) -> Openness {
    func part(_ inner: Scalar) -> Openness { openness(of: inner, in: unit, ranksUnits: ranksUnits) }
    var result = Openness()
    switch expression {
    case .aggregate(let index): return openness(ofAggregate: index, for: unit)
    case .arithmetic(let operation, let lhs, let rhs):
      result.merge(part(lhs)) { operation == .multiply && (rhs.constantNumber ?? 1) < 0 ? $0.reversed : $0 }
      result.merge(part(rhs)) { operation == .subtract || operation == .divide ? $0.reversed : $0 }
    case .function(let function, let operands):
      for operand in operands { result.merge(part(operand)) { function.isMonotonic ? $0 : .both } }
    case .coalesce(let operands): for operand in operands { result.merge(part(operand)) }
    // A share is of the whole period's number, which may change where the unit's own does not.
    case .overall(let inner, let key):
      let whole = key.flatMap(Grain.init) == nil ? frame.whole : unit
      return openness(of: inner, in: whole, ranksUnits: ranksUnits)
    case .rank(let inner):
      result.merge(openness(of: inner, in: ranksUnits ? frame.whole : unit)) { _ in .both }
    case .choose(let condition, let then, let otherwise):
      for index in condition.aggregates.sorted() {
        result.merge(openness(ofAggregate: index, for: unit)) { _ in .both }
      }
      result.merge(part(then))
      result.merge(part(otherwise))
    default: break
    }
    return result
  }

  // MARK: Aggregates

  /// Whose subject asks for an aggregate: its rows' placing time as seen from the aggregate's rows, and that time's
  /// last day.
  private struct Asker {
    let time: (Scalar) -> Scalar?
    let latest: Int
  }

  private func openness(ofAggregate index: Int, for asked: FrameUnit) -> Openness {
    let part = Part(aggregate: index, unit: asked)
    if let openness = known[part] { return openness }
    let aggregate = aggregates[index]
    let terms = self.terms[index] ?? aggregate.inputs.map { self.terms(of: $0, aggregate) }
    self.terms[index] = terms
    var result = openness(of: aggregate, terms, for: asked, asker: nil)
    if aggregate.isPartial(for: asked, in: frame) { result.isPartial = true }
    known[part] = result
    return result
  }

  /// - Parameter terms: by input; nil where nobody has looked.
  private func openness(
    of aggregate: Aggregate, _ terms: [Terms]? = nil, for asked: FrameUnit, asker: Asker?
  ) -> Openness {
    var result = Openness()
    // What has no time is in no period; targets are what they are.
    if aggregate.isAllotted || aggregate.inputs.allSatisfy({ $0.time == nil }) { return result }
    if let each = aggregate.each {
      for inner in each.inner {
        var inner = inner
        inner.shifts = aggregate.shifts + inner.shifts
        result.merge(openness(of: inner, for: asked, asker: nil)) { _ in .both }
      }
      return result
    }
    let unit = aggregate.effective(asked, in: frame)
    let isOver = !aggregate.window.isPartial(for: unit, in: frame)
    for (position, input) in aggregate.inputs.enumerated() {
      if aggregate.window.hasNoEnd {
        result.merge(comingRows(of: input, aggregate, unit, asker))
      } else if !isOver {
        // A period of its own that is still running is an end that is declared.
        if case .fixed = aggregate.window { result.isMaturing = true } else { result.isPartial = true }
      }
      result.merge(changes(of: input, terms?[position] ?? self.terms(of: input, aggregate), aggregate, unit))
    }
    return result
  }

  /// What rows dated after today do to an aggregate without an end.
  private func comingRows(of input: Input, _ aggregate: Aggregate, _ unit: FrameUnit, _ asker: Asker?) -> Openness {
    var result = Openness()
    let entity = input.entity
    let direction: Openness.Direction = aggregate.function.family == .count ? .rises : .both
    guard let time = input.time, let condition = input.condition else {
      result.wait(for: .rows(entity: entity), direction)
      return result
    }
    var anchors: [Scalar] = []
    if let asker, case .row? = input.subject, let subject = input.subject, let anchor = asker.time(subject) {
      anchors.append(anchor)
    }
    func never(later: Bool) -> Bool {
      PendingWorlds(
        atom: time, anchors: anchors, latest: asker?.latest ?? frame.today, unit: unit, today: frame.today, later: later
      ).evaluate(condition).after == .no
    }
    if never(later: false) { return result }
    if never(later: true) { result.isMaturing = true } else { result.wait(for: .rows(entity: entity), direction) }
    return result
  }

  /// What of an aggregate's input may change its number.
  private final class Terms {
    let condition: Scalar?
    /// The payload and the keys.
    let others: [Scalar]
    /// The times that may not be there yet, and the aggregates, that any of them looks at.
    let atoms: [Scalar]
    /// Whether it makes a difference how late the rows of a unit may lie, beside whether its first and its last day are over.
    let asksHowLate: Bool
    /// The changes in units that have begun or are over alike, where nothing else makes a difference.
    var changes: [Openness?] = [nil, nil, nil, nil]

    init(_ condition: Scalar?, _ others: [Scalar], atoms: [Scalar]) {
      (self.condition, self.others, self.atoms) = (condition, others, atoms)
      asksHowLate = ((condition.map { [$0] } ?? []) + others).contains { expression in
        expression.contains { part in
          switch part {
          case .attached, .isFirst, .function(.later, _): true
          case .function(.days, _), .function(.weeks, _), .function(.hours, _), .function(.months, _),
            .function(.calendarMonths, _):
            true
          default: false
          }
        }
      }
    }
  }

  private func terms(of input: Input, _ aggregate: Aggregate) -> Terms {
    let condition = Scalar.both(input.condition, aggregate.placement.condition)
    let others = (input.payload.map { [$0] } ?? []) + input.keys
    var atoms: [Scalar] = []
    for expression in (condition.map { [$0] } ?? []) + others { collect(expression, placing: input.time, &atoms) }
    return Terms(condition, others, atoms: atoms)
  }

  /// What times that are not there yet do to the rows that are there, worked out once for units that are alike to them.
  private func changes(of input: Input, _ terms: Terms, _ aggregate: Aggregate, _ unit: FrameUnit) -> Openness {
    if terms.atoms.isEmpty { return Openness() }
    if terms.asksHowLate { return changesAnew(of: input, terms, aggregate, unit) }
    let edges = (unit.start <= frame.today + 1 ? 1 : 0) + (unit.end <= frame.today + 1 ? 2 : 0)
    if let known = terms.changes[edges] { return known }
    let made = changesAnew(of: input, terms, aggregate, unit)
    terms.changes[edges] = made
    return made
  }

  /// What times that are not there yet, and aggregates inside its conditions, do to the rows that are there.
  private func changesAnew(of input: Input, _ terms: Terms, _ aggregate: Aggregate, _ unit: FrameUnit) -> Openness {
    var result = Openness()
    let (condition, others) = (terms.condition, terms.others)
    let latest = latestDay(of: aggregate, unit)
    func direction(_ atom: Scalar, _ part: Openness.Direction, later: Bool) -> Openness.Direction? {
      let worlds = PendingWorlds(
        atom: atom, direction: part, anchors: input.time.map { [$0] } ?? [], latest: latest, unit: unit,
        today: frame.today, later: later)
      let holds = condition.map(worlds.evaluate) ?? .always
      if holds.before == .no, holds.after == .no { return nil }
      let isSame = others.allSatisfy { worlds.evaluate($0).isSame }
      if holds.isSame, isSame { return nil }
      return isSame && aggregate.function.family == .count ? holds.direction : .both
    }
    for atom in terms.atoms {
      guard case .attached(let sub, _) = atom else {
        guard direction(atom, .both, later: false) != nil else { continue }
        if let way = direction(atom, .both, later: true) {
          result.wait(for: .time(entity: input.entity, atom), way)
        } else {
          result.isMaturing = true
        }
        continue
      }
      let asker = Asker(
        time: { subject in
          guard case .row(let path) = subject, sub.subject == input.entity else { return nil }
          return input.time?.through(path)
        }, latest: latest)
      let part = openness(of: sub.aggregate, for: unit, asker: asker)
      guard !part.isFinal else { continue }
      result.merge(partThatCounts(part) { direction(atom, $0, later: false) })
    }
    return result
  }

  /// A sub-aggregate's changes, as far as the rows that ask for it change with them.
  private func partThatCounts(
    _ part: Openness, _ direction: (Openness.Direction) -> Openness.Direction?
  ) -> Openness {
    guard direction(.both) != nil else { return Openness() }
    var result = Openness()
    result.merge(part) { direction($0) ?? .both }
    return result
  }

  /// The last day that rows of an aggregate's window may lie on.
  private func latestDay(of aggregate: Aggregate, _ unit: FrameUnit) -> Int {
    let last =
      switch aggregate.window {
      case .unit, .soFar: unit.end - 1
      case .before: unit.start - 1
      case .fixed(_, let end): end - 1
      case .ever, .always, .beforeRow: frame.today
      }
    return min(last, frame.today)
  }

  // MARK: Atoms

  /// Collects the times that may not be there yet, and the aggregates, that an expression looks at.
  private func collect(_ expression: Scalar, placing: Scalar?, _ atoms: inout [Scalar]) {
    func add(_ atom: Scalar) { if !atoms.contains(atom) { atoms.append(atom) } }
    if expression == placing || isUsualTime(expression) { return }
    if expression.isCutTime { return add(expression) }
    switch expression {
    case .time(_, _, let isPlanned): if !isPlanned { add(expression) }
    // Whose age is asked was born: a birthday is known or not, it does not come.
    case .age(.time): break
    case .attached: add(expression)
    case .isFirst(let first): if let condition = first.input.condition { collect(condition, placing: placing, &atoms) }
    default: for operand in expression.operands { collect(operand, placing: placing, &atoms) }
    }
  }

  /// Whether it is the time of a row's entity: a row that others lead to is there.
  private func isUsualTime(_ expression: Scalar) -> Bool {
    guard case .time(let path, _, _) = expression, let time = catalog.entities[path.target].time else { return false }
    return time.through(path) == expression
  }
}

extension Window {
  /// Whether rows of any later day still come into it.
  fileprivate var hasNoEnd: Bool {
    switch self {
    case .ever, .always: true
    case .unit, .soFar, .before, .beforeRow, .fixed: false
    }
  }
}

extension Aggregate.Placement {
  /// What a row must meet beside its time.
  fileprivate var condition: Scalar? {
    switch self {
    case .point: nil
    case .openAtEnd(let until): .not(.compare(.less, until, .boundary(.end)))
    case .overlapping(let until): .not(.compare(.less, until, .boundary(.start)))
    }
  }
}

extension Scalar {
  /// Whether it is a declared time made of others, null while it lies after today.
  fileprivate var isCutTime: Bool {
    guard case .choose(.compare(.less, let time, .boundary(.tomorrow, [])), let then, .null) = self else {
      return false
    }
    return time == then
  }
}
