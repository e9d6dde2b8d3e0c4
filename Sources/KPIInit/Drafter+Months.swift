import KPIEngine
import KPISQLite

/// Times that stand in several columns: a year, its month, and the day where there is one.
extension Drafter {
  /// Names of columns that say the month, whole or of a year.
  static let monthWords: Set<String> = [
    "month", "months", "mon", "mth", "thang", "period", "ky", "ym", "yyyymm", "yearmonth", "m", "mm",
  ]
  private static let yearWords: Set<String> = ["year", "yr", "yyyy", "y", "nam"]
  private static let dayWords: Set<String> = ["day", "dd", "d", "ngay", "dom"]

  /// Whether days since 1970 are of a year that databases speak of.
  static func isPlausible(_ days: Double) -> Bool { (0.0...47_482.0).contains(days) }

  /// The time that a year, a month and perhaps a day in columns of their own make; nil where the table has none.
  func timeOfColumns(_ index: Int) -> TableDraft.Time? {
    func column(_ words: Set<String>, _ range: ClosedRange<Double>) -> Int? {
      let found = facts(index).columns.indices.filter { place in
        let known = facts(index).columns[place]
        return known.words.hasAny(words) && known.isNumeric && known.minimum >= range.lowerBound
          && known.maximum <= range.upperBound && !drafts[index].taken.contains(place)
      }
      return found.count == 1 ? found[0] : nil
    }
    guard let year = column(Self.yearWords, 1970...2100), let month = column(Self.monthWords, 1...12) else {
      return nil
    }
    let day = column(Self.dayWords, 1...31)
    let parts = [year, month] + (day.map { [$0] } ?? [])
    let format = day == nil ? "yyyy mm" : "yyyy mm dd"
    let reader = TimeForm.pattern(format).reader()
    let days = facts(index).sample.map { row in
      reader.days(
        .text(parts.map { row[$0].number.flatMap { Int(exactly: $0) }.map(String.init) ?? "" }.joined(separator: " ")))
    }
    let filled = facts(index).columns[year].valued
    guard filled > 0, days.count(where: { $0 != nil }) * 100 >= filled * 99 else { return nil }
    return .init(
      column: year, more: Array(parts.dropFirst()), format: format,
      why: "found: year\(day == nil ? " and month" : ", month and day") in columns of their own",
      isOfMonths: day == nil, days: days)
  }
}

extension Drafter {
  private static let calendarWords: Set<String> = ["date", "dates", "calendar", "time", "day", "days", "ngay", "lich"]

  /// Whether a table has a row for each day, which others lead to: `dim_date`.
  func isCalendar(_ index: Int) -> Bool {
    guard drafts[index].isEntity, facts(index).words.hasAny(Self.calendarWords) else { return false }
    return drafts[index].times.first.map { facts(index).columns[$0.column].isUnique } ?? false
  }

  /// Whether a number is the year, the month or the day of a date.
  func isPartOfDate(_ known: ColumnFacts) -> Bool {
    guard known.isWhole else { return false }
    return known.words.hasAny(Self.yearWords) && known.minimum >= 1_900 && known.maximum <= 2_100
      || known.words.hasAny(Self.monthWords) && known.minimum >= 1 && known.maximum <= 12
      || ["day", "ngay", "dom"].contains(known.words.joined) && known.minimum >= 1 && known.maximum <= 31
  }
}
