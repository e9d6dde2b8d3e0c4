import KPIEngine
import KPILanguage

/// `show M, … [by …]`: any metrics, side by side.
enum ShowReport {
  static let report = Report(
    verb: .show, summary: "any metrics, side by side",
    clauses: [.by, .period, .where, .compare, .top, .order, .having],
    example: "show revenue, orders, aov by month year 2023"
  ) { question, compiler, tell in
    guard case .show(let items) = question.verb else { return nil }
    return { prepare(items, question, compiler, tell) }
  }

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
    var asked = MetricQuestion(name: "show", items: known, clauses: question.clauses, defaultPeriod: .all)
    if known.count == items.count { asked.picture = rules(items, known, compiler.catalog) }
    let prepared = asked.prepare(compiler, report)
    return known.count == items.count ? prepared : nil
  }
}

extension ShowReport {
  /// The metrics that are asked with their targets.
  private static func rules(
    _ items: [MetricItem], _ known: [MetricQuestion.Item], _ catalog: Catalog
  ) -> Picture? {
    func name(_ expression: Expression) -> String? {
      guard case .path(let path) = expression.kind else { return nil }
      return catalog.metric(named: path.text)?.name.text
    }
    let rules = items.indices.compactMap { index -> Picture.Rule? in
      guard case .call(let call) = items[index].expression.kind, call.function.text.lowercased() == "target",
        let metric = call.arguments.first.flatMap(name),
        let value = items.firstIndex(where: { name($0.expression) == metric })
      else { return nil }
      return Picture.Rule(value: known[value].column.name, target: known[index].column.name)
    }
    return rules.isEmpty ? nil : .rules(rules)
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
