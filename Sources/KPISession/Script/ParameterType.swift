import KPIEngine
import KPILanguage

/// What a parameter may be, where it says so.
enum ParameterType: String, CaseIterable {
  case text, number, boolean, day, week, month, quarter, year, period

  /// The sort of its values.
  var kind: Datum.Kind {
    switch self {
    case .text: .text
    case .number: .number
    case .boolean: .boolean
    case .day, .week, .month, .quarter, .year, .period: .moment
    }
  }

  /// What it takes, for messages.
  var description: Message {
    switch self {
    case .text: "a text"
    case .number: "a number such as `1500` or `2.5`"
    case .boolean: "`true` or `false`"
    case .day: "a day such as `2023-09-06`"
    case .week: "a week such as `2023-W36`"
    case .month: "a month such as `2023-09`"
    case .quarter: "a quarter such as `2023-Q3`"
    case .year: "a year such as `2023`"
    case .period: "a date, or a unit such as `2023-09`, `2023-W36`, `last month`"
    }
  }

  /// One that may be given, for the line that shows how.
  var example: String {
    switch self {
    case .text: "…"
    case .number: "1500"
    case .boolean: "true"
    case .day: "2023-09-06"
    case .week: "2023-W36"
    case .month, .period: "2023-09"
    case .quarter: "2023-Q3"
    case .year: "2023"
    }
  }

  /// The type that a value has which was given no other; nil where any value fits.
  init?(of datum: Datum) {
    switch datum.kind {
    case .text: self = .text
    case .number: self = .number
    case .boolean: self = .boolean
    case .moment: self = .period
    case .any: return nil
    }
  }

  /// Whether a value is of the type; one that is not known yet is where its sort fits.
  func takes(_ datum: Datum) -> Bool {
    guard datum.kind == kind || datum.kind == .any else { return false }
    switch (self, datum.value) {
    case (_, nil): return true
    case (_, .null?): return false
    case (.day, .date?): return true
    case (.day, _): return false
    case (.week, let value?): return Self.grain(of: value) == .week
    case (.month, let value?): return Self.grain(of: value) == .month
    case (.quarter, let value?): return Self.grain(of: value) == .quarter
    case (.year, let value?): return Self.grain(of: value) == .year
    default: return datum.kind == kind
    }
  }

  private static func grain(of value: Value) -> Grain? {
    if case .unit(let grain, _) = value { grain } else { nil }
  }

  /// Whether a bare number such as `2023` is a year.
  var readsYears: Bool { kind == .moment }
}
