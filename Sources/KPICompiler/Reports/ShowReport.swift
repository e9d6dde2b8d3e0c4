import KPIEngine
import KPILanguage

/// `show M, … [by …]`: any metrics, side by side.
enum ShowReport {
  static let help = Report(
    verb: .show, summary: "any metrics, side by side", clauses: [.by, .period, .where],
    example: "show revenue, orders, aov by month year 2023")

  static func prepare(
    _ items: [MetricItem], _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let metrics = MetricBinder(compiler: compiler)
    let bound = items.map { item -> MetricQuestion.Item? in
      guard let metric = metrics.expression(item.expression) else { return nil }
      return MetricQuestion.Item(column: compiler.column(item, unit: metric.unit), metric: metric)
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
  /// The column of a metric as asked: its declared name, or the expression's text.
  func column(_ item: MetricItem, unit: String?) -> ResultColumn {
    if case .path(let path) = item.expression.kind, let declared = catalog.metric(named: path.text) {
      return column(declared.name.text, label: declared.label, unit: unit)
    }
    return column(item.text, label: nil, unit: unit)
  }
}
