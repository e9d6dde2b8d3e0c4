import Foundation
import Testing

/// What `docs/ARCHITECTURE.md` and `docs/GLOSSARY.md` name exists, and the rooms import what the page says.
@Suite struct ArchitecturePageTests {
  /// The Swift files below `Sources`, by path, with their text.
  private static let sources: [String: String] = {
    let folder = MarkdownDocument.root + "/Sources"
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".swift") }.reduce(into: [:]) { sources, file in
      sources[file] = try? String(contentsOfFile: folder + "/" + file, encoding: .utf8)
    }
  }()

  private static func named(in path: String) throws -> [Substring] {
    try MarkdownDocument(path).lines.flatMap { $0.matches(of: /`([^`]+)`/).map(\.1) }
  }

  @Test(arguments: ["docs/ARCHITECTURE.md", "docs/GLOSSARY.md"])
  func whatIsNamedExists(_ page: String) throws {
    for name in try Self.named(in: page) {
      if name.hasSuffix(".swift"), !name.contains("*") {
        let isThere = Self.sources.keys.contains { $0 == name || $0.hasSuffix("/" + name) }
        let isTest = FileManager.default.fileExists(atPath: MarkdownDocument.root + "/" + name)
        #expect(isThere || isTest, "\(page): `\(name)`")
      } else if name.wholeMatch(of: /[A-Za-z.]+(?:\/[A-Za-z.+_]+)+\/?/) != nil {
        let places = [MarkdownDocument.root + "/Sources/" + name, MarkdownDocument.root + "/" + name]
        #expect(places.contains { FileManager.default.fileExists(atPath: $0) }, "\(page): `\(name)`")
      } else if name.wholeMatch(of: /[A-Z][a-z]+[A-Z][A-Za-z]*(?:\.[A-Za-z]+)?/) != nil {
        // A type, or a member of one: each part stands in the code as a word.
        for part in name.split(separator: ".") {
          let word = try Regex("\\b\(part)\\b")
          let isRoom = FileManager.default.fileExists(atPath: MarkdownDocument.root + "/Sources/\(part)")
          #expect(isRoom || Self.sources.values.contains { $0.contains(word) }, "\(page): `\(name)`")
        }
      }
    }
  }

  @Test func roomsImportWhatThePageSays() throws {
    let rows = try MarkdownDocument("docs/ARCHITECTURE.md").lines.filter { $0.hasPrefix("| `KPI") && $0.hasSuffix("|") }
    let short = ["Language", "Engine", "SQLite", "Compiler", "SQL", "Output", "Init", "Session", "Demo"]
    var looked = 0
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, let room = cells[0].split(separator: "`").first.map(String.init) else { continue }
      guard FileManager.default.fileExists(atPath: MarkdownDocument.root + "/Sources/" + room) else { continue }
      let said =
        cells[2] == "all above"
        ? Set(short.prefix(7)) : Set(cells[2].split { !$0.isLetter }.map(String.init).filter(short.contains))
      let code = Self.sources.filter { $0.key.hasPrefix(room + "/") }.values
      let imported = short.filter { name in code.contains { $0.contains("import KPI\(name)\n") } }
      #expect(Set(imported) == said, "\(room) imports \(imported)")
      looked += 1
    }
    #expect(looked >= 7)
  }

  @Test(arguments: ["KPILanguage", "KPIEngine"])
  func theInnerRoomsDoNoInput(_ room: String) {
    for (file, code) in Self.sources where file.hasPrefix(room + "/") {
      for other in ["Foundation", "FoundationEssentials", "Glibc", "CSQLite"] {
        #expect(!code.contains("import \(other)\n"), "\(file) imports \(other)")
      }
    }
  }

  /// It brings ICU's data, tens of megabytes that every start would have to set up.
  @Test func noRoomImportsTheWholeFoundation() {
    #expect(Self.sources.count > 300)
    for (file, code) in Self.sources { #expect(!code.contains("import Foundation\n"), "\(file) imports Foundation") }
  }
}
