import KPIEngine

/// One JSON object a row, its members named as the columns; the total is left out: it is no row.
///
/// Of two columns of one name the second gets a `_2`: readers keep one member of a name.
struct JSONLinesRenderer: Renderer {
  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {}

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    let names = table.columns.differentNames { $0 }
    for row in table.rows {
      var json = JSONWriter()
      json.beginObject()
      for (name, value) in zip(names, row) {
        json.key(name)
        json.cell(value)
      }
      json.endObject()
      json.endLine()
      sink.bytes += json.bytes
      try sink.drainIfFull()
    }
  }
}

extension [ResultColumn] {
  /// The names, each once: the second of one name is `NAME_2`.
  ///
  /// - Parameter form: names of one form are one name.
  func differentNames(_ form: (String) -> String) -> [String] {
    var taken: Set<String> = []
    return map { column in
      var name = column.name
      var number = 1
      while !taken.insert(form(name)).inserted {
        number += 1
        name = "\(column.name)_\(number)"
      }
      return name
    }
  }
}
