import KPIEngine
import KPILanguage

/// Cells as a reader sees them: rounded, grouped, with their unit, in the output language.
///
/// Only tables made for
/// reading (terminal, Markdown, HTML) use it; JSON and CSV are exact.
struct CellFormatter: Sendable {
  let words: Words

  private let hasDayFirst: Bool

  init(_ language: TextLanguage) {
    words = .of(language)
    hasDayFirst = language == .vi
  }

  /// Appends the cell; returns its width on a terminal.
  func append(_ value: Value, _ column: ResultColumn, to bytes: inout [UInt8]) -> Int {
    let start = bytes.count
    switch value {
    case .null:
      return append(missing: column, to: &bytes)
    case .integer, .decimal, .real:
      return append(number: value, column, to: &bytes)
    case .text(let text):
      return VisibleText.append(column.words[text] ?? text, to: &bytes)
    case .other:
      return VisibleText.append(words.other, to: &bytes)
    case .boolean(let isTrue):
      return VisibleText.append(isTrue ? words.yes : words.no, to: &bytes)
    case .date(let day):
      bytes.append(date: day)
      turnDate(in: &bytes, from: start)
    case .time(let day, let second):
      bytes.append(day: day, second: second)
      turnDate(in: &bytes, from: start)
    case .moment(let moment):
      bytes.append(moment: moment)
      turnDate(in: &bytes, from: start)
    case .unit(let grain, let day):
      bytes.append(unit: grain, day: day)
      if grain == .day { turnDate(in: &bytes, from: start) }
    }
    return bytes.count - start
  }

  /// `06/09/2023` for `2023-09-06`, as the period above the table has it.
  private func turnDate(in bytes: inout [UInt8], from start: Int) {
    let end = start + "2023-09-06".utf8.count
    guard hasDayFirst, bytes.count >= end, bytes[end - 3] == UInt8(ascii: "-") else { return }
    let date = Array(bytes[start..<end])
    let slash = CollectionOfOne(UInt8(ascii: "/"))
    bytes.replaceSubrange(start..<end, with: Array(date[8...9] + slash + date[5...6] + slash + date[0...3]))
  }

  /// The heading of a column, its unit in brackets where the cells do not carry it and the label does not name it.
  func heading(_ column: ResultColumn) -> String {
    let label = VisibleText.of(column.label)
    guard let unit = words.headingUnit(column.unit) else { return label }
    return label.lowercased().contains(unit) || column.name.hasSuffix(column.unit ?? unit)
      ? label : "\(label) (\(unit))"
  }

  /// `2023-09-01 – 2023-09-30`, in Vietnamese `01/09/2023 – 30/09/2023`; one date for one day.
  func period(_ days: ResultTable.Days, language: TextLanguage) -> String {
    if days.isEverything { return words.everything }
    let first = date(days.first, language)
    return days.first == days.last ? first : "\(first) – \(date(days.last, language))"
  }

  private func date(_ day: Int, _ language: TextLanguage) -> String {
    let date = CivilDate(dayNumber: day)
    switch language {
    case .en: return date.iso
    case .vi:
      return
        "\(CivilDate.padded(date.day, 2))/\(CivilDate.padded(date.month, 2))/\(CivilDate.padded(date.year, 4))"
    }
  }

  private func append(missing column: ResultColumn, to bytes: inout [UInt8]) -> Int {
    VisibleText.append(column.kind == .dimension ? words.none : "–", to: &bytes)
  }

  private func append(number value: Value, _ column: ResultColumn, to bytes: inout [UInt8]) -> Int {
    guard var number = RoundedNumber(value) else { return append(missing: column, to: &bytes) }
    // A number that names a group (a year of age, an hour) is a label: 1995, not 1,995.
    if column.kind == .dimension, case .integer(let label) = value {
      if let word = column.words["\(label)"] { return VisibleText.append(word, to: &bytes) }
      let start = bytes.count
      bytes.append(integer: label)
      return bytes.count - start
    }
    var width: Int
    if number.isHuge, case .real(let real) = value {
      let start = bytes.count
      _ = bytes.append(real: real)
      width = bytes.count - start
    } else {
      let places = Self.places(of: column)
      number.round(to: places, keepsSmall: places > 0 && !Self.isCurrency(column.unit))
      width = number.write(words, showsPlus: column.style == .signed, to: &bytes)
    }
    if let suffix = Self.suffix(of: column.unit) {
      bytes.append(UInt8(ascii: " "))
      width += 1 + VisibleText.append(suffix, to: &bytes)
    }
    return width
  }

  /// Digits behind the point: the smallest coin of a currency, one for rates and durations, two for averages.
  static func places(of column: ResultColumn) -> Int {
    if column.type == .integer { return 0 }
    switch column.unit {
    case "VND", "JPY", "KRW": return 0
    case "%", "minutes", "days", "points": return 1
    default: return 2
    }
  }

  static func suffix(of unit: String?) -> String? {
    switch unit {
    case nil, "minutes", "days", "points": nil
    case "VND": "₫"
    case .some(let unit): unit
    }
  }

  private static func isCurrency(_ unit: String?) -> Bool {
    guard let unit, unit.utf8.count == 3 else { return false }
    return unit.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }
}

extension ResultColumn {
  /// A cell as people read it: a name of the model by its label.
  func told(_ value: Value) -> Value {
    guard !words.isEmpty else { return value }
    switch value {
    case .text(let name): return words[name].map(Value.text) ?? value
    case .integer(let number): return words["\(number)"].map(Value.text) ?? value
    default: return value
    }
  }
}
