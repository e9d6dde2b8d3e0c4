import KPILanguage

extension Interpreter {
  /// Checks every statement: mistakes are in the log, and nothing is run.
  func check(_ statements: [Statement]) {
    checkParameters(in: statements)
    for statement in statements {
      do throws(Halt) {
        if world.isStopped() { throw world.stop() }
        try perform(statement)
      } catch {
        log.report(error.diagnostics)
        // Without data nothing after it can be checked; a missing database is told once.
        return
      }
    }
    checkUnusedReports()
  }

  /// Runs statements until one fails.
  func run(_ statements: [Statement]) throws(Halt) {
    for statement in statements { try performNext(statement) }
  }

  /// Runs one statement and reports what it had to tell; fails where that was a mistake.
  func performNext(_ statement: Statement) throws(Halt) {
    if world.isStopped() { throw world.stop() }
    var halt: Halt?
    do throws(Halt) {
      try perform(statement)
    } catch {
      log.report(error.diagnostics)
      halt = error
    }
    flush()
    if let halt { throw Halt(status: halt.status) }
    if let status = failure { throw Halt(status: status) }
    if notesChanges, case .pipeline = statement.kind { noteChanges() }
  }

  /// Tells what the numbers before it rest on, where that has changed: another day, another file.
  private func noteChanges() {
    if let note = world.dayNote(state) { sink?.note(note, in: state.language) }
    state.toldDay = ToldDay(path: state.model?.path, pinned: world.pinnedDay(state))
    if let note = world.changeNote(of: state) { sink?.note(note, in: state.language) }
  }

  /// What a step of a run gave; one that gives nothing must have told why.
  func found<Content>(_ content: Content?, _ span: Span) throws(Halt) -> Content? {
    if content == nil, !isChecking, log.firstError == nil {
      throw fault("nothing was answered, and nothing told why", span)
    }
    return content
  }

  /// What ends a run that shows a mistake of the program itself.
  func fault(_ what: Message, _ span: Span) -> Halt { Halt(.fault(what, at: span)) }

  /// Reports what the log holds, each warning once.
  private func flush() {
    if world.tellLoadNews(to: sink, in: state.language) { hasWarned = true }
    let all = log.take()
    // A check that fails ends nothing: those after it are told too.
    failure = all.first { $0.severity == .error && $0.code != "assertion-failed" }.map { ExitStatus(code: $0.code) }
    var news = all.filter { $0.severity == .error || reported.insert($0).inserted }
    if news.contains(where: { $0.severity == .warning }) { hasWarned = true }
    if let mend { news = mend(news) }
    if !news.isEmpty { sink?.report(news, sources: world.sources.sources(of: news)) }
  }
}
