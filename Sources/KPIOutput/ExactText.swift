import KPIEngine

/// Numbers, dates and units as JSON, CSV and pipes have them: exact, the same in every language.
extension [UInt8] {
  /// A number, a date or a time; nothing for what has words of its own: null, texts, truth values, `(other)`.
  mutating func append(exact value: Value) {
    switch value {
    case .null, .text, .boolean, .other: break
    case .integer(let number): append(integer: number)
    case .decimal(let coefficient, let scale): append(decimal: coefficient, scale: scale)
    case .real(let number): _ = append(real: number)
    case .date(let day): append(date: day)
    case .time(let day, let second): append(day: day, second: second)
    case .moment(let moment): append(moment: moment)
    case .unit(let grain, let day): append(unit: grain, day: day)
    }
  }

  mutating func append(integer: Int64) {
    if integer < 0 { append(UInt8(ascii: "-")) }
    append(digits: integer.magnitude)
  }

  /// `coefficient ÷ 10^scale`, every digit: `-0.05`, `12.50`.
  mutating func append(decimal coefficient: Int64, scale: Int) {
    guard scale > 0 else {
      append(integer: coefficient)
      for _ in 0..<(coefficient == 0 ? 0 : -scale) { append(UInt8(ascii: "0")) }
      return
    }
    if coefficient < 0 { append(UInt8(ascii: "-")) }
    let start = count
    append(digits: coefficient.magnitude, width: scale + 1)
    insert(UInt8(ascii: "."), at: Swift.max(start, count - scale))
  }

  /// The shortest digits that read back as the same number; false, and nothing written, for NaN and infinities.
  mutating func append(real: Double) -> Bool {
    guard real.isFinite else { return false }
    // Negative zero comes out of products and means nothing to a reader.
    append(contentsOf: (real == 0 ? 0 : real).description.utf8)
    return true
  }

  /// At least `width` digits, padded with zeros.
  mutating func append(digits number: UInt64, width: Int = 1) {
    let start = count
    var rest = number
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    while count - start < width { append(UInt8(ascii: "0")) }
    // In place: a slice of it that is turned round is a copy.
    var (low, high) = (start, count - 1)
    while low < high {
      swapAt(low, high)
      (low, high) = (low + 1, high - 1)
    }
  }

  /// `2023-09-06`.
  mutating func append(date day: Int) {
    let date = CivilDate(dayNumber: day)
    append(year: date.year)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(date.month), width: 2)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(date.day), width: 2)
  }

  /// `2023-09-06 10:00:00`.
  mutating func append(day: Int, second: Int, separator: Unicode.Scalar = " ") {
    append(date: day)
    append(UInt8(ascii: separator))
    let second = UInt64(Swift.max(0, second))
    append(digits: second / 3600, width: 2)
    append(UInt8(ascii: ":"))
    append(digits: second / 60 % 60, width: 2)
    append(UInt8(ascii: ":"))
    append(digits: second % 60, width: 2)
  }

  /// `2023-09-06 10:00:00.250`; the milliseconds where there are any.
  mutating func append(moment: LocalMoment, separator: Unicode.Scalar = " ") {
    append(day: moment.day, second: moment.second, separator: separator)
    guard moment.millisecond != 0 else { return }
    append(UInt8(ascii: "."))
    append(digits: UInt64(Swift.max(0, moment.millisecond)), width: 3)
  }

  /// A unit as a literal of the language: `2023-09-06`, `2023-W36`, `2023-09`, `2023-Q3`, `2023`.
  mutating func append(unit grain: Grain, day: Int) {
    let date = CivilDate(dayNumber: day)
    switch grain {
    case .day:
      append(date: day)
    case .week:
      // An ISO week belongs to the year of its Thursday.
      let thursday = day - CivilDate.weekday(ofDay: day) + 4
      let year = CivilDate(dayNumber: thursday).year
      let newYear = CivilDate(year: year, month: 1, day: 1).dayNumber
      append(year: year)
      append(contentsOf: "-W".utf8)
      append(digits: UInt64((thursday - newYear) / 7 + 1), width: 2)
    case .month:
      append(year: date.year)
      append(UInt8(ascii: "-"))
      append(digits: UInt64(date.month), width: 2)
    case .quarter:
      append(year: date.year)
      append(contentsOf: "-Q".utf8)
      append(digits: UInt64((date.month + 2) / 3))
    case .year:
      append(year: date.year)
    }
  }

  private mutating func append(year: Int) {
    if year < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(year.magnitude), width: 4)
  }
}
