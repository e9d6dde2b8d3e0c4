import CReadline
import Glibc
import KPISession

/// Reads lines with readline: history, completion, pasted text.
///
/// Readline is one per process, and so is this.
final class LineEditor {
  /// What an entry may become at its end, which is where the cursor stands.
  typealias Complete = (String) -> Completion

  // SAFETY: readline calls back on the thread that called `readline`, which is the only one that touches these.
  private nonisolated(unsafe) static var complete: Complete?
  /// What the line that is being read has become.
  private nonisolated(unsafe) static var finished: Line?
  /// The lines of the entry that were read before the one at hand.
  private nonisolated(unsafe) static var earlierLines = ""

  /// Where entries are kept; nil where none are.
  private var history: HistoryFile?

  /// - Parameters:
  ///   - history: where entries are kept; nil keeps none.
  ///   - tell: hears why no history is kept.
  init(history: HistoryFile?, tell: (String) -> Void, complete: @escaping Complete) {
    self.history = history
    Self.complete = complete
    Self.takeUTF8()
    Interrupts.watchResizing()
    // Readline keeps the pointers: these texts live as long as the process.
    kpi_readline_name(strdup("kpi"))
    kpi_readline_complete { _, _, _ in nil }
    kpi_readline_tab { _, _ in
      LineEditor.tab()
      return 0
    }
    if !Console.isOutputTerminal { kpi_readline_to_stderr() }
    rl_variable_bind("enable-bracketed-paste", "on")
    PastedReturns.join()
    using_history()
    stifle_history(Int32(HistoryFile.mostEntries))
    guard let history else { return }
    do throws(HistoryFile.Refusal) {
      for entry in try history.load() { add_history(entry) }
    } catch {
      tell("no history is kept in `\(history.path)`: \(error.reason)")
      self.history = nil
    }
  }

  /// In the C locale readline swallows everything that is not ASCII.
  private static func takeUTF8() {
    setlocale(LC_CTYPE, "")
    if let name = nl_langinfo(Int32(CODESET)), String(cString: name) == "UTF-8" { return }
    setenv("LC_ALL", "C.UTF-8", 1)
    setlocale(LC_CTYPE, "C.UTF-8")
  }

  /// What reading a line gave.
  enum Line {
    case text(String)
    /// Ctrl-C: the line is dropped.
    case dropped
    /// Ctrl-D, or the terminal has gone.
    case end
  }

  /// One line without its end.
  ///
  /// Readline's own loop would swallow what is typed after Ctrl-C, so it is fed here, key by key.
  /// - Parameter earlier: the lines of the entry that were read before.
  func readLine(_ prompt: String, after earlier: String) -> Line {
    Self.earlierLines = earlier
    Self.finished = nil
    rl_callback_handler_install(prompt) { line in
      LineEditor.finished = line.map { .text(String(cString: $0)) } ?? .end
      free(line)
      rl_callback_handler_remove()
    }
    while true {
      if let line = Self.finished { return line }
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&input, 1, -1) > 0 {
        rl_callback_read_char()
      } else if Interrupts.takeResize() {
        rl_resize_terminal()
      }
      if Interrupts.isEnding {
        rl_callback_handler_remove()
        return .end
      }
      if Interrupts.isPressed() {
        // Giving up takes the cursor to the beginning of the line.
        Console.writeError(Array("^C".utf8))
        kpi_readline_give_up()
        Console.tell("")
        return .dropped
      }
    }
  }

  /// Keeps an entry, whole.
  func remember(_ entry: String) {
    if let last = kpi_history_last(), String(cString: last) == entry { return }
    add_history(entry)
    do throws(HistoryFile.Refusal) {
      try history?.append(entry)
    } catch {
      Console.tell("no history is kept any more: \(error.reason)")
      history = nil
    }
  }

  // MARK: Completion

  /// Puts there what all that fits has in common, else lists what fits.
  private static func tab() {
    guard let complete, let line = kpi_readline_line() else { return }
    let typed = String(decoding: Array(String(cString: line).utf8.prefix(Int(kpi_readline_point()))), as: UTF8.self)
    let entry = earlierLines.isEmpty ? typed : earlierLines + "\n" + typed
    let completion = complete(entry)
    guard !completion.candidates.isEmpty else {
      rl_ding()
      return
    }
    if let whole = completion.line {
      let last = whole.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? whole
      kpi_readline_replace(last + (completion.isWhole ? " " : ""))
    } else {
      list(completion.candidates.map(\.shown))
    }
  }

  private static func list(_ texts: [String]) {
    var pointers: [UnsafeMutablePointer<CChar>?] = ([""] + texts).map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    let longest = texts.map { $0.reduce(0) { $0 + $1.columns } }.max() ?? 0
    kpi_readline_list(&pointers, Int32(texts.count), Int32(longest))
  }
}
