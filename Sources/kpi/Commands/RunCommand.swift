import ArgumentParser
import KPISession

/// `kpi run SCRIPT… --db DB`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scripts; each is checked whole before its first statement runs.")

  @OptionGroup var script: ScriptOptions

  @Flag(help: "List the parameters that the scripts take, and run nothing.")
  var params = false

  @OptionGroup var results: ResultOptions

  @OptionGroup var files: FileOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let values = try script.parameters.values()
    let conversation = try Conversation(common, results: results) { options in
      options.parameters = values
      options.isStrictByDefault = true
      files.set(&options)
    }
    let sources = try script.sources(conversation)
    if params {
      if let path = script.db ?? DatabasePath.fromEnvironment { try conversation.open(path) }
      try conversation.end(with: conversation.session.showParameters(of: sources))
    }
    try script.run(sources, conversation)
  }
}
