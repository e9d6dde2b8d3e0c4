import CReadline
import Glibc

/// Reads lines with readline: history, completion, pasted text.
///
/// Readline is one per process, and so is this.
final class LineEditor {
  /// What a word may become: the entry up to it, the word, and whether it stands in quotes.
  typealias Complete = (_ before: String, _ word: String, _ isQuoted: Bool) -> [String]

  // SAFETY: readline calls back on the thread that called `readline`, which is the only one that touches these.
  private nonisolated(unsafe) static var complete: Complete = { _, _, _ in [] }
  private nonisolated(unsafe) static var candidates: [String] = []
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
    kpi_readline_word_breaks(strdup(" \t\n=<>!,;|()[]{}+*/\"'"))
    kpi_readline_only_ours()
    kpi_readline_complete { text, start, end in LineEditor.matches(text, start, end) }
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

  private static func matches(
    _ text: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    guard let text, let line = kpi_readline_line() else { return nil }
    let bytes = Array(String(cString: line).utf8.prefix(Int(start)))
    let quote = kpi_readline_quote()
    var before = String(decoding: bytes, as: UTF8.self)
    // The opening quote is the reader's, not the entry's.
    if quote != 0, let last = before.last, last == "'" || last == "\"" { before.removeLast() }
    candidates = complete(earlierLines + before, String(cString: text), quote != 0)
    let isFunction = candidates.count == 1 && candidates[0].hasSuffix("(")
    kpi_readline_append_blank(isFunction ? 0 : 1)
    return rl_completion_matches(text) { _, state in
      let index = Int(state)
      // Readline frees what it gets.
      return LineEditor.candidates.indices.contains(index) ? strdup(LineEditor.candidates[index]) : nil
    }
  }
}
