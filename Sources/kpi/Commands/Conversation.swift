import KPISession

/// A session with the process's streams around it.
final class Conversation {
  let session: Session
  let sink: StreamSink
  let progress: ProgressBar
  let screen: Screen
  let output: ResultFile

  init(_ common: CommonOptions, adjust: (inout SessionOptions) -> Void = { _ in }) throws {
    var options = try common.sessionOptions()
    adjust(&options)
    let progress = ProgressBar("reading", isQuiet: common.quiet)
    let screen = Screen()
    let output = ResultFile(screen: { try screen.write($0) })
    self.screen = screen
    self.output = output
    let sink = StreamSink(
      format: common.format, options: Console.outputOptions(), isQuiet: common.quiet,
      usesColour: Console.coloursMessages, results: { try output.write($0) },
      messages: { screen.tell($0) })
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
    session.treatsWarningsAsErrors = common.warningsAsErrors
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
