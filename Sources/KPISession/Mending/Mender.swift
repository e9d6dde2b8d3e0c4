import KPICompiler
import KPIEngine
import KPILanguage

/// Finds the line of the language that a line with mistakes means.
///
/// A line is offered only after it was checked like any other: it parses, its names and values are there, and it can be
/// planned. Where a word is not understood, or what was understood cannot be asked, none is offered.
struct Mender {
  let world: SessionWorld
  let state: SessionState
  /// The names of several words.
  let words: NameTable

  /// The corrected line; nil where none is sure.
  func line(for written: String) -> String? {
    let text = written.trimmed
    guard !text.isEmpty, text.utf8.count <= 1_000 else { return nil }
    return candidates(for: text).first { $0 != text && isSound($0) }
  }

  /// What does here what a command of another program does.
  static func command(for text: String) -> String? { LooseWords.commands[fold(text.trimmed)] }

  private func candidates(for text: String) -> [String] {
    let plain = fold(text)
    for phrase in LooseWords.help where plain.hasPrefix(phrase + " ") {
      let verb = LooseWords.vietnameseHelp.contains(phrase) ? "trợ giúp" : "help"
      return ["\(verb) \(text.dropFirst(phrase.count + 1))"]
    }
    if plain.hasPrefix("select ") || plain.hasPrefix("with ") && plain.contains(" select ") {
      let query = text.trimmedSemicolon
      // What the database itself cannot read asks for the model's names.
      // Who may not use `sql` has the database asked nothing.
      if world.login(state) == nil, let database = state.model?.database,
        (try? database.query("explain \(query)", isCancelled: world.isStopped)) != nil
      {
        return ["sql '\(query.replacing("'", with: "''"))'"]
      }
    }
    guard let catalog = state.model?.catalog else { return [] }
    let names = LooseNames(catalog)
    let compiler = try? StatementContext(world: world, state: state, log: DiagnosticLog(), isChecking: true)
      .compiler(at: Span(SourceID(0), 0, 0))
    // One more than is taken tells that a list is longer; a million customers are not gone through for a slip.
    let values = LooseValues(catalog) {
      compiler?.texts(ofAnyDimension: $0, limit: LooseValues.mostValues + 1) ?? []
    }
    let today = world.today(state)
    guard let question = LooseReader.read(text, names: names, values: values, today: today) else { return [] }
    return [question.text] + names.siblings(of: question).map(\.text)
  }

  /// Whether a line is one that can be asked as it stands.
  private func isSound(_ line: String) -> Bool {
    let source = Source(name: "mended", text: line)
    let parsed = parse(source, id: world.sources.add(source), names: words)
    guard parsed.diagnostics.isEmpty, parsed.statements.count == 1, let statement = parsed.statements.first else {
      return false
    }
    let checker = Interpreter(.checking, world: world, state: state, sink: nil)
    do throws(Halt) {
      try checker.perform(statement)
    } catch {
      return false
    }
    // A value that is not there, or only something like it, is not what was meant.
    return !checker.log.diagnostics.contains {
      $0.severity == .error || $0.severity == .warning && $0.code.hasPrefix("unknown")
    }
  }
}

extension Session {
  /// What does here what a command of another program does; an empty entry takes it.
  package func meantCommand(for text: String) -> String? {
    suggestion = Mender.command(for: text)
    return suggestion
  }

  /// Diagnostics with the corrected line, where there is one: of the first mistakes of a text, each of its own line.
  func mended(_ diagnostics: [Diagnostic], isPrompt: Bool = false) -> [Diagnostic] {
    var mended = diagnostics
    var seen: Set<String> = []
    for index in mended.indices {
      let diagnostic = mended[index]
      // A table that cannot be drawn was asked for rightly.
      guard seen.count < 3, diagnostic.severity == .error, diagnostic.code != "no-picture",
        ExitStatus(code: diagnostic.code) == .mistake,
        let span = diagnostic.span, let line = world.sources.line(of: span), seen.insert(line).inserted
      else { continue }
      let fixed = isPrompt ? Mender.command(for: line) : nil
      guard let fixed = fixed ?? Mender(world: world, state: state, words: names).line(for: line) else { continue }
      // The whole line says more than a guess at one word of it.
      if mended[index].label?.isText("did you mean {0}?") == true { mended[index].label = nil }
      mended[index].notes.removeAll { $0 == "`help` lists the statements" }
      mended[index].notes.append(isPrompt ? "write `\(fixed)`, or press Enter for it" : "write `\(fixed)`")
      if isPrompt { suggestion = fixed }
    }
    return mended
  }
}

extension String {
  /// Without semicolons at its end.
  fileprivate var trimmedSemicolon: String {
    var text = trimmed[...]
    while text.last == ";" { text.removeLast() }
    return String(text)
  }
}
