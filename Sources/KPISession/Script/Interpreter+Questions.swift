import KPICompiler
import KPIEngine
import KPILanguage
import KPISQL
import KPISQLite

extension Interpreter {
  /// Answers a question and shows it.
  func show(_ pipeline: Pipeline) throws(Halt) {
    if case .variable(let name) = pipeline.head, pipeline.stages.isEmpty,
      case .datum(let datum)? = state.variables[Catalog.key(name.text)]
    {
      let text = sink?.isForPrograms == true ? datum.text : datum.prose(state.language)
      if !isChecking { try write { sink throws(OutputFailure) in try sink.print(text) } }
      return
    }
    let tables = try answer(pipeline)
    guard !isChecking else {
      if world.options.drawsPictures { world.noteGroups(of: tables ?? []) }
      state.lastResult = .table(nil, isKnown: false)
      state.lastTables = []
      return
    }
    guard let tables = try found(tables, pipeline.span) else { return }
    if tables.isEmpty { throw fault("the question has no answer", pipeline.span) }
    for var table in tables where !pipeline.isTakenUp {
      if world.options.showsCard { table.showsCard = true }
      if world.options.drawsPictures { table = try onPage(table, pipeline) }
      try write { [table, language = state.language] sink throws(OutputFailure) in
        try sink.show(table, language: language)
      }
    }
    let wasBehind = state.isBehind
    if let last = tables.last { state.lastResult = .table(last, isKnown: true) }
    if case .question(let question) = pipeline.head, question.verb.takesClauses, blockDepth == 0 {
      state.lastQuestion = world.sources.text(of: pipeline.span)
    }
    switch pipeline.head {
    case .question(let question): if case .drill = question.verb { state.isBehind = true }
    // What a pipe makes of a drill's rows is still behind the tables before them.
    case .lastResult, .variable: state.isBehind = wasBehind
    }
    // Behind the rows of a drill there is nothing further; the table that was drilled stays. Of alerts `drill` says why
    // it has no rows, and does not look behind what was asked before them.
    if tables.contains(where: { $0.origin != nil || $0.name == AlertsReport.name }) { state.lastTables = tables }
  }

  /// The tables of a question after its pipe; nil where a mistake was reported, or where they are not known yet.
  func answer(_ pipeline: Pipeline) throws(Halt) -> [ResultTable]? {
    defer {
      // What is not known before the run, or had a mistake, has its name all the same.
      for name in pipeline.namesSaved where isChecking && state.variables[name] == nil {
        state.variables[name] = .table(nil, isKnown: false)
      }
    }
    let tables: [ResultTable]?
    switch pipeline.head {
    case .question(let question): tables = try answer(question)
    case .variable(let name): tables = table(of: name)
    case .lastResult: tables = lastTable(pipeline.span)
    }
    guard let tables else { return nil }
    guard !pipeline.stages.isEmpty else { return tables.map(\.named) }
    // What a drill lists is known only once the question before it has been answered.
    if isChecking, tables.isEmpty { return nil }
    if pipeline.stages.allSatisfy({ $0.pipe == .card }) {
      return tables.map { table in
        var table = table.named
        table.showsCard = true
        return table
      }
    }
    if tables.count > 1, pipeline.stages.allSatisfy(\.takesSeveral) {
      return try taken(tables.map(\.named), pipeline.stages)
    }
    guard tables.count == 1, let table = tables.first else {
      log.error("many-tables", "a pipe takes one table, this question has \(tables.count)", at: pipeline.span)
      return nil
    }
    if table.layout == .text {
      log.error("no-columns", "this answer is text, there is nothing to pipe", at: pipeline.span)
      return nil
    }
    return try piped(table, pipeline.stages).map { table throws(Halt) in try sound([table.named], pipeline.span) }
  }

  /// The table after all stages, and what they do besides; nil where a mistake was reported, or where it is not known yet.
  private func piped(_ source: ResultTable, _ stages: [Pipeline.Stage]) throws(Halt) -> ResultTable? {
    let pipe = PipeRunner(context.evaluator(), isChecking: isChecking)
    // While a script is only checked the stages see the columns alone.
    var table: ResultTable? = isChecking ? source.header : source
    table?.tellsRowCount = false
    for stage in stages {
      if !stage.choosesRows { table = table?.named }
      switch stage.pipe {
      case .save(let name):
        define(name, .table(table, isKnown: !isChecking))
      case .export(let file, let excel): try export(table.map { [$0] }, to: file, excel: excel)
      case .chart(let kind, let file):
        table = try chart(table.map { [$0] }, as: kind, to: file, stage.span)?.first
      case .assert(let condition, let message, let orEmpty):
        if let table {
          try assertRows(
            RowAssertion(condition: condition, message: message, orEmpty: orEmpty), of: table, from: source)
        }
      default:
        table = table.flatMap { pipe.run(stage, on: $0) }
        // What was drawn is another table now.
        table?.drawing?.scene = nil
      }
      if table == nil, !isChecking { return nil }
    }
    return table
  }

  /// Tables after stages that each take several.
  private func taken(_ tables: [ResultTable], _ stages: [Pipeline.Stage]) throws(Halt) -> [ResultTable]? {
    var tables = tables
    for stage in stages {
      if case .chart(let kind, let file) = stage.pipe {
        guard let drawn = try chart(tables, as: kind, to: file, stage.span) else { return nil }
        tables = drawn
      }
      if case .export(let file, let excel) = stage.pipe { try export(tables, to: file, excel: excel) }
      if stage.pipe == .card { for index in tables.indices { tables[index].showsCard = true } }
    }
    return tables
  }

  /// The tables as they are; a table whose form breaks the rules is a fault of ours.
  private func sound(_ tables: [ResultTable], _ span: Span) throws(Halt) -> [ResultTable] {
    for table in tables {
      if let flaw = table.flaw { throw fault(Message(written: flaw), span) }
    }
    return tables
  }

  func table(of name: Name) -> [ResultTable]? {
    switch state.variables[Catalog.key(name.text)] {
    case .table(let table, _)?: return table.map { [$0] }
    case .datum?:
      log.error("not-a-table", "`$\(shown(name.text))` is a value, not a table", at: name.span)
    case nil:
      // The evaluator knows how to report it.
      _ = context.evaluator().evaluate(Expression(.variable(name), name.span))
    }
    return nil
  }

  private func lastTable(_ span: Span) -> [ResultTable]? {
    switch state.lastResult {
    case .table(let table, _)?: return table.map { [$0] }
    default:
      log.error("no-result", "there is no last result to go on from", at: span)
      return nil
    }
  }

  func answer(_ question: Question) throws(Halt) -> [ResultTable]? {
    switch question.verb {
    case .sql(let text): return try query(text, question.span)
    default: break
    }
    let compiler: Compiler
    if case .help(let topic) = question.verb {
      compiler = context.compilerWithoutData(isOfLanguage: topic == nil)
      // Help on a name of the model tells its number, too.
      if let topic, state.model != nil, HelpReport.isOfTheModel(topic, compiler.catalog) {
        return try answer(question, context.compiler(at: question.span))
      }
    } else {
      compiler = try context.compiler(at: question.span)
    }
    return try answer(question, compiler)
  }

  private func answer(_ question: Question, _ compiler: Compiler) throws(Halt) -> [ResultTable]? {
    defer { (compiler.context.elsewhere as? PlansThere)?.end() }
    let errors = log.errorCount
    let bound = compiler.prepareOnce(question)
    // A mistake in what the session evaluates for the binder (`amount > $t`) is in the log alone.
    let isEvaluated = log.errorCount == errors
    // What was found to be wrong may be so for want of time.
    if world.isStopped() { throw world.stop() }
    try world.checkColumns(compiler.context.elsewhere, at: question.span)
    log.report(context.unsuppressed(bound.diagnostics))
    if bound.content != nil { hint(question) }
    guard let prepared = bound.content, isEvaluated, !bound.diagnostics.contains(where: { $0.severity == .error })
    else { return nil }
    if case .sql(let engine)? = prepared.explain, !isChecking {
      return [try inSQL(prepared, engine, compiler, question.span)]
    }
    if !isChecking { try answerInSQL(prepared, compiler) }
    let tables: [ResultTable]
    do throws(ExecutionError) {
      if isChecking {
        if prepared.explain != nil { return [ResultTable.text("explain", [])] }
        // A report may have rows whatever the data (a checkpoint, a step): before the run none of them is known.
        tables = try prepared.shape(prepared.plans.map(PlanResult.empty)).map(\.header)
      } else if let explain = prepared.explain {
        tables = [try self.explain(prepared, explain, compiler)]
      } else {
        world.noteLinks(prepared.read, in: state)
        tables = try prepared.shape(try compiler.context.run(prepared.plans))
      }
    } catch {
      throw context.halt(error, question.span)
    }
    try world.checkColumns(compiler.context.elsewhere, at: question.span)
    return try sound(tables, question.span)
  }

  private func query(_ text: String, _ span: Span) throws(Halt) -> [ResultTable]? {
    guard let model = state.model else { throw StatementContext.noDatabase(span) }
    // Where there is a model alone nothing is run.
    guard let database = model.database else { return nil }
    guard world.login(state) == nil else {
      log.error(
        "not-allowed", "`sql` reads the whole database, which `\(shown(world.login(state) ?? ""))` may not see",
        at: span)
      return nil
    }
    guard !isChecking else { return nil }
    do throws(StoreError) {
      let result = try database.query(text, isCancelled: world.isStopped)
      return [ResultTable(sql: result)]
    } catch {
      throw context.halt(error, span)
    }
  }

  /// Answers the plans by the database too, where that is asked for.
  private func answerInSQL(_ prepared: PreparedQuestion, _ compiler: Compiler) throws(Halt) {
    guard world.outcomes.withLock({ $0 != nil }), let database = state.model?.database, !database.isRemote else {
      return
    }
    let sql = try planSQL(compiler, database, Span(SourceID(0), 0, 0))
    for plan in prepared.plans {
      let other = world.otherEngine.withLock { $0 }
      let outcome = if let other { sql.written(plan, for: other) } else { try sql.compare(plan, database) }
      world.outcomes.withLock { $0?.append(outcome) }
    }
  }

  private func planSQL(_ compiler: Compiler, _ database: Database, _ span: Span) throws(Halt) -> PlanSQL {
    do throws(StoreError) {
      return PlanSQL(compiler, try database.schema())
    } catch {
      throw context.halt(error, span)
    }
  }

  /// The plans as SQL gives their numbers.
  private func inSQL(
    _ prepared: PreparedQuestion, _ engine: Question.Engine, _ compiler: Compiler, _ span: Span
  ) throws(Halt) -> ResultTable {
    guard let database = state.model?.database else { throw StatementContext.noDatabase(span) }
    let sql = try planSQL(compiler, database, span)
    do throws(SQLRefusal) {
      return .text("explain", try sql.lines(prepared, for: engine))
    } catch {
      throw Halt(
        Diagnostic(
          .error, "not-in-sql", error.message, at: span,
          notes: ["`explain` without `sql` shows the plan"]))
    }
  }

  /// The plan as text; with `analyze` what it took, too.
  private func explain(
    _ prepared: PreparedQuestion, _ wanted: Question.Explanation, _ compiler: Compiler
  ) throws(ExecutionError) -> ResultTable {
    var lines = Explainer(compiler).lines(prepared.plans)
    func add(_ line: Message) { lines.append(line.text(in: compiler.language)) }
    if wanted == .analyze {
      let before = compiler.context.factUse
      for (index, plan) in prepared.plans.enumerated() {
        let start = ContinuousClock.now
        let result = try compiler.context.run(plan)
        let time = ContinuousClock.now - start
        let rows = result.rowCount
        add("plan \(index + 1): \(rows) rows in \(time.told) ms on \(compiler.context.threads) threads")
      }
      if let there = compiler.context.elsewhere as? PlansThere {
        let moved = there.moved
        add("run there: \(moved.statements) statements of SQL, \(moved.rows) rows brought back")
      }
      // Columns and facts hold every row, those too that a viewer may not see.
      let seesAll = world.login(state) == nil
      let facts = compiler.context.factUse
      let (askings, makings) = (facts.askings - before.askings, facts.makings - before.makings)
      if askings > 0 {
        let use: Message = "facts about subjects: \(makings) made, \(askings - makings) reused"
        add(seesAll ? "\(use); \(facts.byteCount) of \(facts.budget) bytes" : use)
      }
      if seesAll { add("columns in memory: \(compiler.context.store.byteCount) bytes") }
    }
    return .text("explain", lines)
  }
}

extension Pipeline {
  /// Whether its table goes into a file, a name or a check, and is not shown.
  fileprivate var isTakenUp: Bool {
    switch stages.last?.pipe {
    case .export, .save, .assert: true
    case .chart(_, let file): file != nil
    default: false
    }
  }
}

extension ResultTable {
  /// The table with what rows are called that its links lead to.
  fileprivate var named: ResultTable {
    var table = self
    table.rows = rows.named
    return table
  }
}

extension Pipeline.Stage {
  /// Whether it says which rows and columns are left, and reads no more than it names.
  fileprivate var choosesRows: Bool {
    switch pipe {
    case .filter, .sort, .take, .select: true
    default: false
    }
  }

  /// Whether it can stand behind a question of several tables.
  fileprivate var takesSeveral: Bool {
    switch pipe {
    case .card, .export, .chart: true
    default: false
    }
  }
}

extension Duration {
  /// Milliseconds with one decimal, for a reader.
  package var told: Message {
    let tenths = Int((self / .microseconds(100)).rounded())
    return Message(named: "\(tenths / 10).\(tenths % 10)", vietnamese: "\(tenths / 10),\(tenths % 10)")
  }
}
