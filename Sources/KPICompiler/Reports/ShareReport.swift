import KPIEngine
import KPILanguage

/// `share M by D`: a metric and each group's % of its total.
enum ShareReport {
  static let cumulative = ReportColumn("cumulative", "lũy kế", .metric, .number, unit: "%")

  static let report = Report(
    verb: .share, summary: "a metric and each group's part of the total",
    clauses: [.by, .period, .where, .compare, .top, .order, .having],
    example: "share revenue by source month 2023-09", columns: [cumulative]
  ) { question, compiler, tell in
    guard case .report(.share, .metric(let item), _) = question.verb else { return nil }
    return { prepare(item, question, compiler, tell) }
  }

  static func prepare(
    _ item: MetricItem, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let metrics = MetricBinder(compiler: compiler)
    let metric = metrics.expression(item.expression)
    metrics.diagnostics.forEach(report)
    if let metric { checkKind(metric, item, question, compiler, report) }
    if question.clauses.by.isEmpty {
      report(
        Diagnostic(
          "no-groups", "`share` needs the groups that the total is divided into", at: question.verbSpan,
          label: "add `by DIMENSION`"))
    }
    let items = metric.map { metric in
      let whole = compiler.item(item, metric)
      return [whole, compiler.share(of: whole, named: "share")]
    }
    // What the clauses say is checked even where the metric is wrong, so that one run shows every mistake.
    let prepared = MetricQuestion(
      name: "share", items: items ?? [], clauses: question.clauses, defaultPeriod: .all
    ).prepare(compiler, report)
    guard let prepared, case .grouped(let plan)? = prepared.plans.first, let metric = items?.first else { return nil }
    return CumulativeShares(prepared, plan, metric, compiler).prepared
  }

  /// Only what adds up over groups has parts: counts, amounts, and stocks at one moment.
  private static func checkKind(
    _ metric: BoundMetric, _ item: MetricItem, _ question: Question, _ compiler: Compiler,
    _ report: (Diagnostic) -> Void
  ) {
    let by = question.clauses.by.map(\.text).joined(separator: ", ")
    let groups = by.isEmpty ? "" : " by \(by)"
    let instead: Message = "write `show \(shown(item.text))\(groups)`"
    switch metric.kind {
    case .count, .amount, .duration, .stock:
      guard !metric.addsUpOverTime, let grain = question.clauses.by.first(where: \.isTime) else { return }
      let name = shown(item.text)
      report(
        Diagnostic(
          "wrong-kind",
          metric.kind == .stock
            ? "`\(name)` is a stock, so its numbers by \(grain.text) do not add up to a total"
            : "`\(name)` looks outside its period, so its numbers by \(grain.text) do not add up to a total",
          at: item.expression.span, label: instead))
    case let kind:
      let parts = compiler.summands(of: item.expression).map { "`share \($0)\(groups)`" }
      report(
        Diagnostic(
          "wrong-kind", "`\(shown(item.text))` is \(kind.description), so its groups' numbers do not add up to a total",
          at: item.expression.span, label: instead,
          notes: parts.isEmpty ? [] : ["what it is made of has shares: \(parts.joined(separator: ", "))"]))
    }
  }
}

extension ByItem {
  /// As written.
  var text: String {
    switch self {
    case .grain(let unit, _): unit.rawValue
    case .path(let path): path.text
    }
  }

  var isTime: Bool { if case .grain = self { true } else { false } }
}

extension BoundMetric {
  /// The metric's % of what it is over everything asked, or over what shares a key with it; null where that is 0.
  func share(within key: String? = nil) -> BoundMetric {
    let percent = Scalar.arithmetic(
      .divide, .arithmetic(.multiply, expression, .integer(100)), .overall(expression, within: key))
    return BoundMetric(percent, aggregates: aggregates, unit: "%")
  }
}

extension Compiler {
  /// The column after a metric's own, with its % of the total.
  func share(of item: MetricQuestion.Item, named name: String) -> MetricQuestion.Item {
    let metric = item.metric.share()
    let label = name == "share" ? "tỷ trọng" : "\(item.column.label) (tỷ trọng)"
    return MetricQuestion.Item(column: column(name, label: label, unit: metric.unit), metric: metric)
  }

  /// The metrics with shares of their own that an expression is made of, by name.
  func summands(of expression: Expression) -> [String] {
    var names: [String] = []
    func add(_ expression: Expression, depth: Int) {
      switch expression.kind {
      case .path(let path):
        guard let declared = catalog.metric(named: path.text), depth < 8 else { return }
        if MetricBinder(compiler: self).metric(declared)?.isSumOfParts ?? false {
          if !names.contains(declared.name.text) { names.append(declared.name.text) }
        } else {
          add(declared.expression, depth: depth + 1)
        }
      case .bracketed(let inner), .negate(let inner): add(inner, depth: depth)
      case .binary(_, let lhs, let rhs):
        add(lhs, depth: depth)
        add(rhs, depth: depth)
      default: break
      }
    }
    add(expression, depth: 0)
    return names
  }
}
