import Foundation
import KPICompiler
import KPIEngine
import KPILanguage
import Testing

/// What `docs/ARCHITECTURE.md` says of the sources, where a look at them can tell.
@Suite struct InvariantTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// The rooms that serve every model; the demo and `init` write models and databases of their own.
  private static let rooms = [
    "KPILanguage", "KPIEngine", "KPISQLite", "KPICompiler", "KPISQL", "KPIOutput", "KPISession", "kpi",
  ]
  /// Mending reads what people write: its phrases and short forms are words, not names.
  private static let wordTables = "/Mending/Loose"
  /// A member of every JSON result, and the word for targets in a plan, are called as entities of the built-in model.
  private static let words: Set<String> = ["notes", "targets"]

  private static func files(in room: String) -> [URL] {
    let found = FileManager.default.enumerator(at: sources.appending(path: room), includingPropertiesForKeys: nil)
    return (found?.allObjects as? [URL] ?? []).filter {
      $0.pathExtension == "swift" && !$0.path().contains(wordTables)
    }
  }

  /// The texts between quotes on the lines that are no comments.
  private static func literals(in file: URL) -> [String] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).filter { line in
      !line.drop { $0 == " " }.hasPrefix("//")
    }.flatMap { line in
      line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
        String($0.element)
      }
    }
  }

  /// Swift code knows no entity and no metric: they are the models'.
  @Test(arguments: rooms)
  func namesOfModelsStandInModels(_ room: String) {
    let model = parse(BuiltInModel.crm, id: SourceID(0))
    let catalog = CatalogBuilder.build(model.statements, schema: nil, zone: .utc).catalog
    let names = Set(catalog.entities.map(\.name) + catalog.metrics.values.map(\.name.text)).subtracting(Self.words)
    #expect(names.count > 60)
    let files = Self.files(in: room)
    #expect(!files.isEmpty, "\(room)")
    for file in files {
      for literal in Self.literals(in: file) where names.contains(literal) {
        Issue.record("\(file.lastPathComponent) names `\(literal)`")
      }
    }
  }

  /// What a report's columns are called is the report's own: a table is computed and written without looking at names.
  @Test(arguments: ["KPIEngine", "KPIOutput"])
  func columnsOfReportsStandInReports(_ room: String) {
    // `share` and `change` alone decide how a column looks, whatever report has it (`ResultColumn`).
    let columns: Set<String> = [
      "cohort", "offset", "converted", "average_days", "achieved", "pace", "actual", "score", "grade",
      "cumulative", "contribution", "checkpoint", "retained", "step", "conversion",
    ]
    for file in Self.files(in: room) {
      for literal in Self.literals(in: file) where columns.contains(literal) {
        Issue.record("\(file.lastPathComponent) names `\(literal)`")
      }
    }
  }
}
