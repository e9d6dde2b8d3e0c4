import KPICompiler
import KPILanguage

extension Session {
  /// The names of several words that an entry may hold: those of the model at hand and what was defined since.
  package var names: NameTable { state.model?.catalog.nameTable ?? BuiltInModel.names }

  /// Reads a script; the names of a model that it opens itself are known in all of it.
  func parsed(_ source: Source) throws(Halt) -> ParsedSource {
    let id = world.sources.add(source)
    var names = names
    let first = parse(source, id: id, names: names)
    var opensModel = false
    for case .open(_, let model?, let span) in first.statements.map(\.kind) {
      opensModel = true
      let text = try world.modelSource(model, at: span)
      for case .declaration(let declaration) in parse(text, id: SourceID(0)).statements.map(\.kind) {
        names.add(declaration)
      }
    }
    return opensModel ? parse(source, id: id, names: names) : first
  }

  /// Whether a source's statements can be answered without a database: help, and texts.
  package static func needsNoDatabase(_ source: Source) -> Bool {
    let parsed = parse(source, id: SourceID(0), names: BuiltInModel.names)
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

  /// Whether a script opens a database itself.
  package static func opensDatabase(_ source: Source) -> Bool {
    opensDatabase(parse(source, id: SourceID(0), names: BuiltInModel.names).statements)
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
