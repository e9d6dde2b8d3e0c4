import KPICompiler
import KPIEngine
import KPILanguage
import KPIOutput

/// `| assert CONDITION ["message"]`.
struct RowAssertion {
  var condition: Expression
  var message: Expression?
  var orEmpty: Bool
}

/// `assert` and `warn if`: every one of a run is carried out, whatever came of those before.
extension Interpreter {
  /// How many rows that fail a message names.
  private static let namedRows = 10
  /// How many failing rows have what is behind them written down.
  private static let drilledRows = 100

  func assert(_ condition: Expression, _ message: Expression?, orEmpty: Bool) throws(Halt) {
    var evaluator = context.evaluator()
    let label = message.flatMap { evaluator.evaluate($0)?.text }
    let trace = ComparisonTrace()
    let emptiness = EmptinessNote()
    evaluator.trace = trace
    evaluator.emptiness = emptiness
    guard let datum = try found(evaluator.condition(condition), condition.span), !isChecking else { return }
    let holds = emptiness.isNoted ? orEmpty : Evaluator.truth(datum) == true
    var record = record(holds ? .passed : .failed, condition, label)
    let failed = trace.comparisons.filter { !$0.holds }
    // Under a `not` it is a comparison that holds.
    let deciding = holds || failed.isEmpty ? trace.comparisons : failed
    record.take(deciding.first, else: datum)
    guard !holds else { return try note(record) }
    let sides = Self.sides(of: deciding)
    try note(
      record,
      telling: Diagnostic(
        .error, "assertion-failed",
        label.map(Self.told)
          ?? (emptiness.isNoted ? "the assertion is about an empty table" : "the assertion does not hold"),
        at: condition.span, label: sides.first, notes: Array(sides.dropFirst())))
  }

  func warn(_ condition: Expression, _ message: Expression?) throws(Halt) {
    var evaluator = context.evaluator()
    let label = message.flatMap { evaluator.evaluate($0)?.text }
    let trace = ComparisonTrace()
    evaluator.trace = trace
    guard let datum = try found(evaluator.condition(condition), condition.span), !isChecking else { return }
    let holds = Evaluator.truth(datum) == true
    var record = record(holds ? .warned : .passed, condition, label)
    let met = trace.comparisons.filter(\.holds)
    let deciding = met.isEmpty ? trace.comparisons : met
    record.take(deciding.first, else: datum)
    guard holds else { return try note(record) }
    let sides = Self.sides(of: deciding)
    try note(
      record,
      telling: Diagnostic(
        .warning, "warning", label.map(Self.told) ?? "the condition holds", at: condition.span,
        label: sides.first,
        notes: Array(sides.dropFirst())))
  }

  /// Whether every row of a table meets a condition; those that do not are named.
  func assertRows(_ assertion: RowAssertion, of table: ResultTable, from source: ResultTable) throws(Halt) {
    let condition = assertion.condition
    let pipe = PipeRunner(context.evaluator(), isChecking: isChecking)
    let label = assertion.message.flatMap { context.evaluator().evaluate($0)?.text }
    guard let shape = pipe.shape(of: condition, in: table, isCondition: true),
      let truths = pipe.values(of: condition, in: table, isCondition: true)?.values, !isChecking
    else { return }
    let failing = truths.indices.filter { truths[$0] != .boolean(true) }
    let isEmpty = table.rows.isEmpty && !assertion.orEmpty
    let holds = failing.isEmpty && !isEmpty
    var record = record(holds ? .passed : .failed, condition, label)
    record.rowCount = table.rows.count
    record.actual = Datum(.integer(Int64(truths.count - failing.count)))
    record.expected = Datum(.integer(Int64(truths.count)))
    let names = table.columns.indices.filter { table.columns[$0].kind == .dimension }
    let read = shape.columns.sorted().filter { !names.contains($0) }
    record.failing = failing.map { row in
      (names + read).map { (table.columns[$0].name, table.rows[row][$0]) }
    }
    guard !holds else { return try note(record) }
    var lines = failing.prefix(Self.namedRows).map { row -> Message in
      let name = names.map { table.rows[row][$0] == .null ? "(none)" : Datum.text(table.rows[row][$0]) }
      let values = read.map { index -> Message in
        let column = table.column(index, inRow: row)
        return
          "\(Message(named: column.name, vietnamese: column.label)) is \(Datum(Datum.kind(of: column), table.rows[row][index], unit: column.unit).told)"
      }
      let what: Message = name.isEmpty ? "row \(row + 1)" : Message(written: shown(name.joined(separator: ", ")))
      return values.isEmpty ? what : "\(what): \(Message.list(values))"
    }
    if failing.count > lines.count { lines.append("… and \(failing.count - lines.count) more") }
    try note(
      record,
      telling: Diagnostic(
        .error, "assertion-failed",
        label.map(Self.told)
          ?? (isEmpty
            ? "the assertion is about an empty table"
            : "the assertion does not hold in \(failing.count) of \(table.rows.count) rows"),
        at: condition.span, notes: lines + (isEmpty && label != nil ? ["the assertion is about an empty table"] : [])))
    writeFailures(failing, of: table, shape.columns, from: source, at: condition.span)
  }

  // MARK: Records

  /// A label as a message: what it says may come from the data.
  private static func told(_ label: String) -> Message { Message(written: VisibleText.of(label, keepsLines: true)) }

  private func record(_ status: CheckRecord.Status, _ condition: Expression, _ label: String?) -> CheckRecord {
    CheckRecord(
      status: status, label: label, condition: world.sources.text(of: condition.span), span: condition.span)
  }

  private func note(_ record: CheckRecord, telling told: Diagnostic? = nil) throws(Halt) {
    var record = record
    record.told = told
    record.language = log.language
    checkCounts.count(record.status)
    world.failing.count()
    let sources = world.sources.sources(of: [Diagnostic(.note, "warning", "", at: record.span)])
    try write { sink throws(OutputFailure) in try sink.check(record, sources: sources) }
    if let told { log.report(told) }
  }

  /// Tells how many checks there were.
  func tellChecks() throws(Halt) {
    guard checkCounts.all > 0 else { return }
    let (counts, language) = (checkCounts, state.language)
    try write { sink throws(OutputFailure) in try sink.checks(counts, in: language) }
  }

  /// What is told of comparisons, each value once.
  private static func sides(of comparisons: [ComparisonTrace.Entry]) -> [Message] {
    comparisons.compactMap(sides).reduce(into: []) { told, sides in if !told.contains(sides) { told.append(sides) } }
  }

  /// `` `[revenue]` is 412 VND, `$goal` is 500 ``: the sides of a comparison; nil where both are literals.
  private static func sides(_ comparison: ComparisonTrace.Entry) -> Message? {
    func side(_ text: String?, _ datum: Datum?) -> Message? {
      guard let text, let datum else { return nil }
      // A literal tells its value itself.
      if datum.text == text || datum.shown == text || text == "\"\(datum.text)\"" { return nil }
      if datum.value == .null { return "`\(shown(text, limit: 40))` has no value" }
      return "`\(shown(text, limit: 40))` is \(datum.told)"
    }
    let sides = [
      side(comparison.leftText, comparison.left), side(comparison.rightText, comparison.right),
      side(comparison.upperText, comparison.upper),
    ]
    let known = sides.compactMap { $0 }
    return known.isEmpty ? nil : Message.list(known)
  }

  // MARK: Rows of checks that fail

  /// Writes the rows behind the first rows that fail, where there are any to list: a file for each number.
  private func writeFailures(
    _ failing: [Int], of table: ResultTable, _ read: Set<Int>, from source: ResultTable, at span: Span
  ) {
    guard let folder = world.options.failuresFolder else { return }
    guard !world.options.isReadOnly else {
      log.report(
        Diagnostic(
          .warning, "not-allowed", "with --read-only nothing is written, `\(shown(folder))` neither", at: span))
      return
    }
    let place = "check-\(world.failing.place)"
    guard write(table.keeping(failing), as: "\(place).csv", in: folder, span) else { return }
    guard let origin = source.origin else { return }
    let keys = origin.keyColumns.map { key in table.columns.firstIndex { $0.name == key.name } }
    guard !keys.contains(nil) else { return }
    let columns = read.sorted().map { table.columns[$0].name }.filter { origin.cells[$0] != nil }
    let before = state.lastTables
    defer { state.lastTables = before }
    state.lastTables = [source]
    var taken: Set<String> = []
    if failing.count > Self.drilledRows {
      log.report(
        Diagnostic(
          .warning, "too-many-failures",
          "what is behind the first \(Self.drilledRows) of \(failing.count) failing rows is written", at: span))
    }
    for row in failing.prefix(Self.drilledRows) {
      let words = keys.compactMap { $0 }.map { index -> Drill.Key in
        switch table.rows[row][index] {
        case .null: Drill.Key(text: "(none)", span: span)
        case .other: Drill.Key(text: "(other)", span: span)
        case let value: Drill.Key(text: Datum.text(value), span: span, isQuoted: true)
        }
      }
      for column in columns {
        let drill = Drill(table: nil, keys: words, column: Name(column, span, isQuoted: true))
        let question = Question(verb: .drill(drill), verbSpan: span, span: span)
        let asker = Interpreter(.running, world: world, state: state, sink: nil)
        guard let rows = try? asker.answer(question)?.first else { continue }
        let name = words.map { Self.fileName($0.text) }.joined(separator: "-")
        let file = "\(place)-\(name.isEmpty ? "all" : name)-\(Self.fileName(column))"
        // `x y` and `x/y` have the same name in a file, on some systems `X Y` too.
        var unique = file
        var number = 2
        while !taken.insert(fold(unique)).inserted {
          unique = "\(file)-\(number)"
          number += 1
        }
        guard write(rows, as: "\(unique).csv", in: folder, span) else { return }
      }
    }
  }

  /// Writes the rows behind a failed check; where that cannot be, the other checks are still looked at.
  private func write(_ table: ResultTable, as name: String, in folder: String, _ span: Span) -> Bool {
    do {
      try ExportFile.makeFolder(folder)
      let file = try ExportFile(name, below: folder, in: world.environment)
      try file.write { receive in try OutputFormat.csv.write([table], OutputOptions(), receive: receive) }
      return true
    } catch {
      let refusal = error as? ExportFile.Refusal
      log.report(
        Diagnostic(
          .warning, refusal?.code ?? "cannot-export", refusal?.message ?? Message(written: "\(error)"), at: span,
          notes: refusal?.notes ?? []))
      return false
    }
  }

  /// A text as a part of a file's name.
  private static func fileName(_ text: String) -> String {
    let kept = text.prefix(40).map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" }
    return String(kept)
  }
}

extension CheckRecord {
  /// The sides of the comparison that decided; without one the condition itself.
  fileprivate mutating func take(_ comparison: ComparisonTrace.Entry?, else datum: Datum) {
    actual = comparison?.left ?? datum
    expected = comparison?.right
    upper = comparison?.upper
  }
}
