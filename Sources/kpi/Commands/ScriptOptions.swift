import ArgumentParser
import KPISession

/// The values of scripts' parameters.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: [.customShort("p"), .customLong("param")], parsing: .singleValue,
    help: ArgumentHelp("The value of a parameter.", valueName: "NAME=VALUE"))
  var parameters: [String] = []

  /// The values of the parameters by name.
  ///
  /// Throws what is wrong with how they are written.
  func values() throws -> [String: String] {
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
    return values
  }
}

/// Scripts, the database that they ask, and the values of their parameters.
struct ScriptOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The scripts, run one after the other; - is standard input.", valueName: "SCRIPT"),
    completion: .file(extensions: ["kpi"]))
  var scripts: [String]

  @Option(
    help: ArgumentHelp(
      "The database, a file or an address; without it KPI_DB, or what the script opens.", valueName: "DB"),
    completion: .file())
  var db: String?

  @OptionGroup var parameters: ParameterOptions

  /// The scripts as they are read.
  func sources(_ conversation: Conversation) throws -> [Source] {
    guard scripts.count(where: { $0 == "-" }) < 2 else { throw ValidationError("`-`, standard input, stands once") }
    return try scripts.map { path in
      let bytes = path == "-" ? Console.readAll() : []
      return try conversation.attempt { () throws(Halt) in
        path == "-"
          ? try conversation.session.script(bytes, name: "<stdin>") : try conversation.session.script(path)
      }
    }
  }

  /// Opens the database and runs the scripts.
  func run(_ sources: [Source], _ conversation: Conversation) throws {
    if let path = db ?? DatabasePath.fromEnvironment {
      try conversation.open(path)
    } else if !conversation.session.openDatabase(sources) {
      throw DatabasePath.missing(conversation)
    }
    try conversation.run(sources)
  }
}
