import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite

/// A model held against a database: every misfit at once.
struct ModelFit {
  let world: SessionWorld
  let state: SessionState
  let model: OpenModel
  let database: Database
  let schema: DatabaseSchema
  /// How grave it is that rows, or values, are not as the model says.
  let severity: Diagnostic.Severity

  private var catalog: Catalog { model.catalog }

  /// What does not fit, in the order of the model's text.
  func findings() throws(Halt) -> [CheckReport.Finding] {
    let missing = database.missingNames(of: catalog.spec, in: schema)
    if let stranger = strangeness(missing) { return [stranger] }
    let gone = GoneNames(missing, catalog)
    var found: [CheckReport.Finding] = []
    if !missing.isEmpty {
      let definitions = ModelReads(OpenModel.hollowCompiler(catalog)).definitions()
      let likely = LikelyNames(catalog, definitions, database, schema, isCancelled: world.isStopped)
      found = gone.findings(likely, definitions)
    }
    let data = missing.isEmpty ? try world.data(for: state, model) : try load(without: gone)
    if data.there != nil {
      world.tell(
        """
        the rows of `\(shown(model.path, limit: 200))` were not read: values that do not fit, keys that repeat and links \
        that lead nowhere are not looked for; `--engine here` reads them
        """)
    }
    let context: ExecutionContext
    let names: NameCache
    do throws(LoadedData.Failure) {
      (context, names) = try data.context(
        catalog, today: world.today(state), login: world.login(state), threads: world.threads,
        isCancelled: world.isStopped)
    } catch {
      throw StatementContext(world: world, state: state, log: DiagnosticLog(), isChecking: true)
        .halt(error, world.login(state) ?? "", Span(SourceID(0), 0, 0), catalog, data.store)
    }
    found += misfits(of: data, seenBy: context.rowSets, without: gone)
    found += values(context, names, without: gone)
    if world.isStopped() { throw world.stop() }
    return found.inOrder
  }

  /// That the database is another one than the model's, rather than a hundred tables that are gone; nil where it is not.
  private func strangeness(_ missing: [StoreError.MissingName]) -> CheckReport.Finding? {
    let read = Set(catalog.spec.entities.filter { !$0.isOptional }.map { Catalog.key($0.table) })
    let gone = Set(missing.filter { $0.column == nil && $0.entity != nil }.map { Catalog.key($0.table) })
      .intersection(read)
    guard !gone.isEmpty, gone.count == read.count || model.isBuiltIn && 2 * gone.count > read.count else { return nil }
    let what: Message =
      gone.count == read.count
      ? read.count == 1 ? "has not the table" : "has none of the \(read.count) tables"
      : "has \(read.count - gone.count) of the \(read.count) tables"
    let whose: Message =
      model.isBuiltIn ? "the built-in model `\(catalog.name)`" : "`\(shown(model.modelName, limit: 200))`"
    let tables = schema.tables.prefix(20).map(\.name).joined(separator: ", ")
    return CheckReport.Finding(
      diagnostic: Diagnostic(
        .error, "model-mismatch", "`\(shown(model.path, limit: 200))` \(what) that \(whose) reads", at: nil,
        notes: [
          schema.tables.isEmpty ? "the database has no tables" : "its tables: \(shown(tables, limit: 400))",
          model.isBuiltIn
            ? "name its model with `--model FILE`; `kpi init DB` writes a first one"
            : "name the database of this model with `--db`; `kpi init DB` writes a first model of this one",
        ]), isMisfit: true)
  }

  /// Reads what is there.
  private func load(without gone: GoneNames) throws(Halt) -> LoadedData {
    var spec = gone.readable(catalog.spec)
    spec.zone = state.zone
    if try world.isAskedThere(database, spec, model.path) { return try world.dataThere(model, database, spec) }
    do throws(StoreError) {
      let store = try database.load(spec, progress: world.loadProgress, isCancelled: world.isStopped)
      world.loadProgress?(1)
      return LoadedData(store: store, stamp: nil, loadedAt: world.environment.now())
    } catch {
      world.loadProgress?(1)
      if case .cancelled = error { throw world.stop() }
      throw Halt(error, at: nil, catalog: catalog)
    }
  }

  // MARK: Rows and values

  private func misfits(
    of data: LoadedData, seenBy rowSets: RowSets, without gone: GoneNames
  ) -> [CheckReport.Finding] {
    let declared = data.declaredRows(catalog, today: rowSets.today)
    var totals: [Int: Int] = [:]
    return RowMisfit.all(of: data, seenBy: rowSets, declared: declared, catalog).compactMap { misfit in
      guard !gone.explains(misfit, catalog) else { return nil }
      let total =
        totals[misfit.entity]
        ?? (1..<data.store.entities[misfit.entity].rowCount + 1)
        .count { rowSets.isVisible($0, of: misfit.entity) }
      totals[misfit.entity] = total
      return CheckReport.Finding(
        diagnostic: Diagnostic(
          severity, misfit.code, misfit.text(ofRows: total, catalog), at: misfit.span(in: catalog),
          notes: [misfit.advice].compactMap { $0 }),
        isMisfit: true, rows: (misfit.rows, total))
    }
  }

  /// Values that definitions name and the data has not.
  private func values(
    _ context: ExecutionContext, _ names: NameCache, without gone: GoneNames
  ) -> [CheckReport.Finding] {
    var compiler = Compiler(catalog: catalog, context: context, isStrict: severity == .error)
    compiler.names = names
    compiler.absent = gone.uses
    compiler.zoneName = state.zoneName
    var check = ModelCheck(compiler)
    return check.findings().filter { $0.code == "unknown-value" || $0.code == "loose-value" }.map {
      CheckReport.Finding(diagnostic: $0, isMisfit: true)
    }
  }
}

extension RowMisfit {
  /// The kind of mistake that it is.
  fileprivate var code: String {
    switch kind {
    case .read(.danglingLinks), .linksLeftOut: "dangling-link"
    case .read(.unreadableTimes): "unreadable-time"
    case .read(.notNumbers): "unreadable-number"
    case .read(.repeatedKeys), .read(.ambiguousLookups): "repeated-key"
    case .read(.nullKeys): "null-key"
    case .read(.invalidText): "unreadable-text"
    }
  }
}

extension [CheckReport.Finding] {
  /// By their places in the text; what has none comes first.
  var inOrder: [CheckReport.Finding] {
    enumerated().sorted { lhs, rhs in
      let (left, right) = (lhs.element.diagnostic.span?.start ?? -1, rhs.element.diagnostic.span?.start ?? -1)
      return left != right ? left < right : lhs.offset < rhs.offset
    }.map(\.element)
  }
}
