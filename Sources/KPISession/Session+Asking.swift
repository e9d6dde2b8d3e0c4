import KPIEngine
import KPILanguage

/// Why a session could not be opened or a question not be answered.
public struct SessionError: Error, Sendable, CustomStringConvertible {
  /// What a run would end with.
  public let status: ExitStatus
  /// Every mistake as a reader sees it, with its line.
  public let description: String
}

extension Session {
  /// Opens a database file.
  ///
  /// - Throws: `SessionError` where it is no database, or its model does not fit.
  public convenience init(
    database path: String, options: SessionOptions = SessionOptions(), environment: SessionEnvironment = .process
  ) throws(SessionError) {
    let sink = CollectingSink()
    do throws(Halt) {
      try self.init(options: options, environment: environment, sink: sink)
      try open(path)
    } catch {
      let renderer = DiagnosticRenderer(sources: [:])
      throw SessionError(status: error.status, description: renderer.render(error.diagnostics))
    }
  }

  /// Carries out statements; all are checked before the first runs.
  ///
  /// - Returns: the tables of its questions, in their order.
  /// - Throws: `SessionError` where there is a mistake, or an assertion fails.
  public func ask(_ statements: String) throws(SessionError) -> [Table] {
    guard let sink = sink as? CollectingSink else { return [] }
    sink.clear()
    let status = run([Source(name: "<session>", text: statements)])
    guard status == .success else { throw SessionError(status: status, description: sink.messages) }
    return sink.tables.map(Table.init)
  }
}

/// Keeps the answers for the program that asks.
private final class CollectingSink: SessionSink {
  private(set) var tables: [ResultTable] = []
  private(set) var messages = ""
  let loadProgress: (@Sendable (Double) -> Void)? = nil

  func clear() { (tables, messages) = ([], "") }
  func show(_ table: ResultTable, language: SessionLanguage) { tables.append(table) }
  func print(_ text: String) {}
  func note(_ text: Message, in language: SessionLanguage) {}

  func report(_ diagnostics: [Diagnostic], sources: [SourceID: Source]) {
    messages += DiagnosticRenderer(sources: sources).render(diagnostics)
  }
}
