import KPIEngine

/// A number in decimal digits, to be rounded for a reader.
///
/// A real is taken by its shortest digits, so that 2.675 rounds to 2.68 as a reader of 2.675 expects; halves go away
/// from zero.
struct RoundedNumber {
  private var isNegative: Bool
  /// 0 … 9 each, without leading zeros; empty for zero.
  private var digits: [UInt8] = []
  /// Where the decimal point stands: value = 0.d₁d₂… × 10^point.
  private var point = 0
  private var places = 0

  /// nil for null, text, and reals that are not finite.
  init?(_ value: Value) {
    switch value {
    case .integer(let number):
      self.init(coefficient: number, scale: 0)
    case .decimal(let coefficient, let scale):
      self.init(coefficient: coefficient, scale: scale)
    case .real(let number):
      guard number.isFinite else { return nil }
      self.init(shortest: number)
    default:
      return nil
    }
  }

  private init(coefficient: Int64, scale: Int) {
    isNegative = coefficient < 0
    var rest = coefficient.magnitude
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    digits.reverse()
    point = digits.count - scale
  }

  private init(shortest number: Double) {
    isNegative = number < 0
    var exponent = 0
    var exponentSign = 1
    var isExponent = false
    var fraction = 0
    var isFraction = false
    for byte in number.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): exponentSign = -1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if isExponent {
          exponent = exponent * 10 + Int(digit)
        } else {
          if isFraction { fraction += 1 }
          if digit != 0 || !digits.isEmpty { digits.append(digit) }
        }
      default: break
      }
    }
    point = digits.count - fraction + exponent * exponentSign
  }

  /// Divides it by a power of ten.
  mutating func scale(by power: Int) { point -= power }

  var isZero: Bool { digits.allSatisfy { $0 == 0 } }
  /// Whether grouped digits would be more than anyone reads (over 10²¹).
  var isHuge: Bool { point > 21 && !isZero }

  /// Keeps `places` digits behind the point; what would vanish keeps its first two digits where `keepsSmall`.
  mutating func round(to places: Int, keepsSmall: Bool) {
    var places = places
    if keepsSmall, let first = digits.firstIndex(where: { $0 != 0 }), let last = digits.lastIndex(where: { $0 != 0 }) {
      // The places in front of the first digit that is not 0.
      let zeros = first - point
      if zeros >= places { places = zeros + min(2, last - first + 1) }
    }
    self.places = places
    let kept = point + places
    if kept < 0 {
      digits = []
    } else if kept < digits.count {
      let roundsUp = digits[kept] >= 5
      digits.removeSubrange(kept...)
      if roundsUp { carry() }
    }
    if isZero { isNegative = false }
  }

  private mutating func carry() {
    var index = digits.count
    while index > 0 {
      index -= 1
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    point += 1
  }

  /// Writes the rounded number, thousands grouped; returns its width.
  func write(_ words: Words, showsPlus: Bool, to bytes: inout [UInt8]) -> Int {
    let start = bytes.count
    if isNegative {
      bytes.append(UInt8(ascii: "-"))
    } else if showsPlus, !isZero {
      bytes.append(UInt8(ascii: "+"))
    }
    if point <= 0 {
      bytes.append(UInt8(ascii: "0"))
    } else {
      for index in 0..<point {
        if index > 0, (point - index) % 3 == 0 { bytes.append(words.groupSeparator) }
        bytes.append(digit(index))
      }
    }
    if places > 0 {
      bytes.append(words.decimalPoint)
      for index in point..<(point + places) { bytes.append(digit(index)) }
    }
    return bytes.count - start
  }

  private func digit(_ index: Int) -> UInt8 {
    UInt8(ascii: "0") + (digits.indices.contains(index) ? digits[index] : 0)
  }
}
