import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite
import Synchronization

/// A database with the model that says what it means.
struct OpenModel: Sendable {
  let path: String
  /// nil where a script is checked against a model alone.
  let database: Database?
  /// As the model declares it, with what scripts have added since.
  var catalog: Catalog { didSet { stamp = MetricMemo.Stamp() } }
  /// Of the catalog as it is.
  private(set) var stamp = MetricMemo.Stamp()
  /// Name and text tell apart the loads of different models over one file.
  let modelName: String
  let modelText: String
  /// It is the model that comes with the program.
  var isBuiltIn: Bool { modelText == BuiltInModel.crm.text }

  /// Opens a database and reads its model.
  ///
  /// - Parameters:
  ///   - model: the model's text.
  ///   - isStopped: asked while a database behind a wire is waited for.
  static func open(
    _ path: String, model source: Source, zone: ZoneTable, sources: SourceRegistry,
    isStopped: @escaping @Sendable () -> Bool = { false }, at span: Span? = nil
  ) throws(Halt) -> OpenModel {
    let database: Database
    let schema: DatabaseSchema
    do throws(StoreError) {
      database = try Database.open(path: path, isStopped: isStopped)
      schema = try database.schema()
    } catch {
      throw Halt(error, at: span)
    }
    let parsed = parse(source, id: sources.add(source))
    var (catalog, found) = CatalogBuilder.build(parsed.statements, schema: schema, zone: zone)
    catalog.isBuiltIn = source.text == BuiltInModel.crm.text
    if !catalog.isBuiltIn {
      found = check(catalog, found, parsed.unparsedNames, source)
      found += StoreError.diagnostics(of: database.missingNames(of: catalog.spec, in: schema), catalog)
    }
    let diagnostics = parsed.diagnostics + found
    if let first = diagnostics.first(where: { $0.severity == .error }) {
      if source.text == BuiltInModel.crm.text {
        throw Halt(path, doesNotFit: catalog, because: [first.message], at: span)
      }
      var halt = Halt(first)
      halt.diagnostics = diagnostics
      throw halt
    }
    return OpenModel(path: path, database: database, catalog: catalog, modelName: source.name, modelText: source.text)
  }

  /// The built-in model without a database, for `help`.
  static func builtInCatalog(zone: ZoneTable) -> Catalog {
    builtIn.withLock { known in
      if let catalog = known[zone] { return catalog }
      let statements = parse(BuiltInModel.crm, id: SourceID(0)).statements
      var catalog = CatalogBuilder.build(statements, schema: nil, zone: zone).catalog
      catalog.isBuiltIn = true
      known[zone] = catalog
      return catalog
    }
  }

  /// Its name and what it counts alone, for help that tells nothing else of a model.
  static let headOfBuiltIn: Catalog = {
    var catalog = CatalogBuilder.build(
      parse(BuiltInModel.head, id: SourceID(0)).statements, schema: nil, zone: .vietnam
    )
    .catalog
    catalog.isBuiltIn = true
    return catalog
  }()

  /// The built-in model by zone: whatever is asked about the language alone needs it, more than once for a statement.
  private static let builtIn = Mutex<[ZoneTable: Catalog]>([:])
}

extension SessionEnvironment {
  /// The text of a file; fails where it cannot be read or is no text.
  func text(of path: String, what: Message, at span: Span? = nil) throws(Halt) -> String {
    let bytes: [UInt8]
    do {
      bytes = try readFile(path)
    } catch {
      let reason = Message(known: (error as? FileFailure)?.reason ?? "\(error)")
      throw Halt(Diagnostic(.error, "cannot-read", "cannot read \(what) `\(shown(path))`: \(reason)", at: span))
    }
    return try ScriptText.decode(bytes, name: path)
  }
}

extension Halt {
  /// A database for which no model was named, and which is none of the built-in model's.
  init(_ path: String, doesNotFit catalog: Catalog, because reasons: [Message], at span: Span?) {
    let reason = reasons.first ?? ""
    self.init(
      Diagnostic(
        .error, "model-mismatch",
        reasons.count > 1
          ? "`\(shown(path))` does not fit the built-in model `\(catalog.name)`: \(reason) (and \(reasons.count - 1) more)"
          : "`\(shown(path))` does not fit the built-in model `\(catalog.name)`: \(reason)",
        at: span,
        notes: [
          "name the model that says what this database means: `--model FILE`, or `open \"…\" model \"FILE\"`",
          "how to write one stands in docs/model-guide.md",
        ]))
  }

  /// What the error of a load tells the user.
  init(_ error: StoreError, loading model: OpenModel) {
    guard model.isBuiltIn, case .missing(let names) = error else {
      self.init(error, at: nil, catalog: model.catalog)
      return
    }
    let reasons = names.map { StoreError.missing([$0]).message }
    self.init(model.path, doesNotFit: model.catalog, because: reasons, at: nil)
  }

  /// What a database's error tells the user.
  init(_ error: StoreError, at span: Span?, catalog: Catalog? = nil) {
    if case .cancelled = error {
      self.init(Diagnostic(.error, "interrupted", "interrupted", at: nil))
      return
    }
    if case .query(let reason) = error {
      self.init(Diagnostic(.error, "bad-query", reason, at: span))
      return
    }
    if case .engine(let code, let reason, let help) = error {
      self.init(Diagnostic(.error, code, reason, at: span, notes: help.map { [$0] } ?? []))
      return
    }
    guard case .missing(let names) = error else {
      self.init(Diagnostic(.error, "cannot-open", error.message, at: span, notes: error.help.map { [$0] } ?? []))
      return
    }
    let diagnostics = StoreError.diagnostics(of: names, catalog)
    self.init(diagnostics[0])
    self.diagnostics = diagnostics
  }
}

extension StoreError {
  /// What is told of missing tables and columns, at the model's lines and in their order.
  static func diagnostics(of names: [MissingName], _ catalog: Catalog?) -> [Diagnostic] {
    let found = names.map { $0.diagnostic(catalog) }
    return found.enumerated().sorted { lhs, rhs in
      (lhs.element.span?.start ?? .max, lhs.offset) < (rhs.element.span?.start ?? .max, rhs.offset)
    }.map(\.element)
  }
}

extension StoreError.MissingName {
  /// What is told of it, with what is there instead.
  func diagnostic(_ catalog: Catalog?) -> Diagnostic {
    let missing = StoreError.missing([self])
    return Diagnostic(
      .error, column == nil ? "missing-table" : "missing-column", missing.message,
      at: catalog.flatMap { span(in: $0) }, label: DidYouMean.label(for: column ?? table, among: present),
      notes: missing.help.map { [$0] } ?? [])
  }

  /// Where the model names it, else where the entity is declared.
  fileprivate func span(in catalog: Catalog) -> Span? {
    let reader = entity.map(NamesRead.Reader.entity) ?? .lookup(table: table)
    if let span = catalog.namesRead.span(of: column, readBy: reader) { return span }
    guard let entity else { return catalog.namesRead.span(of: nil, readBy: reader) }
    return catalog.entities.first { $0.name == entity }?.span
  }
}
