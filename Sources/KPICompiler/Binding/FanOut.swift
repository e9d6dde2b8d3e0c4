import KPIEngine
import KPILanguage

/// A number reached over a link counts once for every row that reaches it: a sum of them is no sum of what there is.
struct FanOut {
  let metrics: MetricBinder
  let call: Call
  let span: Span
  /// The aggregate speaks of the rows of a thing (`each`), so no further `each` fits around it.
  let isOfThings: Bool

  /// Warns where an aggregate over `source.path` takes a value of a linked row several times.
  func check(_ aggregate: Aggregate, over source: Path, _ path: Path) {
    let payloads = aggregate.inputs.map { ($0, $0.payload ?? .null) }
    guard let (way, input, isWhole) = repeated(aggregate.function, payloads) else { return }
    let names = linkNames(of: way, from: input.entity)
    let measure = names.flatMap { names in path.names.last.map { "\(names.joined(separator: ".")).\($0.text)" } }
    warn(aggregate.function, way, input.entity, source, isWhole ? measure : nil)
  }

  /// The same for `X of E`.
  func check(_ aggregate: Aggregate, over source: Path, of expression: Expression) {
    for term in aggregate.function == .sum ? expression.terms : [expression] {
      let payloads = aggregate.inputs.compactMap { input -> (Input, Scalar)? in
        let rows = RowBinder(metrics.compiler, entity: input.entity)
        rows.binds = MetricBinder(compiler: metrics.compiler)
        return rows.value(term, expecting: .number).map { (input, $0.expression) }
      }
      guard let (way, input, isWhole) = repeated(aggregate.function, payloads) else { continue }
      warn(aggregate.function, way, input.entity, source, isWhole ? term.written : nil)
      return
    }
  }

  /// The way to the rows whose numbers are taken several times, and whether nothing else is in the payload.
  private func repeated(
    _ function: Aggregate.Function, _ payloads: [(input: Input, payload: Scalar)]
  ) -> (way: LinkPath, input: Input, isWhole: Bool)? {
    // The least, the greatest, the first and the number of different values are the same however often one comes.
    guard function.family == .sum || function.family == .average else { return nil }
    for (input, payload) in payloads {
      let terms = function == .sum ? payload.terms : [payload]
      for term in terms {
        guard let way = term.soleWay, repeats(way, input) else { continue }
        return (way, input, terms.count == 1)
      }
    }
    return nil
  }

  /// Whether two rows reach the same row.
  private func repeats(_ way: LinkPath, _ input: Input) -> Bool {
    let context = metrics.compiler.context
    if context.elsewhere != nil { return context.repeats(way) ?? false }
    let store = context.store
    var links: [Codes] = []
    var entity = input.entity
    for hop in way.hops {
      links.append(context.rowSets.link(of: entity, column: hop.column))
      entity = hop.target
    }
    var isReached = [Bool](repeating: false, count: store.entities[entity].rowCount + 1)
    for row in stride(from: 1, through: store.entities[input.entity].rowCount, by: 1)
    where context.rowSets.isVisible(row, of: input.entity) {
      let end = links.reduce(row) { $1[$0] }
      guard end > 0 else { continue }
      if isReached[end] { return true }
      isReached[end] = true
    }
    return false
  }

  /// - Parameter number: what is taken, as it is written from the rows of the source.
  private func warn(
    _ function: Aggregate.Function, _ way: LinkPath, _ entity: Int, _ source: Path, _ number: String?
  ) {
    let target = metrics.catalog.entities[way.target].name
    let isSum = function == .sum
    let name = call.function.text
    var notes: [Message] = []
    if !isOfThings, let names = linkNames(of: way, from: entity), let number {
      let rest = "each \(source.text).\(names.joined(separator: "."))\(call.condition == nil ? "" : " where …")"
      notes = ["once for each of \(target): `\(name)(max(\(number)) \(rest))`"]
    }
    metrics.report(
      Diagnostic(
        isSum ? .warning : .note, "fan-out",
        isSum
          ? "`\(name)` adds a number of \(target) once for every row of \(source.text) that leads to it"
          : "`\(name)` takes a number of \(target) once for every row of \(source.text) that leads to it",
        at: span, notes: notes))
  }

  /// The links of a way by their names; nil where one has none of its own.
  private func linkNames(of way: LinkPath, from entity: Int) -> [String]? {
    var names: [String] = []
    var entity = entity
    for hop in way.hops {
      let link = metrics.catalog.entities[entity].members.first { $0.value.path?.hops == [hop] }
      guard let link else { return nil }
      names.append(link.name)
      entity = hop.target
    }
    return names
  }
}

extension Expression {
  /// What is added up, or taken off, to make it.
  fileprivate var terms: [Expression] {
    switch kind {
    case .bracketed(let inner), .negate(let inner): inner.terms
    case .binary(.add, let lhs, let rhs), .binary(.subtract, let lhs, let rhs): lhs.terms + rhs.terms
    default: [self]
    }
  }

  /// As it is written where it is names and arithmetic, else `X`, as the language calls an expression of a row.
  fileprivate var written: String {
    switch kind {
    case .path(let path): path.text
    case .number(let literal) where literal.scale == 0 && !literal.isPercent: String(literal.coefficient)
    case .bracketed(let inner) where inner.written != "X": "(\(inner.written))"
    case .binary(let operation, let lhs, let rhs) where lhs.written != "X" && rhs.written != "X":
      "\(lhs.written) \(operation.rawValue) \(rhs.written)"
    default: "X"
    }
  }
}

extension Scalar {
  /// What is added up, or taken off, to make it; a constant factor goes with each.
  fileprivate var terms: [Scalar] {
    switch self {
    case .arithmetic(.add, let lhs, let rhs), .arithmetic(.subtract, let lhs, let rhs): lhs.terms + rhs.terms
    case .arithmetic(.multiply, let lhs, let rhs) where rhs.ways == []: lhs.terms
    case .arithmetic(.multiply, let lhs, let rhs) where lhs.ways == []: rhs.terms
    case .arithmetic(.divide, let lhs, let rhs) where rhs.ways == []: lhs.terms
    default: [self]
    }
  }

  /// The way to the linked row that alone decides the value; nil where the row's own values, or several others', do.
  fileprivate var soleWay: LinkPath? {
    guard let ways else { return nil }
    // A row decides what the rows that it leads to have.
    let nearest = ways.filter { way in
      !ways.contains { $0.hops.count < way.hops.count && way.hops.starts(with: $0.hops) }
    }
    return nearest.count == 1 ? nearest.first : nil
  }

  /// The ways to the values that it is made of, its conditions' left out; nil where a value is the row's own.
  private var ways: Set<LinkPath>? {
    switch self {
    case .text(let path, _), .number(let path, _), .time(let path, _, _), .row(let path):
      return path.hops.isEmpty ? nil : [path]
    case .attached(let sub, let path):
      return path.hops.isEmpty || sub.aggregate.window == .beforeRow ? nil : [path]
    case .clock, .isFirst: return nil
    case .choose(_, let then, let otherwise): return Self.ways([then, otherwise])
    default: return Self.ways(operands)
    }
  }

  private static func ways(_ parts: [Scalar]) -> Set<LinkPath>? {
    var all: Set<LinkPath> = []
    for part in parts {
      guard let ways = part.ways else { return nil }
      all.formUnion(ways)
    }
    return all
  }
}
