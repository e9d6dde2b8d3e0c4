import KPIEngine

/// One JSON object a row, its members named as the columns; the total is left out: it is no row.
struct JSONLinesRenderer: Renderer {
  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {}

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    for row in table.rows {
      var json = JSONWriter()
      json.beginObject()
      for (column, value) in zip(table.columns, row) {
        json.key(column.name)
        json.cell(value)
      }
      json.endObject()
      json.endLine()
      sink.bytes += json.bytes
      try sink.drainIfFull()
    }
  }
}
