import Foundation
import KPISession
import Testing

/// Scripts with their expected output beside them.
///
/// A script is made of entries with empty lines between them; after an entry, `#>` lines are the results it writes
/// and `#!` lines its messages. A script whose name ends in `.json.kpi` is answered in JSON. `KPI_RECORD=1` writes down what comes out.
struct GoldenTests {
  static let folder = (#filePath as NSString).deletingLastPathComponent + "/Golden"

  static let scripts: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".kpi") }.sorted()
  }()

  @Test(arguments: scripts)
  func answersAsWritten(_ name: String) throws {
    let path = Self.folder + "/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let session = try TextSession(DemoFixture.path, format: name.hasSuffix(".json.kpi") ? .json : .table)
    var blocks: [String] = []
    for block in text.components(separatedBy: "\n\n") {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let entry = lines.filter { !$0.hasPrefix("#>") && !$0.hasPrefix("#!") }.joined(separator: "\n")
      let (_, results, messages) = session.enter(entry)
      let actual = entry.trimmingCharacters(in: .newlines) + Self.marked(results, "#>") + Self.marked(messages, "#!")
      let expected = block.trimmingCharacters(in: .newlines)
      blocks.append(actual)
      if ProcessInfo.processInfo.environment["KPI_RECORD"] == nil {
        #expect(actual == expected, "\(name): \(entry)")
      }
    }
    if ProcessInfo.processInfo.environment["KPI_RECORD"] != nil {
      try (blocks.joined(separator: "\n\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  @Test func thereAreScripts() { #expect(Self.scripts.count >= 5) }

  private static func marked(_ text: String, _ mark: String) -> String {
    guard !text.isEmpty else { return "" }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { $0.isEmpty ? "\n\(mark)" : "\n\(mark) \($0)" }.joined()
  }
}
