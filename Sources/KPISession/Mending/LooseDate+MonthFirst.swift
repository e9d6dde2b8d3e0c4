import KPIEngine
import KPILanguage

extension LooseDate {
  /// A line with each date that may be read both ways, `03/04/2023` or `3/4`, written with the first number as its
  /// month; nil where there is none, or another date of the line says which stands first.
  ///
  /// Vietnamese writes the day first. English is written both ways.
  static func withMonthFirst(_ line: String, today: Int) -> String? {
    guard !LooseReader.isVietnamese(line, LooseWord.words(of: line)) else { return nil }
    var written = ""
    var date = ""
    var isQuoted = false
    var isChanged = false
    var isSettled = false
    func finish() {
      defer { date = "" }
      let parts = date.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard (2...3).contains(parts.count), let first = parts[0], let second = parts[1], date.contains("/") else {
        written += date
        return
      }
      let year = parts.count == 3 ? parts[2] : nil
      guard (1...31).contains(first), (1...31).contains(second), parts.count == 2 || (year ?? 0) > 1_000 else {
        written += date
        return
      }
      if first > 12 || second > 12 { isSettled = true }
      guard first <= 12, second <= 12, first != second else {
        written += date
        return
      }
      isChanged = true
      written += text(month: first, day: second, year: year, today: today)
    }
    for letter in line {
      if letter == "'" || letter == "\"" { isQuoted.toggle() }
      if !isQuoted, letter.isASCII, letter.isNumber || letter == "/" && !date.isEmpty {
        date.append(letter)
      } else {
        finish()
        written.append(letter)
      }
    }
    finish()
    return isChanged && !isSettled ? written : nil
  }

  /// A day; without a year the last that has been.
  private static func text(month: Int, day: Int, year: Int?, today: Int) -> String {
    let running = CivilDate(dayNumber: today).year
    func label(_ year: Int) -> String {
      Grain.day.label(ofUnitAt: CivilDate(year: year, month: month, day: day).dayNumber)
    }
    if let year { return label(year) }
    let isPast = CivilDate(year: running, month: month, day: day).dayNumber <= today
    return label(isPast ? running : running - 1)
  }
}
