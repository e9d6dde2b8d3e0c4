import ArgumentParser
import CMalloc
import Glibc
import KPISession

/// The command line: the prompt, statements, and the commands.
@main
struct KPI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpi",
    abstract: "Answers one-line questions about a CRM's numbers.",
    usage: """
      kpi [<options>] [<DB>]
      kpi <subcommand> …
      """,
    discussion: """
      kpi crm.db                                the prompt
      kpi crm.db -c 'funnel by source month'    one answer
      kpi crm.db -c portrait -o customers.xlsx  the answers as a workbook
      kpi run monthly.kpi --db crm.db           a script
      kpi init shop.db > shop.model.kpi         a first model of any database
      kpi page week.kpi --db crm.db -o w.html   a page with a picture of every answer
      kpi test tests --db crm.db                do scripts still give what they say?
      kpi fmt scripts                           scripts and models in their one form
      kpi check shop.model.kpi --db shop.db     does a model fit its database?
      kpi push crm.db postgresql://host/crm     the tables moved to PostgreSQL
      kpi demo demo.db                          a database to try it on

      Exit status: 0 fine, 1 an assertion failed, 2 a mistake in a script or the command line, 3 the data, \
      4 not allowed, 70 a fault of kpi, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: commands)

  static let commands: [any ParsableCommand.Type] = [
    RunCommand.self, PageCommand.self, InitCommand.self, CheckCommand.self, PushCommand.self, DemoCommand.self,
    CacheCommand.self, BenchCommand.self,
    TestCommand.self, FormatCommand.self, LanguageServerCommand.self,
  ]

  @Argument(
    help: ArgumentHelp(
      "The database, a file or an address such as postgresql://host/crm; without it KPI_DB, or at a terminal the demo database.",
      valueName: "DB"),
    completion: .file())
  var database: String?

  @Option(
    name: .customShort("c"), parsing: .singleValue,
    help: ArgumentHelp("Statements to answer; may be given several times.", valueName: "STATEMENTS"))
  var statements: [String] = []

  @OptionGroup var results: ResultOptions

  @OptionGroup var files: FileOptions

  @OptionGroup var common: CommonOptions

  static func main() {
    Interrupts.install()
    kpi_keep_freed_memory()
    do {
      var command = try parsed(Array(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch let end as CommandEnd {
      Interrupts.exit(end.status.rawValue)
    } catch {
      let status = exitCode(for: error)
      // A mistake in the arguments is a mistake like any other; the library's own status for it is 64.
      guard status != .success, !(error is ExitCode) else { exit(withError: error) }
      Console.tell(
        CommandLineTexts.told(helpful(fullMessage(for: error)), for: Array(CommandLine.arguments.dropFirst())))
      Interrupts.exit(ExitStatus.mistake.rawValue)
    }
  }

  /// What the arguments ask for.
  ///
  /// A command's name stands first. Elsewhere it is a database like any other: the library would take it for both.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let names = commands.map { $0.configuration.commandName ?? "" } + ["help"]
    if arguments.count == 2, arguments[0] == "--generate-completion-script",
      let shell = CompletionShell(rawValue: arguments[1])
    {
      try Console.write(Array(CompletionScripts.text(for: shell).utf8))
      throw CommandEnd(status: .success)
    }
    guard let first = arguments.first, names.contains(first) else {
      if let first = arguments.first, let meant = command(meantBy: first, names) {
        throw ValidationError("there is no command or database `\(first)`: did you mean `kpi \(meant)`?")
      }
      if let plain = PlainArguments.command(arguments, besides: names) { return plain }
      let command = try parseAsRoot(arguments)
      guard command is KPI || !commands.contains(where: { $0 == type(of: command) }) else {
        let name = type(of: command).configuration.commandName ?? ""
        throw ValidationError("a command stands first: `kpi \(name) …`")
      }
      return command
    }
    if first == "help", arguments.count > 1, !names.contains(arguments[1]) {
      throw ValidationError("there is no command `\(arguments[1])`")
    }
    return arguments == ["help"] ? try parseAsRoot(["--help"]) : try Commands.parseAsRoot(arguments)
  }

  /// The command that a misspelt word stands for: one that could be a name of none but a file, and is no file.
  private static func command(meantBy word: String, _ names: [String]) -> String? {
    guard !word.isEmpty, word.allSatisfy(\.isLetter), access(word, F_OK) != 0 else { return nil }
    return Session.nearest(to: word, among: names)
  }

  /// The message about an unknown option, with what is nearer to it than what the library offers, and about a question
  /// that stands alone.
  private static func helpful(_ message: String) -> String {
    if let found = message.firstMatch(of: /Unexpected argument '([^']* [^']*)'/) {
      return message.replacing(found.0, with: "\(found.0): a question is written `-c '\(found.1)'`")
    }
    guard let found = message.firstMatch(of: /Unknown option '--([^']+)'(?:\. Did you mean '--([^']+)'\?)?/) else {
      return message
    }
    let written = String(found.1)
    if written == "db" {
      return message.replacing(
        found.0, with: "Unknown option '--db': the database stands by itself, as in `kpi crm.db -c '…'`")
    }
    let offered = found.2.map { [String($0)] } ?? []
    // One that another way to call has is none here.
    let own = (helpMessage().matches(of: /--([a-z][a-z-]+)/).map { String($0.1) } + ["help", "version"])
      .filter { $0 != written }
    let nearest =
      OutputFormat(rawValue: written).map { "format \($0.rawValue)" }
      ?? Session.nearest(to: written, among: offered.filter { $0 != written } + own)
      ?? own.first { written.count > 2 && $0.hasPrefix(written) }
    guard nearest != offered.first else { return message }
    let question = nearest.map { " Did you mean '--\($0)'?" } ?? ""
    return message.replacing(found.0, with: "Unknown option '--\(written)'." + question)
  }
}

/// The commands without the bare form, for lines that begin with one.
private struct Commands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpi", abstract: KPI.configuration.abstract, version: KPI.configuration.version,
    subcommands: KPI.commands)
}

/// Ends the program with a status; whatever there was to tell has been told.
struct CommandEnd: Error {
  var status: ExitStatus
}
