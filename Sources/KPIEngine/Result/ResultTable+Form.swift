extension ResultTable {
  /// What is wrong with the table's form; nil where it is sound.
  ///
  /// A flaw is a fault of what made the table: renderers, pipes and `$t` count on these rules.
  package var flaw: String? {
    if let flaw = rows.flaw(columns.count) { return "\(flaw) of `\(name)`" }
    if let total, total.count != columns.count {
      return "the total of `\(name)` has \(total.count) cells for \(columns.count) columns"
    }
    for state in states {
      if let row = state.row, !rows.indices.contains(row) {
        return "`\(name)` marks row \(row + 1) of \(rows.count)"
      }
    }
    for part in parts {
      if let flaw = part.rows.flaw(part.columns.count) { return "\(flaw) of the part `\(part.name)` of `\(name)`" }
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

extension ResultRows {
  /// What is wrong with the form of a table's rows; nil where each has a cell for every column.
  fileprivate func flaw(_ width: Int) -> String? {
    if let uneven { return "row \(uneven + 1) has another number of cells than the first" }
    if !isEmpty, columns.count != width { return "there are \(columns.count) cells for \(width) columns in the rows" }
    if let column = columns.firstIndex(where: { $0.count != count }) {
      return "column \(column + 1) has \(columns[column].count) cells for \(count) rows"
    }
    return nil
  }
}
