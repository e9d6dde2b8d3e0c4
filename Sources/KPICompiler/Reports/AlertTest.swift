import KPILanguage

/// The condition of an alert, taken apart at `and` and `or`: what it compares, each with its own limit.
indirect enum AlertTest: Sendable {
  case part(Int)
  case any([AlertTest])
  case all([AlertTest])

  /// One of the things that are compared.
  struct Part {
    var condition: Expression
    /// What the metric is compared with; nil where it stands on neither side.
    var limit: Expression?
  }

  /// - Parameter limit: what a comparison holds the alert's metric against.
  init(_ condition: Expression, _ parts: inout [Part], limit: (Expression) -> Expression?) {
    switch condition.kind {
    case .bracketed(let inner): self.init(inner, &parts, limit: limit)
    case .binary(.or, _, _):
      self = .any(condition.operands(of: .or).map { AlertTest($0, &parts, limit: limit) })
    case .binary(.and, _, _):
      self = .all(condition.operands(of: .and).map { AlertTest($0, &parts, limit: limit) })
    default:
      self = .part(parts.count)
      parts.append(Part(condition: condition, limit: limit(condition)))
    }
  }

  /// Whether it holds where its parts do as they are said to.
  func holds(_ part: (Int) -> Bool) -> Bool {
    switch self {
    case .part(let index): part(index)
    case .any(let tests): tests.contains { $0.holds(part) }
    case .all(let tests): tests.allSatisfy { $0.holds(part) }
    }
  }

  /// The first of the parts that make it hold, one with a limit before the others.
  func reason(_ part: (Int) -> Bool, hasLimit: (Int) -> Bool) -> Int? {
    switch self {
    case .part(let index): return part(index) ? index : nil
    case .any(let tests):
      return tests.first { $0.holds(part) }?.reason(part, hasLimit: hasLimit)
    case .all(let tests):
      let reasons = tests.compactMap { $0.reason(part, hasLimit: hasLimit) }
      return reasons.first(where: hasLimit) ?? reasons.first
    }
  }
}
