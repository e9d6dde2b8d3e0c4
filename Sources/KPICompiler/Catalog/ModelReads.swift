import KPIEngine
import KPILanguage

/// What each definition of a model reads of the database: so that a table or a column that is gone is told with
/// everything that rests on it.
package struct ModelReads {
  /// A definition: a member of an entity, a metric, a segment, events, a target, a report line.
  package struct Definition {
    /// As a message names it: `metric revenue`, `dimension status of orders`.
    package var name: Message
    package var reads: ColumnsRead
  }

  private let compiler: Compiler
  private var catalog: Catalog { compiler.catalog }

  /// - Parameter compiler: one over a hollow store.
  package init(_ compiler: Compiler) { self.compiler = compiler }

  /// The definitions that can be bound, in the order in which a model has them.
  package func definitions() -> [Definition] {
    var found: [Definition] = []
    func add(_ name: Message, _ reads: ColumnsRead?) {
      if let reads { found.append(Definition(name: name, reads: reads)) }
    }
    for entity in catalog.entities where !entity.isHistory {
      for member in entity.members {
        add(
          "\(member.kind.word) `\(member.name)` of `\(entity.name)`",
          ColumnsRead(member.value.expression, compiler.$catalog))
      }
      for history in entity.histories {
        let sides = [.row(history.subject), history.time, history.from.expression, history.to.expression]
        add("history `\(history.member)` of `\(entity.name)`", ColumnsRead(sides, compiler.$catalog))
      }
    }
    for events in catalog.events.keys.sorted().compactMap({ catalog.events[$0] }) {
      add("events `\(events.name.text)`", reads(of: events))
    }
    let metrics = MetricBinder(compiler: compiler)
    for key in catalog.metricOrder {
      guard let metric = catalog.metrics[key] else { continue }
      add(
        "metric `\(metric.name.text)`",
        metrics.metric(metric).map { ColumnsRead($0.aggregates, compiler.$catalog) })
    }
    for key in catalog.segments.keys.sorted() {
      guard let segment = catalog.segments[key], let owner = catalog.entity(named: segment.entity.text)
      else { continue }
      add(
        "segment `\(segment.name.text)`",
        compiler.meaning(of: segment, over: owner).condition.map { ColumnsRead([$0], compiler.$catalog) })
    }
    for target in catalog.targets {
      guard let name = target.metric.names.first else { continue }
      add("target `\(target.metric.text)`", metrics.metric(name).map { ColumnsRead($0.aggregates, compiler.$catalog) })
    }
    for alert in catalog.alerts {
      let plan = AlertBinder(alert, compiler) { _ in }.prepared(in: nil)?.plan
      add("alert `\(alert.metric.text)` per \(alert.unit.told)", plan.map { ColumnsRead([$0], compiler.$catalog) })
    }
    for key in catalog.reports.keys.sorted() {
      guard let report = catalog.reports[key] else { continue }
      add("report `\(report.report.text)`", compiler.reads(of: report))
    }
    return found
  }

  private func reads(of events: EventsDeclaration) -> ColumnsRead? {
    let binder = MetricBinder(compiler: compiler)
    return binder.expression(events.asCount).map { ColumnsRead($0.aggregates, compiler.$catalog) }
  }
}

extension EventsDeclaration {
  /// `count(EVENTS)`.
  var asCount: Expression {
    var call = Call(function: Name("count", name.span))
    call.arguments = [Expression(.path(Path([name])), name.span)]
    return Expression(.call(call), name.span)
  }
}

extension Compiler {
  /// What the question that a report line makes reads; nil for a line that is none alone.
  fileprivate func reads(of declared: ReportDeclaration) -> ColumnsRead? {
    guard let verb = ModelCheck.verb(of: declared) else { return nil }
    let span = declared.report.span
    return prepare(Question(verb: verb, verbSpan: span, span: span)).content?.read
  }
}

extension Member.Kind {
  /// The word that declares it.
  fileprivate var word: Message {
    switch self {
    case .time: Keyword.time.told
    case .dimension: Keyword.dimension.told
    case .measure: Keyword.measure.told
    case .link: Keyword.link.told
    }
  }
}
