import KPIEngine
import KPILanguage

/// Binds one aggregate: its entity or events, condition, time, payload and placement.
struct AggregateBinder {
  private let metrics: MetricBinder
  private let call: Call
  private let span: Span
  /// It speaks of the rows of a thing, inside `each`.
  private let isOfThings: Bool

  init(_ metrics: MetricBinder, _ call: Call, _ span: Span, isOfThings: Bool = false) {
    self.metrics = metrics
    self.call = call
    self.span = span
    self.isOfThings = isOfThings
  }

  /// One entity that rows come from.
  private struct Stream {
    let entity: Int
    let condition: Expression?
    let time: Path?
  }

  func bind() -> BoundMetric? {
    if let each = call.each { return EachBinder(metrics, call, each, span).bind() }
    if call.isFirst { return first() }
    switch call.kind {
    case .stock: return stock()
    case .count: return call.isDistinct ? distinct() : over(.count, rowsArgument())
    case .aggregate(let function): return over(function, measureArgument())
    case .percentile: return percentile()
    case .times(let function): return over(function, rowsArgument().map(Item.times))
    default:
      metrics.report(
        "wrong-arguments",
        "`\(shown(call.function.text))` aggregates no rows, so no `where`, `per`, `of` … goes with it",
        at: span, notes: ["what belongs to an aggregate inside stands in that one's brackets"])
      return nil
    }
  }

  /// What is aggregated.
  private enum Item {
    case rows(Path)
    /// The rows' own times.
    case times(Path)
    /// `E.PATH`: a value of each row; of several their combination.
    case values(Path, [Path])
    /// `X of E`.
    case expressions([Expression], of: Path)

    static func times(_ item: Item) -> Item { if case .rows(let path) = item { .times(path) } else { item } }

    var isTimes: Bool { if case .times = self { true } else { false } }

    var source: Path {
      switch self {
      case .rows(let path), .times(let path), .values(let path, _), .expressions(_, let path): path
      }
    }
  }

  /// `count(first E per customer where …)`: each subject's first row ever; the group and the question's condition
  /// then choose among those rows.
  private func first() -> BoundMetric? {
    guard let per = call.per else { return nil }
    var own = call
    own.isFirst = false
    own.per = nil
    guard var bound = AggregateBinder(metrics, own, span).bind(), bound.aggregates.count == 1,
      metrics.haveTimes(bound.aggregates, for: Keyword.first.told, at: span)
    else { return nil }
    for index in bound.aggregates[0].inputs.indices {
      let input = bound.aggregates[0].inputs[index]
      let rows = RowBinder(metrics.compiler, entity: input.entity)
      let way = rows.linkPath(per)
      rows.diagnostics.forEach(metrics.report)
      guard let way else { return nil }
      bound.aggregates[0].inputs[index].condition = .both(
        input.condition, .isFirst(FirstRow(input: input, subject: way)))
    }
    if bound.aggregates[0].inputs.count > 1 {
      metrics.report("wrong-arguments", "`first` takes one entity, not events of several", at: span)
      return nil
    }
    return bound
  }

  // MARK: Arguments

  private func rowsArgument() -> Item? {
    guard call.arguments.count == 1, case .path(let path) = call.arguments[0].kind, path.names.count == 1 else {
      metrics.report("wrong-arguments", "`\(call.told)` takes an entity or events", at: span)
      return nil
    }
    return .rows(path)
  }

  private func measureArgument() -> Item? {
    guard let argument = call.arguments.first else { return nil }
    if let entity = call.of { return .expressions([argument], of: entity) }
    if case .path(let path) = argument.kind, path.names.count > 1 { return valuesArgument([argument]) }
    if case .path(let path) = argument.kind, let name = path.names.first, path.names.count == 1,
      let declared = metrics.catalog.metric(named: name.text), let bound = metrics.metric(declared)
    {
      metrics.report(
        "wrong-kind",
        "`\(name.text)` is a metric, \(bound.kind.description), which is computed anew for every group and total",
        at: argument.span, label: "write `\(name.text)` without `\(call.told)`")
      return nil
    }
    metrics.report(
      "wrong-arguments",
      call.isDistinct
        ? "`\(call.told)` takes a value of an entity's rows"
        : "`\(call.told)` takes a measure of an entity",
      at: argument.span,
      notes: [
        call.isDistinct
          ? "write `count(distinct entity.link)` or `count(distinct X of entity)`"
          : "write `\(call.told)(entity.measure)` or `\(call.told)(X of entity)`"
      ])
    return nil
  }

  /// `E.A, E.B, …`: values of the rows of one entity.
  private func valuesArgument(_ arguments: [Expression]) -> Item? {
    var paths: [Path] = []
    for argument in arguments {
      guard case .path(let path) = argument.kind, path.names.count > 1 else {
        metrics.report(
          "wrong-arguments", "`\(call.told)` takes values of an entity", at: argument.span,
          notes: ["write `E.A, E.B`, or expressions and their entity: `X, Y of E`"])
        return nil
      }
      paths.append(path)
    }
    guard let entity = paths.first?.names.first else { return nil }
    if let other = paths.first(where: { $0.names.first.map { Catalog.key($0.text) } != Catalog.key(entity.text) }) {
      metrics.report(
        "wrong-arguments", "`\(other.text)` is no value of \(entity.text)", at: other.span,
        label: "combinations are of the rows of one entity")
      return nil
    }
    return .values(Path([entity]), paths.map { Path(Array($0.names.dropFirst())) })
  }

  private func percentile() -> BoundMetric? {
    metrics.fraction(call).flatMap { over(.quantile($0), measureArgument()) }
  }

  /// Different values, or different combinations of several.
  private func distinct() -> BoundMetric? {
    if let entity = call.of { return over(.distinct, .expressions(call.arguments, of: entity)) }
    return over(.distinct, call.arguments.count == 1 ? measureArgument() : valuesArgument(call.arguments))
  }

  /// `stock(E …)`, `stock(sum E.MEASURE …)`: all rows up to the unit's end.
  private func stock() -> BoundMetric? {
    var bound: BoundMetric?
    if case .call(let inner)? = call.arguments.first?.kind {
      var whole = call
      whole.function = inner.function
      whole.arguments = inner.arguments
      if inner.hasClauses {
        metrics.report(
          "misplaced-clause", "the clauses of a stock stand behind its measure", at: span,
          label: "write `stock(\(inner.told) E.MEASURE where C)`")
        return nil
      }
      whole.per = nil
      guard Function.check(whole, at: span, in: .metric, report: metrics.report) else { return nil }
      bound = AggregateBinder(metrics, whole, span).bind()
    } else {
      bound = over(.count, rowsArgument())
    }
    guard var bound else { return nil }
    for index in bound.aggregates.indices { bound.aggregates[index].window = .soFar }
    return bound
  }

  // MARK: Sources

  private func streams(_ path: Path) -> [Stream]? {
    guard let name = path.names.first, path.names.count == 1 else {
      metrics.report("unknown-entity", "there is no entity `\(path.text)`", at: path.span)
      return nil
    }
    if let entity = metrics.catalog.entity(named: name.text) {
      return [Stream(entity: entity, condition: nil, time: nil)]
    }
    if let events = metrics.catalog.events(named: name.text) {
      return events.parts.compactMap { part in
        guard let entity = metrics.catalog.entity(named: part.entity.text) else {
          metrics.report("unknown-entity", "there is no entity `\(part.entity.text)`", at: part.entity.span)
          return nil
        }
        return Stream(entity: entity, condition: part.condition, time: part.time)
      }
    }
    let names =
      metrics.catalog.entities.filter { !$0.isHistory }.map(\.name)
      + metrics.catalog.events.values.map(\.name.text).sorted()
    metrics.report(
      "unknown-entity", "there is no entity `\(shown(name.text))`", at: name.span,
      label: DidYouMean.label(for: name.text, among: names))
    return nil
  }

  private func over(_ function: Aggregate.Function, _ item: Item?) -> BoundMetric? {
    guard let item, let streams = streams(item.source) else { return nil }
    if call.whileFrom != nil, streams.count > 1 {
      metrics.report(
        "wrong-arguments", "`while` is about the rows of one entity, not about events of several", at: item.source.span)
      return nil
    }
    if let name = item.source.names.first, let events = metrics.catalog.events(named: name.text),
      metrics.catalog.entity(named: name.text) == nil
    {
      // Their conditions may name segments and metrics.
      let levels = events.parts.compactMap(\.condition).map(\.levels).max() ?? 0
      return metrics.inside(.events, events.name, levels: levels) { over(function, item, streams) }
    }
    return over(function, item, streams)
  }

  private func over(_ function: Aggregate.Function, _ item: Item, _ streams: [Stream]) -> BoundMetric? {
    var unit: String?
    var until: Scalar?
    var inputs: [Input] = []
    for stream in streams {
      let rows = RowBinder(metrics.compiler, entity: stream.entity)
      rows.binds = metrics
      let input = self.input(stream, item, function, rows, &unit, &until)
      for diagnostic in rows.diagnostics { metrics.report(diagnostic) }
      guard let input else { return nil }
      inputs.append(input)
    }
    var aggregate = Aggregate(function, inputs: inputs)
    checkFanOut(of: aggregate, item)
    if let until {
      aggregate.placement = call.overlaps ? .overlapping(until: until) : .openAtEnd(until: until)
      if !call.overlaps { aggregate.window = .soFar }
    }
    return BoundMetric(aggregate, unit: function == .count || function == .distinct ? nil : unit)
  }

  private func checkFanOut(of aggregate: Aggregate, _ item: Item) {
    let fanOut = FanOut(metrics: metrics, call: call, span: span, isOfThings: isOfThings)
    switch item {
    case .values(let source, let paths) where paths.count == 1: fanOut.check(aggregate, over: source, paths[0])
    case .expressions(let expressions, let source) where expressions.count == 1:
      fanOut.check(aggregate, over: source, of: expressions[0])
    default: break
    }
  }

  private func input(
    _ stream: Stream, _ item: Item, _ function: Aggregate.Function, _ rows: RowBinder, _ unit: inout String?,
    _ until: inout Scalar?
  ) -> Input? {
    let entity = metrics.catalog.entities[stream.entity]
    var time = entity.time
    if let path = call.time ?? stream.time {
      guard let named = rows.time(path) else { return nil }
      time = named
    }
    if let from = call.whileFrom, let to = call.whileTo {
      guard let begin = rows.value(from, expecting: .time), let end = rows.value(to, expecting: .time),
        begin.type == .time, end.type == .time
      else {
        if !rows.diagnostics.contains(where: { $0.severity == .error }) {
          rows.report("not-a-time", "`while` stands between two times", at: from.span)
        }
        return nil
      }
      time = begin.expression
      until = end.expression
    }
    var condition: Scalar?
    for part in [stream.condition, call.condition].compactMap({ $0 }) {
      guard let bound = rows.condition(part) else { return nil }
      condition = .both(condition, bound)
    }
    var input = Input(entity: stream.entity, time: time, condition: condition)
    let isOrdered = function == .first || function == .last
    if isOrdered || item.isTimes,
      !metrics.haveTimes([Aggregate(function, inputs: [input])], for: call.told, at: span)
    {
      return nil
    }
    var payloads: [Scalar?]
    switch item {
    case .rows: return input
    case .times: payloads = [time]
    case .values(_, let paths):
      payloads = paths.map { payload(rows.name($0, expecting: .number), $0.span, function, rows, &unit) }
    case .expressions(let expressions, _):
      payloads = expressions.map {
        payload(rows.value($0, expecting: .number), $0.span, function, rows, &unit)
      }
    }
    let bound = payloads.compactMap { $0 }
    guard bound.count == payloads.count, let first = bound.first else { return nil }
    input.payload = bound.count == 1 ? first : .combination(bound)
    return input
  }

  private func payload(
    _ bound: TypedScalar?, _ span: Span?, _ function: Aggregate.Function, _ rows: RowBinder, _ unit: inout String?
  ) -> Scalar? {
    guard let bound else { return nil }
    if let known = unit, let own = bound.unit, known != own {
      rows.report("unit-mismatch", "`\(known)` and `\(own)` cannot be added up", at: span)
      return nil
    }
    unit = unit ?? bound.unit
    if function == .distinct { return bound.expression }
    let isTimed =
      bound.type == .time && (function == .minimum || function == .maximum || function == .first || function == .last)
    guard bound.type == .number || bound.type == .null || isTimed else {
      rows.report(
        "not-a-number", "`\(call.told)` takes numbers, and this is \(bound.type.description)", at: span)
      return nil
    }
    return bound.expression
  }
}

extension MetricBinder {
  /// The part of the numbers that a percentile is above: `percentile(X, 0.9)`.
  func fraction(_ call: Call) -> Double? {
    guard let argument = call.arguments.last else { return nil }
    let value: Double? =
      switch argument.kind {
      case .number(let literal): literal.value.number.map { literal.isPercent ? $0 / 100 : $0 }
      case .variable, .index, .member: compiler.constant(argument)?.number
      default: nil
      }
    if let value, (0...1).contains(value) { return value }
    let part = value.flatMap { (1...100).contains($0) && $0 == $0.rounded() ? $0 / 100 : nil }
    report(
      "wrong-arguments", "`percentile` takes a fraction such as 0.9 here", at: argument.span,
      label: part.map { "write `\($0)`" })
    return nil
  }
}
