import KPIEngine

/// What sort of values a metric's cells are: most are numbers, `first_time(E)` is a time.
extension Compiler {
  /// The type of a metric's column; whether numbers are whole is told by the numbers.
  func valueType(of metric: BoundMetric) -> ResultColumn.ValueType {
    type(of: metric.expression, metric.aggregates) ?? .number
  }

  private func type(of aggregate: Aggregate) -> ResultColumn.ValueType? {
    guard aggregate.function.family == .choice else { return .number }
    if let each = aggregate.each { return each.value.flatMap { type(of: $0, each.inner) } ?? .number }
    return common(aggregate.inputs.map { $0.payload.flatMap { type(of: $0) } })
  }

  /// The type of a value; nil where it is always null.
  ///
  /// - Parameter aggregates: what a cell's number reads.
  func type(of expression: Scalar, _ aggregates: [Aggregate] = []) -> ResultColumn.ValueType? {
    switch expression {
    case .text, .textLiteral, .bands, .row: .text
    case .time: context.isDate(expression) ? .date : .time
    case .stamp(_, let second): second == 0 ? .date : .time
    case .moment: .time
    case .boundary: .date
    case .null: nil
    case .aggregate(let index): type(of: aggregates[index])
    case .attached(let sub, _): type(of: sub.aggregate)
    case .overall(let inner, _): type(of: inner, aggregates)
    case .choose(_, let then, let otherwise): common([type(of: then, aggregates), type(of: otherwise, aggregates)])
    case .function(.later(.calendar), let operands): common(operands.map { type(of: $0, aggregates) })
    case .function(.later, _): .time
    case .function(let function, _) where function.family != .choice: .number
    case .function(_, let operands), .coalesce(let operands):
      common(operands.map { type(of: $0, aggregates) })
    case .constant, .compare, .textIs, .rowIn, .isNull, .not, .all, .any, .isFirst: .boolean
    default: .number
    }
  }

  /// Dates among times are times.
  private func common(_ types: [ResultColumn.ValueType?]) -> ResultColumn.ValueType? {
    let known = types.compactMap { $0 }
    return known.contains(.time) ? .time : known.first
  }
}

extension ResultColumn.ValueType {
  /// Whether its values are times, dates or texts, not numbers.
  var isNumber: Bool { self == .number || self == .integer }
}

extension Value {
  /// The type of a column of such values; nil for null.
  var columnType: ResultColumn.ValueType? {
    switch self {
    case .null: nil
    case .integer: .integer
    case .decimal, .real: .number
    case .text, .other: .text
    case .unit: .unit
    case .boolean: .boolean
    case .date: .date
    case .time, .moment: .time
    }
  }
}
