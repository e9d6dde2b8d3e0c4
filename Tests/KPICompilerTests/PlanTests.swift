import Foundation
import KPICompiler
import KPIEngine
import KPILanguage
import Testing

/// What each question is compiled to: its plan as text, or the mistakes that it has.
///
/// No database is read: names, kinds and windows are all that decides a plan. A file is made of entries with empty lines
/// between them: a question, then its plan in `#>` lines, its mistakes and notes in `#!` lines. `KPI_RECORD=1` writes down
/// what comes out.
@Suite struct PlanTests {
  static let folder = (#filePath as NSString).deletingLastPathComponent + "/Plans"

  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".plans") }.sorted()
  }()

  @Test(arguments: files)
  func isCompiledAsWritten(_ name: String) throws {
    let path = Self.folder + "/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let compiler = Self.compiler()
    var blocks: [String] = []
    for block in text.components(separatedBy: "\n\n") {
      let lines = block.split(separator: "\n").map(String.init)
      guard let question = lines.first else { continue }
      let actual = ([question] + Self.plan(of: question, compiler)).joined(separator: "\n")
      blocks.append(actual)
      if ProcessInfo.processInfo.environment["KPI_RECORD"] == nil {
        #expect(actual == lines.joined(separator: "\n"), "\(name): \(question)")
      }
    }
    #expect(blocks.count >= 10, "\(name)")
    if ProcessInfo.processInfo.environment["KPI_RECORD"] != nil {
      try (blocks.joined(separator: "\n\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  @Test func thereArePlans() { #expect(Self.files.count >= 3) }

  /// Every report is compiled with every clause that it takes, and with those that it alone has.
  @Test func everyReportAndClauseHasAPlan() throws {
    var written: [Keyword: Set<String>] = [:]
    for name in Self.files {
      let text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        let parsed = parse(Source(name: "test", text: String(line)), id: SourceID(1), names: BuiltInModel.names)
        for case .pipeline(let pipeline) in parsed.statements.map(\.kind) {
          guard case .question(let question) = pipeline.head, let verb = Self.verb(line) else { continue }
          written[verb, default: []].formUnion(Self.clauses(question))
        }
      }
    }
    // What a drill and a help are made of is no plan of their own.
    for report in Report.all where report.verb != .drill && report.verb != .help {
      let known = written[report.verb]
      #expect(known != nil, "no plan of `\(report.verb.rawValue)`")
      for clause in report.clauses where !(known ?? []).contains(clause.rawValue) {
        Issue.record("no plan of `\(report.verb.rawValue)` with `\(clause.rawValue)`")
      }
      let own = report.verb.takesHorizon ? ["horizon"] : report.verb.ownClauses.filter { $0 != .within }.map(\.rawValue)
      for clause in own where !(known ?? []).contains(clause) {
        Issue.record("no plan of `\(report.verb.rawValue)` with `\(clause)`")
      }
    }
  }

  private static func verb(_ line: Substring) -> Keyword? {
    let word = line.prefix { $0 != " " }
    return Keyword.beginning(.question).first { $0.rawValue == word }
  }

  private static func clauses(_ question: Question) -> [String] {
    let clauses = question.clauses
    let found: [(String, Bool)] = [
      ("by", !clauses.by.isEmpty), ("period", clauses.period != nil), ("where", clauses.condition != nil),
      ("compare", clauses.compare != nil), ("top", clauses.top != nil), ("order", clauses.order != nil),
      ("having", clauses.having != nil),
    ]
    return found.filter(\.1).map(\.0) + clauses.places.map(\.name)
  }

  /// The order in which clauses are written changes nothing.
  @Test(arguments: [
    ["show revenue, orders", "by source", "where amount > 5M", "month 2023-09", "compare year", "top 3"],
    ["funnel detail", "by source", "where source is not null", "quarter 2023-Q3"],
    ["share new_customers", "by source", "where source is not null", "year 2023"],
  ])
  func orderOfClausesChangesNothing(_ parts: [String]) {
    let compiler = Self.compiler()
    let written = Self.plan(of: parts.joined(separator: " "), compiler)
    #expect(written.allSatisfy { $0.hasPrefix("#>") }, "\(written)")
    let turned = [parts[0]] + parts.dropFirst().reversed()
    #expect(Self.plan(of: turned.joined(separator: " "), compiler) == written)
  }

  /// The built-in model over tables that have no row, on the last day of 2023.
  private static func compiler() -> Compiler {
    let model = parse(BuiltInModel.crm, id: SourceID(0))
    let (catalog, diagnostics) = CatalogBuilder.build(model.statements, schema: nil, zone: .utc)
    #expect(!diagnostics.contains { $0.severity == .error }, "\(diagnostics)")
    let today = CivilDate(year: 2023, month: 12, day: 31).dayNumber
    let sets = RowSets(
      store: .hollow(catalog.spec), today: today, placings: catalog.entities.map { _ in nil },
      narrowed: catalog.entities.map { _ in nil })
    var compiler = Compiler(catalog: catalog, context: ExecutionContext(rowSets: sets, views: ViewCache()))
    compiler.hasData = false
    return compiler
  }

  private static func plan(of question: String, _ compiler: Compiler) -> [String] {
    let parsed = parse(Source(name: "test", text: question), id: SourceID(1), names: BuiltInModel.names)
    var lines = parsed.diagnostics.map { "#! \($0.code): \($0.message)" }
    for statement in parsed.statements {
      guard case .pipeline(let pipeline) = statement.kind, case .question(let question) = pipeline.head else {
        continue
      }
      let bound = compiler.prepare(question)
      if let prepared = bound.content {
        lines += Explainer(compiler).lines(prepared.plans).map { "#> \($0)" }
      }
      lines += bound.diagnostics.map { "#! \($0.code): \($0.message)" }
    }
    return lines
  }
}
