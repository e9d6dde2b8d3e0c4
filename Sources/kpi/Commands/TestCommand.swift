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
      to run. Models are left out.

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

  @Flag(help: "Write what comes into the scripts.")
  var update = false

  @Option(help: ArgumentHelp("Write a JUnit file too.", valueName: "FILE"), completion: .file())
  var junit: String?

  @Option(help: ArgumentHelp("How many scripts are run at once.", valueName: "N"))
  var jobs: Int?

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var files: FileOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if common.format != nil {
      throw ValidationError("expectations are tables as a terminal has them: leave out --format")
    }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    if files.readOnly, update || junit != nil {
      throw ValidationError("--read-only lets nothing be written: leave out --update and --junit")
    }
  }

  func run() throws {
    var options = try common.sessionOptions()
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
        var count = 0
        for test in report.tests where try test.update() { count += 1 }
        try? Console.write(Array("\(count) of \(report.tests.count) files updated\n".utf8))
      }
    } catch {
      try end(error.status, error.diagnostics.map { "error[\($0.code)]: \($0.message)" }.joined(separator: "\n"))
    }
    if update {
      let isBroken = report.tests.contains { $0.failure != nil }
      throw CommandEnd(status: isBroken ? report.status : .success)
    }
    try? Console.write(Array(report.text.utf8))
    if let value = getenv("GITHUB_ACTIONS"), value.pointee != 0 { try? Console.write(Array(report.annotations.utf8)) }
    throw CommandEnd(status: report.status)
  }

  private func end(_ status: ExitStatus, _ line: String) throws -> Never {
    Console.tell(line)
    throw CommandEnd(status: status)
  }
}
