import Foundation
import KPISession
import Testing

/// What a script's files are while it runs: read once, and only from its folders.
@Suite struct ScriptFileTests {
  /// The file that was imported is written over by the script itself; what it said when the run began holds.
  @Test func anImportThatChangesWhileItRuns() throws {
    let fixture = try ScriptFixture()
    let library = try fixture.file("lib.csv", "report hello { print 'as it was' }")
    let script = try fixture.file(
      "s.kpi", "import \"lib.csv\"\nshow orders all | export \"lib.csv\"\nrun hello\nimport \"lib.csv\"")
    let answer = try fixture.run(script) {
      $0.overwrites = true
      $0.outputFolder = fixture.scratch.path
    }
    #expect(answer.status == .success && answer.results.contains("as it was"), "\(answer.messages)")
    #expect(try String(contentsOfFile: library, encoding: .utf8).hasPrefix("orders"))
  }

  /// A database and its model are files that a script reads like others.
  @Test func databasesOnlyFromItsFolders() throws {
    let fixture = try ScriptFixture()
    let outside = try ScriptFixture()
    let question = "show orders all"
    for text in [
      "open \"\(outside.database)\" model \"\(fixture.model)\"",
      "open \"\(fixture.database)\" model \"\(outside.model)\"",
      "open \"\(outside.scratch.path)/none.db\"", "open \"\(fixture.scratch.path)/../\(outside.scratch.name)/shop.db\"",
    ] {
      let refused = try fixture.run(text: text + "\n" + question)
      #expect(refused.status == .forbidden && refused.messages.contains("not below the script's folder"), "\(text)")
      #expect(refused.results.isEmpty && refused.messages.contains("--allow-read"))
    }
    let text = "open \"\(outside.database)\" model \"\(outside.model)\"\n" + question
    let allowed = try fixture.run(text: text) { $0.readableFolders = [outside.scratch.path] }
    #expect(allowed.status == .success && allowed.results.contains("7"), "\(allowed.messages)")
    let own = "open \"\(fixture.database)\" model \"\(fixture.model)\"\n" + question
    #expect(try fixture.run(text: own).status == .success)
    // What is typed may open what the user may.
    #expect(try fixture.session().enter(text).status == .success)
    // A link leads out, too.
    let link = fixture.scratch.path + "/link.db"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: outside.database)
    let followed = try fixture.run(text: "open \"\(link)\" model \"\(fixture.model)\"")
    #expect(followed.status == .forbidden, "\(followed.messages)")
  }

  @Test func anImportedFileMayOpenNoMore() throws {
    let fixture = try ScriptFixture()
    let outside = try ScriptFixture()
    try fixture.file("lib.kpi", "open \"\(outside.database)\" model \"\(fixture.model)\"")
    let answer = try fixture.run(text: "import \"lib.kpi\"\nshow orders all")
    #expect(answer.status == .forbidden && answer.messages.contains("lib.kpi:1"), "\(answer.messages)")
  }

  /// What is only worth knowing is told, and stands behind what keeps the script from running.
  @Test func notesOfTheCheckStandBehindTheErrors() throws {
    let text = "show orders where customer = binh\nshow nonsense"
    let answer = try ScriptFixture().run(text: text) { $0.isStrict = false }
    #expect(answer.status == .mistake && answer.results.isEmpty)
    let error = try #require(answer.messages.range(of: "no metric `nonsense`"), "\(answer.messages)")
    let note = try #require(answer.messages.range(of: "was read as `Bình`"), "\(answer.messages)")
    #expect(error.lowerBound < note.lowerBound, "\(answer.messages)")
  }

  @Test func parametersInACircle() throws {
    for text in ["param x = $x", "param x = $y\nparam y = $x", "param x in ($y) = 1\nparam y = $x"] {
      let answer = try ScriptFixture().run(text: text)
      #expect(answer.status == .mistake && answer.messages.contains("parameter-cycle"), "\(answer.messages)")
      #expect(answer.messages.contains("`$x`"), "\(answer.messages)")
    }
  }

  /// A million rounds that each do something end at once when they shall.
  @Test func aMillionRoundsStop() throws {
    let fixture = try ScriptFixture()
    let text = """
      let n = 0
      for a in days of from 1000 to 1100 { for b in days of year 2024 { let n = $n + 1
      if $n > 100000000 { print $n } } }
      """
    let answer = try fixture.run(text: text) { $0.timeout = 0.3 }
    #expect(answer.status == .interrupted && answer.messages.contains("stopped after 0.3 s"), "\(answer.messages)")
    let script = try fixture.file("loop.kpi", text)
    let start = ContinuousClock.now
    let outcome = try Program.run(["run", script, "--db", fixture.database, "--model", fixture.model]) { process in
      usleep(400_000)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(outcome.status == 130 && outcome.messages.contains("interrupted"), "\(outcome)")
    #expect(ContinuousClock.now - start < .seconds(10))
  }
}

extension Scratch {
  /// The folder's own name.
  var name: String { (path as NSString).lastPathComponent }
}
