/// A form that dates are written in: `dd/mm/yyyy`, `mm-dd-yyyy hh:mm:ss`, `yyyymmdd`, `dd/mm/yyyy hh:mm[:ss]`.
///
/// `yyyy yy mm dd hh mm ss` stand for numbers (`mm` behind `hh` is minutes), everything else for itself; `[…]` at the
/// end may be missing. `d`, `m`, `h` alone mean the same as doubled. A number takes as many digits as its letters
/// where another number follows at once, else it may do with fewer.
struct TimePattern: Hashable {
  private enum Part: Hashable {
    case year(digits: Int), month, day, hour, minute, second
    case literal(UInt8)

    var isLiteral: Bool { if case .literal = self { true } else { false } }
    var isYear: Bool { if case .year = self { true } else { false } }
  }

  private var parts: [Part] = []
  /// Parts from here on may be missing.
  private var optionalFrom = Int.max

  /// nil where year, month or day is missing or named twice, a clock time has no hours, or a bracket stands alone.
  init?(_ pattern: String) {
    let letters = pattern.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
    var index = 0
    var bracket: Int?
    while index < letters.count {
      let letter = letters[index]
      var run = 1
      while index + run < letters.count, letters[index + run] == letter { run += 1 }
      switch letter {
      case UInt8(ascii: "y") where run == 4 || run == 2: parts.append(.year(digits: run))
      case UInt8(ascii: "d") where run <= 2: parts.append(.day)
      case UInt8(ascii: "h") where run <= 2: parts.append(.hour)
      case UInt8(ascii: "m") where run <= 2: parts.append(isBehindHours ? .minute : .month)
      case UInt8(ascii: "s") where run <= 2: parts.append(.second)
      case UInt8(ascii: "y"), UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s"): return nil
      case UInt8(ascii: "["):
        guard bracket == nil, run == 1 else { return nil }
        bracket = parts.count
      case UInt8(ascii: "]"):
        guard bracket != nil, run == 1, index + 1 == letters.count else { return nil }
      default:
        for _ in 0..<run { parts.append(.literal(letter)) }
      }
      index += run
    }
    guard bracket == nil || letters.last == UInt8(ascii: "]") else { return nil }
    optionalFrom = bracket ?? parts.count
    let numbers = parts.filter { !$0.isLiteral }
    let needed = parts.prefix(optionalFrom)
    guard Set(numbers).count == numbers.count, needed.contains(.month), needed.contains(.day),
      needed.contains(where: \.isYear), numbers.filter(\.isYear).count == 1,
      parts.contains(.hour) || !parts.contains(.minute) && !parts.contains(.second),
      parts.contains(.minute) || !parts.contains(.second)
    else { return nil }
  }

  /// Whether the last number is the hours, so that an `m` that comes now means minutes.
  private var isBehindHours: Bool {
    for part in parts.reversed() {
      switch part {
      case .literal: continue
      case .hour: return true
      default: return false
      }
    }
    return false
  }

  /// The time that `text` writes in this form; nil where it does not, or where there is no such time.
  func read(_ text: Bytes) -> LocalTime? {
    var rest = text.trimmed
    var year = 0
    var month = 0
    var day = 0
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
