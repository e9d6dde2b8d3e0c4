import KPICompiler
import KPIEngine
import KPILanguage
import KPIOutput
import KPISQLite

/// What a statement is bound and evaluated with: the state before it, and where its mistakes go.
///
/// The data is loaded when the first thing needs it.
struct StatementContext: Sendable {
  let world: SessionWorld
  let state: SessionState
  let log: DiagnosticLog
  /// What depends on the data is unknown, and nothing is computed.
  let isChecking: Bool

  static func noDatabase(_ span: Span) -> Halt {
    Halt(
      Diagnostic(
        .error, "no-database", "no database is open", at: span,
        notes: ["name one on the command line, with `KPI_DB`, or with `open \"crm.db\"`"]))
  }

  // MARK: Binding

  /// What binds a question of this statement.
  func compiler(at span: Span) throws(Halt) -> Compiler {
    guard let model = state.model else { throw Self.noDatabase(span) }
    guard model.database != nil else { return withVariables(compilerWithoutData()) }
    let data = try world.data(for: state, model)
    let execution: ExecutionContext
    let names: NameCache
    let login = world.login(state)
    let elsewhere = world.plansThere(data, model)
    do throws(LoadedData.Failure) {
      (execution, names) = try data.context(
        model.catalog, today: world.today(state), login: login, threads: world.threads, elsewhere: elsewhere,
        isCancelled: world.isStopped)
    } catch {
      throw halt(error, login ?? "", span, model.catalog, data.store)
    }
    world.noteLoad(of: data, seenBy: execution.rowSets, model.catalog)
    var compiler = Compiler(catalog: model.catalog, context: execution, language: state.language)
    compiler.names = names
    if let there = data.there { compiler.absent = there.unlisted(model.catalog) }
    compiler = withVariables(compiler)
    if elsewhere == nil, data.there == nil {
      compiler.remember(in: names.metrics(.init(model.stamp, compiler.language, isStrict: compiler.isStrict)))
    }
    return compiler
  }

  /// The compiler with what the statements before have set.
  private func withVariables(_ plain: Compiler) -> Compiler {
    var compiler = plain
    // What binds a question lives on with its answer.
    let bare = state.forAnswers(withAliases: false)
    compiler.isStrict = world.isStrict(bare)
    compiler.variable = { name in
      let key = Catalog.key(name)
      if let variable = bare.variables[key] { return variable.bound }
      return bare.unparsedNames.contains(key) ? .unknown() : .undefined
    }
    compiler.constant = constant(in: state.forAnswers(withAliases: true))
    compiler.laterConstant = constant(in: bare)
    compiler.lastTables = state.lastTables
    compiler.prose = CellText.text
    compiler.zoneName = state.zoneName
    return compiler
  }

  /// What evaluates expressions without names of a model.
  private func constant(in state: SessionState) -> @Sendable (Expression) -> Value? {
    let evaluator = StatementContext(world: world, state: state, log: log, isChecking: isChecking).evaluator()
    let isChecking = isChecking
    return { expression in
      guard let datum = evaluator.evaluate(expression) else { return nil }
      return datum.value ?? (isChecking ? .null : nil)
    }
  }

  /// Why a login sees nothing.
  func halt(
    _ failure: LoadedData.Failure, _ login: String, _ span: Span, _ catalog: Catalog, _ store: Store
  ) -> Halt {
    // A login given from outside stands in no statement.
    let place = state.login == nil || world.options.login != nil ? nil : span
    switch failure {
    case .execution(let error): return halt(error, span)
    case .noViewer:
      return Halt(
        Diagnostic(
          "no-viewer", "the model `\(catalog.name)` does not say who may see what", at: place,
          notes: ["a model says it with `viewer ENTITY access … department … of … parent … head …`"]))
    case .visibility(.unknownLogin(let logins)):
      return Halt(
        Diagnostic(
          "unknown-login", "nobody has the login `\(shown(login))`", at: place,
          label: DidYouMean.label(for: login, among: logins)))
    case .visibility(.noAccess):
      return Halt(Diagnostic("not-allowed", "`\(shown(login))` may not see any figures", at: place))
    case .visibility(.circularDepartments(let row)):
      let departments = catalog.visibility?.departments ?? 0
      let column = catalog.entities[departments].nameColumn
      let context = ExecutionContext(
        rowSets: RowSets(
          store: store, today: world.today(state), placings: catalog.entities.map(\.placing),
          narrowed: catalog.entities.map { _ in nil }), views: ViewCache())
      let name = column.flatMap { context.name(of: row, entity: departments, nameColumn: $0) }
      return Halt(
        Diagnostic(
          "circular-departments",
          "the department `\(name ?? context.keyText(of: row, entity: departments))` is above itself, so nobody's rights can be told",
          at: place, notes: ["mend the parents in table `\(catalog.spec.entities[departments].table)`"]))
    }
  }

  /// The diagnostics without those about names whose definitions have mistakes of their own.
  func unsuppressed(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !state.unparsedNames.isEmpty else { return diagnostics }
    return diagnostics.filter { diagnostic in
      guard diagnostic.code.hasPrefix("unknown"), let span = diagnostic.span else { return true }
      let text = world.sources.text(of: span).filter { $0 != "`" && $0 != "$" }
      return !state.unparsedNames.contains(Catalog.key(text))
    }
  }

  /// What binds a question about the language and the model only: `help`.
  ///
  /// - Parameter isOfLanguage: nothing is asked of the model but what it counts.
  func compilerWithoutData(isOfLanguage: Bool = false) -> Compiler {
    let catalog =
      state.model?.catalog ?? (isOfLanguage ? OpenModel.headOfBuiltIn : OpenModel.builtInCatalog(zone: state.zone))
    let sets = RowSets(
      store: .hollow(catalog.spec), today: world.today(state), placings: catalog.entities.map { _ in nil },
      narrowed: catalog.entities.map { _ in nil })
    var compiler = Compiler(
      catalog: catalog, context: ExecutionContext(rowSets: sets, views: ViewCache()),
      language: state.language)
    compiler.hasData = false
    return compiler
  }

  // MARK: Evaluating

  /// Evaluates the expressions of the statement.
  ///
  /// - Parameter bareWords: a bare word is a text.
  func evaluator(bareWords: Bool = false) -> Evaluator {
    let context = self
    var variables = state.variables
    for name in state.unparsedNames where variables[name] == nil { variables[name] = .datum(.unknown) }
    var evaluator = Evaluator(
      variables: variables, today: world.today(state), isStrict: world.isStrict(state), log: log,
      metric: { value, span in context.number(value, at: span) },
      isMetric: { [catalog = state.model?.catalog] name in catalog?.metric(named: name) != nil },
      sourceText: { [sources = world.sources] span in sources.text(of: span) })
    evaluator.readsBareWords = bareWords
    evaluator.zone = state.zone
    evaluator.language = state.language
    evaluator.knownTexts = { name in
      guard !context.isChecking, context.state.model != nil else { return [] }
      // Where the data cannot be asked, the table's own texts are all that is known.
      let span = Span(SourceID(0), 0, 0)
      guard let compiler = try? context.compiler(at: span) else { return [] }
      return compiler.texts(ofAnyDimension: name)
    }
    return evaluator
  }

  /// The number of `[M PERIOD where …]`; nil where a mistake was reported.
  private func number(_ value: MetricValue, at span: Span) -> Datum? {
    do throws(Halt) {
      let compiler = try compiler(at: span)
      defer { (compiler.context.elsewhere as? PlansThere)?.end() }
      let bound = compiler.prepare(value)
      if world.isStopped() { throw world.stop() }
      try world.checkColumns(compiler.context.elsewhere, at: span)
      log.report(unsuppressed(bound.diagnostics))
      guard let prepared = bound.content else { return nil }
      guard !isChecking else { return Datum(.number, nil, unit: prepared.unit) }
      let number: Value
      do throws(ExecutionError) {
        world.noteLinks(prepared.read, in: state)
        number = prepared.value(try compiler.context.run(prepared.plan))
      } catch {
        throw halt(error, span)
      }
      try world.checkColumns(compiler.context.elsewhere, at: span)
      return Datum(number == .null ? .any : .number, number, unit: prepared.unit).measured()
    } catch {
      log.report(error.diagnostics)
      return nil
    }
  }

  // MARK: Failures

  /// What a failed question tells.
  func halt(_ error: ExecutionError, _ span: Span) -> Halt {
    switch error {
    case .overflow:
      Halt(
        Diagnostic(
          .error, "overflow", "a sum or a product is larger than 64 bits hold", at: span,
          notes: ["a shorter period or a condition makes it smaller"]))
    case .cancelled: world.stop()
    case .elsewhere: world.lastFailure(at: span) ?? Halt(status: .fault)
    case .tooFewMonths(let count, let needed):
      Halt(
        Diagnostic(
          .error, "too-short", "a forecast needs \(needed) complete months with a value, and there are \(count)",
          at: span, notes: ["months before the first with anything in it do not count"]))
    case .tooManyGroups:
      Halt(
        Diagnostic(
          .error, "too-many-groups", "there are more groups than can be told apart", at: span,
          notes: ["fewer `by`, or a condition, makes fewer groups"]))
    }
  }

  /// What a failed query tells.
  func halt(_ error: StoreError, _ span: Span) -> Halt {
    if case .cancelled = error { return world.stop() }
    return Halt(error, at: span)
  }
}
