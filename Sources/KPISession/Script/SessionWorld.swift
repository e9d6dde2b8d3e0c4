import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite
import Synchronization

/// What all statements of a session share and none of them changes: the outside, the loads, the way to stop.
final class SessionWorld: Sendable {
  let options: SessionOptions
  let environment: SessionEnvironment
  let sources = SourceRegistry()
  let typed = TypedTexts()
  let cache = DataCache()
  /// Columns that are kept between starts.
  let snapshots: SnapshotKeeper
  /// How many threads a question may use.
  let threads: Int
  /// The day given from outside, which wins over the script's.
  private let fixedDay: PinnedDay?
  /// The last day of the demo database, which pins today while that database is open.
  private let demoDay: PinnedDay?
  private let stopping: StopSigns
  /// Why the database's own engine gave no answer.
  private let unanswered = Mutex<PlansThere.Failure?>(nil)
  private let pending = Mutex(LoadNews())
  let failing = FailingChecks()
  private let failures = Mutex<[DataCache.Key: [Diagnostic]]>([:])
  private let progress = Mutex<LoadWatcher?>(nil)
  /// The dimensions that the tables of a page are split by, in their order.
  private let splits = Mutex<[String]>([])
  /// The model given from outside as it was first read, where who asks was given from outside too.
  private let heldModel = Mutex<Source?>(nil)

  /// What plans answer in SQL, where every question is answered twice; nil where none is.
  let outcomes = Mutex<[SQLOutcome]?>(nil)
  /// What plans are written for instead; nil for the database itself.
  let otherEngine = Mutex<OtherEngine?>(nil)

  /// Who is told about loads.
  struct LoadWatcher: Sendable {
    var progress: (@Sendable (Double) -> Void)?
  }

  /// - Parameter isInterrupted: asked often, from any thread; true stops what is running.
  init(
    options: SessionOptions, environment: SessionEnvironment, threads: Int,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws(Halt) {
    self.options = options
    self.environment = environment
    self.threads = threads
    stopping = StopSigns(isInterrupted: isInterrupted)
    snapshots = SnapshotKeeper(
      options.usesCache ? environment.cacheFolder.map { SnapshotFolder($0, rest: options.cacheRest) } : nil)
    if let text = options.today {
      fixedDay = PinnedDay(day: try Self.day(text, from: "--today"), origin: .option)
    } else if let text = environment.variables["KPI_TODAY"], !text.isEmpty {
      fixedDay = PinnedDay(day: try Self.day(text, from: "KPI_TODAY"), origin: .environment)
    } else {
      fixedDay = nil
    }
    demoDay = try options.demo.map { demo throws(Halt) in
      PinnedDay(day: try Self.day(demo.lastDay, from: "the demo"), origin: .demo)
    }
  }

  private static func day(_ text: String, from name: String) throws(Halt) -> Int {
    let source = Source(name: name, text: text)
    if case .date(.day(let year, let month, let day))? = parseExpression(source, id: SourceID(0)).expression?.kind {
      return CivilDate(year: year, month: month, day: day).dayNumber
    }
    throw Halt(
      Diagnostic(
        .error, "bad-date", "`\(shown(text))`, given with \(name), is no date", at: nil,
        label: "a date is written `2023-12-31`"))
  }

  // MARK: Settings

  /// The running day: from outside, as the script set it, or the clock's in the company's zone.
  func today(_ state: SessionState) -> Int {
    if let pinned = pinnedDay(state) { return pinned.day }
    let local = state.zone.local(fromUnix: environment.now())
    return Int((local >= 0 ? local : local - 86_399) / 86_400)
  }

  /// The day that something pins: the outside, the script, or the demo database while it is open.
  func pinnedDay(_ state: SessionState) -> PinnedDay? {
    if let fixedDay { return fixedDay }
    if let day = state.today { return PinnedDay(day: day, origin: .script) }
    guard let demo = options.demo, state.model?.path == demo.path else { return nil }
    return demoDay
  }

  /// Whose rights hold: given from outside, or as the script said; nil sees everything.
  func login(_ state: SessionState) -> String? { options.login ?? state.login }

  func isStrict(_ state: SessionState) -> Bool { options.isStrict ?? state.isStrict ?? options.isStrictByDefault }

  /// Fails where a statement of a script file names a file outside of the folders that the script may read.
  func checkMayRead(_ path: String, at span: Span) throws(Halt) {
    if let refusal = sources.folders(of: span)?.refusal(of: path, at: span) { throw Halt(refusal) }
  }

  /// The text of a model's file; nil for the file takes the built-in `crm`.
  ///
  /// Where who asks was set from outside, the file is read once: what a session writes cannot change who sees what.
  func modelSource(_ file: String?, at span: Span?) throws(Halt) -> Source {
    guard let file else { return BuiltInModel.crm }
    if options.login != nil, let held = heldModel.withLock({ $0 }) { return held }
    let source = Source(name: file, text: try environment.text(of: file, what: "the model", at: span))
    if options.login != nil { heldModel.withLock { $0 = source } }
    return source
  }

  // MARK: Pages

  /// Notes what the tables of a page will be split by: while it is checked, before the first of them is made.
  func noteGroups(of tables: [ResultTable]) {
    splits.withLock { known in
      for key in tables.flatMap({ $0.origin?.keyColumns ?? [] }) where key.by != nil && !known.contains(key.name) {
        known.append(key.name)
      }
    }
  }

  var groups: [String] { splits.withLock { $0 } }

  // MARK: Stopping

  /// Whether Ctrl-C was pressed.
  var isInterrupted: @Sendable () -> Bool { stopping.isInterrupted }

  /// Whether what is running shall stop: interrupted, or out of time.
  ///
  /// What was bound has it and lives as long as the loads, which the world has: so it may not have the world.
  var isStopped: @Sendable () -> Bool {
    { [stopping] in stopping.isSet }
  }

  /// Ends what was asked where the columns it was answered from are none.
  ///
  /// - Parameters:
  ///   - elsewhere: what answered, if not they.
  ///   - span: the statement's.
  func checkColumns(_ elsewhere: (any RowsElsewhere)?, at span: Span) throws(Halt) {
    if let failure = (elsewhere as? PlansThere)?.failure { throw failure.halt(at: span) }
    if stopping.lost != nil { throw stop() }
  }

  /// What answers a statement where the database's own engine does; nil where the rows are here.
  func plansThere(_ data: LoadedData, _ model: OpenModel) -> PlansThere? {
    guard let there = data.there, let reading = model.database?.reading(isStopped) else { return nil }
    return PlansThere(model.catalog, there, reading) { [self] failure in unanswered.withLock { $0 = failure } }
  }

  /// Why the last plan has no answer there.
  func lastFailure(at span: Span) -> Halt? { unanswered.withLock { $0 }?.halt(at: span) }

  /// What is at hand is given up: the next question loads again.
  private func loseColumns(of path: String) {
    stopping.lose(path)
    cache.forget(except: nil)
  }

  /// Begins to count the time a run may take.
  func startClock() {
    if let seconds = options.timeout { stopping.startClock(seconds: seconds) }
  }

  /// What ends a run that was stopped.
  func stop() -> Halt {
    if !isInterrupted(), stopping.isOutOfTime, let seconds = options.timeout {
      let text = seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
      return Halt(Diagnostic(.error, "timed-out", "stopped after \(text) s (--timeout)", at: nil))
    }
    if !isInterrupted(), let path = stopping.lost {
      return Halt(StoreError.changedMeanwhile(path: path), at: nil)
    }
    return Halt(Diagnostic(.error, "interrupted", "interrupted", at: nil))
  }

  // MARK: Loads

  /// Who hears how far a load is.
  func watchLoads(_ progress: (@Sendable (Double) -> Void)?) {
    self.progress.withLock { $0 = LoadWatcher(progress: progress) }
  }

  /// Who hears how far a load is; nil where nobody does.
  var loadProgress: (@Sendable (Double) -> Void)? { progress.withLock { $0?.progress } }

  /// The columns of the database at hand, loaded when they are first asked for.
  func data(for state: SessionState, _ model: OpenModel) throws(Halt) -> LoadedData {
    guard let key = state.dataKey, let database = model.database else { throw Halt(status: .fault) }
    if let known = cache.data(for: key) { return known }
    if let failed = failures.withLock({ $0[key] }), let first = failed.first {
      var halt = Halt(first)
      halt.diagnostics = failed
      throw halt
    }
    let stamp = try? database.stamp()
    let watcher = loadProgress
    var spec = model.catalog.spec
    spec.zone = state.zone
    if try isAskedThere(database, spec, model.path) {
      let data = try dataThere(model, database, spec)
      cache.keep(data, for: key)
      return data
    }
    let kept = snapshots.store(
      of: database, spec, isCancelled: isStopped, onLoss: { [weak self] in self?.loseColumns(of: model.path) })
    do throws(StoreError) {
      let store: Store
      if let kept {
        store = kept
      } else {
        let read = try database.read(spec, progress: watcher, isCancelled: isStopped)
        snapshots.add(read, of: database, spec)
        store = read.store
      }
      watcher?(1)
      let data = LoadedData(store: store, stamp: stamp, loadedAt: environment.now())
      cache.keep(data, for: key)
      return data
    } catch {
      watcher?(1)
      if case .cancelled = error { throw stop() }
      let halt = Halt(error, loading: model)
      failures.withLock { $0[key] = halt.diagnostics }
      throw halt
    }
  }

  /// What questions are bound by, where the database's own engine answers them.
  ///
  /// - Parameter spec: the model's columns, or those of them that are there.
  func dataThere(_ model: OpenModel, _ database: Database, _ spec: LoadSpec) throws(Halt) -> LoadedData {
    defer { loadProgress?(1) }
    do throws(StoreError) {
      let (store, there) = try DataThere.load(model, database, spec, progress: loadProgress, isStopped: isStopped)
      return LoadedData(store: store, stamp: nil, loadedAt: environment.now(), there: there)
    } catch {
      if case .cancelled = error { throw stop() }
      throw Halt(error, loading: model)
    }
  }

  /// Loads that failed are tried again.
  func forgetFailures() {
    failures.withLock { $0 = [:] }
    stopping.lose(nil)
  }

  /// Keeps what a load tells about the rows that who asks sees, once it is known which they are.
  func noteLoad(of data: LoadedData, seenBy rowSets: RowSets, _ catalog: Catalog) {
    guard data.takeFirstSight() else { return }
    let declared = data.declaredRows(catalog, today: rowSets.today)
    let news = LoadNews(of: data, seenBy: rowSets, declared: declared, catalog)
    pending.withLock { $0 += news }
  }

  /// Keeps a note for the next statement's end.
  func tell(_ note: Message) { pending.withLock { $0.add(note) } }

  /// Has what is known of the links that plans follow told, each once.
  func noteLinks(_ read: ColumnsRead?, in state: SessionState) {
    guard let read, let data = state.dataKey.flatMap(cache.data) else { return }
    pending.withLock { $0.tell(read, of: ObjectIdentifier(data)) }
  }

  /// Tells what loads had to tell since it was last asked; true where a warning was among it.
  @discardableResult
  func tellLoadNews(to sink: (any SessionSink)?, in language: SessionLanguage) -> Bool {
    let news = pending.withLock { $0.take() }
    for note in news.notes { sink?.note(note, in: language) }
    let warnings = news.warnings.map { $0.told(in: language) }
    if !warnings.isEmpty { sink?.report(warnings, sources: sources.sources(of: warnings)) }
    return !news.warnings.isEmpty
  }

  /// `data as of 10:32, the file has changed`: where the file is no longer what was read.
  func changeNote(of state: SessionState) -> Message? {
    guard let key = state.dataKey, let data = cache.data(for: key), let model = state.model, let read = data.stamp,
      let now = try? model.database?.stamp(), now != read
    else { return nil }
    let local = state.zone.local(fromUnix: data.loadedAt)
    let minute = Int((local % 86_400 + 86_400) % 86_400) / 60
    let clock = "\(CivilDate.padded(minute / 60, 2)):\(CivilDate.padded(minute % 60, 2))"
    return "data as of \(clock), the file has changed"
  }
}
