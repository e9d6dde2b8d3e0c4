import KPIEngine

/// A long table as a grid: one line per cohort or state, one column per offset or date, the cells' columns together
/// in one cell (`5 (12.5 %)`), blank where the long table has no row.
///
/// The part `totals` makes the total line; the part `cohorts` adds the columns that it has beyond the long table's
/// (`converted`, `average_days`), its last row without a cohort stands in the total line.
struct GridTable: DisplayTable {
  let columns: [DisplayColumn]
  let rowCount: Int
  let hasTotal: Bool

  private let table: ResultTable
  private let formatter: CellFormatter
  private let marks: Marks
  /// Columns of the long table: those that name a line, those that stand in a cell.
  private let lineColumns: [Int]
  private let cellColumns: [Int]
  /// A row of the long table for each line.
  private let lineRows: [Int]
  private let acrossCount: Int
  /// The long table's row per line and across value, −1 for none.
  private let rowOfCell: [Int]
  private let totals: Totals?
  private let cohorts: Cohorts?
  /// The cells' rate, where they have one, and the greatest below 100 %: the first unit of a cohort is all of it.
  private let rateColumn: Int?
  private let hottest: Double

  /// nil where the result lacks a column that the layout names.
  init?(_ table: ResultTable, lines: [String], across: String, cells: [String], _ formatter: CellFormatter) {
    let lineColumns = lines.compactMap { table.columns.position(of: $0) }
    let cellColumns = cells.compactMap { table.columns.position(of: $0) }
    guard let acrossColumn = table.columns.position(of: across), lineColumns.count == lines.count,
      cellColumns.count == cells.count, !cells.isEmpty, !lines.isEmpty
    else { return nil }
    let keys = lineColumns.filter { table.columns[$0].kind == .dimension }

    var lineOf: [[Value]: Int] = [:]
    var lineRows: [Int] = []
    var acrossValues: [Value] = []
    var seen: Set<Value> = []
    for (index, row) in table.rows.enumerated() {
      let key = keys.map { row[$0] }
      if lineOf[key] == nil {
        lineOf[key] = lineRows.count
        lineRows.append(index)
      }
      if seen.insert(row[acrossColumn]).inserted { acrossValues.append(row[acrossColumn]) }
    }
    acrossValues = Self.ascending(acrossValues)
    var acrossOf: [Value: Int] = [:]
    for (index, value) in acrossValues.enumerated() { acrossOf[value] = index }

    var rowOfCell = [Int](repeating: -1, count: lineRows.count * acrossValues.count)
    for (index, row) in table.rows.enumerated() {
      guard let line = lineOf[keys.map { row[$0] }], let column = acrossOf[row[acrossColumn]] else { continue }
      rowOfCell[line * acrossValues.count + column] = index
    }

    let marks = Marks(table)
    let cohorts = Cohorts(table, lineColumns: lineColumns, cellColumns: cellColumns, lineOf: lineOf, keys: keys)
    let prefix = Self.offsetPrefix(table, across: acrossColumn, keys: keys)
    columns =
      lineColumns.map { index in
        let column = table.columns[index]
        return DisplayColumn(
          heading: formatter.heading(column), isNumeric: KPIOutput.isNumeric(column), isKey: true, style: .plain,
          hasMarks: false, isSize: column.kind != .dimension)
      }
      + (cohorts?.shown ?? []).map { shown in
        DisplayColumn(
          heading: formatter.heading(shown.column), isNumeric: true, isKey: false, style: .plain, hasMarks: false)
      }
      + acrossValues.enumerated().map { position, value in
        var heading: [UInt8] = []
        if case .integer(let offset) = value {
          heading.append(contentsOf: prefix.utf8)
          heading.append(integer: offset)
        } else {
          _ = formatter.append(value, table.columns[acrossColumn], to: &heading)
        }
        let hasMarks =
          !marks.isEmpty
          && lineRows.indices.contains { line in
            let row = rowOfCell[line * acrossValues.count + position]
            return row >= 0 && cellColumns.contains { marks.contains(row: row, column: $0) }
          }
        return DisplayColumn(
          heading: String(decoding: heading, as: UTF8.self), isNumeric: true, isKey: false, style: .plain,
          hasMarks: hasMarks)
      }
    totals = Totals(table, across: across, cells: cells, acrossOf: acrossOf)
    hasTotal = totals != nil || cohorts?.totalRow != nil
    rowCount = lineRows.count
    acrossCount = acrossValues.count
    self.table = table
    self.formatter = formatter
    self.marks = marks
    self.lineColumns = lineColumns
    self.cellColumns = cellColumns
    self.lineRows = lineRows
    self.rowOfCell = rowOfCell
    self.cohorts = cohorts
    let rateColumn = cellColumns.first { table.columns[$0].unit == "%" }
    self.rateColumn = rateColumn
    hottest =
      rateColumn.map { column in
        table.rows.lazy.compactMap { RowsTable.number($0[column]) }.filter { $0 < 100 }.max() ?? 0
      } ?? 0
  }

  func append(_ line: DisplayLine, _ column: Int, to bytes: inout [UInt8]) -> Int {
    if column < lineColumns.count { return appendName(line, column, to: &bytes) }
    let extra = column - lineColumns.count
    if let cohorts, extra < cohorts.shown.count { return appendExtra(line, cohorts, extra, to: &bytes) }
    let across = extra - (cohorts?.shown.count ?? 0)
    switch line {
    case .row(let row):
      let index = rowOfCell[row * acrossCount + across]
      guard index >= 0 else { return 0 }
      return append(cellColumns.map { (table.rows[index][$0], table.columns[$0]) }, to: &bytes)
    case .total:
      guard let totals, let row = totals.rows[across] else { return 0 }
      return append(totals.cells.map { (row[$0], totals.part.columns[$0]) }, to: &bytes)
    }
  }

  func isMarked(_ line: DisplayLine, _ column: Int) -> Bool {
    guard case .row(let row) = line else { return false }
    let across = column - lineColumns.count - (cohorts?.shown.count ?? 0)
    guard across >= 0 else { return false }
    let index = rowOfCell[row * acrossCount + across]
    return index >= 0 && cellColumns.contains { marks.contains(row: index, column: $0) }
  }

  func number(_ row: Int, _ column: Int) -> Double? { nil }

  func source(_ line: DisplayLine, _ column: Int) -> ChartScene.TableCell? {
    guard case .row(let row) = line else { return nil }
    if column < lineColumns.count { return ChartScene.TableCell(row: lineRows[row], column: lineColumns[column]) }
    let across = column - lineColumns.count - (cohorts?.shown.count ?? 0)
    if across < 0, let cohorts, let index = cohorts.shown[column - lineColumns.count].indices.first {
      // What the part has of the line stands behind the columns of the table.
      return ChartScene.TableCell(row: lineRows[row], column: table.columns.count + index)
    }
    guard across >= 0, let first = cellColumns.first else { return nil }
    let index = rowOfCell[row * acrossCount + across]
    return index < 0 ? nil : ChartScene.TableCell(row: index, column: first)
  }

  /// Rates of a triangle are the hotter the nearer they come to the greatest below 100 %.
  func tone(_ line: DisplayLine, _ column: Int) -> CellTone? {
    guard hottest > 0, case .row(let row) = line else { return nil }
    let across = column - lineColumns.count - (cohorts?.shown.count ?? 0)
    guard across >= 0 else { return nil }
    let index = rowOfCell[row * acrossCount + across]
    guard index >= 0, let rate = rateColumn.flatMap({ RowsTable.number(table.rows[index][$0]) }), rate > 0 else {
      return nil
    }
    return .heat(min(1, rate / hottest))
  }

  private func appendName(_ line: DisplayLine, _ column: Int, to bytes: inout [UInt8]) -> Int {
    let source = table.columns[lineColumns[column]]
    switch line {
    case .row(let row):
      return formatter.append(table.rows[lineRows[row]][lineColumns[column]], source, to: &bytes)
    case .total:
      if column == 0 { return VisibleText.append(formatter.words.total, to: &bytes) }
      // `created` beside the cohort has its sum in the cohorts' last row.
      guard source.kind != .dimension, let cohorts, let row = cohorts.totalRow,
        let index = cohorts.part.columns.position(of: source.name)
      else { return 0 }
      return formatter.append(row[index], source, to: &bytes)
    }
  }

  private func appendExtra(_ line: DisplayLine, _ cohorts: Cohorts, _ extra: Int, to bytes: inout [UInt8]) -> Int {
    let row: ResultRows.Row?
    switch line {
    case .row(let index): row = cohorts.rowOfLine[index]
    case .total: row = cohorts.totalRow
    }
    guard let row else { return 0 }
    return append(cohorts.shown[extra].indices.map { (row[$0], cohorts.part.columns[$0]) }, to: &bytes)
  }

  /// The first cell, the others behind it in brackets; a null rate beside a number says nothing and is left out.
  private func append(_ cells: [(Value, ResultColumn)], to bytes: inout [UInt8]) -> Int {
    guard let (value, column) = cells.first else { return 0 }
    var width = formatter.append(value, column, to: &bytes)
    let rest = cells.dropFirst().filter { $0.0 != .null }
    guard !rest.isEmpty else { return width }
    bytes.append(contentsOf: " (".utf8)
    for (index, (value, column)) in rest.enumerated() {
      if index > 0 {
        bytes.append(contentsOf: "; ".utf8)
        width += 2
      }
      width += formatter.append(value, column, to: &bytes)
    }
    bytes.append(UInt8(ascii: ")"))
    return width + 3
  }

  /// Numbers and times ascending; states and other texts stay in the result's order.
  private static func ascending(_ values: [Value]) -> [Value] {
    func rank(_ value: Value) -> Int? {
      switch value {
      case .integer(let number): Int(number)
      case .date(let day), .unit(_, let day): day
      default: nil
      }
    }
    guard values.allSatisfy({ rank($0) != nil }) else { return values }
    return values.sorted { (rank($0) ?? 0) < (rank($1) ?? 0) }
  }

  /// `d` before offsets in days, `w` in weeks …: the name by which `drill` knows the column.
  private static func offsetPrefix(_ table: ResultTable, across: Int, keys: [Int]) -> String {
    guard table.columns[across].type == .integer, let row = table.rows.first else { return "" }
    for key in keys {
      switch row[key] {
      case .date: return "d"
      case .unit(let grain, _): return String(grain.rawValue.prefix(1))
      default: continue
      }
    }
    return ""
  }
}

/// The part `totals`: a row per across value.
private struct Totals {
  let part: ResultTable.Part
  let cells: [Int]
  /// By position of the across value.
  var rows: [Int: ResultRows.Row] = [:]

  init?(_ table: ResultTable, across: String, cells: [String], acrossOf: [Value: Int]) {
    guard let part = table.parts.first(where: { $0.name == "totals" }),
      let acrossColumn = part.columns.position(of: across)
    else { return nil }
    self.part = part
    self.cells = cells.compactMap { part.columns.position(of: $0) }
    for row in part.rows {
      guard let position = acrossOf[row[acrossColumn]] else { continue }
      rows[position] = row
    }
  }
}

/// The part `cohorts`: a row per line, and the total.
private struct Cohorts {
  /// A column that the part adds to the grid, a `%` column after it in brackets.
  struct Shown {
    let column: ResultColumn
    var indices: [Int]
  }

  let part: ResultTable.Part
  var shown: [Shown] = []
  /// By line.
  var rowOfLine: [Int: ResultRows.Row] = [:]
  var totalRow: ResultRows.Row?

  init?(_ table: ResultTable, lineColumns: [Int], cellColumns: [Int], lineOf: [[Value]: Int], keys: [Int]) {
    guard let part = table.parts.first(where: { $0.name == "cohorts" }) else { return nil }
    self.part = part
    let lineNames = Set(lineColumns.map { table.columns[$0].name })
    for (index, column) in part.columns.enumerated() where !lineNames.contains(column.name) {
      if column.unit == "%", let last = shown.indices.last {
        shown[last].indices.append(index)
      } else {
        shown.append(Shown(column: column, indices: [index]))
      }
    }
    let keyColumns = keys.compactMap { part.columns.position(of: table.columns[$0].name) }
    guard keyColumns.count == keys.count else { return }
    for row in part.rows {
      if let line = lineOf[keyColumns.map { row[$0] }] { rowOfLine[line] = row }
    }
    // A group's row has its cohort even where the group is null.
    if let last = part.rows.last, keyColumns.allSatisfy({ last[$0] == .null }) { totalRow = last }
  }
}

extension [ResultColumn] {
  /// The position of the column of that name; nil for none.
  func position(of name: String) -> Int? { firstIndex { $0.name == name } }
}
