import KPIEngine

/// Lists the streams behind a cell: one entity as `list` shows it, several with their entity and key in front.
struct DrillTable {
  let compiler: Compiler
  let streams: [Stream]
  let days: ResultTable.Days
  /// The rows have the values that are counted, each value once.
  let carriesValues: Bool

  /// Rows to list.
  struct Stream {
    var rows: Aggregate.Collected
    /// The column whose cell their numbers add up to, and what each adds; nil where the rows themselves are counted.
    var summed: (column: ResultColumn, part: Scalar)?
    /// They are what the counted rows lead to: what holds of those need not hold of them.
    var areThings = false
    /// Which rows count, or what they add, is told by others of their group.
    var dependsOnGroup = false
  }

  /// Whether a row is behind the number by what it is itself, not by what leads to it, nor by what others of its group do.
  var countsAlone: Bool { streams.allSatisfy { !$0.areThings && !$0.dependsOnGroup } }

  /// What is shown of a stream's rows: what a list shows, and the numbers that are summed where none of that is them.
  func columns(of stream: Stream) -> [ListReport.Column] {
    let entity = stream.rows.input.entity
    var columns = ListReport.columns(of: compiler.catalog.entities[entity], entity, compiler)
    let chosen = compiler.catalog.entities[entity].chosenColumns
    if !chosen.isEmpty {
      columns = chosen.compactMap { key in columns.first { Catalog.key($0.column.name) == key } }
    }
    if let summed = stream.summed, !columns.contains(where: { $0.expression == summed.part }) {
      columns.append(ListReport.Column(column: summed.column, expression: summed.part))
    }
    return columns
  }

  var prepared: PreparedQuestion {
    let compiler = compiler
    let days = days
    let entities = streams.map(\.rows.input.entity)
    let columns = streams.map(columns)
    let plans = zip(streams.map(\.rows), columns).map { rows, columns in
      Plan.rows(RowsPlan(input: rows.input, days: rows.days, columns: columns.map(\.expression)), rows.frame)
    }
    return PreparedQuestion(plans: plans) { results throws(ExecutionError) in
      var tables: [ResultTable] = []
      for (position, result) in results.enumerated() {
        guard case .rows(let values, let numbers) = result else { continue }
        tables.append(
          try ListReport.table(values, numbers, columns[position], entities[position], days, [], compiler))
      }
      guard var first = tables.first else { return [] }
      if Set(entities).count > 1 {
        first = together(tables, entities)
      } else {
        for table in tables.dropFirst() { first.rows.append(contentsOf: table.rows) }
        first.name = "drill"
      }
      if carriesValues { first.notes.append(valuesNote) }
      first.tellsRowCount = true
      return [first]
    }
  }

  private var valuesNote: String {
    compiler.told("the rows that have the counted values; the number counts each value once")
  }

  /// Rows of several entities: the entity, the key, and the columns that all of them have.
  private func together(_ tables: [ResultTable], _ entities: [Int]) -> ResultTable {
    let names = tables.map { Set($0.columns.dropFirst().map(\.name)) }
    let common = (tables.first?.columns.dropFirst() ?? []).filter { column in
      names.allSatisfy { $0.contains(column.name) }
    }
    var rows: [[Value]] = []
    for (table, entity) in zip(tables, entities) {
      let places = common.compactMap { column in table.columns.firstIndex { $0.name == column.name } }
      let name = Value.text(compiler.catalog.entities[entity].name)
      rows += table.rows.map { row in [name, row[0]] + places.map { row[$0] } }
    }
    let isVietnamese = compiler.language == .vi
    let columns =
      [
        ResultColumn(name: "entity", label: isVietnamese ? "đối tượng" : nil, kind: .dimension, type: .text),
        ResultColumn(name: "key", label: isVietnamese ? "mã" : nil, kind: .dimension, type: tables[0].columns[0].type),
      ] + common
    return ResultTable(name: "drill", period: days, columns: columns, rows: rows)
  }
}
