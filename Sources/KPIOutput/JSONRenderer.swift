import KPIEngine

/// One object per result, one per line: name, period, columns, rows, total, states, notes, then the parts.
///
/// Names are those of the language whatever the output language, numbers exact, dates ISO text.
struct JSONRenderer: Renderer {
  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {
    var json = JSONWriter()
    json.beginObject()
    json.key("name")
    json.string("print")
    json.key("text")
    json.string(text)
    json.endObject()
    json.endLine()
    sink.bytes.append(contentsOf: json.bytes)
  }

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    var json = JSONWriter()
    json.beginObject()
    json.key("name")
    json.string(table.name)
    json.key("period")
    append(table.period, to: &json)
    let own = table.columns.indices.filter { !table.columnsApart.contains(table.columns[$0].name) }
    let isWhole = own.count == table.columns.count
    try append(
      columns: isWhole ? table.columns : own.map { table.columns[$0] },
      rows: isWhole ? table.rows : table.rows.selecting(own), to: &json, sink: &sink)
    json.key("total")
    if let total = table.total {
      append(row: isWhole ? total : own.map { total[$0] }, to: &json)
    } else {
      json.null()
    }
    append(table.states, to: &json)
    append(unitsOf: table, to: &json)
    json.key("notes")
    json.beginArray()
    for note in table.notes { json.string(note) }
    json.endArray()
    if table.showsCard {
      json.key("card")
      json.beginArray()
      for line in table.card?.lines ?? [] { json.string(line) }
      json.endArray()
    }
    for part in table.parts + table.partsApart {
      json.key(part.name)
      json.beginObject()
      try append(columns: part.columns, rows: part.rows, to: &json, sink: &sink)
      if !part.states.isEmpty { append(part.states, to: &json) }
      json.endObject()
    }
    json.endObject()
    json.endLine()
    try pass(&json, to: &sink)
  }

  /// Hands what is written on to the sink.
  private func pass(_ json: inout JSONWriter, to sink: inout ByteSink) throws {
    sink.bytes.append(contentsOf: json.bytes)
    json.bytes.removeAll(keepingCapacity: true)
    try sink.drainIfFull()
  }

  private func append(_ period: ResultTable.Days?, to json: inout JSONWriter) {
    guard let period else {
      json.null()
      return
    }
    json.beginObject()
    json.key("from")
    if period.isEverything { json.null() } else { json.plainString { $0.append(date: period.first) } }
    json.key("to")
    if period.isEverything { json.null() } else { json.plainString { $0.append(date: period.last) } }
    json.endObject()
  }

  private func append(
    columns: [ResultColumn], rows: ResultRows, to json: inout JSONWriter, sink: inout ByteSink
  ) throws {
    json.key("columns")
    json.beginArray()
    for column in columns {
      json.beginObject()
      json.key("name")
      json.string(column.name)
      json.key("kind")
      json.string(column.kind.rawValue)
      json.key("type")
      json.string((column.type == .unit ? .text : column.type).rawValue)
      if let unit = column.unit {
        json.key("unit")
        json.string(unit)
      }
      json.endObject()
    }
    json.endArray()
    json.key("rows")
    json.beginArray()
    for row in rows {
      append(row: row, to: &json)
      if json.bytes.count >= 1 << 14 { try pass(&json, to: &sink) }
    }
    json.endArray()
  }

  private func append(_ states: [ResultTable.CellState], to json: inout JSONWriter) {
    json.key("states")
    json.beginArray()
    for state in states {
      json.beginObject()
      json.key("row")
      if let row = state.row { json.integer(row) } else { json.null() }
      json.key("column")
      json.string(state.column)
      json.key("state")
      json.string(state.state == .partial ? "partial" : "maturing")
      json.endObject()
    }
    json.endArray()
  }

  /// The units of cells whose column has none for all rows.
  private func append(unitsOf table: ResultTable, to json: inout JSONWriter) {
    let units = table.columns.flatMap { column in
      (table.cellFormats[column.name] ?? []).enumerated().compactMap { row, format in
        format.unit == column.unit ? nil : format.unit.map { (row: row, column: column.name, unit: $0) }
      }
    }
    if units.isEmpty { return }
    json.key("units")
    json.beginArray()
    for (row, column, unit) in units {
      json.beginObject()
      json.key("row")
      json.integer(row)
      json.key("column")
      json.string(column)
      json.key("unit")
      json.string(unit)
      json.endObject()
    }
    json.endArray()
  }

  private func append(row: some Sequence<Value>, to json: inout JSONWriter) {
    json.beginArray()
    for value in row { json.cell(value) }
    json.endArray()
  }
}

extension JSONWriter {
  /// A cell: a number as it is, a time as ISO text.
  package mutating func cell(_ value: Value) {
    switch value {
    case .null: null()
    case .integer(let number): integer(number)
    case .decimal(let coefficient, let scale): decimal(coefficient, scale: scale)
    case .real(let number): real(number)
    case .text(let text): string(text)
    case .boolean(let isTrue): boolean(isTrue)
    case .date(let day): plainString { $0.append(date: day) }
    case .time(let day, let second): plainString { $0.append(day: day, second: second, separator: "T") }
    case .moment(let moment): plainString { $0.append(moment: moment, separator: "T") }
    case .unit(let grain, let day): plainString { $0.append(unit: grain, day: day) }
    case .other: string("(other)")
    }
  }
}

extension ResultTable {
  /// The columns that stand apart, each with the dimensions that name its rows.
  fileprivate var partsApart: [Part] {
    columns.indices.filter { columnsApart.contains(columns[$0].name) }.map { place in
      let shown = columns.indices.filter { columns[$0].kind == .dimension } + [place]
      return Part(
        name: columns[place].name, columns: shown.map { columns[$0] }, rows: rows.map { row in shown.map { row[$0] } })
    }
  }
}
