import KPIEngine
import KPILanguage

/// A result as a sheet: the headings, the rows, the total, and below them what the numbers are of.
struct SheetTable {
  /// A column of the sheet.
  private struct Column {
    var heading: String
    var format: SheetFormat
    /// The result's column; nil for one with the marks of the column before it.
    var source: Int
    var isMarks = false
    var isNumeric = false
  }

  /// The name that the sheet is to have.
  let name: String
  private let table: ResultTable
  private let columns: [Column]
  private let formatter: CellFormatter
  private let language: TextLanguage
  private let marks: Marks
  private let notes: [String]
  private let isText: Bool

  init(_ table: ResultTable, title: String, _ options: OutputOptions) {
    var table = table
    // The rows behind the cells are not asked for any more.
    (table.origin, table.aliases) = (nil, nil)
    let formatter = CellFormatter(options.language)
    let marks = Marks(table)
    // Of the report's own name the sheets of a portrait bear what tells them apart.
    name = title.split(separator: ".", maxSplits: 1).last.map(String.init) ?? title
    isText = table.layout == .text
    var columns: [Column] = []
    let marked = Set(table.markedStates.map(\.column))
    for (index, column) in table.columns.enumerated() {
      let standsInCells = table.cellFormats[column.name] != nil
      columns.append(
        Column(
          heading: SheetFormat.heading(column, formatter),
          format: SheetFormat(column, options.language, unitStandsInCells: standsInCells), source: index,
          isNumeric: isNumeric(column)))
      if marked.contains(column.name) {
        let plain = ResultColumn(name: "*", kind: .value, type: .text)
        columns.append(
          Column(heading: "*", format: SheetFormat(plain, options.language), source: index, isMarks: true))
      }
    }
    let period = table.period.map { formatter.period($0, language: options.language) }
    notes =
      isText
      ? []
      : [[title, period].compactMap(\.self).joined(separator: " · ")] + table.markNotes(formatter.words)
        + table.notes + table.shownCard
    self.table = table
    self.columns = columns
    self.formatter = formatter
    self.marks = marks
    language = options.language
  }

  var rowCount: Int { table.rows.count }
  var columnCount: Int { columns.count }
  /// All lines of the sheet, those too that may come of cells that cannot be as they are.
  var lineCount: Int {
    1 + rowCount + (table.total == nil ? 0 : 1) + (notes.isEmpty ? 0 : 1 + notes.count + SheetCell.Loss.allCases.count)
  }

  /// Writes the sheet.
  ///
  /// Throws `DocumentFailure`, and what `beat` throws, which is called now and then.
  func write(to sheet: WorkbookFile.Sheet, beat: () throws -> Void) throws {
    var widths = columns.map { Width(text: displayWidth($0.heading) + (isText ? 0 : 3)) }
    var losses: Set<SheetCell.Loss> = []
    if !isText {
      // The library takes it only before the first of the rows that it does not keep.
      try sheet.freezeHeading(columns: columnCount, rows: rowCount)
      try sheet.allowDigitsAsTexts(columns: columnCount, rows: rowCount + 1)
    }
    for (index, column) in columns.enumerated() {
      try sheet.write(.text(SheetText.of(column.heading).text), row: 0, column: index, look: .heading)
    }
    for row in table.rows.indices {
      if row % 1_024 == 0 { try beat() }
      for (index, column) in columns.enumerated() {
        if column.isMarks {
          if marks.contains(row: row, column: column.source) {
            try sheet.write(.text("*"), row: row + 1, column: index)
          }
          continue
        }
        let format = cellFormat(of: column, inRow: row)
        let (cell, loss) = SheetCell.of(
          table.columns[column.source].told(table.rows[row][column.source]), isPercent: format.isPercent,
          formatter.words)
        if let loss { losses.insert(loss) }
        widths[index].take(cell, isSample: row < 1_000)
        try sheet.write(cell, row: row + 1, column: index, pattern: format.pattern)
      }
    }
    var next = 1 + rowCount
    if let total = table.total {
      try write(total, row: next, to: sheet, &widths, &losses)
      next += 1
    }
    try write(notes + remarks(losses), below: next, to: sheet)
    for (index, column) in columns.enumerated() {
      try sheet.setWidth(widths[index].columns(column.format), of: index)
    }
    try beat()
  }

  private func cellFormat(of column: Column, inRow row: Int) -> SheetFormat {
    guard !table.cellFormats.isEmpty, table.cellFormats[table.columns[column.source].name] != nil else {
      return column.format
    }
    return SheetFormat(table.column(column.source, inRow: row), language, unitStandsInCells: true)
  }

  private func write(
    _ total: [Value], row: Int, to sheet: WorkbookFile.Sheet, _ widths: inout [Width],
    _ losses: inout Set<SheetCell.Loss>
  ) throws(DocumentFailure) {
    let label = table.columns.firstIndex { $0.kind == .dimension }
    for (index, column) in columns.enumerated() {
      if column.isMarks {
        let isMarked = marks.contains(row: nil, column: column.source)
        try sheet.write(isMarked ? .text("*") : .blank, row: row, column: index, look: .total)
      } else if table.columns[column.source].kind == .dimension {
        let cell = column.source == label ? SheetCell.text(formatter.words.total) : .blank
        try sheet.write(cell, row: row, column: index, look: .total)
      } else {
        let (cell, loss) = SheetCell.of(
          total[column.source], isPercent: column.format.isPercent, formatter.words)
        if let loss { losses.insert(loss) }
        widths[index].take(cell, isSample: true)
        try sheet.write(cell, row: row, column: index, pattern: column.format.pattern, look: .total)
      }
    }
  }

  private func write(_ lines: [String], below row: Int, to sheet: WorkbookFile.Sheet) throws(DocumentFailure) {
    for (index, line) in lines.enumerated() {
      try sheet.write(.text(SheetText.of(line).text), row: row + 1 + index, column: 0, look: .note)
    }
  }

  private func remarks(_ losses: Set<SheetCell.Loss>) -> [String] {
    SheetCell.Loss.allCases.filter(losses.contains).map { loss in
      switch loss {
      case .longNumber: formatter.words.longNumbers
      case .longText: formatter.words.longTexts
      case .farDate: formatter.words.farDates
      }
    }
  }
}

/// How wide a column is to be.
private struct Width {
  /// The widest text so far.
  var text: Int
  private var magnitude = 0.0
  private var hasNegative = false

  init(text: Int) { self.text = text }

  /// - Parameter isSample: texts are measured too.
  mutating func take(_ cell: SheetCell, isSample: Bool) {
    switch cell {
    case .blank: break
    case .boolean: text = max(text, 6)
    case .number(let number):
      magnitude = max(magnitude, number.magnitude)
      if number < 0 { hasNegative = true }
    case .text(let content): if isSample { text = max(text, displayWidth(content)) }
    }
  }

  /// Neither too narrow to be seen nor wider than a window.
  func columns(_ format: SheetFormat) -> Double {
    Double(min(60, max(3, max(text, magnitude > 0 ? format.width(of: magnitude, hasNegative: hasNegative) : 0)) + 1))
  }
}
