import KPILanguage
import Glibc
import KPIEngine
import KPISQLite

/// A conversation with a database: statements in their order, with what they define and set.
///
///     let session = try Session(database: "crm.db")
///     for table in try session.ask("show revenue by source month 2023-09") { print(table.rows) }
///
/// A session belongs to one thread at a time; `isInterrupted` may be asked from any.
public final class Session {
  let world: SessionWorld
  var state = SessionState()
  let sink: any SessionSink
  /// The corrected line of the last entry, which an empty entry takes.
  package internal(set) var suggestion: String?
  /// Whether a warning ends a run with the status of a failed assertion.
  package var treatsWarningsAsErrors = false
  /// The lists that completion has made.
  let completionCache = CompletionCache()
  let vocabularyCache = VocabularyCache()

  /// - Parameters:
  ///   - isInterrupted: asked often, from any thread; true stops what is running.
  ///   - sink: where answers go.
  /// - Throws: `Halt` where an option is no date.
  package init(
    options: SessionOptions, environment: SessionEnvironment, sink: any SessionSink,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(Halt) {
    let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    world = try SessionWorld(
      options: options, environment: environment, threads: max(1, options.threads ?? processors),
      isInterrupted: isInterrupted)
    self.sink = sink
    state.chosenLanguage = options.language
    world.watchLoads(sink.loadProgress)
  }

  /// Opens a database with the model of the options.
  ///
  /// Its rows are read when a question first needs them.
  package func open(_ path: String) throws(Halt) {
    let model = try world.modelSource(world.options.model, at: nil)
    state.model = try DeepStack.run { () throws(Halt) in
      try OpenModel.open(path, model: model, zone: state.zone, sources: world.sources, isStopped: world.isStopped)
    }
    state.lastResult = nil
    completionCache.forget()
    vocabularyCache.forget()
    world.cache.forget(except: state.dataKey)
  }

  /// Reads the database's rows now, where they are not read yet.
  package func load() throws(Halt) {
    guard let model = state.model else { return }
    world.forgetFailures()
    let data = try world.data(for: state, model)
    // Whoever may see nothing is told so by his first question.
    let sight = try? data.context(
      model.catalog, today: world.today(state), login: world.login(state), threads: world.threads,
      isCancelled: world.isStopped)
    if let sight { world.noteLoad(of: data, seenBy: sight.0.rowSets, model.catalog) }
    world.tellLoadNews(to: sink, in: state.language)
  }

  /// Reads the file again at the next question.
  package func reload() throws(Halt) {
    guard let path = state.model?.path else { return }
    let lastResult = state.lastResult
    world.cache.forget(except: nil)
    try open(path)
    state.lastResult = lastResult
  }

  // MARK: Scripts

  /// Runs scripts one after the other, as one: all are checked before the first statement runs.
  package func run(_ sources: [Source]) -> ExitStatus { DeepStack.run { runAll(sources) } }

  private func runAll(_ sources: [Source]) -> ExitStatus {
    world.startClock()
    world.forgetFailures()
    var loader = ScriptLoader(world, names: names)
    var statements: [Statement] = []
    do throws(Halt) {
      for source in sources { statements += try loader.statements(of: source) }
    } catch {
      report(error.diagnostics)
      return error.status
    }
    let checker = Interpreter(.checking, world: world, state: state, sink: nil)
    checker.take(loader)
    checker.check(statements)
    checkParameters(checker)
    if let error = checker.log.firstError {
      // The script's own `set language` holds for its mistakes, too.
      let found = mended(checker.log.diagnostics)
      // What is only worth knowing stands behind what keeps the script from running.
      report(
        found.filter { $0.severity != .note } + found.filter { $0.severity == .note }, in: checker.state.chosenLanguage)
      return ExitStatus(code: error.code)
    }
    let runner = Interpreter(.running, world: world, state: state, sink: sink)
    clearFailures()
    runner.mend = { [unowned self] in mended($0) }
    var status = run(statements, with: runner)
    do throws(Halt) {
      try runner.tellChecks()
    } catch {
      report(error.diagnostics)
      if status == .success { status = error.status }
    }
    return status == .success && treatsWarningsAsErrors && runner.hasWarned ? .assertionFailed : status
  }

  private func clearFailures() {
    if let folder = world.options.failuresFolder, !world.options.isReadOnly { world.failing.clear(folder) }
  }

  /// A value given for a parameter that no script has is likely a slip of the pen.
  private func checkParameters(_ checker: Interpreter) {
    let known = checker.state.parameters
    // A parameter whose declaration cannot be read may be the one.
    let isBroken = checker.log.diagnostics.contains { diagnostic in
      guard diagnostic.severity == .error, let span = diagnostic.span, let line = world.sources.line(of: span) else {
        return false
      }
      let words = Keyword.param.entry.english + Keyword.param.entry.vietnamese
      return words.contains { fold(line).trimmed.hasPrefix(fold($0) + " ") }
    }
    if isBroken { return }
    for name in world.options.parameters.keys.sorted() where !known.contains(name.lowercased()) {
      checker.log.error(
        "unknown-parameter", "the script has no parameter `\(shown(name))`", at: nil,
        label: DidYouMean.label(for: name, among: known.sorted()))
    }
  }

  private func run(_ statements: [Statement], with runner: Interpreter) -> ExitStatus {
    defer { state = runner.state }
    do throws(Halt) {
      try runner.run(statements)
      return runner.checkCounts.failed > 0 ? .assertionFailed : .success
    } catch {
      report(error.diagnostics)
      return error.status
    }
  }

  /// Carries out an entry at the prompt: statement by statement, up to the first that fails.
  package func enter(_ text: String) -> ExitStatus {
    DeepStack.run { enterAll(Source(name: "<prompt>", text: Self.namingLastResult(text), textsMayBreak: true)) }
  }

  /// Carries out the statements of a script that was named at the prompt, as if they were entered there.
  package func enter(_ script: Source) -> ExitStatus { DeepStack.run { enterAll(script) } }

  /// Carries out a statement of a test; mistakes are at their lines in the statement, so that they stay the same where
  /// others before it change.
  package func enter(test text: String, of path: String) -> ExitStatus {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let source = Source(name: name, text: Self.namingLastResult(text), path: path)
    return DeepStack.run { enterAll(source, isTest: true) }
  }

  private func enterAll(_ source: Source, isTest: Bool = false) -> ExitStatus {
    world.startClock()
    world.forgetFailures()
    suggestion = nil
    var loader = ScriptLoader(world, names: names)
    let statements: [Statement]
    do throws(Halt) {
      statements = try loader.statements(of: source)
    } catch {
      report(error.diagnostics)
      return error.status
    }
    guard loader.diagnostics.isEmpty else {
      report(mended(loader.diagnostics, isPrompt: !isTest))
      return loader.diagnostics.first { $0.severity == .error }.map { ExitStatus(code: $0.code) } ?? .mistake
    }
    clearFailures()
    let runner = Interpreter(.running, world: world, state: state, sink: sink)
    runner.notesChanges = !isTest
    if statements.contains(where: \.declares) {
      completionCache.forget()
      vocabularyCache.forget()
    }
    runner.mend = { [unowned self] in mended($0, isPrompt: !isTest) }
    return run(statements, with: runner)
  }

  /// `_` at the beginning is the variable of that name.
  static func namingLastResult(_ text: String) -> String {
    let rest = text.drop { $0.isWhitespace }
    guard rest.first == "_", let next = rest.dropFirst().first else { return rest == "_" ? "$_" : text }
    return next.isWhitespace || next == "|" || next == "." || next == "[" ? "$" + rest : text
  }

  /// Tells the sink about diagnostics.
  package func report(_ diagnostics: [Diagnostic]) { report(diagnostics, in: state.chosenLanguage) }

  /// - Parameter chosen: the language of all of them; nil where each is told in its own.
  private func report(_ diagnostics: [Diagnostic], in chosen: SessionLanguage?) {
    guard !diagnostics.isEmpty else { return }
    world.tellLoadNews(to: sink, in: state.language)
    let told = diagnostics.map { diagnostic in
      chosen.map { diagnostic.told(in: $0) } ?? diagnostic.told(in: diagnostic.language ?? state.language)
    }
    sink.report(told, sources: world.sources.sources(of: told))
  }

  /// A script file as a source.
  ///
  /// - Throws: `Halt` where it cannot be read or is no text.
  package func script(_ path: String) throws(Halt) -> Source {
    Source(name: path, text: try world.environment.text(of: path, what: "the script"), path: path)
  }

  /// Bytes from elsewhere (standard input, an argument) as a source.
  ///
  /// - Throws: `Halt` where they are no text.
  package func script(_ bytes: [UInt8], name: String) throws(Halt) -> Source {
    Source(name: name, text: try ScriptText.decode(bytes, name: name))
  }
}

extension Statement {
  /// Whether it gives a name a meaning.
  fileprivate var declares: Bool { if case .declaration = kind { true } else { false } }
}
