/// Derive: numbers of cells from the aggregates' numbers, with the contract's nulls (÷ 0 is null, null spreads).
package struct CellEvaluator {
  /// The aggregates' numbers for one cell.
  var aggregates: [Value]
  var unit: FrameUnit
  let frame: Frame
  /// The zone that elapsed time is reckoned in.
  var zone = ZoneTable.utc
  /// The aggregates' numbers over everything asked; nil where the cell is that itself.
  var overall: [Value]?
  /// By key the aggregates' numbers over everything that has the cell's value of it, of its unit where that is the key.
  var within: [String: (aggregates: [Value], isOfUnit: Bool)] = [:]
  /// By ranked number the cell's place; empty in totals.
  var ranks: [Scalar: Value] = [:]

  func value(_ expression: Scalar) throws(ExecutionError) -> Value {
    switch expression {
    case .aggregate(let index): return aggregates[index]
    case .integer(let number): return .integer(number)
    case .decimal(let number, let scale): return .decimal(number, scale: scale)
    case .real(let number): return .real(number)
    case .textLiteral(let text): return .text(text)
    case .moment(let stamp): return zone.value(of: stamp)
    case .null: return .null
    case .stamp(let day, let second): return .time(day: day, second: second)
    case .arithmetic(.divide, let lhs, let rhs):
      return try Self.arithmetic(.divide, try operand(lhs), try operand(rhs))
    case .arithmetic(let operation, let lhs, let rhs):
      return try Self.arithmetic(operation, try value(lhs), try value(rhs))
    case .function(let function, let arguments):
      return Self.call(
        function, try arguments.map { argument throws(ExecutionError) in try value(argument) }, in: zone)
    case .choose(let condition, let then, let otherwise): return try holds(condition) ? value(then) : value(otherwise)
    case .coalesce(let choices):
      for choice in choices {
        let value = try value(choice)
        if value != .null { return value }
      }
      return .null
    case .overall(let inner, let key?):
      guard let whole = within[key] else { return .null }
      return try CellEvaluator(
        aggregates: whole.aggregates, unit: whole.isOfUnit ? unit : frame.whole, frame: frame, zone: zone
      ).value(inner)
    case .overall(let inner, nil):
      return try CellEvaluator(aggregates: overall ?? aggregates, unit: frame.whole, frame: frame, zone: zone)
        .value(inner)
    case .rank(let number): return ranks[number] ?? .null
    case .unitDays(let shifts):
      let unit = effective(shifts)
      return .integer(Int64(max(0, observedEnd(of: unit) - unit.start)))
    case .unitMonths(let shifts): return months(of: effective(shifts))
    case .boundary(let boundary, let shifts):
      let unit = effective(shifts)
      let today = frame.today
      switch boundary {
      case .start: return .time(day: unit.start, second: 0)
      // The day after the last that counts: tomorrow where the unit is still running.
      case .end: return .time(day: observedEnd(of: unit), second: 0)
      case .last: return .time(day: min(unit.end - 1, today), second: 0)
      case .today: return .time(day: today, second: 0)
      case .tomorrow: return .time(day: today + 1, second: 0)
      }
    case .constant, .compare, .isNull, .not, .all, .any: return .boolean(try holds(expression))
    // Of rows: a cell has none of its own.
    case .text, .number, .time, .row, .clock, .attached, .isFirst, .age, .bands, .combination, .textIs, .rowIn:
      return .null
    }
  }

  /// A side of a division, which is floating: a product there may leave 64 bits.
  private func operand(_ expression: Scalar) throws(ExecutionError) -> Value {
    guard case .arithmetic(.multiply, let lhs, let rhs) = expression else { return try value(expression) }
    return Self.product(try operand(lhs), try operand(rhs))
  }

  private func effective(_ shifts: [Shift]) -> FrameUnit { unit.moved(by: shifts, in: frame) }

  private func observedEnd(of unit: FrameUnit) -> Int { min(unit.end, frame.today + 1) }

  /// Calendar months where the unit is made of whole ones, else days ÷ 30.4375; cut at today.
  private func months(of unit: FrameUnit) -> Value {
    let observedEnd = observedEnd(of: unit)
    let start = CivilDate(dayNumber: unit.start)
    let end = CivilDate(dayNumber: observedEnd)
    if observedEnd <= unit.start { return .integer(0) }
    if start.day == 1, end.day == 1 {
      return .integer(Int64((end.year - start.year) * 12 + end.month - start.month))
    }
    return .real(Double(observedEnd - unit.start) / 30.4375)
  }

  func holds(_ condition: Scalar) throws(ExecutionError) -> Bool {
    switch condition {
    case .constant(let holds): return holds
    case .compare(let comparison, let lhs, let rhs):
      return Self.compare(comparison, try value(lhs), try value(rhs))
    case .isNull(let operand): return try value(operand) == .null
    case .not(let operand): return try !holds(operand)
    case .all(let operands):
      for operand in operands where try !holds(operand) { return false }
      return true
    case .any(let operands):
      for operand in operands where try holds(operand) { return true }
      return false
    default: return try value(condition) == .boolean(true)
    }
  }

  /// A function of values: the same in a metric, of rows, in a pipe and in a script.
  ///
  /// - Parameter zone: what elapsed time is reckoned in.
  package static func call(
    _ function: Scalar.Function, _ arguments: [Value], in zone: ZoneTable
  ) -> Value {
    switch function {
    case .days, .weeks, .calendarMonths, .hours, .months:
      guard arguments.count == 2, let from = arguments[0].stamp(in: zone), let to = arguments[1].stamp(in: zone) else {
        return .null
      }
      let days = Stamp.day(to) - Stamp.day(from)
      switch function {
      case .days: return .integer(days)
      case .weeks: return .integer(weekNumber(to) - weekNumber(from))
      case .calendarMonths: return .integer(monthNumber(to) - monthNumber(from))
      case .months: return .real(Double(days) / 30.4375)
      default: return .real(Double(zone.instant(of: to) - zone.instant(of: from)) / Double(Stamp.perHour))
      }
    case .later(let shift):
      guard let stamp = arguments.first?.stamp(in: zone) else { return .null }
      return zone.value(of: shift.moved(stamp, in: zone))
    case .least: return pick(arguments, .less)
    case .greatest: return pick(arguments, .greater)
    case .round(let places): return (arguments.first ?? .null).rounded(to: places)
    case .absolute:
      switch arguments.first ?? .null {
      case .integer(let number): return .integer(number == .min ? .max : abs(number))
      case .decimal(let number, let scale): return .decimal(number == .min ? .max : abs(number), scale: scale)
      case .real(let number): return .real(abs(number))
      default: return .null
      }
    }
  }

  private static func pick(_ values: [Value], _ better: Scalar.Comparison) -> Value {
    let values = values.filter { $0 != .null }
    guard var best = values.first else { return .null }
    for value in values.dropFirst() where compare(better, value, best) { best = value }
    return best
  }

  /// Two-valued comparison: false where either is null, but `!=` is the complement of `=`.
  package static func compare(_ comparison: Scalar.Comparison, _ lhs: Value, _ rhs: Value) -> Bool {
    if comparison == .notEqual { return !compare(.equal, lhs, rhs) }
    if lhs == .null || rhs == .null { return false }
    func holds<Operand: Comparable>(_ left: Operand, _ right: Operand) -> Bool {
      switch comparison {
      case .equal: left == right
      case .notEqual: left != right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
    if let left = lhs.exactNumber, let right = rhs.exactNumber {
      let scale = max(left.scale, right.scale)
      return holds(
        Int128(left.coefficient) * Int128(powersOfTen[scale - left.scale]),
        Int128(right.coefficient) * Int128(powersOfTen[scale - right.scale]))
    }
    if let left = lhs.number, let right = rhs.number { return holds(left, right) }
    if let left = lhs.moments, let right = rhs.moments { return compare(comparison, left, right) }
    switch (lhs, rhs) {
    case (.text(let left), .text(let right)):
      return comparison == .equal ? left == right : holds(CollationKey(left), CollationKey(right))
    case (.boolean(let left), .boolean(let right)): return comparison == .equal && left == right
    default: return false
    }
  }
}
