import Glibc
import KPISession

/// The prompt: reads entries, answers them, until Ctrl-D.
final class Prompt {
  private let conversation: Conversation
  private let editor: LineEditor
  private let isQuiet: Bool
  private let desk: PromptDesk

  private var session: Session { conversation.session }

  init(_ conversation: Conversation, isQuiet: Bool) {
    self.conversation = conversation
    self.isQuiet = isQuiet
    let screen = conversation.screen
    conversation.sink.asks = { question in
      screen.flush()
      Console.writeError(Array("\(question) (y/n) ".utf8))
      return ["y", "yes", "c", "có"].contains(readLine()?.lowercased().trimmed)
    }
    desk = PromptDesk(
      conversation.session, sink: conversation.sink, output: conversation.output,
      screen: { [isASCII = conversation.isASCII] in Console.outputOptions(isASCII: isASCII) },
      before: {
        Interrupts.reset()
        conversation.progress.begin()
      },
      after: { Interrupts.reset() },
      tell: { screen.tell(Array(($0 + "\n").utf8)) })
    editor = LineEditor(
      history: HistoryFile.ofUser(), tell: { if !isQuiet { Console.tell($0) } },
      complete: { [session = conversation.session] in session.completion(of: $0) })
  }

  /// Reads and answers until the end of the input.
  func run(banner: String?) throws -> Never {
    if let banner, !isQuiet { Console.tell(banner) }
    if let day = session.pinnedDayLine, !isQuiet { Console.tell(day) }
    if !isQuiet {
      Console.tell(session.told("`help` tells what can be asked, `.help` about the prompt; Ctrl-D leaves"))
    }
    conversation.progress.begin()
    do throws(Halt) {
      try session.load()
    } catch {
      session.report(error.diagnostics)
      // Ctrl-C during the load ends it; the first question loads again.
      if error.status != .interrupted { throw CommandEnd(status: error.status) }
    }
    var goesOn = runStartFile()
    while goesOn, let entry = readEntry() { goesOn = take(entry) }
    desk.finish()
    throw CommandEnd(status: .success)
  }

  /// Answers an entry; false ends the prompt.
  private func take(_ entry: String) -> Bool {
    var entry = entry
    if entry.trimmed.isEmpty {
      // An empty Enter takes the corrected line of the entry before it.
      guard let line = session.suggestion else { return true }
      Console.tell("kpi> \(line)")
      entry = line
    }
    editor.remember(entry.contains("\n") ? entry.trimmed : entry)
    return follow(shown { desk.take(entry) })
  }

  /// Has an answer shown, page by page where it is long.
  private func shown(_ body: () -> PromptDesk.Outcome) -> PromptDesk.Outcome {
    conversation.screen.begin()
    defer { conversation.screen.end() }
    return body()
  }

  private func follow(_ outcome: PromptDesk.Outcome) -> Bool {
    switch outcome {
    case .goOn: return true
    case .quit: return false
    case .edit(let text):
      guard let edited = TextEditor.edit(text)?.trimmed else {
        Console.tell(session.told("the editor could not be used; `EDITOR` names one"))
        return true
      }
      if edited.isEmpty || edited == text.trimmed { return true }
      Console.tell("kpi> \(edited)")
      return take(edited)
    }
  }

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

  /// `~/.kpirc` is carried out first, where it is there.
  private func runStartFile() -> Bool {
    guard let home = Folders.home else { return true }
    let path = home + "/.kpirc"
    guard access(path, R_OK) == 0 else { return true }
    return follow(desk.read(path, name: "~/.kpirc"))
  }
}
