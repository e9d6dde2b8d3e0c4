/// A form that dates are written in: `dd/mm/yyyy`, `mm-dd-yyyy hh:mm:ss`, `yyyymmdd`, `dd/mm/yyyy hh:mm[:ss]`.
///
/// `yyyy yy mm dd hh mm ss` stand for numbers (`mm` behind `hh` is minutes), `mmm` for a month's English name cut to three
/// letters, everything else for itself; `[…]` at the end may be missing. `d`, `m`, `h` alone mean the same as doubled. A
/// number takes as many digits as its letters where another number follows at once, else it may do with fewer. Without a
/// day it is a month, without a month a year: of what is missing the first is meant.
package struct TimePattern: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case year(digits: Int), month, monthName, day, hour, minute, second
    case literal(UInt8)

    package var isLiteral: Bool { if case .literal = self { true } else { false } }
    fileprivate var isYear: Bool { if case .year = self { true } else { false } }
  }

  package private(set) var parts: [Part] = []
  /// Parts from here on may be missing.
  package private(set) var optionalFrom = Int.max

  /// nil where the year is missing, a month that has a day, or a day that has a clock; where something is named twice, a
  /// clock time has no hours, or a bracket stands alone.
  package init?(_ pattern: String) {
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
      case UInt8(ascii: "m") where run == 3: parts.append(.monthName)
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
    let months = numbers.count(where: { $0 == .month || $0 == .monthName })
    guard Set(numbers).count == numbers.count, months <= 1, needed.contains(where: \.isYear),
      numbers.count(where: \.isYear) == 1, needed.contains(.day) == parts.contains(.day),
      needed.count(where: { $0 == .month || $0 == .monthName }) == months, months == 1 || !parts.contains(.day),
      parts.contains(.day) || !parts.contains(.hour),
      parts.contains(.hour) || !parts.contains(.minute) && !parts.contains(.second),
      parts.contains(.minute) || !parts.contains(.second)
    else { return nil }
  }

  /// Whether it tells the day; else of a month, or a year, the first day is meant.
  package var tellsDay: Bool { parts.contains(.day) }

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
}
