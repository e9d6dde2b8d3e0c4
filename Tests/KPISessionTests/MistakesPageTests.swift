import Foundation
import Testing

/// `docs/errors.md` and the program know the same kinds of mistakes.
@Suite struct MistakesPageTests {
  /// Texts with a hyphen that are no kinds of mistakes.
  private static let others: Set<Substring> = [
    "enable-bracketed-paste", "dd-mm-yyyy", "mm-dd-yyyy", "yyyy-mm-dd", "dd-mmm-yyyy", "mmm-yyyy", "yyyy-mm", "utf-8",
  ]

  /// Every text of the sources that is shaped like the kind of a mistake, or stands where one does, with its file.
  private static func kinds() throws -> [Substring: String] {
    let folder = MarkdownDocument.root + "/Sources"
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var kinds: [Substring: String] = [:]
    for file in files where file.hasSuffix(".swift") && !file.hasPrefix("KPIDemo/") {
      let code = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      // In quotes and with a hyphen, however it is handed on.
      for match in code.matches(of: /"([a-z]+(?:-[a-z0-9]+)+)"/) { kinds[match.1] = file }
      // Of one word, where a diagnostic is made.
      let made = /(?:Diagnostic|report|error|warning|fail)\(\s*(?:\.(?:error|warning|note),\s*)?"([a-z]+)",/
      for match in code.matches(of: made) { kinds[match.1] = file }
      for match in code.matches(of: /(?:error|warning|note)\[([a-z-]+)\]/) { kinds[match.1] = file }
    }
    return kinds.filter { !others.contains($0.key) }
  }

  /// The kinds in the first column of the page's tables.
  private static func explained() throws -> Set<Substring> {
    let rows = try MarkdownDocument("docs/errors.md").lines.filter { $0.hasPrefix("| `") }
    return Set(rows.flatMap { row in row.split(separator: "|")[0].matches(of: /`([a-z-]+)`/).map(\.1) })
  }

  @Test func everyKindIsExplained() throws {
    let explained = try Self.explained()
    let kinds = try Self.kinds()
    #expect(kinds.count > 100)
    for (kind, file) in kinds.sorted(by: { $0.key < $1.key }) where !explained.contains(kind) {
      Issue.record("docs/errors.md does not explain `\(kind)`, which \(file) names")
    }
  }

  @Test func everyExplainedKindExists() throws {
    let kinds = try Self.kinds()
    for kind in try Self.explained() where kinds[kind] == nil {
      Issue.record("no mistake is of the kind `\(kind)`")
    }
  }

  @Test func noKindIsExplainedTwice() throws {
    var seen: Set<Substring> = []
    let rows = try MarkdownDocument("docs/errors.md").lines.filter { $0.hasPrefix("| `") }
    for row in rows {
      for match in row.split(separator: "|")[0].matches(of: /`([a-z-]+)`/) {
        #expect(seen.insert(match.1).inserted, "`\(match.1)`")
      }
    }
  }
}
