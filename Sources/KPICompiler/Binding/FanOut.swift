import KPIEngine
import KPILanguage

/// A measure reached over a link counts once for every row that reaches it: a sum of them is no sum of what there is.
struct FanOut {
  let metrics: MetricBinder
  let call: Call
  let span: Span

  /// Warns where an aggregate over `source.path` takes a value of a linked row several times.
  func check(_ aggregate: Aggregate, over source: Path, _ path: Path?) {
    // The least, the greatest, the first and the number of different values are the same however often one comes.
    switch aggregate.function {
    case .sum, .average, .quantile, .deviation: break
    default: return
    }
    for input in aggregate.inputs {
      guard case .number(let way, _)? = input.payload, !way.hops.isEmpty, repeats(way, input) else { continue }
      warn(aggregate.function, way, input.entity, source, path)
      return
    }
  }

  /// Whether two rows reach the same row.
  private func repeats(_ way: LinkPath, _ input: Input) -> Bool {
    let context = metrics.compiler.context
    let store = context.store
    var links: [Buffer<Int32>] = []
    var entity = input.entity
    for hop in way.hops {
      links.append(context.rowSets.link(of: entity, column: hop.column))
      entity = hop.target
    }
    var isReached = [Bool](repeating: false, count: store.entities[entity].rowCount + 1)
    for row in stride(from: 1, through: store.entities[input.entity].rowCount, by: 1)
    where context.rowSets.isVisible(row, of: input.entity) {
      let end = links.reduce(row) { Int($1[$0]) }
      guard end > 0 else { continue }
      if isReached[end] { return true }
      isReached[end] = true
    }
    return false
  }

  private func warn(
    _ function: Aggregate.Function, _ way: LinkPath, _ entity: Int, _ source: Path, _ path: Path?
  ) {
    let catalog = metrics.catalog
    let target = catalog.entities[way.target].name
    let isSum = function == .sum
    let name = call.function.text
    var notes: [String] = []
    if let names = linkNames(of: way, from: entity), let measure = path?.names.last {
      let links = names.joined(separator: ".")
      let rest = "each \(source.text).\(links)\(call.condition == nil ? "" : " where …")"
      notes = ["once for each of \(target): `\(name)(max(\(links).\(measure.text)) \(rest))`"]
    }
    metrics.report(
      Diagnostic(
        isSum ? .warning : .note, "fan-out",
        "`\(name)` \(isSum ? "adds" : "takes") a number of \(target) once for every row of \(source.text) that leads to it",
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
