import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite

/// Carries out statements in their order, or checks them all without running any.
///
/// Checking goes the same way as running, on a copy of the state: what depends on the data is unknown then, and
/// nothing is shown.
final class Interpreter {
  enum Phase { case checking, running }

  let phase: Phase
  let world: SessionWorld
  var state: SessionState
  let log = DiagnosticLog()
  let sink: (any SessionSink)?
  /// Parameters that rest on each other, and so have no value.
  var cyclicParameters: Set<String> = []
  /// Whether a result says that the file has changed since it was read: at the prompt.
  var notesChanges = false
  /// Adds corrected lines to mistakes before they are told.
  var mend: (([Diagnostic]) -> [Diagnostic])?
  /// Warnings and notes that were told already.
  var reported: Set<Diagnostic> = []
  /// Whether there was a warning.
  var hasWarned = false
  /// How the checks so far ended.
  var checkCounts = CheckCounts()
  /// How the last statement failed.
  var failure: ExitStatus?
  /// How many blocks are around the statement at hand.
  var blockDepth = 0
  /// How many reports are being run, each by the one before.
  var runDepth = 0
  /// While a script is checked: its reports, and how each was tried.
  var reportChecks = ReportChecks()
  /// How many rounds of loops may still be gone through one by one as a script is checked.
  var roundsLeft = Interpreter.checkedRounds
  /// Whether a parameter without a value is none that is missed: where a script is checked alone.
  var missesParameters = false

  /// Takes over what was found as scripts were read.
  func take(_ loader: ScriptLoader) {
    log.report(loader.diagnostics)
    state.unparsedNames.formUnion(loader.unparsedNames.map { $0.lowercased() })
  }

  init(_ phase: Phase, world: SessionWorld, state: SessionState, sink: (any SessionSink)?) {
    self.phase = phase
    self.world = world
    self.state = state
    self.sink = sink
  }

  var isChecking: Bool { phase == .checking }

  /// What binds and evaluates the statement at hand.
  var context: StatementContext { StatementContext(world: world, state: state, log: log, isChecking: isChecking) }

  /// Carries out one statement; mistakes are in the log.
  ///
  /// Throws what keeps every later statement from being carried out.
  func perform(_ written: Statement) throws(Halt) {
    state.follow(written.language)
    log.language = state.language
    guard let statement = try reading(of: written) else { return }
    switch statement.kind {
    case .pipeline(let pipeline): try show(pipeline)
    case .letValue(let name, let expression):
      let datum = try found(context.evaluator().evaluate(expression), expression.span)
      // While a script is checked a name with a mistake is known, so that its uses are no further mistakes.
      if datum != nil || isChecking { define(name, .datum(datum ?? .unknown)) }
    case .letTable(let name, let pipeline): try letTable(name, pipeline)
    case .parameter(let declaration): try parameter(declaration, statement.span)
    case .ifElse(let condition, let then, let otherwise): try branch(condition, then, otherwise)
    case .print(let expression): try print(expression)
    case .assertion(let condition, let message, let orEmpty):
      try assert(condition, message, orEmpty: orEmpty)
    case .warning(let condition, let message): try warn(condition, message)
    case .set(let name, let values): set(name, values, statement.span)
    case .actAs(let name):
      if world.options.login != nil {
        log.error("not-allowed", "who asks was set from outside, and a script cannot change it", at: statement.span)
      } else {
        state.login = name.text
        // Whether he may see anything is told before the first answer.
        if state.model != nil { _ = try context.compiler(at: statement.span) }
      }
    case .open(let path, let model, let span): try open(path, model: model, at: span)
    case .declaration(let declaration): try declare(declaration, statement.span)
    case .importScript(_, let span):
      // Those that stand by themselves were put in place of their files' statements before.
      log.error("misplaced-statement", "an import stands by itself, in no block", at: span)
    case .forEach(let name, let sequence, let body): try loop(name, over: sequence, body)
    case .reportDefinition(let name, let parameters, let body):
      define(UserReport(name: name, parameters: parameters, body: body))
    case .runReport(let name, let arguments): try run(name, arguments, statement.span)
    }
  }

  // MARK: Definitions

  func define(_ name: Name, _ variable: Variable) { state.variables[Catalog.key(name.text)] = variable }

  private func letTable(_ name: Name, _ pipeline: Pipeline) throws(Halt) {
    let tables = try found(answer(pipeline), pipeline.span)
    guard let tables, tables.count == 1, let table = tables.first else {
      if let tables, tables.count > 1 {
        log.error("many-tables", "a question of \(tables.count) tables has no one name", at: pipeline.span)
      } else if let tables, tables.isEmpty, !isChecking {
        throw fault("the question has no answer", pipeline.span)
      }
      if isChecking { define(name, .table(nil, isKnown: false)) }
      return
    }
    define(name, .table(table, isKnown: !isChecking))
  }

  private func declare(_ declaration: Declaration, _ span: Span) throws(Halt) {
    switch declaration {
    case .metric, .segment, .events, .target, .alert: break
    case .model, .subject, .entity, .viewer, .policy, .report:
      log.error(
        "model-only", "this stands in a model, not in a script", at: span,
        notes: ["a model is opened with `open \"shop.db\" model \"shop.model.kpi\"` or `--model`"])
      return
    }
    guard state.model != nil else { throw StatementContext.noDatabase(span) }
    let (before, own) = (state.model, state.ownNames)
    if let found = state.model?.catalog.declare(declaration, own: own), !found.isEmpty {
      log.report(found)
      return
    }
    let found = try context.compiler(at: span).check(declaration)
    if world.isStopped() { throw world.stop() }
    log.report(context.unsuppressed(found))
    // One that rests on another with mistakes has them too, though they are told only once.
    if found.contains(where: { $0.severity == .error }) {
      state.model = before
      if let name = Catalog.definedName(declaration) { state.unparsedNames.insert(name) }
    } else if let name = Catalog.definedName(declaration) {
      state.ownNames.insert(name)
    }
  }

  // MARK: Texts

  private func print(_ expression: Expression) throws(Halt) {
    let evaluator = context.evaluator()
    let isPlain = sink?.isForPrograms == true
    let given = isPlain ? evaluator.evaluate(expression) : evaluator.prose(expression)
    guard let datum = try found(given, expression.span), !isChecking else { return }
    try write { sink throws(OutputFailure) in try sink.print(datum.text) }
  }

  /// Hands something to the sink.
  func write(_ body: (any SessionSink) throws(OutputFailure) -> Void) throws(Halt) {
    guard let sink else { return }
    do throws(OutputFailure) {
      try body(sink)
    } catch {
      if error.isClosedPipe { throw Halt(status: .success) }
      throw Halt(error.told)
    }
  }
}
