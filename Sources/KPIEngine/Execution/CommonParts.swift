/// Parts that expressions over the same rows have in common: each is reckoned once for a block of rows, and copied.
final class CommonParts {
  private let parts: Set<Scalar>
  private var made: [Scalar: Resolved] = [:]

  /// Nil where nothing that takes long stands in them twice.
  init?(of expressions: [Scalar]) {
    var found: Set<Scalar> = []
    var common: Set<Scalar> = []
    func walk(_ expression: Scalar) {
      switch expression {
      case .choose, .coalesce, .attached, .function:
        // What stands in a part that is common is reckoned with it.
        if !found.insert(expression).inserted {
          common.insert(expression)
          return
        }
      default: break
      }
      expression.operands.forEach(walk)
    }
    expressions.forEach(walk)
    if common.isEmpty { return nil }
    parts = common
  }

  func holds(_ expression: Scalar) -> Bool {
    switch expression {
    case .choose, .coalesce, .attached, .function: parts.contains(expression)
    default: false
    }
  }

  func resolved(_ expression: Scalar, _ make: () -> Resolved) -> Resolved {
    if let known = made[expression] { return known }
    let resolved = make().remembering
    made[expression] = resolved
    return resolved
  }
}

extension Resolved {
  /// The same, which gives the rows that it was given last again without reckoning.
  fileprivate var remembering: Resolved {
    switch self {
    case .codes(let fill, let texts): .codes(Self.remembering(fill), texts: texts)
    case .rows(let fill, let target): .rows(Self.remembering(fill), target: target)
    case .exact(let fill, let scale): .exact(Self.remembering(fill), scale: scale)
    case .real(let fill): .real(Self.remembering(fill))
    case .stamps(let fill): .stamps(Self.remembering(fill))
    case .flags(let fill): .flags(Self.remembering(fill))
    case .null: .null
    }
  }

  private static func remembering<Output: BitwiseCopyable>(_ fill: @escaping Fill<Output>) -> Fill<Output> {
    let last = Remembered<Output>()
    return { rows, out in
      if rows.identity != 0, last.identity == rows.identity {
        out.update(from: last.values.base, count: rows.count)
        return
      }
      fill(rows, out)
      last.values.base.update(from: out, count: rows.count)
      last.identity = rows.identity
    }
  }

  private final class Remembered<Output: BitwiseCopyable> {
    let values = Scratch<Output>()
    var identity = 0
  }
}
