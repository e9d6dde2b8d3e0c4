import KPIEngine
import KPILanguage

/// `| pivot C` and `| unpivot`: a column's values as columns, and columns as rows.
extension PipeRunner {
  /// The most columns that a table is given.
  private static let columnLimit = 1_000

  /// The table with a column's values as columns; nil where there is a mistake, and while the values are not known.
  func pivot(_ table: ResultTable, _ name: Name) -> ResultTable? {
    guard let place = table.column(named: name, of: "the table", log) else { return nil }
    let spread = table.columns[place]
    guard spread.kind == .dimension else {
      log.error(
        "not-a-dimension", "`\(shown(spread.name))` is a number of the groups, not what they are split by",
        at: name.span,
        notes: ["`pivot` takes one of \(table.columns.filter { $0.kind == .dimension }.nameList)"])
      return nil
    }
    let kept = table.columns.indices.filter { table.columns[$0].kind == .dimension && $0 != place }
    let cells = table.columns.indices.filter { table.columns[$0].kind != .dimension }
    guard !cells.isEmpty else {
      log.error("nothing-to-pivot", "the table has no number to put under `\(shown(spread.name))`", at: name.span)
      return nil
    }
    if isChecking { return nil }
    let values = Self.values(of: table, at: place)
    guard values.count * cells.count <= Self.columnLimit else {
      log.error(
        "too-many-columns",
        "`\(shown(spread.name))` would make \(values.count * cells.count) columns, more than \(Self.columnLimit)",
        at: name.span)
      return nil
    }
    guard let rows = groups(of: table, kept, place, values, name.span) else { return nil }
    return spreadOut(table, rows, Spread(place: place, kept: kept, cells: cells, values: values))
  }

  private struct Spread {
    var place: Int
    var kept: [Int]
    var cells: [Int]
    var values: [Value]
  }

  /// The values of a column in their order: times ascending, others as they come, `(other)` and null last.
  private static func values(of table: ResultTable, at place: Int) -> [Value] {
    var seen: Set<Value> = []
    let values = table.rows.cells(of: place).filter { seen.insert($0).inserted }
    func rank(_ value: Value) -> Int { value == .null ? 2 : value == .other ? 1 : 0 }
    let isTime = table.columns[place].type != .text
    return values.enumerated().sorted { lhs, rhs in
      let (left, right) = (rank(lhs.element), rank(rhs.element))
      if left != right { return left < right }
      if isTime, left == 0, lhs.element != rhs.element {
        return CellEvaluator.compare(.less, lhs.element, rhs.element)
      }
      return lhs.offset < rhs.offset
    }.map(\.element)
  }

  /// The rows that share their other keys, as the source row of each value; nil where two rows are of one place.
  private func groups(
    of table: ResultTable, _ kept: [Int], _ place: Int, _ values: [Value], _ span: Span
  ) -> [[Int?]]? {
    var columns: [Value: Int] = [:]
    for (index, value) in values.enumerated() { columns[value] = index }
    var lines: [[Value]: Int] = [:]
    var groups: [[Int?]] = []
    for (index, row) in table.rows.enumerated() {
      let keys = kept.map { row[$0] }
      let line = lines[keys] ?? groups.count
      if line == groups.count {
        lines[keys] = line
        groups.append(Array(repeating: nil, count: values.count))
      }
      guard let column = columns[row[place]] else { continue }
      guard groups[line][column] == nil else {
        let names = (keys + [row[place]]).map { Datum($0).shown }.joined(separator: ", ")
        log.error(
          "many-rows", "two rows are of \(shown(names)), and one cell holds one of them", at: span,
          notes: ["ask for the table with all that splits it, without `select`"])
        return nil
      }
      groups[line][column] = index
    }
    return groups
  }

  private func spreadOut(_ table: ResultTable, _ groups: [[Int?]], _ spread: Spread) -> ResultTable {
    var result = table.asRows
    result.columns = spread.kept.map { table.columns[$0] }
    let firsts = groups.map { $0.lazy.compactMap { $0 }.first ?? 0 }
    result.rows = table.rows.kept(firsts).selecting(spread.kept)
    (result.states, result.cellFormats, result.total, result.origin, result.aliases) = ([], [:], nil, nil, nil)
    var taken = Set(result.columns.map(\.name))
    var columns: [String: (value: Value?, cell: String)] = [:]
    let marks = Dictionary(grouping: table.states.filter { $0.row != nil }, by: \.column)
    for cell in spread.cells {
      let source = table.columns[cell]
      var states: [Int: ResultTable.CellState.State] = [:]
      for state in marks[source.name] ?? [] { if let row = state.row { states[row] = state.state } }
      for (index, value) in spread.values.enumerated() {
        var column = source
        let text = value == .null ? "(none)" : Datum.text(value)
        column.name = Self.free(spread.cells.count == 1 ? text : "\(text) \(source.name)", &taken)
        let label = isVietnamese ? Self.vietnamese[value] ?? text : text
        column.label = spread.cells.count == 1 ? label : "\(label) \(source.label)"
        result.columns.append(column)
        columns[column.name] = (value, source.name)
        let own = groups.map { group in group[index].map { table.rows[$0, cell] } ?? .null }
        result.rows.put(.values(own), at: result.columns.count - 1)
        for (line, group) in groups.enumerated() {
          if let state = group[index].flatMap({ states[$0] }) {
            result.states.append(.init(row: line, column: column.name, state: state))
          }
        }
        if let formats = table.cellFormats[source.name] {
          result.cellFormats[column.name] = groups.map { group in
            group[index].map { formats[$0] } ?? .init(unit: source.unit, type: source.type)
          }
        }
      }
      // With no other split the total is that of the one row.
      if spread.kept.isEmpty, let total = table.total {
        var column = source
        column.name = Self.free(spread.cells.count == 1 ? "total" : "total \(source.name)", &taken)
        let label = isVietnamese ? "tổng" : "total"
        column.label = spread.cells.count == 1 ? label : "\(label) \(source.label)"
        result.columns.append(column)
        columns[column.name] = (nil, source.name)
        let state = table.states.first { $0.row == nil && $0.column == source.name }?.state
        result.rows.put(.values(groups.map { _ in total[cell] }), at: result.columns.count - 1)
        for line in result.rows.indices {
          if let state { result.states.append(.init(row: line, column: column.name, state: state)) }
        }
      }
    }
    if table.total != nil, !spread.kept.isEmpty { result.notes.append(totalNote) }
    if let origin = table.origin,
      let place = origin.keyColumns.firstIndex(where: { $0.name == table.columns[spread.place].name })
    {
      result.origin = origin.turned(.spread(place: place, columns: columns))
    }
    return result
  }

  private var totalNote: String {
    let note: Message = "the total is left out: it is that of no column"
    return note.text(in: isVietnamese ? .vi : .en)
  }

  private var isVietnamese: Bool { evaluator.language == .vi }

  /// What groups without a value of their own are called.
  private static let vietnamese: [Value: String] = [.null: "(chưa rõ)", .other: "(khác)"]

  /// A name that no column has yet.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var free = name
    var number = 2
    while !taken.insert(free).inserted {
      free = "\(name) (\(number))"
      number += 1
    }
    return free
  }

  /// A Vietnamese heading: the keyword there, capital as headings are; nil in English, where the name says it.
  private func heading(_ keyword: Keyword) -> String? {
    guard evaluator.language == .vi, let word = keyword.entry.vietnamese.first else { return nil }
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  /// The table with a row for each of its numbers: what splits it, the number's name, the number.
  func unpivot(_ table: ResultTable, _ span: Span) -> ResultTable? {
    let kept = table.columns.indices.filter { table.columns[$0].kind == .dimension }
    let cells = table.columns.indices.filter { table.columns[$0].kind != .dimension }
    guard !cells.isEmpty else {
      log.error("nothing-to-pivot", "the table has no number to put into rows", at: span)
      return nil
    }
    var taken = Set(kept.map { table.columns[$0].name })
    let name = ResultColumn(name: Self.free("metric", &taken), label: heading(.metric), kind: .dimension, type: .text)
    let units = Set(cells.map { table.columns[$0].unit })
    let types = Set(cells.map { table.columns[$0].type })
    let isMixed = units.count > 1 || types.count > 1 || !table.cellFormats.isEmpty
    let value = ResultColumn(
      name: Self.free("value", &taken), label: heading(.values), kind: .value,
      type: types.count == 1 ? types.first ?? .number : .number,
      unit: isMixed ? nil : units.first ?? nil)
    var result = table.asRows
    result.columns = kept.map { table.columns[$0] } + [name, value]
    (result.rows, result.states, result.cellFormats, result.origin, result.aliases) = ([], [], [:], nil, nil)
    if table.total != nil { result.notes.append(totalNote) }
    result.total = nil
    var states: [String: ResultTable.CellState.State] = [:]
    for state in table.states { if let row = state.row { states["\(row) \(state.column)"] = state.state } }
    var formats: [ResultTable.CellFormat] = []
    var lines: [[Value]] = []
    for (index, row) in table.rows.enumerated() {
      for cell in cells {
        let column = table.column(cell, inRow: index)
        if let state = states["\(index) \(column.name)"] {
          result.states.append(.init(row: lines.count, column: value.name, state: state))
        }
        lines.append(kept.map { row[$0] } + [.text(column.name), row[cell]])
        formats.append(.init(unit: column.unit, type: column.type))
      }
    }
    result.rows = ResultRows(lines)
    result.origin = table.origin?.turned(.gathered(value: value.name))
    if isMixed { result.cellFormats[value.name] = formats }
    return result
  }
}
