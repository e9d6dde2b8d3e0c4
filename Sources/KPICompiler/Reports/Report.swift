import KPIEngine
import KPILanguage

/// A report: what `help` says of it, which clauses it takes, and how a question of it is bound.
package struct Report: Sendable {
  /// The clauses that a question may carry.
  package enum Clause: String, Sendable, CaseIterable {
    case by, period, `where`, compare, top, order, having

    /// What it is called in a language: the word that it begins with.
    func word(in language: TextLanguage) -> String {
      guard language == .vi else { return rawValue }
      switch self {
      case .period: return "kỳ"
      case .compare: return "so với"
      case .order: return Keyword.orderBy.entry.vietnamese.first ?? rawValue
      default: return Keyword(rawValue: rawValue)?.entry.vietnamese.first ?? rawValue
      }
    }
  }

  package let verb: Keyword
  /// One line.
  package let summary: Message
  package let clauses: Set<Clause>
  /// A statement that runs on the demo database.
  package let example: String
  /// Those that it has of its own, beside what is asked for and what that is split by.
  package let columns: [ReportColumn]
  /// What binds a question of it; nil for another report's.
  let binding: Binding

  typealias Binding =
    @Sendable (Question, Compiler, @escaping (Diagnostic) -> Void) -> (() -> PreparedQuestion?)?

  init(
    verb: Keyword, summary: Message, clauses: Set<Clause>, example: String, columns: [ReportColumn] = [],
    binding: @escaping Binding
  ) {
    self.verb = verb
    self.summary = summary
    self.clauses = clauses
    self.example = example
    self.columns = columns
    self.binding = binding
  }

  /// Every report, in the order of `help`.
  package static let all: [Report] = [
    ShowReport.report, ShareReport.report, GrowthReport.report, ConversionReport.report, OrderedFunnelReport.report,
    CycleReport.report, JourneyReport.report, PortraitReport.report, RetentionReport.report, ScorecardReport.report,
    ForecastReport.report, WhyReport.report, AlertsReport.report, ListReport.report, DrillReport.report,
    ValuesReport.report, DescribeReport.report, HelpReport.report,
  ]

  /// The clauses that a verb takes, as the words that begin them; periods are last.
  ///
  /// - Parameter inSteps: of two forms, the table and what has steps, the second.
  package static func clauseWords(of verb: Keyword, inSteps: Bool = false) -> [Keyword] {
    let forms = all.filter { $0.verb == verb }
    let taken = (inSteps ? forms.last : forms.first)?.clauses ?? []
    let words = Clause.allCases.filter { taken.contains($0) && $0 != .period }.flatMap(\.words)
    let own = forms.count > 1 && !inSteps ? [] : verb.ownClauses
    return words + own + (taken.contains(.period) ? Clause.period.words : [])
  }
}

extension Report.Clause {
  /// The words that begin it.
  fileprivate var words: [Keyword] {
    switch self {
    case .by: [.by]
    case .period:
      [.month, .quarter, .year, .week, .day, .from, .last, .previous, .this, .today, .yesterday, .all]
    case .where: [.where]
    case .compare: [.comparePrevious, .compareYear, .compareWith]
    case .top: [.top]
    case .order: [.orderBy]
    case .having: [.having]
    }
  }
}

extension Compiler {
  /// A text in that language.
  func told(_ message: Message) -> String { message.text(in: language) }

  /// Binds a question: its plans, and every mistake in it.
  package func prepare(_ question: Question) -> Bound<PreparedQuestion> {
    var found: [Diagnostic] = []
    let report: (Diagnostic) -> Void = { diagnostic in
      if !found.contains(diagnostic) { found.append(diagnostic) }
    }
    let content = withoutAnswers(for: question).prepare(question, report)
    if content == nil, !found.contains(where: { $0.severity == .error }) {
      report(.fault("the question could not be bound, and nothing told why", at: question.span))
    }
    let read = ColumnsRead(content?.plans ?? [], $catalog)
    checkRows(read).forEach(report)
    guard var content, !found.contains(where: { $0.severity == .error }) else { return Bound(nil, found) }
    let plain = withoutAnswers(for: question)
    let card = Card(question, plans: content.plans, compiler: plain)
    let missing = missingEntityNotes(read.entities.filter(isMissing))
    content.read = read
    content.shape = { [shape = content.shape, later = plain.forLater] results throws(ExecutionError) in
      // Each answer has its own, and none those of another.
      let aliases = ColumnAliases { later.headings.headings(of: question) }
      return try shape(results).map { table in
        var table = table
        if table.title == nil { table.title = plain.title(of: table) }
        table.notes += missing.filter { !table.notes.contains($0) }
        table.aliases = aliases
        table.card = card.later(of: table)
        return table
      }
    }
    return Bound(content, found)
  }

  /// The compiler without the answers before, which only a drill asks: another question is not to keep them alive.
  private func withoutAnswers(for question: Question) -> Compiler {
    var other = self
    if !question.isDrill { other.lastTables = nil }
    return other
  }

  /// The compiler that lives on with an answer's columns: it knows earlier answers by their cells alone.
  private var forLater: Compiler {
    var other = self
    if let laterConstant { other.constant = laterConstant }
    return other
  }

  /// What a table is headed by where its name is not what a reader says; nil in English.
  private func title(of table: ResultTable) -> String? {
    guard language == .vi, table.layout != .text else { return nil }
    let parts = table.name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let verb = parts.first.flatMap({ Keyword(rawValue: $0)?.entry.vietnamese.first }) else { return nil }
    return ([verb] + parts.dropFirst()).joined(separator: ".")
  }

  /// The same without rows and in the other language, for headings.
  private var headings: Compiler {
    var other = self
    other.language = language == .vi ? .en : .vi
    other.context = ExecutionContext(
      rowSets: RowSets(
        store: .hollow(catalog.spec), today: context.today, placings: catalog.entities.map { _ in nil },
        narrowed: catalog.entities.map { _ in nil }), views: ViewCache())
    other.hasData = false
    return other
  }

  /// How the columns of a question's tables are headed, by name.
  private func headings(of question: Question) -> [String: [String]] {
    let prepared = prepare(question) { _ in }
    guard let prepared, let tables = try? prepared.shape(prepared.plans.map(PlanResult.empty)) else { return [:] }
    var headings: [String: [String]] = [:]
    for column in tables.flatMap(\.columns) where column.label != column.name {
      if headings[column.name]?.contains(column.label) != true {
        headings[column.name, default: []].append(column.label)
      }
    }
    return headings
  }

  private func prepare(_ question: Question, _ report: @escaping (Diagnostic) -> Void) -> PreparedQuestion? {
    switch question.verb {
    case .explain(let inner, let explanation):
      guard var prepared = prepare(inner, report) else { return nil }
      prepared.explain = explanation
      return prepared
    case .sql:
      report(Diagnostic("misplaced-sql", "`sql` is answered by the database itself", at: question.verbSpan))
      return nil
    default: break
    }
    for asked in Report.all {
      guard let bind = asked.binding(question, self, report) else { continue }
      check(question, asked, report)
      return bind()
    }
    return nil
  }

  /// Reports clauses that a question does not take.
  private func check(_ question: Question, _ asked: Report, _ report: @escaping (Diagnostic) -> Void) {
    let clauses = question.clauses
    let written: [(Report.Clause, Span?)] = [
      (.by, clauses.by.isEmpty ? nil : clauses.bySpan), (.period, clauses.period?.span),
      (.where, clauses.conditionSpan), (.compare, clauses.compareSpan), (.top, clauses.topSpan),
      (.order, clauses.order?.span), (.having, clauses.havingSpan),
    ]
    let verb = (language == .vi ? asked.verb.entry.vietnamese.first : nil) ?? asked.verb.rawValue
    for (clause, span) in written where !asked.clauses.contains(clause) {
      guard let span else { continue }
      let pipes: [Report.Clause: Message] = [
        .top: "| \(Keyword.take.told) N", .order: "| \(Keyword.sort.told) \(Placeholders.told("COLUMN"))",
        .having: "| \(Keyword.where.told) \(Placeholders.told("CONDITION"))",
      ]
      report(
        Diagnostic(
          "unexpected-clause",
          clause == .period ? "`\(verb)` takes no period" : "`\(verb)` takes no `\(clause.word(in: language))`",
          at: span, notes: pipes[clause].map { ["the pipe `\($0)` does it"] } ?? []))
    }
  }

  /// Binds `[M PERIOD where …]`, a number of the whole company.
  package func prepare(_ value: MetricValue) -> Bound<PreparedNumber> {
    var found: [Diagnostic] = []
    let report: (Diagnostic) -> Void = { found.append($0) }
    let metrics = MetricBinder(compiler: self)
    let metric = metrics.expression(value.metric)
    metrics.diagnostics.forEach(report)
    guard let metric else { return Bound(nil, found.orFault(at: value.metric.span)) }
    var clauses = Clauses()
    clauses.period = value.period
    clauses.condition = value.condition
    let item = MetricQuestion.Item(
      column: column("value", label: nil, unit: metric.unit), metric: metric, span: value.metric.span)
    let prepared = MetricQuestion(name: "value", items: [item], clauses: clauses, defaultPeriod: .all)
      .prepare(self, report)
    guard case .grouped(let plan)? = prepared?.plans.first else {
      return Bound(nil, found.orFault(at: value.metric.span))
    }
    // A day that comes only when the script runs says nothing of what there is then.
    if let period = value.period, !isUnknown(period) {
      for note in AskedTimes(plan.aggregates, self).notes(on: plan.frame.whole, period) {
        report(Diagnostic(.note, "no-rows", Message(written: note), at: period.span))
      }
    }
    let read = ColumnsRead([.grouped(plan)], $catalog)
    checkRows(read).forEach { if !found.contains($0) { report($0) } }
    guard !found.contains(where: { $0.severity == .error }) else { return Bound(nil, found) }
    return Bound(PreparedNumber(plan: .grouped(plan), unit: metric.unit, read: read), found)
  }
}

extension Question {
  /// Whether it asks for the rows behind the last answer.
  var isDrill: Bool {
    switch verb {
    case .drill: true
    case .explain(let inner, _): inner.isDrill
    default: false
    }
  }
}
