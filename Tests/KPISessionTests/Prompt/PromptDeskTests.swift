import Foundation
import KPIOutput
import KPISession
import Synchronization
import Testing

/// A prompt without a terminal.
final class PromptFixture {
  private final class Bytes: Sendable {
    let all = Mutex<[UInt8]>([])
    func add(_ bytes: [UInt8]) { all.withLock { $0 += bytes } }
  }

  let desk: PromptDesk
  let session: Session
  private let bytes = Bytes()

  init(
    _ database: String, options given: SessionOptions = SessionOptions(), answers: Bool = true, width: Int = 200
  ) throws {
    var options = given
    if options.today == nil { options.today = "2023-12-31" }
    let output = ResultRoute(screen: { [bytes] in bytes.add($0) })
    let sink = StreamSink(
      format: .table, options: KPIOutput.OutputOptions(), isQuiet: false, usesColour: false,
      results: { try output.write($0) }, messages: { [bytes] in bytes.add($0) })
    sink.asks = { _ in answers }
    var environment = SessionEnvironment.process
    environment.variables = [:]
    session = try Session(options: options, environment: environment, sink: sink)
    try session.open(database)
    desk = PromptDesk(
      session, sink: sink, output: output, screen: { OutputOptions(isTerminal: true, width: width) },
      tell: { [bytes] in bytes.add(Array(($0 + "\n").utf8)) })
  }

  /// What an entry writes to the screen.
  func take(_ entry: String) -> String {
    _ = desk.take(entry)
    return written
  }

  /// What was written to the screen since it was last asked.
  var written: String {
    bytes.all.withLock { bytes in
      defer { bytes = [] }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

/// The commands that begin with a dot.
@Suite struct PromptDeskTests {
  private let scratch: Scratch
  private let prompt: PromptFixture

  init() throws {
    scratch = try Scratch()
    prompt = try PromptFixture(DemoFixture.path)
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + name)), as: UTF8.self)
  }

  @Test func aScriptThatIsReadEndsWithItsMistakeAndSaysSo() throws {
    let script = try scratch.file(
      "m.kpi", "print \"one\"\n.timing off\nprint $nothing\nprint \"two\"\n.timing on\nprint \"three\"\n")
    let written = prompt.take(".read \(script)")
    #expect(written.contains("one") && written.contains("unknown-variable"), "\(written)")
    #expect(!written.contains("two") && !written.contains("three") && !written.contains("timing is on"), "\(written)")
    #expect(written.contains("m.kpi` ends with its mistake: what follows was not carried out"), "\(written)")
  }

  @Test func whatAPipeMakesOfADrillIsStillBehindIt() {
    _ = prompt.take("show orders by source year 2023")
    for pipe in ["drill Facebook orders", "drill Facebook orders | take 1"] {
      _ = prompt.take(pipe)
      _ = prompt.take("| take 1")
      #expect(prompt.take("back").contains("Facebook"), "\(pipe)")
    }
    #expect(prompt.take("back").contains("there is nothing to go back to"))
  }

  @Test func aDatabaseIsRefusedBeforeAnythingIsAsked() throws {
    let asking = try PromptFixture(DemoFixture.path, answers: false)
    let copy = "\(scratch.path)/c.db"
    try FileManager.default.copyItem(atPath: DemoFixture.path, toPath: copy)
    let written = asking.take(".once \(copy)")
    #expect(written.contains("error[") || written.contains("lỗi["), "\(written)")
  }

  @Test(arguments: [
    (".mode csv", ".format csv"), (".mode markdown", ".format md"), (".mode box", ".format table"),
    ("\\d orders", ".schema orders"), (".tables orders", ".schema orders"), (".timer on", ".timing on"),
  ])
  func aCommandOfAnotherProgramLeadsToOurs(_ typed: String, _ ours: String) {
    let answer = prompt.take(typed)
    #expect(prompt.session.suggestion == ours && answer.contains("`\(ours)`"), "\(answer)")
    #expect(!prompt.take(ours).contains("error["))
  }

  @Test func aFilesEndingChoosesItsFormat() throws {
    let asked = "show orders by department year 2023"
    for (name, beginning) in [
      ("x.csv", "department,orders\r\n"), ("x.tsv", "department\torders\r\n"), ("x.xlsx", "PK"),
      ("x.json", "{\"name\":\"show\""), ("x.md", "## show"),
      ("x.html", "<!DOCTYPE html>"),
      ("x.txt", "show · 2023-01-01"), ("x", "show · 2023-01-01"),
    ] {
      let screen = prompt.take(".output \(scratch.path)/\(name)") + prompt.take(asked) + prompt.take(".output")
      #expect(!screen.contains("department"), "\(name): \(screen)")
      let written = try text(name)
      #expect(written.hasPrefix(beginning), "\(name): \(written.prefix(60))")
    }
    // A page has its end, and the screen its own format again.
    #expect(try text("x.html").hasSuffix("</html>\n"))
    #expect(prompt.take(asked).hasPrefix("show · 2023-01-01"))
  }

  @Test func whatNoFormatIsWrittenInIsRefused() throws {
    let database = try scratch.file("own.db", "do not lose me")
    #expect(prompt.take(".output \(database)").contains("error[bad-ending]"))
    #expect(try text("own.db") == "do not lose me")
    #expect(prompt.take("show orders").contains("orders"))
  }

  @Test func aFileIsReplacedOnlyWhereThatIsConfirmed() throws {
    let path = try scratch.file("kept.csv", "kept")
    let careful = try PromptFixture(DemoFixture.path, answers: false)
    #expect(careful.take(".output \(path)") + careful.take("print \"here\"") == "here\n")
    #expect(try text("kept.csv") == "kept")
    _ = prompt.take(".once \(path)") + prompt.take("print \"new\"")
    #expect(try text("kept.csv") == "new\r\n")
    var options = SessionOptions()
    options.isReadOnly = true
    #expect(
      try PromptFixture(DemoFixture.path, options: options).take(".once \(scratch.path)/other.csv").contains(
        "--read-only"))
  }

  /// What was there stays where the entry has no result.
  @Test func onceKeepsAFileWhereNothingIsAnswered() throws {
    let path = try scratch.file("kept.csv", "old\n")
    var options = SessionOptions()
    options.overwrites = true
    let prompt = try PromptFixture(DemoFixture.path, options: options)
    _ = prompt.take(".once \(path)")
    _ = prompt.take("show revenue by sorce")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old\n")
    _ = prompt.take(".once \(path)")
    _ = prompt.take("show revenue year 2023")
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("revenue"))
  }

  @Test func onceTakesOneEntry() throws {
    #expect(prompt.take(".once \(scratch.path)/one.csv") == "")
    #expect(prompt.take("print \"in the file\"") == "")
    #expect(prompt.take("print \"here\"") == "here\n")
    #expect(try text("one.csv") == "in the file\r\n")
  }

  @Test func aScriptIsReadWithItsCommands() throws {
    _ = try scratch.file("inner.kpi", "let inner = 7\n")
    let script = try scratch.file(
      "a.kpi",
      "import \"inner.kpi\"\nprint \"{$inner}\"\n.format csv\nshow orders year 2023\n.format table\nshow sorce\n")
    let written = prompt.take(".read \(script)")
    #expect(written.hasPrefix("7\norders\r\n"), "\(written)")
    // What is wrong is told at its own line.
    #expect(written.contains("a.kpi:6:6"), "\(written)")
    #expect(prompt.take(".read \(scratch.path)/none.kpi").contains("cannot read"))
    #expect(prompt.take(".read").contains("takes a script"))
    let itself = try scratch.file("loop.kpi", ".read \(scratch.path)/loop.kpi\n")
    #expect(prompt.take(".read \(itself)").contains("more than 20 deep"))
  }

  @Test func theStartFileTakesCommandsToo() throws {
    let file = try scratch.file("rc", "# mine\nset language vi\n.limit 3\n.timing on\nlet goal = 5\n")
    #expect(prompt.desk.read(file, name: "~/.kpirc") == .goOn)
    let written = prompt.written + prompt.take("show orders by province year 2023")
    #expect(written.contains(" ms\n") && written.contains("… còn "), "\(written)")
    #expect(prompt.take("print $goal").hasPrefix("5\n"))
    let end = try scratch.file("end", ".quit\nprint \"never\"\n")
    #expect(prompt.desk.read(end) == .quit && !prompt.written.contains("never"))
  }

  @Test func switchesAreTakenInVietnameseToo() {
    #expect(prompt.take(".timing bật").contains("timing is on"))
    #expect(prompt.take(".timing tat").contains("timing is off"))
    #expect(prompt.take(".limit tắt").isEmpty && prompt.take(".limit x").contains("it is off"))
  }

  @Test func schemaOfOneTable() throws {
    let lines = prompt.take(".schema departments").split(separator: "\n").map(String.init)
    #expect(lines.first == "departments" && lines.contains { $0.hasPrefix("  id INTEGER") }, "\(lines)")
    #expect(prompt.take(".schema").contains("departments(id INTEGER"))
    #expect(prompt.take(".schema departmnts").contains("did you mean `departments`?"))
  }

  @Test func anEditorGetsTheLastEntry() throws {
    _ = prompt.take("show orders year 2023")
    #expect(prompt.desk.take(".edit") == .edit("show orders year 2023"))
  }

  @Test func everyCommandIsInTheHelp() throws {
    let help = prompt.take(".help")
    for command in DotCommand.allCases { #expect(help.contains(".\(command.rawValue)")) }
    #expect(prompt.take(".hepl").contains("did you mean `.help`?"))
  }

  @Test func aScreenIsMeasuredAsItIsSeen() {
    var measure = ScreenMeasure(width: 10, height: 5)
    measure.add(Array("\u{1B}[1m1234567890\u{1B}[0m\n".utf8))
    measure.add(Array("Đối tác ₫₫\nx\n".utf8))
    #expect(!measure.isTooLarge)
    measure.add(Array("one more\n".utf8))
    #expect(measure.isTooLarge)
    var wide = ScreenMeasure(width: 10, height: 50)
    let bytes = Array("表表表表表表\n".utf8)
    wide.add(Array(bytes.prefix(4)))
    #expect(!wide.isTooLarge)
    wide.add(Array(bytes.dropFirst(4)))
    #expect(wide.isTooLarge)
  }
}
