import KPIEngine
import KPILanguage

/// The rows behind the numbers of a page, each once, and where they are asked for.
package struct PageRows {
  /// Rows of the page; what has no room is left out, and the page says so.
  package static let mostRows = 6_000

  /// Rows with the same headings.
  struct List {
    var columns: [ResultColumn]
    /// Of its texts.
    var language: TextLanguage
    var rows: [[String]] = []
    fileprivate var places: [Line: Int] = [:]
    var groups: [RowsBehind.Dimension: [Int]] = [:]
    var texts: Set<RowsBehind.Dimension> = []
    /// By column, the numbers that sums are made of.
    var sums: [Int: [Double?]] = [:]
  }

  /// A row as it is read, with what it belongs to: what tells it from others.
  fileprivate struct Line: Hashable {
    var texts: [String]
    var groups: [Int]
  }

  /// A value of a dimension that some card has a line for.
  private struct Group: Hashable {
    var dimension: String
    var key: TableOrigin.Key
  }

  struct Cell {
    var name: String
    var list: Int
    var rows: [Int]
    var count: Int
    /// Whether its rows, counted or summed, make the number.
    var adds: Bool
    var summed: Int?
  }

  struct Answer {
    var cells: [Cell] = []
    /// By line, which of its columns is which group.
    var groups: [(line: Int, columns: [(column: Int, group: Int)])] = []
    /// The columns that are parts of the whole, which one group alone is not part of.
    var parts: [Int] = []
    /// The lines that are the rest of the groups.
    var rests: [Int] = []
    var naming: TableOrigin.Naming? = .rows
    /// What the question can be asked for a value of.
    var dimensions: [String] = []
    var areLinesChosen = false
  }

  let words: PageWords
  private(set) var lists: [List] = []
  private var groups: [Group: Int] = [:]
  private(set) var names: [(dimension: String, title: String, value: String)] = []
  private(set) var answers: [Answer] = []
  private var rowCount = 0

  init(words: PageWords) { self.words = words }

  // MARK: Groups

  /// Takes the groups that a card has lines for; all cards are asked before rows are added.
  mutating func addGroups(of card: Card) {
    eachGroup(of: card) { own, line, column in
      guard groups[own] == nil else { return }
      groups[own] = names.count
      names.append((own.dimension, card.display.columns[column].heading, card.text(.row(line), column)))
    }
  }

  private func eachGroup(of card: Card, _ body: (Group, Int, Int) -> Void) {
    guard let keys = card.table.behind?.keys else { return }
    for line in 0..<card.display.rowCount {
      for column in card.display.columns.indices where card.display.columns[column].isKey {
        guard let source = card.display.source(.row(line), column), let row = source.row, keys.indices.contains(row),
          let key = keys[row][card.table.columns[source.column].name]
        else { continue }
        switch key {
        case .null, .value, .row: body(Group(dimension: card.table.columns[source.column].name, key: key), line, column)
        // The rest of the groups, and units of time, are no group that other cards have.
        case .other, .unit, .any: break
        }
      }
    }
  }

  // MARK: Rows

  /// Takes the rows behind a card's numbers.
  ///
  /// - Returns: what its picture can be asked for, and how many numbers have not all of their rows here.
  mutating func add(_ card: Card) -> (links: PictureLinks, leftOut: Int) {
    var links = PictureLinks()
    var answer = Answer()
    defer { answers.append(answer) }
    guard let behind = card.table.behind else { return (links, 0) }
    (answer.naming, answer.areLinesChosen) = (behind.naming, behind.areLinesChosen)
    answer.dimensions = behind.dimensions.sorted()
    var byLine: [Int: [(column: Int, group: Int)]] = [:]
    eachGroup(of: card) { own, line, column in
      guard let group = groups[own] else { return }
      byLine[line, default: []].append((column, group))
    }
    if card.table.layout == .rows {
      answer.parts = card.table.columns.indices.filter { column in
        let own = card.table.columns[column]
        return own.style == .bar || card.table.columnsApart.contains(own.name)
      }
    }
    answer.rests = (0..<card.display.rowCount).filter { line in
      card.display.columns.indices.contains { column in
        guard let row = card.display.source(.row(line), column)?.row, behind.keys.indices.contains(row) else {
          return false
        }
        return behind.keys[row].values.contains(.other)
      }
    }
    answer.groups = byLine.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let names = names(of: card)
    for (line, columns) in byLine where columns.count == 1 {
      guard let source = card.display.source(.row(line), columns[0].column), let row = source.row else { continue }
      links.groups[row] = columns[0].group
    }
    var leftOut = behind.leftOut
    let targets = behind.lists.map { list(for: $0, card.language) }
    var places = behind.lists.map { [Int?](repeating: nil, count: $0.rows.count) }
    for cell in behind.cells {
      let place = ChartScene.TableCell(row: cell.row, column: cell.column)
      guard let name = names[place] else { continue }
      let (source, list) = (behind.lists[cell.list], targets[cell.list])
      var rows: [Int] = []
      for row in cell.rows {
        guard let place = places[cell.list][row] ?? add(source, row, to: list, card.formatter) else { continue }
        places[cell.list][row] = place
        rows.append(place)
        if let summed = cell.summed { note(source.rows[row][summed].number, at: place, of: list, summed) }
      }
      guard !rows.isEmpty else {
        leftOut += 1
        continue
      }
      if rows.count < cell.count { leftOut += 1 }
      answer.cells.append(
        Cell(
          name: name, list: list, rows: rows, count: cell.count,
          adds: behind.naming != nil && cell.canBeCut && rows.count == cell.count && adds(cell, card.table, rows, list),
          summed: cell.summed))
      links.numbers[place] = name
    }
    return (links, leftOut)
  }

  /// Where each cell of the table stands on the page.
  private func names(of card: Card) -> [ChartScene.TableCell: String] {
    var names: [ChartScene.TableCell: String] = [:]
    let lines = (0..<card.display.rowCount).map { ("\($0)", DisplayLine.row($0)) }
    for (line, display) in lines + (card.display.hasTotal ? [("t", .total)] : []) {
      for column in card.display.columns.indices {
        guard let source = card.display.source(display, column) else { continue }
        names[source] = "\(line).\(column)"
      }
    }
    return names
  }

  /// Whether the rows make the number: what cannot be reckoned again is not cut down to a group.
  private func adds(_ cell: RowsBehind.Cell, _ table: ResultTable, _ rows: [Int], _ list: Int) -> Bool {
    guard table.columns.indices.contains(cell.column) else { return false }
    let value = cell.row.map { table.rows[$0][cell.column] } ?? table.total?[cell.column] ?? .null
    guard let number = value.number else { return false }
    guard let summed = cell.summed else { return number == Double(rows.count) }
    let sum = rows.reduce(0) { $0 + ((lists[list].sums[summed]?[$1] ?? nil) ?? 0) }
    return abs(sum - number) <= 1e-9 * max(abs(number), 1)
  }

  private mutating func list(for source: RowsBehind.List, _ language: TextLanguage) -> Int {
    let dimensions = Set(source.groups.keys)
    let known = lists.firstIndex {
      $0.columns == source.columns && $0.language == language && Set($0.groups.keys) == dimensions
    }
    if let known {
      lists[known].texts.formUnion(source.texts)
      return known
    }
    let groups = source.groups.mapValues { _ in [Int]() }
    lists.append(List(columns: source.columns, language: language, groups: groups, texts: source.texts))
    return lists.count - 1
  }

  /// Where a row stands in its list; nil where the page has no room for it.
  private mutating func add(
    _ source: RowsBehind.List, _ row: Int, to list: Int, _ formatter: CellFormatter
  ) -> Int? {
    // A full page does not look at what it could not take.
    guard rowCount < Self.mostRows else { return nil }
    let dimensions = source.groups.keys.sorted { $0.scriptName < $1.scriptName }
    let own = dimensions.map { dimension in
      (source.groups[dimension]?[row]).flatMap { groups[Group(dimension: dimension.name, key: $0)] } ?? -1
    }
    let texts = zip(source.rows[row], source.columns).map { value, column in
      var bytes: [UInt8] = []
      _ = formatter.append(value, column, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    let line = Line(texts: texts, groups: own)
    if let known = lists[list].places[line] { return known }
    rowCount += 1
    let place = lists[list].rows.count
    lists[list].places[line] = place
    lists[list].rows.append(texts)
    for (name, group) in zip(dimensions, own) { lists[list].groups[name]?.append(group) }
    return place
  }

  /// Keeps the number that a row adds to a sum.
  private mutating func note(_ number: Double?, at place: Int, of list: Int, _ column: Int) {
    while lists[list].sums[column, default: []].count <= place { lists[list].sums[column, default: []].append(nil) }
    lists[list].sums[column]?[place] = number
  }
}
