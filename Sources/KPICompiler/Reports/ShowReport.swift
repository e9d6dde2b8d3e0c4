import KPIEngine
import KPILanguage

/// `show M, … [by …]`: any metrics, side by side.
enum ShowReport {
  static let help = Report(
    verb: .show, summary: "any metrics, side by side",
    clauses: [.by, .period, .where, .compare, .top, .order, .having],
    example: "show revenue, orders, aov by month year 2023")

  static func prepare(
    _ items: [MetricItem], _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let metrics = MetricBinder(compiler: compiler)
    let bound = items.map { item -> MetricQuestion.Item? in
      guard let metric = metrics.expression(item.expression) else { return nil }
      return compiler.item(item, metric)
    }
    metrics.diagnostics.forEach(report)
    let known = bound.compactMap { $0 }
    // What the clauses say is checked too, so that one run shows every mistake.
    let prepared = MetricQuestion(name: "show", items: known, clauses: question.clauses, defaultPeriod: .all)
      .prepare(compiler, report)
    return known.count == items.count ? prepared : nil
  }
}

extension Compiler {
  /// A metric as asked: its column has its declared name, or the expression's text.
  func item(_ item: MetricItem, _ metric: BoundMetric) -> MetricQuestion.Item {
    var (name, label): (String, String?) = (item.text, nil)
    if case .path(let path) = item.expression.kind, let declared = catalog.metric(named: path.text) {
      (name, label) = (declared.name.text, declared.label)
    }
    return MetricQuestion.Item(
      column: column(name, label: label, unit: metric.unit), metric: metric, label: label, span: item.expression.span)
  }
}
