import Glibc
import KPISession

/// The prompt: reads entries, answers them, until Ctrl-D.
final class Prompt {
  private let conversation: Conversation
  private let editor: LineEditor
  private let isQuiet: Bool
  private var showsTiming = false
  private var rowLimit: Int?
  /// The file that results go to.
  private let output: OutputFile

  private var session: Session { conversation.session }

  init(_ conversation: Conversation, isQuiet: Bool) {
    self.conversation = conversation
    self.isQuiet = isQuiet
    output = conversation.output
    conversation.sink.asks = { question in
      Console.writeError(Array("\(question) (y/n) ".utf8))
      return ["y", "yes", "c", "có"].contains(readLine()?.lowercased().trimmed)
    }
    editor = LineEditor(
      history: HistoryFile.ofUser(), tell: { if !isQuiet { Console.tell($0) } }
    ) { [session = conversation.session] before, word, isQuoted in
      if before.isEmpty, word.hasPrefix(".") { return DotCommand.names.filter { $0.hasPrefix(word.lowercased()) } }
      return session.completions(before: before, word: word, isQuoted: isQuoted)
    }
  }

  /// Reads and answers until the end of the input.
  func run(banner: String?) throws -> Never {
    if let banner, !isQuiet { Console.tell(banner) }
    if let day = session.pinnedDayLine, !isQuiet { Console.tell(day) }
    if !isQuiet { tell("`help` tells what can be asked, `.help` about the prompt; Ctrl-D leaves") }
    conversation.progress.begin()
    do throws(Halt) {
      try session.load()
    } catch {
      session.report(error.diagnostics)
      // Ctrl-C during the load ends it; the first question loads again.
      if error.status != .interrupted { throw CommandEnd(status: error.status) }
    }
    runStartFile()
    while let entry = readEntry() {
      let line = entry.trimmed
      if line.isEmpty {
        takeSuggestion()
        continue
      }
      editor.remember(line.contains("\n") ? line : entry)
      if line.hasPrefix("."), !line.contains("\n") {
        if carryOut(line) { break }
      } else {
        answer(entry)
      }
    }
    do throws(OutputFailure) {
      try conversation.sink.finish()
    } catch {
      // Whoever read the results has gone.
    }
    throw CommandEnd(status: .success)
  }

  // MARK: Entries

  /// The next entry, of one line or several; nil at the end of the input.
  private func readEntry() -> String? {
    var entry = ""
    while true {
      Interrupts.reset()
      let line: String
      switch editor.readLine(entry.isEmpty ? "kpi> " : "...> ", after: entry) {
      case .text(let text): line = text
      case .dropped:
        entry = ""
        continue
      case .end:
        if entry.isEmpty { Console.tell("") }
        return entry.isEmpty ? nil : entry
      }
      if !entry.isEmpty, line.trimmed.isEmpty { return entry }
      entry += entry.isEmpty ? line : "\n" + line
      if entry.trimmed.hasPrefix(".") || Session.isFinished(entry) { return entry }
    }
  }

  /// An empty Enter takes the corrected line of the entry before it.
  private func takeSuggestion() {
    guard let line = session.suggestion else { return }
    Console.tell("kpi> \(line)")
    editor.remember(line)
    if line.hasPrefix(".") { _ = carryOut(line) } else { answer(line) }
  }

  private func answer(_ entry: String) {
    Interrupts.reset()
    conversation.sink.options = Console.outputOptions(rowLimit: rowLimit, isFile: output.isFile)
    conversation.progress.begin()
    let start = ContinuousClock.now
    _ = session.enter(entry)
    session.keepSnapshotsBehind()
    if showsTiming { Console.tell("\((ContinuousClock.now - start).milliseconds) ms") }
    Interrupts.reset()
  }

  /// `~/.kpirc` is answered first, where it is there.
  private func runStartFile() {
    guard let home = Folders.home else { return }
    let path = home + "/.kpirc"
    guard access(path, R_OK) == 0 else { return }
    do throws(Halt) {
      let source = try session.script(path)
      _ = session.enter(source.text, name: "~/.kpirc")
    } catch {
      session.report(error.diagnostics)
    }
  }

  // MARK: Commands

  /// Carries a command out; true ends the prompt.
  private func carryOut(_ line: String) -> Bool {
    let (command, name, argument) = DotCommand.read(line)
    guard let command else {
      if let meant = session.meantCommand(for: line) {
        tell("there is no command `\(name)`: write `\(meant)`, or press Enter for it")
        return false
      }
      let label = Session.suggestion(for: name, among: DotCommand.names)
      tell(label.map { "there is no command `\(name)`, \($0)" } ?? "there is no command `\(name)`")
      return false
    }
    switch command {
    case .quit: return true
    case .help: say(DotCommand.overview(session.told))
    case .timing: setTiming(argument)
    case .format: setFormat(argument)
    case .limit: setLimit(argument)
    case .model:
      say([session.modelLine])
      answer("describe")
    case .open: attempt { () throws(Halt) in try openDatabase(argument) }
    case .output: setOutput(argument)
    case .reload: attempt { () throws(Halt) in try reload() }
    case .schema: attempt { () throws(Halt) in say(try session.schemaLines()) }
    }
    return false
  }

  private func tell(_ message: Message) { Console.tell(session.told(message)) }

  private func say(_ lines: [String]) {
    // The prompt goes on where nobody reads it any more.
    try? Console.write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func attempt(_ body: () throws(Halt) -> Void) {
    do throws(Halt) {
      try body()
    } catch {
      session.report(error.diagnostics)
    }
    Interrupts.reset()
  }

  private func setTiming(_ argument: String) {
    switch argument {
    case "on": showsTiming = true
    case "off": showsTiming = false
    case "": showsTiming.toggle()
    default: return tell("`.timing` takes `on` or `off`")
    }
    tell(showsTiming ? "timing is on" : "timing is off")
  }

  private func setFormat(_ argument: String) {
    guard let format = OutputFormat(rawValue: argument), !format.needsFile else {
      let names = OutputFormat.allCases.filter { !$0.needsFile }.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      return tell("`.format` takes \(names); it is `\(conversation.sink.format.rawValue)`")
    }
    conversation.sink.format = format
  }

  private func setLimit(_ argument: String) {
    if argument == "off" {
      rowLimit = .max
    } else if let number = Int(argument), number > 0 {
      rowLimit = number
    } else {
      let limit = rowLimit.map { $0 == .max ? "off" : String($0) } ?? "40"
      tell("`.limit` takes a number of rows above 0, or `off`; it is \(limit)")
    }
  }

  private func openDatabase(_ path: String) throws(Halt) {
    guard !path.isEmpty else { return tell("`.open` takes a database file") }
    conversation.progress.begin()
    try session.open(path)
    try session.load()
  }

  private func reload() throws(Halt) {
    conversation.progress.begin()
    try session.reload()
    try session.load()
  }

  private func setOutput(_ path: String) {
    if let reason = output.redirect(to: path.isEmpty ? nil : path) {
      tell("cannot write `\(path)`: \(reason)")
    }
  }
}

/// Where results go: standard output, or a file of `.output`.
final class OutputFile {
  private var file: Int32?

  /// Whether results go to a file.
  var isFile: Bool { file != nil }

  deinit { if let file { close(file) } }

  /// Sends results to a file, or with nil back to standard output; the reason where that fails.
  func redirect(to path: String?) -> String? {
    if let file { close(file) }
    file = nil
    guard let path else { return nil }
    let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else { return String(cString: strerror(errno)).lowercased() }
    file = opened
    return nil
  }

  /// Writes results.
  ///
  /// Throws `OutputFailure`.
  func write(_ bytes: [UInt8]) throws { try Console.write(bytes, to: file ?? STDOUT_FILENO) }
}
