import Foundation
import Testing

/// The built `kpi`, run as a user runs it.
enum Program {
  struct Outcome {
    var status: Int32
    var results: String
    var messages: String
  }

  /// The program stands beside the tests.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return (own as NSString).deletingLastPathComponent + "/kpi"
  }()

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - input: its standard input; nil is none at all.
  ///   - variables: set beside a small environment of its own.
  ///   - launcher: a command that starts it; none is the tests themselves.
  ///   - whenRunning: called once it has been started.
  static func run(
    _ arguments: [String], input: String? = nil, variables: [String: String] = [:], launcher: [String] = [],
    whenRunning: (Process) -> Void = { _ in }
  ) throws -> Outcome {
    let scratch = try Scratch()
    let process = Process()
    let command = launcher + [path] + arguments
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = ["HOME": scratch.path, "PATH": "/usr/bin:/bin", "KPI_TODAY": "2023-12-31", "KPI_CACHE": ""]
      .merging(variables) { _, new in new }
    // Files, so that neither side waits for the other.
    let (results, messages) = (scratch.path + "/results", scratch.path + "/messages")
    for file in [results, messages] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: results))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: messages))
    if let input {
      process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.file("input", input)))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    whenRunning(process)
    let end = Date(timeIntervalSinceNow: 120)
    while process.isRunning, Date() < end { usleep(5_000) }
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      Issue.record("kpi \(arguments) did not end")
    }
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, results: try String(contentsOfFile: results, encoding: .utf8),
      messages: try String(contentsOfFile: messages, encoding: .utf8))
  }
}
