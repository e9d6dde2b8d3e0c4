import KPIEngine

/// How units combine: + and − keep them, × and ÷ multiply and cancel.
package enum Units {
  /// The unit of a result; nil is a bare number.
  ///
  /// - Parameter numbers: what a side without a unit always is. A `%` value is a hundred times the part that it stands for,
  ///   so that `÷ 100` takes a `%` away: `order_rate / 100` is a fraction, `orders * win_rate / 100` are orders.
  static func combine(
    _ operation: Scalar.Arithmetic, _ lhs: String?, _ rhs: String?, numbers: (lhs: Double?, rhs: Double?) = (nil, nil)
  ) -> String? {
    switch operation {
    case .add, .subtract: return lhs ?? rhs
    case .multiply:
      var unit = Factors(lhs).times(Factors(rhs))
      for number in [numbers.lhs, numbers.rhs] { unit.scale(by: number) }
      return unit.text
    case .divide:
      if lhs == nil { return nil }
      var unit = Factors(lhs).over(Factors(rhs))
      unit.scale(by: numbers.rhs.map { 1 / $0 })
      return unit.text
    }
  }

  /// Whether a unit counts time.
  static func isTime(_ unit: String?) -> Bool { unit == "minutes" || unit == "days" || unit == "hours" }

  /// Whether two units may be added: the same, or one of them a bare number.
  static func canAdd(_ lhs: String?, _ rhs: String?) -> Bool { lhs == nil || rhs == nil || lhs == rhs }

  /// What is left of a unit without the hundreds in it: `USD` of `USD·%`.
  static func withoutPercent(_ unit: String) -> String? {
    var factors = Factors(unit)
    factors.above.removeAll { $0 == "%" }
    return factors.text
  }
}

/// A unit as a product: `USD·%/days`.
private struct Factors {
  var above: [Substring] = []
  var below: [Substring] = []

  init(_ unit: String?) {
    let parts = unit?.split(separator: "/") ?? []
    above = parts.first?.split(separator: "·") ?? []
    below = parts.dropFirst().flatMap { $0.split(separator: "·") }
  }

  func times(_ other: Factors) -> Factors {
    var product = self
    product.above += other.above
    product.below += other.below
    product.cancel()
    return product
  }

  func over(_ other: Factors) -> Factors {
    var inverse = other
    (inverse.above, inverse.below) = (other.below, other.above)
    return times(inverse)
  }

  /// A hundredth takes a `%` away, a hundred one that it is divided by.
  mutating func scale(by number: Double?) {
    switch number {
    case 0.01: if let place = above.firstIndex(of: "%") { above.remove(at: place) }
    case 100: if let place = below.firstIndex(of: "%") { below.remove(at: place) }
    default: break
    }
  }

  private mutating func cancel() {
    for factor in below {
      guard let place = above.firstIndex(of: factor), let other = below.firstIndex(of: factor) else { continue }
      above.remove(at: place)
      below.remove(at: other)
    }
  }

  /// The `%` stands last; a bare number has no text, nor has one over something.
  var text: String? {
    if above.isEmpty { return nil }
    let ordered = above.filter { $0 != "%" } + above.filter { $0 == "%" }
    return ordered.joined(separator: "·") + below.map { "/\($0)" }.joined()
  }
}
