/// What a question answers: typed cells with what is needed to print them.
package struct ResultTable: Sendable {
  /// The report's name: `show`, `funnel`, `portrait.customers_by_source`.
  package var name: String
  /// The heading on a terminal, in the output language; nil shows the name.
  package var title: String?
  /// The question that it answers, as it was written; only of a page's cards.
  package var asked: String?
  /// The period it covers: first and last day; nil where it has none (`describe`).
  package var period: Days?
  package var columns: [ResultColumn]
  package var rows: ResultRows
  /// A cell per column, null in dimension columns; nil where the report has no total.
  package var total: [Value]?
  /// Cells that can still change.
  package var states: [CellState] = []
  /// By name of a column whose cells are not all of one sort (a scorecard's), what each row's cell is; else empty.
  package var cellFormats: [String: [CellFormat]] = [:]
  /// Columns that JSON writes apart, as a part of their own with the dimensions: `cumulative`.
  package var columnsApart: Set<String> = []
  /// Sentences for standard error (and `notes` in JSON), already in the output language.
  package var notes: [String] = []
  /// What the numbers mean, in lines; written where `showsCard`.
  package var card: LaterLines?
  package var showsCard = false
  /// What it shows as a picture; nil where its columns say it.
  package var picture: Picture?
  /// That people are to see it as a picture; JSON and CSV always take `rows`.
  package var drawing: Drawing?
  /// Whether how many rows there are stands below them.
  package var tellsRowCount = false
  /// Further tables of a long report, in JSON under their name: `totals`, `cohorts`.
  package var parts: [Part] = []
  /// Where its cells come from; nil where no rows can be listed behind them.
  package var origin: TableOrigin?
  /// The rows behind its cells, where they are told with it: on a page.
  package var behind: RowsBehind?
  /// Whether a pipe took some of its rows.
  package var isCutByPipe = false
  /// What the columns answer to besides name and heading; nil where that is all.
  package var aliases: ColumnAliases?
  /// How a terminal shows it; JSON and CSV always take `rows`.
  package var layout: Layout = .rows

  /// First and last day number, both included.
  package struct Days: Sendable, Hashable {
    package var first: Int
    package var last: Int
    /// Rows that have no time: every one counts, whatever the days.
    package var isEverything: Bool

    package init(first: Int, last: Int, isEverything: Bool = false) {
      self.first = first
      self.last = last
      self.isEverything = isEverything
    }
  }

  package struct Part: Sendable {
    package var name: String
    package var columns: [ResultColumn]
    package var rows: ResultRows
    /// Its cells that can still change.
    package var states: [CellState] = []

    package init(name: String, columns: [ResultColumn], rows: ResultRows) {
      self.name = name
      self.columns = columns
      self.rows = rows
    }

    package init(name: String, columns: [ResultColumn], rows: [[Value]]) {
      self.init(name: name, columns: columns, rows: ResultRows(rows))
    }
  }

  package struct CellState: Sendable, Hashable {
    /// `open` waits for what comes whenever it comes: it is maturing without an end, and has a note in place of a mark.
    package enum State: Sendable, Comparable { case open, maturing, partial }
    /// The row's index; nil is the total.
    package var row: Int?
    package var column: String
    package var state: State

    package init(row: Int?, column: String, state: State) {
      self.row = row
      self.column = column
      self.state = state
    }
  }

  /// How one cell is read, where its column does not say it for all rows.
  package struct CellFormat: Sendable, Hashable {
    package var unit: String?
    package var type: ResultColumn.ValueType

    package init(unit: String?, type: ResultColumn.ValueType) {
      self.unit = unit
      self.type = type
    }
  }

  package enum Layout: Sendable, Hashable {
    /// One line a row.
    case rows
    /// A long table shown as a grid: one line per distinct values of `lines`, one column per value of `across`,
    /// the cells `cells` (several stand in one cell, `5 (12.5 %)`).
    case grid(lines: [String], across: String, cells: [String])
    /// Lines of text (`describe`, `help`, `explain`): the one column is printed as it is.
    case text
  }

  package init(name: String, period: Days? = nil, columns: [ResultColumn], rows: ResultRows, total: [Value]? = nil) {
    self.name = name
    self.period = period
    self.columns = columns
    self.rows = rows
    self.total = total
  }

  /// A table of rows that were gathered one by one.
  package init(
    name: String, period: Days? = nil, columns: [ResultColumn], rows: [[Value]], total: [Value]? = nil
  ) {
    self.init(name: name, period: period, columns: columns, rows: ResultRows(rows), total: total)
  }
}

extension ResultTable {
  /// A column as it is in one row.
  package func column(_ position: Int, inRow row: Int) -> ResultColumn {
    var column = columns[position]
    guard !cellFormats.isEmpty, let formats = cellFormats[column.name], formats.indices.contains(row) else {
      return column
    }
    (column.unit, column.type) = (formats[row].unit, formats[row].type)
    return column
  }
}

package struct ResultColumn: Sendable, Hashable {
  package enum Kind: String, Sendable { case dimension, metric, value }
  package enum ValueType: String, Sendable {
    case text, integer, number, date, time, boolean
    /// A week, month, quarter or year; formats write it as a text, `2023-W36`.
    case unit
  }
  /// How a number is drawn for a reader; JSON and CSV do not know it.
  package enum Style: Sendable {
    case plain
    /// A change: positive numbers carry their `+`.
    case signed
    /// A part of a whole: a terminal adds a small bar.
    case bar
  }

  /// The name in JSON, CSV and pipes, whatever the language.
  package var name: String
  /// The heading on a terminal; the name where the model has no label.
  package var label: String
  package var kind: Kind
  package var type: ValueType
  /// `VND`, another ISO currency, `%`, `minutes`, `days`, `points`; nil for none.
  package var unit: String?
  package var style: Style
  /// Which side of a comparison it is; the other sides stand behind the present one.
  package var aspect = Aspect.present
  /// What people read for cells that are names of the model, by name.
  ///
  /// JSON and CSV keep the names.
  package var words: [String: String] = [:]

  /// - Parameter style: Where nil, it follows the reports' naming: `share` and `…_share` are bars, `change`,
  ///   `…_change` and `…_change_pct` are signed, everything else is plain.
  package init(
    name: String, label: String? = nil, kind: Kind, type: ValueType, unit: String? = nil, style: Style? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.kind = kind
    self.type = type
    self.unit = unit
    self.style = style ?? Self.usualStyle(of: name)
  }

  private static func usualStyle(of name: String) -> Style {
    if name == "share" || name.hasSuffix("_share") { return .bar }
    if name == "change" || name.hasSuffix("_change") || name.hasSuffix("_change_pct") { return .signed }
    return .plain
  }
}
