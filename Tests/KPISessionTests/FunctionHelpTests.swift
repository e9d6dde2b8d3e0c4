import KPICompiler
import KPILanguage
import KPIOutput
import KPISession
import Testing

/// What `help` says of every function: how it is written, and an example that runs, in both languages.
@Suite struct FunctionHelpTests {
  private func session(_ language: TextLanguage, _ format: KPIOutput.OutputFormat = .csv) throws -> TextSession {
    var options = SessionOptions()
    options.today = "2023-12-31"
    options.language = language
    return try TextSession(DemoFixture.path, options: options, format: format)
  }

  @Test(arguments: Function.all)
  func examplesRun(_ function: Function) throws {
    let answer = try session(.en).enter(function.example)
    #expect(answer.status == .success, "\(function.example)\n\(answer.messages)")
    // An example shows something: its answer has a value that is not empty and not 0.
    let cells = Self.rows(answer.results).flatMap { $0.split(separator: ",") }
    #expect(cells.contains { $0.contains(where: \.isNumber) && $0 != "0" }, "\(function.example)\n\(answer.results)")
    #expect(function.example.contains(function.name + "("))
  }

  @Test(arguments: Function.all)
  func helpTellsHowItIsWritten(_ function: Function) throws {
    let english = try session(.en, .table).enter("help \(function.name)").results
    for form in function.forms { #expect(english.contains(form.text), "\(form.text)\n\(english)") }
    #expect(english.contains(function.summary.english) && english.contains(function.example))
    let name = try #require(FunctionNames.vietnamese[function.name])
    let help = try session(.vi, .table).enter("trợ giúp \(name)").results
    #expect(function.summary.untranslated(in: .vi).isEmpty)
    #expect(help.contains(function.summary.text(in: .vi)), "\(help)")
    // The example is told in Vietnamese, and answers there, too.
    let line = try #require(help.split(separator: "\n").last { $0.contains("ví dụ") })
    let example = try #require(line.firstIndex(of: ":").map { line[line.index(after: $0)...] })
    #expect(example.contains(name + "("), "\(example)")
    let answer = try session(.vi).enter(String(example))
    #expect(answer.status == .success, "\(example)\n\(answer.messages)")
    let same = try session(.en).enter(function.example)
    // Texts that an example makes are told in Vietnamese, too.
    let texts = function.example.contains("\"") ? 1 : 0
    func rows(_ told: String) -> [String] {
      Self.rows(told).map { $0.split(separator: ",").dropLast(texts).joined(separator: ",") }
    }
    #expect(rows(answer.results) == rows(same.results), "\(example)")
  }

  /// The lines behind the headings, which are the expressions as they are written.
  private static func rows(_ csv: String) -> [Substring] { Array(csv.split(whereSeparator: \.isNewline).dropFirst()) }

  @Test func allAreListed() throws {
    let english = try session(.en, .table).enter("help functions").results
    let vietnamese = try session(.vi, .table).enter("trợ giúp hàm").results
    for function in Function.all {
      #expect(english.contains(function.summary.english), "\(function.name)")
      #expect(vietnamese.contains(function.summary.text(in: .vi)), "\(function.name)")
    }
  }
}

extension Function: CustomTestStringConvertible {
  /// Its name alone.
  public var testDescription: String { name }
}
