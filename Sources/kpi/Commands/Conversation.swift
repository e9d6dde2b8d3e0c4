import KPISession

/// A session with the process's streams around it.
final class Conversation {
  let session: Session
  let sink: StreamSink
  let progress: ProgressBar
  let output = OutputFile()

  convenience init(_ common: CommonOptions, adjust: (inout SessionOptions) -> Void = { _ in }) throws {
    var options = try common.sessionOptions()
    adjust(&options)
    try self.init(options, format: common.format, isQuiet: common.quiet)
    session.treatsWarningsAsErrors = common.warningsAsErrors
  }

  init(_ options: SessionOptions, format: OutputFormat = .table, isQuiet: Bool) throws {
    let progress = ProgressBar("reading", isQuiet: isQuiet)
    let sink = StreamSink(
      format: format, options: Console.outputOptions(), isQuiet: isQuiet,
      usesColour: Console.coloursMessages, results: { [output] in try output.write($0) },
      messages: { Console.writeError($0) })
    sink.loadProgress = { progress.show($0) }
    sink.beforeMessage = { progress.clear() }
    self.progress = progress
    self.sink = sink
    do throws(Halt) {
      session = try Session(options: options, environment: .process, sink: sink, isInterrupted: Interrupts.isPressed)
    } catch {
      sink.report(error.diagnostics, sources: [:])
      throw CommandEnd(status: error.status)
    }
  }

  /// Does something; what keeps it from being done is told and ends the program.
  func attempt<Result>(_ body: () throws(Halt) -> Result) throws -> Result {
    do throws(Halt) {
      return try body()
    } catch {
      session.report(error.diagnostics)
      throw CommandEnd(status: error.status)
    }
  }

  /// Opens a database.
  func open(_ path: String) throws {
    try attempt { () throws(Halt) in try session.open(path) }
  }

  /// Runs scripts and ends the program with their status.
  func run(_ sources: [Source]) throws -> Never {
    progress.begin()
    try end(with: session.run(sources))
  }

  /// Writes what is to be written at the end, and ends the program.
  func end(with result: ExitStatus) throws -> Never {
    var status = result
    do throws(OutputFailure) {
      try sink.finish()
    } catch {
      if !error.isClosedPipe, status == .success { status = .data }
    }
    // What was loaded is kept for the next start, now that everything has been told.
    if status != .interrupted { session.keepSnapshots() }
    throw CommandEnd(status: status)
  }
}
