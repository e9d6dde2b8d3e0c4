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

extension ResultColumn {
  /// As a line names it: by its name, in Vietnamese by its label where that is made of words.
  package var told: Message {
    let isWritten = NameTable.isWritten(label)
    return Message(named: name, vietnamese: isWritten ? withoutCapital(label).replacing(" ", with: "_") : nil)
  }
}

extension Member {
  /// What messages call it: the name, in Vietnamese the label.
  var told: Message { Message(named: name, vietnamese: label.map(withoutCapital)) }
}

extension Compiler {
  /// A metric's or an alert's expression as a reader of the language writes it.
  func formula(_ text: String) -> Message {
    if language == .en { return Message(written: text) }
    return catalog.isBuiltIn
      ? Message(expression: text, names: BuiltInModel.names, pairs: BuiltInModel.pairs) : Message(expression: text)
  }
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
