import Glibc
import KPILanguage
import KPIOutput

/// What a prompt does with an entry: everything but the reading of keys and the screen.
package final class PromptDesk {
  /// What the terminal does after an entry.
  package enum Outcome: Sendable, Equatable {
    case goOn
    case quit
    /// The text is written anew in an editor.
    case edit(String)
  }

  package let session: Session
  let sink: StreamSink
  /// Where results go.
  let output: ResultRoute
  /// Tells a line about the prompt itself.
  let tell: (String) -> Void
  /// How results are written to the screen as it is now.
  private let screen: () -> OutputOptions
  /// Called before and after an entry is answered.
  private let around: (before: () -> Void, after: () -> Void)
  private var showsTiming = false
  var rowLimit: Int?
  /// The format of results on the screen.
  private var screenFormat: OutputFormat
  /// The last entry, for `.edit`.
  private var lastEntry = ""
  /// Whether the file takes the results of the next entry alone.
  private var isOnce = false
  /// How many files are being read, each by the one before.
  private var depth = 0

  /// - Parameters:
  ///   - output: the file that results go to; the sink writes through it.
  ///   - screen: how results are written to the screen as it is now.
  package init(
    _ session: Session, sink: StreamSink, output: ResultRoute, screen: @escaping () -> OutputOptions,
    before: @escaping () -> Void = {}, after: @escaping () -> Void = {}, tell: @escaping (String) -> Void
  ) {
    self.session = session
    self.sink = sink
    self.output = output
    self.screen = screen
    self.tell = tell
    around = (before, after)
    screenFormat = sink.format
  }

  /// Answers an entry or carries a command out.
  package func take(_ entry: String) -> Outcome {
    let line = entry.trimmed
    if line.hasPrefix("."), !line.contains("\n") { return carryOut(line) }
    if ["back", "quay lai"].contains(fold(line)) {
      goBack()
      return .goOn
    }
    let full = session.goingOn(with: entry)
    // What a clause alone means is shown, so that it can be seen and brought back.
    if let full { tell("kpi> \(full)") }
    let meant = full ?? session.printing(entry) ?? entry
    lastEntry = full ?? entry
    answer(meant)
    return .goOn
  }

  /// Answers what an editor left.
  package func takeEdited(_ text: String) -> Outcome { take(text.trimmed) }

  /// Writes what is to be written at the end.
  package func finish() {
    endOutput()
  }

  // MARK: Statements

  /// Shows what the last `drill` looked behind.
  private func goBack() {
    around.before()
    setOptions()
    // Whoever read the results has gone, or it is told with the next one.
    if (try? session.goBack()) == false { say("there is nothing to go back to: `back` leaves the rows of a `drill`") }
    around.after()
  }

  private func setOptions() {
    var options = screen()
    if let file = output.file {
      options = OutputOptions(language: options.language)
      file.set(&options)
    } else if let rowLimit {
      options.rowLimit = rowLimit
    }
    sink.options = options
  }

  @discardableResult
  private func answer(_ entry: String, as source: Source? = nil) -> ExitStatus {
    around.before()
    setOptions()
    let start = ContinuousClock.now
    let status = source.map { session.enter($0) } ?? session.enter(entry)
    session.keepSnapshotsBehind()
    if showsTiming { say("\((ContinuousClock.now - start).told) ms") }
    around.after()
    if isOnce { endOutput(keepsFile: status != .success && status != .assertionFailed) }
    return status
  }

  /// Carries out a file's statements and commands in their order; `name` is what messages call it.
  ///
  /// A command stands on a line of its own. As a script does, it ends with the first mistake, and says so.
  package func read(_ path: String, name: String? = nil) -> Outcome {
    guard depth < 20 else {
      say("files read each other more than \(20) deep")
      return .goOn
    }
    depth += 1
    defer { depth -= 1 }
    let source: Source
    do throws(Halt) {
      source = try session.script(path)
    } catch {
      session.report(error.diagnostics)
      return .goOn
    }
    var statements: [Substring] = []
    var lines = 0
    let answerStatements = { [self] () -> Bool in
      let text = statements.joined(separator: "\n")
      // What stands at a line of the file is told to be there.
      let before = String(repeating: "\n", count: lines - statements.count)
      statements = []
      guard !text.trimmed.isEmpty else { return true }
      let status = answer(text, as: Source(name: name ?? path, text: before + text, path: path))
      if status == .success || status == .assertionFailed { return true }
      say("`\(shown(name ?? path))` ends with its mistake: what follows was not carried out")
      return false
    }
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(".") {
        guard answerStatements() else { return .goOn }
        let outcome = carryOut(String(line).trimmed)
        if outcome != .goOn { return outcome }
      } else {
        statements.append(line)
      }
      lines += 1
    }
    _ = answerStatements()
    return .goOn
  }

  // MARK: Commands

  private func carryOut(_ line: String) -> Outcome {
    let (command, name, argument) = DotCommand.read(line)
    guard let command else {
      if let meant = session.meantCommand(for: line) {
        say("there is no command `\(name)`: write `\(meant)`, or press Enter for it")
        return .goOn
      }
      let label = Session.suggestion(for: name, among: DotCommand.names)
      say(label.map { "there is no command `\(name)`, \($0)" } ?? "there is no command `\(name)`")
      return .goOn
    }
    switch command {
    case .quit: return .quit
    case .help: write(DotCommand.overview(session.told))
    case .timing: setTiming(argument)
    case .format: setFormat(argument)
    case .limit: setLimit(argument)
    case .model:
      write([session.modelLine])
      answer("describe")
    case .open: attempt { () throws(Halt) in try open(argument) }
    case .output: setOutput(argument)
    case .once:
      if argument.isEmpty { say("`.once` takes a file") } else if setOutput(argument) { isOnce = true }
    case .read:
      if argument.isEmpty { say("`.read` takes a script") } else { return read(argument) }
    case .edit: return .edit(lastEntry)
    case .reload: attempt { () throws(Halt) in try reload() }
    case .schema: attempt { () throws(Halt) in write(try session.schemaLines(of: argument.isEmpty ? nil : argument)) }
    }
    return .goOn
  }

  func say(_ message: Message) { tell(session.told(message)) }

  /// Lines about the prompt are results: they can be paged and written to a file.
  private func write(_ lines: [String]) {
    let options = screen()
    let fitting =
      options.isTerminal && !output.isFile ? lines.flatMap { WrappedText.lines(of: $0, width: options.width) } : lines
    try? output.write(Array((fitting.joined(separator: "\n") + "\n").utf8))
  }

  private func attempt(_ body: () throws(Halt) -> Void) {
    around.before()
    do throws(Halt) {
      try body()
    } catch {
      session.report(error.diagnostics)
    }
    around.after()
  }

  private func setTiming(_ argument: String) {
    if argument.isEmpty {
      showsTiming.toggle()
    } else if let isOn = OurNames.isOn(argument) {
      showsTiming = isOn
    } else {
      return say("`.timing` takes `on` or `off`")
    }
    say(showsTiming ? "timing is on" : "timing is off")
  }

  private func setFormat(_ argument: String) {
    guard let format = OutputFormat(rawValue: argument), !format.needsFile else {
      let names = OutputFormat.allCases.filter { !$0.needsFile }.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      return say("`.format` takes \(names); it is `\(sink.format.rawValue)`")
    }
    screenFormat = format
    guard output.file == nil, format != sink.format else { return }
    // A new format begins anew, after what the one before has at its end.
    try? sink.finish()
    sink.format = format
  }

  private func setLimit(_ argument: String) {
    if OurNames.isOn(argument) == false {
      rowLimit = .max
    } else if let number = Int(argument), number > 0 {
      rowLimit = number
    } else {
      let limit = rowLimit.map { $0 == .max ? "off" : String($0) } ?? "40"
      say("`.limit` takes a number of rows above 0, or `off`; it is \(limit)")
    }
  }

  private func open(_ path: String) throws(Halt) {
    guard !path.isEmpty else { return say("`.open` takes a database file") }
    try session.open(path)
    try session.load()
  }

  private func reload() throws(Halt) {
    try session.reload()
    try session.load()
  }

  // MARK: Files

  /// Sends results to a file in the format of its ending, or back to the screen; false where that cannot be.
  @discardableResult
  private func setOutput(_ path: String) -> Bool {
    endOutput()
    guard !path.isEmpty else { return true }
    var options = session.world.options
    let asks = access(path, F_OK) == 0 && !options.overwrites && !options.isReadOnly
    if asks { options.overwrites = true }
    do throws(Halt) {
      let file = try ResultFile(
        path, format: Self.isPlain(path) ? .table : nil, options: options, environment: session.world.environment)
      // What is never written over is refused without a question.
      if asks, !sink.confirms(session.told("`\(shown(path))` exists already. Replace it?")) { return false }
      output.begin(file)
      sink.fileName = file.name
      sink.format = file.format
      return true
    } catch {
      session.report(error.diagnostics)
      return false
    }
  }

  /// Puts the file into its place; results go to the screen again.
  ///
  /// - Parameter keepsFile: what has no result stays as it was.
  private func endOutput(keepsFile: Bool = false) {
    isOnce = false
    do throws(OutputFailure) {
      // Whoever read the results on the screen may have gone.
      if output.file == nil { try? sink.finish() } else { try sink.finish() }
      if keepsFile { output.giveUpIfEmpty() }
      try output.end()
    } catch {
      _ = session.ended(by: error)
    }
    sink.fileName = nil
    sink.format = screenFormat
  }

  /// Whether a file takes the tables of a terminal: its ending says so, or it has none.
  static func isPlain(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return true }
    return ["txt", "log"].contains(name[name.index(after: dot)...].lowercased())
  }
}
