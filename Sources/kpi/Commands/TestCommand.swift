import ArgumentParser
import Glibc
import KPISession

/// `kpi test [DIR]`: whether scripts still give what they say.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run scripts and compare what comes with what they expect.",
    discussion: """
      kpi test tests --db crm.db              every .kpi file below tests
      kpi test tests --db crm.db --update     writes down what comes

      Behind a statement, #> lines are the results that it writes, #! lines its messages. A script without any has only
      to run. Models are left out. --update keeps the results of a statement that fails now, and says so:
      --accept-errors writes its mistake in their place.

      Exit status: 0 all is as expected, 1 something differs, 2 a mistake in the command line,
      3 the database cannot be opened.
      """)

  @Argument(
    help: ArgumentHelp("Folders and scripts; without any the working folder.", valueName: "DIR"), completion: .file())
  var places: [String] = []

  @Option(
    help: ArgumentHelp("The database; without it KPI_DB, or what a script opens.", valueName: "DB"), completion: .file()
  )
  var db: String?

  @Flag(help: "Write what comes into the scripts, but for mistakes in place of results.")
  var update = false

  @Flag(help: "With --update: write mistakes in place of results, too.")
  var acceptErrors = false

  @Option(help: ArgumentHelp("Write a JUnit file too.", valueName: "FILE"), completion: .file())
  var junit: String?

  @Option(help: ArgumentHelp("How many scripts are run at once.", valueName: "N"))
  var jobs: Int?

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var files: FileOptions
  @Flag(name: .shortAndLong, help: "Tell of the files that fail alone.")
  var quiet = false

  @OptionGroup var asking: AskingOptions

  @Option(help: .hidden)
  var format: String?

  func validate() throws {
    if format != nil {
      throw ValidationError("expectations are tables as a terminal has them: leave out --format")
    }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    if acceptErrors, !update { throw ValidationError("--accept-errors goes with --update") }
    if files.readOnly, update || junit != nil {
      throw ValidationError("--read-only lets nothing be written: leave out --update and --junit")
    }
  }

  func run() throws {
    var options = try asking.sessionOptions()
    options.isStrictByDefault = true
    options.parameters = try parameters.values()
    files.set(&options)
    let (paths, unread) = ScriptFiles.below(places.isEmpty ? ["."] : places)
    if let unread { try end(.mistake, "error[cannot-read]: \(unread)") }
    if paths.isEmpty {
      try end(
        .mistake,
        "error[no-tests]: there is no .kpi file in \(places.isEmpty ? "this folder" : places.joined(separator: ", "))")
    }
    let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let report = TestReport(
      running: paths, database: db ?? DatabasePath.fromEnvironment, options: options, jobs: jobs ?? processors,
      isInterrupted: Interrupts.isPressed)
    let unknown = report.unknown(options.parameters.keys).map {
      "error[unknown-parameter]: no script has a parameter `\($0)`"
    }
    if !unknown.isEmpty { try end(.mistake, unknown.joined(separator: "\n")) }
    do throws(Halt) {
      if let junit { try ScriptTest.write(Array(report.junit.utf8), to: junit) }
      if update {
        try? Console.write(Array(try report.update(acceptingErrors: acceptErrors).utf8))
      }
    } catch {
      try end(error.status, error.diagnostics.map { "error[\($0.code)]: \($0.message)" }.joined(separator: "\n"))
    }
    if update {
      throw CommandEnd(status: report.statusOfUpdate(acceptingErrors: acceptErrors))
    }
    try? Console.write(Array(report.text(onlyFailing: quiet).utf8))
    if let value = getenv("GITHUB_ACTIONS"), value.pointee != 0 { try? Console.write(Array(report.annotations.utf8)) }
    throw CommandEnd(status: report.status)
  }

  private func end(_ status: ExitStatus, _ line: String) throws -> Never {
    Console.tell(line)
    throw CommandEnd(status: status)
  }
}
