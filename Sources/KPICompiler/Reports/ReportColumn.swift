import KPIEngine
import KPILanguage

/// A column that a report has of its own: what it is called, how it is headed in Vietnamese, and what stands in it.
package struct ReportColumn: Sendable {
  package let name: String
  private let vietnamese: String
  private let kind: ResultColumn.Kind
  private let type: ResultColumn.ValueType
  private let unit: String?

  init(
    _ name: String, _ vietnamese: String, _ kind: ResultColumn.Kind = .metric,
    _ type: ResultColumn.ValueType = .integer, unit: String? = nil
  ) {
    (self.name, self.vietnamese, self.kind, self.type, self.unit) = (name, vietnamese, kind, type, unit)
  }

  /// - Parameters:
  ///   - what: what a Vietnamese heading ends in, where it names a thing of the model.
  ///   - type: where the question decides what stands in it.
  func column(
    in language: TextLanguage, of what: String? = nil, type: ResultColumn.ValueType? = nil
  ) -> ResultColumn {
    let heading = what.map { "\(vietnamese) \($0)" } ?? vietnamese
    return ResultColumn(
      name: name, label: language == .vi ? heading : nil, kind: kind, type: type ?? self.type, unit: unit)
  }
}
