/// Several `select`s side by side on their cells: what one has no row for is null.
struct CellParts {
  struct Part {
    let text: String
    /// What it tells of a cell.
    let numbers: [String]
    /// What tells whether its rows make groups; nil where nobody asks.
    let made: String?
  }

  let parts: [Part]
  /// What all parts tell, in the order of the columns.
  let numbers: [String]
  /// Of each what it is.
  let kinds: [SQLKind]
  /// What tells one cell from another.
  let cell: [String]

  func text(_ dialect: any SQLDialect) -> String { dialect.unitesTypes ? united(dialect) : joined(dialect) }

  private func united(_ dialect: any SQLDialect) -> String {
    let rows = parts.map { part in
      let columns = zip(numbers, kinds).map { number, kind in
        part.numbers.contains(number) ? number : "\(dialect.null(kind)) as \(number)"
      }
      return select(cell + columns + (part.made.map { [$0] } ?? []), derived(part.text), [], group: 0)
    }
    let marks = parts.contains { $0.made != nil } ? ["made"] : []
    return select(
      cell + (numbers + marks).map { "max(\($0)) as \($0)" }, derived(rows.joined(separator: "\nunion all\n")), [],
      group: cell.count)
  }

  /// Each column keeps the type that it has in its part.
  private func joined(_ dialect: any SQLDialect) -> String {
    func first(_ name: String, of count: Int) -> String {
      count == 1 ? "c1.\(name)" : "coalesce(\((1...count).map { "c\($0).\(name)" }.joined(separator: ", ")))"
    }
    var columns = cell.map { "\(first($0, of: parts.count)) as \($0)" }
    for number in numbers {
      guard let place = parts.firstIndex(where: { $0.numbers.contains(number) }) else { continue }
      columns.append("c\(place + 1).\(number)")
    }
    if parts.contains(where: { $0.made != nil }) {
      let marks = parts.indices.map { "c\($0 + 1).made" }
      columns.append("\(marks.dropFirst().reduce(marks[0]) { dialect.pick($0, $1, greatest: true) }) as made")
    }
    var lines: [String] = []
    for (place, part) in parts.enumerated() {
      let rows = select(cell + part.numbers + (part.made.map { [$0] } ?? []), derived(part.text), [], group: 0)
      guard place > 0 else {
        lines += ["from (", rows.indented, ") as c1"]
        continue
      }
      // Without cells each part has one row.
      let same = cell.map { dialect.same("c\(place + 1).\($0)", first($0, of: place)) }.joined(separator: " and ")
      lines += ["  \(cell.isEmpty ? "cross" : "full") join (", rows.indented, ") as c\(place + 1)"]
      if !cell.isEmpty { lines[lines.count - 1] += " on \(same)" }
    }
    return select(columns, lines, [], group: 0)
  }
}
