import KPIEngine
import KPILanguage

/// Rows without a time, where something asks when they were.
extension MetricBinder {
  /// Reports an aggregate of rows that have no time; true where all have one.
  ///
  /// - Parameter what: what asks for it, as it is written.
  func haveTimes(_ aggregates: [Aggregate], for what: Message, at span: Span?) -> Bool {
    let inputs = aggregates.filter { !$0.isAllotted }.flatMap(\.inputs)
    guard let untimed = inputs.first(where: { $0.time == nil }) else { return true }
    report(
      "no-time", "\(catalog.entities[untimed.entity].told) have no time, so there is no `\(what)` of them", at: span,
      notes: ["an entity's rows are placed by its first `time`"])
    return false
  }
}
