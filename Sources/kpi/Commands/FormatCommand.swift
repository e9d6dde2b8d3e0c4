import ArgumentParser
import Glibc
import KPISession

/// `kpi fmt FILE…`: scripts and models in their one form.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Write scripts and models in their one form; what they say stays the same.",
    discussion: """
      kpi fmt monthly.kpi                       rewrites the file where its form is another
      kpi fmt .                                 every .kpi file below the folder
      kpi fmt --check scripts                   lists the files that differ, and leaves 1 where there are any
      kpi fmt --language vi monthly.kpi         keywords and names in Vietnamese; `en` turns them back
      kpi fmt - < monthly.kpi                   standard input to standard output

      Comments stay, lines are broken at clauses beyond 100 columns. A file with a mistake is left as it is.

      Exit status: 0 everything has its form, 1 with --check: a file differs, 2 a mistake in a text or the command line,
      3 a file cannot be written.
      """)

  @Argument(help: ArgumentHelp("Files and folders; - is standard input.", valueName: "FILE"))
  var places: [String]

  @Flag(help: "List the files that differ, and write nothing.")
  var check = false

  @Option(help: "Write keywords and names in this language: en or vi.")
  var language: SessionLanguage?

  @Option(help: ArgumentHelp("The model whose names are known; without it the built-in one.", valueName: "FILE"))
  var model: String?

  @Option(help: ArgumentHelp("The database that the model is opened with.", valueName: "DB"))
  var db: String?

  @Flag(name: .shortAndLong, help: "Write no notes.")
  var quiet = false

  func run() throws {
    var options = SessionOptions()
    options.model = model
    let session = try session(options)
    var status = ExitStatus.success
    for place in places {
      let (paths, unread) = place == "-" ? (["-"], nil) : ScriptFiles.below([place])
      if let unread {
        Console.tell("error[cannot-read]: \(unread)")
        status = .mistake
      }
      for path in paths { take(try format(path, session), into: &status) }
    }
    throw CommandEnd(status: status)
  }

  /// The worst status is left.
  private func take(_ new: ExitStatus, into status: inout ExitStatus) {
    if new.rawValue > status.rawValue { status = new }
  }

  /// A session with the model that names are known by; what keeps it from being opened is told and ends the program.
  private func session(_ options: SessionOptions) throws -> Session {
    let sink = StreamSink(
      format: .table, options: Console.outputOptions(), isQuiet: quiet, usesColour: Console.coloursMessages,
      results: { try Console.write($0) }, messages: { Console.writeError($0) })
    do throws(Halt) {
      let session = try Session(options: options, environment: .process, sink: sink)
      if let db { try session.open(db) }
      return session
    } catch {
      sink.report(error.diagnostics, sources: [:])
      throw CommandEnd(status: error.status)
    }
  }

  private func format(_ path: String, _ session: Session) throws -> ExitStatus {
    do throws(Halt) {
      let isInput = path == "-"
      let script =
        isInput
        ? try session.formatted(Console.readAll(), name: "<stdin>", in: language)
        : try session.formatted(path, in: language)
      session.report(script.notes)
      if check {
        if script.isSame { return .success }
        try? Console.write(Array("\(script.name)\n".utf8))
        return .assertionFailed
      }
      if isInput {
        try? Console.write(Array(script.text.utf8))
      } else if !script.isSame {
        try script.rewrite()
      }
      return .success
    } catch {
      session.report(error.diagnostics)
      return error.status
    }
  }
}
