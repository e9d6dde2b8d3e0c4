import Foundation
import Testing

/// Another program that kpi runs and that does not end is ended, by `--timeout` and by Ctrl-C.
@Suite struct HangingProgramTests {
  /// A `duckdb` that tells its number and waits, with a child that does too.
  private func desk() throws -> (scratch: Scratch, variables: [String: String]) {
    let scratch = try Scratch()
    // Who waits for a file may read it as soon as it is there.
    let script = """
      #!/bin/sh
      echo $$ > '\(scratch.path)/pid'
      sleep 60 &
      echo $! > '\(scratch.path)/bin/child'
      mv '\(scratch.path)/bin/child' '\(scratch.path)/child'
      wait

      """
    try FileManager.default.createDirectory(atPath: scratch.path + "/bin", withIntermediateDirectories: true)
    let program = try scratch.file("bin/duckdb", script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    return (scratch, ["PATH": scratch.path + "/bin:/usr/bin:/bin"])
  }

  private static let ways = [
    (["-c", "show orders"], true), (["-c", "show orders | export \"f.parquet\""], false),
  ]

  private func arguments(_ scratch: Scratch, _ way: (question: [String], isWhole: Bool)) -> [String] {
    [DemoFixture.path] + (way.isWhole ? ["-o", scratch.path + "/f.parquet"] : ["--out", scratch.path]) + way.question
  }

  /// Nothing is left of the file, of what it was made of, and of the program.
  private func expectNothingLeft(_ scratch: Scratch) throws {
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["bin", "child", "pid"])
    for name in ["pid", "child"] {
      let text = try String(contentsOfFile: "\(scratch.path)/\(name)", encoding: .utf8)
      let number = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      // A child that nobody has waited for is dead all the same; one that was killed may still be on its way.
      var state: String?
      let end = Date().addingTimeInterval(20)
      repeat {
        state = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
        if state == nil || state?.contains(") Z ") == true { break }
        usleep(50_000)
      } while Date() < end
      #expect(state == nil || state?.contains(") Z ") == true, "\(name): \(state ?? "")")
    }
  }

  @Test(arguments: ways)
  func timeout(_ question: [String], _ isWhole: Bool) throws {
    let (scratch, variables) = try desk()
    let start = Date()
    let outcome = try Program.run(
      arguments(scratch, (question, isWhole)) + ["--timeout", "8"], variables: variables)
    #expect(outcome.status == 130 && outcome.messages.contains("stopped after 8 s (--timeout)"), "\(outcome)")
    #expect(Date().timeIntervalSince(start) < 40)
    try expectNothingLeft(scratch)
  }

  @Test(arguments: ways)
  func interrupted(_ question: [String], _ isWhole: Bool) throws {
    let (scratch, variables) = try desk()
    let outcome = try Program.run(arguments(scratch, (question, isWhole)), variables: variables) { process in
      let end = Date().addingTimeInterval(60)
      while !FileManager.default.fileExists(atPath: scratch.path + "/child"), Date() < end { usleep(20_000) }
      process.interrupt()
    }
    #expect(outcome.status == 130 && outcome.messages.contains("interrupted"), "\(outcome)")
    try expectNothingLeft(scratch)
  }

  /// Told to end, kpi clears up as after Ctrl-C, and ends by the signal.
  @Test(arguments: [SIGTERM, SIGHUP])
  func toldToEnd(_ signal: Int32) throws {
    let (scratch, variables) = try desk()
    var ended: Process?
    let outcome = try Program.run(arguments(scratch, Self.ways[0]), variables: variables) { process in
      ended = process
      let end = Date().addingTimeInterval(60)
      while !FileManager.default.fileExists(atPath: scratch.path + "/child"), Date() < end { usleep(20_000) }
      kill(process.processIdentifier, signal)
    }
    #expect(ended?.terminationReason == .uncaughtSignal && outcome.status == signal, "\(outcome)")
    try expectNothingLeft(scratch)
  }
}
