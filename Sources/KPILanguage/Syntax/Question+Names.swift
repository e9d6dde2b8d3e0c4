extension Question {
  /// The names of the model that it asks for, as they were written: metrics, entities, dimensions; no values.
  package var modelNames: [Name] {
    var names = verbNames
    for item in clauses.by { if case .path(let path) = item { names += path.names } }
    if case .path(let path)? = clauses.top?.per { names += path.names }
    for expression in [clauses.condition, clauses.having, clauses.order?.by].compactMap({ $0 }) {
      names += expression.modelNames
    }
    return names
  }

  private var verbNames: [Name] {
    func event(_ event: Event) -> [Name] {
      event.path.names + (event.condition?.modelNames ?? []) + (event.link?.names ?? [])
    }
    switch verb {
    case .show(let items): return items.flatMap(\.expression.modelNames)
    case .report(_, .metric(let item), _): return item.expression.modelNames
    case .report(_, .event(let asked), _): return asked.map(event) ?? []
    case .orderedFunnel(let funnel): return funnel.steps.flatMap { event($0.event) }
    case .cycle(.state(let path, _)?, _): return path.names
    case .cycle(.event(let outcome)?, _): return event(outcome)
    case .list(let path, let time): return path.names + (time?.names ?? [])
    case .values(let path): return path.names
    case .explain(let question, _): return question.modelNames
    case .scorecard(let card): return card.metrics.flatMap(\.names) + card.weights.flatMap(\.metric.names)
    case .report, .cycle, .conversion, .drill, .describe, .help, .sql: return []
    }
  }
}

extension Expression {
  /// The names of a model in an expression; what stands right of a comparison may be a value and is left out.
  package var modelNames: [Name] {
    switch kind {
    case .path(let path): path.names
    case .bracketed(let inner), .negate(let inner), .not(let inner), .isNull(let inner, _), .inPeriod(let inner, _, _),
      .inList(let inner, _, _), .between(let inner, _, _):
      inner.modelNames
    case .binary(let operation, let left, let right):
      left.modelNames + (operation.compares ? [] : right.modelNames)
    case .call(let call):
      call.arguments.flatMap(\.modelNames) + (call.condition?.modelNames ?? [])
    case .metricValue(let value): value.metric.modelNames + (value.condition?.modelNames ?? [])
    case .number, .text, .interpolation, .boolean, .null, .date, .relativeDay, .span, .variable, .tolerance, .index,
      .member:
      []
    }
  }

  /// The comparisons in a condition that speak of no row: `[revenue all] > 100M`.
  package var companyComparisons: [Expression] {
    switch kind {
    case .bracketed(let inner), .not(let inner): inner.companyComparisons
    case .binary(let operation, let left, let right):
      if operation.compares {
        left.isOfCompany && right.isOfCompany && (left.asksMetric || right.asksMetric) ? [self] : []
      } else {
        left.companyComparisons + right.companyComparisons
      }
    case .between(let operand, let low, let high):
      [operand, low, high].allSatisfy(\.isOfCompany) && operand.asksMetric ? [self] : []
    default: []
    }
  }

  /// Whether it is made of metrics' values, numbers and variables alone.
  private var isOfCompany: Bool {
    switch kind {
    case .metricValue, .number, .variable, .date: true
    case .bracketed(let inner), .negate(let inner): inner.isOfCompany
    case .binary(_, let left, let right): left.isOfCompany && right.isOfCompany
    default: false
    }
  }

  private var asksMetric: Bool {
    switch kind {
    case .metricValue: true
    case .bracketed(let inner), .negate(let inner): inner.asksMetric
    case .binary(_, let left, let right): left.asksMetric || right.asksMetric
    default: false
    }
  }
}

extension BinaryOperator {
  /// Whether it compares, so that a value may stand on its right.
  fileprivate var compares: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .startsWith: true
    case .and, .or, .add, .subtract, .multiply, .divide: false
    }
  }
}
