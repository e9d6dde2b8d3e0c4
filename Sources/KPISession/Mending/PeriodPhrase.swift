import KPIEngine
import KPILanguage

/// A period as people write it: `tháng 9 năm 2023`, `September 2023`, `30 ngày gần nhất`, `since 2023-09-01`.
struct PeriodPhrase: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// A calendar unit by its first day.
    case unit(Grain, start: Int)
    case this(Grain)
    case previous(Grain)
    case last(Int, Grain)
    /// From the first day of one thing to the last day of another; nil is today.
    case range(from: Point, to: Point?)
    case all, today, yesterday
  }

  /// An end of a range: a calendar unit by its first day.
  struct Point: Sendable, Equatable {
    var grain: Grain
    var start: Int
    /// Whether its year was written.
    var hasYear = true

    var text: String { grain.label(ofUnitAt: start) }
  }

  var kind: Kind
  /// How many words it takes.
  var length: Int
  /// `tháng 10 và 11`: two units by name, not a stretch.
  var isPair = false
  /// `until September`, `trước tháng 10`: only its end is said; it begins with the year of that.
  var isOpen = false
  /// Whether a single unit was named with its year; else it is the last that has begun.
  var hasYear = true

  /// The period as the language writes it.
  func text(inVietnamese: Bool) -> String {
    func word(_ keyword: Keyword) -> String {
      inVietnamese ? keyword.entry.vietnamese.first ?? keyword.rawValue : keyword.rawValue
    }
    func unit(_ grain: Grain) -> String { Keyword(rawValue: grain.rawValue).map(word) ?? grain.rawValue }
    switch kind {
    case .unit(let grain, let start): return "\(unit(grain)) \(grain.label(ofUnitAt: start))"
    case .this(.year) where inVietnamese: return "\(unit(.year)) nay"
    case .this(let grain): return inVietnamese ? "\(unit(grain)) \(word(.this))" : "\(word(.this)) \(unit(grain))"
    case .previous(let grain):
      return inVietnamese ? "\(unit(grain)) \(word(.previous))" : "\(word(.previous)) \(unit(grain))"
    case .last(let count, let grain):
      return inVietnamese
        ? "\(count) \(unit(grain)) qua" : "\(word(.last)) \(count) \(unit(grain))\(count == 1 ? "" : "s")"
    case .range(let from, let to):
      return "\(word(.from)) \(from.text) \(word(.to)) \(to?.text ?? word(.today))"
    case .all: return word(.all)
    case .today: return word(.today)
    case .yesterday: return word(.yesterday)
    }
  }
}

/// Dates and units in one word.
enum LooseDate {
  /// `2023-09-15`, `2023-09`, `2023`, `2023-Q3`, `2023-W36`, `15/9/2023`, `15/9`, `9/2023`, `q3/2023`.
  ///
  /// - Parameter monthFirst: `9/15/2023`; else the day stands first, unless it cannot.
  static func read(_ text: String, monthFirst: Bool, today: Int) -> PeriodPhrase.Point? {
    if let (grain, start) = DateLiteral(spelled: text.uppercased()).map(unit) {
      return PeriodPhrase.Point(grain: grain, start: start)
    }
    let parts = text.split(whereSeparator: { "/-.".contains($0) }).map { Int($0) }
    guard parts.allSatisfy({ $0 != nil }), text.first?.isNumber == true else { return nil }
    let numbers = parts.compactMap { $0 }
    func day(_ year: Int, _ month: Int, _ day: Int, hasYear: Bool = true) -> PeriodPhrase.Point? {
      let date = CivilDate(year: year, month: month, day: day)
      return date.isValid ? PeriodPhrase.Point(grain: .day, start: date.dayNumber, hasYear: hasYear) : nil
    }
    switch numbers.count {
    case 3 where numbers[2] > 1_000:
      let (first, second, year) = (numbers[0], numbers[1], numbers[2])
      return monthFirst || second > 12 ? day(year, first, second) : day(year, second, first)
    case 3 where numbers[0] > 1_000: return day(numbers[0], numbers[1], numbers[2])
    case 2 where numbers[0] > 1_000 && (1...12).contains(numbers[1]):
      return PeriodPhrase.Point(
        grain: .month, start: CivilDate(year: numbers[0], month: numbers[1], day: 1).dayNumber)
    case 2 where numbers[1] > 1_000 && (1...12).contains(numbers[0]):
      return PeriodPhrase.Point(
        grain: .month, start: CivilDate(year: numbers[1], month: numbers[0], day: 1).dayNumber)
    case 2 where text.contains("/") && numbers[1] <= 12:
      let year = CivilDate(dayNumber: today).year
      guard let found = day(year, numbers[1], numbers[0], hasYear: false) else { return nil }
      return found.start <= today ? found : day(year - 1, numbers[1], numbers[0], hasYear: false)
    default: return nil
    }
  }

  /// Whether a date can only be read with its month first: `9/30/2023`.
  static func isMonthFirst(_ text: String) -> Bool {
    let numbers = text.split(separator: "/").map { Int($0) ?? 0 }
    return numbers.count == 3 && numbers[1] > 12
  }

  /// `t9`, `t9/2023`, `q3`, `q3/2023`, `w36`.
  static func glued(_ text: String) -> (grain: Grain, number: Int, year: Int?)? {
    guard let first = text.first, let grain = ["t": Grain.month, "q": .quarter, "w": .week][first] else { return nil }
    let parts = text.dropFirst().split(whereSeparator: { "/-.".contains($0) })
    guard (1...2).contains(parts.count), let number = Int(parts[0]) else { return nil }
    if parts.count == 1 { return (grain, number, nil) }
    return Int(parts[1]).map { (grain, number, $0) }
  }

  private static func unit(of literal: DateLiteral) -> (Grain, Int) {
    switch literal {
    case .day(let year, let month, let day): (.day, CivilDate(year: year, month: month, day: day).dayNumber)
    case .month(let year, let month): (.month, CivilDate(year: year, month: month, day: 1).dayNumber)
    case .quarter(let year, let quarter): (.quarter, CivilDate(year: year, month: quarter * 3 - 2, day: 1).dayNumber)
    case .year(let year): (.year, CivilDate(year: year, month: 1, day: 1).dayNumber)
    case .week(let year, let week):
      (.week, Grain.week.start(of: CivilDate(year: year, month: 1, day: 4).dayNumber) + (week - 1) * 7)
    }
  }
}
