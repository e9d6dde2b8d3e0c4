import KPILanguage

extension Session {
  /// Whether a source's statements can be answered without a database: help, and texts.
  package static func needsNoDatabase(_ source: Source) -> Bool {
    let parsed = parse(source, id: SourceID(0))
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
    opensDatabase(parse(source, id: SourceID(0)).statements)
  }

  /// The statements of a source as they are written.
  package static func statementTexts(of source: Source) -> [String] {
    let text = Array(source.text.utf8)
    return parse(source, id: SourceID(0)).statements.map {
      String(decoding: text[$0.span.start..<$0.span.end], as: UTF8.self)
    }
  }

  private static func opensDatabase(_ statements: [Statement]) -> Bool {
    statements.contains { if case .open = $0.kind { true } else { false } }
  }
}
