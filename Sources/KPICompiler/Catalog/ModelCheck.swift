import KPIEngine
import KPILanguage

/// Every mistake in what a model defines over its entities: metrics, segments, events, targets, and what it says to
/// the reports.
///
/// Over a hollow store it finds what is wrong with the text; over a database's rows the values, too, that it has not.
package struct ModelCheck {
  private let compiler: Compiler
  private let metrics: MetricBinder
  private var found: [Diagnostic] = []
  private var known: Set<Diagnostic> = []
  /// Diagnostics of the metrics that were taken over.
  private var taken = 0

  /// Mistakes after which nothing more is looked for: nobody reads on, and a nearest name for each takes its time.
  static let mistakeLimit = 200

  package init(_ compiler: Compiler) {
    self.compiler = compiler
    metrics = MetricBinder(compiler: compiler)
  }

  private var catalog: Catalog { compiler.catalog }

  private var isFull: Bool { found.count >= Self.mistakeLimit }

  private mutating func add(_ diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics where known.insert(diagnostic).inserted { found.append(diagnostic) }
  }

  /// What was reported about metrics since the last call.
  private mutating func takeMetrics() -> [Diagnostic] {
    defer { taken = metrics.diagnostics.count }
    return Array(metrics.diagnostics[taken...])
  }

  /// The mistakes, in the order of the model's text.
  package mutating func mistakes() -> [Diagnostic] { findings().filter { $0.severity == .error } }

  /// Everything that is wrong or odd, in the order of the model's text.
  package mutating func findings() -> [Diagnostic] {
    for key in catalog.metricOrder where !isFull {
      guard let metric = catalog.metrics[key] else { continue }
      let bound = metrics.metric(metric)
      let news = takeMetrics()
      // One that rests on another with mistakes has them too, though they are told only once.
      add(bound == nil && !found.contains(where: { $0.severity == .error }) ? news.orFault(at: metric.name.span) : news)
      if let unit = metric.unit, let mistake = Units.mistake(in: unit.text, at: unit.span) { add([mistake]) }
    }
    for entity in catalog.entities where !isFull { add(compiler.check(entity)) }
    for key in catalog.segments.keys.sorted() where !isFull {
      catalog.segments[key].map { add(compiler.check(.segment($0))) }
    }
    for key in catalog.events.keys.sorted() where !isFull {
      catalog.events[key].map { add(compiler.check(.events($0))) }
    }
    for target in catalog.targets where !isFull { add(compiler.check(.target(target))) }
    for alert in catalog.alerts where !isFull { add(compiler.check(.alert(alert))) }
    for key in catalog.reports.keys.sorted() where !isFull { catalog.reports[key].map { add(check($0)) } }
    if isFull {
      add([
        Diagnostic(
          .note, "more-mistakes", "after \(Self.mistakeLimit) mistakes the rest of the definitions was not looked at",
          at: nil)
      ])
    }
    return found.sorted { lhs, rhs in
      (lhs.span?.start ?? .max, lhs.code) < (rhs.span?.start ?? .max, rhs.code)
    }
  }

  // MARK: Report lines

  /// The reports that take something from a model.
  private static let takers: [Keyword] = [.funnel, .cycle, .journey, .portrait, .growth, .retention, .scorecard]

  private func check(_ declared: ReportDeclaration) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let report: (Diagnostic) -> Void = { found.append($0) }
    let known = Self.takers.map(\.rawValue)
    guard known.contains(Catalog.key(declared.report.text)) else {
      return [
        Diagnostic(
          "unknown-report", "no report `\(shown(declared.report.text))` takes anything from a model",
          at: declared.report.span, label: DidYouMean.label(for: declared.report.text, among: known))
      ]
    }
    let span = declared.report.span
    if declared.targets != nil { _ = TargetBinder(compiler: compiler).book(report) }
    if let verb = Self.verb(of: declared) {
      // The report itself tells what it cannot use.
      found += compiler.prepare(Question(verb: verb, verbSpan: span, span: span)).diagnostics
    }
    return found
  }

  /// A question that asks for all that a model declares for a report; nil where its line alone is no question.
  static func verb(of declared: ReportDeclaration) -> Question.Verb? {
    let span = declared.report.span
    guard let verb = Keyword(rawValue: Catalog.key(declared.report.text)), takers.contains(verb) else { return nil }
    let horizon = verb.takesHorizon ? Horizon(count: .written(8), unit: .day, span: span) : nil
    switch verb.entry.form.lead {
    case .nothing?: return .report(verb, .nothing)
    case .event?: return .report(verb, .event(nil), .init(horizon: horizon))
    case .word?: return .report(verb, .word(true), .init(horizon: horizon))
    case .metric?: return nil
    case nil:
      switch verb {
      case .funnel: return .conversion(detail: !declared.detail.isEmpty)
      case .cycle: return .cycle(nil, horizon)
      default: return nil
      }
    }
  }
}
