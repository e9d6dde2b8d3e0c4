import KPIEngine
import KPILanguage
import KPIOutput

/// A script with its expected output: `#>` lines behind a statement are the results that it writes, `#!` lines its
/// messages.
package struct ScriptTest: Sendable {
  /// A statement of the script, or several of one line, with what is expected of it.
  package struct Step: Sendable {
    /// The statement as it is written.
    package var text: String
    /// Its lines, from 0.
    package var lines: ClosedRange<Int>
    /// The lines that hold what is expected of it, behind it.
    package var expectationLines: [Int]
    /// What is expected: `#> …`, `#! …`.
    package var expected: [String]
    /// What came, written likewise.
    package var actual: [String] = []
    /// The language that its last result is written in.
    package var language = TextLanguage.en
    /// How it ended.
    package var status = ExitStatus.success
    /// How long it took.
    package var duration = Duration.zero

    /// What it says instead of its results: that it has a mistake, or that a check does not hold.
    package var mistake: String? { status == .success ? nil : actual.first(where: Self.tellsMistake) }

    /// Whether results stand there that `--update` would replace by a mistake: likelier something broke.
    package var losesResults: Bool {
      mistake != nil && !expected.isEmpty && !expected.contains(where: Self.tellsMistake)
    }

    private static func tellsMistake(_ line: String) -> Bool {
      line.hasPrefix("#! error[") || line.hasPrefix("#! lỗi[")
    }
  }

  /// The script's file.
  package let path: String
  /// The script's text, by line.
  private let lines: [String]
  /// Its statements in their order.
  package private(set) var steps: [Step]
  /// What kept it from being run; nil where it was.
  package private(set) var failure: String?
  /// The status of what it could not begin without: a database that cannot be opened.
  package private(set) var failureStatus: ExitStatus?

  /// Whether it says what it expects; where not, it is enough that it runs.
  package var hasExpectations: Bool { steps.contains { !$0.expected.isEmpty } }

  /// The parameters that it declares, in lower case.
  package private(set) var parameters: Set<String> = []

  /// The statements that did not give what was expected of them.
  package var failing: [Step] { steps.filter(isFailing) }

  /// Whether a statement did not give what was expected of it.
  package func isFailing(_ step: Step) -> Bool {
    hasExpectations ? step.actual != step.expected : step.status != .success
  }

  /// Whether everything was as expected.
  package var isPassed: Bool { failure == nil && failing.isEmpty }

  /// Reads a script; nil where it is a model, which is no script.
  package init?(_ path: String, environment: SessionEnvironment = .process) {
    self.path = path
    do throws(Halt) {
      let source = Source(name: path, text: try environment.text(of: path, what: "the script"))
      lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      steps = Self.steps(of: source, lines)
      if Self.isModel(source) { return nil }
    } catch {
      (lines, steps) = ([], [])
      failure = error.diagnostics.first?.message.english
    }
  }

  private static func isModel(_ source: Source) -> Bool {
    parse(source, id: SourceID(0)).statements.contains { statement in
      guard case .declaration(let declaration) = statement.kind else { return false }
      switch declaration {
      case .model, .entity, .subject: return true
      default: return false
      }
    }
  }

  // MARK: Reading

  /// A script cut where its statements end, those with mistakes too.
  private static func steps(of source: Source, _ lines: [String]) -> [Step] {
    var list = tokens(of: source, id: SourceID(0))
    let places = SourceLines(source)
    var ranges: [ClosedRange<Int>] = []
    var depth = 0
    var isOpen = false
    for index in list.tokens.indices {
      let token = list.tokens[index]
      switch token.kind {
      case .openCurly: depth += 1
      case .closeCurly: depth = max(0, depth - 1)
      default: break
      }
      if token.kind == .end { break }
      if depth == 0, token.kind == .newline || token.kind == .semicolon {
        // An `else` on the next line belongs to its `if`.
        let next = list.keyword(at: min(index + 1, list.tokens.count - 1))
        if next?.keyword != .else { isOpen = false }
        continue
      }
      if token.kind == .newline || token.end <= token.start { continue }
      let first = places.position(at: token.start).line - 1
      let last = places.position(at: token.end - 1).line - 1
      if let range = ranges.last, isOpen || first <= range.upperBound {
        ranges[ranges.count - 1] = range.lowerBound...max(range.upperBound, last)
      } else {
        ranges.append(first...max(first, last))
      }
      isOpen = true
    }
    return ranges.enumerated().map { place, range in
      let next = place + 1 < ranges.count ? ranges[place + 1].lowerBound : lines.count
      let own = (range.lowerBound..<next).filter { isExpectation(lines[$0]) }
      let text = range.filter { !own.contains($0) }.map { lines[$0] }.joined(separator: "\n")
      return Step(text: text, lines: range, expectationLines: own, expected: own.map { unindented(lines[$0]) })
    }
  }

  private static func isExpectation(_ line: String) -> Bool {
    let text = unindented(line)
    return text.hasPrefix("#>") || text.hasPrefix("#!") && !text.hasPrefix("#!/")
  }

  private static func unindented(_ line: String) -> String {
    var text = Substring(line).drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }

  // MARK: Running

  /// Carries out every statement, whatever came of those before.
  package mutating func run(
    database: String?, options: SessionOptions, environment: SessionEnvironment = .process,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    guard failure == nil else { return }
    let output = TestOutput()
    do throws(Halt) {
      let session = try Session(
        options: options, environment: environment, sink: output.sink, isInterrupted: isInterrupted)
      if let database { try session.open(database) }
      for index in steps.indices {
        if isInterrupted() { return stop("interrupted") }
        let start = ContinuousClock.now
        steps[index].status = session.enter(test: steps[index].text, of: path)
        steps[index].duration = ContinuousClock.now - start
        steps[index].language = output.language
        steps[index].actual = output.take()
        let step = steps[index]
        // What was cut short is no answer that could be wrong, or written down.
        if step.status == .interrupted, step.actual != step.expected {
          return stop(isInterrupted() ? "interrupted" : "stopped by its time limit")
        }
      }
      parameters = session.state.parameters
    } catch {
      failure = error.diagnostics.first?.message.english ?? "it cannot be run"
      failureStatus = error.status
    }
  }

  private mutating func stop(_ reason: String) { (failure, failureStatus) = (reason, .interrupted) }

  /// The script with what came in place of what was expected.
  ///
  /// - Parameter acceptingErrors: whether mistakes are written in place of results.
  package func updated(acceptingErrors: Bool) -> String {
    var kept: [Int: [String]] = [:]
    var dropped: Set<Int> = []
    for step in steps where acceptingErrors || !step.losesResults {
      dropped.formUnion(step.expectationLines)
      kept[step.lines.upperBound] = step.actual
    }
    var result: [String] = []
    for (index, line) in lines.enumerated() {
      if !dropped.contains(index) { result.append(line) }
      result += kept[index] ?? []
    }
    return result.joined(separator: "\n")
  }

  /// Writes the script with what came in place of what was expected; false where it says that already.
  ///
  /// - Throws: `Halt` where it cannot be written.
  package func update(
    acceptingErrors: Bool, in environment: SessionEnvironment = .process
  ) throws(Halt) -> Bool {
    let updated = updated(acceptingErrors: acceptingErrors)
    guard failure == nil, updated != lines.joined(separator: "\n") else { return false }
    try Self.write(Array(updated.utf8), to: path, in: environment)
    return true
  }

  /// Writes a file whole.
  ///
  /// - Throws: `Halt` where it cannot be written.
  package static func write(
    _ bytes: [UInt8], to path: String, in environment: SessionEnvironment = .process
  ) throws(Halt) {
    do {
      try ExportFile(path, below: nil, holdsResults: false, in: environment).write { try $0(bytes) }
    } catch {
      throw Halt(
        Diagnostic("cannot-export", (error as? ExportFile.Refusal)?.message ?? "cannot write `\(shown(path))`", at: nil)
      )
    }
  }
}

/// Keeps what a statement writes, as expectations are written.
private final class TestOutput {
  private final class Bytes {
    var results: [UInt8] = []
    var messages: [UInt8] = []
  }

  let sink: StreamSink
  private let bytes = Bytes()

  init() {
    sink = StreamSink(
      format: .table, options: OutputOptions(), isQuiet: false, usesColour: false,
      results: { [bytes] in bytes.results += $0 }, messages: { [bytes] in bytes.messages += $0 })
  }

  /// The language that the last result was written in.
  var language: TextLanguage { sink.options.language }

  func take() -> [String] {
    defer { (bytes.results, bytes.messages) = ([], []) }
    return Self.marked(bytes.results, "#>") + Self.marked(bytes.messages, "#!")
  }

  private static func marked(_ bytes: [UInt8], _ mark: String) -> [String] {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    // A blank line before the first separates results; it is none of this one.
    while lines.first?.isEmpty == true { lines.removeFirst() }
    return lines.map { line in
      var text = line
      while let last = text.last, last == " " || last == "\t" { text.removeLast() }
      return text.isEmpty ? mark : "\(mark) \(text)"
    }
  }
}
