import ArgumentParser
import KPISession

/// A command that a later version brings.
protocol LaterCommand: ParsableCommand {
  /// Whatever was written after its name.
  var rest: [String] { get }
}

extension LaterCommand {
  func run() throws {
    let name = Self.configuration.commandName ?? ""
    Console.tell("error[not-yet]: `kpi \(name)` is not in this version yet")
    throw CommandEnd(status: .mistake)
  }
}

/// `kpi lsp`.
struct LanguageServerCommand: LaterCommand {
  static let configuration = CommandConfiguration(commandName: "lsp", abstract: "(not yet)", shouldDisplay: false)
  @Argument(parsing: .allUnrecognized) var rest: [String] = []
}
