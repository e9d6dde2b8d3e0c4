import KPIEngine
import KPILanguage

/// The words and short numbers of pictures in one language.
struct ChartWords: Sendable {
  let thousand: String
  let million: String
  let billion: String
  let decimalPoint: Character
  let pace: String
  /// What was, before what is to come.
  let sofar: String
  let present: String
  let earlier: String
  let withoutEarlier: String
  let language: TextLanguage
  let rows: String
  let columns: String
  let groups: String
  let parts: String
  let pictures: String

  static func of(_ language: TextLanguage) -> ChartWords {
    switch language {
    case .en:
      ChartWords(
        thousand: "K", million: "M", billion: "B", decimalPoint: ".", pace: "due by now", sofar: "so far",
        present: "now", earlier: "before", withoutEarlier: "the compared period is not drawn", language: .en,
        rows: "rows", columns: "columns", groups: "groups", parts: "parts",
        pictures: "pictures")
    case .vi:
      ChartWords(
        thousand: " nghìn", million: " tr", billion: " tỷ", decimalPoint: ",",
        pace: "cần đạt đến nay", sofar: "đến nay",
        present: "kỳ này", earlier: "kỳ trước", withoutEarlier: "kỳ so sánh không được vẽ", language: .vi, rows: "dòng",
        columns: "cột",
        groups: "nhóm", parts: "phần",
        pictures: "hình")
    }
  }

  /// That only so many of what there is are drawn.
  func kept(_ kept: Int, _ all: Int, _ what: String) -> String {
    language == .en ? "\(kept) of \(all) \(what) are drawn" : "vẽ \(kept) trong \(all) \(what)"
  }

  /// Which numbers of the table are not drawn.
  func notDrawn(_ names: [String]) -> String {
    let shown = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
    return language == .en ? "not drawn: \(shown)" : "không vẽ: \(shown)"
  }

  /// Short labels of an axis' ticks, with as many digits as tell them apart.
  func labels(_ ticks: [Double]) -> [String] {
    var labels = ticks.map { short($0) }
    for more in 1...6 where Set(labels).count < labels.count { labels = ticks.map { short($0, more: more) } }
    return labels
  }

  /// Three digits, and the word for thousands, millions, billions (`1,5 tỷ`); small numbers with two digits at most
  /// behind the point.
  ///
  /// - Parameter more: digits beyond three.
  func short(_ number: Double, more: Int = 0) -> String {
    let size = abs(number)
    let (scaled, word): (Double, String) =
      switch size {
      case 999_500_000...: (number / 1e9, billion)
      case 999_500...: (number / 1e6, million)
      case 9_995...: (number / 1e3, thousand)
      default: (number, "")
      }
    let places = abs(scaled) >= 99.95 || size >= 1_000 && word.isEmpty ? 0 : abs(scaled) >= 9.995 ? 1 : 2
    return digits(scaled, places + more) + word
  }

  /// A number in so many places, without zeros at its end.
  private func digits(_ number: Double, _ places: Int) -> String {
    guard abs(number) < 1e15 else { return "\(number)" }
    let factor = (0..<places).reduce(1.0) { factor, _ in factor * 10 }
    guard abs(number) * factor < 9e18 else { return "\(number)" }
    var whole = (abs(number) * factor).rounded(.toNearestOrAwayFromZero)
    let isNegative = number < 0 && whole > 0
    var rest = ""
    for _ in 0..<places {
      let digit = Int(whole.truncatingRemainder(dividingBy: 10))
      whole = (whole / 10).rounded(.down)
      if digit != 0 || !rest.isEmpty { rest = "\(digit)" + rest }
    }
    let text = String(Int(whole)) + (rest.isEmpty ? "" : String(decimalPoint) + rest)
    return isNegative ? "-" + text : text
  }
}
