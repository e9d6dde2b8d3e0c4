/// The rows of a result, kept by column.
///
/// Every row has a cell in each column.
package struct ResultRows: RandomAccessCollection, Sendable {
  /// One for each column of the table.
  package private(set) var columns: [Cells]
  package private(set) var count: Int
  /// The first row of those it was made of that had another number of cells than the first one.
  package private(set) var uneven: Int?

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// Columns of one length.
  ///
  /// - Parameter count: how many rows there are; it tells where there is no column.
  package init(columns: [Cells], count: Int) {
    self.columns = columns
    self.count = count
  }

  /// Rows as they were gathered one by one.
  package init(_ rows: some Collection<[Value]>) {
    count = rows.count
    guard let width = rows.first?.count else {
      columns = []
      return
    }
    uneven = rows.enumerated().first { $0.element.count != width }?.offset
    columns = (0..<width).map { column in
      .values(rows.map { $0.indices.contains(column) ? $0[column] : .null })
    }
  }

  package subscript(position: Int) -> Row { Row(rows: self, position: position) }

  /// One row's cells, a view of the columns.
  package struct Row: RandomAccessCollection, Sendable {
    fileprivate let rows: ResultRows
    fileprivate let position: Int

    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.columns.count }

    package subscript(column: Int) -> Value { rows.columns[column][position] }
  }

  /// One cell.
  package subscript(row: Int, column: Int) -> Value { columns[column][row] }

  /// A column's cells from the first row to the last.
  package func cells(of column: Int) -> [Value] {
    columns.indices.contains(column) ? columns[column].values : []
  }

  /// The cells of a column, equal ones at least once.
  package func differentCells(of column: Int) -> [Value] {
    guard columns.indices.contains(column) else { return [] }
    let cells = columns[column]
    return cells.examples.map { $0.rows.map { cells[$0] } } ?? cells.values
  }

  /// These rows, in that order.
  package func kept(_ positions: [Int]) -> ResultRows {
    ResultRows(columns: columns.map { $0.kept(positions) }, count: positions.count)
  }

  /// The same rows, with what those are called that their links lead to.
  package var named: ResultRows {
    var named = self
    named.columns = columns.map(\.named)
    return named
  }

  /// These columns, in that order.
  package func selecting(_ kept: [Int]) -> ResultRows {
    ResultRows(columns: columns.isEmpty ? [] : kept.map { columns[$0] }, count: count)
  }

  /// Puts a column before another.
  package mutating func insert(_ cells: Cells, at place: Int) {
    if columns.indices.contains(place - 1) { columns.insert(cells, at: place) }
  }

  /// Puts a column in the place of another, or behind the last.
  package mutating func put(_ cells: Cells, at place: Int) {
    // Nobody knows the columns of no rows.
    if isEmpty, columns.isEmpty { return }
    if columns.indices.contains(place) { columns[place] = cells } else { columns.append(cells) }
  }

  /// Rows with the same columns behind these.
  package mutating func append(contentsOf other: ResultRows) {
    if isEmpty {
      self = other
    } else if !other.isEmpty {
      columns = zip(columns, other.columns).map { $0.followed(by: $1) }
      count += other.count
    }
  }

  package mutating func append(_ row: [Value]) { append(contentsOf: ResultRows([row])) }
}

extension ResultRows: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: [Value]...) { self.init(elements) }
}
