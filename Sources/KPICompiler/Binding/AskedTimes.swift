import KPIEngine
import KPILanguage

/// The times at which the rows of a question count: where `all` begins, what has no time, how old the newest row is.
struct AskedTimes {
  private let compiler: Compiler
  private let inputs: [Input]

  /// - Parameter inputs: the rows that are asked for, each with the time that it counts at.
  init(_ inputs: [Input], _ compiler: Compiler) {
    self.compiler = compiler
    var seen: Set<Input> = []
    self.inputs = inputs.map { Input(entity: $0.entity, time: $0.time) }.filter { seen.insert($0).inserted }
  }

  /// Targets count only where nothing else is asked: they are set for spans of time, before anything happens in them.
  init(_ aggregates: [Aggregate], _ compiler: Compiler) {
    let counted = aggregates.filter { !$0.isAllotted }
    self.init(
      counted.isEmpty ? aggregates.flatMap(\.inputs).filter { $0.time != nil } : counted.flatMap(\.inputs), compiler)
  }

  /// The day of the earliest row that the asker may see; nil where there is none.
  func earliest() -> Int? {
    inputs.compactMap { input in input.time.flatMap { compiler.context.earliestDay(of: input.entity, by: $0) } }.min()
  }

  /// The newest row that the asker may see.
  ///
  /// - Parameter enough: a row that is not of an earlier day will do, whether or not others are newer; nearly every
  ///   question has one, so that most times need not be looked at.
  func newest(enough: Int = .max) -> (day: Int, entity: Int)? {
    var newest: (day: Int, entity: Int)?
    for input in inputs {
      guard let time = input.time, let day = compiler.context.newestDay(of: input.entity, by: time, enough: enough)
      else { continue }
      if newest.map({ $0.day < day }) ?? true { newest = (day, input.entity) }
      if day >= enough { break }
    }
    return newest
  }

  /// The entities whose rows have no time.
  private var untimed: [String] {
    var names: [String] = []
    for input in inputs where input.time == nil {
      let name = compiler.catalog.entities[input.entity].name
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// A period's days; `all` begins with the earliest row, and is everything where no row has a time.
  func unit(of period: Period, _ report: (Diagnostic) -> Void) -> FrameUnit? {
    guard var unit = compiler.unit(of: period, earliest: earliest, report) else { return nil }
    unit.isTimeless = period.isAll && !inputs.isEmpty && inputs.allSatisfy { $0.time == nil }
    return unit
  }

  // MARK: Without a time

  /// Whether rows that have no time are asked for nothing that needs one: units of time, an earlier period.
  func allow(_ clauses: Clauses, _ report: (Diagnostic) -> Void) -> Bool {
    guard let name = untimed.first else { return true }
    var isAllowed = true
    if let grain = clauses.by.first(where: \.isTime) {
      report(
        Diagnostic(
          "no-time", "\(name) have no time, so there is nothing to tell by \(grain.text)", at: clauses.bySpan))
      isAllowed = false
    }
    if clauses.compare != nil {
      report(
        Diagnostic("no-time", "\(name) have no time, so there is nothing to compare with", at: clauses.compareSpan))
      isAllowed = false
    }
    return isAllowed
  }

  // MARK: Notes

  /// What a reader must know of the period: that it chooses nothing, or that all rows are older.
  func notes(on unit: FrameUnit?, _ period: Period) -> [String] {
    guard let unit, !period.isAll else { return [] }
    let notes = untimed.map { name in
      compiler.told("\(name) have no time, so the period does not choose among them")
    }
    return notes + self.notes(from: unit.start)
  }

  /// Rows that are known by month, or by year, count on its first day, so that a part of one has all of them or none.
  func notes(onUnitsOf frame: Frame) -> [String] {
    let units = frame.units.isEmpty ? (frame.whole.isAll ? [] : [frame.whole]) : frame.units
    var notes: [String] = []
    for input in inputs {
      guard case .time(let path, let column, _)? = input.time, let grain = grain(of: column, in: path.target),
        !units.allSatisfy({ $0.isMade(of: grain, in: frame.whole) })
      else { continue }
      let name = compiler.catalog.entities[input.entity].name
      notes.append(
        compiler.told(
          grain == .year
            ? "\(name) are known by year: each counts on the first day of its year"
            : "\(name) are known by month: each counts on the first day of its month"))
    }
    return notes
  }

  /// Rows that are known by day have no hour: all of them count at 0.
  func notes(onHoursOf by: [ByItem]) -> [String] {
    let asksHours = by.contains { if case .grain(.hour, _) = $0 { true } else { false } }
    guard asksHours, compiler.context.elsewhere == nil, earliest() != nil else { return [] }
    var names: [String] = []
    for input in inputs {
      guard let time = input.time, compiler.context.isDate(time) else { continue }
      let name = compiler.catalog.entities[input.entity].name
      if !names.contains(name) { names.append(name) }
    }
    return names.map { compiler.told("\($0) are known by day: all of them count at hour 0") }
  }

  /// What a column of times is known by, where that is no day.
  private func grain(of column: Int, in entity: Int) -> Grain? {
    let columns = compiler.catalog.spec.entities[entity].columns
    switch columns[column].kind {
    case .time(.pattern(let text)):
      guard let pattern = TimePattern(text), !pattern.tellsDay else { return nil }
      return pattern.parts.contains { $0 == .month || $0 == .monthName } ? .month : .year
    case .linkedTime(let link, let time):
      guard case .link(let target) = columns[link].kind else { return nil }
      return grain(of: time, in: target)
    default: return nil
    }
  }

  /// A period that begins after the newest row is empty because the data ends, not because nothing happened.
  func notes(from start: Int) -> [String] {
    guard let newest = newest(enough: start), newest.day < start else { return [] }
    let name = compiler.catalog.entities[newest.entity].told
    let day = CivilDate(dayNumber: newest.day).iso
    let isPinnable = newest.day < compiler.context.today
    return [
      compiler.told(
        isPinnable
          ? "the newest row of \(name) is of \(day); pin the day with --today \(day)"
          : "the newest row of \(name) is of \(day)")
    ]
  }
}

extension FrameUnit {
  /// Whether it is made of whole units of a grain; where `all` begins or ends within one, nothing of it is left out.
  fileprivate func isMade(of grain: Grain, in whole: FrameUnit) -> Bool {
    if let own = self.grain { return own == grain || own == .quarter && grain == .month || own == .year }
    func isEdge(_ day: Int, _ ofAll: Int) -> Bool { grain.start(of: day) == day || whole.isAll && day == ofAll }
    return isEdge(start, whole.start) && isEdge(end, whole.end)
  }
}
