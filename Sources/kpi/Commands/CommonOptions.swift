import ArgumentParser
import KPISession

extension OutputFormat: ExpressibleByArgument {}
extension SessionLanguage: ExpressibleByArgument {}
extension EngineChoice: ExpressibleByArgument {}

/// How results and messages are written, and what every way to ask takes.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.",
      valueName: "FORMAT"))
  var format: OutputFormat?

  @Flag(help: "Draw pictures in ASCII alone, through a pipe too.")
  var ascii = false

  @Flag(name: .shortAndLong, help: "Write no notes and no progress.")
  var quiet = false

  @Flag(help: "A warning ends the run with status 1.")
  var warningsAsErrors = false

  @OptionGroup var asking: AskingOptions

  /// The session's options.
  func sessionOptions() throws -> SessionOptions { try asking.sessionOptions() }
}

/// What every way to ask takes, wherever its answers go.
struct AskingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The day that is today; scripts cannot change it.", valueName: "YYYY-MM-DD"))
  var today: String?

  @Option(name: .customLong("as"), help: ArgumentHelp("Answer as this employee may see.", valueName: "LOGIN"))
  var login: String?

  @Option(
    help: ArgumentHelp("The model of the database; without it the built-in one.", valueName: "FILE"),
    completion: .file())
  var model: String?

  @Option(help: "The language of answers and messages; without it that of each statement's verb.")
  var language: SessionLanguage?

  @Flag(help: "Say after every result what its numbers mean.")
  var card = false

  @Flag(inversion: .prefixedNo, help: "Whether loosely matched and unknown values are mistakes.")
  var strict: Bool?

  @Option(help: ArgumentHelp("How many threads a question may use.", valueName: "N"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.",
      valueName: "ENGINE"))
  var engine: EngineChoice?

  @Flag(help: "Read the database itself, and keep nothing of it for the next start.")
  var noCache = false

  @Option(help: ArgumentHelp("Stop after so many seconds.", valueName: "S"))
  var timeout: Double?

  func validate() throws {
    if let threads, !(1...1_024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024") }
    if let timeout, !(timeout > 0 && timeout <= 1e9) {
      throw ValidationError("--timeout takes a number of seconds above 0")
    }
  }

  /// The session's options.
  func sessionOptions() throws -> SessionOptions {
    var options = SessionOptions()
    options.login = login
    options.model = model
    options.today = today
    options.isStrict = strict
    options.threads = threads
    options.showsCard = card
    options.language = language
    options.timeout = timeout
    options.engine = engine
    options.usesCache = !noCache
    return options
  }
}
