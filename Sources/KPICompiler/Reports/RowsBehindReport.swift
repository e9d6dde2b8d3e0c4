import KPIEngine
import KPILanguage

/// The rows behind all numbers of a table at once, as `drill` lists them one by one.
struct RowsBehindReport {
  let compiler: Compiler
  let table: ResultTable
  let origin: TableOrigin
  /// Dimensions whose values each row is to tell, where it has them.
  let groups: [String]
  let limits: RowsBehind.Limits

  /// A number whose rows are asked for.
  private struct Asked {
    var row: Int?
    var column: Int
    var drill: DrillTable
    /// What the lists show, and behind it the dimensions of `groups` that the entity has.
    var columns: [ListReport.Column]
    var dimensions: [(of: RowsBehind.Dimension, value: TypedScalar)]
    /// Nil where its rows are of several entities, and listed as `drill` puts them together.
    var entity: Int?

    /// Whether what is told of a row depends on the period that its number is of: an age, what it bought then.
    var isOfItsPeriod: Bool {
      columns.contains { $0.expression.isOfItsPeriod } || dimensions.contains { $0.value.expression.isOfItsPeriod }
    }
  }

  func behind() throws(ExecutionError) -> RowsBehind {
    var behind = RowsBehind()
    let places = places()
    behind.keys = places.map { place in keys(of: place) }
    behind.naming = origin.naming
    behind.dimensions = dimensionsOfAll()
    behind.areLinesChosen = table.isCutByPipe || origin.areLinesChosen || origin.choosesRows(among: limits.cells * 4)
    let asked = asked(places, &behind)
    let alone = asked.filter { $0.entity != nil }
    let sets = alone.map { $0.drill.streams.map(\.rows) }
    let found = try compiler.context.find(sets.flatMap { $0 }, most: limits.rows)
    var gathered: [Gathered] = []
    var next = 0
    for (own, sets) in zip(alone, sets) {
      take(found[next..<next + sets.count], own, into: &gathered, &behind)
      next += sets.count
    }
    for own in gathered { behind.lists.append(try list(of: own)) }
    var together: [Together] = []
    for own in asked where own.entity == nil {
      try takeTogether(try compiler.context.run(own.drill.prepared.plans), own, into: &together, &behind)
    }
    // The lists of several entities stand behind those of one.
    for index in behind.cells.indices where behind.cells[index].list < 0 {
      behind.cells[index].list = behind.lists.count - 1 - behind.cells[index].list
    }
    behind.lists += together.map(\.list)
    return behind
  }

  // MARK: What is asked

  /// What each row of the table stands for; nil where it is none of those that were made.
  private func places() -> [TableOrigin.Row?] {
    let keys = origin.keyColumns.map { key in table.columns.firstIndex { $0.name == key.name } }
    let known = keys.compactMap { $0 }
    guard known.count == keys.count else { return table.rows.map { _ in nil } }
    var made: [[Value]: TableOrigin.Row] = [:]
    for row in origin.rows.prefix(limits.cells * 4) where made[row.labels] == nil { made[row.labels] = row }
    return table.rows.map { row in made[known.map { row[$0] }] }
  }

  private func keys(of place: TableOrigin.Row?) -> [String: TableOrigin.Key] {
    guard let place else { return [:] }
    var keys: [String: TableOrigin.Key] = [:]
    for (column, key) in zip(origin.keyColumns, place.keys) where column.by != nil { keys[column.name] = key }
    return keys
  }

  /// A number of the table whose rows may be asked for.
  private struct Number {
    var row: Int?
    var column: Int
    /// By which `drill` knows its column.
    var name: String
    var value: Value
  }

  private func asked(_ places: [TableOrigin.Row?], _ behind: inout RowsBehind) -> [Asked] {
    var asked: [Asked] = []
    let report = DrillReport(compiler: compiler) { _ in }
    let span = Span(SourceID(0), 0, 0)
    var dimensions: [Int: [(of: RowsBehind.Dimension, value: TypedScalar)]] = [:]
    for number in numbers() {
      guard let cell = origin.cells[Catalog.key(number.name)] else { continue }
      let place: DrillReport.Place
      if let row = number.row {
        guard let made = places[row] else { continue }
        place = DrillReport.Place(keys: made.keys, row: made)
      } else {
        // A total of rows that are no keys of the plan stands for none of them.
        guard !origin.keyColumns.contains(where: { $0.by == nil }) else { continue }
        place = DrillReport.Place(keys: origin.keyColumns.map { _ in nil })
      }
      guard let drill = report.rows(cell, place, origin, Name(number.name, span, isQuoted: true), of: table),
        let first = drill.streams.first?.rows.input.entity,
        drill.streams.count == 1 || drill.streams.allSatisfy({ $0.summed == nil })
      else { continue }
      let entity = drill.streams.allSatisfy({ $0.rows.input.entity == first }) ? first : nil
      guard asked.count < limits.cells, !number.value.isCount(above: limits.rows, of: drill) else {
        behind.leftOut += 1
        continue
      }
      var own = Asked(
        row: number.row, column: number.column, drill: drill, columns: [], dimensions: [], entity: entity)
      if let entity {
        own.columns = drill.columns(of: drill.streams[0])
        own.dimensions = dimensions[entity] ?? self.dimensions(of: entity)
        dimensions[entity] = own.dimensions
      }
      asked.append(own)
    }
    return asked
  }

  /// The numbers that there is something behind, the total's first; what a line of a grid repeats in all its rows once.
  private func numbers() -> [Number] {
    var numbers: [Number] = []
    func take(_ row: Int?, _ column: Int, _ name: String?, _ value: Value?) {
      guard let name, let value, !value.isNothing else { return }
      numbers.append(Number(row: row, column: column, name: name, value: value))
    }
    let values = table.columns.indices.filter { table.columns[$0].kind != .dimension }
    for column in values { take(nil, column, name(of: column, nil), table.total?[column]) }
    var lines: [String] = []
    if case .grid(let names, _, _) = table.layout { lines = names }
    let keys = table.columns.indices.filter {
      table.columns[$0].kind == .dimension && lines.contains(table.columns[$0].name)
    }
    var seen: Set<[Value]> = []
    let cohorts = table.parts.first { $0.name == "cohorts" }
    for row in table.rows.indices {
      let line = keys.map { table.rows[row][$0] }
      let isFirst = lines.isEmpty || seen.insert(line).inserted
      for column in values where isFirst || !lines.contains(table.columns[column].name) {
        take(row, column, name(of: column, row), table.rows[row][column])
      }
      guard isFirst, !lines.isEmpty, let cohorts else { continue }
      let known = keys.compactMap { key in cohorts.columns.firstIndex { $0.name == table.columns[key].name } }
      guard known.count == keys.count,
        let own = cohorts.rows.first(where: { own in known.map { own[$0] } == line })
      else { continue }
      for (index, column) in cohorts.columns.enumerated()
      where column.kind != .dimension && !table.columns.contains(where: { $0.name == column.name }) {
        take(row, table.columns.count + index, column.name, own[index])
      }
    }
    return numbers
  }

  /// The name by which `drill` knows a cell: of a triangle's the heading of the offset that its row is of.
  private func name(of column: Int, _ row: Int?) -> String? {
    let name = table.columns[column].name
    guard case .grid(_, let across, let cells) = table.layout, cells.contains(name),
      !origin.keyColumns.contains(where: { $0.name == across })
    else { return name }
    guard let row, cells.first == name, let place = table.columns.firstIndex(where: { $0.name == across }),
      case .integer(let offset) = table.rows[row][place]
    else { return nil }
    let prefix = table.rows[row].lazy.compactMap { value -> String? in
      switch value {
      case .date: "d"
      case .unit(let grain, _): String(grain.rawValue.prefix(1))
      default: nil
      }
    }.first
    return prefix.map { "\($0)\(offset)" }
  }

  /// The dimensions that every row of the question can be asked for; of any others the question cannot.
  private func dimensionsOfAll() -> Set<String> {
    guard let naming = origin.naming else { return [] }
    let plans = [origin.plan] + origin.rows.prefix(limits.cells).compactMap(\.plan)
    let aggregates = plans.flatMap(\.aggregates)
    let inputs = aggregates.flatMap { $0.inputs + ($0.each?.inner.flatMap(\.inputs) ?? []) }
    let known = Set(inputs.map(\.entity)).map { entity in
      Set(dimensions(of: entity).filter { $0.of.naming == naming }.map(\.of.name))
    }
    return known.dropFirst().reduce(known.first ?? []) { $0.intersection($1) }
  }

  /// What the rows of an entity can be asked for: the cards of a page are of questions that mean different things by a name.
  private func dimensions(of entity: Int) -> [(of: RowsBehind.Dimension, value: TypedScalar)] {
    let span = Span(SourceID(0), 0, 0)
    return TableOrigin.Naming.allCases.flatMap { naming in
      let clauses = ClauseBinder(
        compiler: compiler, viaSubject: naming == .subject, asSubject: naming == .subjectAlone)
      return groups.compactMap { name in
        let path = Path(name.split(separator: ".").map { Name(String($0), span) })
        return clauses.key(path, over: entity).map { (RowsBehind.Dimension(name: name, naming: naming), $0) }
      }
    }
  }

  // MARK: What is answered

  /// Rows of an entity that are listed in one way, each once: they stand behind several numbers.
  private struct Gathered {
    /// A row, and which of `grounds` its values are of.
    struct Row: Hashable {
      var number: Int
      var ground: Int
    }

    var asked: Asked
    /// One, unless a row's values depend on the period that it is asked for.
    var grounds: [Aggregate.Collected] = []
    /// In the order in which they were found.
    var rows: [Row] = []
    var places: [Row: Int] = [:]

    func takes(_ other: Asked) -> Bool {
      asked.entity == other.entity
        && asked.columns.map(\.expression) == other.columns.map(\.expression)
        && asked.columns.map(\.column) == other.columns.map(\.column)
    }

    /// Which ground the values of a number's rows are of.
    mutating func ground(of other: Asked, _ own: Aggregate.Collected) -> Int {
      let isKnown = { (known: Aggregate.Collected) in
        !other.isOfItsPeriod || (known.frame == own.frame && known.input.time == own.input.time)
      }
      if let known = grounds.firstIndex(where: isKnown) { return known }
      grounds.append(own)
      return grounds.count - 1
    }
  }

  private func take(
    _ found: ArraySlice<RowsFound>, _ own: Asked, into gathered: inout [Gathered], _ behind: inout RowsBehind
  ) {
    guard let first = own.drill.streams.first?.rows else { return }
    let list = gathered.firstIndex { $0.takes(own) } ?? gathered.count
    if list == gathered.count { gathered.append(Gathered(asked: own)) }
    let ground = gathered[list].ground(of: own, first)
    var rows: [Int] = []
    for number in found.flatMap(\.numbers).prefix(limits.rows) {
      let row = Gathered.Row(number: number, ground: ground)
      if let place = gathered[list].places[row] {
        rows.append(place)
      } else if gathered[list].rows.count < limits.all {
        gathered[list].places[row] = gathered[list].rows.count
        rows.append(gathered[list].rows.count)
        gathered[list].rows.append(row)
      }
    }
    let payload = own.drill.streams.first.flatMap { $0.summed?.part }
    // The key stands in front of what the rows show.
    let summed = payload.flatMap { wanted in own.columns.firstIndex { $0.expression == wanted } }.map { $0 + 1 }
    behind.cells.append(
      RowsBehind.Cell(
        row: own.row, column: own.column, list: list, rows: rows, count: found.reduce(0) { $0 + $1.count },
        summed: summed, canBeCut: own.drill.countsAlone))
  }

  /// Rows of several entities that are listed in one way.
  private struct Together {
    var list: RowsBehind.List
    var places: [[Value]: Int] = [:]
  }

  private func takeTogether(
    _ results: [PlanResult], _ own: Asked, into together: inout [Together], _ behind: inout RowsBehind
  ) throws(ExecutionError) {
    guard let table = try own.drill.prepared.shape(results).first else { return }
    let list = together.firstIndex { $0.list.columns == table.columns } ?? together.count
    if list == together.count { together.append(Together(list: RowsBehind.List(columns: table.columns))) }
    var rows: [Int] = []
    for row in table.rows.prefix(limits.rows) {
      let cells = Array(row)
      let place = together[list].places[cells] ?? together[list].list.rows.count
      if place == together[list].list.rows.count {
        together[list].places[cells] = place
        together[list].list.rows.append(cells)
      }
      rows.append(place)
    }
    behind.cells.append(
      RowsBehind.Cell(
        row: own.row, column: own.column, list: -1 - list, rows: rows, count: table.rows.count, summed: nil,
        canBeCut: false))
  }

  private func list(of gathered: Gathered) throws(ExecutionError) -> RowsBehind.List {
    let own = gathered.asked
    guard let entity = own.entity else { return RowsBehind.List(columns: []) }
    let columns = own.columns.map(\.expression) + own.dimensions.map(\.value.expression)
    var values = [[Value]](repeating: [], count: gathered.rows.count)
    for (index, ground) in gathered.grounds.enumerated() {
      let places = gathered.rows.indices.filter { gathered.rows[$0].ground == index }
      let read = try compiler.context.values(columns, of: places.map { gathered.rows[$0].number }, in: ground)
      for (place, row) in zip(places, read) { values[place] = Array(row) }
    }
    let listed = try ListReport.table(
      ResultRows(values.map { Array($0.prefix(own.columns.count)) }), gathered.rows.map(\.number), own.columns, entity,
      own.drill.days, [], compiler)
    var list = RowsBehind.List(columns: listed.columns)
    list.rows = listed.rows.named.map(Array.init)
    for (index, dimension) in own.dimensions.enumerated() {
      let isLink: Bool = if case .link = dimension.value.type { true } else { false }
      if dimension.value.type == .text { list.texts.insert(dimension.of) }
      list.groups[dimension.of] = values.map { row in
        switch row[own.columns.count + index] {
        case .null: .null
        case .integer(let number) where isLink: .row(Int(number))
        case let value: .value(value)
        }
      }
    }
    return list
  }
}

extension Compiler {
  /// The rows behind a table's numbers; nil where no rows can be listed behind them.
  package func rowsBehind(
    _ table: ResultTable, groups: [String], _ limits: RowsBehind.Limits
  ) throws(ExecutionError) -> RowsBehind? {
    guard let origin = table.origin, origin.arrangement == nil else { return nil }
    return try RowsBehindReport(compiler: self, table: table, origin: origin, groups: groups, limits: limits).behind()
  }
}

extension TableOrigin {
  /// Whether `having` or `top` left rows out, as far as can be told from the first rows.
  fileprivate func choosesRows(among most: Int) -> Bool {
    if plan.having != nil { return true }
    guard let top = plan.top else { return false }
    guard case .number(let count) = top.count, case .values(let by) = top.kept,
      let place = keyColumns.firstIndex(where: { $0.by == by })
    else { return true }
    return Set(rows.prefix(most).map { $0.keys[place] }).count >= count
  }
}

extension Value {
  /// Whether there are no rows behind a number.
  fileprivate var isNothing: Bool {
    switch self {
    case .null, .integer(0), .decimal(0, _): true
    default: false
    }
  }

  /// Whether it counts far more rows than are listed, so that they are not worth looking for.
  fileprivate func isCount(above limit: Int, of drill: DrillTable) -> Bool {
    guard case .integer(let count) = self, drill.streams.allSatisfy({ $0.summed == nil }) else { return false }
    return count > Int64(limit) * 2
  }
}

extension Scalar {
  /// Whether a row's value depends on the period it is asked for, or on what places it there.
  fileprivate var isOfItsPeriod: Bool {
    contains { part in
      switch part {
      case .boundary, .age, .attached, .isFirst, .clock: true
      default: false
      }
    }
  }
}
