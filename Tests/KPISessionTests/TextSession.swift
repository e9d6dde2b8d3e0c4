import KPIEngine
import KPILanguage
import KPIOutput
import KPISession
import Synchronization

/// A session that keeps what it writes as text.
final class TextSession {
  private final class Streams: Sendable {
    let results = Mutex<[UInt8]>([])
    let messages = Mutex<[UInt8]>([])
  }

  let session: Session
  private let sink: StreamSink
  private let streams = Streams()

  /// - Parameters:
  ///   - output: how results are written: for no terminal unless given.
  ///   - now: Unix seconds of the clock; 2023-12-31 10:00 in Hanoi unless given.
  init(
    _ database: String?, options: SessionOptions = SessionOptions(), format: KPIOutput.OutputFormat = .table,
    output: KPIOutput.OutputOptions = KPIOutput.OutputOptions(), variables: [String: String] = [:],
    now: Int64 = 1_703_991_600
  ) throws {
    sink = StreamSink(
      format: format, options: output, isQuiet: false, usesColour: false,
      results: { [streams] bytes in streams.results.withLock { $0 += bytes } },
      messages: { [streams] bytes in streams.messages.withLock { $0 += bytes } })
    var environment = SessionEnvironment.process
    environment.variables = variables
    environment.now = { now }
    session = try Session(options: options, environment: environment, sink: sink)
    if let database { try session.open(database) }
  }

  /// What an entry at the prompt writes: results and messages.
  func enter(_ text: String) -> (status: ExitStatus, results: String, messages: String) {
    let status = session.enter(text)
    return (status, take(streams.results), take(streams.messages))
  }

  /// What a script writes.
  func run(_ text: String) -> (status: ExitStatus, results: String, messages: String) {
    let status = session.run([KPILanguage.Source(name: "test.kpi", text: text)])
    return (status, take(streams.results), take(streams.messages))
  }

  /// What a script file writes.
  func run(file path: String) throws -> (status: ExitStatus, results: String, messages: String) {
    let status = session.run([try session.script(path)])
    return (status, take(streams.results), take(streams.messages))
  }

  private func take(_ bytes: borrowing Mutex<[UInt8]>) -> String {
    bytes.withLock { bytes in
      defer { bytes = [] }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
