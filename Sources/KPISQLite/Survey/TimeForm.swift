import KPIEngine

/// A form that a column's times may have, read exactly as a load reads it.
package struct TimeForm: Sendable {
  /// What stands behind `as` in a model; nil for ISO text.
  package let format: String?
  fileprivate enum Way: Sendable { case iso, pattern(String), unix(Double), julian, spreadsheet }
  fileprivate let way: Way

  /// ISO text, with or without an offset.
  package static let iso = TimeForm(format: nil, way: .iso)

  /// Forms of text beside ISO, those that say more first.
  package static let patterns: [TimeForm] =
    [
      "dd/mm/yyyy", "mm/dd/yyyy", "yyyy/mm/dd", "dd-mm-yyyy", "mm-dd-yyyy", "dd.mm.yyyy", "dd/mm/yy", "mm/dd/yy",
    ].flatMap { date in
      // A clock beside some days alone: `02/03/2023`, `02/03/2023 14:30`.
      ["", " hh:mm[:ss]", "[ hh:mm]", "[ hh:mm:ss]"].map { TimeForm(format: date + $0, way: .pattern(date + $0)) }
    }
    + ["yyyymmdd", "dd-mmm-yyyy", "yyyy-mm", "mm/yyyy", "yyyy/mm"].map(pattern)
    // `Jan 2023`, `Jan 23`
    + ["mmm-yyyy", "mmm yyyy"].flatMap { [$0, $0.replacing("yyyy", with: "yy")] }.map(pattern)

  /// Forms of numbers.
  package static let numbers: [TimeForm] = [
    TimeForm(format: "unix", way: .unix(1)), TimeForm(format: "unix_ms", way: .unix(1e3)),
    TimeForm(format: "unix_us", way: .unix(1e6)), TimeForm(format: "julian", way: .julian),
    TimeForm(format: "excel", way: .spreadsheet),
    pattern("yyyymmdd"),
  ]

  /// The text of a pattern as a form.
  package static func pattern(_ text: String) -> TimeForm { TimeForm(format: text, way: .pattern(text)) }

  /// The form that a model declares.
  package init(_ format: ColumnSpec.TimeFormat) {
    switch format {
    case .iso, .isoUTC: self = .iso
    case .unixSeconds: self = TimeForm(format: "unix", way: .unix(1))
    case .unixMilliseconds: self = TimeForm(format: "unix_ms", way: .unix(1e3))
    case .unixMicroseconds: self = TimeForm(format: "unix_us", way: .unix(1e6))
    case .julianDay: self = TimeForm(format: "julian", way: .julian)
    case .spreadsheetDay: self = TimeForm(format: "excel", way: .spreadsheet)
    case .pattern(let text): self = TimeForm(format: text, way: .pattern(text))
    }
  }

  private init(format: String?, way: Way) {
    self.format = format
    self.way = way
  }

  /// Whether it tells the day, not the month alone.
  package var tellsDay: Bool { if case .pattern(let text) = way { TimePattern(text)?.tellsDay ?? true } else { true } }

  /// What reads values in this form.
  package func reader() -> TimeFormReader { TimeFormReader(self) }
}

/// Reads values in one form; one thread at a time has it.
package final class TimeFormReader {
  private let form: TimeForm
  private let iso: ISOTimeReader
  private let pattern: TimePattern?

  fileprivate init(_ form: TimeForm) {
    self.form = form
    iso = ISOTimeReader(clock: DayClock(zone: .utc))
    pattern = if case .pattern(let text) = form.way { TimePattern(text) } else { nil }
  }

  /// Days since 1970 of a value, with the part of the day; nil where it is none.
  package func days(_ value: SurveyValue) -> Double? {
    switch form.way {
    case .iso:
      guard case .text(let text) = value else { return nil }
      return Bytes.with(text) { Self.days(iso.read($0)) }
    case .pattern:
      let text: String
      switch value {
      case .text(let written): text = written
      case .integer(let number): text = String(number)
      default: return nil
      }
      return Bytes.with(text) { Self.days(pattern?.read($0)) }
    case .unix(let scale): return value.number.flatMap { plausible($0 / scale / 86_400) }
    case .julian: return value.number.flatMap { plausible($0 - 2_440_587.5) }
    case .spreadsheet: return value.number.flatMap { plausible($0 - 25_569) }
    }
  }

  /// The days that a number is taken for a time in: 1990 … 2100.
  private func plausible(_ days: Double) -> Double? { (7_305.0...47_482.0).contains(days) ? days : nil }

  private static func days(_ time: LocalTime?) -> Double? {
    time.map { Double($0.day) + Double($0.millisecond) / 86_400_000 }
  }
}
