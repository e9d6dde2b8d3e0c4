import Foundation
import Testing

/// The command line: what it takes, what it leaves.
@Suite(.serialized)
struct CommandLineTests {
  private var database: String { DemoFixture.path }

  @Test(arguments: [
    ["--nonsense"], ["run"], ["--threads", "0", "-c", "help"], ["demo"], ["--format", "xml", "-c", "help"],
  ])
  func mistakesInTheArgumentsLeaveTwo(_ arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 2 && !outcome.messages.isEmpty)
  }

  @Test(arguments: [["--help"], ["--version"], ["run", "--help"], ["-c", "help"]])
  func whatNeedsNoDatabase(_ arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 0 && !outcome.results.isEmpty && outcome.messages.isEmpty)
  }

  @Test("what an option with a value says of itself has its Vietnamese, and is told where the value is missing")
  func helpOfOptions() throws {
    let folder = MarkdownDocument.root + "/Sources/kpi/"
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    let partners = try String(contentsOfFile: folder + "Commands/CommandLineTexts+Options.swift", encoding: .utf8)
    var count = 0
    for name in names {
      let source = try String(contentsOfFile: folder + name, encoding: .utf8)
      for option in source.components(separatedBy: "@Option(").dropFirst() {
        let said = option.components(separatedBy: "\n  var ")[0]
        guard let help = said.firstRange(of: "help:"), !said.contains("hidden") else { continue }
        let text = said[help.upperBound...].split(separator: "\"", omittingEmptySubsequences: false)[1]
        count += 1
        #expect(partners.contains("\"\(text)\""), "\(name): \(text)")
      }
    }
    #expect(count > 25)
    let told = try Program.run(["--language", "vi", "--today"]).messages
    #expect(told.contains("Ý nghĩa:  --today <YYYY-MM-DD>  Ngày được coi là hôm nay"), "\(told)")
  }

  /// Arguments that are read without the library do what they do with it; `--timeout 900` has it read them.
  @Test(arguments: [
    ["-c", "help funnel"], ["DB", "-c", "show revenue by month year 2023", "--format", "csv"],
    ["-c", "show revenue month 2023-09; print \"x\"", "-c", "show orders month 2023-09", "DB", "-q"],
    ["DB", "--today", "2023-06-15", "--quiet", "--no-cache", "-c", "show revenue this month", "--format", "json"],
    ["DB", "--language", "vi", "-c", "show revenue by source month 2023-09"],
    ["DB", "--format", "xml", "-c", "help"], ["DB", "-c"], ["DB", "-c", "-q"], ["DB", "DB", "-c", "help"],
    ["-c", "help", "demo"], ["DB", "-c", "help", "--today", "tomorrow"], ["DB", "-c", "show nonsense"],
    ["-c", "help", "--format", "xlsx"], ["", "-c", "help"], ["-c", ""],
    ["DB", "--today", "2023-06-15", "--today", "2023-09-15", "-c", "show revenue this month"],
  ])
  func argumentsMeanTheSameWithoutTheLibrary(_ arguments: [String]) throws {
    let arguments = arguments.map { $0 == "DB" ? database : $0 }
    let plain = try Program.run(arguments)
    let read = try Program.run(arguments + ["--timeout", "900"])
    #expect(plain.status == read.status && plain.results == read.results, "\(plain.messages)")
    // The library names what it stumbles over first.
    if plain.status == 0 { #expect(plain.messages == read.messages) }
  }

  @Test(arguments: [(["chck"], "check"), (["rn"], "run"), (["tst", "x"], "test"), (["chekc", "a.kpi"], "check")])
  func aCommandWithASlipIsNamed(_ arguments: [String], _ meant: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 2 && outcome.messages.contains("did you mean `kpi \(meant)`?"), "\(outcome.messages)")
  }

  @Test(arguments: ["crm", "./chck", "chck.db"]) func aDatabaseThatIsNotThereIsNoCommand(_ path: String) throws {
    let outcome = try Program.run([path, "-c", "help"])
    #expect(!outcome.messages.contains("did you mean `kpi"), "\(outcome.messages)")
  }

  @Test func withoutADatabase() throws {
    let scratch = try Scratch()
    let script = try scratch.file("s.kpi", "show revenue")
    for outcome in [
      try Program.run(["-c", "show revenue"]), try Program.run(["run", script]),
      try Program.run([], input: "show revenue"),
    ] {
      #expect(outcome.status == 2)
      #expect(outcome.messages.contains("no database is named"))
    }
  }

  @Test func theEnvironmentNamesADatabase() throws {
    let outcome = try Program.run(["-c", "print \"hello\""], variables: ["KPI_DB": database])
    #expect(outcome.status == 0 && outcome.results == "hello\n")
  }

  @Test func standardInputIsAScript() throws {
    let outcome = try Program.run([database], input: "print \"a\"\nprint \"b\"; print \"c\"\n")
    #expect(outcome.status == 0 && outcome.results == "a\nb\nc\n")
  }

  @Test func aMinusIsStandardInputAsAScript() throws {
    let outcome = try Program.run(["run", "-", "--db", database, "-p", "n=2"], input: "param n = 1\nprint \"{$n}\"\n")
    #expect(outcome.status == 0 && outcome.results == "2\n", "\(outcome.messages)")
    let wrong = try Program.run(["run", "-", "--db", database], input: "print $x\n")
    #expect(wrong.status == 2 && wrong.messages.contains("<stdin>:1:7"), "\(wrong.messages)")
    #expect(try Program.run(["run", "-", "-", "--db", database]).status == 2)
  }

  @Test func parametersThatRestOnEachOtherAreNamed() throws {
    let script = "param a = $b\nparam b = $c\nparam c = $a\nprint \"{$a}\"\n"
    let outcome = try Program.run(["run", "-", "--db", database], input: script)
    #expect(outcome.status == 2 && outcome.messages.contains("parameter-cycle"), "\(outcome.messages)")
    #expect(outcome.messages.contains("`$a` → `$b` → `$c` → `$a`"), "\(outcome.messages)")
  }

  @Test func severalStatementsOfTheCommandLine() throws {
    let outcome = try Program.run([database, "-c", "let x = 1", "-c", "print \"{$x}\"\nprint \"{$x + 1}\""])
    #expect(outcome.status == 0 && outcome.results == "1\n2\n")
  }

  @Test func whoMayNotAskIsRefused() throws {
    let query = "sql 'SELECT min(login) FROM employees WHERE kpi_access = ''none'''"
    let answer = try Program.run([database, "--format", "csv", "-c", query]).results
    let login = try #require(answer.split(whereSeparator: \.isNewline).last.map(String.init))
    #expect(try Program.run([database, "--as", login, "-c", "show revenue"]).status == 4)
    #expect(try Program.run([database, "-c", "as \(login)\nshow revenue"]).status == 4)
    let unknown = try Program.run([database, "--as", "nobody", "-c", "show revenue"])
    #expect(unknown.status == 2 && unknown.messages.contains("nobody has the login `nobody`"))
  }

  @Test func strictness() throws {
    let scratch = try Scratch()
    let script = try scratch.file("s.kpi", "show orders where relationship = chot month 2023-09")
    #expect(try Program.run(["run", script, "--db", database]).status == 2)
    #expect(try Program.run(["run", script, "--db", database, "--no-strict"]).status == 0)
    #expect(try Program.run([database, "-c", "show orders where relationship = chot month 2023-09"]).status == 0)
    #expect(try Program.run([database, "--strict", "-c", "show orders where relationship = chot"]).status == 2)
    let relaxed = try scratch.file("t.kpi", "set strict off\nshow orders where relationship = chot month 2023-09")
    #expect(try Program.run(["run", relaxed, "--db", database]).status == 0)
    #expect(try Program.run(["run", relaxed, "--db", database, "--strict"]).status == 2)
  }

  @Test func parameters() throws {
    let scratch = try Scratch()
    let script = try scratch.file(
      "s.kpi", "param month = 2023-09 \"Month\"\nparam who = 'x'\nprint \"{$month} {$who}\"")
    let arguments = ["run", script, "--db", database]
    #expect(try Program.run(arguments).results == "2023-09 x\n")
    #expect(
      try Program.run(arguments + ["-p", "month=2023-10", "-p", "who=Giới thiệu"]).results == "2023-10 Giới thiệu\n")
    let wrong = try Program.run(arguments + ["-p", "month=7"])
    #expect(wrong.status == 2 && wrong.messages.contains("parameter `month` takes a date"))
    let unknown = try Program.run(arguments + ["-p", "mont=2023-10"])
    #expect(unknown.status == 2 && unknown.messages.contains("did you mean `month`?"))
  }

  @Test func theOutsideWins() throws {
    let text = "set today 2023-06-30\nprint \"{today}\""
    #expect(try Program.run([database, "-c", text], variables: ["KPI_TODAY": ""]).results == "2023-06-30\n")
    #expect(try Program.run([database, "-c", text], variables: ["KPI_TODAY": "2023-01-02"]).results == "2023-01-02\n")
    let both = try Program.run([database, "--today", "2023-03-04", "-c", text], variables: ["KPI_TODAY": "2023-01-02"])
    #expect(both.results == "2023-03-04\n")
    #expect(try Program.run([database, "--today", "yesterday", "-c", text]).status == 2)
  }

  @Test func mistakesAsJSON() throws {
    let outcome = try Program.run([database, "--format", "json", "-c", "funnel by sorce"])
    #expect(outcome.status == 2)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.messages.utf8)) as? [String: Any]
    #expect(object?["code"] as? String == "unknown-dimension")
    #expect(object?["file"] as? String == "-c")
    #expect(object?["column"] as? Int == 11)
  }

  @Test func resultsAsJSON() throws {
    let outcome = try Program.run([database, "--format", "json", "-c", "show orders month 2023-09; print \"x\""])
    let lines = outcome.results.split(separator: "\n")
    #expect(outcome.status == 0 && lines.count == 2)
    let table = try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any]
    #expect(table?["name"] as? String == "show")
    #expect(lines[1] == #"{"name":"print","text":"x"}"#)
  }

  @Test func quietHidesNotesButNoMistake() throws {
    let statement = "show orders where relationship = chot month 2023-09"
    #expect(try Program.run([database, "-c", statement]).messages.isEmpty == false)
    #expect(try Program.run([database, "--quiet", "-c", statement]).messages.isEmpty)
    #expect(try Program.run([database, "--quiet", "-c", "show revenu"]).messages.isEmpty == false)
  }

  @Test func warningsAsErrors() throws {
    #expect(try Program.run([database, "-c", "warn if 1 < 2 \"look\""]).status == 0)
    #expect(try Program.run([database, "--warnings-as-errors", "-c", "warn if 1 < 2 \"look\""]).status == 1)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let scratch = try Scratch()
    let statement = Array(repeatElement("list customers", count: 60)).joined(separator: "; ")
    let script = try scratch.file("s.kpi", statement)
    let messages = scratch.path + "/messages"
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c", #""$0" run "$1" --db "$2" 2> "$3" | head -1 > /dev/null; exit "${PIPESTATUS[0]}""#, Program.path, script,
      database, messages,
    ]
    shell.standardInput = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(try String(contentsOfFile: messages, encoding: .utf8).contains("error") == false)
  }

  @Test func anInterruptEndsARun() throws {
    let scratch = try Scratch()
    // The signal arrives while it waits for this file's writer, or while it runs the statements after.
    let script = try scratch.file("s.kpi", Array(repeatElement("list customers", count: 5_000)).joined(separator: "\n"))
    let outcome = try Program.run(["run", script, "--db", database]) { process in
      usleep(400_000)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(outcome.status == 130)
  }

  @Test func aRunThatTakesTooLongStops() throws {
    let scratch = try Scratch()
    let script = try scratch.file("s.kpi", Array(repeatElement("list customers", count: 5_000)).joined(separator: "\n"))
    let outcome = try Program.run(["run", script, "--db", database, "--timeout", "0.2"])
    #expect(outcome.status == 130 && outcome.messages.contains("stopped after 0.2 s"))
  }

  @Test(arguments: ["lsp"])
  func commandsOfLaterVersions(_ command: String) throws {
    let outcome = try Program.run([command, "x"])
    #expect(outcome.status == 2 && outcome.messages.contains("not in this version yet"))
  }

  @Test func theDemoDatabase() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/d.db"
    #expect(try Program.run(["demo", path, "--customers", "50"]).status == 0)
    let again = try Program.run(["demo", path, "--customers", "50"])
    #expect(again.status == 2 && again.messages.contains("exists already"))
    #expect(try Program.run(["demo", path, "--customers", "50", "--force"]).status == 0)
    #expect(try Program.run(["demo", path, "--customers", "-1", "--force"]).status == 2)
    #expect(try Program.run(["demo", path, "--end", "soon", "--force"]).status == 2)
    #expect(try Program.run(["demo", scratch.path]).status == 2)
    #expect(try Program.run([path, "-c", "assert [customers_total] = 50"]).status == 0)
  }
}
