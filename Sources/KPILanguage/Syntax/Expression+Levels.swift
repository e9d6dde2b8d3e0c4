extension Expression {
  /// How many operators, brackets and calls stand inside one another at its deepest place.
  package var levels: Int { 1 + (parts.map(\.levels).max() ?? 0) }

  /// The expressions that stand directly inside.
  private var parts: [Expression] {
    switch kind {
    case .number, .text, .boolean, .null, .date, .relativeDay, .span, .path, .variable: []
    case .interpolation(let parts):
      parts.compactMap { if case .expression(let inner, _) = $0 { inner } else { nil } }
    case .bracketed(let inner), .negate(let inner), .not(let inner), .isNull(let inner, _),
      .inPeriod(let inner, _, _), .tolerance(_, let inner), .member(let inner, _):
      [inner]
    case .binary(_, let lhs, let rhs), .index(let lhs, let rhs): [lhs, rhs]
    case .inList(let operand, let items, _): [operand] + items
    case .between(let operand, let low, let high): [operand, low, high]
    case .call(let call):
      call.arguments + [call.condition, call.whileFrom, call.whileTo, call.having].compactMap { $0 }
    case .metricValue(let value): [value.metric, value.condition].compactMap { $0 }
    }
  }
}
