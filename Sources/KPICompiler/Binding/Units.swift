import KPIEngine

/// How units combine: + and − keep them, × and ÷ multiply and cancel.
enum Units {
  /// The unit of a result; nil is a bare number.
  static func combine(_ operation: Scalar.Arithmetic, _ lhs: String?, _ rhs: String?) -> String? {
    switch operation {
    case .add, .subtract: lhs ?? rhs
    case .multiply:
      lhs == nil || rhs == nil ? lhs ?? rhs : lhs == "%" ? rhs : rhs == "%" ? lhs : "\(lhs ?? "")·\(rhs ?? "")"
    case .divide: lhs == rhs ? nil : rhs == nil ? lhs : lhs.map { "\($0)/\(rhs ?? "")" }
    }
  }

  /// Whether a unit counts time.
  static func isTime(_ unit: String?) -> Bool { unit == "minutes" || unit == "days" || unit == "hours" }

  /// Whether two units may be added: the same, or one of them a bare number.
  static func canAdd(_ lhs: String?, _ rhs: String?) -> Bool { lhs == nil || rhs == nil || lhs == rhs }
}
