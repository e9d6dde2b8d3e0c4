extension ResultTable {
  /// What is wrong with the table's form; nil where it is sound.
  ///
  /// A flaw is a fault of what made the table: renderers, pipes and `$t` count on these rules.
  package var flaw: String? {
    if let row = rows.firstIndex(where: { $0.count != columns.count }) {
      return "row \(row + 1) of `\(name)` has \(rows[row].count) cells for \(columns.count) columns"
    }
    if let total, total.count != columns.count {
      return "the total of `\(name)` has \(total.count) cells for \(columns.count) columns"
    }
    for state in states {
      if let row = state.row, !rows.indices.contains(row) {
        return "`\(name)` marks row \(row + 1) of \(rows.count)"
      }
    }
    for part in parts where part.rows.contains(where: { $0.count != part.columns.count }) {
      return "a row of the part `\(part.name)` of `\(name)` has not as many cells as columns"
    }
    if let origin, origin.rows.haveKeysOtherThan(origin.keyColumns.count) {
      return "a row of `\(name)` has not as many keys as key columns"
    }
    return nil
  }

  /// The table as it is known before anything has run: its columns, no row, and a total without numbers.
  package var header: ResultTable {
    var header = self
    header.rows = []
    header.total = total.map { $0.map { _ in .null } }
    header.states = []
    for index in header.parts.indices { header.parts[index].rows = [] }
    header.origin?.rows = TableOrigin.Rows([])
    return header
  }
}
