import KPIEngine
import KPILanguage

/// Single values as a table writes them, for texts.
package enum CellText {
  /// A value with its unit, rounded and grouped as in a table.
  package static func text(_ value: Value, unit: String?, language: TextLanguage) -> String {
    let type: ResultColumn.ValueType = if case .integer = value { .integer } else { .number }
    let formatter = CellFormatter(language)
    var bytes: [UInt8] = []
    _ = formatter.append(value, ResultColumn(name: "", kind: .value, type: type, unit: unit, style: .plain), to: &bytes)
    // Where a table has the unit in the heading, a text has it behind the number.
    if let word = formatter.words.headingUnit(unit), value != .null { bytes += Array(" \(word)".utf8) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the group of rows without a value is called.
  package static func none(_ language: TextLanguage) -> String { Words.of(language).none }

  /// A number with so many decimals, divided by a power of ten whose name stands behind it.
  package static func text(
    _ value: Value, unit: String?, decimals: Int, scaledBy power: Int, scale: String, language: TextLanguage
  ) -> String {
    let words = Words.of(language)
    guard var number = RoundedNumber(value) else { return "–" }
    number.scale(by: power)
    number.round(to: decimals, keepsSmall: false)
    var bytes: [UInt8] = []
    _ = number.write(words, showsPlus: false, to: &bytes)
    let suffix = CellFormatter.suffix(of: unit) ?? words.headingUnit(unit)
    return String(decoding: bytes, as: UTF8.self) + scale + (suffix.map { " \($0)" } ?? "")
  }
}
