import CSQLite
import Foundation
import KPIDemo
import KPILanguage
import KPIOutput
import KPISession
import Testing

/// Every example of the README and the docs, and every script of `examples`, is run, on the demo database with its last
/// day as today.
///
/// - ```` ```kpi ````: statements, one conversation per document. A ```` ```text ```` block behind it is what they
///   print, mistakes and notes included; without one they must run without a mistake.
/// - ```` ```kpi wrong ````: the same, and they must end with a mistake.
/// - ```` ```kpi later ````: every statement answers that it is not in this version yet. Once one is answered,
///   recording makes an example of it.
/// - ```` ```kpi model ````: a part of a model; it parses.
/// - ```` ```kpi file=shop.model.kpi ````, ```` ```sql file=shop.db ````: a file that later blocks may name.
/// - ```` ```console ````: `$ kpi …` with what it prints, `$ echo $?` with the status it left.
///
/// `KPI_RECORD=1 swift test --filter DocumentationTests` writes the outputs anew.
@Suite struct DocumentationTests {
  static let isRecording = ProcessInfo.processInfo.environment["KPI_RECORD"] == "1"

  @Test("every example prints what the document says", arguments: MarkdownDocument.paths)
  func examples(path: String) throws {
    let document = try MarkdownDocument(path)
    guard document.blocks.contains(where: { ["kpi", "sql", "console"].contains($0.language) }) else { return }
    let desk = try Desk()
    var changes: [(lines: Range<Int>, text: String)] = []

    /// Compares, or keeps what is to be recorded.
    func expect(_ actual: String, at lines: Range<Int>) {
      let expected = document.lines[lines].map { $0 + "\n" }.joined()
      guard actual != expected else { return }
      changes.append((lines, actual))
      let line = SourceLocation(
        fileID: "KPISessionTests/\(path)", filePath: MarkdownDocument.root + "/" + path, line: lines.lowerBound,
        column: 1)
      Issue.record("this is printed instead:\n\(actual)", sourceLocation: line)
    }

    for (index, block) in document.blocks.enumerated() {
      let place = "\(path):\(block.lines.lowerBound)"
      if let file = block.option("file") {
        try desk.write(block, to: file)
      } else if block.words == ["kpi"] || block.words == ["kpi", "wrong"] {
        let (printed, status) = try desk.enter(block.text, name: "<prompt>")
        #expect((status != .success) == (block.words == ["kpi", "wrong"]), "\(place)\n\(printed)")
        if let output = document.output(after: index) {
          expect(printed, at: output.lines)
        }
      } else if block.words == ["kpi", "model"] {
        let parsed = parse(Source(name: place, text: block.text), id: SourceID(0))
        #expect(parsed.diagnostics.isEmpty, "\(place)")
      } else if block.words == ["kpi", "later"] {
        let statements = Session.statementTexts(of: Source(name: place, text: block.text))
        #expect(!statements.isEmpty, "\(place)")
        var waiting: [String] = []
        var answered: [(statement: String, printed: String)] = []
        for statement in statements {
          let (printed, _) = try desk.enter(statement, name: "<prompt>")
          if printed.contains("not in this version yet") {
            waiting.append(statement)
          } else {
            answered.append((statement, printed))
            Issue.record("\(place): this is in this version now: \(statement)\n\(printed)")
          }
        }
        guard let first = answered.first else { continue }
        // A block of one statement becomes an example; a list of several loses those that are answered.
        if statements.count == 1 {
          let fences = (block.lines.lowerBound - 1)..<(block.lines.upperBound + 1)
          changes.append((fences, "```kpi\n\(block.text)```\n\n```text\n\(first.printed)```\n"))
        } else {
          changes.append((block.lines, waiting.map { $0 + "\n" }.joined()))
        }
      } else if block.language == "console" {
        for command in ConsoleCommand.commands(of: block, in: document) {
          guard let printed = try desk.run(command.words) else { continue }
          expect(printed, at: command.output)
        }
      } else {
        #expect(block.language != "kpi", "\(place): unknown words behind the fence")
      }
    }
    if Self.isRecording, !changes.isEmpty { try document.rewrite(changes) }
  }

  @Test("the example scripts run to their end, with all their assertions", arguments: ExampleScript.all)
  func script(_ example: ExampleScript) throws {
    let desk = try Desk()
    let printed = try desk.run(example.words)
    #expect(desk.status == .success, "\(printed ?? "")")
  }

  @Test("every link leads to a file", arguments: MarkdownDocument.paths)
  func links(path: String) throws {
    // What looks like a link in a block of code is none.
    var isCode = false
    let text = try MarkdownDocument(path).lines.filter { line in
      if line.hasPrefix("```") { isCode.toggle() }
      return !isCode
    }.joined(separator: "\n")
    let folder = (path as NSString).deletingLastPathComponent
    for part in text.components(separatedBy: "](").dropFirst() {
      let target = String(part.prefix { $0 != ")" && $0 != "#" })
      guard !target.isEmpty, !target.contains("://") else { continue }
      let file = MarkdownDocument.root + "/" + (folder.isEmpty ? "" : folder + "/") + target
      #expect(FileManager.default.fileExists(atPath: file), "\(path): `\(target)` is not there")
    }
  }
}

/// A script of `examples`, with the database it is about.
struct ExampleScript: CustomTestStringConvertible {
  let path: String
  /// Nil: the demo database.
  var database: String?
  var model: String?

  var testDescription: String { path }

  var words: [String] {
    ["kpi", "run", path, "--db", database ?? "demo.db"] + (model.map { ["--model", $0] } ?? ["--today", Desk.today])
  }

  /// Those whose database is at hand: the demo's, and those beside the package.
  static let all: [ExampleScript] =
    ["tour", "monthly", "week"].map { ExampleScript(path: "examples/\($0).kpi") }
    + [("maven", "maven_crm.db"), ("incidents", "it_incidents.db")].compactMap { name, file in
      let database = MarkdownDocument.root + "/../shared/data/" + file
      guard FileManager.default.fileExists(atPath: database) else { return nil }
      let script = "examples/\(name)/\(name)"
      return ExampleScript(path: script + ".kpi", database: database, model: script + ".model.kpi")
    }
}

/// Where the examples of one document are run: a folder with the demo database, and a conversation with it.
private final class Desk {
  static let today = "2023-12-31"

  /// The demo database, made once for all documents.
  private static let demo = Result { () throws -> String in
    let folder = try makeFolder()
    let path = folder + "/demo.db"
    try DemoDatabase.write(to: path)
    return path
  }

  private let folder: String
  private var conversation: (session: Session, output: Output)?
  /// How the last statements or command ended.
  private(set) var status = KPISession.ExitStatus.success

  init() throws {
    folder = try Self.makeFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/demo.db", withDestinationPath: try Self.demo.get())
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func makeFolder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/kpi-docs-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// Writes a block to a file, or carries its SQL out in a new database.
  func write(_ block: MarkdownDocument.Block, to name: String) throws {
    let path = folder + "/" + name
    guard block.language == "sql" else {
      return try block.text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    var database: OpaquePointer?
    defer { sqlite3_close_v2(database) }
    try #require(sqlite3_open(path, &database) == SQLITE_OK)
    try #require(
      sqlite3_exec(database, block.text, nil, nil, nil) == SQLITE_OK, "\(String(cString: sqlite3_errmsg(database)))")
  }

  /// Carries out statements in the document's conversation.
  func enter(_ text: String, name: String) throws -> (printed: String, status: KPISession.ExitStatus) {
    let (session, output) = try conversation ?? start(options: { $0.today = Self.today }, database: "demo.db")
    conversation = (session, output)
    output.bytes = []
    status = session.run([Source(name: name, text: text)])
    // Results are kept apart by an empty line, which a document shows by its blocks.
    return (String(output.text.drop { $0 == "\n" }), status)
  }

  /// What a command line prints; nil where it is none of those that are tried.
  func run(_ words: [String]) throws -> String? {
    if words == ["echo", "$?"] { return "\(status.rawValue)\n" }
    guard words.first == "kpi", words.count > 1, words[1] != "demo" else { return nil }
    if words[1] == "init" { return try draft(Array(words.dropFirst(2))) }
    if words[1] == "check" { return try check(Array(words.dropFirst(2))) }
    var options = SessionOptions()
    var format = OutputFormat.table
    var isQuiet = false
    var statements: [String] = []
    var scripts: [String] = []
    var database: String?
    var rest = Array(words.dropFirst())
    let isRun = rest.first == "run"
    if isRun { rest.removeFirst() }
    while !rest.isEmpty {
      let word = rest.removeFirst()
      func value() throws -> String {
        try #require(!rest.isEmpty, "\(words)")
        return rest.removeFirst()
      }
      switch word {
      case "-c": statements.append(try value())
      case "--db": database = try value()
      case "--today": options.today = try value()
      case "--model": options.model = try value()
      case "--format": format = try #require(OutputFormat(rawValue: try value()))
      case "--as": options.login = try value()
      case "--quiet", "-q": isQuiet = true
      case "--no-strict": options.isStrict = false
      case "--strict": options.isStrict = true
      case "-p":
        let parts = try value().split(separator: "=", maxSplits: 1).map(String.init)
        options.parameters[parts[0]] = parts[1]
      default:
        try #require(!word.hasPrefix("-"), "the tests do not know `\(word)`")
        if isRun { scripts.append(word) } else { database = word }
      }
    }
    // The prompt itself is not tried here.
    guard isRun || !statements.isEmpty else { return nil }
    options.isStrictByDefault = isRun
    let (session, output) = try start(
      options: { $0 = options }, database: database, format: format, isQuiet: isQuiet)
    do throws(Halt) {
      var sources: [Source] = []
      for script in scripts { sources.append(try session.script(script)) }
      for text in statements { sources.append(Source(name: "-c", text: text)) }
      status = session.run(sources)
    } catch {
      session.report(error.diagnostics)
      status = error.status
    }
    return output.text
  }

  /// `kpi init DB`, with `> FILE` into a file that later blocks may name.
  private func draft(_ words: [String]) throws -> String {
    let (session, output) = try start(options: { _ in }, database: nil)
    let database = try #require(words.first)
    do throws(Halt) {
      let model = try session.draftModel(of: folder + "/" + database)
      status = .success
      guard words.count == 3, words[1] == ">" else { return model }
      try? model.write(toFile: folder + "/" + words[2], atomically: true, encoding: .utf8)
    } catch {
      session.report(error.diagnostics)
      status = error.status
    }
    return output.text.replacing(folder + "/", with: "")
  }

  /// `kpi check FILE… [--db DB] [--format json]`.
  private func check(_ words: [String]) throws -> String {
    var (files, database, isJSON) = ([String](), String?.none, false)
    var options = SessionOptions()
    options.isStrictByDefault = true
    // Rows after today are not there, and the clock of these tests stands still.
    options.today = "2024-12-31"
    var rest = words
    while !rest.isEmpty {
      let word = rest.removeFirst()
      switch word {
      case "--db": database = folder + "/" + rest.removeFirst()
      case "--model": options.model = rest.removeFirst()
      case "--no-strict": options.isStrict = false
      case "--format": isJSON = rest.removeFirst() == "json"
      default:
        try #require(!word.hasPrefix("-"), "the tests do not know `\(word)`")
        files.append(word)
      }
    }
    let (session, _) = try start(options: { $0 = options }, database: nil)
    let report = session.check(files, database: database)
    status = report.status
    let text = isJSON ? String(decoding: report.json, as: UTF8.self) : report.text(usesColour: false)
    return text.replacing(folder + "/", with: "")
  }

  /// A conversation whose files are looked for in this folder, then in the package.
  private func start(
    options adjust: (inout SessionOptions) -> Void, database: String?, format: OutputFormat = .table,
    isQuiet: Bool = false
  ) throws -> (session: Session, output: Output) {
    var options = SessionOptions()
    adjust(&options)
    options.threads = 1
    let output = Output()
    let sink = StreamSink(
      format: format, options: OutputOptions(), isQuiet: isQuiet, usesColour: false, results: { output.bytes += $0 },
      messages: { output.bytes += $0 })
    let folder = folder
    let environment = SessionEnvironment(
      variables: [:], now: { 0 },
      readFile: { path in
        let places = [folder + "/" + path, MarkdownDocument.root + "/" + path]
        let place = places.first { FileManager.default.fileExists(atPath: $0) } ?? path
        return Array(try Data(contentsOf: URL(fileURLWithPath: place)))
      })
    let session = try Session(options: options, environment: environment, sink: sink)
    if let database { try session.open(database.hasPrefix("/") ? database : folder + "/" + database) }
    return (session, output)
  }

  /// What was printed.
  final class Output {
    var bytes: [UInt8] = []
    /// Lines as a document has them; CSV ends its own with CRLF.
    var text: String { String(decoding: bytes.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self) }
  }
}

/// `docs/metrics.md` is what `describe metrics` says of the built-in model; `KPI_RECORD=1` writes it anew.
@Suite struct MetricsPageTests {
  private static let heading = """
    # The built-in metrics

    Every metric of the built-in model: what it counts, its formula in the language, its unit, the entities whose rows it
    is reckoned from and what it can be split by. One of them alone, with its number this month: `describe revenue`.

    This page is written by `describe metrics` with `--format md`; a test holds it to the model.


    """

  @Test func isCurrent() throws {
    let path = MarkdownDocument.root + "/docs/metrics.md"
    let session = try TextSession(DemoFixture.path, format: .md)
    let answer = session.enter("describe metrics")
    #expect(answer.status == .success && answer.messages.isEmpty, "\(answer.messages)")
    let table = answer.results.drop { $0 != "|" }
    let page = Self.heading + table
    if DocumentationTests.isRecording { try page.write(toFile: path, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
  }
}
