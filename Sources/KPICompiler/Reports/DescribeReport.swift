import KPIEngine
import KPILanguage

/// `describe [NAME]`: the model, an entity, or a metric with its definition; `describe metrics`: all of them as a table.
enum DescribeReport {
  private static let metricColumns = [
    ReportColumn("metric", "chỉ số", .dimension, .text), ReportColumn("label", "tên", .value, .text),
    ReportColumn("description", "mô tả", .value, .text), ReportColumn("formula", "công thức", .value, .text),
    ReportColumn("unit", "đơn vị", .value, .text), ReportColumn("rests_on", "dựa trên", .value, .text),
    ReportColumn("by", "theo", .value, .text),
  ]

  static let report = Report(
    verb: .describe, summary: "the model, or what a name means", clauses: [], example: "describe aov",
    columns: metricColumns
  ) { question, compiler, tell in
    guard case .describe(let path) = question.verb else { return nil }
    return { prepare(path, compiler, tell) }
  }

  static func prepare(
    _ path: Path?, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let catalog = compiler.catalog
    guard let path else { return .text("describe", model(compiler), compiler) }
    if path.names.count == 1, path.names[0].isQuoted, path.text.contains("*") {
      let lines = NameSearch(compiler).lines(matching: path.text)
      if !lines.isEmpty { return .text("describe", lines, compiler) }
    }
    if let metric = catalog.metric(named: path.text) { return describe(metric, compiler, report) }
    if let entity = catalog.entity(named: path.text) { return .text("describe", lines(of: entity, compiler), compiler) }
    if let events = catalog.events(named: path.text) {
      let parts = events.parts.map(\.entity.text).joined(separator: " + ")
      return .text("describe", ["events \(events.name.text) = \(parts)"], compiler)
    }
    if let segment = catalog.segment(named: path.text) {
      return .text(
        "describe",
        ["segment \(segment.name.text) of \(segment.entity.text)"]
          + (segment.label.map { [Message(written: $0)] } ?? []),
        compiler)
    }
    let members = catalog.entities.filter { !$0.isHistory }.compactMap { entity -> Message? in
      entity.member(named: path.text).map { "\(entity.name).\($0.name)\(quoted($0.label)): \(kind(of: $0, compiler))" }
    }
    if !members.isEmpty { return .text("describe", members, compiler) }
    if Catalog.key(path.text) == "metrics" { return metrics(compiler, report) }
    let names =
      catalog.metricOrder + catalog.entities.filter { !$0.isHistory }.map(\.name)
      + catalog.entities.flatMap { $0.members.map(\.name) }
    report(
      Diagnostic(
        "unknown-name", "the model has nothing called `\(shown(path.text))`", at: path.span,
        label: DidYouMean.label(for: path.text, among: names)))
    return nil
  }

  private static func model(_ compiler: Compiler) -> [Message] {
    let catalog = compiler.catalog
    var lines: [Message] = ["model \(catalog.name)\(quoted(catalog.label))", "", "entities:"]
    for (index, entity) in catalog.entities.enumerated() where !entity.isHistory {
      let rows = compiler.context.store.entities[index]
      guard compiler.hasData else {
        lines.append("  \(entity.name)\(quoted(entity.label))")
        continue
      }
      let count: Message = rows.isMissing ? "no table" : "\(compiler.context.visibleCount(of: index)) rows"
      lines.append("  \(entity.name)\(quoted(entity.label)): \(count)")
    }
    lines += ["", "metrics:"]
    for key in catalog.metricOrder {
      guard let metric = catalog.metrics[key] else { continue }
      lines.append("  \(metric.name.text)\(quoted(metric.label))")
    }
    if !catalog.alerts.isEmpty {
      lines += ["", "alerts:"] + catalog.alerts.map { "  \($0.metric.text) \(told(of: $0, compiler))" }
    }
    lines += ["", "`describe NAME` tells more of each"]
    return lines
  }

  private static func lines(of index: Int, _ compiler: Compiler) -> [Message] {
    let entity = compiler.catalog.entities[index]
    let spec = compiler.catalog.spec.entities[index]
    var lines: [Message] = ["entity \(entity.name)\(quoted(entity.label))", "  table \(spec.table)"]
    if !entity.also.isEmpty { lines.append("  also called: \(entity.also.joined(separator: ", "))") }
    for member in entity.members {
      let (name, kind) = ("\(member.name)\(quoted(member.label))", kind(of: member, compiler))
      let also = member.also.joined(separator: ", ")
      lines.append(also.isEmpty ? "  \(name): \(kind)" : "  \(name), also \(also): \(kind)")
    }
    for history in entity.histories {
      lines.append("  history of \(entity.member(named: history.member)?.told ?? Message(written: history.member))")
    }
    return lines
  }

  static func kind(of member: Member, _ compiler: Compiler) -> Message {
    switch member.kind {
    case .time(let isPlanned): return isPlanned ? "planned time" : "time"
    case .measure: return member.unit.map { "measure in \($0)" } ?? "measure"
    case .dimension: return "dimension, \(member.value.type.description)"
    case .link:
      if case .link(let target) = member.value.type { return "link to \(compiler.catalog.entities[target].told)" }
      return "link"
    }
  }

  /// Every metric with its definition, in the order of the model.
  private static func metrics(
    _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion {
    let rows = compiler.catalog.metricOrder.compactMap { key -> [Value]? in
      guard let metric = compiler.catalog.metrics[key] else { return nil }
      let binder = MetricBinder(compiler: compiler)
      let bound = binder.metric(metric)
      binder.diagnostics.forEach(report)
      guard let bound else { return nil }
      let entities = entities(of: bound)
      let lower: Message? = metric.betterLower ? "lower is better" : nil
      let unit = Message.list([bound.unit.map(Message.init(written:)), lower].compactMap { $0 })
        .text(in: compiler.language)
      return [
        .text(metric.name.text), metric.label.map(Value.text) ?? .null,
        metric.description.map { .text(Message(known: $0).text(in: compiler.language)) } ?? .null,
        .text(metric.text), unit.isEmpty ? .null : .text(unit),
        .text(entities.map { compiler.catalog.entities[$0].name }.joined(separator: ", ")),
        .text(dimensions(entities, compiler).map(\.name).joined(separator: ", ")),
      ]
    }
    let columns = metricColumns.map { $0.column(in: compiler.language) }
    return PreparedQuestion(plans: []) { _ throws(ExecutionError) in
      [ResultTable(name: "describe", columns: columns, rows: rows)]
    }
  }

  /// The entities whose rows a metric is reckoned from.
  private static func entities(of metric: BoundMetric) -> [Int] {
    Set(metric.aggregates.flatMap { $0.inputs.map(\.entity) }).sorted()
  }

  /// Label, formula, unit, what it rests on, what it can be split by, and its value this month.
  private static func describe(
    _ metric: MetricDeclaration, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let metrics = MetricBinder(compiler: compiler)
    let bound = metrics.metric(metric)
    metrics.diagnostics.forEach(report)
    guard let bound else { return nil }
    var lines: [Message] = ["metric \(metric.name.text)\(quoted(metric.label))"]
    if let description = metric.description { lines.append("  \(Message(known: description))") }
    if !metric.also.isEmpty { lines.append("  also called: \(metric.also.joined(separator: ", "))") }
    lines.append("  formula: \(compiler.formula(metric.text))")
    lines.append("  kind: \(bound.kind.description)")
    if let unit = bound.unit { lines.append("  unit: \(unit)") }
    if metrics.isFraction(metric) { lines.append("  the formula is multiplied by 100: 0.5 is 50 %") }
    if metric.betterLower { lines.append("  lower is better") }
    let entities = entities(of: bound)
    lines.append("  rests on: \(Message.list(entities.map { compiler.catalog.entities[$0].told }))")
    lines.append("  by: \(Message.list(dimensions(entities, compiler).map(\.told)))")
    let own = compiler.catalog.alerts.filter {
      compiler.catalog.metric(named: $0.metric.text)?.name.text == metric.name.text
    }
    lines += own.map { "  alert \(told(of: $0, compiler))" }
    guard compiler.hasData else { return .text("describe", lines, compiler) }
    let item = MetricQuestion.Item(
      column: compiler.column(metric.name.text, label: metric.label, unit: bound.unit), metric: bound)
    let month = MetricQuestion(
      name: "describe", items: [item], clauses: Clauses(), defaultPeriod: .unit(.month, nil), isPart: true
    ).prepare(compiler, report)
    guard let month else { return .text("describe", lines, compiler) }
    let known = lines
    return PreparedQuestion(plans: month.plans) { results throws(ExecutionError) in
      let value = try month.shape(results).first?.rows.first?.first ?? .null
      let number = compiler.prose(value, bound.unit, compiler.language)
      let told: [Message] = known + ["  this month: \(number)"]
      return [.text("describe", told.map { $0.text(in: compiler.language) })]
    }
  }

  /// When an alert fires, and what to do.
  private static func told(of alert: AlertDeclaration, _ compiler: Compiler) -> Message {
    let fires: Message = "per \(alert.unit.told) when \(compiler.formula(alert.text))"
    return alert.advice.map { "\(fires): \($0)" } ?? fires
  }

  /// The dimensions that every one of the entities can be split by.
  private static func dimensions(_ entities: [Int], _ compiler: Compiler) -> [Member] {
    let resolver = NameResolver(compiler.$catalog)
    guard let first = entities.first else { return [] }
    return resolver.reachableNames(from: first).compactMap { name in
      let path = Path([Name(name, Span(SourceID(0), 0, 0))])
      let found = entities.map { entity -> Member? in
        guard case .one(_, let member) = resolver.find(path, from: entity),
          member.kind == .dimension || member.kind == .link
        else { return nil }
        return member
      }
      return found.contains { $0 == nil } ? nil : found.first ?? nil
    }
  }
}

extension PreparedQuestion {
  /// An answer that needs no plan: lines of text.
  static func text(_ name: String, _ lines: [Message], _ compiler: Compiler) -> PreparedQuestion {
    let written = lines.map { $0.text(in: compiler.language) }
    return PreparedQuestion(plans: []) { _ throws(ExecutionError) in [.text(name, written)] }
  }
}

extension ResultTable {
  /// Lines of text as a table of one column.
  package static func text(_ name: String, _ lines: [String]) -> ResultTable {
    var table = ResultTable(
      name: name, columns: [ResultColumn(name: "text", kind: .value, type: .text)], rows: lines.map { [.text($0)] })
    table.layout = .text
    return table
  }
}

extension Value {
  /// The value for a line of text.
  package var plainText: String {
    switch self {
    case .null: "–"
    case .integer(let number): String(number)
    case .decimal, .real:
      // Two decimals are enough to read.
      String(((number ?? 0) * 100).rounded() / 100)
    case .text(let text): text
    case .boolean(let holds): String(holds)
    case .date(let day): CivilDate(dayNumber: day).iso
    case .time(let day, _): CivilDate(dayNumber: day).iso
    case .moment(let moment): CivilDate(dayNumber: moment.day).iso
    case .unit(let grain, let day): grain.label(ofUnitAt: day)
    case .other: "(other)"
    }
  }
}
