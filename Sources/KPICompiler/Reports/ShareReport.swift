import KPIEngine
import KPILanguage

/// `share M by D`: a metric and each group's % of its total.
enum ShareReport {
  static let help = Report(
    verb: .share, summary: "a metric and each group's part of the total", clauses: [.by, .period, .where],
    example: "share revenue by source month 2023-09")

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
    let items = metric.map {
      MetricQuestion.Item(
        column: compiler.column(item, unit: $0.unit), metric: $0, share: compiler.shareColumn(named: "share"))
    }
    // What the clauses say is checked even where the metric is wrong, so that one run shows every mistake.
    return MetricQuestion(
      name: "share", items: items.map { [$0] } ?? [], clauses: question.clauses, defaultPeriod: .all
    ).prepare(compiler, report)
  }

  /// Only what adds up over groups has parts: counts, amounts, and stocks at one moment.
  private static func checkKind(
    _ metric: BoundMetric, _ item: MetricItem, _ question: Question, _ compiler: Compiler,
    _ report: (Diagnostic) -> Void
  ) {
    let by = question.clauses.by.map(\.text).joined(separator: ", ")
    let groups = by.isEmpty ? "" : " by \(by)"
    let instead = "write `show \(shown(item.text))\(groups)`"
    switch metric.kind {
    case .additive: return
    case .stock:
      guard let grain = question.clauses.by.first(where: \.isTime) else { return }
      report(
        Diagnostic(
          "wrong-kind", "`\(shown(item.text))` is a stock, so its numbers by \(grain.text) do not add up to a total",
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

extension Compiler {
  /// A column with a metric's % of the total.
  func shareColumn(named name: String, of label: String? = nil) -> ResultColumn {
    let heading = label.map { "\($0) (tỷ trọng)" } ?? "tỷ trọng"
    return ResultColumn(
      name: name, label: language == .vietnamese ? heading : nil, kind: .metric, type: .number, unit: "%")
  }

  /// The metrics with shares of their own that an expression is made of, by name.
  func summands(of expression: Expression) -> [String] {
    var names: [String] = []
    func add(_ expression: Expression, depth: Int) {
      switch expression.kind {
      case .path(let path):
        guard let declared = catalog.metric(named: path.text), depth < 8 else { return }
        let kind = MetricBinder(compiler: self).metric(declared)?.kind
        if kind == .additive || kind == .stock {
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
