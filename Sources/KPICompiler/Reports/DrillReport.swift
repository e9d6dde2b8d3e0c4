import KPIEngine
import KPILanguage

/// `drill [TABLE] KEY, … COLUMN`: the rows behind a cell of the last result.
///
/// Every count and every sum can be drilled; the rows' number (or sum) is the cell's. Of a distinct count the things
/// are shown, one row each.
struct DrillReport {
  static let report = Report(
    verb: .drill, summary: "the rows behind a cell of the last result", clauses: [],
    example: "funnel by source month 2023-09; drill Facebook orders"
  ) { question, compiler, tell in
    guard case .drill(let drill) = question.verb else { return nil }
    return { DrillReport(compiler: compiler, report: tell).prepare(drill, question.verbSpan) }
  }

  let compiler: Compiler
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  func prepare(_ drill: Drill, _ span: Span) -> PreparedQuestion? {
    guard let tables = compiler.lastTables else {
      report(Diagnostic("nothing-to-drill", "there is no result to drill into yet", at: span))
      return nil
    }
    // A script is being checked: the result is not known yet.
    if tables.isEmpty { return PreparedQuestion(plans: []) { _ throws(ExecutionError) in [] } }
    guard let table = table(drill, tables, span) else { return nil }
    guard let origin = table.origin else {
      if table.name == AlertsReport.name {
        report(
          Diagnostic(
            "not-drillable", "`\(table.name)` tells of several metrics, each with units of its own", at: span,
            label: "`show METRIC by UNIT PERIOD` has the numbers to drill into"))
        return nil
      }
      report(.notYet("drilling into `\(table.name)`", at: span))
      return nil
    }
    let named = Self.withTotalApart(drill, table, origin)
    let drill = asArranged(named, table, origin) ?? Self.asShown(named, table, origin)
    guard let cell = cell(drill.column, origin, table), let place = place(drill, origin, table) else { return nil }
    return rows(cell, place, origin, drill.column, of: table)?.prepared
  }

  // MARK: What is asked

  private func table(_ drill: Drill, _ tables: [ResultTable], _ span: Span) -> ResultTable? {
    guard let name = drill.table else {
      if tables.count == 1 { return tables[0] }
      let names = tables.map(\.nameInReport)
      report(
        Diagnostic(
          "which-table", "the last result has \(tables.count) tables", at: span,
          label: "name one: \(names.prefix(3).joined(separator: ", ")) …"))
      return nil
    }
    if let table = tables.first(where: { $0.nameInReport == Catalog.key(name.text) }) { return table }
    report(
      Diagnostic(
        "unknown-table", "the last result has no table `\(shown(name.text))`", at: name.span,
        label: DidYouMean.label(for: name.text, among: tables.map(\.nameInReport))))
    return nil
  }

  private func cell(_ column: Name, _ origin: TableOrigin, _ table: ResultTable) -> TableOrigin.Cell? {
    if let cell = origin.cells[Catalog.key(column.text)] { return cell }
    switch NameMatch.find(column.text, among: table.columnCandidates) {
    case .several(let indices):
      report(
        Diagnostic(
          "ambiguous-column", "`\(shown(column.text))` may be any of \(indices.count) columns", at: column.span,
          label: Message.either(indices.map { "`\(table.columns[$0].name)`" }).map { "write \($0)" }))
      return nil
    case .none: break
    case .one(let index):
      if let cell = origin.cells[Catalog.key(table.columns[index].name)] { return cell }
      report(
        Diagnostic(
          "not-drillable", "`\(column.text)` is no number with rows of its own", at: column.span,
          label: "columns with rows: \(origin.cells.keys.sorted().prefix(8).joined(separator: ", "))"))
      return nil
    }
    // `drill Facebook` names a row and none of its numbers.
    let key = Drill.Key(text: column.text, span: column.span)
    if origin.keyColumns.count == 1, !Self.matches(key, Array(origin.rows), 0).isEmpty,
      let first = table.columns.first(where: { origin.cells[Catalog.key($0.name)] != nil })
    {
      let isVietnamese = compiler.language == .vi
      let verb = isVietnamese ? Keyword.drill.entry.vietnamese.first ?? Keyword.drill.rawValue : Keyword.drill.rawValue
      let number = isVietnamese ? Catalog.key(first.label) : first.name
      let line = "\(verb) '\(column.text.replacing("'", with: "''"))' \(number)"
      report(
        Diagnostic(
          "unknown-column", "`\(shown(column.text))` is a row: which of its numbers is missing", at: column.span,
          label: "write `\(line)`"))
      return nil
    }
    report(
      Diagnostic(
        "unknown-column", "the result has no column `\(shown(column.text))`", at: column.span,
        label: DidYouMean.label(for: column.text, among: origin.cells.keys.sorted())))
    return nil
  }

  /// What a cell's row stands for.
  struct Place {
    /// Per key column; nil in the total, which holds everything.
    var keys: [TableOrigin.Key?]
    var row: TableOrigin.Row?
  }

  private func place(_ drill: Drill, _ origin: TableOrigin, _ table: ResultTable) -> Place? {
    if let only = drill.keys.first, drill.keys.count == 1, !only.isQuoted,
      Self.isTotal(only.text), !origin.keyColumns.contains(where: { $0.by == nil })
    {
      return Place(keys: origin.keyColumns.map { _ in nil })
    }
    guard drill.keys.count == origin.keyColumns.count else {
      let names = origin.keyColumns.map(\.name).joined(separator: ", ")
      report(
        Diagnostic(
          "wrong-keys", names.isEmpty ? "the result takes no key" : "the result takes one key for each of \(names)",
          at: drill.keys.first?.span ?? drill.column.span))
      return nil
    }
    var rows = Array(origin.rows)
    for (position, key) in drill.keys.enumerated() {
      var matches = Self.matches(key, rows, position)
      if matches.isEmpty, let metric = compiler.catalog.metric(named: key.text)?.name.text, metric != key.text {
        // A metric is called by its label too.
        matches = Self.matches(Drill.Key(text: metric, span: key.span), rows, position)
      }
      if matches.isEmpty {
        let labels = Set(rows.map { $0.labels[position].plainText }).sorted()
        let namesakes = labels.filter { fold($0).hasPrefix(fold(key.text) + " #") }
        report(
          Diagnostic(
            "unknown-key", "no row has `\(shown(key.text))` as \(table.told(origin.keyColumns[position].name))",
            at: key.span,
            label: namesakes.isEmpty
              ? DidYouMean.label(for: key.text, among: labels)
              : "name one of \(namesakes.prefix(8).joined(separator: ", "))"))
        return nil
      }
      rows = matches
    }
    return Place(keys: rows.first?.keys ?? [], row: rows.first)
  }

  /// The rows whose key shows the text: exactly, then ignoring case, then ignoring diacritics.
  static func matches(
    _ key: Drill.Key, _ rows: [TableOrigin.Row], _ position: Int
  ) -> [TableOrigin.Row] {
    if !key.isQuoted {
      if ["(none)", "(chưa rõ)"].contains(key.text) { return rows.filter { $0.labels[position] == .null } }
      if ["(other)", "(khác)"].contains(key.text) { return rows.filter { $0.keys[position] == .other } }
    }
    let ways: [(String) -> String] = [{ $0 }, { $0.lowercased() }, { fold($0) }]
    for way in ways {
      let found = rows.filter { row in
        row.labels[position] != .null && row.labels[position].shownTexts.contains { way($0) == way(key.text) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  // MARK: The rows

  /// The rows behind a cell of the column that was asked for; nil where none add up to it, which is reported.
  func rows(
    _ cell: TableOrigin.Cell, _ place: Place, _ origin: TableOrigin, _ column: Name, of table: ResultTable
  ) -> DrillTable? {
    let name = column.text
    // A row of its own plan has its number in that plan's first column.
    let plan = place.row?.plan ?? origin.plan
    let number = place.row?.plan?.columns.first ?? cell.number
    guard cell.aspect == .present || cell.aspect == .previous,
      let parts = number.collectable, parts.aggregates.allSatisfy({ plan.aggregates[$0].isCollectable })
    else {
      let others = origin.cells.filter { $0.value.number.collectable != nil && $0.value.aspect == .present }.map(\.key)
        .sorted()
      report(
        Diagnostic(
          "not-drillable", "`\(column.text)` is neither a count nor a sum, so no rows add up to it",
          at: column.span,
          label: others.isEmpty ? nil : "columns with rows: \(others.prefix(8).joined(separator: ", "))",
          notes: others.isEmpty ? ["ask for the counts and sums that it is made of, and drill into those"] : []))
      return nil
    }
    let (unit, frame) = period(cell, place.keys, plan)
    let isOfUnit = place.keys.contains { if case .unit? = $0 { true } else { false } }
    if isOfUnit, unit.start > frame.today, !plan.countsAhead(number) {
      report(
        Diagnostic(
          "not-drillable", "`\(column.text)` has no number in a unit after today, and so no rows",
          at: column.span))
      return nil
    }
    let own = place.row?.conditions[Catalog.key(column.text)]
    let condition = { (input: Input) -> Scalar? in
      let parts = [self.condition(input, place, origin), cell.further?.over(input), own?.over(input)].compactMap { $0 }
      return parts.isEmpty ? nil : .all(parts)
    }
    var streams: [DrillTable.Stream] = []
    var carriesValues = false
    for index in parts.aggregates {
      let aggregate = plan.aggregates[index]
      func added(_ part: Scalar) -> (column: ResultColumn, part: Scalar) {
        let unit = parts.factor == nil ? nil : table.columns.first { Catalog.key($0.name) == Catalog.key(name) }?.unit
        let column = ResultColumn(name: name, kind: .value, type: .number, unit: unit)
        return (column, parts.factor.map { $0(part) } ?? part)
      }
      if let things = things(aggregate, condition, unit, frame) {
        let summed = parts.factor == nil ? nil : added(.integer(1))
        streams.append(DrillTable.Stream(rows: things, summed: summed, areThings: true))
      } else if aggregate.function == .distinct, aggregate.each == nil {
        carriesValues = true
        streams += aggregate.ofValues.collected(for: unit, in: frame, where: condition).map {
          DrillTable.Stream(rows: $0)
        }
      } else if aggregate.each == nil {
        let isSum = aggregate.function == .sum || parts.factor != nil
        let dependsOnGroup = aggregate.inputs.contains { input in
          [input.condition, input.payload].compactMap { $0 }.contains(where: Scalar.dependsOnGroup)
        }
        streams += aggregate.collected(for: unit, in: frame, where: condition).map { rows in
          // Of a count every row is one.
          let part = aggregate.function == .sum ? rows.input.payload : .integer(1)
          return DrillTable.Stream(
            rows: rows, summed: isSum ? part.map(added) : nil, dependsOnGroup: dependsOnGroup)
        }
      } else {
        report(
          Diagnostic(
            "not-drillable", "`\(column.text)` counts things by what has no rows of its own to list",
            at: column.span))
        return nil
      }
    }
    return DrillTable(compiler: compiler, streams: streams, days: unit.days, carriesValues: carriesValues)
  }

  private func period(
    _ cell: TableOrigin.Cell, _ keys: [TableOrigin.Key?], _ plan: GroupedPlan
  ) -> (FrameUnit, Frame) {
    var frame = plan.frame
    if cell.aspect == .previous, let comparison = plan.comparison {
      let none = FrameUnit(start: comparison.whole.start, end: comparison.whole.start, grain: nil)
      frame = frame.compared(with: comparison.whole, units: comparison.units.map { $0 ?? none })
    }
    for case .unit(let index)? in keys { return (frame.units[index], frame) }
    return (frame.whole, frame)
  }

  /// What an input's rows must meet to have the keys.
  private func condition(
    _ input: Input, _ place: Place, _ origin: TableOrigin
  ) -> Scalar? {
    let others = place.row?.others ?? origin.others
    var parts: [Scalar] = []
    for (column, key) in zip(origin.keyColumns, place.keys) {
      guard let by = column.by, case .dimension(let index) = origin.plan.by[by], let key,
        input.keys.indices.contains(index)
      else { continue }
      parts.append(
        key == .other
          ? .any(others.map { .key(input.keys[index], is: $0) }) : .key(input.keys[index], is: key))
    }
    return parts.isEmpty ? nil : .all(parts)
  }

  /// For counts of things: the things' own rows that the aggregate counts.
  private func things(
    _ aggregate: Aggregate, _ condition: (Input) -> Scalar?, _ unit: FrameUnit, _ frame: Frame
  ) -> Aggregate.Collected? {
    let isCounted: Scalar
    let target: Int
    if let each = aggregate.each {
      guard case .row(let path)? = each.inner.first?.inputs.first?.subject else { return nil }
      target = path.target
      let inner = each.inner.map { inner in
        var inner = inner.narrowed(to: condition)
        inner.shifts = aggregate.shifts + inner.shifts
        return inner.fixed(to: unit, in: frame)
      }
      func number(_ index: Int) -> Scalar {
        .attached(SubjectAggregate(aggregate: inner[index], subject: target), LinkPath(entity: target))
      }
      let hasRows = Scalar.any(
        inner.map { inner in
          var rows = inner
          rows.function = .count
          rows.changeInputs { $0.payload = nil }
          return .compare(
            .greater, .attached(SubjectAggregate(aggregate: rows, subject: target), LinkPath(entity: target)),
            .integer(0))
        })
      guard let having = each.having.map({ $0.overRows(number) }) ?? .constant(true) else { return nil }
      isCounted = .all([hasRows, having])
    } else if aggregate.function == .distinct, case .row(let path)? = aggregate.inputs.first?.payload {
      target = path.target
      var counted = aggregate.narrowed(to: condition).fixed(to: unit, in: frame)
      counted.function = .count
      counted.changeInputs { $0.subject = $0.payload }
      counted.changeInputs { $0.payload = nil }
      isCounted = .compare(
        .greater, .attached(SubjectAggregate(aggregate: counted, subject: target), LinkPath(entity: target)),
        .integer(0))
    } else {
      return nil
    }
    // The things themselves are of any time: what counts is when the rows were that lead to them.
    return Aggregate.Collected(
      input: Input(entity: target, time: nil, condition: isCounted), days: nil,
      frame: Frame(whole: unit, today: frame.today))
  }
}

extension ResultTable {
  /// The name within its report: `customers_by_source` of `portrait.customers_by_source`.
  package var nameInReport: String { Catalog.key(String(name.split(separator: ".").last ?? "")) }
}

extension Value {
  /// What a key looks like on the screen, in either language.
  fileprivate var shownTexts: [String] {
    guard case .date(let day) = self else { return [plainText] }
    let date = CivilDate(dayNumber: day)
    return [plainText, "\(CivilDate.padded(date.day, 2))/\(CivilDate.padded(date.month, 2))/\(date.year)"]
  }
}

extension Scalar {
  /// The aggregates whose rows add up to the number: one, or a sum of several, and what a constant makes of each row's part.
  fileprivate var collectable: (aggregates: [Int], factor: (@Sendable (Scalar) -> Scalar)?)? {
    switch self {
    case .arithmetic(.multiply, .aggregate(let index), let factor) where factor.isFactor:
      ([index], { .arithmetic(.multiply, $0, factor) })
    case .arithmetic(.multiply, let factor, .aggregate(let index)) where factor.isFactor:
      ([index], { .arithmetic(.multiply, $0, factor) })
    case .arithmetic(.divide, .aggregate(let index), let divisor) where divisor.isFactor:
      ([index], { .arithmetic(.divide, $0, divisor) })
    default: countedAggregates.map { ($0, nil) }
    }
  }

  private var isFactor: Bool {
    switch self {
    case .integer, .decimal, .real: true
    default: false
    }
  }
}

extension Aggregate {
  /// Its window written out: the rows to list are asked for with the unit alone, which knows no question around it.
  fileprivate func fixed(to unit: FrameUnit, in frame: Frame) -> Aggregate {
    guard !shifts.isEmpty else { return self }
    var fixed = self
    fixed.shifts = [.fixed(effective(unit, in: frame))]
    return fixed
  }

  /// Whether rows (or things) add up to it.
  fileprivate var isCollectable: Bool {
    switch function {
    case .count, .sum: each.map { $0.value == nil && $0.countsRows } ?? true
    case .distinct: each == nil
    default: false
    }
  }

  /// The rows that have what a distinct count counts: a value, or all parts of a combination.
  fileprivate var ofValues: Aggregate {
    var rows = self
    rows.changeInputs { input in
      let parts: [Scalar] =
        switch input.payload {
        case .combination(let parts)?: parts
        case let payload?: [payload]
        case nil: []
        }
      for part in parts { input.condition = .both(input.condition, .not(.isNull(part))) }
    }
    return rows
  }
}

extension Each {
  /// Whether the things are rows of an entity, which can be listed.
  fileprivate var countsRows: Bool { if case .row? = inner.first?.inputs.first?.subject { true } else { false } }
}
