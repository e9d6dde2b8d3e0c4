import KPIEngine

/// Writes values and conditions, of rows or of cells; what means the same of both is written here.
protocol ValueWriter {
  var writer: SQLWriter { get }

  /// A value, in brackets where anything may stand beside it.
  func text(_ value: Scalar) throws(SQLRefusal) -> String

  /// A condition: true, or not (false and null alike).
  func condition(_ condition: Scalar) throws(SQLRefusal) -> String

  /// Whether it is a text, whose order SQL does not know.
  func isText(_ value: Scalar) -> Bool

  /// Two values that are held against each other.
  func compared(_ lhs: Scalar, _ rhs: Scalar) throws(SQLRefusal) -> (String, String)
}

extension ValueWriter {
  var dialect: any SQLDialect { writer.dialect }

  func texts(_ values: [Scalar]) throws(SQLRefusal) -> [String] {
    try values.map { value throws(SQLRefusal) in try text(value) }
  }

  /// A value that is no column's and no aggregate's.
  func plain(_ value: Scalar) throws(SQLRefusal) -> String {
    switch value {
    case .null: return "null"
    case .integer(let number): return "\(number)"
    case .decimal(let coefficient, let scale): return dialect.decimal(coefficient, scale: scale)
    case .real(let number): return "\(number)"
    case .textLiteral(let literal): return try dialect.literal(literal)
    case .stamp(let day, let second): return dialect.time(day: day, millisecond: second * 1_000)
    case .moment(let stamp):
      let day = Stamp.day(stamp)
      return dialect.time(day: Int(day), millisecond: Int(stamp - Stamp.start(of: Int(day))))
    case .arithmetic(let operation, let lhs, let rhs):
      let (left, right) = (try operand(lhs), try operand(rhs))
      switch operation {
      case .add: return "(\(left) + \(right))"
      case .subtract: return "(\(left) - \(right))"
      case .multiply: return "(\(left) * \(right))"
      case .divide: return "(\(dialect.quotient(left, right)))"
      }
    case .function(let function, let operands): return try call(function, operands)
    case .choose(let test, let then, let otherwise):
      let rest = otherwise == .null ? "" : " else \(try text(otherwise))"
      return "case when \(try condition(test)) then \(try text(then))\(rest) end"
    case .coalesce(let choices):
      let texts = try texts(choices)
      return texts.count == 1 ? texts[0] : "coalesce(\(texts.joined(separator: ", ")))"
    default: return dialect.value(ofCondition: try condition(value))
    }
  }

  /// What is reckoned with.
  private func operand(_ value: Scalar) throws(SQLRefusal) -> String {
    if case .integer(let number) = value { return dialect.whole(number) }
    return try text(value)
  }

  private func call(_ function: Scalar.Function, _ arguments: [Scalar]) throws(SQLRefusal) -> String {
    let operands = try texts(arguments)
    guard let first = operands.first, let last = operands.last else { throw .misplaced }
    switch function {
    case .days: return "(\(dialect.dayNumber(last)) - \(dialect.dayNumber(first)))"
    case .weeks:
      return
        "(\(dialect.wholeQuotient(dialect.dayNumber(last), 7)) - \(dialect.wholeQuotient(dialect.dayNumber(first), 7)))"
    case .calendarMonths: return "(\(dialect.monthNumber(last)) - \(dialect.monthNumber(first)))"
    case .months:
      return "(\(dialect.fraction("(\(dialect.dayNumber(last)) - \(dialect.dayNumber(first)))", "30.4375")))"
    case .hours:
      // Elapsed hours are those of the wall clock only where that is never changed.
      if writer.model.spec.zone.hasChanges { throw .clocks }
      return "(\(dialect.fraction("(\(dialect.seconds(last)) - \(dialect.seconds(first)))", "3600.0")))"
    case .later(let shift): return try writer.later(first, shift)
    case .absolute: return "abs(\(first))"
    case .round(let places):
      guard places >= 0 else { throw .tens }
      return dialect.rounded(first, places: places)
    case .least, .greatest:
      if writer.hasTwofoldHours, let scale = writer.clockScale(of: arguments), scale == .instant || scale == .mixed {
        throw .clocks
      }
      return operands.dropFirst().reduce(first) { dialect.pick($0, $1, greatest: function == .greatest) }
    }
  }

  /// A condition that is no test of rows: null compares as false, its complement as true.
  func plainCondition(_ condition: Scalar) throws(SQLRefusal) -> String {
    switch condition {
    case .constant(let holds): return holds ? "true" : "false"
    case .compare(let comparison, let lhs, let rhs):
      let isOrdered = comparison != .equal && comparison != .notEqual
      if isOrdered, isText(lhs) || isText(rhs) { throw .textOrder }
      let (left, right) = try compared(lhs, rhs)
      if comparison == .notEqual { return dialect.complement("\(left) = \(right)") }
      return "\(left) \(comparison.rawValue) \(right)"
    case .isNull(let operand): return "\(try text(operand)) is null"
    case .not(.isNull(let operand)): return "\(try text(operand)) is not null"
    case .not(let operand): return dialect.complement(try self.condition(operand))
    case .all(let operands): return try joined(operands, "and", none: "true")
    case .any(let operands): return try joined(operands, "or", none: "false")
    default: return dialect.isTrue(try text(condition))
    }
  }

  private func joined(_ operands: [Scalar], _ word: String, none: String) throws(SQLRefusal) -> String {
    let parts = try operands.map { operand throws(SQLRefusal) in try condition(operand) }
    guard parts.count > 1 else { return parts.first ?? none }
    return parts.map { "(\($0))" }.joined(separator: " \(word) ")
  }
}
