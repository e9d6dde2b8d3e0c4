import KPIEngine
import KPILanguage
import KPIOutput

extension Datum {
  /// The value as `print` and interpolated texts write it: no grouping and no unit, so that it can be used again.
  ///
  /// Floating numbers have at most four decimals. Null is empty; so is a value that is not known yet.
  package var text: String { value.map(Self.text) ?? "" }

  /// The value as a table writes it where it is of the data; everything else as other texts have it.
  func prose(_ language: TextLanguage) -> String {
    if isGroupOfNone { return CellText.none(language) }
    guard isMeasured, let value else { return text }
    return CellText.text(value, unit: unit, language: language)
  }

  /// The value in a form of its own: so many decimals, in thousands or millions.
  func text(in format: TextFormat, _ language: TextLanguage) -> String {
    guard let decimals = format.decimals, let value, kind == .number else { return text }
    let scale = format.scale.map { ($0.count == 1 ? "" : " ") + $0 } ?? ""
    return CellText.text(
      value, unit: unit, decimals: decimals, scaledBy: format.power, scale: scale, language: language)
  }

  /// Whether it is a text of more bytes than that, or one of its rows is.
  func isLongerText(than bytes: Int) -> Bool {
    (rows ?? value.map { [$0] } ?? []).contains {
      if case .text(let text) = $0 { text.utf8.count > bytes } else { false }
    }
  }

  /// The value as messages show it: with its unit, null by name.
  var shown: String {
    guard let value else { return "unknown" }
    switch value {
    case .null: return "null"
    case .text(let text): return "'\(text)'"
    default: return unit.map { "\(Self.text(value)) \($0)" } ?? Self.text(value)
    }
  }

  /// The value as messages tell it: as shown, in Vietnamese with a decimal comma.
  var told: Message {
    let isNumber: Bool =
      switch value {
      case .integer?, .decimal?, .real?: true
      default: false
      }
    let text = KPILanguage.shown(shown)
    return Message(named: text, vietnamese: isNumber ? text.replacing(".", with: ",") : text)
  }

  static func text(_ value: Value) -> String {
    switch value {
    case .null: return ""
    case .integer(let number): return String(number)
    case .decimal(let coefficient, let scale): return decimal(coefficient, scale: scale)
    case .real(let number): return real(number)
    case .text(let text): return text
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .date(let day): return CivilDate(dayNumber: day).iso
    case .time(let day, let second): return "\(CivilDate(dayNumber: day).iso) \(clock(second))"
    case .moment(let moment):
      let fraction = moment.millisecond == 0 ? "" : "." + CivilDate.padded(moment.millisecond, 3)
      return "\(CivilDate(dayNumber: moment.day).iso) \(clock(moment.second))\(fraction)"
    case .unit(let grain, let day): return grain.label(ofUnitAt: day)
    case .other: return "(other)"
    }
  }

  /// `10:32:05`.
  static func clock(_ second: Int) -> String {
    let parts = [second / 3_600, second / 60 % 60, second % 60]
    return parts.map { CivilDate.padded($0, 2) }.joined(separator: ":")
  }

  private static func decimal(_ coefficient: Int64, scale: Int) -> String {
    var digits = String(coefficient.magnitude)
    while digits.utf8.count <= scale { digits = "0" + digits }
    let split = digits.index(digits.endIndex, offsetBy: -scale)
    var fraction = String(digits[split...])
    while fraction.last == "0" { fraction.removeLast() }
    return (coefficient < 0 ? "-" : "") + digits[..<split] + (fraction.isEmpty ? "" : "." + fraction)
  }

  private static func real(_ number: Double) -> String {
    let scaled = (number * 10_000).rounded(.toNearestOrAwayFromZero)
    // Very small and very large numbers keep the digits that floating point has.
    guard abs(scaled) >= 100 || number == 0, abs(scaled) < 9e15 else { return "\(number)" }
    return decimal(Int64(scaled), scale: 4)
  }
}
