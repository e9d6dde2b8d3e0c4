import ArgumentParser
import KPISession

/// Tells what writes results whether it shall stop; the session is made after it.
private final class Ending {
  weak var session: Session?
}

/// A session with the process's streams around it.
final class Conversation {
  let session: Session
  let sink: StreamSink
  let progress: ProgressBar
  let screen: Screen
  let output: ResultRoute
  /// Whether pictures are asked for in ASCII alone.
  let isASCII: Bool
  /// The file of `-o`.
  private let file: ResultFile?

  /// - Parameter results: where results go; nil is standard output.
  init(
    _ common: CommonOptions, results: ResultOptions? = nil, adjust: (inout SessionOptions) -> Void = { _ in }
  ) throws {
    var options = try common.sessionOptions()
    options.failuresFolder = results?.failures
    adjust(&options)
    let screen = Screen()
    let output = ResultRoute(screen: { try screen.write($0) })
    self.screen = screen
    self.output = output
    isASCII = common.ascii
    let file: ResultFile?
    do throws(Halt) {
      file = try results?.file.map { name throws(Halt) in
        try ResultFile(name, format: common.format, options: options)
      }
    } catch {
      let told = error.diagnostics.map { $0.told(in: common.asking.language ?? .en) }
      Conversation.sink(common, nil, output, screen, options, Ending()).report(told, sources: [:])
      throw CommandEnd(status: error.status)
    }
    if file == nil, let format = common.format, format.needsFile {
      throw ValidationError("--format \(format.rawValue) is written to a file: add `-o FILE.\(format.rawValue)`")
    }
    self.file = file
    let progress = ProgressBar("reading", isQuiet: common.quiet)
    let ending = Ending()
    let sink = Conversation.sink(common, file, output, screen, options, ending)
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
    ending.session = session
    session.treatsWarningsAsErrors = common.warningsAsErrors
  }

  private static func sink(
    _ common: CommonOptions, _ file: ResultFile?, _ output: ResultRoute, _ screen: Screen, _ options: SessionOptions,
    _ ending: Ending
  ) -> StreamSink {
    var form = file == nil ? Console.outputOptions(isASCII: common.ascii) : OutputOptions()
    file?.set(&form)
    form.isPage = options.drawsPictures
    let sink = StreamSink(
      format: file?.format ?? common.format ?? .table, options: form, isQuiet: common.quiet,
      usesColour: Console.coloursMessages,
      results: { [output] bytes in
        // What makes a file may be another program, which is asked for no bytes while it works.
        if let told = file != nil ? ending.session?.stopped : output.isFile ? ending.session?.interrupted : nil {
          throw OutputFailure(told)
        }
        if let file { try file.write(bytes) } else { try output.write(bytes) }
      },
      messages: { screen.tell($0) })
    sink.messageWidth = { Console.isErrorTerminal ? Console.width : nil }
    sink.fileName = file?.name
    sink.holdsOneTable = file.map { !$0.format.holdsSeveral } ?? false
    return sink
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
      if let file, status != .success, status != .assertionFailed {
        file.giveUp()
        session.note("`\(file.name)` is not written")
      } else {
        try sink.finish()
        try file?.finish()
        if let file { session.note("wrote `\(file.name)`") }
      }
    } catch {
      file?.giveUp()
      // A run that has ended badly has told why, which may be this already; where a check has failed there were answers
      // to write.
      if !error.isClosedPipe, status == .success || status == .assertionFailed { status = session.ended(by: error) }
    }
    // What was loaded is kept for the next start, now that everything has been told.
    if status != .interrupted { session.keepSnapshots() }
    throw CommandEnd(status: status)
  }
}
