import KPIEngine
import KPILanguage

extension Entity {
  /// What messages call its rows: the name, in Vietnamese the label.
  var told: Message { Message(named: name, vietnamese: label.map(withoutCapital)) }
}

extension MetricDeclaration {
  /// What messages call it: the name, in Vietnamese the label.
  var told: Message { Message(named: name.text, vietnamese: label.map(withoutCapital)) }
}

/// A label inside a sentence: `đơn hàng`; `NPS` stays as it is.
func withoutCapital(_ label: String) -> String {
  label.dropFirst().first?.isUppercase == true ? label : label.prefix(1).lowercased() + label.dropFirst()
}

extension ResultTable {
  /// What messages call a column: its name, in Vietnamese its label.
  func told(_ name: String) -> Message {
    Message(named: name, vietnamese: columns.first { $0.name == name }.map { withoutCapital($0.label) })
  }
}
