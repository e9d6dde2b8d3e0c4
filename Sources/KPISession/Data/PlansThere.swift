import KPICompiler
import KPIEngine
import KPILanguage
import KPISQL
import KPISQLite
import Synchronization

/// Has a database's own engine answer one statement's plans, in one transaction.
final class PlansThere: RowsElsewhere {
  let numbers: RowNumbers
  private let catalog: Catalog
  private let there: DataThere
  private let reading: any SourceReading
  /// Who is told why there is no answer.
  private let report: @Sendable (Failure) -> Void
  private let counts = Mutex(Counts())
  private let first = Mutex<Failure?>(nil)
  private let turn = Mutex(())

  /// Why a plan has no answer.
  enum Failure: Error {
    case refusal(SQLRefusal)
    case store(StoreError)
  }

  /// What went over the wire.
  struct Counts: Sendable {
    var statements = 0
    var rows = 0
  }

  init(
    _ catalog: Catalog, _ there: DataThere, _ reading: any SourceReading,
    report: @escaping @Sendable (Failure) -> Void
  ) {
    self.catalog = catalog
    self.there = there
    self.reading = reading
    self.report = report
    numbers = there.numbers
  }

  /// Why something that was asked has no answer, the first that was; whatever was made without it is not told.
  var failure: Failure? { first.withLock { $0 } }

  /// Ends the transaction: the statement is answered.
  func end() { reading.end() }

  var moved: Counts { counts.withLock { $0 } }

  func answer(
    _ question: ElsewhereQuestion, in context: ExecutionContext
  ) throws(ExecutionError) -> ResultRows {
    do throws(Failure) {
      let (text, instants) = try self.text(of: question, context)
      // One connection has one statement at a time, whatever the threads.
      let rows = try turn.withLock { _ throws(Failure) in
        do throws(StoreError) { return try reading.rows(text) } catch { throw .store(error) }
      }
      counts.withLock {
        $0.statements += 1
        $0.rows += rows.count
      }
      let zone = context.store.zone
      if zone.transitions.isEmpty { return rows }
      return ResultRows(
        columns: rows.columns.enumerated().map { told($1, isInstant: instants.contains($0), zone) }, count: rows.count)
    } catch {
      if case .store(.cancelled) = error { throw .cancelled }
      first.withLock { $0 = $0 ?? error }
      report(error)
      throw .elsewhere
    }
  }

  /// A column's moments as the engine reckons with them.
  private func told(_ cells: Cells, isInstant: Bool, _ zone: ZoneTable) -> Cells {
    switch cells {
    case .exact, .reals, .texts, .coded, .links: cells
    case .stamps(let stamps, areDates: false, _):
      // As they came, all days have the usual length.
      .stamps(
        stamps.map { stamp in
          if stamp == nullNumber { return stamp }
          let (day, milliseconds) = (Int(Stamp.day(stamp)), stamp - Stamp.start(of: Int(Stamp.day(stamp))))
          return isInstant
            ? zone.stamp(ofInstant: Int64(day) * Stamp.usualDay + milliseconds)
            : zone.stamp(day: day, milliseconds: milliseconds)
        }, areDates: false, in: zone)
    case .stamps, .values:
      .values(cells.values.map { isInstant ? told(utc: $0, zone) : told($0, zone) })
    }
  }

  /// A moment of the clock on the wall as the engine reckons with it.
  private func told(_ value: Value, _ zone: ZoneTable) -> Value {
    switch value {
    case .moment(let moment):
      zone.value(
        of: zone.stamp(day: moment.day, milliseconds: Int64(moment.second) * 1_000 + Int64(moment.millisecond)))
    case .time(let day, let second): zone.value(of: zone.stamp(day: day, milliseconds: Int64(second) * 1_000))
    default: value
    }
  }

  /// A moment of UTC's clock.
  private func told(utc value: Value, _ zone: ZoneTable) -> Value {
    let (day, milliseconds): (Int, Int) =
      switch value {
      case .moment(let moment): (moment.day, moment.second * 1_000 + moment.millisecond)
      case .time(let day, let second): (day, second * 1_000)
      case .date(let day): (day, 0)
      default: (.min, 0)
      }
    return day == .min
      ? value : zone.value(of: zone.stamp(ofInstant: Int64(day) * Stamp.usualDay + Int64(milliseconds)))
  }

  /// A statement, and the columns of its answer that are moments of UTC's clock.
  private func text(
    of question: ElsewhereQuestion, _ context: ExecutionContext
  ) throws(Failure) -> (text: String, instants: Set<Int>) {
    let model = SQLModel(
      spec: catalog.spec, placings: catalog.entities.map(\.placing), conditions: catalog.entities.map(\.condition),
      rowIDs: catalog.spec.entities.map { _ in nil }, types: there.types, repeating: there.repeating)
    do throws(SQLRefusal) {
      let writer = try SQLWriter(model, there.dialect, context)
      let text =
        switch question {
        case .cells(let cells): try writer.text(of: cells)
        case .rows(let plan, let frame):
          try writer.text(of: plan, frame, plan.columns.indices.map { "column_\($0 + 1)" }, isKeyed: true)
        case .states(let plan): try writer.text(of: plan)
        case .entered(let plan): try writer.text(ofThoseIn: plan)
        case .events(let plan): try writer.text(ofEventsIn: plan)
        }
      return (text, writer.instants)
    } catch {
      throw .refusal(error)
    }
  }
}

extension PlansThere.Failure {
  /// What is told of it.
  func halt(at span: Span) -> Halt {
    switch self {
    case .store(let error): Halt(error, at: span)
    case .refusal(let refusal):
      Halt(
        Diagnostic(
          .error, "not-in-sql", refusal.message, at: span,
          notes: [
            "the database's engine answers (`--engine there`): `--engine here` brings the rows over and answers it"
          ]))
    }
  }
}
