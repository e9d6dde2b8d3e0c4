import KPIEngine
import KPILanguage

/// `values D`: a dimension's values, with the number of rows that have each.
enum ValuesReport {
  private static let value = ReportColumn("value", "giá trị", .dimension, .text)
  private static let count = ReportColumn("count", "số lượng")

  static let report = Report(
    verb: .values, summary: "a dimension's values with counts", clauses: [], example: "values source",
    columns: [value, count]
  ) { question, compiler, tell in
    guard case .values(let path) = question.verb else { return nil }
    return { prepare(path, compiler, tell) }
  }

  static func prepare(
    _ path: Path, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    guard let (entity, name) = owner(of: path, compiler, report) else { return nil }
    if compiler.refuse([Input(entity: entity, time: nil)], at: path.span, report) { return nil }
    var aggregates = [Aggregate(.count, inputs: [Input(entity: entity, time: nil)])]
    let binder = ClauseBinder(compiler: compiler, viaSubject: false)
    let split = binder.split(&aggregates, by: [.path(name)])
    binder.diagnostics.forEach(report)
    guard !binder.diagnostics.contains(where: { $0.severity == .error }),
      let key = aggregates[0].inputs[0].keys.first
    else { return nil }
    let today = compiler.context.today
    let frame = Frame(whole: FrameUnit(start: today, end: today + 1, grain: .day), today: today)
    let plan = GroupedPlan(
      frame: frame, by: split.by, dimensions: split.dimensions, aggregates: aggregates, columns: [.aggregate(0)])
    let lookup = compiler.lookupTexts(key)
    let column = value.column(in: compiler.language, type: split.columns.first?.type)
    return PreparedQuestion(plans: [.grouped(plan)]) { results throws(ExecutionError) in
      guard case .grouped(let result)? = results.first, let labels = result.keys.first else { return [] }
      var rows = result.rows.map { [labels.value(of: $0.keys[0]), $0.columns[0]] }
      // A lookup's values without rows stand behind those with, before null; in an order of its own each at its place.
      let present = lookup.texts.isEmpty ? [] : Set(rows.map { $0[0] })
      let absent = lookup.texts.map(Value.text).filter { !present.contains($0) }.map { [$0, .integer(0)] }
      rows.insert(contentsOf: absent, at: rows.last?[0] == .null ? rows.count - 1 : rows.count)
      if lookup.isOrdered {
        var places: [Value: Int] = [:]
        for (place, text) in lookup.texts.enumerated() { places[.text(text)] = place }
        rows.sort { places[$0[0]] ?? lookup.texts.count < places[$1[0]] ?? lookup.texts.count }
      }
      var table = ResultTable(name: "values", columns: [column, count.column(in: compiler.language)], rows: rows)
      var origin = TableOrigin(
        plan: plan, keyColumns: [.init(value.name, by: 0)], rows: result.origins(of: plan, keyCount: 1),
        cells: [count.name: TableOrigin.Cell(.aggregate(0))])
      origin.naming = nil
      table.origin = origin
      return [table]
    }
  }

  /// Whose dimension it is: `orders.status` says it, a bare name is the subject's, else the first entity's that has it.
  private static func owner(
    of path: Path, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> (Int, Path)? {
    let catalog = compiler.catalog
    if let first = path.names.first, path.names.count > 1, let entity = catalog.entity(named: first.text) {
      return (entity, Path(Array(path.names.dropFirst())))
    }
    let resolver = NameResolver(compiler.$catalog)
    let order =
      (catalog.subject.map { [$0] } ?? []) + catalog.entities.indices.filter { !catalog.entities[$0].isHistory }
    for entity in order {
      if case .none = resolver.find(path, from: entity) { continue }
      return (entity, path)
    }
    let names = catalog.entities.flatMap { $0.members.filter { $0.kind == .dimension || $0.kind == .link }.map(\.name) }
    report(
      Diagnostic(
        "unknown-dimension", "there is no dimension `\(shown(path.text))`", at: path.span,
        label: DidYouMean.label(for: path.text, among: names)))
    return nil
  }
}

extension Compiler {
  /// The texts of a key's lookup table, in their order, and whether the model declares that order; none where it has no
  /// lookup.
  func lookupTexts(_ key: Scalar) -> (texts: [String], isOrdered: Bool) {
    guard case .text(let path, let column) = key,
      case .text(_, let index) = context.store.entities[path.target].columns[column]
    else { return ([], false) }
    let dictionary = context.store.dictionaries[index]
    guard dictionary.isLookup else { return ([], false) }
    let codes = Array(1..<dictionary.count)
    let ordered = codes.sorted { lhs, rhs in
      let left = dictionary.ranks?[lhs] ?? 0
      let right = dictionary.ranks?[rhs] ?? 0
      return left != right ? left < right : CollationKey.precedes(dictionary.texts[lhs], dictionary.texts[rhs])
    }
    return (ordered.map { dictionary.texts[$0] }, dictionary.ranks != nil)
  }
}
