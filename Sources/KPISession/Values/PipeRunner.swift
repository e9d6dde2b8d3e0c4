import KPICompiler
import KPIEngine
import KPILanguage

/// Sends a table through the stages of a pipe.
struct PipeRunner {
  let evaluator: Evaluator
  /// Only columns and types are known: no row is there, and none is missed.
  let isChecking: Bool

  var log: DiagnosticLog { evaluator.log }

  init(_ evaluator: Evaluator, isChecking: Bool) {
    self.evaluator = evaluator
    self.isChecking = isChecking
  }

  /// The table after a stage; nil where a mistake was reported, or, while a script is only checked, where its columns
  /// are not known.
  func run(_ stage: Pipeline.Stage, on table: ResultTable) -> ResultTable? {
    switch stage.pipe {
    case .sort(let key, let descending): return sort(table, by: key, descending: descending)
    case .take(let count):
      return evaluator.number(count).map { table.keeping(Array(table.rows.indices.prefix($0))).cutByPipe }
    case .filter(let condition): return filter(table, condition)?.cutByPipe
    case .select(let names): return select(table, names)
    case .derive(let name, let expression): return derive(table, name, expression)
    case .pivot(let name): return pivot(table, name)
    case .unpivot: return unpivot(table, stage.span)
    // What is done besides making a table the interpreter does.
    case .export, .assert, .save, .chart: return table
    case .card:
      var table = table
      table.showsCard = true
      return table
    }
  }

  /// What an expression is before any row is known, and the columns it reads.
  struct Shape {
    var datum: Datum
    var columns: Set<Int>
  }

  /// Evaluates without rows, so that a mistake in a name or a type is found in an empty table too; nil where there is one.
  func shape(of expression: Expression, in table: ResultTable, isCondition: Bool = false) -> Shape? {
    let reads = ColumnReads()
    let scope = RowScope(table: TableScope(table, known: evaluator.knownTexts), rows: nil, reads: reads)
    return datum(of: expression, in: scope, isCondition: isCondition).map { Shape(datum: $0, columns: reads.columns) }
  }

  private func datum(of expression: Expression, in scope: RowScope, isCondition: Bool = false) -> Datum? {
    var evaluator = evaluator
    evaluator.row = scope
    return isCondition ? evaluator.condition(expression) : evaluator.evaluate(expression)
  }

  /// Values of rows, and the unit that each has.
  struct RowValues {
    var values: [Value] = []
    var units: [String?] = []
    var kinds: [Datum.Kind] = []
  }

  /// An expression's value in every row; nil where it has a mistake.
  func values(of expression: Expression, in table: ResultTable, isCondition: Bool = false) -> RowValues? {
    var result = RowValues()
    if isChecking { return result }
    let scope = TableScope(table, known: evaluator.knownTexts)
    for run in table.runsOfOneFormat {
      let scope = RowScope(
        table: scope, rows: run.count == table.rows.count ? table.rows : table.rows.kept(Array(run)),
        first: run.lowerBound)
      guard let datum = datum(of: expression, in: scope, isCondition: isCondition) else { return nil }
      result.values += datum.rows ?? Array(repeating: datum.value ?? .null, count: run.count)
      result.units += repeatElement(datum.unit, count: run.count)
      result.kinds += repeatElement(datum.kind, count: run.count)
    }
    return result
  }

  /// Whether a condition holds in every row; nil where it has a mistake.
  ///
  /// Where one column of codes is all that it reads, it is the same for equal cells, and reckoned once for each.
  private func truths(of condition: Expression, reading read: Set<Int>, in table: ResultTable) -> [Bool]? {
    guard !isChecking, table.cellFormats.isEmpty else {
      return values(of: condition, in: table, isCondition: true)?.values.map { $0 == .boolean(true) }
    }
    var examples: (rows: [Int], places: [Int32])?
    if read.count == 1, let column = read.first, table.rows.columns.indices.contains(column) {
      examples = table.rows.columns[column].examples
    }
    if let found = examples, found.rows.count >= table.rows.count / 2 { examples = nil }
    let rows = examples.map { table.rows.kept($0.rows) } ?? table.rows
    let scope = RowScope(table: TableScope(table, known: evaluator.knownTexts), rows: rows, first: 0)
    guard let datum = datum(of: condition, in: scope, isCondition: true) else { return nil }
    let truths =
      datum.rows.map { $0.map { $0 == .boolean(true) } }
      ?? Array(repeating: datum.value == .boolean(true), count: rows.count)
    return examples.map { $0.places.map { truths[Int($0)] } } ?? truths
  }

  private func sort(_ table: ResultTable, by key: Expression, descending: Bool) -> ResultTable? {
    guard let shape = shape(of: key, in: table) else { return nil }
    guard !shape.columns.isEmpty else {
      log.error(
        "constant-order", "`sort` is by a column, and this is the same in every row", at: key.span,
        notes: ["the columns are \(table.columns.nameList)"])
      return nil
    }
    guard let keys = values(of: key, in: table)?.values else { return nil }
    return table.keeping(SortValue.order(of: keys, descending: descending))
  }

  private func filter(_ table: ResultTable, _ condition: Expression) -> ResultTable? {
    guard let shape = shape(of: condition, in: table, isCondition: true),
      let truths = truths(of: condition, reading: shape.columns, in: table)
    else { return nil }
    return table.keeping(truths.indices.filter { truths[$0] })
  }

  private func select(_ table: ResultTable, _ names: [Name]) -> ResultTable? {
    var kept: [Int] = []
    var isRight = true
    for name in names {
      guard let index = table.column(named: name, of: "the table", log) else {
        isRight = false
        continue
      }
      if !kept.contains(index) { kept.append(index) }
    }
    guard isRight else { return nil }
    var result = table
    result.columns = kept.map { table.columns[$0] }
    result.rows = table.rows.selecting(kept)
    result.total = table.total.map { total in kept.map { total[$0] } }
    let names = Set(result.columns.map(\.name))
    result.states = table.states.filter { names.contains($0.column) }
    return result.asRows
  }

  private func derive(_ table: ResultTable, _ name: Name, _ expression: Expression) -> ResultTable? {
    guard let shape = shape(of: expression, in: table), let derived = values(of: expression, in: table) else {
      return nil
    }
    var result = table
    var total: Value?
    if let cells = table.total, !isChecking {
      // From the totals, never from the rows: a ratio of the totals is right. The whole is no group of a dimension.
      let scope = RowScope(table: TableScope(table, known: evaluator.knownTexts), rows: ResultRows([cells]))
      let readsGroup = shape.columns.contains { table.columns[$0].kind == .dimension }
      total = readsGroup ? .null : datum(of: expression, in: scope)?.value(inRow: 0) ?? .null
    }
    let known = derived.values.indices.filter { derived.values[$0] != .null }
    let kind = shape.datum.kind == .any ? known.first.map { derived.kinds[$0] } ?? .any : shape.datum.kind
    // In a scorecard each row has a unit of its own.
    let isMixed = !table.cellFormats.isEmpty && Set(known.map { derived.units[$0] }).count > 1
    let unit = shape.datum.unit ?? known.lazy.compactMap { derived.units[$0] }.first
    let column = ResultColumn(
      name: name.text, kind: kind == .text && table.total != nil ? .dimension : .value,
      type: Self.type(of: kind, derived.values), unit: isMixed ? nil : unit)
    let key = Catalog.key(name.text)
    let place = table.columns.firstIndex { Catalog.key($0.name) == key } ?? table.columns.count
    result.put(column, at: place, total: total)
    result.cellFormats[column.name] =
      isMixed
      ? derived.values.indices.map {
        .init(unit: derived.units[$0], type: Self.type(of: derived.kinds[$0], [derived.values[$0]]))
      } : nil
    result.states = table.states(of: name.text, from: shape.columns, replacing: place)
    result.rows.put(.values(derived.values), at: place)
    return result.asRows
  }

  private static func type(of kind: Datum.Kind, _ values: [Value]) -> ResultColumn.ValueType {
    switch kind {
    case .text: return .text
    case .boolean: return .boolean
    case .moment:
      let hasClockTimes = values.contains { value in
        switch value {
        case .time, .moment: true
        default: false
        }
      }
      return hasClockTimes ? .time : .date
    case .number, .any:
      let isWhole = values.allSatisfy { value in
        switch value {
        case .integer, .null: true
        default: false
        }
      }
      return isWhole && !values.isEmpty ? .integer : .number
    }
  }
}

extension ResultTable {
  /// Stretches of rows whose columns are read alike: all rows, where no cell has a format of its own.
  fileprivate var runsOfOneFormat: [Range<Int>] {
    guard !cellFormats.isEmpty else { return [rows.indices] }
    var runs: [Range<Int>] = []
    for row in rows.indices {
      if let last = runs.last, cellFormats.values.allSatisfy({ $0[row] == $0[last.lowerBound] }) {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }
    return runs
  }

  /// The table with these of its rows, in that order; its total stays what it is over everything asked.
  func keeping(_ kept: [Int]) -> ResultTable {
    var result = self
    result.rows = rows.kept(kept)
    result.cellFormats = cellFormats.mapValues { formats in kept.map { formats[$0] } }
    if !states.isEmpty {
      var places = [Int](repeating: -1, count: rows.count)
      for (place, row) in kept.enumerated() { places[row] = place }
      result.states = states.compactMap { state in
        guard let row = state.row else { return state }
        return places[row] < 0 ? nil : CellState(row: places[row], column: state.column, state: state.state)
      }
    }
    return result.asRows
  }

  /// The cells' states after a column was made of others: it can still change where one of them can.
  fileprivate func states(of name: String, from read: Set<Int>, replacing place: Int) -> [CellState] {
    let sources = Set(read.map { columns[$0].name })
    let replaced = columns.indices.contains(place) ? columns[place].name : nil
    var own: [Int?: CellState.State] = [:]
    for state in states where sources.contains(state.column) {
      own[state.row] = max(own[state.row] ?? state.state, state.state)
    }
    let derived = own.map { CellState(row: $0.key, column: name, state: $0.value) }
    return states.filter { $0.column != replaced } + derived.sorted { ($0.row ?? .max) < ($1.row ?? .max) }
  }

  /// What went through a pipe is shown as it stands: no grid, and no part that belongs to the rows before.
  var asRows: ResultTable {
    var result = self
    if result.layout != .text { result.layout = .rows }
    result.parts = []
    result.columnsApart = []
    return result
  }

  fileprivate mutating func put(_ column: ResultColumn, at place: Int, total cell: Value?) {
    if place < columns.count { columns[place] = column } else { columns.append(column) }
    if total != nil { total?.put(cell ?? .null, at: place) }
  }
}

extension [Value] {
  fileprivate mutating func put(_ value: Value, at place: Int) {
    if place < count { self[place] = value } else { append(value) }
  }
}

extension ResultTable {
  /// The table as one that has not all of its answer's rows.
  fileprivate var cutByPipe: ResultTable {
    var table = self
    table.isCutByPipe = true
    return table
  }
}
