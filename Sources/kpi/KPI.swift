import ArgumentParser
import CMalloc
import Glibc
import KPISession

/// The command line: the prompt, statements, scripts, the demo database.
@main
struct KPI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpi",
    abstract: "Answers one-line questions about a CRM's numbers.",
    discussion: """
      kpi crm.db                                the prompt
      kpi crm.db -c 'funnel by source month'    one answer
      kpi run monthly.kpi --db crm.db           a script
      kpi init shop.db > shop.model.kpi         a first model of any database
      kpi test tests --db crm.db                whether scripts still give what they say
      kpi check shop.model.kpi --db shop.db     whether a model fits its database
      kpi demo demo.db                          a database to try it on

      Exit status: 0 fine, 1 an assertion failed, 2 a mistake in a script or the command line, 3 the data,
      4 not allowed, 70 a fault of kpi, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      AskCommand.self, RunCommand.self, InitCommand.self, CheckCommand.self, DemoCommand.self, CacheCommand.self,
      BenchCommand.self,
      TestCommand.self, FormatCommand.self, LanguageServerCommand.self,
    ],
    defaultSubcommand: AskCommand.self)

  static func main() {
    Interrupts.install()
    kpi_keep_freed_memory(32 << 20, 128 << 20)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let end as CommandEnd {
      Glibc.exit(end.status.rawValue)
    } catch {
      let status = exitCode(for: error)
      // A mistake in the arguments is a mistake like any other; the library's own status for it is 64.
      guard status != .success, !(error is ExitCode) else { exit(withError: error) }
      Console.tell(fullMessage(for: error))
      Glibc.exit(ExitStatus.mistake.rawValue)
    }
  }
}

/// Ends the program with a status; whatever there was to tell has been told.
struct CommandEnd: Error {
  var status: ExitStatus
}
