extension Value {
  /// The number as coefficient and scale; nil where it is not exact.
  package var exactNumber: (coefficient: Int64, scale: Int)? {
    switch self {
    case .integer(let number): (number, 0)
    case .decimal(let number, let scale): (number, scale)
    default: nil
    }
  }

  /// The number as floating point; nil where it is none.
  package var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .decimal(let number, let scale): nearestReal(number, scale: scale)
    case .real(let number): number
    default: nil
    }
  }

  /// The moment of a date, a time or a unit's first day; nil where it is none.
  package func stamp(in zone: ZoneTable) -> Int64? {
    switch self {
    case .date(let day), .unit(_, let day): Stamp.start(of: day)
    case .time(let day, let second): zone.stamp(day: day, milliseconds: Int64(second) * Stamp.perSecond)
    case .moment(let moment): moment.stamp
    default: nil
    }
  }

  /// Local seconds since 1970 of a date, a time or a unit's first day; nil where it is none.
  package var seconds: Int64? {
    switch self {
    case .date(let day), .unit(_, let day): Int64(day) * 86_400
    case .time(let day, let second): Int64(day) * 86_400 + Int64(second)
    case .moment(let moment): Int64(moment.day) * 86_400 + Int64(moment.second)
    default: nil
    }
  }

  /// To so many decimals (0 to 8), halves away from zero: exact, as long as 64 bits hold it; null where it is no number.
  package func rounded(to places: Int) -> Value {
    switch self {
    case .integer: return self
    case .decimal(let coefficient, let scale):
      if scale <= places { return self }
      let rounded = roundedQuotient(coefficient, powersOfTen[scale - places])
      return places == 0 ? .integer(rounded) : .decimal(rounded, scale: places)
    case .real(let number):
      let scaled = (number * Double(powersOfTen[places])).rounded(.toNearestOrAwayFromZero)
      // Beyond that a number has no decimals to round.
      guard abs(scaled) < 9e18 else { return self }
      return places == 0 ? .integer(Int64(scaled)) : .decimal(Int64(scaled), scale: places)
    default: return .null
    }
  }
}

/// Division to the nearest whole number, halves away from zero, for a positive divisor.
@inline(__always)
func roundedQuotient(_ number: Int64, _ divisor: Int64) -> Int64 {
  let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
  guard rest.magnitude >= divisor.magnitude - rest.magnitude else { return quotient }
  return number < 0 ? quotient - 1 : quotient + 1
}

/// The floating number nearest to `coefficient ÷ 10^scale`, which its digits are read as too.
@inline(__always)
func nearestReal(_ coefficient: Int64, scale: Int) -> Double {
  // Up to 2⁵³ and 10²² both sides are floating numbers themselves, so that the quotient is rounded once.
  if coefficient.magnitude <= 1 << 53 { return Double(coefficient) / Double(powersOfTen[scale]) }
  return scale == 0 ? Double(coefficient) : Double("\(coefficient)e-\(scale)") ?? .nan
}
