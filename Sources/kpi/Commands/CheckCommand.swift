import ArgumentParser
import KPISession

/// `kpi check FILE… [--db DB]`: whether models and scripts are right, and fit the database.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check models and scripts: their texts, and with --db whether the database fits.",
    discussion: """
      kpi check shop.model.kpi                  syntax, names, types, units
      kpi check shop.model.kpi --db shop.db     every misfit at once, with the model's line and counts
      kpi check monthly.kpi --db crm.db         a script, as it is checked before it runs
      kpi check --db crm.db                     the built-in model

      Exit status: 0 everything fits, 2 a mistake in a text, 3 the database cannot be read or does not fit.
      """)

  @Argument(help: ArgumentHelp("Models and scripts.", valueName: "FILE"), completion: .file())
  var files: [String] = []

  @Option(help: ArgumentHelp("The database that they are held against.", valueName: "DB"), completion: .file())
  var db: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if files.isEmpty, db == nil, common.asking.model == nil {
      throw ValidationError("name what to check: `kpi check shop.model.kpi --db shop.db`")
    }
    guard [nil, .table, .json].contains(common.format) else {
      throw ValidationError("`kpi check` writes --format table or json")
    }
  }

  func run() throws {
    let conversation = try Conversation(common) { $0.isStrictByDefault = true }
    conversation.progress.begin()
    let report = conversation.session.check(files, database: db)
    conversation.progress.clear()
    let bytes = common.format == .json ? report.json : Array(report.text(usesColour: Console.coloursResults).utf8)
    do {
      try Console.write(bytes)
    } catch let failure as OutputFailure where !failure.isClosedPipe {
      throw CommandEnd(status: .data)
    } catch is OutputFailure {}
    throw CommandEnd(status: report.status)
  }
}
