import Foundation
import Testing

/// What is empty, cut short or not to be written down stays right in files.
@Suite struct CutShortTests {
  @Test func anEmptyTextIsAnEmptyCellOfAWholeWorkbook() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/empty.xlsx"
    let outcome = try Program.run([
      DemoFixture.path, "-c", "print \"\"; show orders by source month 2023-09 | derive x = \"\"", "-o", path,
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: ["jsonl", "excel"])
  func formsOfRowsAloneHaveWhatIsPrintedBesideThem(_ format: String) throws {
    let outcome = try Program.run([
      DemoFixture.path, "--format", format, "-c", "print \"xin chào\"; show orders month 2023-09",
    ])
    #expect(outcome.messages.contains("xin chào") && !outcome.results.contains("xin chào"))
  }

  @Test func aTextWithAMistakeIsNotPrintedInPart() throws {
    let scratch = try Scratch()
    let script = try scratch.file(
      "p.kpi", "let t = show orders by source month 2023-09\nprint \"a {$t[\"Nope\"].orders}\"\n")
    let outcome = try Program.run(["run", script, "--db", DemoFixture.path])
    #expect(outcome.status == 2 && outcome.results.isEmpty && outcome.messages.contains("unknown-row"))
  }

  @Test func aTestThatItsTimeStopsIsNeitherWrongNorWrittenDown() throws {
    let scratch = try Scratch()
    let days = "days of year 2023"
    let text = "let x = 1\nfor a in \(days) { for b in \(days) { for c in \(days) { let x = 2 } } }\n#> y\n"
    let script = try scratch.file("long.kpi", text)
    for more in [[], ["--update"]] {
      let outcome = try Program.run(["test", script, "--timeout", "1"] + more)
      #expect(outcome.status == 130, "\(outcome.results) \(outcome.messages)")
    }
    #expect(String(decoding: try Data(contentsOf: URL(fileURLWithPath: script)), as: UTF8.self) == text)
    let refused = try Program.run(["test", script, "--update", "--read-only"])
    #expect(refused.status == 2 && refused.messages.contains("--read-only lets nothing be written"))
  }

  @Test func whatFailsInManyRowsIsWrittenForEach() throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/failures"
    _ = try Program.run([
      DemoFixture.path, "--today", "2023-12-31", "--failures", folder, "-c",
      "show orders by department, month year 2023 | assert orders < 0",
    ])
    let rows = try String(contentsOfFile: folder + "/check-1.csv", encoding: .utf8).split(separator: "\r\n").count - 1
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).count - 1
    #expect(rows > 10 && files == min(rows, 100), "\(rows) \(files)")
  }
}
