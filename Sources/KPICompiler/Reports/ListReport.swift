import KPIEngine
import KPILanguage

/// `list E [at TIME] [where …] [PERIOD]`: the rows themselves.
enum ListReport {
  static let report = Report(
    verb: .list, summary: "the rows themselves", clauses: [.period, .where],
    example: "list customers where source = Facebook month 2023-09"
  ) { question, compiler, tell in
    guard case .list(let entity, let time) = question.verb else { return nil }
    return { prepare(entity, at: time, question, compiler, tell) }
  }

  static func prepare(
    _ path: Path, at timePath: Path?, _ question: Question, _ compiler: Compiler,
    _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let segment = compiler.segment(path)
    guard let index = segment?.entity ?? compiler.entity(path, orSegment: true, report) else { return nil }
    let entity = compiler.catalog.entities[index]
    if compiler.refuse([Input(entity: index, time: nil)], at: path.span, report) { return nil }
    let rows = RowBinder(compiler, entity: index)
    let time = timePath.flatMap(rows.time) ?? entity.time
    rows.diagnostics.forEach(report)
    let clauses = ClauseBinder(compiler: compiler, viaSubject: false)
    let condition = question.clauses.condition(within: segment?.condition).flatMap {
      clauses.condition($0, over: index, ownValues: true)
    }
    clauses.diagnostics.forEach(report)
    if let condition,
      compiler.refuse(
        compiler.missingEntities(of: condition), at: question.clauses.conditionSpan ?? path.span, report)
    {
      return nil
    }
    let period = question.clauses.period ?? Period(.all, question.verbSpan)
    let times = AskedTimes([Input(entity: index, time: time)], compiler)
    guard let whole = times.unit(of: period, report) else { return nil }
    if time == nil, !period.isAll {
      report(
        Diagnostic(
          "no-time", "\(entity.told) have no time that a period could choose by", at: question.clauses.period?.span))
      return nil
    }
    let columns = Self.columns(of: entity, index, compiler)
    let plan = RowsPlan(
      input: Input(entity: index, time: time, condition: condition),
      // Without a period all rows, also those whose time cannot be read.
      days: question.clauses.period == nil && timePath == nil ? nil : whole.start..<whole.end,
      columns: columns.map(\.expression))
    let frame = Frame(whole: whole, today: compiler.context.today)
    let notes = clauses.notes + times.notes(on: whole, period)
    return PreparedQuestion(plans: [.rows(plan, frame)]) { results throws(ExecutionError) in
      guard case .rows(let rows, let numbers)? = results.first else { return [] }
      return [try table(rows, numbers, columns, index, whole.days, notes, compiler)]
    }
  }

  struct Column: Sendable {
    var column: ResultColumn
    var expression: Scalar
    /// The entity that a link's row numbers belong to.
    var target: Int?
  }

  /// Key, name, times, dimensions, links by name, measures; each kind in the order of its declaration.
  static func columns(of entity: Entity, _ index: Int, _ compiler: Compiler) -> [Column] {
    let here = LinkPath(entity: index)
    func label(_ text: String?) -> String? { compiler.language == .vi ? text : nil }
    var columns: [Column] = []
    if let name = entity.nameColumn {
      columns.append(
        Column(
          column: ResultColumn(name: "name", label: label("tên"), kind: .dimension, type: .text),
          expression: .text(here, column: name)))
    }
    func add(_ wanted: (Member) -> Bool, _ type: (Member) -> ResultColumn.ValueType, _ kind: ResultColumn.Kind) {
      for member in entity.members where wanted(member) {
        // A link from the key to the own row says nothing that the key does not.
        if case .row(let path) = member.value.expression, path.hops.isEmpty { continue }
        let target: Int? = if case .link(let target) = member.value.type { target } else { nil }
        columns.append(
          Column(
            column: ResultColumn(
              name: member.name, label: label(member.label), kind: kind, type: type(member), unit: member.unit),
            expression: member.value.expression, target: target))
      }
    }
    add(
      { if case .time = $0.kind { true } else { false } },
      { compiler.context.isDate($0.value.expression) ? .date : .time }, .dimension)
    add({ $0.kind == .dimension }, { $0.value.type.columnType }, .dimension)
    add({ $0.kind == .link }, { _ in .text }, .dimension)
    add({ $0.kind == .measure }, { _ in .number }, .metric)
    return columns
  }

  /// Rows with their keys in front, links as the names of the rows they lead to.
  static func table(
    _ rows: ResultRows, _ numbers: [Int], _ columns: [Column], _ index: Int, _ days: ResultTable.Days,
    _ notes: [String], _ compiler: Compiler
  ) throws(ExecutionError) -> ResultTable {
    let context = compiler.context
    var cells = [context.keys(of: numbers, entity: index)]
    for (position, column) in columns.enumerated() {
      if context.isCancelled() { throw .cancelled }
      let own = rows.isEmpty ? .values([]) : rows.columns[position]
      guard let target = column.target else {
        cells.append(own)
        continue
      }
      cells.append(
        context.links(
          to: target, rows: own.rowNumbers, nameColumn: compiler.catalog.entities[target].nameColumn))
    }
    let key = compiler.catalog.spec.entities[index].key ?? "key"
    let isNumber: Bool = if case .integer = context.store.entities[index].keys { true } else { false }
    var all = [ResultColumn(name: key, kind: .dimension, type: isNumber ? .integer : .text)] + columns.map(\.column)
    for position in columns.indices where columns[position].column.type == .number {
      if cells[position + 1].areWhole { all[position + 1].type = .integer }
    }
    var table = ResultTable(
      name: "list", period: days, columns: all, rows: ResultRows(columns: cells, count: numbers.count))
    table.notes = notes
    table.picture = .things
    return table
  }
}

extension ScalarType {
  /// How a column of such values is typed.
  var columnType: ResultColumn.ValueType {
    switch self {
    case .text, .link, .null: .text
    case .number: .number
    case .time: .date
    case .boolean: .boolean
    }
  }
}

extension Compiler {
  /// The entity of that name; reports where there is none.
  ///
  /// - Parameter orSegment: a segment could stand there too, and is suggested.
  func entity(_ path: Path, orSegment: Bool = false, _ report: @escaping (Diagnostic) -> Void) -> Int? {
    if path.names.count == 1, let index = catalog.entity(named: path.text) { return index }
    var names = catalog.entities.filter { !$0.isHistory }.map(\.name)
    if orSegment { names += catalog.segments.values.map(\.name.text).sorted() }
    report(
      Diagnostic(
        "unknown-entity", "there is no entity `\(shown(path.text))`", at: path.span,
        label: DidYouMean.label(for: path.text, among: names)))
    return nil
  }
}

extension Compiler {
  /// The rows that a segment's name asks for: its entity, and the condition that says who belongs to it.
  fileprivate func segment(_ path: Path) -> (entity: Int, condition: Expression)? {
    guard path.names.count == 1, catalog.entity(named: path.text) == nil, let span = path.span,
      let segment = catalog.segment(named: path.text), let entity = catalog.entity(named: segment.entity.text)
    else { return nil }
    return (entity, Expression(.path(Path([Name(segment.name.text, span)])), span))
  }
}

extension Clauses {
  /// The question's condition among the rows that meet another.
  fileprivate func condition(within other: Expression?) -> Expression? {
    guard let other, let condition else { return condition ?? other }
    return Expression(.binary(.and, other, condition), other.span)
  }
}
