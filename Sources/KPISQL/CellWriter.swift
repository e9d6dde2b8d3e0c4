import KPIEngine

/// Writes numbers and conditions of cells, out of the aggregates' numbers.
struct CellWriter: ValueWriter {
  let writer: SQLWriter
  let frame: Frame
  let unit: UnitWriter
  /// How each aggregate's number is called.
  let aggregates: [String]
  /// The same over everything asked; nil where the cell is that itself.
  var overall: [String]?
  /// What runs against each other: the cells with the same value of these; nil where nothing is ranked.
  var race: [String]?

  /// Of its moments none is told by more than its clock.
  func compared(_ lhs: Scalar, _ rhs: Scalar) throws(SQLRefusal) -> (String, String) {
    (try text(lhs), try text(rhs))
  }

  func text(_ value: Scalar) throws(SQLRefusal) -> String {
    switch value {
    case .aggregate(let index): return aggregates[index]
    case .overall(_, _?): throw .partOfGroup
    case .overall(let inner, nil):
      let whole = UnitWriter(writer, units: [frame.whole], frame: frame)
      return try CellWriter(writer: writer, frame: frame, unit: whole, aggregates: overall ?? aggregates).text(inner)
    case .rank(let number):
      guard let race else { return "null" }
      let own = try text(number)
      let partition = (race + ["\(own) is null"]).joined(separator: ", ")
      return
        "case when \(own) is not null then rank() over (partition by \(partition) order by \(dialect.order(own, descending: true, nullsLast: true))) end"
    case .unitDays(let shifts):
      return try unit.value("days") { unit in
        let unit = effective(unit, shifts)
        return "\(max(0, min(unit.end, frame.today + 1) - unit.start))"
      }
    case .unitMonths(let shifts):
      return try unit.value("months") { months(of: effective($0, shifts)) }
    case .boundary(let boundary, let shifts):
      return try unit.value("moment") { moment(boundary, effective($0, shifts)) }
    case .text, .number, .time, .row, .clock, .attached, .isFirst, .age, .bands, .combination, .textIs, .rowIn:
      throw .misplaced
    default: return try plain(value)
    }
  }

  func condition(_ condition: Scalar) throws(SQLRefusal) -> String { try plainCondition(condition) }

  func isText(_ value: Scalar) -> Bool { if case .textLiteral = value { true } else { false } }

  private func effective(_ unit: FrameUnit, _ shifts: [Shift]) -> FrameUnit {
    unit.moved(by: shifts, in: frame)
  }

  /// Of a cell the end is the day after the last that counts.
  private func moment(_ boundary: Scalar.Boundary, _ unit: FrameUnit) -> String {
    switch boundary {
    case .start: dialect.time(day: unit.start, millisecond: 0)
    case .end: dialect.time(day: min(unit.end, frame.today + 1), millisecond: 0)
    case .last: dialect.time(day: min(unit.end - 1, frame.today), millisecond: 0)
    case .today: dialect.time(day: frame.today, millisecond: 0)
    case .tomorrow: dialect.time(day: frame.today + 1, millisecond: 0)
    }
  }

  private func months(of unit: FrameUnit) -> String {
    let end = min(unit.end, frame.today + 1)
    guard end > unit.start else { return "0" }
    let (first, last) = (CivilDate(dayNumber: unit.start), CivilDate(dayNumber: end))
    if first.day == 1, last.day == 1 { return "\((last.year - first.year) * 12 + last.month - first.month)" }
    return "\(Double(end - unit.start) / 30.4375)"
  }
}
