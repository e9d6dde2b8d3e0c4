import KPICompiler
import KPIEngine
import KPIInit
import KPILanguage
import KPISQLite

extension Session {
  /// A first model for a database: it loads, and every statement at its end is bound against it.
  ///
  /// - Throws: `Halt` where the database cannot be read, or has nothing that a model could name.
  package func draftModel(of path: String) throws(Halt) -> String {
    var draft: ModelDraft
    let schema: DatabaseSchema
    do throws(StoreError) {
      let database = try Database.open(path: path, isStopped: world.isStopped)
      schema = try database.schema()
      draft = try ModelDraft(of: database, name: path, today: world.today(state), isCancelled: world.isStopped)
    } catch {
      if case .notADatabase = error, let advice = ImportAdvice(path: path) { throw Halt(advice.diagnostic) }
      throw Halt(error, at: nil)
    }
    return try DeepStack.run { () throws(Halt) in try Self.settled(&draft, schema, zone: state.zone) }
  }

  /// Takes back what the language does not take, until everything that is left is bound without a mistake.
  private static func settled(
    _ draft: inout ModelDraft, _ schema: DatabaseSchema, zone: ZoneTable
  ) throws(Halt) -> String {
    var catalog: Catalog
    var rounds = 0
    while true {
      let source = Source(name: "init", text: draft.lines.joined(separator: "\n") + "\n")
      let parsed = parse(source, id: SourceID(0))
      var found: [Diagnostic]
      (catalog, found) = CatalogBuilder.build(parsed.statements, schema: schema, zone: zone)
      found = OpenModel.check(catalog, found, parsed.unparsedNames, source)
      let mistakes = (parsed.diagnostics + found).filter { $0.severity == .error }
      guard let first = mistakes.first else { break }
      rounds += 1
      let starts = Self.lineStarts(source.text)
      let lines = Set(
        mistakes.compactMap { mistake in mistake.span.map { span in starts.lastIndex { $0 <= span.start } ?? 0 } })
      guard rounds <= 20, !lines.isEmpty else {
        throw Halt(Diagnostic(.error, "fault", "the model that was made has a mistake: \(first.message)", at: nil))
      }
      for line in lines {
        let reason = mistakes.first { $0.span.map { span in starts.lastIndex { $0 <= span.start } == line } ?? false }
        draft.takeBack(line: line, because: (reason?.message ?? first.message).english)
      }
    }
    draft.statements = draft.statements.filter { isBound($0, catalog) }
    // In the form that `kpi fmt` gives it; the text has been bound, so it has one.
    let text = Source(name: "init", text: draft.text)
    return (try? format(text, id: SourceID(0), names: nil).text) ?? draft.text
  }

  private static func lineStarts(_ text: String) -> [Int] {
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    return starts
  }

  /// Whether a statement means something in the model; no rows are asked.
  private static func isBound(_ text: String, _ catalog: Catalog) -> Bool {
    let parsed = parse(Source(name: "init", text: text), id: SourceID(1), names: catalog.nameTable)
    guard parsed.diagnostics.isEmpty, let statement = parsed.statements.first,
      case .pipeline(let pipeline) = statement.kind, case .question(let question) = pipeline.head
    else { return false }
    let bound = OpenModel.hollowCompiler(catalog).prepare(question)
    return bound.content != nil && !bound.diagnostics.contains { $0.severity != .note }
  }
}
