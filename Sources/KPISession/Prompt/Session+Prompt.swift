import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite

extension Session {
  /// The tables and columns of the database at hand, a table a line; of one table a column a line.
  ///
  /// - Throws: `Halt` where it cannot be read.
  package func schemaLines(of name: String? = nil) throws(Halt) -> [String] {
    guard let database = state.model?.database else { return [] }
    do throws(StoreError) {
      let tables = try database.schema().tables
      guard let name else {
        return tables.map { table in "\(table.name)(\(table.columns.map(\.written).joined(separator: ", ")))" }
      }
      if let table = tables.first(where: { Catalog.key($0.name) == Catalog.key(name) }) {
        return [table.name] + table.columns.map { "  " + $0.written + ($0.isNotNull ? " not null" : "") }
      }
      let label = DidYouMean.label(for: name, among: tables.map(\.name))
      return [
        told(
          label.map { "the database has no table `\(shown(name))`, \($0)" }
            ?? "the database has no table `\(shown(name))`")
      ]
    } catch {
      throw Halt(error, at: nil)
    }
  }

  /// The model at hand, in one line: `crm, built in: 24 entities, 61 metrics`.
  package var modelLine: String {
    guard let model = state.model else { return told("no database is open") }
    let entities = model.catalog.entities.count { !$0.isHistory }
    let origin: Message = world.options.model.map { "from `\($0)`" } ?? "built in"
    return told("\(model.catalog.name), \(origin): \(entities) entities, \(model.catalog.metrics.count) metrics")
  }

  /// A text in the language at hand.
  package func told(_ message: Message) -> String { message.text(in: state.language) }

  /// Tells a note.
  package func note(_ message: Message) { sink.note(message, in: state.language) }

  /// Why what is being written shall stop; nil where it shall not.
  package var stopped: Diagnostic? { world.isStopped() ? world.stop().diagnostics.first : nil }

  /// That Ctrl-C was pressed, at the prompt, where the time of an entry may be over when its file is put in place.
  package var interrupted: Diagnostic? { world.isInterrupted() ? world.stop().diagnostics.first : nil }

  /// Tells why an answer could not be written; the status that the run ends with.
  package func ended(by failure: OutputFailure) -> ExitStatus {
    guard !failure.isClosedPipe else { return .success }
    report([failure.told])
    return ExitStatus(code: failure.told.code)
  }
}

extension DatabaseSchema.Column {
  /// Its name, and its type where one is declared.
  fileprivate var written: String { declaredType.isEmpty ? name : "\(name) \(declaredType)" }
}
