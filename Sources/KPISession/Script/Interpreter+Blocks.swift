import KPICompiler
import KPIEngine
import KPILanguage

/// Blocks: what stands in one is carried out as everywhere, and may change variables from before it.
extension Interpreter {
  // MARK: Branches

  func branch(_ condition: Expression, _ then: [Statement], _ otherwise: [Statement]) throws(Halt) {
    let datum = context.evaluator().condition(condition)
    guard isChecking else {
      guard let datum = try found(datum, condition.span) else { return }
      return try perform(Evaluator.truth(datum) == true ? then : otherwise)
    }
    let isTrue = datum.flatMap(Evaluator.truth)
    let before = state.variables
    let afterThen = try checked(then, isTaken: isTrue != false)
    state.variables = before
    state.variables["_"] = state.lastResult
    let afterElse = try checked(otherwise, isTaken: isTrue != true)
    let (taken, other) = isTrue == true ? (afterThen, afterElse) : (afterElse, afterThen)
    state.variables = taken
    // What the other alone names is known, so that its uses are no further mistakes.
    for (name, variable) in other where taken[name] == nil { state.variables[name] = variable }
    if isTrue == nil {
      // Which of the two was taken is not known.
      state.forgetValues(of: then.namesDefined.union(otherwise.namesDefined))
    }
  }

  /// Checks one side of an `if`, and gives the variables behind it.
  ///
  /// - Parameter isTaken: whether it may be carried out; in one that is not values are no mistakes, as they are not met.
  private func checked(_ statements: [Statement], isTaken: Bool) throws(Halt) -> [String: Variable] {
    if !isTaken { state.forgetValues(of: Set(state.variables.keys)) }
    try perform(statements)
    return state.variables
  }

  /// Carries out a block's statements.
  private func perform(_ statements: [Statement]) throws(Halt) {
    blockDepth += 1
    defer { blockDepth -= 1 }
    for statement in statements {
      if isChecking { try perform(statement) } else { try performNext(statement) }
    }
  }

  // MARK: Loops

  func loop(_ name: Name, over sequence: Statement.Sequence, _ body: [Statement]) throws(Halt) {
    let before = state.variables
    let key = Catalog.key(name.text)
    let items = try items(of: sequence)
    if isChecking {
      let errors = log.errorCount
      for item in items?.checked ?? [.datum(.unknown)] {
        // What is wrong in one round is told once, not of every number.
        if log.errorCount > errors { break }
        // In a later round a variable has what the round before made of it.
        state.forgetValues(of: body.namesDefined)
        state.variables[key] = item
        try perform(body)
        state.leaveRound(before, keeping: [key])
      }
      state.forgetValues(of: body.namesDefined)
    } else {
      guard let items = try found(items, name.span) else { return }
      for item in items.all {
        // Of an empty body no statement asks.
        if world.isStopped() { throw world.stop() }
        state.variables[key] = item
        try perform(body)
        state.leaveRound(before, keeping: [key])
      }
    }
    state.leaveRound(before, keeping: [])
    state.variables[key] = before[key]
  }

  /// What a loop runs over.
  private struct Items {
    /// What the body is checked with: the numbers that are written there, else one for all, as far as it is known.
    var checked: [Variable]
    /// All of them, each made when it is its turn; none while a script is only checked.
    var all: AnySequence<Variable>

    init(sample: Variable, all: some Sequence<Variable> = []) { self.init(checked: [sample], all: all) }

    init(checked: [Variable], all: some Sequence<Variable>) {
      self.checked = checked
      self.all = AnySequence(all)
    }
  }

  /// How many rounds of loops over written numbers are gone through as a script is checked, loops within loops counted
  /// with all their rounds.
  static let checkedRounds = 200

  /// What a sequence has; nil where a mistake was reported.
  private func items(of sequence: Statement.Sequence) throws(Halt) -> Items? {
    switch sequence {
    case .units(let unit, let period): return units(unit, of: period)
    case .values(let path):
      guard let (kind, values) = try values(of: path) else { return nil }
      return Items(sample: .datum(Datum(kind, nil)), all: values.lazy.map { .datum(Datum($0)) })
    case .list(let expressions):
      let evaluator = context.evaluator(bareWords: true)
      let data = expressions.map(evaluator.evaluate)
      guard !data.contains(nil) else { return nil }
      let known = data.compactMap { $0 }
      let all = known.map(Variable.datum)
      if isChecking, known.allSatisfy({ $0.kind == .number && $0.value != nil }), known.count <= roundsLeft {
        // What is reckoned from a number may be wrong for one of them alone.
        roundsLeft -= known.count
        return Items(checked: all, all: [])
      }
      let kinds = Set(known.map(\.kind))
      let sample = Datum(kinds.count == 1 ? known[0].kind : .any, nil)
      // Units and percentages are no counts, which is all that the values are asked for.
      let plain = known.allSatisfy { $0.unit == nil && $0.percent == nil } ? known.compactMap(\.value) : []
      return Items(sample: .datum(sample.forgotten(among: plain)), all: all)
    case .rows(let name):
      if case .table(nil, _)? = state.variables[Catalog.key(name.text)] {
        return Items(sample: .table(nil, isKnown: false))
      }
      guard let table = table(of: name)?.first else { return nil }
      return Items(
        sample: .table(table.header, isKnown: false),
        all: table.rows.indices.lazy.map { .table(table.row($0), isKnown: true) })
    }
  }

  /// The units of a period; one at its edge is whole.
  private func units(_ unit: CalendarUnit, of period: Period) -> Items? {
    if case .all = period.kind {
      log.error(
        "not-a-period", "`all` has no first day here", at: period.span,
        notes: ["name the period: `\(unit.told)s of year 2023`, `\(unit.told)s of from 2023-01 to today`"])
      return nil
    }
    guard let days = context.evaluator().days(of: period) else { return nil }
    let unknown = Variable.datum(Datum(.moment, nil))
    if isChecking { return Items(sample: unknown) }
    return unit.units(in: days).map { units in Items(sample: unknown, all: units.lazy.map { .datum(Datum($0)) }) }
  }

  /// The values that the data has of a dimension, in the order of `values`, without null; nil where a mistake was
  /// reported.
  ///
  /// While a script is only checked there are none.
  func values(of path: Path) throws(Halt) -> (kind: Datum.Kind, values: [Value])? {
    let span = path.span ?? Span(SourceID(0), 0, 0)
    let question = Question(verb: .values(path), verbSpan: span, span: span)
    guard let table = try answer(question)?.first, let column = table.columns.first else { return nil }
    return (Datum.kind(of: column), table.rows.map { $0[0] }.filter { $0 != .null })
  }

  // MARK: Reports

  /// How deep reports run one another.
  private static let runLimit = 50
  /// How many blocks may be around one that is run: each takes a few KB of the stack, which has 16 MB.
  private static let blockLimit = 500

  func define(_ report: UserReport) {
    guard blockDepth == 0 else {
      log.error("misplaced-statement", "a report is defined by itself, in no block", at: report.name.span)
      return
    }
    var seen: Set<String> = []
    for parameter in report.parameters where !seen.insert(Catalog.key(parameter.text)).inserted {
      log.error("repeated-name", "there are two parameters `$\(shown(parameter.text))`", at: parameter.span)
    }
    state.reports[Catalog.key(report.name.text)] = report
    if isChecking { reportChecks.defined.append(report) }
  }

  func run(_ name: Name, _ arguments: [Expression], _ span: Span) throws(Halt) {
    guard let report = state.reports[Catalog.key(name.text)] else {
      // One with mistakes is known, though not what it does.
      if state.unparsedNames.contains(Catalog.key(name.text)) { return }
      log.error(
        "unknown-report", "there is no report `\(shown(name.text))`", at: name.span,
        label: DidYouMean.label(for: name.text, among: state.reports.values.map(\.name.text).sorted()),
        notes: state.reports.isEmpty ? ["`report \(shown(name.text)) { … }` defines one"] : [])
      return
    }
    guard arguments.count == report.parameters.count else {
      let names = report.parameters.map { "$\($0.text)" }.joined(separator: ", ")
      log.error(
        "wrong-arguments",
        "`\(shown(name.text))` takes \(Self.counted(report.parameters.count)), not \(arguments.count)",
        at: span, label: "write `run \(shown(name.text))\(names.isEmpty ? "" : "(\(names))")`")
      return
    }
    let values = arguments.map(argument)
    guard !values.contains(where: { $0 == nil }) else { return }
    guard runDepth < Self.runLimit, blockDepth < Self.blockLimit else {
      throw Halt(
        Diagnostic(
          "too-deep", "reports run one another more than \(Self.runLimit) deep, or blocks stand too deep in them",
          at: span,
          notes: ["`\(shown(name.text))` runs itself, through others perhaps, and nothing ends it"]))
    }
    let known = values.compactMap { $0 }
    if isChecking { try check(report, known) } else { try carryOut(report, known) }
  }

  private static func counted(_ count: Int) -> Message {
    count == 0 ? "no argument" : count == 1 ? "one argument" : "\(count) arguments"
  }

  /// What an argument gives: a table where it names one.
  private func argument(_ expression: Expression) -> Variable? {
    if case .variable(let name) = expression.kind, let variable = state.variables[Catalog.key(name.text)] {
      return variable
    }
    return context.evaluator(bareWords: true).evaluate(expression).map(Variable.datum)
  }

  /// Carries out a report; its variables end with it.
  private func carryOut(_ report: UserReport, _ arguments: [Variable]) throws(Halt) {
    let before = state.variables
    runDepth += 1
    defer {
      runDepth -= 1
      state.variables = before
      state.variables["_"] = state.lastResult
    }
    for (name, argument) in zip(report.parameters, arguments) { define(name, argument) }
    try perform(report.body)
  }

  // MARK: Checks of reports

  /// What is known of reports while a script is checked.
  struct ReportChecks {
    /// Every report, in the order of the text.
    var defined: [UserReport] = []
    /// The reports that were checked, by place, and with what sort of arguments.
    var done: Set<String> = []
    var tried: Set<Span> = []
    /// Those that are being checked, each run by the one before.
    var open: Set<Span> = []
  }

  /// Checks a report once for each sort of arguments; one that runs itself is not gone into again.
  private func check(_ report: UserReport, _ arguments: [Variable]) throws(Halt) {
    reportChecks.tried.insert(report.name.span)
    let sorts = arguments.map { argument in
      switch argument {
      case .datum(let datum):
        "\(datum.kind) \(datum.unit ?? "") \(datum.possible) \(datum.percent.map { "\($0)" } ?? "")"
      case .table(let table, _): "\(table?.columns.map { "\($0.name) \($0.type)" } ?? [])"
      }
    }
    guard reportChecks.done.insert("\(report.name.span) \(sorts)").inserted else { return }
    // Within itself a report is checked with whatever it may be run with there.
    let isInside = !reportChecks.open.insert(report.name.span).inserted
    defer { if !isInside { reportChecks.open.remove(report.name.span) } }
    let known = arguments.map { argument -> Variable in
      switch argument {
      case .datum(let datum) where datum.kind == .number && !isInside: argument
      case .datum(let datum): .datum(datum.forgotten(among: datum.possible))
      case .table(let table, _): .table(table?.header, isKnown: false)
      }
    }
    try carryOut(report, known)
  }

  /// Checks the reports that nothing runs, whatever their arguments may be.
  func checkUnusedReports() {
    for report in reportChecks.defined where !reportChecks.tried.contains(report.name.span) {
      do throws(Halt) {
        try check(report, report.parameters.map { _ in .datum(.unknown) })
      } catch {
        log.report(error.diagnostics)
      }
    }
  }
}

extension Datum {
  /// The numbers that it may be, as far as the script writes them.
  fileprivate var possible: [Value] {
    guard kind == .number, unit == nil, percent == nil else { return [] }
    return value.map { [$0] } ?? among
  }
}

extension SessionState {
  /// Takes the values of variables for unknown, where they depend on what is carried out.
  fileprivate mutating func forgetValues(of names: Set<String>) {
    for name in names {
      switch variables[name] {
      case .datum(let datum)?: variables[name] = .datum(datum.forgotten())
      case .table(let table, _)?: variables[name] = .table(table?.header, isKnown: false)
      case nil: break
      }
    }
  }

  /// Forgets the variables that were not there before a round of a loop.
  fileprivate mutating func leaveRound(_ before: [String: Variable], keeping kept: Set<String>) {
    for name in variables.keys where before[name] == nil && !kept.contains(name) && name != "_" {
      variables[name] = nil
    }
  }
}

extension [Statement] {
  /// The variables, by key, that statements name, those in blocks among them.
  fileprivate var namesDefined: Set<String> {
    var names: Set<String> = []
    for statement in self {
      switch statement.kind {
      case .letValue(let name, _): names.insert(Catalog.key(name.text))
      case .letTable(let name, let pipeline):
        names.insert(Catalog.key(name.text))
        names.formUnion(pipeline.namesSaved)
      case .pipeline(let pipeline): names.formUnion(pipeline.namesSaved)
      case .forEach(_, _, let body): names.formUnion(body.namesDefined)
      case .ifElse(_, let then, let otherwise):
        names.formUnion(then.namesDefined)
        names.formUnion(otherwise.namesDefined)
      default: break
      }
    }
    return names
  }
}

extension Pipeline {
  /// The tables that it names with `save as`.
  var namesSaved: [String] {
    stages.compactMap { stage in
      if case .save(let name) = stage.pipe { Catalog.key(name.text) } else { nil }
    }
  }
}

extension ResultTable {
  /// One row as a table of its own; it has no total.
  fileprivate func row(_ index: Int) -> ResultTable {
    var table = self
    table.rows = rows.kept([index])
    table.total = nil
    table.states = states.compactMap { state in
      state.row == index ? CellState(row: 0, column: state.column, state: state.state) : nil
    }
    table.cellFormats = cellFormats.mapValues { [$0[index]] }
    table.layout = .rows
    table.parts = []
    table.columnsApart = []
    table.origin = nil
    return table
  }
}
