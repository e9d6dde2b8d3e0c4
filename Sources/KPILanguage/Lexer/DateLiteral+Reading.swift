/// Why a text is no calendar literal.
struct DateProblem: Error {
  enum Kind { case malformed, month, day, week, quarter, year }

  var kind: Kind
  /// What stands beside the marked text.
  var label: Message

  func message(_ text: String) -> Message {
    switch kind {
    case .malformed: "`\(text)` is no date"
    case .month: "`\(text)` has a month that does not exist"
    case .day: "`\(text)` is a day that does not exist"
    case .week: "`\(text)` is a week that does not exist"
    case .quarter: "`\(text)` is a quarter that does not exist"
    case .year: "`\(text)` is a year that does not exist"
    }
  }
}

extension DateLiteral {
  /// A date as it is written, where there is such a one.
  package init?(spelled text: String) {
    guard case .success(let literal) = Self.read(text) else { return nil }
    self = literal
  }

  /// Reads `2023-09-06`, `2023-09`, `2023-W36`, `2023-Q3` or `2023`, and checks that there is such a time.
  static func read(_ text: String) -> Result<DateLiteral, DateProblem> {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard let year = number(parts.first, digits: 4) else { return .failure(malformed) }
    guard year > 0 else { return .failure(DateProblem(kind: .year, label: "years begin with 0001")) }
    switch parts.count {
    case 1: return .success(.year(year))
    case 2: return part(parts[1], of: year)
    case 3:
      guard let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2) else {
        return .failure(malformed)
      }
      return checked(year, month, day)
    default: return .failure(malformed)
    }
  }

  private static var malformed: DateProblem {
    DateProblem(
      kind: .malformed, label: "write `2023-09-06`, `2023-09`, `2023-W36` or `2023-Q3`; a subtraction has blanks")
  }

  private static func number(_ text: String?, digits: Int) -> Int? {
    guard let text, text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func part(_ text: String, of year: Int) -> Result<DateLiteral, DateProblem> {
    switch text.first {
    case "W", "w":
      guard let week = number(String(text.dropFirst()), digits: 2) else { return .failure(malformed) }
      let last = weekCount(of: year)
      guard (1...last).contains(week) else {
        return .failure(DateProblem(kind: .week, label: "\(year) has the weeks W01 to W\(last)"))
      }
      return .success(.week(year: year, week: week))
    case "Q", "q":
      guard let quarter = number(String(text.dropFirst()), digits: 1) else { return .failure(malformed) }
      guard (1...4).contains(quarter) else {
        return .failure(DateProblem(kind: .quarter, label: "quarters are Q1 to Q4"))
      }
      return .success(.quarter(year: year, quarter: quarter))
    default:
      guard let month = number(text, digits: 2) else { return .failure(malformed) }
      guard (1...12).contains(month) else {
        return .failure(DateProblem(kind: .month, label: "months are 01 to 12"))
      }
      return .success(.month(year: year, month: month))
    }
  }

  private static func checked(_ year: Int, _ month: Int, _ day: Int) -> Result<DateLiteral, DateProblem> {
    guard (1...12).contains(month) else {
      return .failure(DateProblem(kind: .month, label: "months are 01 to 12"))
    }
    let isLeap = isLeapYear(year)
    let last = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard (1...last).contains(day) else {
      let name = "\(year)-\(month < 10 ? "0" : "")\(month)"
      return .failure(DateProblem(kind: .day, label: "\(name) has \(last) days"))
    }
    return .success(.day(year: year, month: month, day: day))
  }

  private static func isLeapYear(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// A year has 53 ISO weeks where it begins on a Thursday, or on a Wednesday and is a leap year.
  private static func weekCount(of year: Int) -> Int {
    func lastDay(_ year: Int) -> Int { (year + year / 4 - year / 100 + year / 400) % 7 }
    return lastDay(year) == 4 || lastDay(year - 1) == 3 ? 53 : 52
  }
}

extension Expression {
  /// What a bare number such as `2023` is beside a time: that year; nil for anything else.
  package var year: DateLiteral? {
    guard case .number(let literal) = kind, literal.scale == 0, !literal.isPercent,
      (1000...9999).contains(literal.coefficient),
      case .success(let year) = DateLiteral.read(String(literal.coefficient))
    else { return nil }
    return year
  }
}
