import Foundation
import Testing

/// `| chart to "f.png"`: drawn by Python, where that has the library.
@Suite struct PictureFileTests {
  /// Runs with a `python3` that is a script of the shell; nil for none.
  private static func draw(_ python: String?) throws -> (outcome: Program.Outcome, file: Data?, left: [String]) {
    let scratch = try Scratch()
    let folder = scratch.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if let python {
      try ("#!/bin/sh\n" + python).write(toFile: folder + "/python3", atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/python3")
    }
    let out = scratch.path + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    let outcome = try Program.run(
      [DemoFixture.path, "--out", out, "-c", "show revenue by month year 2023 | chart to \"m.png\""],
      variables: ["PATH": folder])
    return (
      outcome, FileManager.default.contents(atPath: out + "/m.png"),
      try FileManager.default.contentsOfDirectory(atPath: out).sorted()
    )
  }

  @Test func theLibraryDrawsTheSpecification() throws {
    // Behind the sign of a PNG what it was given.
    let (outcome, file, left) = try Self.draw("{ printf '\\211PNG\\r\\n\\032\\n'; /bin/cat \"$3\"; } > \"$4\"\n")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let bytes = try #require(file)
    #expect(bytes.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    let specification = try #require(try JSONSerialization.jsonObject(with: bytes.dropFirst(8)) as? [String: Any])
    #expect((specification["$schema"] as? String)?.contains("vega-lite") == true)
    #expect(left == ["m.png"])
  }

  @Test(arguments: [nil, "exit 86\n"])
  func withoutTheLibraryItSaysWhatToDo(_ python: String?) throws {
    let (outcome, file, left) = try Self.draw(python)
    #expect(outcome.status == 2 || outcome.status == 3)
    #expect(outcome.messages.contains("vl-convert") && outcome.messages.contains("pip install vl-convert-python"))
    #expect(file == nil && left.isEmpty)
  }

  @Test func whatPythonSaysIsTold() throws {
    let (outcome, file, left) = try Self.draw("echo Traceback >&2; echo 'ValueError: no such mark' >&2; exit 1\n")
    #expect(outcome.status != 0 && outcome.messages.contains("ValueError: no such mark"), "\(outcome.messages)")
    #expect(file == nil && left.isEmpty)
    // A file that is none is not put in place.
    let other = try Self.draw("echo none > \"$4\"\n")
    #expect(other.outcome.status != 0 && other.file == nil && other.left.isEmpty)
  }
}
