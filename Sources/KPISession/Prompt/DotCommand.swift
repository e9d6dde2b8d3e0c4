import KPILanguage
import KPIOutput

/// A command to the prompt itself.
package enum DotCommand: String, CaseIterable, Sendable {
  case help, quit, open, reload, model, schema, format, limit, output, once, read, edit, timing

  /// How it is written, and what it does.
  package var usage: (form: String, summary: Message) {
    switch self {
    case .help: (".help", "these commands; `help` tells about the language")
    case .quit: (".quit", "leave (or Ctrl-D)")
    case .open: (".open FILE", "open another database")
    case .reload: (".reload", "read the database again")
    case .model: (".model", "the model at hand")
    case .schema: (".schema [NAME]", "the database's tables and columns, or those of one table")
    case .format: (".format NAME", "how results are written: table, csv, json, md, html …")
    case .limit: (".limit N|off", "the most rows a table shows; 40 unless set")
    case .output: (".output [FILE]", "write results to a file, in the format of its ending; without a name, here again")
    case .once: (".once FILE", "write the next entry's results to a file")
    case .read: (".read FILE", "carry out a script")
    case .edit: (".edit", "write the last entry anew in an editor")
    case .timing: (".timing on|off", "show how long each entry takes")
    }
  }

  /// The names with their dots.
  package static var names: [String] { allCases.map { ".\($0.rawValue)" } + [".exit"] }

  /// The command that a line begins with, and what follows it; nil for an unknown one.
  package static func read(_ line: String) -> (command: DotCommand?, name: String, argument: String) {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let name = words.first.map(String.init) ?? "."
    let argument = words.count > 1 ? String(words[1]).trimmed : ""
    let key = name.dropFirst().lowercased()
    return (key == "exit" ? .quit : DotCommand(rawValue: key), name, argument.unquoted)
  }

  /// The lines of `.help`.
  static func overview(_ told: (Message) -> String) -> [String] {
    let lines = allCases.map { command in
      let (form, summary) = command.usage
      return (form: told(Message(named: form, vietnamese: Placeholders.vietnamese(form))), summary: summary)
    }
    let width = lines.map(\.form.count).max() ?? 0
    return lines.map { form, summary in
      "  \(form)\(String(repeating: " ", count: width - form.count))  \(told(summary))"
    }
  }

  /// What a command may become at its end.
  static func completion(of line: String, files: (String) -> [String], tables: () -> [String]) -> Completion {
    guard let blank = line.firstIndex(of: " ") else {
      let found = allCases.map { ".\($0.rawValue)" }.filter { $0.hasPrefix(line.lowercased()) }
      return found.isEmpty ? .none : Completion(start: 0, typed: line, found.map { Completion.Candidate($0) })
    }
    let typed = String(line[line.index(after: blank)...].drop { $0 == " " })
    let words: [String]
    switch read(line).command {
    case .open?, .output?, .once?, .read?:
      let quote = typed.first == "'" || typed.first == "\"" ? String(typed.prefix(1)) : ""
      words = files(String(typed.dropFirst(quote.count))).map { quote + $0 }
    case .format?: words = OutputFormat.allCases.filter { !$0.needsFile }.map(\.rawValue)
    case .schema?: words = tables()
    case .timing?: words = ["on", "off"]
    case .limit?: words = ["off"]
    default: words = []
    }
    let found = words.filter { fold($0).hasPrefix(fold(typed)) }
    let start = line.utf8.count - typed.utf8.count
    return found.isEmpty ? .none : Completion(start: start, typed: typed, found.map { Completion.Candidate($0) })
  }
}

extension String {
  /// Without blanks at both ends.
  package var trimmed: String {
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
