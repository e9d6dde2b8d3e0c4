import KPILanguage
import Synchronization

/// Which metric has a label, or is called so but for diacritics: what every heading of an answer is looked up by.
///
/// Made at the first look, of one state of a catalog's metrics.
final class MetricNames: Sendable {
  private struct Known {
    /// The first metric of a label.
    var labels: [String: String] = [:]
    /// All metrics of a name or label without its diacritics.
    var plain: [String: [String]] = [:]
  }

  private let known = Mutex<Known?>(nil)

  /// The metric with that key as its label's, else the only one whose name or label is that but for diacritics.
  ///
  /// - Parameter order: the metrics' keys in the order they were declared.
  func metric(
    of wanted: String, among order: [String], _ metrics: [String: MetricDeclaration]
  ) -> String? {
    known.withLock { known in
      let names = known ?? Self.names(order, metrics)
      known = names
      return names.labels[wanted] ?? Catalog.only(names.plain[fold(wanted)] ?? [])
    }
  }

  private static func names(_ order: [String], _ metrics: [String: MetricDeclaration]) -> Known {
    var known = Known()
    for key in order {
      guard let metric = metrics[key] else { continue }
      let label = metric.label.map(Catalog.key)
      if let label, known.labels[label] == nil { known.labels[label] = key }
      for plain in Set([Catalog.key(metric.name.text), label].compactMap { $0.map(fold) }) {
        known.plain[plain, default: []].append(key)
      }
    }
    return known
  }
}
