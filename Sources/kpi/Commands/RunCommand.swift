import ArgumentParser
import KPISession

/// `kpi run SCRIPT… --db DB`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scripts; each is checked whole before its first statement runs.")

  @Argument(
    help: ArgumentHelp("The scripts, run one after the other.", valueName: "SCRIPT"),
    completion: .file(extensions: ["kpi"]))
  var scripts: [String]

  @Option(
    help: ArgumentHelp("The database; without it KPI_DB, or what the script opens.", valueName: "DB"),
    completion: .file())
  var db: String?

  @Option(
    name: [.customShort("p"), .customLong("param")], parsing: .singleValue,
    help: ArgumentHelp("The value of a parameter.", valueName: "NAME=VALUE"))
  var parameters: [String] = []

  @Flag(help: "List the parameters that the scripts take, and run nothing.")
  var params = false

  @OptionGroup var results: ResultOptions

  @OptionGroup var files: FileOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    var values: [String: String] = [:]
    for parameter in parameters {
      guard let sign = parameter.firstIndex(of: "="), sign > parameter.startIndex else {
        throw ValidationError("-p takes NAME=VALUE, not `\(parameter)`")
      }
      let name = String(parameter[..<sign])
      guard !values.keys.contains(where: { $0.lowercased() == name.lowercased() }) else {
        throw ValidationError("-p gives `\(name)` twice")
      }
      values[name] = String(parameter[parameter.index(after: sign)...])
    }
    let conversation = try Conversation(common, results: results) { options in
      options.parameters = values
      options.isStrictByDefault = true
      files.set(&options)
    }
    let sources = try scripts.map { path in
      try conversation.attempt { () throws(Halt) in try conversation.session.script(path) }
    }
    if params {
      if let path = db ?? DatabasePath.fromEnvironment { try conversation.open(path) }
      try conversation.end(with: conversation.session.showParameters(of: sources))
    }
    if let path = db ?? DatabasePath.fromEnvironment {
      try conversation.open(path)
    } else if !conversation.session.openDatabase(sources) {
      throw DatabasePath.missing(conversation)
    }
    try conversation.run(sources)
  }
}
