import KPICompiler
import KPIEngine
import KPILanguage
import KPIRemote
import KPISQLite
import Synchronization

/// What was moved.
package struct PushReport: Sendable {
  package var tables = 0
  package var rows = 0
  /// Tables that were there already, just as they would have been written.
  package var found = 0
}

extension Session {
  /// Moves the tables of a file to an engine, each whole or not at all.
  ///
  /// - Parameters:
  ///   - schema: nil for the address's, else the engine's own choice.
  ///   - files: the folder through which rows reach Spark.
  ///   - isForced: tables of the same names are replaced.
  ///   - progress: called with 0 … 1, from any thread.
  /// - Throws: `Halt`; tables that were finished stay, and are found the next time.
  package func push(
    _ path: String, to address: String, schema: String?, files: String?, isForced: Bool,
    progress: @escaping @Sendable (Double) -> Void
  ) throws(Halt) -> PushReport {
    world.startClock()
    guard !RemoteAddress.isOne(path) else {
      throw Halt(
        Diagnostic(
          .error, "bad-address", "what is moved is a file of SQLite's, not `\(shown(path, limit: 200))`", at: nil,
          notes: ["the file stands first, the engine behind it: `kpi push crm.db postgresql://user@host/db`"]))
    }
    let database = try stored { () throws(StoreError) in try Database.open(path) }
    let spec = try pushedSpec(path)
    let place = try stored { () throws(StoreError) in try PushPlace(address, schema: schema, files: files) }
    let target = try stored { () throws(StoreError) in try place.open(isStopped: world.isStopped) }
    let reader = try stored { () throws(StoreError) in try PushReader(database, isCancelled: world.isStopped) }
    let meter = PushMeter(progress)
    let plan = try stored { () throws(StoreError) in try PushPlan(reader, spec, to: place.address.engine) }
    plan.notes.forEach { note($0) }
    try checkMayBeMoved(plan)
    meter.begin(rows: plan.tables.reduce(0) { $0 + $1.rowCount })
    let finished = try stored { () throws(StoreError) in try target.finished(plan.tables, isForced: isForced) }
    var report = PushReport()
    do throws(Halt) {
      for (table, isFinished) in zip(plan.tables, finished) {
        if isFinished {
          meter.advance(table.rowCount)
          report.found += 1
        } else {
          try stored { () throws(StoreError) in try target.write(table, from: reader) { meter.advance($0) } }
        }
        report.tables += 1
        report.rows += table.rowCount
      }
    } catch {
      if report.tables > 0 {
        note(
          "\(report.tables) of \(plan.tables.count) tables are there whole: the same command goes on with the others")
      }
      throw error
    }
    return report
  }

  private func checkMayBeMoved(_ plan: PushPlan) throws(Halt) {
    let told = plan.refusals.map { Diagnostic(.error, "cannot-push", $0.reason, at: nil, notes: [$0.help]) }
    guard let first = told.first else { return }
    var halt = Halt(first)
    halt.diagnostics = told
    throw halt
  }

  /// What the model of the options names; without one what the built-in model does, where it fits.
  private func pushedSpec(_ path: String) throws(Halt) -> LoadSpec? {
    let source = try world.modelSource(world.options.model, at: nil)
    let fits: LoadSpec?
    do throws(Halt) {
      let model = try DeepStack.run { () throws(Halt) in
        try OpenModel.open(path, model: source, zone: state.zone, sources: world.sources, isStopped: world.isStopped)
      }
      let schema = try stored { () throws(StoreError) in try model.database?.schema() ?? DatabaseSchema(tables: []) }
      fits = model.database?.missingNames(of: model.catalog.spec, in: schema).isEmpty == true ? model.catalog.spec : nil
    } catch {
      guard world.options.model == nil else { throw error }
      fits = nil
    }
    if fits == nil {
      note("no model is named, and the built-in one does not fit: types and keys are what the tables tell")
    }
    return fits
  }

  private func stored<Result>(_ body: () throws(StoreError) -> Result) throws(Halt) -> Result {
    do throws(StoreError) {
      return try body()
    } catch {
      if error == .cancelled { throw world.stop() }
      throw Halt(error, at: nil)
    }
  }
}

/// Tells how far moving is.
private final class PushMeter: Sendable {
  private let report: @Sendable (Double) -> Void
  private let state = Mutex((done: 0, total: 0))

  init(_ report: @escaping @Sendable (Double) -> Void) { self.report = report }

  func begin(rows: Int) { state.withLock { $0 = (0, rows) } }

  func advance(_ rows: Int) {
    // One call at a time, never falling; keys and indexes of the last table take time, too.
    state.withLock { state in
      state.done += rows
      report(min(0.99, Double(state.done) / Double(max(1, state.total))))
    }
  }
}
