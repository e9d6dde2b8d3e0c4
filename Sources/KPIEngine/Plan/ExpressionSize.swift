/// Counts the parts of expressions, those of sub-plans too, and gives up at a limit.
///
/// Definitions that rest on each other several times double with every step; what is too large is refused before
/// anything walks it.
package struct ExpressionSize {
  /// How many parts there may still be; negative where there are more.
  private var rest: Int

  /// Whether there were more parts than the limit.
  package var isExceeded: Bool { rest < 0 }

  /// Begins to count.
  package init(limit: Int) { rest = limit }

  /// Counts an expression.
  package mutating func add(_ expression: Scalar) {
    rest -= 1
    guard !isExceeded else { return }
    switch expression {
    case .attached(let sub, _): add(sub.aggregate)
    case .isFirst(let first): add(first.input)
    default: for operand in expression.operands { add(operand) }
    }
  }

  /// Counts an aggregate with its inputs.
  package mutating func add(_ aggregate: Aggregate) {
    for input in aggregate.inputs { add(input) }
    guard let each = aggregate.each else { return }
    for inner in each.inner { add(inner) }
    if let having = each.having { add(having) }
    if let value = each.value { add(value) }
  }

  private mutating func add(_ input: Input) {
    guard !isExceeded else { return }
    let parts = [input.time, input.condition, input.payload, input.subject].compactMap { $0 }
    for expression in parts + input.keys { add(expression) }
  }
}
