import ArgumentParser
import KPISession

/// `kpi push DB ENGINE`: moves a file's tables to PostgreSQL or Spark.
struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Move the tables of a SQLite database to PostgreSQL or Spark.",
    discussion: """
      kpi push crm.db postgresql://lan@db.example/crm
      kpi push shop.db "postgresql://lan@db.example/shop" --schema sales --model shop.model.kpi
      kpi push crm.db spark://lake.example:15002/sales --files /mnt/shared

      Types come from the values and from what the model reads; a column whose values fit no other type is text, and \
      is told. Each table is there whole or not at all, and held against counts and sums. Tables that are there \
      already, just as they would be written, are left: after an interruption the same command goes on.

      Exit status: 0 everything is there, 2 a mistake, or tables of these names are there, 3 the data or the engine.
      """)

  @Argument(help: ArgumentHelp("The file of SQLite's.", valueName: "DB"), completion: .file())
  var database: String

  @Argument(
    help: ArgumentHelp("Where to: postgresql://user@host:5432/db, spark://host:15002/schema", valueName: "ENGINE"))
  var engine: String

  @Option(help: ArgumentHelp("The schema of the tables, made where it is not there.", valueName: "S"))
  var schema: String?

  @Option(
    help: ArgumentHelp("For Spark: a folder that its programs see under the same name.", valueName: "FOLDER"),
    completion: .directory)
  var files: String?

  @Flag(help: "Replace tables of the same names.")
  var force = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let conversation = try Conversation(common)
    let bar = ProgressBar("moving", isQuiet: common.quiet)
    conversation.sink.beforeMessage = { bar.clear() }
    let start = ContinuousClock.now
    bar.begin()
    let report = try conversation.attempt { () throws(Halt) in
      try conversation.session.push(database, to: engine, schema: schema, files: files, isForced: force) {
        bar.show($0)
      }
    }
    bar.clear()
    if !common.quiet {
      let seconds = Int(((ContinuousClock.now - start) / .milliseconds(100)).rounded())
      let found = report.found > 0 ? " (\(report.found) were there already)" : ""
      Console.tell(
        "\(report.tables) tables\(found), \(report.rows) rows, in \(seconds / 10).\(seconds % 10) s; "
          + "counts and sums are equal")
    }
    throw CommandEnd(status: .success)
  }
}
