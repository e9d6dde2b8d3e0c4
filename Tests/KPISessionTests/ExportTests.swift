import Foundation
import KPISession
import Testing

/// Files that scripts write: their forms, their places, and that nothing half-written is left.
@Suite struct ExportTests {
  /// Runs a text that writes into the fixture's folder `out`; gives the answer and the files that are there then.
  private func export(
    _ text: String, in fixture: ScriptFixture, _ adjust: (inout SessionOptions) -> Void = { _ in }
  ) throws -> (status: KPISession.ExitStatus, messages: String, files: [String: String]) {
    let folder = fixture.scratch.path + "/out"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let answer = try fixture.run(text: text) { options in
      options.outputFolder = folder
      adjust(&options)
    }
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = (try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    return (answer.status, answer.messages, files)
  }

  private static let question = "show revenue, aov by source month 2024-02 | where source is not null or 1 = 1"

  @Test func forms() throws {
    let fixture = try ScriptFixture()
    let endings = ["csv", "tsv", "json", "jsonl", "md", "html"]
    let text = endings.map { "\(Self.question) | export \"f.\($0)\"" }.joined(separator: "\n")
    let (status, messages, files) = try export(text, in: fixture)
    #expect(status == .success && files.count == 6, "\(messages)")
    #expect(files["f.csv"] == "source,revenue,aov\r\nFacebook,450,225.0\r\n,30,30.0\r\n", "\(files["f.csv"] ?? "")")
    #expect(files["f.tsv"] == "source\trevenue\taov\r\nFacebook\t450\t225.0\r\n\t30\t30.0\r\n")
    #expect(
      files["f.jsonl"] == """
        {"source":"Facebook","revenue":450,"aov":225.0}
        {"source":null,"revenue":30,"aov":30.0}

        """, "\(files["f.jsonl"] ?? "")")
    #expect(files["f.json"]?.hasPrefix(#"{"name":"show","#) == true)
    #expect(files["f.md"]?.contains("| Facebook") == true && files["f.html"]?.contains("<table") == true)
    #expect(messages.contains("note: wrote `f.csv`: 2 rows"))
  }

  @Test func forSpreadsheets() throws {
    let fixture = try ScriptFixture()
    try SQLFixture(fixture.database).run(
      "UPDATE customers SET source = '=1+1' WHERE id = 2; UPDATE customers SET source = '\t@x;y' WHERE id = 3;")
    let text = "show revenue, aov by source month 2024-02 | export \"a.csv\" excel\nset language vi\n"
    let (status, messages, files) = try export(
      text + "xem doanh_thu, aov theo nguồn năm 2024 | xuất \"b.csv\" excel", in: fixture)
    #expect(status == .success, "\(messages)")
    #expect(
      files["a.csv"] == """
        \u{FEFF}source,revenue,aov\r
        "'\t@x;y",400,400.0\r
        Facebook,50,50.0\r
        (none),30,30.0\r
        total,480,160.0\r

        """, "\(files["a.csv"] ?? "")")
    #expect(
      files["b.csv"]?.contains("\r\n\"'\t@x;y\";420;210,0\r\n") == true
        && files["b.csv"]?.contains("\r\n'=1+1;320;160,0\r\n") == true
        && files["b.csv"]?.hasSuffix("\r\ntổng;920;131,42857142857142\r\n") == true, "\(files["b.csv"] ?? "")")
  }

  @Test func namesMadeInALoop() throws {
    let (status, messages, files) = try export(
      "for m in months of from 2024-01 to 2024-02 { show orders month $m | export \"orders-{$m}.csv\" }",
      in: ScriptFixture())
    #expect(status == .success, "\(messages)")
    #expect(files == ["orders-2024-01.csv": "orders\r\n2\r\n", "orders-2024-02.csv": "orders\r\n3\r\n"])
  }

  @Test func aFileIsReplacedOnlyWhenAllowed() throws {
    let fixture = try ScriptFixture()
    try fixture.file("out/f.csv", "old")
    let text = "print 1\nshow orders year 2024 | export \"f.csv\""
    let refused = try export(text, in: fixture)
    #expect(
      refused.status == .mistake && refused.messages.contains("exists already") && refused.files == ["f.csv": "old"])
    let forced = try export(text, in: fixture) { $0.overwrites = true }
    #expect(forced.status == .success && forced.files == ["f.csv": "orders\r\n7\r\n"])
  }

  /// Not even where files may be replaced: it may be the database that is asked.
  @Test func aDatabaseIsNotReplaced() throws {
    let fixture = try ScriptFixture()
    try fixture.file("out/f.csv", "SQLite format 3\0and more")
    let refused = try export("print 1\nshow orders year 2024 | export \"f.csv\"", in: fixture) { $0.overwrites = true }
    #expect(refused.status != .success && refused.messages.contains("it is a database"), "\(refused.messages)")
    #expect(refused.files == ["f.csv": "SQLite format 3\0and more"])
  }

  @Test(arguments: ["../f.csv", "/tmp/f.csv", "sub/../../f.csv", "way/f.csv", "../out2/f.csv"])
  func nothingIsWrittenElsewhere(_ name: String) throws {
    let fixture = try ScriptFixture()
    try fixture.file("out/sub/keep", "")
    try fixture.file("out2/keep", "")
    try FileManager.default.createSymbolicLink(
      atPath: fixture.scratch.path + "/out/way", withDestinationPath: fixture.scratch.path + "/out2")
    let (status, messages, _) = try export("print 1\nshow orders | export \"\(name)\"", in: fixture)
    #expect(status == .forbidden && messages.contains("not below the folder"), "\(messages)")
    #expect(!FileManager.default.fileExists(atPath: fixture.scratch.path + "/out2/f.csv"))
  }

  /// A link that stands in the file's place is replaced, and what it leads to is left alone.
  @Test func aLinkIsNotFollowed() throws {
    let fixture = try ScriptFixture()
    let outside = try fixture.file("outside.csv", "precious")
    try fixture.file("out/keep", "")
    try FileManager.default.createSymbolicLink(
      atPath: fixture.scratch.path + "/out/f.csv", withDestinationPath: outside)
    let (status, messages, files) = try export("show orders year 2024 | export \"f.csv\"", in: fixture) {
      $0.overwrites = true
    }
    #expect(status == .success && files["f.csv"] == "orders\r\n7\r\n", "\(messages)")
    #expect(try String(contentsOfFile: outside, encoding: .utf8) == "precious")
  }

  @Test(arguments: [
    ("f.txt", "", "names no form"), ("f", "", "names no form"), ("f.jsn", "", "did you mean `json`?"),
    ("f.json", " excel", "for files that end in `.csv`"), ("f.xls", "", "did you mean `xlsx`?"),
    (".csv", "", ""), ("", "", "names no form"), ("sub.csv", "", "it is a folder"), ("none/f.csv", "", "no such file"),
  ])
  func mistakes(_ name: String, _ rest: String, _ expected: String) throws {
    let fixture = try ScriptFixture()
    try fixture.file("out/sub.csv/keep", "")
    let (status, messages, files) = try export("print 1\nshow orders | export \"\(name)\"\(rest)", in: fixture)
    guard !expected.isEmpty else { return }
    #expect(status == .mistake || status == .data, "\(messages)")
    #expect(messages.contains(expected) && files.isEmpty, "\(messages)")
  }

  @Test func readOnly() throws {
    let (status, messages, files) = try export("print 1\nshow orders | export \"f.csv\"", in: ScriptFixture()) {
      $0.isReadOnly = true
    }
    #expect(status == .forbidden && messages.contains("--read-only") && files.isEmpty)
  }

  /// A full disk and a folder that may not be written leave nothing behind.
  @Test func nothingHalfWrittenIsLeft() throws {
    let fixture = try ScriptFixture()
    let script = try fixture.file("s.kpi", "show orders by day from 2020-01-01 to 2024-03-01 | export \"f.csv\"")
    let folder = fixture.scratch.path + "/limited"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // A limit on the size of files ends a write as a full disk does.
    let limited = try Program.run(
      ["run", script, "--db", fixture.database, "--model", fixture.model, "--out", folder],
      launcher: ["/bin/bash", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""])
    #expect(limited.status == 3 && limited.messages.contains("cannot write `f.csv`"), "\(limited.messages)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  /// What a viewer may not see is in no byte of what he exports.
  @Test func aViewersFileHoldsNothingElse() throws {
    let scratch = try Scratch()
    let all = try TextSession(DemoFixture.path)
    let names = all.enter(
      "sql 'SELECT c.name, e.login FROM customers c JOIN employees e ON e.id = c.owner_id ORDER BY c.id LIMIT 400'")
    #expect(names.status == .success)
    var options = SessionOptions()
    options.today = "2023-12-31"
    options.outputFolder = scratch.path
    let login = "nv009"
    options.login = login
    let viewer = try TextSession(DemoFixture.path, options: options, format: .csv)
    let own = viewer.run("list customers | select id, name")
    let ids = Set(
      own.results.split(whereSeparator: \.isNewline).dropFirst().compactMap { $0.split(separator: ",").first })
    let wrote = viewer.run(
      "list customers | export \"c.json\"\nshow revenue, orders by customer year 2023 | export \"r.csv\" excel\nshow revenue by owner year 2023 | export \"o.html\""
    )
    #expect(wrote.status == .success, "\(wrote.messages)")
    let rows = all.enter("list customers | select id, phone")
    _ = rows
    let json = try String(contentsOfFile: scratch.path + "/c.json", encoding: .utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let listed = try #require(object["rows"] as? [[Any]])
    #expect(listed.count == ids.count && !ids.isEmpty)
    let everyone = try TextSession(DemoFixture.path, format: .csv).run(
      "set today 2023-12-31\nlist customers | select id, name")
    let others = everyone.results.split(whereSeparator: \.isNewline).dropFirst().compactMap { line -> Substring? in
      let parts = line.split(separator: ",", maxSplits: 1)
      return parts.count == 2 && !ids.contains(parts[0]) ? parts[1] : nil
    }
    let own2 = Set(
      own.results.split(whereSeparator: \.isNewline).compactMap { $0.split(separator: ",", maxSplits: 1).last })
    for file in ["c.json", "r.csv", "o.html"] {
      let text = try String(contentsOfFile: scratch.path + "/" + file, encoding: .utf8)
      for name in Set(others) where !own2.contains(name) && file != "o.html" {
        #expect(!text.contains(name), "\(file): \(name)")
      }
    }
  }
}
