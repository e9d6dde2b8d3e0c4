/// A number as exactly as a column can hold it.
enum Number: Hashable {
  case integer(Int64)
  /// `coefficient ÷ 10^scale`, 1 ≤ scale ≤ 4, not divisible by ten.
  case decimal(Int64, scale: Int)
  case real(Double)

  static let powers: [Int64] = [1, 10, 100, 1_000, 10_000]
  static let realPowers: [Double] = [1, 10, 100, 1_000, 10_000]
  static let greatestScale = 4

  /// A floating number; nil where it is infinite or no number.
  ///
  /// A decimal of at most four places is taken for what its writer meant, as long as the nearest double gives it back.
  init?(_ real: Double) {
    guard real.isFinite else { return nil }
    for scale in 0...Self.greatestScale {
      guard let coefficient = Self.coefficient(of: real, scale: scale) else { continue }
      self = scale == 0 ? .integer(coefficient) : .decimal(coefficient, scale: scale)
      return
    }
    self = .real(real)
  }

  /// `real × 10^scale` where that is a whole number below 2^53 that gives `real` back; else nil.
  @inline(__always)
  static func coefficient(of real: Double, scale: Int) -> Int64? {
    let product = (real * realPowers[scale]).rounded()
    guard abs(product) < 9_007_199_254_740_992, product / realPowers[scale] == real else { return nil }
    return Int64(product)
  }

  /// Decimal text: a sign, digits with a point, an exponent, blanks around; nil for anything else and beyond a double.
  init?(_ text: Bytes) {
    let text = text.trimmed
    var index = 0
    var isNegative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    var coefficient: Int64 = 0
    var isExact = true
    var digits = 0
    var places = 0
    // Zeros at the end of a fraction are held back: 1.50000 has one place.
    var heldZeros = 0
    func push(_ digit: Int64) {
      let (shifted, first) = coefficient.multipliedReportingOverflow(by: 10)
      let (sum, second) =
        isNegative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
      if first || second { isExact = false } else { coefficient = sum }
    }
    while index < text.count, let digit = Self.digit(text[index]) {
      push(digit)
      digits += 1
      index += 1
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      while index < text.count, let digit = Self.digit(text[index]) {
        digits += 1
        index += 1
        if digit == 0 {
          heldZeros += 1
          continue
        }
        for _ in 0..<min(heldZeros, 20) { push(0) }
        push(digit)
        places += heldZeros + 1
        heldZeros = 0
      }
    }
    guard digits > 0 else { return nil }
    if index < text.count {
      guard Self.isExponent(text.dropping(index)) else { return nil }
      isExact = false
    }
    if isExact && places <= Self.greatestScale && coefficient != .min {
      self = places == 0 ? .integer(coefficient) : .decimal(coefficient, scale: places)
    } else if isExact && places == 0 {
      self = .real(Double(coefficient))
    } else if let real = Double(text.text), real.isFinite {
      // An exponent may still name a whole number or a short decimal: 1e3.
      self = places == 0 || index < text.count ? Number(real) ?? .real(real) : .real(real)
    } else {
      return nil
    }
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> Int64? {
    byte >= 48 && byte <= 57 ? Int64(byte - 48) : nil
  }

  private static func isExponent(_ text: Bytes) -> Bool {
    guard text.count >= 2, text[0] == UInt8(ascii: "e") || text[0] == UInt8(ascii: "E") else { return false }
    var index = 1
    if text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 }
    guard index < text.count else { return false }
    while index < text.count {
      guard digit(text[index]) != nil else { return false }
      index += 1
    }
    return true
  }
}

extension Number {
  /// As floating point.
  var real: Double {
    switch self {
    case .integer(let whole): Double(whole)
    case .decimal(let digits, let scale): Double(digits) / Self.realPowers[scale]
    case .real(let real): real
    }
  }
}
