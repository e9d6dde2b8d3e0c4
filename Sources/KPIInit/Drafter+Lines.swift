/// Rows that are lines of one thing: exports of orders have a row for each line, and the order's total in the first.
extension Drafter {
  mutating func findLines() {
    for index in entities where drafts[index].key == nil {
      let facts = facts(index)
      let thin = facts.columns.indices.filter { facts.columns[$0].nulls > 0 && facts.columns[$0].isNumeric }
      guard !thin.isEmpty else { continue }
      for column in facts.columns.indices where facts.columns[column].isText && facts.columns[column].nulls == 0 {
        let ofThings = thin.filter { standsInFirstRows($0, of: index, by: column) }
        guard !ofThings.isEmpty else { continue }
        drafts[index].sharedColumn = column
        let names = ofThings.prefix(3).map { "`\(Written.comment(facts.columns[$0].name))`" }.joined(separator: ", ")
        drafts[index].remarks.append(
          "trap: rows with the same `\(Written.comment(facts.columns[column].name))` are lines of one thing, whose "
            + "\(names) only the first has (found); a condition on what only the first has leaves the other lines out")
        break
      }
    }
  }

  /// Whether a number is there in the first of the rows that share a value, and in none behind it.
  private func standsInFirstRows(_ number: Int, of index: Int, by shared: Int) -> Bool {
    let rows = facts(index).sample
    var (behind, odd) = (0, 0)
    for place in rows.indices {
      let isFirst = place == 0 || rows[place - 1][shared] != rows[place][shared]
      if !isFirst { behind += 1 }
      if (rows[place][number] == .null) == isFirst { odd += 1 }
      if odd * 100 > rows.count { return false }
    }
    return behind >= 5 && behind < rows.count - 1
  }
}
