import Dispatch
import KPIOutput
import Synchronization

/// What `kpi test` found.
package struct TestReport: Sendable {
  /// The scripts, in the order of their names.
  package var tests: [ScriptTest]

  /// How the command ends.
  package var status: ExitStatus {
    // Cut short, or without its database not begun.
    if let status = tests.lazy.compactMap(\.failureStatus).first { return status }
    return tests.allSatisfy(\.isPassed) ? .success : .assertionFailed
  }

  /// How `--update` ends: with 1 where results were kept that a mistake would have replaced.
  package func statusOfUpdate(acceptingErrors: Bool) -> ExitStatus {
    if tests.contains(where: { $0.failure != nil }) { return status }
    let isKept = !acceptingErrors && tests.contains { $0.steps.contains(where: \.losesResults) }
    return isKept ? .assertionFailed : .success
  }

  /// Writes what came into the scripts.
  ///
  /// - Parameter acceptingErrors: whether mistakes are written in place of results.
  /// - Returns: lines that say what was written, with every mistake that a script expects now and did not before.
  /// - Throws: `Halt` where a script cannot be written.
  package func update(acceptingErrors: Bool) throws(Halt) -> String {
    var lines: [String] = []
    var count = 0
    for test in tests {
      if let failure = test.failure { lines.append("FAIL  \(test.path)  \(failure)") }
      if try test.update(acceptingErrors: acceptingErrors) { count += 1 }
      for step in test.steps where test.failure == nil {
        guard let mistake = step.mistake, step.losesResults || step.expected.isEmpty else { continue }
        let isKept = step.losesResults && !acceptingErrors
        lines.append(
          "\(isKept ? "kept  " : "wrote ")\(test.path):\(step.lines.lowerBound + 1): \(mistake.dropFirst(3))")
      }
    }
    lines.append("\(count) of \(tests.count) files updated")
    let kept = acceptingErrors ? 0 : tests.reduce(0) { $0 + $1.steps.count(where: \.losesResults) }
    if kept > 0 {
      lines.append(
        "\(kept == 1 ? "1 statement fails" : "\(kept) statements fail") now and had results, which stay: "
          + "mend what broke, or write the mistakes down with --accept-errors")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Of some parameters those that no script declares; none where not all could be looked at.
  package func unknown(_ parameters: some Sequence<String>) -> [String] {
    guard tests.allSatisfy({ $0.failure == nil }) else { return [] }
    let known = tests.reduce(into: Set<String>()) { $0.formUnion($1.parameters) }
    return parameters.filter { !known.contains($0.lowercased()) }.sorted()
  }

  /// Runs scripts, some at once.
  ///
  /// - Parameter count: how many at once.
  package init(
    running paths: [String], database: String?, options: SessionOptions, jobs count: Int,
    environment: SessionEnvironment = .process, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    let next = Atomic(0)
    let results = Mutex<[Int: ScriptTest]>([:])
    DispatchQueue.concurrentPerform(iterations: max(1, min(count, paths.count))) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < paths.count else { return }
        guard var test = ScriptTest(paths[index], environment: environment) else { continue }
        test.run(database: database, options: options, environment: environment, isInterrupted: isInterrupted)
        let ended = test
        results.withLock { $0[index] = ended }
      }
    }
    tests = results.withLock { results in paths.indices.compactMap { results[$0] } }
  }

  // MARK: For people

  /// Lines for a terminal.
  ///
  /// - Parameter onlyFailing: whether files where all is as expected have none.
  package func text(onlyFailing: Bool = false) -> String {
    var lines: [String] = []
    for test in tests where !onlyFailing || !test.isPassed {
      if let failure = test.failure {
        lines.append("FAIL  \(test.path)  \(failure)")
        continue
      }
      let failing = test.failing
      lines.append(
        failing.isEmpty
          ? "ok    \(test.path)  \(test.steps.count == 1 ? "1 statement" : "\(test.steps.count) statements")"
          : "FAIL  \(test.path)  \(failing.count) of \(test.steps.count) statements")
      for step in failing {
        lines.append("  \(test.path):\(step.lines.lowerBound + 1): \(Self.firstLine(step.text))")
        lines += Self.difference(step, of: test).map { "    \($0)" }
      }
    }
    let failed = tests.count { !$0.isPassed }
    let parts = [(tests.count - failed, "passed"), (failed, "failed")].filter { $0.0 > 0 }
    let summary = parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    lines.append("\(tests.count) \(tests.count == 1 ? "file" : "files"): \(summary)")
    return lines.map { VisibleText.of($0) + "\n" }.joined()
  }

  private static func difference(_ step: ScriptTest.Step, of test: ScriptTest) -> [String] {
    test.hasExpectations
      ? TestDifference.lines(step.expected, step.actual, step.language) : step.actual.filter { $0.hasPrefix("#!") }
  }

  private static func firstLine(_ text: String) -> String {
    String(text.prefix { $0 != "\n" })
  }

  // MARK: For machines

  /// Lines that mark the statements in a pull request.
  package var annotations: String {
    func escaped(_ text: String, isProperty: Bool = false) -> String {
      var result = text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
      if isProperty { result = result.replacing(":", with: "%3A").replacing(",", with: "%2C") }
      return result
    }
    var lines = ""
    for test in tests {
      let file = escaped(test.path, isProperty: true)
      if let failure = test.failure {
        lines += "::error file=\(file)::\(escaped(failure))\n"
        continue
      }
      for step in test.failing {
        let text = Self.difference(step, of: test).map { VisibleText.of($0) }.joined(separator: "\n")
        lines += "::error file=\(file),line=\(step.lines.lowerBound + 1)::\(escaped(text))\n"
      }
    }
    return lines
  }

  /// A JUnit file: a suite for each script, a case for each statement.
  package var junit: String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    for test in tests {
      let isRun = test.failure == nil
      let failures = isRun ? test.failing.count : 0
      let time = test.steps.reduce(Duration.zero) { $0 + $1.duration }
      text +=
        "  <testsuite name=\"\(Self.xml(test.path))\" tests=\"\(isRun ? max(1, test.steps.count) : 1)\" failures=\"\(failures)\""
      text += " errors=\"\(isRun ? 0 : 1)\" skipped=\"0\" time=\"\(Self.seconds(time))\">\n"
      if let failure = test.failure {
        text += "    <testcase classname=\"\(Self.xml(test.path))\" name=\"\(Self.xml(test.path))\" time=\"0.000\">"
        text += "<error message=\"\(Self.xml(failure))\"></error></testcase>\n"
      } else if test.steps.isEmpty {
        text += "    <testcase classname=\"\(Self.xml(test.path))\" name=\"no statement\" time=\"0.000\"></testcase>\n"
      }
      for step in isRun ? test.steps : [] {
        let name = "\(step.lines.lowerBound + 1): \(Self.firstLine(step.text))"
        text += "    <testcase classname=\"\(Self.xml(test.path))\" name=\"\(Self.xml(name))\""
        text += " time=\"\(Self.seconds(step.duration))\">"
        if test.isFailing(step) {
          let difference = Self.difference(step, of: test)
          text += "<failure message=\"\(Self.xml(difference.first ?? "it differs"))\">"
          text += Self.xml(difference.joined(separator: "\n")) + "</failure>"
        }
        text += "</testcase>\n"
      }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = Int(duration / .milliseconds(1))
    let rest = String(milliseconds % 1_000)
    return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// A text in XML; a character that XML has no way to write is U+FFFD.
  private static func xml(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\n": result.append(contentsOf: "&#10;".unicodeScalars)
      case "\t": result.append(contentsOf: "&#9;".unicodeScalars)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
