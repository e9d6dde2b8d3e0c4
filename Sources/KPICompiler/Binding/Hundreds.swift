import KPIEngine
import KPILanguage

/// Whether a formula that is declared `as %` makes a percentage already, by a factor of 100.
///
/// A formula is read as it is written: what a measure or a metric with a unit of its own is converted by (cents into
/// dollars) makes no percentage of anything. A metric without a unit is read through; one in `%`, or such a measure, has the
/// factor in it.
struct Hundreds {
  @Shared private var catalog: Catalog
  private let depth: Int
  /// The entity whose rows an aggregate's expression is about.
  private var entity: Int?

  init(_ catalog: Shared<Catalog>, depth: Int = 0) {
    _catalog = catalog
    self.depth = depth
  }

  func isPercentage(_ expression: Expression) -> Bool { power(of: expression) > 0 }

  /// Which power of 100 it is multiplied by: `a / t * 100` 1, `a / t` 0, `a / (100 * t)` −1.
  private func power(of expression: Expression) -> Int {
    switch expression.kind {
    case .number(let literal): literal.powerOf100
    case .bracketed(let inner), .negate(let inner): power(of: inner)
    case .binary(.multiply, let lhs, let rhs): power(of: lhs) + power(of: rhs)
    case .binary(.divide, let lhs, let rhs): power(of: lhs) - power(of: rhs)
    // In `100 - rate` the 100 is no factor.
    case .binary(.add, let lhs, let rhs), .binary(.subtract, let lhs, let rhs): greatest(of: [lhs, rhs])
    case .path(let path): power(of: path)
    case .call(let call): power(of: call)
    default: 0
    }
  }

  private func power(of path: Path) -> Int {
    if let entity {
      guard case .one(let value, _) = NameResolver($catalog).find(path, from: entity) else { return 0 }
      return value.unit == "%" ? 1 : 0
    }
    guard depth < 8, path.names.count == 1, let metric = catalog.metric(named: path.text) else { return 0 }
    if let unit = metric.unit { return unit.text == "%" ? 1 : 0 }
    return Hundreds($catalog, depth: depth + 1).power(of: metric.expression)
  }

  /// That of the rows' numbers that an aggregate is over.
  private func power(ofRows call: Call) -> Int {
    guard let argument = call.arguments.first else { return 0 }
    var rows = self
    if let of = call.of {
      rows.entity = catalog.entity(named: of.text)
    } else if case .path(let path) = argument.kind, let first = path.names.first {
      rows.entity = catalog.entity(named: first.text)
      return rows.entity == nil ? 0 : rows.power(of: Path(Array(path.names.dropFirst())))
    }
    return rows.power(of: argument)
  }

  private func power(of call: Call) -> Int {
    switch call.kind {
    case .choice:
      let choices = Array(call.arguments.dropFirst())
      // `if(won, 100, 0)`: the mean of it is a percentage.
      return choices.allSatisfy(\.isNumber) ? choices.map(power).max() ?? 0 : greatest(of: choices)
    case .value(let function) where function.family == .choice: return greatest(of: call.arguments)
    case .firstKnown: return greatest(of: call.arguments)
    case .aggregate, .percentile: return power(ofRows: call)
    case .value, .window: return call.arguments.first.map(power) ?? 0
    default: return 0
    }
  }

  /// That of the parts that are more than a number.
  private func greatest(of parts: [Expression]) -> Int {
    parts.filter { !$0.isNumber }.map(power).max() ?? 0
  }
}

extension NumberLiteral {
  /// 1 for 100, −1 for 0.01.
  fileprivate var powerOf100: Int {
    guard !isPercent else { return 0 }
    return switch value.number {
    case 100: 1
    case 0.01: -1
    default: 0
    }
  }
}
