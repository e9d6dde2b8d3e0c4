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

  /// Columns that are called as something else in these rooms, a member of JSON, a part of a picture, a state of a cell.
  ///
  /// `share` and `change` alone decide how a column looks, whatever report has it (`ResultColumn`).
  private static let columnsAsWords: Set<String> = [
    "total", "size", "rate", "change", "maturing", "target", "value", "count", "unit", "units", "condition", "low",
    "high", "label", "by",
  ]

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
    let columns = Set(Report.all.flatMap { $0.columns.map(\.name) } + ["score"]).subtracting(Self.columnsAsWords)
    #expect(columns.count > 25)
    for file in Self.files(in: room) {
      for literal in Self.literals(in: file) where columns.contains(literal) {
        Issue.record("\(file.lastPathComponent) names `\(literal)`")
      }
    }
  }

  /// A plan is a value: it knows no store and nothing that runs it, and has no function of Swift in it, nor has what says
  /// which rows are behind a number.
  @Test func plansAreValues() throws {
    let engine = Self.sources.appending(path: "KPIEngine")
    func code(_ folder: String) throws -> [(name: String, lines: [Substring])] {
      let files = try FileManager.default.contentsOfDirectory(
        at: engine.appending(path: folder), includingPropertiesForKeys: nil)
      return try files.filter { $0.pathExtension == "swift" }.map { file in
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        return (file.lastPathComponent, lines.map { Substring(String($0)) })
      }
    }
    var outside: Set<Substring> = []
    for folder in ["Store", "Execution"] {
      for line in try code(folder).flatMap(\.lines) {
        let words = line.split(separator: " ")
        guard line.first != " ",
          let kind = words.firstIndex(where: { ["struct", "class", "enum", "protocol"].contains($0) }),
          words.indices.contains(kind + 1)
        else { continue }
        outside.insert(words[kind + 1].prefix { $0.isLetter || $0.isNumber })
      }
    }
    #expect(outside.contains("Store") && outside.contains("RowSets") && outside.count > 80)
    let plans = try code("Plan")
    #expect(plans.count > 10)
    for (name, lines) in plans {
      for line in lines {
        for word in line.split(whereSeparator: { !($0.isLetter || $0.isNumber) }) where outside.contains(word) {
          Issue.record("\(name) names `\(word)`")
        }
      }
    }
    let origins = try code("Result").filter { $0.name == "TableOrigin.swift" }
    #expect(origins.count == 1)
    for (name, lines) in plans + origins {
      for line in lines where line.contains("@Sendable (") || line.contains("@escaping") {
        Issue.record("\(name): \(line)")
      }
    }
  }

  /// What stands in a report's own columns the manual says.
  @Test func columnsOfReportsStandInTheManual() throws {
    let manual = try String(
      contentsOf: Self.sources.deletingLastPathComponent().appending(path: "docs/reports.md"), encoding: .utf8)
    let words = Set(manual.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    // `describe metrics` and `alerts` head theirs with words of the language.
    for report in Report.all where report.verb != .describe {
      for column in report.columns where !words.contains(Substring(column.name)) {
        Issue.record("docs/reports.md does not name `\(column.name)` of `\(report.verb.rawValue)`")
      }
    }
  }

  /// Texts for people are English where they are raised, and have their Vietnamese form in one place; letters alone are no text.
  @Test(arguments: ["KPIEngine", "KPISQL", "KPISQLite", "KPIRemote", "KPIOutput"])
  func noVietnameseOutsideItsTables(_ room: String) {
    let letters = Set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
    for file in Self.files(in: room) {
      for literal in Self.literals(in: file)
      where !file.lastPathComponent.hasSuffix("Words.swift") && literal.contains(" ")
        && literal.lowercased().contains(where: letters.contains)
      {
        Issue.record("\(file.lastPathComponent): `\(literal)`")
      }
    }
  }
}
