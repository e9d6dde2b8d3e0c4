import KPIEngine
import KPILanguage

/// A metric's own expression: names are metrics, calls are aggregates and what is made of metrics.
final class MetricScope: Scope {
  private let metrics: MetricBinder
  /// The aggregates that the expression reads.
  private var read = AggregateSet()

  init(_ metrics: MetricBinder) { self.metrics = metrics }

  var session: Compiler? { metrics.compiler }
  var place: Function.Place { .metric }

  func report(_ diagnostic: Diagnostic) { metrics.report(diagnostic) }

  func name(_ path: Path, expecting type: ScalarType?) -> TypedScalar? {
    guard let name = path.names.first, path.names.count == 1 else {
      metrics.report(
        "unknown-metric", "there is no metric `\(path.text)`", at: path.span,
        notes: ["a measure is aggregated: `sum(\(path.text))`"])
      return nil
    }
    return metrics.metric(name).map(add)
  }

  func call(_ call: Call, at span: Span) -> TypedScalar? { metrics.call(call, at: span).map(add) }

  private func add(_ metric: BoundMetric) -> TypedScalar {
    TypedScalar(read.add(metric), metric.type, unit: metric.unit)
  }

  /// The whole expression, from what was bound over the scope.
  func metric(_ bound: TypedScalar) -> BoundMetric {
    BoundMetric(bound.expression, aggregates: read.aggregates, unit: bound.unit)
  }
}
