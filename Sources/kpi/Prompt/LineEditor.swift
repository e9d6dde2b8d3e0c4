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
  /// The lines of the entry that were read before the one at hand.
  private nonisolated(unsafe) static var earlierLines = ""

  private let historyPath: String?

  /// - Parameter historyPath: where entries are kept; nil keeps none.
  init(historyPath: String?, complete: @escaping Complete) {
    self.historyPath = historyPath
    Self.complete = complete
    Self.takeUTF8()
    // Readline keeps the pointers: these texts live as long as the process.
    kpi_readline_name(strdup("kpi"))
    kpi_readline_word_breaks(strdup(" \t\n=<>!,;|()[]{}+*/\"'"))
    kpi_readline_only_ours()
    kpi_readline_complete { text, start, end in LineEditor.matches(text, start, end) }
    kpi_readline_on_signal {
      if Interrupts.isPressed() { kpi_readline_drop_line() }
      return 0
    }
    if !Console.isOutputTerminal { kpi_readline_to_stderr() }
    rl_variable_bind("enable-bracketed-paste", "on")
    // Without times in the file an entry of several lines would come back as several entries.
    kpi_history_with_times()
    using_history()
    stifle_history(5_000)
    if let historyPath { read_history(historyPath) }
  }

  /// In the C locale readline swallows everything that is not ASCII.
  private static func takeUTF8() {
    setlocale(LC_CTYPE, "")
    if let name = nl_langinfo(Int32(CODESET)), String(cString: name) == "UTF-8" { return }
    setenv("LC_ALL", "C.UTF-8", 1)
    setlocale(LC_CTYPE, "C.UTF-8")
  }

  /// One line without its end; nil at the end of the input.
  ///
  /// - Parameter earlier: the lines of the entry that were read before.
  func readLine(_ prompt: String, after earlier: String) -> String? {
    Self.earlierLines = earlier
    guard let line = readline(prompt) else { return nil }
    defer { free(line) }
    return String(cString: line)
  }

  /// Keeps an entry, whole.
  func remember(_ entry: String) {
    if let last = kpi_history_last(), String(cString: last) == entry { return }
    add_history(entry)
    guard let historyPath else { return }
    if append_history(1, historyPath) != 0 { write_history(historyPath) }
    chmod(historyPath, 0o600)
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
