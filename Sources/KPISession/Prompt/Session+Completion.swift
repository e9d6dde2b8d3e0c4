import KPICompiler
import KPIEngine
import KPILanguage

extension Session {
  /// What a text at the prompt may become at its end: up to the cursor.
  package func completion(of written: String) -> Completion {
    let text = Source(name: "", text: written).text
    var completion = found(for: text)
    completion.line = completion.replacement.map {
      String(decoding: text.utf8.prefix(completion.start), as: UTF8.self) + $0
    }
    return completion
  }

  private func found(for text: String) -> Completion {
    if text.hasPrefix(".") { return DotCommand.completion(of: text, files: files, tables: schemaTables) }
    let tables = state.lastTables ?? []
    let lists = CompletionLists(
      catalog: state.model?.catalog, variables: state.variables.keys.sorted(), reports: state.reports.keys.sorted(),
      lastTables: tables, isBehind: state.isBehind, isVietnamese: state.language == .vi, lastVerb: lastVerb,
      known: known())
    let completer = Completer(lists: lists, names: names)
    // A clause alone goes on from the last question: what that asks for says what may stand there.
    guard let last = state.lastQuestion, let (whole, before) = GoingOn(names: names).completed(text, after: last) else {
      return completer.completion(of: text)
    }
    var completion = completer.completion(of: whole)
    completion.start -= before
    return completion.start < 0 ? .none : completion
  }

  /// The verb of the last question, from which a clause alone goes on.
  private var lastVerb: Keyword? { state.lastQuestion.flatMap { CompletionReader($0, names: names).verb } }

  /// The texts that may take the place of the last word, for tests and other programs.
  package func completions(of text: String) -> [String] { completion(of: text).candidates.map(\.text) }

  private func known() -> CompletionLists.Known {
    let context = StatementContext(world: world, state: state, log: DiagnosticLog(), isChecking: false)
    // What cannot be loaded has nothing to offer; the next question says why.
    let compiler = { try? context.compiler(at: Span(SourceID(0), 0, 0)) }
    var known = CompletionLists.Known()
    known.values = { [self] name, metrics in
      kept(.values(Catalog.key(name), metrics)) {
        compiler().map { Self.values($0, $0.dimension(name, ofMetrics: metrics)) } ?? []
      }
    }
    known.members = { [self] metrics, entity in
      keptMembers(.members(metrics, entity)) { compiler()?.members(reachedBy: metrics, and: entity) ?? [] }
    }
    known.membersBehind = { compiler()?.members(behind: $0, from: $1) ?? [] }
    known.kind = { name, metrics, entity in
      if compiler()?.catalog.segment(named: name) != nil { return .boolean }
      return compiler()?.type(of: name, reachedBy: metrics, and: entity).map { ValueKind($0) }
    }
    // A question is bound once for all that its table is looked at for.
    var tables: [String: ResultTable?] = [:]
    let table = { [self] (head: String) -> ResultTable? in
      if let known = tables[head] { return known }
      let found = self.table(of: head)
      tables[head] = .some(found)
      return found
    }
    known.table = table
    known.columnValues = { [self] head, name in
      guard let table = table(head), case .one(let place) = NameMatch.find(name, among: table.columnCandidates)
      else { return [] }
      // A table that was not made yet has the values of the dimension.
      if table.rows.isEmpty {
        return kept(.values(Catalog.key(name), [])) { compiler().map { Self.values($0, name) } ?? [] }
      }
      var seen: Set<String> = []
      return table.rows.prefix(5_000).compactMap { row in
        guard case .text(let text) = row[place], seen.insert(text).inserted else { return nil }
        return CompletionLists.Entry(value: text)
      }
    }
    known.logins = { [self] in
      guard world.login(state) == nil, let login = state.model?.catalog.viewer?.entity.text else { return [] }
      return compiler()?.logins(of: login) ?? []
    }
    known.files = { [self] in files($0) }
    return known
  }

  /// How many values are counted while somebody waits, and how many are looked at at all.
  private static let mostCounted = 2_000
  private static let mostLookedAt = 10_000

  private static func values(_ compiler: Compiler, _ name: String) -> [CompletionLists.Entry] {
    if let counted = compiler.countedValues(ofDimension: name, limit: mostCounted) {
      return counted.map { CompletionLists.Entry(value: $0.text, count: $0.count) }
    }
    return compiler.values(ofDimension: name, limit: mostLookedAt).map { CompletionLists.Entry(value: $0) }
  }

  /// The columns of a question that was typed before a pipe, as a check finds them; the last result's for none.
  private func table(of head: String) -> ResultTable? {
    let text = Self.namingLastResult(head.trimmed)
    if text.isEmpty, case .table(let table, _)? = state.lastResult { return table }
    let source = Source(name: "", text: text)
    let parsed = parse(source, id: world.sources.add(source), names: names)
    guard parsed.diagnostics.isEmpty, case .pipeline(let pipeline)? = parsed.statements.first?.kind else { return nil }
    if case .variable(let name) = pipeline.head, pipeline.stages.isEmpty,
      case .table(let table, _)? = state.variables[Catalog.key(name.text)]
    {
      return table
    }
    let checker = Interpreter(.checking, world: world, state: state, sink: nil)
    checker.state.follow(parsed.statements.first?.language)
    return try? checker.answer(pipeline)?.first
  }

  /// The files and folders that a path may become.
  func files(_ path: String) -> [String] {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let part = slash.map { String(path[path.index(after: $0)...]) } ?? path
    return world.environment.filesIn(folder.isEmpty ? "." : folder)
      .filter { $0.hasPrefix(part) && (part.hasPrefix(".") || !$0.hasPrefix(".")) }.map { folder + $0 }
  }

  private func schemaTables() -> [String] { (try? state.model?.database?.schema().tables.map(\.name)) ?? [] }

  // MARK: What is kept

  private func kept(_ key: CompletionCache.Key, _ make: () -> [CompletionLists.Entry]) -> [CompletionLists.Entry] {
    completionCache.entries(key, of: completionSight, make)
  }

  private func keptMembers(_ key: CompletionCache.Key, _ make: () -> [Member]) -> [Member] {
    completionCache.members(key, of: completionSight, make)
  }

  /// What the lists rest on: the rows, who sees them, and on which day.
  private var completionSight: CompletionCache.Sight { CompletionCache.Sight(state, world) }
}

extension CompletionCache.Sight {
  /// What a session sees at the moment.
  init(_ state: SessionState, _ world: SessionWorld) {
    self.init(
      data: state.dataKey, login: world.login(state), today: world.today(state),
      own: state.model?.catalog.metricOrder.count ?? 0)
  }
}

/// The lists of values and names that completion has made, as long as they hold.
final class CompletionCache {
  enum Key: Hashable {
    case values(String, [String])
    case members([String], String?)
  }

  struct Sight: Hashable {
    var data: DataCache.Key?
    var login: String?
    var today: Int
    /// How many metrics there are: the prompt may define more.
    var own: Int
  }

  private var sight: Sight?
  private var lists: [Key: [CompletionLists.Entry]] = [:]
  private var reached: [Key: [Member]] = [:]

  /// Forgets everything, as when the rows are read again.
  func forget() { (sight, lists, reached) = (nil, [:], [:]) }

  private func look(at now: Sight) {
    guard now != sight else { return }
    forget()
    sight = now
  }

  func entries(_ key: Key, of now: Sight, _ make: () -> [CompletionLists.Entry]) -> [CompletionLists.Entry] {
    look(at: now)
    if let known = lists[key] { return known }
    let made = make()
    lists[key] = made
    return made
  }

  func members(_ key: Key, of now: Sight, _ make: () -> [Member]) -> [Member] {
    look(at: now)
    if let known = reached[key] { return known }
    let made = make()
    reached[key] = made
    return made
  }
}

extension CompletionLists.Entry {
  /// A column of a table, as a line writes it.
  init(column: ResultColumn) {
    let label = column.label.replacing(" ", with: "_")
    let isWritten = NameTable.isWritten(label)
    self.init(column.name, vietnamese: isWritten ? label.lowercased() : nil, others: isWritten ? [label] : [])
  }
}
