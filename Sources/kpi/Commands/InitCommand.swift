import ArgumentParser
import KPISession

/// `kpi init DB`: prints a first model.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Print a first model of a database: what its tables mean, as far as they tell.",
    discussion: """
      kpi init shop.db > shop.model.kpi
      kpi shop.db --model shop.model.kpi

      Every line says whether it is declared in the database, found in its rows, or guessed; at the end stand
      statements to try.
      """)

  @Argument(help: ArgumentHelp("The database, a file or an address.", valueName: "DB"), completion: .file())
  var database: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let conversation = try Conversation(common)
    let text = try conversation.attempt { () throws(Halt) in try conversation.session.draftModel(of: database) }
    do {
      try Console.write(Array(text.utf8))
    } catch let failure as OutputFailure {
      throw CommandEnd(status: failure.isClosedPipe ? .success : .data)
    }
    throw CommandEnd(status: .success)
  }
}
