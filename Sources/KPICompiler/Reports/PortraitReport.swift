import KPIEngine
import KPILanguage

/// `portrait PERIOD`: the tables that the model declares, each metric with its % of the total.
enum PortraitReport {
  static let report = Report(
    verb: .portrait, summary: "who the SUBJECTS of a period are: a table per trait, each with its %",
    clauses: [.period, .where], example: "portrait month 2023-09"
  ) { question, compiler, tell in
    guard case .report(.portrait, _, _) = question.verb else { return nil }
    return { prepare(question, compiler, tell) }
  }

  static func prepare(
    _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let declaration = compiler.catalog.reports["portrait"], !declaration.tables.isEmpty else {
      report(
        Diagnostic(
          "not-declared", "the model `\(compiler.catalog.name)` declares no portrait", at: question.verbSpan,
          notes: ["a model declares it with `report portrait = share METRIC by DIMENSION as NAME, …`"]))
      return nil
    }
    // Clauses that a portrait does not take were reported; its tables are not to answer them.
    var clauses = Clauses()
    (clauses.period, clauses.condition) = (question.clauses.period, question.clauses.condition)
    clauses.conditionSpan = question.clauses.conditionSpan
    let tables = declaration.tables.compactMap { prepare($0, clauses, compiler, report) }
    guard tables.count == declaration.tables.count else { return nil }
    let aggregates = tables.flatMap(\.plans).flatMap(\.aggregates)
    if aggregates.allSatisfy({ !compiler.missingEntities(of: $0).isEmpty }),
      compiler.refuse(compiler.missingEntities(of: aggregates), at: question.verbSpan, report)
    {
      return nil
    }
    return PreparedQuestion(plans: tables.flatMap(\.plans)) { results throws(ExecutionError) in
      var rest = results[...]
      var shaped: [ResultTable] = []
      for table in tables {
        shaped += try table.shape(Array(rest.prefix(table.plans.count)))
        rest = rest.dropFirst(table.plans.count)
      }
      return shaped
    }
  }

  private static func prepare(
    _ table: ReportDeclaration.Table, _ clauses: Clauses, _ compiler: Compiler,
    _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    var items: [MetricQuestion.Item] = []
    for path in table.metrics {
      guard let item = counted(path, compiler, report) else { continue }
      let name = table.metrics.count == 1 ? "share" : "\(item.column.name)_share"
      items += [item, compiler.share(of: item, named: name)]
    }
    var clauses = clauses
    clauses.by = [.path(table.dimension)]
    clauses.top = table.top
    if let top = table.top, !top.withOther {
      // A list of the first few is about those that have the trait: its % are of them.
      clauses.condition = clauses.condition.with(table.dimension.isKnown)
    }
    let question = MetricQuestion(
      name: "portrait.\(table.name.text)", items: items, clauses: clauses, asSubject: true,
      defaultPeriod: .unit(.month, nil), isPart: true)
    guard let prepared = question.prepare(compiler, report), items.count == table.metrics.count * 2 else { return nil }
    guard compiler.language == .vi else { return prepared }
    let labels = stride(from: 0, to: items.count, by: 2).map { items[$0].column.label }.joined(separator: ", ")
    return PreparedQuestion(plans: prepared.plans) { results throws(ExecutionError) in
      try prepared.shape(results).map { table in
        var table = table
        if let dimension = table.columns.first { table.title = "\(labels) theo \(dimension.label)" }
        return table
      }
    }
  }

  /// A metric of the model, or the count of an entity's rows under the entity's name.
  private static func counted(
    _ path: Path, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> MetricQuestion.Item? {
    let metrics = MetricBinder(compiler: compiler)
    defer { metrics.diagnostics.forEach(report) }
    var expression = Expression(.path(path), path.span ?? Span(SourceID(0), 0, 0))
    guard compiler.catalog.metric(named: path.text) == nil, let index = compiler.catalog.entity(named: path.text) else {
      guard let metric = metrics.expression(expression) else { return nil }
      return compiler.item(MetricItem(expression: expression, text: path.text), metric)
    }
    var call = Call(function: Name("count", expression.span))
    call.arguments = [expression]
    expression = Expression(.call(call), expression.span)
    guard let metric = metrics.expression(expression) else { return nil }
    let entity = compiler.catalog.entities[index]
    return MetricQuestion.Item(column: compiler.column(entity.name, label: entity.label, unit: nil), metric: metric)
  }
}

extension Plan {
  fileprivate var aggregates: [Aggregate] { if case .grouped(let plan) = self { plan.aggregates } else { [] } }
}

extension Path {
  /// The condition that it is not null.
  fileprivate var isKnown: Expression {
    let place = span ?? Span(SourceID(0), 0, 0)
    return Expression(.isNull(Expression(.path(self), place), negated: true), place)
  }
}

extension Expression? {
  /// Both conditions.
  fileprivate func with(_ other: Expression) -> Expression {
    map { Expression(.binary(.and, $0, other), $0.span) } ?? other
  }
}
