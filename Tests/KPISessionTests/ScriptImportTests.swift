import Foundation
import KPISession
import Testing

/// Imports: where files are looked for, each once, none from elsewhere.
@Suite struct ScriptImportTests {
  @Test func definitionsOfAnotherFile() throws {
    let fixture = try ScriptFixture()
    try fixture.file("lib/names.kpi", "metric big_orders \"Big orders\" = count(orders where amount >= 100)")
    try fixture.file("lib/more.kpi", "import \"names.kpi\"\nprint \"more\"\nlet x = [big orders year 2024]")
    let main = try fixture.file(
      "main.kpi", "import \"lib/more.kpi\"\nimport \"lib/../lib/names.kpi\"\nprint $x\nshow big orders month 2024-02")
    let answer = try fixture.run(main)
    #expect(answer.status == .success, "\(answer.messages)")
    #expect(answer.results.replacing("\r\n", with: "\n") == "more\n3\nbig_orders\n1\n")
  }

  /// Everything is read and checked before anything runs.
  @Test func mistakesOfAnImportedFileAreToldFirst() throws {
    let fixture = try ScriptFixture()
    try fixture.file("lib.kpi", "print 'lib'\nshow nonsense\nlet = 3")
    let answer = try fixture.run(fixture.file("main.kpi", "print 'main'\nimport \"lib.kpi\"\nshow rubbish"))
    #expect(answer.status == .mistake && answer.results.isEmpty)
    for part in ["/lib.kpi:2:6", "no metric `nonsense`", "/lib.kpi:3:5", "/main.kpi:3:6", "no metric `rubbish`"] {
      #expect(answer.messages.contains(part), "\(part): \(answer.messages)")
    }
  }

  @Test func circles() throws {
    let fixture = try ScriptFixture()
    try fixture.file("b.kpi", "import \"c.kpi\"")
    try fixture.file("c.kpi", "import \"a.kpi\"")
    let circle = try fixture.run(fixture.file("a.kpi", "import \"b.kpi\""))
    #expect(circle.status == .mistake)
    let names = ["a", "b", "c", "a"].map { "`\(fixture.scratch.path)/\($0).kpi`" }
    #expect(
      circle.messages.contains("\(names[0]) imports \(names[1]), which imports \(names[2]), which imports \(names[3])"),
      "\(circle.messages)")
    let own = try fixture.run(fixture.file("own.kpi", "import \"own.kpi\""))
    #expect(own.status == .mistake && own.messages.contains("imports itself"))
  }

  @Test func aLongChain() throws {
    let fixture = try ScriptFixture()
    for index in 0..<60 { try fixture.file("\(index).kpi", "import \"\(index + 1).kpi\"") }
    let answer = try fixture.run(fixture.scratch.path + "/0.kpi")
    #expect(answer.status == .mistake && answer.messages.contains("more than 50 deep"), "\(answer.messages)")
  }

  @Test func whatCannotBeRead() throws {
    let fixture = try ScriptFixture()
    try fixture.file("folder/x.kpi", "print 1")
    _ = try fixture.scratch.file("bytes.kpi", [0x70, 0xFF, 0xFE] as [UInt8])
    _ = try fixture.scratch.file("nul.kpi", [0x70, 0x00] as [UInt8])
    mkfifo(fixture.scratch.path + "/pipe.kpi", 0o600)
    for (file, part) in [
      ("folder", "it is a folder"), ("none.kpi", "no such file or directory"), ("", "cannot import ``"),
      ("bytes.kpi", "is not UTF-8"), ("nul.kpi", "holds a NUL character"), ("pipe.kpi", "it is no file"),
    ] {
      let answer = try fixture.run(text: "print 'before'\nimport \"\(file)\"")
      #expect(
        answer.status == .mistake && answer.results.isEmpty && answer.messages.contains(part), "\(answer.messages)")
      #expect(answer.messages.contains("script.kpi:2:8"), "\(answer.messages)")
    }
  }

  /// Neither `..`, nor a path from the root, nor a link leads out of the script's folder.
  @Test func onlyBelowTheFolder() throws {
    let fixture = try ScriptFixture()
    let outside = try fixture.file("outside/x.kpi", "print 'outside'")
    try FileManager.default.createDirectory(atPath: fixture.scratch.path + "/in", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: fixture.scratch.path + "/in/link.kpi", withDestinationPath: outside)
    try FileManager.default.createSymbolicLink(
      atPath: fixture.scratch.path + "/in/way", withDestinationPath: fixture.scratch.path + "/outside")
    for file in ["../outside/x.kpi", outside, "link.kpi", "way/x.kpi", "../outside/none.kpi", "/etc/none.kpi"] {
      let main = try fixture.file("in/main.kpi", "import \"\(file)\"")
      let refused = try fixture.run(main)
      #expect(refused.status == .forbidden && refused.messages.contains("not below the script's folder"), "\(file)")
      guard !file.contains("none") else { continue }
      let allowed = try fixture.run(main) { $0.readableFolders = [fixture.scratch.path + "/outside"] }
      #expect(allowed.status == .success && allowed.results == "outside\r\n", "\(file): \(allowed.messages)")
    }
    // A folder whose name only begins alike is another one.
    try fixture.file("in2/x.kpi", "print 2")
    #expect(try fixture.run(fixture.file("in/main.kpi", "import \"../in2/x.kpi\"")).status == .forbidden)
  }

  @Test func checkReadsImportsToo() throws {
    let fixture = try ScriptFixture()
    try fixture.file("lib.kpi", "show nonsense")
    let main = try fixture.file("main.kpi", "param m as month\nimport \"lib.kpi\"")
    let outcome = try Program.run(["check", main, "--db", fixture.database, "--model", fixture.model])
    let text = outcome.results + outcome.messages
    #expect(outcome.status == 2 && text.contains("nonsense") && !text.contains("missing-parameter"), "\(text)")
  }
}
