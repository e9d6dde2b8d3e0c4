import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite

extension Session {
  /// Checks models and scripts: without a database their texts, with one also whether it fits.
  ///
  /// Each script is its own: none knows what another declares. Their model is that of the options, else the one
  /// among the files, else the built-in one. Without a file the model alone is checked.
  package func check(_ paths: [String], database path: String?) -> CheckReport {
    DeepStack.run {
      world.startClock()
      world.forgetFailures()
      let report = Checker(world: world, state: state, warningsAreErrors: treatsWarningsAsErrors).check(paths, path)
      world.tellLoadNews(to: sink, in: report.language)
      return report
    }
  }
}

/// One run of `kpi check`.
private final class Checker {
  let world: SessionWorld
  var state: SessionState
  private var report = CheckReport()

  init(world: SessionWorld, state: SessionState, warningsAreErrors: Bool) {
    self.world = world
    self.state = state
    report.warningsAreErrors = warningsAreErrors
    report.language = state.chosenLanguage ?? .en
  }

  /// A file's text as it was parsed.
  private struct Text {
    var source: Source
    var parsed: ParsedSource
    var isModel: Bool
  }

  /// A database that is there.
  private struct Opened {
    var database: Database
    var schema: DatabaseSchema
  }

  func check(_ paths: [String], _ path: String?) -> CheckReport {
    run(paths, path)
    return report
  }

  private func run(_ paths: [String], _ path: String?) {
    report.database = path
    var texts: [Text] = []
    var seen: Set<String> = []
    for file in paths where seen.insert(file).inserted {
      attempt { () throws(Halt) in
        let text = try world.environment.text(of: file, what: "the file")
        texts.append(parsed(Source(name: file, text: text, path: file), isNamedAsModel: file == world.options.model))
      }
    }
    let opened = path.flatMap { path in attempt { () throws(Halt) in try open(path) } }
    let own = texts.filter(\.isModel)
    let scripts = texts.filter { !$0.isModel }
    var used: OpenModel?
    for text in own { used = fit(text, opened) }
    if let file = world.options.model, !own.contains(where: { $0.source.name == file }) {
      let source = attempt { () throws(Halt) in try world.modelSource(file, at: nil) }
      used = source.flatMap { fit(parsed($0, isNamedAsModel: true), opened) }
    } else if own.isEmpty, !scripts.isEmpty || paths.isEmpty {
      used = fit(parsed(BuiltInModel.crm, isNamedAsModel: true), opened, isListed: paths.isEmpty)
    } else if own.count > 1, !scripts.isEmpty {
      if let file = world.options.model, let named = own.first(where: { $0.source.name == file }) {
        used = build(named, nil).0
      } else {
        report.add([
          Diagnostic(
            .error, "several-models", "which of the \(own.count) models the scripts are asked of is not said", at: nil,
            notes: ["name it with `--model FILE`, or check each model with its scripts"])
        ])
        used = nil
      }
    }
    if let used, !scripts.isEmpty { check(scripts, used) }
    report.sources = world.sources.sources(of: report.findings.map(\.diagnostic))
  }

  /// Does something; what keeps it from being done is a finding.
  @discardableResult
  private func attempt<Result>(_ body: () throws(Halt) -> Result) -> Result? {
    do throws(Halt) {
      return try body()
    } catch {
      report.findings += error.diagnostics.map {
        CheckReport.Finding(diagnostic: $0, isMisfit: ExitStatus(code: $0.code) == .data)
      }
      return nil
    }
  }

  private func parsed(_ source: Source, isNamedAsModel: Bool) -> Text {
    let parsed = parse(source, id: world.sources.add(source))
    return Text(
      source: source, parsed: parsed, isModel: isNamedAsModel || parsed.statements.contains(where: \.isOfAModel))
  }

  private func open(_ path: String) throws(Halt) -> Opened {
    do throws(StoreError) {
      let database = try Database.open(path: path, isStopped: world.isStopped)
      return Opened(database: database, schema: try database.schema())
    } catch {
      if case .notADatabase = error, let advice = ImportAdvice(path: path) { throw Halt(advice.diagnostic) }
      throw Halt(error, at: nil)
    }
  }

  // MARK: Models

  /// Checks a model, against the database where there is one.
  ///
  /// - Returns: what scripts are checked with: without data where the database does not fit.
  private func fit(_ text: Text, _ opened: Opened?, isListed: Bool = true) -> OpenModel? {
    var (alone, found) = build(text, nil)
    if let opened { (alone, found) = build(text, opened.schema.completed(for: alone.catalog.spec)) }
    let mistakes = (text.parsed.diagnostics + found).map { CheckReport.Finding(diagnostic: $0) }
    if isListed { report.files.append(alone.listed) }
    guard let opened else {
      report.findings += mistakes.inOrder
      return alone
    }
    let model = OpenModel(
      path: report.database ?? "", database: opened.database, catalog: alone.catalog, modelName: alone.modelName,
      modelText: alone.modelText)
    state.model = model
    let fit = ModelFit(
      world: world, state: state, model: model, database: opened.database, schema: opened.schema,
      severity: world.options.isStrict ?? true ? .error : .warning)
    let misfits = attempt { () throws(Halt) in try fit.findings() }
    report.findings += (mistakes + (misfits ?? [])).inOrder
    let isReadable = misfits.map { !$0.contains { $0.diagnostic.code.isOfGoneNames } } ?? false
    return isReadable ? model : alone
  }

  /// A model with its mistakes, without data.
  private func build(_ text: Text, _ schema: DatabaseSchema?) -> (OpenModel, [Diagnostic]) {
    var (catalog, found) = CatalogBuilder.build(text.parsed.statements, schema: schema, zone: state.zone)
    catalog.isBuiltIn = text.source.text == BuiltInModel.crm.text
    if !catalog.isBuiltIn {
      found = OpenModel.check(catalog, found, text.parsed.unparsedNames, text.source, keepsWarnings: true)
    }
    let model = OpenModel(
      path: "", database: nil, catalog: catalog, modelName: text.source.name, modelText: text.source.text)
    return (model, found)
  }

  // MARK: Scripts

  private func check(_ scripts: [Text], _ model: OpenModel) {
    state.model = model
    var told: Set<String> = []
    for script in scripts {
      let checker = Interpreter(.checking, world: world, state: state, sink: nil)
      checker.missesParameters = true
      var loader = ScriptLoader(world, names: model.catalog.nameTable)
      let statements = attempt { () throws(Halt) in try loader.statements(of: script.source) } ?? []
      report.files.append(
        .init(name: script.source.name, kind: .script, contents: [("statement", "statements", statements.count)]))
      checker.take(loader)
      checker.check(statements)
      // What two scripts import is wrong once.
      let found = checker.log.diagnostics.filter { diagnostic in
        let place = diagnostic.span.flatMap { world.sources.place(of: $0) } ?? script.source.name
        return told.insert("\(diagnostic.code) \(place) \(diagnostic.message.english)").inserted
      }
      report.findings += found.map {
        CheckReport.Finding(diagnostic: $0, isMisfit: ExitStatus(code: $0.code) == .data)
      }
    }
  }
}

extension Statement {
  /// Whether it stands in models only.
  var isOfAModel: Bool {
    guard case .declaration(let declaration) = kind else { return false }
    return switch declaration {
    case .model, .subject, .entity, .viewer, .policy, .report: true
    case .metric, .segment, .events, .target, .alert: false
    }
  }
}

extension OpenModel {
  /// What is told of it where it was checked.
  fileprivate var listed: CheckReport.File {
    CheckReport.File(
      name: modelName, kind: .model,
      contents: [
        ("entity", "entities", catalog.entities.count { !$0.isHistory }),
        ("metric", "metrics", catalog.metrics.count), ("report", "reports", catalog.reports.count),
      ])
  }
}

extension DatabaseSchema {
  /// The schema with the columns that a model reads and the tables have not, so that its text can be bound whole.
  fileprivate func completed(for spec: LoadSpec) -> DatabaseSchema {
    var completed = self
    for entity in spec.entities {
      guard let index = tables.firstIndex(where: { DatabaseSchema.isSame($0.name, entity.table) }) else { continue }
      for column in entity.columns {
        let type =
          switch column.kind {
          case .number: "NUMERIC"
          case .time, .linkedTime: "DATETIME"
          default: "TEXT"
          }
        for name in column.source where completed.tables[index].column(named: name) == nil {
          completed.tables[index].columns.append(.init(name: name, declaredType: type))
        }
      }
    }
    return completed
  }
}

extension String {
  /// Whether a mistake of this kind says that tables or columns are not there.
  fileprivate var isOfGoneNames: Bool { ["missing-table", "missing-column", "model-mismatch"].contains(self) }
}
