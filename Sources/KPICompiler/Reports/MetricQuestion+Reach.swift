import KPIEngine
import KPILanguage

extension MetricQuestion {
  /// A mistake about a dimension that a metric's rows do not have, with the metric's part that they are of: `profit` uses
  /// `marketing_cost`, whose rows have no `employee`.
  func explained(_ diagnostic: Diagnostic, _ compiler: Compiler) -> Diagnostic {
    let paths = clauses.by.compactMap { item in
      if case .path(let path) = item { path } else { nil as Path? }
    }
    guard diagnostic.code == "unknown-dimension", let path = paths.first(where: { $0.span == diagnostic.span }) else {
      return diagnostic
    }
    var explained = diagnostic
    for item in items {
      guard let declared = compiler.catalog.metric(named: item.column.name) else { continue }
      var reached = 0
      var unreached: [Message] = []
      for name in compiler.summands(of: declared.expression) where name != declared.name.text {
        guard let part = compiler.catalog.metric(named: name), let bound = MetricBinder(compiler: compiler).metric(part)
        else { continue }
        let entities = Set(bound.aggregates.flatMap { $0.inputs.map(\.entity) }).sorted()
        if let first = entities.first(where: { !reaches(path, from: $0, compiler) }) {
          let rows = compiler.catalog.entities[first].told
          unreached.append("`\(declared.told)` uses `\(part.told)`, whose rows (\(rows)) have no `\(shown(path.text))`")
        } else {
          reached += 1
        }
      }
      // A name that none of them has is a slip, not a matter of rows.
      if reached > 0 { explained.notes += unreached }
    }
    return explained
  }

  private func reaches(_ path: Path, from entity: Int, _ compiler: Compiler) -> Bool {
    if case .none = NameResolver(compiler.$catalog).find(path, from: entity) { return false }
    return true
  }
}
