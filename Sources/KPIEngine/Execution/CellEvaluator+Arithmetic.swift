extension CellEvaluator {
  /// `lhs operation rhs`; exact where both are exact, null where either is null or a divisor is 0.
  ///
  /// What needs more than 64 bits is an error. Only of a product's decimals those that do not fit are rounded away.
  package static func arithmetic(
    _ operation: Scalar.Arithmetic, _ lhs: Value, _ rhs: Value
  ) throws(ExecutionError) -> Value {
    if let left = lhs.exactNumber, let right = rhs.exactNumber, operation != .divide,
      let result = try exact(operation, left, right)
    {
      return result
    }
    return floating(operation, lhs, rhs)
  }

  /// A product that is divided next: exact where 64 bits hold it, else floating, as the quotient is.
  package static func product(_ lhs: Value, _ rhs: Value) -> Value {
    (try? arithmetic(.multiply, lhs, rhs)) ?? floating(.multiply, lhs, rhs)
  }

  private static func floating(_ operation: Scalar.Arithmetic, _ lhs: Value, _ rhs: Value) -> Value {
    guard let left = lhs.number, let right = rhs.number else { return .null }
    let result: Double
    switch operation {
    case .add: result = left + right
    case .subtract: result = left - right
    case .multiply: result = left * right
    case .divide:
      if right == 0 { return .null }
      result = left / right
    }
    return result.isFinite ? .real(result) : .null
  }

  /// Nil for a product that floating point holds better.
  private static func exact(
    _ operation: Scalar.Arithmetic, _ lhs: (coefficient: Int64, scale: Int),
    _ rhs: (coefficient: Int64, scale: Int)
  ) throws(ExecutionError) -> Value? {
    if operation == .multiply {
      return try shortened(Int128(lhs.coefficient) * Int128(rhs.coefficient), scale: lhs.scale + rhs.scale)
    }
    let scale = max(lhs.scale, rhs.scale)
    let left = Int128(lhs.coefficient) * Int128(powersOfTen[scale - lhs.scale])
    let right = Int128(rhs.coefficient) * Int128(powersOfTen[scale - rhs.scale])
    guard let result = value(operation == .add ? left + right : left - right, scale: scale) else { throw .overflow }
    return result
  }

  /// A product with as many decimals as 64 bits and eight places hold: exact where it has no more.
  ///
  /// Nil where that would leave fewer digits than floating point has; an error where the whole part does not fit.
  private static func shortened(_ number: Int128, scale: Int) throws(ExecutionError) -> Value? {
    var power: Int128 = 1
    for dropped in 0...scale {
      let (quotient, rest) = number.quotientAndRemainder(dividingBy: power)
      let rounds = rest.magnitude * 2 >= power.magnitude
      let rounded = rounds ? quotient + (number < 0 ? -1 : 1) : quotient
      if scale - dropped <= 8, let result = value(rest == 0 ? quotient : rounded, scale: scale - dropped) {
        return rest == 0 || rounded.magnitude >= 1_000_000_000_000_000 ? result : nil
      }
      power *= 10
    }
    throw .overflow
  }

  private static func value(_ number: Int128, scale: Int) -> Value? {
    guard let coefficient = Int64(exactly: number), coefficient != nullNumber else { return nil }
    return scale == 0 ? .integer(coefficient) : .decimal(coefficient, scale: scale)
  }
}
