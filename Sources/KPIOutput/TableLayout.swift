import KPIEngine

/// Where everything stands in an aligned table: widths, blocks of columns, bars, the sparkline row.
struct TableLayout {
  /// Between two columns.
  static let gap = 2
  /// Texts are not cut below this many columns.
  private static let shortestText = 12
  static let barWidth = 10
  /// A sparkline tells something from this many rows on.
  private static let fewestTrendRows = 6

  /// The width of each column's cells, marks included, bars not.
  private(set) var widths: [Int]
  /// Columns with a bar: its greatest value.
  private(set) var bars: [Int: Double] = [:]
  /// The columns of each block; one block where the table fits.
  private(set) var blocks: [[Int]] = []
  let shownRows: Int
  private(set) var hasTrend = false

  init(_ table: any DisplayTable, _ options: OutputOptions, _ words: Words) {
    shownRows = min(table.rowCount, options.shownRows)
    widths = Self.naturalWidths(table, shownRows)
    guard options.isTerminal else {
      blocks = [Array(table.columns.indices)]
      return
    }
    placeTrend(table, options, words)
    placeBars(table, options)
    // What names a line is cut last: other texts first, then the columns stand in blocks, each with the names.
    let names = names(table, options.width)
    func mayBeCut(_ column: Int) -> Bool { !table.columns[column].isNumeric && !table.columns[column].isWhole }
    let others = table.columns.indices.filter { mayBeCut($0) && !names.contains($0) }
    let natural = widths
    cut(others, options.width)
    if totalWidth(widths.indices) > options.width {
      // Where there are blocks there is room: a text is cut only where it is too wide for one.
      widths = natural
      let room = options.width - totalWidth(names) - Self.gap
      for column in others { widths[column] = min(widths[column], max(Self.shortestText, room)) }
    }
    blocks = split(table, names, options.width)
    if let widest = blocks.map({ totalWidth($0) }).max(), widest > options.width, !names.isEmpty {
      let beside = blocks.map { totalWidth($0) - totalWidth(names) }.max() ?? 0
      cut(names.filter(mayBeCut), options.width - beside, among: names)
    }
  }

  /// The columns that a column takes with its bar.
  func fullWidth(_ column: Int) -> Int {
    widths[column] + (bars[column] == nil ? 0 : 1 + Self.barWidth)
  }

  /// Eight steps to a column, `▏` … `█`; padded.
  func bar(_ number: Double?, _ column: Int) -> String {
    guard let greatest = bars[column], greatest > 0, let number, number > 0 else { return "" }
    let eighths = Int((number / greatest * Double(Self.barWidth * 8)).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  private static func naturalWidths(_ table: any DisplayTable, _ shownRows: Int) -> [Int] {
    var widths = table.columns.map { displayWidth($0.heading) }
    var scratch: [UInt8] = []
    func widen(_ line: DisplayLine) {
      for column in widths.indices {
        scratch.removeAll(keepingCapacity: true)
        let width = table.append(line, column, to: &scratch)
        widths[column] = max(widths[column], width + (table.columns[column].hasMarks ? 1 : 0))
      }
    }
    for row in 0..<shownRows { widen(.row(row)) }
    if table.hasTotal { widen(.total) }
    return widths
  }

  private func totalWidth(_ columns: some Sequence<Int>) -> Int {
    columns.reduce(0) { $0 + fullWidth($1) + Self.gap } - Self.gap
  }

  /// A sparkline stands under each number where one key column alone tells the time.
  private mutating func placeTrend(_ table: any DisplayTable, _ options: OutputOptions, _ words: Words) {
    let keys = table.columns.indices.filter { table.columns[$0].isKey }
    guard let rows = table as? RowsTable, keys.count == 1, shownRows == table.rowCount,
      shownRows >= Self.fewestTrendRows, rows.isGrain(keys[0])
    else { return }
    var widened = widths
    widened[keys[0]] = max(widened[keys[0]], displayWidth(words.trend))
    for column in table.columns.indices where table.columns[column].isNumeric {
      widened[column] = max(widened[column], min(shownRows, 12))
    }
    let old = widths
    widths = widened
    if totalWidth(widths.indices) > options.width { widths = old } else { hasTrend = true }
  }

  private mutating func placeBars(_ table: any DisplayTable, _ options: OutputOptions) {
    for column in table.columns.indices where table.columns[column].style == .bar {
      var greatest = 0.0
      for row in 0..<shownRows { greatest = max(greatest, table.number(row, column) ?? 0) }
      guard greatest > 0 else { continue }
      bars[column] = greatest
      if totalWidth(widths.indices) > options.width { bars[column] = nil }
    }
  }

  /// Takes from the widest texts first, until the columns fit or all texts are short.
  ///
  /// - Parameter columns: what has to fit; nil for all columns.
  private mutating func cut(_ texts: [Int], _ width: Int, among columns: [Int]? = nil) {
    let columns = columns ?? Array(widths.indices)
    while totalWidth(columns) > width,
      let widest = texts.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.shortestText
    {
      let next = texts.filter { $0 != widest }.map { widths[$0] }.max() ?? Self.shortestText
      let excess = totalWidth(columns) - width
      widths[widest] = max(widths[widest] - excess, min(next, widths[widest] - 1), Self.shortestText)
    }
  }

  /// The columns that stand in every block: the keys, as long as they leave room for something else, else the first.
  private func names(_ table: any DisplayTable, _ width: Int) -> [Int] {
    let keys = table.columns.indices.filter { table.columns[$0].isKey }
    guard keys.count == table.columns.count || totalWidth(keys) > width / 2 else { return keys }
    // Of a list the key and the name.
    let first = Array(keys.prefix(1))
    guard let rows = table as? RowsTable, case .text? = rows.firstValue(1), totalWidth([0, 1]) <= width * 2 / 3 else {
      return first
    }
    return first == [0] ? [0, 1] : first
  }

  private func split(_ table: any DisplayTable, _ names: [Int], _ width: Int) -> [[Int]] {
    let all = Array(table.columns.indices)
    guard totalWidth(all) > width else { return [all] }
    var blocks: [[Int]] = []
    var block = names
    for column in all where !names.contains(column) {
      if block.count > names.count, totalWidth(block + [column]) > width {
        blocks.append(block)
        block = names
      }
      block.append(column)
    }
    if block.count > names.count || blocks.isEmpty { blocks.append(block) }
    return blocks
  }
}

extension RowsTable {
  /// Whether the column's rows are units of time.
  func isGrain(_ column: Int) -> Bool {
    switch firstValue(column) {
    case .date, .unit: true
    default: false
    }
  }
}
