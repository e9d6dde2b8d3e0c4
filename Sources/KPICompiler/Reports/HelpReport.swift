import KPIEngine
import KPILanguage

/// `help [TOPIC]`: what can be asked, from the tables of reports and keywords.
package enum HelpReport {
  static let help = Report(
    verb: .help, summary: "what can be asked, or help on a topic", clauses: [], example: "help funnel")

  static func prepare(
    _ topic: String?, _ compiler: Compiler, _ span: Span, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let topic else { return .text("help", overview(compiler)) }
    let wanted = fold(topic)
    let found = Report.all.filter { $0.verb.entry.names.contains { fold($0) == wanted } }
    if !found.isEmpty { return .text("help", found.flatMap { lines(of: $0, compiler) }) }
    if let entry = Keyword.vocabulary.first(where: { $0.names.contains { fold($0) == wanted } }) {
      let later = entry.keyword.isLater ? " (not in this version yet)" : ""
      return .text("help", ["\(entry.names.joined(separator: ", ")): \(entry.help)\(later)"])
    }
    if isOfTheModel(topic, compiler.catalog) {
      return DescribeReport.prepare(Path([Name(topic, span)]), compiler, report)
    }
    let offered = Keyword.vocabulary.filter { !$0.keyword.isLater }.flatMap(\.names)
    let names = Report.all.map(\.verb.rawValue) + offered + compiler.catalog.metricOrder
    report(
      Diagnostic(
        "unknown-topic", "there is no help on `\(shown(topic))`", at: span,
        label: DidYouMean.label(for: topic, among: names)))
    return nil
  }

  /// Whether a topic is a name of the model and none of the language.
  package static func isOfTheModel(_ topic: String, _ catalog: Catalog) -> Bool {
    let wanted = fold(topic)
    if Keyword.vocabulary.contains(where: { $0.names.contains { fold($0) == wanted } }) { return false }
    return catalog.metric(named: topic) != nil || catalog.entity(named: topic) != nil
  }

  private static func overview(_ compiler: Compiler) -> [String] {
    let width = Report.all.map(\.verb.rawValue.count).max() ?? 0
    let reports = Report.all.map { report in
      "  \(report.verb.rawValue)\(String(repeating: " ", count: width - report.verb.rawValue.count))  "
        + report.summary(compiler)
    }
    return ["questions:"] + reports + [
      "", "clauses, in any order: by A, B · a period (month 2023-09, last 7 days, all) · where CONDITION",
      "pipes behind a question: | sort C desc  | take N  | where CONDITION  | select C, …  | derive C = EXPRESSION", "",
      "`help funnel` tells more of a question, `describe` shows the model, `describe revenue` a metric,",
      "`values source` a dimension's values", "", "for example:",
    ]
      + Report.all.filter { $0.verb != .help && $0.verb != .describe && speaksOf($0, compiler) }
      .map { "  \($0.example)" }
  }

  /// Whether a report's example is about what the model at hand has: most name things of the built-in one.
  private static func speaksOf(_ report: Report, _ compiler: Compiler) -> Bool {
    if compiler.catalog.isBuiltIn { return true }
    let parsed = parse(Source(name: "example", text: report.example), id: SourceID(0))
    guard case .pipeline(let pipeline)? = parsed.statements.first?.kind, case .question(let question) = pipeline.head,
      report.verb != .help
    else { return true }
    return !compiler.prepare(question).diagnostics.contains { diagnostic in
      diagnostic.code.hasPrefix("unknown-") || ["not-declared", "no-subject", "no-history"].contains(diagnostic.code)
    }
  }

  private static func lines(of report: Report, _ compiler: Compiler) -> [String] {
    var lines = ["\(report.verb.rawValue): \(report.summary(compiler))"]
    let vietnamese = report.verb.entry.vietnamese
    if !vietnamese.isEmpty { lines.append("  in Vietnamese: \(vietnamese.joined(separator: ", "))") }
    if !report.clauses.isEmpty {
      lines.append(
        "  clauses: \(Report.Clause.allCases.filter(report.clauses.contains).map(\.rawValue).joined(separator: ", "))")
    }
    return lines + (speaksOf(report, compiler) ? ["  example: \(report.example)"] : [])
  }
}

extension Report {
  /// The summary with what the model at hand counts in it.
  fileprivate func summary(_ compiler: Compiler) -> String {
    summary.replacingSubjects(with: compiler.subjectsName)
  }
}

extension String {
  /// `SUBJECTS` stands in a summary for what a model counts.
  fileprivate func replacingSubjects(with name: String) -> String {
    split(separator: " ", omittingEmptySubsequences: false).map { $0 == "SUBJECTS" ? Substring(name) : $0 }
      .joined(separator: " ")
  }
}

extension Keyword.Entry {
  /// All forms, the English ones first.
  fileprivate var names: [String] { english + vietnamese }
}
