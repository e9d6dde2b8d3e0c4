/// How much: a number as it is written, or a variable that holds one when the statement is bound.
package enum Quantity: Sendable, Hashable {
  case written(NumberLiteral)
  case variable(Name)
}

/// How many: a whole number as it is written, or a variable that holds one when the statement is bound.
package enum Count: Sendable, Hashable {
  case written(Int)
  /// - Parameter from: the least that is taken.
  case variable(Name, from: Int)

  /// The most that is taken.
  package static let most = 1_000_000

  /// Whether there is one of it as far as its text tells, so that a unit behind it is no plural.
  package var isOne: Bool { self == .written(1) }

  /// As it is written: `7`, `$n`.
  package var text: String {
    switch self {
    case .written(let number): "\(number)"
    case .variable(let name, _): "$\(name.text)"
    }
  }
}
