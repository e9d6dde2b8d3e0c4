import KPIEngine
import KPILanguage
import KPIOutput

/// A table that was measured: its JSON form without the line end.
package struct MeasuredTable {
  private let table: ResultTable

  init(_ table: ResultTable) { self.table = table }

  /// How many rows it has.
  package var rowCount: Int { table.rows.count }

  /// The table as `--format json` writes it.
  package var json: [UInt8] {
    var bytes = OutputFormat.json.bytes(of: table)
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return bytes
  }
}

extension Session {
  /// Bytes that the columns at hand take; 0 where nothing is loaded.
  package var columnBytes: Int {
    state.dataKey.flatMap { world.cache.data(for: $0) }?.store.byteCount ?? 0
  }

  /// Carries out statements from their text to their tables, which are not written.
  ///
  /// - Throws: `Halt` where there is a mistake.
  package func tables(of statements: String) throws(Halt) -> [MeasuredTable] {
    let source = Source(name: "<bench>", text: statements)
    let parsed = read(source)
    if let first = parsed.diagnostics.first {
      var halt = Halt(first)
      halt.diagnostics = parsed.diagnostics
      throw halt
    }
    let sink = TableSink()
    let runner = Interpreter(.running, world: world, state: state, sink: sink)
    try DeepStack.run { () throws(Halt) in try runner.run(parsed.statements) }
    state = runner.state
    return sink.tables
  }

  private func read(_ source: Source) -> ParsedSource {
    if let known = world.typed.known(source, names) { return known.parsed }
    let id = world.sources.add(source)
    let parsed = parse(source, id: id, names: names)
    world.typed.keep(.init(source: source, names: names, id: id, parsed: parsed))
    return parsed
  }

  /// Carries out statements, and answers every plan of theirs a second time in SQL, by the database itself.
  ///
  /// - Throws: `Halt` where there is a mistake.
  package func answersInSQL(of statements: String) throws(Halt) -> [SQLOutcome] {
    world.outcomes.withLock { $0 = [] }
    defer { world.outcomes.withLock { $0 = nil } }
    _ = try tables(of: statements)
    return world.outcomes.withLock { $0 } ?? []
  }

  /// The same with every plan written for another engine, beside the rows that ours answers.
  ///
  /// - Throws: `Halt` where there is a mistake.
  package func plans(of statements: String, for other: OtherEngine) throws(Halt) -> [SQLOutcome] {
    world.otherEngine.withLock { $0 = other }
    defer { world.otherEngine.withLock { $0 = nil } }
    return try answersInSQL(of: statements)
  }
}

/// Keeps tables and nothing else.
private final class TableSink: SessionSink {
  private(set) var tables: [MeasuredTable] = []
  let loadProgress: (@Sendable (Double) -> Void)? = nil

  func show(_ table: ResultTable, language: SessionLanguage) { tables.append(MeasuredTable(table)) }
  func print(_ text: String) {}
  func report(_ diagnostics: [Diagnostic], sources: [SourceID: Source]) {}
  func note(_ text: Message, in language: SessionLanguage) {}
}
