import KPISession

/// A command to the prompt itself.
enum DotCommand: String, CaseIterable {
  case help, quit, timing, format, model, limit, open, output, reload, schema

  /// How it is written, and what it does.
  var usage: (form: String, summary: Message) {
    switch self {
    case .help: (".help", "these commands; `help` tells about the language")
    case .quit: (".quit", "leave (or Ctrl-D)")
    case .timing: (".timing on|off", "show how long each entry takes")
    case .format: (".format table|csv|json|md|html", "how results are written")
    case .model: (".model", "the model at hand")
    case .limit: (".limit N|off", "the most rows a table shows; 40 unless set")
    case .open: (".open FILE", "open another database")
    case .output: (".output [FILE]", "write results to a file; without a name, here again")
    case .reload: (".reload", "read the database again")
    case .schema: (".schema", "the database's tables and columns")
    }
  }

  /// The names with their dots.
  static var names: [String] { allCases.map { ".\($0.rawValue)" } + [".exit"] }

  /// The command that a line begins with, and what follows it; nil for an unknown one.
  static func read(_ line: String) -> (command: DotCommand?, name: String, argument: String) {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let name = words.first.map(String.init) ?? "."
    let argument = words.count > 1 ? String(words[1]).trimmed : ""
    let key = name.dropFirst().lowercased()
    return (key == "exit" ? .quit : DotCommand(rawValue: key), name, argument.unquoted)
  }

  /// The lines of `.help`.
  static func overview(_ told: (Message) -> String) -> [String] {
    let width = allCases.map { $0.usage.form.count }.max() ?? 0
    return allCases.map { command in
      let (form, summary) = command.usage
      return "\(form)\(String(repeating: " ", count: width - form.count))  \(told(summary))"
    }
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// Without the quotes around it.
  fileprivate var unquoted: String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}
