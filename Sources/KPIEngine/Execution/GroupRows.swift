/// The rows of a grouped plan, kept by column: of each key its codes, of each number its cells.
///
/// A row is a view of them; a table of every customer makes no array for each.
package struct GroupRows: RandomAccessCollection, Sendable {
  /// Per key of the plan's `by` what it is in each row: a dimension's code, the index of a unit, or
  /// `GroupedTable.otherCode`.
  package private(set) var keys: [[Int]]
  /// In the order of the plan's `numbers`.
  package private(set) var columns: [Cells]
  package private(set) var count: Int

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// Columns of one length.
  package init(keys: [[Int]], columns: [Cells], count: Int) {
    self.keys = keys
    self.columns = columns
    self.count = count
  }

  /// No rows.
  package init(keyCount: Int, columnCount: Int) {
    self.init(
      keys: Array(repeating: [], count: keyCount), columns: Array(repeating: .values([]), count: columnCount), count: 0)
  }

  package subscript(position: Int) -> Row { Row(rows: self, position: position) }

  /// One row.
  package struct Row: Sendable {
    fileprivate let rows: GroupRows
    fileprivate let position: Int

    package var keys: Keys { Keys(rows: rows, position: position) }
    package var columns: Columns { Columns(rows: rows, position: position) }
  }

  /// One row's codes.
  package struct Keys: RandomAccessCollection, Sendable {
    fileprivate let rows: GroupRows
    fileprivate let position: Int

    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.keys.count }

    package subscript(key: Int) -> Int { rows.keys[key][position] }
  }

  /// One row's numbers.
  package struct Columns: RandomAccessCollection, Sendable {
    fileprivate let rows: GroupRows
    fileprivate let position: Int

    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.columns.count }

    package subscript(column: Int) -> Value { rows.columns[column][position] }
  }

  /// These rows, in that order.
  func kept(_ positions: [Int]) -> GroupRows {
    GroupRows(
      keys: keys.map { codes in positions.map { codes[$0] } }, columns: columns.map { $0.kept(positions) },
      count: positions.count)
  }

  /// Rows with the same keys and numbers behind these.
  func followed(by other: GroupRows) -> GroupRows {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return GroupRows(
      keys: zip(keys, other.keys).map(+), columns: zip(columns, other.columns).map { $0.followed(by: $1) },
      count: count + other.count)
  }

  /// The same rows with a further key, which is one code in all of them.
  func withKey(_ code: Int, at place: Int) -> GroupRows {
    var rows = self
    rows.keys.insert(Array(repeating: code, count: count), at: place)
    return rows
  }
}
