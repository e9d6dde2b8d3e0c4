/// The floating number nearest to a quotient of whole ones, which is divided before anything is rounded.
///
/// - Parameter denominator: greater than 0, less than 2¹²⁶.
func quotient(_ numerator: Int128, _ denominator: Int128) -> Double {
  let exact: Int128 = 1 << 53
  if numerator.magnitude <= exact.magnitude, denominator <= exact {
    return Double(Int64(numerator)) / Double(Int64(denominator))
  }
  var (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
  // Two bits more than a number holds tell how it is rounded, and the last of them whether anything is left.
  var halvings = 0
  while whole < 1 << 55, rest != 0 {
    rest <<= 1
    whole <<= 1
    if rest >= denominator.magnitude {
      rest -= denominator.magnitude
      whole |= 1
    }
    halvings += 1
  }
  if rest != 0 { whole |= 1 }
  let size = Double(sign: .plus, exponent: -halvings, significand: Double(UInt64(clamping: whole)))
  return numerator < 0 ? -size : size
}
