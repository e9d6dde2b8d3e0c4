import KPICompiler
import KPILanguage

extension Session {
  /// The names of several words that an entry may hold: those of the model at hand and what was defined since.
  package var names: NameTable { state.model?.catalog.nameTable ?? BuiltInModel.names }

  /// Whether scripts, or what they import, open a database themselves.
  ///
  /// Where one cannot be read nothing is missed: that is told first.
  package func openDatabase(_ sources: [Source]) -> Bool { DeepStack.run { openDatabases(sources) } }

  private func openDatabases(_ sources: [Source]) -> Bool {
    var loader = ScriptLoader(world, names: names)
    for source in sources {
      guard let statements = try? loader.statements(of: source) else { return true }
      if Self.opensDatabase(statements) { return true }
    }
    return loader.diagnostics.contains { $0.severity == .error }
  }

  /// Whether a source's statements can be answered without a database: help, and texts.
  package static func needsNoDatabase(_ source: Source) -> Bool {
    // Which statements there are hangs on no name; whether they can be read may.
    var parsed = parse(source, id: SourceID(0))
    if !parsed.diagnostics.isEmpty { parsed = parse(source, id: SourceID(0), names: BuiltInModel.names) }
    guard parsed.diagnostics.isEmpty else { return true }
    if opensDatabase(parsed.statements) { return true }
    return !parsed.statements.isEmpty
      && parsed.statements.allSatisfy { statement in
        if case .pipeline(let pipeline) = statement.kind, case .question(let question) = pipeline.head,
          case .help = question.verb
        {
          return true
        }
        return false
      }
  }

  /// The statements of a source as they are written.
  package static func statementTexts(of source: Source, names: NameTable = BuiltInModel.names) -> [String] {
    let text = Array(source.text.utf8)
    return parse(source, id: SourceID(0), names: names).statements.map {
      String(decoding: text[$0.span.start..<$0.span.end], as: UTF8.self)
    }
  }

  private static func opensDatabase(_ statements: [Statement]) -> Bool {
    statements.contains { if case .open = $0.kind { true } else { false } }
  }
}
