import KPIEngine
import KPILanguage

/// `help [TOPIC]`: what can be asked, from the tables of reports and keywords.
package enum HelpReport {
  static let report = Report(
    verb: .help, summary: "what can be asked, or help on a topic", clauses: [], example: "help funnel"
  ) { question, compiler, tell in
    guard case .help(let topic) = question.verb else { return nil }
    return { prepare(topic, compiler, question.verbSpan, tell) }
  }

  static func prepare(
    _ topic: String?, _ compiler: Compiler, _ span: Span, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let topic else { return .text("help", overview(compiler), compiler) }
    let wanted = fold(topic)
    if topicsOfFunctions.contains(wanted) { return .text("help", functions(compiler), compiler) }
    let reports = Report.all.filter { $0.verb.entry.names.contains { fold($0) == wanted } }
    var found = reports.flatMap { lines(of: $0, compiler) }
    if found.isEmpty, let entry = Keyword.vocabulary.first(where: { $0.names.contains { fold($0) == wanted } }) {
      found.append(line(of: entry, compiler))
    }
    // `share`, `previous`, `first` are both.
    if let function = Function.all.first(where: { $0.names.contains { fold($0) == wanted } }) {
      found += (found.isEmpty ? [] : [""]) + lines(of: function, compiler)
    }
    if !found.isEmpty { return .text("help", found, compiler) }
    if isOfTheModel(topic, compiler.catalog) {
      return DescribeReport.prepare(Path([Name(topic, span)]), compiler, report)
    }
    let hits = search(topic, compiler)
    if !hits.isEmpty { return .text("help", hits, compiler) }
    let offered = Keyword.vocabulary.flatMap(\.names)
    let names = Report.all.map(\.verb.rawValue) + offered + compiler.catalog.metricOrder
    report(
      Diagnostic(
        "unknown-topic", "there is no help on `\(shown(topic))`", at: span,
        label: DidYouMean.label(for: topic, among: names)))
    return nil
  }

  private static func line(of entry: Keyword.Entry, _ compiler: Compiler) -> Message {
    // The reader's own forms first.
    let forms = compiler.language == .vi ? entry.vietnamese + entry.english : entry.names
    return "\(forms.joined(separator: ", ")): \(entry.help)"
  }

  /// What has a word that begins as the topic does, in a name or its line of help, with or without marks.
  private static func search(_ topic: String, _ compiler: Compiler) -> [Message] {
    let wanted = " " + NameSearch.plain(topic)
    guard wanted.count > 1 else { return [] }
    func fits(_ texts: [String]) -> Bool { texts.contains { (" " + NameSearch.plain($0)).contains(wanted) } }
    func fits(_ help: Message) -> Bool { fits(TextLanguage.allCases.map { help.text(in: $0) }) }
    let reports = Report.all.filter { fits($0.verb.entry.names) || fits($0.summary) }
    let words = Keyword.vocabulary.filter { entry in
      !reports.contains { $0.verb == entry.keyword }
        && (fits(entry.names) || fits(entry.help))
    }
    let functions = Function.all.filter { fits($0.names) }
    let names = NameSearch(compiler).things.filter { fits($0.names) }
    var lines: [Message] = []
    func add(_ heading: Message, _ found: [Message]) {
      guard !found.isEmpty else { return }
      lines += (lines.isEmpty ? [] : [""]) + [heading] + found.map { "  \($0)" }
    }
    add("in the model:", names.map(\.line))
    add("questions:", reports.map { "\(verb($0, compiler)): \(summary(of: $0, compiler))" })
    add("words of the language:", words.map { line(of: $0, compiler) })
    add("functions:", functions.map { line(of: $0, compiler) })
    return lines
  }

  /// Whether a topic is a name of the model and none of the language.
  package static func isOfTheModel(_ topic: String, _ catalog: Catalog) -> Bool {
    let wanted = fold(topic)
    if Keyword.vocabulary.contains(where: { $0.names.contains { fold($0) == wanted } }) { return false }
    return catalog.metric(named: topic) != nil || catalog.entity(named: topic) != nil
  }

  private static func overview(_ compiler: Compiler) -> [Message] {
    let verbs = Report.all.map { verb($0, compiler) }
    let width = verbs.map(\.count).max() ?? 0
    let reports = zip(Report.all, verbs).map { report, verb -> Message in
      "  \(verb)\(String(repeating: " ", count: width - verb.count))  \(summary(of: report, compiler))"
    }
    let ending: [Message] = [
      "", "clauses, in any order: by A, B · a period (month 2023-09, last 7 days, all) · where CONDITION",
      "pipes behind a question: | sort C desc  | take N  | where CONDITION  | select C, …  | derive C = EXPRESSION", "",
      "`help funnel` tells more of a question, `help functions` lists the functions, `help WORD` finds names and words,",
      "`describe` shows the model, `describe revenue` a metric, `describe *rate*` what is called so,",
      "`values source` a dimension's values", "", "for example:",
    ]
    let examples = Report.all.filter { $0.verb != .help && $0.verb != .describe && speaksOf($0.example, compiler) }
    return ["questions:"] + reports + ending + examples.map { "  \(example($0.example, compiler))" }
  }

  /// A report's verb in the language at hand.
  private static func verb(_ report: Report, _ compiler: Compiler) -> String {
    (compiler.language == .vi ? report.verb.entry.vietnamese.first : nil) ?? report.verb.rawValue
  }

  /// A report's summary with what the model at hand counts in it.
  private static func summary(of report: Report, _ compiler: Compiler) -> String {
    report.summary.text(in: compiler.language).replacingSubjects(with: compiler.subjectsName)
  }

  /// Whether an example is about what the model at hand has: most name things of the built-in one.
  static func speaksOf(_ example: String, _ compiler: Compiler) -> Bool {
    if compiler.catalog.isBuiltIn { return true }
    let parsed = parse(Source(name: "example", text: example), id: SourceID(0))
    guard case .pipeline(let pipeline)? = parsed.statements.first?.kind, case .question(let question) = pipeline.head
    else { return true }
    if case .help = question.verb { return true }
    return !compiler.prepare(question).diagnostics.contains { diagnostic in
      diagnostic.code.hasPrefix("unknown-") || ["not-declared", "no-subject", "no-history"].contains(diagnostic.code)
    }
  }

  /// An example in the language at hand: the built-in model's names are told in Vietnamese, too.
  ///
  /// Where it has words of its own, texts and columns that it makes, it stands in the table of texts.
  static func example(_ example: String, _ compiler: Compiler) -> String {
    guard compiler.language == .vi, compiler.catalog.isBuiltIn else { return example }
    let known = Message(known: example).text(in: .vi)
    if known != example { return known }
    let written = try? format(
      Source(name: "example", text: example), id: SourceID(0), names: BuiltInModel.names, language: .vi,
      pairs: BuiltInModel.pairs, keepsHeadings: false)
    // Statements side by side stay on one line.
    return written?.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(
      separator: example.contains("; ") ? "; " : " ") ?? example
  }

  private static func lines(of report: Report, _ compiler: Compiler) -> [Message] {
    var lines: [Message] = ["\(verb(report, compiler)): \(summary(of: report, compiler))"]
    let (english, vietnamese) = (report.verb.rawValue, report.verb.entry.vietnamese.joined(separator: ", "))
    if compiler.language == .vi {
      lines.append("  in English: \(english)")
    } else if !vietnamese.isEmpty {
      lines.append("  in Vietnamese: \(vietnamese)")
    }
    if !report.clauses.isEmpty {
      let clauses = Report.Clause.allCases.filter(report.clauses.contains)
        .map { $0.word(in: compiler.language) }.joined(separator: ", ")
      lines.append("  clauses: \(clauses)")
    }
    return lines + (speaksOf(report.example, compiler) ? ["  example: \(example(report.example, compiler))"] : [])
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
