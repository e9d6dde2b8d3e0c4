import ArgumentParser
import Glibc
import KPISession

/// `kpi [DB]`: the prompt, statements of the command line, or a script on standard input.
extension KPI {
  func run() throws {
    let path = database ?? DatabasePath.fromEnvironment
    if !statements.isEmpty {
      let conversation = try Conversation(common, results: results) { files.set(&$0) }
      let sources = try statements.map { text in
        try conversation.attempt { () throws(Halt) in
          try conversation.session.script(Array(text.utf8), name: "-c")
        }
      }
      try openIfNeeded(path, conversation, sources)
      try conversation.run(sources)
    }
    guard Console.isInputTerminal else {
      let conversation = try Conversation(common, results: results) { files.set(&$0) }
      let bytes = Console.readAll()
      let source = try conversation.attempt { () throws(Halt) in
        try conversation.session.script(bytes, name: "<stdin>")
      }
      try openIfNeeded(path, conversation, [source])
      try conversation.run([source])
    }
    try startPrompt(path)
  }

  /// Opens the database; without one only statements that need none are answered.
  private func openIfNeeded(_ path: String?, _ conversation: Conversation, _ sources: [Source]) throws {
    if let path { return try conversation.open(path) }
    guard !sources.allSatisfy(Session.needsNoDatabase) else { return }
    throw DatabasePath.missing(conversation)
  }

  private func startPrompt(_ path: String?) throws {
    if results.file != nil { throw ValidationError("-o is for -c and for scripts; the prompt has `.output FILE`") }
    var banner: String?
    var demo: String?
    if path == nil {
      demo = try DemoCache.path(isQuiet: common.quiet)
      banner = """
        No database was named: this is the demo database, an invented company, up to \(DemoCache.lastDay).
        Open your own with `kpi crm.db` or `.open crm.db`; `kpi demo FILE` writes a demo of any size.
        """
    }
    let conversation = try Conversation(common, results: results) { options in
      files.set(&options)
      options.demo = demo.map { SessionOptions.Demo(path: $0, lastDay: DemoCache.lastDay) }
    }
    if let file = path ?? demo { try conversation.open(file) }
    try Prompt(conversation, isQuiet: common.quiet).run(banner: banner)
  }
}

/// Which database is meant.
enum DatabasePath {
  /// `KPI_DB`; nil where it is not set.
  static var fromEnvironment: String? {
    getenv("KPI_DB").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Tells that a database has to be named.
  static func missing(_ conversation: Conversation) -> CommandEnd {
    conversation.session.report([
      Diagnostic(
        .error, "no-database", "no database is named", at: nil,
        notes: ["write `kpi crm.db …`, `kpi run … --db crm.db`, or set KPI_DB; `kpi demo demo.db` makes one to try"])
    ])
    return CommandEnd(status: .mistake)
  }
}
