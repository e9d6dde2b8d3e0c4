import KPICompiler
import KPILanguage

/// What is told of a question that can be answered, and may mean something else than was thought.
extension Interpreter {
  /// Names found only without their marks are noted, and errors in strict mode, as values are; a condition on the whole company's
  /// number is warned of.
  func hint(_ question: Question) {
    guard let catalog = state.model?.catalog else { return }
    var seen: Set<String> = []
    for name in question.modelNames where !name.isQuoted && seen.insert(Catalog.key(name.text)).inserted {
      guard let meant = catalog.readLoosely(name.text) else { continue }
      let isStrict = world.isStrict(state)
      log.report([
        Diagnostic(
          isStrict ? .error : .note, "loose-name", "`\(shown(name.text))` was read as `\(shown(meant))`", at: name.span,
          notes: isStrict ? ["in strict mode a name is written with its diacritics"] : [])
      ])
    }
    // A list, and what is drilled, asks of each row its own.
    if case .list = question.verb { return }
    for comparison in question.clauses.condition?.companyComparisons ?? [] {
      let subject = catalog.subject.map { catalog.entities[$0].name }
      let text = shown(world.sources.text(of: comparison.span), limit: 60)
      let offered: Message? = subject.map {
        "write `segment wanted = \($0) where \(text)` before it, then `where wanted`, to ask it of each"
      }
      log.report([
        Diagnostic(
          .warning, "company-value", "`\(text)` speaks of the whole company, and so is the same for every row",
          at: comparison.span,
          notes: offered.map { [$0] } ?? [])
      ])
    }
  }
}
