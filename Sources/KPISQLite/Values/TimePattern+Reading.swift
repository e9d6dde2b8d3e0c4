import KPIEngine

extension TimePattern {
  /// The time that `text` writes in this form; nil where it does not, or where there is no such time.
  func read(_ text: Bytes) -> LocalTime? {
    var rest = text.trimmed
    var year = 0
    var month = 1
    var day = 1
    var hour: Int32 = 0
    var minute: Int32 = 0
    var second: Int32 = 0
    for index in parts.indices {
      if rest.count == 0 && index == optionalFrom { break }
      switch parts[index] {
      case .literal(let byte):
        guard rest.count > 0, rest[0] | 0x20 == byte | 0x20 else { return nil }
        rest = rest.dropping(1)
      case .year(let digits):
        guard let number = Self.number(&rest, least: digits, most: digits) else { return nil }
        // Two digits mean 1970 … 2069.
        year = digits == 4 ? number : number + (number < 70 ? 2_000 : 1_900)
      case .monthName:
        guard let number = Self.monthName(&rest) else { return nil }
        month = number
      default:
        let isPacked =
          index + 1 < parts.count && !parts[index + 1].isLiteral || index > 0 && !parts[index - 1].isLiteral
        guard let number = Self.number(&rest, least: isPacked ? 2 : 1, most: 2) else { return nil }
        switch parts[index] {
        case .month: month = number
        case .day: day = number
        case .hour: hour = Int32(number)
        case .minute: minute = Int32(number)
        default: second = Int32(number)
        }
      }
    }
    guard rest.count == 0, hour < 24, minute < 60, second < 60,
      let dayNumber = LocalTime.day(year: year, month: month, day: day)
    else { return nil }
    return LocalTime(day: dayNumber, second: hour * 3_600 + minute * 60 + second)
  }

  private static let monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    .map { Array($0.utf8) }

  private static func monthName(_ text: inout Bytes) -> Int? {
    guard text.count >= 3 else { return nil }
    let letters = (0..<3).map { text[$0] | 0x20 }
    guard let place = monthNames.firstIndex(of: letters) else { return nil }
    text = text.dropping(3)
    return place + 1
  }

  private static func number(_ text: inout Bytes, least: Int, most: Int) -> Int? {
    var value = 0
    var digits = 0
    while digits < most, digits < text.count, text[digits] >= 48, text[digits] <= 57 {
      value = value * 10 + Int(text[digits] - 48)
      digits += 1
    }
    guard digits >= least else { return nil }
    text = text.dropping(digits)
    return value
  }
}
