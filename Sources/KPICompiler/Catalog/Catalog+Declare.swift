import KPILanguage

extension Catalog {
  /// Takes a definition of a script or of the prompt.
  ///
  /// - Parameter own: the names that the script or the prompt defined before; those may be defined again without
  ///   `redefine`.
  /// - Returns: every mistake; the definition counts only where there is none.
  package mutating func declare(_ declaration: Declaration, own: Set<String>) -> [Diagnostic] {
    switch declaration {
    case .metric(let metric):
      let key = Catalog.key(metric.name.text)
      if let problem = clash(metric.name, metric.redefines, own, metrics[key] != nil) { return [problem] }
      if metrics[key] == nil { metricOrder.append(key) }
      metrics[key] = metric
    case .segment(let segment):
      let key = Catalog.key(segment.name.text)
      if let problem = clash(segment.name, segment.redefines, own, segments[key] != nil) { return [problem] }
      segments[key] = segment
    case .events(let declared):
      let key = Catalog.key(declared.name.text)
      if let problem = clash(declared.name, declared.redefines, own, events[key] != nil) { return [problem] }
      events[key] = declared
    case .target(let target):
      let key = target.key
      if own.contains(key), let old = targets.lastIndex(where: { $0.key == key }) { targets.remove(at: old) }
      targets.append(target)
    case .alert(let alert):
      let key = alert.key
      if own.contains(key), let old = alerts.lastIndex(where: { $0.key == key }) { alerts.remove(at: old) }
      alerts.append(alert)
    default:
      return [Diagnostic("not-in-script", "this declaration stands in a model only", at: nil)]
    }
    nameTable.add(declaration)
    return []
  }

  /// The key that `declare` keeps a definition under; nil for definitions without a name.
  package static func definedName(_ declaration: Declaration) -> String? {
    switch declaration {
    case .metric(let metric): key(metric.name.text)
    case .segment(let segment): key(segment.name.text)
    case .events(let events): key(events.name.text)
    case .target(let target): target.key
    case .alert(let alert): alert.key
    default: nil
    }
  }

  private func clash(_ name: Name, _ redefines: Bool, _ own: Set<String>, _ isKnown: Bool) -> Diagnostic? {
    guard isKnown, !redefines, !own.contains(Catalog.key(name.text)) else { return nil }
    return Diagnostic(
      "repeated-name", "the model already has `\(name.text)`", at: name.span, label: "write `redefine` before it")
  }
}

extension TargetDeclaration {
  /// What it is set for: the metric, the unit of time, and whom; no name is written like this.
  fileprivate var key: String {
    var key = "target \(Catalog.key(metric.text)) per \(unit.rawValue)"
    if let dimension, let value { key += " for \(Catalog.key(dimension.text)) = \(value.kind)" }
    return key
  }
}

extension AlertDeclaration {
  /// What it watches, and when it fires; no name is written like this.
  fileprivate var key: String { "alert \(Catalog.key(metric.text)) per \(unit.rawValue) when \(text)" }
}

extension Compiler {
  /// What is wrong with a definition, against the catalog that it has been declared in.
  package func check(_ declaration: Declaration) -> [Diagnostic] {
    switch declaration {
    case .metric(let metric):
      let binder = MetricBinder(compiler: self)
      let bound = binder.metric(metric)
      return bound == nil ? binder.diagnostics.orFault(at: metric.name.span) : binder.diagnostics
    case .segment(let segment):
      guard let entity = catalog.entity(named: segment.entity.text) else {
        return [Diagnostic("unknown-entity", "there is no entity `\(segment.entity.text)`", at: segment.entity.span)]
      }
      return meaning(of: segment, over: entity).diagnostics
    case .events(let events):
      let binder = MetricBinder(compiler: self)
      _ = binder.expression(events.asCount)
      return binder.diagnostics
    case .target(let target):
      let metrics = MetricBinder(compiler: self)
      guard let name = target.metric.names.first, target.metric.names.count == 1 else {
        return [Diagnostic("unknown-metric", "there is no metric `\(target.metric.text)`", at: target.metric.span)]
      }
      var found: [Diagnostic] = []
      if let bound = metrics.metric(name), let declared = catalog.metric(named: name.text) {
        // The one statement, without those that were checked before it.
        var alone = self
        alone.catalog.targets = [target]
        _ = TargetBinder(compiler: alone).aggregate(for: declared, bound) { found.append($0) }
      }
      return metrics.diagnostics + found
    case .alert(let alert):
      var found: [Diagnostic] = []
      let bound = AlertBinder(alert, self) { if !found.contains($0) { found.append($0) } }.prepared(in: nil)
      return bound == nil ? found.orFault(at: alert.span) : found
    default: return []
    }
  }
}
