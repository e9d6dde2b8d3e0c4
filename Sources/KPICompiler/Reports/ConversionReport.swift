import KPIEngine
import KPILanguage

/// `funnel [detail] [by D] PERIOD`: the conversion table, each step counted in the period, with rates between steps.
enum ConversionReport {
  static let report = Report(
    verb: .funnel, summary: "the conversion table: what happened in the period, step by step",
    clauses: [.by, .period, .where, .compare, .top, .order, .having], example: "funnel by source month 2023-09"
  ) { question, compiler, tell in
    guard case .conversion(let detail) = question.verb else { return nil }
    return { prepare(detail: detail, question, compiler, tell) }
  }

  static func prepare(
    detail: Bool, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let declaration = compiler.catalog.reports["funnel"], !declaration.metrics.isEmpty else {
      report(
        Diagnostic(
          "not-declared", "the model `\(compiler.catalog.name)` declares no conversion table", at: question.verbSpan,
          notes: ["a model declares it with `report funnel = METRIC, METRIC, …`"]))
      return nil
    }
    let metrics = MetricBinder(compiler: compiler)
    func items(_ paths: [Path]) -> [MetricQuestion.Item] {
      paths.compactMap { path in
        guard let name = path.names.first, let metric = metrics.metric(name) else { return nil }
        let declared = compiler.catalog.metric(named: name.text)
        return MetricQuestion.Item(
          column: compiler.column(declared?.name.text ?? name.text, label: declared?.label, unit: metric.unit),
          metric: metric, label: declared?.label)
      }
    }
    let steps = items(declaration.metrics)
    // Rates that the line names are those of the table; else each step is set beside the one before.
    let rates = steps.contains { $0.metric.unit == "%" } ? [] : rates(between: steps, compiler)
    let all = steps + rates + (detail ? items(declaration.detail) : [])
    metrics.diagnostics.forEach(report)
    var table = MetricQuestion(
      name: "funnel", items: all, clauses: question.clauses, viaSubject: true, defaultPeriod: .unit(.month, nil))
    // Amounts are no steps, and rates lead from one to the next.
    table.picture = .stepColumns(steps.filter { $0.metric.unit == nil }.map(\.column.name))
    let prepared = table.prepare(compiler, report)
    return metrics.diagnostics.contains { $0.severity == .error } ? nil : prepared
  }

  /// Each counted step ÷ the one before × 100.
  ///
  /// They compare activities; they are no path of one customer.
  private static func rates(between steps: [MetricQuestion.Item], _ compiler: Compiler) -> [MetricQuestion.Item] {
    let counted = steps.filter { $0.metric.unit == nil }
    return zip(counted, counted.dropFirst()).map { previous, step in
      let (expressions, aggregates) = BoundMetric.joined([step.metric, previous.metric])
      let rate = Scalar.arithmetic(
        .multiply, .arithmetic(.divide, expressions[0], expressions[1]), .integer(100))
      let name = "\(step.column.name)_rate"
      return MetricQuestion.Item(
        column: compiler.column(name, label: compiler.catalog.metric(named: name)?.label, unit: "%"),
        metric: BoundMetric(rate, aggregates: aggregates, unit: "%"))
    }
  }
}
