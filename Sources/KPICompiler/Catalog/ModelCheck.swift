import KPIEngine
import KPILanguage

/// Every mistake in what a model defines over its entities: metrics, segments, events, targets, and what it says to
/// the reports.
///
/// It needs no rows: values are held against the data when a question uses the definition.
package struct ModelCheck {
  private let compiler: Compiler
  private let metrics: MetricBinder
  private var found: [Diagnostic] = []

  /// - Parameter compiler: one over a hollow store.
  package init(_ compiler: Compiler) {
    self.compiler = compiler
    metrics = MetricBinder(compiler: compiler)
  }

  private var catalog: Catalog { compiler.catalog }

  private mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where !found.contains(diagnostic) { found.append(diagnostic) }
  }

  /// The mistakes, in the order of the model's text.
  package mutating func mistakes() -> [Diagnostic] {
    for key in catalog.metricOrder {
      guard let metric = catalog.metrics[key] else { continue }
      if metrics.metric(metric) == nil { add(metrics.diagnostics.orFault(at: metric.name.span)) }
      if let unit = metric.unit, let mistake = Units.mistake(in: unit.text, at: unit.span) { add([mistake]) }
    }
    add(metrics.diagnostics)
    for key in catalog.segments.keys.sorted() { catalog.segments[key].map { add(compiler.check(.segment($0))) } }
    for key in catalog.events.keys.sorted() { catalog.events[key].map { add(compiler.check(.events($0))) } }
    for target in catalog.targets { add(compiler.check(.target(target))) }
    for key in catalog.reports.keys.sorted() { catalog.reports[key].map { add(check($0)) } }
    return found.filter { $0.severity == .error }.sorted { lhs, rhs in
      (lhs.span?.start ?? .max, lhs.code) < (rhs.span?.start ?? .max, rhs.code)
    }
  }

  // MARK: Report lines

  private func check(_ declared: ReportDeclaration) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let report: (Diagnostic) -> Void = { found.append($0) }
    let known = ["funnel", "cycle", "journey", "portrait", "growth", "retention", "scorecard"]
    guard known.contains(Catalog.key(declared.report.text)) else {
      return [
        Diagnostic(
          "unknown-report", "no report `\(shown(declared.report.text))` takes anything from a model",
          at: declared.report.span, label: DidYouMean.label(for: declared.report.text, among: known))
      ]
    }
    let span = declared.report.span
    if declared.targets != nil { _ = TargetBinder(compiler: compiler).book(report) }
    if let verb = verb(of: declared, span) {
      // The report itself tells what it cannot use.
      found += compiler.prepare(Question(verb: verb, verbSpan: span, span: span)).diagnostics
    }
    return found
  }

  /// A question that asks for all that a model declares for a report; nil where its line alone is no question.
  private func verb(of declared: ReportDeclaration, _ span: Span) -> Question.Verb? {
    switch Catalog.key(declared.report.text) {
    case "funnel": .conversion(detail: !declared.detail.isEmpty)
    case "cycle": .cycle(nil, Horizon(count: 8, unit: .day, span: span))
    case "journey": .journey(detail: true, Horizon(count: 8, unit: .day, span: span))
    case "retention": .retention(nil, Horizon(count: 4, unit: .week, span: span))
    case "growth": .growth(nil)
    case "portrait": .portrait
    default: nil
    }
  }
}
